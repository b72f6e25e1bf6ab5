"""What pages and reports say of frozen claims: the same sentences whatever the rendering."""

from datetime import date

from django.utils.translation import gettext_noop

from reviews.exports.gapchart import Row
from reviews.exports.language import gettext as _
from reviews.exports.language import ngettext
from reviews.exports.reading_papers import day, since_sentence
from reviews.exports.reading_rounds import about
from reviews.exports.segments import Mark, Piece, segments
from reviews.exports.terms import within
from reviews.vocabulary import Banner, Kind

LEVELS = {
    1: gettext_noop("said to be very uncertain"),
    2: gettext_noop("hedged, as with “may”"),
    3: gettext_noop("likely, as with “probably”"),
    4: gettext_noop("asserted"),
}


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
        return wording["advice"]["label"] + (f", {within(direction['label'])}" if direction else "")
    level = wording["language_level"]
    put = f", {_level(level)}" if level else ""
    advice = wording["advice"]
    also = f"; {within(advice['label'])}" if advice["value"] != "none" else ""
    return wording["kind"]["label"] + put + also


def _level(level):
    return _("{put} (level {level} of 4)").format(put=_(LEVELS[level]), level=level)


def outcome_heading(outcome) -> str:
    """What the certainty is called, and of which outcome it is."""
    return _("{heading}, for {name}").format_map(outcome)


def judged_by(content) -> str:
    """How many appraised the claim, and how the latest verdict was reached."""
    rounds = about(content, "claim")
    if not rounds:
        return _("Nobody yet")
    letters = {a["letter"] for round in rounds for a in round["appraisals"]}
    said = ngettext(
        "{count} appraiser, settled by {way}", "{count} appraisers, settled by {way}", len(letters)
    )
    way = within(rounds[-1]["verdict"]["settled_by"]["label"])
    return said.format(count=len(letters), way=way)


def cue_words(flag) -> list[str]:
    """The words that a flag was read from, each once."""
    return list(dict.fromkeys(cue["text"] for cue in flag["cues"]))


def place_of(number, text) -> str:
    """Where a claim is, for names of regions."""
    return _("claim {number} of {text}").format(number=number, text=text)


def text_of(number) -> str:
    return _("text {number}").format(number=number)


def named(number) -> str:
    return _("Claim {number}").format(number=number)


def chart_rows(contents) -> list[Row]:
    """One row a claim of a paper, in the text's order."""
    return [
        Row(
            name=named(number),
            claim=content["claim"],
            text=content["extent"]["reads_as"] or content["extent"]["exact"],
            worded=worded(content),
            level=content["wording"]["language_level"],
            certainty=(content["certainty"] or {}).get("overall"),
            label=content["label"],
        )
        for number, content in enumerate(contents, start=1)
    ]


def since(standing) -> list[str]:
    """What became of a claim after its edition, each sentence once; nothing for None."""
    if not standing:
        return []
    if standing.banner == Banner.WITHDRAWN:
        return [_("Withdrawn since. {reason}").format(reason=standing.reason).strip()]
    told = dict.fromkeys(since_sentence(notice) for notice in standing.notices_since)
    if not told and standing.banner == Banner.RE_EVALUATION:
        return [_("Under re-evaluation since.")]
    return list(told)


def became(standing) -> list[str]:
    """What its edition does not say of a claim: withdrawn, under re-evaluation, notices since."""
    reason = f" {standing.reason}" if standing.reason else ""
    if standing.banner == Banner.WITHDRAWN:
        return [f"The panel has withdrawn this claim.{reason}"]
    is_doubted = standing.banner == Banner.RE_EVALUATION
    return [
        *([f"This claim is under re-evaluation.{reason}"] if is_doubted else []),
        *since(standing),
    ]


def doubts(standings) -> str:
    """How many claims of an edition are touched by notices that it does not hold; "" if none."""
    touched = [row for row in standings if row.notices_since and row.banner != Banner.WITHDRAWN]
    again = sum(row.banner == Banner.RE_EVALUATION for row in touched)
    if not touched:
        return ""
    return _(
        "Since this edition, notices about the papers of its claims, or about papers that they"
        " rest on, were listed. Claims concerned: {count}; under re-evaluation: {again}."
    ).format(count=len(touched), again=again)


def citation(content, number: int, published_on: date, url: str) -> str:
    """How to cite this edition of the claim."""
    return (
        f"{content['panel']['name']}. Appraisal of a claim in {content['paper']['short']}:"
        f" “{content['extent']['exact']}” {content['label']['label']}. Edition {number},"
        f" {day(published_on)}. {url}"
    )
