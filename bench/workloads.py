"""What bench/extract.py times side by side: kg, and what bounds or rivals it, on the same texts.

Each workload is a function without arguments that has been prepared outside the clock; `lists` says
which there are. Those of libraries that are not installed are left out (bench/requirements.txt).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.util import find_spec

from kg.arabic import tokens
from kg.arabic.camel import morphology_database, quiet_import
from kg.arabic.normalise import fold
from kg.extraction.document import Extractor
from kg.lexicons import Lexicon
from kg.model import Document
from kg.resources import ontology

Work = Callable[[], object]
#: So many words are given to CAMeL Tools' analyser, which takes about 100 µs for each.
WORDS = 3000


def prepare(documents: Sequence[Document], lexicon: Lexicon) -> dict[str, tuple[Work, int]]:
    """Each workload by name, and how many characters of text it goes through."""
    texts = [document.text for document in documents]
    size = sum(map(len, texts))
    words = [raw for text in texts for s in tokens.sentences(text) for raw in s.raws][:WORDS]
    some = round(size * len(words) / max(1, sum(len(s.raws) for t in texts for s in _split(t))))
    found: dict[str, tuple[Work, int]] = {
        "kg, words seen before": (_kg(documents, lexicon), size),
        "kg, no word seen before": (_kg(documents, lexicon, fresh=True), size),
        "read JSON and normalise": (_read(texts), size),
        "CAMeL Tools, tokeniser": (_camel_tokeniser(texts), size),
        "CAMeL Tools, analyser": (_camel_analyser(words), some),
    }
    if find_spec("ahocorasick_rs"):
        found["Aho-Corasick, same lexicon"] = _scan(texts, lexicon), size
    if find_spec("simplemma"):
        found["simplemma"] = _simplemma(words), some
    return found


def _split(text: str) -> Sequence[tokens.Sentence]:
    return tuple(tokens.sentences(text))


def _kg(documents: Sequence[Document], lexicon: Lexicon, fresh: bool = False) -> Work:
    extractor = Extractor(lexicon)
    extractor.extract(documents[0])  # reads the morphological database

    def work() -> None:
        if fresh:
            extractor.forget()
        for document in documents:
            extractor.extract(document)

    return work


def _read(texts: Sequence[str]) -> Work:
    lines = [json.dumps({"id": "a", "text": text}, ensure_ascii=False) for text in texts]
    plain = fold.__wrapped__
    return lambda: [plain(json.loads(line)["text"]) for line in lines]


def _camel_tokeniser(texts: Sequence[str]) -> Work:
    with quiet_import():
        from camel_tools.tokenizers.word import simple_word_tokenize

    return lambda: [simple_word_tokenize(text) for text in texts]


def _camel_analyser(words: Sequence[str]) -> Work:
    with quiet_import():
        from camel_tools.morphology.analyzer import Analyzer

    database = morphology_database(ontology() / "morphology" / "morphology.db")
    analyser = Analyzer(database, backoff="NONE")
    return lambda: [analyser.analyze(word) for word in words]


def _scan(texts: Sequence[str], lexicon: Lexicon) -> Work:
    from ahocorasick_rs import AhoCorasick, MatchKind

    names = {
        form
        for actor in (*lexicon.actors.values(), *lexicon.places)
        for form in (actor.ar, *actor.aliases, *actor.seats, *actor.nisba)
    }
    heads = {form for head in (*lexicon.titles, *lexicon.institutions) for form in head.ar}
    lemmas = {frame.lemma for frame in lexicon.frames}
    patterns = sorted({fold(form) for form in names | heads | lemmas} - {""})
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    folded = [fold.__wrapped__(text) for text in texts]
    return lambda: [automaton.find_matches_as_indexes(text) for text in folded]


def _simplemma(words: Sequence[str]) -> Work:
    from simplemma import lemmatize

    return lambda: [lemmatize(word, lang="ar") for word in words]
