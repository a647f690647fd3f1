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
      h("dt", {}, t("refreshed")), h("dd", {}, found.refresh
        ? h("pre", { dir: "ltr" }, JSON.stringify(found.refresh, null, 2)) : t("never"))),
    h("h2", {}, t("outlets")),
    h("table", {}, h("caption", { class: "hidden" }, t("outlets")),
      h("thead", {}, h("tr", {}, ["source", "articles", "first", "last"].map((key) => h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, found.sources.map((row) => h("tr", {},
        h("th", { scope: "row" }, bdi(row.source ?? t("unknown"))), h("td", {}, number(row.articles)),
        h("td", {}, row.first ?? ""), h("td", {}, row.last ?? ""))))),
    h("p", {}, h("a", { href: "/api/openapi.json" }, t("api"))));
}
