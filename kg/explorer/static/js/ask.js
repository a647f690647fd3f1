// Ask: plain words, the stored questions as forms, and their answers.
import { address, get, named, once, remember } from "./api.js";
import { actorField } from "./complete.js";
import { bdi, fill, h } from "./dom.js";
import { arabic, both, counted, nameOf, t } from "./i18n.js";
import { vocabulary } from "./predicates.js";
import { every, go, href, one } from "./router.js";
import { table } from "./statements.js";

const the = (name) => (/^(United|European|Arab|Gulf) /.test(name) ? `the ${name}` : name);

/** Questions to try, about the two actors of this graph with most to them; some in the other language. */
function examples([a, b = a]) {
  const [en, ar] = [(row) => the(row.en || row.ar), (row) => row.ar || row.en];
  const english = [`who accuses ${en(a)} of what?`, `allies of ${en(b)}`, `what happened between ${en(a)} and ${en(b)}?`, "who is accused most?"];
  const inArabic = [`من يتهم ${ar(a)}؟`, `حلفاء ${ar(b)}`, `ماذا جرى بين ${ar(a)} و${ar(b)}؟`, "من الأكثر تعرضا للاتهام؟"];
  const [first, second] = arabic() ? [inArabic, english] : [english, inArabic];
  return [...first, second[0]].filter((_, i) => i !== 2 || a !== b);
}

export async function ask(main) {
  const questions = await once("questions");
  const name = one("question");
  const plain = one("q");
  const result = h("section", { id: "result", "aria-live": "polite" });
  const start = !name && !plain;
  fill(main, plainForm(plain, start), result);
  introduced(main, start).catch(() => {}); // asking need not wait for it
  if (name) await stored(result, questions.find((q) => q.name === name));
  else if (plain) await understand(result, plain, questions);
  else fill(result, list(questions));
}

function plainForm(value, start) {
  const input = h("input", { id: "plain", type: "search", dir: "auto", name: "q", value, autocomplete: "off",
    placeholder: t("plainHint"), maxlength: 400 });
  return h("section", { class: "hero" },
    h("h1", {}, t("tagline")), start ? h("p", { class: "lead" }) : null,
    h("form", { role: "search", class: "row", onsubmit: (event) => {
      event.preventDefault();
      if (input.value.trim()) go("/ask", { q: input.value.trim() });
    } }, h("label", { for: "plain", class: "hidden" }, t("plain")), input, h("button", { class: "main" }, t("go"))),
    h("p", { class: "examples", id: "examples" }), start ? h("p", { class: "examples", id: "seen" }) : null);
}

/** What there is to ask, for those who see it for the first time. */
async function introduced(main, start) {
  const [about, top] = await Promise.all([start ? once("status") : null, once("actors")]);
  const hero = main.querySelector(".hero");
  if (about) fill(hero.querySelector(".lead"), about.statements ? [t("lead"), " ", h("a", { href: href("/status") },
    [counted(about.articles, "articles"), counted(about.statements, "statements"), counted(about.entities, "entities")].join(" · ")), "."] : t("emptyGraph"));
  if (top.length) fill(hero.querySelector("#examples"), t("examples"), ": ",
    examples(top).map((text) => [h("a", { href: href("/ask", { q: text }) }, bdi(text)), " "]));
  if (top.length && start) fill(hero.querySelector("#seen"), t("inPicture"), ": ",
    top.slice(0, 8).map((row) => [h("a", { href: href("/graph", { actor: row.iri }) }, bdi(nameOf(row))), " "]));
}

/** The stored questions, by how many actors they want to know of. */
function list(questions) {
  const wanted = (q) => q.parameters.filter((p) => p.type === "actor" && p.required).length;
  const group = (number, key) => [h("h2", {}, t(key)), h("ul", { class: "questions" }, questions.filter((q) => wanted(q) === number).map((q) =>
    h("li", {}, h("a", { href: href("/ask", { question: q.name }) }, both(q, "title")),
      h("p", { class: "meta" }, both(q, "answers")))))];
  return [group(1, "aboutOne"), group(2, "aboutTwo"), group(0, "aboutAll")];
}

async function understand(result, text, questions) {
  const found = await get("understand", { q: text }, "understand");
  remember(found.actors);
  const question = questions.find((q) => q.name === found.question);
  const refined = href("/ask", { question: found.question, ...found.parameters });
  fill(result, h("p", { class: "note", id: "taken" }, t("taken"), ": ", h("strong", {}, both(found, "title")),
    found.actors.map((a) => [" · ", bdi(nameOf(a))]), " — ", h("a", { href: refined }, t("change"))));
  const box = h("div");
  result.append(box);
  await stored(box, question, found.parameters);
}

async function stored(box, question, given) {
  if (!question) throw new Error(t("nothing"));
  const values = given ?? every("question", "lang", "q");
  const complete = question.parameters.every((p) => !p.required || values[p.name]);
  await named(question.parameters.filter((p) => p.type === "actor").map((p) => values[p.name] ?? ""));
  const answer = h("div", { id: "answer" });
  if (given) fill(box, answer); // what was understood stands above, and leads to the form
  else fill(box, h("p", {}, h("a", { href: href("/ask") }, t("back"))), h("h2", {}, both(question, "title")),
    h("p", { class: "meta" }, both(question, "answers")), await form(question, values), answer);
  if (!complete && question.parameters.some((p) => p.required)) return;
  fill(answer, h("p", {}, t("loading")));
  await show(answer, question, values);
}

async function form(question, values) {
  const names = await named([]);
  const fields = question.parameters.map((p) => ({ p, field: field(p, values[p.name], names) }));
  const [needed, others] = [fields.filter((f) => f.p.required), fields.filter((f) => !f.p.required)];
  return h("form", { class: "parameters", onsubmit: (event) => {
    event.preventDefault();
    const next = { question: question.name };
    for (const { p, field: f } of fields) {
      const value = f.actor ? f.actor() : f.control.value;
      if (value && value !== p.default) next[p.name] = value;
    }
    go("/ask", next);
  } }, h("div", { class: "row" }, needed.map((f) => f.field), h("button", { class: "main" }, t("go"))),
  others.length ? h("details", {}, h("summary", {}, t("more")), h("div", { class: "grid" }, others.map((f) => f.field))) : null);
}

function field(p, value, names) {
  const meaning = (arabic() ? p.ar : p.en).replace(/\.$/, "");
  const text = meaning + (p.required ? ` (${t("required")})` : "");
  if (p.type === "actor") {
    const made = actorField({ label: text, value, required: p.required, name: p.name });
    if (names.has(value)) made.set(value, names.get(value));
    return made;
  }
  const id = `p-${p.name}`;
  const start = value ?? (p.default === "none" ? "" : p.default ?? "");
  let control;
  if (p.type.includes("/") || p.type === "boolean") {
    const options = p.type === "boolean" ? ["false", "true"] : p.type.split("/");
    control = h("select", { id, name: p.name }, options.map((o) => h("option", { value: o, selected: o === start }, t(o))));
  } else {
    const type = { date: "date", integer: "number" }[p.type] ?? "text";
    control = h("input", { id, name: p.name, type, value: start, required: p.required, dir: "auto",
      placeholder: type === "text" ? p.example : null, min: type === "number" ? 1 : null });
  }
  const made = h("div", { class: "field" }, h("label", { for: id }, text), control);
  made.control = control;
  return made;
}

async function show(box, question, values) {
  const [words, answer] = await Promise.all([vocabulary(), get(`ask/${question.name}`, values, "answer")]);
  const pair = values.actor && values.other;
  const actors = answer.actors.map((a) => a.iri);
  const file = (format) => h("a", { href: address(`ask/${question.name}`, { ...values, format }), download: "", class: "button" },
    format === "csv" ? "CSV" : "JSON");
  fill(box,
    h("div", { class: "bar" },
      h("p", { id: "count" }, answer.rows.length ? counted(answer.rows.length, "rows") : t("nothing")),
      answer.rows.length ? [file("csv"), file("rows")] : null,
      actors.length ? h("a", { class: "button", href: href("/graph", { actor: actors }) }, t("inGraph")) : null,
      pair ? h("a", { class: "button", href: href("/timeline", { actor: actors[0], other: actors[1] }) }, t("onTimeline")) : null),
    answer.notes.map((note) => h("p", { class: "note" }, note)),
    answer.rows.length ? table(answer.columns, answer.rows, words, both(question, "title")) : null);
}
