"""Results on a paper's page, and opening rounds on them."""

import pytest
from django.urls import reverse

from reviews.actions import results
from reviews.models import Round
from tests import build

pytestmark = pytest.mark.django_db

GIVEN = {"outcome": "outcome C", "comparison": "A against placebo"}


@pytest.fixture
def panel():
    return build.panel(instruments={"rob-2-assignment": {}, "jbi-rct": {}, "grade": {}})


@pytest.fixture
def trial(panel):
    return build.paper(panel, design="randomised_trial")


def url(paper, name):
    return reverse(f"desk-paper{name}", args=[paper.pk])


def test_a_result_is_written_and_a_round_opened_on_it(client, trial, cleo):
    client.force_login(cleo)
    page = client.get(url(trial, "")).text
    assert "None written yet. Instruments for risk of bias judge one result each." in page
    assert "of one result (usual)</option>" in page
    assert client.post(url(trial, "-result"), GIVEN).status_code == 302
    made = trial.results.get()
    given = {"instrument": "rob-2-assignment", "result": "The paper as a whole"}
    refused = client.post(url(trial, "-open"), given)
    assert refused.status_code == 400
    assert "judges one result of a paper: choose which" in refused.text
    answer = client.post(url(trial, "-open"), given | {"paper_result": made.pk})
    round = Round.objects.get()
    assert answer.url == round.get_absolute_url()
    assert "outcome C, A against placebo" in client.get(answer.url).text


def test_a_refused_result_keeps_what_was_typed(client, trial, ann):
    client.force_login(ann)
    refused = client.post(url(trial, "-result"), GIVEN | {"comparison": ""})
    assert refused.status_code == 400
    assert 'value="outcome C"' in refused.text
    results.write_result(trial, **GIVEN, by=ann)
    twice = client.post(url(trial, "-result"), GIVEN)
    assert twice.status_code == 409
    assert "This result of the paper is written already." in twice.text


def test_strangers_observers_and_readers_write_no_result(client, trial, dan):
    client.force_login(dan)
    assert client.post(url(trial, "-result"), GIVEN).status_code == 404
    client.force_login(build.member(trial.panel, "observer"))
    assert client.post(url(trial, "-result"), GIVEN).status_code == 403


def test_the_usual_instrument_is_named_where_the_protocol_lacks_it(client, panel, cleo):
    client.force_login(cleo)
    review = build.paper(panel, design="systematic_review")
    page = client.get(url(review, "")).text
    assert "Usual for this design: AMSTAR 2, which the protocol does not list." in page


def test_what_was_decided_before_is_opened_again_with_a_reason(client, trial, cleo):
    client.force_login(cleo)
    given = {"instrument": "jbi-rct", "result": "The paper as a whole"}
    client.post(url(trial, "-open"), given)
    first = Round.objects.get()
    Round.objects.filter(pk=first.pk).update(state="decided")
    refused = client.post(url(trial, "-open"), given)
    assert "say why it is opened again" in refused.text
    client.post(url(trial, "-open"), given | {"reason": "A correction came."})
    assert Round.objects.get(state="open").reopens == first
