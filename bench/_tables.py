"""Bare tables of claims: what no report of ours can be made quicker than. Each is made by a process
of its own, from rows that come in as JSON; neither needs Django."""

import io
import json
import sys
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

import typst

COLUMNS = ("exact", "label", "kind", "certainty", "status", "design")


def typst_table():
    cells = ",\n".join(json.dumps(cell) for row in json.load(sys.stdin) for cell in row)
    heads = ", ".join(json.dumps(name) for name in COLUMNS)
    source = (
        '#set page(paper: "a4", margin: 15mm, numbering: "1")\n#set text(size: 9pt)\n'
        f"#table(columns: (3fr, auto, auto, auto, auto, auto), table.header({heads}),\n{cells})\n"
    )
    sys.stdout.buffer.write(typst.compile(source.encode()))


def word_table():
    rows = [COLUMNS, *json.load(sys.stdin)]
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    lines = "".join(
        f"<w:tr>{''.join(cell.format(escape(text)) for text in row)}</w:tr>" for row in rows
    )
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{name}"><w:body><w:tbl>{lines}</w:tbl></w:body></w:document>',
        )
    sys.stdout.buffer.write(file.getvalue())
