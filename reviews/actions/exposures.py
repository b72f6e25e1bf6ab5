# ruff: noqa: S608 - every piece of a statement is written in our own modules
"""Keeping what the cascade found: exposures end, go another way, or begin.

These are parts of other actions, which write the event. Each is a statement over whole tables.
"""

import uuid
from dataclasses import dataclass

from django.db import connection

from reviews.integrity.dialects import as_json, moment, new_key

_PATH = as_json("'[' || x.path || ']'")
_SAME = "x.claim = e.claim_id AND x.listed = e.paper_id"
_GONE = """
    e.ended_at IS NULL AND e.paper_id IN (SELECT paper FROM cascade_scope) AND NOT EXISTS (
        SELECT 1 FROM cascade_claim x JOIN cascade_listed l ON l.paper = x.listed
        WHERE x.claim = e.claim_id AND x.listed = e.paper_id AND l.status = e.status)"""
_OTHERWISE = f"e.ended_at IS NULL AND {_SAME} AND e.path <> {_PATH}"
_NEW = f"NOT EXISTS (SELECT 1 FROM reviews_exposure e WHERE e.ended_at IS NULL AND {_SAME})"


@dataclass(frozen=True)
class Renewed:
    """Of claims with a public page alone: the pairs (claim id, paper id) that are new, and all
    claims of which anything changed."""

    new: set[tuple[uuid.UUID, uuid.UUID]]
    claims: set[uuid.UUID]


def renew(now):
    """Make the exposures of the papers looked at equal to the working tables of the trace."""
    with connection.cursor() as cursor:
        gone = _public(cursor, f"reviews_exposure e ON e.claim_id = s.claim_id WHERE {_GONE}", "e")
        cursor.execute(
            f"UPDATE reviews_exposure AS e SET ended_at = %s WHERE {_GONE}",
            [moment(now)],
        )
        moved = _move(cursor)
        new = _public(cursor, f"cascade_claim x ON x.claim = s.claim_id WHERE {_NEW}", "x")
        # A pair that someone else has just kept is there already.
        cursor.execute(
            f"""INSERT INTO reviews_exposure
                (id, claim_id, paper_id, status, steps, path, found_at)
            SELECT {new_key()}, x.claim, x.listed, l.status, x.steps, {_PATH}, %s
            FROM cascade_claim x JOIN cascade_listed l ON l.paper = x.listed WHERE {_NEW}
            ON CONFLICT DO NOTHING""",
            [moment(now)],
        )
    return Renewed(new, {claim for claim, _ in gone | moved | new})


def _move(cursor):
    """The same claim and paper by another way."""
    source = f"JOIN cascade_claim x ON {_OTHERWISE}"
    moved = _public(cursor, f"reviews_exposure e ON e.claim_id = s.claim_id {source}", "e")
    cursor.execute(
        f"""UPDATE reviews_exposure AS e SET steps = x.steps, path = {_PATH}
        FROM cascade_claim x WHERE {_OTHERWISE}"""
    )
    return moved


def _public(cursor, source, alias):
    """The pairs of `alias` in a source that is joined to the claims with a public page."""
    columns = {"e": "e.claim_id, e.paper_id", "x": "x.claim, x.listed"}[alias]
    cursor.execute(f"SELECT {columns} FROM reviews_standing s JOIN {source}")
    return {(uuid.UUID(str(claim)), uuid.UUID(str(paper))) for claim, paper in cursor.fetchall()}
