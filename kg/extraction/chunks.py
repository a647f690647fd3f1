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
from kg.extraction.traits import (
    ACCUSATIVE,
    ADJECTIVE,
    ADVERB,
    ARTICLE,
    CARRIER,
    CLEAR,
    CLITIC,
    CLOSES,
    DEM,
    EACH,
    JOINS,
    MAY_OPEN,
    NOUN,
    PARTICLE,
    PHRASE,
    PREFIXED,
    PREP,
    PURPOSE,
    RESUMES,
    STOPS,
    STOPS_CLOSED,
    STOPS_OPEN,
    SURE,
    TAKES_UP,
    TRIGGER,
    WORD,
    Phrases,
    Traits,
    chosen,
)
from kg.extraction.traits import VERB as VERBAL
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
        reports: whether an NP is a participle of saying: مشيرا، مؤكدا.
        along: whether an NP is joined as a partner: واشنطن إلى جانب **لندن**.
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
    reports: bool = False
    along: bool = False


#: Order in which the classes of a particle decide its kind.
_ORDER: Final = (
    ("rel", REL), ("comp", COMP), ("neg", NEG), ("modal", MODAL), ("subord", SUBORD),
    ("time", TIME), ("conj", CONJ), ("question", SUBORD),
)  # fmt: skip


#: Prepositions that say more than the side after them: على جنوب ...
_OUTER: Final = frozenset({"علي", "الي", "نحو", "باتجاه", "صوب", "ضد"})


@cache
def _kind(classes: frozenset[str]) -> str:
    """What a word of closed classes is as a chunk; "" for none of its own."""
    return next((kind for name, kind in _ORDER if name in classes), "")


#: A chunk or None, where to go on, and the preposition, its place and the conjunction so far.
_Step = tuple[Chunk | None, int, str, int, str]


class Chunker:
    """Chunks sentences with one lexicon's closed classes and trigger lemmas."""

    def __init__(self, lexicon: Lexicon, traits: Traits) -> None:
        self.t = traits
        self.declaring = frozenset(lexicon.classes.get("declaring", ()))
        self.report = frozenset(lexicon.classes.get("report", ()))
        self.human = frozenset(lexicon.classes.get("human", ()))
        self.auxiliaries = frozenset(lexicon.classes.get("auxiliary", ()))
        self.undergoing = frozenset(lexicon.classes.get("undergoing", ()))
        self.event = frozenset(lexicon.classes.get("event", ()))
        self.intending = self.declaring | frozenset(
            lemma for c in ("planned", "light", "negating") for lemma in lexicon.classes.get(c, ())
        )
        self.manner = frozenset(lexicon.classes.get("manner", ()))
        self.recently = frozenset(fold(b) for b in lexicon.classes.get("recently", ()))

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
        self.n = len(words)
        #: The mention that begins at each token; two more, so that one may look ahead.
        self.named: list[Named | None] = [None] * (self.n + 2)
        for m in names:
            self.named[m.begin] = m
        self.out: list[Chunk] = []
        self.partner = -1

    def run(self) -> list[Chunk]:
        """Most tokens are prepositions, verbs and noun phrases, which are told by their traits."""
        words, named, quoted, out = self.words, self.named, self.s.quoted, self.out
        i, n = 0, self.n
        prep, prep_at, conj = "", -1, ""
        while i < n:
            w = words[i]
            traits = w.traits
            told = bool(traits & PREP and named[i + 1]) and self._tells(i)
            if traits & PREP and named[i] is None and not told:
                prep, prep_at, conj = w.base, i, conj or w.conj
                i += 1
                continue
            if not traits & WORD or traits & EACH or traits & PARTICLE and not (told or named[i]):
                step = self._step(i, prep, prep_at, conj)
                if step is not None:
                    chunk, i, prep, prep_at, conj = step
                    if chunk is not None:
                        chunk.quoted = quoted[chunk.begin]
                        out.append(chunk)
                    continue
            if told or traits & VERBAL and named[i] is None and self._is_verb(i, prep):
                resumed = i + 1 < n and bool(words[i + 1].traits & RESUMES)  # تعرض له
                clause = bool(w.conj) or not out or out[-1].kind in (MARK, SUBORD)
                r = chosen(w, clause)
                if resumed and w.opening and w.opening.lemma in self.c.undergoing:
                    r = w.opening
                opens = not out or out[-1].kind in (COMP, SUBORD) and not out[-1].enclitic
                if opens and r.gender == "m" and w.base[0] == "ت":
                    r = self._agreeing(i, r)
                out.append(
                    Chunk(VERB, i, i + 1, "", conj or w.conj, [], r, r.enclitic, w.base, i, False,
                          quoted[i])
                )  # fmt: skip
                i += 1
            else:
                chunk = self._np(i, prep, prep_at, conj)
                chunk.quoted = quoted[chunk.begin]
                chunk.along = i == self.partner
                out.append(chunk)
                i = chunk.end
            prep, prep_at, conj = "", -1, ""
        return out

    def _step(self, i: int, prep: str, prep_at: int, conj: str) -> _Step | None:
        """What a mark or a particle makes; None for a word that is none here."""
        w = self.words[i]
        if not w.traits & WORD:
            return self._mark(i, prep, prep_at, conj)
        if w.traits & EACH and self.named[i + 2] and self.words[i + 1].norm == "من":
            return None, i + 2, prep, prep_at if prep else -1, conj or w.conj  # كل من لندن وباريس
        if self.named[i] is not None or not w.traits & PARTICLE:
            return None
        c, base, joined = self.c, w.base, conj or w.conj
        if w.traits & PHRASE:
            by = self._by(i, c.t.by)
            if by and self._governs(i + by):
                return None, i + by, "من قبل", i, joined
            along = self._by(i, c.t.along)
            if along:
                along -= self.named[i + along - 1] is not None  # إلى [جانب بريطانيا]
                if self._stands():
                    return None, i + along, fold("إلى جانب"), i, joined
                self.partner = i + along
                return None, i + along, "", -1, "و"
        if len(base) == 1 and base in "بلك" and not w.classes:
            return None, i + 1, base, i, conj
        if "prep" in w.classes and not w.enclitic:
            if "time" in w.classes and not self._object_of_prep(i):
                return Chunk(TIME, i, i + 1, conj=w.conj, base=base), i + 1, "", -1, ""
            where = prep in _OUTER and base in c.t.sides  # على جنوب إسرائيل
            return None, i + 1, prep if where else base, i, joined
        if base in c.t.between:
            return None, i + 1, "بين", i, joined
        end = self._period(i)
        if end:
            return Chunk(TIME, i, end, prep, joined, base=base), end, "", -1, ""
        kind = _kind(w.classes)
        if kind == CONJ and base in ("و", "ف"):
            return None, i + 1, prep, prep_at, base
        if not kind and ("prep" in w.classes or "pron" in w.classes):
            kind, prep = NP, base if w.enclitic and base != "ايا" else prep
        if not kind:
            return None
        return Chunk(kind, i, i + 1, prep, joined, [], None, w.enclitic, base, i), i + 1, "", -1, ""

    def _period(self, i: int) -> int:
        """Where a period that begins at a token ends: العام الماضي, مطلع الشهر; 0 if none does."""
        j = i + (self.words[i].base in self.c.t.edge)
        after = self.words[j + 1] if j + 1 < self.n else None
        recent = after is not None and after.base in self.c.recently
        if j < self.n and self.words[j].base in self.c.t.period and (j > i or recent):
            return j + 1 + recent
        return 0

    def _stands(self) -> bool:
        """تقف باريس إلى جانب لندن: the phrase is what the verb governs and joins nothing."""
        return any(
            c.reading is not None and c.reading.lemma in ("وقف", "وقوف") for c in self.out[-2:]
        )

    def _mark(self, i: int, prep: str, prep_at: int, conj: str) -> _Step:
        norm = self.words[i].norm
        if prep and (norm in QUOTES or norm == "ـ"):
            return None, i + 1, prep, prep_at, conj  # بـ"فرض ...
        if norm == "/" and self.out and self.out[-1].kind == TIME:
            return None, i + 1, "", -1, ""  # حزيران/يونيو
        return Chunk(QUOTE if norm in QUOTES else MARK, i, i + 1, base=norm), i + 1, "", -1, ""

    def _object_of_prep(self, i: int) -> bool:
        return i + 1 < self.n and bool(self.words[i + 1].traits & WORD)

    def _governs(self, i: int) -> bool:
        """Whether a phrase can govern what begins at a token: من طرف روسيا, not من طرف طالما ..."""
        return i < self.n and not self.words[i].classes & {"subord", "neg", "comp", "rel", "modal"}

    def _by(self, i: int, phrases: Phrases) -> int:
        """Length of the phrase of several words that begins at a token, 0 if none does."""
        found = phrases.get(self.words[i].base)
        if found:
            bases = tuple([w.base for w in self.words[i : i + self.c.t.reach]])
            for words in found:
                if bases[: len(words)] == words:
                    return len(words)
        return 0

    def _tells(self, i: int) -> bool:
        """عبر الكرملين عن ...: the verb, where it opens a clause and عن follows who says it."""
        if "verbal" not in self.words[i].classes or self.out and self.out[-1].kind != MARK:
            return False
        named = self.named[i + 1]
        about = any(w.base == "عن" for w in self.words[i + 2 : i + 8])
        return named is not None and not named.prep and about

    def _is_verb(self, i: int, prep: str) -> bool:
        """Whether a form that may be a verb is one here: by what stands before and after it."""
        if prep and prep not in ("منذ", "حتي"):
            return False
        w, traits = self.words[i], self.words[i].traits
        if traits & SURE:
            return True
        if traits & ARTICLE:
            return False
        after = self.words[i + 1] if i + 1 < self.n else None
        if after and after.traits & RESUMES and traits & TRIGGER and not traits & ACCUSATIVE:
            return True  # باتفاق توصل إليه الطرفان
        previous = self.out[-1] if self.out else None
        if traits & TAKES_UP and previous and previous.kind == NP and not previous.article:
            return self.named[i + 1] is not None  # مفاوضات قادتها روسيا
        if not traits & TRIGGER:
            if previous and previous.kind == REL and not traits & CLITIC:
                return not any(r.enclitic for r in w.nominals)  # اللقاء الذي دار بين ...
            return bool(traits & MAY_OPEN) and self._opens(i)
        if traits & (CLEAR | PREFIXED):
            return True
        if traits & (CLITIC | ADVERB) or traits & ACCUSATIVE and not self._dual(i):
            return False
        return self._begins(i, w, after, previous)

    def _begins(self, i: int, w: Word, after: Word | None, previous: Chunk | None) -> bool:
        """Whether a form that may be a noun is the verb of its clause."""
        if previous and previous.kind in (NEG, MODAL, REL):
            return True
        named = self.named[i + 1]
        if named and named.kind == "nisba" and not named.article:
            return False
        if previous and previous.kind == VERB and not w.conj:
            return False
        if previous and w.conj and self._alike(previous, w):
            return False  # عقب مقتل العشرات | وجرح الآلاف
        if previous and not w.conj and self._intends(previous):
            return False
        if named and not named.prep and self._has_object(i, named.end):
            return False  # منذ ضم روسيا للقرم
        bare = previous and previous.kind == NP and not previous.article
        if bare and named and self._carries(w, self.words[i - 1]):
            return True  # قمة | تجمع بوتين وأردوغان
        if previous and previous.kind == NP and not w.conj:
            closed = previous.article or bool(previous.names)
            return closed and not previous.prep and not self._has_verb(w)
        if previous and previous.kind == COMP:
            digit = after is not None and after.norm.isdigit()
            argument = named and not named.prep or digit or after and after.article
            return bool(previous.enclitic and not w.conj and argument)  # أنه ضرب 25 هدفا
        opens = previous is None or previous.kind == MARK
        if opens and (w.conj and self._carries(w, after) or self._undergoes(i)):
            return True  # ..., وشن غارات على
        if not w.conj and self._declares():
            return False
        # at the start of a clause: verb if an argument follows
        return (
            bool(after and after.base.endswith("ون") and after.nominals and not after.verbs)
            or bool(named and not named.prep)
            or bool(after and "comp" in after.classes and any(r.enclitic for r in w.verbs))
            or bool(after and after.prep != "ل" and (after.article or "dem" in after.classes))
            or (bool(after and after.norm.isdigit()))
        )

    def _alike(self, c: Chunk, w: Word) -> bool:
        """Whether a form joined to a verbal noun after a preposition may be one, too."""
        noun = c.kind == NP and bool(c.prep) and c.reading is not None and c.reading.pos == "masdar"
        return noun and any(r.pos == "masdar" for r in w.nominals)

    def _undergoes(self, i: int) -> bool:
        """تعرض مطار دمشق لغارات: whether ل before an event says what the subject was exposed to."""
        opening = self.words[i].opening
        if opening is None or opening.lemma not in self.c.undergoing:
            return False
        return any(w.prep == "ل" and w.lemmas & self.c.event for w in self.words[i + 2 : i + 9])

    def _intends(self, c: Chunk) -> bool:
        """اعتزامها | طرد دبلوماسيين: what somebody intends, announces or refuses is a noun."""
        return c.kind == NP and any(
            r.pos == "masdar" and r.enclitic and r.root_lemma in self.c.intending
            for r in self.words[c.first].nominals
        )

    def _has_object(self, i: int, end: int) -> bool:
        """Whether ل before what is done to stands after the doer, so that the form is a noun."""
        masdar = any(r.pos == "masdar" for r in self.words[i].nominals)
        after = self.named[end]
        return masdar and after is not None and after.prep == "ل"

    def _agreeing(self, i: int, r: Reading) -> Reading:
        """The reading that the subject right after a verb asks for: تقدم إيران, not تقدم الجيش."""
        subject = self.named[i + 1]
        if subject is None or subject.gender != "f" or subject.prep or subject.conj:
            return r
        readings = (x for x in self.words[i].verbs if x.gender == "f" and x.number == "s")
        return next((x for x in readings if x.lemma in self.c.t.triggers), r)

    def _dual(self, i: int) -> bool:
        """Whether a form that may be dual is: الوزيران بحثا الأزمة, but not قصفوهم دعما لكييف."""
        w, after = self.words[i], self.words[i + 1] if i + 1 < self.n else None
        left = self.out[-1] if self.out else None
        purpose = after is not None and after.prep == "ل" and not w.conj
        if purpose and left is not None and left.kind == NP:
            purpose = left.conj != "و" and not self.words[left.first].base.endswith("ان")
        return not purpose and any(r.number == "d" for r in w.verbs)

    def _opens(self, i: int) -> bool:
        """Whether a form that may be an adjective opens a clause, and so is a verb: وغادر ترامب."""
        if self.out and self.out[-1].kind != MARK:
            return False
        named, after = self.named[i + 1], self.words[i + 1] if i + 1 < self.n else None
        return named is not None and not named.prep or after is not None and after.article

    def _carries(self, w: Word, after: Word | None) -> bool:
        """Whether a verb that asks for a noun has it next to it: شن غارات."""
        if after is None or not w.traits & CARRIER:
            return False
        asked = (self.c.t.carried.get(r.lemma) for r in w.verbs)
        return any(a is not None and not after.lemmas.isdisjoint(a) for a in asked)

    def _has_verb(self, w: Word) -> bool:
        """Whether the NP just read is the subject of a verb before it (VSO)."""
        joined = self.out[-1].conj == "و"
        for c in reversed(self.out[:-1]):
            told = c.kind == NP and self.words[c.first].base in ("هي", "هم", "هما")
            if c.kind == NP and not c.prep and (joined or told):
                joined = told or c.conj == "و"
                continue  # أعلنت دولتان هما باريس ولندن | قصف مواقع
            if c.kind == VERB:
                if c.reading is None or c.reading.lemma in self.c.auxiliaries:
                    # واصلت موسكو | دعم دمشق: only after كان may a perfect follow
                    perfect = all(r.aspect == "p" for r in w.verbs)
                    return perfect and c.reading is not None and c.reading.lemma != "كان"
                return True
            if c.kind != TIME:
                return False
        return False

    def _np(self, i: int, prep: str, prep_at: int, conj: str) -> Chunk:
        """A noun phrase from token `i` on; never empty."""
        words, named, n = self.words, self.named, self.n
        w, m = words[i], named[i]
        begin, opening = prep_at if prep_at >= 0 else i, m or w
        reading = w.nominals[0] if w.nominals and not m else None
        c = Chunk(
            NP, begin, i, prep or opening.prep, conj or opening.conj, [], reading, "", "", i
        )  # fmt: skip
        j, closed, definite, described = i, False, False, False
        while j < n:
            w, m = words[j], named[j]
            traits = w.traits
            if not traits & WORD:
                past = self._past_own_name(c, j, closed)
                if past == j:
                    break
                j, closed, definite = past, True, True
                continue
            if m:
                if j > i and (m.conj or m.prep):
                    break
                if m.kind == "nisba":
                    last = c.names[-1].kind if c.names else ""
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
                j = self._hyphen(m) if m.kind == "nisba" else m.end
                continue
            if described and traits & NOUN:
                break  # غارات إسرائيلية | مواقع
            if j == i + 2 and c.prep == "ب" and reading and reading.lemma in self.c.manner:
                break  # بصورة أساسية | قواعد
            if j > i:
                if traits & JOINS and self._joined_adjective(j):
                    j += 1
                    continue
                if traits & STOPS or self._ends(j, traits, closed):
                    break
            j += 1
            if traits & DEM:
                if j < n and c.first == j - 1:
                    c.first = j
                    c.reading = next(iter(words[j].nominals), None)
            elif traits & CLOSES:
                closed = definite = True
        if not c.names and named[j + 1]:
            j = self._quoted_name(c, j)
        c.end = max(j, i + 1)
        if c.first >= c.end:
            c.first = i  # ونفت طهران ذلك: the demonstrative stands alone
        c.article = definite or bool(c.names)
        c.reports = c.reading is not None and self._reports(c.reading, c.prep)
        return c

    def _reports(self, r: Reading, prep: str) -> bool:
        """Whether a participle is one of saying."""
        if r.pos != "part_act" or r.article:
            return False
        return r.root_lemma in self.c.report and (r.accusative or not prep)

    def _ends(self, j: int, traits: int, closed: bool) -> bool:
        """Whether a word that could go on the noun phrase before it does not."""
        words = self.words
        if traits & CARRIER and self._carries(words[j], words[j - 1]):
            resumed = j + 1 < self.n and bool(words[j + 1].traits & RESUMES)
            # قمة | تجمع بوتين وأردوغان, هجوم | تعرض له الجيش
            return not closed and (self.named[j + 1] is not None or resumed)
        if closed:
            return bool(traits & STOPS_CLOSED) or bool(traits & ARTICLE) and self._another(j)
        if traits & STOPS_OPEN or traits & PURPOSE and self._purpose(words[j - 1]):
            return True
        return bool(traits & TRIGGER) and j + 1 < self.n and bool(words[j + 1].traits & RESUMES)

    def _another(self, j: int) -> bool:
        """Whether a definite noun after a name is the next phrase: قطر | المطالب, كييف | الموقف."""
        readings = self.words[j].nominals
        plural = any(r.number == "p" and r.pos == "noun" for r in readings)
        noun = bool(readings) and readings[0].pos in ("noun", "masdar")
        noun = noun and all(
            r.pos in ("noun", "masdar", "part_act", "part_pass") and r.lemma not in self.c.human
            for r in readings
        )
        left = next((m for m in self.named[max(0, j - 4) : j] if m and m.end == j), None)
        if left is None or left.gender == "p":
            return False
        return (plural or noun) and left.kind in ("name", "seat") or noun and left.kind == "organ"

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
        """Where to go on after a demonym: past the hyphen in ضربات أمريكية-فرنسية."""
        right = self.named[m.end + 1]
        joined = right is not None and right.kind == "nisba"
        return m.end + 1 if joined and self.words[m.end].norm in ("-", "–") else m.end

    def _joined_adjective(self, j: int) -> bool:
        """Whether a word is a further adjective of the phrase: منظمات محلية ودولية."""
        left = self.words[j - 1]
        return self.words[j].article == left.article and bool(left.traits & ADJECTIVE)

    def _quoted_name(self, c: Chunk, j: int) -> int:
        """Take in a name in quotation marks: منظمة "أطباء بلا حدود"."""
        m = self.named[j + 1]
        if m is None or m.conj or m.prep or m.kind == "nisba":
            return j
        if self.words[j].norm not in QUOTES or self.words[c.first].article:
            return j
        if not any(r.lemma in self.c.human for r in self.words[c.first].nominals):
            return j
        c.names.append(m)
        closed = m.end < self.n and self.words[m.end].norm in QUOTES
        return m.end + closed

    def _past_own_name(self, c: Chunk, j: int, closed: bool) -> int:
        """Past the name of a thing, before what qualifies it: مفاعل "تموز" النووي العراقي."""
        words, named, n = self.words, self.named, self.n
        if closed or c.names or words[j].norm not in QUOTES or j == c.begin:
            return j
        for end in range(j + 2, min(j + 5, n - 1)):
            if words[end].norm in QUOTES:
                m = named[end + 1] or (named[end + 2] if words[end + 1].article else None)
                qualified = m is not None and m.kind == "nisba" and m.article and m.gender != "p"
                return end + 1 if qualified else j
            if not words[end].traits & WORD or named[end]:
                return j
        return j

    def _purpose(self, left: Word) -> bool:
        """Whether a verbal noun after an indefinite adjective says why: تحالفا عسكريا | دعما."""
        return left.base.endswith("ا") and any(r.pos == "adj" for r in left.nominals)
