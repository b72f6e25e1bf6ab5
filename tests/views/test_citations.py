"""Citing at the desk: found by words, identifier or the paper's own references; and the map."""

import re
from html import unescape

import pytest
from django.urls import reverse

from reviews.actions import papers
from reviews.importers.records import Cited
from reviews.models import Citation
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db
QUOTE = "treatment A may be useful in adults"


@pytest.fixture
def claim(panel):
    return build.claim(panel=panel)


@pytest.fixture
def trial(panel):
    return build.paper(panel, title="A trial of treatment A in condition B")


@pytest.fixture
def reviewer(client, ann):
    client.force_login(ann)
    return ann


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def identify(paper, scheme, value):
    papers.add_identifier(
        paper, scheme=scheme, value=value, basis="Made for the test.", by=build.chair(paper.panel)
    )


def text(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def finding(client, claim, q):
    return client.get(reverse("desk-claim-cite", args=[claim.pk]), {"q": q})


def test_a_paper_is_cited_and_said_on_both_pages(client, claim, trial, reviewer):
    build.notice(trial)
    chosen = client.get(reverse("desk-claim-cite", args=[claim.pk]), {"paper": trial.pk})
    given = {
        "paper": trial.pk,
        "id": chosen.context["form"]["id"].value(),
        "stance": "contradicts",
        "population": "direct",
        "quote": QUOTE,
        "design": "randomised_trial",
    }
    answer = post(client, "desk-claim-cite", claim.pk, **given)
    assert (answer.status_code, answer["Location"]) == (302, f"{claim.get_absolute_url()}#rests")
    assert post(client, "desk-claim-cite", claim.pk, **given).status_code == 302
    [citation] = Citation.objects.all()
    assert (str(citation.pk), citation.quote) == (str(given["id"]), QUOTE)
    trial.refresh_from_db()
    assert trial.design == "randomised_trial"
    shown = text(client.get(claim.get_absolute_url()))
    for words in (
        "× Contradicts",
        "A trial of treatment A in condition B",
        "Study design: randomised trial. Population: direct. Not judged:",
        QUOTE,
        "The cited paper is listed as retracted.",
        "cited a paper",
    ):
        assert words in shown
    page = text(client.get(trial.get_absolute_url()))
    assert f"Cited by × Contradicts “{build.STRONG}” in" in page


def test_the_design_is_asked_only_while_it_is_not_stated(client, panel, claim, reviewer):
    known = build.paper(panel, design="cohort")
    address = reverse("desk-claim-cite", args=[claim.pk])
    assert "design" not in client.get(address, {"paper": known.pk}).context["form"].fields
    given = {"paper": known.pk, "stance": "supports", "design": "opinion"}
    post(client, "desk-claim-cite", claim.pk, **given)
    known.refresh_from_db()
    assert known.design == "cohort"


def test_papers_are_found_by_every_word(client, panel, claim, trial, reviewer):
    build.paper(panel, title="Another trial", text="")
    build.paper(title="A trial of treatment A in condition B, in another panel")
    assert finding(client, claim, "TRIAL condition").context["found"].papers == [trial]
    nothing = finding(client, claim, "trial elsewhere")
    assert "No paper of this panel has all these words." in nothing.text


@pytest.mark.parametrize("typed", ["https://doi.org/10.5555/ABC", "doi:10.5555/abc", "99000001"])
def test_a_paper_is_found_by_its_identifier(client, panel, claim, trial, reviewer, typed):
    build.paper(panel, title="Another with 99000001 in its title")
    identify(trial, "doi", "10.5555/abc")
    identify(trial, "pmid", "99000001")
    assert finding(client, claim, typed).context["found"].papers == [trial]


def test_an_identifier_that_the_panel_has_not_is_said_to_be_missing(client, claim, reviewer):
    missing = finding(client, claim, "10.5555/nowhere")
    assert "No paper of this panel has the DOI 10.5555/nowhere." in missing.text
    assert reverse("desk-imports", args=[claim.source.paper.panel.slug]) in missing.text


def test_a_bare_number_that_names_no_paper_may_be_a_word(client, panel, claim, reviewer):
    dated = build.paper(panel, title="Guideline of 2003")
    found = finding(client, claim, "2003")
    assert found.context["found"].papers == [dated]
    assert "No paper of this panel has the PMID 2003." in found.text


def test_the_papers_own_references_lead_to_papers_of_the_panel(client, claim, trial, reviewer):
    identify(trial, "doi", "10.5555/abc")
    listed = (Cited("First entry.", doi="10.5555/abc"), Cited("Second entry.", pmid="99000002"))
    own = claim.source.paper
    build.references(own, *listed)
    shown = client.get(reverse("desk-claim-cite", args=[claim.pk]))
    assert f'First entry. <a href="?paper={trial.pk}">cite this paper</a>' in shown.text
    assert "Second entry." in shown.text
    page = client.get(own.get_absolute_url())
    assert f'First entry. <a href="{trial.get_absolute_url()}">in this panel</a>' in page.text
    assert "PMID 99000002, not in this panel" in text(page)
    assert f"{reverse('desk-claim-cite', args=[claim.pk])}#references" in page.text


def test_a_citation_is_changed_and_removed(client, claim, trial, reviewer):
    made = build.cite(claim, trial)
    given = {"stance": "mentions", "outcome": "direct"}
    assert post(client, "desk-citation-amend", claim.pk, made.pk, **given).status_code == 302
    [current] = claim.citations.current()
    assert (current.stance, current.outcome) == ("mentions", "direct")
    late = post(client, "desk-citation-amend", claim.pk, made.pk, **given)
    assert (late.status_code, "changed or removed meanwhile" in late.text) == (409, True)
    assert post(client, "desk-citation-remove", claim.pk, current.pk).status_code == 302
    assert not claim.citations.current().exists()
    assert post(client, "desk-citation-remove", claim.pk, current.pk).status_code == 409


def test_what_is_refused_is_said_and_kept(client, panel, claim, trial, reviewer):
    own = post(client, "desk-claim-cite", claim.pk, paper=claim.source.paper_id, stance="supports")
    assert (own.status_code, "the very paper that makes it" in own.text) == (400, True)
    given = {"paper": trial.pk, "stance": "supports", "quote": "Words of nobody."}
    misquoted = post(client, "desk-claim-cite", claim.pk, **given)
    assert misquoted.status_code == 400
    assert "These words are in no text of the cited paper." in misquoted.text
    assert misquoted.context["form"]["quote"].value() == "Words of nobody."
    foreign = post(client, "desk-claim-cite", claim.pk, paper=build.paper().pk, stance="supports")
    assert (foreign.status_code, "Choose a paper of this panel." in foreign.text) == (400, True)
    nothing = post(client, "desk-claim-cite", claim.pk)
    assert (nothing.status_code, "Choose the paper first." in nothing.text) == (400, True)
    made = build.cite(claim, trial)
    twice = post(client, "desk-claim-cite", claim.pk, paper=trial.pk, stance="supports")
    assert (twice.status_code, "cites this paper already" in twice.text) == (409, True)
    wrong = post(client, "desk-citation-amend", claim.pk, made.pk, **given)
    assert (wrong.status_code, "in no text of the cited paper" in wrong.text) == (400, True)


@pytest.mark.parametrize("wanted", ["nonsense", "00000000-0000-4000-8000-000000000001"])
def test_a_paper_that_is_not_there_cannot_be_chosen(client, claim, reviewer, wanted):
    address = reverse("desk-claim-cite", args=[claim.pk])
    assert client.get(address, {"paper": wanted}).status_code == 404


def test_strangers_find_nothing_and_observers_are_told_why(client, panel, claim, trial, dan):
    made = build.cite(claim, trial)
    doors = [
        ("desk-claim-cite", [claim.pk]),
        ("desk-citation-amend", [claim.pk, made.pk]),
        ("desk-citation-remove", [claim.pk, made.pk]),
    ]
    for person, status in ((dan, 404), (build.member(panel, Role.OBSERVER), 403)):
        client.force_login(person)
        assert {post(client, name, *args).status_code for name, args in doors} == {status}
    assert client.get(reverse("desk-claim-map", args=[claim.pk])).status_code == 200
    shown = client.get(claim.get_absolute_url()).text
    assert "In this panel, only a" in shown
    other = build.cite(build.claim(panel=panel), trial)
    client.force_login(build.chair(panel))
    assert post(client, "desk-citation-remove", claim.pk, other.pk).status_code == 404
    assert client.get(reverse("desk-citation-remove", args=[claim.pk, made.pk])).status_code == 405


def test_while_a_round_runs_the_page_offers_no_change_and_the_doors_refuse(client, panel, reviewer):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    made = build.cite(claim)
    build.open_round(claim)
    shown = client.get(claim.get_absolute_url()).text
    assert "so what the claim rests on is fixed" in shown
    assert reverse("desk-citation-remove", args=[claim.pk, made.pk]) not in shown
    given = {"paper": build.paper(panel).pk, "stance": "supports"}
    assert post(client, "desk-claim-cite", claim.pk, **given).status_code == 409
    assert post(client, "desk-citation-remove", claim.pk, made.pk).status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_few_questions_however_much_is_cited(
    client, panel, claim, trial, reviewer, count, django_assert_num_queries
):
    for _ in range(count):
        build.cite(claim)
        build.cite(build.claim(panel=panel), trial)
    listed = tuple(Cited(f"Entry {number}.", doi=f"10.5555/{number}") for number in range(count))
    for paper in (trial, claim.source.paper):
        build.references(paper, *listed)
    with django_assert_num_queries(30):
        client.get(claim.get_absolute_url())
    with django_assert_num_queries(21):
        client.get(trial.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(reverse("desk-claim-cite", args=[claim.pk]))
    with django_assert_num_queries(6):
        finding(client, claim, "constructed")
