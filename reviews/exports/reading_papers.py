"""What pages and reports say of papers and of what sources list about them."""

from datetime import date
from functools import lru_cache

from django.utils import dateformat

from reviews.exports.language import gettext as _
from reviews.exports.language import language, pgettext
from reviews.exports.reading_citations import citations
from reviews.exports.terms import inside, within
from reviews.vocabulary import PublicationStatus, Stance

KEPT = 4096  # days


def day(known: str | date | None) -> str:
    """22 August 2025, of a date or of what an ISO date says; of None, that it is not known."""
    return _("not known") if known is None else _day(str(known), language())


@lru_cache(KEPT)
def _day(iso, spoken):
    # Translators: how a day is written, in the letters of Django's filter "date".
    return dateformat.format(date.fromisoformat(iso), pgettext("a day", "j F Y"))


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
    return _("This paper is {status}.").format(status=inside(status["label"]))


def notice_sentence(notice) -> str:
    """One notice with its source, its "as of" day and what is not known."""
    extract = _("undated extract")
    if notice["as_of"]:
        extract = _("extract of {day}").format(day=day(notice["as_of"]))
    parts = [
        _("{nature}, listed by {source} ({extract}), matched by {scheme}.").format(
            nature=notice["nature"]["label"],
            source=notice["source"]["label"],
            extract=extract,
            scheme=notice["matched_by"].upper(),
        )
    ]
    if notice["dated"]:
        parts.append(_("Dated {day}.").format(day=day(notice["dated"])))
    if notice["reasons"]:
        reasons = notice["reasons"].rstrip(".")
        parts.append(_("Reasons as listed: {reasons}.").format(reasons=reasons))
    if notice["reference"]:
        reference = notice["reference"].rstrip(".")
        parts.append(_("The notice: {reference}.").format(reference=reference))
    if notice["dated"] is None and notice["reasons"] is None:
        parts.append(_("Its date and reason are not known here."))
    elif notice["dated"] is None:
        parts.append(_("Its date is not known here."))
    elif notice["reasons"] is None:
        parts.append(_("Its reason is not known here."))
    return " ".join(parts)


def path_sentence(path) -> str:
    """By which papers a claim rests on the one that a notice is about; "" if it stands there."""
    if not path:
        return ""
    first, *others = [_relation(step).format(title=step["title"].rstrip(".")) for step in path]
    further = [_(", of which a claim {relation}").format(relation=step) for step in others]
    return _("This claim {relation}.").format(relation="".join([first, *further]))


def exposure_sentence(exposure) -> str:
    """What a claim rests on, for one listed paper: the way to it, and its status."""
    status = exposure["status"]["label"]
    paper = exposure["path"][-1]["short"]
    listed = _("{paper} is {status}.").format(paper=paper, status=inside(status))
    return f"{path_sentence(exposure['path'])} {listed}"


def since_sentence(notice) -> str:
    """A notice that became known after an edition, in a list of its claims."""
    told = {"nature": within(notice["nature"]["label"]), "source": notice["source"]["label"]}
    if not notice["path"]:
        said = _("A notice ({nature}, {source}) about the paper was listed since.")
        return said.format_map(told)
    said = _("A notice ({nature}, {source}) about a paper that it rests on was listed since.")
    return f"{said.format_map(told)} {path_sentence(notice['path'])}"


def _relation(step):
    """What a claim has to do with the next paper on its way."""
    if step["how"] is None:
        return _("was graded with “{title}”")
    return {
        Stance.SUPPORTS: _("cites as support “{title}”"),
        Stance.CONTRADICTS: _("cites as speaking against it “{title}”"),
        Stance.MENTIONS: _("mentions “{title}”"),
    }[Stance(step["how"]["value"])]


def check_sentence(check) -> str:
    """One dated look-up, "not listed" included."""
    extract = _("an undated extract")
    if check["as_of"]:
        extract = _("extract of {day}").format(day=day(check["as_of"]))
    return _("{status} in {source} ({extract}, looked up on {day}).").format(
        status=check["status"]["label"],
        source=check["source"]["label"],
        extract=extract,
        day=day(check["checked_on"]),
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
