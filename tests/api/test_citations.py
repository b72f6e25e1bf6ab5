"""Citations as JSON: what is answered, and what is refused in the very words of the pages."""

import uuid

import pytest
from django.test import Client

from tests import build

pytestmark = pytest.mark.django_db
NEITHER = {"intervention": "not_judged", "comparator": "not_judged"}


@pytest.fixture
def claim(panel):
    return build.claim(panel=panel)


@pytest.fixture
def paper(panel):
    return build.paper(panel)


@pytest.fixture
def post(cleo):
    client = Client()
    client.force_login(cleo)

    def send(address, content):
        return client.post(f"/api/v1/{address}", content, content_type="application/json")

    return send


def test_a_citation_is_made_changed_and_removed(post, claim, paper):
    given = {"id": str(uuid.uuid4()), "paper": str(paper.pk), "stance": "supports",
             "population": "direct", "outcome": "indirect", "quote": "treatment A"}  # fmt: skip
    made = post(f"claims/{claim.pk}/citations/", given)
    assert made.status_code == 201
    shown = made.json()
    expected = given | NEITHER | {"claim": str(claim.pk), "removed_at": None}
    assert shown == expected | {"cited_at": shown["cited_at"]}
    assert post(f"claims/{claim.pk}/citations/", given).json() == shown
    changed = post(f"citations/{shown['id']}/amend/", {"stance": "contradicts"}).json()
    assert (changed["stance"], changed["quote"]) == ("contradicts", "treatment A")
    removed = post(f"citations/{changed['id']}/remove/", {}).json()
    assert removed["removed_at"]
    assert not claim.citations.current().exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"stance": "supports"}, "paper: This field is required."),
        ({"paper": "own", "stance": "supports"}, "the very paper that makes it"),
        ({"paper": "there", "stance": "proves"}, "stance: "),
        ({"paper": "there", "stance": "supports", "population": "none"}, "population: "),
        ({"paper": "there", "stance": "supports", "quote": "Nobody’s."}, "in no text of the cited"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(post, claim, paper, content, sentence):
    names = {"own": str(claim.source.paper_id), "there": str(paper.pk)}
    if "paper" in content:
        content = content | {"paper": names[content["paper"]]}
    answer = post(f"claims/{claim.pk}/citations/", content)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert sentence in answer.json()["detail"]
    assert not claim.citations.exists()


def test_papers_of_other_panels_are_not_there(post, claim):
    for pk in (build.paper().pk, uuid.uuid4()):
        content = {"paper": str(pk), "stance": "supports"}
        assert post(f"claims/{claim.pk}/citations/", content).status_code == 404
