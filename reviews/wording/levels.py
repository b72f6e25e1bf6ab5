"""How firmly a sentence is worded, 1 (said to be unknown) to 4 (assertive).

Words and levels after Santesso et al., GRADE guidelines 26, J Clin Epidemiol 2020;119:126.
"""

from reviews.wording.lexicon import Found, Matches

ASSERTIVE = 4
_HEDGED = (1, 2, 3)
_VERBS = ("present", "past", "causal_verb", *(f"hedge.{level}" for level in _HEDGED))
_RELATIVE = ("which", "who", "whose", "where")
_OPENING = (
    "although ", "though ", "while ", "whereas ", "because ", "since ", "if ", "when ",
    "given that ", "despite ", "in spite of ",
)  # fmt: skip


def language_level(matches: Matches) -> int:
    """The lowest hedge that governs the main verb.

    Hedges of subordinate and relative clauses do not; a reporting verb ("suggest that")
    stands in the main clause, so it governs whatever it introduces. An explicit "the
    evidence is very uncertain" counts wherever it stands.
    """
    if matches.has("uncertain_evidence"):
        return _HEDGED[0]
    for level in _HEDGED:
        hedges = matches.apart((f"hedge.{level}",), "relative_hedge")
        if hedges and any(hedge.overlaps(main_clause(matches)) for hedge in hedges):
            return level
    return ASSERTIVE


def main_clause(matches: Matches) -> list[Found]:
    """The stretches of the main clause: relative clauses left out, and what follows it."""
    text = matches.folded
    verbs = matches.of(*_VERBS)
    start = text.find(", ") + 1 if text.startswith(_OPENING) else 0
    stretches: list[Found] = []
    for opener in matches.of("subordinate"):
        if opener.start < start:
            continue
        so_far = [*stretches, Found(start, opener.start)]
        relative = text[opener.start : opener.end].endswith(_RELATIVE)
        closing = text.find(",", opener.end) if relative else -1
        if closing >= 0:
            stretches, start = so_far, closing
        elif any(verb.overlaps(so_far) for verb in verbs):
            return so_far
    return [*stretches, Found(start, len(text))]
