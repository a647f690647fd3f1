"""What a statement is about: the tokens of its topic."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, MARK, NEG, NP, QUOTE, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import THING, Arg
from kg.extraction.events import Events
from kg.extraction.slots import CIRCUMSTANCE, Match
from kg.lexicons import Frame

_WITH: Final = frozenset(map(fold, ("بين", "مع")))
#: The frame of what partners in an attack do with each other.
_JOINTLY: Final = fold("بمشاركة")


class Topics(Events):
    """Topics, and the match as it is given."""

    def _emit(
        self, f: Frame, agent: Arg, patient: Arg | None, k: int, t: int, construction: str
    ) -> Iterator[Match]:
        doers = tuple(x for x in agent.refs if self.v.cast.known[x].kind != "place")
        if not doers:
            return
        agent = Arg(doers, agent.mode, agent.chunk, agent.last)
        topic = self._topic(f, k, t, patient)
        act = (t, max(t + 1, self._topic_end(k)))
        if "victim" in f.flags and patient is not None:
            patient = self.v.victims(patient)
        yield Match(f, agent, patient, k, t, topic, construction, act)
        if "both" in f.flags and patient:
            yield Match(f, patient, agent, k, t, topic, construction, act)
        if f.predicate == "targets" and len(doers) > 1 and self._along(agent):
            first, others = Arg(doers[:1], agent.mode), Arg(doers[1:], agent.mode)
            for joint in self.f.preps.get(_JOINTLY, ()):
                yield Match(joint, first, others, k, t, (t, act[1]), construction, act)

    def _along(self, arg: Arg) -> bool:
        """Whether several actors are joined as partners: واشنطن إلى جانب لندن."""
        return any(c.along for c in self.v.chunks[arg.chunk : arg.last + 1])

    def _topic(self, f: Frame, k: int, t: int, patient: Arg | None) -> tuple[int, int] | None:
        """Tokens of what it is about: the complement of the frame's topic slots."""
        v = self.v
        for slot in f.topic:
            if slot == "V":
                return t, self._topic_end(self._said_verb(k))
            if slot in ("X", "C"):
                found = self._carrier_topic(f, k, t, slot)
                if found:
                    return found
                continue
            if slot in f.with_:
                found = self._responsibility(f, k)
                if found:
                    return found
                continue
            if slot == "O":
                s = v.subject(k) if v.chunks[k].kind == VERB else None
                j = v.after(s.last if s and s.last > k else k)
                if j is not None:
                    return v.chunks[j].first, self._topic_end(j)
                continue
            start = max(k, patient.last if patient and patient.chunk >= k else k)
            thing = patient is not None and patient.mode == THING and patient.chunk >= k
            j = self._topic_phrase(k if thing else start, slot, patient)
            if j is None and start > k:
                j = self._topic_phrase(k, slot, patient)
            if j is not None:
                return v.chunks[j].first, self._topic_end(j, patient)
            e = self._clause_after(start, slot) or self._taken_up(k, slot)
            if e:
                return e
        return None

    def _taken_up(self, k: int, slot: str) -> tuple[int, int] | None:
        """المناطق التي اتفقت عليها موسكو وأنقرة: what the pronoun of a relative clause takes up."""
        v = self.v
        j = v.pp(k, fold(slot), 2)
        if j is None or not v.chunks[j].enclitic or k < 2 or v.chunks[k - 1].kind != REL:
            return None
        first = k - 2
        if v.chunks[first].kind == QUOTE:  # مناطق "خفض التوتر" التي
            opened = (
                i for i in range(first - 1, max(0, first - 6), -1) if v.chunks[i].kind == QUOTE
            )
            first = next(opened, first) - 1
        head = v.chunks[max(0, first)]
        return (head.first, v.chunks[k - 2].end) if head.kind == NP else None

    def _responsibility(self, f: Frame, k: int) -> tuple[int, int] | None:
        """حمل ... مسؤولية التصعيد: what the required noun governs."""
        j = self._with(f, k, k + 1)
        if j is None or j == k:
            return None
        c = self.v.chunks[j]
        if c.end > c.first + 1 and not self.v.words[c.first].article:
            return c.first + 1, self._topic_end(j)
        return None

    def _said_verb(self, k: int) -> int:
        """The verb of the clause after أن where a verb governs one, else the chunk itself."""
        following = self.v.chunks[k + 1 : k + 6]
        if not following or following[0].kind != COMP:
            return k
        return next((k + 1 + i for i, c in enumerate(following) if c.kind == VERB), k)

    def _topic_phrase(self, k: int, slot: str, patient: Arg | None) -> int | None:
        """The first phrase with the preposition that can be a topic."""
        j = self.v.pp(k, fold(slot), 12)
        while j is not None and not self._can_be_topic(j, patient):
            j = self.v.pp(j, fold(slot), 8)
        return j

    def _can_be_topic(self, j: int, patient: Arg | None) -> bool:
        c = self.v.chunks[j]
        if c.enclitic:
            return False
        if patient is not None and j == patient.chunk and patient.mode != THING:
            return False
        if c.names and c.names[0].begin <= c.first and c.names[0].kind in ("place", "name", "seat"):
            return False
        return self.v.words[c.first].norm not in self.classes["qualifier_folded"]

    def _carrier_topic(self, f: Frame, k: int, t: int, slot: str) -> tuple[int, int] | None:
        """X: the trigger with its noun ("قطعت العلاقات"); C: the noun alone ("الاتفاق النووي")."""
        v = self.v
        c = v.chunks[k]
        if c.kind != VERB and slot == "C" and f.lemma in ("فرض", "رفع"):
            u = self._with_noun(f, k, t)
            n = next((x for x in v.chunks if u is not None and x.begin <= u < x.end), None)
            return (u, max(u + 1, self._before_names(n, u))) if n and u is not None else None
        if c.kind == VERB or f.lemma in ("انسحاب", "التزام", "ملتزم"):
            j = self._with(f, k, k + 1)
            if j is None:
                return None
            n = v.chunks[j]
            begin = n.first if slot == "C" or j > k + 1 else min(t, n.first)
            return begin, self._before_names(n, n.first)
        end = self._before_names(c, t)
        if slot == "X" and f.with_:
            u = self._with_noun(f, k, t)
            end = max(end, u + 1) if u is not None else end
        return (t, end) if slot == "X" or end > t + 1 else None

    def _before_names(self, c: Chunk, t: int) -> int:
        """Where an NP ends if the actors after token `t` are left out, demonyms kept."""
        for m in c.names:
            if m.begin > t and m.kind != "nisba":
                return m.begin
        return c.end

    def _clause_after(self, k: int, slot: str) -> tuple[int, int] | None:
        """A complement clause: اتهمها بأنها ..., طالبها بأن ..."""
        v = self.v
        for j in range(k + 1, min(k + 5, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == COMP and (c.base.startswith(slot) or c.base in ("ان",)):
                if j + 1 < len(v.chunks):
                    return v.chunks[j + 1].begin, self._topic_end(j + 1)
                return None
            if c.kind == VERB:
                return None
        return None

    def _topic_end(self, j: int, patient: Arg | None = None) -> int:
        """Where a topic that begins with chunk `j` ends, before the parties that it is between."""
        v = self.v
        party = patient.chunk if patient and patient.mode != THING else -1
        size, i = 0, j
        end = v.chunks[j].end
        while i < len(v.chunks):
            c = v.chunks[i]
            if i > j and (
                c.kind in (SUBORD, REL, COMP)
                or (c.kind == NEG and v.chunks[min(i + 1, len(v.chunks) - 1)].kind == VERB)
                or c.kind == MARK
                or c.kind == VERB
                and (c.conj or v.chunks[j].kind == NP)
                or c.kind == NP
                and c.prep in CIRCUMSTANCE
                or c.kind == NP
                and c.prep == "ل"
                and size > 4
                or c.kind == NP
                and c.reports
                or c.kind == TIME
                or i == party
                and c.prep in _WITH
            ):
                break
            size += c.end - c.begin
            if size > 9 and i > j:
                break
            end = c.end
            i += 1
        return end
