"""How many records a file holds, counted by a few lines for each format and nothing of ours."""

import csv
import io
import json
import re

_LINES = {
    "ris": r"\ufeff?\s*TY {0,2}-\s",
    "medline": r"\ufeff?(?:PMID ?-|OWN +- ERIC)",
    "wos": r"PT [A-Z]",
}
_ENTRY = r"(?m)(?:^\s*|\}\s*,?\s*)@\s*(?!comment|string|preamble)\w+\s*[{(]"
_ELEMENTS = {"pubmed_xml": r"<Pubmed(?:Book)?Article[\s>]", "endnote_xml": r"<record[\s>]"}


def counted(format_, data):
    """The records in the bytes of a file of this format."""
    text = "\n".join(_decoded(data).splitlines())
    if format_ in _LINES:
        return sum(bool(re.match(_LINES[format_], f"{line}\n")) for line in text.split("\n"))
    if format_ in _ELEMENTS:
        return len(re.findall(_ELEMENTS[format_], text))
    if format_ == "bibtex":
        return len(re.findall(_ENTRY, text, re.I))
    if format_ == "refer":
        return len([group for group in re.split(r"\n\s*\n", text) if group.strip()])
    if format_ == "csv":
        delimiter = max(",;\t", key=text.split("\n")[0].count)
        return (
            len([row for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]) - 1
        )
    found = json.loads(text)
    return len(found) if isinstance(found, list) else 1


def _decoded(data):
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")
