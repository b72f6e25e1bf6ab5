/* A paper's or a claim's page: selecting words, and moving by keys. */
import { listen, step } from "./keys.js";
import "./taking.js";

// Sent twice, the same claim is made once.
const id = document.querySelector("form[data-live-span] [name=id]");
if (id && !id.value) id.value = crypto.randomUUID?.() ?? "";

const links = [...document.querySelectorAll("[data-line] a")];
listen({
  j: () => step(links, 1),
  k: () => step(links, -1),
  n: () => document.querySelector("form[data-live-span] [name=exact]")?.focus(),
});
