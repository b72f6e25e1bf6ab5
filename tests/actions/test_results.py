"""Results of papers, and rounds on them: each instrument judges what it is made for."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from reviews.actions import duplicates, reopenings, results, rounds
from reviews.exceptions import Conflict
from reviews.instruments.definition import Subject, suits
from reviews.instruments.loading import shipped
from reviews.instruments.suggestions import USUAL
from reviews.models import Event, Result, Round
from reviews.vocabulary import RoundState, StudyDesign
from tests import build

pytestmark = pytest.mark.django_db

GIVEN = {"comparison": "A against placebo", "outcome": "outcome C", "time_point": "12 months"}


@pytest.fixture
def panel():
    return build.panel(instruments={"rob-2-assignment": {}, "sanra": {}, "grade": {}})


@pytest.fixture
def trial(panel):
    return build.paper(panel, design="randomised_trial")


def opened(paper, instrument="rob-2-assignment", **given):
    return rounds.open_round(
        instrument=instrument, paper=paper, by=build.chair(paper.panel), **given
    )


def test_a_result_is_written_once(trial, ann):
    pk = uuid4()
    made = results.write_result(trial, **GIVEN, id=pk, by=ann)
    assert results.write_result(trial, **GIVEN, id=pk, by=ann) == made
    assert str(made) == "outcome C, A against placebo, 12 months"
    assert Event.objects.filter(verb="write_result", subject_id=pk).count() == 1
    with pytest.raises(Conflict, match="is written already"):
        results.write_result(trial, **GIVEN, by=ann)
    with pytest.raises(ValidationError, match="“Outcome” is needed"):
        results.write_result(trial, **GIVEN | {"outcome": " "}, by=ann)
    with pytest.raises(PermissionDenied):
        results.write_result(trial, **GIVEN, by=build.member(trial.panel, "observer"))


def test_rob_2_judges_one_result_and_says_so(trial, cleo):
    made = results.write_result(trial, **GIVEN, by=cleo)
    for given in ({}, {"result": "The trial"}):
        with pytest.raises(ValidationError, match="judges one result of a paper: choose which"):
            opened(trial, **given)
    round = opened(trial, paper_result=made)
    assert (round.paper_result, round.result) == (made, str(made))
    with pytest.raises(Conflict, match="running already"):
        opened(trial, paper_result=made)
    other = results.write_result(trial, **GIVEN | {"outcome": "outcome D"}, by=cleo)
    assert opened(trial, paper_result=other).paper_result == other


def test_a_result_is_of_the_paper_that_is_judged(trial, cleo):
    strange = results.write_result(
        build.paper(trial.panel, design="randomised_trial"), **GIVEN, by=cleo
    )
    with pytest.raises(ValidationError, match="belongs to another paper"):
        opened(trial, paper_result=strange)
    own = results.write_result(trial, **GIVEN, by=cleo)
    round = opened(trial, paper_result=own)
    round.pk, round.paper_result = uuid4(), strange
    with pytest.raises(IntegrityError), transaction.atomic():
        round.save(force_insert=True)


def test_an_instrument_for_the_whole_paper_takes_no_result(panel, cleo):
    review = build.paper(panel, design="narrative_review")
    made = results.write_result(review, **GIVEN, by=cleo)
    with pytest.raises(ValidationError, match="SANRA judges the paper as a whole"):
        opened(review, "sanra", paper_result=made, result="The review")
    assert opened(review, "sanra", result=" The review ").result == "The review"


def test_an_unsuitable_design_is_refused_with_what_it_is_made_for(trial):
    with pytest.raises(
        ValidationError,
        match=r"SANRA is not made for this design \(randomised trial\), but for: narrative review",
    ):
        opened(trial, "sanra", result="The trial")


def test_the_corrected_question_of_a_trial_is_another_of_its_results(trial, cleo):
    first = results.write_result(trial, **GIVEN, by=cleo)
    second = results.write_result(trial, **GIVEN | {"time_point": "24 months"}, by=cleo)
    round = opened(trial, paper_result=first)
    Round.objects.filter(pk=round.pk).update(
        state=RoundState.REVEALED, revealed_at=round.opened_at, revealed_by=cleo
    )
    given = {"reason": "Two time points were read.", "by": cleo}
    with pytest.raises(ValidationError, match="asked already"):
        reopenings.ask_again(round, paper_result=first, **given)
    again, _ = reopenings.ask_again(round, paper_result=second, **given)
    assert (again.paper_result, again.reopens) == (second, round)


def test_a_record_with_results_is_not_merged_away(panel, cleo):
    pair = build.pair(panel)
    results.write_result(pair.second, **GIVEN, by=cleo)
    with pytest.raises(Conflict, match="has results written for it"):
        duplicates.merge(pair, keep=pair.first, by=cleo)
    assert Result.objects.count() == 1


@pytest.mark.parametrize("design", USUAL)
def test_what_is_usual_for_a_design_is_there_and_suits_it(design):
    assert suits(shipped()[USUAL[design]], design)


def test_every_design_has_a_usual_instrument_but_those_without_any():
    assert set(StudyDesign) - set(USUAL) == {StudyDesign.NOT_STATED, StudyDesign.IN_VITRO}


def test_risk_of_bias_is_judged_by_result():
    per_result = {key for key, found in shipped().items() if found.subject == Subject.RESULT}
    assert per_result == {"rob-2-assignment", "rob-2-adherence", "robins-i-2016"}
