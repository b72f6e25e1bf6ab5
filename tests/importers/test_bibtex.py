"""BibTeX: every entry is one record or one rejection, and its text is plain."""

import io
import re

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exceptions import Unreadable
from reviews.importers.bibtex_names import read_names
from reviews.importers.formats import read
from reviews.importers.latex import unlatexed
from reviews.importers.records import Author, Record, Rejection
from reviews.vocabulary import Nature
from tests.importers.damage import DAMAGES, ENCODINGS, LINE_ENDS, damaged, read_all


def items(text):
    reading = read(io.BytesIO(text.encode()))
    assert reading.format == "bibtex"
    return list(reading.items)


def only(text):
    (item,) = items(text)
    return item


def entry(**fields):
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{key,\n{lines}}}\n"


FULL = r"""
@string{jt = "Journal of " # {Things}}

@Article{Alpha2003,
  author    = {van den Alpha, Jr., Beta C. and {The {GAMMA} Group} and others},
  title     = {{Effect} of $\alpha$-tocopherol on {\"O}dema: a 50\% cut},
  journal   = jt,
  year      = 2003, month = oct,
  volume    = {44}, number = {5},
  pages     = {751--756},
  abstract  = {One
    line.

    Another.},
  doi       = {https://doi.org/10.1000/ABC{\_}1},
  pmid      = {14584089},
  pmcid     = {PMC123},
}
"""


def test_an_entry_with_everything():
    record = only(FULL)
    assert record == Record(
        index=1,
        line=4,
        raw=FULL[FULL.index("@Article") :].strip(),
        title="Effect of α-tocopherol on Ödema: a 50% cut",
        authors=(
            Author(family="van den Alpha", given="Beta C.", initials="BC", suffix="Jr."),
            Author(collective="The GAMMA Group"),
        ),
        journal="Journal of Things",
        year=2003,
        volume="44",
        issue="5",
        pages="751-756",
        published="2003 Oct",
        abstract="One line.\nAnother.",
        doi="10.1000/abc_1",
        pmid="14584089",
        pmcid="PMC123",
    )


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\'e}\'{e}\'e{\'{e}}", "éééé"),
        (r"M\'{\i}a, na\"{\i}ve", "Mía, naïve"),
        (r"\v{C}apek, \c{S}en, \k{a}, \H{o}, \r{A}", "Čapek, Şen, ą, ő, Å"),
        (r"\c c\u g\.z", "çğż"),
        (r"Stra{\ss}e, \O{}re, \L{}\'od\'z, {\AE}, \aa", "Straße, Øre, Łódź, Æ, å"),
        (r"\emph{in vivo} {\it and} \textbf{b}", "in vivo and b"),
        (r"5\,mg \& 3\% \#1 \_x \$2", "5 mg & 3% #1 _x $2"),
        (r"H$_2$O, $10^{-3}$, $x_i$", "H₂O, 10⁻³, xi"),
        (r"$p \leq 0.05$, $\beta$-blocker", "p ≤ 0.05, β-blocker"),
        (r"the $\chi_t$ and \(\Delta\)\(\Sigma\) forms", "the χt and ΔΣ forms"),
        (r"5\(^{\mbox{th}}\) $\alpha$ test", "5th α test"),
        (r"{\TUG} and \MiKTeX, \SomeOther{kept}", "TUG and MiKTeX, kept"),
        (r"a\\(b) \(c", "a (b) (c"),
        (r"\href{http://a.example}{linked} at 5$^{\circ}$C \cite{x}", "linked at 5°C x"),
        (r"25\,$^\circ$C, {\noopsort{b}}Beta, a\hspace*{1em}b", "25 °C, Beta, ab"),
        ("``A''---b--c~d", "“A”—b–c d"),
        ("costs $5", "costs $5"),
        ("50% of all % signs", "50% of all % signs"),
        (r"{\textgreater}3 {\textless}4 \textendash{} \textregistered", ">3 <4 – ®"),
        (r"\unknowncommand{kept}", "kept"),
        ("e\\", "e\\"),
    ],
)
def test_latex_becomes_plain_text(latex, text):
    assert unlatexed(latex) == text


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Alpha Beta", [("Alpha", "Beta")]),
        ("Ludwig van Beta", [("Ludwig", "van Beta")]),
        ("van Beta, Ludwig", [("Ludwig", "van Beta")]),
        ("Jean de la Gamma du Delta", [("Jean", "de la Gamma du Delta")]),
        (r"{\'E}mile {\"O}zt", [("Émile", "Özt")]),
        ("{van Beta} Gamma", [("van Beta", "Gamma")]),
        ("Alpha, B. AND Gamma, D.\n and\tEps, F. and others", [
            ("B.", "Alpha"), ("D.", "Gamma"), ("F.", "Eps")]),
        ("Anderson, Brand and Sandand, And", [("Brand", "Anderson"), ("And", "Sandand")]),
        ("Alpha, B.; Gamma, D.", [("B.", "Alpha"), ("D.", "Gamma")]),
        ("Alpha, B., Gamma, D.", [("B.", "Alpha"), ("D.", "Gamma")]),
        ("Alpha, B. , Gamma, D . , & Eps, F.", [
            ("B.", "Alpha"), ("D .", "Gamma"), ("F.", "Eps")]),
        ("Alpha, B.,", [("B.", "Alpha")]),
        ("Gamma Delta,", [("", "Gamma Delta")]),
        ("A. B.\\ Gamma", [("A. B.", "Gamma")]),
        (r"Brand\~{a}o, F", [("F", "Brandão")]),
        ("A.~B. Gamma", [("A. B.", "Gamma")]),
        ("Edwin {Alpha, II}", [("Edwin", "Alpha, II")]),
        ("Pi d'Alpha Beta von und zu Gamma", [("Pi", "d'Alpha Beta von und zu Gamma")]),
        ("family=Alpha, given=Beta, prefix=von", [("Beta", "von Alpha")]),
        ("Alphaman BC", [("BC", "Alphaman")]),
        ("others", []),
    ],
)  # fmt: skip
def test_names_are_read_as_bibtex_reads_them(names, expected):
    assert [(a.given, a.family) for a in read_names(names)] == expected


def test_braces_around_a_group_keep_it_whole_and_around_a_list_do_not():
    group = "Department of Tests and Trials, Institute of Nothing"
    assert read_names(f"{{{group}}}") == (Author(collective=group),)
    names = read_names("{Alpha, B. and Gamma, D. and others}")
    assert [author.family for author in names] == ["Alpha", "Gamma"]


@pytest.mark.parametrize(
    "names", ["Alpha, Jr, B. C.", "Alpha, B. C., Jr", "Alpha Jr, B. C.", "B. C. Alpha Jr"]
)
def test_suffixes_are_kept_apart(names):
    expected = Author(family="Alpha", given="B. C.", initials="BC", suffix="Jr")
    assert read_names(names) == (expected,)


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ({"doi": "10.1000/X"}, "10.1000/x"),
        ({"doi": "doi:10.1000/x."}, "10.1000/x"),
        ({"url": "https://dx.doi.org/10.1000/x"}, "10.1000/x"),
        ({"url": "https://example.org/doi/abs/10.1000/x?a=1"}, "10.1000/x"),
        ({"note": "Printed. doi: 10.1000/x, seen 2003"}, "10.1000/x"),
        ({"url": "https://example.org/10.1000/x"}, ""),
        ({"doi": "unknown"}, ""),
        ({"doi": r"10.1000/a\_b--c{\textless}1{\textgreater}2"}, "10.1000/a_b--c<1>2"),
    ],
)
def test_a_doi_is_found_where_exporters_put_it(fields, doi):
    assert only(entry(title="T", **fields)).doi == doi


@pytest.mark.parametrize(
    ("fields", "published", "year"),
    [
        ({"year": "2003", "month": "may"}, "2003 May", 2003),
        ({"year": "2003", "month": "05", "day": "7"}, "2003 May 7", 2003),
        ({"year": "{2003}", "month": "{SEP 30}"}, "2003 Sep 30", 2003),
        ({"year": "2003", "month": "May--June"}, "2003 May–June", 2003),
        ({"date": "2003-05-07/2004-01-01"}, "2003-05-07/2004-01-01", 2003),
        ({"year": "c. 2003a"}, "c. 2003a", 2003),
        ({"year": "in press"}, "in press", None),
        ({"month": "May 2003"}, "May 2003", 2003),
        ({"year": "20030507"}, "20030507", 2003),
        ({"year": "200305071"}, "200305071", None),
        ({"date": "/2004-01-01"}, "/2004-01-01", 2004),
        ({"year": r"{\noopsort{1973c}}1981"}, "1981", 1981),
        ({"year": r"{\noopsort{1973a}}{\switchargs{--90}{1968}}"}, "–901968", 1968),
        ({}, "", None),
    ],
)
def test_dates_stay_as_printed(fields, published, year):
    record = only(entry(title="T", **fields))
    assert (record.published, record.year) == (published, year)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "A", "subtitle": "B"}, "A: B"),
        ({"title": "A?", "subtitle": "B"}, "A? B"),
        ({"title": "<i>A</i> &amp; p < 3"}, "A & p < 3"),
        ({"booktitle": "Whole"}, "Whole"),
        ({"TITLE": "Loud"}, "Loud"),
    ],
)
def test_titles(fields, title):
    assert only(entry(**fields)).title == title


def test_a_retracted_title_is_a_notice():
    (notice,) = only(entry(title="RETRACTED: A trial")).notices
    assert notice.nature == Nature.RETRACTION


def test_what_the_columns_cannot_hold_is_cut():
    record = only(entry(title="T", volume="v" * 99, number="n" * 99, pages="1" * 99))
    assert [len(field) for field in (record.volume, record.issue, record.pages)] == [40, 40, 60]


LENIENT = {
    "no key": "@article{\n title = {T}, year = 2003}",
    "commas first": "@article{k\n , title = {T}\n , year = 2003\n}",
    "a strange type": "@_t+2{k, title = {T}, year = 2003}",
    "parentheses in a key": "@article(k(1),title={T},year=2003)",
    "an empty key": "@article{, title = {T}, year = 2003}",
    "no comma after the key": "@article{k\n title = {T},\n year = 2003}",
    "no comma between fields": '@article{k, title = "T"\n year = {2003} }',
    "parentheses": "@article(k, year = 2003, title = {T})",
    "bare words": "@article{k, year = 2003, title = T}",
    "a field twice": "@article{k, title = {T}, title = {U}, year = 2003}",
    "comments": "@article{k,\n % first\n title = {T}, % second\n year = 2003\n}",
    "one line": "@article{k,title={T},year={2003}}",
    "spaces": "  @ article {k , title= {T} ,\n\n year ={2003},,\n}",
    "quotes in quotes": '@article{k, note = "a "b" {"}c", title = "T", year = "2003"}',
    "an escaped brace": "@article{k, note = {a \\} b}, title = {T}, year = 2003}",
    "a lone backslash": "@article{k, note = {C:\\}, title = {T}, year = 2003}",
    "an address": "@article{k, note = {a@b {c}}, title = {T}, year = 2003}",
}


def test_entries_joined_by_a_comma_are_all_read():
    text = "@misc{a,\n title = {A}\n}, @misc{b,\n title = {B}\n},@misc(c, title = {C})"
    assert [(item.title, item.line) for item in items(text)] == [("A", 1), ("B", 3), ("C", 5)]


@pytest.mark.parametrize("text", LENIENT.values(), ids=LENIENT)
def test_what_other_programs_write_is_read(text):
    record = only(text)
    assert isinstance(record, Record)
    assert (record.title, record.year) == ("T", 2003)


# Their first line is the second of the file.
REJECTED = {
    "@article{a, title = {T}": "In line 2: It is not closed by “}”",
    "@article{a,\n title = {T": "In line 3: The brace before “T” is never closed",
    '@article{a,\n title = "T}': "In line 3: The quotation mark before “T}” is never closed",
    "@article{a,\n title = {T}},\n year = {2003}}": "In line 3: A brace too many",
    "@article{a,\n title = {T} more,\n}": "In line 3: “more,” follows a value",
    "@article{a,\n title {T},\n}": "In line 3: “title {T},” is no field",
    "@article{a,\n year = 2003\n}": "It has no title",
}


@pytest.mark.parametrize(("broken", "reason"), REJECTED.items())
def test_a_broken_entry_is_rejected_and_costs_no_other(broken, reason):
    sound = "@book{b, title = {Sound}}"
    before, rejected, after = items(f"{sound}\n{broken}\n{sound}\n")
    assert (before.title, after.title, after.index) == ("Sound", "Sound", 3)
    assert isinstance(rejected, Rejection)
    assert rejected.reason.startswith(reason)
    assert (rejected.line, rejected.raw.split("\n")[0]) == (2, broken.split("\n")[0])
    assert after.line == 3 + broken.count("\n")


def test_comments_are_no_entries_but_what_they_hold_at_a_line_start_is():
    text = (
        "Free text, @nothing, a@b.org\n% @article{no, title = {No}}\n"
        "@comment{jabref-meta: x;}\n@comment{ @article{no, title = {No}} }\n"
        '@preamble{"\\newcommand{\\x}{y}"}\n'
        "@article{a, title = {A}} @article{b, title = {B}}\n"
        "@comment{\n@article{c, title = {C}}\n}\n"
    )
    assert [(item.title, item.line) for item in items(text)] == [("A", 6), ("B", 6), ("C", 8)]


def test_equal_keys_are_two_records():
    assert [item.index for item in items(entry(title="A") * 2)] == [1, 2]


def test_macros_are_joined_and_unknown_ones_stay_words():
    record = only('@string(a = {A})\n@misc{k, title = a # " b " # {c} # " " # missing}')
    assert record.title == "A b c missing"


def test_a_file_of_macros_alone_is_no_list():
    with pytest.raises(Unreadable, match="No entry is in it"):
        items('@string{a = "b"}\n')


@pytest.mark.parametrize(
    "hostile",
    [
        "@article{k, title = {" + "{" * 200_000,
        "@article{k, title = {" + "\\" * 200_000,
        "@article{k, title = {T}, " + "a = {\\} " * 50_000,
        "@article{" + " " * 500_000,
        "@article{k, " + " " * 500_000 + "x",
        "@article{k, " + "a " * 200_000,
        '@article{k, title = "' + '" ' * 200_000,
        "@article{k, author = {" + "a and " * 100_000 + "}, title = {" + "$^" * 200_000 + "}}",
        "@article{k, title = {T}}" + "@a{" * 200_000,
        "@article{k, title = {T}}" + "x.@a{k," * 100_000,
        "@article{k, title = {T}}" + "@a{k}" * 100_000,
        "@article{k, x = {" + ")@a{k, x = {" * 60_000,
        "@article{k, title = {T}}" + '}@a{k, x = {"' * 60_000,
        "@article{k, title = {T}}" + "}@string{k = {" * 60_000,
        "@article{k, title = {T}}" + "}@comment{{" * 60_000,
        "@article{k, note = " + "{a} # " * 100_000 + ", title = {T}}",
    ],
    ids=range(16),
)
def test_hostile_files_end_soon(hostile):
    assert items(hostile)[0].index == 1


def test_an_endless_entry_does_not_fill_the_memory():
    rejected, record = items("@article{k, note = {" + ("x" * 1000 + "\n") * 9000 + entry(title="T"))
    assert isinstance(rejected, Rejection)
    assert len(rejected.raw) <= 2**22
    assert (record.title, record.line) == ("T", 9001)


# What a random file is made of, so that it nearly is BibTeX.
PIECES = st.sampled_from(
    ["@article{k,\n", "\n@book(", "title", " = ", "{", "}", '"', ",", "#", "jan", "\\", "\\'e", "$"]
    + ["%", "\n", " and ", "@", ")", "é", "\n@string{", "@comment{", "2003", "author={A, B}", "--"]
)


def starts_of(text):
    """The numbers of the lines that begin an entry, by another pattern than that of the reader."""
    opening = re.compile(r"[ \t]*@[ \t]*(?!(?:string|comment|preamble)\b)\w+[ \t]*[{(]", re.I)
    return [number for number, line in enumerate(text.split("\n"), 1) if opening.match(line)]


def is_subsequence(few, many):
    rest = iter(many)
    return all(each in rest for each in few)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_every_start_is_counted_once_whatever_surrounds_it(text):
    text = "@misc{first, title = {First}}\n" + text
    found = items(text)
    lines = [item.line for item in found]
    assert [item.index for item in found] == list(range(1, len(found) + 1))
    assert lines == sorted(lines)
    assert is_subsequence(starts_of(text), lines)


@settings(max_examples=60, deadline=None)
@given(DAMAGES, ENCODINGS, LINE_ENDS)
def test_no_entry_of_a_damaged_file_is_lost(damages, encoding, line_end):
    others = f"{FULL}\n{entry(title='Ünother', author='A, B')}\n@book(b, title = {{B}})\n"
    text = "@misc{first, title = {First}}\n" + damaged(others, damages)
    name, found = read_all(text.replace("\n", line_end).encode(encoding, "replace"))
    assert name == "bibtex"
    assert is_subsequence(starts_of(text), [item.line for item in found])
    lines = text.split("\n")
    assert all(item.raw.split("\n")[0] in lines[item.line - 1] for item in found)


WORDS = st.text("abcdefgh éß", min_size=1, max_size=20).map(str.strip).filter(bool)


@settings(max_examples=100)
@given(st.lists(st.tuples(WORDS, WORDS, st.integers(1500, 2100)), min_size=1, max_size=5))
def test_we_read_what_bibtexparser_writes(rows):
    library = bibtexparser.Library()
    for number, (title, journal, year) in enumerate(rows):
        fields = {"title": title, "journal": journal, "year": str(year)}
        parts = [bibtexparser.model.Field(name, value) for name, value in fields.items()]
        library.add(bibtexparser.model.Entry("article", f"k{number}", parts))
    written = [(r.title, r.journal, r.year) for r in items(bibtexparser.write_string(library))]
    expected = [(" ".join(t.split()), " ".join(j.split()), y) for t, j, y in rows]
    assert written == [(t, "" if j == t else j, y) for t, j, y in expected]


@settings(max_examples=100)
@given(st.text(max_size=200))
def test_latex_never_fails(text):
    assert isinstance(unlatexed(text), str)


def test_editors_stand_in_where_no_author_is_named():
    assert only(entry(title="T", editor="Alpha, B.")).authors[0].family == "Alpha"
    assert only(entry(title="T", editor="Alpha, B.", author="Eta, C.")).authors[0].family == "Eta"
