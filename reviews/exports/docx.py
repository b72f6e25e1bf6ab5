"""A report as a Word document: the same report gives the same bytes."""

from reviews.exports.docx_agreement import agreement
from reviews.exports.docx_claims import claim, labelled, round_blocks, small, texted
from reviews.exports.docx_judgements import judgements
from reviews.exports.reading_report import CERTAINTY, document
from reviews.exports.wordprocessing import Contents, Heading, Table, package, paragraph, run, strong
from reviews.exports.xml_text import REPLACED, is_whole


def render(report) -> bytes:
    shown = document(report)
    return package(
        _blocks(shown),
        title=shown["title"],
        author=shown["panel"],
        identifier=shown["digest"],
        made_on=report.published_on,
    )


def _blocks(shown):
    yield from _front(shown)
    yield paragraph("Contents", style="FrontHeading")
    yield Contents(2)
    if shown["flow"]:
        yield Heading(1, "Flow of claims")
        yield Table(
            "What became of the panel’s claims",
            (1, 4, 6),
            ("Claims", "Step", "Left out there"),
            shown["flow"],
        )
    if shown["protocol"]:
        yield from _protocol(shown["protocol"])
    if shown["judgements"]:
        yield from judgements(shown["judgements"])
    if shown["agreement"]:
        yield from agreement(shown["agreement"], shown["agreement_is"], shown["methods"])
    for text in shown["texts"]:
        yield from _text(text)
    if shown["instruments"]:
        yield Heading(1, "Instruments")
        yield Table(
            "Instruments used, each version once",
            (4, 1, 5),
            ("Instrument", "Version", "SHA-256 of its definition"),
            shown["instruments"],
        )
    yield paragraph()


def _front(shown):
    yield paragraph(shown["title"], style="Title")
    if shown["doubts"]:
        yield paragraph(strong(shown["doubts"]), style="Notice")
    if shown["about"]:
        yield paragraph(shown["about"])
    for sentence in shown["partly"]:
        yield paragraph(sentence)
    for name, value in (
        (shown["dated_as"], shown["published"]),
        ("SHA-256 of the content", shown["digest"]),
        ("Head of the audit chain", shown["audit_head"]),
    ):
        if value:
            yield small(f"{name}: {value}")
    labels = [
        labelled({"value": value, "label": words}) for value, words in shown["labels"].items()
    ]
    parted = [part for label in labels for part in (" · ", label)][1:]
    yield paragraph("Labels, by colour and line: ", *parted)
    yield paragraph(CERTAINTY)
    if not is_whole(shown):
        yield paragraph(
            f"Characters that this format cannot hold are shown as {REPLACED}; the JSON of this"
            " {what} has them as they are.".format(what=shown["what"])
        )


def _protocol(protocol):
    yield Heading(1, f"Protocol, version {protocol['version']}")
    yield small(f"What the panel fixed beforehand. Locked on {protocol['locked_on']}.")
    yield Table("What the protocol fixes", (2, 7), ("What", "Fixed as"), protocol["facts"])
    for amendment in protocol["amendments"]:
        yield paragraph(
            strong(f"Version {amendment['version']}"),
            f", {amendment['locked_on']}: {amendment['reason']}",
        )
        for change in amendment["changes"]:
            yield paragraph(change, style="ListBullet")


def _text(text):
    yield Heading(1, text["paper"])
    yield paragraph(f"{text['reference']} Study design: {text['design'].lower()}.")
    yield from _listed(text)
    if text["pieces"]:
        yield from _in_context(text)
    for each in text["claims"]:
        yield from claim(each)
    if text["rounds"]:
        yield Heading(2, "The paper itself")
        for round in text["rounds"]:
            yield from round_blocks(round)


def _in_context(text):
    yield Heading(2, f"{text['kind']}, claims marked")
    yield paragraph(*map(texted, text["pieces"]), style="SourceText")
    yield small(
        "Slanted words are what the wording was read from. Quoted for review. SHA-256 of this"
        f" text: {text['sha256']}"
    )
    yield Heading(2, "Wording against certainty")
    yield Table(
        f"Wording against certainty of each claim in {text['short']}",
        (2, 5, 2, 4),
        ("Claim", "How it is worded", "Certainty", "Label"),
        [
            (row["name"], row["worded"], row["certainty"], labelled(row["label"]))
            for row in text["chart"]
        ],
    )


def _listed(text):
    """What publishers did, or that nothing is listed."""
    if text["status"] or text["notices"]:
        said = [run(f"\n{sentence}") for sentence in text["notices"]]
        yield paragraph(strong(text["status"]), *said, style="Notice")
        yield small(
            "This is what the publisher did. Labels are what the panel concluded about the"
            " evidence."
        )
    else:
        yield small(
            " ".join(text["checks"])
            or "Whether the paper was retracted or corrected has not been looked up."
        )
