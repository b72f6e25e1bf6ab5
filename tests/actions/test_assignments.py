"""Leaving in mid-round: nothing is stranded, nothing is told, and every round can be finished."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from reviews.actions import (
    appraisals,
    assignments,
    claims,
    leases,
    panels,
    people,
    rounds,
    verdicts,
)
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.models import Appraisal, Assignment, Draft, Event, Membership
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(panel, ann, bob, cleo):
    """A round in which ann and bob appraise; two are needed."""
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    for person in (ann, bob):
        rounds.assign(made, person, by=cleo)
    return made


def seat(panel, user):
    return Membership.objects.current().get(panel=panel, user=user)


def owed(round, user):
    return Assignment.objects.select_related("round__panel").get(round=round, user=user)


def submit(round, user, result="very_low"):
    return appraisals.submit(owed(round, user), content=build.worksheet(result), by=user)


def advice(user, round):
    found = assignments.wanting(user, [round.panel_id]).filter(pk=round.pk).first()
    return found and assignments.advice(found)


def finish(round, by):
    """Settled by someone who did not appraise: the claim is graded."""
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED
    build.settle(round, settled_by="consensus", by=by)
    round.claim.refresh_from_db()
    assert round.claim.state == ClaimState.GRADED
    assert list(verify.problems()) == []


LEAVING = {
    "leaves": lambda panel, who, chair: panels.end_seat(seat(panel, who), by=who),
    "is removed": lambda panel, who, chair: panels.end_seat(seat(panel, who), by=chair),
    "observes": lambda panel, who, chair: panels.change_role(
        seat(panel, who), "observer", by=chair
    ),
    "is closed": lambda panel, who, chair: people.deactivate(who, by=build.staff()),
    "is erased": lambda panel, who, chair: people.erase(who, by=build.staff()),
}


@pytest.mark.parametrize("how", LEAVING)
def test_whoever_goes_owes_nothing_and_the_round_goes_on(how, panel, opened, bob, ann, cy, cleo):
    LEAVING[how](panel, bob, cleo)
    ended = owed(opened, bob)
    assert ended.ended_at is not None
    assert ended.ended_reason != ""
    [told] = Event.objects.filter(verb="unassign", subject_id=ended.pk)
    assert told.chain_id == opened.pk
    with pytest.raises(PermissionDenied):
        submit(opened, bob)
    rounds.assign(opened, cy, by=cleo)
    submit(opened, ann)
    submit(opened, cy)
    finish(opened, by=cleo)


def test_only_what_is_open_in_this_panel_ends(panel, opened, bob, cleo):
    elsewhere = build.panel()
    panels.seat(elsewhere, bob, Role.REVIEWER, by=build.chair(elsewhere))
    build.declare(elsewhere, bob)
    other = build.open_round(build.claim(ClaimState.ACCEPTED, panel=elsewhere), appraisers=0)
    rounds.assign(other, bob, by=build.chair(elsewhere))
    revealed = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    rounds.assign(revealed, bob, by=cleo)
    build.submit_all(revealed)
    panels.end_seat(seat(panel, bob), reason="Moved abroad.", by=cleo)
    assert owed(opened, bob).ended_reason == "The seat in the panel ended: Moved abroad."
    assert owed(other, bob).ended_at is None
    assert owed(revealed, bob).ended_at is None


def test_the_last_chair_stays_and_so_do_the_assignments(panel, opened, cleo):
    rounds.assign(opened, cleo, by=cleo)
    for act in (
        lambda: panels.end_seat(seat(panel, cleo), by=cleo),
        lambda: panels.change_role(seat(panel, cleo), "observer", by=cleo),
        lambda: people.deactivate(cleo, by=build.staff()),
        lambda: people.erase(cleo, by=build.staff()),
    ):
        with pytest.raises(Conflict, match="last chair"):
            act()
    assert owed(opened, cleo).ended_at is None


def test_a_draft_stays_its_writers_alone(panel, opened, bob, cleo):
    appraisals.save_draft(owed(opened, bob), version=0, content={"rationale": "So far."}, by=bob)
    panels.end_seat(seat(panel, bob), by=cleo)
    assert Draft.objects.visible_to(bob).get().content == {"rationale": "So far."}
    assert not Draft.objects.visible_to(cleo).exists()
    with pytest.raises(PermissionDenied, match="has ended"):
        appraisals.save_draft(owed(opened, bob), version=1, content={}, by=bob)


def test_what_was_submitted_stays_and_counts(panel, opened, bob, ann, cleo):
    appraisal = submit(opened, bob)
    panels.end_seat(seat(panel, bob), by=bob)
    assert not Appraisal.objects.visible_to(cleo).exists()
    submit(opened, ann)
    finish(opened, by=cleo)
    assert appraisal in Appraisal.objects.visible_to(cleo)


@pytest.mark.parametrize("how", LEAVING)
def test_an_adjudicator_in_the_middle_of_settling_goes_and_another_settles(
    how, panel, opened, ada, ann, bob, cleo
):
    submit(opened, ann)
    submit(opened, bob)
    opened.refresh_from_db()
    leases.take(opened, by=ada)
    leases.save_draft(opened, version=0, content={"rationale": "So far."}, by=ada)
    with pytest.raises(Conflict, match="Ada has been settling"):
        leases.take(opened, by=cleo)
    LEAVING[how](panel, ada, cleo)
    assert leases.take(opened, by=cleo).taken_by == cleo
    assert leases.latest(opened).content == {"rationale": "So far."}
    finish(opened, by=cleo)


def test_whoever_is_reviewer_now_settles_no_more(panel, opened, ada, ann, bob, cleo):
    submit(opened, ann)
    submit(opened, bob)
    opened.refresh_from_db()
    leases.take(opened, by=ada)
    panels.change_role(seat(panel, ada), Role.REVIEWER, by=cleo)
    finish(opened, by=cleo)


def test_an_adjudicator_goes_and_is_no_adjudicator_any_more(panel, opened, ada, ann, bob, cleo):
    submit(opened, ann)
    submit(opened, bob)
    panels.end_seat(seat(panel, ada), by=ada)
    opened.refresh_from_db()
    with pytest.raises(PermissionDenied, match="no seat"):
        verdicts.settle(opened, content=build.worksheet(), by=ada)
    finish(opened, by=cleo)


# When the last one who owes goes.


def test_a_watching_chair_reveals_with_the_minimum_in(panel, opened, ann, bob, cy, cleo):
    rounds.assign(opened, cy, by=cleo)
    rounds.watch(opened, by=cleo)
    submit(opened, ann)
    submit(opened, bob)
    assert advice(cleo, opened) is None
    panels.end_seat(seat(panel, cy), by=cy)
    opened.refresh_from_db()
    assert opened.state == RoundState.OPEN
    assert advice(cleo, opened) == (
        "Nobody owes an appraisal any more, and 2 are in: reveal the round, or assign another"
        " member."
    )
    rounds.reveal(opened, reason="Cy has left.", by=cleo)
    finish(opened, by=cleo)


def test_below_the_minimum_another_is_assigned(panel, opened, ann, bob, cy, cleo):
    rounds.watch(opened, by=cleo)
    submit(opened, ann)
    panels.end_seat(seat(panel, bob), by=bob)
    assert advice(cleo, opened) == (
        "Nobody owes an appraisal any more, and 1 of 2 are in: assign another member, or make"
        " the round void."
    )
    with pytest.raises(Conflict, match="assign another member, or make the round void"):
        rounds.reveal(opened, reason="Bob has left.", by=cleo)
    rounds.assign(opened, cy, by=cleo)
    assert advice(cleo, opened) is None
    submit(opened, cy)
    finish(opened, by=cleo)


def test_below_the_minimum_the_round_is_void_and_another_begins(panel, opened, ann, bob, cy, cleo):
    submit(opened, ann)
    panels.end_seat(seat(panel, bob), by=bob)
    rounds.void(opened, reason="Bob has left.", by=cleo)
    again = rounds.open_round(
        instrument="grade", claim=opened.claim, body=opened.body, reason="Anew.", by=cleo
    )
    for person in (ann, cy):
        rounds.assign(again, person, by=cleo)
        submit(again, person)
    finish(again, by=cleo)


def test_an_appraisal_of_someone_who_left_counts_to_the_minimum(panel, opened, ann, bob, cleo):
    """The others have gone, and what they handed in is enough."""
    submit(opened, ann)
    panels.end_seat(seat(panel, ann), by=ann)
    submit(opened, bob)
    finish(opened, by=cleo)


def test_the_progress_shows_what_those_who_left_handed_in(panel, opened, ann, bob, cy, cleo):
    rounds.watch(opened, by=cleo)
    rounds.assign(opened, cy, by=cleo)
    submit(opened, ann)
    for person in (ann, bob):
        panels.end_seat(seat(panel, person), by=person)
    shown = [(row.user, is_in) for row, is_in in rounds.progress(opened, cleo)]
    assert shown == [(ann, True), (cy, False)]


@pytest.mark.parametrize("has_submitted", [False, True])
def test_a_chair_who_does_not_watch_is_told_of_assignments_alone(
    panel, opened, bob, ann, cy, cleo, has_submitted
):
    assert advice(cleo, opened) is None
    if has_submitted:
        submit(opened, ann)
    panels.end_seat(seat(panel, bob), by=bob)
    assert advice(cleo, opened) == (
        "An assignment ended; 1 are assigned and 2 appraisals needed. If those who remain have"
        " handed in, the round does not end by itself: assign another member, or make it void;"
        " a chair who was never assigned in it may look at the progress, and reveal it."
    )
    rounds.assign(opened, cy, by=cleo)
    assert advice(cleo, opened) is None


def test_a_round_without_its_number_of_appraisers_says_so(panel, cleo, ann):
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=0)
    assert advice(cleo, made) == "0 of 2 appraisers are assigned."
    rounds.assign(made, ann, by=cleo)
    assert advice(cleo, made) == "1 of 2 appraisers are assigned."


def test_nobody_can_tell_whether_the_one_who_left_had_handed_in(
    client, panel, opened, ann, bob, cleo, time_machine
):
    time_machine.move_to("2026-11-22 12:00:00+00:00", tick=False)
    gone = seat(panel, bob)
    worlds = []
    for acts in (lambda: None, lambda: submit(opened, bob)):
        with transaction.atomic():
            acts()
            panels.end_seat(gone, by=cleo)
            worlds.append([_page(client, viewer, opened) for viewer in (cleo, ann)])
            transaction.set_rollback(True)
    assert worlds[0] == worlds[1]


def _page(client, viewer, round):
    client.force_login(viewer)
    addresses = [round.get_absolute_url(), reverse("desk")]
    addresses += [reverse(f"desk-{name}", args=[round.panel.slug]) for name in ("panel", "members")]
    texts = [client.get(address).text for address in addresses]
    return [re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text) for text in texts]


def test_nobody_is_assigned_who_is_no_longer_there(panel, opened, cy, cleo):
    cy.refresh_from_db()
    people.deactivate(cy, by=build.staff())
    with pytest.raises(PermissionDenied, match="is closed"):
        rounds.assign(opened, cy, by=cleo)
    panels.end_seat(seat(panel, cy), by=cleo)
    with pytest.raises(PermissionDenied, match="no seat"):
        rounds.assign(opened, cy, by=cleo)


def test_claims_of_whoever_left_stay(panel, bob, cleo):
    source = build.source(panel)
    made = claims.propose(source, start=0, end=4, exact="Some", by=bob)
    panels.end_seat(seat(panel, bob), by=bob)
    claims.accept(made, by=cleo)
    assert made.proposed_by == bob
