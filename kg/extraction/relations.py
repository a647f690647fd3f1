"""Words beside the noun that they qualify: allies, backers, members; what suits a frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, CONJ, MARK, NEG, NP, QUOTE, REL, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, THING, Arg
from kg.extraction.patients import Patients
from kg.extraction.slots import Match
from kg.lexicons import Frame

#: What an outlet does not do; where it seems to, a pronoun means another.
_NOT_BY_MEDIA: Final = frozenset({"rejects", "targets", "coerces", "meets", "cooperatesWith"})
_BACKING: Final = frozenset({"دعم", "ساند", "مساندة"})


class Relations(Patients):
    """Relations that words beside a noun express."""

    def _official(self, arg: Arg) -> bool:
        """Whether an actor is a state or acts for one, and is not its people."""
        known = self.v.cast.known[arg.refs[0]]
        state = self.v.cast.known.get(arg.refs[0].partition("/")[0], known)
        return state.kind == "state" and "_" not in known.actor

    def _fits(self, f: Frame, agent: Arg | None, patient: Arg | None) -> bool:
        """Whether the fillers are of the sort that the frame asks for."""
        if "alliance" in f.flags:
            sides = (agent, patient) if "relation" in f.flags else (patient,)
            kinds = {self.v.cast.known[r].kind for a in sides if a for r in a.refs}
            return "alliance" in kinds
        if f.predicate in _NOT_BY_MEDIA and agent and self._outlet(agent):
            return False
        if f.predicate == "protests" and agent and self._official(agent):
            return False  # احتجاجا على القصف: a ministry disapproves
        if f.predicate == "meets" and patient is not None:
            talked = self._place(patient) or set(patient.refs) & self.classes["media"]
            if talked or self._qualifies(patient):
                return False  # a place is visited, an outlet interviews
        if "main" in f.flags and patient is not None and not self._held(patient.chunk):
            return False
        if "group" in f.flags:
            return patient is not None and all(
                self.v.cast.known[r].kind == "group" and "_" not in self.v.cast.known[r].actor
                for r in patient.refs
            )
        if "human" in f.flags and not (patient and self._people(patient)):
            return False
        if "named" in f.flags and not self._by_name(patient):
            return False
        if "war" in f.flags:
            return patient is not None and self._at_war(patient)
        if f.predicate == "supports" and patient and f.lemma in _BACKING and self._at_war(patient):
            return False  # that is an alliance
        left = f.predicate == "concedes" and patient is not None and patient.chunk >= 0
        if left and patient and self.v.is_event(patient.chunk):
            return False  # انسحب من الاتفاق النووي الإيراني
        if "implied" in f.flags:
            if agent is None or patient is None or patient.mode == THING:
                return False
            known = self.v.cast.known[agent.refs[0]]
            return known.kind != "place"
        return True

    def _qualifies(self, arg: Arg) -> bool:
        """Whether an argument is but something with a demonym: القرارات الإيرانية."""
        names = self.v.chunks[arg.chunk].names if arg.chunk >= 0 and arg.mode == THING else ()
        return bool(names) and all(m.kind == "nisba" for m in names)

    def _people(self, arg: Arg) -> bool:
        """Whether an argument is of people or forces: القوات الروسية."""
        names = self.v.chunks[arg.chunk].names if arg.chunk >= 0 else ()
        organ = arg.mode != THING and any(m.kind == "organ" for m in names[:1])
        return organ or arg.mode == HUMAN

    def _by_name(self, arg: Arg | None) -> bool:
        """Whether an argument is an actor that stands there by its name."""
        if arg is None or arg.mode != NAMED or self._place(arg):
            return False
        return arg.chunk >= 0 and bool(self.v.chunks[arg.chunk].names)

    def _outlet(self, arg: Arg) -> bool:
        return self.v.cast.known[arg.refs[0]].actor in self.classes["media"]

    def _held(self, k: int) -> bool:
        """Whether an NP is a place or site that somebody can hold: صنعاء, مناطق في العراق."""
        c = self.v.chunks[k]
        named = bool(c.names) and c.names[0].begin <= c.first
        return named or self.v.is_site(k)

    def _at_war(self, patient: Arg) -> bool:
        """Whether the sentence speaks of war, so that backing somebody in it is an alliance."""
        if self.v.cast.known[patient.refs[0]].kind == "place":
            return False
        war = self.classes["war"]
        return any(r.lemma in war for w in self.v.words for r in (*w.nominals, *w.verbs))

    def _between(self, f: Frame, k: int, t: int) -> Iterator[Match]:
        v = self.v
        j = self._both_sides(k)
        if j is None:
            return
        if v.chunks[j].conj:
            yield from self._with_whom(f, k, t, j)
            return
        first = v.coordinated(j)
        if first is None:
            return
        if len(first.refs) > 1:
            one, two = Arg(first.refs[:1], first.mode, j, j), Arg(first.refs[1:], first.mode, j, j)
        else:
            nxt = first.last + 1
            while nxt < len(v.chunks) and self._passed(nxt):
                nxt = v.past_apposition(nxt) + 1
            if nxt >= len(v.chunks) or v.chunks[nxt].kind != NP or v.chunks[nxt].conj != "و":
                return
            second = v.owner(nxt)
            if second is None:
                return
            one, two = first, second
        yield from self._emit(f, one, two, k, t, "between")

    def _passed(self, k: int) -> bool:
        """Whether a time or a comma stands between two sides: بومبيو، الجمعة، ونظيره التركي."""
        c = self.v.chunks[k]
        return c.kind == TIME or c.kind == MARK and c.base in ("،", ",")

    def _both_sides(self, k: int) -> int | None:
        """The chunk with بين that says whose agreement, meeting or fight an NP is."""
        v = self.v
        j = v.pp(k, "بين", 5)
        if j is not None:
            war = [self._fighting(i) for i in range(k, j)]  # وقف هش منذ الحرب بين ...
            return None if any(w is not None and w is not war[0] for w in war[1:]) else j
        verb = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if verb and verb.kind == VERB and not (verb.conj or v.chunks[k].article):
            return v.pp(k + 1, "بين", 8)  # في قتال امتد يومين بين ...
        verb = v.chunks[k + 2] if verb and verb.kind == REL and k + 2 < len(v.chunks) else None
        if verb and verb.kind == VERB and verb.reading:
            lemmas = {r.lemma for r in v.words[verb.begin].verbs}
            if lemmas & (self.classes["light"] | self.classes["happening"]):
                return v.pp(k + 2, "بين", 5)  # الاتفاق الذي تم التوصل إليه بين ...
        return None

    def _fighting(self, k: int) -> bool | None:
        """Whether an event noun is one of fighting; None for a phrase of no event."""
        c, words = self.v.chunks[k], self.v.words
        readings = [r for t in range(c.first, c.end) for r in words[t].nominals]
        told = {
            f.predicate for r in readings if r.lemma in self.classes["event"]
            for f in self.f.index.of(r)
        }  # fmt: skip
        return "targets" in told if told else None

    def _with_whom(self, f: Frame, k: int, t: int, j: int) -> Iterator[Match]:
        """القمة بينه وبين نظيره: one side is a pronoun."""
        v = self.v
        other, left = v.coordinated(j), v.words[v.chunks[j].begin - 1]
        if other is None or left.base != "بين" or j > k + 2:
            return
        enclitic = next((r.enclitic for r in left.verbs if r.enclitic), "")
        ref = v.pronoun(enclitic, k, other.refs, possessive=True) if enclitic else None
        side = Arg((ref,), NAMED) if ref else None
        if side and not self._outlet(side):
            yield from self._emit(f, side, other, k, t, "between")

    def relation(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """حليف دمشق, المدعومة من إيران: the noun that the word qualifies, and the complement."""
        v = self.v
        other: Arg | None = None
        if f.pos == "prep" and f.agent == ("K",):
            yield from self._obliged(f, k, c, t)
            return
        if self._possessed_ally(f, k, c, t):
            yield from self._of_its(f, k, c, t)
            return
        if f.agent == ("K",):
            j = v.pp(k, fold(f.topic[0]), 2)
            other = Arg((), THING, j, j) if j is not None else None
        for slot in f.patient if other is None else ():
            if slot == "A":
                m = next((m for m in c.names if m.begin == t + 1 and not m.article), None)
                other = Arg((m.ref,), NAMED, k, k) if m else None
            elif slot == "G" and f.pos == "prep":
                other = v.coordinated(k)
            elif slot == "G":
                other = self.genitive(c, k, t)
            else:
                j = v.pp(k, fold(slot), 2)
                other = v.coordinated(j) if j is not None else None
            if other:
                break
        if other is None:
            yield from self._each_other(f, k, c, t)
            return
        if c.conj and t == c.first:
            return
        if "alliance" in f.flags:
            other = Arg(other.refs[:1], other.mode, other.chunk, other.chunk)
        before = [m for m in c.names if m.end <= t]
        holder: Arg | None = None
        if before:
            m = before[-1] if before[-1].kind != "nisba" or len(before) == 1 else before[0]
            holder = Arg((m.ref,), HUMAN, k, k)
        elif t != c.first or c.prep and f.pos != "prep" and f.lemma != "قيادة":
            return
        else:
            holder = self._qualified(k, t)
        left = holder.chunk if holder else -1
        if left >= 0 and v.words[v.chunks[left].first].base in self.classes["locative_folded"]:
            return  # في شرق المدينة الموالي للمعارضة
        if left > 0 and v.chunks[left].conj == "و" and self._dual(t):
            holder = v.joined(left)  # روسيا وإيران الداعمتان لدمشق
        if f.agent == ("K",):
            speaker = v.speaker(k)
            if holder and speaker and holder.mode != THING:
                yield from self._emit(f, Arg((speaker,), NAMED), holder, k, t, "relation")
            return
        if holder and not set(holder.refs) & set(other.refs) and self._fits(f, holder, other):
            yield from self._emit(f, holder, other, k, t, "relation")

    def _each_other(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """موسكو ودمشق حليفتان: two of whom the word is said, and of nobody else."""
        if "&" not in f.patient or c.prep or c.conj or t != c.first or not self._dual(t):
            return
        left = self.v.chunks[k - 1] if k else None
        sides = self.v.joined(k - 1) if left and left.kind == NP and left.conj else None
        if sides and len(sides.refs) == 2 and sides.mode != THING:
            yield from self._emit(f, sides, sides, k, t, "relation")

    def _obliged(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """قال ماكرون إن على إيران أن توقف ...: what the speaker says that another has to do."""
        v = self.v
        left, right = (v.chunks[j] if 0 <= j < len(v.chunks) else None for j in (k - 1, k + 1))
        opens = left is None or left.kind in (COMP, MARK, QUOTE, CONJ)
        clause = right is not None and right.kind == COMP and right.base == "ان"
        act = right is not None and right.kind == NP and not (right.prep or right.conj)
        if act and c.names and right and right.article:  # على المحكمة التحقيق في ...
            clause = v.is_act(k + 1)
        speaker, obliged = v.speaker(k), v.coordinated(k)
        if opens and clause and speaker and obliged and obliged.mode != THING:
            yield from self._emit(f, Arg((speaker,), NAMED), obliged, k, t, "obliged")

    def _considered(self, k: int) -> Arg | None:
        """Whom a verb calls something: من طرف اعتبرناه حليفا is the other party named last."""
        v = self.v
        r = v.chunks[k].reading
        if r is None or r.lemma not in self.classes["considering"]:
            return None
        s = v.subject(k)
        own = {v.cast.known[x].actor for x in s.refs} if s else set()
        left = next((c for c in reversed(v.chunks[max(0, k - 2) : k]) if c.kind == NP), None)
        if left is None or not any(
            x.lemma in self.classes["placeholder"] for x in v.words[left.first].nominals
        ):
            return v.obj(k)
        for c in reversed(v.chunks[:k]):
            for m in reversed(c.names):
                known = v.cast.known[m.ref]
                if m.kind not in ("nisba", "place") and known.actor not in own:
                    return Arg((m.ref,), HUMAN)
        return None

    def _possessed_ally(self, f: Frame, k: int, c: Chunk, t: int) -> bool:
        """Whether a noun with a possessive pronoun stands before the one it names."""
        return (
            "G" in f.patient and t == c.first
            and (c.end == t + 1 or [m.kind for m in c.names] == ["nisba"])
            and any(r.enclitic.startswith("3") for r in self.v.words[t].nominals)
            and self._named_next(k, f.lemma == "حليف")
        )  # fmt: skip

    def _named_next(self, k: int, ally: bool) -> bool:
        """Whether the next chunk is a name, in apposition to this one or after من."""
        c, n = self.v.chunks[k], next(iter(self.v.chunks[k + 1 : k + 2]), None)
        if c.names or n is None:
            return bool(c.names)
        beside = not n.prep or ally and n.prep == "من"
        return (
            n.kind == NP and beside and not n.conj
            and bool(n.names) and n.names[0].begin <= n.first and n.names[0].kind != "nisba"
        )  # fmt: skip

    def _of_its(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """إيران وحليفها حزب الله: the one named after is the ally of the other."""
        v = self.v
        named = Arg((c.names[0].ref,), NAMED, k, k) if c.names else v.np(k + 1)
        r = next(x for x in v.words[t].nominals if x.enclitic.startswith("3"))
        before = v.chunks[k - 1] if k else None
        if named is None:
            return
        owner = v.coordinated(k - 1) if c.conj and before and before.kind == NP else None
        ref = v.pronoun(r.enclitic, k, named.refs, possessive=owner is None)
        if owner and owner.mode != THING and (ref is None or ref in owner.refs):
            ref = owner.refs[0]
        if ref and ref not in named.refs:
            yield from self._emit(f, Arg((ref,), NAMED), named, k, t, "possessed")

    def _qualified(self, k: int, t: int) -> Arg | None:
        v, both = self.v, False
        for j in range(k - 1, max(-1, k - 4), -1):
            c = v.chunks[j]
            if c.kind == NP:
                if v.reporting(c):
                    return None
                if "pron" in v.words[c.first].classes and not c.enclitic:
                    both = both or v.words[c.first].base == "هما"
                    continue  # روسيا، وهي حليف لدمشق
                if c.prep and not c.names and not v.chunks[k].prep:
                    continue  # وكانت أرمينيا في السابق حليفة ...
                if c.prep == "في" and v.chunks[k].prep == "ضمن":
                    continue  # ينتشر الجنود في اليمن ضمن التحالف
                return v.joined(j) if both else v.coordinated(j)
            if c.kind == VERB and c.reading and c.reading.enclitic.startswith("3"):
                return self._considered(j)
            if (
                c.kind == VERB
                and c.reading
                and c.reading.lemma in ("كان", "ظل", "أصبح", "بقي", "اعتبر", "عد")
            ):
                return v.subject(j)
            if c.kind == COMP and c.enclitic.startswith("3"):
                ref = v.pronoun(c.enclitic, j)  # وصف الحزب بأنه موال لإيران
                return Arg((ref,), NAMED) if ref else None
            if c.kind == MARK and c.base in ("،", ",", "("):
                continue
            if c.kind in (TIME, NEG) or c.kind == QUOTE and j == k - 1 and v.chunks[k].quoted:
                continue
            return None
        return None
