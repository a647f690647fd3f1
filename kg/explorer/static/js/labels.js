// Labels that do not touch: letters keep their size on the screen, a name stands below its dot or where
// else there is room, and if there is none the actor with less to it goes without a name until there is
// (the exported page has it too).

const SIDES = [
  { "text-valign": "bottom", "text-halign": "center", dx: 0, dy: 1 }, { "text-valign": "top", "text-halign": "center", dx: 0, dy: -1 },
  { "text-valign": "center", "text-halign": "right", dx: 1, dy: 0 }, { "text-valign": "center", "text-halign": "left", dx: -1, dy: 0 },
];
const TEXT = { includeNodes: false, includeOverlays: false, includeUnderlays: false };
const DOT = { includeLabels: false, includeOverlays: false, includeUnderlays: false };
const touch = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;

const MOVED = 80; // so many names look for another place: trying takes time

/** Keep the labels of a picture apart; `base` is the size of their letters in pixels. */
export function keepApart(cy, base) {
  let waiting = false;
  const place = () => {
    waiting = false;
    if (cy.destroyed()) return;
    const zoom = cy.zoom();
    const size = base / zoom;
    const at = ({ dx, dy, ...side }) => ({ ...side, "text-margin-x": 3 * dx / zoom, "text-margin-y": 3 * dy / zoom });
    cy.batch(() => {
      cy.nodes().removeClass("mute").style({ "font-size": size, "text-max-width": size * 10, "text-outline-width": 2.5 / zoom, ...at(SIDES[0]) });
      cy.nodes(".centre").style({ "font-size": size * 1.15 });
      cy.edges(".seen, .chosen").style({ "font-size": size });
    });
    const order = cy.nodes().sort((a, b) => b.hasClass("centre") - a.hasClass("centre") || b.width() - a.width());
    const dots = order.map((node) => node.boundingBox(DOT));
    const names = [];
    // Within what is seen, or further out where dots are.
    const all = [cy.extent(), ...dots];
    const frame = { x1: Math.min(...all.map((b) => b.x1)), x2: Math.max(...all.map((b) => b.x2)),
      y1: Math.min(...all.map((b) => b.y1)), y2: Math.max(...all.map((b) => b.y2)) };
    const mute = order.filter((node, i) => {
      // Clear of all dots if that can be, else below, clear of those of actors with more to them.
      const places = (i < MOVED ? SIDES : SIDES.slice(0, 1)).map((side) => [side, dots.filter((_, j) => j !== i)]);
      for (const [side, others] of [...places, [SIDES[0], dots.slice(0, i)]]) {
        node.style(at(side));
        const box = node.boundingBox(TEXT);
        const outside = box.x1 < frame.x1 || box.x2 > frame.x2 || box.y1 < frame.y1 || box.y2 > frame.y2;
        if (outside || names.some((b) => touch(box, b)) || others.some((b) => touch(box, b))) continue;
        names.push(box);
        return false;
      }
      return true;
    });
    mute.addClass("mute");
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
}
