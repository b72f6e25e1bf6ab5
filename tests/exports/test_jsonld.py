"""Linked data: as kept, valid where it can be checked, and unable to leave its element."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.jsonld import claim_review, documents, reviews, script
from tests.exports.constructed import chosen, content, published
from tests.exports.golden import assert_golden
from tests.exports.linked import expanded

SCHEMA = "https://schema.org/"


def review(**changed):
    shown = content() | changed
    return claim_review(shown, published(shown))


def test_the_documents_are_as_kept():
    made = documents(content(), published())
    text = json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert_golden("claim.jsonld", text)


def test_a_claim_that_was_not_graded_is_not_rated():
    assert "reviewRating" not in review(certainty=None)


def test_a_claim_frozen_before_citations_were_kept_cites_nothing():
    shown = content()
    del shown["citations"]
    assert "citation" not in claim_review(shown, published(shown))["itemReviewed"]


def test_certainty_is_a_step_of_four_with_its_word_and_never_true_or_false():
    rating = review()["reviewRating"]
    values = [rating[name] for name in ("ratingValue", "worstRating", "bestRating")]
    assert (values, rating["alternateName"]) == ([1, 1, 4], "Very low")
    words = json.dumps(review()).casefold()
    assert '"true' not in words
    assert '"false' not in words


def test_who_made_the_claim_where_and_when_is_said_as_far_as_it_is_known():
    claim = review()["itemReviewed"]
    people = [
        {"@type": "Person", "name": "Ana Ōe Müller", "familyName": "Müller", "givenName": "Ana Ōe"},
        {"@type": "Organization", "name": "The <B> Group"},
    ]
    assert (claim["author"], claim["datePublished"]) == (people, "2003")
    assert claim["appearance"]["sameAs"][0] == "https://doi.org/10.1000/constructed.1"
    unknown = content()["paper"] | {"authors": [], "year": None, "journal": None, "identifiers": []}
    claim = review(paper=unknown)["itemReviewed"]
    assert claim.keys() & {"author", "datePublished"} == set()
    assert claim["appearance"].keys() == {"@type", "name"}


def test_a_claim_that_was_withdrawn_is_rated_no_longer():
    edition = replace(published(), withdrawn=frozenset([content()["claim"]]))
    assert "reviewRating" not in claim_review(content(), edition)
    [made] = reviews(edition)["@graph"]
    assert "reviewRating" not in made


@pytest.mark.parametrize(
    ("doi", "path"),
    [
        ("10.1002/(SICI)1097<1::AID-X>3.0.CO;2-#", "10.1002/(SICI)1097%3C1::AID-X%3E3.0.CO;2-%23"),
        ("10.5555/a?b%c d", "10.5555/a%3Fb%25c%20d"),
        ("10.5555/骨", "10.5555/%E9%AA%A8"),
    ],
)
def test_an_identifier_leads_to_its_paper_whatever_is_in_it(doi, path):
    known = [{"scheme": {"value": "doi", "label": "DOI"}, "value": doi, "basis": "x"}]
    article = review(paper=content()["paper"] | {"identifiers": known})["itemReviewed"]
    assert article["appearance"]["sameAs"] == [f"https://doi.org/{path}"]
    assert article["appearance"]["identifier"][0]["value"] == doi


def test_what_became_of_the_claim_since_is_said():
    since = {content()["claim"]: ["The panel has withdrawn this claim. For the test."]}
    body = claim_review(content(), published(**since))["reviewBody"]
    assert body.endswith(" The panel has withdrawn this claim. For the test.")


def test_an_edition_is_one_document_that_expands():
    found = expanded(reviews(published()))
    assert [each["@type"] for each in found] == [[f"{SCHEMA}ClaimReview"]]
    [claim] = found[0][f"{SCHEMA}itemReviewed"]
    assert claim[f"{SCHEMA}text"] == [{"@value": content()["extent"]["exact"]}]


def test_why_the_overall_certainty_is_not_the_lowest_is_told_with_the_rating():
    shown = content()
    shown["certainty"] |= chosen()
    assert claim_review(shown, published(shown))["reviewRating"]["ratingExplanation"].endswith(
        "“death” alone would justify the advice, so its certainty is the overall one."
        " The panel's reason: “Why & <so>.”"
    )


@given(st.text())
def test_no_text_can_leave_the_script_element(text):
    written = script({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)
