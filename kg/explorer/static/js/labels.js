// Labels that do not touch: letters keep their size on the screen, and where two would overlap the
// actor with less to it goes without a name until there is room for it (the exported page has it too).

/** Keep the labels of a picture apart; `base` is the size of their letters in pixels. */
export function keepApart(cy, base) {
  let waiting = false;
  const place = () => {
    waiting = false;
    if (cy.destroyed()) return;
    const zoom = cy.zoom();
    const size = base / zoom;
    cy.batch(() => {
      cy.nodes().removeClass("mute").style({ "font-size": size, "text-max-width": size * 10, "text-margin-y": 3 / zoom, "text-outline-width": 2.5 / zoom });
      cy.nodes(".centre").style({ "font-size": size * 1.15 });
    });
    const order = cy.nodes().sort((a, b) => b.hasClass("centre") - a.hasClass("centre") || b.width() - a.width());
    const taken = []; // labels, and the dots of the weightier actors
    const mute = order.filter((node) => {
      const box = node.boundingBox({ includeNodes: false, includeOverlays: false, includeUnderlays: false });
      const free = !taken.some((b) => box.x1 < b.x2 && b.x1 < box.x2 && box.y1 < b.y2 && b.y1 < box.y2);
      taken.push(node.boundingBox({ includeLabels: false, includeOverlays: false, includeUnderlays: false }));
      if (free) taken.push(box);
      return !free;
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
  place();
  // Letters measured before their font came had another width.
  if (document.fonts?.status === "loading") document.fonts.ready.then(soon);
}
