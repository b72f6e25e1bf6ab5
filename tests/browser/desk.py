"""What people do at the desk, in the words that they see there."""

import re

PASSWORD = "a password for the tests"
NOTES = {
    "Risk of bias": "Small open studies.",
    "Indirectness": "One drug stands for its class.",
    "Imprecision": "Few events.",
}
VERY_LOW = {
    "Start": "High",
    "Risk of bias": "Serious",
    "Inconsistency": "Not serious",
    "Indirectness": "Serious",
    "Imprecision": "Serious",
    "Publication bias": "Undetected",
    "Large effect": "No",
    "Dose-response": "No",
    "Residual confounding": "No",
    "The evidence stands": "With the claim",
    "The claim is a": "Recommendation",
    "It gives": "Strong recommendation",
    "The advice is": "For",
}
LOW = VERY_LOW | {"Indirectness": "Not serious"}


def press(place, name):
    place.get_by_role("button", name=name, exact=True).click()


def unfold(page, label):
    """Open the form behind this label; the button that sends it is named alike."""
    summary = page.locator("summary", has_text=re.compile(rf"^\s*{label}\s*$"))
    folded = page.locator("details").filter(has=summary)
    folded.locator("summary").click()
    return folded.locator("form")


def fill(form, values):
    """Fields by their labels; a word is chosen where there is a list."""
    for label, value in values.items():
        exactly = re.compile(rf"^\s*{re.escape(label)}(\s+\(optional\))?\s*$")
        field = form.get_by_label(exactly)
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def judge(page, answers):
    """Answer items of a worksheet; what is not zero gets its footnote."""
    for item, answer in answers.items():
        group = page.get_by_role("group", name=item, exact=True)
        group.get_by_label(answer, exact=True).check()
        if answer == "Serious":
            footnote = group.get_by_label("Footnote")
            if not footnote.is_visible():  # no script opened it
                group.locator(".rests summary").click()
            footnote.fill(NOTES[item.removesuffix(" ≠ differs")])


def flags(page):
    """{what a flag finds: (its severity, its state)} as a claim's page shows them."""
    found = page.locator("#flags .flag h3").all_inner_texts()
    return {
        match[1]: (match[2], match[3])
        for match in (re.fullmatch(r"(.+) \((\w+), (\w+)\)", heading) for heading in found)
    }


def wording(page, row):
    """What each column of a claim's wording table says: the proposal, then corrections."""
    line = page.locator("#wording tr").filter(has=page.locator("th", has_text=row))
    return line.locator("td").all_inner_texts()


def spans(page, selector="mark"):
    """[(start, end, words)] of what the page marks in the paper's text, in code points."""
    pieces = page.locator("#text").evaluate(
        """(text, selector) => [...text.childNodes].map((node) => {
          const copy = node.cloneNode(true);
          copy.querySelectorAll?.("[data-outside]").forEach((added) => added.remove());
          return [copy.textContent, node.matches?.(selector) ?? false];
        })""",
        selector,
    )
    return [*_joined(pieces)]


def _joined(pieces):
    """Marked pieces that touch, as one span each."""
    place, words = 0, ""
    for text, is_marked in [*pieces, ["", False]]:
        if words and not is_marked:
            yield place - len(words), place, words
        words = words + text if is_marked else ""
        place += len(text)
