"""A report of the working state is asked for, made before one's eyes, and opened as a page."""

from dataclasses import replace

from playwright.sync_api import expect

from reviews.exports import html
from reviews.exports.choices import Choices
from reviews.exports.language import spoken
from reviews.vocabulary import ClaimState
from tests import build
from tests.browser import looks
from tests.browser.desk import press
from tests.exports.constructed import content, report


def test_a_working_state_is_asked_for_and_fetched(at_desk, panel, ann, worker, new_page, tmp_path):
    for _ in range(2):
        graded = build.claim(ClaimState.GRADED, panel)
    page = at_desk(ann)
    page.set_default_timeout(90_000)
    page.goto(f"/desk/panels/{panel.slug}/reports/")
    assert looks.look(page, "reports", "ask") == []
    page.get_by_label("Only those chosen below").check()
    press(page, "Ask for the report")
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one claim, or all of them.")
    assert looks.look(page, "reports", "refused") == []
    page.get_by_label("All of them").check()
    page.get_by_label("Format").select_option("Page")
    press(page, "Ask for the report")
    expect(page.locator("#progress [role=status]")).to_have_text("Waiting for a worker.")
    assert looks.look(page, "reports", "waiting") == []
    worker()
    # From here on the page moves by itself.
    expect(page.get_by_role("link", name="Fetch the file")).to_be_visible(timeout=90_000)
    assert looks.look(page, "reports", "ready") == []
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Fetch the file").click()
    file = tmp_path / "report.html"
    fetched.value.save_as(file)
    assert fetched.value.suggested_filename == f"{panel.slug}-working-state.html"
    alone = new_page(java_script_enabled=True)
    alone.goto(file.as_uri())
    expect(alone.get_by_role("heading", level=1)).to_have_text(
        f"{panel.name}, working state, not published"
    )
    expect(alone.get_by_role("heading", level=2).filter(has_text=graded.source.paper.title)
           ).not_to_have_count(0)  # fmt: skip
    found = looks.violations(alone, runOnly={"type": "rule", "values": ["landmark-unique"]})
    assert found == []


def test_a_german_report_fits_and_tells_its_languages(new_page, tmp_path):
    """Narrow, too: German words are long."""
    file = tmp_path / "report.html"
    with spoken("de"):
        file.write_text(html.render(replace(report(), choices=Choices(language="de"))))
    page = new_page()
    page.goto(file.as_uri())
    assert looks.look(page, "reports", "german") == []
    assert page.evaluate("document.documentElement.lang") == "de"
    expect(page.locator("[lang=en]").filter(has_text=content()["label"]["means"])).to_be_visible()
