// The relations: labels, colours by quadrant, and how a statement is put.
import { once } from "./api.js";
import { both } from "./i18n.js";

//: Cooperation in blues and greens, conflict in reds and ambers, the bare relation in violet.
export const COLOURS = {
  agreedWith: "#1a7f5a", meets: "#2f9fb5", supports: "#3a7bd5", concedes: "#6aa84f",
  cooperatesWith: "#0f5f8f", aids: "#2e6b3e", alliedWith: "#7a4fbf",
  accuses: "#d9822b", condemns: "#b8860b", demands: "#c7a008", rejects: "#a0662e", threatens: "#e0543e",
  targets: "#b3123b", sanctions: "#8c2d5c", coerces: "#7d1f1f", mobilizes: "#c2410c", protests: "#d1578f",
};
export const QUADRANTS = ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"];

export async function vocabulary() {
  const found = await once("vocabulary");
  return { ...found, byName: new Map(found.predicates.map((p) => [p.name, p])) };
}
/** The label of a relation; a preposition of one letter that ends it shows that a name follows. */
export const label = (words, name) => both(words.byName.get(name) ?? { label_en: name }, "label").replace(/ ل$/, " لـ");
