"""Constructed records, one layout each: (text, the fields that are not empty)."""

from typing import NamedTuple

from reviews.importers.records import Author


class Case(NamedTuple):
    text: str
    fields: dict[str, object]


ALPHA = Author(family="Alpha", initials="A")
BETA = Author(family="Beta", initials="BC")
PLACE = {
    "journal": "J Constr Res",
    "year": 2003,
    "published": "2003 Oct 30",
    "volume": "44",
    "issue": "5",
    "pages": "751-6",
}
CITED = "J Constr Res. 2003 Oct 30;44(5):751-6."
PLAIN = {**PLACE, "title": "A constructed record.", "authors": (ALPHA, BETA)}

LAYOUTS = {
    "the older export": Case(
        f"""{CITED}

A constructed record.

Alpha A, Beta BC.

Department of Construction, University of Examples, Exampleville. alpha@example.org

This text is constructed. It has two sentences.

PMID: 12345678 [PubMed - indexed for MEDLINE]
""",
        {
            **PLAIN,
            "affiliation": "Department of Construction, University of Examples, Exampleville. "
            "alpha@example.org",
            "abstract": "This text is constructed. It has two sentences.",
            "pmid": "12345678",
            "status": "PubMed - indexed for MEDLINE",
        },
    ),
    "the newer export": Case(
        f"""1. {CITED} doi: 10.1000/jcr.751.

A constructed record with a title that is long enough to be wrapped over the end of\x20
a line.

Alpha A(1)(2), van der Beta-Gamma BC Jr(#)(2), O'Delta D(3); Example Study Group.

Author information:\x20
(1)Department of Construction, University of Examples, Exampleville, with a long\x20
address.
(2)Institute of Wrapping, 1 Example St.
Exampleville. Electronic address: alpha@example.org.
(3)Example Hospital, Exampleville.
(#)Contributed equally

BACKGROUND: This text is constructed and long enough to be wrapped over the end of\x20
a line.
METHODS: It was typed.
CONCLUSIONS: It says nothing.

© 2003 Example Press. All rights reserved.

DOI: 10.1000/jcr.751
PMCID: PMC1234567
PMID: 12345678 [Indexed for MEDLINE]

Conflict of interest statement: The author declares that this is constructed and that
nothing follows.

It really does not.
""",
        {
            **PLACE,
            "title": "A constructed record with a title that is long enough to be wrapped over "
            "the end of a line.",
            "authors": (
                ALPHA,
                Author(family="van der Beta-Gamma", initials="BC", suffix="Jr"),
                Author(family="O'Delta", initials="D"),
                Author(collective="Example Study Group"),
            ),
            "affiliation": "(1)Department of Construction, University of Examples, "
            "Exampleville, with a long address.\n"
            "(2)Institute of Wrapping, 1 Example St. Exampleville. "
            "Electronic address: alpha@example.org.\n"
            "(3)Example Hospital, Exampleville.\n(#)Contributed equally",
            "abstract": "BACKGROUND: This text is constructed and long enough to be wrapped "
            "over the end of a line.\nMETHODS: It was typed.\nCONCLUSIONS: It says nothing.",
            "doi": "10.1000/jcr.751",
            "pmcid": "PMC1234567",
            "pmid": "12345678",
            "status": "Indexed for MEDLINE",
        },
    ),
    "no abstract": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nPMID: 12345678\n",
        {**PLAIN, "pmid": "12345678"},
    ),
    "no abstract but an affiliation": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\n"
        "Example Hospital, Exampleville.\n\nPMID: 12345678\n",
        {**PLAIN, "affiliation": "Example Hospital, Exampleville.", "pmid": "12345678"},
    ),
    "no abstract, and it says so": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\n[No abstract available]\n\n"
        "PMID: 12345678\n",
        {**PLAIN, "pmid": "12345678"},
    ),
    "no authors": Case(
        f"{CITED}\n\nA constructed record.\n\nThe text is constructed. It was typed.\n",
        {
            **PLACE,
            "title": "A constructed record.",
            "abstract": "The text is constructed. It was typed.",
        },
    ),
    "no authors, and it says so": Case(
        f"{CITED}\n\nA constructed record.\n\n[No authors listed]\n\nThe text is constructed.\n",
        {**PLACE, "title": "A constructed record.", "abstract": "The text is constructed."},
    ),
    "a group as the only author": Case(
        f"{CITED}\n\nA constructed record.\n\nExample Study Group for Constructed Records.\n\n"
        "The text is constructed.\n",
        {
            **PLACE,
            "title": "A constructed record.",
            "authors": (Author(collective="Example Study Group for Constructed Records"),),
            "abstract": "The text is constructed.",
        },
    ),
    "collaborators": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A; Example Trial Investigators.\n\n"
        "Collaborators: Gamma G, Delta D, Epsilon E, Zeta Z, Eta E, Theta T, Iota I, Kappa\n"
        "K.\n\nThe text is constructed.\n",
        {
            **PLACE,
            "title": "A constructed record.",
            "authors": (ALPHA, Author(collective="Example Trial Investigators")),
            "abstract": "The text is constructed.",
        },
    ),
    "authors wrapped within a name": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, de la\nBeta BC, St. Gamma G 3rd, Delta\n"
        "J-P.\n\nThe text is constructed.\n",
        {
            **PLACE,
            "title": "A constructed record.",
            "authors": (
                ALPHA,
                Author(family="de la Beta", initials="BC"),
                Author(family="St. Gamma", initials="G", suffix="3rd"),
                Author(family="Delta", initials="J-P"),
            ),
            "abstract": "The text is constructed.",
        },
    ),
    "a translated title": Case(
        f"{CITED}\n\n[A constructed record]. [Article in Japanese]\n\nAlpha A, Beta BC.\n",
        {**PLAIN, "title": "[A constructed record]."},
    ),
    "a translated title with the language on its own": Case(
        f"{CITED}\n\n[A constructed record.]\n\n[Article in Japanese]\n\nAlpha A, Beta BC.\n",
        {**PLAIN, "title": "[A constructed record.]"},
    ),
    "a title that asks": Case(
        f"{CITED}\n\nIs this record constructed?\n\nAlpha A, Beta BC.\n",
        {**PLAIN, "title": "Is this record constructed?"},
    ),
    "a title that ends in a year": Case(
        f"{CITED}\n\nA constructed report. 2003.\n\nAlpha A, Beta BC.\n",
        {**PLAIN, "title": "A constructed report. 2003."},
    ),
    "a title of two sentences with numbers": Case(
        f"{CITED}\n\nConstructed records. 2. Wrapped in the year 2003:\nthe end.\n\n"
        "Alpha A, Beta BC.\n",
        {**PLAIN, "title": "Constructed records. 2. Wrapped in the year 2003: the end."},
    ),
    "no blank lines": Case(
        f"""1. {CITED}
A constructed record with
a wrapped title.
Alpha A(1), Beta
BC(1).
Author information:
(1)Department of Construction, University of
Examples.
This text is constructed.
It is wrapped.
Copyright © 2003 Example Press.
PMCID: PMC1234567
PMID: 12345678 [Indexed for MEDLINE]
Conflict of interest statement: None.
""",
        {
            **PLAIN,
            "title": "A constructed record with a wrapped title.",
            "affiliation": "(1)Department of Construction, University of Examples.",
            "abstract": "This text is constructed. It is wrapped.",
            "pmcid": "PMC1234567",
            "pmid": "12345678",
            "status": "Indexed for MEDLINE",
        },
    ),
    "authors and abstract without a blank line": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\nThis text is constructed.\n",
        {**PLAIN, "abstract": "This text is constructed."},
    ),
    "names in the middle of the abstract": Case(
        f"{CITED}\n\nA constructed record.\n\nThis text names two.\nAlpha A, Beta BC.\nNo more.\n",
        {
            **PLACE,
            "title": "A constructed record.",
            "abstract": "This text names two. Alpha A, Beta BC. No more.",
        },
    ),
    "footers in another order and on one line": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nThis text is constructed.\n\n"
        "PMID: 12345678 [PubMed - in\nprocess]\nPMCID: PMC1234567 [Available on 2004-01-01] "
        "DOI: 10.1000/ABC\n",
        {
            **PLAIN,
            "abstract": "This text is constructed.",
            "doi": "10.1000/abc",
            "pmid": "12345678",
            "pmcid": "PMC1234567",
            "status": "PubMed - in process",
        },
    ),
    "copied from the site, abstract after the identifiers": Case(
        "A constructed record\n\nAlpha A, Beta BC.\n\nPMID: 12345678\nPMCID: PMC1234567\n"
        "DOI: 10.1000/abc\n\nAbstract\n\nThis text is constructed.\n",
        {
            "title": "A constructed record",
            "authors": (ALPHA, BETA),
            "abstract": "This text is constructed.",
            "doi": "10.1000/abc",
            "pmid": "12345678",
            "pmcid": "PMC1234567",
        },
    ),
}
