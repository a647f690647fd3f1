"""What one word form can be: a closed-class word, an inflected trigger, a word with clitics.

Everything here depends on the form alone, so it is computed once per form and cached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.arabic.morphology import Reading, analyse
from kg.arabic.normalise import fold
from kg.arabic.tokens import KEPT, LONGEST_KEPT, Sentence, folded
from kg.extraction.traits import Traits
from kg.lexicons import Frame, Lexicon

if TYPE_CHECKING:
    from kg.extraction.gazetteer import Start

CONJUNCTIONS: Final = ("و", "ف")
PREPOSITIONS: Final = ("ب", "ل", "ك")
NOMINAL: Final = frozenset({"noun", "masdar", "adj", "part_act", "part_pass"})
_NONE: Final = frozenset[str]()
_PRONOUNS: Final = {
    "ه": "3ms", "ها": "3fs", "هم": "3mp", "هما": "3d", "نا": "1p", "ي": "1s", "هن": "3fp",
    "كم": "2mp", "ك": "2ms", "ني": "1s",
}  # fmt: skip


@dataclass(slots=True, eq=False)
class Word:
    """One form, read every way that it can be.

    It has slots, which are read four times as fast as the fields of a named tuple.

    Attributes:
        norm: the folded form; base: without conjunction and particle pronoun.
        conj: "و", "ف" or "".
        prep: attached preposition "ب", "ل", "ك", or "".
        classes: closed classes of the base (see ontology/frames/words.tsv).
        enclitic: pronoun on a particle ("بأنه" -> "3ms"), or "".
        article: begins with ال after its clitics.
        verbs, nominals: inflected readings.
        triggers: the frames that its nominals may be the trigger of.
        possessed: whether it is a noun that can only be read with a pronoun attached.
        lemmas: those of its nominals.
        asked: what of these, and of its base with and without ال, frames ask for beside a trigger.
        traits: what it is to the chunker (see traits.py).
        begins: what kinds of mention may begin with it, as bits (see mentions.py).
        start: the names of the lexicon that may.
        verb, opening: which of the verbs it is, and which at the beginning of a clause.
    """

    norm: str
    base: str
    conj: str
    prep: str
    classes: frozenset[str]
    enclitic: str
    article: bool
    verbs: tuple[Reading, ...]
    nominals: tuple[Reading, ...]
    triggers: tuple[tuple[Reading, Frame], ...] = ()
    possessed: bool = False
    lemmas: frozenset[str] = _NONE
    asked: frozenset[str] = _NONE
    traits: int = 0
    begins: int = 0
    start: Start | None = None
    verb: Reading | None = None
    opening: Reading | None = None


@lru_cache(maxsize=1 << 14)
def strips(norm: str) -> tuple[tuple[str, str, str], ...]:
    """Ways to take clitics off a form: (conjunction, preposition, rest), the plain one first."""
    return tuple(_strips(norm))


def _strips(norm: str) -> Iterator[tuple[str, str, str]]:
    yield "", "", norm
    for conj in ("", *CONJUNCTIONS):
        if conj and not (norm.startswith(conj) and len(norm) > 2):
            continue
        rest = norm[len(conj) :]
        if conj:
            yield conj, "", rest
        for prep in PREPOSITIONS:
            if rest.startswith(prep) and len(rest) > 2:
                yield conj, prep, rest[1:]
        if rest.startswith("لل") and len(rest) > 4:
            yield conj, "ل", "ا" + rest[1:] if rest[1] == "ل" else rest
            yield conj, "ل", "ال" + rest[1:]


def with_clitics(form: str) -> Iterator[tuple[str, str, str]]:
    """A form with every conjunction and preposition: (spelling, conjunction, preposition)."""
    for conj in ("", *CONJUNCTIONS):
        yield conj + form, conj, ""
        for prep in PREPOSITIONS:
            joined = "ل" + form[1:] if prep == "ل" and form.startswith("ال") else form
            yield conj + prep + joined, conj, prep


def spellings(form: str) -> Iterator[str]:
    """Every form of which `strips` may take clitics off to leave this one, and a few more."""
    for conj in ("", *CONJUNCTIONS):
        yield conj + form
        for prep in PREPOSITIONS:
            yield conj + prep + form
        if form.startswith("ال"):
            yield conj + "ل" + form[1:]
            yield conj + "ل" + form[2:]


class FrameIndex(dict[tuple[str, str], list[Frame]]):
    """The frames of a lexicon by lemma and part of speech of their trigger."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        for f in lexicon.frames:
            lemma = fold(f.lemma) if f.pos == "prep" else f.lemma  # as chunks have them
            self.setdefault((lemma, f.pos), []).append(f)

    def of(self, r: Reading) -> list[Frame]:
        """Frames of a reading."""
        return self.get((r.lemma, r.pos), []) or (
            self.get((r.root_lemma, r.pos), []) if r.pos.startswith("part") else []
        )


class Words:
    """Reads word forms against one lexicon's closed classes.

    Args:
        lexicon: where the closed classes come from.
        traits: what is told about a form by bits.
        mark: gives a form what mentions may begin with it.
    """

    def __init__(
        self, lexicon: Lexicon, traits: Traits, mark: Callable[[Word], None] = lambda word: None
    ) -> None:
        self._traits, self._mark = traits, mark
        self._classes: dict[str, set[str]] = {}
        for name, forms in lexicon.words.items():
            for form in forms:
                self._classes.setdefault(fold(form), set()).add(name)
        self.frames = FrameIndex(lexicon)
        self._asked = frozenset(noun for f in lexicon.frames for noun in f.with_)
        self._closed = _closed(self._classes)
        self._cache = _Cache(self)

    def of(self, sentence: Sentence) -> list[Word]:
        """The readings of each token of a sentence."""
        return list(map(self._cache.__getitem__, sentence.raws))

    def read(self, raw: str, norm: str) -> Word:
        """The readings of a form; hamza and vowel marks, which folding drops, tell much."""
        conj, base, enclitic, classes = self._particle(norm)
        if classes and raw.endswith("أ") and any(r.pos == "verb" for r in analyse(raw)):
            classes = set()  # هنأ is no هنا
        if classes:
            readings: tuple[Reading, ...] = analyse(raw)
            keep = readings if not classes & _HARD or "verbal" in classes else ()
            return Word(
                norm, base, conj, "", frozenset(classes), enclitic, base.startswith("ال"),
                tuple(r for r in keep if r.pos == "verb"),
                tuple(r for r in keep if r.pos in NOMINAL),
            )  # fmt: skip
        readings = analyse(raw)
        verbs = tuple([r for r in readings if r.pos == "verb"])
        nominals = tuple([r for r in readings if r.pos in NOMINAL])
        if nominals:
            verbs = tuple([r for r in verbs if "لا" not in r.conj and "ما" not in r.conj])
            first = nominals[0]
            conj = first.conj[:1] if first.conj[:1] in CONJUNCTIONS else ""
            prep = first.conj[-1:] if first.conj[-1:] in PREPOSITIONS else ""
            article = first.article
        else:
            conj, prep, article = _guess(norm)
            if verbs:
                conj = verbs[0].conj[:1] if verbs[0].conj[:1] in CONJUNCTIONS else ""
                prep = ""
        return Word(norm, norm[len(conj) :], conj, prep, _NONE, "", article, verbs, nominals)

    def forget(self) -> None:
        """Drop what is kept about word forms."""
        self._cache.clear()
        analyse.cache_clear()
        fold.cache_clear()

    def whole(self, raw: str) -> Word:
        """A form with its readings and what follows from them."""
        word = self.read(raw, folded(raw))
        if nominals := word.nominals:
            word.triggers = tuple([(r, f) for r in nominals for f in self.frames.of(r)])
            word.lemmas = frozenset([r.lemma for r in nominals])
            word.possessed = all(r.enclitic for r in nominals)
        word.asked = self._asked.intersection(
            (*word.lemmas, word.base, word.base.removeprefix("ال"))
        )
        self._traits.mark(word, raw)
        self._mark(word)
        return word

    def _particle(self, norm: str) -> tuple[str, str, str, set[str]]:
        """Conjunction, base, pronoun and classes of a closed-class word; empty classes if none."""
        for conj in ("", *CONJUNCTIONS):
            if not conj or norm.startswith(conj) and len(norm) > 2:
                found = self._closed.get(norm[len(conj) :])
                if found:
                    return conj, *found
        return "", norm, "", set()


def _closed(classes: dict[str, set[str]]) -> dict[str, tuple[str, str, set[str]]]:
    """The words of closed classes, some with a pronoun: (base, pronoun, classes) by form."""
    found = {base: (base, "", names) for base, names in classes.items()}
    for suffix, pronoun in _PRONOUNS.items():
        for stem in _WITH_PRONOUN:
            found.setdefault(stem + suffix, (stem, pronoun, classes.get(stem, {"prep"})))
    return found


class _Cache(dict[str, Word]):
    """The readings of each form by its spelling."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, raw: str) -> Word:
        word = self._words.whole(raw)
        if len(raw) <= LONGEST_KEPT:
            if len(self) >= KEPT:
                self.clear()
            self[raw] = word
        return word


#: Closed classes whose words are never triggers.
_HARD: Final = frozenset(
    {"prep", "comp", "rel", "neg", "dem", "pron", "subord", "modal", "time", "conj"}
)
_WITH_PRONOUN: Final = frozenset(
    fold(w) for w in ("أن", "إن", "بأن", "لأن", "لكن", "كأن", "من", "عن", "في", "على", "مع", "ضد",
                      "بين", "إلي", "علي", "لدي", "حول", "تجاه", "نحو", "بعد", "قبل", "عند", "وفق",
                      "بحق",
                      "أمام", "ب", "ل", "إيا", "عبر", "خلال", "من بين")
)  # fmt: skip


def _guess(norm: str) -> tuple[str, str, bool]:
    """Conjunction, preposition and article of a word that no table holds, where they are safe."""
    for conj in ("", *CONJUNCTIONS):
        if conj and not norm.startswith(conj):
            continue
        rest = norm[len(conj) :]
        if rest.startswith("ال") and len(rest) > 4:
            return conj, "", True
        if rest.startswith("لل") and len(rest) > 4:
            return conj, "ل", True
        if rest[:3] in ("بال", "كال") and len(rest) > 5:
            return conj, rest[0], True
        if rest in ("بعدم", "لعدم", "باي", "لاي"):
            return conj, rest[0], False
        if rest.startswith("ل") and rest.endswith(("هم", "ها", "هما")) and len(rest) > 7:
            return conj, "ل", False  # لمساعيهم
    return "", "", False
