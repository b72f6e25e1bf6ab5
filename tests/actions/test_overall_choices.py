"""Choosing which critical outcome sets the overall certainty (method B.1): who may, what is
refused, what follows, and what a later verdict makes of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from reviews.actions import claim_exceptions, claims, rounds, wordings
from reviews.exceptions import Conflict
from reviews.exports import verify
from reviews.models import Claim, Event, OverallChoice
from reviews.models.facts import facts
from reviews.vocabulary import Branch, Certainty, ClaimState, Label, Role
from reviews.wording.labels import label
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.ACCEPTED, panel=panel)


@pytest.fixture
def outcomes(claim):
    """Death, a benefit at moderate, and pain, a harm at low; both with the claim."""
    return build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})


def known(claim):
    return facts(Claim.objects.with_text().get(pk=claim.pk))


def now(claim):
    found = known(claim)
    return found.certainty, found.branch


def refusal(claim, *given, **said):
    with pytest.raises(ValidationError) as refused:
        build.choose(claim, *given, **said)
    return refused.value.messages


def test_the_lowest_counts_until_the_panel_says_why_not(claim, outcomes):
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED
    choice = build.choose(claim, outcomes["death"], reason=" It decides. ")
    assert now(claim) == (Certainty.MODERATE, Branch.HIGHEST)
    assert Claim.objects.get(pk=claim.pk).label == Label.IN_LINE
    assert not claim.flags.filter(code="STRONG_REC_WEAK_EVIDENCE").exists()
    assert (choice.number, choice.reason) == (1, "It decides.")
    event = Event.objects.get(verb="choose_overall")
    assert event.subject_id == claim.pk
    assert f'"reason":"{choice.reason}"' in event.body


def test_an_outcome_below_the_best_may_be_the_one_that_justifies(claim):
    found = build.grade_outcomes(claim, death="moderate", sleep="high", harms={"pain": "low"})
    build.choose(claim, found["death"])
    assert now(claim) == (Certainty.MODERATE, Branch.HIGHEST)


def test_the_lowest_takes_it_back_and_everything_stays_on_record(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.choose(claim, reason="Pain matters too.")
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED
    rows = claim.overall_choices.order_by("number")
    assert list(rows.values_list("number", "branch")) == [(1, "highest"), (2, "lowest")]
    assert list(verify.problems()) == []


def test_a_panel_may_say_why_it_keeps_to_the_lowest(claim, outcomes):
    choice = build.choose(claim, reason="Nobody knows the balance.")
    assert (choice.branch, choice.outcome_id, choice.round_id) == ("lowest", None, None)


@pytest.mark.parametrize("is_highest", [True, False])
def test_a_reason_is_needed(claim, outcomes, is_highest):
    said = refusal(claim, outcomes["death"] if is_highest else None, reason="  ")
    assert said == ["Say why the overall certainty is taken so."]


def test_nothing_is_chosen_where_nothing_is_graded(claim):
    body = build.body(claim.source.paper.panel)
    for given in ((), (body.outcome,)):
        assert refusal(claim, *given) == [
            "Nothing is graded for this claim: settle rounds on its critical outcomes first."
        ]


def test_one_critical_outcome_leaves_no_choice(claim):
    [death] = build.grade_outcomes(claim, death="moderate").values()
    panel = claim.source.paper.panel
    build.grade(claim, build.worksheet("low"), build.body(panel, "important", name="pain"))
    for given in ((), (death,)):
        [said] = refusal(claim, *given)
        assert said == (
            "Only one critical outcome is graded for this claim, so there is nothing to choose"
            " from: the lowest counts."
        )


def test_outcomes_that_are_not_critical_leave_no_choice(claim):
    panel = claim.source.paper.panel
    for name in ("pain", "sleep"):
        build.grade(claim, build.worksheet("low"), build.body(panel, "important", name=name))
    [said] = refusal(claim)
    assert said.startswith("No critical outcome is graded for this claim")


def test_where_nothing_was_found_nothing_is_graded(claim):
    build.grade_outcomes(claim, death="moderate")
    build.grade(claim, none_found(), build.body(claim.source.paper.panel, name="pain"))
    [said] = refusal(claim)
    assert said.startswith("Only one critical outcome")


def none_found():
    sheet = build.worksheet(side="none_found")
    kept = ("evidence_side", "kind", "advice", "direction")
    return sheet | {"judgements": {item: sheet["judgements"][item] for item in kept}}


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (build.worksheet("low", side="against"), "“harm” against the claim"),
        (build.worksheet(side="unclear"), "“harm” unclear"),
        (none_found(), "“harm” no evidence found"),
    ],
)
def test_outcomes_that_point_different_ways_take_the_lowest(claim, outcomes, sheet, told):
    build.grade(claim, sheet, build.body(claim.source.paper.panel, effect="harm", name="harm"))
    [said] = refusal(claim, outcomes["death"])
    assert said == (
        "The critical outcomes do not all point the same way: “death” with the claim, “pain” with"
        f" the claim, {told}."
    )


def test_evidence_that_is_unclear_throughout_points_no_way(claim):
    panel = claim.source.paper.panel
    for name, effect in (("pain", "harm"), ("death", "benefit")):
        made = build.body(panel, effect=effect, name=name)
        build.grade(claim, build.worksheet("very_low", side="unclear"), made)
    [said] = refusal(claim, made.outcome)
    assert said.startswith("The critical outcomes do not all point the same way: “pain” unclear")


def test_an_outcome_that_is_not_graded_is_refused(claim, outcomes):
    panel = claim.source.paper.panel
    other = build.body(panel, name="another").outcome
    build.grade(claim, build.worksheet("high"), build.body(panel, "important", name="taste"))
    lesser = claim.rounds.get(body__outcome__name="taste").body.outcome
    for given in (other, lesser):
        assert refusal(claim, given) == [
            "Name one of the critical outcomes that are graded for this claim."
        ]


def reread(claim, **changed):
    claim.refresh_from_db()
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    chair = build.chair(claim.source.paper.panel)
    wordings.correct(claim, **read | changed, reason="Read again.", by=chair)


@pytest.mark.parametrize("kind", ["result", "recommendation"])
def test_without_advice_no_outcome_alone_justifies_it(claim, outcomes, kind):
    reread(claim, kind=kind, advice="none", direction="")
    [said] = refusal(claim, outcomes["death"])
    assert said.startswith("The wording gives no advice")


# Advice weighs good against harm, and rests on the kind that speaks for it.

NO_HARM = (
    "Grade an outcome on harm first: without one the balance is uncertain, and the lowest counts."
)
NAMED_A_HARM = (
    "Advice “for” is justified by a benefit, and “pain” is a harm: name a critical benefit."
)
NAMED_A_BENEFIT = (
    "Advice “against” is justified by a harm, and “death” is a benefit: name a critical harm."
)


def test_benefits_alone_leave_the_balance_uncertain(claim):
    found = build.grade_outcomes(claim, death="high", sleep="low")
    assert refusal(claim, found["death"]) == [NO_HARM]
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED
    assert claim.flags.get(code="STRONG_REC_WEAK_EVIDENCE").severity == "red"
    build.choose(claim, reason="Harms are not graded.")  # the lowest may be chosen as ever


def test_a_harm_that_is_graded_but_not_critical_settles_the_balance(claim):
    found = build.grade_outcomes(claim, death="high", sleep="low")
    harm = build.body(claim.source.paper.panel, "important", effect="harm", name="harm")
    build.grade(claim, build.worksheet("low"), harm)
    build.choose(claim, found["death"])
    assert now(claim) == (Certainty.HIGH, Branch.HIGHEST)


def test_a_harm_justifies_no_advice_for_and_a_benefit_none_against(claim, outcomes):
    assert refusal(claim, outcomes["pain"]) == [NAMED_A_HARM]
    reread(claim, direction="against")
    assert refusal(claim, outcomes["death"]) == [NAMED_A_BENEFIT]
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)


def test_a_harm_may_be_what_justifies_advice_against(claim):
    found = build.grade_outcomes(claim, death="low", harms={"pain": "high"})
    reread(claim, direction="against")
    build.choose(claim, found["pain"])
    assert now(claim) == (Certainty.HIGH, Branch.HIGHEST)
    assert Claim.objects.get(pk=claim.pk).label == Label.IN_LINE


def test_the_lowest_names_no_outcome(claim, outcomes):
    assert refusal(claim, outcomes["death"], branch="lowest") == [
        "The highest names an outcome, the lowest names none."
    ]


# Who may.


def test_whoever_appraised_leaves_it_to_others(claim, outcomes):
    appraiser = build.chair(claim.source.paper.panel)
    made = build.open_round(claim, appraisers=1)
    rounds.assign(made, appraiser, by=build.member(made.panel, Role.CHAIR))
    with pytest.raises(PermissionDenied, match="someone else must do this"):
        build.choose(claim, outcomes["death"], by=appraiser)
    build.submit_all(made)
    with pytest.raises(PermissionDenied, match="someone else must do this"):
        build.choose(claim, outcomes["death"], by=appraiser)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_only_those_who_settle_choose(claim, outcomes, role):
    member = build.member(claim.source.paper.panel, role)
    with pytest.raises(PermissionDenied, match="only an adjudicator or chair"):
        build.choose(claim, outcomes["death"], by=member)


def test_an_interest_bars(claim, outcomes):
    panel = claim.source.paper.panel
    barred = build.member(panel, Role.ADJUDICATOR, has_declared=False)
    with pytest.raises(PermissionDenied, match="interest"):
        build.choose(claim, outcomes["death"], by=barred)
    build.choose(claim, outcomes["death"], by=build.member(panel, Role.ADJUDICATOR))


# Too late, and twice.


def test_a_choice_that_was_not_read_is_not_replaced(claim, outcomes):
    build.choose(claim, outcomes["death"])
    for replaces in (0, 2):
        with pytest.raises(Conflict, match="Somebody chose meanwhile"):
            build.choose(claim, replaces=replaces)
    assert OverallChoice.objects.count() == 1


def test_the_same_id_again_is_the_same_choice(claim, outcomes):
    made = build.choose(claim, outcomes["death"])
    again = build.choose(claim, outcomes["death"], id=made.pk, replaces=0)
    assert again == made
    with pytest.raises(Conflict, match="this id"):
        build.choose(claim, outcomes["pain"], id=made.pk, replaces=0)
    assert Event.objects.filter(verb="choose_overall").count() == 1


def test_a_claim_that_was_taken_back_has_nothing_to_choose_nor_to_except(panel, claim, outcomes):
    chair = build.chair(panel)
    claim.refresh_from_db()
    claims.withdraw(claim, reason="For the test.", by=chair)
    with pytest.raises(Conflict, match="This claim is withdrawn by now."):
        build.choose(claim, outcomes["death"])
    with pytest.raises(Conflict, match="This claim is withdrawn by now."):
        claim_exceptions.record_exception(
            claim, situation=1, direction="for", reason="x", benefit_certainty=1, by=chair
        )
    claims.restore(claim, reason="For the test.", by=chair)
    assert build.choose(claim, outcomes["death"]).number == 1


# What a later verdict makes of it.


def lapsed(claim):
    return list(known(claim).lapsed)


def test_a_named_outcome_that_is_graded_again_asks_for_a_new_choice(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.grade_again(claim, outcomes["death"], build.worksheet("high"))
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert lapsed(claim) == ["“death” was graded again after the choice."]
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED
    build.choose(claim, outcomes["death"])
    assert now(claim) == (Certainty.HIGH, Branch.HIGHEST)
    assert lapsed(claim) == []


def test_an_outcome_that_points_the_other_way_takes_it_back_to_the_lowest(claim, outcomes):
    build.choose(claim, outcomes["death"])
    harm = build.body(claim.source.paper.panel, effect="harm", name="harm")
    build.grade(claim, build.worksheet("very_low", side="against"), harm)
    assert now(claim) == (Certainty.VERY_LOW, Branch.LOWEST)
    [said] = lapsed(claim)
    assert said.endswith("“pain” with the claim, “harm” against the claim.")
    build.choose(claim, reason="Harms weigh.")  # what lapsed can still be taken back
    assert lapsed(claim) == []


def test_a_harm_whose_verdict_turns_against_the_claim_takes_it_back(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.grade_again(claim, outcomes["pain"], build.worksheet("low", side="against"))
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    [said] = lapsed(claim)
    assert said.endswith("same way: “death” with the claim, “pain” against the claim.")
    build.grade_again(claim, outcomes["pain"], build.worksheet("low"))
    assert now(claim) == (Certainty.MODERATE, Branch.HIGHEST)


def test_a_harm_that_nothing_is_known_of_any_more_takes_it_back(claim):
    found = build.grade_outcomes(claim, death="moderate", sleep="low", harms={"pain": "low"})
    build.choose(claim, found["death"])
    build.grade_again(claim, found["pain"], none_found())
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert lapsed(claim)[0] == NO_HARM
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED


def test_advice_that_is_read_the_other_way_takes_it_back(claim, outcomes):
    build.choose(claim, outcomes["death"])
    reread(claim, direction="against")
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert lapsed(claim) == [NAMED_A_BENEFIT]
    assert Claim.objects.get(pk=claim.pk).label == Label.WEAKLY_SUPPORTED


def test_a_choice_made_before_harms_were_asked_for_no_longer_applies(claim):
    death = build.grade_outcomes(claim, death="high", sleep="low")["death"]
    made = OverallChoice.objects.create(
        claim=claim, number=1, branch="highest", outcome=death, reason="It decides.",
        round=claim.rounds.get(body__outcome=death), chosen_at=timezone.now(),
        chosen_by=build.chair(claim.source.paper.panel),
    )  # fmt: skip
    Claim.objects.filter(pk=claim.pk).update(overall_choice=made)
    assert now(claim) == (Certainty.LOW, Branch.LOWEST)
    assert lapsed(claim) == [NO_HARM]
    assert label(known(claim)) == Label.WEAKLY_SUPPORTED


def test_another_outcome_on_the_same_side_leaves_the_choice(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.grade_outcomes(claim, sleep="very_low")
    assert now(claim) == (Certainty.MODERATE, Branch.HIGHEST)


def test_an_open_round_changes_nothing(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.open_round(claim)
    assert now(claim) == (Certainty.MODERATE, Branch.HIGHEST)


def test_a_lapsed_choice_with_one_outcome_left_can_be_taken_back(claim, outcomes):
    build.choose(claim, outcomes["death"])
    build.grade_again(claim, outcomes["pain"], none_found())
    [said] = lapsed(claim)
    assert said.startswith("Only one critical outcome")
    build.choose(claim)
    assert now(claim) == (Certainty.MODERATE, Branch.LOWEST)


def test_an_exception_softens_what_the_chosen_certainty_leaves(claim):
    found = build.grade_outcomes(claim, death="low", harms={"pain": "very_low"})
    build.choose(claim, found["death"])
    claim_exceptions.record_exception(
        claim, situation=1, direction="for", reason="Life is at stake.", benefit_certainty=1,
        by=build.chair(claim.source.paper.panel),
    )  # fmt: skip
    assert label(known(claim)) == Label.STRONG_JUSTIFIED


# What the database holds by itself.


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"branch": "middle"}, "branch_is_known"),
        ({"reason": ""}, "has_a_reason"),
        ({"branch": "lowest"}, "highest_names_an_outcome"),
        ({"outcome": None}, "names"),
        ({"round": None}, "names"),
        ({"number": 1}, "is_numbered_once|number"),
    ],
)
def test_a_row_that_breaks_its_promises_is_refused(claim, outcomes, changed, name):
    made = build.choose(claim, outcomes["death"])
    given = {
        "claim": claim, "number": 2, "branch": "highest", "outcome": made.outcome,
        "round": made.round, "reason": "So.", "chosen_at": made.chosen_at,
        "chosen_by": made.chosen_by,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OverallChoice.objects.create(**given | changed)


def test_a_choice_rests_on_a_verdict_of_its_own_claim_on_the_outcome_it_names(claim, outcomes):
    made = build.choose(claim, outcomes["death"])
    other = build.claim(ClaimState.ACCEPTED, panel=claim.source.paper.panel)
    build.grade_outcomes(other, death="high")
    running = build.open_round(claim)
    given = {"number": 2, "branch": "highest", "reason": "So.", "chosen_at": made.chosen_at,
             "chosen_by": made.chosen_by, "claim": claim}  # fmt: skip
    for outcome, round in (
        (outcomes["pain"], made.round),
        (other.rounds.get().body.outcome, other.rounds.get()),
        (running.body.outcome, running),
    ):
        with pytest.raises(DatabaseError, match="promise"), transaction.atomic():
            OverallChoice.objects.create(outcome=outcome, round=round, **given)
