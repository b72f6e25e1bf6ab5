"""Citing in a browser: a chain of three, cited without a script, drawn, and read in public."""

import pytest

from reviews.actions import papers, releases
from reviews.importers.records import Cited
from reviews.models import Citation, Match
from reviews.vocabulary import ClaimState
from tests import build
from tests.browser import looks


@pytest.fixture
def chain(committed_db, panel):
    """A guideline's claim that cites a review whose claim cites a retracted trial."""
    trial = build.paper(
        panel, title="A constructed trial of treatment A", year=2001, design="randomised_trial",
        authors=[{"family": "Someone", "given": "A", "orcid": ""}],
    )  # fmt: skip
    build.notice(trial)
    build.acknowledge(Match.objects.get(paper=trial))
    review = build.claim(ClaimState.GRADED, panel=panel)
    build.cite(review, trial, quote="treatment A may be useful in adults", population="direct")
    guideline = build.claim(ClaimState.GRADED, panel=panel)
    build.cite(guideline, review.source.paper)
    build.cite(guideline, build.paper(panel, title="骨粗鬆症 " * 20), "contradicts")
    build.cite(guideline, stance="mentions")
    own = guideline.source.paper
    papers.add_identifier(
        own, scheme="doi", value="10.5555/own", basis="For the test.", by=build.chair(panel)
    )
    build.references(trial, Cited("The guideline.", doi="10.5555/own"), Cited("Other.", pmid="9"))
    return guideline, review, trial


def test_a_paper_is_found_and_cited_without_a_script(chain, panel, ann, at_desk):
    guideline, _, trial = chain
    page = at_desk(ann, java_script_enabled=False)
    page.goto(guideline.get_absolute_url())
    page.get_by_label("Cite a paper: words of it").fill("constructed trial treatment")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="A constructed trial of treatment A").click()
    page.get_by_label("Stance").select_option("Contradicts")
    page.get_by_label("Directness: population").select_option("Indirect")
    page.get_by_role("button", name="Cite this paper").click()
    rests = page.locator("#rests")
    assert "The cited paper is listed as retracted." in rests.inner_text()
    assert "Population: indirect." in rests.inner_text()
    [made] = Citation.objects.filter(claim=guideline, paper=trial)
    assert (made.stance, made.cited_by) == ("contradicts", ann)


def test_the_pages_of_a_chain_look_right(chain, panel, ann, at_desk, reader):
    guideline, review, trial = chain
    build.confirm_flags(review)
    page, faults = at_desk(ann), []
    for name, address in {
        "claim": guideline.get_absolute_url(),
        "map": f"{guideline.get_absolute_url()}map/",
        "cite": f"{guideline.get_absolute_url()}cite/?paper={trial.pk}",
        "missing": f"{guideline.get_absolute_url()}cite/?q=10.5555/nowhere",
        "paper": trial.get_absolute_url(),
    }.items():
        page.goto(address)
        faults += looks.look(page, "citations", name)
    releases.publish(panel, [review], by=build.chair(panel))
    for name, address in {
        "public-claim": f"/claims/{review.pk}/",
        "public-paper": f"/papers/{trial.pk}/",
        "report": f"/panels/{panel.slug}/releases/1/report/",
    }.items():
        reader.goto(address)
        faults += looks.look(reader, "citations", name)
    assert faults == []
