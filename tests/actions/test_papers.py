"""Papers by hand: details, immutable texts, identifiers with their basis."""

import contextlib
import hashlib
import json
import unicodedata
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviews.actions import papers
from reviews.exceptions import Conflict
from reviews.importers.text import normalise
from reviews.models import Event, Flag, Identifier, Paper, Source
from reviews.vocabulary import FlagCode, Role, Scheme, StudyDesign
from tests import build

pytestmark = pytest.mark.django_db

DETAILS = {
    "title": "A constructed paper",
    "authors": [{"family": "Alpha", "given": "A", "orcid": ""}, {"collective": "Group C"}],
    "affiliation": "Nowhere",
    "journal": "J Constr Res",
    "year": 2019,
    "published": "2019 Mar 5",
    "volume": "12",
    "issue": "3",
    "pages": "1-9",
    "design": "cohort",
}


@pytest.fixture
def paper(panel):
    return build.paper(panel)


def detail(verb, subject):
    [event] = Event.objects.filter(verb=verb, subject_id=subject.pk)
    return json.loads(event.body)["detail"]


def test_a_paper_by_hand_keeps_its_details_and_its_text(panel, ann):
    paper = papers.add(panel, text="One.\r\nTwo.", by=ann, **DETAILS)
    paper.refresh_from_db()
    assert {name: getattr(paper, name) for name in DETAILS} == DETAILS
    source = paper.sources.get()
    assert (source.kind, source.text) == ("abstract", "One.\nTwo.")
    assert source.sha256 == hashlib.sha256(b"One.\nTwo.").hexdigest()
    [event] = Event.objects.filter(verb="add", subject_id=paper.pk)
    assert [row[:2] for row in json.loads(event.body)["made"]] == [["source", str(source.pk)]]


def test_a_paper_may_wait_for_its_text(panel, ann):
    assert not papers.add(panel, title="Later", text=" \n", by=ann).sources.exists()


def test_observers_and_strangers_do_not_write(panel, paper, dan):
    observer = build.member(panel, Role.OBSERVER)
    for by, sentence in (
        (observer, "only an adjudicator or chair or reviewer"),
        (dan, "You have no seat in this panel"),
    ):
        for act in (
            lambda by: papers.add(panel, title="No", by=by),
            lambda by: papers.edit(paper, title="No", by=by),
            lambda by: papers.add_source(paper, text="No.", by=by),
            lambda by: papers.add_identifier(paper, scheme="pmid", value="1", basis="No", by=by),
            lambda by: papers.import_papers(panel, "No.", by=by),
        ):
            with pytest.raises(PermissionDenied, match=sentence):
                act(by)


def test_the_same_id_again_is_the_same_paper(panel, ann):
    pk = uuid.uuid4()
    first = papers.add(panel, id=pk, title="Once", text="Text.", by=ann)
    assert papers.add(panel, id=pk, title="Once", text="Text.", by=ann) == first
    assert Event.objects.filter(verb="add", subject_id=pk).count() == 1
    with pytest.raises(Conflict, match="Another paper has this id"):
        papers.add(panel, id=pk, title="Twice", by=ann)
    other = build.panel()
    with pytest.raises(Conflict, match="Another paper has this id"):
        papers.add(other, id=pk, title="Once", by=build.chair(other))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "  "}, "“Title” is needed."),
        ({"title": "a\0b"}, "It holds U+0000"),
        ({"volume": "x" * 41}, "Volume: "),
        ({"year": -1}, "Year: "),
        ({"year": "soon"}, "Year: "),
        ({"design": "guess"}, "Study design: "),
        ({"authors": [{"given": "A"}]}, "An author has a family name"),
        ({"authors": [{"collective": " "}]}, "An author has a family name"),
        ({"authors": [{"family": "A", "rank": "first"}]}, "An author has a family name"),
    ],
)
def test_what_is_wrong_with_details_is_said_in_a_sentence(panel, ann, paper, wrong, sentence):
    for act in (
        lambda: papers.add(panel, by=ann, **DETAILS | wrong),
        lambda: papers.edit(paper, by=ann, **wrong),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        [message] = refusal.value.messages
        assert message.startswith(sentence)


def test_a_detail_that_papers_do_not_have_is_a_mistake_of_the_program(paper, ann):
    with pytest.raises(TypeError, match="colour"):
        papers.edit(paper, colour="red", by=ann)


def test_an_edit_tells_what_it_changed(paper, ann):
    papers.edit(paper, title=paper.title, year=2020, by=ann)
    assert detail("edit", paper) == {"changed": {"year": [None, 2020]}}
    assert Paper.objects.get().year == 2020


def test_a_form_that_wrote_into_the_paper_before_hides_no_change(paper, ann):
    paper.journal = "Other"
    papers.edit(paper, journal="Other", by=ann)
    assert detail("edit", paper) == {"changed": {"journal": ["", "Other"]}}


def test_advice_in_a_narrative_review_is_pointed_at_whenever_the_design_is_known(panel, ann):
    result = "Outcome C was lower in 20 adults who took treatment A (P < 0.05)."
    source = build.source(panel, f"{result} {build.STRONG}")
    advice, result = build.claim(source=source), build.claim(source=source, exact=result)
    flags = Flag.objects.filter(code=FlagCode.DESIGN_NARRATIVE_REVIEW)
    assert not flags.exists()
    for _ in range(2):
        papers.edit(source.paper, design=StudyDesign.NARRATIVE_REVIEW, by=ann)
        [flag] = flags.filter(claim__in=[advice, result])
        assert (flag.claim, flag.state) == (advice, "proposed")
    papers.edit(source.paper, design=StudyDesign.COHORT, by=ann)
    assert not flags.exists()


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_every_text_is_kept_in_one_form_or_refused(paper, ann, text):
    if "\0" in text or not text.strip():
        with pytest.raises(ValidationError):
            papers.add_source(paper, text=text, by=ann)
        return
    with contextlib.suppress(Conflict):
        papers.add_source(paper, text=text, by=ann)
    source = Source.objects.get(paper=paper, text=normalise(text))
    assert source.text == unicodedata.normalize("NFC", source.text)
    assert "\r" not in source.text
    assert source.sha256 == hashlib.sha256(source.text.encode()).hexdigest()


def test_a_correction_replaces_a_text_of_the_same_paper_once(panel, paper, ann):
    first = paper.sources.get()
    second = papers.add_source(paper, text="Corrected.", replaces=first, by=ann)
    assert first.replaced_by == second
    with pytest.raises(Conflict, match="corrected already"):
        papers.add_source(paper, text="Corrected again.", replaces=first, by=ann)
    with pytest.raises(ValidationError, match="of the same paper"):
        papers.add_source(build.paper(panel), text="Other.", replaces=first, by=ann)
    with pytest.raises(Conflict, match="has this very text already"):
        papers.add_source(paper, text="Corrected.", by=ann)


def test_the_same_id_again_is_the_same_text(paper, ann):
    pk = uuid.uuid4()
    first = papers.add_source(paper, id=pk, kind="full_text", text="A\u030a.", by=ann)
    assert papers.add_source(paper, id=pk, kind="full_text", text="\u00c5.", by=ann) == first
    with pytest.raises(Conflict, match="Another source has this id"):
        papers.add_source(paper, id=pk, kind="full_text", text="Other.", by=ann)


def test_an_identifier_is_kept_in_one_spelling_with_its_basis(paper, ann):
    papers.add_identifier(
        paper, scheme="doi", value="https://doi.org/10.1000/ABC", basis=" On page 1. ", by=ann
    )
    identifier = Identifier.objects.get(paper=paper)
    assert (identifier.scheme, identifier.value) == (Scheme.DOI, "10.1000/abc")
    assert identifier.basis == "On page 1."
    assert detail("add_identifier", paper) == {
        "scheme": "doi",
        "value": "10.1000/abc",
        "matched": [],
    }


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"value": "10.1000"}, "“10.1000” is not a DOI"),
        ({"basis": " "}, "“How we know” is needed."),
        ({"scheme": "isbn"}, "Choose one of the listed kinds"),
        ({"value": f"10.1000/{'x' * 499}"}, "Value: "),
    ],
)
def test_what_is_wrong_with_an_identifier_is_said_in_a_sentence(paper, ann, given, sentence):
    fields = {"scheme": "doi", "value": "10.1000/abc", "basis": "Known."} | given
    with pytest.raises(ValidationError) as refusal:
        papers.add_identifier(paper, by=ann, **fields)
    [message] = refusal.value.messages
    assert message.startswith(sentence)


def test_an_identifier_names_one_paper_of_a_panel(panel, paper, ann):
    same = {"scheme": "doi", "value": "10.1000/abc", "basis": "Known."}
    papers.add_identifier(paper, by=ann, **same)
    with pytest.raises(Conflict, match="Another paper of this panel has this identifier"):
        papers.add_identifier(build.paper(panel), by=ann, **same)
    elsewhere = build.paper()
    papers.add_identifier(elsewhere, by=build.chair(elsewhere.panel), **same)
    assert Identifier.objects.count() == 2
