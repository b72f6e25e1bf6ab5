"""How far appraisers agreed, in a Word document."""

from reviews.exports.docx_claims import small
from reviews.exports.wordprocessing import Heading, Table, paragraph, strong


def agreement(shown, words):
    """Blocks from what `reading_report.document` says of agreement, by instrument."""
    yield Heading(1, words["agreement"])
    yield paragraph(shown["agreement_is"])
    for each in shown["agreement"]:
        yield from _of_instrument(each, words)
    yield small(words["intervals"])
    for method in shown["methods"]:
        yield paragraph(method, style="ListBullet")


def _of_instrument(each, words):
    yield Heading(2, each["title"])
    yield paragraph(each["rests_on"])
    if each["without"]:
        yield paragraph(each["without"])
    else:
        yield Table(f"{each['title']}: {words['coefficients']}", (2, 3),
                    (words["coefficient"], words["value"]), each["headline"])  # fmt: skip
    if each["is_few"]:
        yield paragraph(strong(words["few"]))
    yield Table(
        f"{each['title']}: {words['by_question']}",
        (4, 2, 3, 3, 3),
        tuple(words[name] for name in ("question", "rounds", "alpha", "ac", "percent")),
        each["questions"],
    )
    for line in each["lines"]:
        told = zip(each["columns"], line[1:], strict=True)
        shares = (f"{name} {share}" for name, share in told if share not in ("", None))
        yield small(f"{line[0]}: {'; '.join(shares)}.")
    if each["cut"]:
        yield small(each["cut"])
