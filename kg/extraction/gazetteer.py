"""The actor lexicon compiled for matching: folded token sequences to what they may name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple, cast

from kg.arabic.normalise import fold
from kg.arabic.tokens import QUOTES
from kg.extraction.words import CONJUNCTIONS, PREPOSITIONS, strips
from kg.lexicons import Actor, Lexicon

# Kinds of hit, by how much they say: a full name wins over a head that needs a state.
NAME, SEAT, PLACE, NISBA, INSTITUTION, TITLE = range(6)


class Hit(NamedTuple):
    """A stretch of tokens `[begin, end)` of a sentence that the gazetteer knows.

    Attributes:
        kind: NAME, SEAT, PLACE, NISBA, INSTITUTION or TITLE.
        ref: actor, place, institution or title id; for a NISBA the state.
        conj, prep: clitics on the first token.
        article: the (first) word has ال.
        form: for NISBA: "m", "f", "p" (number and gender), for TITLE likewise.
    """

    begin: int
    end: int
    kind: int
    ref: str
    conj: str
    prep: str
    article: bool
    form: str = ""
    ambiguous: bool = False


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    kind: int
    ref: str
    article: bool
    form: str
    ambiguous: bool


#: A hit out of the tuple of its fields, without the arguments' way through Python.
_hit: Final = cast("Callable[[tuple[object, ...]], Hit]", partial(tuple.__new__, Hit))
_Cliticised = tuple[str, str, _Entry]


@dataclass(slots=True, eq=False)
class Start:
    """The entries that may begin with a word form: (conjunction, preposition, entry).

    Attributes:
        short: what the form is by itself: the fields of its hits after begin and end.
        longer: those of one word and those with the given second word.
        reach: how many tokens the longest one has.
    """

    short: Sequence[tuple[object, ...]]
    longer: dict[str, tuple[_Cliticised, ...]]
    reach: int

    def match(self, norms: Sequence[str], i: int) -> list[Hit]:
        """All hits of greatest length that begin at token `i` with this form, best kind first."""
        if self.longer and i + 1 < len(norms):
            second = norms[i + 1]
            if second in QUOTES and i + 2 < len(norms):
                second = norms[i + 2]  # حركة "حماس"
            if (longer := self.longer.get(second)) is not None:
                return _longest(norms, i, longer, self.reach)
        here = (i, i + 1)
        return [_hit(here + rest) for rest in self.short]


_Raw = tuple[str, int, str, bool, str, bool]


def _entry(raw: _Raw) -> _Entry:
    others, kind, ref, article, form, ambiguous = raw
    rest = tuple(others.split(" ")) if others else ()
    # a construct head that ends in ال + word is definite: وزارة الخارجية
    definite = article or bool(rest) and rest[-1].startswith("ال")
    return _Entry(rest, kind, ref, definite, form, ambiguous)


def _by_length(entry: _Entry) -> tuple[int, int]:
    return -len(entry.rest), entry.kind


class Gazetteer:
    """Longest-match lookup of actor names, demonyms, institutions and titles."""

    def __init__(self, lexicon: Lexicon) -> None:
        #: By first word; made into entries when it is met, since most never are.
        self._first: dict[str, list[_Raw]] = {}
        self._met: dict[str, list[_Entry]] = {}
        for actor in lexicon.actors.values():
            self._add_actor(actor)
        for place in lexicon.places:
            self._add_all(
                (place.ar, *place.aliases), PLACE, place.id, set(map(fold, place.ambiguous))
            )
        for inst in lexicon.institutions:
            for form in inst.ar:
                self._add_head(form, INSTITUTION, inst.id, "f" if form in inst.feminine else "m")
        for title in lexicon.titles:
            for forms, sign in ((title.ar, "m"), (title.feminine, "f"), (title.plural, "p")):
                for form in forms:
                    self._add_head(form, TITLE, title.id, sign)

    def _add_actor(self, actor: Actor) -> None:
        ambiguous = set(map(fold, actor.ambiguous))
        others: set[str] = set()
        if ambiguous:
            others.update(form for nisba in actor.nisba for form, _, _ in _nisba_forms(nisba))
            others.update(map(fold, actor.seats))
        shared = [name for name in actor.ambiguous if fold(name) not in others]
        self._add_all((actor.ar, *actor.aliases, *shared), NAME, actor.id, ambiguous)
        self._add_all(actor.seats, SEAT, actor.id, ambiguous)
        for nisba in actor.nisba:
            for form, article, sign in _nisba_forms(nisba):
                # a state lists each form that is also a word; of others all forms are
                unsure = form in ambiguous or (actor.kind != "state" and fold(nisba) in ambiguous)
                self._add(form, NISBA, actor.id, article, sign, unsure)

    def _add_all(self, names: Iterable[str], kind: int, ref: str, ambiguous: set[str]) -> None:
        for name in names:
            if name:
                folded = fold(name)
                tokens = folded.replace("-", " - ")  # as a text is cut
                self._add(tokens, kind, ref, folded.startswith("ال"), "", folded in ambiguous)

    def _add_head(self, form: str, kind: int, ref: str, sign: str) -> None:
        """A head noun with and without article: الجيش and جيش."""
        folded = fold(form)
        bare = folded[2:] if folded.startswith("ال") else folded
        words = bare.split(" ")
        self._add(bare, kind, ref, False, sign, False)
        if len(words) == 1:
            self._add("ال" + bare, kind, ref, True, sign, False)
        elif folded.startswith("ال"):
            self._add(folded, kind, ref, True, sign, False)
            self._add(" ".join(w.removeprefix("ال") for w in words), kind, ref, False, sign, False)
        elif words[-1].startswith("ال"):
            construct = [*words[:-1], words[-1].removeprefix("ال")]
            self._add(" ".join(construct), kind, ref, False, sign, False)

    def _add(self, form: str, kind: int, ref: str, article: bool, sign: str, amb: bool) -> None:
        first, _, others = form.partition(" ")
        if first:
            self._first.setdefault(first, []).append((others, kind, ref, article, sign, amb))

    def _entries(self, first: str) -> list[_Entry]:
        """What begins with a word, each once: the longest first."""
        found = self._met.get(first)
        if found is None and first in self._first:
            entries = dict.fromkeys(map(_entry, self._first[first]))
            found = self._met[first] = sorted(entries, key=_by_length)
        return found or []

    def start(self, norm: str) -> Start | None:
        """The entries that may begin with a word form, with its clitics; None for most."""
        if not self._may_begin(norm):
            return None
        entries = tuple(
            (conj, prep, e) for conj, prep, form in strips(norm) for e in self._entries(form)
        )
        return _begin(norm, entries) if entries else None

    def _may_begin(self, norm: str) -> bool:
        """Whether any entry may begin with a word form; True also for a few without one."""
        first = self._first
        for rest in (norm, norm[1:]) if norm[:1] in CONJUNCTIONS else (norm,):
            if rest in first or rest and rest[0] in PREPOSITIONS and (
                rest[1:] in first
                or rest.startswith("لل") and ("ا" + rest[1:] in first or "ال" + rest[1:] in first)
            ):  # fmt: skip
                return True
        return False


def _begin(norm: str, entries: Sequence[_Cliticised]) -> Start:
    short = tuple(entry for entry in entries if not entry[2].rest)
    longer: dict[str, list[_Cliticised]] = {}
    for entry in entries:
        if entry[2].rest:
            longer.setdefault(entry[2].rest[0], []).append(entry)
    reach = 1 + max(len(e.rest) for _, _, e in entries)
    alone = [hit[2:] for hit in _longest([norm], 0, short, 1)]
    return Start(alone, {second: (*some, *short) for second, some in longer.items()}, reach)


def _longest(norms: Sequence[str], i: int, entries: Iterable[_Cliticised], reach: int) -> list[Hit]:
    best: list[Hit] = []
    size = 0
    ahead = tuple(norms[i + 1 : i + reach])
    mark = next((k for k, norm in enumerate(ahead) if norm in QUOTES), reach)
    for conj, prep, e in entries:
        rest = e.rest
        length = 1 + len(rest)
        if length < size:
            continue
        end = i + length
        if length > 1 and ahead[: length - 1] != rest:
            # only with a quotation mark inside it can it still be there
            end = _quoted_end(norms, i + 1, rest) if ahead[:mark] == rest[:mark] else 0
            if not end:
                continue
        if length > size:
            best, size = [], length
        if best and (conj or prep) and not (best[0].conj or best[0].prep):
            continue  # the plain reading of the form wins over clitics
        best.append(Hit(i, end, e.kind, e.ref, conj, prep, e.article, e.form, e.ambiguous))
    if len(best) > 1:
        best.sort(key=lambda h: (bool(h.conj) + bool(h.prep), h.kind))
    return best


def _quoted_end(norms: Sequence[str], i: int, rest: tuple[str, ...]) -> int:
    """Where a name that is partly quoted ends (حركة "حماس"); 0 if it is not there."""
    opened = False
    for word in rest:
        if i < len(norms) and norms[i] in QUOTES:
            opened, i = not opened, i + 1
        if i >= len(norms) or norms[i] != word:
            return 0
        i += 1
    return i + 1 if opened and i < len(norms) and norms[i] in QUOTES else 0 if opened else i


_SUFFIXES: Final = (
    ("", "m"), ("ه", "f"), ("ين", "p"), ("ون", "p"), ("ان", "d"), ("ات", "p"), ("تين", "d"),
    ("تان", "d"), ("ا", "m"), ("ي", "p"), ("ين", "p"), ("و", "p"),
)  # fmt: skip


def _nisba_forms(nisba: str) -> Iterator[tuple[str, bool, str]]:
    """All inflections of a demonym: روسي -> (الروسية, True, "f") ..."""
    words = fold(nisba).split(" ")
    if len(words) == 1:
        word = words[0]
        if not word.endswith("ي"):
            yield word, False, "p"
            yield word + "ا", False, "p"  # دبلوماسيين روسا
            yield "ال" + word, True, "p"
            return
        for suffix, sign in _SUFFIXES:
            if suffix in ("ي", "و"):
                continue
            yield word + suffix, False, sign
            yield "ال" + word + suffix, True, sign
        return
    for suffix, sign in (("", "m"), ("ه", "f"), ("ين", "p"), ("ون", "p")):
        yield " ".join(w + suffix for w in words), False, sign
        yield " ".join("ال" + w + suffix for w in words), True, sign
