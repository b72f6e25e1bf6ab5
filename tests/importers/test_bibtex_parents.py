"""BibTeX: what an entry lacks it takes from the entry it names, wherever that stands."""

import io

import pytest

from reviews.importers import bibtex_parents
from reviews.importers.formats import read
from reviews.importers.records import Author, Rejection

PROCEEDINGS = """@proceedings{Volume,
  title = {Proceedings of Tests}, subtitle = {All of Them}, editor = {Gamma, Carl},
  year = {2003}, month = oct, volume = 7, doi = {10.1000/volume}, pages = {1--900},
}"""
PAPER = "@inproceedings{paper, author = {Alpha, Ann}, title = {A paper}, crossref = {volume}}"


def items(text):
    return list(read(io.BytesIO(text.encode())).items)


def by_title(text):
    return {item.title: item for item in items(text) if not isinstance(item, Rejection)}


@pytest.mark.parametrize("text", [f"{PROCEEDINGS}\n{PAPER}", f"{PAPER}\n{PROCEEDINGS}"])
def test_a_part_has_the_fields_of_its_whole_and_keeps_its_own(text):
    paper = by_title(text)["A paper"]
    assert (paper.journal, paper.year, paper.published) == (
        "Proceedings of Tests",
        2003,
        "2003 Oct",
    )
    assert (paper.authors, paper.volume) == ((Author("Alpha", "Ann", "A"),), "7")
    # What only the whole has is not the paper's.
    assert (paper.doi, paper.pages, paper.raw) == ("", "", PAPER)


def test_records_stay_in_the_order_of_the_file():
    other = "@misc{other, title = {Another}}"
    found = items("\n".join([PAPER, other, PROCEEDINGS, other]))
    titles = ["A paper", "Another", "Proceedings of Tests: All of Them", "Another"]
    assert [item.title for item in found] == titles
    assert [item.index for item in found] == [1, 2, 3, 4]
    assert [item.line for item in found] == [1, 2, 3, 7]


@pytest.mark.parametrize(
    ("child", "parent", "expected"),
    [
        # As BibTeX has it: the same names.
        ("@article{a, title = {T}, crossref = B}",
         "@article{b, journal = {J of T}, year = 1999, number = 3}", ("T", "J of T", 1999, "3")),
        ("@article{a, crossref = b}", "@article{b, title = {T}, journal = {J}, year = 1999}",
         ("T", "J", 1999, "")),
        ("@incollection{a, title = {T}, crossref = b}",
         "@book{b, title = {Short}, booktitle = {The Whole Book}, year = 1999}",
         ("T", "The Whole Book", 1999, "")),
        # As biblatex has it: the title of the whole has another name in the part.
        ("@article{a, title = {T}, crossref = b}",
         "@periodical{b, title = {J of T}, date = {1999-05}, number = 3}",
         ("T", "J of T", 1999, "3")),
        ("@book{a, crossref = b, volume = 2}", "@mvbook{b, title = {Whole}, date = {1998/2000}}",
         ("Whole", "", 1998, "")),
        # Of two ways to give a date or a journal, the entry's own counts.
        ("@article{a, title = {T}, date = {2001-02}, journal = {Own}, crossref = b}",
         "@article{b, journaltitle = {Other}, year = 1999, month = jan}", ("T", "Own", 2001, "")),
        ("@article{a, title = {T}, year = {}, crossref = b}", "@article{b, year = 1999}",
         ("T", "", 1999, "")),
    ],
)  # fmt: skip
def test_what_is_taken_over(child, parent, expected):
    for text in (f"{child}\n{parent}", f"{parent}\n{child}"):
        [item] = [item for item in items(text) if item.line == 1 + text.index(child) // len(parent)]
        assert (item.title, item.journal, item.year, item.issue) == expected


def test_xdata_gives_every_field_and_is_no_paper():
    text = """@xdata{dates, year = 2003}
@xdata{issue, journal = {J of T}, number = 3, xdata = {dates}, doi = {10.1000/1}}
@article{a, title = {T}, xdata = {missing, issue}}"""
    first, second, record = items(text)
    assert (
        first.reason
        == second.reason
        == (
            "It is no paper but keeps fields for other entries, which have them now: "
            "nothing needs doing."
        )
    )
    found = (record.journal, record.issue, record.year, record.doi)
    assert found == ("J of T", "3", 2003, "10.1000/1")


def test_parents_have_parents():
    text = f"{PAPER.replace('= {volume}', '= {middle}')}\n@proceedings{{middle, crossref = Volume}}"
    paper = by_title(f"{text}\n{PROCEEDINGS}")["A paper"]
    assert (paper.journal, paper.year) == ("Proceedings of Tests", 2003)


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = {T}, crossref = {a}}",
        "@article{a, title = {T}, crossref = {b}}\n@article{b, title = {U}, crossref = {a}}",
        "@article{a, title = {T}, crossref = {nowhere}, xdata = {a, b c,, d}}",
    ],
)
def test_circles_and_missing_parents_do_no_harm(text):
    assert [item.index for item in items(text)] == list(range(1, text.count("@") + 1))
    assert items(text)[0].title == "T"


def test_of_two_entries_with_one_key_the_first_is_the_parent():
    double = PROCEEDINGS.replace("2003", "2004")
    assert by_title(f"{PROCEEDINGS}\n{double}\n{PAPER}")["A paper"].year == 2003


def test_a_parent_far_away_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(bibtex_parents, "MOST_HELD", 10)
    others = "\n".join(f"@misc{{m{number}, title = {{M}}}}" for number in range(11))
    assert by_title(f"{PAPER}\n{others}\n{PROCEEDINGS}")["A paper"].year is None
    assert by_title(f"{PROCEEDINGS}\n{others}\n{PAPER}")["A paper"].year is None
    monkeypatch.setattr(bibtex_parents, "MOST_CHARACTERS", 100)
    assert by_title(f"{PAPER}\n@misc{{m, title = {{Far}}}}\n{PROCEEDINGS}")["A paper"].year is None


def test_long_fields_are_not_taken_over():
    editor = "Gamma, Carl and " * 200
    text = f"{PAPER.replace('author', 'note')}\n{PROCEEDINGS.replace('Gamma, Carl', editor)}"
    paper = by_title(text)["A paper"]
    assert (paper.authors, paper.year) == ((), 2003)
