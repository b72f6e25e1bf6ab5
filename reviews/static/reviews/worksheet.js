/* A worksheet that saves itself and shows what follows from the answers. Without this the
   page's buttons do the same. */
import { listen, step } from "./keys.js";
import { fill, lastTaken } from "./taking.js";

const PAUSE = 800; // milliseconds without typing before it saves
const form = document.querySelector("#worksheet");
const result = document.querySelector("#result");
let timer = null;
let running = null;
let item = null;

function say(sentence) {
  const line = result.querySelector("[data-saved]") ?? document.createElement("p");
  line.dataset.saved = "";
  line.className = "meta";
  line.textContent = sentence;
  result.append(line);
}

/** Put the result in its place, and mark the questions that the answers lead past. */
function show(fragment) {
  result.innerHTML = fragment;
  const past = result.querySelector("[data-unreached]")?.dataset.unreached.split(" ") ?? [];
  for (const each of form.querySelectorAll("[data-item]"))
    each.classList.toggle("unreached", past.includes(each.dataset.item));
}

async function send() {
  const body = new FormData(form);
  body.set("answer", "fragment");
  try {
    const answer = await fetch(form.dataset.live, { method: "POST", body, keepalive: true });
    if (answer.ok && !answer.redirected) show(await answer.text());
    else if (answer.status === 409) form.requestSubmit(form.querySelector("[data-save]"));
    else say("Not saved. Use “Save draft” to see why.");
  } catch {
    say("Not saved: the server cannot be reached. What you typed is still here.");
  }
}

/** Save now, after whatever is being saved. */
function save() {
  clearTimeout(timer);
  timer = null;
  running = (running ?? Promise.resolve()).then(send).finally(() => (running = null));
}

form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
document.addEventListener("visibilitychange", () => {
  if (timer && document.visibilityState === "hidden") save();
});
form.addEventListener("change", (event) => {
  const rests = event.target.closest("fieldset.item")?.querySelector("[data-footnoted]");
  if (rests?.dataset.footnoted.split(" ").includes(event.target.value)) rests.open = true;
});
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  timer = null;
  if (!running) return;
  event.preventDefault();
  running.then(() => form.requestSubmit(event.submitter));
});
form.addEventListener("focusin", (event) => {
  item = event.target.closest("fieldset.item") ?? item;
});

const items = [...form.querySelectorAll("fieldset.item")];
const firsts = items.map((each) => each.querySelector(":checked") ?? each.querySelector("input"));
listen({
  j: () => step(firsts, 1),
  k: () => step(firsts, -1),
  q: () => {
    const field = item?.querySelector("[name$='-exact']");
    if (!field || !lastTaken()) return;
    item.querySelector("details").open = true;
    item.querySelector("[name$='-basis']").value = "quote";
    fill(field, lastTaken());
  },
});
