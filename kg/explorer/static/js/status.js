// Status: how much there is, from where, and when it last changed.
import { get } from "./api.js";
import { bdi, fill, h } from "./dom.js";
import { number, t } from "./i18n.js";

export async function status(main) {
  const found = await get("status", {}, "status");
  const figure = (n, key) => h("div", { class: "figure" }, h("dt", {}, t(key)), h("dd", {}, number(n)));
  fill(main, h("h1", {}, t("status")),
    h("dl", { class: "figures" }, figure(found.articles, "articles"), figure(found.statements, "statements"),
      figure(found.entities, "entities")),
    h("dl", { class: "facts" },
      h("dt", {}, t("changed")), h("dd", {}, h("bdi", { dir: "ltr" }, found.changed.replace("T", " ").replace("+00:00", " UTC"))),
      h("dt", {}, t("versions")), h("dd", {}, h("bdi", { dir: "ltr" }, `kg ${found.kg} · lexicon ${found.lexicon} · ontology ${found.ontology}`)),
      h("dt", {}, t("refreshed")), h("dd", {}, found.refresh?.last_run ? run(found.refresh.last_run) : t("never"))),
    found.refresh?.sources.length ? fed(found.refresh.sources) : null,
    h("h2", {}, t("outlets")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("outlets") }, h("table", {}, h("caption", { class: "hidden" }, t("outlets")),
      h("thead", {}, h("tr", {}, ["source", "articles", "first", "last"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, found.sources.map((row) => h("tr", {},
        h("th", { scope: "row" }, bdi(row.source ?? t("unknown"))), h("td", {}, number(row.articles)),
        h("td", { class: "day" }, row.first ?? ""), h("td", { class: "day" }, row.last ?? "")))))),
    h("p", {}, h("a", { href: "/api/openapi.json" }, t("api"))));
}

const time = (text) => h("bdi", { dir: "ltr" }, String(text ?? "").slice(0, 16).replace("T", " "));

function run(last) {
  return [time(last.begun), " · ", h("bdi", { dir: "ltr" }, last.outcome), last.reason ? [" · ", bdi(last.reason)] : null];
}

/** The sources that `kg refresh` reads, and how each is. */
function fed(sources) {
  const state = (row) => (row.error ? [h("span", { class: "tag" }, t("fails")), " ", bdi(row.error)]
    : row.silent ? h("span", { class: "tag" }, t("silent")) : t("works"));
  return [h("h2", {}, t("feeds")), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("feeds") }, h("table", { id: "feeds" },
    h("caption", { class: "hidden" }, t("feeds")),
    h("thead", {}, h("tr", {}, ["source", "articles", "read", "news", "status"].map((key) => h("th", { scope: "col" }, t(key))))),
    h("tbody", {}, sources.map((row) => h("tr", {}, h("th", { scope: "row" }, bdi(row.name)),
      h("td", {}, number(Object.values(row.articles).reduce((a, n) => a + n, 0))), h("td", {}, time(row.read)), h("td", {}, time(row.new)), h("td", {}, state(row)))))))];
}
