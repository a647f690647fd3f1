// Timeline: cooperation above the line, conflict below it, for a pair of actors.
import { get, named } from "./api.js";
import { actorField } from "./complete.js";
import { bdi, fill, h } from "./dom.js";
import { arabic, nameOf, number, t } from "./i18n.js";
import { QUADRANTS, vocabulary } from "./predicates.js";
import { every, go, href, one } from "./router.js";
import { card } from "./statements.js";

const SVG = "http://www.w3.org/2000/svg";
function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
const sum = (p, kind) => p[`verbal-${kind}`] + p[`material-${kind}`];

export async function timeline(main) {
  const [actor, other] = [one("actor"), one("other")];
  const by = one("by") || "month";
  const names = await named([actor, other].filter(Boolean));
  const fields = [actorField({ label: t("one"), value: actor, required: true }), actorField({ label: t("other"), value: other, required: true })];
  [actor, other].forEach((iri, i) => { if (names.has(iri)) fields[i].set(iri, names.get(iri)); });
  const select = h("select", { id: "by", onchange: () => { if (actor && other) go("/timeline", { actor, other, by: select.value }); } },
    ["week", "month", "year"].map((value) => h("option", { value, selected: value === by }, t(value))));
  const box = h("section", { id: "chart" });
  fill(main, h("h1", {}, t("timeline")), h("p", { class: "lead" }, t("timelineLead")),
    h("form", { class: "row pair", onsubmit: (event) => {
      event.preventDefault();
      go("/timeline", { actor: fields[0].actor(), other: fields[1].actor(), by: select.value });
    } }, fields, h("div", { class: "field" }, h("label", { for: "by" }, t("by")), select), h("button", { class: "main" }, t("show"))), box);
  if (!actor || !other) return void (await pairs(box, by));
  const found = await get("timeline", { actor, other, by }, "timeline");
  const events = h("section", { id: "events", "aria-live": "polite" });
  if (!found.periods.length) fill(box, h("p", { class: "note" }, t("noPeriods")), events);
  else fill(box, legend(), chart(found.periods, by), h("p", { class: "meta" }, t("weightHint")), figures(found.periods), events);
  await show(events, found);
}

/** For those who have chosen nobody yet: the pairs around the actor with most to it. */
async function pairs(box, by) {
  const [top] = await get("actors");
  if (!top) return void fill(box, h("p", {}, t("emptyGraph")));
  const { edges, nodes } = await get("graph", { actor: top.iri, nodes: 12, between: "true" }, "pairs");
  const names = new Map(nodes.map((n) => [n.iri, nameOf(n)]));
  const sums = new Map();
  for (const e of edges.filter((e) => e.last && e.predicate !== "alliedWith")) { // events with a date
    const key = [e.subject, e.object].sort().join(" ");
    sums.set(key, (sums.get(key) ?? 0) + e.statements);
  }
  const best = [...sums].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([key]) => key.split(" "));
  fill(box, h("p", {}, t("pairs")), h("ul", { class: "chips" }, best.map(([a, b]) => h("li", {},
    h("a", { class: "button", href: href("/timeline", { actor: a, other: b, by }) }, bdi(names.get(a)), " – ", bdi(names.get(b)))))));
}

const to = (p) => href("/timeline", { ...every("lang", "begin", "end"), begin: p.begin, end: p.end });

function legend() {
  return h("ul", { class: "legend" }, QUADRANTS.map((q) => h("li", {}, h("span", { class: `swatch ${q}`, "aria-hidden": "true" }), t(q))));
}

/** All periods from the first to the last, those in which nothing happened as well. */
function whole(periods, by) {
  const found = new Map(periods.map((p) => [p.begin, p]));
  const day = new Date(`${periods[0].begin}T00:00Z`);
  const all = [];
  for (let begin = periods[0].begin; begin <= periods.at(-1).begin; begin = day.toISOString().slice(0, 10)) {
    all.push(found.get(begin) ?? { begin });
    if (by === "week") day.setUTCDate(day.getUTCDate() + 7);
    else if (by === "month") day.setUTCMonth(day.getUTCMonth() + 1);
    else day.setUTCFullYear(day.getUTCFullYear() + 1);
  }
  return all;
}

const SIDE = 40; // room for the numbers

function chart(periods, by) {
  const all = whole(periods, by);
  const [height, pad] = [260, 34];
  const room = Math.min(1120, Math.max(300, innerWidth - 40));
  const step = Math.max(7, Math.min(150, (room - SIDE - 10) / all.length));
  const width = Math.max(room, all.length * step + SIDE + 10);
  const most = Math.max(1, ...periods.flatMap((p) => [sum(p, "cooperation"), sum(p, "conflict")]));
  const across = (x) => (arabic() ? width - x : x); // the page is mirrored, and time with it
  const root = s("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": t("timeline"), width, height });
  root.append(s("line", { x1: across(SIDE), x2: across(width), y1: height / 2, y2: height / 2, class: "axis" }));
  for (const y of [pad + 10, height - pad - 3]) root.append(s("text", { x: across(SIDE - 18), y, "text-anchor": "middle", class: "tick" }, String(most)));
  for (const [y, key] of [[14, "up"], [height - pad + 16, "down"]]) {
    root.append(s("text", { x: across(8), y, "text-anchor": "start", class: "tick side" }, t(key)));
  }
  const marked = Math.ceil(80 / step);
  all.forEach((p, i) => {
    const middle = across(SIDE + 5 + (i + 0.5) * step);
    if (p.end) root.append(column(p, { middle, height, pad, bar: Math.min(34, step * 0.75), unit: (height / 2 - pad) / most }));
    if (i % marked === 0) root.append(s("text", { x: middle, y: height - 8, "text-anchor": i || step > 50 ? "middle" : "start", class: "tick" }, p.begin.slice(0, by === "year" ? 4 : by === "week" ? 10 : 7)));
  });
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("timeline") }, root);
}

/** One period: cooperation upwards, conflict downwards. */
function column(p, { middle, height, pad, bar, unit }) {
  const link = s("a", { href: to(p), "aria-label": `${p.begin}: ${t("cooperation")} ${sum(p, "cooperation")}, ${t("conflict")} ${sum(p, "conflict")}` });
  const x = middle - bar / 2;
  let [up, down] = [height / 2, height / 2];
  for (const q of QUADRANTS) {
    const size = p[q] * unit;
    if (!size) continue;
    if (q.endsWith("cooperation")) { up -= size; link.append(s("rect", { x, y: up, width: bar, height: size, class: q })); }
    else { link.append(s("rect", { x, y: down, width: bar, height: size, class: q })); down += size; }
  }
  link.append(s("rect", { x: x - 2, y: pad / 2, width: bar + 4, height: height - pad, class: `hit${p.begin === one("begin") ? " on" : ""}` }));
  return link;
}

function figures(periods) {
  return h("details", {}, h("summary", {}, t("table")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("table") }, h("table", {}, h("caption", { class: "hidden" }, t("timeline")),
    h("thead", {}, h("tr", {}, ["period", ...QUADRANTS, "weight"].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, periods.map((p) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: to(p) }, p.begin)),
      QUADRANTS.map((q) => h("td", { class: "n" }, number(p[q]))), h("td", { class: "n" }, h("bdi", { dir: "ltr" }, p.weight.toFixed(2)))))))));
}

async function show(box, found) {
  const chosen = Boolean(one("begin"));
  const words = await vocabulary();
  const rows = await get("statements", { actor: found.actor, other: found.other, since: one("begin"), until: one("end"),
    predicates: words.predicates.filter((p) => p.quadrant).map((p) => p.name).join(","), limit: chosen ? "" : 10 }, "events");
  fill(box, chosen ? h("h2", {}, t("events"), " ", h("bdi", { dir: "ltr" }, `${one("begin")} – ${one("end")}`), ` (${number(rows.length)})`)
    : rows.length ? h("h2", {}, t("newest")) : null, h("ul", { class: "cards" }, rows.map((row) => card(row, words))));
  if (chosen) box.scrollIntoView({ block: "nearest" });
}
