"""Who is speaking, chunk by chunk: reporting verbs, participle chains, sources, colons, quotes."""

from __future__ import annotations

from typing import Final

from kg.extraction.chunks import COMP, MARK, NP, QUOTE, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, Arg, Memory, View

_REACH: Final = 14


class Speech:
    """Marks the speakers of one sentence in its view, and updates the discourse memory."""

    def __init__(self, view: View, memory: Memory, carried: str | None, title: bool) -> None:
        self.v, self.m, self.title = view, memory, title
        self.chunks = view.chunks
        if carried and self.chunks:
            self._mark(0, self._quote_end(0), carried)

    def run(self) -> None:
        """Walk the sentence from left to right."""
        self._colon()
        for k, c in enumerate(self.chunks):
            if c.kind == VERB:
                self._verb(k, c)
            elif c.kind != NP:
                continue
            elif c.reports:
                speaker = self.m.speaker
                if speaker:
                    self._say(k, speaker, strict=False)
            elif c.prep in self.v.classes["citing"]:
                self._source(k, c)

    def _colon(self) -> bool:
        """X: ... at the head of a title or a sentence."""
        for k, c in enumerate(self.chunks[:8]):
            if c.kind == MARK and c.base == ":":
                left = [x for x in self.chunks[:k] if x.kind == NP]
                if not left or any(x.kind == VERB for x in self.chunks[:k]):
                    return False
                arg = self.v.np(self.chunks.index(left[0]))
                if arg and arg.mode in (NAMED, HUMAN) and not left[0].prep:
                    known = self.v.cast.known.get(arg.refs[0])
                    if known and (known.kind == "place" or self._headline_topic(known.kind, k)):
                        return False
                    self._mark(k + 1, len(self.chunks), arg.refs[0])
                    self.m.speaker = arg.refs[0]
                    return True
                return False
        return False

    def _headline_topic(self, kind: str, k: int) -> bool:
        """اليمن: مقتل ...: a state before a colon without a clause is where, not who speaks."""
        if kind != "state":
            return False
        rest = self.chunks[k + 1 : k + 6]
        return bool(rest) and rest[0].kind == NP and all(c.kind not in (VERB, QUOTE) for c in rest)

    def _verb(self, k: int, c: Chunk) -> None:
        r = c.reading
        if r is None or r.lemma not in self.v.classes["report"]:
            return
        nested = self.v.speakers[k]
        subject = self._cited(k, r.lemma) or self.v.subject(k)
        if subject is None:
            subject = self._dropped(k, c)
        if subject is None or subject.mode not in (NAMED, HUMAN):
            self._unknown(k)
            return
        speaker = subject.refs[0]
        if self._trails(k):
            for j in range(k):
                self.v.speakers[j] = self.v.speakers[j] or speaker
            return
        if not nested or not c.quoted:
            self.m.speaker = speaker
        self._say(k, speaker, strict=r.lemma not in self.v.classes["declaring"])

    def _trails(self, k: int) -> bool:
        """بحسب ما أفاد مسؤولون, حسبما أعلن الجيش: the verb names the source of what precedes."""
        t = self.chunks[k].begin
        if t < 2 or self.chunks[k].conj:
            return False
        one, two = self.v.words[t - 1].base, self.v.words[t - 2].base
        if one == "ما":
            return two in self.v.classes["source_folded"]
        return one in self.v.classes["trailing_folded"]

    def _cited(self, k: int, lemma: str) -> Arg | None:
        """نقلت الوكالة عن مسؤول قوله إن: the one who is cited speaks."""
        if lemma not in ("نقل", "نسب"):
            return None
        j = self.v.pp(k, "عن", 5)
        arg = self.v.people(j) if j is not None else None
        return arg if arg and arg.mode in (NAMED, HUMAN) else None

    def _dropped(self, k: int, c: Chunk) -> Arg | None:
        """وأضاف ...: nobody is named, so the last speaker goes on."""
        p = self.v.after(k)
        said = p is not None and any(x.kind == QUOTE for x in self.chunks[k + 1 : p])
        nobody = p is None or said or (self.v.np(p) is None and self._adverbial(p))
        if self.m.speaker and nobody:
            return Arg((self.m.speaker,), NAMED)
        return None

    def _adverbial(self, p: int) -> bool:
        c = self.chunks[p]
        return c.reading is not None and c.reading.accusative

    def _unknown(self, k: int) -> None:
        """Someone whom the text does not name as an actor speaks: nobody's words."""
        end = self._end(k)
        start = self._content(k, strict=True)
        if start is not None:
            for j in range(start, end):
                if self.v.speakers[j] is None or not self.chunks[j].quoted:
                    self.v.speakers[j] = None

    def _say(self, k: int, speaker: str, strict: bool) -> None:
        start = self._content(k, strict)
        if start is not None:
            self._mark(start, self._end(k), speaker)

    def _content(self, k: int, strict: bool) -> int | None:
        """Where reported content begins: after أن/إن, a colon, an opening quotation mark.

        A strict verb needs one of these; the others also report by a bare complement.
        """
        subject = self.v.subject(k) if self.chunks[k].kind == VERB else None
        start = max(k, subject.last if subject else k)
        for j in range(start + 1, min(len(self.chunks), start + _REACH)):
            c = self.chunks[j]
            if c.kind == COMP or c.kind == MARK and c.base == ":":
                return j + 1 if not c.enclitic else j
            if c.kind == QUOTE and not (start > k and j == start + 1 and self._closing(j)):
                return j
            if c.kind in (VERB, SUBORD) and not self._relative(j):
                break
            if c.reports:
                break
        return None if strict else start + 1

    def _closing(self, j: int) -> bool:
        return j > 0 and self.chunks[j - 1].quoted == self.chunks[j].quoted != 0

    def _relative(self, j: int) -> bool:
        return any(self.chunks[i].kind == REL for i in range(max(0, j - 2), j))

    def _end(self, k: int) -> int:
        """Where reported content ends: at "فيما ..." or "، وذلك ..." outside a quotation."""
        for j in range(k + 1, len(self.chunks)):
            c = self.chunks[j]
            if c.quoted:
                continue
            if c.kind == SUBORD and c.base in self.v.classes["narration_folded"] and j > k + 3:
                return j
            if c.kind == NP and c.conj == "و" and self.v.words[c.begin].base == "ذلك":
                return j
        return len(self.chunks)

    def _quote_end(self, k: int) -> int:
        number = self.chunks[k].quoted
        end = k
        while end < len(self.chunks) and self.chunks[end].quoted == number:
            end += 1
        return end

    def _mark(self, begin: int, end: int, speaker: str) -> None:
        for j in range(max(begin, 0), end):
            self.v.speakers[j] = speaker

    def _source(self, k: int, c: Chunk) -> bool:
        """... بحسب واشنطن: a trailing source speaks the sentence."""
        if c.prep not in self.v.classes["source"] and not (
            c.prep in ("ل", "عن") and k > 0 and self._is_source(k - 1)
        ):
            return False
        arg = self.v.np(k)
        if arg is None or arg.mode not in (NAMED, HUMAN):
            return False
        known = self.v.cast.known.get(arg.refs[0])
        if known is None or known.kind == "place":
            return False
        for j in range(len(self.chunks)):
            if self.v.speakers[j] is None:
                self.v.speakers[j] = arg.refs[0]
        return True

    def _is_source(self, j: int) -> bool:
        c = self.chunks[j]
        return (
            self.v.words[c.first].base in self.v.classes["source"]
            if c.kind in (NP, TIME)
            else False
        )
