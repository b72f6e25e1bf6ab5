"""What is said of a file as a whole, beside its records."""

import io

import pytest

from reviews.importers import formats

RIS = "TY  - JOUR\nTI  - A constructed record\nPY  - 2003\nER  - \n\n"
MEDLINE = "PMID- 77\nTI  - Another one.\nDP  - 2004\n\n"
WOS = "PT J\nTI A third one\nPY 2005\nER\n\n"
BIBTEX = "@article{fourth,\n  title = {A fourth one},\n  year = 2006\n}\n\n"


def remarks_of(text):
    reading = formats.read(io.BytesIO(text.encode()))
    assert list(reading.items)
    return reading.remarks


@pytest.mark.parametrize(
    ("text", "others", "whole"),
    [
        (RIS + MEDLINE, "MEDLINE", "RIS"),
        (RIS + WOS + RIS, "Web of Science text", "RIS"),
        (RIS + MEDLINE + BIBTEX, "MEDLINE and BibTeX", "RIS"),
        (MEDLINE + BIBTEX, "BibTeX", "MEDLINE"),
        (WOS + BIBTEX, "BibTeX", "Web of Science text"),
    ],
)
def test_a_file_that_mixes_formats_is_told_apart_from_a_whole_one(text, others, whole):
    [remark] = remarks_of(text)
    assert f"in {others}, and" in remark
    assert f"as a whole is {whole}:" in remark


@pytest.mark.parametrize("text", [RIS, RIS * 2, MEDLINE * 2, WOS, BIBTEX * 2, RIS.rstrip()])
def test_of_a_whole_file_nothing_is_remarked(text):
    assert remarks_of(text) == []


def test_words_in_a_text_begin_no_records():
    abstract = "AB  - We searched TY  - JOUR and PMID- 77 and used @article{key, as text.\n"
    assert remarks_of(RIS.replace("PY  -", f"{abstract}PY  -")) == []


def test_ris_that_stops_within_its_last_record_says_so():
    cut = RIS + RIS[: RIS.index("PY")]
    [remark] = remarks_of(cut)
    assert "no ER line" in remark
    assert remarks_of(cut.removeprefix(RIS)) == []  # a tool that writes no ends at all
