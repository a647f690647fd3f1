// Before anything is drawn, so that a dark page does not flash white.
"use strict";
try {
  const theme = localStorage.getItem("kg-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* storage is forbidden: the system's choice stands */ }
