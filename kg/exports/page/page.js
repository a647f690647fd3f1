"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;

  // All text goes in as text: what an article says is never markup.
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  // Canvas knows no dir="auto": each name stands in an isolate of its own direction.
  const isolate = (text) => `\u2068${text}\u2069`;
  const label = (node) => [...new Set([node.en, node.ar])].filter(Boolean).map(isolate).join("\n");
  const most = Math.max(1, ...data.nodes.map((node) => node.number));
  const size = (node) => 14 + 26 * Math.sqrt(node.number / most);
  const name = (node) => node.en || node.ar || node.id;

  const cy = cytoscape({
    container: byId("graph"),
    elements: [
      ...data.nodes.map((node) => ({ data: { id: node.id, label: label(node), colour: node.colour, size: size(node) } })),
      ...data.edges.map((edge) => ({
        data: {
          id: edge.id, source: edge.source, target: edge.target, label: edge.predicate,
          colour: edge.colour, width: 1 + 2 * Math.log2(edge.articles),
        },
      })),
    ],
    style: [
      { selector: "node", style: {
        label: "data(label)", "background-color": "data(colour)", color: dark ? "#ececea" : "#1b1b1b",
        "font-size": 12, "text-wrap": "wrap", "text-valign": "bottom", width: "data(size)", height: "data(size)",
        "text-outline-color": dark ? "#262626" : "#f0f0ee", "text-outline-width": 2, "line-height": 1.3 } },
      { selector: ".mute", style: { "text-opacity": 0 } },
      { selector: "edge", style: {
        "line-color": "data(colour)", "target-arrow-color": "data(colour)", width: "data(width)",
        "target-arrow-shape": "triangle", "curve-style": "bezier" } },
      { selector: ".chosen", style: { label: "data(label)", "font-size": 11, color: dark ? "#ececea" : "#1b1b1b" } },
      { selector: ".faint", style: { opacity: 0.12 } },
    ],
    layout: { name: "circle" },
  });
  // Between two actors one edge counts for the layout, or many would draw them into one spot.
  const pairs = new Map(cy.edges().map((edge) => [[edge.source().id(), edge.target().id()].sort().join(" "), edge]));
  const simple = [...pairs.values()].reduce((all, edge) => all.union(edge), cy.nodes());
  simple.layout({
    name: "cose", animate: false, randomize: false, nodeOverlap: 60, nodeRepulsion: () => 150000,
    idealEdgeLength: () => 70, edgeElasticity: () => 200, componentSpacing: 30,
  }).run();
  cy.fit(undefined, 30);
  const apart = keepApart(cy, 11);

  const show = (edge) => {
    const panel = byId("evidence");
    panel.replaceChildren(
      element("h2", `${isolate(name(nodes.get(edge.source)))} ${edge.predicate} ${isolate(name(nodes.get(edge.target)))}`),
    );
    for (const each of edge.statements) {
      panel.append(element("blockquote", each.quote, { dir: "auto", lang: "ar" }));
      const cite = element("cite", "", { dir: "auto" });
      const said = [each.date, each.speaker && `said by ${each.speaker}`, each.how, `confidence ${each.confidence}`, each.outlet];
      cite.append(said.filter(Boolean).map(isolate).join(" · "), element("br"));
      if (/^https?:\/\//.test(each.url)) {
        cite.append(element("a", each.title, { href: each.url, rel: "noopener noreferrer", target: "_blank" }));
      } else cite.append(each.title);
      panel.append(cite);
    }
    const more = edge.number - edge.statements.length;
    if (more > 0) panel.append(element("p", `${more} more statements are not in this file.`));
    cy.edges().removeClass("chosen");
    cy.getElementById(edge.id).addClass("chosen");
    panel.scrollTop = 0;
  };

  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  cy.on("tap", "edge", (event) => show(edges.get(event.target.id())));

  for (const edge of data.edges) {
    const row = element("tr", undefined, { "data-edge": edge.id });
    const button = element("button", edge.predicate, { type: "button" });
    button.addEventListener("click", () => { show(edge); byId("evidence").focus(); });
    const cell = element("td");
    cell.append(button);
    row.append(
      element("td", name(nodes.get(edge.source)), { dir: "auto" }), cell,
      element("td", name(nodes.get(edge.target)), { dir: "auto" }), element("td", String(edge.number)),
    );
    byId("rows").append(row);
  }

  const boxes = [...new Set(data.edges.map((edge) => edge.predicate))].sort().map((predicate) => {
    const box = element("input", undefined, { type: "checkbox", value: predicate });
    box.checked = true;
    const line = element("label");
    line.append(box, ` ${predicate}`);
    byId("predicates").append(line);
    return box;
  });

  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const least = Number(byId("confidence").value);
    const words = byId("search").value.trim().toLowerCase();
    const named = (id) => [nodes.get(id).en, nodes.get(id).ar].some((text) => (text || "").toLowerCase().includes(words));
    const shown = new Set();
    for (const edge of data.edges) {
      const fits = wanted.has(edge.predicate) && edge.confidence >= least && (!words || named(edge.source) || named(edge.target));
      cy.getElementById(edge.id).toggleClass("faint", !fits);
      document.querySelector(`[data-edge="${edge.id}"]`).hidden = !fits;
      if (fits) { shown.add(edge.source); shown.add(edge.target); }
    }
    cy.nodes().forEach((node) => { node.toggleClass("faint", !shown.has(node.id())); });
    apart(); // what is faint has no name, and leaves its room to others
  };
  byId("filters").addEventListener("input", filter);
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("about").textContent = data.about;
  document.body.dataset.ready = String(cy.edges().length);
})();
