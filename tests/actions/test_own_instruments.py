"""Instruments that a panel, or staff for every panel, make: kept as they are, never changed."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from reviews.actions import instruments, rounds
from reviews.exceptions import Conflict
from reviews.exports.verify import problems
from reviews.models import Event, Instrument
from reviews.models.digests import sha256
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db
SECOND = build.DEFINITION.replace('"1"\nname', '"2"\nname').replace("Read the", "Look at the")


def test_what_is_made_is_kept_as_it_was_written(panel, cleo):
    made = instruments.make(build.DEFINITION, panel=panel, by=cleo)
    assert (made.definition, made.sha256) == (build.DEFINITION, sha256(build.DEFINITION))
    assert (made.key, made.version, made.name) == ("own-sheet", "1", "Own sheet")
    assert (made.panel, made.is_own, made.adopted_by) == (panel, True, cleo)
    event = Event.objects.get(verb="make_instrument")
    assert event.chain_id == panel.pk
    assert [*problems()] == []


def test_the_same_file_again_is_the_same_row(panel, cleo):
    made = instruments.make(build.DEFINITION, panel=panel, by=cleo)
    in_other_lines = build.DEFINITION.replace("\n", "\r\n")
    assert instruments.make(in_other_lines, panel=panel, by=cleo) == made
    in_other_words = f"# A remark.\n{build.DEFINITION}"
    assert instruments.make(in_other_words, panel=panel, by=cleo) == made
    assert Event.objects.filter(verb="make_instrument").count() == 1


def test_a_changed_file_needs_a_version_of_its_own_and_stands_beside(panel, cleo):
    first = instruments.make(build.DEFINITION, panel=panel, by=cleo)
    with pytest.raises(Conflict, match="Version 1 of own-sheet is there already"):
        instruments.make(build.DEFINITION.replace("Read", "Do not read"), panel=panel, by=cleo)
    second = instruments.make(SECOND, panel=panel, by=cleo)
    assert instruments.available(panel)["own-sheet"] == second.parsed
    first.refresh_from_db()
    assert first.parsed.note == "Read the methods first."


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("name: Own", "nam: Own", "Line 3: nam is not a field here."),
        ("note:", "note: [", "Line 11: expected ',' or ']', but got ':'."),
        ("subject: paper", "subject: claim", "An instrument that is made here judges papers"),
        ("own-sheet", "grade", "grade is the key of an instrument that is there for every panel"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(panel, cleo, old, new, sentence):
    with pytest.raises(ValidationError) as error:
        instruments.make(build.DEFINITION.replace(old, new, 1), panel=panel, by=cleo)
    assert error.value.messages[0].startswith(sentence)
    assert not Instrument.objects.filter(is_own=True).exists()


@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.REVIEWER, Role.OBSERVER])
def test_only_a_chair_makes_and_retires(panel, role):
    member = build.member(panel, role)
    with pytest.raises(PermissionDenied):
        instruments.make(build.DEFINITION, panel=panel, by=member)
    with pytest.raises(PermissionDenied):
        instruments.retire(build.instrument(panel), by=member)


def test_staff_make_instruments_for_every_panel_and_panels_keep_to_other_keys(panel, cleo):
    with pytest.raises(PermissionDenied):
        instruments.make(build.DEFINITION, by=cleo)
    made = instruments.make(build.DEFINITION, by=build.staff())
    assert made.panel is None
    for each in (panel, build.panel()):
        assert instruments.available(each)["own-sheet"] == made.parsed
    with pytest.raises(ValidationError, match="there for every panel"):
        build.instrument(panel)


def test_staff_do_not_take_the_key_of_a_panels_own_even_of_a_retired_one(panel, cleo):
    mine = build.instrument(panel)
    for _ in range(2):
        with pytest.raises(ValidationError) as error:
            instruments.make(SECOND, by=build.staff())
        [sentence] = error.value.messages
        assert sentence == (
            "own-sheet is the key of an instrument that a panel made for itself, and would take "
            "its place: give this one another key."
        )
        if mine.retired_at is None:
            instruments.retire(mine, by=cleo)
    assert Instrument.objects.filter(is_own=True).count() == 1


@pytest.fixture
def both(panel, monkeypatch):
    """(a panel's own, one of the same key for every panel), as databases may have them from
    before this was refused."""
    monkeypatch.setattr(instruments, "_is_taken", lambda *asked: False)
    made = build.instrument(panel), instruments.make(SECOND, by=build.staff())
    monkeypatch.undo()
    return made


def test_where_both_have_one_key_the_panels_own_counts(panel, cleo, both):
    mine, theirs = both
    assert instruments.available(panel)["own-sheet"] == mine.parsed
    assert instruments.available(build.panel())["own-sheet"] == theirs.parsed
    build.lock(panel, instruments={"own-sheet": {}})
    listed = build.draft(panel).instruments.get()
    assert listed.instrument == mine
    third = build.DEFINITION.replace('"1"\nname', '"3"\nname').replace("Read the", "Skim the")
    later = instruments.make(third, panel=panel, by=cleo)
    instruments.make(third.replace('"3"', '"4"'), by=build.staff())
    assert instruments.available(panel)["own-sheet"] == later.parsed
    instruments.retire(later, by=cleo)
    assert "own-sheet" not in instruments.available(panel)


def test_two_panels_may_use_one_key(panel):
    other = build.panel()
    mine, theirs = build.instrument(panel), build.instrument(other, SECOND)
    assert instruments.available(panel)["own-sheet"] == mine.parsed
    assert instruments.available(other)["own-sheet"] == theirs.parsed
    assert "own-sheet" not in instruments.available(build.panel())


def test_a_retired_one_is_offered_no_longer_and_a_round_that_uses_it_goes_on(panel, cleo):
    made = build.instrument(panel)
    build.lock(panel, instruments={"grade": {}, "own-sheet": {}})
    paper = build.paper(panel, design="cohort")
    opened = rounds.open_round(instrument="own-sheet", paper=paper, result="All", by=cleo)
    assert opened.instrument == made
    retired = instruments.retire(made, by=cleo)
    assert (retired.retired_by, retired.parsed) == (cleo, made.parsed)
    assert "own-sheet" not in instruments.available(panel)
    with pytest.raises(Conflict, match="is retired already"):
        instruments.retire(made, by=cleo)
    draft = build.draft(panel)
    assert [row.instrument.key for row in draft.instruments.all()] == ["grade"]


def test_a_protocol_keeps_the_version_that_it_lists_until_it_is_amended(panel, cleo):
    first = build.instrument(panel)
    build.lock(panel, instruments={"own-sheet": {}})
    second = build.instrument(panel, SECOND)
    paper = build.paper(panel, design="cohort")
    opened = rounds.open_round(instrument="own-sheet", paper=paper, result="All", by=cleo)
    assert opened.instrument == first
    build.lock(panel, instruments={"own-sheet": {}})
    later = rounds.open_round(instrument="own-sheet", paper=paper, result="One part", by=cleo)
    assert later.instrument == second


def test_the_database_keeps_definitions_as_they_are(panel):
    made = build.instrument(panel)
    rows = Instrument.objects.filter(pk=made.pk)
    for change in ({"definition": "other"}, {"name": "Other"}, {"version": "9"}):
        with pytest.raises(DatabaseError, match="never_changed"), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError, match="never_deleted"), transaction.atomic():
        rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(is_own=False)
