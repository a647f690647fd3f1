"""What a word form is to the chunker and the scan for mentions, as the bits of one number.

All of it depends on the form alone, so it is found out once per form; a question about a token is
then one `&`. This is where most of the time of phrases went before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Final

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.lexicons import Lexicon

if TYPE_CHECKING:
    from kg.extraction.words import Word

WORD: Final = 1 << 0
"""No mark: a word or a number."""
EACH: Final = 1 << 1
"""كل, كلا: they may open "كل من لندن وباريس"."""
PARTICLE: Final = 1 << 2
"""May be a particle, or open a phrase of several words that is one."""
PREP: Final = 1 << 3
"""Nothing but a preposition, which governs what follows."""
PHRASE: Final = 1 << 4
"""May open a phrase of several words: من قبل, إلى جانب."""
DEM: Final = 1 << 5
RESUMES: Final = 1 << 6
"""A preposition with a pronoun of the third person: إليه."""
CLOSES: Final = 1 << 7
"""With an article or a pronoun: it ends what may come before an adjective."""
STOPS: Final = 1 << 8
"""Never goes on a noun phrase, such as an adverbial participle: على تويتر | محذرا."""
STOPS_CLOSED: Final = 1 << 9
"""Does not go on a noun phrase that has an article."""
STOPS_OPEN: Final = 1 << 10
"""Does not go on one that has none: غارات | شنها."""
JOINS: Final = 1 << 11
"""An adjective after و."""
ADJECTIVE: Final = 1 << 12
"""What such an adjective may be joined to."""
NOUN: Final = 1 << 13
"""Nominal, and no adjective or participle."""
TRIGGER: Final = 1 << 14
"""One of its verbs may open a frame or report."""
TAKES_UP: Final = 1 << 15
"""One of these, with a pronoun of the third person."""
VERB: Final = 1 << 16
"""Has a reading as a verb."""
SURE: Final = 1 << 17
"""That is the only one, or it is a verb of saying."""
ARTICLE: Final = 1 << 18
CLEAR: Final = 1 << 19
"""An imperfect or a first or second person, and no noun."""
PREFIXED: Final = 1 << 20
"""A verb with س, or an imperfect with ل."""
CLITIC: Final = 1 << 21
"""Every nominal reading has ب ل ك."""
ADVERB: Final = 1 << 22
"""An active participle in the accusative."""
ACCUSATIVE: Final = 1 << 23
MAY_OPEN: Final = 1 << 24
"""An adjective or a verb in the perfect, no noun: وغادر."""
CARRIER: Final = 1 << 25
"""A verb that asks for a noun beside it: شن."""
PURPOSE: Final = 1 << 26
"""A verbal noun in the indefinite accusative: دعما."""

#: Demonstratives may follow what they point at; the other words of their class open a phrase.
_POINTING: Final = frozenset({"هذا", "هذه", "ذلك", "تلك", "هولاء", "هؤلاء", "اولئك", "ذاك"})
#: Classes whose words may go on a noun phrase.
_LOOSE: Final = frozenset({"dem", "given", "former", "possible"})
_PARTS: Final = frozenset({"adj", "part_act", "part_pass"})
_NOUNS: Final = frozenset({"noun", "masdar"})
Phrases = dict[str, list[tuple[str, ...]]]


def _phrases(forms: Sequence[str]) -> Phrases:
    """Fixed phrases by their first word."""
    found: Phrases = {}
    for form in forms:
        words = tuple(fold(form).split(" "))
        found.setdefault(words[0], []).append(words)
    return found


class Traits:
    """The traits of word forms under one lexicon: its trigger lemmas and closed classes."""

    def __init__(self, lexicon: Lexicon) -> None:
        classes = lexicon.classes
        self.triggers = frozenset(
            [f.lemma for f in lexicon.frames if f.pos == "verb"]
            + [w for c in ("report", "light", "objcontrol", "planned", "negating", "copula")
               for w in classes.get(c, ())]
        )  # fmt: skip
        self.carried: dict[str, frozenset[str]] = {}
        for f in lexicon.frames:
            if f.pos == "verb" and f.with_:
                self.carried[f.lemma] = self.carried.get(f.lemma, frozenset()) | frozenset(f.with_)
        self.sayings = frozenset(classes.get("saying", ()))
        self.by = _phrases(classes.get("by", ()))
        self.along = _phrases(classes.get("along", ()))
        #: So many words has the longest of these.
        self.reach = max(map(len, chain(*self.by.values(), *self.along.values())), default=0)
        self.period, self.edge = (
            frozenset(fold(b) for b in classes.get(name, ())) for name in ("period", "edge")
        )
        self.sides = frozenset(fold(b) for b in classes.get("side", ()))
        self.between = frozenset(fold(b) for b in lexicon.words.get("between", ()))
        #: Words that may begin something other than an NP or verb without being of a class.
        self.openers = frozenset(
            (*self.by, *self.along, *self.between, *self.period, *self.edge, *"بلك")
        )

    def mark(self, word: Word, spelled: str) -> None:
        """Give a word form its traits and the verb that it is where it is one."""
        traits = 0
        if len(spelled) > 1 or spelled.isalnum():
            traits = WORD | self._particle(word)
        if word.article:
            traits |= ARTICLE
        if word.article or word.possessed:
            traits |= CLOSES
        if word.verbs:
            traits |= self._verbal(word)
        if word.nominals:
            traits |= self._nominal(word)
        elif word.base.endswith(("ي", "يه")):
            traits |= ADJECTIVE
        word.traits = traits | self._stops(word, traits)

    def _particle(self, w: Word) -> int:
        traits = EACH if w.base in ("كل", "كلا") else 0
        if w.base in self.by or w.base in self.along:
            traits |= PHRASE
        if w.classes or w.base in self.openers:
            traits |= PARTICLE
        if "prep" not in w.classes:
            return traits | DEM if "dem" in w.classes else traits
        if w.enclitic.startswith("3"):
            traits |= RESUMES
        plain = "time" not in w.classes and w.base not in self.sides
        if not w.enclitic and not traits & (PHRASE | EACH) and plain:
            traits |= PREP
        return traits | DEM if "dem" in w.classes else traits

    def _verbal(self, w: Word) -> int:
        traits = VERB if w.nominals else VERB | SURE | STOPS_OPEN
        past = False
        for r in w.verbs:
            third = r.person == "3"
            if r.lemma in self.triggers:
                traits |= TRIGGER
                if r.enclitic.startswith("3"):
                    traits |= TAKES_UP | STOPS_OPEN
            if r.lemma in self.carried:
                traits |= CARRIER
            if third and r.lemma in self.sayings and not (r.enclitic and w.possessed):
                traits |= SURE
            if r.aspect == "i" or r.person in ("1", "2"):
                traits |= CLEAR
            past = past or third and r.aspect == "p"
            if "س" in r.conj or "ل" in r.conj and r.aspect == "i":
                traits |= PREFIXED
        parts = {r.pos for r in w.nominals}
        if parts & _NOUNS:
            traits &= ~CLEAR
        if past and "adj" in parts and parts <= {"adj", "part_act"}:
            traits |= MAY_OPEN
        self._choose(w, traits)
        return traits

    def _choose(self, w: Word, traits: int) -> None:
        """The reading that can be a trigger, if there is one; another where a clause begins."""
        copula = next((r for r in w.verbs if r.lemma in ("عد", "كان")), None)
        likely = copula or next((r for r in w.verbs if r.lemma in self.triggers), w.verbs[0])
        # تكبد, تبنى: the perfect of the fifth form rather than an imperfect
        w.verb = w.opening = likely
        if copula is None and traits & TRIGGER and w.base[0] == "ت":
            fifth = (r for r in w.verbs if fold(r.lemma) == w.base and r.lemma in self.triggers)
            w.opening = next(fifth, likely)

    def _nominal(self, w: Word) -> int:
        traits, clitic = 0, CLITIC
        parts = set[str]()
        for r in w.nominals:
            parts.add(r.pos)
            if not ("ب" in r.conj or "ل" in r.conj or "ك" in r.conj):
                clitic = 0
            if r.accusative:
                traits |= ACCUSATIVE
                if r.pos == "part_act":
                    traits |= ADVERB
                    if r.root_lemma in self.triggers and not w.article and w.base.endswith("ا"):
                        traits |= STOPS
        if "adj" in parts:
            traits |= ADJECTIVE
            if len(parts) == 1 and w.conj == "و" and not w.prep and not w.classes:
                traits |= JOINS
        if not parts & _PARTS:
            traits |= NOUN
            why = any(r.pos == "masdar" and r.accusative for r in w.nominals)
            if why and w.base.endswith("ا") and not w.article:
                traits |= PURPOSE
        if parts <= _NOUNS:
            traits |= STOPS_CLOSED
        return traits | clitic

    def _stops(self, w: Word, traits: int) -> int:
        apart = len(w.base) == 1 and w.base in "بلك"  # بـ أبي أحمد
        stops = STOPS if w.conj or w.prep or apart or w.classes and w.classes - _LOOSE else 0
        if not w.article or w.base in self.period or traits & DEM and w.base not in _POINTING:
            stops |= STOPS_CLOSED
        return stops


def chosen(word: Word, opens: bool) -> Reading:
    """The verb that a word is, by whether a clause opens before it."""
    verb = word.opening if opens else word.verb
    assert verb is not None
    return verb
