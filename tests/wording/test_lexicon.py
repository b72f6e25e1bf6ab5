"""The lexicon is data; these are the promises that its expressions keep."""

import re

import pytest

from reviews.wording.lexicon import Matches, drug_classes, lexicon, load

PATTERNS = [
    pattern
    for file in ("advice", "cause", "reading")
    for section in load(file).values()
    for group in section.values()
    for part in (group.values() if isinstance(group, dict) else [group])
    for pattern in part
]
PIECES = [piece for pieces in load("fragments").values() for piece in pieces]


def outside_brackets(pattern):
    """What of an expression stands outside round and square brackets."""
    rest, before = re.sub(r"\\.|\[[^]]*\]", "", pattern), None
    while rest != before:
        rest, before = re.sub(r"\([^()]*\)", "", rest), rest
    return rest


def test_alternatives_stand_in_brackets_or_on_lines_of_their_own():
    assert [each for each in [*PATTERNS, *PIECES] if "|" in outside_brackets(each)] == []


def test_every_fragment_is_used_and_every_name_is_a_fragment():
    used = {name for text in [*PATTERNS, *PIECES] for name in re.findall(r"\{([a-z_]+)\}", text)}
    assert used == set(load("fragments"))


def test_no_expression_matches_nothing_at_all():
    assert [name for name, found in lexicon().expressions.items() if found.search("x ")] == []


def test_the_groups_that_readers_see_are_the_documented_ones():
    groups = {name.partition(".")[0] for name in lexicon().shown}
    with open("docs/wording.md") as page:
        assert groups == set(re.findall(r"^\| `([a-z_]+)` \|", page.read(), re.MULTILINE))


@pytest.mark.parametrize(
    ("group", "member"),
    [
        ("statins", "rosuvastatin"),
        ("ace inhibitors", "ramipril"),
        ("bisphosphonates", "zoledronate"),
    ],
)
def test_drugs_belong_to_the_class_of_their_stem(group, member):
    classes = [row for row in drug_classes() if Matches(group).find(row[0], "class")]
    assert [len(Matches(member).find(row[1], "drug")) for row in classes] == [1]
