"""Who is named where: composite actor mentions, names learned in the text, and bare titles.

A title or an organ takes its state from a demonym or a genitive ("وزير الخارجية الروسي", "جيش
تركيا"); a name after it is learned ("... الروسي سيرغي لافروف"). A bare one ("الجيش", "الرئيس")
refers to the last full one of its sort, or to the state that the article is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Final

from kg.arabic.normalise import fold
from kg.arabic.tokens import Sentence
from kg.extraction.gazetteer import INSTITUTION, NAME, NISBA, PLACE, SEAT, TITLE, Gazetteer, Hit
from kg.extraction.traits import WORD
from kg.extraction.words import Word, spellings, strips, with_clitics
from kg.lexicons import Actor, Institution, Lexicon, Title

_MAX_NAME: Final = 4


@dataclass(slots=True)
class Named:
    """A mention in a sentence: tokens `[begin, end)` that name `ref`.

    Attributes:
        kind: "name", "seat", "place", "organ", "title", "person" or "nisba".
        ref: referent id; empty for a bare title or organ until it is resolved.
        head: title or institution id of a composite one.
        gender: "m", "f", "p" or "d".
    """

    begin: int
    end: int
    kind: str
    ref: str
    conj: str = ""
    prep: str = ""
    article: bool = False
    head: str = ""
    gender: str = "m"


@dataclass(slots=True)
class Known:
    """A referent of a document: from the lexicon, composed, or learned. Never changed."""

    ref: str
    kind: str
    actor: str
    ar: str | None
    en: str | None
    acts_for: str | None = None
    wikidata: str | None = None
    gender: str = "m"


@dataclass(slots=True)
class Cast:
    """The referents of one document, and what short names stand for."""

    known: dict[str, Known] = field(default_factory=dict)
    aliases: dict[str, tuple[str, int]] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    last: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    spellings: set[str] = field(default_factory=set)
    spelled: int = 0

    def spell(self) -> None:
        """Note how the short names learned since the last time are spelled with clitics."""
        for form in islice(self.aliases, self.spelled, None):
            self.spellings.update(spellings(form))
        self.spelled = len(self.aliases)


class Finder:
    """Finds mentions with one lexicon.

    Args:
        lexicon: actors, titles, institutions, places, tenures.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.gazetteer = Gazetteer(lexicon)
        self.titles: dict[str, Title] = {t.id: t for t in lexicon.titles}
        self.institutions: dict[str, Institution] = {i.id: i for i in lexicon.institutions}
        self.places: dict[str, Actor] = {p.id: p for p in lexicon.places}
        self.masculine = frozenset(lexicon.classes.get("masculine", ()))
        people = (a.ar.split(" ")[0] for a in lexicon.actors.values() if a.kind == "person")
        self.given = frozenset(fold(g) for g in (*lexicon.classes.get("given", ()), *people))
        self.human = frozenset(lexicon.classes.get("human", ()))
        self.anaphors = _spellings(lexicon.classes.get("anaphor", ()))
        self.pairs = frozenset(map(fold, lexicon.classes.get("pair", ())))
        #: Words that may stand for a group by its first letters without ال, three or four.
        self.anaphor_heads: dict[str, set[str]] = {}
        for form, _, _ in self.anaphors.values():
            for size in (3, 4):
                self.anaphor_heads.setdefault(form.removeprefix("ال")[:size], set()).add(form)
        words = lexicon.classes
        self.triggers = frozenset(
            [f.lemma for f in lexicon.frames if f.pos == "verb"] + list(words.get("report", ()))
        )
        self.recode = dict(pair.split("=") for pair in words.get("recode", ()))
        self.qualifiers = frozenset(fold(w) for w in words.get("qualifier", ()))
        counterparts = (*words.get("counterpart", ()), *words.get("counterparts", ()))
        self.counterparts = _spellings(counterparts)
        self.several = frozenset(map(fold, words.get("counterparts", ())))
        self.sides = frozenset(map(fold, words.get("direction", ())))
        self.towards = frozenset(map(fold, words.get("towards", ())))
        self.sided = frozenset(words.get("sided", ()))
        self.women = frozenset(fold(w) for w in words.get("woman", ()))
        self.bare = frozenset(words.get("bare", ()))
        self.things = frozenset(words.get("thing", ()))
        self.former = frozenset(fold(g) for g in lexicon.words.get("former", ()))
        self._known: dict[str, Known] = {}
        self.holders: dict[tuple[str, str], list[tuple[date | None, date | None, str]]] = {}
        for t in lexicon.tenures:
            self.holders.setdefault((t.office, t.body), []).append((t.begin, t.end, t.person))

    def mark(self, word: Word) -> None:
        """Give a word form what may begin with it."""
        word.start = self.gazetteer.start(word.norm) if word.traits & WORD else None
        word.begins = (
            _ENTRY * (word.start is not None)
            | _COUNTERPART * (word.norm in self.counterparts)
            | _ANAPHOR * (word.norm in self.anaphors)
        )

    def find(
        self, sentences: Sequence[Sentence], words: Sequence[Sequence[Word]], when: date | None
    ) -> tuple[list[list[Named]], Cast]:
        """Mentions of each sentence, in order and without overlap, and the document's cast."""
        cast = Cast()
        found = [
            list(_Scan(self, cast, s, w, when).run()) for s, w in zip(sentences, words, strict=True)
        ]
        self._drop_ambiguous(found, cast)
        self._resolve_bare(found, cast, when)
        return found, cast

    def _drop_ambiguous(self, found: list[list[Named]], cast: Cast) -> None:
        """A name that is also a common word counts only where its owner is named otherwise."""
        sure = {m.ref for ms in found for m in ms if m.gender != "?"}
        actors = {cast.known[r].actor for r in sure if r in cast.known}
        for ms in found:
            ms[:] = [
                m for m in ms
                if m.gender != "?" or m.ref in sure or cast.known[m.ref].actor in actors
            ]  # fmt: skip
            for m in ms:
                if m.gender == "?":
                    m.gender = cast.known[m.ref].gender

    def know(self, cast: Cast, ref: str) -> Known:
        """The cast's entry for a lexicon actor or place."""
        known = cast.known.get(ref)
        if known is None:
            known = cast.known[ref] = self._known.get(ref) or self._describe(ref)
            if known.acts_for:
                self.know(cast, known.acts_for)
        return known

    def _describe(self, ref: str) -> Known:
        """What the lexicon says of an actor or place; the same for all documents."""
        a = self.lexicon.actors.get(ref) or self.places[ref]
        gender = "m"
        first = fold(a.ar).split(" ")[0]
        if (
            (a.kind in ("state", "place") and ref not in self.masculine)
            or first.endswith(("ه", "ات"))
            or (a.kind == "person" and first in self.women)
        ):
            gender = "f"
        known = self._known[ref] = Known(
            ref, a.kind, a.actor, a.ar, a.en or None, a.acts_for, a.wikidata, gender
        )
        return known

    def compose(self, cast: Cast, head: str, body: str) -> str:
        """The referent for an organ or title of a body: "TUR" and "army" make "TUR/army"."""
        inst, title = self.institutions.get(head), self.titles.get(head)
        owner = self.know(cast, body)
        ref = f"{body}/{head}"
        if ref in self.lexicon.actors:
            self.know(cast, ref)
            return ref
        if ref not in cast.known:
            if inst:
                actor = owner.actor + inst.suffix if len(owner.actor) == 3 else owner.actor
                actor = self.recode.get(actor, actor)
                if actor in self.lexicon.actors and inst.suffix:
                    self.know(cast, actor)
                    return actor
                label_ar = f"{inst.ar[0]} ({owner.ar})"
                known = Known(
                    ref, inst.kind, actor, label_ar, f"{inst.en} ({owner.en})",
                    None if inst.suffix else body, None,
                    "f" if inst.ar[0] in inst.feminine else "m",
                )  # fmt: skip
            else:
                assert title
                known = Known(
                    ref, "person", owner.actor, f"{title.ar[0]} ({owner.ar})",
                    f"{title.en} ({owner.en})", body,
                )  # fmt: skip
            cast.known[ref] = known
        return ref

    def holder(self, office: str, body: str, when: date | None) -> str | None:
        """The person who held the office at the date, if the lexicon is sure of one."""
        if when is None:
            return None
        people = {
            p for b, e, p in self.holders.get((office, body), ())
            if (b is None or b <= when) and (e is None or when <= e)
        }  # fmt: skip
        return people.pop() if len(people) == 1 else None

    def _resolve_bare(self, found: list[list[Named]], cast: Cast, when: date | None) -> None:
        """Give bare organs and titles the referent of the last full one, or the main state."""
        main = cast.states.most_common(1)[0][0] if cast.states else None
        last: dict[str, str] = {}
        for mentions in found:
            before = None
            for m in mentions:
                if not m.ref and before is not None:
                    m.ref = self._beside(cast, before, m)
                before = m
                if m.ref:
                    if m.head:
                        last[m.head] = m.ref
                    continue
                ref = last.get(m.head) or cast.last.get(m.head)
                if not ref and main and (m.head in self.bare or m.head in _HEADS_OF_STATE):
                    ref = self.compose(cast, m.head, main)
                    if m.head in self.titles:
                        ref = self.holder(m.head, main, when) or ref
                        if ref in self.lexicon.actors:
                            self.know(cast, ref)
                m.ref = ref or ""
                if m.ref:
                    m.gender = m.gender or cast.known[m.ref].gender
            mentions[:] = [m for m in mentions if m.ref]

    def _beside(self, cast: Cast, before: Named, m: Named) -> str:
        """الحكومة السورية والمعارضة: a bare organ is of the state of the one it is joined to."""
        joined = m.conj == "و" and before.end == m.begin and bool(before.head)
        if not joined or not before.kind == m.kind == "organ":
            return ""
        body = cast.known.get(before.ref.partition("/")[0])
        return self.compose(cast, m.head, body.ref) if body and body.kind == "state" else ""


def _spellings(forms: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """Forms by every spelling with clitics: (form, conjunction, preposition)."""
    return {
        spelling: (fold(form), conj, prep)
        for form in forms
        for spelling, conj, prep in with_clitics(fold(form))
    }


#: What may begin with a form, as bits; the short names are those that the document has taught.
_ENTRY: Final = 1
_COUNTERPART: Final = 2
_ANAPHOR: Final = 4
_ALIAS: Final = 8
_NONE: Final[list[Hit]] = []


_HEADS_OF_STATE: Final = frozenset({"president", "king", "prime_minister", "foreign_minister"})


class _Scan:
    """One pass over one sentence."""

    def __init__(
        self, finder: Finder, cast: Cast, sentence: Sentence, words: Sequence[Word],
        when: date | None,
    ) -> None:  # fmt: skip
        self.f, self.cast, self.when = finder, cast, when
        self.words = words
        self.norms = [w.norm for w in words]
        self.n = len(self.norms)
        self.hits: dict[int, list[Hit]] = {}
        self.office = "minister"

    def at(self, i: int) -> list[Hit]:
        """Gazetteer hits at a token; none for marks."""
        found = self.hits.get(i)
        if found is None:
            start = self.words[i].start if i < self.n else None
            if start is None:
                return _NONE
            found = self.hits[i] = start.match(self.norms, i)
        return found

    def run(self) -> Iterator[Named]:
        """Mentions from left to right."""
        n, begins, i = self.n, self._begins(), 0
        while i < n:
            kinds = begins[i]
            if not kinds:
                i += 1  # no mention begins with this form
                continue
            if kinds == _ENTRY and not self.at(i):
                i += 1  # it begins only longer names
                continue
            made = (
                kinds & _ALIAS and self._alias(i)
                or kinds & _COUNTERPART and self._counterpart(i)
                or kinds & _ENTRY and self._here(i)
                or kinds & _ANAPHOR and self._anaphor(i)
            )  # fmt: skip
            if made:
                yield from made
            i = made[-1].end if made else i + 1
            if len(self.cast.aliases) != self.cast.spelled:
                begins = self._begins()

    def _begins(self) -> list[int]:
        """What may begin at each token: all but the short names learned is known of its form."""
        if len(self.cast.aliases) != self.cast.spelled:
            self.cast.spell()
        begins, spellings = [w.begins for w in self.words], self.cast.spellings
        if spellings:
            for i in [i for i, form in enumerate(self.norms) if form in spellings]:
                begins[i] |= _ALIAS
        return begins

    def _alias(self, i: int) -> list[Named]:
        """A short name learned earlier in this document."""
        if not self.words[i].traits & WORD:
            return []
        longest = max((h.end for h in self.at(i)), default=i)
        for conj, prep, form in strips(self.norms[i]):
            entry = self.cast.aliases.get(form)
            if entry and i + 1 >= longest:
                return [Named(i, i + 1, "person", entry[0], conj, prep)]
        return []

    def _counterpart(self, i: int) -> list[Named]:
        """نظيره الروسي [سيرغي لافروف]: the same office in another state, or in several."""
        if self.norms[i] not in self.f.counterparts:
            return []
        nisba = next((h for h in self.at(i + 1) if h.kind == NISBA), None)
        if nisba is None:
            return []
        form, conj, prep = self.f.counterparts[self.norms[i]]
        if form in self.f.several:
            return self._several(Hit(i, i + 1, TITLE, self.office, conj, prep, True, "p"))
        self.cast.states[nisba.ref] += 1
        hit = Hit(i, nisba.end, TITLE, self.office, conj, prep, True, "m")
        ref, end = self._person(self._skip_epithets(nisba.end), hit, nisba.ref)
        if not ref:
            end = nisba.end
            ref = self.f.holder(self.office, nisba.ref, self.when) or self.f.compose(
                self.cast, self.office, nisba.ref
            )
            self.f.know(self.cast, nisba.ref)
            if ref in self.f.lexicon.actors:
                self.f.know(self.cast, ref)
        return [Named(i, end, "person", ref, conj, prep, True, self.office, "m")]

    def _here(self, i: int) -> list[Named]:
        hits = self.at(i)
        if not hits:
            return []
        organ = len(hits) > 1 and any(h.kind == INSTITUTION for h in hits)
        if hits[0].kind == NAME and self._describes(hits[0]):
            hits = [h for h in hits if h.kind == NISBA and h.ref == hits[0].ref] or hits
        for hit in hits:
            if organ and hit.ambiguous:
                continue  # "المعارضة المسلحة" is somebody's, whose the context tells
            if hit.kind == TITLE:
                made = self._title(hit)
            elif hit.kind == INSTITUTION:
                made = self._organ(hit)
            elif hit.kind == NISBA:
                made = self._nisba(hit)
            else:
                made = self._name(hit)
            if made:
                return made
        return []

    def _describes(self, hit: Hit) -> bool:
        """Whether a name that is a demonym too qualifies the word before it: الغارات السعودية."""
        left = self.words[hit.begin - 1] if hit.begin else None
        if left is not None and self.norms[hit.begin].endswith("يا") and not hit.conj + hit.prep:
            return self._accusative_event(hit.begin - 1)
        if left is None or not left.article or hit.conj or hit.prep or left.classes:
            return False
        norm = self.norms[hit.begin - 1]
        agrees = norm.endswith(("ه", "ات")) or any(r.number == "p" for r in left.nominals)
        return agrees and not any(r.lemma in self.f.human for r in left.nominals)

    def _accusative_event(self, i: int) -> bool:
        """هجوما تركيا, قصفا جويا روسيا: what has the accusative's ending governs no name."""
        for w in reversed(self.words[max(0, i - 2) : i + 1]):
            if w.article or w.prep or not w.base.endswith("ا"):
                return False
            people = any(r.lemma in self.f.human for r in w.nominals)  # وزيرا تركيا
            if (w.triggers or people) and any(r.accusative for r in w.nominals):
                return True
            if not (w.base.endswith("يا") or any(r.pos == "adj" for r in w.nominals)):
                return False
        return False

    def _name(self, hit: Hit) -> list[Named]:
        word = self.words[hit.begin]
        if hit.end - hit.begin == 1 and (word.classes - {"given", "time"}) and not hit.prep:
            return []
        known = self.f.know(self.cast, hit.ref)
        if known.kind == "person":
            self._learn_short(hit.ref, hit.begin, hit.end)
        elif known.kind == "state":
            self.cast.states[hit.ref] += 1
        elif known.kind == "place" and known.acts_for:
            self.cast.states[known.acts_for] += 1
        kind = {SEAT: "seat", PLACE: "place"}.get(hit.kind, "name")
        if known.kind == "person":
            kind = "person"
        end = self._before_leader(hit) if known.kind in ("alliance", "group") else hit.end
        if known.kind in ("group", "alliance", "organisation"):
            self._remember_head(hit, end)
        unsure = hit.ambiguous and not self._no_side(hit)
        unsure = unsure and not (known.kind == "state" and self._placed(hit))
        gender = "?" if unsure else known.gender
        return [Named(hit.begin, end, kind, hit.ref, hit.conj, hit.prep, hit.article, "", gender)]

    def _placed(self, hit: Hit) -> bool:
        """في مالي, شمال تشيلي: after a preposition of its own, an ordinary word in no reading."""
        if hit.kind != NAME or hit.prep or not hit.begin or hit.end > hit.begin + 1:
            return False
        if hit.conj:
            return any(
                h.kind == NAME and h.end == hit.begin and h.ref in self.cast.states
                for i in range(max(0, hit.begin - 2), hit.begin)
                for h in self.at(i)
            )  # النيجر ومالي
        if len({h.ref for h in self.at(hit.begin)}) > 1 or self.words[hit.begin].article:
            return False
        after = self.words[hit.end] if hit.end < self.n else None
        return "prep" in self.words[hit.begin - 1].classes and not (after and after.article)

    def _no_side(self, hit: Hit) -> bool:
        """اتهمت موسكو الغرب: the name of a side that is none here; but إلى الغرب, الغرب الليبي."""
        if hit.end > hit.begin + 1 or self.words[hit.begin].base not in self.f.sides or hit.prep:
            return False
        left = self.words[hit.begin - 1].base if hit.begin else ""
        after = self.words[hit.end] if hit.end < self.n else None
        return left not in self.f.towards and not (after is not None and after.article)

    def _of_side(self, hit: Hit, known: Known) -> bool:
        """الضربات الغربية: what a side of the world does or has; but الضفة الغربية."""
        left = self.words[hit.begin - 1] if hit.begin else None
        if left is None or known.kind != "alliance" or left.article != hit.article or hit.conj:
            return False
        return any(r.lemma in self.f.sided for r in left.nominals)

    def _before_leader(self, hit: Hit) -> int:
        """Where an alliance's name ends, without "بقيادة السعودية" or "الذي تقوده واشنطن"."""
        for j in range(hit.begin + 1, hit.end):
            if self.norms[j] in self.f.qualifiers:
                return j
        return hit.end

    def _remember_head(self, hit: Hit, end: int) -> None:
        """After "تنظيم الدولة", "التنظيم" alone stands for it."""
        head = self.norms[hit.begin][len(hit.conj) + len(hit.prep) :]
        if hit.prep == "ل" and not head.startswith("ال"):
            head = head.removeprefix("ل")
        stem = head.removeprefix("ال")[:4]
        if end - hit.begin > 1 or head.startswith("ال"):
            for form in self.f.anaphor_heads.get(stem, ()) if len(stem) >= 3 else ():
                self.cast.heads[form] = hit.ref

    def _anaphor(self, i: int) -> list[Named]:
        form, conj, prep = self.f.anaphors.get(self.norms[i], ("", "", ""))
        ref = self.cast.heads.get(form)
        if not ref:
            return []
        return [Named(i, i + 1, "name", ref, conj, prep, True, "", self.cast.known[ref].gender)]

    def _nisba(self, hit: Hit) -> list[Named]:
        known = self.f.know(self.cast, hit.ref)
        if hit.ambiguous and not self.cast.states[hit.ref] and not self._of_side(hit, known):
            return []
        if known.kind == "state":
            self.cast.states[hit.ref] += 1
        return [
            Named(
                hit.begin, hit.end, "nisba", hit.ref, hit.conj, hit.prep, hit.article, "", hit.form
            )
        ]

    def _body(self, i: int, definite: bool) -> tuple[str, int]:
        """The state or body that a head at left belongs to, and where its name ends."""
        j, skipped = i, 0
        while j < self.n and self.words[j].traits & WORD:
            for hit in self.at(j):
                if hit.prep == "ل" and not hit.conj and definite and j > i - 1:
                    made = self._of(hit)
                    if made[0]:
                        return made
                if hit.conj or hit.prep:
                    continue
                sure = not hit.ambiguous or self.cast.states[hit.ref] > 0
                if hit.kind == NISBA and hit.article >= definite and sure:
                    return hit.ref, hit.end
                if skipped == 0 and hit.kind in (NAME, SEAT) and not hit.ambiguous | definite:
                    known = self.f.know(self.cast, hit.ref)
                    if known.kind != "person":
                        return hit.ref, hit.end
                if skipped == 0 and hit.kind == INSTITUTION and hit.end > hit.begin:
                    inner = self._organ(hit)
                    if inner and inner[0].ref:
                        return inner[0].ref, inner[0].end
            word = self.words[j]
            if skipped >= 2 or not definite or not word.article or word.conj or word.prep:
                break
            skipped += 1
            j += 1
        return "", i

    def _of(self, hit: Hit) -> tuple[str, int]:
        """القوات الجوية للتحالف, الأمين العام للأمم المتحدة: the body after an attached ل."""
        if hit.kind in (NAME, SEAT) and not hit.ambiguous:
            known = self.f.know(self.cast, hit.ref)
            if known.kind in ("organisation", "alliance", "group"):
                return hit.ref, hit.end
        if hit.kind == INSTITUTION:
            inner = self._organ(hit)
            if inner and inner[0].ref:
                return inner[0].ref, inner[0].end
        return "", hit.begin

    def _organ(self, hit: Hit) -> list[Named]:
        if hit.prep and self.norms[hit.begin] in self.f.qualifiers:
            return []
        if self.norms[hit.begin] == "جانب" and self.norms[hit.begin - 1] in ("الي", "من"):
            return []  # إلى جانب بريطانيا
        body, end = self._body(hit.end, hit.article)
        gender = hit.form or "m"
        if body:
            known = self.cast.known.get(body) or self.f.know(self.cast, body)
            of = self.f.institutions[hit.ref].of
            if known.kind != "state" and of == "state" and not hit.article:
                return []
            if known.kind == "state" and of == "group":
                return [self._of_state(hit, end, body)]
            if known.kind in ("state",):
                ref = self.f.compose(self.cast, hit.ref, body)
                self.cast.states[body] += 1
            else:
                ref = body
            self.cast.last.setdefault(hit.ref, ref)
            return [
                Named(
                    hit.begin, end, "organ", ref, hit.conj, hit.prep, hit.article, hit.ref, gender
                )
            ]
        if hit.article and not self._foreign(hit.end):
            return self._anaphor(hit.begin) or [
                Named(hit.begin, hit.end, "organ", "", hit.conj, hit.prep, True, hit.ref, gender)
            ]
        return []

    def _foreign(self, i: int) -> bool:
        """Whether a demonym that no table holds follows an office: الرئيس | الروريتاني."""
        w = self.words[i] if i < self.n else None
        if w is None or not w.article or w.conj or w.nominals or w.verbs or w.classes:
            return False
        return w.base.endswith(("ي", "يه")) and not self.at(i)

    def _of_state(self, hit: Hit, end: int, body: str) -> Named:
        """مقاتلون أتراك: people of a state, under the state's own name."""
        self.cast.states[body] += 1
        return Named(
            hit.begin, end, "organ", body, hit.conj, hit.prep, hit.article, "", hit.form or "m"
        )

    def _title(self, hit: Hit) -> list[Named]:
        if hit.form == "p":
            several = self._several(hit)
            if several:
                return several
        last = self.norms[hit.end - 1]
        if last in self.f.pairs:
            return []  # الزعيمان: two, named before
        definite = last.startswith("ال") if hit.end - hit.begin > 1 else hit.article
        body, end = self._body(hit.end, definite)
        owner = ""
        if body:
            known = self.cast.known.get(body) or self.f.know(self.cast, body)
            owner = (
                body
                if known.kind == "state" or known.acts_for is None
                else (known.acts_for if known.kind == "person" else body)
            )
            if known.kind == "state":
                self.cast.states[body] += 1
        name_from = end if body else hit.end
        name_from = self._skip_epithets(name_from)
        person, name_end = self._person(name_from, hit, owner)
        self.office = hit.ref
        if person:
            self.cast.last[hit.ref] = person
            return [
                Named(
                    hit.begin,
                    name_end,
                    "person",
                    person,
                    hit.conj,
                    hit.prep,
                    hit.article,
                    hit.ref,
                    "f" if hit.form == "f" else "m",
                )
            ]
        if owner:
            ref = self.f.compose(self.cast, hit.ref, owner)
            held = self.f.holder(hit.ref, owner, self.when)
            if held:
                self.f.know(self.cast, held)
                ref = held
            elif hit.form == "f":
                self.cast.known[ref] = replace(self.cast.known[ref], gender="f")
            self.cast.last.setdefault(hit.ref, ref)
            return [
                Named(
                    hit.begin,
                    end,
                    "title",
                    ref,
                    hit.conj,
                    hit.prep,
                    hit.article,
                    hit.ref,
                    hit.form or "m",
                )
            ]
        if hit.article and not self._foreign(hit.end):
            return [
                Named(
                    hit.begin,
                    hit.end,
                    "title",
                    "",
                    hit.conj,
                    hit.prep,
                    True,
                    hit.ref,
                    hit.form or "m",
                )
            ]
        return []

    def _several(self, hit: Hit) -> list[Named]:
        """الرئيسان الروسي ... والفرنسي ...: one mention for each demonym."""
        made: list[Named] = self._of_several(hit)
        if made:
            return made
        i = hit.end
        while i < self.n:
            nisba = next((h for h in self.at(i) if h.kind == NISBA and not h.prep), None)
            if nisba is None or (made and not nisba.conj):
                break
            known = self.f.know(self.cast, nisba.ref)
            ref = (
                self.f.compose(self.cast, hit.ref, nisba.ref)
                if known.kind == "state"
                else nisba.ref
            )
            self.cast.states[nisba.ref] += 1
            person, end = self._person(nisba.end, hit, nisba.ref)
            held = person or self.f.holder(hit.ref, nisba.ref, self.when)
            if held:
                if held in self.f.lexicon.actors:
                    self.f.know(self.cast, held)
                ref = held
            begin = hit.begin if not made else i
            conj, prep = (hit.conj, hit.prep) if not made else (nisba.conj, "")
            made.append(
                Named(
                    begin,
                    end if person else nisba.end,
                    "person",
                    ref,
                    conj,
                    prep,
                    True,
                    hit.ref,
                    "m",
                )
            )
            i = made[-1].end
        return made

    def _of_several(self, hit: Hit) -> list[Named]:
        """وزراء خارجية مصر والأردن, رؤساء كل من ...: one mention for each state, if several."""
        made: list[Named] = []
        i = hit.end
        if self.norms[i : i + 2] == ["كل", "من"]:
            i += 2
        while i < self.n:
            state = next((h for h in self.at(i) if h.kind in (NAME, SEAT) and not h.prep), None)
            if state is None or bool(state.conj) != bool(made):
                break
            if self.f.know(self.cast, state.ref).kind != "state":
                break
            self.cast.states[state.ref] += 1
            ref = self.f.compose(self.cast, hit.ref, state.ref)
            held = self.f.holder(hit.ref, state.ref, self.when)
            if held:
                self.f.know(self.cast, held)
                ref = held
            begin, conj, prep = (i, state.conj, "") if made else (hit.begin, hit.conj, hit.prep)
            made.append(Named(begin, state.end, "person", ref, conj, prep, True, hit.ref, "m"))
            i = state.end
        return made if len(made) > 1 else []

    def _skip_epithets(self, i: int) -> int:
        """Past السابق and one comma, before a name."""
        j = i
        while j < self.n and self.norms[j] in self.f.former:
            j += 1
        if j < self.n and self.norms[j] in ("،", ","):
            j += 1
        return j

    def _person(self, i: int, title: Hit, owner: str) -> tuple[str, int]:
        """A name at token `i`: from the lexicon, an earlier one, or learned; ("", i) if none."""
        if i >= self.n or not self.words[i].traits & WORD:
            return "", i
        particle = bool(self.words[i].classes - {"given"})  # بأن is not Mr Ban
        for hit in self.at(i):
            if hit.kind == NAME and not hit.prep and not hit.conj:
                if particle and hit.end == i + 1:
                    continue
                known = self.f.know(self.cast, hit.ref)
                if known.kind == "person":
                    self._learn_short(hit.ref, hit.begin, hit.end)
                    return hit.ref, hit.end
        entry = self.cast.aliases.get(self.norms[i])
        if entry:
            return entry[0], i + 1
        if not owner:
            return "", i
        end = self._name_end(i)
        if end == i:
            return "", i
        return self._learn(i, end, owner), end

    def _name_end(self, i: int) -> int:
        """How far an unknown name reaches: at most four words that nothing else explains."""
        j = i
        while j < self.n and j - i < _MAX_NAME and self.words[j].traits & WORD:
            word, norm = self.words[j], self.norms[j]
            if norm in self.f.counterparts:
                break
            if norm in self.f.given and not (norm == "علي" and self._preposition(j, j - i)):
                j += 1
                continue
            if word.classes or norm.isdigit() or word.conj and word.nominals:
                break
            hits = self.at(j)
            if any(not h.conj and not h.prep and h.kind != NISBA for h in hits):
                break
            if (word.verbs or word.nominals or word.article) and not (
                j > i and self.norms[j - 1] in self.f.given and not self._trigger(word)
            ):
                break
            if hits and j == i or j - i >= 2 and norm.endswith("يا"):
                break
            j += 1
        return j

    def _preposition(self, j: int, length: int) -> bool:
        """Whether علي at token `j` is على, which folding makes one with the name."""
        if j + 1 >= self.n or not self.words[j + 1].traits & WORD:
            return False
        after = self.words[j + 1]
        known = bool(after.article or after.nominals or after.verbs or after.classes)
        return (known or length >= 2) and self.norms[j + 1] not in self.f.given

    def _trigger(self, word: Word) -> bool:
        return any(r.lemma in self.f.triggers for r in word.verbs)

    def _learn(self, i: int, end: int, owner: str) -> str:
        text = " ".join(self.norms[i:end])
        ref = f"learned:{text}|{owner}"
        if ref not in self.cast.known:
            body = self.cast.known.get(owner) or self.f.know(self.cast, owner)
            self.cast.known[ref] = Known(ref, "person", body.actor, None, None, owner)
        self._learn_short(ref, i, end)
        return ref

    def _learn_short(self, ref: str, i: int, end: int) -> None:
        """From a full name on, its last word alone names the person in this document."""
        if end - i > 1:
            last = self.norms[end - 1]
            if len(last) > 3 and last not in self.f.given:
                self.cast.aliases.setdefault(last, (ref, 1))
