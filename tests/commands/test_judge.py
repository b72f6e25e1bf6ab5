"""The judge command: JSON lines in, one line out for each."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from reviews.instruments.loading import shipped


@pytest.fixture
def judge(monkeypatch, capsys):
    def run(instrument, text):
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        try:
            call_command("judge", instrument)
            refusal = None
        except CommandError as error:
            refusal = str(error)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()], refusal

    return run


def test_each_line_is_answered_by_one_line_in_order(judge):
    lines = ['{"outcomes": ["low"]}', "", '{"outcomes": ["high", "moderate"]}']
    answers, refusal = judge("grade", "\n".join(lines))
    assert [answer["overall"]["proposed"] for answer in answers] == ["low", "moderate"]
    assert refusal is None


@pytest.mark.parametrize(
    "broken", [b"{", b"NaN,", b"\xff\xfe\xff", b"[" * 100_000, b"nothing", b'{"answers": {]']
)
def test_a_line_that_is_not_json_is_told_and_the_rest_still_answered(judge, broken):
    good = b'{"outcomes": ["low"]}'
    answers, refusal = judge("grade", b"\n".join([good, broken, good]))
    assert [answer["overall"]["proposed"] for answer in answers] == ["low", None, "low"]
    assert answers[1]["refusals"] == ["Line 2 is not JSON."]
    assert refusal == "1 of the lines could not be read as JSON."


def test_a_refused_answer_is_an_answer(judge):
    answers, refusal = judge("sanra", '{"answers": {"1": 3}}')
    assert answers[0]["refusals"] == ["1 cannot be 3; it takes 0, 1, 2, not assessable."]
    assert refusal is None


def test_text_outside_ascii_survives(judge):
    [answer], _ = judge("sanra", '{"answers": {"β\\ud800": 1, "1": "été"}}')
    assert answer["refusals"] == ["1 cannot be 'été'; it takes 0, 1, 2, not assessable."]


def test_an_unknown_instrument_is_named_with_those_there_are(judge):
    known = ", ".join(sorted(shipped()))
    assert judge("grad", "") == ([], f"There is no instrument grad; try {known}.")


def test_no_database_is_needed(judge):
    assert judge("amstar-2", "{}")[0][0]["instrument"] == "amstar-2"
