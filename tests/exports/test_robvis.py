"""Tables for robvis: its columns, its words, and a row for each result that was judged."""

import csv
import io

import pytest

from reviews.exceptions import Unreadable
from reviews.exports import robvis
from reviews.instruments.loading import DEFINITIONS, parse, shipped
from tests.exports.constructed import content, published
from tests.exports.golden import assert_golden

# Every question that these answers reach, in all domains for the better.
ROB_2 = {
    "1.1": "Y", "1.2": "PY", "1.3": "N", "2.1": "N", "2.2": "PN", "2.6": "Y", "3.1": "Y",
    "4.1": "N", "4.2": "N", "4.3": "N", "5.1": "Y", "5.2": "N", "5.3": "PN",
}  # fmt: skip
ROBINS_I = {
    "1": "Low", "2": "Moderate", "3": "Serious", "4": "Critical", "5": "No information",
    "6": "Low", "7": "Moderate",
}  # fmt: skip
QUADAS_2 = {"1": "Low", "1.applicability": "High", "2": "Unclear", "3": "High", "4": "Low"}
# The words that robvis has for each of its templates.
WORDS = {
    "ROB2": {"High", "Some concerns", "Low", "No information"},
    "ROBINS-I": {"Critical", "Serious", "Moderate", "Low", "No information"},
    "QUADAS-2": {"High", "Some concerns", "Low", "No information"},
}


def judged(key, answers, result, *, number=1, short="Müller 2003", **changed):
    """A round about the paper, with only what a table needs."""
    found = shipped()[key]
    round = {
        "id": f"00000000-0000-4000-8000-00000000f{number:03}",
        "about": "paper",
        "instrument": {"key": key, "name": found.name, "version": found.version, "sha256": key},
        "result_of_paper": "Outcome C at 12 weeks",
        "reopens": None,
        "verdict": {
            "result": {"value": result},
            "answers": [{"item": item, "answer": answer} for item, answer in answers.items()],
        },
    } | changed
    paper = content()["paper"] | {"short": short, "id": short}
    return content() | {"paper": paper, "rounds": [round]}


def rows(key, *contents):
    return [*csv.reader(io.StringIO(robvis.table(published(*contents), key)))]


EXAMPLES = {
    "rob-2-assignment": judged("rob-2-assignment", ROB_2 | {"5": "Some concerns"}, "Some concerns"),
    "rob-2-adherence": judged("rob-2-adherence", dict.fromkeys("12345", "Low"), "Low"),
    "robins-i-2016": judged("robins-i-2016", ROBINS_I, "Critical"),
    "quadas-2": judged("quadas-2", QUADAS_2, "At risk"),
}


@pytest.mark.parametrize("key", robvis.TEMPLATES)
def test_each_is_as_kept(key):
    text = robvis.table(published(EXAMPLES[key]), key)
    assert_golden(f"robvis-{key}.csv", text.replace("\r\n", "\n"))


@pytest.mark.parametrize("key", robvis.TEMPLATES)
def test_columns_and_words_are_those_of_the_template(key):
    template = robvis.TEMPLATES[key]
    assert template.name == shipped()[key].name
    header, row = rows(key, EXAMPLES[key])
    domains = [f"D{number}" for number in range(1, len(template.domains) + 1)]
    assert header == ["Study", *domains, *(["Overall"] if key != "quadas-2" else [])]
    assert set(row[1:]) <= WORDS[template.tool]
    # Every word that an instrument has for a domain is one of the template's, or made one.
    for domain in shipped()[key].domains:
        for option in domain.procedure.results:
            assert template.words.get(option.value, option.value) in WORDS[template.tool]


def test_a_domain_that_only_repeats_what_follows_from_the_answers_is_computed():
    [_, row] = rows("rob-2-assignment", judged("rob-2-assignment", ROB_2, "Low"))
    assert row == ["Müller 2003", "Low", "Low", "Low", "Low", "Low", "Low"]


def test_what_people_decided_stands_before_what_follows():
    [_, row] = rows("rob-2-assignment", judged("rob-2-assignment", ROB_2 | {"2": "High"}, "High"))
    assert row == ["Müller 2003", "Low", "High", "Low", "Low", "Low", "High"]


def test_what_nobody_judged_is_empty():
    [_, row] = rows("robins-i-2016", judged("robins-i-2016", {"1": "Low"}, ""))
    assert row == ["Müller 2003", "Low", *[""] * 7]


def test_unclear_is_no_information_and_quadas_2_has_no_overall():
    assert rows("quadas-2", EXAMPLES["quadas-2"]) == [
        ["Study", "D1", "D2", "D3", "D4"],
        ["Müller 2003", "Low", "No information", "High", "Low"],
    ]


def test_every_row_has_a_name_of_its_own():
    key = "rob-2-adherence"
    low = dict.fromkeys("12345", "Low")
    made = [
        judged(key, low, "Low", number=1),
        judged(key, low, "Low", number=2, result_of_paper="Outcome D"),
        judged(key, low, "Low", number=3, result_of_paper="Outcome D"),
        judged(key, low, "Low", number=4, short="Ōe 1999"),
    ]
    made[2]["paper"]["id"] = "another of that name"
    assert [row[0] for row in rows(key, *made)] == [
        "Study",
        "Müller 2003, Outcome C at 12 weeks",
        "Müller 2003, Outcome D (1)",
        "Müller 2003, Outcome D (2)",
        "Ōe 1999",
    ]


def test_a_round_is_told_once_and_one_that_was_opened_again_by_what_followed():
    key = "rob-2-adherence"
    first = judged(key, dict.fromkeys("12345", "Low"), "Low", number=1)
    again = judged(key, dict.fromkeys("12345", "High"), "High", number=2)
    again["rounds"][0]["reopens"] = first["rounds"][0]["id"]
    [_, row] = rows(key, first, first, again)
    assert row == ["Müller 2003", *["High"] * 6]


def test_what_follows_from_the_answers_follows_from_the_definition_of_the_edition():
    key = "rob-2-assignment"
    text = (DEFINITIONS / f"{key}.yaml").read_text()
    # A version in which to have analysed as planned leaves some concerns.
    asked = '{when: {"5.1": *yes}, then: Low, because: The result was analysed as planned}'
    assert asked in text
    older = parse(text.replace(asked, asked.replace("Low", "Some concerns")), key)
    edition = judged(key, ROB_2, "Low")
    words = {}
    for which, definition in (("older", older), ("shipped", shipped()[key])):
        table = robvis.table(published(edition, definitions={key: definition}), key)
        words[which] = [*csv.reader(io.StringIO(table))][1][1:6]
    assert words == {"older": [*["Low"] * 4, "Some concerns"], "shipped": ["Low"] * 5}


def test_an_edition_without_such_an_instrument_is_refused():
    assert robvis.instruments([content()]) == []
    with pytest.raises(
        Unreadable, match=r"^In this edition no paper was judged with an instrument"
    ):
        robvis.only(published())
    with pytest.raises(Unreadable, match=r"^In this edition no paper was judged with QUADAS-2\.$"):
        robvis.table(published(), "quadas-2")


def test_of_several_instruments_one_has_to_be_asked_for():
    edition = published(*EXAMPLES.values())
    with pytest.raises(Unreadable, match="ask for robvis-rob-2-assignment or robvis-rob-2-adher"):
        robvis.only(edition)
    alone = published(EXAMPLES["quadas-2"])
    assert robvis.only(alone) == robvis.table(alone, "quadas-2")


@pytest.mark.parametrize("short", ['"Ō" 1999', "A, B\n1999", "骨 العلاج 😀 1999"])
def test_hostile_names_survive(short):
    [_, row] = rows("quadas-2", judged("quadas-2", QUADAS_2, "At risk", short=short))
    assert row[0] == short


def test_no_name_is_a_formula():
    short = "=cmd|' /C calc'!A0"
    [_, row] = rows("quadas-2", judged("quadas-2", QUADAS_2, "At risk", short=short))
    assert row[0] == f"'{short}"
