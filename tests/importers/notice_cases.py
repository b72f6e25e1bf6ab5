"""Constructed records with notices and other references: (text, notices, related).

A notice is (nature, heading, reference, date, DOI, PMID), a reference the same without nature.
"""

from typing import NamedTuple

from reviews.vocabulary import Nature


class Case(NamedTuple):
    text: str
    notices: list[tuple]
    related: list[tuple]


OPENING = "1. J Constr Res. 2003 Oct 30;44(5):751-6.\n\n"
HEAD = f"{OPENING}A constructed record.\n\nAlpha A, Beta BC.\n\n"
ENDING = "\nThis text is constructed.\n\nPMID: 12345678 [Indexed for MEDLINE]\n"
RETRACTED_IN = (
    "Retraction in",
    "J Constr Res. 2005 Jan 5;46(1):99. doi: 10.1000/jcr.99.",
    "2005 Jan 5",
    "10.1000/jcr.99",
    "",
)

NOTICES = {
    "a retraction": Case(
        f"{HEAD}Retraction in\n    {RETRACTED_IN[1]}\n{ENDING}",
        [(Nature.RETRACTION, *RETRACTED_IN)],
        [],
    ),
    "a retraction with a colon on the same line": Case(
        f"{HEAD}Retraction in: {RETRACTED_IN[1]}\n{ENDING}",
        [(Nature.RETRACTION, *RETRACTED_IN)],
        [],
    ),
    "a retraction before the title": Case(
        f"{OPENING}Retraction in:\n    J Constr Res. 2005 Jan 5;46(1):99. doi:\n"
        f"    10.1000/jcr.99.\n\n"
        f"A constructed record.\n\nAlpha A, Beta BC.\n{ENDING}",
        [(Nature.RETRACTION, *RETRACTED_IN)],
        [],
    ),
    "a retraction named by its authors and its PMID": Case(
        f"{HEAD}Retraction in\n    Gamma G, Delta D. J Constr Res. 2005 Jan;46(1):99.\n"
        f"    PMID: 22345678.\n{ENDING}",
        [
            (
                Nature.RETRACTION,
                "Retraction in",
                "Gamma G, Delta D. J Constr Res. 2005 Jan;46(1):99. PMID: 22345678.",
                "2005 Jan",
                "",
                "22345678",
            )
        ],
        [],
    ),
    "a retraction without its reference": Case(
        f"{HEAD}Retraction in\n{ENDING}",
        [(Nature.RETRACTION, "Retraction in", "", "", "", "")],
        [],
    ),
    "a concern and two errata": Case(
        f"{HEAD}Expression of concern in\n    J Constr Res. 2004 Dec;45(9):1.\n\nErratum in\n"
        "    J Constr Res. 2004 Feb;45(2):200. Alpha A Jr [corrected to Alpha A].\n"
        f"    J Constr Res. 2004 Mar;45(3):300.\n{ENDING}",
        [
            (
                Nature.EXPRESSION_OF_CONCERN,
                "Expression of concern in",
                "J Constr Res. 2004 Dec;45(9):1.",
                "2004 Dec",
                "",
                "",
            ),
            (
                Nature.CORRECTION,
                "Erratum in",
                "J Constr Res. 2004 Feb;45(2):200. Alpha A Jr [corrected to Alpha A].",
                "2004 Feb",
                "",
                "",
            ),
            (
                Nature.CORRECTION,
                "Erratum in",
                "J Constr Res. 2004 Mar;45(3):300.",
                "2004 Mar",
                "",
                "",
            ),
        ],
        [],
    ),
    "corrected and republished": Case(
        f"{HEAD}Corrected and republished in\n    J Constr Res. 2004 Feb;45(2):200-9.\n{ENDING}",
        [
            (
                Nature.CORRECTION,
                "Corrected and republished in",
                "J Constr Res. 2004 Feb;45(2):200-9.",
                "2004 Feb",
                "",
                "",
            )
        ],
        [],
    ),
    "comments, updates and summaries say nothing against it": Case(
        f"{HEAD}Comment in\n    Constr Lett. 2004 Jan;1(1):1-2; author reply 2-\n    3.\n"
        "    Constr Lett. 2004 Feb;1(2):9.\nUpdate in\n    J Constr Res. 2010;51(1):1-9.\n"
        f"Summary for patients in\n    Constr Lett. 2004 Mar;1(3):I-10.\n{ENDING}",
        [],
        [
            ("Comment in", "Constr Lett. 2004 Jan;1(1):1-2; author reply 2-3.", "2004 Jan", "", ""),
            ("Comment in", "Constr Lett. 2004 Feb;1(2):9.", "2004 Feb", "", ""),
            ("Update in", "J Constr Res. 2010;51(1):1-9.", "2010", "", ""),
            (
                "Summary for patients in",
                "Constr Lett. 2004 Mar;1(3):I-10.",
                "2004 Mar",
                "",
                "",
            ),
        ],
    ),
    "a paper that retracts another": Case(
        f"{OPENING}Retraction notice.\n\nAlpha A, Beta BC.\n\n"
        f"Retraction of\n    Gamma G. Constr Lett. 2001 Jan;1(1):1-2.\n{ENDING}",
        [],
        [("Retraction of", "Gamma G. Constr Lett. 2001 Jan;1(1):1-2.", "2001 Jan", "", "")],
    ),
    "a paper that corrects another": Case(
        f"{HEAD}Erratum for\n    Constr Lett. 2001 Jan;1(1):1-2.\n{ENDING}",
        [],
        [("Erratum for", "Constr Lett. 2001 Jan;1(1):1-2.", "2001 Jan", "", "")],
    ),
    "a title that says it": Case(
        f"{OPENING}RETRACTED: A constructed record.\n\nAlpha A, Beta BC.\n{ENDING}",
        [(Nature.RETRACTION, "Title", "RETRACTED: A constructed record.", "", "", "")],
        [],
    ),
    "a title that says it in brackets": Case(
        f"{OPENING}A constructed record (Retracted article. See vol. 46, p. 99, 2005).\n\n"
        f"Alpha A, Beta BC.\n{ENDING}",
        [
            (
                Nature.RETRACTION,
                "Title",
                "A constructed record (Retracted article. See vol. 46, p. 99, 2005).",
                "",
                "",
                "",
            )
        ],
        [],
    ),
    "a title that speaks of retraction": Case(
        f"{OPENING}Retracted muscles and retracted papers: a constructed record.\n\n"
        f"Alpha A, Beta BC.\n{ENDING}",
        [],
        [],
    ),
    "a publication type that says it": Case(
        f"{HEAD}Publication Types:\n    Review\n    Retracted Publication\n{ENDING}",
        [(Nature.RETRACTION, "Publication type", "Retracted Publication", "", "", "")],
        [],
    ),
    "a type in brackets and a reference are one notice": Case(
        f"{HEAD}[Retracted Publication]\n\nRetraction in\n"
        f"    J Constr Res. 2005 Jan 5;46(1):99. doi: 10.1000/jcr.99.\n{ENDING}",
        [(Nature.RETRACTION, *RETRACTED_IN)],
        [],
    ),
    "a title that begins like a reference": Case(
        f"{OPENING}Comment on: a constructed record.\n\nAlpha A, Beta BC.\n\n"
        f"Comment on\n    Constr Lett. 2001 Jan;1(1):1-2.\n{ENDING}",
        [],
        [("Comment on", "Constr Lett. 2001 Jan;1(1):1-2.", "2001 Jan", "", "")],
    ),
    "an abstract that speaks of a comment": Case(
        f"{HEAD}Comment in the margin is not a reference, and neither is this.\n{ENDING}",
        [],
        [],
    ),
}
