"""A citation of a paper, in each style that readers copy or download."""

from collections.abc import Callable
from dataclasses import dataclass

from reviews.exports.citing_files import bibtex, csl_json, ris
from reviews.exports.citing_lists import apa, vancouver
from reviews.exports.citing_parts import key


@dataclass(frozen=True)
class Style:
    """A way to write a citation. `write` takes a paper as editions show it (exports.papers)."""

    slug: str
    name: str
    media: str
    suffix: str
    write: Callable[[dict], str]


@dataclass(frozen=True)
class Citation:
    """A paper in one style, and the name of the file that holds it."""

    style: Style
    text: str
    filename: str


STYLES = {
    style.slug: style
    for style in (
        Style("vancouver", "Vancouver", "text/plain", "txt", vancouver),
        Style("apa", "APA", "text/plain", "txt", apa),
        Style("bibtex", "BibTeX", "application/x-bibtex", "bib", bibtex),
        Style("ris", "RIS", "application/x-research-info-systems", "ris", ris),
        Style("csl-json", "CSL-JSON", "application/vnd.citationstyles.csl+json", "json", csl_json),
    )
}


def cite(paper, style):
    """The citation in one of STYLES."""
    return Citation(style, style.write(paper), f"{key(paper)}.{style.suffix}")


def styled(paper):
    """The citations in every style, in the order of STYLES."""
    return [cite(paper, style) for style in STYLES.values()]
