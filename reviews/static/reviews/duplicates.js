/* Pairs of records, decided by keys. */
import { listen, step } from "./keys.js";

const press = (key) => document.querySelector(`[data-command=${key}] button:not([aria-disabled])`);
const links = [...document.querySelectorAll("[data-pair] a")];

/** Belong together as the form says, or go to the form to say how. */
function belong() {
  const how = document.querySelector("[data-command=b] select");
  if (how?.value) press("b").click();
  else how?.focus();
}

listen({
  l: () => press("l")?.click(),
  r: () => press("r")?.click(),
  d: () => press("d")?.click(),
  u: () => press("u")?.click(),
  b: belong,
  j: () => step(links, 1),
  k: () => step(links, -1),
});
