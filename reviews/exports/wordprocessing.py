"""WordprocessingML by hand: runs, paragraphs and tables as text, and the package around them.

ECMA-376, part 1, says what each element means and in which order elements stand. What is not
`Markup` is text and goes in escaped.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from itertools import count
from pathlib import Path
from typing import NamedTuple

from reviews.exports.xml_text import in_xml

WIDTH = 9638  # of the text, in twentieths of a point
_PARTS = Path(__file__).parent / "word"
_FILES = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels.xml",
    "word/_rels/document.xml.rels": "document.rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/numbering.xml": "numbering.xml",
}
_LANGUAGE = "en-GB"  # of the files that are kept
# Long words of other languages are parted where columns are narrow, in headings of tables alone:
# a quotation must not show a hyphen that it has not.
_PARTED = (
    ('<w:defaultTabStop w:val="720"/>', "<w:autoHyphenation/>"),
    ("<w:pPrDefault><w:pPr>", "<w:suppressAutoHyphens/>"),
    (
        '<w:basedOn w:val="TableText"/><w:qFormat/><w:pPr><w:keepNext/>',
        '<w:suppressAutoHyphens w:val="0"/>',
    ),
)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a package can tell, and no day of ours
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_A4 = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567"'
    ' w:footer="567" w:gutter="0"/></w:sectPr>'
)
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_BREAK = re.compile(r"(\r\n|[\r\n\t])")


class Markup(str):
    """Elements that are ready to stand in the document."""

    __slots__ = ()


class Heading(NamedTuple):
    level: int
    text: str


class Table(NamedTuple):
    """`shares` of the width, a number for each column; headings and cells are text or runs."""

    caption: str
    shares: tuple[int, ...]
    headings: tuple
    rows: list


class Contents(NamedTuple):
    """A list of the headings down to this level."""

    level: int


def run(text, style="", *, bold=False, italic=False, language="") -> Markup:
    """Text of one look, line ends and tabs kept; `style` is the id of a character style,
    `language` that of the text where it is not the document's."""
    look = "".join(
        [
            f'<w:rStyle w:val="{style}"/>' if style else "",
            "<w:b/><w:bCs/>" if bold else "",
            "<w:i/><w:iCs/>" if italic else "",
            f'<w:lang w:val="{language}"/>' if language else "",
        ]
    )
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return Markup(f"<w:r>{properties}{''.join(map(_piece, _BREAK.split(text)))}</w:r>")


def _piece(text):
    if not text:
        return ""
    if text == "\t":
        return "<w:tab/>"
    if text in ("\r\n", "\r", "\n"):
        return "<w:br/>"
    return f'<w:t xml:space="preserve">{escape(in_xml(text), quote=False)}</w:t>'


def strong(text) -> Markup:
    return run(text, "Strong")


def field(instruction, shown) -> Markup:
    """What the reader's program computes; `shown` until it does."""
    return Markup(f"{_begin(instruction)}{run(shown)}{_END}")


def _begin(instruction):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def paragraph(*runs, style="", keep=False) -> Markup:
    """Runs or text; with `keep` it stays on the page of what follows."""
    properties = (f'<w:pStyle w:val="{style}"/>' if style else "") + "<w:keepNext/>" * keep
    properties = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return Markup(f"<w:p>{properties}{''.join(map(_inline, runs))}</w:p>")


def _inline(given):
    return given if isinstance(given, Markup) else run(given)


def body(blocks: Iterable[Markup | Heading | Table | Contents], table="Table") -> Iterator[Markup]:
    """Blocks as they stand in the document, headings linked and tables numbered; `table` is what
    a table is called."""
    blocks = list(blocks)
    marks = {
        place: f"_Toc{number}"
        for number, place in enumerate(
            (place for place, block in enumerate(blocks) if isinstance(block, Heading)), start=1
        )
    }
    numbers = count(1)
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            yield _heading(block, marks[place])
        elif isinstance(block, Table):
            numbered = (field("SEQ Table \\* ARABIC", str(next(numbers))), f". {block.caption}")
            yield paragraph(f"{table} ", *numbered, style="Caption", keep=True)
            yield _table(block)
        elif isinstance(block, Contents):
            listed = [(blocks[at], mark) for at, mark in marks.items()]
            yield _contents(block.level, listed)
        else:
            yield block


def _heading(heading, mark):
    number = mark.removeprefix("_Toc")
    marked = Markup(
        f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{run(heading.text)}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )
    return paragraph(marked, style=f"Heading{heading.level}")


def _table(block):
    """The first row is told to be the header: it is repeated on each page and read out."""
    widths = [WIDTH * share // sum(block.shares) for share in block.shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return Markup(
        '<w:tbl><w:tblPr><w:tblStyle w:val="Ruled"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(in_xml(block.caption))}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(block.headings, widths, 'TableHeading', '<w:tblHeader/>')}"
        f"{''.join(_row(row, widths, 'TableText') for row in block.rows)}</w:tbl>"
    )


def _row(cells, widths, style, more=""):
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph(cell, style=style)}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{made}</w:tr>"


def _contents(level, headings):
    """Links that the reader's program may renew from the headings."""
    listed = [(heading, mark) for heading, mark in headings if heading.level <= level]
    links = [
        [
            f"TOC{heading.level}",
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{run(heading.text)}</w:hyperlink>',
        ]
        for heading, mark in listed
    ]
    links[0][1] = _begin(f'TOC \\o "1-{level}" \\n \\h \\z \\u') + links[0][1]
    links[-1][1] += _END
    return Markup("".join(paragraph(Markup(link), style=style) for style, link in links))


def package(blocks, *, title, author, identifier, made_on, language, table) -> bytes:
    """The document of these blocks; `made_on` is a date, `language` a tag as BCP 47 has them,
    `table` what a table is called in it. The same gives the same bytes."""
    footer = paragraph(
        f"{title}\t", field("PAGE", "1"), " / ", field("NUMPAGES", "1"), style="Footer"
    )
    parts = {name: _kept(file, language) for name, file in _FILES.items()} | {
        "word/footer1.xml": f"{_DECLARED}<w:ftr {_MAIN}>{footer}</w:ftr>",
        "docProps/core.xml": _core(title, author, identifier, made_on, language),
        "word/document.xml": f"{_DECLARED}<w:document {_MAIN} {_RELATED}><w:body>"
        f"{''.join(body(blocks, table))}{_A4}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, text)
    return file.getvalue()


def _kept(file, language):
    text = (_PARTS / file).read_text()
    if language == _LANGUAGE:
        return text
    for before, added in _PARTED:
        text = text.replace(before, f"{before}{added}")
    return text.replace(_LANGUAGE, language)


def _core(title, author, identifier, made_on, language):
    moment = f'xsi:type="dcterms:W3CDTF">{made_on.isoformat()}T00:00:00Z'
    return (
        f"{_DECLARED}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(in_xml(title))}</dc:title>"
        f"<dc:creator>{escape(in_xml(author))}</dc:creator>"
        f"<dc:identifier>{identifier}</dc:identifier><dc:language>{language}</dc:language>"
        f"<dcterms:created {moment}</dcterms:created>"
        f"<dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )
