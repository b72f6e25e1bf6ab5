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


def since(standing, content, number) -> list[dict]:
    """Of edition `number`, in which the claim is as in `content`: what was told of the newest
    edition of the claim, and what was told of this one before there was a newer."""
    known = held(content)
    before = [
        {key: value for key, value in notice.items() if key != "until"}
        for notice in standing.notices_before
        if notice["until"] >= number
    ]
    return [n for n in [*standing.notices_since, *before] if n["id"] not in known]


def seen(standing, content, number):
    """The row as that edition shows it; it is not to be saved."""
    standing.notices_since = since(standing, content, number)
    return standing
