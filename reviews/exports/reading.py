"""What pages and reports say of frozen claims: the same sentences whatever the rendering."""

from dataclasses import dataclass
from datetime import date

from reviews.exports.gapchart import Row
from reviews.exports.segments import Mark, Piece, segments
from reviews.vocabulary import Kind, PublicationStatus

LEVELS = {
    1: "said to be very uncertain",
    2: "hedged, as with “may”",
    3: "likely, as with “probably”",
    4: "asserted",
}


@dataclass(frozen=True)
class Comparison:
    """One item of a round: what was settled, and what each appraiser answered, by letter."""

    label: str
    settled: dict | None
    answers: list[dict | None]

    @property
    def differs(self):
        return len({answer and answer["answer"] for answer in self.answers}) > 1


def quote_pieces(content) -> list[Piece]:
    """The claim itself, cut at its cues."""
    start, end = content["extent"]["start"], content["extent"]["end"]
    cues = [
        Mark(cue["start"] - start, cue["end"] - start, "cue")
        for cue in content["wording"]["cues"]
        if start <= cue["start"] < cue["end"] <= end
    ]
    return segments(content["extent"]["exact"], cues)


def text_pieces(contents) -> list[Piece]:
    """The source text of claims that share it, each marked by its label, cues within."""
    text = contents[0]["source"]["text"]
    marks = []
    for content in contents:
        extent = content["extent"]
        marks.append(
            Mark(
                extent["start"], extent["end"], content["label"]["value"], anchor(content["claim"])
            )
        )
        marks += [Mark(cue["start"], cue["end"], "cue") for cue in content["wording"]["cues"]]
    return segments(text, marks)


def anchor(claim) -> str:
    """The id that a claim's mark has in a page."""
    return f"claim-{claim}"


def in_text_order(contents):
    """By paper, then by place in the text."""
    return sorted(
        contents,
        key=lambda content: (
            content["paper"]["short"],
            content["paper"]["id"],
            content["source"]["id"],
            content["extent"]["start"],
            content["extent"]["end"],
            content["claim"],
        ),
    )


def worded(content) -> str:
    """How the claim is put, in a few words."""
    wording = content["wording"]
    if wording["kind"]["value"] == Kind.RECOMMENDATION:
        direction = wording["direction"]
        return wording["advice"]["label"] + (f", {direction['value']}" if direction else "")
    level = wording["language_level"]
    put = f", {LEVELS[level]} (level {level} of 4)" if level else ""
    advice = wording["advice"]
    also = f"; {advice['label'].lower()}" if advice["value"] != "none" else ""
    return wording["kind"]["label"] + put + also


def judged_by(content) -> str:
    """How many appraised the claim, and how the latest verdict was reached."""
    rounds = [round for round in content["rounds"] if round["about"] == "claim"]
    if not rounds:
        return "Nobody yet"
    letters = {a["letter"] for round in rounds for a in round["appraisals"]}
    noun = "appraiser" if len(letters) == 1 else "appraisers"
    return f"{len(letters)} {noun}, settled by {rounds[-1]['verdict']['settled_by']['value']}"


def day(iso: str | None) -> str:
    """22 August 2025; of None, that it is not known."""
    if iso is None:
        return "not known"
    moment = date.fromisoformat(iso)
    return f"{moment.day} {moment:%B %Y}"


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


def check_sentence(check) -> str:
    """One dated look-up, "not listed" included."""
    extract = f"extract of {day(check['as_of'])}" if check["as_of"] else "an undated extract"
    return (
        f"{check['status']['label']} in {check['source']['label']} ({extract},"
        f" looked up on {day(check['checked_on'])})."
    )


def comparisons(round) -> list[Comparison]:
    """Every item that was settled or answered, with the answers in order of letter."""
    settled = {answer["item"]: answer for answer in round["verdict"]["answers"]}
    given = [{a["item"]: a for a in appraisal["answers"]} for appraisal in round["appraisals"]]
    items = {}
    for answers in (settled, *given):
        items |= {item: answer["label"] for item, answer in answers.items() if item not in items}
    return [
        Comparison(label, settled.get(item), [answers.get(item) for answers in given])
        for item, label in items.items()
    ]


def agreement_sentence(round) -> str:
    rows = comparisons(round)
    same = sum(not row.differs for row in rows)
    return f"All appraisers gave the same answer on {same} of {len(rows)} items."


def chart_rows(contents) -> list[Row]:
    """One row a claim of a paper, in the text's order."""
    return [
        Row(
            name=f"Claim {number}",
            claim=content["claim"],
            text=content["extent"]["reads_as"] or content["extent"]["exact"],
            worded=worded(content),
            level=content["wording"]["language_level"],
            certainty=(content["certainty"] or {}).get("overall"),
            label=content["label"],
        )
        for number, content in enumerate(contents, start=1)
    ]


def signed(step: int | None) -> str:
    """A step of a sum with its sign, as print has it; of None, nothing."""
    if step is None:
        return ""
    return f"\N{MINUS SIGN}{-step}" if step < 0 else f"+{step}" if step else "0"


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


def citation(content, number: int, published_on: date, url: str) -> str:
    """How to cite this edition of the claim."""
    return (
        f"{content['panel']['name']}. Appraisal of a claim in {content['paper']['short']}:"
        f" “{content['extent']['exact']}” {content['label']['label']}. Edition {number},"
        f" {published_on.day} {published_on:%B %Y}. {url}"
    )


def _are(things):
    return "is" if len(things) == 1 else "are"
