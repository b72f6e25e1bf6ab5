"""Who may take part in a round, what stays hidden, and how it ends."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import appraisals, claims, motions, rounds, verdicts
from reviews.exceptions import Conflict
from reviews.models import Appraisal, Assignment, Event, Judgement, Round, Wording
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db


def assignments(round):
    return list(Assignment.objects.filter(round=round).select_related("user", "round__panel"))


def test_the_last_submit_reveals_in_its_own_transaction():
    round = build.round(RoundState.OPEN)
    first, last = assignments(round)
    appraisals.submit(first, content=build.worksheet(), by=first.user)
    round.refresh_from_db()
    assert round.state == RoundState.OPEN
    appraisals.submit(last, content=build.worksheet(), by=last.user)
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED
    assert Event.objects.filter(verb="reveal", subject_id=round.pk).count() == 1


def test_nobody_sees_anothers_appraisal_before_the_reveal():
    round = build.round(RoundState.OPEN)
    first, last = assignments(round)
    appraisal = appraisals.submit(first, content=build.worksheet(), by=first.user)
    chair = build.chair(round.panel)
    assert list(Appraisal.objects.visible_to(first.user)) == [appraisal]
    for other in (last.user, chair, build.staff()):
        assert list(Appraisal.objects.visible_to(other)) == []
        assert list(Judgement.objects.visible_to(other)) == []
    appraisals.submit(last, content=build.worksheet(), by=last.user)
    assert Appraisal.objects.visible_to(chair).count() == 2
    assert list(Appraisal.objects.visible_to(build.staff())) == []


def test_blinded_models_offer_nothing_but_what_is_visible():
    build.round(RoundState.REVEALED)
    assert list(Appraisal.objects.all()) == []
    assert Appraisal.objects.count() == 0


def test_a_void_round_stays_hidden():
    round = build.round(RoundState.OPEN)
    first, last = assignments(round)
    appraisals.submit(first, content=build.worksheet(), by=first.user)
    rounds.void(round, reason="The question was wrong.", by=build.chair(round.panel))
    assert list(Appraisal.objects.visible_to(last.user)) == []


@pytest.mark.parametrize(
    ("declared", "sentence"),
    [
        (None, "has not declared interests"),
        ({"kind": "financial", "consequence": "excluded", "statement": "Shares."}, "declared an"),
        ({"kind": "financial", "consequence": "no_vote", "statement": "Shares."}, "declared an"),
    ],
)
def test_interests_bar_from_assignment(declared, sentence):
    round = build.round(RoundState.OPEN)
    chair = build.chair(round.panel)
    member = build.member(round.panel, has_declared=False)
    if declared:
        build.declare(round.panel, member, **declared)
    with pytest.raises(PermissionDenied, match=sentence):
        rounds.assign(round, member, by=chair)
    rounds.override(round, member, reason="The panel knows and accepts.", by=chair)
    rounds.assign(round, member, by=chair)


def test_an_interest_over_a_year_old_bars(time_machine):
    time_machine.move_to("2026-01-01")
    panel = build.panel()
    member = build.member(panel)
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    round = build.open_round(claim)
    time_machine.move_to("2027-01-02")
    with pytest.raises(PermissionDenied, match="over a year ago"):
        rounds.assign(round, member, by=build.chair(panel))


def test_an_interest_declared_after_assignment_bars_the_submit():
    round = build.round(RoundState.OPEN)
    [first, _] = assignments(round)
    build.declare(
        round.panel, first.user, kind="financial", consequence="excluded", statement="Shares."
    )
    with pytest.raises(PermissionDenied, match="declared an interest"):
        appraisals.submit(first, content=build.worksheet(), by=first.user)


def test_an_author_is_barred_and_cannot_override_alone():
    panel = build.panel()
    source = build.source(panel, authors=[{"family": "Alpha", "given": "Ada B."}])
    round = build.open_round(build.claim(ClaimState.ACCEPTED, source=source))
    author = build.member(panel, Role.CHAIR, name="Ada Alpha")
    with pytest.raises(PermissionDenied, match="author"):
        rounds.assign(round, author, by=build.chair(panel))
    with pytest.raises(PermissionDenied, match="Someone else"):
        rounds.override(round, author, reason="I am fair.", by=author)


def test_a_chair_who_watched_cannot_be_assigned_and_may_reveal_with_the_minimum():
    round = build.round(RoundState.OPEN, appraisers=3)
    chair = build.member(round.panel, Role.CHAIR)
    with pytest.raises(PermissionDenied, match="progress first"):
        rounds.reveal(round, reason="Time is up.", by=chair)
    rounds.watch(round, by=chair)
    with pytest.raises(PermissionDenied, match="has seen who submitted"):
        rounds.assign(round, chair, by=chair)
    for assignment in assignments(round)[:2]:
        with pytest.raises(Conflict, match="At least 2"):
            rounds.reveal(round, reason="Time is up.", by=chair)
        appraisals.submit(assignment, content=build.worksheet(), by=assignment.user)
    assert sorted(done for _, done in rounds.progress(round, chair)) == [False, True, True]
    rounds.reveal(round, reason="Time is up.", by=chair)
    assert round.state == RoundState.REVEALED


def test_an_assigned_chair_sees_no_progress():
    round = build.round(RoundState.OPEN)
    chair = build.member(round.panel, Role.CHAIR)
    rounds.assign(round, chair, by=chair)
    with pytest.raises(PermissionDenied, match="assigned"):
        rounds.watch(round, by=chair)
    with pytest.raises(PermissionDenied, match="assigned"):
        rounds.progress(round, chair)


def test_who_appraised_cannot_settle():
    panel = build.panel()
    round = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel), appraisers=1)
    adjudicator = build.member(panel, Role.ADJUDICATOR)
    rounds.assign(round, adjudicator, by=build.chair(panel))
    build.submit_all(round)
    with pytest.raises(PermissionDenied, match="someone else must settle"):
        verdicts.settle(round, content=build.worksheet(), settled_by="agreement", by=adjudicator)


def test_agreement_is_refused_where_appraisers_differ():
    round = build.round(RoundState.OPEN)
    first, last = assignments(round)
    appraisals.submit(first, content=build.worksheet("low"), by=first.user)
    appraisals.submit(last, content=build.worksheet("very_low"), by=last.user)
    round.refresh_from_db()
    chair = build.chair(round.panel)
    with pytest.raises(ValidationError, match="do not agree"):
        verdicts.settle(round, content=build.worksheet("low"), settled_by="agreement", by=chair)
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED
    verdict = build.settle(round, build.worksheet("low"), "adjudication")
    assert (verdict.proposed, verdict.result) == ("low", "low")


def test_a_departure_from_the_computed_result_needs_a_rationale():
    round = build.round(RoundState.REVEALED)
    chair = build.chair(round.panel)
    content = build.worksheet("low") | {"result": "moderate"}
    with pytest.raises(ValidationError) as refusal:
        motions.move(round, content=content, settled_by="vote", by=chair)
    assert "rationale" in refusal.value.message_dict
    content["rationale"] = "The dose says more than the design."
    verdict = build.settle(round, content, "vote")
    assert (verdict.proposed, verdict.result) == ("low", "moderate")


def test_an_incomplete_worksheet_names_what_is_missing():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    content = build.worksheet()
    del content["judgements"]["imprecision"]
    content["judgements"]["risk_of_bias"]["note"] = ""
    with pytest.raises(ValidationError) as refusal:
        appraisals.submit(first, content=content, by=first.user)
    assert set(refusal.value.message_dict) == {"imprecision", "risk_of_bias"}


def test_a_quote_in_a_judgement_is_word_for_word():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    content = build.worksheet()
    source = round.claim.source
    quote = {"source": str(source.pk), "start": 0, "end": 12, "exact": source.text[:12]}
    content["judgements"]["risk_of_bias"] |= {"basis": "quote", "quote": quote}
    wrong = quote | {"exact": "Nome studies"}
    with pytest.raises(ValidationError, match="differs from the text"):
        appraisals.submit(
            first,
            content=content | {"judgements": content["judgements"] | {
                "risk_of_bias": content["judgements"]["risk_of_bias"] | {"quote": wrong}}},
            by=first.user,
        )  # fmt: skip
    appraisal = appraisals.submit(first, content=content, by=first.user)
    [quoted] = Judgement.objects.visible_to(first.user).filter(
        appraisal=appraisal, item="risk_of_bias"
    )
    assert quoted.exact == "Some studies"


def test_a_stale_save_keeps_both_texts():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    appraisals.save_draft(first, version=0, content={"judgements": {}}, by=first.user)
    appraisals.save_draft(first, version=1, content={"rationale": "saved"}, by=first.user)
    with pytest.raises(appraisals.StaleDraft) as stale:
        appraisals.save_draft(first, version=1, content={"rationale": "sent"}, by=first.user)
    assert stale.value.saved.content == {"rationale": "saved"}
    assert stale.value.sent == {"rationale": "sent"}


def test_a_draft_save_takes_five_statements(django_assert_num_queries):
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    appraisals.save_draft(first, version=0, content={}, by=first.user)
    known = Assignment.objects.select_related(
        "round__panel", "round__claim__source__paper", "user"
    ).get(pk=first.pk)
    with django_assert_num_queries(7):  # with the savepoint and its release
        appraisals.save_draft(known, version=1, content={}, by=known.user)


def test_the_same_id_again_is_the_same_appraisal():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    pk = uuid.uuid4()
    appraisal = appraisals.submit(first, id=pk, content=build.worksheet(), by=first.user)
    appraisal.refresh_from_db()
    again = appraisals.submit(first, id=appraisal.pk, content=build.worksheet(), by=first.user)
    assert again == appraisal
    with pytest.raises(Conflict, match="already"):
        appraisals.submit(first, content=build.worksheet(), by=first.user)


def test_extent_and_wording_are_fixed_while_a_round_runs():
    claim = build.claim(ClaimState.ACCEPTED)
    build.open_round(claim)
    chair = build.chair(claim.source.paper.panel)
    with pytest.raises(Conflict, match="fixed"):
        claims.correct_extent(claim, start=0, end=4, exact="Some", by=chair)


def test_the_verdict_settles_the_wording_beside_the_proposal():
    claim = build.claim(ClaimState.ACCEPTED)
    content = build.worksheet("low", advice="weak")
    round = build.round(RoundState.DECIDED, claim, content)
    claim.refresh_from_db()
    assert claim.wording.advice == "weak"
    assert claim.wording.settled_by == build.chair(round.panel)
    assert Wording.objects.get(claim=claim, number=1).advice == "strong"


def test_a_second_round_on_the_same_outcome_needs_a_reason_and_names_the_first():
    first = build.round(RoundState.DECIDED)
    panel, chair = first.panel, build.chair(first.panel)
    again = {"instrument": "grade", "claim": first.claim, "body": first.body, "by": chair}
    with pytest.raises(ValidationError, match="decided before"):
        rounds.open_round(**again)
    second = rounds.open_round(**again, reason="New trials.")
    assert (second.reopens, second.panel) == (first, panel)
    assert Round.objects.count() == 2


def test_background_is_never_graded_alone():
    claim = build.claim(
        ClaimState.ACCEPTED,
        source=build.source(text="Treatment A is widely used in condition B."),
        exact="Treatment A is widely used in condition B.",
    )
    assert claim.wording.kind == "background"
    with pytest.raises(ValidationError, match="never graded alone"):
        build.open_round(claim)


def test_an_instrument_is_refused_for_a_design_it_was_not_made_for():
    paper = build.paper(design="narrative_review")
    by = build.chair(paper.panel)
    with pytest.raises(ValidationError, match="not made for this design"):
        rounds.open_round(instrument="amstar-2", paper=paper, result="The review", by=by)
    rounds.open_round(instrument="sanra", paper=paper, result="The review", by=by)


def test_answers_are_stored_as_the_instrument_spells_them():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    content = build.worksheet("low") | {"result": "Very Low", "rationale": "Few and small."}
    content["judgements"]["start"]["answer"] = "HIGH"
    appraisal = appraisals.submit(first, content=content, by=first.user)
    own = Judgement.objects.visible_to(first.user)
    assert appraisal.result == "very_low"
    assert own.get(appraisal=appraisal, item="start").answer == "high"


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"judgements": []},
        {"judgements": {"start": "high"}},
        {"judgements": {"start": {"answer": ["high"]}}},
        {"judgements": {"start": {"answer": "high", "quote": "words"}}},
        {"judgements": {"start": {"answer": True}}},
        {"judgements": {}, "rationale": {"why": "so"}},
    ],
)
def test_a_worksheet_of_another_shape_is_refused_and_not_saved(content):
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    with pytest.raises(ValidationError, match="cannot be read"):
        appraisals.save_draft(first, version=0, content=content, by=first.user)
    with pytest.raises(ValidationError, match="cannot be read"):
        appraisals.submit(first, content=content, by=first.user)


def test_no_value_is_no_reason():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    content = build.worksheet("low") | {"result": "moderate", "rationale": None}
    content["judgements"]["risk_of_bias"]["note"] = None
    with pytest.raises(ValidationError) as refusal:
        appraisals.submit(first, content=content, by=first.user)
    assert set(refusal.value.message_dict) == {"rationale", "risk_of_bias"}


def test_a_quote_ends_within_its_text():
    round = build.round(RoundState.OPEN)
    first = assignments(round)[0]
    text = round.claim.source.text
    for end in (len(text) + 500, 10**30):
        content = build.worksheet()
        content["judgements"]["risk_of_bias"] |= {
            "basis": "quote",
            "quote": {
                "source": str(round.claim.source_id),
                "start": 0,
                "end": end,
                "exact": text,
            },
        }
        with pytest.raises(ValidationError, match="differs from the text"):
            appraisals.submit(first, content=content, by=first.user)


def test_someone_elses_id_is_refused_without_saying_why():
    round = build.round(RoundState.OPEN)
    first, last = assignments(round)
    appraisal = appraisals.submit(first, content=build.worksheet(), by=first.user)
    with pytest.raises(Conflict, match="cannot be submitted; reload"):
        appraisals.submit(last, id=appraisal.pk, content=build.worksheet(), by=last.user)


def test_an_override_is_for_the_refusal_it_names():
    round = build.round(RoundState.OPEN)
    chair = build.chair(round.panel)
    member = build.member(round.panel, has_declared=False)
    rounds.override(round, member, reason="Known to all.", by=chair)
    build.declare(
        round.panel, member, kind="financial", consequence="excluded", statement="Shares."
    )
    with pytest.raises(PermissionDenied, match="declared an interest"):
        rounds.assign(round, member, by=chair)


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Anna van der Berg", {"family": "van der Berg", "given": "A."}),
        ("Eva Muller", {"family": "M\u00fcller", "given": "E"}),
        ("Alpha Ada", {"family": "Alpha", "given": "Ada"}),
        ("Ada Alpha PhD", {"family": "Alpha", "given": "A"}),
    ],
)
def test_names_are_compared_as_catalogues_write_them(name, author):
    panel = build.panel()
    source = build.source(panel, authors=[author])
    round = build.open_round(build.claim(ClaimState.ACCEPTED, source=source))
    with pytest.raises(PermissionDenied, match="author"):
        rounds.assign(round, build.member(panel, name=name), by=build.chair(panel))
