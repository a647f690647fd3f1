// Graph: the neighbourhood of actors, its filters, its table, and the statements behind a link.
import { get, named, once } from "./api.js";
import { actorField } from "./complete.js";
import { bdi, fill, h } from "./dom.js";
import { draw, library } from "./draw.js";
import { arabic, counted, nameOf, number, t, tail } from "./i18n.js";
import { COLOURS, label, vocabulary } from "./predicates.js";
import { all, every, go, href, one } from "./router.js";
import { card, chip } from "./statements.js";

const FILTERS = ["predicates", "polarity", "modality", "explicit", "confidence", "since", "until", "exact"];
const filters = () => Object.fromEntries(FILTERS.map((name) => [name, one(name)]));
const change = (values) => go("/graph", { ...every("edge", "lang"), ...values });
const LINES = 300; // more cannot be told apart, nor drawn at once; as many rows has the table
let cy = null;

export async function graph(main) {
  const centres = all("actor");
  if (!centres.length) return empty(main);
  const shape = { ...filters(), actor: centres, nodes: one("nodes"), between: one("between") };
  const asked = get("graph", shape, "graph"); // the longest comes first
  asked.catch(() => {});
  library().catch(() => {}); // what fails is said when it is drawn with
  const [words, names] = await Promise.all([vocabulary(), named(centres)]);
  const published = h("fieldset", {}, h("legend", {}, t("dates")));
  const canvas = h("div", { class: "canvas", id: "canvas", role: "img", "aria-label": t("canvas") });
  const side = h("section", { class: "side", id: "side", "aria-live": "polite" });
  const caption = h("p", { class: "meta", id: "drawn" }, t("loading"));
  fill(main, h("h1", { class: "hidden" }, t("graph")), actors(centres, names),
    h("div", { class: "workspace" },
      h("details", { class: "filters", open: innerWidth > 1100 }, h("summary", {}, t("filters")), panel(words, published)),
      h("section", { class: "stage" }, canvas, controls(), caption),
      side));
  const found = await asked;
  found.edges = found.edges.map((e) => ({ ...e, symmetric: words.byName.get(e.predicate)?.symmetric }));
  const lines = found.edges.filter((e, i) => i < LINES || one("edge") === key(e));
  fill(caption, counted(found.nodes.length, "drawn"), found.more ? ` · ${counted(found.more, "notShown")}` : "",
    lines.length < found.edges.length ? ` · ${counted(found.edges.length - lines.length, "notLines")}` : "", ` · ${t("edgesHint")} · ${t("clickHint")}`);
  const asking = one("edge") ? panelOf(side, found, words) : null; // comes while the picture is drawn
  asking?.catch(() => {});
  cy?.destroy();
  cy = await draw(canvas, { ...found, edges: lines }, (name) => label(words, name), {
    onedge: (e) => go("/graph", { ...every("edge", "lang"), edge: `${e.source} ${e.predicate} ${e.target}` }),
    onnode: (iri) => { if (!centres.includes(iri)) change({ actor: [...centres, iri].slice(-8) }); },
  });
  if (cy.nodes(".mute").nonempty()) caption.append(` · ${t("hiddenNames")}`);
  const chosen = cy.getElementById(one("edge"));
  chosen.select();
  chosen.addClass("seen");
  await new Promise((done) => { cy.one("render", done); });
  if (main.isConnected) main.parentElement.dataset.drawn = String(found.nodes.length);
  await (asking ?? panelOf(side, found, words));
  published.append(...[await dates()].flat());
}

const key = (edge) => `${edge.subject} ${edge.predicate} ${edge.object}`;

async function empty(main) {
  const top = await get("actors");
  fill(main, h("h1", {}, t("graph")), h("p", { class: "lead" }, t("graphLead")),
    actorField({ label: t("addActor"), onpick: (iri) => go("/graph", { actor: iri }) }),
    h("p", {}, t(top.length ? "choose" : "emptyGraph")),
    h("ul", { class: "chips" }, top.map((row) => h("li", {}, h("a", { class: "button", href: href("/graph", { actor: row.iri }) }, bdi(nameOf(row)))))));
}

function actors(centres, names) {
  const called = (iri) => (names.has(iri) ? nameOf(names.get(iri)) : tail(iri));
  return h("div", { class: "bar actors" },
    h("ul", { class: "chips", "aria-label": t("actors") }, centres.map((iri) => h("li", { class: "button" },
      bdi(called(iri)), " ",
      h("button", { class: "icon", type: "button", "aria-label": `${t("remove")}: ${called(iri)}`,
        onclick: () => change({ actor: centres.filter((c) => c !== iri) }) }, "×")))),
    actorField({ label: t("addActor"), onpick: (iri) => change({ actor: [...new Set([...centres, iri])] }) }));
}

function controls() {
  const button = (text, key, work) => h("button", { type: "button", class: "icon", "aria-label": t(key), title: t(key), onclick: work }, text);
  const zoom = (factor) => () => cy?.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  return h("div", { class: "controls" }, button("+", "larger", zoom(1.3)), button("−", "smaller", zoom(1 / 1.3)), button("⤢", "fit", () => cy?.fit(undefined, 30)));
}

function panel(words, published) {
  const chosen = one("predicates") ? one("predicates").split(",") : null;
  const boxes = words.predicates.map((p) => {
    const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = COLOURS[p.name];
    return h("label", { class: "check" }, h("input", { type: "checkbox", value: p.name, checked: !chosen || chosen.includes(p.name), onchange: (event) => {
      const on = boxes.map((b) => b.querySelector("input")).filter((i) => i.checked).map((i) => i.value);
      // From "all", the first click means "this one only": that is what people look for.
      if (!chosen) change({ predicates: event.target.value });
      else change({ predicates: on.length && on.length < boxes.length ? on.join(",") : "" });
    } }), swatch, label(words, p.name));
  });
  // The first is what is shown where nothing is chosen.
  const select = (name, values, texts = values) => h("div", { class: "field" }, h("label", { for: `f-${name}` }, t(name)),
    h("select", { id: `f-${name}`, onchange: (event) => change({ [name]: event.target.value === values[0] ? "" : event.target.value }) },
      values.map((value, i) => h("option", { value, selected: (one(name) || values[0]) === value }, t(texts[i])))));
  const check = (name) => h("label", { class: "check" }, h("input", { type: "checkbox", id: `f-${name}`, checked: one(name) === "true",
    onchange: (event) => change({ [name]: event.target.checked ? "true" : "" }) }), t(name));
  const slide = (name, from, to, step, value) => {
    const shown = h("output", { for: `f-${name}` }, value);
    return h("div", { class: "field" }, h("label", { for: `f-${name}` }, t(name), " ", shown),
      h("input", { id: `f-${name}`, type: "range", min: from, max: to, step, value, oninput: (event) => { shown.textContent = event.target.value; },
        onchange: (event) => change({ [name]: event.target.value }) }));
  };
  return h("div", { class: "panel" },
    h("fieldset", {}, h("legend", {}, t("predicates")), h("div", { class: "checks" }, boxes)),
    published,
    select("polarity", ["positive", "negative", "any"]), select("modality", ["actual-planned", "actual", "planned", "possible", "former", "any"]),
    select("explicit", ["any", "explicit", "implied"], ["any", "explicitly", "implied"]),
    slide("confidence", 0, 1, 0.05, one("confidence") || "0"), slide("nodes", 10, 200, 10, one("nodes") || "40"),
    check("between"), check("exact"));
}

/** Two sliders over the months in which articles were published. */
async function dates() {
  const sources = (await once("status")).sources;
  const days = sources.flatMap((s) => [s.first, s.last]).filter(Boolean).sort();
  if (!days.length) return h("p", { class: "meta" }, t("undated"));
  const month = (day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
  const name = (n) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, "0")}`;
  const [min, max] = [month(days[0]), month(days.at(-1))];
  const slider = (key, start) => {
    const shown = h("output", { for: `f-${key}` }, name(start));
    return h("div", { class: "field" }, h("label", { for: `f-${key}` }, t(key), " ", shown),
      h("input", { id: `f-${key}`, type: "range", min, max, value: String(start), "aria-valuetext": name(start),
        oninput: (event) => { shown.textContent = name(Number(event.target.value)); event.target.setAttribute("aria-valuetext", shown.textContent); },
        onchange: (event) => {
          const n = Number(event.target.value);
          const last = new Date(Date.UTC(Math.floor(n / 12), (n % 12) + 1, 0)).getUTCDate();
          if (key === "since") change({ since: n === min ? "" : `${name(n)}-01` });
          else change({ until: n === max ? "" : `${name(n)}-${last}` });
        } }));
  };
  return [slider("since", one("since") ? month(one("since")) : min), slider("until", one("until") ? month(one("until")) : max)];
}

async function panelOf(side, found, words) {
  if (one("edge")) return behind(side, found, words);
  const by = new Map(found.nodes.map((n) => [n.iri, nameOf(n)]));
  fill(side, h("h2", {}, `${t("edges")} (${number(found.edges.length)})`),
    found.edges.length ? h("table", { id: "links" }, h("caption", { class: "hidden" }, t("asText")),
      h("thead", {}, h("tr", {}, ["subject", "predicate", "object", "statements", "sources"].map((key, i) => h("th", { scope: "col", class: i > 2 ? "n" : null }, t(key))))),
      h("tbody", {}, found.edges.slice(0, LINES).map((e) => h("tr", {},
        h("td", {}, bdi(by.get(e.subject))),
        h("td", {}, h("a", { href: href("/graph", { ...every("edge", "lang"), edge: key(e) }) }, chip(e.predicate, words))),
        h("td", {}, bdi(by.get(e.object))), h("td", { class: "n" }, number(e.statements)), h("td", { class: "n" }, number(e.sources)))))) : h("p", {}, t(found.nodes.length ? "noLinks" : "unknownActor")),
    found.edges.length > LINES ? h("p", { class: "meta" }, counted(found.edges.length - LINES, "notRows")) : null);
}

async function behind(side, found, words) {
  const [subject, predicate, object] = one("edge").split(" ");
  const directed = !words.byName.get(predicate)?.symmetric;
  const back = h("p", {}, h("a", { href: href("/graph", every("edge", "lang")) }, arabic() ? "→ " : "← ", t("allLinks")));
  const names = await named([subject, object]);
  const title = h("h2", { class: "triple" }, bdi(nameOf(names.get(subject) ?? { iri: subject })), " ", chip(predicate, words), " ",
    bdi(nameOf(names.get(object) ?? { iri: object })));
  const rows = await get("statements", { ...filters(), actor: subject, other: object, predicates: predicate, directed: String(directed) }, "behind");
  fill(side, back, title, h("p", { class: "meta" }, t("behind"), `: ${number(rows.length)}`),
    h("ul", { class: "cards" }, rows.map((row) => card(row, words))),
    h("p", {}, h("a", { class: "button", href: href("/timeline", { actor: subject, other: object }) }, t("onTimeline"))));
}
