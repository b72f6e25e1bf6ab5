"""Judgements of papers as drawings: the right light, the whole scale, shares that add up."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.judgement_scales import NOT_JUDGED, SIGN, domain_scale, levels
from reviews.exports.pictures import alone
from reviews.exports.traffic_light import BAR, drawings, is_drawn
from reviews.instruments.definition import Subject
from reviews.instruments.loading import shipped
from tests.exports.golden import assert_golden
from tests.exports.test_robvis import EXAMPLES, ROB_2, judged

DRAWN = [
    name for name, each in shipped().items() if each.subject != Subject.CLAIM and is_drawn(each)
]

KINDS = ("traffic-light", "summary")


def drawn(*contents):
    [found] = drawings(contents, shipped())
    return found


def words(drawing):
    return [[study, *(level.label for level in line)] for study, line in drawing.lines]


def test_only_what_is_judged_in_words_is_drawn():
    left_out = {
        name for name, each in shipped().items() if each.subject != Subject.CLAIM
    } - {*DRAWN}  # fmt: skip
    assert left_out == {"nos-case-control", "nos-cohort", "ocebm-2011", "sanra"}


@pytest.mark.parametrize("key", EXAMPLES)
def test_a_light_is_what_the_table_for_robvis_says(key):
    [line] = words(drawn(EXAMPLES[key]))
    assert line[0] == "Müller 2003"
    if key == "robins-i-2016":
        scale = ["Low", "Moderate", "Serious", "Critical", "No information", "Low", "Moderate"]
        assert line[1:] == [*scale, "Critical"]
    if key == "quadas-2":
        # Each domain with the concern about its applicability, which the fourth lacks.
        expected = ["Low", "High", "Unclear", "Not judged", "High", "Not judged", "Low"]
        assert line[1:-1] == expected


def test_the_legend_has_the_whole_scale_whatever_occurs():
    drawing = drawn(judged("robins-i-2016", dict.fromkeys("1234567", "Low"), "Low"))
    [(heading, scale)] = drawing.legend
    assert heading == ""
    assert [(each.label, each.look, each.sign) for each in scale] == [
        ("Low", "best", "+"),
        ("Moderate", "middle", "−"),
        ("Serious", "bad", "×"),
        ("Critical", "worst", "!"),
        ("No information", "unknown", "?"),
    ]
    for places in (drawing.lights, drawing.bars):
        assert [words for *_, words in places.legend] == [each.label for each in scale]


def test_a_result_on_a_scale_of_its_own_has_a_legend_of_its_own():
    drawing = drawn(judged("amstar-2", {str(n): "Yes" for n in range(1, 17)}, "Critically low"))
    assert [heading for heading, _ in drawing.legend] == ["Domains", "Overall"]
    assert [each.label for each in drawing.legend[1][1]] == [
        "High", "Moderate", "Low", "Critically low",
    ]  # fmt: skip
    assert drawing.lines[0][1][-1].sign == "!"


def test_an_instrument_without_a_result_has_no_overall():
    drawing = drawn(judged("casp-rct", {"1": "Yes"}, ""))
    assert [column.label for column in drawing.columns][-1] != "Overall"
    assert len(drawing.columns) == len(shipped()["casp-rct"].domains)


def test_what_nobody_judged_is_no_light_and_counts_as_such():
    drawing = drawn(
        judged("rob-2-assignment", {}, "", number=1, short="A 1999"),
        judged("rob-2-assignment", ROB_2, "Low", number=2, short="B 1999"),
    )
    assert words(drawing) == [["A 1999", *["Not judged"] * 6], ["B 1999", *["Low"] * 6]]
    shares = [(level.label, count, percent) for level, count, percent in drawing.table[0][1]]
    assert shares == [
        ("Low", 1, 50), ("Some concerns", 0, 0), ("High", 0, 0), ("Not judged", 1, 50),
    ]  # fmt: skip
    assert drawing.legend[-1] == ("", [NOT_JUDGED])


def test_versions_of_an_instrument_are_drawings_of_their_own():
    first = judged("rob-2-assignment", ROB_2, "Low", number=1)
    second = judged("rob-2-assignment", ROB_2, "Low", number=2, short="B 1999")
    second["rounds"][0]["instrument"] = {**second["rounds"][0]["instrument"], "sha256": "other"}
    definitions = {**shipped(), "other": shipped()["rob-2-assignment"]}
    assert len(drawings([first, second], definitions)) == 2


@pytest.mark.parametrize("key", DRAWN)
def test_no_two_words_of_a_scale_look_alike(key):
    scale = domain_scale(shipped()[key]).values()
    assert len({each.sign for each in scale}) == len(scale)
    coloured = [each.look for each in scale if each.look in SIGN]
    assert len(coloured) == len(set(coloured))
    assert not [each for each in scale if each.look == "plain"]


SOME = ["No information", "NA", "Low", "low bias", "1", "2", "?", "−", "Not at all"]
WORDS = st.lists(st.sampled_from(SOME) | st.text("abc1?+", min_size=1), unique=True, max_size=6)


@given(st.lists(WORDS, max_size=4))
def test_every_word_of_every_list_has_a_sign_of_its_own(lists):
    labels = {word: word for each in lists for word in each}
    scale = levels(lists, labels)
    assert scale.keys() == labels.keys()
    signs = [level.sign for level in scale.values()]
    assert len({*signs}) == len(signs)
    assert all(signs)


@given(st.lists(st.permutations(["A", "B", "C"]), min_size=1, max_size=4))
def test_nothing_is_good_or_bad_where_two_domains_disagree_on_the_order(lists):
    scale = levels(lists, {word: word for word in "ABC"})
    is_one = len({*map(tuple, lists)}) == 1
    assert all((level.look in SIGN) == is_one for level in scale.values())


JUDGED = st.lists(
    st.lists(st.sampled_from(["", "Low", "Some concerns", "High"]), min_size=5, max_size=5),
    min_size=1,
    max_size=12,
)


@given(JUDGED)
def test_every_study_stands_in_every_bar_once_and_bars_are_full(studies):
    contents = [
        judged(
            "rob-2-adherence",
            {str(n): w for n, w in enumerate(line, 1) if w},
            "",
            number=k,
            short=f"Paper {k}",
        )
        for k, line in enumerate(studies)
    ]
    drawing = drawn(*contents)
    assert len(drawing.lines) == len({name for name, _ in drawing.lines}) == len(studies)
    for (_, shares), row in zip(drawing.table, drawing.bars.rows, strict=True):
        assert sum(count for _, count, _ in shares) == len(studies)
        assert sum(mark.width for mark in row.marks) == BAR
        ends = [mark.x + mark.width for mark in row.marks]
        assert [mark.x for mark in row.marks][1:] == ends[:-1]
    for place in (drawing.lights, drawing.bars):
        for row in place.rows:
            assert all(m.x >= 0 and m.x + m.width <= place.width for m in row.marks)
            assert row.y < place.bottom <= place.height


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_as_kept(kind):
    contents = [
        EXAMPLES["robins-i-2016"],
        judged("robins-i-2016", {"1": "Low"}, "", number=2, short="<Ō> & “骨” العلاج 1999"),
    ]
    assert_golden(f"{kind}.svg", alone(kind, {"drawing": drawn(*contents)}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_xml_whatever_people_are_called(kind):
    drawing = drawn(judged("quadas-2", {}, "", short="<script>\x00\x1f]]>&\ufffe'\" 1999"))
    tree = ElementTree.fromstring(alone(kind, {"drawing": drawing}))
    assert not [each for each in tree.iter() if each.tag.endswith("script")]
