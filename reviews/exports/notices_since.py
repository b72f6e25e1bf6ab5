"""What whoever reads an edition of a claim is told of notices that this edition does not hold."""

from reviews.exports.reading_citations import citations


def held(content) -> set[str]:
    """Ids of the notices that a frozen claim tells of: those about its paper, those about the
    papers it cites, and those about whatever else it rests on."""
    notices = [*content["paper"]["notices"]]
    for citation in citations(content):
        notices += citation["paper"]["notices"]
    for exposure in content.get("exposures", ()):
        notices += exposure["notices"]
    return {notice["id"] for notice in notices}


def rests_on(content) -> dict:
    """{id: path} of the papers that a frozen claim itself names: its own, for which the path is
    None, those that it cites, and those with which its outcomes were graded. A verdict that was
    superseded stays in the edition, which does not rest on it any more."""
    found = {content["paper"]["id"]: None}
    rows = [(citation["paper"], citation["stance"]) for citation in citations(content)]
    rows += [(paper, None) for paper in _graded_with(content)]
    for row, how in rows:
        step = {"paper": row["id"], "short": row["short"], "title": row["title"], "how": how}
        found.setdefault(row["id"], [step])
    return found


def _graded_with(content):
    counting = {outcome["round"] for outcome in content["outcomes"]}
    bodies = [round["body"] for round in content["rounds"] if round["id"] in counting]
    return [paper for body in bodies if body for paper in body["papers"]]


def since(standing, frozen) -> list[dict]:
    """What is told of the editions that show the claim as it was frozen with this id."""
    if standing.frozen_id == frozen:
        return standing.notices_since
    return standing.notices_before.get(str(frozen), [])


def seen(standing, frozen):
    """The row as those editions show it; it is not to be saved."""
    standing.notices_since = since(standing, frozen)
    return standing
