"""A document's claims: text, mentions, chunks, speakers, frames, in that order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from kg.arabic.tokens import QUOTES, Sentence, is_word, sentences
from kg.extraction.chunks import VERB, Chunk, Chunker
from kg.extraction.clauses import HUMAN, NAMED, THING, Arg, Memory, View
from kg.extraction.frames import Frames
from kg.extraction.mentions import Cast, Finder, Known, Named
from kg.extraction.mood import mood
from kg.extraction.recognizer import by_model, chosen, recognizer
from kg.extraction.slots import Match
from kg.extraction.speech import Speech
from kg.extraction.traits import Traits
from kg.extraction.words import Word, Words
from kg.lexicons import Lexicon
from kg.model import Claim, Document, Extraction, Mention, Referent, Span


class Extractor:
    """Everything compiled from one lexicon; reusable, no state between documents."""

    def __init__(self, lexicon: Lexicon) -> None:
        traits = Traits(lexicon)
        self.finder = Finder(lexicon)
        self.words = Words(lexicon, traits, self.finder.mark)
        self.chunker = Chunker(lexicon, traits)
        self.frames = Frames(lexicon)
        self.classes = self.frames.classes

    def forget(self) -> None:
        """Drop what is kept about word forms: it is found again, only more slowly."""
        self.words.forget()

    def extract(self, document: Document) -> Extraction:
        """Referents and claims of one document."""
        text = document.text
        parts = list(sentences(text))
        words = [self.words.of(s) for s in parts]
        names, cast = self.finder.find(parts, words, document.published)
        neural = chosen()
        if neural:
            recognizer().add(self.finder, parts, words, names, cast)
        claims = list(self._claims(parts, words, names, cast))
        claims.extend(_reproaches(claims, cast, self.frames.classes["rebel"]))
        if neural:
            claims = [_less_sure(c) for c in claims]
        return Extraction(document, _referents(text, parts, names, cast, claims), tuple(claims))

    def _claims(
        self, parts: Sequence[Sentence], words: Sequence[Sequence[Word]],
        names: Sequence[list[Named]], cast: Cast,
    ) -> Iterator[Claim]:  # fmt: skip
        memory = Memory()
        carried: tuple[int, str] | None = None
        for s, w, ns in zip(parts, words, names, strict=True):
            if w[0].base in self.classes["seealso_folded"]:
                continue
            chunks = self.chunker.chunk(s, w, ns)
            view = View(
                chunks, w, cast, memory, self.classes, self.finder.compose, self.finder.know
            )
            open_quote = s.quoted[0]
            speaker = carried[1] if carried and open_quote and carried[0] == open_quote else None
            Speech(view, memory, speaker, s.paragraph == 0).run()
            said = set[Claim]()
            for match in self.frames.matches(view):
                for claim in _claim(view, s, match, cast):
                    if claim in said:
                        continue  # a form with two readings
                    said.add(claim)
                    if claim.predicate in ("accuses", "condemns") and claim.object:
                        accused = memory.accusers.setdefault(cast.known[claim.object].actor, [])
                        if claim.subject not in accused:
                            accused.append(claim.subject)
                    yield claim
                attack = match.frame.predicate == "targets" and "both" not in match.frame.flags
                if attack and match.patient:
                    memory.attack = (match.agent, match.patient)
                if "mutual" in match.frame.flags and match.patient:
                    pair = tuple(dict.fromkeys((*match.agent.refs, *match.patient.refs)))
                    sides = {cast.known[ref].actor for ref in pair}
                    memory.pair = pair if len(pair) == len(sides) == 2 else memory.pair
            ns.extend(m for m in view.described if m not in ns)
            _remember(view, memory)
            last = s.quoted[-1]
            said_by = view.speakers[-1] if view.speakers else None  # "على «" has no chunk
            said_by = said_by or speaker
            carried = (last, said_by) if last and said_by else None


def _remember(view: View, memory: Memory) -> None:
    """Keep the last subject and the actors named for the next sentence."""
    memory.mention([
        m.ref for c in view.chunks for m in c.names if m.kind != "nisba" and m.kind != "place"
    ])  # fmt: skip
    for k, c in enumerate(view.chunks):
        if c.kind == VERB and not c.quoted:
            s = view.subject(k)
            if s and s.mode in (NAMED, HUMAN):
                memory.subject = Arg(s.refs, s.mode)
                break


def _claim(view: View, s: Sentence, m: Match, cast: Cast) -> Iterator[Claim]:
    """One claim for each pair of actors of a match."""
    polarity, modality = mood(view, m)
    evidence = _evidence(s, view.chunks[m.chunk], m.token)
    topic = _topic(view, s, m.topic) if m.topic else None
    trigger = Span(s.begins[m.token], s.ends[m.token])
    speaker = view.speaker(m.chunk)
    aside = m.construction == "participle" or (
        "relation" in m.frame.flags and view.words[m.token].article
    )
    if aside and not view.chunks[m.chunk].quoted:
        speaker = None
    if m.patient is None:
        return
    for a in m.agent.refs:
        for b in m.patient.refs:
            if m.frame.predicate == "targets" and cast.known[a].actor == cast.known[b].actor:
                b = _holder(view, cast, a, b) or b
            if a == b or cast.known[a].actor == cast.known[b].actor:
                continue
            if "planned" in m.frame.flags and modality != "planned":
                continue
            if "former" in m.frame.flags and modality in ("actual", "planned"):
                modality = "former"
            if "planned" in m.frame.flags and m.frame.predicate == "threatens":
                modality = "actual"  # the act is to come, the threat is made
            explicit = "implied" not in m.frame.flags
            if "asserted" in m.frame.flags and polarity == "negative":
                continue
            if "omission" in m.frame.flags:
                if polarity != "negative":
                    continue
                polarity = "positive"
            asserted = polarity == "positive" and modality != "possible"
            private = cast.known[b].actor.endswith("_CIV")  # nobody reproaches a state's people
            if not explicit and (not asserted or private or a in view.classes["media"]):
                continue
            yield Claim(
                a, m.frame.predicate, b, evidence, trigger,
                f"{m.frame.name}/{m.construction}", topic, speaker, polarity, modality,
                explicit, _confidence(view, m),
            )  # fmt: skip
            blames = (
                speaker and speaker not in view.classes["media"] and "both" not in m.frame.flags
            )
            if m.frame.predicate == "targets" and polarity == "positive" and speaker and blames:
                victim, said = cast.known[b].actor, cast.known[speaker].actor
                civilians = victim.endswith("_CIV")
                party = victim == said and _wrongful(view)
                if (civilians or party) and said != cast.known[a].actor:
                    yield Claim(
                        speaker, "accuses", a, evidence, trigger,
                        f"accuses:victim/{m.construction}", _topic(view, s, m.act), speaker,
                        "positive", "actual", False, 0.65,
                    )  # fmt: skip


def _wrongful(view: View) -> bool:
    """Whether the sentence has a word of wrong in it; without one it is a report of fighting."""
    wrong = view.classes["wrong"]
    return any(r.lemma in wrong for w in view.words for r in w.nominals)


def _holder(view: View, cast: Cast, a: str, b: str) -> str | None:
    """Who is hit when a state strikes a place of its own: the rebels it fights, else the people."""
    if cast.known[b].kind != "place":
        return None
    state = cast.known[a].actor
    rebels = [
        k.ref for k in cast.known.values()
        if k.kind == "group" and k.ref in view.classes["rebel"] and k.actor != state
    ]  # fmt: skip
    owner = cast.known[b].acts_for
    if rebels:
        return rebels[0]
    return view.compose(cast, "civilians", owner) if owner else None


def _confidence(view: View, m: Match) -> float:
    score = 0.9
    if m.agent.mode != NAMED:
        score -= 0.1
    if m.patient and m.patient.mode == THING:
        score -= 0.1
    if m.agent.chunk < 0:
        score -= 0.15
    if "weak" in m.frame.flags:
        score -= 0.2
    if "implied" in m.frame.flags:
        score -= 0.05
    return round(max(score, 0.1), 2)


def _less_sure(c: Claim) -> Claim:
    """A claim about an actor that only the neural model knows says so and counts for less."""
    if not (by_model(c.subject) or by_model(c.object)):
        return c
    return replace(c, rule=f"{c.rule}+ner", confidence=round(max(c.confidence - 0.2, 0.1), 2))


_HOSTILE: Final = frozenset({"accuses", "condemns", "threatens", "targets", "sanctions"})
_WRONGS: Final = frozenset({"coerces", "targets", "sanctions", "mobilizes", "threatens", "aids"})


def _reproaches(claims: Sequence[Claim], cast: Cast, rebels: frozenset[str]) -> Iterator[Claim]:
    """What a party to a dispute says that its adversary did is an accusation.

    أعلنت الحكومة اليمنية أن ميليشيات الحوثي تحتجز سفنا: the government accuses the Houthis.
    """
    code = {ref: k.actor for ref, k in cast.known.items()}
    hostile = {
        (code[c.subject], code[c.object]) for c in claims
        if c.object and c.explicit and c.predicate in _HOSTILE and c.polarity == "positive"
    }  # fmt: skip
    accused = {
        (code[c.subject], code[c.object]) for c in claims if c.predicate == "accuses" and c.object
    }
    for c in claims:
        if c.speaker is None or c.predicate not in _WRONGS or c.polarity != "positive":
            continue
        said, done = code[c.speaker], code[c.subject]
        if c.predicate == "targets" and not (c.object and code[c.object].endswith("_CIV")):
            continue  # a report of fighting is no reproach
        if said == done or (said, done) in accused or c.modality != "actual":
            continue
        arming = c.predicate == "aids" and c.object in rebels
        if arming or (said, done) in hostile or (done, said) in hostile:
            accused.add((said, done))
            yield Claim(
                c.speaker, "accuses", c.subject, c.evidence, c.trigger,
                f"accuses:dispute/{c.predicate}",
                c.topic or c.trigger, c.speaker, "positive", "actual", False, 0.5,
            )  # fmt: skip


def _evidence(s: Sentence, c: Chunk, t: int) -> Span:
    """The sentence, or the quotation that the trigger stands in."""
    number = s.quoted[t]
    if number:
        inside = [i for i, q in enumerate(s.quoted) if q == number and is_word(s.raws[i])]
        if len(inside) >= 4:
            return Span(s.begins[inside[0]], s.ends[inside[-1]])
    return Span(s.begins[0], s.ends[-1])


def _topic(view: View, s: Sentence, tokens: tuple[int, int]) -> Span | None:
    """The span of a topic, without the clitics on its first word."""
    span = _span(s, tokens)
    if span is None:
        return None
    first = next(t for t in range(*tokens) if is_word(s.raws[t]))
    w = view.words[first]
    skip = 0
    if w.conj and w.norm.startswith(w.conj):
        skip = len(w.conj)
    if w.prep and w.norm[skip:].startswith(w.prep) and not w.norm[skip:].startswith("لل"):
        skip += len(w.prep)
    plain = len(s.raws[first]) == len(w.norm)
    return Span(span.begin + skip, span.end) if skip and plain else span


def _span(s: Sentence, tokens: tuple[int, int]) -> Span | None:
    begin, end = tokens
    while begin < end and not is_word(s.raws[begin]):
        begin += 1
    while end > begin and not is_word(s.raws[end - 1]):
        end -= 1
    if begin < end < len(s.raws) and s.raws[end] in QUOTES:
        # a mark that closes what was opened inside
        end += sum(raw in QUOTES for raw in s.raws[begin:end]) % 2
    return Span(s.begins[begin], s.ends[end - 1]) if begin < end else None


def _referents(
    text: str, parts: Sequence[Sentence], names: Sequence[Sequence[Named]], cast: Cast,
    claims: Sequence[Claim],
) -> tuple[Referent, ...]:  # fmt: skip
    """Referents with their mentions, in order of first mention."""
    mentions: dict[str, list[Mention]] = {}
    for s, ns in zip(parts, names, strict=True):
        for m in ns:
            if m.kind == "nisba":
                continue
            begin = s.begins[m.begin] + len(m.conj) + (len(m.prep) if not m.article else 0)
            end = s.ends[m.end - 1]
            mentions.setdefault(m.ref, []).append(Mention(begin, end, text[begin:end], m.ref))
    used = {r for c in claims for r in (c.subject, c.object, c.speaker) if r}
    return tuple(
        _referent(k, tuple(mentions.get(k.ref, ())))
        for k in cast.known.values()
        if k.ref in mentions or k.ref in used
    )


def _referent(k: Known, mentions: tuple[Mention, ...]) -> Referent:
    ar = k.ar or (mentions[0].text if mentions else None)
    return Referent(
        k.ref,
        k.kind,  # type: ignore[arg-type]  # the lexicon loader checks it
        k.actor,
        ar,
        k.en,
        k.wikidata,
        k.acts_for,
        mentions=mentions,
    )


@lru_cache(maxsize=4)
def extractor(lexicon: Lexicon) -> Extractor:
    """The compiled extractor of a lexicon, made once."""
    return Extractor(lexicon)


def extract(document: Document, lexicon: Lexicon) -> Extraction:
    """Extract referents and claims from one document.

    Args:
        document: the article; its first line is the title.
        lexicon: from `kg.lexicons.load`.

    Returns:
        What the text says; the same document always gives the same result.
    """
    return extractor(lexicon).extract(document)
