// Evidence: the article, right to left, with the sentence and its parts at their exact characters.
import { get, named } from "./api.js";
import { bdi, fill, h, safe } from "./dom.js";
import { both, nameOf, t, tail } from "./i18n.js";
import { vocabulary } from "./predicates.js";
import { href, one } from "./router.js";
import { chip, how } from "./statements.js";

const LONG = 30000; // characters that a browser lays out at once without waiting
const AROUND = 5000;
const ROLES = ["subject", "object", "topic", "speaker", "trigger"];

export async function evidence(main) {
  const [words, found] = await Promise.all([vocabulary(), get("evidence", { statement: one("statement") }, "evidence")]);
  const row = found.statement;
  const names = await named(found.others.flatMap((o) => [o.subject, o.object ?? ""]));
  const name = (iri) => (iri ? bdi(names.has(iri) ? nameOf(names.get(iri)) : tail(iri)) : "—");
  const used = ROLES.filter((role) => found.marks.some((m) => m.role.split(" ").includes(role)));
  fill(main,
    h("p", { class: "kicker" }, t("evidence")),
    h("h1", { class: "triple" }, bdi(both(row, "subject") || tail(row.subject)), " ", chip(row.predicate, words), " ",
      bdi(both(row, "object") || tail(row.object) || "—"), " ", how(row).map((x) => h("span", { class: "tag" }, x))),
    h("div", { class: "columns" },
      h("div", {},
        h("ul", { class: "legend stays", "aria-label": t("sentence") }, h("li", {}, h("mark", { class: "sentence" }, t("sentence"))),
          used.map((role) => h("li", {}, h("span", { class: `role ${role}` }, t(role))))),
        found.whole ? null : h("p", { class: "note" }, t("notKept")),
        article(found)),
      h("aside", {},
        facts(row, found),
        h("details", {}, h("summary", {}, t("rdf")),
          h("pre", { dir: "ltr", class: "rdf", tabindex: "0" }, found.rdf ?? "")),
        found.others.length > 1 ? h("section", {}, h("h2", {}, t("othersHere")), h("ul", { class: "plain" },
          found.others.filter((o) => o.statement !== row.statement).map((o) => h("li", {},
            h("a", { href: href("/evidence", { statement: o.statement }) }, name(o.subject), " ", chip(o.predicate, words), " ", name(o.object)))))) : null)));
  main.querySelector("mark.sentence[id]")?.scrollIntoView({ block: "center" });
}

function facts(row, found) {
  const source = safe(found.url);
  const entries = [
    ["article", h("bdi", { dir: "auto" }, found.document)], ["source", found.source ? bdi(found.source) : null],
    ["date", found.published], ["said", bdi(both(row, "speaker") || t("narrator"))],
    ["about", row.topic ? bdi(row.topic) : null], ["confidence", Number(row.confidence).toFixed(2)],
    ["rule", h("code", { dir: "auto" }, row.rule)],
    ["PLOVER / CAMEO", row.plover ? h("bdi", { dir: "ltr" }, `${row.plover} / ${row.cameo}`) : null],
  ];
  return h("section", {},
    h("dl", { class: "facts" }, entries.filter(([, value]) => value).map(([key, value]) => [h("dt", {}, t(key)), h("dd", {}, value)])),
    h("p", { class: "bar" },
      source ? h("a", { href: source, rel: "noopener noreferrer nofollow", target: "_blank", class: "button" }, t("openSource")) : null,
      h("a", { class: "button", href: href("/graph", { actor: [row.subject, row.object].filter(Boolean) }) }, t("inGraph"))));
}

/** The article, or of a long one what is around the sentence, and a button for the rest. */
function article(found) {
  const characters = Array.from(found.text); // offsets count code points
  if (characters.length <= LONG) return text(found, characters, 0, characters.length);
  const [begin, end] = found.sentence;
  const part = h("div", {}, h("p", { class: "note" }, t("longText"), " ", h("button", { type: "button", class: "icon", onclick: () => {
    part.replaceWith(text(found, characters, 0, characters.length));
    document.getElementById("sentence")?.scrollIntoView({ block: "center" });
  } }, t("wholeText"))), text(found, characters, Math.max(0, begin - AROUND), Math.min(characters.length, end + AROUND)));
  return part;
}

/** Some of the text as paragraphs, the first as a title. */
function text(found, characters, start, stop) {
  const [begin, end] = found.sentence;
  const cuts = new Set([start, stop, begin, end, ...found.marks.flatMap((m) => [m.begin, m.end])]);
  for (let i = start; i < stop; i += 1) if (characters[i] === "\n") cuts.add(i).add(i + 1);
  const places = [...cuts].filter((i) => i >= start && i <= stop).sort((a, b) => a - b);
  const article = h("article", { lang: "ar", dir: "rtl", class: "article" });
  let paragraph = null;
  let sentence = null;
  let first = start === 0;
  for (let i = 0; i + 1 < places.length; i += 1) {
    const [from, to] = [places[i], places[i + 1]];
    const piece = characters.slice(from, to).join("");
    if (piece === "\n") { paragraph = sentence = null; continue; }
    if (!paragraph) {
      if (!piece.trim()) continue;
      paragraph = article.appendChild(h(first ? "h2" : "p"));
      first = false;
    }
    let target = paragraph;
    if (from >= begin && to <= end) {
      if (!sentence) sentence = paragraph.appendChild(h("mark", { class: "sentence", id: from === begin ? "sentence" : null }));
      target = sentence;
    } else sentence = null;
    const mark = found.marks.find((m) => m.begin <= from && to <= m.end);
    const roles = mark?.role.split(" ") ?? [];
    target.append(mark ? h("span", { class: `role ${mark.role}`, title: roles.map(t).join(", ") }, piece)
      : document.createTextNode(piece));
  }
  return article;
}
