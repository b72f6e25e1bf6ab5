"""The claims of a Word document, and the rounds behind them, as blocks."""

from reviews.exports.wordprocessing import Heading, Table, paragraph, run, strong


def small(text):
    return paragraph(text, style="Meta")


def frozen(text, words):
    """What was frozen in English, and is told to be so where the document speaks otherwise."""
    return run(text, language=words["frozen_in"])


def labelled(label):
    """The label with the look that its claims have in the text."""
    return run(label["label"], f"Label_{label['value']}")


def texted(piece):
    """A stretch of a text with the look of its claim's label, cues slanted."""
    style = f"Label_{piece['label']}" if piece["label"] else ""
    return run(piece["text"], style, bold=piece["is_cue"], italic=piece["is_cue"])


def claim(shown, words):
    yield Heading(2, f"{shown['name']}: {shown['judged']}")
    yield paragraph(words["quote"], *map(texted, shown["quote"]), words["unquote"], style="Quote")
    for sentence in shown["since"]:
        yield paragraph(strong(sentence))
    for first, *others in shown["exposures"]:
        yield paragraph(strong(first), *(f"\n{other}" for other in others), style="Notice")
    if shown["reads_as"]:
        yield paragraph(f"{words['reads_as']} {shown['reads_as']} {words['added']}")
    yield paragraph(
        labelled(shown["label"]),
        frozen(f" {shown['label']['means']} {shown['label']['why']}", words),
    )
    yield from _facts(shown, words)
    yield from _flags(shown, words)
    for premise in shown["premises"]:
        yield paragraph(strong(words["argued_from"]), f" {premise}")
    yield from _citations(shown, words)
    yield paragraph(
        strong(words["not_meant"]), frozen(f" {shown['label']['does_not_mean']}", words)
    )
    if shown["stability"]:
        yield paragraph(
            strong(words["would_change"]), frozen(f" {' '.join(shown['stability'])}", words)
        )
    for round in shown["rounds"]:
        yield from round_blocks(round, words)
    public = f" {words['page']} {shown['address']}." if shown["address"] else ""
    yield small(f"{shown['place']}{public} {words['record_digest']} {shown['digest']}")


def _facts(shown, words):
    yield _fact(words["worded"], shown["worded"])
    for outcome in shown["outcomes"]:
        yield _fact(outcome["heading"], outcome["certainty"], f" ({outcome['basis']})")
    if not shown["outcomes"]:
        yield _fact(words["of_evidence"], words["not_graded"])
    yield _fact(words["judged_by"], shown["judged_by"])
    if shown["overall"]:
        yield paragraph(" ".join(shown["overall"]))
    if shown["notes"]:
        yield small(frozen(" ".join(shown["notes"]), words))


def _fact(name, value, more=""):
    return paragraph(run(f"{name}: ", "Fact"), strong(value), run(more, "Fact"))


def _flags(shown, words):
    if shown["flags"]:
        yield Heading(3, words["flagged"])
    for flag in shown["flags"]:
        said = [frozen(flag["means"], words)]
        if flag["because"] != flag["means"]:
            said.append(frozen(f" {flag['because']}", words))
        if flag["cues"]:
            said.append(f" {words['read_from']} {flag['cues']}.")
        if flag["severity"]["value"] != "info":
            said.append(frozen(f" {flag['does_not_mean']}", words))
        named = f" ({flag['severity']['within']}). "
        yield paragraph(strong(flag["label"]), named, *said, style="ListBullet")
    if exception := shown["exception"]:
        yield paragraph(
            strong(f"{words['exception']} {exception['situation']}."),
            frozen(f" {exception['summary']}", words),
            f" {words['the_panel']} {exception['reason']}",
        )


def _citations(shown, words):
    if shown["citations"]:
        yield Heading(3, words["rests_on"])
    for citation in shown["citations"]:
        quoted = f" {citation['quote']}" if citation["quote"] else ""
        yield paragraph(
            strong(f"{citation['stance']}."),
            f" {citation['reference']} {words['design']} {citation['design']}."
            f" {citation['directness']}{quoted} ",
            strong(citation["status"]),
            *(f"\n{sentence}" for sentence in citation["notices"]),
            style="ListBullet",
        )


def round_blocks(round, words):
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
        f"{words['verdict']} {round['title']}",
        (8, 6, 3, 11),
        (words["domain"], words["judgement"], words["step"], words["basis"]),
        [*round["answers"], (strong(words["result"]), result, "", frozen(round["trace"], words))],
    )
    if round["departure"]:
        yield paragraph(round["departure"])
    if round["rationale"]:
        yield paragraph(strong(words["rationale"]), f" {round['rationale']}")
    yield paragraph(round["agreement"])
    yield Table(
        f"{words['every_answer']} {round['title']}",
        (3, *(2 for _ in round["letters"]), 2),
        (words["item"], *round["letters"], words["settled"]),
        [*round["compared"], (strong(words["result"]), *round["results"], result)],
    )
    for appraisal in round["appraisals"]:
        yield from _appraisal(appraisal)
    for name, statement in round["dissents"]:
        yield paragraph(strong(name), f" {statement}", style="Dissent")


def _appraisal(appraisal):
    """In the appraiser's own words; nothing if they wrote none."""
    if appraisal["rationale"] or appraisal["reasons"]:
        yield paragraph(strong(appraisal["name"]), keep=True)
    if appraisal["rationale"]:
        yield paragraph(appraisal["rationale"])
    for reason in appraisal["reasons"]:
        yield paragraph(reason, style="ListBullet")
