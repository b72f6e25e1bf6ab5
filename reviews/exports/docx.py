"""A report as a Word document: the same report gives the same bytes."""

from reviews.exports.docx_agreement import agreement
from reviews.exports.docx_claims import claim, labelled, round_blocks, small, texted
from reviews.exports.docx_judgements import judgements
from reviews.exports.reading_report import document
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
        language=shown["tag"],
        table=shown["words"]["table"],
    )


def _blocks(shown):
    words = shown["words"]
    yield from _front(shown, words)
    yield paragraph(words["contents"], style="FrontHeading")
    yield Contents(2)
    if shown["flow"]:
        yield Heading(1, words["flow"])
        yield Table(
            words["flow_is"],
            (1, 4, 6),
            (words["claims"], words["step_of_flow"], words["left_out"]),
            shown["flow"],
        )
    if shown["protocol"]:
        yield from _protocol(shown["protocol"], words)
    if shown["judgements"]:
        yield from judgements(shown["judgements"], words)
    if shown["agreement"]:
        yield from agreement(shown, words)
    for text in shown["texts"]:
        yield from _text(text, words)
    if shown["instruments"]:
        yield Heading(1, words["instruments"])
        yield Table(
            words["instruments_are"],
            (4, 1, 5),
            (words["instrument"], words["version"], words["definition"]),
            shown["instruments"],
        )
    yield paragraph()


def _front(shown, words):
    yield paragraph(shown["title"], style="Title")
    if shown["quoting"]:
        yield paragraph(strong(shown["quoting"]))
    if shown["doubts"]:
        yield paragraph(strong(shown["doubts"]), style="Notice")
    if shown["about"]:
        yield paragraph(shown["about"])
    for sentence in shown["partly"]:
        yield paragraph(sentence)
    for name, value in (
        (shown["dated_as"], shown["published"]),
        (words["digest"], shown["digest"]),
        (words["audit_head"], shown["audit_head"]),
    ):
        if value:
            yield small(f"{name}: {value}")
    labels = [labelled({"value": value, "label": name}) for value, name in shown["labels"].items()]
    parted = [part for label in labels for part in (" · ", label)][1:]
    yield paragraph(f"{words['labels']} ", *parted)
    yield paragraph(words["certainty_is"])
    if not is_whole(shown):
        yield paragraph(words["replaced"].format(sign=REPLACED))


def _protocol(protocol, words):
    yield Heading(1, f"{words['protocol']} {protocol['version']}")
    yield small(f"{words['protocol_is']} {protocol['locked']}")
    yield Table(
        words["protocol_table"], (2, 7), (words["what"], words["fixed_as"]), protocol["facts"]
    )
    for amendment in protocol["amendments"]:
        yield paragraph(
            strong(f"{words['version']} {amendment['version']}"),
            f", {amendment['locked_on']}: {amendment['reason']}",
        )
        for change in amendment["changes"]:
            yield paragraph(change, style="ListBullet")


def _text(text, words):
    yield Heading(1, text["paper"])
    yield paragraph(f"{text['reference']} {words['design']} {text['design']}.")
    yield from _listed(text, words)
    if text["pieces"]:
        yield from _in_context(text, words)
    for each in text["claims"]:
        yield from claim(each, words)
    if text["rounds"]:
        yield Heading(2, words["paper_itself"])
        for round in text["rounds"]:
            yield from round_blocks(round, words)


def _in_context(text, words):
    yield Heading(2, text["marked"])
    yield paragraph(*map(texted, text["pieces"]), style="SourceText")
    yield small(f"{words['slanted']} {words['text_digest']} {text['sha256']}")
    yield Heading(2, words["chart"])
    yield Table(
        words["chart_of"].format(paper=text["short"]),
        (2, 5, 3, 4),
        (words["claim"], words["worded"], words["certainty"], words["label"]),
        [
            (row["name"], row["worded"], row["certainty"], labelled(row["label"]))
            for row in text["chart"]
        ],
    )


def _listed(text, words):
    """What publishers did, or that nothing is listed."""
    if text["status"] or text["notices"]:
        said = [run(f"\n{sentence}") for sentence in text["notices"]]
        yield paragraph(strong(text["status"]), *said, style="Notice")
        yield small(words["publisher"])
    else:
        yield small(" ".join(text["checks"]) or words["not_looked_up"])
