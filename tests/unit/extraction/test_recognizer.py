"""`--ner camel`: a tiny model in CAMeL's format through the real recogniser; what can be missing.

The tests with a model are skipped where torch is not installed, as in CI: it is 3 GB.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg import pipeline
from kg.cli import app
from kg.errors import ConfigError
from kg.extraction import extract, recognizer
from kg.lexicons import load
from kg.model import Document, Extraction
from kg.rdf.parts import Parts

TEXT = "اتهمت روسيا مؤسسة بلقاشيد بدعم الإرهاب."
LABELS = ["B-LOC", "B-ORG", "B-PERS", "B-MISC", "I-LOC", "I-ORG", "I-PERS", "I-MISC", "O"]
TAGS = {"مؤسسة": "B-ORG", "بلقاشيد": "I-ORG", "زرماني": "B-PERS", "روسيا": "B-ORG"}
torch_only = pytest.mark.skipif(
    not (find_spec("torch") and find_spec("transformers") and find_spec("numpy")),
    reason="needs torch and transformers, which the lock leaves out",
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a model that is not there yet."""
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    monkeypatch.setenv("KG_NER", "")
    caches = (recognizer.recognizer, recognizer.version, pipeline._versions)
    for each in caches:
        each.cache_clear()
    yield tmp_path / "data" / "ner" / "arabert"
    for each in caches:
        each.cache_clear()


@pytest.fixture
def model(home: Path) -> Path:
    """A BERT of eight dimensions whose classifier reads a tag from the word alone."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    home.mkdir(parents=True)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", *TAGS]
    (home / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    (home / "tokenizer_config.json").write_text('{"do_lower_case": false}')
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=12, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=4, id2label=dict(enumerate(LABELS)),
        label2id={label: i for i, label in enumerate(LABELS)},
    )  # fmt: skip
    made = BertForTokenClassification(config)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        for name, parameter in made.named_parameters():
            if name.endswith("LayerNorm.weight"):
                parameter.fill_(1.0)
        for i, word in enumerate(vocabulary):
            tag = LABELS.index(TAGS.get(word, "O"))
            made.bert.embeddings.word_embeddings.weight[i, tag] = 1.0
        for i in range(len(LABELS)):
            made.classifier.weight[i, i] = 1.0
    made.save_pretrained(home)
    return home


def found(text: str) -> Extraction:
    return extract(Document("a", text), load())


def rows(found: Extraction) -> list[tuple[str, str, str | None]]:
    return [(c.subject, c.predicate, c.object) for c in found.claims]


@torch_only
def test_an_unknown_organisation_becomes_an_actor(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = found(TEXT)
    monkeypatch.setenv("KG_NER", "camel")
    after = found(TEXT)
    ref = "learned:مؤسسه بلقاشيد|ner"
    assert ("RUS", "accuses", ref) not in rows(before)
    assert ("RUS", "accuses", ref) in rows(after)
    claim = next(c for c in after.claims if c.object == ref)
    assert claim.rule.endswith("+ner")
    assert claim.confidence <= 0.7
    mention = next(r for r in after.referents if r.ref == ref)
    assert mention.kind == "organisation"
    assert [m.text for m in mention.mentions] == ["مؤسسة بلقاشيد"]
    assert found(TEXT) == after


@torch_only
def test_the_lexicon_wins_and_a_sentence_without_a_trigger_is_not_read(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_NER", "camel")
    assert {r.ref for r in found(TEXT).referents} == {"RUS", "learned:مؤسسه بلقاشيد|ner"}
    assert found("زرماني في الحديقة.").referents == ()
    assert [r.ref for r in found("اتهمت زرماني.").referents] == ["learned:زرماني|ner"]


@torch_only
def test_odd_text(
    true_offsets: Callable[[str, Extraction], None], model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_NER", "camel")
    for text in ("", "اتهم \ud800 مؤسسة\u202e بلقاشيد", "اتهمت مؤسسة " * 900, "اتهم " + "ش" * 5000):
        true_offsets(text, found(text))


@torch_only
def test_the_record_of_a_run_names_the_model(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = pipeline.made_by().morphology
    pipeline._versions.cache_clear()
    monkeypatch.setenv("KG_NER", "camel")
    assert pipeline.made_by().morphology == f"{plain}+{recognizer.version()}"


@torch_only
def test_on_the_command_line(model: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, "utf-8")
    done = CliRunner().invoke(app, ["extract", str(article), "--ner", "camel"])
    assert done.exit_code == 0, done.output
    statements = json.loads(done.stdout.splitlines()[0])["statements"]
    assert any(s["rule"].endswith("+ner") for s in statements)


@torch_only
def test_in_partitioned_files(model: Path, tmp_path: Path) -> None:
    article, output = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(TEXT, "utf-8")
    command = ["build", str(article), "--ner", "camel", "--partition", "month", "--rdf", "trig"]
    done = CliRunner().invoke(app, [*command, "-o", str(output)])
    assert done.exit_code == 0, done.output
    (record,) = Parts(output).records()
    assert any(s.rule.endswith("+ner") for s in record.statements)
    assert recognizer.version() in (output / "manifest.json").read_text()


@torch_only
def test_weights_that_cannot_be_read(model: Path) -> None:
    (model / "model.safetensors").write_bytes(b"torn")
    with pytest.raises(ConfigError, match=r"cannot be read.*camel_data -f -i ner-arabert"):
        pipeline.use_recognizer("camel")


def test_no_model(home: Path) -> None:
    with pytest.raises(ConfigError, match=r"no model.*geopolitical-kg\[ner\].*-i ner-arabert"):
        pipeline.use_recognizer("camel")


def test_half_a_model(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "config.json").write_text("{}")
    with pytest.raises(ConfigError, match=r"lacks vocab.txt, pytorch_model.bin"):
        pipeline.use_recognizer("camel")


@pytest.mark.skipif(bool(find_spec("torch")), reason="torch is installed")
def test_no_torch(home: Path) -> None:
    home.mkdir(parents=True)
    for name in ("config.json", "vocab.txt", "pytorch_model.bin"):
        (home / name).write_text("{}")
    with pytest.raises(ConfigError, match=r"needs torch.*geopolitical-kg\[ner\]"):
        pipeline.use_recognizer("camel")


def test_another_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_NER", "other")
    with pytest.raises(ConfigError, match="KG_NER=other: there is only camel"):
        found(TEXT)


def test_the_command_line_says_what_to_run(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(TEXT, "utf-8")
    done = CliRunner().invoke(app, ["extract", str(article), "--ner", "camel"])
    assert done.exit_code == ConfigError.exit_code
    assert "camel_data -i ner-arabert" in " ".join(done.stderr.split())


def test_spans() -> None:
    tags = ["B-PERS", "I-PERS", "I-ORG", "O", "B-LOC", "B-PERS"]
    assert list(recognizer._spans([0, 1, 2, 3, 4, 6], tags)) == [
        (0, 2, "person"), (2, 3, "organisation"), (6, 7, "person"),
    ]  # fmt: skip
