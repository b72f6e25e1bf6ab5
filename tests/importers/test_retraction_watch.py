"""The Retraction Watch file: every row is a notice or a rejection with its line."""

import csv
import hashlib
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.records import Rejection
from reviews.importers.retraction_watch import NoticeRow, parse
from reviews.vocabulary import Nature

HEADER = Path("reviews/demo/retraction_watch.csv").read_text().splitlines()[0].split(",")
ROW = {
    "Record ID": "7",
    "Title": "A constructed, “quoted” title",
    "Subject": "(HSC) Construction;",
    "Journal": "J Constr Res",
    "Author": "Alpha A;Beta B;",
    "RetractionDate": "3/9/2026 0:00",
    "RetractionDOI": "10.1000/Notice",
    "RetractionPubMedID": "0",
    "OriginalPaperDOI": "https://doi.org/10.1000/Paper",
    "OriginalPaperPubMedID": "12345678",
    "RetractionNature": "Retraction",
    "Reason": "+One Reason;+Another Reason;",
}


def written(*rows, header=HEADER, encoding="utf-8"):
    file = io.StringIO()
    writer = csv.DictWriter(file, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode(encoding)


def only_notice(data):
    (notice,) = parse(data)
    assert isinstance(notice, NoticeRow)
    return notice


def test_a_row_is_read_in_every_field():
    assert only_notice(written(ROW)) == NoticeRow(
        line=2,
        key="7",
        record_id="7",
        nature=Nature.RETRACTION,
        doi="10.1000/paper",
        pmid="12345678",
        notice_doi="10.1000/notice",
        notice_pmid="",
        date=date(2026, 3, 9),
        reasons=("One Reason", "Another Reason"),
        title="A constructed, “quoted” title",
        journal="J Constr Res",
        row=dict.fromkeys(HEADER, "") | ROW,
    )


def test_the_known_row_of_the_seed_says_no_more_than_it_does():
    notice = only_notice(Path("reviews/demo/retraction_watch.csv").read_bytes())
    assert (notice.nature, notice.doi) == (Nature.RETRACTION, "10.3349/ymj.2003.44.5.751")
    assert (notice.record_id, notice.pmid, notice.date, notice.reasons) == ("", "", None, ())
    canonical = json.dumps(notice.row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert notice.key == f"sha256:{hashlib.sha256(canonical.encode()).hexdigest()}"


@pytest.mark.parametrize("nature", Nature)
def test_each_nature_is_known_by_its_name(nature):
    assert only_notice(written(ROW | {"RetractionNature": nature.label})).nature is nature
    assert only_notice(written(ROW | {"RetractionNature": nature.label.upper()})).nature is nature


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("3/9/2026 0:00", date(2026, 3, 9)),
        ("12/31/1999", date(1999, 12, 31)),
        ("2026-03-09", date(2026, 3, 9)),
        ("2026-03-09T00:00:00", date(2026, 3, 9)),
        ("31/12/1999", None),
        ("2/30/2020 0:00", None),
        ("March 2020", None),
        ("0", None),
        ("unavailable", None),
        ("", None),
    ],
)
def test_a_date_is_month_first_and_never_guessed(text, known):
    assert only_notice(written(ROW | {"RetractionDate": text})).date == known


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("", ()),
        ("Unavailable", ()),
        ("One", ("One",)),
        ("+One;+Two, or Three;", ("One", "Two, or Three")),
    ],
)
def test_reasons_are_parted_by_semicolons(text, reasons):
    assert only_notice(written(ROW | {"Reason": text})).reasons == reasons


@pytest.mark.parametrize("missing", ["", "0", "unavailable", "Unavailable", "not a DOI"])
def test_a_missing_identifier_is_missing(missing):
    row = ROW | {"OriginalPaperDOI": missing, "OriginalPaperPubMedID": missing, "Record ID": ""}
    notice = only_notice(written(row))
    assert (notice.doi, notice.pmid, notice.row["OriginalPaperDOI"]) == ("", "", missing)


def test_a_row_without_record_id_has_the_same_key_in_any_order_of_columns():
    row = ROW | {"Record ID": ""}
    backwards = written(row, header=HEADER[::-1])
    assert only_notice(backwards).key == only_notice(written(row)).key
    assert only_notice(written(row | {"Reason": ""})).key != only_notice(written(row)).key


def test_a_nameless_last_column_changes_nothing():
    twenty = written(ROW)
    twenty_one = twenty.replace(b"Notes\r\n", b"Notes,\r\n")
    assert list(parse(twenty_one)) == list(parse(twenty))
    assert list(parse(twenty_one.rstrip() + b",\r\n")) == list(parse(twenty))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_in_the_encoding_it_is_in(encoding):
    assert only_notice(written(ROW, encoding=encoding)).title == ROW["Title"]


def test_each_line_may_have_its_own_encoding():
    first, second = written(ROW), written(ROW | {"Title": "naïve"}, encoding="cp1252")
    mixed = first + second.partition(b"\r\n")[2]
    assert [notice.title for notice in parse(mixed)] == [ROW["Title"], "naïve"]


def test_cells_may_hold_line_ends_quotes_and_commas():
    title = 'A "constructed"\r\ntitle,\nof three\rfour lines'
    first, second = parse(written(ROW | {"Title": title}, ROW))
    assert first.title == 'A "constructed"\ntitle,\nof three\nfour lines'
    assert (first.line, second.line) == (2, 6)


def test_a_broken_row_is_rejected_with_its_line_and_the_next_is_read():
    lines = written(ROW, ROW, ROW, ROW, ROW | {"RetractionNature": "Removal"}).splitlines(True)
    lines[2] = b"8,too,few\r\n"
    lines[3] = lines[3].rstrip() + b",and,more\r\n"
    lines[4] = lines[4].replace(b"J Constr Res", b"J \x00 Res")
    results = list(parse(b"".join(lines)))
    assert [type(result) for result in results] == [NoticeRow, *[Rejection] * 4]
    rejections = results[1:]
    assert [(rejection.index, rejection.line) for rejection in rejections] == [
        (2, 3),
        (3, 4),
        (4, 5),
        (5, 6),
    ]
    assert "3 cells where the header names 20" in rejections[0].reason
    assert "22 cells where the header names 20" in rejections[1].reason
    assert "U+0000" in rejections[2].reason
    assert rejections[3].reason == (
        "“Removal” is not a nature of notice: it should be Retraction, Expression of concern, "
        "Correction, Reinstatement."
    )


def test_a_quotation_mark_that_never_closes_is_a_rejection():
    data = written(ROW) + b'"open' + b"x" * 200_000
    notice, rejection = parse(data)
    assert (notice.line, rejection.line) == (2, 3)
    assert "not well-formed CSV" in rejection.reason


def test_lines_may_end_in_carriage_returns_alone():
    data = written(ROW, ROW)
    assert list(parse(io.BytesIO(data.replace(b"\r\n", b"\r")))) == list(parse(data))


def test_rows_without_content_are_passed_over():
    assert [notice.line for notice in parse(written(ROW, {}, ROW) + b"\r\n,,,\r\n")] == [2, 4]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"Title\nx\n", b"\x00\xff\n"])
def test_a_file_without_its_columns_is_refused_before_any_row(data):
    names = "OriginalPaperDOI, OriginalPaperPubMedID, RetractionNature"
    with pytest.raises(Unreadable, match=f"lacks {names}"):
        parse(data)


def test_the_sentence_names_the_one_column_that_is_missing():
    header = [name for name in HEADER if name != "RetractionNature"]
    with pytest.raises(Unreadable, match="lacks RetractionNature:"):
        parse(written(header=header))


@given(st.binary(max_size=200), st.integers(0, 600))
def test_no_damage_stops_the_rows(junk, at):
    header, _, body = written(ROW, ROW, ROW).partition(b"\r\n")
    results = list(parse(header + b"\r\n" + body[:at] + junk + body[at:]))
    lines = [result.line for result in results]
    assert lines == sorted(set(lines))


def test_a_whole_snapshot_is_read_one_row_at_a_time():
    row = written(ROW | {"Notes": "x" * 400}).partition(b"\r\n")[2]
    header = written().strip() + b"\r\n"

    def lines():
        yield header
        for _ in range(65_000):
            yield row

    assert sum(isinstance(result, NoticeRow) for result in parse(lines())) == 65_000
