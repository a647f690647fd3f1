"""Who does what an event noun says: genitives, demonyms, governing verbs, earlier attacks."""

from __future__ import annotations

from typing import Final

from kg.arabic.morphology import Reading
from kg.arabic.normalise import fold
from kg.extraction.chunks import COMP, CONJ, MARK, NP, QUOTE, REL, SUBORD, TIME, VERB, Chunk
from kg.extraction.clauses import HUMAN, NAMED, STOP_MARKS, THING, Arg
from kg.extraction.slots import CIRCUMSTANCE, Slots
from kg.lexicons import Frame

_COMPLEMENT: Final = frozenset(fold(x) for x in ("", "ب", "ل", "في", "إلى", "عن", "من"))
MEANS: Final = frozenset(fold(x) for x in ("في", "ب", "جراء", "إثر", "نتيجة", "خلال", "من", "بسبب"))
#: What a text of somebody's can do for him.
_SAID: Final = frozenset({"accuses", "condemns", "demands", "threatens", "rejects", "supports"})
#: Before those whose list it is.
_KEPT_BY: Final = frozenset(fold(x) for x in ("في", "ل", "لدى"))
#: After a verb of blaming, before what somebody is blamed for.
_BLAMED_FOR: Final = frozenset(fold(x) for x in ("ل", "ب", "على", "بسبب"))


class Events(Slots):
    """Agents of events."""

    def genitive(self, c: Chunk, k: int, t: int) -> Arg | None:
        """The actor in the genitive after token `t` of an NP, or its possessive pronoun."""
        v = self.v
        r = next((x for x in v.words[t].nominals if x.enclitic), None)
        if r and all(x.enclitic for x in v.words[t].nominals):
            punished = self._punished(k) if t == c.first else None
            if punished is not None:
                return punished
            blamed = self._blaming(k) if t == c.first else None
            if blamed is not None:
                return self._blamed(blamed, k, r.enclitic)
            ref = v.pronoun(r.enclitic, k, possessive=True)
            return Arg(self._together(ref, k), NAMED, k, k) if ref else None
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
                v.words[u].article == trigger.article and not v.words[u].norm.isdigit()
                for u in range(t + 1, m.begin)
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

    def _together(self, ref: str, k: int) -> tuple[str, ...]:
        """أعلنت دبلن ومدريد اعترافهما: all subjects of the verb, if its pronoun means one."""
        for j in range(k - 1, max(-1, k - 6), -1):
            if self.v.chunks[j].kind == VERB:
                s = self.v.subject(j)
                beside = s is not None and k - 1 in (j, s.last)
                return s.refs if s is not None and beside and ref in s.refs else (ref,)
        return (ref,)

    def _blaming(self, k: int) -> int | None:
        """The verb by which somebody is blamed for an act of his: انتقدت باريس لندن لقصفها ..."""
        if self.v.chunks[k].prep not in _BLAMED_FOR:
            return None
        for j in range(k - 1, -1, -1):
            c = self.v.chunks[j]
            if c.kind == VERB:
                lemma = c.reading.lemma if c.reading else ""
                b = self.v.before(j)
                taken_up = b is not None and self.v.chunks[b].kind == REL
                return j if lemma in self.classes["objcontrol"] and not taken_up else None
            if c.kind not in (NP, QUOTE, TIME, MARK, CONJ) or c.base in STOP_MARKS:
                return None
        return None

    def _punished(self, k: int) -> Arg | None:
        """عقوبات على مينسك بسبب دعمها ...: what somebody is punished for is his own act."""
        v = self.v
        if k < 2 or v.chunks[k].prep not in _BLAMED_FOR:
            return None
        c, left = v.chunks[k - 1], v.chunks[k - 2]
        penalties = v.words[left.first : left.end] if left.kind == NP else ()
        if c.kind != NP or c.prep != "علي" or not c.names:
            return None
        punished = any(not w.lemmas.isdisjoint(self.classes["penalty"]) for w in penalties)
        found = v.owner(k - 1) if punished else None
        return Arg(found.refs, found.mode, k, k) if found and found.mode != THING else None

    def _blamed(self, verb: int, k: int, enclitic: str) -> Arg | None:
        """Whose act it is: never that of the one who blames."""
        v = self.v
        whom, s = v.obj(verb), v.subject(verb)
        if whom is not None:
            return Arg(whom.refs, whom.mode, k, k)
        known = v.cast.known
        blamer = {known[ref].actor for ref in s.refs} if s else set()
        if s and s.chunk >= 0:
            blamer |= {known[m.ref].actor for m in v.chunks[s.chunk].names}
        own = [ref for ref in known if known[ref].actor in blamer]
        ref = v.pronoun(enclitic, k, own)
        return Arg((ref,), NAMED, k, k) if ref else None

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
        ref = v.leader(r.enclitic, k) if country else None
        ref = ref or v.pronoun(r.enclitic, k, possessive=True)
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
                    w.article == trigger.article and not w.norm.isdigit() for w in between
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

    def _carried(self, k: int) -> Arg | None:
        """The agent of an event from a relative or a passive: غارات شنها التحالف, من قبل."""
        v = self.v
        for j in range(k + 1, min(k + 6, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB:
                r = c.reading
                if r and r.lemma == "كان" and not c.conj:
                    continue  # العقوبات التي كانت تفرضها واشنطن
                if r is None or r.lemma not in self.classes["light"]:
                    return None
                left = v.chunks[j - 1]
                if j - 1 > k and left.kind == NP and left.prep and not left.article:
                    return None  # رفع العقوبات، وذلك في كلمة ألقاها الوزير
                done = r.lemma == "قام" and v.resumed(j)  # القصف الذي قام به الجيش
                if done or r.enclitic.startswith("3"):
                    s = v.subject(j)
                    said = v.chunks[j - 1].kind != VERB or s is not None and s.chunk > j
                    return s if said else None
                return None
            if c.kind == NP and c.prep and (c.conj or v.is_event(j)):
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

    def _in_clash(self, k: int) -> Arg | None:
        """The other side of a fight that somebody fell in, which was struck, too."""
        v = self.v
        for j in range(k + 1, min(k + 10, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB and c.conj and c.reading and self._undergoes(c.reading):
                continue
            if c.kind in (VERB, COMP, SUBORD):
                return None
            if c.kind == NP and c.prep in MEANS and v.is_event(j):
                return self._clash(j)
        return None

    def _resumed(self, k: int) -> Arg | None:
        """The attacker of an attack that is taken up: ... وأسفرت الغارات عن ..."""
        v, attack = self.v, self.v.memory.attack
        c = v.chunks[k]
        if attack is None or not v.words[c.first].article or c.end > c.first + 2 or c.names:
            return None
        if not any(f.predicate == "targets" for f in self._event_frames(k)):
            return None
        return Arg(attack[0].refs, attack[0].mode)

    def _felt(self, k: int) -> bool:
        """أعرب عن رفضه للهجمات: what somebody's attitude is about is no act of his."""
        v = self.v
        left = v.chunks[k - 1]
        if v.chunks[k].prep not in ("ل", "في") or left.kind != NP or left.reading is None:
            return False
        r, verbs = left.reading, {x.root_lemma for x in v.words[left.first].nominals}
        if verbs & self.classes["attitude"] or verbs & self.classes["stopping"]:
            return True  # معارضة بلاده للعقوبات, تعليق مشاركته في المفاوضات
        if v.chunks[k].prep != "ل":
            return False
        own = r.pos == "masdar" and bool(r.enclitic)
        return own and self.classes["doing"].isdisjoint((r.lemma, r.root_lemma))

    def _governor(self, k: int, exclude: int = -1, anything: bool = False) -> Arg | None:
        """The subject of the verb that governs a verbal noun (واصلت موسكو قصف ...)."""
        v = self.v
        if k and (self._responsible(k - 1) or self._annexed(k) or self._felt(k)):
            return None
        bent = v.chunks[k].prep == "علي" and not (k and self._governs(v.chunks[k - 1]))
        if v.chunks[k].prep not in _COMPLEMENT and v.chunks[k].prep != "علي":
            return None
        for j in range(k - 1, -1, -1):
            c = v.chunks[j]
            if j == exclude:
                return None
            if c.kind == VERB:
                if anything and self._occupied(j):
                    continue  # هجوما ضد جيب يتحصن فيه التنظيم، بدعم من التحالف
                return self._by_verb(k, j, bent, anything)
            if c.kind == NP and not bent and self._governs(c) and not self._object_only(c, j):
                found = self.genitive(c, j, c.first) or self.adjective(c, j, c.first)
                return found if found is None or found.mode != THING else None
            if c.kind == NP and v.reporting(c):
                return self._reporter(j, c)
            if c.kind == NP and j == k - 1 and v.chunks[k].prep == "ب" and self._charged(c):
                return None  # استرداد متهمين بقتل ...
            if c.kind == NP and self._controls(c) and not bent:
                to = v.pp(j, "ل", 1)  # اتهام لندن لموسكو بـ...، اتهام موسكو بـ...
                return v.coordinated(to) if to is not None else self.genitive(c, j, c.first)
            if c.kind == NP and c.reading and c.reading.pos == "part_act" and not c.article:
                held = v.chunks[j - 1] if j > 0 else None
                if held and held.kind == NP and not held.prep and not v.reporting(held):
                    return v.coordinated(j - 1)  # بلاده مستمرة بالتعاون مع ...
            if c.kind in (COMP, SUBORD, REL) or c.kind == CONJ and c.base == "لكن":
                return None
            if c.kind == MARK and c.base not in ("،", ",", '"', "(", ")"):
                return None
            if c.kind == NP and c.prep in CIRCUMSTANCE and j < k and not anything:
                return None
        return None

    def _by_verb(self, k: int, j: int, bent: bool, anything: bool) -> Arg | None:
        """Who does what NP `k` says, if the verb at `j` governs it."""
        v, r, to = self.v, self.v.chunks[j].reading, self.v.chunks[k].prep == "ل"
        if r is None:
            return None
        if bent:
            return v.subject(j) if r.lemma in self.classes["bent"] else None
        if r.lemma == "تم" or self._undergoes(r):
            return None
        user = self._user(j) if to else None
        if user is not None:
            return user
        if r.lemma in self.classes["undergoing"]:
            return None
        if r.lemma in self.classes["objcontrol"]:
            return v.obj(j)
        carries = r.lemma in self.classes["light"] or r.lemma in self.classes["claiming"]
        if carries or to or anything or self._purpose(k):
            return self._leading(j) or v.subject(j)
        return None

    def _occupied(self, k: int) -> bool:
        """Whether a verb only says who holds the place before it, which a pronoun takes up."""
        r = self.v.chunks[k].reading
        if r is None or r.lemma not in self.classes["holding"]:
            return False
        return k > 0 and self.v.chunks[k - 1].kind in (NP, REL) and self.v.takes_up(k)

    def _charged(self, c: Chunk) -> bool:
        """Whether an NP ends in people who are accused, whoever they are."""
        return not c.names and any(
            r.pos == "part_pass" and r.root_lemma in self.classes["objcontrol"]
            for r in self.v.words[c.end - 1].nominals
        )

    def coalition(self, k: int, agent: Arg) -> Arg | None:
        """تقود الرياض تحالفا عسكريا: the coalition that is known by its leader."""
        v = self.v
        j = v.obj_chunk(k)
        if j is None or not any(r.lemma == "تحالف" for r in v.words[v.chunks[j].first].nominals):
            return None
        ref = self.f.led.get(v.cast.known[agent.refs[0]].actor)
        if ref is None:
            return None
        v.know(v.cast, ref)
        return Arg((ref,), NAMED, j, j)

    def _user(self, k: int) -> Arg | None:
        """استخدموا القدرات التي نقلتها طهران لقصف ...: who uses what the clause at `k` is about."""
        v, j = self.v, k - 1
        relative = j > 0 and v.chunks[j].kind == REL or v.takes_up(k)
        while j > 0 and v.chunks[j].kind in (REL, QUOTE, NP):
            j -= 1
        r = v.chunks[j].reading if j >= 0 and v.chunks[j].kind == VERB else None
        using = relative and r is not None and r.lemma in self.classes["using"]
        return v.subject(j) if using else None

    def _leading(self, k: int) -> Arg | None:
        """التحالف الذي تقوده الرياض دعما ل...: what is led is what acts."""
        v = self.v
        r, s = v.chunks[k].reading, v.subject(k)
        if s is None or r is None or r.lemma != "قاد":
            return None
        led = v.obj(k)
        if led and v.cast.known[led.refs[0]].kind == "alliance":
            return led
        return self.coalition(k, s)

    def _governs(self, c: Chunk) -> bool:
        """Whether an NP's head is the verbal noun of a verb that carries others: قيام ... بقصف."""
        return any(
            r.lemma in self.classes["carrying"]
            or r.pos == "masdar"
            and r.root_lemma in self.classes["carrying"]
            for r in self.v.words[c.first].nominals
        )

    def _annexed(self, k: int) -> bool:
        """في إحياء ذكرى | الهجوم: whether an NP is the genitive of the one before it."""
        c, left = self.v.chunks[k], self.v.chunks[k - 1]
        if c.prep or c.conj or not c.article or left.kind != NP or left.end != c.begin:
            return False
        unclosed = bool(left.prep) and not left.names and not left.article
        light = self.classes["light"] | self.classes["event"] | self.classes["carrying"]
        heads = self.v.words[left.first : left.end]
        return unclosed and not any(
            r.lemma in light or r.root_lemma in light for w in heads for r in w.nominals
        )

    def _object_only(self, c: Chunk, j: int) -> bool:
        """أصدرت المحكمة حكما بسجن ...: what governs is the object of the verb, whose it is."""
        own = self.genitive(c, j, c.first) or self.adjective(c, j, c.first)
        return own is None and not c.prep and not c.article

    def _reporter(self, j: int, c: Chunk) -> Arg | None:
        """Who does what a participle of saying governs: the speaker, or the one spoken of."""
        v = self.v
        if c.reading is not None and c.reading.root_lemma in self.classes["objcontrol"]:
            if c.names:
                return self.genitive(c, j, c.first)
            n = self._adjacent(j)
            return v.owner(n) if n is not None else None
        s = v.memory.speaker if v.speaker(j) is None else v.speaker(j)
        return Arg((s,), NAMED) if s else None

    def _controls(self, c: Chunk) -> bool:
        """Whether an NP's head is an accusation or the like: its object does what follows."""
        return any(
            r.pos == "masdar" and r.root_lemma in self.classes["objcontrol"]
            for r in self.v.words[c.first].nominals
        )

    def _purpose(self, k: int) -> bool:
        """دعما لـ, ردا على: an indefinite accusative verbal noun, the purpose of the clause."""
        r = self.v.chunks[k].reading
        return r is not None and r.pos == "masdar" and r.accusative

    def _responsible(self, k: int) -> bool:
        """Whether an NP speaks of responsibility for what follows; whose it is may be disputed."""
        c = self.v.chunks[k]
        return c.kind == NP and any(
            r.lemma == "مسؤولية" for t in range(c.first, c.end) for r in self.v.words[t].nominals
        )

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

    def _in_event(self, k: int) -> Arg | None:
        """The agent of an event in a prepositional phrase after chunk `k`."""
        v = self.v
        means = MEANS | {"بعد"} if v.chunks[k].kind == VERB else MEANS
        for j in range(k + 1, min(k + 10, len(v.chunks))):
            c = v.chunks[j]
            if c.kind == VERB and c.conj and c.reading and self._undergoes(c.reading):
                continue
            if c.kind in (VERB, COMP, SUBORD):
                return None
            if c.kind == NP and c.prep in means and v.is_event(j):
                found = self.event_agent(j, exclude=k)
                if found and found.mode != THING and not self._place(found):
                    return self._with_further(j, found)
        return None

    def _with_further(self, k: int, agent: Arg) -> Arg:
        """في مواجهات مع الجيش وغارات التحالف: the agents of the events joined to it, too."""
        v, refs = self.v, list(agent.refs)
        for j in range(k + 1, min(k + 5, len(v.chunks))):
            c = v.chunks[j]
            if c.kind != NP:
                break
            if c.conj == "و" and not c.prep and v.is_event(j):
                more = self.event_agent(j, exclude=k)
                own = more is not None and more.mode != THING and not self._place(more)
                refs.extend(r for r in more.refs if own and r not in refs) if more else None
        return Arg(tuple(refs), agent.mode, agent.chunk, agent.last)

    def _subject_is_event(self, k: int) -> bool:
        s = self._subject_chunk(k)
        return s is not None and self.v.is_event(s)

    def _abstract(self, k: int) -> bool:
        """Whether the subject of a verb cannot strike: العقوبات الأميركية تستهدف الاقتصاد."""
        s = self._subject_chunk(k)
        return s is not None and any(
            r.lemma in self.classes["abstract"]
            for r in self.v.words[self.v.chunks[s].first].nominals
        )

    def _keeper(self, f: Frame, k: int) -> Arg | None:
        """أدرج الحزب على قائمة الإرهاب الأميركية, على قوائم الإرهاب في بريطانيا: whose list."""
        v = self.v
        j = self._with(f, k, k + 1)
        if j is None:
            return None
        found, where = v.np(j), v.chunks[j + 1] if j + 1 < len(v.chunks) else None
        if found is None and where is not None and where.prep in _KEPT_BY:
            found = v.coordinated(j + 1)
        return Arg(found.refs, HUMAN) if found and not self._place(found) else None

    def _brought_together(self, f: Frame, k: int) -> Arg | None:
        """القمة التي تجمع ماكرون وميركل, جمع اللقاء لافروف مع نظيره: both, as one argument."""
        v = self.v
        first, after = v.obj(k), v.subject(k)
        if first is None and after is not None and after.chunk > k:
            first = after  # اجتماع ضم وزراء خارجية مصر والأردن
        for slot in f.agent[1:]:
            j = v.pp(k, fold(slot), 6)
            more = v.coordinated(j) if j is not None else None
            if more is None:
                continue
            refs = dict.fromkeys((*(first.refs if first else ()), *more.refs))
            return Arg(tuple(refs), more.mode, more.chunk, more.last)
        return first

    def _event_or_subject(self, f: Frame, k: int) -> Arg | None:
        """The subject; where that is an event ("الغارات التي استهدفت"), the event's agent."""
        if f.agent == ("K",):
            speaker = self.v.speaker(k)
            return Arg((speaker,), NAMED) if speaker else None
        if f.agent[0] == "O":
            return self._brought_together(f, k)
        if f.agent[0] not in ("S", "C"):
            if f.agent == ("W",):
                return self._keeper(f, k)
            found = self._from_whom(f, k)
            carrier = self._with(f, k, k + 1)
            fired = carrier is not None and self.v.chunks[carrier].prep == "ب"  # أسقطت بصاروخ روسي
            if found is None and "E" in f.agent and carrier is not None and not fired:
                found = self.event_agent(carrier, exclude=k)
                return None if found and (found.mode == THING or self._place(found)) else found
            return found
        if f.predicate == "targets":
            event = self._subject_chunk(k)
            if event is not None and self.v.is_event(event):
                return self.event_agent(event, exclude=k)
        found = self.v.subject(k)
        return self._issuer(k) if found is None and f.predicate in _SAID else found

    def _from_whom(self, f: Frame, k: int) -> Arg | None:
        """تسلمت دفعة من مقاتلات من هولندا: the phrase of a slot that names somebody."""
        v = self.v
        for slot in f.agent:
            j = v.pp(k, fold(slot), 6) if slot != "E" else None
            further = v.pp(j, fold(slot), 3) if j is not None else None
            found = v.people(j) if j is not None else None
            if found is None and further is not None:
                found = v.people(further)
            if j is not None:
                return found
        return None

    def _issuer(self, k: int) -> Arg | None:
        """أصدر مجلس الأمن قرارا يطالب ...: a text says what whoever issues it does."""
        v, j = self.v, k - 1
        c = v.chunks[j] if j > 0 else None
        if c is None or c.kind != NP or c.article:
            return None
        if not any(r.lemma in self.classes["document"] for r in v.words[c.first].nominals):
            return None
        i = self._verb_over(j, 5)
        found = v.subject(i) if i is not None else None
        return found if found and found.mode != THING else None

    def _over(self, k: int, reach: int) -> Reading | None:
        """The reading of the verb before chunk `k` from which only phrases part it."""
        j = self._verb_over(k, reach)
        return self.v.chunks[j].reading if j is not None else None

    def _verb_over(self, k: int, reach: int) -> int | None:
        """The verb before chunk `k` from which only phrases part it, within so many chunks."""
        for j in range(k - 1, max(-1, k - 1 - reach), -1):
            kind = self.v.chunks[j].kind
            if kind == VERB:
                return j
            if kind not in (NP, TIME):
                return None
        return None
