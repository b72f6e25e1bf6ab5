"""A paper as a record that reference managers import. What is unknown is left out."""

import json
import re

from reviews.exports.citing_parts import MONTHS, identifier, key, line, moment, names

_RANGE = re.compile(r"(\w+)-(\w+)")
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
# Signs that LaTeX would draw together.
_LIGATURE = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')")


def bibtex(paper, *, name="", notes=()):
    """One entry, to be read as UTF-8; without a name, under its author and year."""
    year, month, day = (*moment(paper), None, None, None)[:3]
    fields = {
        "author": " and ".join(map(_bibtex_name, names(paper))),
        "title": _latex(paper["title"]),
        "journal": _latex(paper["journal"]),
        "year": str(year or ""),
        "month": MONTHS[month - 1].lower() if month else "",
        "day": str(day or ""),
        "volume": _latex(paper["volume"]),
        "number": _latex(paper["issue"]),
        "pages": _latex(paper["pages"]).replace("-{}-", "-").replace("-", "--"),
        **{scheme: _latex(identifier(paper, scheme)) for scheme in ("doi", "pmid", "pmcid")},
        "note": _latex(" ".join(notes)),
    }
    given = ((field, value) for field, value in fields.items() if value)
    # The month is a macro, so that each style can spell it.
    lines = [
        f"  {field} = {value if field == 'month' else f'{{{value}}}'},\n" for field, value in given
    ]
    kind = "article" if paper["journal"] else "misc"
    return f"@{kind}{{{name or key(paper)},\n{''.join(lines)}}}\n"


def ris(paper, *, notes=()):
    """One record, its lines ended as the format asks."""
    numbers = moment(paper)
    pages = line(paper["pages"])
    split = _RANGE.fullmatch(pages)
    first, last = split.groups() if split and split[1] != split[2] else (pages, "")
    pmid = identifier(paper, "pmid")
    fields = [
        ("TY", "JOUR" if paper["journal"] else "GEN"),
        *(("AU", _ris_name(name)) for name in names(paper)),
        ("TI", line(paper["title"])),
        ("T2", line(paper["journal"])),
        ("PY", str(paper["year"] or "")),
        ("DA", _ris_date(numbers) if len(numbers) > 1 else ""),
        ("VL", line(paper["volume"])),
        ("IS", line(paper["issue"])),
        ("SP", first),
        ("EP", last),
        ("DO", identifier(paper, "doi")),
        ("AN", pmid),
        ("DB", "PubMed" if pmid else ""),
        ("C2", identifier(paper, "pmcid")),
        *(("N1", line(note)) for note in notes),
    ]
    lines = [f"{tag}  - {value}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(paper):
    """An array of one item of the Citation Style Language."""
    return json.dumps([csl_item(paper)], ensure_ascii=False, indent=2) + "\n"


def csl_item(paper, *, name="", notes=()):
    """The item; without a name, under its author and year."""
    numbers = moment(paper)
    item = {
        "id": name or key(paper),
        "type": "article-journal" if paper["journal"] else "document",
        "title": line(paper["title"]),
        "author": [_csl_name(name) for name in names(paper)],
        "container-title": line(paper["journal"]),
        "issued": {"date-parts": [list(numbers)]} if numbers else None,
        "volume": line(paper["volume"]),
        "issue": line(paper["issue"]),
        "page": line(paper["pages"]),
        "DOI": identifier(paper, "doi"),
        "PMID": identifier(paper, "pmid"),
        "PMCID": identifier(paper, "pmcid"),
        "note": line(" ".join(notes)),
    }
    return {field: value for field, value in item.items() if value}


def _latex(text):
    return _LIGATURE.sub("{}", "".join(_LATEX.get(sign, sign) for sign in line(text)))


def _bibtex_name(name):
    """Braces keep a group together, and an "and" or a comma within a name."""
    if name.collective:
        return f"{{{_latex(name.collective)}}}"
    parts = [_braced(part) for part in (name.family, name.suffix, name.given)]
    if not name.given:
        return f"{', '.join(filter(None, parts))},"
    return ", ".join(filter(None, parts))


def _braced(part):
    text = _latex(part)
    is_torn = re.search(r",|;|(?:^|\s)and(?:\s|$)", text, re.I)
    return f"{{{text}}}" if is_torn else text


def _ris_name(name):
    if name.collective:
        return name.collective
    return ", ".join(filter(None, [name.family, name.given, name.suffix]))


def _ris_date(numbers):
    """YYYY/MM/DD/ with what is unknown left empty, as the format asks."""
    year, month, day = (*numbers, None)[:3]
    return f"{year}/{month:02}/{day:02}/" if day else f"{year}/{month:02}//"


def _csl_name(name):
    if name.collective:
        return {"literal": name.collective}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}
