"""What a page may show of how claims are worded and labelled, and where they stand in a text."""

from dataclasses import dataclass

from reviews.exports.segments import Mark, Piece, segments
from reviews.models import Claim
from reviews.models.facts import facts_of
from reviews.vocabulary import Label
from reviews.wording.labels import Reading, read

AROUND = 600  # code points of the text shown before and after a claim


@dataclass(frozen=True)
class Line:
    """A claim in the order of its text. `reading` is None while the person who looks appraises
    the claim: then neither label nor wording is shown."""

    number: int
    claim: Claim
    reading: Reading | None

    @property
    def anchor(self):
        return f"claim-{self.claim.pk}"

    @property
    def label(self):
        return self.reading.label if self.reading else Label.NOT_GRADED


@dataclass(frozen=True)
class Stretch:
    """A piece of a text and the claims that begin there."""

    piece: Piece
    begins: list[Line]


def lines(claims, user):
    """A Line for each claim, with what this person may see of it; five queries."""
    claims = list(claims)
    visible = Claim.objects.filter(pk__in=[claim.pk for claim in claims])
    hidden = set(visible.appraised_by(user).values_list("pk", flat=True))
    known = facts_of(claim for claim in claims if claim.pk not in hidden)
    return [
        Line(number, claim, read(known[claim.pk]) if claim.pk in known else None)
        for number, claim in enumerate(claims, start=1)
    ]


def marked(text, lines):
    """The text in stretches, its claims marked by label and their cues slanted."""
    marks = []
    for line in lines:
        revision = line.claim.revision
        marks.append(Mark(revision.start, revision.end, line.label, line.anchor))
        if line.reading:
            marks += _cues(line.claim)
    return _stretches(text, marks, lines)


@dataclass(frozen=True)
class Surroundings:
    """A claim with the text around it: from which code point on, and whether more follows."""

    start: int
    stretches: list[Stretch]
    is_cut: bool


def around(line):
    revision, text = line.claim.revision, line.claim.source.text
    low, high = _before(text, revision.start), _after(text, revision.end)
    cues = _cues(line.claim) if line.reading else []
    marks = [Mark(revision.start, revision.end, line.label, line.anchor), *cues]
    inside = [
        Mark(max(mark.start, low) - low, min(mark.end, high) - low, mark.classes, mark.anchor)
        for mark in marks
    ]
    return Surroundings(low, _stretches(text[low:high], inside, [line]), high < len(text))


def _before(text, start):
    """Where to begin: AROUND characters earlier, but with a whole word."""
    place = start - AROUND
    return max(text.find(" ", place, start) + 1, place) if place > 0 else 0


def _after(text, end):
    place = end + AROUND
    return max(text.rfind(" ", end, place), end) if place < len(text) else len(text)


def _cues(claim):
    revision = claim.revision
    return [
        Mark(cue["start"], cue["end"], "cue")
        for cue in claim.wording.cues
        if revision.start <= cue["start"] < cue["end"] <= revision.end
    ]


def _stretches(text, marks, lines):
    by_anchor = {line.anchor: line for line in lines}
    return [
        Stretch(piece, [by_anchor[anchor] for anchor in piece.anchors])
        for piece in segments(text, marks)
    ]
