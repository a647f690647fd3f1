"""Shallow parsing: a sentence as noun phrases, verbs, particles and marks, left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.arabic.tokens import QUOTES, Sentence
from kg.extraction.mentions import Named
from kg.extraction.words import Word
from kg.lexicons import Lexicon

NP, VERB, COMP, REL, SUBORD, NEG, MODAL, MARK, QUOTE, TIME, CONJ = (
    "np", "verb", "comp", "rel", "subord", "neg", "modal", "mark", "quote", "time", "conj",
)  # fmt: skip


@dataclass(slots=True)
class Chunk:
    """A stretch of tokens `[begin, end)` that plays one part in the clause.

    Attributes:
        kind: one of the constants above.
        prep: for an NP, the preposition that governs it ("" if none).
        conj: attached or preceding conjunction.
        names: mentions inside an NP, in order.
        reading: for a VERB the chosen reading; for an NP that of its first word, if any.
        enclitic: pronoun on a particle ("أنه" -> "3ms").
        base: folded form of the first word without clitics (particles, marks).
        first: token index of the NP's head word (after preposition and demonstratives).
        quoted: quotation number that the chunk stands in, 0 outside.
    """

    kind: str
    begin: int
    end: int
    prep: str = ""
    conj: str = ""
    names: list[Named] = field(default_factory=list)
    reading: Reading | None = None
    enclitic: str = ""
    base: str = ""
    first: int = 0
    article: bool = False
    quoted: int = 0


#: Order in which the classes of a particle decide its kind.
_ORDER: Final = (
    ("rel", REL), ("comp", COMP), ("neg", NEG), ("modal", MODAL), ("subord", SUBORD),
    ("time", TIME), ("conj", CONJ), ("question", SUBORD),
)  # fmt: skip


#: Classes whose words may go on a noun phrase.
#: Demonstratives may follow what they point at; the other words of their class open a phrase.
_POINTING: Final = frozenset({"هذا", "هذه", "ذلك", "تلك", "هولاء", "هؤلاء", "اولئك", "ذاك"})
#: Prepositions that say more than the side after them: على جنوب ...
_OUTER: Final = frozenset({"علي", "الي", "نحو", "باتجاه", "صوب", "ضد"})
_LOOSE: Final = frozenset({"dem", "given", "former", "possible"})


@cache
def _kind(classes: frozenset[str]) -> str:
    """What a word of closed classes is as a chunk; "" for none of its own."""
    return next((kind for name, kind in _ORDER if name in classes), "")


Phrases = dict[str, list[tuple[str, ...]]]


def _phrases(forms: Sequence[str]) -> Phrases:
    """Fixed phrases by their first word."""
    found: Phrases = {}
    for form in forms:
        words = tuple(fold(form).split(" "))
        found.setdefault(words[0], []).append(words)
    return found


class Chunker:
    """Chunks sentences with one lexicon's closed classes and trigger lemmas."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.triggers = frozenset(
            [f.lemma for f in lexicon.frames if f.pos == "verb"]
            + [w for c in ("report", "light", "objcontrol", "planned", "negating", "copula")
               for w in lexicon.classes.get(c, ())]
        )  # fmt: skip
        self.carried: dict[str, frozenset[str]] = {}
        for f in lexicon.frames:
            if f.pos == "verb" and f.with_:
                self.carried[f.lemma] = self.carried.get(f.lemma, frozenset()) | frozenset(f.with_)
        self.sayings = frozenset(lexicon.classes.get("saying", ()))
        self.declaring = frozenset(lexicon.classes.get("declaring", ()))
        self.human = frozenset(lexicon.classes.get("human", ()))
        self.by = _phrases(lexicon.classes.get("by", ()))
        self.auxiliaries = frozenset(lexicon.classes.get("auxiliary", ()))
        self.along = _phrases(lexicon.classes.get("along", ()))
        self.sides = frozenset(fold(b) for b in lexicon.classes.get("side", ()))
        self.period = frozenset(fold(b) for b in lexicon.classes.get("period", ()))
        self.recently = frozenset(fold(b) for b in lexicon.classes.get("recently", ()))
        self.between = frozenset(fold(b) for b in lexicon.words.get("between", ()))
        #: Words that may begin something other than an NP or verb without being of a class.
        self.openers = frozenset((*self.by, *self.along, *self.between, *self.period, *"بلك"))

    def chunk(
        self, sentence: Sentence, words: Sequence[Word], names: Sequence[Named]
    ) -> list[Chunk]:
        """The chunks of a sentence; together they cover it without overlap."""
        return _Pass(self, sentence, words, names).run()


class _Pass:
    def __init__(
        self, chunker: Chunker, sentence: Sentence, words: Sequence[Word], names: Sequence[Named]
    ) -> None:
        self.c, self.s, self.words = chunker, sentence, words
        self.named = {m.begin: m for m in names}
        self.n = len(words)
        self.out: list[Chunk] = []

    def run(self) -> list[Chunk]:
        i = 0
        prep, prep_at, conj = "", -1, ""
        while i < self.n:
            chunk, i, prep, prep_at, conj = self._step(i, prep, prep_at, conj)
            if chunk:
                chunk.quoted = self.s.quoted[chunk.begin]
                self.out.append(chunk)
        return self.out

    def _step(
        self, i: int, prep: str, prep_at: int, conj: str
    ) -> tuple[Chunk | None, int, str, int, str]:
        token, w = self.s.tokens[i], self.words[i]
        if not token.word:
            if prep and token.norm in QUOTES | {"ـ"}:
                return None, i + 1, prep, prep_at, conj  # بـ"فرض ...
            if token.norm == "/" and self.out and self.out[-1].kind == TIME:
                return None, i + 1, "", -1, ""  # حزيران/يونيو
            kind = QUOTE if token.norm in QUOTES else MARK
            return Chunk(kind, i, i + 1, base=token.norm), i + 1, "", -1, ""
        m = self.named.get(i)
        if w.base in ("كل", "كلا") and i + 2 in self.named and self.words[i + 1].norm == "من":
            return None, i + 2, prep, prep_at if prep else -1, conj or w.conj  # كل من لندن وباريس
        if m is None and (w.classes or w.base in self.c.openers):
            by = self._by(i, self.c.by)
            if by and self._governs(i + by):
                return None, i + by, "من قبل", i, conj or w.conj
            along = self._by(i, self.c.along)
            if along:
                along -= i + along - 1 in self.named  # إلى [جانب بريطانيا]
                return None, i + along, "", -1, "و"
            if len(w.base) == 1 and w.base in "بلك" and not w.classes:
                return None, i + 1, w.base, i, conj
            if "prep" in w.classes and not w.enclitic:
                if "time" in w.classes and not self._object_of_prep(i):
                    return Chunk(TIME, i, i + 1, conj=w.conj, base=w.base), i + 1, "", -1, ""
                where = prep in _OUTER and w.base in self.c.sides  # على جنوب إسرائيل
                return None, i + 1, prep if where else w.base, i, conj or w.conj
            if w.base in self.c.between:
                return None, i + 1, "بين", i, conj or w.conj
            if (
                w.base in self.c.period
                and i + 1 < self.n
                and self.words[i + 1].base in self.c.recently
            ):
                return Chunk(TIME, i, i + 2, prep, conj or w.conj, base=w.base), i + 2, "", -1, ""
            kind = _kind(w.classes)
            if kind == CONJ and w.base in ("و", "ف"):
                return None, i + 1, prep, prep_at, w.base
            if kind:
                c = Chunk(kind, i, i + 1, prep, conj or w.conj, [], None, w.enclitic, w.base, i)
                return c, i + 1, "", -1, ""
            if "prep" in w.classes or "pron" in w.classes:
                governs = w.base if w.enclitic and w.base != "ايا" else prep
                c = Chunk(NP, i, i + 1, governs, conj or w.conj, [], None,
                          w.enclitic, w.base, i)  # fmt: skip
                return c, i + 1, "", -1, ""
        if m is None and w.verbs and self._is_verb(i, prep):
            r = self._verb(w)
            c = Chunk(VERB, i, i + 1, "", conj or w.conj, [], r, r.enclitic, w.base, i)
            return c, i + 1, "", -1, ""
        c, end = self._np(i, prep, prep_at, conj)
        return c, end, "", -1, ""

    def _object_of_prep(self, i: int) -> bool:
        return i + 1 < self.n and self.s.tokens[i + 1].word

    def _governs(self, i: int) -> bool:
        """Whether a phrase can govern what begins at a token: من طرف روسيا, not من طرف طالما ..."""
        return i < self.n and not self.words[i].classes & {"subord", "neg", "comp", "rel", "modal"}

    def _by(self, i: int, phrases: Phrases) -> int:
        """Length of the phrase of several words that begins at a token, 0 if none does."""
        for words in phrases.get(self.words[i].base, ()):
            if tuple(w.base for w in self.words[i : i + len(words)]) == words:
                return len(words)
        return 0

    def _verb(self, w: Word) -> Reading:
        """The reading that can be a trigger, if there is one."""
        copula = next((r for r in w.verbs if r.lemma in ("عد", "كان")), None)
        # تكبد, تبنى: the perfect of the fifth form rather than an imperfect
        opens = bool(w.conj) or not self.out or self.out[-1].kind in (MARK, SUBORD)
        fifth = (r for r in w.verbs if opens and w.base[0] == "ت" and fold(r.lemma) == w.base)
        copula = copula or next((r for r in fifth if r.lemma in self.c.triggers), None)
        return copula or next((r for r in w.verbs if r.lemma in self.c.triggers), w.verbs[0])

    def _is_verb(self, i: int, prep: str) -> bool:
        """Whether a form that may be a verb is one here: by what stands before and after it."""
        w = self.words[i]
        if not w.verbs:
            return False
        if prep and prep not in ("منذ", "حتي"):
            return False
        if not w.nominals or any(r.lemma in self.c.sayings and r.person == "3" for r in w.verbs):
            return True
        if w.article:
            return False
        after = self.words[i + 1] if i + 1 < self.n else None
        if (
            after
            and after.enclitic.startswith("3")
            and "prep" in after.classes
            and not any(r.accusative for r in w.nominals)
            and any(r.lemma in self.c.triggers for r in w.verbs)
        ):
            return True  # باتفاق توصل إليه الطرفان
        if (
            self.out
            and self.out[-1].kind == NP
            and not self.out[-1].article
            and any(r.enclitic.startswith("3") and r.lemma in self.c.triggers for r in w.verbs)
        ):
            return i + 1 in self.named  # مفاوضات قادتها روسيا
        if not any(r.lemma in self.c.triggers for r in w.verbs):
            return self._opens(i, w)
        if any(r.aspect == "i" or r.person in ("1", "2") for r in w.verbs) and not any(
            r.pos in ("masdar", "noun") for r in w.nominals
        ):
            return True
        previous = self.out[-1] if self.out else None
        if any("س" in r.conj or "ل" in r.conj and r.aspect == "i" for r in w.verbs):
            return True
        if all("ب" in r.conj or "ل" in r.conj or "ك" in r.conj for r in w.nominals):
            return False
        if any(r.accusative and r.pos == "part_act" for r in w.nominals):
            return False
        if any(r.accusative for r in w.nominals) and not self._dual(i):
            return False
        if previous and previous.kind in (NEG, MODAL, REL):
            return True
        nxt = i + 1
        named = self.named.get(nxt)
        after = self.words[nxt] if nxt < self.n else None
        if named and named.kind == "nisba" and not named.article:
            return False
        if previous and previous.kind == VERB and not w.conj:
            return False
        if previous and previous.kind == NP and not w.conj:
            closed = previous.article or bool(previous.names)
            return closed and not previous.prep and not self._has_verb(w)
        if previous and previous.kind == COMP:
            digit = after is not None and self.s.tokens[nxt].norm.isdigit()
            argument = named and not named.prep or digit or after and after.article
            return bool(previous.enclitic and not w.conj and argument)  # أنه ضرب 25 هدفا
        if w.conj and (previous is None or previous.kind == MARK) and self._carries(w, after):
            return True  # ..., وشن غارات على
        if not w.conj and self._declares():
            return False
        # at the start of a clause: verb if an argument follows
        return (
            bool(after and after.base.endswith("ون") and after.nominals and not after.verbs)
            or bool(named and not named.prep)
            or bool(after and "comp" in after.classes and any(r.enclitic for r in w.verbs))
            or bool(after and after.prep != "ل" and (after.article or "dem" in after.classes))
            or (bool(after and self.s.tokens[nxt].norm.isdigit()))
        )

    def _dual(self, i: int) -> bool:
        """Whether a form that may be dual is: الوزيران بحثا الأزمة, but not قصفوهم دعما لكييف."""
        w, after = self.words[i], self.words[i + 1] if i + 1 < self.n else None
        left = self.out[-1] if self.out else None
        purpose = after is not None and after.prep == "ل" and not w.conj
        if purpose and left is not None and left.kind == NP:
            purpose = left.conj != "و" and not self.words[left.first].base.endswith("ان")
        return not purpose and any(r.number == "d" for r in w.verbs)

    def _opens(self, i: int, w: Word) -> bool:
        """Whether a form that may be an adjective opens a clause, and so is a verb: وغادر ترامب."""
        previous, named = self.out[-1] if self.out else None, self.named.get(i + 1)
        after = self.words[i + 1] if i + 1 < self.n else None
        return (
            (previous is None or previous.kind == MARK)
            and any(r.pos == "adj" for r in w.nominals)
            and all(r.pos in ("adj", "part_act") for r in w.nominals)
            and any(r.aspect == "p" and r.person == "3" for r in w.verbs)
            and (named is not None and not named.prep or after is not None and after.article)
        )  # fmt: skip

    def _carries(self, w: Word, after: Word | None) -> bool:
        """Whether a verb that asks for a noun has it next to it: شن غارات."""
        asked = [self.c.carried.get(r.lemma, frozenset()) for r in w.verbs]
        return after is not None and any(r.lemma in a for a in asked for r in after.nominals)

    def _has_verb(self, w: Word) -> bool:
        """Whether the NP just read is the subject of a verb before it (VSO)."""
        for c in reversed(self.out[:-1]):
            if c.kind == VERB:
                if c.reading is None or c.reading.lemma in self.c.auxiliaries:
                    # واصلت موسكو | دعم دمشق: only after كان may a perfect follow
                    perfect = all(r.aspect == "p" for r in w.verbs)
                    return perfect and c.reading is not None and c.reading.lemma != "كان"
                return True
            if c.kind != TIME:
                return False
        return False

    def _np(self, i: int, prep: str, prep_at: int, conj: str) -> tuple[Chunk, int]:
        begin = prep_at if prep_at >= 0 else i
        c = Chunk(NP, begin, i, prep, conj, first=i)
        w = self.words[i]
        m = self.named.get(i)
        if m:
            c.conj = conj or m.conj
            c.prep = prep or m.prep
        else:
            c.conj = conj or w.conj
            c.prep = prep or w.prep
            c.reading = w.nominals[0] if w.nominals else None
        j, closed, definite, described = i, False, False, False
        while j < self.n and self.s.tokens[j].word:
            m, w = self.named.get(j), self.words[j]
            if m:
                if j > i and (m.conj or m.prep):
                    break
                last = c.names[-1].kind if c.names else ""
                if m.kind == "nisba":
                    if m.gender == "p" and m.article and last in ("name", "seat", "person"):
                        break  # واشنطن الحوثيين: two phrases
                    if j > i and closed and not m.article and definite:
                        break
                    closed = closed or m.article
                    definite = definite or m.article
                    described = described or j > i and not m.article
                elif j > i and closed:
                    break
                else:
                    closed = definite = True
                c.names.append(m)
                j = self._hyphen(m)
                continue
            if (
                described
                and w.nominals
                and not any(r.pos in ("adj", "part_act", "part_pass") for r in w.nominals)
            ):
                break  # غارات إسرائيلية | مواقع
            if j > i and self._reporting(w):
                break  # على تويتر | محذرا
            if j > i and self._joined_adjective(j):
                j += 1
                continue
            if j > i and (w.conj or self._stops(w, j, closed)):
                break
            if "dem" in w.classes:
                j += 1
                if j < self.n and c.first == j - 1:
                    c.first = j
                    c.reading = next(iter(self.words[j].nominals), None)
                continue
            if w.article or w.possessed:
                closed = definite = True
            j += 1
        j = self._quoted_name(c, j)
        c.end = max(j, i + 1)
        if c.first >= c.end:
            c.first = i  # ونفت طهران ذلك: the demonstrative stands alone
        c.article = definite or bool(c.names)
        return c, c.end

    def _reporting(self, w: Word) -> bool:
        """Whether a word is an adverbial participle of a verb that opens a frame: محذرا."""
        return (
            not w.article
            and any(
                r.pos == "part_act" and r.accusative and r.root_lemma in self.c.triggers
                for r in w.nominals
            )
            and w.base.endswith("ا")
        )

    def _declares(self) -> bool:
        """Whether a verb of reporting waits for what it reports: أكدت الوزارة، أمس، | دعم ..."""
        if not self.out or self.out[-1].kind != MARK or self.out[-1].base not in ("،", ","):
            return False
        for k in range(len(self.out) - 1, -1, -1):
            c = self.out[k]
            if c.kind == VERB:
                return (
                    c.reading is not None and c.reading.lemma in self.c.declaring
                    and k < len(self.out) - 3 and self.out[k + 1].kind == NP
                )  # fmt: skip
            if c.kind not in (NP, MARK, TIME) or c.kind == NP and c.conj:
                return False
        return False

    def _hyphen(self, m: Named) -> int:
        """Where to go on after a mention: past the hyphen in ضربات أمريكية-فرنسية."""
        right = self.named.get(m.end + 1)
        joined = m.kind == "nisba" and right is not None and right.kind == "nisba"
        return m.end + 1 if joined and self.s.tokens[m.end].norm in ("-", "–") else m.end

    def _joined_adjective(self, j: int) -> bool:
        """Whether a word is a further adjective of the phrase: منظمات محلية ودولية."""
        w, left = self.words[j], self.words[j - 1]
        return (
            w.conj == "و" and not w.prep and not w.classes and w.article == left.article
            and bool(w.nominals) and all(r.pos == "adj" for r in w.nominals)
            and (any(r.pos == "adj" for r in left.nominals)
                 or not left.nominals and left.base.endswith(("ي", "يه")))
        )  # fmt: skip

    def _quoted_name(self, c: Chunk, j: int) -> int:
        """Take in a name in quotation marks: منظمة "أطباء بلا حدود"."""
        m = self.named.get(j + 1)
        if c.names or m is None or m.conj or m.prep or m.kind == "nisba":
            return j
        if self.s.tokens[j].norm not in QUOTES or self.words[c.first].article:
            return j
        if not any(r.lemma in self.c.human for r in self.words[c.first].nominals):
            return j
        c.names.append(m)
        closed = m.end < self.n and self.s.tokens[m.end].norm in QUOTES
        return m.end + closed

    def _stops(self, w: Word, j: int, closed: bool) -> bool:
        """Whether a word cannot go on a noun phrase."""
        if w.classes and w.classes - _LOOSE:
            return True
        if w.prep:
            return True
        if w.verbs and self._carries(w, self.words[j - 1]):
            return not closed and j + 1 in self.named  # قمة | تجمع بوتين وأردوغان
        if closed and "dem" in w.classes and w.base not in _POINTING:
            return True  # القوات السورية | آلاف المقاتلين
        if closed:
            if not w.article or w.base in self.c.period:
                return True
            pos = {r.pos for r in w.nominals}
            return bool(pos) and pos <= {"noun", "masdar"}
        if self._purpose(w, self.words[j - 1]):
            return True
        after = self.words[j + 1] if j + 1 < self.n else None
        if (
            after
            and after.enclitic.startswith("3")
            and "prep" in after.classes
            and any(r.lemma in self.c.triggers for r in w.verbs)
        ):
            return True
        if w.verbs and any(
            r.enclitic.startswith("3") and r.lemma in self.c.triggers for r in w.verbs
        ):
            return True  # غارات شنها التحالف
        return bool(w.verbs) and not w.nominals

    def _purpose(self, w: Word, left: Word) -> bool:
        """Whether a verbal noun after an indefinite adjective says why: تحالفا عسكريا | دعما."""
        return (
            w.base.endswith("ا") and left.base.endswith("ا") and not w.article
            and any(r.pos == "masdar" and r.accusative for r in w.nominals)
            and not any(r.pos in ("adj", "part_act", "part_pass") for r in w.nominals)
            and any(r.pos == "adj" for r in left.nominals)
        )  # fmt: skip
