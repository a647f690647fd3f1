"""Whom it is done to: the object slots of verbs and of verbal nouns."""

from __future__ import annotations

from typing import Final

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, NEG, NP, REL, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, THING, Arg
from kg.extraction.topics import Topics
from kg.lexicons import Frame

#: What is felt or said about an act is directed at whoever did it.
_ATTITUDES: Final = frozenset({"condemns", "rejects", "supports"})
#: الاتهامات الموجهة إليها من واشنطن: who they come from.
_SENT: Final = frozenset({"موجهه", "صادره"})
_HARM: Final = frozenset({"targets", "coerces"})
_JUDGING: Final = frozenset({"condemns", "demands", "rejects"})
#: What stands in the way of an argument: مناورات وسط توترات مع الغرب.
_AMID: Final = frozenset(fold(x) for x in ("وسط", "رغم", "بسبب", "نتيجة", "جراء"))


class Patients(Topics):
    """Objects."""

    def _patient(self, f: Frame, k: int, c: Chunk, agent: Arg, carrier: int | None) -> Arg | None:
        v = self.v
        for slot in f.patient:
            name, own = slot.rstrip("*"), slot.endswith("*")
            if name == "O":
                found = self._direct(f, k, agent)
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
                if f.lemma == "عمل" and self._for_a_purpose(k, fold(name)):
                    continue  # تعمل على إنهاء المعاهدة مع طهران
                if f.lemma == "تحدث" and v.pp(k, "عن") is not None:
                    continue  # تحدث عن تحسين العلاقات مع طهران
                found = self._governed(f, k, name, agent, carrier)
            if found and f.predicate in _ATTITUDES and found.mode == THING and self._place(found):
                found = None  # خطة لإعمار غزة رفضتها إسرائيل
            where = name == "في" and f.predicate == "targets" and found and self._state(found)
            if where and v.cast.known[agent.refs[0]].kind != "group":
                continue  # where it happened, not whom it hit
            if found and not set(found.refs) & set(agent.refs):
                return found
            if found and own:
                continue
        return self._accusers(f, k, agent)

    def _direct(self, f: Frame, k: int, agent: Arg) -> Arg | None:
        """The object of a verb, or whose it is."""
        v, attitude = self.v, f.predicate in _ATTITUDES
        taken = f.predicate == "coerces" and "victim" in f.flags
        p = v.obj_chunk(k) if attitude or taken else None
        r = v.chunks[p].reading if p is not None and taken else None
        if r is not None and r.pos == "masdar":
            return None  # أوقفت استيراد الفحم الأسترالي
        if p is not None and f.lemma in self.classes["denying"] and self._denies_act(p):
            return None
        struck = p is not None and f.predicate in _JUDGING and self._done_to(p)
        found = None if struck else v.obj(k)
        if found is None and "alliance" in f.flags:
            found = self.coalition(k, agent)
        if found is None and f.predicate == "targets":
            found = self._civilians(k)
        if found is None and p is not None and attitude:
            found = (
                self._partner(f, p)
                or self._doer(p)
                or self._jailer(p)
                or self._jailer(p, "answers")
            )
        return found

    def _denies_act(self, p: int) -> bool:
        """نفت موسكو استخدام دمشق أسلحة ...: who is said to have done it is not who says so."""
        c = self.v.chunks[p]
        heads = self.v.words[c.first].nominals
        allegation = self.classes["allegation"]
        said = any({r.lemma, r.root_lemma} & allegation for r in heads)
        return not said and any(r.pos == "masdar" for r in heads)

    def _own_side(self, found: Arg, agent: Arg) -> bool:
        """Whether what was found is all of the actor who does it, under another name."""
        known = self.v.cast.known
        return {known[r].actor for r in found.refs} <= {known[r].actor for r in agent.refs}

    def _governed(self, f: Frame, k: int, name: str, agent: Arg, carrier: int | None) -> Arg | None:
        """What a preposition after the verb, or after its noun, governs."""
        v = self.v
        j = v.pp(k, fold(name))
        if j is None and carrier is not None and carrier < k:
            j = v.pp(carrier, fold(name))
        if name == "ب" and f.predicate in _ATTITUDES:
            j = self._so_called(k) or j
        if j is None or any(v.head(c) == "تهمة" for c in v.chunks[k + 1 : j]):
            return None  # حكما بالسجن على ناشط بتهمة التحريض على ...
        found = None if f.predicate in _JUDGING and self._done_to(j) else v.owner(j)
        further = v.pp(j, name) if name == "من" else None
        if further is not None and (found is None or set(found.refs) <= set(agent.refs)):
            found = v.owner(further)  # سحبت جزءا من قواتها من سوريا
        if found is None and f.predicate == "mobilizes":
            found = self._across(j)
        if found is None and (f.predicate in _ATTITUDES or f.predicate == "threatens"):
            found = self._doer(j)
        if found is None and f.predicate in _JUDGING:
            found = self._jailer(j)
        if found is None and f.predicate in _ATTITUDES:
            found = self._jailer(j, "answers")
        return found

    def _done_to(self, j: int) -> bool:
        """طالب بوقف تسليح الرياض، ندد باعتقال ناشط إيراني: who is named did not do it."""
        v, c = self.v, self.v.chunks[j]
        if not c.names:
            return False
        name = c.names[0]
        nisba, people = name.kind == "nisba", name.ref.endswith("/civilians")  # قصف مدنيين سوريين
        for t in range(c.first, name.begin):
            w = v.words[t]
            if not w.lemmas.isdisjoint(self.classes["done_to"]):
                return True
            if nisba and (w.article or name.begin == t + 1):
                continue  # القصف الإسرائيلي: that is who does it
            if any(
                f.pos == "masdar" and ("objective" in f.flags or people and f.predicate in _HARM)
                for _, f in w.triggers or ()
            ):
                more = not nisba and name.end < c.end or self._adjacent(j) is not None
                return not more and v.pp(j, "ل", 1) is None
        return False

    def _asked(self, c: Chunk, k: int, t: int) -> bool:
        """شدد على ضرورة التزام واشنطن بالاتفاق, but not on ضرورة محاسبة دمشق."""
        named = any(m.begin > t and m.kind != "nisba" for m in c.names)
        return named and not self._done_to(k)

    def _for_a_purpose(self, k: int, prep: str) -> bool:
        """Whether another phrase stands between a verb and that of a preposition."""
        j = self.v.pp(k, prep)
        return j is not None and bool(self.v.chunks[j - 1].prep)

    def _struck(self, carrier: int | None) -> Arg | None:
        """Who was hit by the attack named last, if the carrier takes that up: نفذت الضربة."""
        v = self.v
        if carrier is None:
            return None
        if carrier and v.chunks[carrier - 1].kind == VERB:
            r = v.chunks[carrier - 1].reading
            if r is not None and r.lemma in self.classes["witnessing"]:
                s = self._subject_chunk(carrier - 1)  # إسطنبول التي شهدت هجمات تبناها التنظيم
                return v.owner(s) if s is not None else None
        if not v.words[v.chunks[carrier].first].article or not v.memory.attack:
            return None
        refs = v.memory.attack[1].refs
        return Arg(refs, HUMAN)

    def _partner(self, f: Frame, j: int) -> Arg | None:
        """انتقد الاتفاق مع طهران: with whom the deal is that somebody speaks of."""
        v = self.v
        deal = any(x.predicate == "agreedWith" for x in self._event_frames(j))
        to = v.pp(j, "مع", 2) if deal and f.predicate != "supports" else None
        return v.coordinated(to) if to is not None else None

    def _doer(self, j: int) -> Arg | None:
        """Whose act it is that somebody praises or condemns: بالقرار الذي اتخذته واشنطن."""
        v = self.v
        if v.words[v.chunks[j].end - 1].base.removeprefix("ال") in _SENT:
            source = v.pp(j, "من", 3) or v.pp(j, "عن", 3)
            return v.coordinated(source) if source is not None else None
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

    def _people_there(self, p: int) -> Arg | None:
        """قتل مدني بقصف شنه الحوثيون على الحديدة: the people of the place that was hit."""
        v = self.v
        if v.chunks[p].names or v.head(v.chunks[p]) not in self.classes["civilian"]:
            return None
        for i in range(p + 1, min(p + 12, len(v.chunks))):
            state = self._lies_in(v.chunks[i]) if v.chunks[i].prep else None
            if state:
                return Arg((v.compose(v.cast, "civilians", state),), HUMAN, p, i)
        return None

    def _lies_in(self, c: Chunk) -> str | None:
        """The state that the place which a phrase names lies in."""
        place = next((m for m in c.names if m.kind == "place"), None)
        return self.v.cast.known[place.ref].acts_for if place else None

    def _civilians(self, k: int) -> Arg | None:
        """قتلت مدنيين في اليمن: the people of the place."""
        v = self.v
        p = v.obj_chunk(k)
        if p is None or v.chunks[p].names or v.head(v.chunks[p]) not in self.classes["civilian"]:
            return None
        for i in range(p + 1, min(p + 4, len(v.chunks))):
            c = v.chunks[i]
            if c.kind != NP:
                return None
            if c.prep == "في":
                found = v.np(i)
                known = v.cast.known[found.refs[0]] if found else None
                state = None
                if found and known and known.kind == "state":
                    state = found.refs[0]
                elif known and known.kind == "place":
                    state = known.acts_for
                if state is None:
                    return None
                return Arg((v.compose(v.cast, "civilians", state),), HUMAN, p, i)
        return None

    def _so_called(self, k: int) -> int | None:
        """ندد بما وصفه بالتدخل الأميركي: the phrase that says what it is called."""
        v, calling = self.v, self.classes["considering"] | {"وصف"}
        for j in range(k + 1, min(k + 6, len(v.chunks) - 1)):
            c, verb = v.chunks[j], v.chunks[j + 1]
            if c.kind != NP:
                return None
            if v.words[c.end - 1].base in ("ما", "بما", "مما") and verb.kind == VERB:
                called = verb.reading is not None and verb.reading.lemma in calling
                return v.pp(j + 1, "ب") if called else None
        return None

    def _across(self, j: int) -> Arg | None:
        """على حدود غزة: forces at a border are turned to who is behind it."""
        v = self.v
        c = v.chunks[j]
        border = c.names and v.words[c.first].base.removeprefix("ال") == "حدود"
        return Arg((c.names[-1].ref,), HUMAN, j, j) if border else None

    def _jailer(self, j: int, acts_of: str = "state_act") -> Arg | None:
        """دانت المنظمة توقيف معارضين في مصر: only its state does that."""
        v, acts = self.v, self.classes[acts_of]
        c = v.chunks[j]
        if not any(r.lemma in acts for t in range(c.first, c.end) for r in v.words[t].nominals):
            return None
        for i in range(j, min(j + 5, len(v.chunks))):
            x = v.chunks[i]
            if i > j and (x.kind != NP or x.conj and x.names):
                return None
            if x.prep == "في":
                found = v.np(i)
                known = v.cast.known[found.refs[0]] if found else None
                if known and known.kind == "state":
                    return Arg(found.refs, HUMAN, i, i) if found else None
                if known and known.kind == "place" and known.acts_for in v.cast.known:
                    return Arg((known.acts_for,), HUMAN, i, i)
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
                j = v.after(k) if r.enclitic else self._adjacent(k)  # لقائه في موسكو نظيره التركي
                if agent and (agent.chunk == k or r.enclitic):
                    found = v.owner(j) if j is not None else None
            elif name == "G":
                found = self._genitive_patient(f, k, c, t, agent)
            elif name == "A":
                found = self.adjective(c, k, t)
            elif name == "T":
                found = self._treaty(f, k, t)
            elif name == "P":
                found = self._predicated(k)
            elif name == "S":
                found = self._pressed(k)
            elif name == "Z":
                found = self._complement_subject(k)
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
                found = self._noun_governed(f, k, fold(name), agent)
            where = name in ("في", "على") and f.predicate == "targets"
            if found and where and self._where(name, found, k):
                continue  # where it happened, not whom it hit
            if found and slot.endswith("*") and agent and self._own_side(found, agent):
                continue  # إغلاق القنصلية الأميركية في مدينة روسية
            if found and not set(found.refs) & used:
                return found
        killed = f.predicate == "targets" and "victim" in f.flags and f.agent[0] == "E"
        return self._people_near(k, t, agent) if killed and agent else None

    def _people_near(self, k: int, t: int, agent: Arg) -> Arg | None:
        """مقتل أطفال بقصف حوثي على قرية في البيضاء: the people of the place that was hit."""
        v, civilian = self.v, self.classes["civilian"]
        c = v.chunks[k]
        if c.names or all(v.words[u].lemmas.isdisjoint(civilian) for u in range(t + 1, c.end)):
            return None
        if agent != self._in_event(k):
            return None  # who announces it has not done it
        around = (*reversed(v.chunks[:k]), *v.chunks[k + 1 :])
        state = next(filter(None, map(self._lies_in, around)), None)
        if state is None or any(v.own_state(r).partition("/")[0] == state for r in agent.refs):
            return None
        return Arg((v.compose(v.cast, "civilians", state),), HUMAN, k, k)

    def _pressed(self, k: int) -> Arg | None:
        """انسحبت أنقرة تحت ضغط أميركي: who acts under what the noun says."""
        v = self.v
        for j in range(k - 1, -1, -1) if v.chunks[k].prep == "تحت" else ():
            if v.chunks[j].kind == VERB:
                return v.subject(j)
            if v.chunks[j].kind not in (NP, TIME):
                return None
        return None

    def _genitive_patient(
        self, f: Frame, k: int, c: Chunk, t: int, agent: Arg | None
    ) -> Arg | None:  # fmt: skip
        """Whom a verbal noun is done to, in its genitive or further on in its NP."""
        if f.agent == ("K",) and not self._asked(c, k, t):
            return None
        found = self.genitive(c, k, t)
        if found is not None or agent and agent.chunk == k:
            return found
        owner = self.v.owner(k)
        inside = c.end > t + 1 and bool(c.names)
        return owner if owner and (inside or owner.chunk == k and owner.last > k) else None

    def _noun_governed(self, f: Frame, k: int, prep: str, agent: Arg | None) -> Arg | None:
        """What a preposition after a verbal noun governs, or whose act it is."""
        j = self._noun_pp(k, prep)
        if j is None:
            return None
        done = f.predicate in _JUDGING and self._done_to(j)
        found = None if done else self.v.owner(j)
        if found is None and f.predicate == "rejects" and agent:
            found = self._accusers_of(agent, j)
        return self._doer(j) if found is None and f.predicate in _ATTITUDES else found

    def _where(self, prep: str, found: Arg, k: int) -> bool:
        """Whether an attack is in what a preposition governs, rather than on it."""
        if prep == "في" and self._state(found):
            return True
        return (prep == "في" or self._place(found)) and self._suffered(k)

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
            if c.kind == NEG:
                continue  # القرار الأميركي غير مقبول
            if c.kind == VERB and any(
                r.lemma in self.classes["copula"] for r in v.words[c.begin].verbs
            ):
                s = v.before(j)
                if s is None or v.chunks[s].kind != NP:
                    s = v.after(j)
                found = v.owner(s) if s is not None and s != k else None
                return Arg(found.refs, HUMAN, found.chunk, found.last) if found else None
            if c.kind == NP and not c.prep and j and v.chunks[j - 1].kind == COMP:
                found = v.owner(j)  # إن القرار الأميركي خطأ
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

    def _taken(self, k: int, j: int, prep: str) -> bool:
        """Whether a PP belongs to what is before it: للموالين لموسكو، على التسلل إلى كشمير."""
        v = self.v
        before = v.chunks[j - 1]
        if prep == "الي" and any(
            r.pos == "masdar"
            for c in v.chunks[k + 1 : j] if c.prep for r in v.words[c.first].nominals
        ):  # fmt: skip
            return True
        return any(
            r.pos in ("part_act", "part_pass") and prep in f.patient
            for r, f in v.words[before.end - 1].triggers or ()
        )

    def _noun_pp(self, k: int, prep: str) -> int | None:
        """A PP of a verbal noun, also past a light verb: غارات شنها التحالف على ..."""
        v = self.v
        j = v.pp(k, prep, 5)
        if j is not None:
            aside = any(c.prep in _AMID for c in v.chunks[k + 1 : j])
            return None if aside or self._taken(k, j, prep) else j
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
