/* Words selected in a text go into the fields that ask for words of it. */
import { spanOf } from "./offsets.js";

let taken = null;

/** The last words selected in a text of the page: {start, end, exact, source} or null. A key may
 * come sooner than the event that tells of the selection. */
export function lastTaken() {
  select();
  return taken;
}

/** Fill the fields beside a field for verbatim words, which are named alike. */
export function fill(field, span) {
  const prefix = field.name.slice(0, -"exact".length);
  for (const name of ["exact", "start", "end", "source"]) {
    const other = field.form.elements[prefix + name];
    if (other && other.type !== "hidden" && span[name] !== undefined) other.value = span[name];
  }
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function select() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  for (const element of document.querySelectorAll("[data-text]")) {
    const span = spanOf(range, element);
    if (!span) continue;
    taken = { ...span, source: element.dataset.source };
    for (const form of document.querySelectorAll("form[data-live-span]")) {
      fill(form.elements.exact, taken);
    }
    return;
  }
}

function addButton(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-small";
  button.textContent = "Take the selected words";
  button.addEventListener("click", () => taken && fill(field, taken));
  field.after(button);
}

if (document.querySelector("[data-text]")) {
  document.addEventListener("selectionchange", select);
  for (const field of document.querySelectorAll("textarea[name$='exact']")) {
    if (!field.closest("[data-live-span]")) addButton(field);
  }
}
