"""Compile ontology/morphology/*.tsv to a morphology database in ALMOR format.

The result can be read by `camel_tools.morphology.database.MorphologyDB` and analysed by
`camel_tools.morphology.analyzer.Analyzer`. `kg.arabic.morphology` is its only reader here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.arabic import almor_affixes, almor_nominals, almor_verbs
from kg.arabic.almor_roots import Verb
from kg.arabic.almor_spelling import fold
from kg.arabic.almor_tables import (
    COLUMNS,
    NOUN_COLUMNS,
    PARTICLE_COLUMNS,
    VERB_COLUMNS,
    check,
    read,
)

__all__ = [
    "COLUMNS",
    "NOUN_COLUMNS",
    "PARTICLE_COLUMNS",
    "VERB_COLUMNS",
    "check",
    "compile_database",
]

_CLOSED = {
    "pos": "verb noun masdar adj part_act part_pass part digit punc foreign",
    "asp": "p i c na",
    "per": "1 2 3 na",
    "gen": "m f u na",
    "num": "s d p u na",
    "vox": "a p na",
    "prc2": "0 wa_conj fa_conj na",
    "prc1": "0 bi_prep li_prep ka_prep sa_fut la_emph li_jus lA_neg mA_neg na",
    "prc0": "0 Al_det na",
    "cas": "u a na",
    "mod": "u j na",
}
_OPEN = ("diac", "lex", "vlex", "root", "form", "gloss", "enc0", "bw", "source", "stem")
_ORDER = "diac lex vlex pos root form asp per gen num vox prc2 prc1 prc0 enc0 cas mod gloss"


class StemLine(NamedTuple):
    """A line of the section STEMS."""

    key: str
    category: str
    features: str


def compile_database(folder: Path) -> str:
    """Compile verbs.tsv, nouns.tsv and particles.tsv of a folder.

    Returns:
        The text of the database, the same for the same tables.

    Raises:
        ValueError: for a table that `check` has something to say about.
    """
    problems = check([folder / name for name in COLUMNS])
    if problems:
        raise ValueError("\n".join(problems))
    stems: set[StemLine] = set()
    for lines, (name, columns) in zip(
        (verb_lines, noun_lines, particle_lines), COLUMNS.items(), strict=True
    ):
        for row in read(folder / name, columns):
            stems.update(lines(row.cells))
    return "\n".join(_sections(sorted(stems))) + "\n"


def _sections(stems: list[StemLine]) -> Iterator[str]:
    yield "###DEFINES###"
    for name, values in sorted(_CLOSED.items()):
        yield f"DEFINE {name} " + " ".join(f"{name}:{value}" for value in values.split())
    for name in sorted(_OPEN):
        yield f"DEFINE {name} {name}:*open*"
    yield "###DEFAULTS###"
    for pos in [*_CLOSED["pos"].split(), "latin"]:
        rest = " ".join(f"{name}:na" for name in sorted(_CLOSED) if name != "pos")
        yield f"DEFAULT pos:{pos} {rest} enc0:na"
    yield "###ORDER###"
    yield f"ORDER {_ORDER}"
    yield "###TOKENIZATIONS###"
    yield "###STEMBACKOFF###"
    yield "###PREFIXES###"
    yield from _affix_lines(almor_affixes.prefixes())
    yield "###SUFFIXES###"
    yield from _affix_lines(almor_affixes.suffixes())
    yield "###STEMS###"
    yield from ("\t".join(stem) for stem in stems)
    categories = sorted({stem.category for stem in stems})
    links = {category: almor_affixes.stem_links(category) for category in categories}
    yield "###TABLE AB###"
    yield from sorted(f"{before} {stem}" for stem in categories for before in links[stem][0])
    yield "###TABLE BC###"
    yield from sorted(f"{stem} {after}" for stem in categories for after in links[stem][1])
    yield "###TABLE AC###"
    yield from sorted({" ".join(pair) for pair in almor_affixes.affix_links()})


def _affix_lines(affixes: Iterable[almor_affixes.Affix]) -> list[str]:
    return sorted({f"{fold(text)}\t{category}\t{features}" for text, category, features in affixes})


def verb_lines(cells: dict[str, str]) -> Iterator[StemLine]:
    """Yield the stems of a verb, of its verbal nouns and of its participles."""
    lemma, root, form = cells["lemma"], cells["root"], cells["form"]
    verb = almor_verbs.find(lemma, root, form, cells["imperfect"])
    if verb is None:
        raise ValueError(f"{lemma}: root and form do not give the lemma")
    gloss = _gloss(cells["gloss"])
    intransitive = bool(cells["flags"])
    for found in almor_verbs.forms(verb, not intransitive):
        kind = "PV" if found.aspect == "p" else "IV"
        features = (
            f"diac:{found.text} lex:{lemma} vlex:{lemma} pos:verb root:{root} form:{form} "
            f"asp:{found.aspect} per:3 gen:m num:s vox:{'p' if found.passive else 'a'} "
            f"prc2:0 prc1:0 prc0:0 enc0:0 cas:na mod:u {gloss}"
        )
        yield StemLine(fold(found.text), f"{kind}-{found.slots}", features)
    if cells["flags"] == "aux":
        return
    for name, stems in _masdars(verb, cells):
        yield from _nominal_lines(stems, name, lemma, "masdar", root, gloss)
    active, passive = almor_verbs.participles(verb)
    weak = verb.weak == "defective"
    if active:
        stems = almor_nominals.adjective(active, weak=weak)
        name = active[:-1] if weak else active  # cited without the article: موالٍ
        yield from _nominal_lines(stems, name, lemma, "part_act", root, gloss)
    if passive and not intransitive:
        stems = almor_nominals.adjective(passive)
        yield from _nominal_lines(stems, passive, lemma, "part_pass", root, gloss)


def _masdars(
    verb: Verb, cells: dict[str, str]
) -> Iterator[tuple[str, Iterator[almor_nominals.Nominal]]]:
    regular = almor_verbs.masdar(verb, cells["lemma"])
    listed = [part.strip() for part in cells["masdar"].split("|") if part.strip()]
    weak = verb.weak == "defective" and regular.endswith("ي")
    for entry in dict.fromkeys([regular, *listed] if regular else listed):
        name, *plurals = entry.split("/")
        is_weak = weak and name == regular
        yield name, almor_nominals.masdar(name, tuple(plurals), name == regular, is_weak)


def noun_lines(cells: dict[str, str]) -> Iterator[StemLine]:
    """Yield the stems of a noun or adjective."""
    lemma = cells["lemma"]
    plurals = tuple(part.strip() for part in cells["plural"].split("|") if part.strip())
    if cells["pos"] == "adj":
        stems = almor_nominals.adjective(lemma, plurals)
    else:
        stems = almor_nominals.noun(lemma, plurals, cells["gender"])
    yield from _nominal_lines(stems, lemma, "", cells["pos"], "", _gloss(cells["gloss"]))


def particle_lines(cells: dict[str, str]) -> Iterator[StemLine]:
    """Yield the forms of a word of a closed class."""
    for form in (cells["lemma"], *cells["forms"].split("|")):
        if form.strip():
            features = f"diac:{form.strip()} lex:{cells['lemma']} pos:part prc2:0"
            yield StemLine(fold(form.strip()), "X-", features)


def _nominal_lines(
    stems: Iterable[almor_nominals.Nominal],
    lemma: str,
    verb: str,
    pos: str,
    root: str,
    gloss: str,
) -> Iterator[StemLine]:
    for text, slots, gender, number in stems:
        if not slots:
            continue
        category = f"N-{''.join(sorted(set(slots)))}{'L' if text[0] == 'ل' else ''}"
        for spelling in {text, text.replace("ؤو", "ئو")}:  # مسؤول, مسئول
            features = (
                f"diac:{spelling} lex:{lemma} vlex:{verb or 0} pos:{pos} root:{root or 0} "
                f"asp:na per:na gen:{gender} num:{number} vox:na "
                f"prc2:0 prc1:0 prc0:0 enc0:0 cas:u {gloss}"
            )
            yield StemLine(fold(spelling), category, features)


def _gloss(text: str) -> str:
    return "gloss:" + (text.split("|")[0].strip().replace(" ", "_") or "0")
