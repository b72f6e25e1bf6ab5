"""Verbs of papers: describing them, pairs that may be one, files and look-ups."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reviews.models import Import, Paper
from tests import build
from tests.api.asking import NOTHING, ask, done, refused

pytestmark = pytest.mark.django_db
RIS = "TY  - JOUR\nTI  - A title\nAB  - Some text.\nER  - \n\nTY  - JOUR\nER  - \n"


def test_a_paper_is_added_described_and_named(made):
    sent = {"title": "A new paper", "text": build.TEXT, "authors": [{"collective": "A group"}]}
    told = done(made.ann, f"panels/{made.panel.slug}/papers/add/", sent, 201)
    assert (told["title"], told["authors"]) == ("A new paper", [{"collective": "A group"}])
    place = f"papers/{told['id']}"
    assert Paper.objects.get(pk=told["id"]).sources.get().text == build.TEXT
    assert done(made.ann, f"{place}/edit/", {"year": 2003, "design": "cohort"})["year"] == 2003
    assert refused(made.ann, f"{place}/edit/", {})[0] == 400
    assert refused(made.ann, f"{place}/edit/", {"authors": [{"given": "A."}]})[0] == 400
    named = {"scheme": "pmid", "value": "12345", "basis": "Printed on it."}
    assert done(made.ann, f"{place}/identifiers/", named, 201)["value"] == "12345"
    assert refused(made.ann, f"{place}/identifiers/", named)[0] == 409
    assert refused(made.ann, f"{place}/identifiers/", named | {"value": "x"})[0] == 400


def test_a_text_corrects_one_of_the_same_paper(made):
    place = f"papers/{made.paper.pk}/sources/"
    sent = {"kind": "abstract", "text": "Corrected words.", "replaces": str(made.source.pk)}
    told = done(made.ann, place, sent, 201)
    assert told["text"] == "Corrected words."
    assert refused(made.ann, place, sent | {"text": "Others."})[0] == 409
    assert refused(made.ann, place, sent | {"replaces": NOTHING})[0] == 404
    place = f"sources/{told['id']}/suggest/"
    assert len(done(made.ann, place, status=201)["claims"]) == 1
    assert refused(made.ann, place)[0] == 409


def test_a_result_is_written_once(made):
    place = f"papers/{made.paper.pk}/results/"
    sent = {"outcome": "Death", "comparison": "A against none"}
    assert done(made.ann, place, sent, 201)["paper"] == str(made.paper.pk)
    assert refused(made.ann, place, sent)[0] == 409


def test_a_notice_is_acknowledged_once(made):
    place = f"matches/{made.match.pk}/acknowledge/"
    assert done(made.cleo, place, {"note": "Read."}, 201)["note"] == "Read."
    assert refused(made.cleo, place)[0] == 409


@pytest.mark.parametrize(
    ("verb", "sent", "state"),
    [
        ("apart", {}, "different"),
        ("link", {"relation": "preprint"}, "linked"),
        ("merge", {"keep": "second"}, "same"),
    ],
)
def test_a_pair_is_decided_once_and_undone(made, verb, sent, state):
    place = f"pairs/{made.pair.pk}"
    assert done(made.ann, f"{place}/{verb}/", sent)["state"] == state
    assert refused(made.ann, f"{place}/{verb}/", sent)[0] == 409
    assert done(made.ann, f"{place}/undo/")["state"] == "waiting"
    assert refused(made.ann, f"{place}/undo/")[0] == 409


def test_a_merged_record_stands_for_itself_again(made):
    done(made.ann, f"pairs/{made.pair.pk}/merge/", {"keep": "first"})
    place = f"papers/{made.pair.second_id}/unmerge/"
    assert done(made.ann, place)["merged_into"] is None
    assert refused(made.ann, place)[0] == 409
    assert refused(made.ann, f"pairs/{made.pair.pk}/merge/", {"keep": "both"})[0] == 400


@pytest.mark.parametrize("way", ["text", "text; charset=utf-8", "file"])
def test_a_file_is_read_looked_at_and_stored(made, way):
    place = f"panels/{made.panel.slug}/imports/import/"
    if way != "file":
        client = Client()
        client.force_login(made.ann)
        sent = {"text": RIS, "name": "two.ris"}
        how = way.replace("text", "application/json")
        answer = client.post(f"/api/v1/{place}", sent, content_type=how)
    else:
        client = Client()
        client.force_login(made.ann)
        file = SimpleUploadedFile("two.ris", RIS.encode())
        answer = client.post(f"/api/v1/{place}", {"file": file})
    told = answer.json()
    assert (answer.status_code, told["state"], told["name"]) == (201, "preview", "two.ris")
    counts = [told[name] for name in ("seen", "imported", "duplicates", "rejected")]
    assert counts == [2, 1, 0, 1]
    one = f"imports/{told['id']}"
    assert ask(made.otto, f"{one}/", method="get").json() == told
    rejected = ask(made.otto, f"{one}/records/?outcome=rejected", method="get").json()["results"]
    assert [(row["index"], bool(row["reason"])) for row in rejected] == [(2, True)]
    assert "TY  - JOUR" in rejected[0]["raw"]
    assert done(made.ann, f"{one}/store/")["state"] == "stored"
    assert Paper.objects.filter(panel=made.panel, title="A title").exists()
    assert refused(made.ann, f"{one}/store/")[0] == 409
    assert refused(made.ann, f"{one}/cancel/")[0] == 409


def test_a_file_that_waits_is_cancelled(made):
    assert done(made.ann, f"imports/{made.upload.pk}/cancel/")["state"] == "cancelled"
    assert Import.objects.get(pk=made.upload.pk).ended_by == made.ann


def test_what_is_no_file_of_records_is_refused(made):
    place = f"panels/{made.panel.slug}/imports/import/"
    assert ask(made.ann, place, {"text": "Nothing of this is a record."}).status_code == 400
    assert ask(made.ann, place, {"file": "x"}).status_code == 400
    client = Client()
    client.force_login(made.ann)
    assert client.post(f"/api/v1/{place}", {"text": RIS}).status_code == 400
    assert client.post(f"/api/v1/{place}", RIS, content_type="text/plain").status_code == 415


def test_a_paper_is_looked_up_and_added(made, service):
    service.tells("work.json")
    sent = {"identifier": "10.5555/constructed.lookup.1"}
    place = f"panels/{made.panel.slug}/lookup/"
    told = ask(made.ann, place, sent).json()
    assert (told["service"], told["paper"], told["doi"]) == ("Crossref", None, sent["identifier"])
    added = ask(made.ann, f"{place}add/", sent)
    assert (added.status_code, added.json()["outcome"]) == (201, "imported")
    assert ask(made.ann, place, sent).json()["paper"] == added.json()["paper"]
    assert ask(made.ann, f"{place}add/", sent).json()["outcome"] == "duplicate"
    assert refused(made.ann, place, {"identifier": "no such"})[0] == 400


def test_a_service_that_is_away_is_told(made, service):
    service.answer = (500, {}, b"")
    sent = {"identifier": "10.5555/constructed.lookup.2"}
    assert refused(made.ann, f"panels/{made.panel.slug}/lookup/", sent)[0] == 503
