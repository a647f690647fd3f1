// The two languages of the page, and names in the one that is shown.
import { one } from "./router.js";

const TEXT = {
  skip: ["Skip to content", "إلى المحتوى"], ask: ["Ask", "اسأل"], graph: ["Graph", "المخطط"],
  timeline: ["Timeline", "الخط الزمني"], status: ["Status", "الحالة"], evidence: ["Evidence", "الدليل"],
  language: ["العربية", "English"], theme: ["Dark or light", "داكن أو فاتح"], views: ["Views", "الأقسام"],
  tagline: ["Who did or said what to whom, and the sentence that says so", "من فعل أو قال ماذا لمن، والجملة التي تقول ذلك"],
  lead: ["Read from Arabic news, each statement with its article and its exact sentence:", "مقروء من الأخبار العربية، كل قول مع مقالته وجملته بحروفها:"],
  emptyGraph: ["This graph holds no statements yet. Add articles with: kg build ARTICLES...", "لا أقوال في هذا المخطط بعد. أضف مقالات بالأمر: kg build ARTICLES..."],
  gone: ["The server does not answer. Is kg serve still running?", "الخادم لا يجيب. هل ما زال kg serve يعمل؟"], again: ["Try again", "حاول مجددا"],
  unknownActor: ["No article of this graph names this actor.", "لا تذكر أي مقالة في هذا المخطط هذا الفاعل."],
  noLinks: ["No links that fit the filters.", "لا صلات توافق المرشحات."],
  longText: ["This article is long: only what is around the sentence is shown.", "المقالة طويلة، ولا يظهر إلا ما حول الجملة."], wholeText: ["Show all of it", "اعرضها كلها"],
  plain: ["Your question, in Arabic or English", "سؤالك بالعربية أو الإنجليزية"],
  plainHint: ["e.g. who accuses Turkey?", "مثلا: من يتهم تركيا؟"], examples: ["Try", "جرّب"],
  aboutOne: ["About one actor", "عن فاعل واحد"], aboutTwo: ["Between two actors", "بين فاعلين"], aboutAll: ["In the whole graph", "في المخطط كله"],
  inPicture: ["Or see in a picture", "أو انظر في صورة"], change: ["Change or refine", "غيّر أو دقّق"],
  graphLead: ["Who has to do with whom: accusations, agreements, attacks, meetings. Each line leads to the sentences behind it.", "من له شأن بمن: اتهامات واتفاقات وهجمات ولقاءات. كل خط يقود إلى الجمل التي وراءه."],
  clickHint: ["Click a line for its sentences, an actor to add it", "انقر خطا لترى جمله، أو فاعلا لتضيفه"],
  timelineLead: ["Cooperation against conflict between two actors, over time.", "التعاون مقابل الصراع بين فاعلين عبر الزمن."], newest: ["Newest events", "أحدث الأحداث"],
  noPeriods: ["No event between these two has a date, or none is known.", "لا حدث مؤرخا بين هذين الفاعلين."],
  pairs: ["Choose two actors, or start with one of these pairs:", "اختر فاعلين، أو ابدأ بأحد هذه الأزواج:"], and: ["and", "و"],
  stored: ["Stored questions", "الأسئلة المحفوظة"], taken: ["Understood as", "فُهم السؤال هكذا"],
  go: ["Ask", "اسأل"], back: ["All questions", "كل الأسئلة"], required: ["required", "مطلوب"],
  more: ["More options", "خيارات أخرى"], rows: ["rows", "عدد الصفوف"], nothing: ["Nothing found.", "لا نتائج."],
  loading: ["Loading…", "جار التحميل…"], failed: ["That did not work", "تعذر ذلك"], meant: ["Did you mean", "هل تقصد"],
  readIt: ["Read it in the article", "اقرأها في المقالة"], about: ["About", "الموضوع"], said: ["Said by", "القائل"],
  confidence: ["Confidence", "الثقة"], article: ["Article", "المقالة"], drawn: ["actors drawn", "فاعلون مرسومون"],
  actors: ["Actors", "الفاعلون"], addActor: ["Add an actor", "أضف فاعلا"], remove: ["Remove", "أزل"],
  filters: ["Filters", "المرشحات"], predicates: ["Relations", "العلاقات"], polarity: ["Asserted or denied", "الإثبات والنفي"],
  modality: ["Modality", "الصيغة"], explicit: ["Explicit or implied", "صريح أو ضمني"], since: ["From", "من"], until: ["To", "إلى"],
  dates: ["Published", "تاريخ النشر"], exact: ["Officials and organs on their own", "المسؤولون والأجهزة على حدة"],
  between: ["Also links between neighbours", "والصلات بين الجيران أيضا"], nodes: ["Actors drawn, at most", "أقصى عدد للفاعلين"],
  any: ["any", "الكل"], positive: ["asserted", "مثبت"], negative: ["denied", "منفي"], actual: ["happened", "واقع"],
  "actual-planned": ["happened or planned", "واقع أو مزمع"],
  planned: ["planned", "مزمع"], possible: ["possible", "ممكن"], former: ["over", "سابق"], implied: ["implied", "ضمني"], explicitly: ["explicit", "صريح"],
  statements: ["statements", "أقوال"], sources: ["sources", "مصادر"], notShown: ["more actors not drawn", "غير مرسومين"],
  notLines: ["links with fewer sources not drawn: use the filters", "صلات أقل مصادر غير مرسومة، استعمل المرشحات"],
  notRows: ["more links: use the filters", "صلات أخرى، استعمل المرشحات"],
  edges: ["Links", "الصلات"], edgesHint: ["Width: number of independent sources", "العرض: عدد المصادر المستقلة"],
  hiddenNames: ["Zoom in, or point at a dot, for more names", "كبّر أو أشر إلى نقطة لترى أسماء أخرى"],
  up: ["cooperation ↑", "تعاون ↑"], down: ["conflict ↓", "صراع ↓"],
  behind: ["Statements behind this link", "الأقوال التي وراء هذه الصلة"], allLinks: ["All links", "كل الصلات"],
  asText: ["The same as a table", "نفسه في جدول"], canvas: ["Picture of the graph; the table beside it says the same", "صورة المخطط، والجدول بجانبها يقول الشيء نفسه"],
  subject: ["who", "من"], predicate: ["relation", "العلاقة"], object: ["whom", "لمن"], topic: ["topic", "الموضوع"],
  speaker: ["speaker", "القائل"], trigger: ["key word", "الكلمة الدالة"], date: ["date", "التاريخ"], how: ["how", "كيف"], sentence: ["sentence", "الجملة"],
  actor: ["actor", "الفاعل"], accusations: ["accusations", "اتهامات"], articles: ["articles", "مقالات"], others: ["other actors", "فاعلون آخرون"],
  first: ["first", "الأول"], last: ["last", "الأخير"], count: ["statements", "أقوال"], source: ["source", "المصدر"],
  from: ["from", "من"], relation: ["relation", "العلاقة"], to: ["to", "إلى"], step: ["step", "الخطوة"], length: ["steps", "الخطوات"], ally: ["ally", "الحليف"],
  rule: ["Rule", "القاعدة"], rdf: ["RDF of this statement", "RDF هذا القول"], openSource: ["Open the source", "افتح المصدر"],
  notKept: ["The text of this version is not kept; this is the sentence.", "نص هذه النسخة غير محفوظ، وهذه هي الجملة."],
  inGraph: ["Show in the graph", "اعرض في المخطط"], onTimeline: ["Show on a timeline", "اعرض على الخط الزمني"], othersHere: ["Other statements of this article", "أقوال أخرى في هذه المقالة"],
  narrator: ["the article itself", "المقالة نفسها"], by: ["By", "لكل"], week: ["week", "أسبوع"], month: ["month", "شهر"], year: ["year", "سنة"],
  cooperation: ["Cooperation", "تعاون"], conflict: ["Conflict", "صراع"], "verbal-cooperation": ["Cooperation in words", "تعاون بالقول"],
  "material-cooperation": ["Cooperation in deeds", "تعاون بالفعل"], "verbal-conflict": ["Conflict in words", "صراع بالقول"],
  "material-conflict": ["Conflict in deeds", "صراع بالفعل"], relationOnly: ["Alliance", "تحالف"], weight: ["mean weight", "متوسط الوزن"], period: ["period", "الفترة"],
  weightHint: ["Height: number of events. The table also gives their mean Goldstein weight, −10 (conflict) to 10 (cooperation). Events without a date are not shown.", "الارتفاع: عدد الأحداث. وفي الجدول متوسط أوزان غولدستاين من −10 (صراع) إلى 10 (تعاون). لا تظهر الأحداث بلا تاريخ."],
  show: ["Show", "اعرض"], events: ["Events", "الأحداث"], choose: ["Choose an actor, or start with one of these:", "اختر فاعلا، أو ابدأ بأحد هؤلاء:"],
  entities: ["actors", "فاعلون"], changed: ["Last change", "آخر تغيير"], refreshed: ["Last refresh", "آخر تحديث"], never: ["No refresh is recorded.", "لم يسجل أي تحديث."],
  feeds: ["Sources that are read", "المصادر التي تُقرأ"], read: ["last read", "آخر قراءة"], news: ["last news", "آخر جديد"], fails: ["fails", "متعثر"],
  silent: ["silent", "صامت"], works: ["works", "يعمل"],
  outlets: ["Sources of the articles", "مصادر المقالات"], unknown: ["not known", "غير معروف"], versions: ["Made with", "صُنع بواسطة"], api: ["API (OpenAPI)", "الواجهة البرمجية (OpenAPI)"],
  one: ["One side", "أحد الطرفين"], other: ["Other side", "الطرف الآخر"], fit: ["Fit", "ملاءمة"], larger: ["Zoom in", "تكبير"], smaller: ["Zoom out", "تصغير"], apply: ["Apply", "طبّق"], undated: ["no date", "بلا تاريخ"], table: ["Table", "جدول"], open: ["Open", "افتح"],
};

export const arabic = () => one("lang") === "ar";
export const t = (key) => TEXT[key]?.[arabic() ? 1 : 0] ?? key;
export const both = (row, base, separator = "_") => {
  const [en, ar] = [row[`${base}${separator}en`], row[`${base}${separator}ar`]];
  return (arabic() ? ar || en : en || ar) ?? "";
};
/** The name of an actor with `en` and `ar`. */
export const nameOf = (row) => (arabic() ? row?.ar || row?.en : row?.en || row?.ar) || tail(row?.iri);
export const tail = (iri) => decodeURIComponent((iri ?? "").split("/entity/").pop() ?? "");
const numbers = ["en", "ar-u-nu-latn"].map((language) => new Intl.NumberFormat(language));
export const number = (n) => numbers[arabic() ? 1 : 0].format(n);
/** A number of things; Arabic puts it behind, so that no noun has to agree with it. */
export function counted(n, key) {
  if (arabic()) return `${t(key)}: ${number(n)}`;
  return `${number(n)} ${n === 1 ? t(key).replace(/s\b/, "") : t(key)}`;
}

/** A label for a canvas, where no element keeps directions apart: isolated by U+2067/U+2066 and U+2069. */
export function isolated(text) {
  return `${/[\u0590-\u08ff\ufb1d-\ufefc]/.test(text) ? "\u2067" : "\u2066"}${text}\u2069`;
}
