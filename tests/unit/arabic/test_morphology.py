"""Readings of word forms, and the database that they come from."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.arabic import almor
from kg.arabic.almor_file import AlmorFile
from kg.arabic.camel import morphology_database
from kg.arabic.morphology import Reading, analyse
from kg.resources import ontology

FOLDER = ontology() / "morphology"
ROOT = Path(__file__).parents[3]


def verbs(word: str) -> set[str]:
    """Finite verbs as `lemma aspect+person+gender+number [passive] [conj] [enclitic]`."""
    return {
        " ".join(
            part
            for part in (
                r.lemma,
                r.aspect + r.person + r.gender + r.number,
                "passive" if r.passive else "",
                f"{r.conj}-" if r.conj else "",
                f"-{r.enclitic}" if r.enclitic else "",
            )
            if part
        )
        for r in analyse(word)
        if r.pos == "verb"
    }


def nominals(word: str) -> set[str]:
    """Nominals as `lemma pos gender+number [conj] [ال] [enclitic] [acc]`."""
    return {
        " ".join(
            part
            for part in (
                r.lemma,
                r.pos,
                r.gender + r.number,
                f"{r.conj}-" if r.conj else "",
                "ال" if r.article else "",
                f"-{r.enclitic}" if r.enclitic else "",
                "acc" if r.accusative else "",
            )
            if part
        )
        for r in analyse(word)
        if r.pos != "verb"
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        # sound
        ("اتهم", "اتهم p3ms"),
        ("اتهمت", "اتهم p3fs"),
        ("اتهموا", "اتهم p3mp"),
        ("اتهما", "اتهم p3md"),
        ("اتهمتا", "اتهم p3fd"),
        ("اتهمنا", "اتهم p1p"),
        ("يتهم", "اتهم i3ms"),
        ("تتهم", "اتهم i3fs"),
        ("نتهم", "اتهم i1p"),
        ("يتهمون", "اتهم i3mp"),
        ("يتهموا", "اتهم i3mp"),
        ("يتهمان", "اتهم i3md"),
        ("تتهمان", "اتهم i3fd"),
        ("أتهم", "اتهم i1s"),
        # hollow
        ("قال", "قال p3ms"),
        ("قالت", "قال p3fs"),
        ("قالوا", "قال p3mp"),
        ("قلت", "قال p1s"),
        ("قلنا", "قال p1p"),
        ("يقول", "قال i3ms"),
        ("يقل", "قال i3ms"),
        ("قيل", "قال p3ms passive"),
        ("يقال", "قال i3ms passive"),
        ("أشار", "أشار p3ms"),
        ("أشرت", "أشار p1s"),
        ("يشير", "أشار i3ms"),
        ("يشر", "أشار i3ms"),
        ("استعادت", "استعاد p3fs"),
        ("يستعيد", "استعاد i3ms"),
        ("استعيدت", "استعاد p3fs passive"),
        ("اغتالت", "اغتال p3fs"),
        ("اغتيل", "اغتال p3ms passive"),
        ("يغتال", "اغتال i3ms"),
        ("خافوا", "خاف p3mp"),
        ("خفنا", "خاف p1p"),
        ("زار", "زار p3ms"),
        ("يزور", "زار i3ms"),
        ("أدين", "أدان p3ms passive"),
        # defective
        ("دعا", "دعا p3ms"),
        ("دعت", "دعا p3fs"),
        ("دعوا", "دعا p3mp"),
        ("دعوت", "دعا p1s"),
        ("يدعو", "دعا i3ms"),
        ("يدعون", "دعا i3mp"),
        ("تدع", "دعا i3fs"),
        ("دعي", "دعا p3ms passive"),
        ("نفى", "نفى p3ms"),
        ("نفت", "نفى p3fs"),
        ("نفوا", "نفى p3mp"),
        ("نفينا", "نفى p1p"),
        ("ينفي", "نفى i3ms"),
        ("ينفون", "نفى i3mp"),
        ("أجرى", "أجرى p3ms"),
        ("أجرت", "أجرى p3fs"),
        ("أجروا", "أجرى p3mp"),
        ("أجريت", "أجرى p3fs passive"),
        ("يجري", "أجرى i3ms"),
        ("يجر", "أجرى i3ms"),
        ("بقي", "بقي p3ms"),
        ("بقيت", "بقي p3fs"),
        ("بقوا", "بقي p3mp"),
        ("يبقى", "بقي i3ms"),
        ("يبقون", "بقي i3mp"),
        ("التقت", "التقى p3fs"),
        ("تولى", "تولى p3ms"),
        ("يتولون", "تولى i3mp"),
        ("ادعوا", "ادعى p3mp"),
        # assimilated
        ("وصل", "وصل p3ms"),
        ("يصل", "وصل i3ms"),
        ("تصلون", "وصل i2mp"),
        ("وضعت", "وضع p3fs"),
        ("يضع", "وضع i3ms"),
        ("يوضع", "وضع i3ms passive"),
        ("أوقفت", "أوقف p3fs"),
        ("يوقف", "أوقف i3ms"),
        ("يقف", "وقف i3ms"),
        ("يتفق", "اتفق i3ms"),
        # geminate
        ("شن", "شن p3ms"),
        ("شنت", "شن p3fs"),
        ("شنوا", "شن p3mp"),
        ("شننا", "شن p1p"),
        ("يشن", "شن i3ms"),
        ("يشنون", "شن i3mp"),
        ("احتل", "احتل p3ms"),
        ("احتللنا", "احتل p1p"),
        ("يصرون", "أصر i3mp"),
        ("استمر", "استمر p3ms"),
        # hamzated
        ("رأى", "رأى p3ms"),
        ("رأت", "رأى p3fs"),
        ("رأوا", "رأى p3mp"),
        ("رأيت", "رأى p1s"),
        ("يرى", "رأى i3ms"),
        ("يرون", "رأى i3mp"),
        ("تر", "رأى i3fs"),
        ("رآه", "رأى p3ms -3ms"),
        ("أكد", "أكد p3ms"),
        ("يؤكد", "أكد i3ms"),
        ("أخذ", "أخذ p3ms"),
        ("يأخذون", "أخذ i3mp"),
        ("آخذ", "أخذ i1s"),
        ("بدأ", "بدأ p3ms"),
        ("بدأوا", "بدأ p3mp"),
        ("بدؤوا", "بدأ p3mp"),
        ("يبدؤون", "بدأ i3mp"),
        ("بدآ", "بدأ p3md"),
        ("جاء", "جاء p3ms"),
        ("جاؤوا", "جاء p3mp"),
        ("جاءوا", "جاء p3mp"),
        ("جئنا", "جاء p1p"),
        ("يجيء", "جاء i3ms"),
        ("سأل", "سأل p3ms"),
        ("سئل", "سأل p3ms passive"),
        ("تساءل", "تساءل p3ms"),
        ("يسيء", "أساء i3ms"),
        ("آمن", "آمن p3ms"),
        ("يؤمن", "آمن i3ms"),
        ("يستأنف", "استأنف i3ms"),
        # quadriliteral
        ("زعزعت", "زعزع p3fs"),
        ("يسيطرون", "سيطر i3mp"),
        ("تدهورت", "تدهور p3fs"),
        ("يطمئن", "اطمأن i3ms"),
        # assimilation at the joint of stem and ending
        ("أعلنا", "أعلن p1p"),
        ("أثبتت", "أثبت p3fs"),
        ("أثبت", "أثبت p1s"),
        # auxiliaries
        ("كانت", "كان p3fs"),
        ("يكون", "كان i3ms"),
        ("يكن", "كان i3ms"),
        ("ليست", "ليس p3fs"),
        ("لسنا", "ليس p1p"),
        ("يستطيع", "استطاع i3ms"),
        ("يستطع", "استطاع i3ms"),
    ],
)
def test_inflection(word: str, expected: str) -> None:
    assert expected in verbs(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("واتهمت", "اتهم p3fs و-"),
        ("فقال", "قال p3ms ف-"),
        ("سيتهم", "اتهم i3ms س-"),
        ("وستتهم", "اتهم i3fs وس-"),
        ("فسيقول", "قال i3ms فس-"),
        ("ليقول", "قال i3ms ل-"),
        ("وليتهم", "اتهم i3ms ول-"),
        ("لكانت", "كان p3fs ل-"),
        ("لانرى", "رأى i1p لا-"),
        ("ومازالت", "زال p3fs وما-"),
        ("اتهمها", "اتهم p3ms -3fs"),
        ("واتهمته", "اتهم p3fs و- -3ms"),
        ("اتهموهم", "اتهم p3mp -3mp"),
        ("يدعوهما", "دعا i3ms -3d"),
        ("نفاه", "نفى p3ms -3ms"),
        ("شنتها", "شن p3fs -3fs"),
        ("تتهمنا", "اتهم i3fs -1p"),
        ("اتهمني", "اتهم p3ms -1s"),
        ("يهددونكم", "هدد i3mp -2mp"),
    ],
)
def test_verbs_with_clitics(word: str, expected: str) -> None:
    assert expected in verbs(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("اتهام", "اتهام masdar ms"),
        ("اتهاما", "اتهام masdar ms acc"),
        ("باتهامات", "اتهام masdar fp ب-"),
        ("واتهاماتها", "اتهام masdar fp و- -3fs"),
        ("لاتهامه", "اتهام masdar ms ل- -3ms"),
        ("المفاوضات", "مفاوضة masdar fp ال"),
        ("إجراء", "إجراء masdar ms"),
        ("إجراءات", "إجراء masdar fp"),
        ("إجرائها", "إجراء masdar ms -3fs"),
        ("إدانة", "إدانة masdar fs"),
        ("إدانتها", "إدانة masdar fs -3fs"),
        ("استعادة", "استعادة masdar fs"),
        ("إيقاف", "إيقاف masdar ms"),
        ("اغتيال", "اغتيال masdar ms"),
        ("ازدياد", "ازدياد masdar ms"),
        ("اضطهاد", "اضطهاد masdar ms"),
        ("تهنئة", "تهنئة masdar fs"),
        ("التحدي", "تحدي masdar ms ال"),
        ("تحد", "تحدي masdar ms"),
        ("تحديات", "تحدي masdar fp"),
        ("تآمر", "تآمر masdar ms"),
        ("هجمات", "هجوم masdar fp"),
        ("قصفه", "قصف masdar ms -3ms"),
        ("للقاء", "لقاء masdar ms ل- ال"),
        ("متهم", "متهم part_pass ms"),
        ("متهما", "متهم part_act ms acc"),
        ("المتهمين", "متهم part_pass mp ال"),
        ("مشيرا", "مشير part_act ms acc"),
        ("لافتة", "لافت part_act fs"),
        ("داعيا", "داع part_act ms acc"),
        ("قائلا", "قائل part_act ms acc"),
        ("الموالية", "موال part_act fs ال"),
        ("المنفي", "منفي part_pass ms ال"),
        ("المدعومة", "مدعوم part_pass fs ال"),
        ("مدعوون", "مدعو part_pass mp"),
        ("المحتلة", "محتل part_pass fs ال"),
        ("مصرون", "مصر part_act mp"),
        ("مهدئة", "مهدئ part_act fs"),
        ("غارة", "غارة noun fs"),
        ("الغارات", "غارة noun fp ال"),
        ("غاراتها", "غارة noun fp -3fs"),
        ("غارتين", "غارة noun fd"),
        ("بصواريخ", "صاروخ noun mp ب-"),
        ("حروبا", "حرب noun fp acc"),
        ("حليفتها", "حليف adj fs -3fs"),
        ("وحلفائه", "حليف adj mp و- -3ms"),
        ("للجنة", "لجنة noun fs ل- ال"),
        ("مسؤولي", "مسؤول noun mp"),
        ("وزيرا", "وزير noun md"),
        ("رئيسة", "رئيس noun fs"),
    ],
)
def test_nominals(word: str, expected: str) -> None:
    assert expected in nominals(word)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("اكد", "أكد"),
        ("اعلن", "أعلن"),
        ("اشار", "أشار"),
        ("إتهم", "اتهم"),
        ("إنسحب", "انسحب"),
        ("أنسحب", "انسحب"),
        ("اعلان", "إعلان"),
        ("اجراءات", "إجراء"),
        ("ينفى", "نفى"),
        ("غاره", "غارة"),
        ("اتـــهم", "اتهم"),
        ("اِتَّهَمَ", "اتهم"),
        ("مسئول", "مسؤول"),
    ],
)
def test_spelling_variants(word: str, lemma: str) -> None:
    assert lemma in {reading.lemma for reading in analyse(word)}


def test_a_closer_spelling_wins() -> None:
    assert {r.pos for r in analyse("ضربة")} == {"noun"}  # not ضرب + ه
    assert verbs("نفى") == {"نفى p3ms"}
    assert "passive" not in verbs("ينفى").pop() or len(verbs("ينفى")) == 2


@pytest.mark.parametrize("word", ["قُتل", "اتُّهمت", "يُعتقد", "استُهدفوا", "وأُعلن"])
def test_a_damma_marks_the_passive(word: str) -> None:
    assert analyse(word)[0].passive


@pytest.mark.parametrize("word", ["يُؤكد", "قالُوا", "يُتابع", "يُعلن"])
def test_a_damma_of_the_active(word: str) -> None:
    assert not any(reading.passive for reading in analyse(word))


def test_masdars_and_participles_name_their_verb() -> None:
    assert {r.root_lemma for r in analyse("اتهامات")} == {"اتهم"}
    assert {r.root_lemma for r in analyse("المتحالفة")} == {"تحالف"}
    assert {r.root_lemma for r in analyse("غارة")} == {""}


@pytest.mark.parametrize(
    "word", ["", " ", "x", "12", "،", "واشنطن", "ب", "أوباما", "ا" * 30, "قا ل"]
)
def test_words_without_a_reading(word: str) -> None:
    assert analyse(word) == ()


@pytest.mark.parametrize("word", ["إلى", "الى", "وفي", "لكنه", "وأنه", "هناك", "تلك", "وقد", "فإن"])
def test_closed_classes_have_no_reading(word: str) -> None:
    assert analyse(word) == ()


def test_readings_are_stable() -> None:
    first = analyse("اتهمت")
    analyse.cache_clear()
    assert analyse("اتهمت") == first
    assert first[0] == Reading(
        "اتهم", "verb", "اتهم", "p", "3", "f", "s", False, "", False, "", False
    )


def test_the_database_is_what_the_tables_give() -> None:
    text = almor.compile_database(FOLDER)
    assert text == (FOLDER / "morphology.db").read_text("utf-8")
    assert len(text.encode()) < 3_000_000


def test_the_analyser_of_camel_tools_reads_it() -> None:
    code = """
import sys
from pathlib import Path
from kg.arabic.camel import morphology_database, quiet_import
database = morphology_database(Path(sys.argv[1]))
with quiet_import():
    from camel_tools.morphology.analyzer import Analyzer
found = Analyzer(database).analyze(sys.argv[2])
assert {(f["lex"], f["asp"], f["prc2"], f["enc0"]) for f in found} == {
    ("اتهم", "p", "wa_conj", "3fs_dobj")}, found
assert Analyzer(database).analyze("12")[0]["pos"] == "digit"
"""
    run(code, str(FOLDER / "morphology.db"), "واتهمتها")


def test_what_is_read_late_is_what_camel_tools_reads() -> None:
    path = FOLDER / "morphology.db"
    ours, theirs = AlmorFile(path), morphology_database(path)
    assert dict(ours.stem_hash.entries()) == theirs.stem_hash
    for name in vars(ours).keys() - {"stem_hash"}:
        assert getattr(ours, name) == getattr(theirs, name)


@pytest.mark.parametrize("home", ["/proc/nowhere", "", None])
def test_it_works_offline_without_a_home_and_without_torch(home: str | None) -> None:
    code = """
import socket, sys
def refuse(*_args, **_more): raise AssertionError("network")
socket.socket.connect = refuse
from kg.arabic.morphology import analyse
assert analyse("قال")[0].lemma == "قال"
assert not {"torch", "transformers", "requests"} & set(sys.modules)
from kg.arabic.camel import quiet_import
with quiet_import():
    import camel_tools.data
"""
    run(code, home=home)


def test_it_leaves_no_trace_in_home(tmp_path: Path) -> None:
    run("from kg.arabic.morphology import analyse; assert analyse('قال')", home=str(tmp_path))
    assert not list(tmp_path.iterdir())


def run(code: str, *arguments: str, home: str | None = "/proc/nowhere") -> None:
    """Run code in a fresh interpreter with another HOME (None: none set)."""
    changed = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    dropped = {"CAMELTOOLS_DATA", "KG_MORPHOLOGY_DB", "HOME"}
    environment = {k: v for k, v in os.environ.items() if k not in dropped} | changed
    if home is not None:
        environment["HOME"] = home
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_another_database_answers_for_unknown_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.arabic import morphology

    header = "\t".join(almor.VERB_COLUMNS)
    (tmp_path / "verbs.tsv").write_text(f"{header}\nبربر\tبربر\tQ\n", "utf-8")
    (tmp_path / "nouns.tsv").write_text("\t".join(almor.NOUN_COLUMNS) + "\n", "utf-8")
    (tmp_path / "particles.tsv").write_text("\t".join(almor.PARTICLE_COLUMNS) + "\n", "utf-8")
    (tmp_path / "other.db").write_text(almor.compile_database(tmp_path), "utf-8")
    assert analyse("يبربرون") == ()
    monkeypatch.setenv("KG_MORPHOLOGY_DB", str(tmp_path / "other.db"))
    analyse.cache_clear()
    morphology._other.cache_clear()
    try:
        assert analyse("يبربرون")[0].lemma == "بربر"
    finally:
        analyse.cache_clear()
        morphology._other.cache_clear()


def test_check_names_file_line_and_problem(tmp_path: Path) -> None:
    rows = [
        "قال\tقول\tI\tu\tقول\tsay",
        "قال\tقول\tI\tu\tقول\tsay",
        "أكد\tءكد\tXII\t\t\taffirm",
        "اتهم\tوه\tVIII\t\t\taccuse",
        "أعلن\tعلم\tIV\t\t\tdeclare",
        "kana\tكون\tI\tu\tكون\tbe",
        "شن\tشنن\tI\tu\t\tlaunch",
    ]
    path = tmp_path / "verbs.tsv"
    path.write_text("# x\n" + "\t".join(almor.VERB_COLUMNS[:6]) + "\n" + "\n".join(rows), "utf-8")
    problems = almor.check([path])
    for line, text in (
        (4, "already"),
        (5, "unknown form"),
        (6, "letters"),
        (7, "do not give the lemma"),
        (8, "not an unvocalised Arabic letter"),
        (9, "needs a verbal noun"),
    ):
        assert any(p.startswith(f"verbs.tsv:{line}: ") and text in p for p in problems), text
    nouns = tmp_path / "nouns.tsv"
    nouns.write_text("\t".join(almor.NOUN_COLUMNS) + "\nغارة\tverb\t\tx\traid\n", "utf-8")
    assert len(almor.check([nouns])) == 2
    assert almor.check([tmp_path / "absent.tsv"])


def test_the_shipped_tables_have_no_problems() -> None:
    assert almor.check([FOLDER / name for name in almor.COLUMNS]) == []


def test_broken_plurals_like_mafail_take_no_alif() -> None:
    assert {"مطلب noun mp", "مطلب noun mp acc"} & nominals("مطالب")
    assert not any(n.startswith("مطلب ") for n in nominals("مطالبا"))
    assert any(n.startswith("رجل noun mp") for n in nominals("رجالا"))
