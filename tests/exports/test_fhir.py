"""FHIR R5: as kept, structures that another's library reads, codes of the standards alone."""

import json
from dataclasses import replace

import pytest
from fhir.resources.artifactassessment import ArtifactAssessment
from fhir.resources.bundle import Bundle
from fhir.resources.citation import Citation
from fhir.resources.evidence import Evidence
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.exports import fhir
from reviews.exports.interchange import as_json
from tests.exports.constructed import content, published
from tests.exports.golden import assert_golden

KINDS = {each.get_resource_type(): each for each in (ArtifactAssessment, Citation, Evidence)}
QUOTATION = "http://hl7.org/fhir/uv/ebm/StructureDefinition/relates-to-with-quotation"


def made(shown=None, **changed):
    shown = (shown or content()) | changed
    return fhir.claim(shown, published(shown))


def resources(bundle, kind):
    found = [entry["resource"] for entry in bundle["entry"]]
    return [each for each in found if each["resourceType"] == kind]


def contents(bundle, text):
    """The contents of the claim's assessment whose type reads so."""
    [assessment, *_] = resources(bundle, "ArtifactAssessment")
    return [each for each in assessment["content"] if each.get("type", {}).get("text") == text]


def codes(concept):
    return [coding["code"] for coding in concept["coding"]]


def paper_round(**changed):
    """The round as if it were about the paper, with an instrument that the guide does not know."""
    [round] = content()["rounds"]
    instrument = round["instrument"] | {"key": "sanra", "name": "SANRA"}
    about = {"about": "paper", "id": "00000000-0000-4000-8000-0000000000f1", "body": None}
    return round | about | {"instrument": instrument, "result_of_paper": "All of it"} | changed


def test_an_edition_is_as_kept():
    assert_golden("edition.fhir.json", as_json(fhir.collection(published())))


@pytest.mark.parametrize(
    "shown", [content(), content() | {"rounds": [*content()["rounds"], paper_round()]}]
)
def test_every_resource_is_read_by_another_and_comes_back_the_same(shown):
    bundle = fhir.collection(published(shown))
    read = Bundle.model_validate_json(json.dumps(bundle))
    assert json.loads(read.model_dump_json()) == bundle
    for entry in bundle["entry"]:
        resource = entry["resource"]
        again = KINDS[resource["resourceType"]].model_validate_json(json.dumps(resource))
        assert json.loads(again.model_dump_json()) == resource
        assert entry["fullUrl"] == f"urn:uuid:{resource['id']}"


def test_references_lead_to_resources_of_the_bundle():
    bundle = made(rounds=[*content()["rounds"], paper_round()])
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(known) == len(bundle["entry"])
    assert set(_references(bundle)) <= known


def _references(value):
    if isinstance(value, list):
        for each in value:
            yield from _references(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "reference":
                yield each
            yield from _references(each)


def test_certainty_is_overall_with_one_subcomponent_for_each_domain():
    [evidence] = resources(made(), "Evidence")
    [certainty] = evidence["certainty"]
    assert (codes(certainty["type"]), codes(certainty["rating"])) == (["Overall"], ["very-low"])
    found = {codes(each["type"])[0]: codes(each["rating"]) for each in certainty["subcomponent"]}
    serious, none, absent = ["serious-concern", "downcode1"], ["no-concern"], ["absent"]
    assert found == {
        "RiskOfBias": serious, "Inconsistency": none, "Indirectness": serious,
        "Imprecision": serious, "PublicationBias": none, "LargeEffect": absent,
        "DoseResponseGradient": absent, "PlausibleConfounding": absent,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("item", "step", "expected"),
    [
        ("risk_of_bias", -3, ["extremely-serious-concern", "downcode3"]),
        ("imprecision", -2, ["very-serious-concern", "downcode2"]),
        ("large_effect", 2, ["present", "upcode2"]),
        ("dose_response", 1, ["present", "upcode1"]),
    ],
)
def test_steps_have_the_codes_of_the_standard(item, step, expected):
    shown = content()
    [answer] = [a for a in shown["rounds"][0]["verdict"]["answers"] if a["item"] == item]
    answer["step"] = step
    [evidence] = resources(made(shown), "Evidence")
    rated = evidence["certainty"][0]["subcomponent"]
    [found] = [each for each in rated if each["type"]["text"] == answer["label"]]
    assert codes(found["rating"]) == expected


def test_the_claim_is_quoted_at_its_place_from_its_paper():
    [claim] = contents(made(), "The claim and how it is worded")
    shown = content()
    artifact, _ = claim["relatedArtifact"]
    paper = {"reference": f"urn:uuid:{shown['paper']['id']}"}
    assert (artifact["type"], artifact["resourceReference"]) == ("comments-on", paper)
    assert artifact["extension"] == [{"url": QUOTATION, "valueMarkdown": shown["extent"]["exact"]}]
    assert claim["path"] == [f"urn:uuid:{shown['source']['id']}#char=50,171"]


def test_label_flags_and_certainty_are_apart():
    bundle = made()
    [label] = contents(bundle, "Label")
    own = "https://evidence.example/about/method/"
    coding = {"system": own, "code": "label-weakly_supported"}
    assert (label["informationType"], label["classifier"][0]["coding"]) == ("classifier", [coding])
    flags = [codes(each["classifier"][0]) for each in contents(bundle, "Flag")]
    assert flags == [["flag-STRONG_REC_WEAK_EVIDENCE"], ["flag-DESIGN_NARRATIVE_REVIEW"]]
    [rating] = contents(bundle, content()["certainty"]["heading"])
    assert (rating["informationType"], codes(rating["classifier"][0])) == ("rating", ["very-low"])


def test_appraisers_have_letters_and_dissents_are_theirs():
    shown = content()
    for appraisal in shown["rounds"][0]["appraisals"]:
        appraisal["name"] = "Somebody Named"
    bundle = made(shown)
    [round] = contents(bundle, "For outcome C")
    named = [each for each in round["component"] if "author" in each]
    assert [(each["type"]["text"], each["author"]["display"]) for each in named] == [
        ("Appraisal", "Appraiser A"),
        ("Appraisal", "Appraiser B"),
        ("Dissent", "Appraiser B"),
    ]
    assert "Somebody" not in json.dumps(bundle)


def test_instruments_have_the_guides_codes_or_ours():
    bundle = made(rounds=[*content()["rounds"], paper_round()])
    claims, papers = resources(bundle, "ArtifactAssessment")
    [round] = [each for each in claims["content"] if each["informationType"] == "container"][1:]
    guide = "http://hl7.org/fhir/uv/ebm/CodeSystem/evidence-rating-system-classifier-codesystem"
    assert round["component"][0]["classifier"][0]["coding"] == [{"system": guide, "code": "GRADE"}]
    [used] = papers["content"][0]["component"][0]["classifier"]
    own = "https://evidence.example/about/method/"
    assert used["coding"] == [{"system": own, "code": "instrument-sanra"}]
    assert papers["title"] == "SANRA, All of it: Müller 2003"


def test_claims_of_one_paper_share_its_assessment():
    shown = content() | {"rounds": [*content()["rounds"], paper_round()]}
    other = shown | {
        "claim": "00000000-0000-4000-8000-0000000000c2",
        "rounds": [paper_round()],
        "outcomes": [],
    }
    bundle = fhir.collection(published(shown, other))
    assert len(resources(bundle, "ArtifactAssessment")) == 3
    assert len(resources(bundle, "Citation")) == 2


def test_a_retracted_paper_says_so_and_of_others_nothing_is_said():
    [paper, _] = resources(made(), "Citation")
    artifact = paper["citedArtifact"]
    assert codes(artifact["currentState"][0]) == ["retracted"]
    assert artifact["relatesTo"][0]["type"] == "retracted-by"
    unlisted = content()["paper"] | {
        "status": {"value": "not_listed", "label": "Not listed"},
        "notices": [],
    }
    [paper, _] = resources(made(paper=unlisted), "Citation")
    assert paper["citedArtifact"].keys() & {"currentState", "relatesTo", "note"} == set()


def test_what_is_not_known_is_absent():
    blank = dict.fromkeys(("journal", "year", "published", "volume", "issue", "pages"))
    unlisted = {"status": {"value": "not_listed", "label": "Not listed"}, "notices": []}
    bare = content()["paper"] | blank | unlisted | {"authors": [], "identifiers": []}
    shown = content() | {
        "paper": bare,
        "citations": [],
        "certainty": None,
        "outcomes": [],
        "rounds": [],
    }
    bundle = made(shown)
    [paper] = resources(bundle, "Citation")
    assert paper["citedArtifact"] == {"title": [{"text": bare["title"]}]}
    assert resources(bundle, "Evidence") == []
    assert contents(bundle, content()["certainty"]["heading"]) == []
    assert "null" not in json.dumps(bundle)


def test_where_no_evidence_was_found_no_rating_is_given():
    shown = content()
    found = shown["outcomes"][0] | {
        "certainty": None,
        "side": {"value": "none_found", "label": "No evidence found"},
    }
    [evidence] = resources(made(shown, outcomes=[found]), "Evidence")
    [certainty] = evidence["certainty"]
    assert "rating" not in certainty
    assert certainty["description"] == "No evidence found"


def test_what_became_of_the_claim_since_comes_first():
    since = {content()["claim"]: ["The panel has withdrawn this claim. For the test."]}
    bundle = fhir.claim(content(), published(**since))
    first = resources(bundle, "ArtifactAssessment")[0]["content"][0]
    told = (first["informationType"], first["summary"])
    assert told == ("comment", "The panel has withdrawn this claim. For the test.")


def test_what_is_withdrawn_is_no_longer_active():
    edition = replace(published(), withdrawn=frozenset([content()["claim"]]))
    bundle = fhir.claim(content(), edition)
    assert "workflowStatus" not in resources(bundle, "ArtifactAssessment")[0]
    assert resources(bundle, "Evidence")[0]["status"] == "retired"
    assert resources(made(), "ArtifactAssessment")[0]["workflowStatus"] == "published"
    assert resources(made(), "Evidence")[0]["status"] == "active"


def test_an_edition_without_citations_renders():
    shown = content()
    del shown["citations"]
    assert len(resources(made(shown), "Citation")) == 1


# What source texts may hold: everything but U+0000 and half of a surrogate pair.
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_words_come_through_with_control_characters_as_code_points(exact):
    shown = content()
    shown["extent"] |= {"exact": exact}
    shown["rounds"][0]["verdict"]["rationale"] = exact
    bundle = made(shown)
    read = Bundle.model_validate_json(json.dumps(bundle, ensure_ascii=False))
    assert json.loads(read.model_dump_json()) == bundle
    [claim] = contents(bundle, "The claim and how it is worded")
    kept = claim["relatedArtifact"][0]["extension"][0]["valueMarkdown"]
    plain = "".join(f"[U+{ord(s):04X}]" if s < " " and s not in "\t\n\r" else s for s in exact)
    assert kept == plain
