"""The sentences of pages and reports."""

import pytest

from reviews.exports import reading_citations, reading_claims, reading_papers, reading_rounds
from tests.exports.constructed import content

NOTICE = {
    "nature": {"value": "retraction", "label": "Retraction"},
    "source": {"value": "retraction_watch", "label": "Retraction Watch"},
    "record": "1",
    "dated": None,
    "reasons": None,
    "reference": None,
    "as_of": "2025-08-22",
    "matched_by": "doi",
}


LISTED = "Retraction, listed by Retraction Watch (extract of 22 August 2025), matched by DOI."
UNDATED = "Retraction, listed by Retraction Watch (undated extract), matched by PMID."


@pytest.mark.parametrize(
    ("known", "sentence"),
    [
        ({}, f"{LISTED} Its date and reason are not known here."),
        (
            {"dated": "2020-01-02", "reasons": "Duplication"},
            f"{LISTED} Dated 2 January 2020. Reasons as listed: Duplication.",
        ),
        (
            {"as_of": None, "reasons": "Error.", "matched_by": "pmid"},
            f"{UNDATED} Reasons as listed: Error. Its date is not known here.",
        ),
    ],
)
def test_a_notice_says_its_source_and_what_is_not_known(known, sentence):
    assert reading_papers.notice_sentence(NOTICE | known) == sentence


def test_status_is_told_in_neutral_words_and_only_if_something_is_listed():
    paper = content()["paper"]
    assert reading_papers.status_sentence(paper) == "This paper is listed as retracted."
    paper["status"] = {"value": "not_listed", "label": "Not listed"}
    assert reading_papers.status_sentence(paper) == ""


@pytest.mark.parametrize(
    ("kind", "advice", "direction", "level", "words"),
    [
        ("Recommendation", "Strong recommendation", "for", None, "Strong recommendation, for"),
        ("Conclusion", "No advice", None, 4, "Conclusion, asserted (level 4 of 4)"),
        ("Result", "No advice", None, 2, "Result, hedged, as with “may” (level 2 of 4)"),
        ("Background", "No advice", None, None, "Background"),
        (
            "Conclusion",
            "Weak recommendation",
            "for",
            3,
            "Conclusion, likely, as with “probably” (level 3 of 4); weak recommendation",
        ),
    ],
)
def test_wording_in_a_few_words(kind, advice, direction, level, words):
    wording = {
        "kind": {"value": kind.lower(), "label": kind},
        "advice": {"value": advice.split()[0].lower().replace("no", "none"), "label": advice},
        "direction": direction and {"value": direction, "label": direction},
        "language_level": level,
    }
    assert reading_claims.worded({"wording": wording}) == words


def test_a_reference_leaves_out_what_is_not_known():
    paper = content()["paper"]
    assert reading_papers.reference(paper) == (
        "Müller AŌ, The <B> Group. A constructed paper on β-blockers & 骨. Journal of"
        " Constructed Papers. 2003;44(5):751-6. DOI 10.1000/constructed.1, DOI"
        " 10.5555/constructed.4."
    )
    bare = paper | dict.fromkeys(["journal", "year", "volume", "issue", "pages"])
    assert reading_papers.reference(bare | {"authors": [], "identifiers": []}) == (
        "A constructed paper on β-blockers & 骨."
    )


def test_marks_of_the_text_are_the_claims_with_their_cues():
    shown = content()
    pieces = reading_claims.text_pieces([shown])
    marked = [piece for piece in pieces if piece.marks]
    assert "".join(piece.text for piece in pieces) == shown["source"]["text"]
    assert "".join(piece.text for piece in marked) == shown["extent"]["exact"]
    cues = [piece.text for piece in marked if "cue" in piece.classes.split()]
    assert cues == [cue["text"] for cue in shown["wording"]["cues"]]


def test_a_comparison_tells_whether_appraisers_differ():
    [round] = content()["rounds"]
    rows = reading_rounds.comparisons(round)
    assert not [row for row in rows if row.differs]
    assert round["agreement"] == reading_rounds.agreed(round)
    assert reading_rounds.agreement_sentence(round) == (
        "2 of 2 appraisers reached the same result. All gave the same answer on 13 of 13 items."
    )
    round["appraisals"][0]["answers"][1]["answer"] = "-2"
    assert [row.label for row in reading_rounds.comparisons(round) if row.differs] == [
        "Risk of bias"
    ]


@pytest.mark.parametrize(
    ("results", "reached"),
    [
        (["low", "high"], "No two of 2 appraisers reached the same result. "),
        (["low", "high", "low"], "2 of 3 appraisers reached the same result. "),
        (["low", ""], "No two of 2 appraisers reached the same result. "),
        (["", ""], ""),
    ],
)
def test_editions_made_before_agreement_was_frozen_tell_it_all_the_same(results, reached):
    [round] = content()["rounds"]
    del round["agreement"]
    one = round["appraisals"][0]
    round["appraisals"] = [one | {"result": {"value": value, "label": ""}} for value in results]
    other = [answer | {"answer": "9"} for answer in one["answers"]]
    round["appraisals"][0] = round["appraisals"][0] | {"answers": other}
    told = reading_rounds.agreement_sentence(round)
    assert told.startswith(f"{reached}All gave the same answer on 0 of 13 items.")
    assert " They differ on: Start; Risk of bias; " in told


@pytest.mark.parametrize(("step", "shown"), [(-2, "−2"), (0, "0"), (4, "+4"), (None, "")])
def test_steps_have_signs(step, shown):
    assert reading_rounds.signed(step) == shown


OTHERS = ("intervention", "comparator", "outcome")
DIRECT, INDIRECT, NOT_JUDGED = (
    {"value": value, "label": label}
    for value, label in (
        ("direct", "Direct"),
        ("indirect", "Indirect"),
        ("not_judged", "Not judged"),
    )
)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([NOT_JUDGED] * 4, "How direct it is was not judged."),
        (
            [DIRECT, INDIRECT, NOT_JUDGED, NOT_JUDGED],
            "Population: direct; intervention: indirect. Not judged: comparator, outcome.",
        ),
        (
            [NOT_JUDGED, DIRECT, DIRECT, DIRECT],
            "Intervention: direct; comparator: direct; outcome: direct. Not judged: population.",
        ),
        (
            [INDIRECT] * 4,
            "; ".join(["Population: indirect", *(f"{n}: indirect" for n in OTHERS)]) + ".",
        ),
    ],
)
def test_directness_is_told_part_by_part(words, sentence):
    citation = {"directness": dict(zip(("population", *OTHERS), words, strict=True))}
    assert reading_citations.directness_sentence(citation) == sentence


def test_a_citation_has_a_sign_and_the_status_of_its_paper():
    [citation] = reading_citations.citations(content())
    assert reading_citations.stance_sign(citation["stance"]["value"]) == "×"
    told = reading_citations.cited_status(citation)
    assert told == "The cited paper is listed as retracted."
    citation["paper"]["status"] = {"value": "not_listed", "label": "Not listed"}
    assert reading_citations.cited_status(citation) == ""
    assert reading_citations.citations({}) == []
