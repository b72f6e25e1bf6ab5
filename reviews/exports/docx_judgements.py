"""What papers were judged to be, in a Word document: in words, as a word processor draws nothing
that its readers could check."""

from reviews.exports.terms import within
from reviews.exports.wordprocessing import Heading, Table, paragraph, strong


def judgements(drawings, words):
    """Blocks from what `reading_report.document` says of judgements, by instrument."""
    yield Heading(1, words["judgements"])
    for each in drawings:
        yield Heading(2, each["title"])
        labels = [label for _, label in each["columns"]]
        for study, lights in each["lines"]:
            told = zip(labels, lights, strict=True)
            said = (f"{label}: {within(light['label'])}" for label, light in told)
            yield paragraph(strong(study), f". {'; '.join(said)}.")
        yield Table(
            f"{each['title']}: {words['share_of_studies']}",
            (4, 3, 1, 1),
            tuple(words[name] for name in ("domain", "level", "studies", "share")),
            [
                (label, light["label"], str(count), f"{percent}%")
                for label, shares in each["shares"]
                for light, count, percent in shares
            ],
        )
