"""The guide's pictures are the program's own, and the guide shows every one of them."""

import re

from django.conf import settings

from tests.browser import desk, looks

GUIDE = settings.BASE_DIR / "docs/guide.md"
IMAGES = settings.BASE_DIR / "docs/images"
# Whose page it is, where the demonstration has it, and what is in the middle of the picture.
PICTURES = {
    "claim": (None, lambda demo: f"/claims/{demo.claims['published'].pk}/", "header"),
    "text": ("reviewer1", lambda demo: demo.paper.get_absolute_url(), "header"),
    "worksheet": (
        "reviewer2",
        lambda demo: f"{demo.rounds['open'].get_absolute_url()}appraise/",
        "fieldset.item >> nth=3",
    ),
    "settling": (
        "chair",
        lambda demo: f"{demo.rounds['revealed'].get_absolute_url()}settle/",
        "fieldset.differs",
    ),
}


def test_pictures_for_the_guide_are_taken(demo, visit):
    """`make pictures` puts them into the guide."""
    for name, (part, address, middle) in PICTURES.items():
        page = visit(part, viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
        page.goto(address(demo))
        if name == "settling":
            desk.press(page, "Begin to settle")
        page.locator(middle).evaluate("element => element.scrollIntoView({ block: 'center' })")
        page.screenshot(path=looks.FOLDER / f"guide/{name}.png")
        assert page.locator("h1").inner_text()


def test_the_guide_shows_each_picture_and_no_other():
    shown = re.findall(r"!\[[^\]]+\]\(images/(\w+)\.png\)", GUIDE.read_text())
    assert sorted(shown) == sorted(PICTURES) == sorted(path.stem for path in IMAGES.glob("*.png"))
