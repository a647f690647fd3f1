"""One sentence of each construction, with the statements that it must and must not give."""

from __future__ import annotations

import pytest

from kg.extraction import extract
from kg.lexicons import load
from kg.model import Document

#: Text and statements: "A predicate B"; with "not" before it one that must not come out.
SENTENCES = [
    # names partly in quotation marks, and quoted after a noun that says what they are
    ('اتهمت تل أبيب حركة "حماس" بخرق الهدنة.', "ISR accuses HAMAS"),
    ('دانت منظمة "هيومن رايتس ووتش" القاهرة.', "HRW condemns EGY"),
    ('اتهمت منظمة "هيومن رايتس ووتش"، السبت، الجيش السوري بالتعذيب.', "HRW accuses SYR"),
    # adverbials between commas, and relatives in them, before the object
    ("واتهم أردوغان، في خطاب بأنقرة، مساء الأحد، واشنطن بالخداع.", "TUR accuses USA"),
    ("اتهمت الأمم المتحدة في تقرير نشرته أمس القوات السورية بتجويع المدنيين.", "UN accuses SYR"),
    # the verb before both actors, whatever stands on its left
    ("وقعت تفجيرات استهدفت دوريات للشرطة البحرينية، تتهم المنامة طهران بتدبيرها.",
     "BHR accuses IRN"),
    # a second verb with the subject understood, its object ahead of what it is accused of
    ("تنفي موسكو كل ذلك وتتهم لندن بالبحث عن ذريعة جديدة.", "RUS accuses GBR"),
    # participles: their object after an adverbial, or an independent pronoun
    ("وغادر ترامب القمة متهما في ختامها كندا بالخداع.", "USA accuses CAN"),
    ("وقطعت الرياض علاقاتها مع الدوحة متهمة إياها بتمويل الإرهاب.", "SAU accuses QAT"),
    ("ولم يوقع ترامب البيان متهما كندا بالخداع.", "USA accuses CAN",
     "not USA accuses CAN negative"),
    # a pronoun takes up who acts, not where
    ("أطلقت أنقرة عملية ضد حزب العمال الكردستاني في شمال العراق واتهمته بقتل جنودها.",
     "TUR accuses PKK", "not TUR accuses IRQ"),
    # allies by a possessive, a demonym, a pronoun as copula
    ("تعهدت واشنطن بردع إيران وحليفها حزب الله.", "IRN alliedWith HEZBOLLAH"),
    ("دانت بولندا وحليفتها واشنطن القصف.", "POL alliedWith USA"),
    ("رحبت إسرائيل وحليفها الأميركي بالقرار.", "ISR alliedWith USA"),
    ("ورفضت بيلاروسيا، وهي حليف وثيق لموسكو، العقوبات.", "BLR alliedWith RUS"),
    ("وإيران وروسيا هما الحليفان الأبرز لدمشق.", "IRN alliedWith SYR", "RUS alliedWith SYR"),
    ("الميليشيات الموالية إلى إيران", "not IRN alliedWith IRN"),
    ("تقدم الجيش اليمني بإسناد سعودي نحو تعز.", "YEM alliedWith SAU"),
    # what is attacked: places near something, further objects, several attackers
    ("قصف صاروخي لجماعة الحوثي على قرية قرب مأرب.", "HOUTHI targets YEM"),
    ("وضرب التحالف العربي مخازن، ومواقع أخرى للحوثيين.", "SAUDI_COALITION targets HOUTHI"),
    ("دمرت ضربات أميركية-بريطانية مطارا في سوريا.", "USA targets SYR", "GBR targets SYR"),
    ("أصابت غارات إسرائيلية مواقع لحزب الله.", "ISR targets HEZBOLLAH"),
    ("وأوقف الجيش التركي القصف، وشن هجوما على حزب العمال الكردستاني.", "TUR targets PKK"),
    # the agent of what somebody is exposed to
    ("تعرضت مواقع لحزب الله لقصف نفذه الجيش الإسرائيلي.", "ISR targets HEZBOLLAH"),
    ("وتعرضت كييف لهجوم روسي.", "RUS targets UKR"),
    ("قتل سبعة فلسطينيين في مواجهات مع الجيش الإسرائيلي.", "ISR targets PSE_CIV",
     "not PSE targets ISR"),
    ("حيث قتلت قوات إسرائيل وجرحت قواتها عشرات الفلسطينيين.", "ISR targets PSE_CIV"),
    # attacks taken up by a later sentence, and claimed
    ("وأعلنت حركة طالبان مسؤوليتها عن هجوم على الجيش الأفغاني.", "TALIBAN targets AFG"),
    ("هاجمت حركة طالبان فندقا في كابول. ثم تبنت الحركة الهجوم.", "TALIBAN targets AFG"),
    ("شنت الطائرات الإسرائيلية غارات على دمشق. واستهدفت الغارات مخازن لحزب الله.",
     "ISR targets HEZBOLLAH"),
    ("دارت معارك استمرت يومين بين الجيش اليمني والحوثيين.", "YEM targets HOUTHI",
     "HOUTHI targets YEM"),
    # a headline whose verb stands in quotation marks
    ('حزب الله "يستهدف دبابة إسرائيلية"', "HEZBOLLAH targets ISR"),
    # verbal nouns that carry another, results, possessive genitives
    ("بسبب قيام إسرائيل بقصف مخازن لحزب الله.", "ISR targets HEZBOLLAH"),
    ("بعد إقدام الحرس الثوري الإيراني على إطلاق صواريخ على قواعد إسرائيلية.", "IRN targets ISR"),
    ("أسفرت ضربة أميركية عن مقتل زعيم تنظيم القاعدة.", "USA targets ALQAEDA"),
    ("أعلن ماكرون توجيه بلاده مع بريطانيا ضربات إلى دمشق.", "FRA targets SYR"),
    ("أعلنت حركة طالبان قتل مسلحيها ستة جنود أفغان.", "TALIBAN targets AFG"),
    ("تصاعد القصف البري والجوي للتحالف العربي على مواقع لجماعة الحوثي.",
     "SAUDI_COALITION targets HOUTHI"),
    # what somebody is said to be responsible for is not thereby said to be done
    ("وتتهم لندن موسكو بالمسؤولية عن هجوم في جنوب إنجلترا.", "GBR accuses RUS",
     "not RUS targets GBR"),
    ("وقالت إسرائيل إن المسؤولية عن التصعيد تقع على عاتق حماس.", "ISR accuses HAMAS"),
    # the two sides named before
    ("وقال رئيس وزراء إثيوبيا بعد لقائه رئيس إريتريا إن البلدين اتفقا على السلام.",
     "ETH agreedWith ERI"),
    ("وقال رئيس وزراء إثيوبيا بعد لقائه رئيس إريتريا إن البلدين خاضا حربا.",
     "ETH targets ERI", "ERI targets ETH"),
    ("وتقدم الجيش السوري مستندا إلى دعم من روسيا وإيران.", "SYR alliedWith RUS",
     "SYR alliedWith IRN"),
    # "each of", dates with a slash, numbers before a quotation, dual predicates
    ("لامت كل من واشنطن ولندن وباريس موسكو على التصعيد.", "USA accuses RUS", "GBR accuses RUS",
     "FRA accuses RUS"),
    ("ينفذ الجيش السوري منذ 3 آذار/مارس عملية في ريف حلب بدعم من روسيا.", "SYR alliedWith RUS"),
    ('وأعلن الجيش الإسرائيلي أنه ضرب 12 "موقعا" لحماس.', "ISR targets HAMAS"),
    ("دعت روسيا وإيران الداعمتان لدمشق إلى الحوار.", "RUS alliedWith SYR", "IRN alliedWith SYR"),
    # who fell, and where; who inflicted it
    ("قتل جنود من الجيش اليمني، وأصيب آخرون جراء مواجهات مع الحوثيين في الساحل الغربي.",
     "HOUTHI targets YEM"),
    ("كبدت القوات العراقية تنظيم داعش خسائر فادحة.", "IRQ targets ISIS"),
    # decisions carry what is decided; sanctions and plans strike nobody
    ("جاء ذلك بعد قرار ترامب الانسحاب من الاتفاق النووي مع إيران.", "USA agreedWith IRN former"),
    ("العقوبات الأميركية تستهدف الاقتصاد الإيراني.", "not USA targets IRN"),
    # a particle is no name: بأن and Mr Ban, على and Ali
    ("وقال لافروف إنه اتفق مع نظيره الصيني على الحوار.", "RUS agreedWith CHN"),
    ("وقال لافروف إنه اتفق مع نظيره الصيني بأن الحوار ممكن.", "RUS agreedWith CHN",
     "not RUS agreedWith UN"),
    ("وصف الوزير السعودي حزب الله بأنه موال لإيران.", "HEZBOLLAH alliedWith IRN"),
    # backing in war is an alliance, elsewhere support; coalitions by their leader
    ("ساندت إيران الحكومة السورية في الحرب.", "IRN alliedWith SYR", "not IRN supports SYR"),
    ("ساندت إيران الحكومة السورية في مجلس الأمن.", "IRN supports SYR", "not IRN alliedWith SYR"),
    ("تقود الرياض تحالفا عسكريا في اليمن.", "SAU alliedWith SAUDI_COALITION"),
    # a source after the report, whatever the verb; wrongs done by what somebody does
    ("قتل ثلاثة فلسطينيين بقصف إسرائيلي، بحسب ما أعلنه مسؤولون فلسطينيون.", "PSE accuses ISR"),
    ("وقال الرئيس الإيراني إن العقوبات الأميركية تمثل خرقا للاتفاق.", "IRN accuses USA"),
    ("وقال الوزير السعودي إن طهران استغلت رفع العقوبات.", "SAU accuses IRN"),
    # a deal known by its name, where the article names its other party
    ("نددت طهران بالقرار. وأعلن ترامب الانسحاب من الاتفاق النووي.", "USA agreedWith IRN former"),
    ("ونفذ تنظيم داعش تفجيرات في العراق.", "ISIS targets IRQ"),
    ("استعاد الجيش العراقي الحي من قبضة داعش.", "IRQ targets ISIS"),
    # a new clause after a phrase, and whom its pronoun means
    ("أوكرانيا تقصف قوات روسيا الاتحادية وموسكو تتهمها بالتصعيد.", "RUS accuses UKR"),
    ("شنت تركيا هجوما على قوات سوريا الديمقراطية ودمشق تتهمها بالعدوان.", "SYR accuses TUR",
     "not TUR targets SYR"),
    # the other party, by a word that stands for it
    ("وقال بوتين عن تركيا إن الضربة جاءت من طرف طالما عددناه حليفا لنا.",
     "TUR alliedWith RUS former"),
    # leaving an agreement concedes nothing to the other side
    ("انسحبت واشنطن من الاتفاق النووي الإيراني.", "USA agreedWith IRN", "not USA concedes IRN"),
    # whose act is praised or condemned: the doer in a relative, those named as examples
    ("وأشادت لندن بالجهود التي تبذلها القاهرة.", "GBR supports EGY"),
    ("انتقدت منظمة العفو الدولية دولا عدة، من بينها فرنسا وإيطاليا.", "AMNESTY condemns FRA",
     "AMNESTY condemns ITA"),
    ("وجهت لندن انتقادات حادة إلى طهران.", "GBR condemns IRN"),
    ("وتعرض ترامب لانتقادات بسبب سياسته تجاه طهران.", "not USA condemns IRN"),
    ("وحكم عليه بعد إدانته بالانتماء إلى تنظيم داعش.", "not IRQ condemns ISIS"),
    # what one is accused of is denied to the accuser; a refusal to comment rejects nobody
    ("اتهمت لندن موسكو بالتجسس. وتنفي روسيا ضلوعها في القضية.", "RUS rejects GBR"),
    ("اتهمت لندن موسكو بالتجسس، وهو ما نفته روسيا.", "RUS rejects GBR"),
    ("اتهمت لندن موسكو بالتجسس. ونفت روسيا وصول سفنها.", "not RUS rejects GBR"),
    ("رفض الجيش الإسرائيلي التعليق على القصف في سوريا.", "not ISR rejects SYR"),
    # threats of what is to come are made now; past refusals are none
    ('وقال نتنياهو "لن نسمح لإيران بالبقاء في سوريا".', "ISR threatens IRN actual"),
    ("ولم تسمح بغداد لأنقرة بنشر قوات.", "not IRQ threatens TUR"),
    ("هدد ترامب بفرض رسوم على الصين.", "USA threatens CHN"),
    ("وغرد ترامب على تويتر محذرا طهران ودمشق من الهجوم.", "USA threatens IRN",
     "USA threatens SYR"),
    # a participle spelled like a verbal noun is not what is rejected; who is urged by whom
    ("ورفضت بغداد العرض مطالبة بانسحاب القوات التركية.", "not IRQ demands TUR negative"),
    ("ودفعه ذلك إلى حث الناتو على المساعدة.", "not NATO demands TUR"),
    # verbal nouns: joined ones share their doer, and begin again
    ("رحبت الرياض بانسحاب واشنطن من الاتفاق وبفرض عقوبات على طهران.", "USA sanctions IRN",
     "not SAU sanctions IRN"),
    ("العقوبات التي كانت تفرضها واشنطن على الخرطوم.", "USA sanctions SDN"),
    ("وسيعاود ترامب فرض عقوبات على طهران.", "USA sanctions IRN"),
    # after a verb of reporting and an adverbial, a form that may be a verb is its object
    ("أكدت وزارة الخارجية البحرينية، أمس، دعم المنامة الكامل للموقف الأميركي.",
     "BHR supports USA"),
    ("دانت الحكومة الإيرانية نقل السفارة الأميركية.", "IRN condemns USA"),
    # who meets on the occasion, who is brought together, who works with whom; outlets only ask
    ("وقال ترامب خلال لقاء مع ماكرون إن الاتفاق سيئ.", "USA meets FRA"),
    ("وقال ترامب خلال لقاء مع رويترز إن الاتفاق سيئ.", "not USA meets REUTERS"),
    ("وعقدت القمة التي تجمع بوتين وأردوغان في سوتشي.", "RUS meets TUR"),
    ("نفذ الجيش العراقي العملية بالتنسيق مع دمشق.", "IRQ cooperatesWith SYR"),
    ("وتعمل واشنطن على إنهاء المعاهدة مع طهران.", "not USA cooperatesWith IRN"),
    ("علقت واشنطن المساعدات لإسلام آباد.", "USA sanctions PAK"),
    ("هنأ الرئيس الروسي نظيره الصيني على فوزه.", "RUS supports CHN"),
    ("وتعهدت باريس بعدم دعم دمشق.", "not FRA supports SYR positive"),
    ("أثار القرار تنديدا من فرنسا بإسرائيل.", "FRA condemns ISR"),
    # with what it was done, whose deal one is present at, what one speaks about
    ("ارتكبت القوات الإسرائيلية مجزرة بصواريخ أمريكية في غزة.", "ISR targets PSE",
     "not ISR targets USA"),
    ("حضر الرئيس الفرنسي توقيع اتفاق مع السودان.", "not FRA agreedWith SDN"),
    ("وحضر الوزير الأميركي إعلان العقوبات على إيران.", "not USA sanctions IRN"),
    ("تحدث نتنياهو كثيرا عن تحسين العلاقات مع السعودية.", "not ISR meets SAU"),
    # who blames somebody for an act did not commit it
    ("انتقدت منظمة العفو الدولية دولا غربية لبيعها أسلحة للسعودية.", "not AMNESTY aids SAU"),
    (
        "طالبت الرياض بمحاسبة إيران لتزويدها ميليشيات الحوثي بصواريخ.",
        "IRN aids HOUTHI", "not SAU aids HOUTHI", "not SAU demands HOUTHI",
    ),
    # accusations of shelling are exchanged, not shells
    (
        "تبادلت أذربيجان وأرمينيا الاتهامات بقصف بلدات حدودية.",
        "AZE accuses ARM", "not AZE targets ARM", "not ARM targets AZE",
    ),
    # a group's name holds no support; three sides are no two
    ("تكبد الحوثيون خسائر تلقوها من قوات دعم الشرعية.", "not SAUDI_COALITION supports HOUTHI"),
    (
        "أطلقت حركتا حماس والجهاد الإسلامي صواريخ على إسرائيل في أعنف تبادل للقصف بين الجانبين.",
        "HAMAS targets ISR", "not HAMAS targets PIJ",
    ),
    # two strike together, one does not strike the other
    ("قتل 29 مدنيا في قصف روسي وسوري استهدف دوما.", "RUS targets SYR", "not SYR targets RUS"),
    # whose support a minister praises is not who praises it
    (
        "عبر وزير الخارجية التونسي عن تقديره للدعم الذي ما فتئت تقدمه النرويج لبلاده، "
        "مثمنا إعادة فتح سفارتها.",
        "not NOR supports TUN_CIV", "not NOR supports NOR",
    ),
    # in a figure of speech nobody is struck; whom an arms ban hits gets no arms
    ("وقال أردوغان إن واشنطن طعنت تركيا في الظهر.", "TUR accuses USA", "not USA targets TUR"),
    ("أوقفت برلين تصدير الأسلحة إلى الرياض.", "DEU sanctions SAU", "not DEU aids SAU positive"),
    ("طالب البرلمان الأوروبي بوقف تسليح السعودية.", "not EU demands SAU"),
    # what is taken part in, what was convicted of, what is used
    ("شارك آلاف الأكراد في إحياء ذكرى الهجوم على حلبجة.", "not KURDS targets IRQ"),
    (
        "أصدرت محكمة مصرية حكما بالسجن بحق تاجر بتهمة النصب على مستثمر سعودي.",
        "not EGY coerces SAU",
    ),
    ("وقالت واشنطن إن في دمشق غازا معدا لاستخدامه سلاحا كيميائيا.", "not USA accuses SYR"),
    # a noun before its doer and what it is done to
    ("لكن ضم روسيا لشبه جزيرة القرم أثار أزمة مع أوكرانيا.", "not UKR coerces RUS"),
    # a weapon's maker did not fire it; joined by a comma, two actors are two
    ("قال المحققون إن الطائرة الماليزية أسقطت بصاروخ روسي الصنع.", "not RUS targets MYS"),
    (
        "واتهم فيلق الرحمن، أحد فصائل المعارضة المسلحة، روسيا بالتصعيد.",
        "not SYRIAN_OPPOSITION accuses RUS_OPP",
    ),
    # whoever is asked, or accused of it, does what follows
    ("طالبت روسيا أوكرانيا بسحب قواتها من دونباس.", "not RUS concedes UKR"),
    ("أمرت محكمة العدل الدولية إسرائيل بوقف هجومها على رفح.", "not ICJ targets PSE"),
    # what an attitude is about is nobody's act; who is arrested did not do it
    ("أعرب السفير الروسي عن رفضه للهجمات على سوريا.", "not RUS targets SYR"),
    ("دانت منظمة العفو الدولية اعتقال صحفيين إيرانيين.", "not AMNESTY condemns IRN_CIV"),
    # VSO: who calls for something, without an object
    ("نددت الهند بالهجوم. ودعت الصين إلى ضبط النفس.", "not IND demands CHN"),
    (
        "وقال الرئيس الأوكراني إن طهران سلحت موسكو، مطالبا مجلس الأمن بالتحرك.",
        "UKR demands UN",
        "not IRN demands UN",
    ),
    # a participle after a comma, spelled like the verbal noun
    (
        "أعلنت باريس أنها ترفض هذه التصريحات، مطالبة إسلام آباد بحماية رعاياها.",
        "FRA demands PAK positive",
        "not FRA demands PAK negative",
    ),
    # a state disapproves, people protest
    (
        "استدعت الخارجية العراقية السفير التركي احتجاجا على قصف تركي.",
        "not IRQ protests TUR",
    ),
]  # fmt: skip


def statements(text: str) -> set[str]:
    """What the text gives, by actor codes."""
    found = extract(Document("sentence", text), load())
    code = {r.ref: r.actor for r in found.referents}
    rows = set()
    for c in found.claims:
        row = f"{code[c.subject]} {c.predicate} {code[c.object] if c.object else '-'}"
        rows |= {row, f"{row} {c.polarity}", f"{row} {c.modality}"}
    return rows


@pytest.mark.parametrize(("text", "rows"), [(t, rows) for t, *rows in SENTENCES])
def test_sentence_gives_its_statements(text: str, rows: list[str]) -> None:
    found = statements(text)
    for row in rows:
        wanted = row.removeprefix("not ")
        assert (wanted in found) == (wanted == row), f"{text}: {sorted(found)}"


#: Text, predicate and topic.
TOPICS = [
    ("اتهمت واشنطن طهران بعدم احترام تعهداتها.", "accuses", "عدم احترام تعهداتها"),
    ("شكر الرئيس مصر والأردن لمساعيهما الصادقة.", "supports", "مساعيهما الصادقة"),
    ("فرضت واشنطن عقوبات جديدة على إيران.", "sanctions", "عقوبات جديدة"),
    ("وهنأت باريس واشنطن على فوزها بالسباق.", "supports", "فوزها بالسباق"),
    ("التقى وزراء خارجية روسيا وإيران لبحث سبل التسوية.", "meets", "بحث سبل التسوية"),
    # without those that it is between, and what a relative clause takes up
    ("جرى التوصل إلى اتفاق لوقف القتال بين موسكو وكييف.", "agreedWith", "وقف القتال"),
    (
        'ودخلت القوات مناطق "وقف القتال" التي اتفقت عليها موسكو وأنقرة.',
        "agreedWith",
        'مناطق "وقف القتال"',
    ),
]


@pytest.mark.parametrize(("text", "predicate", "topic"), TOPICS)
def test_topic_is_what_it_is_about(text: str, predicate: str, topic: str) -> None:
    claims = extract(Document("sentence", text), load()).claims
    spans = [c.topic for c in claims if c.predicate == predicate]
    assert [text[x.begin : x.end] for x in spans if x][:1] == [topic]
