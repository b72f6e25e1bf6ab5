"""What ships, and definitions that cannot be used: each is refused with its line."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.instruments.engine import judge
from reviews.instruments.loading import DEFINITIONS, VERBATIM_LICENCES, load, parse, shipped
from reviews.vocabulary import StudyDesign

GOOD = """\
key: small
version: "1"
name: Small
publisher: This project
citation: None published.
source_url: https://example.org/
licence: MIT
verbatim: false
subject: paper
designs: [cohort]
note: For tests only.
domains:
  - id: "1"
    label: First
    answers:
      - {value: 0, label: None, points: 0}
      - {value: 1, label: Some, points: 1, aka: [one]}
  - id: "2"
    label: Second
    items:
      - id: "2.1"
        label: Part
        answers: [{value: good, label: Good}, {value: bad, label: Bad}]
    results: [{value: good, label: Good}, {value: bad, label: Bad}]
settings:
  - {id: chosen, label: Chosen, of: domains, default: ["2"]}
counts:
  - {id: faults, label: Faults, answers: [bad], of: chosen}
overall:
  algorithm: rules
  results: [{value: fine, label: Fine}, {value: poor, label: Poor}]
  rules:
    - {when: {faults: {at_least: 1}}, then: poor, because: A fault}
    - {then: fine, because: No fault}
"""


def test_the_example_loads():
    small = parse(GOOD, "small.yaml")
    assert [item.id for item in small.items] == ["1", "2.1"]
    assert [item.domain for item in small.items] == ["1", "2"]
    assert small.designs == (StudyDesign.COHORT,)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("key: small", "kee: small", 1, "kee is not a field here."),
        ('version: "1"\n', "", 1, "version is missing."),
        ("name: Small", "name: Small\nname: Tiny", 4, "name is given twice."),
        ("name: Small", "name: ''", 3, "expected text."),
        ("name: Small", "name: [Small]", 3, "expected text."),
        ("https://example.org/", "example.org", 6, "the source needs an address"),
        ("verbatim: false", "verbatim: true", 8, "MIT does not allow verbatim wording here."),
        ("verbatim: false", "verbatim: no", 8, "expected true or false."),
        ("subject: paper", "subject: papers", 9, "papers is none of claim, paper, result."),
        ("designs: [cohort]", "designs: [cohorts]", 10, "cohorts is none of not_stated, "),
        ("designs: [cohort]", "designs: cohort", 10, "expected a list."),
        ('id: "2"\n', 'id: "1"\n', 18, "1 is given twice."),
        ('id: "2.1"', 'id: "1"', 21, "1 is given twice."),
        ("points: 0", "points: none", 16, "expected a whole number."),
        ("points: 0", 'points: "0"', 16, "expected a whole number."),
        ("points: 0", "points: 0, weight: 2", 16, "weight is not a field here."),
        ("aka: [one]", "aka: ['0']", 17, "0 stands for two answers."),
        ("aka: [one]", "footnote: yes", 17, "expected true or false."),
        ("    label: Second\n", "", 18, "label is missing."),
        ("  - id: \"1\"", "  - 1\n  - id: \"1\"", 13, "expected a mapping."),
        ("Part\n", "Part\n        asked_if: {\"3\": bad}\n", 23, "3 is neither a question before"),
        ("Part\n", "Part\n        asked_if: {\"1\": 2}\n", 23, "2 is none of its answers."),
        ("Part\n", "Part\n        asked_if: {\"1\": {nor: 1}}\n", 23, "nor is not a field"),
        ("    results: [{value: good, label: Good}, {value: bad, label: Bad}]\n", "", 18,
         "good of 2.1 has no place here."),
        ("    label: Second\n", "    label: Second\n    order: [bad]\n", 20, "order is not a"),
        ("Part\n", "Part\n        order: [good, fair]\n", 23, "fair is none of its answers."),
        ("algorithm: rules", "algorithm: rules\n  of: [\"3\"]", 31, "3 is none of 1, 2."),
        ("of: domains", "of: items", 26, "items is none of domains."),
        ('default: ["2"]', 'default: ["3"]', 26, "3 is none of 1, 2."),
        ("of: chosen", "of: choice", 28, "choice is none of chosen."),
        ("answers: [bad]", "answers: [worse]", 28, "worse is none of 0, 1, good, bad."),
        (", of: chosen", "", 28, "a count has either of or except."),
        ("algorithm: rules", "algorithm: mean", 30, "mean is none of worst, sum, rules, people."),
        ("algorithm: rules", "algorithm: sum", 30, "rules and the algorithm rules go together."),
        ("then: fine, ", "", 30, "a rule without then needs a domain that is"),
        ("at_least: 1", "at_least: some", 33, "expected a whole number."),
        ("at_least: 1", "at_most: 1", 33, "at_most is not a field here."),
        ("then: poor", "then: awful", 33, "awful is none of its answers."),
        ("{then: fine", "{when: {}, then: fine", 34, "the last rule, and only that, has no when."),
        ("when: {faults: {at_least: 1}}, ", "", 33, "the last rule, and only that, has no when."),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old, new, line, problem):
    assert GOOD.count(old) >= 1
    with pytest.raises(ValueError, match="small.yaml") as error:
        parse(GOOD.replace(old, new, 1), "small.yaml")
    assert str(error.value).startswith(f"small.yaml, line {line}: {problem}")


CONVERTED = """\
overall: {algorithm: people}
conversions:
  - {id: x, label: X, algorithm: worst, results: [], rules: []}"""
PEOPLE = GOOD[: GOOD.index("settings:")] + "overall: {algorithm: people}\n"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "    results: [{value: good, label: Good}, {value: bad, label: Bad}]",
            "    algorithm: people",
            "line 24: only the overall can be left to people.",
        ),
        (
            "overall: {algorithm: people}",
            "no_total: It is none.\noverall: {algorithm: sum}",
            "line 25: what may not be added up cannot be a sum.",
        ),
        (
            "overall: {algorithm: people}",
            "overall: {algorithm: people, rules: [{then: fine, because: It is}]}",
            "line 25: rules and the algorithm rules go together.",
        ),
        (
            "overall: {algorithm: people}",
            "overall: {algorithm: people}\nnot_answers: [{answers: [awful]}]",
            "line 26: text is missing.",
        ),
        (
            "overall: {algorithm: people}",
            CONVERTED,
            "line 27: rules and the algorithm rules go together.",
        ),
    ],
)
def test_what_people_judge_is_no_sum_and_has_no_rules(old, new, problem):
    judged_by_people = parse(PEOPLE, "small.yaml")
    assert judged_by_people.is_judged_by_people
    assert PEOPLE.count(old) == 1
    with pytest.raises(ValueError, match="small.yaml") as error:
        parse(PEOPLE.replace(old, new), "small.yaml")
    assert str(error.value) == f"small.yaml, {problem}"


def test_a_result_is_never_required_of_people():
    assert parse(PEOPLE, "small.yaml").overall.results == ()


SUM = GOOD[: GOOD.index("settings:")] + "overall:\n  algorithm: sum\n"
GAPPED = "[{value: a, label: A, points: 1}, {value: b, label: B, points: 3}]"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (", points: 1", "", "an answer of 1 has no points to sum."),
        (
            "algorithm: sum",
            f"algorithm: sum\n  results: {GAPPED}",
            "the results of a sum need consecutive points.",
        ),
        (
            "algorithm: sum",
            "algorithm: sum\n  results: [{value: a, label: A}]",
            "the results of a sum need consecutive points.",
        ),
    ],
)
def test_a_sum_needs_points_throughout(old, new, problem):
    parse(SUM, "small.yaml")
    with pytest.raises(ValueError, match="small.yaml, line 2") as error:
        parse(SUM.replace(old, new, 1), "small.yaml")
    assert str(error.value).endswith(f": {problem}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: there is nothing here."),
        ("key: [small\nname: x", "line 2: expected ',' or ']', but got ':'."),
        ("key: a: b", "line 1: mapping values are not allowed"),
        ("key: small\nname: \x07", "line 2: a character that YAML does not allow."),
        ("- key", "line 1: expected a mapping with key version"),
        ("key: *nowhere", "line 1: found undefined alias"),
    ],
)
def test_what_is_not_yaml_is_named_with_its_line(text, message):
    with pytest.raises(ValueError, match="small.yaml") as error:
        parse(text, "small.yaml")
    assert str(error.value).startswith(f"small.yaml, {message}")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in pairwise("abcdef")
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * 100_001, "line 1: a definition has at most 100000 characters."),
        ("[" * 20_000, "line 1: this is nested too deeply."),
        ("key: &k [*k]", "line 1: this contains itself."),
        (BOMB, "line 5: this is too much, with every alias written out."),
        (GOOD.replace("small", "Small"), "line 1: a key has small letters, figures and dashes"),
        (GOOD.replace("key: small", f"key: {'a' * 51}"), "line 1: at most 50 characters, please."),
        (GOOD.replace('"1"\nname', f'"{1:041}"\nname'), "line 2: at most 40 characters, please."),
        (GOOD.replace("Small", "S" * 201), "line 3: at most 200 characters, please."),
        (GOOD.replace('id: "2.1"', 'id: "2 1"'), "line 21: 2 1 is no id: it begins with a letter"),
        (GOOD.replace('id: "2.1"', f'id: "{2:061}"'), "line 21: at most 60 characters, please."),
        (GOOD.replace("value: good", f"value: {'g' * 61}"), "line 23: at most 60 characters"),
        (GOOD.replace("points: 1", "points: 1001"), "line 17: at most 1000, please."),
        (GOOD.replace("points: 1", f"points: {'9' * 5000}"), "line 17: at most 1000, please."),
        (GOOD.replace(", {value: bad, label: Bad}]\n    results", "]\n    results"),
         "line 23: a question has at least two answers."),
        (GOOD[: GOOD.index("domains:")] + "domains: []\noverall: {algorithm: people}",
         "line 12: there is no question in it."),
        (GOOD[: GOOD.index("domains:")] + "domains: [{id: x, label: X, items: []}]\n"
         "overall: {algorithm: people}", "line 12: a domain has at least one question."),
        (GOOD.replace("key: small", "? [a]\n: b\nkey: small"), "line 1: expected the name of"),
    ],
)  # fmt: skip
def test_a_definition_has_its_limits(text, message):
    with pytest.raises(ValueError, match="small.yaml") as error:
        parse(text, "small.yaml")
    assert str(error.value).startswith(f"small.yaml, {message}")


def test_a_sum_of_many_points_is_refused_before_it_is_listed():
    many = "".join(
        f"  - {{id: q{n}, label: Q, answers: [{{value: a, label: A, points: 0}},"
        f" {{value: b, label: B, points: 1000}}]}}\n"
        for n in range(3)
    )
    text = GOOD[: GOOD.index("  - id")] + many + "overall: {algorithm: sum}\n"
    with pytest.raises(ValueError, match="a sum has at most 1000 different totals"):
        parse(text, "small.yaml")


def test_a_source_without_an_address_is_possible():
    assert parse(GOOD.replace("source_url: https://example.org/\n", ""), "x").source_url == ""


LINES = [(path.name, path.read_text().splitlines(keepends=True)) for path in (
    DEFINITIONS / f"{key}.yaml" for key in ("amstar-2", "rob-2-assignment", "nos-cohort", "jbi-rct")
)]  # fmt: skip


@given(st.sampled_from(LINES), st.data())
def test_a_damaged_definition_loads_or_is_refused_with_a_line(file, data):
    name, lines = file
    place = st.integers(0, len(lines) - 1)
    for _ in range(data.draw(st.integers(1, 3))):
        at, other = data.draw(place), data.draw(place)
        kind = data.draw(st.sampled_from(["drop", "swap", "copy", "cut", "type"]))
        lines = list(lines)
        if kind == "drop":
            lines[at] = ""
        elif kind == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "copy":
            lines[at] = lines[other] + lines[at]
        elif kind == "cut":
            lines[at] = lines[at][data.draw(st.integers(0, 20)) :]
        else:
            sign = data.draw(st.sampled_from("[]{}:,*&'\"|>-#?\n\t ~0"))
            middle = data.draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:middle] + sign + lines[at][middle:]
    refusal = None
    try:
        instrument = parse("".join(lines), name)
    except ValueError as error:
        refusal = str(error)
    else:
        judge(instrument, {item.id: item.answers[0].value for item in instrument.items})
    assert refusal is None or re.match(rf"{name}, line \d+: ", refusal)


def test_a_definition_is_loaded_from_a_path_or_by_the_key_it_ships_under(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert load(path) == parse(GOOD, "small.yaml")
    assert load("grade") is shipped()["grade"]
    with pytest.raises(KeyError):
        load("small")
    with pytest.raises(OSError, match="absent.yaml"):
        load(Path(tmp_path / "absent.yaml"))


@pytest.mark.parametrize("instrument", shipped().values(), ids=shipped())
def test_a_shipped_instrument_is_complete_and_may_be_shipped(instrument):
    assert not instrument.is_verbatim or instrument.licence in VERBATIM_LICENCES
    assert instrument.source_url.startswith("https://")
    assert all(item.help for item in instrument.items)
    assert all(len(item.answers) > 1 for item in instrument.items)
    assert len({item.id for item in instrument.items}) == len(instrument.items)


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_definition_may_take_the_published_wording_without_an_allowed_licence(path):
    """As the files say it, whatever the loader makes of it."""
    text = path.read_text(encoding="utf-8")
    licence = re.search(r"^licence: (.+)$", text, re.M)[1]
    is_allowed = licence in {"CC-BY-4.0", "CC0-1.0", "Public domain"}
    assert is_allowed or re.search(r"^verbatim: false$", text, re.M)
    claimed = re.sub(r"^verbatim: \w+$", "verbatim: true", text, flags=re.M)
    if is_allowed:
        assert parse(claimed, path.name).is_verbatim
    else:
        with pytest.raises(ValueError, match="does not allow verbatim wording here"):
            parse(claimed, path.name)


def test_what_is_not_confirmed_of_a_licence_is_said():
    assert shipped()["inspect-sr"].licence.startswith("Not verified")


def test_files_are_named_by_their_keys():
    folder = Path(load.__code__.co_filename).parent / "definitions"
    assert sorted(path.stem for path in folder.glob("*.yaml")) == sorted(shipped())


def test_every_shipped_instrument_is_in_the_documentation():
    page = Path(__file__).parents[2] / "docs/instruments.md"
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line[:3] == "| `"]
    listed = [key for row in rows for key in re.findall(r"`([a-z0-9-]+)`", row.split("|")[1])]
    assert set(shipped()) <= set(listed)
