"""Unknown people and organisations by CAMeL Tools' neural recogniser, where `KG_NER` asks for it.

It reads only sentences with a trigger, and what the lexicons name stays as it is: a span of the
model that touches another mention is dropped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kg.arabic.camel import data_folder, neural_recognizer
from kg.arabic.tokens import Sentence
from kg.errors import ConfigError
from kg.extraction.mentions import Cast, Finder, Known, Named
from kg.extraction.words import CONJUNCTIONS, Word

CHOICES: Final = ("camel",)
_KINDS: Final = {"PERS": "person", "ORG": "organisation"}
#: Letters of a word, and words of a sentence, that the model sees: its own limit is 254 pieces.
_LETTERS: Final = 64
_WORDS: Final = 512
_FILES: Final = ("config.json", "vocab.txt")
_WEIGHTS: Final = ("pytorch_model.bin", "model.safetensors")
_HINT: Final = (
    "install it with `pip install 'geopolitical-kg[ner]'`, then download the model with "
    "`camel_data -i ner-arabert` (into ~/.camel_tools, or into the folder named in CAMELTOOLS_DATA)"
)


def chosen() -> bool:
    """Whether `KG_NER` asks for the recogniser.

    Raises:
        ConfigError: it names another one.
    """
    name = os.environ.get("KG_NER", "")
    if name and name not in CHOICES:
        raise ConfigError(f"KG_NER={name}: there is only {', '.join(CHOICES)}")
    return bool(name)


def folder() -> Path:
    """Where `camel_data` puts the model.

    Raises:
        ConfigError: it is not there, or not whole.
    """
    path = data_folder() / "data" / "ner" / "arabert"
    if not path.is_dir():
        raise ConfigError(f"--ner camel: there is no model in {path}: {_HINT}")
    missing = [name for name in _FILES if not (path / name).is_file()]
    if not any((path / name).is_file() for name in _WEIGHTS):
        missing.append(_WEIGHTS[0])
    if missing:
        raise ConfigError(
            f"--ner camel: the model in {path} lacks {', '.join(missing)}: "
            "remove the folder and run `camel_data -f -i ner-arabert`"
        )
    return path


@cache
def version() -> str:
    """Name and content hash of the model, for the record of what made a graph."""
    path, digest = folder(), sha256()
    for name in sorted((*_FILES, *_WEIGHTS)):
        if (path / name).is_file():
            with (path / name).open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
    return f"ner-arabert-{digest.hexdigest()[:12]}"


@cache
def recognizer() -> Recognizer:
    """The recogniser of this process.

    Raises:
        ConfigError: it or its model is missing or broken.
    """
    path = folder()
    try:
        return Recognizer(neural_recognizer(path))
    except ImportError as error:
        raise ConfigError(f"--ner camel needs torch and transformers ({error}): {_HINT}") from error
    except Exception as error:  # whatever torch and transformers raise on a damaged file
        raise ConfigError(
            f"--ner camel: the model in {path} cannot be read ({type(error).__name__}): "
            "remove the folder and run `camel_data -f -i ner-arabert`"
        ) from error


class Recognizer:
    """Adds to the mentions of a document.

    Args:
        model: a `camel_tools.ner.NERecognizer`.
    """

    def __init__(self, model: Any) -> None:
        self._model = model

    def add(
        self, finder: Finder, parts: Sequence[Sentence], words: Sequence[Sequence[Word]],
        names: Sequence[list[Named]], cast: Cast,
    ) -> None:  # fmt: skip
        """Put people and organisations that no mention covers among the mentions, in order."""
        todo = [k for k, ws in enumerate(words) if any(_triggers(w, finder) for w in ws)]
        shown = [self._shown(parts[k]) for k in todo]
        labels = self._model.predict([[raw for _, raw in each] for each in shown])
        for k, each, tags in zip(todo, shown, labels, strict=True):
            for begin, end, kind in _spans([t for t, _ in each], tags):
                if all(m.end <= begin or end <= m.begin for m in names[k]):
                    names[k].append(_named(finder, cast, words[k], names[k], begin, end, kind))
            names[k].sort(key=lambda m: m.begin)

    def _shown(self, sentence: Sentence) -> list[tuple[int, str]]:
        """The tokens of a sentence with their places, without those that the model would drop."""
        tokens = ((t, raw[:_LETTERS]) for t, raw in enumerate(sentence.raws[:_WORDS]))
        return [(t, raw) for t, raw in tokens if self._model.tokenizer.tokenize(raw)]


def _triggers(word: Word, finder: Finder) -> bool:
    return bool(word.triggers) or any(r.lemma in finder.triggers for r in word.verbs)


def _spans(places: Sequence[int], tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Tokens `[begin, end)` and kind of each person and organisation."""
    begin, end, kind = 0, 0, ""
    for place, tag in zip(places, tags, strict=True):
        mark, _, sort = tag.partition("-")
        if mark == "I" and sort == kind and place == end:
            end += 1
            continue
        if kind in _KINDS:
            yield begin, end, _KINDS[kind]
        begin, end, kind = place, place + 1, sort
    if kind in _KINDS:
        yield begin, end, _KINDS[kind]


def _named(
    finder: Finder, cast: Cast, words: Sequence[Word], others: Sequence[Named],
    begin: int, end: int, kind: str,
) -> Named:  # fmt: skip
    """The mention of a span; after a title with its state, the person acts for that state."""
    first = words[begin]
    conj = first.conj if first.conj in CONJUNCTIONS and first.norm[1:] == first.base else ""
    text = " ".join([first.norm[len(conj) :], *(w.norm for w in words[begin + 1 : end])])
    title = next((m for m in others if m.end == begin and m.kind == "title"), None)
    owner = cast.known[title.ref].acts_for if title and kind == "person" else None
    ref = f"learned:{text}|{owner or 'ner'}"
    if ref not in cast.known:
        actor = finder.know(cast, owner).actor if owner else f"ner:{text}"
        cast.known[ref] = Known(ref, kind, actor, None, None, owner)
    sort = "person" if kind == "person" else "name"
    return Named(begin, end, sort, ref, conj)


def by_model(ref: str | None) -> bool:
    """Whether only the model says that this is a person or an organisation."""
    return ref is not None and ref.startswith("learned:") and ref.endswith("|ner")
