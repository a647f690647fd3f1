// Before anything is drawn, so that a dark page does not flash white; and what a picture is drawn
// with is on its way before the modules have been read.
"use strict";
if (location.pathname.startsWith("/graph") && location.search.includes("actor=")) {
  const early = document.createElement("link");
  Object.assign(early, { rel: "preload", as: "script", href: "/static/vendor/cytoscape.min.js" });
  document.head.append(early);
}
try {
  const theme = localStorage.getItem("kg-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is forbidden: the system's choice stands */ }
