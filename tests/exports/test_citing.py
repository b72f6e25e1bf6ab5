"""Citations against published samples, and back through our own importers."""

import io
import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.exports.citing import STYLES, cite, styled
from reviews.importers.formats import read
from reviews.importers.plain import plain
from tests.exports.constructed import content


def paper(**known):
    """A paper as editions show it, of which nothing else is known."""
    blank = dict.fromkeys(("journal", "year", "published", "volume", "issue", "pages"))
    identifiers = [
        {"scheme": {"value": scheme}, "value": known.pop(scheme)}
        for scheme in ("doi", "pmid", "pmcid")
        if scheme in known
    ]
    authors = [_author(name) for name in known.pop("authors", [])]
    return blank | {"title": "T", "authors": authors, "identifiers": identifiers} | known


def _author(name):
    family, comma, given = name.partition(", ")
    return {"family": family, "given": given, "orcid": ""} if comma else {"collective": name}


def in_style(slug, **known):
    return cite(paper(**known), STYLES[slug]).text


# Samples of the International Committee of Medical Journal Editors, "Samples of
# Formatted References for Authors of Journal Articles", National Library of Medicine. Suffixes and
# hyphens: Patrias and Wendling, "Citing Medicine", 2nd edition, chapter 1, "Author".
VANCOUVER = [
    (
        {
            "authors": ["Halpern, Scott D", "Ubel, Peter A", "Caplan, Arthur L"],
            "title": "Solid-organ transplantation in HIV-infected patients.",
            "journal": "N Engl J Med",
            "year": 2002,
            "published": "2002 Jul 25",
            "volume": "347",
            "issue": "4",
            "pages": "284-287",
            "pmid": "12140307",
        },
        (
            "Halpern SD, Ubel PA, Caplan AL. Solid-organ transplantation in HIV-infected patients. "
            "N Engl J Med. 2002 Jul 25;347(4):284-7. Cited in PubMed; PMID 12140307."
        ),
    ),
    (
        {
            "authors": [
                "Rose, M E",
                "Huerbin, M B",
                "Melick, J",
                "Marion, D W",
                "Palmer, A M",
                "Schiding, J K",
                "Kochanek, P M",
            ],
            "title": "Regulation of interstitial excitatory amino acid concentrations after "
            "cortical contusion injury",
            "journal": "Brain Res",
            "year": 2002,
            "volume": "935",
            "issue": "1-2",
            "pages": "40-6",
        },
        (
            "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation "
            "of interstitial excitatory amino acid concentrations after cortical contusion injury. "
            "Brain Res. 2002;935(1-2):40-6."
        ),
    ),
    (
        {
            "authors": ["Diabetes Prevention Program Research Group"],
            "title": "Hypertension, insulin, and proinsulin in participants with impaired "
            "glucose tolerance",
            "journal": "Hypertension",
            "year": 2002,
            "volume": "40",
            "issue": "5",
            "pages": "679-686",
        },
        (
            "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in "
            "participants with impaired glucose tolerance. Hypertension. 2002;40(5):679-86."
        ),
    ),
    (
        {
            "authors": [
                "Vallancien, G",
                "Emberton, M",
                "Harving, N",
                "van Moorselaar, R J",
                "Alf-One Study Group",
            ],
            "title": "Sexual dysfunction in 1,274 European men suffering from lower urinary "
            "tract symptoms",
            "journal": "J Urol",
            "year": 2003,
            "volume": "169",
            "issue": "6",
            "pages": "2257-2261",
        },
        (
            "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual "
            "dysfunction in 1,274 European men suffering from lower urinary tract symptoms. J "
            "Urol. 2003;169(6):2257-61."
        ),
    ),
    (
        {
            "title": "21st century heart solution may have a sting in the tail",
            "journal": "BMJ",
            "year": 2002,
            "volume": "325",
            "issue": "7357",
            "pages": "184",
        },
        "21st century heart solution may have a sting in the tail. BMJ. 2002;325(7357):184.",
    ),
    (
        {
            "authors": ["Banit, D M", "Kaufer, H", "Hartford, J M"],
            "title": "Intraoperative frozen section analysis in revision total joint arthroplasty",
            "journal": "Clin Orthop",
            "year": 2002,
            "issue": "401",
            "pages": "230-238",
        },
        (
            "Banit DM, Kaufer H, Hartford JM. Intraoperative frozen section analysis in revision "
            "total joint arthroplasty. Clin Orthop. 2002;(401):230-8."
        ),
    ),
    (
        {
            "title": "Outreach: bringing HIV-positive individuals into care",
            "journal": "HRSA Careaction",
            "year": 2002,
            "published": "2002 Jun",
            "pages": "1-6",
        },
        "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002 Jun:1-6.",
    ),
    ({"authors": ["DeVita, Vincent T. Jr."]}, "DeVita VT Jr. T."),
    ({"authors": ["Adams, John A. III"]}, "Adams JA 3rd. T."),
    ({"authors": ["Lagrot, Jean-Louis"]}, "Lagrot JL. T."),
]

# "Publication Manual of the American Psychological Association", 7th edition, section 10.1,
# examples 1, 4 and 6; initials and suffixes: section 9.8.
KALNAY = (
    "Kalnay, E.|Kanamitsu, M.|Kistler, R.|Collins, W.|Deaven, D.|Gandin, L.|Iredell, M.|Saha, S.|"
    "White, G.|Woollen, J.|Zhu, Y.|Chelliah, M.|Ebisuzaki, W.|Higgins, W.|Janowiak, J.|Mo, K. C.|"
    "Ropelewski, C.|Wang, J.|Leetmaa, A.|Reynolds, R.|Jenne, R.|Joseph, D."
)
APA = [
    (
        {
            "authors": ["McCauley, S. M.", "Christiansen, M. H."],
            "title": "Language learning as language use: A cross-linguistic model of child "
            "language development",
            "journal": "Psychological Review",
            "year": 2019,
            "volume": "126",
            "issue": "1",
            "pages": "1-51",
            "doi": "10.1037/rev0000126",
        },
        (
            "McCauley, S. M., & Christiansen, M. H. (2019). Language learning as language use: A "
            "cross-linguistic model of child language development. Psychological Review, 126(1), "
            "1–51. https://doi.org/10.1037/rev0000126"
        ),
    ),
    (
        {
            "authors": KALNAY.split("|"),
            "title": "The NCEP/NCAR 40-year reanalysis project",
            "journal": "Bulletin of the American Meteorological Society",
            "year": 1996,
            "volume": "77",
            "issue": "3",
            "pages": "437-71",
        },
        ", ".join(KALNAY.split("|")[:19]) + ", . . . Joseph, D. (1996). The NCEP/NCAR 40-year "
        "reanalysis project. Bulletin of the American Meteorological Society, 77(3), 437–471.",
    ),
    (
        {
            "authors": ["Burin, D.", "Kilteni, K.", "Rabuffetti, M.", "Slater, M.", "Pia, L."],
            "title": "Body ownership increases the interference between observed and executed "
            "movements",
            "journal": "PLOS ONE",
            "year": 2019,
            "volume": "14",
            "issue": "1",
            "pages": "e0209899",
            "doi": "10.1371/journal.pone.0209899",
        },
        (
            "Burin, D., Kilteni, K., Rabuffetti, M., Slater, M., & Pia, L. (2019). Body ownership "
            "increases the interference between observed and executed movements. PLOS ONE, 14(1), "
            "Article e0209899. https://doi.org/10.1371/journal.pone.0209899"
        ),
    ),
    ({"authors": ["Alpha, Jean-Paul B Jr."], "year": 2003}, "Alpha, J.-P. B., Jr. (2003). T."),
    ({"authors": ["Alpha, JB", "The Beta Group"]}, "Alpha, J. B., & The Beta Group. (n.d.). T."),
    ({"title": "Why?", "year": 2003, "journal": "J"}, "Why? (2003). J."),
]


@pytest.mark.parametrize(("known", "expected"), VANCOUVER, ids=range(len(VANCOUVER)))
def test_vancouver_agrees_with_its_samples(known, expected):
    assert in_style("vancouver", **known) == expected


@pytest.mark.parametrize(("known", "expected"), APA, ids=range(len(APA)))
def test_apa_agrees_with_its_samples(known, expected):
    assert in_style("apa", **known) == expected


@pytest.mark.parametrize(
    ("pages", "short", "long"),
    [
        ("751-756", "751-6", "751–756"),
        ("99-101", "99-101", "99–101"),
        ("S93-9", "S93-9", "S93–S99"),
        ("S93-S99", "S93-9", "S93–S99"),
        ("124A-126A", "124A-126A", "124A-126A"),
        ("7-7", "7-7", "7–7"),
        ("iii-ix", "iii-ix", "iii-ix"),
        ("12, 14-15", "12, 14-15", "12, 14-15"),
    ],
)
def test_pages_are_shortened_or_written_out(pages, short, long):
    assert in_style("vancouver", journal="J", year=2003, pages=pages) == f"T. J. 2003:{short}."
    assert in_style("apa", journal="J", year=2003, pages=pages) == f"T. (2003). J, {long}."


def test_what_is_unknown_is_left_out():
    texts = {citation.style.slug: citation.text for citation in styled(paper())}
    assert texts == {
        "vancouver": "T.",
        "apa": "T. (n.d.).",
        "bibtex": "@misc{paper,\n  title = {T},\n}\n",
        "ris": "TY  - GEN\r\nTI  - T\r\nER  - \r\n",
        "csl-json": json.dumps([{"id": "paper", "type": "document", "title": "T"}], indent=2)
        + "\n",
    }


def test_signs_are_escaped_for_each_format():
    title = 'A {B} & 5% of $x_1\\y^2~z#, "q"\n@book{c, d} -- `` <e>'
    bibtex = in_style("bibtex", title=title)
    assert bibtex == (
        "@misc{paper,\n  title = {A \\textbraceleft{}B\\textbraceright{} \\& 5\\% of "
        '\\$x\\_1\\textbackslash{}y\\textasciicircum{}2\\textasciitilde{}z\\#, "q" '
        "@book\\textbraceleft{}c, d\\textbraceright{} -{}- `{}` \\textless{}e\\textgreater{}},\n}\n"
    )
    ris = in_style("ris", title="A\r\nER  - \u2028TY  - JOUR")
    assert ris.split("\r\n")[1:] == ["TI  - A ER - TY - JOUR", "ER  - ", ""]
    assert json.loads(in_style("csl-json", title='"\\\n'))[0]["title"] == '"\\'


def test_an_edition_is_cited_as_it_was_frozen():
    frozen = content()["paper"]
    vancouver, *_, csl = styled(frozen)
    assert vancouver.text.startswith("Müller AŌ; The <B> Group. A constructed paper on")
    assert vancouver.filename == "muller2003.txt"
    assert json.loads(csl.text)[0]["DOI"] == "10.1000/constructed.1"


def signs(alphabet):
    words = st.text(alphabet, min_size=1, max_size=12)
    text = st.lists(words, min_size=1, max_size=4).map(" ".join)
    return text.filter(lambda text: plain(text) == text and any(map(str.isalpha, text)))


LETTERS = "abcdefgh éßøŁ骨"
WORDS = signs(LETTERS.replace(" ", "") + "{}%&$#_~^\\-`'\"@=,;:.()[]/<>!?|+*")
FAMILY = st.sampled_from(
    ["Alpha", "van der Beta", "O'Gamma-Delta", "Łukéß", "Eta Theta", "Sandand"]
)
GIVEN = st.sampled_from(["A.", "Béa C.", "Jean-Paul", "D", "E. Jr", "F. III"])
PEOPLE = st.builds("{}, {}".format, FAMILY, GIVEN) | st.sampled_from(
    ["The Alpha and Beta Study Group", "Eta & Theta Consortium"]
)
NUMBER = st.integers(1, 9999).map(str)
PAPERS = st.fixed_dictionaries(
    {"title": WORDS},
    optional={
        "authors": st.lists(PEOPLE, max_size=8, unique=True),
        "journal": WORDS.map(lambda text: f"Journal of {text}").filter(lambda t: plain(t) == t),
        "year": st.integers(1600, 2100),
        "volume": NUMBER,
        "issue": NUMBER | st.just("1-2"),
        "pages": NUMBER | st.builds("{}-{}".format, NUMBER, NUMBER) | st.just("e12"),
        "doi": st.sampled_from(["10.1000/a_b.c-(1)", "10.1000/x<1>--2%"]),
        "pmid": NUMBER,
        "pmcid": NUMBER.map("PMC{}".format),
    },
)


@pytest.mark.parametrize("style", ["bibtex", "ris", "csl-json"])
@settings(max_examples=150)
@given(known=PAPERS)
@example(known={"title": "&a ]]>"})
@example(known={"title": "R&deg, AT&amp and Q&section"})
@example(known={"title": "<a:b> <b/c> <x:p> &adeg; &degc;"})
def test_what_we_write_we_read(style, known):
    written = paper(**known)
    text = cite(written, STYLES[style]).text
    reading = read(io.BytesIO(text.encode()))
    (record,) = reading.items
    assert reading.format == style.replace("-", "_")
    assert (record.title, record.journal) == (known["title"], known.get("journal", ""))
    assert (record.year, record.volume) == (known.get("year"), known.get("volume", ""))
    assert (record.issue, record.pages) == (known.get("issue", ""), known.get("pages", ""))
    found = (record.doi, record.pmid, record.pmcid)
    assert found == tuple(known.get(scheme, "") for scheme in ("doi", "pmid", "pmcid"))
    assert [_stored(author) for author in record.authors] == written["authors"]


def _stored(author):
    """As papers keep an author."""
    if author.collective:
        return {"collective": author.collective}
    name = " ".join(filter(None, [author.given, author.suffix]))
    return {"family": author.family, "given": name, "orcid": ""}


@settings(max_examples=100)
@given(known=PAPERS)
def test_csl_json_holds_the_paper(known):
    (item,) = json.loads(in_style("csl-json", **known))
    names = {"title": "title", "journal": "container-title", "pages": "page", "doi": "DOI"}
    for name, key in names.items():
        assert item.get(key, "") == known.get(name, "")
    assert item.get("issued") == ({"date-parts": [[known["year"]]]} if "year" in known else None)
    assert len(item.get("author", [])) == len(known.get("authors", []))


@pytest.mark.parametrize(
    ("published", "bibtex", "ris", "csl"),
    [
        ("2003 Oct 30", "  month = oct,\n  day = {30},\n", "2003/10/30/", [2003, 10, 30]),
        ("2003-10", "  month = oct,\n", "2003/10//", [2003, 10]),
        ("2003 Spring", "", "", [2003]),
        ("2003-13-01", "", "", [2003]),
        ("2003 Oct 99", "  month = oct,\n", "2003/10//", [2003, 10]),
        ("2004 Jan", "", "", [2003]),
    ],
)
def test_dates_go_as_far_as_they_are_known(published, bibtex, ris, csl):
    known = {"year": 2003, "published": published}
    text = in_style("bibtex", **known)
    assert text == f"@misc{{paper2003,\n  title = {{T}},\n  year = {{2003}},\n{bibtex}}}\n".replace(
        "paper2003", "2003"
    )
    dated = f"DA  - {ris}\r\n" if ris else ""
    assert in_style("ris", **known) == (f"TY  - GEN\r\nTI  - T\r\nPY  - 2003\r\n{dated}ER  - \r\n")
    assert json.loads(in_style("csl-json", **known))[0]["issued"] == {"date-parts": [csl]}
