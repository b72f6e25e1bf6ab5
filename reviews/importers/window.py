"""The part of a text that is being looked at, when the whole is too long to be held."""

from reviews.importers.files import TextFile

LONGEST_RECORD = 2**22  # characters


class Window:
    """A text from `at` on, as far as it has been read. What is behind `at` is let go.

    `line` is the line in which `at` is, counted from 1.
    """

    def __init__(self, text: TextFile) -> None:
        self._blocks = text.blocks()
        self.text, self.at, self.line, self.is_whole = "", 0, 1, False
        self.grow()

    def move(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def grow(self) -> bool:
        """Read on, to twice of what is ahead, with `at` 0 afterwards; False if nothing is left.

        Doubling keeps it linear to look again from the start of a record each time.
        """
        ahead = [self.text[self.at :]]
        wanted = max(1, len(ahead[0]))
        for block in self._blocks:
            ahead.append(block)
            wanted -= len(block)
            if wanted <= 0:
                break
        else:
            self.is_whole = True
        self.text, self.at = "".join(ahead), 0
        return len(ahead) > 1
