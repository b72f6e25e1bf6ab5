"""What is wrong with how a page looks, wide and narrow, light and dark; and pictures of it, which
are taken when PICTURES is in the environment: `make album`."""

import os
from html import escape
from itertools import product

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

FOLDER = settings.BASE_DIR / "var/screenshots"
HEIGHTS = {1280: 900, 320: 640}
SCHEMES = ("light", "dark")
CHECKED = ((320, "light"), (1280, "dark"))  # each width and each scheme once
IS_ALBUM = bool(os.environ.get("PICTURES"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTLED = "Promise.allSettled(document.getAnimations().map((fade) => fade.finished))"
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
    """A sentence for each fault of the page that is open."""
    faults = []
    for width, scheme in product(HEIGHTS, SCHEMES) if IS_ALBUM else CHECKED:
        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        page.emulate_media(color_scheme=scheme)
        page.evaluate(SETTLED)  # the admin's own buttons fade from one colour to the other
        here = f"{name} at {width}, {scheme}"
        if IS_ALBUM:
            page.screenshot(path=FOLDER / group / f"{name}-{width}-{scheme}.png", full_page=True)
        if page.evaluate("document.scrollingElement.scrollWidth > innerWidth"):
            faults.append(f"{here}: scrolls sideways")
        faults += [f"{here}: cuts off {text}" for text in page.evaluate(CUT_OFF)]
        if is_ours and (width, scheme) in CHECKED:
            faults += [f"{here}: {fault}" for fault in _inaccessible(page)]
    return faults


def violations(page, **options):
    """What axe finds, rule by rule. All else that it tells stays in the browser: it is long."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    told = {"resultTypes": ["violations"], "preload": False} | options
    return page.evaluate("options => axe.run(options).then((told) => told.violations)", told)


def _inaccessible(page):
    for rule in violations(page, runOnly={"type": "tag", "values": RULES}):
        for node in rule["nodes"]:
            yield f"{rule['id']} {node['target']} {node['failureSummary']}"


def write_index():
    """A page with every picture there is, by group and page."""
    if not IS_ALBUM:
        return
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
