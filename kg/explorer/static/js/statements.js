// Rows of statements: as cards with their sentence, and as a table of a question's answer.
import { bdi, h } from "./dom.js";
import { both, t, tail } from "./i18n.js";
import { COLOURS, label } from "./predicates.js";
import { href } from "./router.js";

const side = (row, base) => both(row, base) || tail(row[base]) || "—";

/** How a statement is meant, where that does not go without saying. */
export function how(row) {
  const parts = [];
  if (row.polarity === "negative") parts.push(t("negative"));
  if (row.modality && row.modality !== "actual") parts.push(t(row.modality));
  if (row.explicit === false) parts.push(t("implied"));
  return parts;
}
export const sentence = (row) => h("blockquote", { lang: "ar", dir: "rtl", class: "quote" }, row.quote);
export const evidenceLink = (row, text) =>
  h("a", { href: href("/evidence", { statement: row.statement }), class: "read" }, text ?? t("readIt"));

/** One statement as a card. */
export function card(row, words) {
  const tags = how(row).map((text) => h("span", { class: "tag" }, text));
  const speaker = both(row, "speaker");
  return h("li", { class: "card" },
    h("p", { class: "triple" }, bdi(side(row, "subject"), { class: "name" }), " ",
      chip(row.predicate, words), " ", bdi(side(row, "object"), { class: "name" }), " ", tags),
    sentence(row),
    row.topic ? h("p", { class: "meta" }, t("about"), ": ", bdi(row.topic)) : null,
    h("p", { class: "meta" },
      h("span", {}, row.date ?? t("undated")), row.source ? [" · ", bdi(row.source)] : null,
      speaker ? [" · ", t("said"), ": ", bdi(speaker)] : null,
      " · ", t("confidence"), ` ${Number(row.confidence).toFixed(2)}`),
    h("p", {}, evidenceLink(row)));
}

export function chip(predicate, words) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.background = COLOURS[predicate] ?? "gray";
  return h("span", { class: "chip" }, swatch, label(words, predicate));
}

const HIDDEN = new Set(["statement", "url", "title", "document", "quote", "topic", "confidence", "explicit",
  "polarity", "modality", "begin", "end", "chain"]);

/** The columns of an answer that people want: names in their language, no IRIs. */
export function shownColumns(columns, rows) {
  const found = [];
  for (const name of columns) {
    const base = name.replace(/_(en|ar)$/, "");
    if (HIDDEN.has(name) || name.endsWith("_actor") || found.some((c) => c.base === base)) continue;
    if (name === base && columns.includes(`${base}_en`)) continue;
    const filled = rows.some((row) => (base === name ? row[name] : row[`${base}_en`] || row[`${base}_ar`]) ?? false);
    if (filled) found.push({ base, named: base !== name });
  }
  return found;
}

/** An answer as a table; each row has its sentence below it. */
export function table(columns, rows, words, caption) {
  const shown = shownColumns(columns, rows);
  const withHow = rows.some((row) => how(row).length);
  const width = shown.length + (withHow ? 1 : 0);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", { class: "answer" },
      h("caption", { class: "hidden" }, caption),
      h("thead", {}, h("tr", {}, shown.map((c) => h("th", { scope: "col" }, t(c.base))),
        withHow ? h("th", { scope: "col" }, t("how")) : null)),
      rows.map((row) => h("tbody", {},
        h("tr", {}, shown.map((c) => h("td", { "data-label": t(c.base) }, cell(row, c, words))),
          withHow ? h("td", { "data-label": t("how") }, how(row).map((x) => h("span", { class: "tag" }, x))) : null),
        row.quote ? h("tr", { class: "below" }, h("td", { colspan: width }, sentence(row),
          h("p", { class: "meta" }, row.topic ? [t("about"), ": ", bdi(row.topic), " · "] : null,
            row.document ? [t("article"), ": ", bdi(row.title || row.document), " · "] : null,
            row.confidence === undefined ? null : [t("confidence"), ` ${Number(row.confidence).toFixed(2)} · `],
            row.statement ? evidenceLink(row) : null))) : null))));
}

function cell(row, column, words) {
  const value = column.named ? both(row, column.base) : row[column.base];
  if (column.named && !value && row[column.base]) return bdi(tail(row[column.base]));
  if (column.base === "predicate" && words.byName.has(value)) return chip(value, words);
  if (value === null || value === undefined || value === "") return null;
  return bdi(Array.isArray(value) ? value.join(", ") : String(value));
}
