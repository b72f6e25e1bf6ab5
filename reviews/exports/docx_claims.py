"""The claims of a Word document, and the rounds behind them, as blocks."""

from reviews.exports.wordprocessing import Heading, Table, paragraph, run, strong


def small(text):
    return paragraph(text, style="Meta")


def labelled(label):
    """The label with the look that its claims have in the text."""
    return run(label["label"], f"Label_{label['value']}")


def texted(piece):
    """A stretch of a text with the look of its claim's label, cues slanted."""
    style = f"Label_{piece['label']}" if piece["label"] else ""
    return run(piece["text"], style, bold=piece["is_cue"], italic=piece["is_cue"])


def claim(shown):
    yield Heading(2, f"{shown['name']}: {shown['label']['label'].lower()}")
    yield paragraph("“", *map(texted, shown["quote"]), "”", style="Quote")
    for sentence in shown["since"]:
        yield paragraph(strong(sentence))
    for first, *others in shown["exposures"]:
        yield paragraph(strong(first), *(f"\n{other}" for other in others), style="Notice")
    if shown["reads_as"]:
        yield paragraph(f"Reads as: {shown['reads_as']} (words in brackets are added, not quoted)")
    yield paragraph(labelled(shown["label"]), f" {shown['label']['means']} {shown['label']['why']}")
    yield from _facts(shown)
    yield from _flags(shown)
    for premise in shown["premises"]:
        yield paragraph(strong("Argued from:"), f" “{premise}”")
    yield from _citations(shown)
    yield paragraph(strong("What this does not mean."), f" {shown['label']['does_not_mean']}")
    if shown["stability"]:
        yield paragraph(strong("Would it change?"), f" {' '.join(shown['stability'])}")
    for round in shown["rounds"]:
        yield from round_blocks(round)
    start, end = shown["place"]
    public = f" Public page: {shown['address']}." if shown["address"] else ""
    yield small(
        f"Characters {start} to {end} of the text.{public} SHA-256 of this record: "
        f"{shown['digest']}"
    )


def _facts(shown):
    yield _fact("How it is worded", shown["worded"])
    for outcome in shown["outcomes"]:
        yield _fact(outcome["heading"], outcome["certainty"], f" ({outcome['basis']})")
    if not shown["outcomes"]:
        yield _fact("Certainty of the evidence", "Not graded")
    yield _fact("Judged by", shown["judged_by"])
    if shown["overall"]:
        yield paragraph(" ".join(shown["overall"]))
    if shown["notes"]:
        yield small(" ".join(shown["notes"]))


def _fact(name, value, more=""):
    return paragraph(run(f"{name}: ", "Fact"), strong(value), run(more, "Fact"))


def _flags(shown):
    if shown["flags"]:
        yield Heading(3, "Why it is flagged")
    for flag in shown["flags"]:
        said = [flag["means"]]
        if flag["because"] != flag["means"]:
            said.append(flag["because"])
        if flag["cues"]:
            said.append(f"Read from: {', '.join(f'“{words}”' for words in flag['cues'])}.")
        if flag["severity"]["value"] != "info":
            said.append(flag["does_not_mean"])
        severity = flag["severity"]["label"].lower()
        yield paragraph(
            strong(flag["label"]), f" ({severity}). {' '.join(said)}", style="ListBullet"
        )
    if exception := shown["exception"]:
        yield paragraph(
            strong(f"Recorded exception {exception['situation']}."),
            f" {exception['summary']} The panel: {exception['reason']}",
        )


def _citations(shown):
    if shown["citations"]:
        yield Heading(3, "What this claim rests on")
    for citation in shown["citations"]:
        quoted = f" “{citation['quote']}”" if citation["quote"] else ""
        yield paragraph(
            strong(f"{citation['stance']}."),
            f" {citation['reference']} Study design: {citation['design'].lower()}."
            f" {citation['directness']}{quoted} ",
            strong(citation["status"]),
            *(f"\n{sentence}" for sentence in citation["notices"]),
            style="ListBullet",
        )


def round_blocks(round):
    yield Heading(3, round["title"])
    if round["asked"]:
        yield paragraph(" ".join(round["asked"]))
    if round["under"]:
        yield paragraph(round["under"])
    for paper in round["papers"]:
        yield paragraph(paper, style="ListBullet")
    yield small(round["caption"])
    result = strong(f"{round['symbol']} {round['result']}".strip())
    yield Table(
        f"Verdict. {round['title']}",
        (4, 3, 1, 6),
        ("Domain", "Judgement", "Step", "What it rests on"),
        [*round["answers"], (strong("Result"), result, "", round["trace"])],
    )
    if round["departure"]:
        yield paragraph(round["departure"])
    if round["rationale"]:
        yield paragraph(strong("Rationale."), f" {round['rationale']}")
    yield paragraph(round["agreement"])
    yield Table(
        f"Every answer, by appraiser. {round['title']}",
        (3, *(2 for _ in round["letters"]), 2),
        ("Item", *(f"Appraiser {letter}" for letter in round["letters"]), "Settled"),
        [*round["compared"], (strong("Result"), *round["results"], result)],
    )
    for appraisal in round["appraisals"]:
        yield from _appraisal(appraisal)
    for name, statement in round["dissents"]:
        yield paragraph(strong(f"Appraiser {name} dissents."), f" {statement}", style="Dissent")


def _appraisal(appraisal):
    """In the appraiser's own words; nothing if they wrote none."""
    if appraisal["rationale"] or appraisal["reasons"]:
        yield paragraph(strong(f"Appraiser {appraisal['name']}"), keep=True)
    if appraisal["rationale"]:
        yield paragraph(appraisal["rationale"])
    for reason in appraisal["reasons"]:
        yield paragraph(reason, style="ListBullet")
