// Labels that do not touch: letters keep their size on the screen, a name stands below its dot or where
// else there is room, and if there is none the actor with less to it goes without a name until there is
// (the exported page has it too).

const SIDES = [[0, 1], [0, -1], [1, 0], [-1, 0], [1, 1], [-1, 1], [1, -1], [-1, -1]];
const TEXT = { includeNodes: false, includeOverlays: false, includeUnderlays: false };
const DOT = { includeLabels: false, includeOverlays: false, includeUnderlays: false };
const touch = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

const NAMED = 8; // so many actors have a name even if it must stand on dots of others with less to them
const GAP = 3; // pixels

/** Keep the labels of a picture apart; `base` is the size of their letters in pixels. Returns what does it again. */
export function keepApart(cy, base) {
  let waiting = false;
  const place = () => {
    waiting = false;
    if (cy.destroyed()) return;
    const zoom = cy.zoom();
    const size = base / zoom;
    // At a corner of its dot, which is round, a name comes nearer.
    const gap = (node, [dx, dy]) => (dx && dy ? -0.1 * node.height() : GAP / zoom);
    const style = (node, side) => ({
      "text-halign": ["left", "center", "right"][side[0] + 1], "text-valign": ["top", "center", "bottom"][side[1] + 1],
      "text-margin-x": side[0] * gap(node, side), "text-margin-y": side[1] * gap(node, side),
    });
    cy.batch(() => {
      cy.nodes().removeClass("mute").style({ "font-size": size, "text-max-width": size * 10, "text-outline-width": 2.5 / zoom });
      cy.nodes().forEach((node) => node.style(style(node, SIDES[0])));
      cy.nodes(".centre").style({ "font-size": size * 1.15 });
      cy.edges(".seen, .chosen").style({ "font-size": size });
    });
    const order = cy.nodes().sort((a, b) => b.hasClass("centre") - a.hasClass("centre") || b.width() - a.width());
    const dots = order.map((node) => node.boundingBox(DOT));
    // What a name takes up at a side, by what it takes up below its dot.
    const box = (node, below, side) => {
      const { x, y } = node.position();
      const [width, height] = [below.x2 - below.x1, below.y2 - below.y1];
      const rim = node.height() / 2 + GAP / zoom - (below.y1 - y); // around the letters
      const from = gap(node, side) + node.height() / 2 - rim;
      const [x1, y1] = [
        x + [-from - width, -width / 2, from][side[0] + 1], y + [-from - height, -height / 2, from][side[1] + 1],
      ];
      return { x1, y1, x2: x1 + width, y2: y1 + height };
    };
    // Within what is seen, or further out where dots are.
    const all = [cy.extent(), ...dots];
    const frame = { x1: Math.min(...all.map((b) => b.x1)), x2: Math.max(...all.map((b) => b.x2)),
      y1: Math.min(...all.map((b) => b.y1)), y2: Math.max(...all.map((b) => b.y2)) };
    const names = [];
    const chosen = order.map((node, i) => {
      if (node.hasClass("faint")) return null;
      const below = node.boundingBox(TEXT);
      let best = null;
      for (const side of SIDES) {
        const name = box(node, below, side);
        const outside = name.x1 < frame.x1 || name.x2 > frame.x2 || name.y1 < frame.y1 || name.y2 > frame.y2;
        if (outside || names.some((other) => touch(name, other))) continue;
        const under = dots.flatMap((dot, j) => (j !== i && touch(name, dot) ? [j] : []));
        const allowed = under.length === 0 || (i < NAMED && under[0] > i);
        if (allowed && under.length < (best?.under ?? Infinity)) best = { name, side, under: under.length };
        if (best?.under === 0) break;
      }
      if (best) names.push(best.name);
      return best;
    });
    cy.batch(() => order.forEach((node, i) => {
      node.style("z-index", chosen[i] ? order.length - i : 0); // a name is above the dots that it stands on
      if (chosen[i]) node.style(style(node, chosen[i].side));
      else node.addClass("mute");
    }));
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(place);
    waiting = true;
  };
  cy.on("zoom resize", soon);
  cy.on("free", "node", soon);
  cy.on("mouseover", "node", (event) => event.target.removeClass("mute"));
  cy.on("mouseout", "node", soon);
  cy.on("mouseover select", "edge", (event) => event.target.style({ "font-size": base / cy.zoom() }));
  place();
  // Letters measured before their font came had another width.
  if (document.fonts?.status === "loading") document.fonts.ready.then(soon);
  return soon;
}
