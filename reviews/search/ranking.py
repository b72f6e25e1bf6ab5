"""The best of what is asked for.

Of a query that half of all claims fit, ranking everything takes as long as everything. So the
newest claims that fit are ranked, MOST of them, then the next as many: whoever goes on sees each
once. A claim counts more the more of the words stand in its quote, then in its paper's title, and
if they stand side by side there. That is the same on both databases.
"""

import re
from collections import Counter
from dataclasses import dataclass

from reviews.search.queries import QUOTE, TABLE, TITLE, Query, condition, side_by_side

MOST = 1000  # claims that are ranked, and counted, at a time
WEIGHED = 5  # words
IN_QUOTE, IN_TITLE, BESIDE_IN_QUOTE, BESIDE_IN_TITLE = 3, 1, 2, 1
_PLACE = re.compile(r"(\d{0,18})(?:~(\d{1,3})~(\d{1,18}))?", re.ASCII)


@dataclass(frozen=True)
class Hit:
    """A claim that fits: its number in the index, and in which place its words are marked."""

    claim: str
    number: int
    score: int
    place: str


@dataclass(frozen=True)
class Found:
    """`hits` are a page, best first; `following` is the place to go on from or None.

    `counts` are {facet: Counter of its values} among the newest MOST that fit everything else;
    `is_more` says of which facets there are more; `is_part` whether more fit than are ranked.
    """

    hits: list
    following: str | None
    counts: dict
    is_more: dict
    is_part: bool


def page(connection, query, names, after, size):
    """Found for a query. `names` are the facets to count; `after` is a place or None, and
    ValueError if it is no such place."""
    start, seen = _place(after)
    statement, params = _statement(connection.vendor, query, start)
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    window = sorted((row for row in rows if row[0] == 0), key=lambda row: -row[1])
    ranked = sorted(map(_hit, window[:MOST]), key=_order)
    ranked = [hit for hit in ranked if seen is None or _order(hit) > seen]
    following = None
    if len(ranked) > size:
        last = ranked[size - 1]
        following = f"{'' if start is None else start}~{last.score}~{last.number}"
    elif len(window) > MOST:
        following = str(window[MOST - 1][1])
    counts, is_more = _counts(rows, query, names, start)
    return Found(ranked[:size], following, counts, is_more, len(window) > MOST)


def _order(hit):
    return -hit.score, -hit.number


def _hit(row):
    _, number, claim, _, quoted, titled, beside = row
    place = QUOTE if quoted else TITLE if titled else "rest"
    return Hit(claim, number, IN_QUOTE * quoted + IN_TITLE * titled + beside, place)


def _place(after):
    """(number below which the ranked begin or None, what comes after or None)."""
    if after is None:
        return None, None
    found = _PLACE.fullmatch(after)
    if not found or after == "":
        raise ValueError(after)
    start, score, number = found.groups()
    seen = None if number is None else (-int(score), -int(number))
    return int(start) if start else None, seen


def _statement(vendor, query, start):
    """One statement: the ranked first, then what facets are counted in."""
    below = "" if start is None else f"AND {{}} < {start:d}"
    newest, params = _newest(vendor, query, below)
    scores, told = _scores(vendor, query)
    chosen = f"WITH c AS MATERIALIZED ({newest}) "
    beside = f" CROSS JOIN {TABLE} w WHERE w.number = c.number" if vendor == "sqlite" else ""
    row, nobody = ("w", "NULL") if beside else ("c", "NULL::uuid")
    parts = [f"SELECT 0, c.number, {row}.id, {row}.facets, {scores} FROM c{beside}"]
    params += told
    for place, (_, other) in enumerate(_counted(query, start), 1):
        counted, of_it = _newest(vendor, other, "")
        parts.append(
            f"SELECT {place}, c.number, {nobody}, {row}.facets, 0, 0, 0 FROM ({counted}) c{beside}"
        )
        params += of_it
    return chosen + " UNION ALL ".join(parts), params


def _newest(vendor, query, below):
    """(SQL of the newest claims that fit, one more than are counted; its parameters)"""
    asked, params = condition(vendor, query) if query else ("", [])
    if vendor == "postgresql":
        column, columns, table = "number", "number, id, facets, words", TABLE
        where = f"words {asked}"
    elif query:
        column, columns, table = "rowid", "rowid AS number", f"{TABLE}_found"
        where = f"{table} {asked}"
    else:
        column, columns, table = "number", "number", TABLE
    where = f"WHERE {where} {below.format(column)} " if query else ""
    return (
        f"SELECT {columns} FROM {table} {where}ORDER BY {column} DESC LIMIT {MOST + 1}", params
    )  # fmt: skip


def _scores(vendor, query):
    """(SQL of three columns: words in the quote, words in the title, what it counts more for
    standing side by side; its parameters)."""
    columns, params = [], []
    for place in (QUOTE, TITLE):
        terms = []
        for word in query.words[:WEIGHED]:
            term, told = _is_among(vendor, condition(vendor, Query((word,)), among=place), query)
            terms.append(term)
            params += told
        columns.append(" + ".join(terms) or "0")
    beside = []
    if len(query.words) > 1:
        for place, weight in ((QUOTE, BESIDE_IN_QUOTE), (TITLE, BESIDE_IN_TITLE)):
            term, told = _is_among(vendor, side_by_side(vendor, query, place), query)
            beside.append(f"{weight} * {term}")
            params += told
    return ", ".join([*columns, " + ".join(beside) or "0"]), params


def _is_among(vendor, asked, query):
    """1 for a candidate that holds this as well, else 0. Full text of SQLite is read once, as far
    as candidates go, and not beyond what they hold in common."""
    sql, params = asked
    if vendor == "postgresql":
        return f"(words {sql})::int", params
    [whole], [part] = condition(vendor, query)[1], params
    return (
        (f"(c.number IN (SELECT rowid FROM {TABLE}_found WHERE {TABLE}_found MATCH %s "
        "AND rowid >= (SELECT min(number) FROM c)))"), [f"{whole} AND ({part})"],
    )  # fmt: skip


def _counted(query, start):
    """(facet or None for all that are not chosen, query without it) that the ranked are not."""
    chosen = dict.fromkeys(name for name, _ in query.facets)
    others = [(name, query.without(name)) for name in chosen]
    return others if start is None else [(None, query), *others]


def _counts(rows, query, names, start):
    counted = [name for name, _ in _counted(query, start)]
    sets = {name: [] for name in (None, *counted)}
    for place, _, _, facets, *_ in rows:
        name = counted[place - 1] if place else None
        if place or start is None:
            sets[name].append(facets)
    tallied = {name: _tally(lines[:MOST]) for name, lines in sets.items()}
    counts, is_more = {}, {}
    for name in names:
        one = name if name in sets else None
        counts[name] = Counter(
            {line[len(name) + 1 :]: number for line, number in tallied[one].items()
             if line.startswith(f"{name} ")}
        )  # fmt: skip
        is_more[name] = len(sets[one]) > MOST
    return counts, is_more


def _tally(facets):
    return Counter(line for lines in facets for line in lines.split("\n"))
