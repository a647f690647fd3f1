// The frame of the page, and which view an address shows.
import { ask } from "./ask.js";
import { bdi, fill, h } from "./dom.js";
import { evidence } from "./evidence.js";
import { graph } from "./graph.js";
import { arabic, t } from "./i18n.js";
import { every, go, href, path, start } from "./router.js";
import { status } from "./status.js";
import { timeline } from "./timeline.js";

const VIEWS = { "/ask": ask, "/graph": graph, "/timeline": timeline, "/status": status, "/evidence": evidence };
const main = document.getElementById("main");
let turn = 0;

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try { localStorage.setItem("kg-theme", root.dataset.theme); } catch { /* not kept */ }
  if (path() === "/graph") render({ moved: false });
}

function header() {
  const tab = (name) => h("a", { href: href(`/${name}`), "aria-current": path() === `/${name}` ? "page" : null }, t(name));
  fill(document.getElementById("top"),
    h("a", { class: "brand", href: href("/ask") }, h("img", { src: "/static/icon.svg", alt: "", width: 26, height: 26 }), "kg"),
    h("nav", { "aria-label": t("views") }, ["ask", "graph", "timeline", "status"].map(tab)),
    h("div", { class: "tools" },
      h("button", { type: "button", class: "icon", id: "language", lang: arabic() ? "en" : "ar",
        onclick: () => go(location.pathname, { ...every("lang"), lang: arabic() ? "" : "ar" }) }, t("language")),
      h("button", { type: "button", class: "icon", id: "theme", "aria-label": t("theme"), title: t("theme"), onclick: theme }, "◐")));
  document.getElementById("skip").textContent = t("skip");
}

function failure(error) {
  return h("section", { class: "note error", role: "alert" }, h("h2", {}, t("failed")), h("p", {}, bdi(error.message)),
    error.suggestions?.length ? h("p", {}, t("meant"), ": ", error.suggestions.map((text, i) => [i ? ", " : "", bdi(text)])) : null,
    h("p", {}, h("button", { type: "button", class: "main", onclick: () => render({ moved: false }) }, t("again"))));
}

async function render({ moved }) {
  const mine = (turn += 1);
  document.documentElement.lang = arabic() ? "ar" : "en";
  document.documentElement.dir = arabic() ? "rtl" : "ltr";
  const view = path().slice(1);
  document.title = `${t(view)} – kg`;
  header();
  const box = h("div", { class: `view ${view}` });
  delete main.dataset.ready;
  delete main.dataset.drawn;
  fill(main, box);
  if (moved) { main.focus({ preventScroll: true }); scrollTo(0, 0); }
  try {
    await VIEWS[path()](box);
  } catch (error) {
    if (error.name !== "AbortError") box.append(failure(error));
  }
  if (mine !== turn) return;
  main.dataset.ready = view;
}

start(render);
