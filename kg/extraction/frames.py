"""Frames: from a trigger word and its filled slots to claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, MARK, NP, QUOTE, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import NAMED, THING, Arg, View
from kg.extraction.events import MEANS
from kg.extraction.relations import Relations
from kg.extraction.slots import Match
from kg.extraction.words import FrameIndex
from kg.lexicons import Frame, Lexicon

_OCCASION: Final = frozenset(fold(x) for x in ("في", "خلال", "أثناء", "بعد", "عقب", "قبل", "إثر"))
#: What may be stopped, when it is not told of as going on.
_CEASING: Final = frozenset({"targets", "coerces", "meets", "cooperatesWith"})
#: Prepositions before what somebody dies of.
_CAUSES: Final = MEANS - {"من"} | {fold("أثناء"), fold("من جراء")}
#: Classes of forms as written, which are looked up as they are folded.
_FORMS: Final = (
    "bystander", "inhabitants", "locative", "masculine_seat", "measure", "mishap", "narration",
    "nature", "pair", "qualifier", "seealso", "source", "trailing",
)  # fmt: skip
#: Prepositions before what the subject of the clause does, by predicate.
_OCCASIONED: Final = {
    "meets": _OCCASION | {"عن"}, "agreedWith": frozenset({"بموجب", "بمقتضي"}),
    "targets": frozenset({"بعد", "عقب"}),
}  # fmt: skip


class Frames:
    """The frames of one lexicon by lemma and part of speech."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.index = FrameIndex(lexicon)
        self.verbs = frozenset(lemma for lemma, pos in self.index if pos == "verb")
        self.preps = {lemma: frames for (lemma, pos), frames in self.index.items() if pos == "prep"}
        self.classes = {k: frozenset(v) for k, v in lexicon.classes.items()}
        #: Coalitions by their leader, and parties of deals that have a name of their own.
        self.led, self.treaties = (
            dict(pair.split("=") for pair in lexicon.classes[name]) for name in ("led", "treaty")
        )
        self.classes["doing"] = (self.classes["light"] | self.classes["carrying"]) - self.classes[
            "negating"
        ]
        self.classes |= {
            f"{name}_folded": frozenset(map(fold, self.classes[name])) for name in _FORMS
        }
        #: Prepositions that may name a source: بحسب، وفقا ل.
        self.classes["citing"] = self.classes["source"] | {"ل", "عن"}

    def matches(self, view: View) -> Iterator[Match]:
        """All frames that fire in a sentence, in text order."""
        m, words, preps = _Matcher(self, view), view.words, self.preps
        for k, c in enumerate(view.chunks):
            if c.kind == NP:
                if c.prep in preps:
                    for f in preps[c.prep]:
                        yield from m.relation(f, k, c, c.first)
                for t in range(c.first, c.end):
                    triggers = words[t].triggers
                    if not triggers or c.names and any(x.begin <= t < x.end for x in c.names):
                        continue
                    found = [x for r, f in triggers for x in m.noun(f, k, c, t, r)]
                    if found:
                        yield from _sharpest(found)
            elif c.kind == VERB and c.reading and c.reading.lemma in self.verbs:
                found = [x for f in self.index.of(c.reading) for x in m.verb(f, k, c)]
                if found:
                    yield from _sharpest(found)


def _sharpest(found: list[Match]) -> Iterator[Match]:
    """Of what one word may say the most that it says of backing, the least of agreement.

    Aid is more than alliance, alliance more than mere support; what one side offers is not agreed.
    """
    aid = any(x.frame.predicate == "aids" and x.frame.with_ for x in found)
    allied = any(x.frame.predicate == "alliedWith" for x in found)
    offered = any("offered" in x.frame.flags for x in found)
    for x in found:
        predicate = x.frame.predicate
        if offered and predicate == "agreedWith":
            continue
        if aid and predicate in ("supports", "alliedWith") or allied and predicate == "supports":
            continue
        yield x


class _Matcher(Relations):
    """Fires the frames of one sentence."""

    def verb(self, f: Frame, k: int, c: Chunk) -> Iterator[Match]:
        v = self.v
        carrier = self._with(f, k, k + 1)
        if f.with_ and carrier is None:
            return
        if carrier is not None and "both" in f.flags and carrier > k != v.obj_chunk(k) != carrier:
            return  # تبادلت موسكو وكييف الاتهامات بقصف المحطة: accusations, not shells
        if "near" in f.flags and carrier is not None and not self._near(f, k, carrier):
            return
        own = carrier is not None and self._possessed(carrier)
        if "own" in f.flags and not own or own and f.predicate == "aids" and f.lemma == "سلم":
            return  # سلمت أسلحتها: what was hers is given up, not given
        if "suffers" in f.flags:
            yield from self._suffers(f, k, c)
            return
        if f.predicate == "targets" and "victim" in f.flags and self._killed(k):
            return
        if "implied" in f.flags and self._stipulated(k, c):
            return
        if "main" in f.flags and self._relative(k, c):
            return
        if "relative" in f.flags and not self._takes_up(k):
            return
        agent = self._event_or_subject(f, k)
        by = self._by(k)
        if by is None and c.reading and c.reading.passive:
            return
        if by is not None:
            p = v.after(k)
            agent, patient = by, v.owner(p) if p is not None else agent
        elif agent is None:
            p = v.after(k) if f.predicate == "targets" else None
            agent = self._by_means(p) if p is not None else None
            if agent is None or p is None:
                return
            patient = v.owner(p)  # استهدف مقر للشرطة بتفجير نفذه التنظيم
        else:
            patient = self._patient(f, k, c, agent, carrier)
        if "event" in f.flags and not self._subject_is_event(k):
            return
        if f.predicate == "targets" and (
            self._abstract(k) or self._figure(k) or self._natural(agent)
        ):
            return
        if f.predicate == "rejects" and self._declines(k, agent):
            return
        if agent.mode == THING and f.predicate not in ("targets", "alliedWith"):
            return
        if f.predicate == "protests":
            agent = v.victims(agent)  # تظاهر آلاف الإيرانيين: people, not their state
        if not self._fits(f, agent, patient):
            return
        yield from self._emit(f, agent, patient, k, c.first, "verb")

    def _by_means(self, p: int) -> Arg | None:
        """استهدف مقر بتفجير نفذه التنظيم: who did what the subject of a passive was hit by."""
        v = self.v
        j = v.pp(p, "ب", 3)
        if j is None or v.after(p) is not None or v.people(p) is not None:
            return None
        if self._munition(v.chunks[j]) or not v.is_event(j):
            return None  # بصاروخ روسي الصنع
        found = self.event_agent(j)
        return found if found and found.mode != THING and not self._place(found) else None

    def _suffers(self, f: Frame, k: int, c: Chunk) -> Iterator[Match]:
        """قتل جنود في كمين نصبه الحوثيون: who did it stands in the event that they died in."""
        v = self.v
        agent = self._in_event(k)
        if agent is None:
            return
        s = v.subject(k)
        if s is None:
            p = v.after(k)
            s = v.owner(p) or self._people_there(p) if p is not None else None
        if s and not set(s.refs) & set(agent.refs):
            yield from self._emit(f, agent, s, k, c.first, "suffers")
            other = self._in_clash(k)
            if other is not None and s.mode != THING:
                yield from self._emit(f, s, other, k, c.first, "suffers")

    def _killed(self, k: int) -> bool:
        """Whether a verb of killing without an object is a passive: الجنود قتلوا في ..."""
        v = self.v
        r = v.chunks[k].reading
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if nxt and nxt.kind == NP and nxt.prep == "في" and nxt.enclitic:
            return True
        if r is None or r.enclitic or self._by(k) is not None:
            return False
        j = v.obj_chunk(k)
        s = v.subject(k)
        start = max(k, s.last if s else k)
        return j is None or any(
            c.kind == NP and c.prep and not self._munition(c) for c in v.chunks[start + 1 : j]
        )

    def _munition(self, c: Chunk) -> bool:
        """بالرصاص الحي: what somebody is hit with."""
        return c.prep == "ب" and not self.v.words[c.first].lemmas.isdisjoint(
            self.classes["munition"]
        )

    def _stipulated(self, k: int, c: Chunk) -> bool:
        """على أن يتحمل رئيسها المسؤولية: what is agreed or asked for is no reproach."""
        left = self.v.chunks[k - 1] if k else None
        asked = left is not None and left.kind == COMP and left.prep == "علي"
        return asked and c.reading is not None and c.reading.aspect == "i"

    def _near(self, f: Frame, k: int, carrier: int) -> bool:
        """Whether the phrase next to a verb and its subject is headed by the noun it asks for."""
        s = self.v.subject(k)
        start = max(k, s.last if s else k)
        head = self.v.words[self.v.chunks[carrier].first]
        return carrier == start + 1 and not head.lemmas.isdisjoint(f.with_)

    def _possessed(self, k: int) -> bool:
        """Whether an NP's head has a possessive pronoun."""
        nominals = self.v.words[self.v.chunks[k].first].nominals
        return any(r.enclitic.startswith("3") for r in nominals)

    def _relative(self, k: int, c: Chunk) -> bool:
        """Whether a verb only describes a noun: مناطق تسيطر عليها الفصائل، التي يسيطرون على ..."""
        nxt = self.v.chunks[k + 1] if k + 1 < len(self.v.chunks) else None
        resumed = bool(nxt and nxt.kind == NP and nxt.prep and nxt.enclitic)
        aside = any(x.kind == REL for x in self.v.chunks[max(0, k - 2) : k])
        return resumed or aside or bool(c.reading and c.reading.enclitic)

    def _takes_up(self, k: int) -> bool:
        """Whether a verb's pronoun takes up the noun before it: فصائل تدعمها أنقرة."""
        v, r = self.v, self.v.chunks[k].reading
        b = v.before(k)
        if r is None or b is None or not r.enclitic.startswith("3"):
            return False
        beside = v.chunks[b].kind == NP and b == k - 1 and v.indefinite_relative(b, k, r)
        taken = v.owner(b) if beside else v.antecedent(b) if v.chunks[b].kind == REL else None
        return taken is not None and taken.mode != THING

    def _figure(self, k: int) -> bool:
        """طعنتنا في الظهر: nobody is struck."""
        j = self.v.pp(k, "في", 6)
        head = self.v.words[self.v.chunks[j].first] if j is not None else None
        figures = self.classes["figurative"]
        return head is not None and (
            head.base.removeprefix("ال") in figures or not head.lemmas.isdisjoint(figures)
        )

    def _natural(self, agent: Arg) -> bool:
        """حرائق اجتاحت مناطق في ...: nobody attacks."""
        c = self.v.chunks[agent.chunk] if agent.chunk >= 0 else None
        head = self.v.words[c.first].base.removeprefix("ال") if c is not None else ""
        return head in self.classes["nature_folded"]

    def _declines(self, k: int, agent: Arg) -> bool:
        """رفضت الوزارة التعليق: nothing and nobody is rejected."""
        v = self.v
        start = agent.last if agent.last > k else k
        following = [c for c in v.chunks[start + 1 : start + 4] if c.kind == NP][:1]
        return any(v.head(c) in self.classes["declined"] for c in following)

    def noun(self, f: Frame, k: int, c: Chunk, t: int, r: Reading) -> Iterator[Match]:
        v = self.v
        if self._lacks(f, k, t, r):
            return
        if f.agent == ("C",) and f.predicate == "supports" and (r.enclitic or c.prep in ("ل", "ب")):
            return  # تأييدهما للضربات: the pronoun is who supports; لدعم ...: whose purpose is open
        if r.pos == "masdar" and self._adverb(k, c, t):
            return
        if f.predicate == "concedes" and (c.prep == "ل" or self._called_for(c, t)):
            return  # اتفاق لوقف إطلاق النار, ضرورة انسحاب القوات
        if f.predicate == "aids" and c.prep == "ل" and self._bargain(k):
            return  # عقد لتزويد مصر بالغاز
        if f.predicate == "agreedWith" and c.prep == "من" and self._left(k):
            return
        if self._other_than_said(f, k, c, t):
            return
        if "relation" in f.flags:
            yield from self.relation(f, k, c, t)
            return
        if "backing" in f.flags:
            if not (c.prep == "ب" and not self._spoken_of(k) or self._resting(k)):
                return
            agent = self._governor(k, anything=True) or self._head_before(k)
        elif f.agent == ("-",):
            agent = None
        elif f.agent == ("K",):
            speaker = v.speaker(k)
            agent = Arg((speaker,), NAMED) if speaker else self._insisting(f, k)
            if agent is None:
                return
        else:
            agent = self._noun_agent(f, k, c, t, r) if f.pos != "part_act" else None
        if f.pos == "part_act":
            if r.article or c.prep or t != c.first:
                return
            if any(x.pos in ("noun", "adj") for x in v.words[t].nominals):
                return
            agent = self._participle_agent(k, r)
        if agent is None and "بين" not in f.patient:
            return  # whoever it is done to
        patient = self._noun_patient(f, k, c, t, r, agent)
        if patient is None and "بين" in f.patient:
            yield from self._between(f, k, t)
            return
        if agent is None or not self._fits(f, agent, patient):
            return
        yield from self._emit(
            f, agent, patient, k, t, "noun" if f.pos != "part_act" else "participle"
        )

    def _other_than_said(self, f: Frame, k: int, c: Chunk, t: int) -> bool:
        """Whether what governs a noun makes it something else than its frame says."""
        if "offered" in f.flags:
            return not self._offered(k, c, t)
        return f.predicate in _CEASING and self._ceased(k, c, t)

    def _offered(self, k: int, c: Chunk, t: int) -> bool:
        """أعلنت كابول هدنة مع طالبان: one side has declared what would need two to be agreed."""
        r = self._over(k, 2) if t == c.first and not c.prep else None
        return r is not None and r.lemma in self.classes["offering"]

    def _ceased(self, k: int, c: Chunk, t: int) -> bool:
        """تعليق هجومها, علقت الاتصالات مع: what is stopped is not done."""
        stopping = self.classes["stopping"]
        if t > c.first:
            over = self.v.words[t - 1].nominals
            return any(r.pos == "masdar" and r.root_lemma in stopping for r in over)
        r = self._over(k, 3) if not c.prep else None
        return r is not None and r.lemma in stopping

    def _spoken_of(self, k: int) -> bool:
        """أشاد بالدعم التركي: what the verb is about; nobody is backed by it."""
        r = self._over(k, 3)
        frames = self.f.index.of(r) if r is not None else ()
        return any("ب" in slot for f in frames if not f.with_ for slot in (*f.patient, *f.topic))

    def _lacks(self, f: Frame, k: int, t: int, r: Reading) -> bool:
        """Whether a noun is without what its frame asks for: another noun, a pronoun."""
        if f.with_ and self._with_noun(f, k, t) is None or "own" in f.flags and not r.enclitic:
            return True
        # لاستخدامه سلاحا: the pronoun is what is used
        used = "implied" in f.flags and bool(f.with_) and bool(r.enclitic)
        return used and self.v.pp(k, "ل", 1) is None

    def _insisting(self, f: Frame, k: int) -> Arg | None:
        """شدد لافروف على ضرورة ...: the subject of the verb of saying that governs a demand."""
        v = self.v
        if f.predicate != "demands" or k < 1 or not v.chunks[k].prep:
            return None
        j = self._verb_over(k, 3)
        r = v.chunks[j].reading if j is not None else None
        said = r is not None and r.lemma in self.classes["report"]
        return v.subject(j) if j is not None and said else None

    def _adverb(self, k: int, c: Chunk, t: int) -> bool:
        """ورفضت بغداد العرض مطالبة ب...: a participle, spelled like the verbal noun."""
        w, v = self.v.words[t], self.v
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        left = v.chunks[k - 1].kind if k else ""
        participle = any(x.pos == "part_act" for x in w.nominals)
        if not participle or t != c.first or c.prep or c.conj or w.article:
            return False
        if c.end == t + 1:
            return left in (NP, MARK) and nxt is not None and nxt.prep == "ب"
        named = bool(c.names) and c.names[0].begin == t + 1 and c.names[0].kind != "nisba"
        return left == MARK and named and k > 1  # ...، مطالبة بغداد بحماية رعاياها

    def _bargain(self, k: int) -> bool:
        """Whether an NP says what a deal is for: what is traded is no gift."""
        v = self.v
        for c in reversed(v.chunks[max(0, k - 4) : k]):
            if c.kind not in (NP, QUOTE):
                return False
            if not v.words[c.first].lemmas.isdisjoint(self.classes["deal"]):
                return True
        return False

    def _left(self, k: int) -> bool:
        """Whether an agreement is one that somebody leaves: انسحاب واشنطن من الاتفاق."""
        v = self.v
        for j in range(max(0, k - 3), k):
            c = v.chunks[j]
            readings = (
                [c.reading]
                if c.kind == VERB
                else [r for t in range(c.first, c.end) for r in v.words[t].nominals]
            )
            if any(r and r.root_lemma in ("انسحب", "خرج") for r in readings):
                return True
        return False

    def _participle_agent(self, k: int, r: Reading) -> Arg | None:
        """متهما ...: the subject of the verb before it, not of a relative one, else the speaker."""
        v = self.v
        for j in range(k - 1, -1, -1):
            c = v.chunks[j]
            if c.kind == VERB and not self._in_relative(j) and c.quoted in (0, v.chunks[k].quoted):
                s = v.subject(j)
                if s and r.number == "d" and len(s.refs) == 1:
                    return None  # متهما is of the singular, too
                if s and self._agrees(s, r):
                    return s
        speaker = v.speaker(k)
        if speaker is None and all(c.kind != VERB for c in v.chunks[:k]):
            speaker = v.memory.speaker
        said = Arg((speaker,), NAMED) if speaker else None
        apart = k == 0 or v.chunks[k - 1].kind != NP
        return said if said and apart and self._agrees(said, r) else None

    def _agrees(self, arg: Arg, r: Reading) -> bool:
        """Whether a participle can be said of somebody: إن بانكوك هاجمت ...، مطالبا المجلس."""
        gender = self.v.gender(arg.refs[0])
        single = len(arg.refs) == 1 and r.number == "s" and gender in ("m", "f")
        return not single or gender == r.gender

    def _in_relative(self, j: int) -> bool:
        """Whether a verb is the first of a relative clause: التي تقدمها, التي ما فتئت تقدمها."""
        kinds = [c.kind for c in self.v.chunks[max(0, j - 3) : j]]
        return REL in kinds and not {NP, COMP, SUBORD} & set(kinds[kinds.index(REL) + 1 :])

    def _noun_agent(self, f: Frame, k: int, c: Chunk, t: int, r: Reading) -> Arg | None:
        for slot in f.agent:
            if slot == "A":
                found = self.adjective(c, k, t)
                if found and "victim" in f.flags and not self.v.words[t].article:
                    found = found if self._other_patient(f, k, c, t) else None  # اعتقال سوري
            elif slot == "E":
                found = self._in_event(k) or self._causing(k)
            elif slot == "L":
                j = self.v.pp(k, "ل", 1)
                found = self.v.np(j) if j is not None else None
                if found and (found.mode == THING or self._place(found)):
                    found = None
            elif slot == "G":
                found = self.genitive(c, k, t)
                if found and "objective" in f.flags and not self._other_patient(f, k, c, t):
                    found = None
                if found and f.predicate != "concedes" and self._names_with(f, c, t):
                    found = None  # طرد السفير الروسي
                if found and found.mode == THING:
                    found = None
                if found and self._place(found):
                    found = None
            elif slot == "H":
                found = self._qualified(k, t) if t == c.first and not c.prep else None
            elif slot == "C":
                found = self._controller(f, k, c, t, r)
            elif slot == "من":
                n = self.v.chunks[k + 1] if k + 1 < len(self.v.chunks) else None
                if n is not None and n.prep and n.enclitic:
                    k, n = k + 1, next(iter(self.v.chunks[k + 2 : k + 3]), None)
                found = self.v.people(k + 1) if n and n.kind == NP and n.prep == slot else None
                if found and (found.mode == THING or self._place(found)):
                    found = None
            else:
                found = None
            if found:
                return found
        return None

    def _confirmed(self, k: int) -> bool:
        """واشنطن تؤكد مقتل زعيم التنظيم: to confirm a death is not to have caused it."""
        r = self._over(k, 3)
        return r is not None and r.lemma == "أكد"

    def _controller(self, f: Frame, k: int, c: Chunk, t: int, r: Reading) -> Arg | None:
        """Who does what a noun says, by the verb that carries, governs or occasions it."""
        traded = bool(f.with_) and f.predicate == "sanctions"  # إلغاء الاتفاق الذي وقعته واشنطن
        found = None if traded else self._carried(k)
        if found is None and c.conj == "و" and t == c.first and r.pos == "masdar":
            found = self._shared(k)
        if found is None and c.prep in _OCCASIONED.get(f.predicate, ()):
            found = self._occasion(k, c, t)
        killed = f.predicate == "targets" and "victim" in f.flags
        told = killed and (self._told_of(k) or self._confirmed(k) or self._counted(k))
        if found is None and self._complement(c, t) and not (told or self._refused(f, k)):
            found = self._governor(k, anything="both" in f.flags)
        return found

    def _counted(self, k: int) -> bool:
        """أعلنت وزارة الصحة مقتل ..., أعلن الجيش مقتل جندي في حادث: told by who did not do it."""
        v, j = self.v, self._verb_over(k, 3)
        s = v.subject(j) if j is not None else None
        if s is not None and s.chunk >= 0 and self._worded(s.chunk, "bystander"):
            return True
        for i in range(k + 1, min(k + 4, len(v.chunks))):
            if v.chunks[i].kind not in (NP, TIME):
                return False
            if v.chunks[i].prep in _CAUSES and self._worded(i, "mishap"):
                return True
        return False

    def _worded(self, k: int, name: str) -> bool:
        """Whether a word of a phrase is of a class."""
        c = self.v.chunks[k]
        words = self.v.words[c.first : c.end]
        forms = self.classes[f"{name}_folded"]
        return any(
            not w.lemmas.isdisjoint(self.classes[name]) or w.base.removeprefix("ال") in forms
            for w in words
        )

    def _called_for(self, c: Chunk, t: int) -> bool:
        """Whether an act is but the need of one: ضرورة انسحاب القوات."""
        return t > c.first and not self.v.words[c.first].lemmas.isdisjoint(("ضرورة", "وجوب"))

    def _told_of(self, k: int) -> bool:
        """مشيرا إلى مقتل 60 فلسطينيا: who speaks of the dead has not killed them."""
        return k > 0 and self.v.reporting(self.v.chunks[k - 1])

    def _names_with(self, f: Frame, c: Chunk, t: int) -> bool:
        """Whether the actor after a verbal noun is named by the noun that the frame asks for."""
        m = next((m for m in c.names if m.begin > t), None) if f.with_ else None
        return m is not None and any(
            not self.v.words[u].lemmas.isdisjoint(f.with_) for u in range(m.begin, m.end)
        )

    def _refused(self, f: Frame, k: int) -> bool:
        """رفضت موسكو الاتهامات: who refuses a word of somebody's does not say it."""
        if f.predicate not in ("accuses", "demands", "condemns", "threatens"):
            return False
        for c in reversed(self.v.chunks[max(0, k - 4) : k]):
            if c.kind == VERB:
                return c.reading is not None and c.reading.lemma in self.classes["negating"]
            if c.kind != NP:
                return False
        return False

    def _occasion(self, k: int, c: Chunk, t: int) -> Arg | None:
        """قال ترامب خلال لقاء مع ماكرون: who acts in the clause is who meets."""
        v = self.v
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if c.names or nxt is None or nxt.prep != "مع" or v.words[t].article:
            return None
        named = False
        for j in range(k - 1, -1, -1):
            x = v.chunks[j]
            if x.kind == VERB:
                fell = x.reading is None or x.reading.passive or self._undergoes(x.reading)
                return None if fell else v.subject(j)
            if x.kind == COMP and not x.enclitic and not named and c.prep in _OCCASION:
                speaker = v.speaker(k)
                return Arg((speaker,), NAMED) if speaker else None
            if x.kind in (COMP, SUBORD, REL):
                return None
            named = named or bool(x.names)
        return None

    def _shared(self, k: int) -> Arg | None:
        """انسحاب واشنطن من الاتفاق وفرض عقوبات: the doer of the verbal noun joined before."""
        v = self.v
        for j in range(k - 1, max(-1, k - 4), -1):
            c = v.chunks[j]
            if c.kind != NP:
                return None
            if v.is_act(j):
                if self._done_to_its_genitive(j):
                    return self._governor(j)
                found = self.genitive(c, j, c.first)
                if found and found.mode != THING and not self._place(found):
                    return found
        return None

    def _done_to_its_genitive(self, k: int) -> bool:
        """قصف مواقع إيرانية: whether nothing else than the genitive can be what is hit."""
        on = any(self.v.pp(k, prep, 3) is not None for prep in ("علي", "ضد", "ل"))
        harm = any(f.predicate in ("targets", "coerces") for f in self._event_frames(k))
        return harm and not on and self._adjacent(k) is None

    def _complement(self, c: Chunk, t: int) -> bool:
        """Whether token `t` is what a governing verb is about: the NP's head, or after a light one.

        بدأت تنفيذ غارات, but not دعت لمناقشة الهجوم.
        """
        return all(
            any(
                x.root_lemma in self.classes["light"] or x.lemma in self.classes["event"]
                for x in self.v.words[u].nominals
            )
            or self.v.words[u].base in self.classes["measure_folded"]
            or "dem" in self.v.words[u].classes
            or self.v.words[u].norm.isdigit()
            for u in range(c.first, t)
        )

    def _other_patient(self, f: Frame, k: int, c: Chunk, t: int) -> bool:
        """Whether something besides the genitive can be the patient."""
        v = self.v
        if any(x in f.patient for x in ("ل", "ل*")):
            j = v.pp(k, "ل", 3)
            if j is not None and not v.is_act(j):
                return True  # but تزويد موسكو بأسلحة لاستخدامها
        nxt = self._adjacent(k)
        return nxt is not None and ("N" in f.patient or "من" in f.patient)  # تحرير الجيش الموصل من

    def _head_before(self, k: int) -> Arg | None:
        v = self.v
        for j in range(k - 1, max(-1, k - 4), -1):
            if v.chunks[j].kind == NP and not v.chunks[j].prep:
                return v.coordinated(j)
        return None
