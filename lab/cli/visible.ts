/** How hostile text is made harmless is one rule for every display. */
export { visible } from "../views/mod.ts";
