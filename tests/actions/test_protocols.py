"""What a panel fixes beforehand: drafted, locked, amended, and binding on its rounds."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import protocols, rounds, verdicts
from reviews.exceptions import Conflict
from reviews.exports.protocol_changes import changes
from reviews.exports.protocols import content
from reviews.models import Event, Protocol, Round
from reviews.models.digests import digest
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare():
    """A panel that has fixed nothing yet."""
    return build.panel(has_protocol=False)


def fresh(protocol):
    return Protocol.objects.with_parts().get(pk=protocol.pk)


def open_on(panel, claim=None, **given):
    claim = claim or build.claim(ClaimState.ACCEPTED, panel)
    given = {"instrument": "grade", "body": build.body(panel)} | given
    return rounds.open_round(claim=claim, by=build.chair(panel), **given)


def test_no_round_is_opened_before_a_protocol_is_locked(bare):
    claim = build.claim(ClaimState.ACCEPTED, bare)
    draft = build.draft(bare)
    with pytest.raises(PermissionDenied, match="No protocol is locked yet: say under “Protocol”"):
        open_on(bare, claim)
    protocols.lock(draft, by=build.chair(bare))
    assert open_on(bare, claim).protocol == draft


def test_a_round_keeps_the_version_under_which_it_was_opened():
    panel = build.panel(appraisers_per_round=3)
    first = open_on(panel)
    build.lock(panel, appraisers_per_round=2, is_naming_appraisers=True)
    second = open_on(panel)
    shown = [
        (round.protocol.number, round.minimum, round.is_naming_appraisers)
        for round in Round.objects.order_by("opened_at")
    ]
    assert shown == [(1, 3, False), (2, 2, True)]
    assert [first.pk, second.pk] == list(
        Round.objects.order_by("opened_at").values_list("pk", flat=True)
    )


def test_the_first_draft_lists_grade_and_the_outcomes_that_are_there(bare):
    outcome = build.body(bare).outcome
    made = fresh(protocols.draft(bare, by=build.chair(bare)))
    assert [row.instrument.key for row in made.instruments.all()] == ["grade"]
    assert [row.outcome for row in made.outcomes.all()] == [outcome]
    assert (made.number, made.locked_at, made.appraisers_per_round) == (1, None, 2)


def test_what_is_missing_keeps_a_draft_from_being_locked(bare):
    chair = build.chair(bare)
    made = protocols.draft(
        bare, kinds=[], scopes=[], settling=[], instruments={}, outcomes=[], by=chair
    )
    with pytest.raises(ValidationError) as refusal:
        protocols.lock(made, by=chair)
    assert refusal.value.messages == [
        "Say in words which claims the panel takes.",
        "Choose at least one kind of claim.",
        "Choose reported results, general claims, or both.",
        "Choose at least one instrument.",
        "Choose at least one way to settle differences.",
    ]
    assert not fresh(made).is_locked


def test_a_lock_tells_the_audit_what_it_locked(bare):
    chair = build.chair(bare)
    made = build.draft(bare)
    protocols.lock(made, by=chair)
    event = Event.objects.filter(chain__panel=bare).latest("sequence")
    assert (event.verb, event.actor_id) == ("lock_protocol", chair.pk)
    assert json.loads(event.body)["made"] == [["protocol", str(made.pk), digest(fresh(made))]]


def test_an_amendment_needs_a_reason_and_begins_as_the_version_in_force(panel, cleo):
    build.lock(panel, instruments={"amstar-2": {"critical": ["2", "4"]}, "grade": {}})
    made = protocols.draft(panel, by=cleo)
    before = content(Protocol.objects.with_parts().in_force(panel))
    assert changes(before, content(fresh(made))) == []
    with pytest.raises(ValidationError, match="Say why the protocol is amended"):
        protocols.lock(made, reason=" ", by=cleo)
    protocols.lock(made, reason="A new trial.", by=cleo)
    assert Protocol.objects.in_force(panel).number == 3
    assert made.reason == "A new trial."


def test_one_draft_at_a_time_and_the_same_id_is_the_same_draft(panel, cleo):
    pk = uuid4()
    made = protocols.draft(panel, id=pk, by=cleo)
    assert protocols.draft(panel, id=pk, by=cleo) == made
    with pytest.raises(Conflict, match="A draft of the protocol is there already"):
        protocols.draft(panel, by=cleo)


def test_a_draft_saved_since_is_not_written_over(panel, cleo):
    made = protocols.draft(panel, by=cleo)
    protocols.write(made, saves=0, eligibility="First.", by=cleo)
    with pytest.raises(Conflict, match="saved, locked or discarded by someone else"):
        protocols.write(made, saves=0, eligibility="Second.", by=cleo)
    assert (fresh(made).eligibility, fresh(made).saves) == ("First.", 1)


def test_what_is_locked_is_neither_written_locked_again_nor_discarded(panel, cleo):
    locked = Protocol.objects.in_force(panel)
    for act in (
        lambda: protocols.write(locked, saves=0, eligibility="Other.", by=cleo),
        lambda: protocols.lock(locked, reason="Again.", by=cleo),
        lambda: protocols.discard(locked, by=cleo),
    ):
        with pytest.raises(Conflict):
            act()
    assert fresh(locked).eligibility == build.PROTOCOL["eligibility"]


def test_a_discarded_draft_leaves_its_event(panel, cleo):
    made = protocols.draft(panel, by=cleo)
    protocols.discard(made, by=cleo)
    assert list(panel.protocols.values_list("number", flat=True)) == [1]
    assert Event.objects.filter(chain__panel=panel).latest("sequence").verb == "discard_protocol"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kinds": ["background"]}, "Not one of the listed kinds: background."),
        ({"settling": ["dice"]}, "Not one of the listed settling: dice."),
        ({"appraisers_per_round": 1}, "A round needs two appraisers or more."),
        ({"instruments": {"nothing": {}}}, "There is no instrument of this name."),
        (
            {"instruments": {"grade": {"critical": []}}},
            "Certainty of evidence, GRADE domains has no setting “critical”.",
        ),
        (
            {"instruments": {"amstar-2": {"flaws": ["Maybe"]}}},
            "Answers that count as a weakness is a list that may hold No, Partial Yes.",
        ),
    ],
)
def test_what_no_protocol_can_say_is_refused(panel, cleo, wrong, sentence):
    with pytest.raises(ValidationError) as refusal:
        protocols.draft(panel, **wrong, by=cleo)
    assert refusal.value.messages == [sentence]


def test_outcomes_of_another_panel_are_refused(panel, cleo):
    strange = build.body(build.panel()).outcome
    with pytest.raises(ValidationError, match="belongs to another panel"):
        protocols.draft(panel, outcomes=[strange], by=cleo)


def test_only_a_chair_drafts_and_locks(panel, ann, ada, cleo):
    made = protocols.draft(panel, by=cleo)
    for member in (ann, ada):
        for act in (
            lambda by: protocols.draft(panel, by=by),
            lambda by: protocols.write(made, saves=0, by=by),
            lambda by: protocols.lock(made, reason="Mine.", by=by),
            lambda by: protocols.discard(made, by=by),
        ):
            with pytest.raises(PermissionDenied):
                act(member)


# What binds rounds.


def test_a_round_uses_only_instruments_of_the_protocol():
    panel = build.panel(instruments={"grade": {}})
    paper = build.paper(panel, design="narrative_review")
    given = {"instrument": "sanra", "paper": paper, "result": "The review"}
    with pytest.raises(PermissionDenied, match=r"Version 1 .* does not list .* \(sanra\)"):
        rounds.open_round(**given, by=build.chair(panel))
    build.lock(panel, instruments={"grade": {}, "sanra": {}})
    assert rounds.open_round(**given, by=build.chair(panel)).instrument.key == "sanra"


def test_claims_that_the_protocol_does_not_take_get_no_round():
    panel = build.panel(kinds=["result"])
    with pytest.raises(
        ValidationError, match=r"does not take .* \(recommendation, general claim\)"
    ):
        open_on(panel)
    build.lock(panel, kinds=["recommendation"], scopes=["reported_result"])
    with pytest.raises(ValidationError, match="Version 2"):
        open_on(panel)
    build.lock(panel, scopes=["general_claim"])
    assert open_on(panel).protocol.number == 3


def test_differences_are_settled_only_in_the_ways_of_the_protocol():
    panel = build.panel(settling=["consensus"])
    round = build.round(RoundState.REVEALED, build.claim(ClaimState.ACCEPTED, panel))
    chair = build.chair(panel)
    with pytest.raises(ValidationError, match="does not settle differences by vote"):
        verdicts.settle(round, content=build.worksheet(), settled_by="vote", by=chair)
    verdicts.settle(round, content=build.worksheet(), settled_by="agreement", by=chair)


def test_the_panels_critical_items_decide():
    """One "no" to item 3, which AMSTAR 2 as published does not count as critical."""
    panel = build.panel(instruments={"amstar-2": {"critical": ["3"]}, "grade": {}})
    paper = build.paper(panel, design="systematic_review")
    chair = build.chair(panel)
    made = rounds.open_round(instrument="amstar-2", paper=paper, result="The review", by=chair)
    for _ in range(2):
        rounds.assign(made, build.member(panel), by=chair)
    answers = {item.id: "Yes" for item in made.instrument.parsed.items} | {"3": "No"}
    sheet = {
        "judgements": {
            item: {"answer": answer, "basis": "reasoned", "note": "A reason."}
            for item, answer in answers.items()
        }
    }
    build.submit_all(made, sheet)
    verdict = verdicts.settle(made, content=sheet, settled_by="agreement", by=chair)
    assert verdict.proposed == "Low"
    assert "Critical items: 3." in verdict.trace


# Changes, in words.


def test_changes_are_told_in_words():
    panel = build.panel()
    before = content(Protocol.objects.with_parts().in_force(panel))
    outcome = build.body(panel).outcome
    after = build.lock(
        panel,
        eligibility="Only what is said of treatment A in adults.",
        kinds=["recommendation"],
        instruments={"amstar-2": {"critical": ["2", "3"]}, "grade": {}},
        outcomes=[outcome],
        appraisers_per_round=3,
        settling=["consensus", "adjudication"],
        is_naming_appraisers=True,
    )
    assert changes(before, content(fresh(after))) == [
        (
            "Which claims are taken read “What is said of treatment A.” and now reads "
            "“Only what is said of treatment A in adults.”."
        ),
        "Claims taken: removed result, conclusion.",
        (
            "Added the outcome “outcome C” (critical, benefit) of treatment A against no "
            "treatment in adults with condition B."
        ),
        "AMSTAR 2, critical items: added 3; removed 4, 7, 9, 11, 13, 15.",
        "Removed SANRA (2019).",
        "Appraisers in a round: 2 before, 3 now.",
        "Ways to settle differences: removed vote.",
        "Appraisers are published by name from now on.",
    ]
