// The picture: Cytoscape on a canvas, with labels that keep their direction.
import { isolated, nameOf } from "./i18n.js";
import { keepApart } from "./labels.js";
import { COLOURS } from "./predicates.js";

let loading;
/** Cytoscape and the letters; asked for early, they come while the graph is counted. */
export function library() {
  const fonts = ["400", "600"].map((weight) => document.fonts.load(`${weight} 14px "Plex Arabic"`, "ابج abc"));
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = "/static/vendor/cytoscape.min.js";
    script.onload = () => resolve(globalThis.cytoscape);
    script.onerror = () => reject(new Error("cytoscape.min.js"));
    document.head.append(script);
  });
  return Promise.all([loading, ...fonts]).then(([found]) => found);
}
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draw nodes and edges; `onedge(data)` and `onnode(iri)` are told of clicks. */
export async function draw(box, found, words, { onedge, onnode }) {
  const cytoscape = await library();
  const most = Math.max(1, ...found.nodes.map((n) => n.statements));
  const small = found.nodes.length > 60;
  const elements = [
    ...found.nodes.map((n, i) => ({
      data: { id: n.iri, label: isolated(nameOf(n)), size: (small ? 14 : 22) + 26 * Math.sqrt(n.statements / most) },
      classes: n.centre ? "centre" : "", position: start(i, found.nodes.length, n.centre),
    })),
    ...found.edges.map((e) => ({
      data: { id: `${e.subject} ${e.predicate} ${e.object}`, source: e.subject, target: e.object, predicate: e.predicate,
        colour: COLOURS[e.predicate] ?? "gray", width: Math.min(9, 1.2 + 1.6 * Math.log2(1 + e.sources)),
        label: isolated(words(e.predicate)), arrow: e.symmetric ? "none" : "triangle" },
    })),
  ];
  const [ink, paper, accent] = [colour("--ink"), colour("--paper"), colour("--accent")];
  const cy = cytoscape({
    container: box, elements, minZoom: 0.15, maxZoom: 4, boxSelectionEnabled: false, pixelRatio: "auto",
    style: [
      { selector: "node", style: { "background-color": colour("--node"), "border-color": paper, "border-width": 2, width: "data(size)", height: "data(size)",
        label: "data(label)", color: ink, "font-family": '"Plex Arabic", sans-serif', "font-size": small ? 11 : 13, "text-valign": "bottom", "text-margin-y": 4,
        "text-outline-color": paper, "text-outline-width": 3, "text-wrap": "wrap", "text-max-width": 130 } },
      { selector: "node.mute", style: { "text-opacity": 0 } },
      { selector: "node.centre", style: { "background-color": accent, "font-weight": 600 } },
      { selector: "edge", style: { width: "data(width)", "line-color": "data(colour)", "target-arrow-color": "data(colour)", "target-arrow-shape": "data(arrow)",
        "curve-style": "bezier", "control-point-step-size": 26, opacity: found.edges.length > 150 ? 0.6 : 0.8, "arrow-scale": 0.9 } },
      { selector: "edge.seen", style: { opacity: 1, label: "data(label)", color: ink, "font-family": '"Plex Arabic", sans-serif', "font-size": 12, "text-background-color": paper,
        "text-background-opacity": 0.95, "text-background-padding": 3, "z-index": 9 } },
      { selector: "edge:selected", style: { "underlay-color": accent, "underlay-opacity": 0.35, "underlay-padding": 5 } },
      { selector: ".dim", style: { opacity: 0.12, "text-opacity": 0.25 } },
    ],
    layout: { name: "preset", fit: false },
  });
  arrange(cy);
  keepApart(cy, small ? 11 : 13);
  cy.on("tap", "edge", (event) => onedge(event.target.data()));
  cy.on("tap", "node", (event) => onnode(event.target.id()));
  cy.on("mouseover", "edge", (event) => event.target.addClass("seen"));
  cy.on("mouseout", "edge", (event) => { if (!event.target.selected()) event.target.removeClass("seen"); });
  cy.on("mouseover", "node", (event) => cy.elements().not(event.target.closedNeighborhood()).addClass("dim"));
  cy.on("mouseout", "node", () => cy.elements().removeClass("dim"));
  return cy;
}

/** Where a node starts: the chosen actors inside, the others in rings, the same every time. */
function start(i, n, centre) {
  const angle = (2 * Math.PI * i) / Math.max(1, n);
  const radius = centre ? 40 : 260 + 60 * (i % 3);
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
}

/** Places nodes; of parallel links one is enough for that, and many would pull two actors together. */
function arrange(cy) {
  const many = cy.nodes().length > 60;
  const pairs = new Map(cy.edges().map((edge) => [[edge.source().id(), edge.target().id()].sort().join(" "), edge]));
  [...pairs.values()].reduce((all, edge) => all.merge(edge), cy.collection().merge(cy.nodes())).layout({
    name: "cose", randomize: false, animate: false, fit: false, nodeDimensionsIncludeLabels: true,
    idealEdgeLength: (edge) => (many ? 90 : 110) + 14 * Math.min(8, edge.parallelEdges().length),
    edgeElasticity: () => 100 * Math.max(1, pairs.size / cy.nodes().length), // the more there are, the less each pulls
    nodeRepulsion: () => (many ? 60000 : 90000), nodeOverlap: 24,
    gravity: 0.4, numIter: many ? 350 : 700, componentSpacing: 80,
  }).run();
  cy.fit(cy.nodes(), 36); // measuring a thousand links as well takes long, and they end at nodes
}
