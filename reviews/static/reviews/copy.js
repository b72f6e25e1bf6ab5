/* Copying a citation with one button. Without this, its text can be selected by hand. */

/** Put the text on the clipboard; where a page may not, select it for the reader to copy. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text.textContent);
    return "Copied";
  } catch {
    document.getSelection().selectAllChildren(text);
    return "Selected: copy it with your keys";
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const part = button.closest("dd");
  button.hidden = false;
  button.addEventListener("click", async () => {
    part.querySelector("[aria-live]").textContent = await copy(part.querySelector("pre"));
  });
}
