// A field for an actor that completes as one types, in either language (ARIA combobox).
import { get, remember } from "./api.js";
import { bdi, fill, h } from "./dom.js";
import { arabic, nameOf } from "./i18n.js";

let count = 0;

/** A field; `onpick(iri, row)` is told of a choice. `field.actor()` is what to send: IRI or text. */
export function actorField({ label, value = "", onpick, required, name }) {
  const id = `actor-${(count += 1)}`;
  const list = h("ul", { id: `${id}-list`, role: "listbox", class: "options", hidden: true, "aria-label": label });
  let chosen = null;
  let rows = [];
  let active = -1;
  const input = h("input", {
    id, type: "text", dir: "auto", role: "combobox", "aria-expanded": "false", "aria-controls": list.id,
    "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", required, name,
    oninput: () => { chosen = null; suggest(); },
    onfocus: () => { if (!input.value) suggest(); },
    onblur: () => setTimeout(close, 150),
    onkeydown: (event) => keys(event),
  });

  async function suggest() {
    let found;
    try {
      found = await get("actors", { q: input.value.trim() }, id);
    } catch { return; }
    rows = found.slice(0, 12);
    remember(rows);
    active = -1;
    fill(list, rows.map((row, n) => h("li", {
      id: `${id}-${n}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); pick(n); },
    }, bdi(nameOf(row)), " ", h("small", {}, bdi(arabic() ? row.en ?? "" : row.ar ?? "")))));
    const some = rows.length > 0 && document.activeElement === input;
    list.hidden = !some;
    input.setAttribute("aria-expanded", String(some));
  }
  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function pick(n) {
    chosen = rows[n];
    input.value = nameOf(chosen);
    close();
    onpick?.(chosen.iri, chosen);
  }
  function mark(n) {
    active = (n + rows.length) % rows.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", `${id}-${active}`);
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }
  function keys(event) {
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggest();
      else if (rows.length) mark(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      pick(active);
    } else if (event.key === "Enter" && onpick && input.value.trim()) {
      event.preventDefault();
      close();
      onpick(chosen?.iri ?? input.value.trim(), chosen);
    }
  }
  const field = h("div", { class: "field combo" }, h("label", { for: id }, label), input, list);
  field.input = input;
  field.actor = () => chosen?.iri ?? input.value.trim();
  field.set = (iri, row) => { chosen = row ?? { iri }; input.value = row ? nameOf(row) : iri; };
  if (value) field.set(value);
  if (value && !value.includes("://")) chosen = null;
  return field;
}
