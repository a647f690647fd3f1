"""What a frame found, and the simplest slots of its trigger: where things stand around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, MARK, NEG, NP, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, Arg, View
from kg.lexicons import Frame

if TYPE_CHECKING:
    from kg.extraction.frames import Frames


class Match(NamedTuple):
    """A frame that fired: who, whom, where, how sure.

    Attributes:
        chunk, token: indices of the trigger word.
        topic: token span [begin, end), or None.
        act: tokens of the trigger with its complements: what an accuser reproaches.
        construction: "verb", "noun", "participle": part of the rule's name.
    """

    frame: Frame
    agent: Arg
    patient: Arg | None
    chunk: int
    token: int
    topic: tuple[int, int] | None
    construction: str
    act: tuple[int, int] = (0, 0)


_INVOLVED: Final = frozenset({"ضلوع", "تورط", "مسؤولية", "علاقة", "صلة", "تدخل", "دعم", "وقوف"})
CIRCUMSTANCE: Final = frozenset(
    fold(x)
    for x in (
        "بعد",
        "قبل",
        "منذ",
        "خلال",
        "إثر",
        "عقب",
        "جراء",
        "بسبب",
        "رغم",
        "أثناء",
        "وسط",
        "نتيجة",
        "ضد",
    )
)


def _in_name(c: Chunk, t: int) -> bool:
    """Whether a token of an NP is part of a name: قوات دعم الشرعية."""
    return any(m.kind == "name" and m.begin <= t < m.end for m in c.names)


class Slots:
    """The simplest slots of a trigger in one sentence."""

    def __init__(self, frames: Frames, view: View) -> None:
        self.f, self.v = frames, view
        self.classes = frames.classes

    def _place(self, arg: Arg) -> bool:
        known = self.v.cast.known.get(arg.refs[0])
        return bool(known and known.kind == "place")

    def _state(self, arg: Arg) -> bool:
        return arg.mode == NAMED and self.v.cast.known[arg.refs[0]].kind == "state"

    def _subject_chunk(self, k: int) -> int | None:
        b = self.v.before(k)
        if b is not None and self.v.chunks[b].kind == REL:
            return self.v.antecedent_chunk(b)
        if b is not None and self.v.chunks[b].kind == NP and not self.v.chunks[k].conj:
            r = self.v.chunks[k].reading
            if r is None or not self.v.indefinite_relative(b, k, r):
                return b  # but صاروخ أطلقه الحوثيون: what the pronoun takes up is the object
        return self.v.after(k)

    def _adjacent(self, k: int) -> int | None:
        """The prep-less NP directly after chunk `k`."""
        v = self.v
        j = k + 1
        while j < len(v.chunks) and v.chunks[j].kind == TIME:
            j += 1
        if j < len(v.chunks):
            n = v.chunks[j]
            if n.kind == NP and not n.prep and not n.conj and not v.reporting(n):
                return j
        return None

    def _by(self, k: int) -> Arg | None:
        j = self.v.pp(k, "من قبل")
        return self.v.coordinated(j) if j is not None else None

    def _with(self, f: Frame, begin: int, start: int) -> int | None:
        """Chunk index of the noun that a frame requires near its trigger (شن ... غارات)."""
        if not f.with_:
            return None
        v = self.v
        past = start
        for j in range(start - 1, min(start + 10, len(v.chunks))):
            c = v.chunks[j]
            if start <= j < past:
                continue
            if j >= start and (past := self._past_relative(j)) > j:
                continue
            if c.kind == NP:
                if "denied" in f.flags and (j == 0 or v.chunks[j - 1].kind != NEG):
                    continue  # بأنه غير مقبول
                if c.prep and c.prep in f.with_ and j >= start:
                    return j  # تقف وراء الهجوم
                for t in range(c.first, c.end):
                    if not v.words[t].asked.isdisjoint(f.with_) and not _in_name(c, t):
                        return j
            elif c.kind == COMP and c.enclitic and c.base in ("بان", "بأن"):
                continue  # وصف القرار بأنه كارثي
            elif j >= start and c.kind in (COMP, SUBORD, VERB):
                break
        r = v.chunks[begin].reading
        if r is None or begin == 0:
            return None
        if f.agent[0] == "O" or v.resumed(begin):
            at = begin - 1
            if v.chunks[at].kind == REL:  # المحادثات التي تشارك فيها ...
                at = v.antecedent_chunk(at) or at
            left = v.chunks[at]  # اجتماع ضم ..., هجوم تعرض له ...
            near = v.words[left.first : left.end] if left.kind == NP else ()
            if any(not w.lemmas.isdisjoint(f.with_) for w in near):
                return at
        return self._with_before(f, begin) if r.enclitic or f.agent[0] in ("K", "O") else None

    def _with_before(self, f: Frame, k: int) -> int | None:
        """The noun that a frame requires, left of its verb: الهجوم في باريس الذي تبناه التنظيم."""
        v, j = self.v, self.v.before(k)
        if j is not None and v.chunks[j].kind == REL:
            j = v.antecedent_chunk(j)
        while j is not None and j >= 0 and v.chunks[j].kind == NP:
            if not v.words[v.chunks[j].first].lemmas.isdisjoint(f.with_):
                return j
            if v.chunks[j].prep not in self.classes["locative_folded"]:
                return None
            j -= 1
        return None

    def _past_relative(self, j: int) -> int:
        """Past "، التي ...،" that begins at chunk `j`; `j` where none does."""
        chunks = self.v.chunks
        if chunks[j].kind != MARK or j + 1 >= len(chunks) or chunks[j + 1].kind != REL:
            return j
        for i in range(j + 2, min(j + 10, len(chunks))):
            if chunks[i].kind == MARK:
                return i + 1 if chunks[i].base == chunks[j].base else j
        return j

    def _with_noun(self, f: Frame, k: int, t: int) -> int | None:
        c = self.v.chunks[k]
        for u in range(t + 1, min(c.end + 3, len(self.v.words))):
            if not self.v.words[u].asked.isdisjoint(f.with_) and not self._named(k, u):
                return u
        return None

    def _named(self, k: int, t: int) -> bool:
        """Whether a token in or shortly after NP `k` is part of a name: قوات الدعم السريع."""
        return any(_in_name(c, t) for c in self.v.chunks[k : k + 3])

    def _chunk_actor(self, t: int) -> Arg | None:
        """The actor of the NP that holds token `t`."""
        for k, c in enumerate(self.v.chunks):
            if c.kind == NP and c.begin <= t < c.end:
                return self.v.np(k)
        return None

    def _undergoes(self, r: Reading) -> bool:
        """Whether the subject of a verb is who is hit, not who does it: قتل ... في مواجهات."""
        return any("suffers" in f.flags for f in self.f.index.of(r))

    def _event_frames(self, k: int) -> Iterator[Frame]:
        for r in self.v.words[self.v.chunks[k].first].nominals:
            yield from self.f.index.of(r)

    def _aimed(self, k: int) -> Arg | None:
        """The object of a following استهدف whose subject is the event."""
        v = self.v
        for j in range(k + 1, min(k + 8, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB:
                if c.reading and c.reading.lemma in ("استهدف", "طال", "أصاب"):
                    p = v.after(j)
                    return v.owner(p) if p is not None else None
                return None
            if c.kind in (COMP, SUBORD):
                return None
        return None

    def _treaty(self, f: Frame, k: int, t: int) -> Arg | None:
        """الاتفاق النووي: the other party of a deal that has a name, if the article names it."""
        v = self.v
        for u in range(t, min(t + 12, len(v.words))):
            w = v.words[u]
            ref = self.f.treaties.get(w.base.removeprefix("ال")) if w.article else None
            before = v.words[u - 1] if u else w
            if ref and ref in v.cast.known and any(x.lemma in f.with_ for x in before.nominals):
                return Arg((ref,), HUMAN)
        return None

    def _denial(self, f: Frame, k: int, j: int | None) -> bool:
        """تنفي ضلوعها في الهجوم, ونفت ذلك, وهو ما نفته: what one is accused of is denied."""
        v = self.v
        if f.lemma != "نفى":
            return False
        r = v.chunks[k].reading
        if r is not None and r.enclitic.startswith("3"):
            return True
        if j is None:
            return False
        w = v.words[v.chunks[j].first]
        own = any(x.enclitic.startswith("3") and x.lemma in _INVOLVED for x in w.nominals)
        return own or w.base in ("ذلك", "الامر") or v.chunks[j].kind == COMP

    def _accusers(self, f: Frame, k: int, agent: Arg) -> Arg | None:
        """نفت الدوحة هذه الاتهامات: those who have accused her in this article."""
        v = self.v
        if f.predicate != "rejects":
            return None
        start = max(agent.last, k)
        j = v.after(start)
        if j is None and start + 1 < len(v.chunks) and v.chunks[start + 1].kind == COMP:
            j = start + 1  # نفت أن تكون وراء الهجوم
        all_of_them = self._accusers_of(agent, j) if j is not None else None
        if all_of_them is not None:
            return all_of_them
        last = self._accused_by(agent)[-1:]
        return Arg(last, NAMED, j or k, j or k) if last and self._denial(f, k, j) else None

    def _accusers_of(self, agent: Arg, j: int) -> Arg | None:
        """Those who have accused somebody, if NP `j` is what they said: هذه الاتهامات."""
        said = self.v.head(self.v.chunks[j]) in self.classes["allegation"]
        accusers = self._accused_by(agent) if said else ()
        return Arg(accusers, NAMED, j, j) if accusers else None

    def _accused_by(self, agent: Arg) -> tuple[str, ...]:
        """Who has accused an actor in this article so far."""
        actor = self.v.cast.known[agent.refs[0]].actor
        return tuple(self.v.memory.accusers.get(actor, ()))

    def _dual(self, t: int) -> bool:
        return any(r.number == "d" for r in self.v.words[t].nominals)
