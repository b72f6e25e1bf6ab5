"""What members read of their panel through the API, and what it does not tell them."""

import pytest

from reviews.actions import rounds
from reviews.models import Claim, Paper, Round
from reviews.vocabulary import ClaimState
from tests import build
from tests.api.test_members import HIDDEN, get, place
from tests.api.test_verbs import as_user, assigned, refusal

pytestmark = pytest.mark.django_db


def rows(user, panel, kind, query=""):
    answer = get(user, f"{place(panel, kind)}{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_papers_lead_to_their_texts(panel, ann):
    source = build.source(panel, year=2003, journal="A journal")
    [paper] = rows(ann, panel, "papers")
    assert paper == {
        "id": str(source.paper_id), "title": source.paper.title, "journal": "A journal",
        "year": 2003, "design": "not_stated", "identifiers": [],
        "sources": [{"id": str(source.pk), "kind": "abstract"}], "merged_into": None,
        "added_at": paper["added_at"],
    }  # fmt: skip
    text = get(ann, f"sources/{source.pk}/").json()
    assert text == {
        "id": str(source.pk), "paper": paper["id"], "kind": "abstract",
        "sha256": source.sha256, "text": build.TEXT,
    }  # fmt: skip
    assert get(ann, f"sources/{source.pk}/?fields=sha256").json() == {"sha256": source.sha256}


def test_claims_are_told_with_their_span_and_how_far_they_came(panel, ann):
    claim = build.claim(panel=panel)
    accepted = build.claim(ClaimState.ACCEPTED, panel=panel)
    first, second = rows(ann, panel, "claims")
    start = build.TEXT.index(build.STRONG)
    assert first == {
        "id": str(claim.pk), "source": str(claim.source_id), "paper": str(claim.source.paper_id),
        "state": "proposed", "start": start, "end": start + len(build.STRONG),
        "exact": build.STRONG, "reads_as": "", "proposed_at": first["proposed_at"],
    }  # fmt: skip
    assert second["id"] == str(accepted.pk)
    assert rows(ann, panel, "claims", "?state=accepted") == [second]
    assert refusal(get(ann, f"{place(panel, 'claims')}?state=open"))[0] == 400


def test_rounds_tell_in_which_one_is_assigned(panel, cleo, ann):
    round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    own, _ = assigned(round)
    for person, is_mine in ((own, True), (ann, False)):
        [row] = rows(person, panel, "rounds")
        assert row == {
            "id": str(round.pk), "state": "open", "claim": str(round.claim_id), "paper": None,
            "instrument": "grade", "purpose": "panel", "minimum": 2, "is_mine": is_mine,
            "opened_at": row["opened_at"],
        }  # fmt: skip
    rounds.unassign(round.assignments.get(user=own), reason="Is ill.", by=cleo)
    assert [row["is_mine"] for row in rows(own, panel, "rounds", "?state=open")] == [False]
    assert rows(own, panel, "rounds", "?state=decided") == []


@pytest.mark.parametrize("kind", ["papers", "claims", "rounds"])
def test_nobody_reads_another_panel(panel, ann, dan, kind):
    build.round(claim=build.claim(ClaimState.ACCEPTED, panel=panel))
    build.round()
    assert refusal(get(dan, place(panel, kind))) == HIDDEN
    assert len(rows(ann, panel, kind)) == 1
    source = Paper.objects.filter(panel=panel).get().sources.get()
    assert refusal(get(dan, f"sources/{source.pk}/")) == HIDDEN


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("kind", "queries"), [("papers", 6), ("claims", 4), ("rounds", 4)])
def test_a_list_takes_the_same_queries_however_long(
    panel, ann, kind, queries, count, django_assert_num_queries
):
    for _ in range(count):
        build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    client = as_user(ann)
    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{place(panel, kind)}")
    assert len(answer.json()["results"]) == count


def test_pages_join_without_a_gap_or_a_repeat(panel, ann):
    for _ in range(3):
        build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    for kind, model in (("papers", Paper), ("claims", Claim), ("rounds", Round)):
        found, address = [], f"{place(panel, kind)}?limit=2"
        while address:
            page = get(ann, address).json()
            found += [row["id"] for row in page["results"]]
            address = page["next"] and page["next"].partition("/api/v1/")[2]
        assert sorted(found) == sorted(str(pk) for pk in model.objects.values_list("pk", flat=True))
