// Every view has an address: a path, parameters, and the language.
import { query } from "./api.js";

let render = () => {};
const parameters = () => new URLSearchParams(location.search);

export const path = () => location.pathname.replace(/\/+$/, "") || "/ask";
export const one = (name) => parameters().get(name) ?? "";
export const all = (name) => parameters().getAll(name);
export function every(...without) {
  const found = {};
  for (const name of new Set(parameters().keys())) {
    const values = all(name);
    if (!without.includes(name)) found[name] = values.length > 1 ? values : values[0];
  }
  return found;
}

export function href(to, values = {}) {
  const lang = one("lang");
  const search = query({ ...values, ...(lang && !("lang" in values) ? { lang } : {}) });
  return search ? `${to}?${search}` : to;
}

export function go(to, values, { replace = false } = {}) {
  const target = href(to, values);
  if (target === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", target);
  render({ moved: !replace });
}

export function start(function_) {
  render = function_;
  addEventListener("popstate", () => render({ moved: true }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='/']");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey
        || event.shiftKey || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return;
    event.preventDefault();
    const target = link.getAttribute("href");
    if (target !== location.pathname + location.search) history.pushState(null, "", target);
    render({ moved: true });
  });
  render({ moved: false });
}
