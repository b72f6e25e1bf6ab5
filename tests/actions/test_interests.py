"""Declarations: appended, good for a year, withdrawn by their owner alone."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from reviews.actions import interests
from reviews.actions.interests import year_after
from reviews.exceptions import Conflict
from reviews.models import Event, Interest
from reviews.permissions import barred
from tests import build


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_year_after_is_the_same_day_or_the_last_of_february(day):
    after = year_after(day)
    assert after.year == day.year + 1
    assert (after.month, after.day) in {(day.month, day.day), (2, 28)}
    assert 365 <= (after - day).days <= 366


@pytest.mark.django_db
def test_a_declaration_is_good_for_a_year(panel, cleo):
    with time_machine.travel("2026-03-01T12:00Z", tick=False):
        ann = build.member(panel, has_declared=False)
        paper = build.paper(panel)
        assert "has not declared interests" in barred(ann, paper)
        interest = build.declare(panel, ann)
        assert interest.expires_on == date(2027, 3, 1)
        assert barred(ann, paper) == ""
    with time_machine.travel("2027-03-01T12:00Z", tick=False):
        assert barred(ann, paper) == ""
    with time_machine.travel("2027-03-02T12:00Z", tick=False):
        assert "over a year ago" in barred(ann, paper)


@pytest.mark.django_db
def test_a_declaration_replaces_none(panel, ann):
    paper = build.paper(panel)
    barring = build.declare(panel, ann, "financial", "no_vote", "Paid by the maker.")
    build.declare(panel, ann)
    assert Interest.objects.filter(user=ann, withdrawn_at=None).count() == 3
    assert "bars from judging" in barred(ann, paper)
    interests.withdraw(barring, by=ann)
    assert barred(ann, paper) == ""
    with pytest.raises(Conflict, match="withdrawn already"):
        interests.withdraw(barring, by=ann)


@pytest.mark.django_db
def test_an_interest_in_one_paper_bars_from_that_paper(panel, ann):
    paper, other = build.paper(panel), build.paper(panel)
    build.declare(panel, ann, "personal", "excluded", "A friend wrote it.", paper=paper)
    assert "bars from judging" in barred(ann, paper)
    assert barred(ann, other) == ""


@pytest.mark.django_db
def test_only_members_declare_and_only_owners_withdraw(panel, ann, cleo, dan):
    with pytest.raises(PermissionDenied, match="no seat"):
        build.declare(panel, dan)
    with pytest.raises(PermissionDenied, match="Only who declared"):
        interests.withdraw(Interest.objects.get(user=ann), by=cleo)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "financial", "statement": " "}, "Say in the public statement"),
        ({"kind": "nothing", "consequence": "no_vote"}, "Nothing to declare has no consequence."),
        (
            {"begins_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
            "The period ends before it begins.",
        ),
        ({"kind": "golf"}, "Kind: "),
        ({"consequence": ""}, "“Consequence” is needed."),
    ],
)
def test_what_is_wrong_with_a_declaration_is_said_in_a_sentence(panel, ann, fields, sentence):
    with pytest.raises(ValidationError) as refusal:
        build.declare(panel, ann, **fields)
    [message] = refusal.value.messages
    assert message.startswith(sentence)


@pytest.mark.django_db
def test_a_paper_of_another_panel_is_refused(panel, ann):
    with pytest.raises(ValidationError, match="another panel"):
        build.declare(panel, ann, paper=build.paper())


@pytest.mark.django_db
def test_the_internal_text_is_in_no_event(panel, ann):
    build.declare(panel, ann, "financial", "disclose", "Public words.", internal="Secret words.")
    assert not Event.objects.filter(body__contains="words.").exists()
