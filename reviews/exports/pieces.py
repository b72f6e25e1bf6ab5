"""Rows a piece at a time, each by a query of its own: the first is there at once, few are in memory
and no transaction stays open for as long as a reader takes.

A cursor would do none of this: outside a transaction PostgreSQL copies all it holds beforehand.
"""


def by_keyset(rows, size):
    """Of a table whose rows are keyed by claim, in that order: what stands when it is come to."""
    rows = rows.order_by("claim_id")
    piece = list(rows[:size])
    yield from piece
    while len(piece) == size:
        piece = list(rows.filter(claim_id__gt=piece[-1].claim_id)[:size])
        yield from piece


def by_ids(rows, size):
    """Of rows that no index has in the order of their claims: after the first piece, the ids of
    all others are read once."""
    rows = rows.order_by("claim_id")
    piece = list(rows[:size])
    yield from piece
    if len(piece) < size:
        return
    others = rows.filter(claim_id__gt=piece[-1].claim_id).values_list("claim_id", flat=True)
    ids = list(others)
    for start in range(0, len(ids), size):
        yield from rows.filter(claim_id__in=ids[start : start + size])
