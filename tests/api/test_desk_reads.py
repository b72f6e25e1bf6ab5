"""What members read of rounds, claims, papers and their panel, and what is kept from them."""

import pytest

from reviews.actions import results
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.api.test_members import HIDDEN, get, place
from tests.api.test_verbs import as_user, assigned, post, refusal

pytestmark = pytest.mark.django_db


def read(user, address):
    answer = get(user, address)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_an_open_round_tells_nothing_but_ones_own(panel, ann):
    round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    first, second = assigned(round)
    before = read(ann, f"rounds/{round.pk}/")
    sheet = {"content": build.worksheet()}
    assert post(first, f"rounds/{round.pk}/submit/", sheet).status_code == 201
    assert read(ann, f"rounds/{round.pk}/") == before
    told = read(first, f"rounds/{round.pk}/")
    assert (told["own"]["result"], told["appraisals"], told["settled"]) == ("very_low", [], [])
    assert read(second, f"rounds/{round.pk}/")["own"] is None
    assert (before["state"], before["claim"]) == ("open", str(round.claim_id))
    assert {row["user"] for row in before["assignments"]} == {str(first.pk), str(second.pk)}


def test_a_revealed_round_tells_every_answer_under_letters(panel, ann):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    round = build.round(RoundState.REVEALED, claim)
    told = read(ann, f"rounds/{round.pk}/")
    assert [row["who"] for row in told["appraisals"]] == ["A", "B"]
    judged = {row["item"]: row["answer"] for row in told["appraisals"][0]["judgements"]}
    assert judged["risk_of_bias"] == build.worksheet()["judgements"]["risk_of_bias"]["answer"]
    assert (told["verdict"], told["settled"], told["motion"]) == (None, [], None)
    build.move(round)
    assert read(ann, f"rounds/{round.pk}/")["motion"]["settled_by"] == "adjudication"


def test_a_decided_round_tells_the_verdict_and_the_names(panel, ann):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    round = build.round(RoundState.DECIDED, claim)
    told = read(ann, f"rounds/{round.pk}/?fields=verdict,appraisals,settled")
    assert told.keys() == {"verdict", "appraisals", "settled"}
    assert told["verdict"]["settled_by"] == "agreement"
    assert {row["who"] for row in told["appraisals"]} == {str(who) for who in assigned(round)}
    assert told["settled"]


def test_who_appraises_a_claim_is_not_told_how_it_is_read(panel, ann):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    address = place(panel, "claims", claim.pk)
    told = read(ann, address)
    assert (told["reading"]["label"], told["reading"]["wording"]["number"]) == ("not_graded", 1)
    round = build.open_round(claim)
    assert read(assigned(round)[0], address)["reading"] is None
    assert read(ann, address)["rounds"] == [{"id": str(round.pk), "state": "open"}]


def test_a_paper_is_told_with_what_is_listed_of_it(panel, ann):
    paper = build.paper(panel)
    results.write_result(paper, comparison="A", outcome="Death", by=build.chair(panel))
    build.notice(paper)
    told = read(ann, place(panel, "papers", paper.pk))
    assert told["content"]["status"]["value"] == "retracted"
    assert [row["nature"] for row in told["matches"]] == ["retraction"]
    assert [row["outcome"] for row in told["results"]] == ["Death"]


def test_work_is_what_waits_for_oneself(panel, cleo):
    round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    own, _ = assigned(round)
    work = {"version": 0, "content": {"rationale": "So far."}}
    assert post(own, f"rounds/{round.pk}/draft/", work, "put").status_code == 200
    told = read(own, "work/")
    assert [seat["panel"] for seat in told["seats"]] == [panel.slug]
    assert [(row["round"], row["version"]) for row in told["to_appraise"]] == [(str(round.pk), 1)]
    assert read(cleo, "work/")["to_appraise"] == []


def test_agreement_counts_revealed_rounds_alone(panel, ann):
    build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    assert read(ann, place(panel, "agreement"))["results"] == []
    round = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel=panel))
    [used] = read(ann, place(panel, "agreement"))["results"]
    assert (used["key"], used["rounds"]) == ("grade", 1)
    told = read(ann, place(panel, "agreement", round.instrument_id))
    assert told["rounds"] == 1
    assert {measure["kind"] for measure in told["measures"]} >= {"result"}


def test_what_ships_is_told_with_its_definition(panel, ann):
    told = read(ann, place(panel, "instruments", "shipped"))["instruments"]
    assert "grade" in [row["key"] for row in told]
    one = read(ann, place(panel, "instruments", "shipped", "sanra"))
    assert one["definition"].startswith(("#", "key"))
    assert refusal(get(ann, place(panel, "instruments", "shipped", "none")))[0] == 404


ALONE = ["protocol", "calibration", "instruments/shipped", "agreement"]


@pytest.mark.parametrize("name", ALONE)
def test_nobody_reads_another_panel(panel, ann, dan, name):
    read(ann, place(panel, name))
    assert refusal(get(dan, place(panel, name))) == HIDDEN


def _fill(kind, panel, count):
    """That many rows of a kind, made by the chair."""
    chair = build.chair(panel)
    for number in range(count):
        if kind == "questions":
            build.body(panel, name=f"outcome {number}")
        elif kind == "pairs":
            build.pair(panel)
        elif kind == "imports":
            text = f"TY  - JOUR\nTI  - {number}\nER  - \n"
            sent = {"text": text}
            assert post(chair, place(panel, "imports", "import"), sent).status_code == 201
        elif kind == "instruments":
            build.instrument(panel, build.DEFINITION.replace('"1"', f'"{number}"', 1))
        elif kind == "interests":
            build.declare(panel, chair, "financial", "disclose", f"Shares {number}.")


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"),
    [("questions", 7), ("pairs", 4), ("imports", 4), ("instruments", 4), ("interests", 4)],
)
def test_a_list_takes_the_same_queries_however_long(
    panel, kind, queries, count, django_assert_num_queries
):
    chair = build.chair(panel)
    had = len(read(chair, place(panel, kind))["results"])
    _fill(kind, panel, count)
    client = as_user(chair)
    with django_assert_num_queries(queries):
        answer = client.get(f"/api/v1/{place(panel, kind)}")
    assert len(answer.json()["results"]) == had + count


@pytest.mark.parametrize("count", [1, 3])
def test_records_of_an_import_take_the_same_queries(panel, count, django_assert_num_queries):
    chair = build.chair(panel)
    text = "".join(f"TY  - JOUR\nTI  - Title {n}\nER  - \n\n" for n in range(count))
    made = post(chair, place(panel, "imports", "import"), {"text": text}).json()
    client = as_user(chair)
    with django_assert_num_queries(4):
        answer = client.get(f"/api/v1/imports/{made['id']}/records/")
    assert [row["index"] for row in answer.json()["results"]] == list(range(1, count + 1))


@pytest.mark.parametrize("count", [1, 3])
def test_a_round_takes_the_same_queries_however_many_appraise(
    panel, count, django_assert_num_queries
):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    round = build.round(RoundState.REVEALED, claim, appraisers=1 + count)
    client = as_user(build.chair(panel))
    with django_assert_num_queries(13):
        answer = client.get(f"/api/v1/rounds/{round.pk}/")
    assert len(answer.json()["appraisals"]) == 1 + count
