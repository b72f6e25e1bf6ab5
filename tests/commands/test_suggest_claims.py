"""`suggest_claims` as people and programs use it: a process, files, standard input."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path("reviews/demo/pubmed_14584089.txt")
NOWHERE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}


def run(*arguments, stdin=b"", **environment):
    return subprocess.run(
        [sys.executable, "manage.py", "suggest_claims", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=os.environ | environment,
    )


def printed(*arguments, **options):
    done = run(*arguments, **options)
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def refused(*arguments, **options):
    done = run(*arguments, **options)
    assert (done.returncode, done.stdout) == (1, b"")
    return done.stderr.decode().strip()


def test_the_seed_has_nine_sentences_and_the_documented_shape():
    (found,) = printed(SEED, "--json")
    assert list(found) == ["source", "paper", "sentences"]
    assert found["source"]["length"] == 1840
    assert found["source"]["sha256"].startswith("ee7b2b2fd9bb3c0d")
    assert found["paper"] == {
        "title": "Combined treatment with vitamin k2 and bisphosphonate in postmenopausal women "
        "with osteoporosis.",
        "authors": ["Iwamoto J", "Takeda T", "Ichimura S"],
        "journal": "Yonsei Med J",
        "year": 2003,
        "volume": "44",
        "issue": "5",
        "pages": "751-6",
        "doi": None,
        "pmid": "14584089",
    }
    assert len(found["sentences"]) == 9
    assert list(found["sentences"][0]) == [
        "start", "end", "exact", "kind", "advice", "language_level", "causal", "direction",
        "scope", "population", "cues", "flags",
    ]  # fmt: skip


def test_it_reads_standard_input_where_no_database_answers():
    (found,) = printed("-", "--json", stdin=b"This drug should be avoided.", **NOWHERE)
    assert found["paper"] == dict.fromkeys(
        ["title", "authors", "journal", "year", "volume", "issue", "pages", "doi", "pmid"]
    )
    (sentence,) = found["sentences"]
    assert (sentence["advice"], sentence["direction"]) == ("strong", "against")


def test_several_records_are_several_lines():
    both = SEED.read_text() + "\n\n" + SEED.read_text().replace("14584089", "14584090")
    found = printed("-", "--json", stdin=both.encode())
    assert [one["paper"]["pmid"] for one in found] == ["14584089", "14584090"]
    assert found[0]["sentences"] == found[1]["sentences"]


@pytest.mark.parametrize(
    "encode",
    [
        str.encode,
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "byte-order mark", "utf-16", "CRLF"],
)
def test_encodings_and_line_ends_change_nothing(encode):
    text = "Fractures fell by 5 \u00b5g.\nThe 😀 drug may help women.\n"
    (found,) = printed("-", "--json", stdin=encode(text))
    assert found["source"]["sha256"] == hashlib.sha256(text.strip().encode()).hexdigest()
    assert [(s["start"], s["end"]) for s in found["sentences"]] == [(0, 23), (24, 50)]


def test_text_is_put_into_nfc_before_offsets_are_counted():
    (found,) = printed("-", "--json", stdin="Cafe\u0301 patients should fast.".encode())
    assert found["sentences"][0]["exact"] == "Caf\u00e9 patients should fast."


def test_each_line_is_one_sentence_with_one_line_out():
    lines = ["A. B should be given.", "", "It may\u2028help. It is cheap.", "  Rats ran."]
    found = printed("-", "--lines", stdin="\n".join(lines).encode())
    assert [one["exact"] for one in found] == [
        "A. B should be given.", "", "It may\nhelp. It is cheap.", "Rats ran.",
    ]  # fmt: skip
    assert [one["start"] for one in found] == [0, 0, 0, 2]
    assert [one["advice"] for one in found] == ["strong", "none", "weak", "none"]


def test_without_json_it_prints_for_people():
    done = run(SEED)
    assert done.returncode == 0
    assert "1577-1678, recommendation, advice strong" in done.stdout.decode()


@pytest.mark.parametrize(
    ("stdin", "reason"),
    [
        (b"", "standard input: Nothing is in it"),
        (b" \n\n", "standard input: Nothing is in it"),
        (b"%PDF-1.7 \x80", "standard input: This is a document, archive or picture"),
        (b"a\0b", "standard input: It holds U+0000"),
    ],
)
@pytest.mark.parametrize("option", ["--json", "--lines"])
def test_what_is_no_text_is_refused_in_a_sentence(stdin, reason, option):
    assert refused("-", option, stdin=stdin).startswith(f"CommandError: {reason}")


def test_a_missing_file_is_refused_in_a_sentence(tmp_path):
    missing = tmp_path / "missing.txt"
    assert refused(missing) == f"CommandError: {missing}: No such file or directory."


def test_a_record_that_cannot_be_read_is_named_and_the_others_printed():
    broken = "1. Yonsei Med J. 2003 Oct 30;44(5):751-6.\n\n\n" + SEED.read_text().replace(
        "Yonsei Med J.", "2. Yonsei Med J.", 1
    )
    done = run("-", "--json", stdin=broken.encode())
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr.decode().startswith("CommandError: Record 1, line 1: ")


def test_help_explains_the_file_and_both_forms():
    text = run("--help").stdout.decode()
    assert "No database is needed" in text
    assert "manage.py suggest_claims sentences.txt --lines" in text
