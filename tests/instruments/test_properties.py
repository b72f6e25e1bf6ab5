"""What holds for every shipped instrument, whatever is answered."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.instruments.definition import Algorithm
from reviews.instruments.engine import judge
from reviews.instruments.loading import shipped

EVERY = pytest.mark.parametrize("instrument", shipped().values(), ids=shipped())
ORDERED = [each for each in shipped().values() if any(item.order for item in each.items)]


def worksheets(instrument, *, some=False):
    """Answers to every item, or to some."""
    answers = {i.id: st.sampled_from([a.value for a in i.answers]) for i in instrument.items}
    return st.fixed_dictionaries({}, optional=answers) if some else st.fixed_dictionaries(answers)


def place(procedure, value):
    return [option.value for option in procedure.results].index(value)


def tried(item):
    """The best and the worst answer, and one that stands outside the order."""
    outside = [str(option.value) for option in item.answers if str(option.value) not in item.order]
    return [item.order[0], item.order[-1], *outside[:1]] if item.order else outside[:1]


@pytest.mark.parametrize("instrument", ORDERED, ids=lambda each: each.key)
def test_a_worse_answer_never_improves_a_proposal(instrument):
    for domain in instrument.domains:
        places = {}
        for answers in product(*map(tried, domain.items)):
            given_ = dict(zip([item.id for item in domain.items], answers, strict=True))
            proposed = judge(instrument, given_).domains[domain.id].proposed
            places[answers] = None if proposed is None else place(domain.procedure, proposed)
        for answers, (at, item) in product(places, enumerate(domain.items)):
            if item.order and answers[at] == item.order[0]:
                worse = (*answers[:at], item.order[-1], *answers[at + 1 :])
                pair = [places[answers], places[worse]]
                assert None in pair or pair == sorted(pair), (domain.id, answers, worse)


@pytest.mark.parametrize("instrument", ORDERED, ids=lambda each: each.key)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_a_worse_domain_never_improves_the_whole(instrument, data):
    levels = {
        domain.id: [o.value for o in domain.procedure.results if o.value != "No information"]
        for domain in instrument.domains
    }
    better = {name: data.draw(st.sampled_from(found)) for name, found in levels.items()}
    moved = data.draw(st.sampled_from(sorted(levels)))
    at = levels[moved].index(better[moved])
    worse = better | {moved: data.draw(st.sampled_from(levels[moved][at:]))}
    ours, theirs = (judge(instrument, domains=each).overall.proposed for each in (better, worse))
    if ours is not None:
        assert place(instrument.overall, ours) <= place(instrument.overall, theirs)


@EVERY
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_an_answer_that_is_not_reached_changes_nothing(instrument, data):
    answers = data.draw(worksheets(instrument, some=True))
    judged = judge(instrument, answers)
    asked = {name: value for name, value in answers.items() if name not in judged.unreached}
    found = judge(instrument, asked)
    assert (found.domains, found.overall) == (judged.domains, judged.overall)


@EVERY
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_what_is_proposed_early_stands_however_the_rest_is_answered(instrument, data):
    answers = data.draw(worksheets(instrument, some=True))
    early = judge(instrument, answers)
    late = judge(instrument, data.draw(worksheets(instrument)) | answers)
    for domain in instrument.domains:
        proposed = early.domains[domain.id].proposed
        if proposed is not None and set(early.domains[domain.id].open):
            assert late.domains[domain.id].proposed == proposed


@EVERY
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_missing_is_asked_and_a_proposal_has_a_trace(instrument, data):
    judged = judge(instrument, data.draw(worksheets(instrument, some=True)))
    for domain in instrument.domains:
        found = judged.domains[domain.id]
        assert set(found.missing) <= {*found.open, domain.id}
        assert not set(found.open) & set(judged.unreached)
        assert found.proposed is None or (found.trace and not found.missing)


@EVERY
def test_every_rule_says_why_and_every_level_can_be_reached(instrument):
    for procedure in [domain.procedure for domain in instrument.domains] + [instrument.overall]:
        if procedure.algorithm == Algorithm.RULES and None not in {r.then for r in procedure.rules}:
            assert {rule.then for rule in procedure.rules} == {
                str(option.value) for option in procedure.results
            }
        assert all(rule.because for rule in procedure.rules)
    for domain in instrument.domains:
        assert domain.procedure.source or not domain.is_judged or not domain.is_proposed
