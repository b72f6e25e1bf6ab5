"""Members and authors: an ORCID bars, a name asks, and someone else answers."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import appraisals, namesakes, people, rounds, verdicts
from reviews.exceptions import Conflict
from reviews.models import Assignment, Event, Namesake
from reviews.recusal import refusal
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db
ORCID = "0000-0002-1825-0097"
AUTHOR = {"family": "Alpha", "given": "A.", "orcid": ORCID}
ASKS = (
    "Ann Alpha has the name of an author of the paper, Alpha, A.: someone else has to say"
    " whether they are one person."
)


def opened(panel, *authors):
    source = build.source(panel, authors=[*authors])
    return build.open_round(build.claim(ClaimState.ACCEPTED, source=source), appraisers=0)


@pytest.fixture
def round(panel):
    return opened(panel, AUTHOR, {"family": "Beta", "given": "B.", "orcid": ""})


@pytest.fixture
def alpha(panel):
    return build.member(panel, name="Ann Alpha")


def tell(round, user, is_same, by, reason="Born later.", author="Alpha, A."):
    return namesakes.tell(round, user, author=author, is_same=is_same, reason=reason, by=by)


def test_the_orcid_of_an_author_bars_whatever_the_name(panel, round, cleo):
    other = build.member(panel, name="Somebody Else", orcid=ORCID)
    sentence = "Somebody Else is an author of the paper, by ORCID."
    assert refusal(other, round) == sentence
    with pytest.raises(PermissionDenied, match=sentence):
        rounds.assign(round, other, by=cleo)
    rounds.override(round, other, reason="The only one who knows the method.", by=cleo)
    rounds.assign(round, other, by=cleo)


def test_a_name_alone_asks_and_two_people_are_let_on_in_every_round(panel, round, alpha, cleo):
    assert refusal(alpha, round) == ASKS
    with pytest.raises(PermissionDenied, match="has the name of an author"):
        rounds.assign(round, alpha, by=cleo)
    said = tell(round, alpha, False, by=cleo)
    assert refusal(alpha, round) == ""
    rounds.assign(round, alpha, by=cleo)
    [event] = Event.objects.filter(verb="tell_namesakes")
    assert (event.subject_id, event.actor_id) == (said.pk, cleo.pk)
    other = build.claim(ClaimState.ACCEPTED, source=round.claim.source, exact=build.TEXT[:79])
    assert refusal(alpha, build.open_round(other, appraisers=0)) == ""
    assert refusal(alpha, opened(panel, AUTHOR)) == ASKS


def test_one_person_is_barred_but_for_an_override(round, alpha, cleo):
    tell(round, alpha, True, reason="", by=cleo)
    assert refusal(alpha, round) == "Ann Alpha is an author of the paper."
    rounds.override(round, alpha, reason="Nobody else reads Greek.", by=cleo)
    rounds.assign(round, alpha, by=cleo)


def test_nobody_answers_for_themselves_nor_without_a_reason(panel, round, alpha, ann, cleo):
    for is_same in (True, False):
        with pytest.raises(PermissionDenied, match="Someone else must"):
            tell(round, alpha, is_same, by=alpha)
    with pytest.raises(PermissionDenied, match="only a chair"):
        tell(round, alpha, False, by=ann)
    with pytest.raises(ValidationError, match="Say how you know"):
        tell(round, alpha, False, reason=" ", by=cleo)
    with pytest.raises(Conflict, match="No author of the paper is called"):
        tell(round, alpha, False, author="Gamma, G.", by=cleo)
    tell(round, alpha, False, by=cleo)
    with pytest.raises(Conflict, match="answered already"):
        tell(round, alpha, True, by=cleo)
    assert Namesake.objects.count() == 1


def test_every_author_of_the_name_is_asked_about(panel, alpha, cleo):
    two = opened(panel, AUTHOR, {"family": "Alpha", "given": "Ann", "orcid": ""})
    tell(two, alpha, False, by=cleo)
    assert "Alpha, Ann: someone else" in refusal(alpha, two)
    tell(two, alpha, True, author="Alpha, Ann", by=cleo)
    assert refusal(alpha, two) == "Ann Alpha is an author of the paper."


def test_an_earlier_name_counts_and_one_who_only_wrote_with_an_author_does_not(panel, round, cleo):
    married = build.member(panel, name="Ann Gamma")
    build.source(panel, authors=[AUTHOR, {"family": "Gamma", "given": "Ann", "orcid": ""}])
    assert refusal(married, round) == ""
    people.edit(married, name="Ann Gamma", other_names="  Ann  Alpha\n\n", orcid="", by=married)
    assert married.other_names == "Ann Alpha"
    assert "has the name of an author" in refusal(married, round)


def test_who_turns_out_to_be_an_author_neither_submits_nor_settles(
    panel, round, ann, bob, ada, cleo
):
    for person in (ann, bob):
        rounds.assign(round, person, by=cleo)
    own = {row.user: row for row in Assignment.objects.filter(round=round)}
    people.edit(ann, name="Ann", orcid=ORCID, by=ann)
    with pytest.raises(PermissionDenied, match="by ORCID"):
        appraisals.submit(own[ann], content=build.worksheet(), by=ann)
    people.edit(ann, name="Ann", orcid="", by=ann)
    for person in (ann, bob):
        appraisals.submit(own[person], content=build.worksheet(), by=person)
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED
    people.edit(ada, name="Ada Beta", orcid="", by=ada)
    people.edit(ada, name="Bea Beta", orcid="", by=ada)
    with pytest.raises(PermissionDenied, match="has the name of an author"):
        verdicts.settle(round, content=build.worksheet(), settled_by="vote", by=ada)


def test_observers_need_no_answer(panel, round, cleo):
    observer = build.member(panel, Role.OBSERVER, name="Ann Alpha")
    with pytest.raises(PermissionDenied, match="does not appraise"):
        rounds.assign(round, observer, by=cleo)
