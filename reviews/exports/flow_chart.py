"""The flow of claims drawn: boxes from top to bottom, and beside each what was left out there
(Page et al, BMJ 2021;372:n71, the flow diagram of PRISMA)."""

from dataclasses import dataclass

LINE, AROUND, BETWEEN = 20, 12, 28  # from line to line, inside a box, from box to box
LETTER = 7  # what a letter takes along a row
ASIDE = 44  # from a box to what was left out


@dataclass(frozen=True)
class Box:
    """A step: lines as (y, count, label), in the drawing's units; `above` is where the one before
    ends."""

    y: int
    height: int
    above: int
    told: list[tuple[int, int, str]]
    aside: list[tuple[int, int, str]]

    @property
    def level(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class Flow:
    """`across` is the width of a box, `aside` where what was left out begins, `beside` the width
    of that."""

    boxes: list[Box]
    across: int
    beside: int

    @property
    def middle(self) -> int:
        return self.across // 2

    @property
    def aside(self) -> int:
        return self.across + ASIDE

    @property
    def width(self) -> int:
        return self.aside + self.beside

    @property
    def height(self) -> int:
        return self.boxes[-1].y + self.boxes[-1].height + 1


def flow(steps) -> Flow:
    """Of one step or more, as exports.claim_flow has them."""
    boxes, y = [], 1
    for step in steps:
        aside = step["left_out"]
        height = LINE * max(len(aside), 1) + 2 * AROUND
        first = y + (height - LINE) // 2 + 15
        told = [(first, step["count"], step["label"])]
        left_out = [
            (y + AROUND + 15 + LINE * place, each["count"], each["label"])
            for place, each in enumerate(aside)
        ]
        above = boxes[-1].y + boxes[-1].height if boxes else 0
        boxes.append(Box(y, height, above, told, left_out))
        y += height + BETWEEN
    across = 2 * AROUND + _longest(box.told for box in boxes)
    return Flow(boxes, across, 2 * AROUND + _longest(box.aside for box in boxes))


def _longest(boxes):
    lengths = (len(f"{count} {label}") for lines in boxes for _, count, label in lines)
    return LETTER * max(lengths, default=0)
