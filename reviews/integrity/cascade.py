# ruff: noqa: S608 - every piece of a statement is written in our own modules
"""The claims that a notice reaches: those of the listed paper and those that rest on it.

A claim rests on the papers that it cites and on those of the bodies with which it was graded
last. From each listed paper the way leads back over such steps, one level at a time; every
level is a statement over whole tables, whatever their size. What is found stands in working
tables of the connection until the next trace; `actions.exposures` compares it with what is kept.
"""

import uuid
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from reviews.integrity.dialects import is_postgresql, key, key_text, key_type
from reviews.integrity.matches import matches_of, status_of
from reviews.vocabulary import ClaimState, PublicationStatus, Purpose, RoundState

# What travels, the gravest first; a reinstatement ends it.
GRAVITY = (PublicationStatus.RETRACTED, PublicationStatus.CONCERN, PublicationStatus.CORRECTED)
DEPTH = 50  # steps; no chain is followed further
# A paper on which more claims rest is followed no further than NEAR steps: in a dense net of
# citations everything rests on everything, and a warning on every claim would tell nothing.
WIDTH = 1000
NEAR = 2

_STANDS = f"c.state NOT IN ('{ClaimState.REJECTED.value}', '{ClaimState.WITHDRAWN.value}')"
# What is decided for calibration makes nothing rest on anything.
_DECIDED = f"{{0}}.state = '{RoundState.DECIDED}' AND {{0}}.purpose = '{Purpose.PANEL}'"
# Both kinds of step from papers of the front to claims.
_STEPS = (
    f"""JOIN reviews_citation e ON e.paper_id = f.member AND e.removed_at IS NULL
    JOIN reviews_claim c ON c.id = e.claim_id AND {_STANDS}""",
    f"""JOIN reviews_bodypaper e ON e.paper_id = f.member
    JOIN reviews_round r ON r.body_id = e.body_id AND {_DECIDED.format("r")} AND NOT EXISTS (
        SELECT 1 FROM reviews_round n WHERE n.reopens_id = r.id AND {_DECIDED.format("n")})
    JOIN reviews_claim c ON c.id = r.claim_id AND {_STANDS}""",
)


@dataclass(frozen=True)
class Traced:
    """`statuses` of the papers looked at that have notices, by the id of the paper kept;
    `kept` says into which paper each merged one of them went."""

    statuses: dict[uuid.UUID, PublicationStatus]
    kept: dict[uuid.UUID, uuid.UUID]

    def keeper(self, paper):
        return self.kept.get(paper, paper)


def trace(papers=None):
    """Fill the working tables: from all listed papers, or from those that a change at `papers`
    (ids) may concern. Call it inside a transaction."""
    with connection.cursor() as cursor:
        _make_tables(cursor)
        _look_at(cursor, papers)
        traced = _traced(cursor)
        listed = [row for row in traced.statuses.items() if is_travelling(row[1])]
        cursor.executemany(
            "INSERT INTO cascade_listed VALUES (%s, %s, 0)",
            [(key(pk), str(status)) for pk, status in listed],
        )
        if listed:
            _follow(cursor)
    return traced


def is_travelling(status):
    """Whether what is listed with this status reaches the claims that rest on it."""
    return status in GRAVITY


def _make_tables(cursor):
    pk = key_type()
    for name, columns in (
        ("kept", f"member {pk} PRIMARY KEY, kept {pk}"),
        ("scope", f"paper {pk} PRIMARY KEY"),
        ("listed", f"paper {pk} PRIMARY KEY, status varchar(20), claims integer"),
        ("front", f"member {pk}, paper {pk}, listed {pk}, step integer, path text"),
        ("claim", f"claim {pk}, listed {pk}, steps integer, path text"),
    ):
        cursor.execute(f"DROP TABLE IF EXISTS cascade_{name}")
        ending = " ON COMMIT DROP" if is_postgresql() else ""
        cursor.execute(f"CREATE TEMPORARY TABLE cascade_{name} ({columns}){ending}")
    cursor.execute("CREATE INDEX cascade_front_at ON cascade_front (paper, listed)")
    cursor.execute("CREATE INDEX cascade_claim_at ON cascade_claim (claim, listed)")
    cursor.execute("CREATE INDEX cascade_claim_steps ON cascade_claim (steps, listed)")
    # UNION, not UNION ALL: were records ever merged in a ring, this would end all the same.
    cursor.execute("""
        INSERT INTO cascade_kept
        WITH RECURSIVE way (member, kept) AS (
            SELECT id, merged_into_id FROM reviews_paper WHERE merged_into_id IS NOT NULL
            UNION SELECT way.member, p.merged_into_id
            FROM way JOIN reviews_paper p ON p.id = way.kept WHERE p.merged_into_id IS NOT NULL)
        SELECT way.member, way.kept FROM way JOIN reviews_paper p ON p.id = way.kept
        WHERE p.merged_into_id IS NULL""")


def _look_at(cursor, papers):
    """The papers whose notices or claims may have changed, with all records of each."""
    if papers is None:
        cursor.execute("""
            INSERT INTO cascade_scope SELECT paper_id FROM reviews_match
            UNION SELECT paper_id FROM reviews_exposure WHERE ended_at IS NULL""")
    else:
        cursor.executemany(
            "INSERT INTO cascade_scope VALUES (%s)", [(key(pk),) for pk in set(papers)]
        )
        _add_records(cursor)
        # What a claim rests on beyond the change was found before, and stands with its exposures.
        cursor.execute(f"""
            INSERT INTO cascade_scope SELECT DISTINCT e.paper_id
            FROM cascade_scope o JOIN reviews_source s ON s.paper_id = o.paper
            JOIN reviews_claim c ON c.source_id = s.id
            JOIN reviews_exposure e ON e.claim_id = c.id AND e.ended_at IS NULL
            WHERE {_not_in_scope("e.paper_id")}""")
    _add_records(cursor)


def _add_records(cursor):
    """To each paper the one it was merged into, then all that were merged into that one."""
    for found, known in (("k.kept", "k.member"), ("k.member", "k.kept")):
        cursor.execute(f"""
            INSERT INTO cascade_scope SELECT DISTINCT {found}
            FROM cascade_kept k JOIN cascade_scope o ON o.paper = {known}
            WHERE {_not_in_scope(found)}""")


def _not_in_scope(column):
    return f"NOT EXISTS (SELECT 1 FROM cascade_scope known WHERE known.paper = {column})"


def _traced(cursor):
    cursor.execute(
        "SELECT k.member, k.kept FROM cascade_kept k JOIN cascade_scope o ON o.paper = k.member"
    )
    kept = {_id(member): _id(paper) for member, paper in cursor.fetchall()}
    by_paper = {}
    # Named by the table, because no list of ids is too long for it.
    looked_at = RawSQL("SELECT paper FROM cascade_scope", [])
    for pk, matches in matches_of(looked_at).items():
        by_paper.setdefault(kept.get(pk, pk), []).extend(matches)
    return Traced({pk: status_of(matches) for pk, matches in by_paper.items()}, kept)


def _follow(cursor):
    """Step 0 are the claims of the listed papers themselves."""
    cursor.execute(f"""
        INSERT INTO cascade_front
        SELECT l.paper, l.paper, l.paper, 0, {key_text("l.paper")} FROM cascade_listed l""")
    _add_merged(cursor, 0)
    cursor.execute(f"""
        INSERT INTO cascade_claim
        SELECT c.id, f.listed, 0, {key_text("c.id")} || ', ' || f.path
        FROM cascade_front f JOIN reviews_source s ON s.paper_id = f.member
        JOIN reviews_claim c ON c.source_id = s.id AND {_STANDS}""")
    _count(cursor, 0)
    for step in range(1, DEPTH + 1):
        if not _add_claims(cursor, step):
            return
        _add_papers(cursor, step)


def _add_claims(cursor, step):
    """Claims that rest on papers of the last front; returns how many. Of several ways, all as
    short as each other, the one over the smallest id is kept, so that it stays the same."""
    ways = " UNION ALL ".join(
        f"""SELECT c.id AS claim, f.listed, f.paper
        FROM cascade_front f {joined} WHERE f.step = {step - 1}"""
        for joined in _STEPS
    )
    cursor.execute(f"""
        INSERT INTO cascade_claim
        SELECT claim, found.listed, {step}, {key_text("claim")} || ', ' || f.path FROM (
            SELECT w.*, ROW_NUMBER() OVER (PARTITION BY claim, listed ORDER BY paper) AS place
            FROM ({ways}) w
            WHERE NOT EXISTS (SELECT 1 FROM cascade_claim known
                WHERE known.claim = w.claim AND known.listed = w.listed)) found
        JOIN cascade_front f ON f.paper = found.paper AND f.listed = found.listed
            AND f.member = f.paper
        WHERE place = 1""")
    return cursor.rowcount


def _add_papers(cursor, step):
    """The papers in which the claims of this step stand, each once for a listed paper."""
    _count(cursor, step)
    near = "" if step < NEAR else f"AND l.claims <= {WIDTH}"
    cursor.execute(f"""
        INSERT INTO cascade_front
        SELECT paper, paper, listed, {step}, {key_text("paper")} || ', ' || path FROM (
            SELECT w.*, ROW_NUMBER() OVER (PARTITION BY paper, listed ORDER BY claim) AS place
            FROM (SELECT COALESCE(k.kept, s.paper_id) AS paper, x.listed, x.claim, x.path
                FROM cascade_claim x JOIN cascade_listed l ON l.paper = x.listed {near}
                JOIN reviews_claim c ON c.id = x.claim JOIN reviews_source s ON s.id = c.source_id
                LEFT JOIN cascade_kept k ON k.member = s.paper_id WHERE x.steps = {step}) w
            WHERE NOT EXISTS (SELECT 1 FROM cascade_front known
                WHERE known.paper = w.paper AND known.listed = w.listed)) found
        WHERE place = 1""")
    _add_merged(cursor, step)


def _count(cursor, step):
    cursor.execute(f"""
        UPDATE cascade_listed SET claims = claims + (
            SELECT COUNT(*) FROM cascade_claim x WHERE x.steps = {step} AND x.listed = paper)""")


def _add_merged(cursor, step):
    """A claim may cite a record that was merged since: it cites the paper kept."""
    cursor.execute(f"""
        INSERT INTO cascade_front SELECT k.member, f.paper, f.listed, f.step, f.path
        FROM cascade_front f JOIN cascade_kept k ON k.kept = f.paper
        WHERE f.step = {step} AND f.member = f.paper""")


def _id(value):
    return uuid.UUID(str(value))
