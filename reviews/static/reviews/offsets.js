/* From a selection in a page to a span of the text that the server knows. Browsers count in
   UTF-16 units, the server in code points; what stands in [data-outside] is not of the text. */

/** How many code points a string has; half of a surrogate pair counts as one. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** The text of a range, without what the page added to it. */
function textOf(range) {
  const copy = range.cloneContents();
  for (const added of copy.querySelectorAll("[data-outside]")) added.remove();
  return copy.textContent;
}

/** The part of a range that lies in an element, or null. */
function within(range, element) {
  if (!range.intersectsNode(element)) return null;
  const whole = element.ownerDocument.createRange();
  whole.selectNodeContents(element);
  const part = range.cloneRange();
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) {
    part.setStart(whole.startContainer, whole.startOffset);
  }
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) {
    part.setEnd(whole.endContainer, whole.endOffset);
  }
  return part;
}

/** {start, end, exact} of a range in an element, white space around it left out, or null.
    `data-start` says how many code points of the whole text come before the element's. */
export function spanOf(range, element) {
  const part = within(range, element);
  const selected = part ? textOf(part) : "";
  const exact = selected.trim();
  if (!exact) return null;
  const before = part.cloneRange();
  before.setStart(element, 0);
  before.setEnd(part.startContainer, part.startOffset);
  const lead = selected.slice(0, selected.indexOf(exact));
  const start = Number(element.dataset.start ?? 0) + codePoints(textOf(before) + lead);
  return { start, end: start + codePoints(exact), exact };
}
