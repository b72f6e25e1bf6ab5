"""What the database refuses, whoever asks, in plain SQL."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from reviews.actions import official_texts
from reviews.models import Assignment, Round
from reviews.models.promised import APPEND_ONLY, PROTOCOL_PARTS
from reviews.models.promises import (
    install_promises,
    missing,
    remove_promises,
)
from reviews.vocabulary import ClaimState, RoundState
from tests import build

pytestmark = pytest.mark.django_db


def refused(sql, *values):
    with (
        pytest.raises(DatabaseError, match="promise"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return True


@pytest.fixture
def world():
    """At least one row in every guarded table."""
    claim = build.claim(ClaimState.PUBLISHED)
    paper = claim.source.paper
    build.notice(paper)
    panel = paper.panel
    official_texts.write(panel, "sanra", texts={"1": "?"}, ground="Ours.", by=build.chair(panel))
    other = build.claim(ClaimState.ACCEPTED, panel=panel)
    build.settle(build.round(RoundState.REVEALED, other), settled_by="vote")
    weighed = build.claim(ClaimState.ACCEPTED, panel=panel)
    build.choose(
        weighed, build.grade_outcomes(weighed, death="low", harms={"pain": "low"})["death"]
    )
    return claim


def test_every_guarded_row_refuses_change_and_deletion(world):
    for table in APPEND_ONLY:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM reviews_{table}")
            assert cursor.fetchone()[0] > 0, table
        assert refused(f"UPDATE reviews_{table} SET id = id")
        assert refused(f"DELETE FROM reviews_{table}")


def test_a_guarded_table_cannot_be_emptied_at_once(world):
    if connection.vendor == "postgresql":
        connection.check_constraints()  # what is deferred would refuse first
        assert refused("TRUNCATE reviews_event CASCADE")


def test_no_row_is_replaced(world):
    """SQLite's REPLACE deletes what stands in its way."""
    if connection.vendor == "sqlite":
        assert refused("REPLACE INTO reviews_source SELECT * FROM reviews_source")


def test_a_claim_one_letter_off_is_refused(world):
    revision = world.revision
    assert refused(
        'INSERT INTO reviews_revision (id, claim_id, number, start, "end", exact, prefix, suffix,'
        " reads_as, reason, made_at, made_by_id) "
        "SELECT %s, claim_id, 2, start, \"end\", 'X' || substr(exact, 2), prefix, suffix, reads_as,"
        " reason, made_at, made_by_id FROM reviews_revision WHERE id = %s",
        _id(uuid.uuid4()),
        _id(revision.pk),
    )


def test_an_appraisal_by_someone_not_assigned_is_refused():
    round = build.round(RoundState.OPEN)
    assignment = Assignment.objects.filter(round=round).first()
    assert refused(
        "INSERT INTO reviews_appraisal (id, assignment_id, round_id, appraiser_id, proposed,"
        " result, trace, rationale, submitted_at) "
        "SELECT %s, id, round_id, assigned_by_id, '', '', '[]', '', assigned_at "
        "FROM reviews_assignment WHERE id = %s",
        _id(uuid.uuid4()),
        _id(assignment.pk),
    )


def test_an_appraisal_into_a_void_round_is_refused():
    round = build.round(RoundState.VOID)
    assignment = Assignment.objects.filter(round=round).first()
    assert refused(
        "INSERT INTO reviews_appraisal (id, assignment_id, round_id, appraiser_id, proposed,"
        " result, trace, rationale, submitted_at) "
        "SELECT %s, id, round_id, user_id, '', '', '[]', '', assigned_at "
        "FROM reviews_assignment WHERE id = %s",
        _id(uuid.uuid4()),
        _id(assignment.pk),
    )


def test_a_verdict_by_an_appraiser_is_refused():
    round = build.round(RoundState.REVEALED)
    assert refused(
        "INSERT INTO reviews_verdict (id, round_id, settled_by, proposed, result, trace,"
        " rationale, decided_at, decided_by_id) "
        "SELECT %s, round_id, 'vote', '', '', '[]', '', submitted_at, appraiser_id "
        "FROM reviews_appraisal WHERE round_id = %s LIMIT 1",
        _id(uuid.uuid4()),
        _id(round.pk),
    )


def test_a_misquoting_judgement_is_refused():
    round = build.round(RoundState.REVEALED)
    source = round.claim.source
    assert refused(
        "INSERT INTO reviews_judgement (id, appraisal_id, item, answer, basis, note, source_id,"
        ' start, "end", exact) '
        "SELECT %s, id, 'extra', '0', 'quote', '', %s, 0, 4, 'Same' "
        "FROM reviews_appraisal WHERE round_id = %s LIMIT 1",
        _id(uuid.uuid4()),
        _id(source.pk),
        _id(round.pk),
    )


def test_a_quote_is_counted_in_code_points():
    text = "\N{BONE} An emoji stands before it. " + build.TEXT
    claim = build.claim(source=build.source(text=text))
    assert text[claim.revision.start : claim.revision.end] == claim.revision.exact


def test_a_locked_protocol_and_what_it_lists_stand(world):
    panel = world.source.paper.panel
    build.lock(panel, outcomes=[world.rounds.get().body.outcome])
    draft = build.draft(panel)
    assert refused("UPDATE reviews_protocol SET eligibility = 'Anything.' WHERE number = 2")
    assert refused("DELETE FROM reviews_protocol WHERE number = 2")
    for table in PROTOCOL_PARTS:
        of_locked = "protocol_id <> %s", _id(draft.pk)
        assert refused(f"UPDATE reviews_{table} SET id = id WHERE {of_locked[0]}", of_locked[1])
        assert refused(f"DELETE FROM reviews_{table} WHERE {of_locked[0]}", of_locked[1])
        locked = _id(panel.protocols.get(number=2).pk)
        assert refused(f"UPDATE reviews_{table} SET protocol_id = %s", locked)
    for column, table in (("instrument_id, chosen", "protocolinstrument"),
                          ("outcome_id", "protocoloutcome")):  # fmt: skip
        assert refused(
            f"INSERT INTO reviews_{table} (id, protocol_id, {column}) "
            f"SELECT %s, %s, {column} FROM reviews_{table} WHERE protocol_id = %s",
            _id(uuid.uuid4()),
            locked,
            _id(draft.pk),
        )


def test_a_round_without_a_protocol_in_force_is_refused(world):
    round = world.rounds.get()
    columns = [f'"{field.column}"' for field in Round._meta.concrete_fields]
    others = [name for name in columns if name not in ('"id"', '"protocol_id"')]
    draft = build.draft(round.panel)
    strange = build.panel().protocols.get()
    for protocol in (None, _id(draft.pk), _id(strange.pk)):
        assert refused(
            f"INSERT INTO reviews_round (id, protocol_id, {', '.join(others)}) "
            f"SELECT %s, {'NULL' if protocol is None else '%s'}, {', '.join(others)} "
            "FROM reviews_round WHERE id = %s",
            *filter(None, [_id(uuid.uuid4()), protocol, _id(round.pk)]),
        )
    assert refused("UPDATE reviews_round SET protocol_id = NULL")
    assert refused("UPDATE reviews_round SET purpose = 'calibration'")


def test_a_dropped_promise_is_missed_and_comes_back():
    assert missing(connection) == []
    remove_promises(connection)
    assert "claim_is_verbatim" in missing(connection)
    install_promises(connection)
    install_promises(connection)
    assert missing(connection) == []


def _id(value):
    """As the database stores a UUID."""
    return value.hex if connection.vendor == "sqlite" else value
