"""Constructed records whose texts are laid out in ways of their own."""

from reviews.importers.records import Author
from tests.importers.layout_cases import CITED, PLACE, PLAIN, Case

ABSTRACTS = {
    "headings on lines of their own": Case(
        f"""{CITED}

A constructed record.

Alpha A, Beta BC.

BACKGROUND
This text is constructed
and wrapped.
Results:
It was typed.

CONCLUSION:

It says nothing.

PMID: 12345678
""",
        {
            **PLAIN,
            "abstract": "BACKGROUND\nThis text is constructed and wrapped.\nResults:\n"
            "It was typed.\nCONCLUSION:\nIt says nothing.",
            "pmid": "12345678",
        },
    ),
    "a first paragraph that names places": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\n"
        "OBJECTIVE: Typing, at University Hospitals, of texts\n\nRESULTS: It was\n\nThis is new.\n",
        {
            **PLAIN,
            "abstract": "OBJECTIVE: Typing, at University Hospitals, of texts\n"
            "RESULTS: It was\nThis is new.",
        },
    ),
    "words wrapped at their hyphens": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nThe well-\nknown pre-\nand "
        "post-\x20\nwar texts, and\nUTF-\n8, are wrapped.\n",
        {**PLAIN, "abstract": "The well-known pre- and post- war texts, and UTF-8, are wrapped."},
    ),
    "a page break within a sentence": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nThis text is\n\n"
        "Page 1 of 2\n\f\nhttps://pubmed.ncbi.nlm.nih.gov/?term=example 1/2\n\n"
        "constructed.\n\nPMID: 12345678\n",
        {**PLAIN, "abstract": "This text is constructed.", "pmid": "12345678"},
    ),
    "words of a screen": Case(
        f"{CITED}  Related Articles, Links\n\nA constructed record.\n\nAlpha A, Beta BC.\n\n"
        "Abstract\nThis text is constructed.\n\nPMID: 12345678\n\nSimilar articles\n",
        {**PLAIN, "abstract": "This text is constructed.", "pmid": "12345678"},
    ),
    "keywords and indexing": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nThis text is constructed.\n\n"
        "KEYWORDS: construction; wrapping\n\nPublication Types:\n    Review\n\nMeSH Terms:\n"
        "    Humans\n\nPMID: 12345678\n",
        {**PLAIN, "abstract": "This text is constructed.", "pmid": "12345678"},
    ),
    "scripts of the world": Case(
        f"{CITED}\n\nA constructed record on α-β and 漢字.\n\n"
        "Ålpha Å, Βήτα Β, Гамма ГД, İota I.\n\n"
        "Ein konstruierter Text 😀 mit naïve e\u0301 and\u00a0no-break space,\n"
        "漢字かな交じり文。 Ω.\n",
        {
            **PLACE,
            "title": "A constructed record on α-β and 漢字.",
            "authors": (
                Author(family="Ålpha", initials="Å"),
                Author(family="Βήτα", initials="Β"),
                Author(family="Гамма", initials="ГД"),
                Author(family="İota", initials="I"),
            ),
            "abstract": "Ein konstruierter Text 😀 mit naïve é and\u00a0no-break space, "
            "漢字かな交じり文。 Ω.",
        },
    ),
    "tabs, no-break spaces and blanks around lines": Case(
        "\t J Constr Res.\u00a02003\tOct 30;44(5):751-6. \n \u00a0\n  A constructed\trecord. \n\t\n"
        "\tAlpha\u00a0A, Beta  BC.\n\n   This text is constructed.  \n   It is indented.\n"
        "\n\tPMID: 12345678\n",
        {**PLAIN, "abstract": "This text is constructed. It is indented.", "pmid": "12345678"},
    ),
    "a list inside the abstract": Case(
        f"{CITED}\n\nA constructed record.\n\nAlpha A, Beta BC.\n\nThere are two kinds:\n\n"
        "1. This one was typed.\n\n2. That one. 2003 was its year.\n\nPMID: 12345678\n",
        {
            **PLAIN,
            "abstract": "There are two kinds:\n1. This one was typed.\n"
            "2. That one. 2003 was its year.",
            "pmid": "12345678",
        },
    ),
}
