"""How a page looks, in four ways: wide and narrow, light and dark; and what is wrong with it."""

from html import escape

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings

FOLDER = settings.BASE_DIR / "var/screenshots"
HEIGHTS = {1280: 900, 320: 640}
SCHEMES = ("light", "dark")
CHECKED = ((320, "light"), (1280, "dark"))  # by axe: each width and each scheme once
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CUT_OFF = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!element.innerText?.trim() || box.width < 2 || style.visibility === "hidden") return false;
  const over = [[style.overflowX, element.scrollWidth - element.clientWidth],
                [style.overflowY, element.scrollHeight - element.clientHeight]];
  return over.some(([kind, by]) => /hidden|clip/.test(kind) && by > 1);
}).map((element) => element.outerHTML.slice(0, 80))
"""


def look(page, group, name, *, is_ours=True):
    """Four pictures of the page that is open, and a sentence for each fault that they show."""
    faults = []
    for width, scheme in ((width, scheme) for width in HEIGHTS for scheme in SCHEMES):
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=scheme)
        here = f"{name} at {width}, {scheme}"
        page.screenshot(path=FOLDER / group / f"{name}-{width}-{scheme}.png", full_page=True)
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            faults.append(f"{here}: scrolls sideways")
        faults += [f"{here}: cuts off {text}" for text in page.evaluate(CUT_OFF)]
        if is_ours and (width, scheme) in CHECKED:
            faults += [f"{here}: {fault}" for fault in _inaccessible(page)]
    return faults


def _inaccessible(page):
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    for rule in Axe().run(page, options=options).response["violations"]:
        for node in rule["nodes"]:
            yield f"{rule['id']} {node['target']} {node['failureSummary']}"


def write_index():
    """A page with every picture there is, by group and page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    rows = []
    for path in sorted(FOLDER.glob("*/*-1280-light.png")):
        name = path.relative_to(FOLDER).as_posix().removesuffix("-1280-light.png")
        pictures = "".join(
            f'<a href="{name}-{width}-{scheme}.png"><img loading="lazy" alt="{width}, {scheme}"'
            f' width="{width // 4}" src="{name}-{width}-{scheme}.png"></a>'
            for width in HEIGHTS
            for scheme in SCHEMES
        )
        rows.append(f"<h2>{escape(name)}</h2><p>{pictures}</p>")
    page = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>'
    (FOLDER / "index.html").write_text(page + "".join(rows))
