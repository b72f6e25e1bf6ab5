"""Web Annotations: as kept, of known words alone, and about the very words of the text."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exports.annotations import CONTEXT, annotations, collection
from tests.exports.constructed import content, published
from tests.exports.golden import assert_golden
from tests.exports.linked import ANNOTATION, AS, DCTERMS, OA, XSD, expanded, names_of

CLAIM = (
    "https://evidence.example/claims/00000000-0000-4000-8000-000000000001/2/"
    "#claim-00000000-0000-4000-8000-000000000001"
)


def made(**changed):
    shown = content() | changed
    return annotations(shown, published(shown))


def by_motivation(motivation, found=None):
    return [each for each in found or made() if each["motivation"] == motivation]


def test_an_edition_is_as_kept():
    made = collection(published())
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert_golden("annotations.jsonld", text)


def test_the_position_selects_the_quote_in_the_text():
    [claim] = by_motivation("highlighting")
    quote, position = claim["target"]["selector"]
    text = content()["source"]["text"]
    assert text[position["start"] : position["end"]] == quote["exact"]
    before, after = text[: position["start"]], text[position["end"] :]
    assert before.endswith(quote["prefix"])
    assert after.startswith(quote["suffix"])
    assert claim["id"] == CLAIM


def test_every_word_is_of_the_vocabulary():
    assert names_of(made()) | names_of(collection(published())) <= ANNOTATION.keys()
    motivations = {each["motivation"] for each in made()}
    assert motivations == {"highlighting", "classifying", "assessing", "commenting"}


def test_it_expands_to_what_the_vocabulary_means():
    [found] = expanded(collection(published()))
    assert found["@type"] == [f"{AS}OrderedCollection"]
    [page] = found[f"{AS}first"]
    items = page[f"{AS}items"][0]["@list"]
    assert [each["@type"] for each in items] == [[f"{OA}Annotation"]] * len(made())
    assert found[f"{AS}totalItems"][0]["@value"] == len(items)
    claim = items[0]
    assert claim["@id"] == CLAIM
    assert claim[f"{OA}motivatedBy"] == [{"@id": f"{OA}highlighting"}]
    created = {"@type": f"{XSD}dateTime", "@value": "2026-11-22T12:30:00Z"}
    assert claim[f"{DCTERMS}created"] == [created]
    quote, position = claim[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
    assert quote[f"{OA}exact"] == [{"@value": content()["extent"]["exact"]}]
    assert position[f"{OA}start"][0]["@value"] == content()["extent"]["start"]


def test_every_verdict_and_every_appraisal_is_one_annotation_with_a_letter_and_no_name():
    shown = content()
    for round in shown["rounds"]:
        for appraisal in round["appraisals"]:
            appraisal["name"] = "Somebody Named"
        round["verdict"]["decided_by"] = "Somebody Named"
    found = annotations(shown, published(shown))
    assessing = by_motivation("assessing", found)
    [round] = shown["rounds"]
    assert [each["creator"]["name"] for each in assessing] == [
        "Panel 1",
        *["Appraiser A", "Appraiser B"],
    ]
    assert {each["target"] for each in assessing} == {CLAIM}
    assert "Somebody" not in json.dumps(found)
    [dissent] = by_motivation("commenting", found)
    assert dissent["target"] == assessing[0]["id"]


def test_a_round_about_the_paper_is_about_the_paper():
    [round] = content()["rounds"]
    round |= {"about": "paper", "body": None, "result_of_paper": "Result 1"}
    found = by_motivation("assessing", made(rounds=[round]))
    paper = "https://evidence.example/papers/00000000-0000-4000-8000-000000000003/"
    assert {each["target"] for each in found} == {paper}


def test_the_grade_is_told_by_label_and_certainty_and_nothing_where_nothing_was_graded():
    [grade] = by_motivation("classifying")
    told = [body["value"] for body in grade["body"] if body["purpose"] == "classifying"]
    assert told == [
        "Weakly supported",
        "Certainty of the evidence cited in this paper, GRADE domains applied: Very low",
    ]
    [grade] = by_motivation("classifying", made(certainty=None, flags=[]))
    assert [body["value"] for body in grade["body"]] == ["Weakly supported"]


def test_what_became_of_a_claim_since_is_a_comment_without_a_date():
    since = {content()["claim"]: ["The panel has withdrawn this claim. For the test."]}
    *_, told = annotations(content(), published(**since))
    assert told["body"][0]["value"] == "The panel has withdrawn this claim. For the test."
    assert (told["motivation"], told["target"], "created" in told) == ("commenting", CLAIM, False)


@pytest.mark.parametrize("each", made(), ids=lambda each: each["id"].partition("#")[2])
def test_each_stands_alone(each):
    assert each["@context"] == CONTEXT
    assert expanded(each)[0]["@id"] == each["id"]


# What source texts may hold: everything but U+0000 and half of a surrogate pair.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=9), TEXTS)
def test_any_words_come_through(before, exact):
    shown = content()
    shown["extent"] |= {"exact": exact, "prefix": before}
    read = json.loads(json.dumps(annotations(shown, published(shown)), ensure_ascii=False))
    [claim] = expanded(read[0])
    quote, _ = claim[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
    assert quote[f"{OA}exact"] == [{"@value": exact}]
