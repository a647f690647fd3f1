"""Compile ontology/morphology/*.tsv to a morphology database in ALMOR format.

The result can be read by `camel_tools.morphology.database.MorphologyDB` and analysed by
`camel_tools.morphology.analyzer.Analyzer`. `kg.arabic.morphology` is its only reader here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kg.arabic import almor_affixes, almor_nominals, almor_verbs
from kg.arabic.almor_roots import PATTERNS, Verb, weakness
from kg.arabic.almor_spelling import fold

VERB_COLUMNS = ("lemma", "root", "form", "imperfect", "masdar", "gloss", "flags")
NOUN_COLUMNS = ("lemma", "pos", "plural", "gender", "gloss")
_FLAGS = frozenset({"intr", "aux"})
_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
_POS = ("noun", "adj")
_CLOSED = {
    "pos": "verb noun masdar adj part_act part_pass digit punc foreign",
    "asp": "p i c na",
    "per": "1 2 3 na",
    "gen": "m f u na",
    "num": "s d p u na",
    "vox": "a p na",
    "prc2": "0 wa_conj fa_conj na",
    "prc1": "0 bi_prep li_prep ka_prep sa_fut la_emph li_jus lA_neg mA_neg na",
    "prc0": "0 Al_det na",
    "cas": "u a na",
}
_OPEN = ("diac", "lex", "vlex", "root", "form", "gloss", "enc0", "bw", "source", "stem")
_ORDER = "diac lex vlex pos root form asp per gen num vox prc2 prc1 prc0 enc0 cas gloss"


class Row(NamedTuple):
    """A record of a table with the place it stands at, `file:line`."""

    place: str
    cells: dict[str, str]


class StemLine(NamedTuple):
    """A line of the section STEMS."""

    key: str
    category: str
    features: str


def read(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read a table: `#` lines are comments, the first other line is the header.

    Args:
        path: a UTF-8 file with tab-separated cells.
        columns: the names that the header may have, in this order; the last ones may lack.

    Raises:
        ValueError: for another header, or a line with too many cells.
    """
    header: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#") or not line.strip():
                continue
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            place = f"{path.name}:{number}"
            if not header:
                header = cells
                if tuple(header) != columns[: len(header)]:
                    raise ValueError(f"{place}: the header is not {' '.join(columns)}")
                continue
            if len(cells) > len(columns):
                raise ValueError(f"{place}: {len(cells)} cells in {len(columns)} columns")
            yield Row(place, dict.fromkeys(columns, "") | dict(zip(header, cells, strict=False)))


def compile_database(folder: Path) -> str:
    """Compile verbs.tsv and nouns.tsv of a folder.

    Returns:
        The text of the database, the same for the same tables.

    Raises:
        ValueError: for a table that `check` has something to say about.
    """
    problems = check([folder / "verbs.tsv", folder / "nouns.tsv"])
    if problems:
        raise ValueError("\n".join(problems))
    stems: set[StemLine] = set()
    for row in read(folder / "verbs.tsv", VERB_COLUMNS):
        stems.update(verb_lines(row.cells))
    for row in read(folder / "nouns.tsv", NOUN_COLUMNS):
        stems.update(noun_lines(row.cells))
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
            f"prc2:0 prc1:0 prc0:0 enc0:0 cas:na {gloss}"
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


def check(paths: Iterable[Path]) -> list[str]:
    """Check tables.

    Args:
        paths: files named verbs.tsv or nouns.tsv.

    Returns:
        One `file:line: problem` for each problem, none for sound tables.
    """
    problems: list[str] = []
    for path in paths:
        is_verbs = path.name == "verbs.tsv"
        seen: dict[str, str] = {}
        try:
            for row in read(path, VERB_COLUMNS if is_verbs else NOUN_COLUMNS):
                key = " ".join(row.cells[name] for name in ("lemma", "root", "form", "pos")
                               if name in row.cells)  # fmt: skip
                found = list((_check_verb if is_verbs else _check_noun)(row.cells))
                if key in seen:
                    found.append(f"{row.cells['lemma']} stands at {seen[key]} already")
                seen.setdefault(key, row.place)
                problems += [f"{row.place}: {text}" for text in found]
        except (OSError, UnicodeDecodeError, ValueError) as error:
            problems.append(str(error))
    return problems


def _letters(cells: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    if not cells["lemma"]:
        yield "no lemma"
    for name in names:
        strange = set(cells[name]) - _LETTERS - set("|/ ")
        if strange:
            yield f"{name} {cells[name]}: not an unvocalised Arabic letter: {sorted(strange)}"


def _check_verb(cells: dict[str, str]) -> Iterator[str]:
    yield from _letters(cells, ("lemma", "root", "masdar"))
    root, form, vowel = cells["root"], cells["form"], cells["imperfect"]
    if form not in PATTERNS:
        yield f"unknown form {form!r}"
        return
    if len(root) != (4 if form.startswith("Q") else 3):
        yield f"root {root} has {len(root)} letters"
        return
    if (vowel not in ("a", "i", "u")) if form == "I" else vowel:
        yield f"imperfect vowel {vowel!r} in form {form}"
    elif almor_verbs.find(cells["lemma"], root, form, vowel) is None:
        yield f"{cells['lemma']}: root {root} ({weakness(root, form) or 'sound'}) and form {form} "\
              "do not give the lemma"  # fmt: skip
    if form == "I" and not cells["masdar"] and cells["flags"] != "aux":
        yield f"{cells['lemma']}: form I needs a verbal noun"
    for flag in set(cells["flags"].split()) - _FLAGS:
        yield f"unknown flag {flag}"


def _check_noun(cells: dict[str, str]) -> Iterator[str]:
    yield from _letters(cells, ("lemma", "plural"))
    if cells["pos"] not in _POS:
        yield f"unknown pos {cells['pos']!r}"
    if cells["gender"] not in ("m", "f", "mf"):
        yield f"unknown gender {cells['gender']!r}"
