"""What pages and reports say of papers and of what sources list about them."""

from datetime import date

from reviews.exports.reading_citations import citations
from reviews.vocabulary import PublicationStatus, Stance

_STANCES = {
    Stance.SUPPORTS: "cites as support",
    Stance.CONTRADICTS: "cites as speaking against it",
    Stance.MENTIONS: "mentions",
}


def day(iso: str | None) -> str:
    """22 August 2025; of None, that it is not known."""
    if iso is None:
        return "not known"
    moment = date.fromisoformat(iso)
    return f"{moment.day} {moment:%B %Y}"


def newest(contents) -> dict[str, dict]:
    """{id: paper} of claims, those first that were frozen first: what was known of a paper when
    the last of them was frozen, as claims of one edition may have been at different times."""
    papers = {}
    for content in contents:
        papers |= {row["paper"]["id"]: row["paper"] for row in citations(content)}
        papers[content["paper"]["id"]] = content["paper"]
    return papers


def status_sentence(paper) -> str:
    """What sources list of the paper, in neutral words; "" if nothing is listed."""
    status = paper["status"]
    if status["value"] == PublicationStatus.NOT_LISTED:
        return ""
    return f"This paper is {status['label'][0].lower()}{status['label'][1:]}."


def notice_sentence(notice) -> str:
    """One notice with its source, its "as of" day and what is not known."""
    unknown = [
        name for name, key in (("date", "dated"), ("reason", "reasons")) if notice[key] is None
    ]
    listed = f"{notice['nature']['label']}, listed by {notice['source']['label']}"
    extract = f"extract of {day(notice['as_of'])}" if notice["as_of"] else "undated extract"
    parts = [f"{listed} ({extract}), matched by {notice['matched_by'].upper()}."]
    if notice["dated"]:
        parts.append(f"Dated {day(notice['dated'])}.")
    if notice["reasons"]:
        parts.append(f"Reasons as listed: {notice['reasons'].rstrip('.')}.")
    if notice["reference"]:
        parts.append(f"The notice: {notice['reference'].rstrip('.')}.")
    if unknown:
        parts.append(f"Its {' and '.join(unknown)} {_are(unknown)} not known here.")
    return " ".join(parts)


def path_sentence(path) -> str:
    """By which papers a claim rests on the one that a notice is about; "" if it stands there."""
    if not path:
        return ""
    first, *others = [f"{_relation(step)} “{step['title'].rstrip('.')}”" for step in path]
    further = [f", of which a claim {step}" for step in others]
    return f"This claim {first}{''.join(further)}."


def exposure_sentence(exposure) -> str:
    """What a claim rests on, for one listed paper: the way to it, and its status."""
    status = exposure["status"]["label"]
    paper = exposure["path"][-1]["short"]
    return f"{path_sentence(exposure['path'])} {paper} is {status[0].lower()}{status[1:]}."


def since_sentence(notice) -> str:
    """A notice that became known after an edition, in a list of its claims."""
    nature, source = notice["nature"]["label"].lower(), notice["source"]["label"]
    if not notice["path"]:
        return f"A notice ({nature}, {source}) about the paper was listed since."
    return (
        f"A notice ({nature}, {source}) about a paper that it rests on was listed since."
        f" {path_sentence(notice['path'])}"
    )


def _relation(step):
    """What a claim has to do with the next paper on its way."""
    if step["how"] is None:
        return "was graded with"
    return _STANCES[Stance(step["how"]["value"])]


def check_sentence(check) -> str:
    """One dated look-up, "not listed" included."""
    extract = f"extract of {day(check['as_of'])}" if check["as_of"] else "an undated extract"
    return (
        f"{check['status']['label']} in {check['source']['label']} ({extract},"
        f" looked up on {day(check['checked_on'])})."
    )


def author_names(paper) -> str:
    """As reference lists have it: Iwamoto J, Takeda T."""
    names = []
    for author in paper["authors"]:
        initials = "".join(part[0] for part in author.get("given", "").split() if part)
        names.append(author.get("collective") or f"{author.get('family', '')} {initials}".strip())
    return ", ".join(filter(None, names))


def reference(paper) -> str:
    """The paper as a line of a reference list; what is not known is left out."""
    place = paper["volume"] or ""
    if paper["issue"]:
        place += f"({paper['issue']})"
    if paper["pages"]:
        place += f":{paper['pages']}"
    when = str(paper["year"]) if paper["year"] else ""
    dated = ";".join(filter(None, [when, place]))
    parts = [author_names(paper), paper["title"].rstrip("."), paper["journal"], dated]
    identifiers = [f"{row['scheme']['label']} {row['value']}" for row in paper["identifiers"]]
    return ". ".join(filter(None, [*parts, ", ".join(identifiers)])) + "."


def _are(things):
    return "is" if len(things) == 1 else "are"
