"""Tables: columns by many names, rows that go over lines, and rows that are no rows."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.formats import read
from reviews.importers.records import Author, Record, Rejection
from reviews.importers.table_record import read_authors
from reviews.vocabulary import Nature
from tests.importers.damage import DAMAGES, ENCODINGS, LINE_ENDS, counted, damaged, read_all


def items(text):
    reading = read(io.BytesIO(text.encode()))
    assert reading.format == "csv"
    return list(reading.items)


def only(header, row):
    (item,) = items(f"{header}\n{row}\n")
    return item


def test_a_row_with_everything():
    row = (
        '"Alpha, B.C.; van Beta, D.",<i>Effect</i> &amp; cause,2003,Journal of Things,44,5,'
        "751,756,https://doi.org/10.1000/A.1,14584089,PMC123,One.,Somewhere"
    )
    header = (
        "Authors,Title,Year,Source title,Volume,Issue,Page start,Page end,DOI,PubMed ID,"
        "PMCID,Abstract,Affiliations"
    )
    assert only(header, row) == Record(
        index=1,
        line=2,
        raw=row,
        title="Effect & cause",
        authors=(Author("Alpha", "B.C.", "BC"), Author("van Beta", "D.", "D")),
        affiliation="Somewhere",
        journal="Journal of Things",
        year=2003,
        volume="44",
        issue="5",
        pages="751-756",
        published="2003",
        abstract="One.",
        doi="10.1000/a.1",
        pmid="14584089",
        pmcid="PMC123",
    )


EXPORTERS = {
    "ASReview": "record_id,primary_title,first_authors,publication_year,doi,abstract",
    "Covidence": "Title,Authors,Abstract,Published Year,Journal,DOI,Covidence #,Study",
    "Dimensions": "Rank,Publication ID,DOI,PMID,Title,Abstract,Source title,PubYear,Authors",
    "Europe PMC": "id,source_db,pmid,doi,title,authorString,journalTitle,pubYear",
    "IEEE": "Document Title,Authors,Publication Title,Publication Year,DOI",
    "Lens": "Lens ID,Title,Date Published,Publication Year,Source Title,Author/s,DOI",
    "ProQuest": "Title,Authors,pubtitle,year,digitalObjectIdentifier",
    "Rayyan": "key,title,year,month,day,journal,authors,doi,pubmed_id",
    "Springer": "Item Title,Publication Title,Item DOI,Authors,Publication Year",
    "Web of Science": "PT,AU,TI,SO,PY,DI",
    "Web of Science, Excel": "Publication Type,Authors,Article Title,Source Title,"
    "Publication Year,DOI",
    "Zotero": "Key,Item Type,Publication Year,Author,Title,Publication Title,DOI,Date",
    "spaces and capitals": " TITLE , AUTHOR_NAMES,Publication-Year,doi ",
}
CELLS = {
    "title": "A title",
    "authors": "Alpha B; Eta C",
    "year": "2003",
    "doi": "10.1000/x",
}
KIND_OF_CELL = {
    "title": ("title", "primarytitle", "documenttitle", "itemtitle", "ti", "articletitle"),
    "authors": ("authors", "author", "firstauthors", "authorstring", "au", "authornames"),
    "year": ("publicationyear", "publishedyear", "pubyear", "year", "py"),
    "doi": ("doi", "di", "itemdoi", "digitalobjectidentifier"),
}


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("header", EXPORTERS.values(), ids=EXPORTERS)
def test_columns_are_known_by_the_names_of_many_exporters(header, delimiter):
    bare = ["".join(filter(str.isalnum, name.lower())) for name in header.split(",")]
    kinds = [next((k for k, names in KIND_OF_CELL.items() if b in names), "") for b in bare]
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(header.split(","))
    writer.writerow([CELLS.get(kind, "") for kind in kinds])
    (record,) = items(file.getvalue())
    assert (record.title, record.year, record.doi) == ("A title", 2003, "10.1000/x")
    assert [author.family for author in record.authors] == ["Alpha", "Eta"]


@pytest.mark.parametrize(
    ("cell", "families"),
    [
        ("Alpha, B.; Eta, C.", ["Alpha", "Eta"]),
        ("Alpha, B. | Eta, C.", ["Alpha", "Eta"]),
        ("Alpha, Ben and Eta, Cy", ["Alpha", "Eta"]),
        ("Alpha B., van Eta C.D.", ["Alpha", "van Eta"]),
        ("Alpha B, Eta CD, Theta E.", ["Alpha", "Eta", "Theta"]),
        ("Alpha, B., Eta, C.", ["Alpha", "Eta"]),
        ("Alpha B, Eta C and Theta D", ["Alpha", "Eta", "Theta"]),
        ("Ben Alpha, Cy Eta", ["Alpha", "Eta"]),
        ("van Alpha, Ben Cy", ["van Alpha"]),
        ("Alpha, Ben", ["Alpha"]),
        ("Alpha, Ben, Jr.", ["Alpha"]),
        ("['Alpha, Ben', \"d'Eta, Cy\"]", ["Alpha", "d'Eta"]),
        ("Alpha, Ben (57190000000); Eta, Cy (57190000001)", ["Alpha", "Eta"]),
        ("Alpha\nEta", ["Alpha", "Eta"]),
        ("Alpha B; et al.", ["Alpha"]),
        ("", []),
    ],
)
def test_authors_are_separated_in_many_ways(cell, families):
    assert [author.family for author in read_authors(cell)] == families


def test_a_group_is_a_collective():
    assert read_authors("Alpha B; The Beta Study Group")[1] == Author(
        collective="The Beta Study Group"
    )


def test_what_stands_in_one_cell_is_taken_apart():
    header = "Title,Authors,Citation,Journal/Book,Publication Year"
    record = only(header, "T,Alpha B,J Th. 2021 Mar;75(2):101-110. doi: 10.1000/e.,J Th,2021")
    assert (record.volume, record.issue, record.pages) == ("75", "2", "101-110")
    assert (record.published, record.doi) == ("2021 Mar", "10.1000/e")
    record = only("Title,Source", "T,Things (2014) 3:4 (152-160). Date of Publication: 2014")
    assert (record.journal, record.year, record.pages) == ("Things", 2014, "152-160")
    assert (record.volume, record.issue) == ("3", "4")


def test_spreadsheets_leave_their_traces():
    record = only("title,year,volume,pmid,doi,journal", "T,2003.0,12.0,14584089.0,nan,nan")
    assert (record.year, record.volume, record.pmid) == (2003, "12", "14584089")
    assert (record.doi, record.journal) == ("", "")


def test_a_retraction_is_a_notice():
    record = only("Title,Document Type", "T,Article; Retracted Publication")
    assert [notice.nature for notice in record.notices] == [Nature.RETRACTION]


def test_cells_may_hold_lines_delimiters_quotes_and_much_text():
    long = "word " * 60_000
    text = f'title,abstract\n"A ""b"", c","One.\n\nTwo"\nSecond,"{long}"\n'
    first, second = items(text)
    assert (first.title, first.abstract, first.line) == ('A "b", c', "One.\nTwo", 2)
    assert (second.line, len(second.abstract)) == (5, len(long) - 1)


def test_a_preface_above_the_header_is_passed_over():
    for preface in ("sep=;", '"About the data: exported on 1 May 2021"', ""):
        (record,) = items(f"{preface}\ntitle;year\nT;2003\n")
        assert (record.title, record.line) == ("T", 3)


BROKEN = {
    "T,2003,more": "The header names 2 cells and this row has 3",
    "T": "The header names 2 cells and this row has 1",
    '"T,2003': "A quotation mark in it is never closed",
    ",2003": "No title is in it",
}


@pytest.mark.parametrize(("row", "reason"), BROKEN.items())
def test_a_broken_row_is_rejected_and_costs_no_other(row, reason):
    before, rejected, after = items(f"title,year\nA,2001\n{row}\n\nB,2002\n")
    assert (before.title, after.title) == ("A", "B")
    assert isinstance(rejected, Rejection)
    assert (rejected.index, rejected.line, rejected.raw) == (2, 3, row)
    assert rejected.reason.startswith(reason)
    assert (after.index, after.line) == (3, 5)


def test_rows_of_empty_cells_are_no_records():
    text = 'title;year\n;\nAlpha;2001\n"";""\n " " ;\n;;;\n"\n";\nBeta;2002\n;'
    assert [(item.title, item.line) for item in items(text)] == [("Alpha", 3), ("Beta", 9)]
    assert counted("csv", text.encode()) == 2


def test_empty_cells_at_the_end_do_no_harm():
    assert [item.title for item in items("title,year,\nA,2001\nB,2002,,\n")] == ["A", "B"]


@pytest.mark.parametrize(
    "prose",
    [
        "Dear editor,\nthe title is missing.",
        "Title\nOnly one column",
        "Once, a paper; with a title\nand more",
        "year,doi\n2003,10.1000/x",
    ],
)
def test_prose_is_no_table(prose):
    with pytest.raises(Unreadable):
        items(prose)


@pytest.mark.parametrize(
    "hostile",
    [
        "title,year\n" + '"\n' * 100_001,
        "title,year\n" + '"' * 100_001,
        "title,year\na" + "," * 500_000,
        "title,year\n" + '"a\n' + "b\n" * 200_000,
        "title,authors\nT," + "a," * 100_000,
        "title,authors\nT,[" + "'" * 100_000 + "]",
    ],
    ids=range(6),
)
def test_hostile_files_end_soon(hostile):
    assert items(hostile)[0].index == 1


def with_content(lines, delimiter):
    return [line for line in lines if line.strip(f' \t"{delimiter}')]


CELL = st.text("ab,;\"'\n\té ", max_size=12)


@settings(max_examples=200)
@given(st.lists(st.tuples(CELL, CELL, st.integers(1500, 2100)), max_size=8))
def test_every_row_that_the_csv_module_writes_comes_back_once(rows):
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["title", "abstract", "year"])
    writer.writerows(rows)
    found = items(file.getvalue())
    assert [item.index for item in found] == list(range(1, len(rows) + 1))
    for item, (title, abstract, year) in zip(found, rows, strict=True):
        if title.split():
            assert (item.title, item.year) == (" ".join(title.split()), year)
            assert item.abstract.split() == abstract.split()
        else:
            assert isinstance(item, Rejection)


@settings(max_examples=200)
@given(st.text('ab,"\n', max_size=80))
def test_nothing_of_a_broken_file_is_lost(text):
    found = items("title,year\nFirst,2001\n" + text)
    kept = [line for item in found[1:] for line in item.raw.split("\n")]
    assert with_content(kept, ",") == with_content(text.split("\n"), ",")


TABLE = (
    "title;authors;year;abstract\n" + 'A;"Alpha, B.; Eta, C.";2001;"One\n\nÜ"\nB;;2002;Two\n' * 3
)


@settings(max_examples=60, deadline=None)
@given(DAMAGES, ENCODINGS, LINE_ENDS)
def test_no_line_of_a_damaged_file_is_lost(damages, encoding, line_end):
    header, *body = damaged(TABLE, damages).split("\n")
    text = "\n".join(["title;authors;year;abstract", header, *body])
    name, found = read_all(text.replace("\n", line_end).encode(encoding, "replace"))
    assert name == "csv"
    kept = [line for item in found for line in item.raw.split("\n")]
    assert with_content(kept, ";") == with_content(text.split("\n")[1:], ";")
