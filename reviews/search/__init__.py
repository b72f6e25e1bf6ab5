"""Full text over published claims and over panels' papers: SQLite FTS5, PostgreSQL tsvector with
GIN; one small port.

Both databases stem English words and want all the words that are asked for. `claims` keeps what is
public by words and facets, `ranking` finds the best of it, `marks` shows where, `spelling` knows
words that are near; `papers` is the desk's own.
"""
