"""A small picture that other sites show beside a link: how a published claim was judged."""

from dataclasses import dataclass

from reviews.vocabulary import Banner, Label

NAME = "evidence"
_LETTER, _AROUND = 6.6, 9  # at 11 px: a letter on average, and the room on both sides of words
# The hues of the site in the light, each with the sign that its label has.
LOOKS = {
    Label.NOT_GRADED: ("#585e66", "⋯"),
    Label.CONTRADICTED: ("#8c1d4f", "∿"),
    Label.WEAKLY_SUPPORTED: ("#a03c08", "═"),
    Label.ABOVE_SUPPORT: ("#735600", "┅"),
    Label.STRONG_JUSTIFIED: ("#4b4a8f", "━"),
    Label.IN_LINE: ("#00558c", "─"),
}
DOUBTS = {Banner.WITHDRAWN: "withdrawn", Banner.RE_EVALUATION: "under re-evaluation"}


@dataclass(frozen=True)
class Badge:
    """`name` and `words` stand beside each other; lengths in pixels."""

    words: str
    colour: str
    name: str = NAME

    @property
    def left(self) -> int:
        return _length(self.name)

    @property
    def right(self) -> int:
        return _length(self.words)

    @property
    def width(self) -> int:
        return self.left + self.right


def badge(standing) -> Badge:
    """What stands now: a claim that was withdrawn has no label any more."""
    colour, sign = LOOKS[Label(standing.label)]
    doubt = DOUBTS.get(standing.banner)
    if standing.banner == Banner.WITHDRAWN:
        return Badge(doubt, LOOKS[Label.NOT_GRADED][0])
    words = f"{sign} {Label(standing.label).label.lower()}"
    return Badge(f"{words}, {doubt}" if doubt else words, colour)


def _length(words):
    return round(_LETTER * len(words)) + 2 * _AROUND
