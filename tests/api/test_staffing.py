"""Assigning through the API: interests bar, overrides have reasons, and nobody learns from it
what others handed in."""

from functools import partial
from uuid import uuid4

import pytest

from reviews.actions import appraisals, rounds, staffing
from reviews.models import Assignment, Event, Override, Round
from reviews.vocabulary import ClaimState, Role
from tests import build
from tests.api.test_members import HIDDEN, ROLE_REFUSED, get, place
from tests.api.test_verbs import as_user, post, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(panel):
    """opened(3): rounds of two appraisers each, without any."""

    def make(count):
        for _ in range(count):
            build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
        return list(Round.objects.filter(panel=panel).order_by("opened_at", "pk"))

    return make


def at(round, verb):
    return f"rounds/{round.pk}/{verb}/"


def named(people):
    return {"user": str(people.pk)}


def test_one_is_assigned_and_ended_with_a_reason(opened, cleo, ann, bob, dan):
    [round] = opened(1)
    assert refusal(post(dan, at(round, "assign"), named(ann))) == HIDDEN
    assert refusal(post(bob, at(round, "assign"), named(ann))) == ROLE_REFUSED
    assert refusal(post(cleo, at(round, "assign"), {"user": "nobody"}))[0] == 400
    assert refusal(post(cleo, at(round, "assign"), named(dan))) == HIDDEN
    made = post(cleo, at(round, "assign"), named(ann))
    assert (made.status_code, made.json()["name"]) == (201, "Ann")
    late = (409, "Ann is or was assigned in this round already.")
    assert refusal(post(cleo, at(round, "assign"), named(ann))) == late
    assert refusal(post(cleo, at(round, "unassign"), named(ann)))[0] == 400
    said = named(ann) | {"reason": "Is ill."}
    assert refusal(post(bob, at(round, "unassign"), said)) == ROLE_REFUSED
    assert refusal(post(cleo, at(round, "unassign"), said | named(bob))) == HIDDEN
    assert post(cleo, at(round, "unassign"), said).json()["ended_at"]
    assert refusal(post(cleo, at(round, "unassign"), said))[0] == 409
    assert Assignment.objects.get().ended_reason == "Is ill."


def test_who_is_barred_is_refused_until_another_sets_it_aside(panel, opened, cleo, ann):
    [round] = opened(1)
    build.declare(panel, ann, "financial", "excluded", "Shares.")
    sentence = "Ann has declared an interest that bars from judging this paper."
    assert refusal(post(cleo, at(round, "assign"), named(ann))) == (403, sentence)
    said = named(ann) | {"reason": "Nobody else reads Finnish."}
    assert refusal(post(ann, at(round, "override"), said)) == ROLE_REFUSED
    own = refusal(post(cleo, at(round, "override"), said | named(cleo)))
    assert own == (403, "Someone else must record the override.")
    made = post(cleo, at(round, "override"), said)
    kept = Override.objects.get()
    told = said | {"id": str(kept.pk), "refusal": sentence}
    assert (made.status_code, made.json()) == (201, told)
    assert refusal(post(cleo, at(round, "override"), said))[0] == 409
    assert kept.recorded_by == cleo
    assert post(cleo, at(round, "assign"), named(ann)).status_code == 201


@pytest.mark.parametrize("count", [1, 3])
def test_a_proposal_is_even_names_who_cannot_and_is_made_as_a_whole(
    panel, opened, cleo, ann, bob, count, django_assert_num_queries
):
    found = opened(count)
    barred = build.member(panel, name="Cy")
    build.declare(panel, barred, "financial", "excluded", "Shares.")
    reader = as_user(cleo)
    events = Event.objects.count()
    with django_assert_num_queries(14):
        answer = reader.get(f"/api/v1/{place(panel, 'assignments')}")
    proposal = answer.json()
    assert [line["round"] for line in proposal["lines"]] == [str(round.pk) for round in found]
    for line in proposal["lines"]:
        assert [row["name"] for row in line["proposed"]] == ["Ann", "Bob"]
        assert (line["missing"], len(line["refusals"])) == (0, 1)
    loads = {row["name"]: (row["now"], row["then"]) for row in proposal["loads"]}
    assert loads == {"Ann": (0, count), "Bob": (0, count), "Cy": (0, 0)}
    assert Event.objects.count() == events
    pairs = [
        {"round": line["round"], "user": row["user"]}
        for line in proposal["lines"]
        for row in line["proposed"]
    ]
    wrong = [*pairs, {"round": pairs[0]["round"], "user": str(barred.pk)}]
    status, sentence = refusal(post(cleo, place(panel, "assignments"), {"pairs": wrong}))
    assert (status, sentence.endswith("Nothing was assigned: look at the proposal again.")) == (
        409, True,
    )  # fmt: skip
    assert not Assignment.objects.exists()
    made = post(cleo, place(panel, "assignments"), {"pairs": pairs})
    assert (made.status_code, len(made.json())) == (201, 2 * count)
    assert Assignment.objects.count() == 2 * count


def test_rounds_people_and_the_way_are_chosen_as_on_the_page(panel, opened, cleo, ann, bob, dan):
    first, _ = opened(2)
    build.member(panel, name="Cy")
    address = place(panel, "assignments")
    chosen = f"{address}?rounds={first.pk}&people={ann.pk}&how=each"
    [line] = get(cleo, chosen).json()["lines"]
    assert [row["name"] for row in line["proposed"]] == ["Ann"]
    assert refusal(get(cleo, f"{address}?people={dan.pk}"))[0] == 400
    assert refusal(get(cleo, f"{address}?how=oddly"))[0] == 400
    assert refusal(get(ann, address)) == ROLE_REFUSED
    assert refusal(get(dan, address)) == HIDDEN
    none = refusal(post(cleo, address, {"pairs": []}))
    assert (none[0], "Nobody is proposed for any round" in none[1]) == (400, True)
    gone = refusal(post(cleo, address, {"pairs": [{"round": str(first.pk), **named(dan)}]}))
    assert "A round or a member is not there any more" in gone[1]


def test_any_round_can_be_named_and_only_so_many_at_once(monkeypatch, panel, opened, cleo, ann):
    monkeypatch.setattr(staffing, "MOST", 2)
    found, address = opened(3), place(panel, "assignments")
    assert [line["round"] for line in get(cleo, address).json()["lines"]] == [
        str(round.pk) for round in found[:2]
    ]
    [line] = get(cleo, f"{address}?rounds={found[2].pk}").json()["lines"]
    assert line["round"] == str(found[2].pk)
    pair = {"round": line["round"], **named(ann)}
    assert post(cleo, address, {"pairs": [pair]}).status_code == 201
    everything = [{"round": str(round.pk), **named(ann)} for round in found]
    too_many = (400, "At most 2 rounds can be staffed at once: name fewer.")
    assert refusal(post(cleo, address, {"pairs": everything})) == too_many
    asked = "&".join(f"rounds={round.pk}" for round in found)
    assert refusal(get(cleo, f"{address}?{asked}")) == too_many
    assert refusal(get(cleo, f"{address}?rounds=first"))[0] == 400
    assert Assignment.objects.count() == 1


def test_the_same_pairs_with_their_ids_again_are_the_same_assignments(
    panel, opened, cleo, ann, bob
):
    [round] = opened(1)
    pairs = [{"id": str(uuid4()), "round": str(round.pk), **named(who)} for who in (ann, bob)]
    first, again = (post(cleo, place(panel, "assignments"), {"pairs": pairs}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert {row["id"] for row in first.json()} == {pair["id"] for pair in pairs}
    swapped = [pairs[0] | {"id": pairs[1]["id"]}]
    answer = refusal(post(cleo, place(panel, "assignments"), {"pairs": swapped}))
    assert answer == (409, "Another assignment has this id.")
    assert Assignment.objects.count() == 2


def test_progress_is_told_to_a_chair_who_watches_and_to_nobody_else(panel, opened, cleo, ann, bob):
    [round] = opened(1)
    for person in (ann, bob):
        rounds.assign(round, person, by=cleo)
    own = Assignment.objects.get(user=bob)
    appraisals.submit(own, content=build.worksheet(), by=bob)
    other = build.member(panel, Role.CHAIR)
    assert refusal(get(ann, at(round, "progress"))) == ROLE_REFUSED
    look = (403, "Look at the progress first; who has looked cannot be assigned here.")
    assert refusal(get(other, at(round, "progress"))) == look
    assert refusal(post(ann, at(round, "watch"))) == ROLE_REFUSED
    assert post(other, at(round, "watch")).status_code == 201
    assert refusal(post(other, at(round, "watch")))[0] == 409
    told = get(other, at(round, "progress")).json()
    assert [(row["name"], row["submitted"]) for row in told] == [("Ann", False), ("Bob", True)]
    assert refusal(post(cleo, at(round, "assign"), named(other)))[0] == 403


@pytest.mark.parametrize("verb", ["assign", "unassign"])
def test_an_answer_is_the_same_whatever_was_handed_in(panel, opened, cleo, ann, bob, cy, verb):
    """Beside somebody's work, and of one whose work is in."""
    told = []
    for acts in (False, True):
        round = opened(1)[-1]
        for person in (ann, bob):
            rounds.assign(round, person, by=cleo)
        if acts:
            own = Assignment.objects.get(round=round, user=bob)
            appraisals.submit(own, content=build.worksheet(), by=bob)
        who = cy if verb == "assign" else bob
        why = {"reason": "Is ill."} if verb == "unassign" else {}
        answer = post(cleo, at(round, verb), named(who) | why)
        row = answer.json()
        told.append((answer.status_code, row["name"], sorted(row), answer.headers.keys()))
        proposal = get(cleo, f"{place(panel, 'assignments')}?rounds={round.pk}&how=each").json()
        told[-1] += ([line | {"round": ""} for line in proposal["lines"]],)
        rounds.void(round, reason="For the test.", by=cleo)
    assert told[0] == told[1]


def test_reminding_tells_nothing_of_who_owes(panel, opened, cleo, ann, bob, dan):
    ask = partial(post, address=place(panel, "remind"))
    assert refusal(ask(dan)) == HIDDEN
    assert refusal(ask(ann)) == ROLE_REFUSED
    before = ask(cleo)
    [round] = opened(1)
    rounds.assign(round, ann, by=cleo)
    after = ask(cleo)
    assert (before.status_code, before.json()) == (after.status_code, after.json())
    assert after.json() == {"asked": True}
