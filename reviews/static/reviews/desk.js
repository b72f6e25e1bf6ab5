/* A paper's or a claim's page: selecting words, and moving by keys. */
import { listen, step } from "./keys.js";
import "./taking.js";

const links = [...document.querySelectorAll("[data-line] a")];
listen({
  j: () => step(links, 1),
  k: () => step(links, -1),
  n: () => document.querySelector("form[data-live-span] [name=exact]")?.focus(),
});
