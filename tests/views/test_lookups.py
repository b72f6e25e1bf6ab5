"""A paper comes in by its number: looked up, looked at, added."""

import json

import pytest
from django.core.cache import caches
from django.urls import reverse

from reviews.exports import verify
from reviews.models import Event, Identifier, Match, Paper
from tests import build

pytestmark = pytest.mark.django_db
DOI = "10.5555/constructed.lookup.1"


@pytest.fixture
def look_up(client, panel, ann):
    """look_up(identifier, door="desk-lookup"): what ann meets."""
    client.force_login(ann)

    def post(identifier, door="desk-lookup"):
        return client.post(reverse(door, args=[panel.slug]), {"identifier": identifier})

    return post


def test_opening_the_page_asks_nobody(client, panel, ann, service):
    client.force_login(ann)
    answer = client.get(reverse("desk-lookup", args=[panel.slug]), {"identifier": DOI})
    assert answer.status_code == 200
    assert "Nothing is sent anywhere until you ask." in answer.text
    assert service.asked == []


def test_the_page_stands_beside_the_other_ways_in(client, panel, ann):
    client.force_login(ann)
    page = client.get(reverse("desk-imports", args=[panel.slug])).text
    assert f'href="{reverse("desk-lookup", args=[panel.slug])}"' in page


def test_what_was_found_is_shown_and_nothing_is_stored(look_up, panel, service):
    service.tells("work.json")
    answer = look_up(f"https://doi.org/{DOI}")
    assert answer.status_code == 200
    for words in (
        "Treatment A in condition B: effects on H2O &amp; outcome C: A constructed trial",
        "van der Example, Ánna M.; Sample, Ben Jr.; The Constructed Study Group",
        "Journal of Constructed Research. 2021 Mar 9;12(4):751-756. DOI 10.5555/",
        "Treatment A may help in condition B (p &lt; 0.05).",
        "Told by Crossref.",
        "Add to the panel",
    ):
        assert words in answer.text
    assert not Paper.objects.exists()
    assert not Event.objects.filter(verb="import").exists()


def test_a_notice_is_shown_before_anything_is_added(look_up, service):
    service.works(DOI=DOI, title=["RETRACTED: A title"])
    answer = look_up(DOI)
    assert "<strong>Retraction</strong>: RETRACTED: A title" in answer.text
    assert "No authors are given." in answer.text
    assert "Crossref has no abstract of it." in answer.text


def test_the_paper_is_added_from_what_was_kept(look_up, panel, ann, service):
    service.tells("work.json")
    look_up(DOI)
    answer = look_up(DOI, "desk-lookup-add")
    paper = Paper.objects.get(panel=panel)
    assert (answer.status_code, answer.url) == (302, paper.get_absolute_url())
    assert len(service.asked) == 1
    assert paper.authors[0] == {
        "family": "van der Example", "given": "Ánna M.", "orcid": "0000-0002-1825-0097",
    }  # fmt: skip
    assert paper.added_by == ann
    assert json.loads(paper.record)["message"]["member"] == "0000"
    assert paper.sources.get().text.endswith("Thus, treatment A should be recommended.")
    assert Identifier.objects.get(paper=paper).value == DOI
    assert Event.objects.filter(verb="import", actor_id=ann.pk).count() == 1


def test_a_paper_of_pubmed_is_added_by_its_pmid(look_up, panel, service):
    service.tells("article.xml")
    assert "Told by PubMed." in look_up("PMID: 99000001").text
    look_up("99000001", "desk-lookup-add")
    assert Paper.objects.get(panel=panel).title == "A constructed article, looked up by its PMID."


def test_nothing_but_the_identifier_is_taken_from_the_browser(client, look_up, panel, service):
    """What the browser says was found does not matter: it is looked up again."""
    service.tells("work.json")
    caches["lookups"].clear()
    client.post(
        reverse("desk-lookup-add", args=[panel.slug]),
        {"identifier": DOI, "title": "Another", "abstract": "Another", "record": "{}"},
    )
    assert Paper.objects.get(panel=panel).title.startswith("Treatment A in condition B")
    assert len(service.asked) == 1


def test_a_paper_that_is_there_is_said_so_and_not_added_twice(client, look_up, panel, service):
    service.tells("work.json")
    look_up(DOI, "desk-lookup-add")
    paper = Paper.objects.get(panel=panel)
    shown = look_up(DOI).text
    assert "This paper is in the panel already" in shown
    assert f'href="{paper.get_absolute_url()}"' in shown
    assert "Add to the panel" not in shown
    again = look_up(DOI, "desk-lookup-add")
    assert again.url == paper.get_absolute_url()
    assert f"A paper of this panel has the DOI {DOI} already." in client.get(again.url).text
    assert Paper.objects.count() == 1


def test_a_paper_of_another_panel_is_not_told(look_up, panel, service):
    other = build.paper()
    build.papers.add_identifier(
        other, scheme="doi", value=DOI, basis="Printed.", by=build.chair(other.panel)
    )
    service.tells("work.json")
    assert "This paper is in the panel already" not in look_up(DOI).text


@pytest.mark.parametrize("door", ["desk-lookup", "desk-lookup-add"])
@pytest.mark.parametrize(
    ("typed", "answer", "status", "sentence"),
    [
        ("", None, 400, "This field is required."),
        ("x", None, 400, "“x” is neither a DOI such as 10.1000/182 nor a PMID"),
        (DOI, (404, {}, b""), 400, f"Crossref does not know the DOI {DOI}."),
        (DOI, (500, {}, b""), 503, "Crossref could not be reached from this server"),
        (DOI, (200, {}, b"{"), 503, "What Crossref answered cannot be used."),
    ],
)
def test_refusals_are_sentences_that_keep_what_was_typed(
    look_up, service, door, typed, answer, status, sentence
):
    service.answer = answer
    refused = look_up(typed, door)
    assert refused.status_code == status
    assert sentence in refused.text
    assert refused.context["form"]["identifier"].value() == typed
    assert not Paper.objects.exists()


def test_without_a_way_out_the_page_says_so(look_up, settings, service):
    settings.OFFLINE = True
    refused = look_up(DOI)
    assert refused.status_code == 503
    assert (
        "Look-ups are switched off on this server. Add the paper by hand or import a file."
        in refused.text
    )


def test_a_record_that_does_not_fit_is_refused_with_its_reason(look_up, service):
    doi = "10.5555/" + "x" * 500
    service.works(DOI=doi, title=["A title"])
    refused = look_up(doi, "desk-lookup-add")
    assert refused.status_code == 400
    assert "One of its identifiers is too long" in refused.text


@pytest.mark.parametrize("door", ["desk-lookup", "desk-lookup-add"])
def test_strangers_meet_404_and_observers_403(client, panel, dan, service, door):
    address = reverse(door, args=[panel.slug])
    client.force_login(dan)
    assert client.post(address, {"identifier": DOI}).status_code == 404
    client.force_login(build.member(panel, "observer"))
    assert client.post(address, {"identifier": DOI}).status_code == 403
    assert service.asked == []


def test_adding_takes_no_get(client, panel, ann):
    client.force_login(ann)
    assert client.get(reverse("desk-lookup-add", args=[panel.slug])).status_code == 405


def test_what_crossref_lists_of_the_paper_is_kept_with_it(look_up, panel, ann, service):
    update = {
        "DOI": "10.5555/constructed.notice", "type": "retraction", "label": "Retraction",
        "source": "retraction-watch", "record-id": "4711",
        "updated": {"date-parts": [[2024, 3, 9]]},
    }  # fmt: skip
    service.works(
        DOI=DOI, title=["A constructed title that was retracted"], **{"updated-by": [update]}
    )
    look_up(DOI, "desk-lookup-add")
    match = Match.objects.get()
    assert (match.paper, match.notice.origin) == (Paper.objects.get(panel=panel), "crossref")
    assert (match.notice.nature, match.notice.dated.isoformat()) == ("retraction", "2024-03-09")
    event = Event.objects.get(verb="look_up")
    assert [row[1] for row in json.loads(event.body)["made"]] == [str(match.notice_id)]
    look_up(DOI, "desk-lookup-add")
    assert Match.objects.count() == 1
    assert list(verify.problems()) == []
