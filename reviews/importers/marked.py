"""Text that may have markup in it, as plain text; most has none, and then it takes less time."""

from reviews.importers import jats


def one_line(text: str) -> str:
    """One plain line. Raises Unreadable for what is no text."""
    return " ".join(text.split()) if _is_simple(text) else jats.plain(text)


def paragraphs(text: str) -> str:
    """A line feed between the paragraphs that are marked up. Raises Unreadable as `one_line`."""
    return " ".join(text.split()) if _is_simple(text) else jats.paragraphs(text)


def _is_simple(text: str) -> bool:
    """Whether no character of it can be markup or need another form."""
    return text.isascii() and "<" not in text and "&" not in text and "\0" not in text
