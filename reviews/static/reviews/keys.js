/* Single keys, as a comfort: never while typing, and switched off with one button. */
const STORE = "evidence-keys";
const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select";

function isOn() {
  return localStorage.getItem(STORE) !== "off";
}

/** Listen for keys: {key: function}. The page's hint about them appears, with a switch. */
export function listen(keys) {
  const hint = document.querySelector("[data-keys]");
  if (!hint) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button-text";
  const show = () => {
    button.textContent = isOn() ? "Switch keys off" : "Switch keys on";
  };
  button.addEventListener("click", () => {
    localStorage.setItem(STORE, isOn() ? "off" : "on");
    show();
  });
  show();
  hint.append(" · ", button);
  hint.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (!isOn() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches(TYPING) || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
}

/** Move the focus among links, by one on or back, from the one that has it; unfold it first. */
export function step(links, by) {
  const place = links.indexOf(document.activeElement);
  const next = place < 0 ? (by > 0 ? 0 : links.length - 1) : place + by;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link?.closest("details")?.setAttribute("open", "");
  link?.focus();
}
