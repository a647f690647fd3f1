"""Frames: from a trigger word and its filled slots to claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, CONJ, MARK, NEG, NP, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, THING, Arg, View
from kg.extraction.words import FrameIndex
from kg.lexicons import Frame, Lexicon


class Match(NamedTuple):
    """A frame that fired: who, whom, where, how sure.

    Attributes:
        chunk, token: indices of the trigger word.
        topic: token span [begin, end), or None.
        act: tokens of the trigger with its complements: what an accuser reproaches.
        construction: "verb", "noun", "participle": part of the rule's name.
    """

    frame: Frame
    agent: Arg
    patient: Arg | None
    chunk: int
    token: int
    topic: tuple[int, int] | None
    construction: str
    act: tuple[int, int] = (0, 0)


class Frames:
    """The frames of one lexicon by lemma and part of speech."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.index = FrameIndex(lexicon)
        self.classes = {k: frozenset(v) for k, v in lexicon.classes.items()}
        self.classes["qualifier_folded"] = frozenset(map(fold, self.classes["qualifier"]))
        self.classes["seealso_folded"] = frozenset(map(fold, self.classes["seealso"]))
        self.classes["masculine_seat_folded"] = frozenset(map(fold, self.classes["masculine_seat"]))
        self.classes["narration_folded"] = frozenset(map(fold, self.classes["narration"]))
        self.classes["source_folded"] = frozenset(map(fold, self.classes["source"]))
        self.classes["trailing_folded"] = frozenset(map(fold, self.classes["trailing"]))
        self.classes["locative_folded"] = frozenset(map(fold, self.classes["locative"]))
        self.classes["pair_folded"] = frozenset(fold(w) for w in lexicon.classes.get("pair", ()))

    def matches(self, view: View) -> Iterator[Match]:
        """All frames that fire in a sentence, in text order."""
        m = _Matcher(self, view)
        for k, c in enumerate(view.chunks):
            if c.kind == VERB and c.reading:
                for f in self.index.of(c.reading):
                    yield from m.verb(f, k, c)
            elif c.kind == NP:
                for f in self.index.get((c.prep, "prep"), ()):
                    yield from m.relation(f, k, c, c.first)
                for t in range(c.first, c.end):
                    triggers = view.words[t].triggers
                    if not triggers or any(x.begin <= t < x.end for x in c.names):
                        continue
                    for r, f in triggers:
                        yield from m.noun(f, k, c, t, r)


def _p(prep: str) -> str:
    """A preposition as chunks spell it (folded)."""
    return fold(prep)


class _Matcher:
    def __init__(self, frames: Frames, view: View) -> None:
        self.f, self.v = frames, view
        self.classes = frames.classes

    # --- verbs -------------------------------------------------------------------------

    def verb(self, f: Frame, k: int, c: Chunk) -> Iterator[Match]:
        v = self.v
        carrier = self._with(f, k, k + 1)
        if f.with_ and carrier is None:
            return
        if "suffers" in f.flags:
            yield from self._suffers(f, k, c)
            return
        if "victim" in f.flags and self._killed(k):
            return
        agent = self._event_or_subject(f, k)
        by = self._by(k)
        if by is None and c.reading and c.reading.passive:
            return
        if by is not None:
            p = v.after(k)
            agent, patient = by, v.owner(p) if p is not None else agent
        elif agent is None:
            return
        else:
            patient = self._patient(f, k, c, agent, carrier)
        if "event" in f.flags and not self._subject_is_event(k):
            return
        if f.predicate == "targets" and self._abstract(k):
            return
        if f.predicate == "rejects" and self._declines(k, agent):
            return
        if agent.mode == THING and f.predicate not in ("targets", "alliedWith"):
            return
        if not self._fits(f, agent, patient):
            return
        yield from self._emit(f, agent, patient, k, c.first, "verb")

    def _suffers(self, f: Frame, k: int, c: Chunk) -> Iterator[Match]:
        """قتل جنود في كمين نصبه الحوثيون: who did it stands in the event that they died in."""
        v = self.v
        agent = self._in_event(k)
        if agent is None:
            return
        s = v.subject(k)
        if s is None:
            p = v.after(k)
            s = v.owner(p) if p is not None else None
        if s and not set(s.refs) & set(agent.refs):
            yield from self._emit(f, agent, s, k, c.first, "suffers")

    def _killed(self, k: int) -> bool:
        """Whether a verb of killing without an object is a passive: الجنود قتلوا في ..."""
        v = self.v
        r = v.chunks[k].reading
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if nxt and nxt.kind == NP and nxt.prep == "في" and nxt.enclitic:
            return True
        if r is None or r.enclitic or self._by(k) is not None:
            return False
        j = v.obj_chunk(k)
        s = v.subject(k)
        start = max(k, s.last if s else k)
        return j is None or any(c.kind == NP and c.prep for c in v.chunks[start + 1 : j])

    def _in_event(self, k: int) -> Arg | None:
        """The agent of an event in a prepositional phrase after chunk `k`."""
        v = self.v
        means = _MEANS | {"بعد"} if v.chunks[k].kind == VERB else _MEANS
        for j in range(k + 1, min(k + 10, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB and c.conj and c.reading and self._undergoes(c.reading):
                continue
            if c.kind in (VERB, COMP, SUBORD):
                return None
            if c.kind == NP and c.prep in means and v.is_event(j):
                found = self.event_agent(j, exclude=k)
                if found and found.mode != THING and not self._place(found):
                    return found
        return None

    def _fits(self, f: Frame, agent: Arg | None, patient: Arg | None) -> bool:
        """Whether the fillers are of the sort that the frame asks for."""
        if "alliance" in f.flags:
            kinds = {self.v.cast.known[r].kind for a in (agent, patient) if a for r in a.refs}
            return "alliance" in kinds
        if f.predicate == "meets" and patient is not None:
            talked = self._place(patient) or set(patient.refs) & self.classes["media"]
            if talked:
                return False  # a place is visited, an outlet interviews
        if "group" in f.flags:
            return patient is not None and all(
                self.v.cast.known[r].kind == "group" and "_" not in self.v.cast.known[r].actor
                for r in patient.refs
            )
        if "war" in f.flags:
            return patient is not None and self._at_war(patient)
        if f.predicate == "supports" and patient and f.lemma in _BACKING and self._at_war(patient):
            return False  # that is an alliance
        left = f.predicate == "concedes" and patient is not None and patient.chunk >= 0
        if left and patient and self.v.is_event(patient.chunk):
            return False  # انسحب من الاتفاق النووي الإيراني
        if "implied" in f.flags:
            if agent is None or patient is None or patient.mode == THING:
                return False
            known = self.v.cast.known[agent.refs[0]]
            return known.kind != "place"
        return True

    def _at_war(self, patient: Arg) -> bool:
        """Whether the sentence speaks of war, so that backing somebody in it is an alliance."""
        if self.v.cast.known[patient.refs[0]].kind == "place":
            return False
        war = self.classes["war"]
        return any(r.lemma in war for w in self.v.words for r in (*w.nominals, *w.verbs))

    def _abstract(self, k: int) -> bool:
        """Whether the subject of a verb cannot strike: العقوبات الأميركية تستهدف الاقتصاد."""
        s = self._subject_chunk(k)
        return s is not None and any(
            r.lemma in self.classes["abstract"]
            for r in self.v.words[self.v.chunks[s].first].nominals
        )

    def _subject_chunk(self, k: int) -> int | None:
        b = self.v.before(k)
        if b is not None and self.v.chunks[b].kind == REL:
            return self.v.antecedent_chunk(b)
        if b is not None and self.v.chunks[b].kind == NP and not self.v.chunks[k].conj:
            return b
        return self.v.after(k)

    def _subject_is_event(self, k: int) -> bool:
        s = self._subject_chunk(k)
        return s is not None and self.v.is_event(s)

    def _event_or_subject(self, f: Frame, k: int) -> Arg | None:
        """The subject; where that is an event ("الغارات التي استهدفت"), the event's agent."""
        if f.agent == ("K",):
            speaker = self.v.speaker(k)
            return Arg((speaker,), NAMED) if speaker else None
        if f.agent[0] == "O":
            return self._brought_together(f, k)
        if f.agent[0] not in ("S", "C"):
            places = (self.v.pp(k, _p(slot), 6) for slot in f.agent if slot != "E")
            found = next((self.v.people(j) for j in places if j is not None), None)
            carrier = self._with(f, k, k + 1)
            if found is None and "E" in f.agent and carrier is not None:
                found = self.event_agent(carrier, exclude=k)
                return None if found and (found.mode == THING or self._place(found)) else found
            return found
        if f.predicate == "targets":
            event = self._subject_chunk(k)
            if event is not None and self.v.is_event(event):
                return self.event_agent(event, exclude=k)
        return self.v.subject(k)

    def _declines(self, k: int, agent: Arg) -> bool:
        """رفضت الوزارة التعليق: nothing and nobody is rejected."""
        v = self.v
        start = agent.last if agent.last > k else k
        following = [c for c in v.chunks[start + 1 : start + 4] if c.kind == NP][:1]
        return any(v.head(c) in self.classes["declined"] for c in following)

    def _brought_together(self, f: Frame, k: int) -> Arg | None:
        """القمة التي تجمع ماكرون وميركل, جمع اللقاء لافروف مع نظيره: both, as one argument."""
        v = self.v
        first = v.obj(k)
        for slot in f.agent[1:]:
            j = v.pp(k, _p(slot), 6)
            more = v.coordinated(j) if j is not None else None
            if more is None:
                continue
            refs = dict.fromkeys((*(first.refs if first else ()), *more.refs))
            return Arg(tuple(refs), more.mode, more.chunk, more.last)
        return first

    def _by(self, k: int) -> Arg | None:
        j = self.v.pp(k, "من قبل")
        return self.v.coordinated(j) if j is not None else None

    def _with(self, f: Frame, begin: int, start: int) -> int | None:
        """Chunk index of the noun that a frame requires near its trigger (شن ... غارات)."""
        if not f.with_:
            return None
        v = self.v
        for j in range(start - 1, min(start + 10, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == NP:
                for t in range(c.first, c.end):
                    w = v.words[t]
                    if (
                        any(r.lemma in f.with_ for r in w.nominals)
                        or w.base in f.with_
                        or (w.base.removeprefix("ال") in f.with_)
                    ):
                        return j
            elif j >= start and c.kind in (COMP, SUBORD, VERB):
                break
        r = v.chunks[begin].reading
        if r is not None and begin > 0 and (r.enclitic or f.agent[0] in ("K", "O")):
            b = v.before(begin)
            j2 = b
            if b is not None and v.chunks[b].kind == REL:
                j2 = v.antecedent_chunk(b)
            if j2 is not None and v.chunks[j2].kind == NP:
                w = v.words[v.chunks[j2].first]
                if any(x.lemma in f.with_ for x in w.nominals):
                    return j2
        return None

    def _patient(self, f: Frame, k: int, c: Chunk, agent: Arg, carrier: int | None) -> Arg | None:
        v = self.v
        for slot in f.patient:
            name, own = slot.rstrip("*"), slot.endswith("*")
            if name == "O":
                found = v.obj(k) or self._coalition(f, k, agent)
                p = v.obj_chunk(k) if found is None and f.predicate in _ATTITUDES else None
                found = self._doer(p) if p is not None else found
            elif name == "W":
                found = v.np(carrier) if carrier is not None else None
            elif name == "S":
                p = v.after(k)
                found = v.subject(k) or (v.owner(p) if p is not None else None)
            elif name == "Z":
                found = self._complement_subject(k)
            elif name == "&":
                if len(agent.refs) > 1:
                    return Arg(agent.refs, agent.mode, agent.chunk, agent.last)
                continue
            elif name == "استهدف":
                found = self._aimed(max(k, carrier or k))
            elif name == "T":
                found = self._treaty(f, k, c.first)
            elif name == "@":
                found = self._struck(carrier)
            else:
                start = carrier if carrier is not None and carrier < k else k
                j = v.pp(k, _p(name))
                if j is None and start != k:
                    j = v.pp(start, _p(name))
                if f.lemma == "عمل" and j is not None and v.chunks[j - 1].prep:
                    continue  # تعمل على إنهاء المعاهدة مع طهران
                found = v.owner(j) if j is not None else None
                if found is None and j is not None and f.predicate in _ATTITUDES:
                    found = self._doer(j)
            where = name == "في" and f.predicate == "targets" and found and self._state(found)
            if where and v.cast.known[agent.refs[0]].kind != "group":
                continue  # where it happened, not whom it hit
            if found and not set(found.refs) & set(agent.refs):
                return found
            if found and own:
                continue
        return self._accusers(f, k, agent)

    def _treaty(self, f: Frame, k: int, t: int) -> Arg | None:
        """الاتفاق النووي: the other party of a deal that has a name, if the article names it."""
        v = self.v
        named = dict(pair.split("=") for pair in self.classes["treaty"])
        for u in range(t, min(t + 12, len(v.words))):
            w = v.words[u]
            ref = named.get(w.base.removeprefix("ال")) if w.article else None
            before = v.words[u - 1] if u else w
            if ref and ref in v.cast.known and any(x.lemma in f.with_ for x in before.nominals):
                return Arg((ref,), HUMAN)
        return None

    def _coalition(self, f: Frame, k: int, agent: Arg) -> Arg | None:
        """تقود الرياض تحالفا عسكريا: the coalition that is known by its leader."""
        v = self.v
        j = v.obj_chunk(k) if "alliance" in f.flags else None
        if j is None or not any(r.lemma == "تحالف" for r in v.words[v.chunks[j].first].nominals):
            return None
        led = dict(pair.split("=") for pair in self.classes["led"])
        ref = led.get(v.cast.known[agent.refs[0]].actor)
        if ref is None:
            return None
        v.know(v.cast, ref)
        return Arg((ref,), NAMED, j, j)

    def _struck(self, carrier: int | None) -> Arg | None:
        """Who was hit by the attack named last, if the carrier takes that up: نفذت الضربة."""
        v = self.v
        if carrier is None or not v.words[v.chunks[carrier].first].article or not v.memory.attack:
            return None
        refs = v.memory.attack[1].refs
        return Arg(refs, HUMAN)

    def _doer(self, j: int) -> Arg | None:
        """Whose act it is that somebody praises or condemns: بالقرار الذي اتخذته واشنطن."""
        v = self.v
        for i in range(j + 1, min(j + 4, len(v.chunks) - 1)):
            c, verb = v.chunks[i], v.chunks[i + 1]
            if c.kind == REL and verb.kind == VERB and verb.reading:
                r, nxt = verb.reading, next(iter(v.chunks[i + 2 : i + 3]), None)
                resumed = r.enclitic.startswith("3") or bool(nxt and nxt.enclitic and nxt.prep)
                s = v.subject(i + 1) if resumed else None
                return s if s and s.chunk > i and v.chunks[s.chunk].names else None
            if c.kind != NP:
                return None
        return None

    def _complement_subject(self, k: int) -> Arg | None:
        """لا نرى أن أنقرة توقف ...: the subject of the clause after أن."""
        v = self.v
        comp = next(
            (j for j in range(k + 1, min(k + 4, len(v.chunks))) if v.chunks[j].kind == COMP), None
        )
        if comp is None:
            return None
        for j in range(comp + 1, min(comp + 5, len(v.chunks))):
            if v.chunks[j].kind == VERB:
                return v.subject(j)
        return None

    def _accusers(self, f: Frame, k: int, agent: Arg) -> Arg | None:
        """نفت الدوحة هذه الاتهامات: those who have accused her in this article."""
        v = self.v
        if f.predicate != "rejects":
            return None
        j = v.after(agent.last if agent.last > k else k)
        known = v.cast.known[agent.refs[0]].actor
        accusers = v.memory.accusers.get(known, [])
        if not accusers:
            return None
        if j is not None and v.head(v.chunks[j]) in self.classes["allegation"]:
            return Arg(tuple(accusers), NAMED, j, j)
        return Arg(tuple(accusers[-1:]), NAMED, j or k, j or k) if self._denial(f, k, j) else None

    def _denial(self, f: Frame, k: int, j: int | None) -> bool:
        """تنفي ضلوعها في الهجوم, ونفت ذلك, وهو ما نفته: what one is accused of is denied."""
        v = self.v
        if f.lemma != "نفى":
            return False
        r = v.chunks[k].reading
        if r is not None and r.enclitic.startswith("3"):
            return True
        if j is None:
            return False
        w = v.words[v.chunks[j].first]
        own = any(x.enclitic.startswith("3") and x.lemma in _INVOLVED for x in w.nominals)
        return own or w.base in ("ذلك", "الامر")

    def _aimed(self, k: int) -> Arg | None:
        """The object of a following استهدف whose subject is the event."""
        v = self.v
        for j in range(k + 1, min(k + 8, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB:
                if c.reading and c.reading.lemma in ("استهدف", "طال", "أصاب"):
                    p = v.after(j)
                    return v.owner(p) if p is not None else None
                return None
            if c.kind in (COMP, SUBORD):
                return None
        return None

    # --- nouns and participles ---------------------------------------------------------------

    def noun(self, f: Frame, k: int, c: Chunk, t: int, r: Reading) -> Iterator[Match]:
        v = self.v
        if f.with_ and self._with_noun(f, k, t) is None:
            return
        if "own" in f.flags and not r.enclitic:
            return
        if r.pos == "masdar" and self._adverb(k, c, t):
            return
        if f.predicate == "agreedWith" and c.prep == "من" and self._left(k):
            return
        if "relation" in f.flags:
            yield from self.relation(f, k, c, t)
            return
        if "backing" in f.flags:
            if c.prep != "ب" and not self._resting(k):
                return
            agent = self._governor(k, anything=True) or self._head_before(k)
        elif f.agent == ("-",):
            agent = None
        elif f.agent == ("K",):
            speaker = v.speaker(k)
            agent = Arg((speaker,), NAMED) if speaker else None
            if agent is None:
                return
        else:
            agent = self._noun_agent(f, k, c, t, r) if f.pos != "part_act" else None
        if f.pos == "part_act":
            if r.article or c.prep or t != c.first:
                return
            if any(x.pos in ("noun", "adj") for x in v.words[t].nominals):
                return
            agent = self._participle_agent(k)
        patient = self._noun_patient(f, k, c, t, r, agent)
        if patient is None and "بين" in f.patient:
            yield from self._between(f, k, t)
            return
        if agent is None or not self._fits(f, agent, patient):
            return
        yield from self._emit(
            f, agent, patient, k, t, "noun" if f.pos != "part_act" else "participle"
        )

    def _adverb(self, k: int, c: Chunk, t: int) -> bool:
        """ورفضت بغداد العرض مطالبة ب...: a participle, spelled like the verbal noun."""
        w, v = self.v.words[t], self.v
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        return (
            c.end == t + 1 and t == c.first and not (c.prep or c.conj or w.article)
            and any(x.pos == "part_act" for x in w.nominals) and k > 0
            and v.chunks[k - 1].kind in (NP, MARK) and nxt is not None and nxt.prep == "ب"
        )  # fmt: skip

    def _left(self, k: int) -> bool:
        """Whether an agreement is one that somebody leaves: انسحاب واشنطن من الاتفاق."""
        v = self.v
        for j in range(max(0, k - 3), k):
            c = v.chunks[j]
            readings = (
                [c.reading]
                if c.kind == VERB
                else [r for t in range(c.first, c.end) for r in v.words[t].nominals]
            )
            if any(r and r.root_lemma in ("انسحب", "خرج") for r in readings):
                return True
        return False

    def _participle_agent(self, k: int) -> Arg | None:
        """متهما ...: the subject of the verb before it, else the last speaker."""
        v = self.v
        for j in range(k - 1, -1, -1):
            if v.chunks[j].kind == VERB:
                s = v.subject(j)
                if s:
                    return s
        speaker = v.speaker(k) or v.memory.speaker
        return Arg((speaker,), NAMED) if speaker else None

    def _with_noun(self, f: Frame, k: int, t: int) -> int | None:
        c = self.v.chunks[k]
        for u in range(t + 1, min(c.end + 3, len(self.v.words))):
            w = self.v.words[u]
            if any(x.lemma in f.with_ for x in w.nominals) or w.base.removeprefix("ال") in f.with_:
                return u
        return None

    def _chunk_actor(self, t: int) -> Arg | None:
        """The actor of the NP that holds token `t`."""
        for k, c in enumerate(self.v.chunks):
            if c.kind == NP and c.begin <= t < c.end:
                return self.v.np(k)
        return None

    def genitive(self, c: Chunk, k: int, t: int) -> Arg | None:
        """The actor in the genitive after token `t` of an NP, or its possessive pronoun."""
        v = self.v
        r = next((x for x in v.words[t].nominals if x.enclitic), None)
        if r and all(x.enclitic for x in v.words[t].nominals):
            ref = v.pronoun(r.enclitic, k, possessive=True)
            return Arg((ref,), NAMED, k, k) if ref else None
        names = [m for m in c.names if m.begin > t]
        own = self._own(c, k, t) if not names else None
        if own:
            return own
        plain = [m for m in names if m.kind != "nisba"]
        if plain:
            head = v.words[t + 1] if t + 1 < c.end else None
            m = plain[0]
            if m.head in self.classes["thing"]:
                return Arg((m.ref,), THING, k, k)
            mode = (
                NAMED
                if m.begin == t + 1
                else HUMAN
                if head
                and (
                    head.base.removeprefix("ال") in self.classes["human"]
                    or any(x.lemma in self.classes["human"] for x in head.nominals)
                )
                else THING
            )
            if mode == NAMED:
                full = v.coordinated(k)
                if full and full.chunk == k and full.last > k and m.ref in full.refs:
                    return Arg(full.refs, NAMED, k, full.last)
                return self._with_joined(m.ref, k)
            return Arg((m.ref,), mode, k, k)
        if names and t + 1 < c.end:
            m = names[0]
            trigger = v.words[t]
            direct = m.begin == t + 1 or all(
                v.words[u].article == trigger.article for u in range(t + 1, m.begin)
            )
            if not (direct and m.article == trigger.article):
                head = v.words[t + 1]
                if m.begin == t + 1 and m.gender == "p":
                    return Arg((m.ref,), HUMAN, k, k)  # إطلاق الحوثيين صواريخ
                human = head.base.removeprefix("ال") in self.classes["human"] or any(
                    x.lemma in self.classes["human"] for x in head.nominals
                )
                return Arg((m.ref,), HUMAN if human else THING, k, k)
        return None

    def _with_joined(self, ref: str, k: int) -> Arg:
        """محذرا إيران وروسيا: the actor that ends a phrase, with the names joined to it."""
        v, refs, last = self.v, [ref], k
        for j in range(k + 1, len(v.chunks)):
            c = v.chunks[j]
            bare = c.kind == NP and c.conj == "و" and not c.prep and bool(c.names)
            if not bare or c.names[0].begin > c.first or c.names[0].kind in ("nisba", "place"):
                break
            refs.append(c.names[0].ref)
            last = j
        return Arg(tuple(dict.fromkeys(refs)), NAMED, k, last)

    def _own(self, c: Chunk, k: int, t: int) -> Arg | None:
        """قتل مسلحيها, توجيه بلاده: the genitive belongs to whom a pronoun stands for."""
        v = self.v
        if t + 1 >= c.end:
            return None
        w = v.words[t + 1]
        r = next((x for x in w.nominals if x.enclitic), None)
        if r is None or not all(x.enclitic for x in w.nominals):
            return None
        country = w.base.startswith(("بلاد", "بلد"))
        if not country and not any(x.lemma in self.classes["human"] for x in w.nominals):
            return None
        ref = v.pronoun(r.enclitic, k, possessive=True)
        if ref is None:
            return None
        refs: tuple[str, ...] = (v.own_state(ref) if country else ref,)
        n = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if n is not None and n.kind == NP and n.conj == "و" and not n.prep and n.names:
            more = v.coordinated(k + 1)
            refs += tuple(x for x in more.refs if x not in refs) if more else ()
        return Arg(refs, NAMED if country else HUMAN, k, k)

    def adjective(self, c: Chunk, k: int, t: int) -> Arg | None:
        """The state of a demonym that qualifies token `t`: قصف إسرائيلي، الغارات الأمريكية."""
        v = self.v
        trigger = v.words[t]
        for m in c.names:
            if m.kind == "nisba" and m.begin > t:
                between = [v.words[u] for u in range(t + 1, m.begin)]
                if m.article == trigger.article and all(
                    w.article == trigger.article for w in between
                ):
                    refs = [m.ref]
                    for other in c.names:
                        if other.kind == "nisba" and other.begin > m.begin:
                            refs.append(other.ref)
                    nxt = k + 1
                    while (
                        nxt < len(v.chunks)
                        and v.chunks[nxt].kind == NP
                        and v.chunks[nxt].conj == "و"
                        and (
                            v.chunks[nxt].names
                            and v.chunks[nxt].names[0].kind == "nisba"
                            and v.chunks[nxt].names[0].begin == v.chunks[nxt].first
                        )
                    ):
                        refs.append(v.chunks[nxt].names[0].ref)
                        nxt += 1
                    return Arg(tuple(dict.fromkeys(refs)), NAMED, k, nxt - 1)
        return None

    def _noun_agent(self, f: Frame, k: int, c: Chunk, t: int, r: Reading) -> Arg | None:
        for slot in f.agent:
            if slot == "A":
                found = self.adjective(c, k, t)
            elif slot == "E":
                found = self._in_event(k) or self._causing(k)
            elif slot == "L":
                j = self.v.pp(k, "ل", 1)
                found = self.v.np(j) if j is not None else None
                if found and (found.mode == THING or self._place(found)):
                    found = None
            elif slot == "G":
                found = self.genitive(c, k, t)
                if found and "objective" in f.flags and not self._other_patient(f, k, c, t):
                    found = None
                if found and found.mode == THING:
                    found = None
                if found and self._place(found):
                    found = None
            elif slot == "H":
                found = self._qualified(k, t) if t == c.first and not c.prep else None
            elif slot == "C":
                found = self._carried(k)
                if found is None and c.conj == "و" and t == c.first and r.pos == "masdar":
                    found = self._shared(k)
                if found is None and f.predicate == "meets" and c.prep in _OCCASION:
                    found = self._occasion(k, c, t)
                if found is None and self._complement(c, t):
                    found = self._governor(k, anything="both" in f.flags)
            elif slot == "من":
                n = self.v.chunks[k + 1] if k + 1 < len(self.v.chunks) else None
                found = self.v.people(k + 1) if n and n.kind == NP and n.prep == slot else None
                if found and (found.mode == THING or self._place(found)):
                    found = None
            else:
                found = None
            if found:
                return found
        return None

    def _occasion(self, k: int, c: Chunk, t: int) -> Arg | None:
        """قال ترامب خلال لقاء مع ماكرون: who acts in the clause is who meets."""
        v = self.v
        nxt = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if c.names or nxt is None or nxt.prep != "مع" or v.words[t].article:
            return None
        for j in range(k - 1, -1, -1):
            x = v.chunks[j]
            if x.kind == VERB:
                return v.subject(j)
            if x.kind in (COMP, SUBORD, REL) or x.kind == NP and v.reporting(x):
                return None
        return None

    def _shared(self, k: int) -> Arg | None:
        """انسحاب واشنطن من الاتفاق وفرض عقوبات: the doer of the verbal noun joined before."""
        v = self.v
        for j in range(k - 1, max(-1, k - 4), -1):
            c = v.chunks[j]
            if c.kind != NP:
                return None
            if any(r.pos == "masdar" for r in v.words[c.first].nominals):
                found = self.genitive(c, j, c.first)
                if found and found.mode != THING and not self._place(found):
                    return found
        return None

    def _state(self, arg: Arg) -> bool:
        return arg.mode == NAMED and self.v.cast.known[arg.refs[0]].kind == "state"

    def _complement(self, c: Chunk, t: int) -> bool:
        """Whether token `t` is what a governing verb is about: the NP's head, or after a light one.

        بدأت تنفيذ غارات, but not دعت لمناقشة الهجوم.
        """
        return all(
            any(
                x.root_lemma in self.classes["light"] or x.lemma in self.classes["event"]
                for x in self.v.words[u].nominals
            )
            or "dem" in self.v.words[u].classes
            or self.v.words[u].norm.isdigit()
            for u in range(c.first, t)
        )

    def _place(self, arg: Arg) -> bool:
        known = self.v.cast.known.get(arg.refs[0])
        return bool(known and known.kind == "place")

    def _other_patient(self, f: Frame, k: int, c: Chunk, t: int) -> bool:
        """Whether something besides the genitive can be the patient."""
        v = self.v
        if any(x in f.patient for x in ("ل", "ل*")):
            j = v.pp(k, "ل", 3)
            if j is not None:
                return True
        nxt = self._adjacent(k)
        return nxt is not None and "N" in f.patient

    def _adjacent(self, k: int) -> int | None:
        """The prep-less NP directly after chunk `k`."""
        v = self.v
        j = k + 1
        while j < len(v.chunks) and v.chunks[j].kind == TIME:
            j += 1
        if j < len(v.chunks):
            n = v.chunks[j]
            if n.kind == NP and not n.prep and not n.conj and not v.reporting(n):
                return j
        return None

    def _carried(self, k: int) -> Arg | None:
        """The agent of an event from a relative or a passive: غارات شنها التحالف, من قبل."""
        v = self.v
        for j in range(k + 1, min(k + 6, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB:
                r = c.reading
                if r and r.lemma == "كان" and not c.conj:
                    continue  # العقوبات التي كانت تفرضها واشنطن
                if r and r.lemma in self.classes["light"] and r.enclitic.startswith("3"):
                    s = v.subject(j)
                    said = v.chunks[j - 1].kind != VERB or s is not None and s.chunk > j
                    return s if said else None
                return None
            if c.kind == NP and c.conj and c.prep:
                return None
            if c.kind == NP and c.prep == "من قبل":
                return v.coordinated(j)
            if c.kind in (COMP, SUBORD) or c.kind == MARK and c.base != "،":
                return None
        return None

    def event_agent(self, k: int, exclude: int = -1) -> Arg | None:
        """The agent of the event noun that heads NP `k`."""
        v = self.v
        c = v.chunks[k]
        t = c.first
        found = self.adjective(c, k, t)
        if found:
            return found
        found = self.genitive(c, k, t)
        if found and not self._place(found) and found.mode != THING:
            return found
        j = v.pp(k, "ل", 1)
        if j is not None:
            arg = v.np(j)
            if arg and arg.mode in (NAMED, HUMAN) and not self._place(arg):
                return arg
        return self._carried(k) or self._clash(k) or self._governor(k, exclude) or self._resumed(k)

    def _clash(self, k: int) -> Arg | None:
        """قتلوا في مواجهات مع القوات الإسرائيلية: the other side of a clash."""
        v = self.v
        if not any("مع" in f.patient for f in self._event_frames(k) if f.predicate == "targets"):
            return None
        j = v.pp(k, "مع", 3)
        return v.coordinated(j) if j is not None else None

    def _event_frames(self, k: int) -> Iterator[Frame]:
        for r in self.v.words[self.v.chunks[k].first].nominals:
            yield from self.f.index.of(r)

    def _resumed(self, k: int) -> Arg | None:
        """The attacker of an attack that is taken up: ... وأسفرت الغارات عن ..."""
        v, attack = self.v, self.v.memory.attack
        c = v.chunks[k]
        if attack is None or not v.words[c.first].article or c.end > c.first + 2 or c.names:
            return None
        if not any(f.predicate == "targets" for f in self._event_frames(k)):
            return None
        return Arg(attack[0].refs, attack[0].mode)

    def _governor(self, k: int, exclude: int = -1, anything: bool = False) -> Arg | None:
        """The subject of the verb that governs a verbal noun (واصلت موسكو قصف ...)."""
        v = self.v
        if k and self._responsible(k - 1):
            return None
        if v.chunks[k].prep not in _COMPLEMENT and not (
            v.chunks[k].prep == "علي" and k and self._governs(v.chunks[k - 1])
        ):
            return None
        for j in range(k - 1, -1, -1):
            c = v.chunks[j]
            if j == exclude:
                return None
            if c.kind == VERB:
                r = c.reading
                if r is None:
                    return None
                if r.lemma == "تم" or self._undergoes(r):
                    return None
                if r.lemma in self.classes["undergoing"]:
                    return None
                if r.lemma in self.classes["objcontrol"]:
                    return v.obj(j)
                if (
                    r.lemma in self.classes["light"]
                    or r.lemma in self.classes["claiming"]
                    or v.chunks[k].prep == "ل"
                    or self._purpose(k)
                    or anything
                ):
                    return v.subject(j)
                return None
            if c.kind == NP and self._governs(c):
                found = self.genitive(c, j, c.first) or self.adjective(c, j, c.first)
                return found if found is None or found.mode != THING else None
            if c.kind == NP and v.reporting(c):
                s = v.memory.speaker if v.speaker(j) is None else v.speaker(j)
                lemma = c.reading.root_lemma if c.reading else ""
                if lemma in self.classes["objcontrol"]:
                    n = self._adjacent(j)
                    return v.owner(n) if n is not None else None
                return Arg((s,), NAMED) if s else None
            if c.kind == NP and c.reading and c.reading.pos == "part_act" and not c.article:
                held = v.chunks[j - 1] if j > 0 else None
                if held and held.kind == NP and not held.prep and not v.reporting(held):
                    return v.coordinated(j - 1)  # بلاده مستمرة بالتعاون مع ...
            if c.kind in (COMP, SUBORD, REL) or c.kind == CONJ and c.base == "لكن":
                return None
            if c.kind == MARK and c.base not in ("،", ",", '"', "(", ")"):
                return None
            if c.kind == NP and c.prep in _CIRCUMSTANCE and j < k and not anything:
                return None
        return None

    def _suffered(self, k: int) -> bool:
        """Whether an event is what the subject of an earlier verb fell in: قتلوا في غارات."""
        v = self.v
        for j in range(k - 1, max(-1, k - 9), -1):
            c = v.chunks[j]
            if c.kind in (COMP, SUBORD, REL):
                return False
            if c.kind == VERB:
                return c.reading is not None and self._undergoes(c.reading)
        return False

    def _undergoes(self, r: Reading) -> bool:
        """Whether the subject of a verb is who is hit, not who does it: قتل ... في مواجهات."""
        return any("suffers" in f.flags for f in self.f.index.of(r))

    def _responsible(self, k: int) -> bool:
        """Whether an NP speaks of responsibility for what follows; whose it is may be disputed."""
        c = self.v.chunks[k]
        return c.kind == NP and any(
            r.lemma == "مسؤولية" for t in range(c.first, c.end) for r in self.v.words[t].nominals
        )

    def _causing(self, k: int) -> Arg | None:
        """أسفرت غارة إسرائيلية عن مقتل ...: the agent of the event that led to it."""
        v = self.v
        for j in range(k - 1, max(-1, k - 5), -1):
            c = v.chunks[j]
            if c.kind == VERB:
                if c.reading is None or c.reading.lemma not in self.classes["resulting"]:
                    return None
                s = self._subject_chunk(j)
                if s is not None and v.is_event(s):
                    return self.event_agent(s, exclude=j)
                attack = v.memory.attack
                said = j > 0 and v.words[v.chunks[j - 1].first].base in ("ما", "مما")
                return Arg(attack[0].refs, attack[0].mode) if attack and said else None
            if c.kind in (COMP, SUBORD, REL) and v.words[c.first].base != "مما":
                return None
        return None

    def _resting(self, k: int) -> bool:
        """مستندا إلى دعم من روسيا: the phrase before says that the help is made use of."""
        left = self.v.chunks[k - 1] if k else None
        return (
            left is not None and left.kind == NP and self.v.chunks[k].prep in ("الي", "علي")
            and any(r.lemma in self.classes["resting"] for r in self.v.words[left.first].nominals)
        )  # fmt: skip

    def _governs(self, c: Chunk) -> bool:
        """Whether an NP's head is the verbal noun of a verb that carries others: قيام ... بقصف."""
        return any(
            r.lemma in self.classes["carrying"]
            or r.pos == "masdar"
            and r.root_lemma in self.classes["carrying"]
            for r in self.v.words[c.first].nominals
        )

    def _purpose(self, k: int) -> bool:
        """دعما لـ, ردا على: an indefinite accusative verbal noun, the purpose of the clause."""
        r = self.v.chunks[k].reading
        return r is not None and r.pos == "masdar" and r.accusative

    def _head_before(self, k: int) -> Arg | None:
        v = self.v
        for j in range(k - 1, max(-1, k - 4), -1):
            if v.chunks[j].kind == NP and not v.chunks[j].prep:
                return v.coordinated(j)
        return None

    def _noun_patient(
        self, f: Frame, k: int, c: Chunk, t: int, r: Reading, agent: Arg | None
    ) -> Arg | None:
        v = self.v
        used = set(agent.refs) if agent else set()
        for slot in f.patient:
            name = slot.rstrip("*")
            found: Arg | None = None
            if name == "O":
                found = self._object(f, k, c, t, tuple(used))
            elif name == "N":
                j = self._adjacent(k)
                if agent and agent.chunk == k:
                    found = v.owner(j) if j is not None else None
            elif name == "G":
                found = self.genitive(c, k, t)
                if found is None and c.end > t + 1 and not (agent and agent.chunk == k):
                    found = v.owner(k) if v.chunks[k].names else None
                if found is None and not (agent and agent.chunk == k):
                    arg = v.owner(k)
                    found = arg if arg and arg.chunk == k and arg.last > k else None
            elif name == "A":
                found = self.adjective(c, k, t)
            elif name == "T":
                found = self._treaty(f, k, t)
            elif name == "P":
                found = self._predicated(k)
            elif name == "W":
                u = self._with_noun(f, k, t)
                found = self._chunk_actor(u) if u is not None else None
            elif name == "استهدف":
                found = self._aimed(k)
            elif name == "@":
                found = v.memory.attack[1] if v.memory.attack else None
            elif name == "&":
                if agent and len(agent.refs) > 1:
                    return agent
                continue
            elif name == "بين":
                continue
            else:
                j = self._noun_pp(k, _p(name))
                found = v.owner(j) if j is not None else None
            where = name == "في" and f.predicate == "targets"
            if found and where and (self._state(found) or self._suffered(k)):
                continue  # where it happened, not whom it hit
            if found and not set(found.refs) & used:
                return found
        return None

    def _object(
        self, f: Frame, k: int, c: Chunk, t: int, agents: tuple[str, ...]
    ) -> Arg | None:  # fmt: skip
        """The object of a participle or verbal noun."""
        v = self.v
        j = self._adjacent(k) if c.end == t + 1 else None
        if j is None:
            if f.pos != "part_act":
                return None
            return self.genitive(c, k, t) if c.end > t + 1 else self._object_past(k)
        if v.words[v.chunks[j].first].base == "ايا":
            ref = v.pronoun(v.chunks[j].enclitic, j, agents)
            return Arg((ref,), NAMED, j, j) if ref else None
        return v.owner(j)

    def _predicated(self, k: int) -> Arg | None:
        """Whose act is called something: القرار الأميركي يعد انتهاكا, هذه العقوبات خرق."""
        v = self.v
        for j in range(k - 1, max(-1, k - 4), -1):
            c = v.chunks[j]
            if c.kind == VERB and any(
                r.lemma in self.classes["copula"] for r in v.words[c.begin].verbs
            ):
                s = v.before(j)
                if s is None or v.chunks[s].kind != NP:
                    s = v.after(j)
                found = v.owner(s) if s is not None and s != k else None
                return Arg(found.refs, HUMAN, found.chunk, found.last) if found else None
            if c.kind != NP or c.prep or c.names:
                return None
        return None

    def _object_past(self, k: int) -> Arg | None:
        """The object of a participle after an adverbial: متهما في ختام القمة كندا بـ..."""
        j = self.v.after(k)
        if j is None or any(c.prep == "ب" for c in self.v.chunks[k + 1 : j]):
            return None
        return self.v.owner(j)

    def _noun_pp(self, k: int, prep: str) -> int | None:
        """A PP of a verbal noun, also past a light verb: غارات شنها التحالف على ..."""
        v = self.v
        j = v.pp(k, prep, 5)
        if j is not None:
            return j
        for i in range(k + 1, min(k + 5, len(v.chunks))):
            c = v.chunks[i]
            if c.kind == VERB:
                r = c.reading
                if r and r.lemma == "كان" and not c.conj:
                    continue
                if r and r.lemma in self.classes["light"] and r.enclitic.startswith("3"):
                    return v.pp(i, prep)
                return None
        return None

    def _between(self, f: Frame, k: int, t: int) -> Iterator[Match]:
        v = self.v
        j = v.pp(k, "بين", 5)
        verb = v.chunks[k + 1] if k + 1 < len(v.chunks) else None
        if j is None and verb and verb.kind == VERB and not (verb.conj or v.chunks[k].article):
            j = v.pp(k + 1, "بين", 8)  # في قتال امتد يومين بين ...
        if j is None:
            return
        first = v.coordinated(j)
        if first is None:
            return
        if len(first.refs) > 1:
            one, two = Arg(first.refs[:1], first.mode, j, j), Arg(first.refs[1:], first.mode, j, j)
        else:
            nxt = first.last + 1
            while nxt < len(v.chunks) and v.chunks[nxt].kind == TIME:
                nxt += 1
            if nxt >= len(v.chunks) or v.chunks[nxt].kind != NP or v.chunks[nxt].conj != "و":
                return
            second = v.owner(nxt)
            if second is None:
                return
            one, two = first, second
        yield from self._emit(f, one, two, k, t, "between")

    def relation(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """حليف دمشق, المدعومة من إيران: the noun that the word qualifies, and the complement."""
        v = self.v
        other: Arg | None = None
        if self._possessed_ally(f, k, c, t):
            yield from self._of_its(f, k, c, t)
            return
        if f.agent == ("K",):
            j = v.pp(k, "عن", 2)
            other = Arg((), THING, j, j) if j is not None else None
        for slot in f.patient if other is None else ():
            if slot == "G" and f.pos == "prep":
                other = v.coordinated(k)
            elif slot == "G":
                other = self.genitive(c, k, t)
            else:
                j = v.pp(k, _p(slot), 2)
                other = v.coordinated(j) if j is not None else None
            if other:
                break
        if other is None:
            return
        if c.conj and t == c.first:
            return
        if "alliance" in f.flags:
            other = Arg(other.refs[:1], other.mode, other.chunk, other.chunk)
        before = [m for m in c.names if m.end <= t]
        holder: Arg | None = None
        if before:
            m = before[-1] if before[-1].kind != "nisba" or len(before) == 1 else before[0]
            holder = Arg((m.ref,), HUMAN, k, k)
        elif t != c.first or c.prep and f.pos != "prep" and f.lemma != "قيادة":
            return
        else:
            holder = self._qualified(k, t)
        left = holder.chunk if holder else -1
        if left > 0 and v.chunks[left].conj == "و" and self._dual(t):
            holder = v.joined(left)  # روسيا وإيران الداعمتان لدمشق
        if f.agent == ("K",):
            speaker = v.speaker(k)
            if holder and speaker and holder.mode != THING:
                yield from self._emit(f, Arg((speaker,), NAMED), holder, k, t, "relation")
            return
        if holder and not set(holder.refs) & set(other.refs) and self._fits(f, holder, other):
            yield from self._emit(f, holder, other, k, t, "relation")

    def _considered(self, k: int) -> Arg | None:
        """Whom a verb calls something: من طرف اعتبرناه حليفا is the other party named last."""
        v = self.v
        r = v.chunks[k].reading
        if r is None or r.lemma not in self.classes["considering"]:
            return None
        s = v.subject(k)
        own = {v.cast.known[x].actor for x in s.refs} if s else set()
        left = next((c for c in reversed(v.chunks[max(0, k - 2) : k]) if c.kind == NP), None)
        if left is None or not any(
            x.lemma in self.classes["placeholder"] for x in v.words[left.first].nominals
        ):
            return v.obj(k)
        for c in reversed(v.chunks[:k]):
            for m in reversed(c.names):
                known = v.cast.known[m.ref]
                if m.kind not in ("nisba", "place") and known.actor not in own:
                    return Arg((m.ref,), HUMAN)
        return None

    def _dual(self, t: int) -> bool:
        return any(r.number == "d" for r in self.v.words[t].nominals)

    def _possessed_ally(self, f: Frame, k: int, c: Chunk, t: int) -> bool:
        """Whether a noun with a possessive pronoun stands before the one it names."""
        return (
            "G" in f.patient and t == c.first
            and (c.end == t + 1 or [m.kind for m in c.names] == ["nisba"])
            and any(r.enclitic.startswith("3") for r in self.v.words[t].nominals)
            and self._named_next(k)
        )  # fmt: skip

    def _named_next(self, k: int) -> bool:
        """Whether the next chunk is a bare name, in apposition to this one."""
        c, n = self.v.chunks[k], next(iter(self.v.chunks[k + 1 : k + 2]), None)
        return bool(c.names) or (
            n is not None and n.kind == NP and not n.prep and not n.conj
            and bool(n.names) and n.names[0].begin <= n.first and n.names[0].kind != "nisba"
        )  # fmt: skip

    def _of_its(self, f: Frame, k: int, c: Chunk, t: int) -> Iterator[Match]:
        """إيران وحليفها حزب الله: the one named after is the ally of the other."""
        v = self.v
        named = Arg((c.names[0].ref,), NAMED, k, k) if c.names else v.np(k + 1)
        r = next(x for x in v.words[t].nominals if x.enclitic.startswith("3"))
        before = v.chunks[k - 1] if k else None
        if named is None:
            return
        owner = v.coordinated(k - 1) if c.conj and before and before.kind == NP else None
        ref = v.pronoun(r.enclitic, k, named.refs, possessive=owner is None)
        if owner and owner.mode != THING and (ref is None or ref in owner.refs):
            ref = owner.refs[0]
        if ref and ref not in named.refs:
            yield from self._emit(f, Arg((ref,), NAMED), named, k, t, "possessed")

    def _qualified(self, k: int, t: int) -> Arg | None:
        v, both = self.v, False
        for j in range(k - 1, max(-1, k - 4), -1):
            c = v.chunks[j]
            if c.kind == NP:
                if v.reporting(c):
                    return None
                if "pron" in v.words[c.first].classes and not c.enclitic:
                    both = both or v.words[c.first].base == "هما"
                    continue  # روسيا، وهي حليف لدمشق
                if c.prep and not c.names and not v.chunks[k].prep:
                    continue  # وكانت أرمينيا في السابق حليفة ...
                if c.prep == "في" and v.chunks[k].prep == "ضمن":
                    continue  # ينتشر الجنود في اليمن ضمن التحالف
                return v.joined(j) if both else v.coordinated(j)
            if c.kind == VERB and c.reading and c.reading.enclitic.startswith("3"):
                return self._considered(j)
            if (
                c.kind == VERB
                and c.reading
                and c.reading.lemma in ("كان", "ظل", "أصبح", "بقي", "اعتبر", "عد")
            ):
                return v.subject(j)
            if c.kind == COMP and c.enclitic.startswith("3"):
                ref = v.pronoun(c.enclitic, j)  # وصف الحزب بأنه موال لإيران
                return Arg((ref,), NAMED) if ref else None
            if c.kind == MARK and c.base in ("،", ",", "("):
                continue
            if c.kind in (TIME, NEG):
                continue
            return None
        return None

    # --- both --------------------------------------------------------------------------------

    def _emit(
        self, f: Frame, agent: Arg, patient: Arg | None, k: int, t: int, construction: str
    ) -> Iterator[Match]:
        doers = tuple(x for x in agent.refs if self.v.cast.known[x].kind != "place")
        if not doers:
            return
        agent = Arg(doers, agent.mode, agent.chunk, agent.last)
        topic = self._topic(f, k, t, patient)
        act = (t, max(t + 1, self._topic_end(k)))
        if "victim" in f.flags and patient is not None:
            patient = self.v.victims(patient)
        yield Match(f, agent, patient, k, t, topic, construction, act)
        if "both" in f.flags and patient:
            yield Match(f, patient, agent, k, t, topic, construction, act)

    def _topic(self, f: Frame, k: int, t: int, patient: Arg | None) -> tuple[int, int] | None:
        """Tokens of what it is about: the complement of the frame's topic slots."""
        v = self.v
        for slot in f.topic:
            if slot == "V":
                return t, self._topic_end(self._said_verb(k))
            if slot in ("X", "C"):
                found = self._carrier_topic(f, k, t, slot)
                if found:
                    return found
                continue
            if slot in f.with_:
                found = self._responsibility(f, k)
                if found:
                    return found
                continue
            if slot == "O":
                s = v.subject(k) if v.chunks[k].kind == VERB else None
                j = v.after(s.last if s and s.last > k else k)
                if j is not None:
                    return v.chunks[j].first, self._topic_end(j)
                continue
            start = max(k, patient.last if patient and patient.chunk >= k else k)
            thing = patient is not None and patient.mode == THING and patient.chunk >= k
            j = self._topic_phrase(k if thing else start, slot, patient)
            if j is None and start > k:
                j = self._topic_phrase(k, slot, patient)
            if j is not None:
                return v.chunks[j].first, self._topic_end(j)
            e = self._clause_after(start, slot)
            if e:
                return e
        return None

    def _responsibility(self, f: Frame, k: int) -> tuple[int, int] | None:
        """حمل ... مسؤولية التصعيد: what the required noun governs."""
        j = self._with(f, k, k + 1)
        if j is None or j == k:
            return None
        c = self.v.chunks[j]
        if c.end > c.first + 1 and not self.v.words[c.first].article:
            return c.first + 1, self._topic_end(j)
        return None

    def _said_verb(self, k: int) -> int:
        """The verb of the clause after أن where a verb governs one, else the chunk itself."""
        following = self.v.chunks[k + 1 : k + 6]
        if not following or following[0].kind != COMP:
            return k
        return next((k + 1 + i for i, c in enumerate(following) if c.kind == VERB), k)

    def _topic_phrase(self, k: int, slot: str, patient: Arg | None) -> int | None:
        """The first phrase with the preposition that can be a topic."""
        j = self.v.pp(k, _p(slot), 12)
        while j is not None and not self._can_be_topic(j, patient):
            j = self.v.pp(j, _p(slot), 8)
        return j

    def _can_be_topic(self, j: int, patient: Arg | None) -> bool:
        c = self.v.chunks[j]
        if c.enclitic:
            return False
        if patient is not None and j == patient.chunk and patient.mode != THING:
            return False
        if c.names and c.names[0].begin <= c.first and c.names[0].kind in ("place", "name", "seat"):
            return False
        return self.v.words[c.first].norm not in self.classes["qualifier_folded"]

    def _carrier_topic(self, f: Frame, k: int, t: int, slot: str) -> tuple[int, int] | None:
        """X: the trigger with its noun ("قطعت العلاقات"); C: the noun alone ("الاتفاق النووي")."""
        v = self.v
        c = v.chunks[k]
        if c.kind != VERB and slot == "C" and f.lemma in ("فرض", "رفع"):
            u = self._with_noun(f, k, t)
            n = next((x for x in v.chunks if u is not None and x.begin <= u < x.end), None)
            return (u, max(u + 1, self._before_names(n, u))) if n and u is not None else None
        if c.kind == VERB or f.lemma in ("انسحاب", "التزام", "ملتزم"):
            j = self._with(f, k, k + 1)
            if j is None:
                return None
            n = v.chunks[j]
            begin = n.first if slot == "C" or j > k + 1 else min(t, n.first)
            return begin, self._before_names(n, n.first)
        end = self._before_names(c, t)
        if slot == "X" and f.with_:
            u = self._with_noun(f, k, t)
            end = max(end, u + 1) if u is not None else end
        return (t, end) if slot == "X" or end > t + 1 else None

    def _before_names(self, c: Chunk, t: int) -> int:
        """Where an NP ends if the actors after token `t` are left out, demonyms kept."""
        for m in c.names:
            if m.begin > t and m.kind != "nisba":
                return m.begin
        return c.end

    def _clause_after(self, k: int, slot: str) -> tuple[int, int] | None:
        """A complement clause: اتهمها بأنها ..., طالبها بأن ..."""
        v = self.v
        for j in range(k + 1, min(k + 5, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == COMP and (c.base.startswith(slot) or c.base in ("ان",)):
                if j + 1 < len(v.chunks):
                    return v.chunks[j + 1].begin, self._topic_end(j + 1)
                return None
            if c.kind == VERB:
                return None
        return None

    def _topic_end(self, j: int) -> int:
        v = self.v
        size, i = 0, j
        end = v.chunks[j].end
        while i < len(v.chunks):
            c = v.chunks[i]
            if i > j and (
                c.kind in (SUBORD, REL, COMP)
                or (c.kind == NEG and v.chunks[min(i + 1, len(v.chunks) - 1)].kind == VERB)
                or c.kind == MARK
                or c.kind == VERB
                and (c.conj or v.chunks[j].kind == NP)
                or c.kind == NP
                and c.prep in _CIRCUMSTANCE
                or c.kind == NP
                and c.prep == "ل"
                and size > 4
                or c.kind == NP
                and v.reporting(c)
                or c.kind == TIME
            ):
                break
            size += c.end - c.begin
            if size > 9 and i > j:
                break
            end = c.end
            i += 1
        return end


_BACKING: Final = frozenset({"دعم", "ساند", "مساندة"})
#: What is felt or said about an act is directed at whoever did it.
_ATTITUDES: Final = frozenset({"condemns", "rejects", "supports"})
_OCCASION: Final = frozenset(_p(x) for x in ("في", "خلال", "أثناء", "بعد", "عقب", "قبل", "إثر"))
_INVOLVED: Final = frozenset({"ضلوع", "تورط", "مسؤولية", "علاقة", "صلة", "تدخل", "دعم", "وقوف"})
_COMPLEMENT: Final = frozenset(_p(x) for x in ("", "ب", "ل", "في", "إلى", "عن", "من"))
_MEANS: Final = frozenset(_p(x) for x in ("في", "ب", "جراء", "إثر", "نتيجة", "خلال", "من", "بسبب"))
_CIRCUMSTANCE: Final = frozenset(
    _p(x)
    for x in (
        "بعد",
        "قبل",
        "منذ",
        "خلال",
        "إثر",
        "عقب",
        "جراء",
        "بسبب",
        "رغم",
        "أثناء",
        "وسط",
        "نتيجة",
        "ضد",
    )
)
