"""The agreement command: who rated which item how in, one JSON object out."""

import io
import json
import os
import subprocess
import sys
from itertools import product

import pytest
from django.core.management import CommandError, call_command

from reviews.vocabulary import Scale
from tests.agreement.test_published import CASES

ORDER = "very low,low,moderate,high"
NOWHERE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}


@pytest.fixture
def agreement(monkeypatch, capsys):
    """What the command prints and the sentence it refuses with."""

    def run(text, *options, file="-"):
        raw = text if isinstance(text, bytes) else text.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        try:
            call_command("agreement", str(file), *options)
        except CommandError as error:
            return capsys.readouterr().out, str(error)
        return json.loads(capsys.readouterr().out), None

    return run


def csv(*rows, header="item,rater,rating"):
    return "\n".join([header, *rows]) + "\n"


def case(name):
    return next(case for case in CASES if case["id"] == name)


def of_table(table, names):
    items = [pair for pair in product(names, names) for _ in range(table[pair])]
    return csv(*(f"{n},A,{a}\n{n},B,{b}" for n, (a, b) in enumerate(items)))


def test_two_raters_with_words_in_their_order(agreement):
    names = ["low", "moderate", "high"]
    counts = case("cohen-1968-3x3")["table"]
    table = {(names[r], names[c]): counts[r][c] for r, c in product(range(3), range(3))}
    document, _ = agreement(
        of_table(table, names), "--scale", "ordinal", "--order", ",".join(names)
    )
    assert (document["items"], document["raters"]) == (200, 2)
    assert document["percent_agreement"] == 0.7
    assert document["cohen_kappa"] == {
        "unweighted": 0.491525, "linear": 0.473684, "quadratic": 0.454545,
    }  # fmt: skip
    assert document["icc"] == {"2,1": None, "2,k": None}
    assert document["warnings"] == []


def test_many_raters_on_a_nominal_scale(agreement):
    fleiss = case("fleiss-1971")
    rows = [
        f"{item},{rater},{name}"
        for item, counts in enumerate(fleiss["counts"])
        for rater, name in enumerate(
            name
            for name, number in zip(fleiss["categories"], counts, strict=True)
            for _ in range(number)
        )
    ]
    document, _ = agreement(csv(*rows))
    assert document["fleiss_kappa"] == 0.430245
    assert document["cohen_kappa"] is None
    assert document["krippendorff_alpha"].keys() == set(Scale)
    assert document["krippendorff_alpha"]["ordinal"] is None
    assert document["gwet"]["ac2_linear"] is None
    assert document["intervals"]["fleiss_kappa"] == {
        "low": 0.319395, "high": 0.541094, "level": 0.95, "standard_error": 0.054199,
        "method": "Gwet 2008, linearised variance over items, Student's t",
    }  # fmt: skip


@pytest.mark.parametrize("scale", Scale)
def test_missing_ratings_on_every_scale(agreement, scale):
    krippendorff = case("krippendorff-4x12")
    rows = [
        f"{item},{rater},{'' if value is None else value}"
        for rater, values in enumerate(krippendorff["raters"])
        for item, value in enumerate(values)
    ]
    document, _ = agreement(csv(*rows), "--scale", scale)
    assert (document["items"], document["raters"]) == (12, 4)
    allowed = list(Scale)[: list(Scale).index(scale) + 1]
    assert document["krippendorff_alpha"] == {
        name: krippendorff["expected"][name] if name in allowed else None for name in Scale
    }
    assert document["gwet"]["ac1"] == 0.775444
    assert document["gwet"]["ac2_quadratic"] == (None if scale == "nominal" else 0.914001)
    assert document["percent_agreement"] == 0.818182


def test_measurements_have_an_intraclass_correlation(agreement):
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    rows = [f"{item},{rater},{v}" for item, row in enumerate(table) for rater, v in enumerate(row)]
    document, _ = agreement(csv(*rows), "--scale", "interval")
    assert document["icc"] == {"2,1": 0.289764, "2,k": 0.620051}
    assert document["krippendorff_alpha"]["ratio"] is None
    assert document["intervals"]["icc"]["2,1"]["low"] == 0.018787
    assert document["warnings"] == [
        "Items with two ratings or more: 6. With fewer than 10 no coefficient says much."
    ]


FOUR = ["A,x,low", "A,y,low", "B,x,high", "B,y,low"]
PLAIN = csv(*FOUR)


@pytest.mark.parametrize(
    "same",
    [
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace(",", ", ").encode(),
        PLAIN.replace("\n", "\n\n").encode(),
        PLAIN.rstrip().encode(),
        csv(*reversed(FOUR)).encode(),
        csv("A,x,", *FOUR).replace("A,x,\n", "C,x,\n").encode(),
        csv(*(f'note,"{row[2:3]}",{row[4:]},"{row[0]}"' for row in FOUR),
            header="Remark,Rater,RATING,Item").encode(),
        csv(*(row.upper() for row in FOUR)).encode(),
    ],
    ids=[
        "byte-order mark", "utf-16", "CRLF", "semicolons", "tabs", "spaces", "blank lines",
        "no last line end", "another order", "an empty rating", "other columns", "capitals",
    ],
)  # fmt: skip
def test_how_a_file_is_written_changes_nothing(agreement, same):
    expected, _ = agreement(PLAIN, "--order", ORDER)
    assert expected["items"] == 2
    assert agreement(same, "--order", ORDER) == (expected, None)


LACKS = "it has to name the columns item, rater and rating."
QUOTE = "put cells that hold a delimiter in quotation marks."
DECIMAL = "write numbers with a decimal point, and leave out what was not rated."
PDF = (
    "This is a document, archive or picture, not plain text: save the records as a text file and "
    "try again."
)
BY_ORDER = "name the categories from lowest to highest with --order."
TWO = "The order needs two categories or more: “very low,low,moderate,high”."


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        ("", [], "Nothing is in it: give a text with at least one record."),
        (csv(), [], "It holds no rating: give a row for each, below the header."),
        (csv("A,x,"), [], "It holds no rating: give a row for each, below the header."),
        (b"%PDF-1.7", [], PDF),
        ("A,x,low\n", [], f"The first line lacks item, rater, rating: {LACKS}"),
        (csv("A,low", header="item,rating"), [], f"The first line lacks rater: {LACKS}"),
        (
            csv("A,x,y,low", header="item,rater,rater,rating"),
            [],
            "The first line names rater twice: name each column once.",
        ),
        (
            csv(*FOUR, "B,x,low"),
            [],
            "Line 6: “x” already rated “B” in line 4: keep one of the two.",
        ),
        (csv("A,x"), [], f"Line 2 has 2 cells where the first names 3: {QUOTE}"),
        (csv("A,x,low,high"), [], f"Line 2 has 4 cells where the first names 3: {QUOTE}"),
        (csv(",x,low"), [], "Line 2 names no item: give it."),
        (csv("A,,low"), [], "Line 2 names no rater: give it."),
        (csv('A,x,"low', "A,y,low"), [], "Line 2 is not well-formed CSV: unexpected end of data."),
        (
            csv("A,x,1", "A,y,low"),
            ["--scale", "interval"],
            f"Line 3: “low” is not a number: {DECIMAL}",
        ),
        (
            csv("A;x;1,5", header="item;rater;rating"),
            ["--scale", "ratio"],
            f"Line 2: “1,5” is not a number: {DECIMAL}",
        ),
        *(
            (
                csv(f"A,x,{odd}"),
                ["--scale", "interval"],
                f"Line 2: “{odd}” is not a number: {DECIMAL}",
            )
            for odd in ("nan", "inf", "1e999", "1_0", "NA")
        ),
        (csv("A,x,low"), ["--scale", "ordinal"], f"Line 2: “low” is not a number: {BY_ORDER}"),
        (
            csv("A,x,low", "A,y,some"),
            ["--order", ORDER],
            "Line 3: “some” is not in the order very low, low, moderate, high.",
        ),
        (PLAIN, ["--order", ""], TWO),
        (PLAIN, ["--order", "low"], TWO),
        (PLAIN, ["--order", "low,,high"], TWO),
        (
            PLAIN,
            ["--order", "low,high,Low"],
            "The order names “low” twice: name each category once.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(agreement, text, options, sentence):
    assert agreement(text, *options) == ("", f"standard input: {sentence}")


def test_options_that_do_not_fit_are_refused_in_a_sentence(agreement, tmp_path):
    assert agreement(PLAIN, "--scale", "golf") == (
        "",
        "There is no scale golf; try nominal, ordinal, interval, ratio.",
    )
    assert agreement(PLAIN, "--scale", "ratio", "--order", ORDER) == (
        "",
        "--order is for categories; leave it out on the ratio scale.",
    )
    missing = tmp_path / "missing.csv"
    assert agreement(b"", file=missing) == ("", f"{missing}: No such file or directory.")


def test_categories_that_may_not_be_meant_as_such_are_told(agreement):
    document, _ = agreement(csv("A,x,low", "A,y,Low", "B,x,NA"))
    assert document["warnings"][:2] == [
        "“NA” counts as a category: leave the row out if it means not rated.",
        "“Low” and “low” count as two categories.",
    ]


def test_an_order_on_a_nominal_scale_names_the_categories(agreement):
    fewer, _ = agreement(PLAIN)
    more, _ = agreement(PLAIN, "--scale", "nominal", "--order", ORDER)
    assert fewer["krippendorff_alpha"] == more["krippendorff_alpha"]
    assert (fewer["gwet"]["ac1"], more["gwet"]["ac1"]) == (0.2, 0.428571)


def test_more_is_told_on_demand(agreement):
    plain, _ = agreement(PLAIN, "--order", "low,high")
    document, _ = agreement(PLAIN, "--order", "low,high", "--more")
    assert set(document) - set(plain) == {
        "conger_kappa", "brennan_prediger", "fleiss_kappa_by_category",
    }  # fmt: skip
    assert document["conger_kappa"] == document["cohen_kappa"]
    assert document["fleiss_kappa_by_category"] == dict.fromkeys(["low", "high"], -0.333333)


def test_as_a_process_it_needs_no_database(tmp_path):
    file = tmp_path / "ratings.csv"
    file.write_text(PLAIN)
    done = run(file)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(json.loads(done.stdout)) == [
        "items", "raters", "percent_agreement", "cohen_kappa", "fleiss_kappa",
        "krippendorff_alpha", "gwet", "icc", "intervals", "warnings",
    ]  # fmt: skip
    refused = run("-", stdin=b"item,rating\n")
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode().startswith("CommandError: standard input: The first line")


def test_help_explains_file_and_scales():
    text = run("--help").stdout.decode()
    assert "item,rater,rating" in text
    assert '--scale ordinal --order "very low,low,moderate,high"' in text


def run(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "manage.py", "agreement", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=os.environ | NOWHERE,
    )
