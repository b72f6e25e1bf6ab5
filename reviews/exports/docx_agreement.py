"""How far appraisers agreed, in a Word document."""

from reviews.exports.docx_claims import small
from reviews.exports.reading_report import INTERVALS
from reviews.exports.wordprocessing import Heading, Table, paragraph, strong


def agreement(measured, told, methods):
    """Blocks from what `reading_report.document` says of agreement, by instrument."""
    yield Heading(1, "Agreement of appraisers")
    yield paragraph(told)
    for each in measured:
        yield from _of_instrument(each)
    yield small(INTERVALS)
    for method in methods:
        yield paragraph(method, style="ListBullet")


def _of_instrument(each):
    yield Heading(2, each["title"])
    yield paragraph(each["rests_on"])
    if each["without"]:
        yield paragraph(each["without"])
    else:
        yield Table(f"{each['title']}: coefficients", (2, 3), ("Coefficient", "Value"),
                    each["headline"])  # fmt: skip
    if each["few"]:
        yield paragraph(strong(each["few"]))
    yield Table(
        f"{each['title']}: question by question",
        (4, 2, 3, 3, 3),
        ("Question", "Rounds", "Krippendorff’s alpha", "Gwet’s AC", "Percent agreement"),
        each["questions"],
    )
    for line in each["lines"]:
        told = zip(each["columns"], line[1:], strict=True)
        shares = (f"{name} {share}" for name, share in told if share not in ("", None))
        yield small(f"{line[0]}: {'; '.join(shares)}.")
    if each["cut"]:
        yield small(each["cut"])
