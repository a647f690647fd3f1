"""Who does what in a clause: subjects, objects, prepositional arguments, pronouns.

A `Clause view` of one sentence: it answers, for a verb or a verbal noun, which actors fill its
slots. It decides nothing about predicates; frames.py does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from kg.arabic.morphology import Reading
from kg.extraction.chunks import (
    COMP,
    CONJ,
    MARK,
    MODAL,
    NEG,
    NP,
    QUOTE,
    REL,
    SUBORD,
    TIME,
    VERB,
    Chunk,
)  # fmt: skip
from kg.extraction.mentions import Cast, Named
from kg.extraction.words import Word

NAMED, HUMAN, THING = "named", "human", "thing"


@dataclass(slots=True, unsafe_hash=True)
class Arg:
    """An argument: the actors it stands for, how directly, and where.

    Never changed after it was made; to be frozen would make that take three times as long.

    Attributes:
        refs: referents, several when coordinated.
        mode: NAMED (the phrase names the actor), HUMAN (people or organs of it), THING
            (something of it, or in it).
        chunk: index of its (first) chunk; -1 for a pronoun or a dropped subject.
        last: index of its last chunk.
    """

    refs: tuple[str, ...]
    mode: str
    chunk: int = -1
    last: int = -1


@dataclass(slots=True)
class Memory:
    """What the discourse remembers from sentence to sentence."""

    subject: Arg | None = None
    speaker: str | None = None
    recent: list[str] = field(default_factory=list)
    pair: tuple[str, ...] = ()
    attack: tuple[Arg, Arg] | None = None
    accusers: dict[str, list[str]] = field(default_factory=dict)

    def mention(self, refs: Sequence[str]) -> None:
        """Note actors as recently named."""
        self.recent.extend(refs)
        del self.recent[:-12]


_SOFT: Final = frozenset({TIME, NEG, MODAL})
_ENDS: Final = frozenset({COMP, SUBORD, VERB, REL})
#: Marks that end a clause.
STOP_MARKS: Final = frozenset({".", "؟", "?", "!", ":", "؛", ";", "…"})


class View:
    """One sentence, ready to be asked for arguments."""

    def __init__(
        self, chunks: list[Chunk], words: Sequence[Word], cast: Cast, memory: Memory,
        classes: dict[str, frozenset[str]], compose: Callable[[Cast, str, str], str],
        know: Callable[[Cast, str], object],
    ) -> None:  # fmt: skip
        self.chunks, self.words, self.cast, self.memory, self.classes = (
            chunks, words, cast, memory, classes,
        )  # fmt: skip
        self.compose, self.know = compose, know
        self.speakers: list[str | None] = [None] * len(chunks)
        #: Mentions of people whom only a description names, found with the statement.
        self.described: list[Named] = []
        self._subjects: dict[int, Arg | None] = {}
        self._busy: set[int] = set()

    # --- noun phrases ------------------------------------------------------------------

    def head(self, c: Chunk) -> str:
        """Lemma of an NP's head word, or its form."""
        if c.reading:
            return c.reading.lemma
        return self.words[c.first].base if c.first < len(self.words) else ""

    def is_event(self, k: int) -> bool:
        """Whether an NP's head is an event noun (هجوم, غارات)."""
        c = self.chunks[k]
        return not self.words[c.first].lemmas.isdisjoint(self.classes["event"])

    def is_act(self, k: int) -> bool:
        """Whether an NP's head may be a verbal noun."""
        return any(r.pos == "masdar" for r in self.words[self.chunks[k].first].nominals)

    def _human(self, c: Chunk) -> bool:
        if c.names and any(m.head in self.classes["thing"] for m in c.names):
            return False
        w = self.words[c.first]
        if w.norm.isdigit() and c.end > c.first + 1:
            w = self.words[c.first + 1]  # 70 عنصرا
        human = self.classes["human"]
        return (
            w.base in human or w.base.removeprefix("ال") in human or not w.lemmas.isdisjoint(human)
        )

    def np(self, k: int) -> Arg | None:
        """The actor that one NP stands for, by itself."""
        c = self.chunks[k]
        if c.kind != NP:
            return None
        head = self.words[c.first].base
        if head.removeprefix("ال") == "حدود" or head in self.classes["water"]:
            return None
        led = self._led(k)
        if led is not None:
            return led
        names = [m for m in c.names if m.kind != "nisba"]
        if names:
            first = names[0]
            if first.head in self.classes["thing"]:
                return Arg((first.ref,), THING, k, k)
            base = self._base_of(c) if first.kind == "place" else None
            if base:
                return Arg((base,), THING, k, k)
            if first.begin <= c.first or (
                first.begin == c.names[0].begin and first.begin == c.first
            ):
                return Arg((first.ref,), NAMED, k, k)
            if first.kind == "place" and not self._human(c):
                return Arg((first.ref,), THING, k, k)
            return Arg((names[-1].ref if names[-1].kind != "place" else first.ref,),
                       HUMAN if self._human(c) else THING, k, k)  # fmt: skip
        if c.names:
            m = c.names[0]
            if m.begin <= c.first:
                mode = HUMAN if m.article or m.gender == "p" else THING
                return Arg((m.ref,), mode, k, k)
            return Arg((m.ref,), HUMAN if self._human(c) else THING, k, k)
        return self._pronominal(c, k)

    def _base_of(self, c: Chunk) -> str | None:
        """قاعدة العديد الأميركية: whose a base is, rather than where it lies."""
        last = c.names[-1]
        held = not self.words[c.first].lemmas.isdisjoint(self.classes["base"])
        return last.ref if held and last.kind == "nisba" else None

    def _led(self, k: int) -> Arg | None:
        """الحركة التي يتزعمها غولن, القوات التي يقودها حفتر: what is known by its leader."""
        c, then = self.chunks[k], self.chunks[k + 1 : k + 3]
        if [x.kind for x in then] != [REL, VERB] or c.end > c.first + 1:
            return None
        r = then[1].reading
        if r is None or r.lemma not in self.classes["leading"] or not r.enclitic.startswith("3"):
            return None
        leader = self.subject(k + 2)
        if leader is None or leader.chunk < k or self.cast.known[leader.refs[0]].kind != "person":
            return None
        return Arg((self.own_state(leader.refs[0]),), HUMAN, k, leader.last)

    def _pronominal(self, c: Chunk, k: int) -> Arg | None:
        w = self.words[c.first]
        if w.base in self.classes["pair_folded"] or c.enclitic == "3d":
            pair = self.pair(k)
            if w.base.startswith(("البلد", "الدول", "الحكوم", "الجار")):
                pair = tuple(self.own_state(ref) for ref in pair)
            return Arg(pair, NAMED, k, k) if pair else None
        if "first" in w.classes:
            s = self.speaker(k)
            return Arg((s,), NAMED, k, k) if s else None
        enclitic = c.enclitic or next((r.enclitic for r in w.nominals if r.enclitic), "")
        if enclitic:
            country = not c.enclitic and self._country(k)
            ref = self.leader(enclitic, k) if country else None
            ref = ref or self.pronoun(enclitic, k, possessive=not c.enclitic)
            if ref:
                owner = self.own_state(ref) if self._country(k) else ref
                mode = NAMED if c.enclitic or owner != ref else HUMAN if self._human(c) else THING
                return Arg((owner,), mode, k, k)
        return None

    def leader(self, enclitic: str, k: int) -> str | None:
        """Whose country بلاده is: that of the person named last before it in the clause."""
        want = "f" if enclitic == "3fs" else "m"
        for j in range(k - 1, max(-1, k - 4), -1):
            c = self.chunks[j]
            if c.kind in (COMP, SUBORD):
                return None
            for m in reversed(c.names if c.kind == NP else []):
                if m.kind in ("person", "title") and self._fits(m.ref, want):
                    return m.ref
        return None

    def pair(self, k: int) -> tuple[str, ...]:
        """The two parties that "الجانبان" at chunk `k` stands for."""
        sides = self._sides(k)
        for j in range(k - 1, -1, -1):
            if self.chunks[j].kind == NP and self.chunks[j].names:
                arg = self.coordinated(j)
                if arg and len(arg.refs) == 2 and len(sides) < 3:
                    return arg.refs
        return self._two_before(k) or self.memory.pair or self._two_recent()

    def _two_recent(self) -> tuple[str, ...]:
        """The two sides that the last sentences are about."""
        sides: dict[str, str] = {}
        for ref in reversed(self.memory.recent):
            if self._party(ref):
                side = self.own_state(ref)
                sides.setdefault(self.cast.known[side].actor, side)
        return tuple(sides.values())[:2] if len(sides) >= 2 else ()

    def _party(self, ref: str) -> bool:
        """Whether a referent can be one of two parties: no place, no outlet, nothing vague."""
        known = self.cast.known[ref]
        outlet, vague = (known.actor in self.classes[name] for name in ("media", "collective"))
        return not (known.kind == "place" or outlet or vague)

    def _two_before(self, k: int) -> tuple[str, ...]:
        """The two sides named in the sentence before chunk `k`, if there are just two."""
        sides = self._sides(k)
        return tuple(sides.values()) if len(sides) == 2 else ()

    def _sides(self, k: int) -> dict[str, str]:
        """The parties named in the sentence before chunk `k`: referents by actor."""
        sides: dict[str, str] = {}
        for c in self.chunks[:k]:
            for m in c.names:
                if m.kind not in ("nisba", "place") and self._party(m.ref):
                    sides.setdefault(self.cast.known[m.ref].actor, m.ref)
        return sides

    def own_state(self, ref: str) -> str:
        """The state or body that a person acts for."""
        known = self.cast.known.get(ref)
        return known.acts_for if known and known.acts_for else ref

    def coordinated(self, k: int) -> Arg | None:
        """The NP and those joined to it by و; their actors."""
        arg = self.np(k)
        if arg is None:
            return None
        refs, last = list(arg.refs), k
        j = k + 1
        while j < len(self.chunks):
            c = self.chunks[j]
            if c.kind in (TIME, QUOTE) or c.kind == MARK and c.base in ("(", ")"):
                j += 1
                continue
            if c.kind == MARK and c.base in ("،", ",") and self._listed(j + 1):
                j += 1
                continue
            if c.kind != NP or c.conj != "و" or (c.prep and c.prep != self.chunks[k].prep):
                break
            if self._begins_clause(k, j) or self._qualified_itself(k, j):
                break
            more = self.np(j)
            if more is None:
                break
            if more.mode != arg.mode and THING in (more.mode, arg.mode) and not self._demonym(j):
                break
            if self.is_event(j):
                break
            refs.extend(r for r in more.refs if r not in refs)
            last = j
            j += 1
        if last == k and self._by_name_too(k):
            last = k + 1
        return Arg(tuple(refs), arg.mode, k, last)

    def _by_name_too(self, k: int) -> bool:
        """Whether the name of the person whom an NP describes follows: قائد الجيش | فلان."""
        c, n = self.chunks[k], next(iter(self.chunks[k + 1 : k + 2]), None)
        described = bool(c.names) and c.names[0].begin > c.first and self._human(c)
        if n is None or n.kind != NP or n.prep or n.conj or not n.names or not described:
            return False
        return n.names[0].kind == "person" and n.names[0].begin == n.first

    def _demonym(self, j: int) -> bool:
        """Whether an NP is but a further demonym of the phrase before: ... الألمانية والنمساوية."""
        c, left = self.chunks[j], self.chunks[j - 1].names[-1:]
        if len(c.names) != 1 or not left or (c.names[0].begin, c.names[0].end) != (c.first, c.end):
            return False
        pair = (left[0], c.names[0])
        alike = left[0].article == c.names[0].article and left[0].gender == c.names[0].gender
        return alike and all(m.kind == "nisba" for m in pair)

    def _begins_clause(self, k: int, j: int) -> bool:
        """Whether a further NP is the subject of a new clause: ... على الأكراد ودمشق تتهمها."""
        verb = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        return (
            verb is not None and verb.kind == VERB and not verb.conj and verb.reading is not None
            and verb.reading.number == "s" and any(c.kind == VERB for c in self.chunks[:k])
        )  # fmt: skip

    def _qualified_itself(self, k: int, j: int) -> bool:
        """الداعمتان لدمشق وتركيا المؤيدة للمعارضة: a name with a participle of its own."""
        c = self.chunks[j]
        if not self.chunks[k].prep or not c.names or c.names[-1].end >= c.end:
            return False
        w = self.words[c.end - 1]
        return w.article and any(r.pos.startswith("part") for r in w.nominals) and bool(w.triggers)

    def _listed(self, j: int) -> bool:
        """Whether an enumeration goes on after a comma: ...، والإمارات، ومصر."""
        if j + 1 < len(self.chunks) and self.chunks[j + 1].kind == VERB:
            return False
        if j >= len(self.chunks):
            return False
        c = self.chunks[j]
        return c.kind == NP and c.conj == "و" and bool(c.names) and c.names[0].begin <= c.first

    def people(self, k: int) -> Arg | None:
        """Like `coordinated`, and for people without a name whom they belong to.

        مسلحون من تنظيم الدولة, مسؤول في الإدارة الأمريكية.
        """
        listed = self._among(k) if self._states(k) else None
        arg = listed or self.coordinated(k)
        if arg is not None or not self._human(self.chunks[k]):
            return arg
        listed = self._among(k)
        if listed is not None:
            return listed
        j = k + 1
        while j < len(self.chunks) and j <= k + 2:
            c = self.chunks[j]
            if c.kind != NP:
                return None
            if c.prep in ("من", "في", "ل", "ب", "لدي"):
                found = self.coordinated(j) if self._several(k) else self.np(j)
                for_whom = self.words[c.first].base == "اسم"  # المتحدث باسم التحالف
                if found and (found.mode != THING or for_whom) and not self._place(found):
                    return Arg(found.refs, HUMAN, k, j)
            elif c.prep or c.conj:
                return None
            j += 1
        return None

    def _several(self, k: int) -> bool:
        """Whether an NP is of people of more than one body: وزراء الري في مصر والسودان."""
        return any(r.number in ("d", "p") for r in self.words[self.chunks[k].first].nominals)

    def owner(self, k: int) -> Arg | None:
        """An NP's actor, or the one that it belongs to: مواقع لحزب الله, مسلحين من التنظيم."""
        listed = self._among(k) if self._states(k) else None
        arg = listed or self.coordinated(k)
        if arg and not (arg.mode == THING and self._place(arg)):
            return arg
        listed = self._among(k) if arg is None and self._human(self.chunks[k]) else None
        listed = listed or self._member(k, arg) or self._told(k, arg)
        if listed is not None:
            return listed
        j = k + 1
        hops = 0
        while j < len(self.chunks) and hops < 4:
            c = self.chunks[j]
            if c.kind in (TIME, QUOTE) or self._enumerates(j):
                j += 1
                continue
            if c.kind != NP:
                break
            if not c.prep and not c.conj and c.reading and c.reading.lemma in self.classes["owner"]:
                j, hops = j + 1, hops + 1
                continue
            where = c.prep == "ب" or c.prep in self.classes["locative_folded"]
            if c.prep == "ل" and self._own_act(c) or where and self.is_event(j):
                break  # انتقدت دولا غربية لبيعها ...; قتل 29 مدنيا في قصف روسي
            if c.prep in ("ل", "من") or where and self.is_site(k):
                found = self.coordinated(j)
                if found:
                    if where and (arg or found.mode == HUMAN):
                        return arg
                    return Arg(found.refs, THING, k, found.last)
                nxt = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
                lies = nxt is not None and nxt.prep in self.classes["locative_folded"]
                near = nxt is not None and (nxt.prep == "في" or nxt.prep in self.classes["side"])
                lies = lies and (c.prep == "ل" or where and near)
                if not c.names and lies:
                    j, hops = j + 1, hops + 1  # مواقع بالبرنامج الكيماوي في سوريا
                    continue
                break
            if c.conj == "و" and not c.prep and not c.names:
                j, hops = j + 1, hops + 1
                continue
            if not c.prep and not c.conj and c.names and not self.is_event(j):
                # an apposed noun with a demonym: مواقع عسكرية | إيرانية
                break
            break
        return arg

    def _member(self, k: int, arg: Arg | None) -> Arg | None:
        """قائد سوري من تنظيم الدولة: the group of people of whom else a nationality is said."""
        j, c = k + 1, self.chunks[k]
        if arg is None or j >= len(self.chunks) or self.chunks[j].prep != "من":
            return None
        if not self._human(c) or any(m.kind != "nisba" for m in c.names):
            return None
        group = self.np(j)
        grouped = group is not None and self.cast.known[group.refs[0]].kind == "group"
        return Arg(group.refs, HUMAN, k, j) if group and grouped else None

    def _told(self, k: int, arg: Arg | None) -> Arg | None:
        """مواقع يستخدمها الحوثيون, سوريا ينتمي لداعش: a clause that says whose somebody is."""
        j = k + 1
        if j < len(self.chunks) and self.chunks[j].kind == REL:
            j += 1
        r = self.chunks[j].reading if j < len(self.chunks) else None
        if r is None or self.chunks[j].kind != VERB or self.chunks[j].conj:
            return None
        found = None
        if r.lemma in self.classes["belonging"]:
            to = self.chunks[j + 1 : j + 2]
            found = self.coordinated(j + 1) if to and to[0].prep in ("ل", "الي") else None
        elif arg is None and (
            r.lemma in self.classes["holding"] or r.lemma in self.classes["launching"]
        ):
            s = self.subject(j) if self.takes_up(j) else None
            found = s if s and s.chunk > j else None
        return Arg(found.refs, THING, k, found.last) if found and found.mode != THING else None

    def takes_up(self, k: int) -> bool:
        """يستخدمها, يسيطر عليها: whether a pronoun at a verb is of what stands before it."""
        r = self.chunks[k].reading
        return r is not None and r.enclitic.startswith("3") or self.resumed(k)

    def _among(self, k: int) -> Arg | None:
        """Those whom a phrase names: دول عدة، من بينها واشنطن ولندن; دول هي ...; الدول (...)."""
        several = self._states(k)
        for j in range(k + 1, min(k + 6, len(self.chunks) - 1)):
            c, right = self.chunks[j], self.chunks[j + 1]
            if c.kind == CONJ and c.base in ("بينها", "بينهم", "منها", "منهم"):
                found = self.coordinated(j + 1) if right.kind == NP else None
                return Arg(found.refs, found.mode, k, found.last) if found else None
            told = c.kind == NP and self.words[c.first].base in ("هي", "هم")
            if several and (told or c.kind == MARK and j == k + 1) and right.kind == NP:
                found = None if right.prep or right.conj else self.coordinated(j + 1)
                if found and len(found.refs) > 1 and found.mode == NAMED:
                    return Arg(found.refs, NAMED, k, found.last)
            if c.kind != MARK and not (c.kind == NP and (not c.names or several and c.prep)):
                return None
        return None

    def _states(self, k: int) -> bool:
        """Whether an NP is about several states, not named one by one: أربع دول, الدول الغربية."""
        c, known = self.chunks[k], self.cast.known
        named = any(m.begin == c.first and known[m.ref].kind != "alliance" for m in c.names)
        return not named and any(
            r.lemma in self.classes["several"] and r.number == "p"
            for t in range(c.first, min(c.first + 2, c.end))
            for r in self.words[t].nominals
        )

    def _own_act(self, c: Chunk) -> bool:
        """Whether an NP's head is a verbal noun with the pronoun of who does it: لبيعها أسلحة."""
        r = c.reading
        return r is not None and r.pos == "masdar" and bool(r.enclitic)

    def _enumerates(self, j: int) -> bool:
        """Whether a comma stands before a further object: مواقع، وأهدافا أخرى للمتمردين."""
        c, right = self.chunks[j], next(iter(self.chunks[j + 1 : j + 2]), None)
        return (
            c.kind == MARK and c.base in ("،", ",") and right is not None and right.kind == NP
            and right.conj == "و" and not right.prep and not right.names
        )  # fmt: skip

    def is_site(self, k: int) -> bool:
        """Whether an NP is of what can lie somewhere: a site, or a name that no table holds."""
        c, sites = self.chunks[k], self.classes["site"]
        if not self.words[c.first].nominals:
            return True
        return any(r.lemma in sites for w in self.words[c.first : c.end] for r in w.nominals)

    def victims(self, arg: Arg) -> Arg:
        """People killed who are named by a demonym alone: قتل شابين فلسطينيين."""
        if arg.chunk < 0:
            return arg
        c = self.chunks[arg.chunk]
        if not c.names:
            c = self.chunks[arg.last]  # العشرات | من اللبنانيين
        if self._inhabitants(c):
            owner = self.own_state(c.names[-1].ref)
            return Arg((self.compose(self.cast, "civilians", owner),), HUMAN, arg.chunk, arg.last)
        if not c.names or any(m.kind != "nisba" for m in c.names):
            return arg
        for t in range(c.first, c.end):
            w = self.words[t]
            if any(r.lemma in self.classes["soldier"] for r in w.nominals):
                return arg
        refs = tuple(
            self.compose(self.cast, "civilians", r) if self.cast.known[r].kind == "state" else r
            for r in arg.refs
        )
        self.described.extend(
            Named(c.first, c.end, "organ", ref) for ref in refs if ref not in arg.refs
        )
        return Arg(refs, arg.mode, arg.chunk, arg.last)

    def _inhabitants(self, c: Chunk) -> bool:
        """العشرات من أبناء غزة: whether an NP is of those who live somewhere."""
        lived_in = bool(c.names) and c.names[-1].kind == "place"
        return lived_in and self.words[c.first].base in self.classes["inhabitants_folded"]

    def _place(self, arg: Arg) -> bool:
        known = self.cast.known.get(arg.refs[0])
        return bool(known and known.kind == "place")

    # --- pronouns ----------------------------------------------------------------------

    def speaker(self, k: int) -> str | None:
        """Who speaks at chunk `k`, None for the narrator."""
        return self.speakers[k] if 0 <= k < len(self.speakers) else None

    def gender(self, ref: str) -> str:
        """Grammatical gender of a referent: "m", "f" or "p"."""
        known = self.cast.known.get(ref)
        return known.gender if known else "m"

    def pronoun(
        self, enclitic: str, k: int, exclude: Sequence[str] = (), possessive: bool = False,
        parallel: bool = False,
    ) -> str | None:  # fmt: skip
        """The referent of a pronoun at chunk `k`: the nearest earlier one that agrees.

        A possessive one, and the object of a verb (`parallel`), rather means the subject of the
        clause before: تركيا تهاجم الوحدات ودمشق تتهمها is about Turkey.
        """
        if enclitic[0] == "1":
            return self.speaker(k)
        if enclitic[0] == "2":
            return None
        want = "f" if enclitic == "3fs" else "m" if enclitic == "3ms" else ""
        if possessive or parallel:
            owner = self._subject_near(k, want, exclude, possessive)
            if owner:
                return owner
        for j in range(k - 1, -1, -1):
            c = self.chunks[j]
            if c.kind != NP or j + 2 < k and self._taken_up(j + 1, k):
                continue
            if parallel and want == "f" and self._of_event(j):
                continue
            for m in reversed(c.names):
                if m.kind == "nisba" or m.ref in exclude or m.kind == "place":
                    continue
                if (
                    c.prep in self.classes["locative_folded"]
                    and m.kind in ("name", "seat")
                    and self.cast.known[m.ref].kind == "state"
                ):
                    continue  # where something is, is not taken up: في شمال العراق ... وتتهمه
                if self._fits(m.ref, want):
                    return m.ref
            noun = c.reading is not None and not c.reading.pos.startswith("part")
            own = j == k - 1 and bool(self.chunks[k].prep and c.names)  # اتهامات الجيش | لها
            if not possessive and want and self._np_fits(j, want) and noun and not own:
                return None  # a nearer noun agrees
        for ref in reversed(self.memory.recent):
            if ref not in exclude and self._fits(ref, want):
                return ref
        return None

    def _of_event(self, k: int) -> bool:
        """ندد بالغارات على دمشق واعتبرها ...: what an event is directed at is not what is meant."""
        c, left = self.chunks[k], self.chunks[k - 1] if k else None
        directed = c.prep in ("علي", "ضد", "في") and left is not None and left.kind == NP
        return directed and self.is_event(k - 1) and self._np_fits(k - 1, "f")

    def _taken_up(self, rel: int, k: int) -> bool:
        """Whether a pronoun before `k` stands for the noun already: الغارات التي شنتها عليها."""
        if self.chunks[rel].kind != REL or any(c.kind != NP for c in self.chunks[rel + 2 : k + 1]):
            return False
        r = self.chunks[rel + 1].reading
        return r is not None and r.enclitic.startswith("3")

    def _fits(self, ref: str, want: str) -> bool:
        """Whether a pronoun of the gender can mean the referent; حركة and تنظيم are both groups."""
        known = self.cast.known.get(ref)
        either = known is not None and known.kind in ("group", "organisation", "alliance")
        return not want or either or self.gender(ref) == want

    def _controlled(self, j: int, k: int) -> str | None:
        """طالبت روسيا أوكرانيا بسحب قواتها: whoever is asked, or accused of an act, does it."""
        r = self.chunks[j].reading
        asking = r is not None and r.lemma in self.classes["asking"]
        if r is None or not asking and r.lemma not in self.classes["objcontrol"]:
            return None
        act = any(
            x.pos == "masdar" and x.enclitic
            for w in self.words[self.chunks[k].first : self.chunks[k].end] for x in w.nominals
        )  # fmt: skip
        if not act and not asking:
            return None  # اتهمت كييف موسكو بقصف مدنها
        o = self.obj_chunk(j)
        c = self.chunks[o] if o is not None and o < k else None
        name = c.names[0] if c and c.names and c.names[0].begin == c.first else None
        return name.ref if name and name.kind != "nisba" else None

    def _subject_near(
        self, k: int, want: str, exclude: Sequence[str], possessive: bool
    ) -> str | None:
        """The subject of the clause around chunk `k`, if it agrees."""
        for j in range(k - 1, -1, -1):
            if self.chunks[j].kind == VERB and j not in self._busy:
                asked = self._controlled(j, k) if possessive else None
                if asked and asked not in exclude and self._fits(asked, want):
                    return asked
                s = self.subject(j)
                if (
                    s
                    and s.chunk < k
                    and not self._place(s)
                    and s.refs[0] not in exclude
                    and self._fits(s.refs[0], want)
                ):
                    return s.refs[0]
                return None
        return None

    # --- subjects ----------------------------------------------------------------------

    def subject(self, k: int) -> Arg | None:
        """The subject of the verb at chunk `k`; None if it is no actor."""
        if k in self._subjects:
            return self._subjects[k]
        if k in self._busy:
            return None
        self._busy.add(k)
        arg = self._find_subject(k)
        self._busy.discard(k)
        self._subjects[k] = arg
        return arg

    def _person(self, person: str, k: int) -> Arg | None:
        """The first person is the speaker; the second is nobody that we know."""
        s = self.speaker(k) if person == "1" else None
        return Arg((s,), NAMED) if s else None

    def _find_subject(self, k: int) -> Arg | None:
        c = self.chunks[k]
        r = c.reading
        if r is None:
            return None
        if r.person != "3":
            return self._person(r.person, k)
        plural = r.number in ("p", "d") and r.gender == "m"
        j = None if self._opens(k, r) else self.before(k)
        if j is not None:
            b = self.chunks[j]
            if b.kind == REL and not self.resumed(k):
                if not r.enclitic or self._other(j, r.enclitic):
                    return self.antecedent(j)
            elif b.kind in (COMP, SUBORD) and b.enclitic:
                return self._by_pronoun(b.enclitic, j)
            elif b.kind == COMP and j == k - 1 and self._impersonal(j):
                return self.coordinated(j - 1)
            elif b.kind == NP and not c.conj:
                if (
                    "pron" in self.words[b.first].classes
                    and "first" not in self.words[b.first].classes
                ):
                    return self._dropped(k)
                if self._verb_first(k):
                    return self.people(k + 1)
                held = not b.article and not b.names and self.resumed(k)  # منطقة تسيطر عليها
                taken_up = held or self.indefinite_relative(j, k, r)
                arg = None if taken_up else self.joined(j)
                if arg is not None and self._agrees(r.gender, r.number, arg, False):
                    return arg
                if arg is None and not self.after(k):
                    return None
                if arg is None and self._np_fits(j, r.gender) and not taken_up:
                    return None
        relative = j is not None and self.chunks[j].kind == REL
        far = None if relative else self._far_topic(k, r.gender, r.number)
        if far is not None:
            return far
        return self._subject_after(k, r) if not plural else self._dropped(k)

    def _impersonal(self, j: int) -> bool:
        """سبق لإيران أن ...: whether the subject of a clause stands after ل before its أن."""
        if j < 2 or self.chunks[j - 1].kind != NP or self.chunks[j - 1].prep != "ل":
            return False
        w = self.words[self.chunks[j - 2].first]
        lemmas = {r.lemma for r in w.verbs} | {r.lemma for r in w.nominals}
        return bool(self.chunks[j - 1].names) and not lemmas.isdisjoint(self.classes["impersonal"])

    def _subject_after(self, k: int, r: Reading) -> Arg | None:
        """The subject of a verb that comes first, or one that is understood."""
        c, p = self.chunks[k], self.after(k)
        while p is not None and self._accusative(p):
            p = self.after(p)
        if p is not None:
            arg = self.people(p)
            if self._possessed(p) and not (arg and (arg.mode == HUMAN or self._country(p))):
                arg = None  # وأغلقت مجالاتها: what is hers is no subject
            says = r.lemma in self.classes["declaring"] - self.classes["objcontrol"]
            if arg is not None and self._agrees(r.gender, r.number, arg, True, says):
                if not self._object_only(k, p, arg):
                    return arg
                return self._dropped(k)
            if arg is None and not c.conj:
                controlled = k > 0 and self.chunks[k - 1].kind == COMP and r.aspect == "i"
                return self._dropped(k) if controlled and self._objectlike(p) else None
            if arg is None and self.is_event(p) and self.words[self.chunks[p].first].article:
                return None  # واستهدفت الغارات ...
            if arg is None:
                suffers = r.lemma in self.classes["undergoing"]  # وتعرض مطار عسكري لغارات
                return None if suffers or not self._objectlike(p) else self._dropped(k)
        return None if p is None and self._said_of_left(k, r) else self._dropped(k)

    def _said_of_left(self, k: int, r: Reading) -> bool:
        """باستهداف أي قوات أجنبية | تنتشر في ...: an indefinite noun that the verb is about."""
        left = self.chunks[k - 1] if k else None
        if left is None or left.kind != NP or not left.prep or left.article or left.names:
            return False
        feminine = r.aspect == "i" and r.gender == "f"
        return feminine and left.reading is not None and not self.chunks[k].conj

    def _verb_first(self, k: int) -> bool:
        """Whether two actors follow the verb side by side: ..., تتهم البحرين إيران بـ."""
        one, two = self.chunks[k + 1 : k + 2], self.chunks[k + 2 : k + 3]
        if not (one and two) or any(c.kind != NP or c.prep or c.conj for c in (*one, *two)):
            return False
        a, b, r = self.np(k + 1), self.np(k + 2), self.chunks[k].reading
        return (
            a is not None and b is not None and r is not None and a.mode != THING
            and b.mode != THING and self._agrees(r.gender, r.number, a, True)
        )  # fmt: skip

    def _possessed(self, p: int) -> bool:
        c = self.chunks[p]
        w = self.words[c.first]
        return not c.names and not w.classes and any(r.enclitic for r in w.nominals)

    def _country(self, p: int) -> bool:
        """بلاده: whose country it is is the actor."""
        return self.words[self.chunks[p].first].base.startswith(("بلاد", "بلد"))

    def indefinite_relative(self, j: int, k: int, r: Reading) -> bool:
        """طائرة إيرانية أسقطتها إسرائيل: what the pronoun takes up is the object."""
        b = self.chunks[j]
        first = b.names[0] if b.names else None
        people = first is not None and first.kind == "organ" and not first.article
        at_head = first is not None and first.begin <= b.first and not people
        joined = bool(self.chunks[k].conj)
        indefinite = not b.article or people and not at_head
        return r.enclitic.startswith("3") and indefinite and not at_head and not joined

    def _opens(self, k: int, r: Reading) -> bool:
        """Whether what stands before a verb is no part of its clause: مع روسيا منذ قال ..."""
        t = self.chunks[k].begin
        since = t > 0 and self.words[t - 1].base in ("منذ", "حتي")
        return since or self._bare_relative(k, r) or self._what(k, r)

    def _bare_relative(self, k: int, r: Reading) -> bool:
        """لقصف شنه الجيش: the clause qualifies the indefinite noun before it, its object."""
        left = self.chunks[k - 1] if k else None
        return (
            left is not None and left.kind == NP and bool(left.prep) and not left.article
            and not left.names and left.reading is not None
            and r.enclitic.startswith("3") and not self.chunks[k].conj
        )  # fmt: skip

    def _what(self, k: int, r: Reading) -> bool:
        """بحسب ما ذكره مسؤولون: after ما a verb of saying has its subject behind it."""
        t = self.chunks[k].begin
        saying = bool(r.enclitic) or r.lemma in self.classes["report"]
        return t > 0 and saying and self.words[t - 1].base in ("ما", "مما")

    def resumed(self, k: int) -> bool:
        """التي اتفقت عليها واشنطن وموسكو: a pronoun takes up the antecedent, no subject then."""
        for c in self.chunks[k + 1 : k + 3]:
            if c.kind != NP:
                return False
            if c.prep:
                return c.enclitic.startswith("3")
            if not c.names or c.names[0].begin > c.first:
                return False
        return False

    def _accusative(self, p: int) -> bool:
        """Whether an NP shows the accusative, and so is no subject: an object or adverb."""
        c = self.chunks[p]
        if c.names and c.names[0].begin <= c.first:
            return False
        w = self.words[c.first]
        if c.reading is not None:
            return c.reading.accusative and all(r.accusative for r in w.nominals)
        return c.end - c.first == 1 and len(w.base) > 3 and w.base.endswith("ا") and not w.article

    def joined(self, j: int) -> Arg | None:
        """The actor of an NP left of a verb, with what is joined to it on the left."""
        arg = self.np(j) or self.people(j)
        if arg is None:
            return None
        refs = list(arg.refs)
        i = j
        while i > 0:
            h = i - 1
            joined = self.chunks[i].conj == "و"
            while h > 0 and (
                self.chunks[h].kind == CONJ
                and self.chunks[h].base in ("ثم", "كذلك")
                or self.chunks[h].kind == MARK
                and self.chunks[h].base in ("،", ",")
            ):
                joined = joined or self.chunks[h].kind == CONJ
                h -= 1
            if (
                not joined
                or self.chunks[h].kind != NP
                or self.chunks[h].prep != self.chunks[i].prep
            ):
                break
            more = self.np(h)
            if more is None:
                break
            refs[:0] = [x for x in more.refs if x not in refs]
            i = h
        return Arg(tuple(refs), arg.mode, i, j)

    def _far_topic(self, k: int, gender: str, number: str) -> Arg | None:
        """The topic of a clause past a relative: إن عناصر التنظيم الذين ... يمنعون."""
        if self.chunks[k].conj:
            return None
        start, rel = 0, False
        for j in range(k - 1, -1, -1):
            c = self.chunks[j]
            if c.kind == COMP:
                if c.enclitic:
                    return None
                start = j + 1
                break
            if c.kind == SUBORD or c.kind == MARK and c.base in STOP_MARKS:
                return None
            rel = rel or c.kind == REL
            if c.kind == VERB and not (j > 0 and self._relative_verb(j)):
                return None
        if not rel or start >= k or self.chunks[start].kind != NP or self.chunks[start].prep:
            return None
        arg = self.coordinated(start)
        return arg if arg and self._agrees(gender, number, arg, False) else None

    def _relative_verb(self, j: int) -> bool:
        b = self.before(j)
        return b is not None and self.chunks[b].kind == REL

    def _np_fits(self, j: int, gender: str) -> bool:
        w = self.words[self.chunks[j].first]
        return (gender == "f") == (w.base.endswith(("ه", "ات")))

    def _objectlike(self, p: int) -> bool:
        c = self.chunks[p]
        if (
            self.words[c.first].base.endswith(("ها", "هم", "هما"))
            and len(self.words[c.first].base) > 4
        ):
            return True
        return c.reading is not None and not self._human(c)

    def _object_only(self, k: int, p: int, arg: Arg) -> bool:
        """واتهم المتمردين بـ...: with و and a transitive verb, a lone NP may be the object."""
        c = self.chunks[k]
        if not self._goes_on(k) or self.memory.subject is None and not self._earlier_subject(k):
            return False
        if c.reading is None or c.reading.lemma not in self.classes["needs_object"]:
            return False
        if c.reading.enclitic:
            return False
        person = self.chunks[p].names and self.chunks[p].names[0].kind in ("person", "title")
        person = person or self._by_name_too(p)
        if person and c.reading.lemma not in self.classes["encounter"]:
            return False
        following = self.chunks[arg.last + 1].kind if arg.last + 1 < len(self.chunks) else ""
        if following == COMP:
            return False  # ونفت الوزارة أن ...: what is denied comes as a clause
        other = self.after(arg.last)
        if other is not None and any(x.prep == "ب" for x in self.chunks[arg.last + 1 : other]):
            other = None  # وتتهم حماس باستخدام المدنيين دروعا: that is what it is accused of
        if other is not None and self.head(self.chunks[other]) in self.classes["inflicted"]:
            other = None  # بعد أن كبدت الميليشيات خسائر: that is what they were caused
        return other is None and self._dropped(k) is not None

    def _goes_on(self, k: int) -> bool:
        """Whether a clause goes on from the one before: وزار، حيث زار، بعد أن زار."""
        left = self.chunks[k - 1] if k else None
        return bool(self.chunks[k].conj) or (
            left is not None and not left.enclitic
            and (left.base in ("اذ", "حيث") or left.kind == COMP and left.prep in ("بعد", "قبل"))
        )  # fmt: skip

    def _earlier_subject(self, k: int) -> Arg | None:
        for j in range(k - 1, -1, -1):
            if self.chunks[j].kind == VERB:
                s = self.subject(j)
                if s:
                    return s
        return None

    def _dropped(self, k: int) -> Arg | None:
        """A subject that is understood: the last subject that agrees."""
        r = self.chunks[k].reading
        assert r is not None
        for j in range(k - 1, -1, -1):
            if self.chunks[j].kind == VERB and j not in self._busy:
                s = self.subject(j)
                if s and self._agrees(r.gender, r.number, Arg(s.refs, s.mode), False):
                    return Arg(s.refs, s.mode)
        if self.speaker(k) and self.chunks[k].quoted:
            return None
        s = self.memory.subject
        if s and self._agrees(r.gender, r.number, Arg(s.refs, s.mode), False):
            return Arg(s.refs, s.mode)
        return None

    def _by_pronoun(self, enclitic: str, k: int) -> Arg | None:
        if enclitic[0] != "1":
            for j in range(k - 1, -1, -1):
                if self.chunks[j].kind == VERB:
                    s = self.subject(j)
                    if s and self._agrees("f" if enclitic == "3fs" else "m", "s", s, False):
                        return Arg(s.refs, s.mode)
        ref = self.pronoun(enclitic, k)
        return Arg((ref,), NAMED) if ref else None

    def _agrees(
        self, gender: str, number: str, arg: Arg, verb_first: bool, declared: bool = False
    ) -> bool:
        """Whether a third-person verb can have the subject; one that can have no other does."""
        if arg.mode == THING:
            return True
        if number in ("p", "d") and not verb_first:
            g = self.gender(arg.refs[0])
            if number == "d":
                return len(arg.refs) > 1 or arg.mode == HUMAN
            several = len(arg.refs) > 1 or g in ("p", "d") or self._collective(arg.refs[0])
            return several or self._body(arg)
        known = self.cast.known.get(arg.refs[0])
        pair = len(arg.refs) > 1 and arg.chunk >= 0 and not self.chunks[arg.chunk].names
        if known is None or pair:
            return True
        if arg.chunk >= 0 and not arg.refs[1:] and self._country(arg.chunk):
            return True  # بلاده ستجري محادثات, whatever its name
        if verb_first and declared and known.kind == "state":
            return True  # أعلنت الأردن, as if it were feminine
        if self._seat(arg):  # طلبت بغداد, though العراق is masculine; قال البيت الأبيض
            first = self.words[self.chunks[arg.chunk].first].base
            return (first not in self.classes["masculine_seat_folded"]) == (gender == "f")
        if known.kind == "person":
            return verb_first or arg.chunk >= 0 or (known.gender == "f") == (gender == "f")
        if arg.mode == HUMAN or self._body(arg):
            return True
        if (
            known.kind in ("state", "place")
            or not verb_first
            and (known.kind == "alliance" and number == "s")
        ):
            return (known.gender == "f") == (gender == "f")
        return True

    def _seat(self, arg: Arg) -> bool:
        """Whether a state is named by its capital."""
        names = self.chunks[arg.chunk].names if arg.chunk >= 0 else []
        return any(m.kind == "seat" and m.ref == arg.refs[0] for m in names[:1])

    def _body(self, arg: Arg) -> bool:
        """Whether a state is named by a noun with a gender of its own: الجانب الإسرائيلي."""
        names = self.chunks[arg.chunk].names if arg.chunk >= 0 else []
        return any(m.kind == "organ" for m in names[:1])

    def _collective(self, ref: str) -> bool:
        known = self.cast.known.get(ref)
        return bool(known and known.kind in ("group", "organisation"))

    def before(self, k: int) -> int | None:
        """The nearest chunk left of a verb that decides its subject."""
        j, commas = k - 1, 0
        j = self._over_apposition(j)
        while j >= 0:
            c = self.chunks[j]
            if c.kind == NP and not c.prep and not c.reports:
                return j
            if c.kind in (COMP, REL, SUBORD):
                return j
            if c.kind == MARK and c.base in ("،", ",", ")", "("):
                commas += 1
                if commas > 2:
                    return None
            elif c.kind == QUOTE:
                if self._opening(j) and not (j == 1 or self._topic_before_quote(j)):
                    return None
            elif c.kind == NP or c.kind in _SOFT:
                pass
            else:
                return None
            j -= 1
        return None

    def _topic_before_quote(self, j: int) -> bool:
        """إن الحكومة "ارتكبت ...": the topic of a clause stands before the quotation."""
        return (
            j > 1
            and self.chunks[j - 1].kind == NP
            and any(self.chunks[i].kind == COMP for i in range(max(0, j - 4), j - 1))
        )

    def _over_apposition(self, j: int) -> int:
        """From a comma before a verb over "، أقرب حليف لموسكو،" to what it says it of."""
        if (
            j < 2
            or self.chunks[j + 1].conj
            or self.chunks[j].kind != MARK
            or self.chunks[j].base not in ("،", ",")
        ):
            return j
        for i in range(j - 1, max(-1, j - 6), -1):
            c = self.chunks[i]
            if c.kind == MARK and c.base in ("،", ","):
                left = self.chunks[i - 1] if i > 0 else None
                if left and left.kind == NP and left.names and i + 1 < j:
                    return i - 1
                return j
            if c.kind not in (NP, TIME):
                return j
        return j

    def _opening(self, j: int) -> bool:
        return j + 1 < len(self.chunks) and self.chunks[j].quoted == self.chunks[j + 1].quoted != 0

    def after(self, k: int, kind: str = NP) -> int | None:
        """The first prep-less NP right of chunk `k` in its clause."""
        j, commas, skipped = k + 1, 0, 0
        while j < len(self.chunks):
            c = self.chunks[j]
            if c.kind == NP:
                if not c.prep and self._number(j):
                    pass  # 25 "هدفا عسكريا"
                elif not c.prep:
                    return j if not c.conj else None
                skipped += bool(c.prep)
                if skipped > 4:
                    return None
            elif c.kind == MARK and c.base in ("،", ",", ")", "("):
                commas += 1
                if commas > 4:
                    return None
                j = self.past_apposition(j)
            elif c.kind == QUOTE or c.kind == TIME or c.kind == VERB and self._aside(j):
                pass
            else:
                return None
            j = self._past_mouthpiece(j) + 1
        return None

    def _past_mouthpiece(self, k: int) -> int:
        """The end of "على لسان المتحدث باسم خارجيتها فلان" that begins at chunk `k`, else `k`."""
        c = self.chunks[k]
        if c.kind != NP or c.prep != "علي" or self.words[c.first].base != "لسان":
            return k
        for j in range(k + 1, min(k + 5, len(self.chunks))):
            x = self.chunks[j]
            if x.kind != NP or x.conj:
                return j - 1
            if not x.prep:
                person = bool(x.names) and x.names[0].kind == "person"
                return j if person and x.names[0].begin == x.first else j - 1
        return k

    def _aside(self, j: int) -> bool:
        """Whether a verb only qualifies an adverbial: في تقرير نشرته الخميس."""
        r, left = self.chunks[j].reading, self.chunks[j - 1]
        right = self.chunks[j + 1] if j + 1 < len(self.chunks) else None
        return (
            left.kind == NP and bool(left.prep) and not left.names
            and r is not None and r.enclitic.startswith("3")
            and right is not None and (right.kind in (TIME, MARK) or bool(right.prep))
        )  # fmt: skip

    def _number(self, j: int) -> bool:
        """Whether an NP is a bare number whose noun stands in quotation marks after it."""
        c, following = self.chunks[j], self.chunks[j + 1 : j + 3]
        return (
            c.end == c.first + 1 and self.words[c.first].norm.isdigit()
            and [x.kind for x in following] == [QUOTE, NP] and not following[1].prep
        )  # fmt: skip

    def past_apposition(self, j: int) -> int:
        """The comma that closes an apposition opened by the comma at `j`, else `j`."""
        if self.chunks[j].base not in ("،", ",") or self.chunks[j - 1].kind != NP:
            return j
        if j + 1 < len(self.chunks) and self.chunks[j + 1].kind == REL:
            return self._past_aside(j)
        if j + 1 >= len(self.chunks) or self.chunks[j + 1].kind != NP or self.chunks[j + 1].prep:
            return j
        if self._another(j - 1, j + 1):
            return j
        for i in range(j + 2, min(j + 6, len(self.chunks))):
            c = self.chunks[i]
            if c.kind == MARK and c.base in ("،", ","):
                return i
            if c.kind != NP or not c.prep and i > j + 1 and not self._compatriot(i):
                return j
        return j

    def _compatriot(self, k: int) -> bool:
        """، المصري أحمد أبو الغيط،: a person whose nationality stands before the name."""
        left, c = self.chunks[k - 1], self.chunks[k]
        bare = bool(left.names) and left.names[0].kind == "nisba" and left.end == left.first + 1
        return bare and bool(c.names) and c.names[0].kind == "person" and not c.conj

    def _past_aside(self, j: int) -> int:
        """The comma that closes "، الذي يزور ليبيا،" opened by the comma at `j`, else `j`."""
        for i in range(j + 2, min(j + 10, len(self.chunks))):
            c = self.chunks[i]
            if c.kind == MARK:
                return i if c.base == self.chunks[j].base else j
            if c.kind in (COMP, SUBORD):
                return j
        return j

    def _another(self, k: int, j: int) -> bool:
        """Whether two phrases beside a comma name different actors: حمل المتحدث، الحوثيين، ..."""
        left, right = self.chunks[k].names, self.chunks[j].names
        if not left or not right or right[0].begin > self.chunks[j].begin:
            return False
        known = self.cast.known
        named = right[0].kind in ("name", "seat", "organ") and left[-1].kind != "nisba"
        return named and known[left[-1].ref].actor != known[right[0].ref].actor

    def antecedent(self, rel: int) -> Arg | None:
        """The actor of the NP that a relative pronoun follows."""
        j = self.antecedent_chunk(rel)
        return self.coordinated(j) if j is not None else None

    def antecedent_chunk(self, rel: int) -> int | None:
        """Index of the NP that a relative pronoun follows, by gender where two compete."""
        plural = self.chunks[rel].base in ("الذين", "اللذين", "اللذان")
        fem = self.chunks[rel].base == "التي"
        j, seen = rel - 1, None
        while j >= 0 and rel - j < 6:
            c = self.chunks[j]
            if c.kind == NP:
                seen = j if seen is None else seen
                head = self.words[c.first]
                named = c.names[0] if c.names and c.names[0].begin <= c.first else None
                is_fem = (
                    (self.gender(named.ref) == "f")
                    if named
                    else head.base.endswith(("ه", "ات"))
                    or any(r.number == "p" or r.gender == "f" for r in head.nominals)
                )
                if plural or is_fem == fem:
                    return j
            elif c.kind not in (TIME, MARK, QUOTE):
                break
            j -= 1
        return seen

    # --- objects and prepositional arguments -------------------------------------------------

    def obj(self, k: int) -> Arg | None:
        """The direct object of the verb at chunk `k`."""
        j = self.obj_chunk(k)
        if j is not None:
            return self.owner(j)
        r = self.chunks[k].reading
        if r and r.enclitic and r.enclitic[0] != "1":
            b = self.before(k)
            if b is not None and self.chunks[b].kind == REL and not self._other(b, r.enclitic):
                return self.antecedent(b)
            if b is not None and self.chunks[b].kind == NP and self.indefinite_relative(b, k, r):
                return self.owner(b)
            s = self.subject(k)
            ref = self.pronoun(r.enclitic, k, s.refs if s else (), parallel=s is not None)
            return Arg((ref,), NAMED) if ref else None
        if r and r.enclitic and r.enclitic[0] == "1":
            ref = self.speaker(k)
            return Arg((ref,), NAMED) if ref else None
        return None

    def _other(self, rel: int, enclitic: str) -> bool:
        """الهجوم الذي اتهمتها به لندن: a pronoun that cannot take up what the relative does."""
        return (self.chunks[rel].base, enclitic) in (("الذي", "3fs"), ("التي", "3ms"))

    def obj_chunk(self, k: int) -> int | None:
        """Index of the direct object NP."""
        s = self.subject(k)
        r = self.chunks[k].reading
        start = k
        if s and s.chunk > k:
            start = s.last
        elif r and r.enclitic:
            return None
        else:
            p = self.after(k)
            if s is None and p is not None and self.before(k) is None:
                # the first NP is the subject, though no actor
                return self.after(p)
        if r and r.enclitic:
            return None
        j = self.after(start)
        if j is not None and self.chunks[j - 1].prep and self._own_act(self.chunks[j - 1]):
            return None  # طالبت بمحاسبة إيران لتزويدها الحوثيين ...: that is whom it arms
        return j

    def pp(self, k: int, prep: str, limit: int = 10) -> int | None:
        """The first NP governed by `prep` right of chunk `k` in its clause."""
        for j, c in enumerate(self.chunks[k + 1 : k + 1 + limit], k + 1):
            if c.kind == NP:
                if c.prep == prep:
                    return j
                if c.reports and j > k + 1:
                    return None
            elif c.kind == VERB and self._lasts(c):
                continue
            elif c.kind in _ENDS or c.kind == MARK and c.base in STOP_MARKS:
                return None
        return None

    def _lasts(self, c: Chunk) -> bool:
        """محادثات استمرت ساعتين مع ...: whether a verb only says how long."""
        return not c.conj and c.reading is not None and c.reading.lemma in self.classes["lasting"]

    def reporting(self, c: Chunk) -> bool:
        """Whether an NP is a participle of saying: مشيرا، مؤكدا."""
        return c.reports
