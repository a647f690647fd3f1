"""Polarity and modality of a match: negation, denial, future, condition, possibility, former."""

from __future__ import annotations

from typing import Final

from kg.extraction.chunks import COMP, MARK, MODAL, NEG, NP, REL, SUBORD, VERB, Chunk
from kg.extraction.clauses import View
from kg.extraction.slots import Match
from kg.model import Modality, Polarity

_FUTURE: Final = frozenset({"سوف"})
_QUESTION: Final = frozenset({"هل", "كيف", "لماذا", "متي"})
_SOON: Final = frozenset({"المقبل", "المقبله", "غدا", "القادم", "القادمه"})
#: ليس مجرد انتهاك: it is that, and more.
_NOT_JUST: Final = frozenset({"مجرد", "محض"})
_CONDITION: Final = frozenset({"اذا", "لو", "في حال", "حال", "لولا"})


def mood(view: View, m: Match) -> tuple[Polarity, Modality]:
    """Polarity and modality of a matched frame."""
    c = view.chunks[m.chunk]
    if c.kind == VERB:
        return _of_verb(view, m.chunk)
    polarity, modality = _of_noun(view, m)
    denied = view.words[c.first].base in ("بعدم", "لعدم") and c.first < m.token
    denied = denied or "P" in m.frame.patient and _is_not(view, m.chunk)
    return "negative" if denied else polarity, modality


def _is_not(view: View, k: int) -> bool:
    """لم يكن | متناسبا: whether the copula before a predicate is denied."""
    if k < 2 or view.chunks[k - 2].kind != NEG or view.chunks[k - 1].kind != VERB:
        return False
    r = view.chunks[k - 1].reading
    return r is not None and r.lemma in view.classes["copula"]


def _of_verb(view: View, k: int) -> tuple[Polarity, Modality]:
    c = view.chunks[k]
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    r = c.reading
    if r and ("س" in r.conj):
        modality = "planned"
    if r and ("لا" in r.conj or "ما" in r.conj):
        polarity = "negative"
    j = k - 1
    steps = 0
    while j >= 0 and steps < 12:
        x = view.chunks[j]
        if x.kind == NEG and j >= k - 2:
            polarity = "negative"
            if x.base == "لن":
                modality = "planned"
        elif x.kind == MODAL:
            if x.base in _FUTURE:
                modality = "planned"
            elif x.base == "قد" and r and r.aspect == "i" or x.base in ("ربما", "لعل"):
                modality = "possible"
        elif x.kind == SUBORD:
            if x.base in _CONDITION or x.base in _QUESTION:
                modality = "possible"
            break
        elif x.kind == COMP:
            governed = _governing(view, j)
            if governed in view.classes["negating"]:
                polarity = "negative"
            elif r and r.aspect == "i" and governed in view.classes["planned"]:
                modality = "planned"
            elif r and r.aspect == "i" and governed in view.classes["possible"]:
                modality = "possible"
            break
        elif x.kind == VERB and _goes_on(c, x):
            pass  # لا ينبغي أن يدين إيران ويتخذ إجراءات ضدها
        elif x.kind == VERB and j < k - 1 or x.kind == MARK and x.base not in ("،", ",", "(", ")"):
            break
        elif x.kind == VERB:
            lemma = x.reading.lemma if x.reading else ""
            if lemma in view.classes["possible"]:
                modality = "possible"
            break
        j -= 1
        steps += 1
    if modality == "actual" and r and r.aspect == "i" and _soon(view, k):
        modality = "planned"
    return polarity, modality


def _goes_on(c: Chunk, left: Chunk) -> bool:
    """Whether two verbs are joined under one particle, both in the imperfect."""
    pair = (c.reading, left.reading)
    return c.conj == "و" and all(r is not None and r.aspect == "i" for r in pair)


def _soon(view: View, k: int) -> bool:
    """Whether a time to come stands in the clause: الأسبوع المقبل، غدا."""
    for j in range(k + 1, min(k + 9, len(view.chunks))):
        x = view.chunks[j]
        if x.kind in (COMP, SUBORD, VERB):
            return False
        if x.kind == "time" and any(view.words[t].base in _SOON for t in range(x.begin, x.end)):
            return True
    return False


def _governing(view: View, comp: int) -> str:
    """Lemma of the verb or participle that governs a complementizer."""
    for j in range(comp - 1, max(-1, comp - 7), -1):
        x = view.chunks[j]
        if x.kind == VERB:
            return x.reading.lemma if x.reading else ""
        if x.kind == NP and view.reporting(x):
            return x.reading.root_lemma if x.reading else ""
        if x.kind == NP and x.reading and x.reading.pos in ("masdar", "part_act"):
            return x.reading.root_lemma
    return ""


def _stopped(view: View, j: int, k: int) -> bool:
    """أوقفت برلين تصدير السلاح: whether the verb at `j` ends what its object at `k` says."""
    r, s = view.chunks[j].reading, view.subject(j)
    start = s.last if s is not None and s.chunk > j else j
    return r is not None and r.lemma in view.classes["stopping"] and k == start + 1


def _governed(view: View, lemma: str, mode: Modality, modality: Modality) -> Modality:
    """The modality of what a verb governs: the verb's own, where it says none by itself."""
    if lemma in view.classes["planned"]:
        return "planned"
    if lemma in view.classes["possible"]:
        return "possible"
    return mode if mode != "actual" and modality == "actual" else modality


def _of_noun(view: View, m: Match) -> tuple[Polarity, Modality]:
    k = m.chunk
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    c = view.chunks[k]
    if any("former" in view.words[t].classes for t in range(c.first, c.end)):
        modality = "former"
    if any("possible" in view.words[t].classes for t in range(c.first, c.end)):
        modality = "possible"
    if any(view.words[t].base == "اي" for t in range(c.begin, c.end)):
        modality = "possible"
    for j in range(k - 1, max(-1, k - 8), -1):
        x = view.chunks[j]
        if x.kind == NEG and j == k - 1:
            polarity = "positive" if view.words[c.first].base in _NOT_JUST else "negative"
            break
        if (
            x.kind == NP
            and j == k - 1
            and not c.prep
            and view.words[x.first].base in ("عدم", "دون")
        ):
            polarity = "negative"
            break
        if x.kind == VERB and m.construction == "participle":
            break  # ولم يوافق على البيان متهما كندا ...: the accusation is made
        if x.kind == VERB:
            lemma = x.reading.lemma if x.reading else ""
            inherited, mode = _of_verb(view, j)
            subject = view.subject(j)
            own = subject is not None and bool(set(subject.refs) & set(m.agent.refs))
            denied = lemma in view.classes["negating"] and m.frame.predicate != "rejects"
            if own and (denied or inherited == "negative"):
                polarity = "negative"
            if lemma in view.classes["failing"] and m.frame.predicate != "meets":
                polarity = "negative"
            if "relation" in m.frame.flags:
                once = j > 0 and "former" in view.words[view.chunks[j - 1].begin].classes
                if once or lemma == "كان" and x.reading and x.reading.aspect == "p":
                    modality = "former"
                break
            stopped = _stopped(view, j, k)
            if stopped and m.frame.predicate == "aids":
                polarity = "negative"
            modality = "former" if stopped else _governed(view, lemma, mode, modality)
            break
        if x.kind == NP and view.reporting(x):
            root = x.reading.root_lemma if x.reading else ""
            if root in view.classes["negating"]:
                polarity = "negative"
            elif root in view.classes["possible"]:
                modality = "possible"
            break
        if x.kind in (COMP, SUBORD, REL) or x.kind == MARK and x.base not in ("،", '"'):
            break
    return polarity, modality
