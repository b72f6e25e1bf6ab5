"""A file of records from the upload to its papers, on the page and by the worker."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.actions import imports
from reviews.models import Import, ImportPiece, Paper
from reviews.vocabulary import Role
from tests import build
from tests.extracts import pubmed_list

pytestmark = pytest.mark.django_db
RECORD = pubmed_list({"pmid": "1001"})
UNREADABLE = "1. J Constr Res. 2019.\n\nPMID: 1002"


@pytest.fixture
def reviewer(client, panel, ann):
    client.force_login(ann)
    return ann


def hand_in(client, panel, records=RECORD):
    """The import that an upload leads to, and the page that is shown then."""
    file = SimpleUploadedFile("records.txt", records.encode())
    answer = client.post(
        reverse("desk-imports-import", args=[panel.slug]), {"file": file}, follow=True
    )
    return Import.objects.filter(panel=panel).order_by("-added_at").first(), answer


def press(client, verb, upload):
    url = reverse(f"desk-import-{verb}", args=[upload.panel.slug, upload.pk])
    return client.post(url, follow=True)


def test_a_paste_is_previewed_then_stored(client, panel, reviewer):
    answer = client.post(
        reverse("desk-imports-import", args=[panel.slug]), {"text": RECORD}, follow=True
    )
    assert "1 seen = 1 new + 0 duplicates + 0 rejected." in answer.text
    assert Paper.objects.count() == 0
    answer = press(client, "store", Import.objects.get())
    assert "1 seen = 1 imported + 0 duplicates + 0 rejected." in answer.text
    assert Paper.objects.get().title == "The constructed record of number 1."
    assert not ImportPiece.objects.exists()
    upload, answer = hand_in(client, panel)
    assert "1 seen = 0 new + 1 duplicate + 0 rejected." in answer.text
    assert "A paper of this panel has the PMID 1001 already." in answer.text
    press(client, "store", upload)
    assert Paper.objects.count() == 1


def test_what_was_stored_is_not_stored_again(client, panel, reviewer):
    upload, _ = hand_in(client, panel)
    press(client, "store", upload)
    assert press(client, "store", upload).status_code == 409
    assert press(client, "cancel", upload).status_code == 409
    assert Paper.objects.count() == 1


def test_rejected_records_come_back_as_they_stood(client, panel, reviewer):
    upload, answer = hand_in(client, panel, f"{RECORD}\n\n2. J Constr Res. 2019.\n\nPMID: 1002\n")
    assert "2 seen = 1 new + 0 duplicates + 1 rejected." in answer.text
    url = reverse("desk-import-rejected", args=[panel.slug, upload.pk])
    assert client.get(url).text == "2. J Constr Res. 2019.\n\nPMID: 1002\n"
    assert 'rejected-records.txt"' in client.get(url)["Content-Disposition"]


def test_rejected_rows_of_a_table_come_back_below_their_header(client, panel, reviewer):
    heading = "sep=;\nTitle;Year"
    upload, _ = hand_in(client, panel, f"{heading}\nA trial;2001\n;2002\n;2003;too many\n")
    rejected = client.get(reverse("desk-import-rejected", args=[panel.slug, upload.pk])).text
    assert rejected == f"{heading}\n\n;2002\n\n;2003;too many\n"
    _, answer = hand_in(client, panel, rejected.replace("\n;", "\nMended;", 1))
    assert "2 seen = 1 new + 0 duplicates + 1 rejected." in answer.text


@pytest.mark.parametrize("data", [b"%PDF-1.7 text", b"Nothing of the kind.", b"a\0b"])
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(client, panel, reviewer, data):
    file = SimpleUploadedFile("records.txt", data)
    answer = client.post(reverse("desk-imports-import", args=[panel.slug]), {"file": file})
    assert answer.status_code == 400
    [problem] = Import.objects.values_list("problem", flat=True)
    assert problem.endswith(".")
    assert problem in answer.text.replace("&#x27;", "'")


def test_a_file_that_mixes_formats_or_is_cut_short_says_so_before_it_is_stored(
    client, panel, reviewer
):
    ris = "TY  - JOUR\nTI  - A constructed record\nER  - \n\n"
    upload, answer = hand_in(client, panel, f"{ris}PMID- 77\nTI  - Another.\n\n{ris[:40]}")
    assert "Some lines seem to begin records in MEDLINE" in answer.text
    assert "no ER line" in answer.text
    assert "no ER line" in press(client, "store", upload).text


def test_an_empty_file_is_refused(client, panel, reviewer):
    file = SimpleUploadedFile("records.txt", b"")
    answer = client.post(reverse("desk-imports-import", args=[panel.slug]), {"file": file})
    assert answer.status_code == 400


def test_both_a_paste_and_a_file_are_one_too_many(client, panel, reviewer):
    file = SimpleUploadedFile("records.txt", RECORD.encode())
    data = {"file": file, "text": RECORD}
    answer = client.post(reverse("desk-imports-import", args=[panel.slug]), data)
    assert answer.status_code == 400
    assert "one of the two" in answer.text
    assert "The constructed record of number 1." in answer.text


def test_a_file_that_is_too_large_is_refused(client, panel, reviewer, monkeypatch):
    monkeypatch.setattr(imports, "LARGEST", 100)
    _, answer = hand_in(client, panel)
    assert answer.status_code == 400
    assert "split it and try again" in answer.text


@pytest.mark.parametrize("verb", ["store", "cancel"])
def test_the_verbs_answer_404_403_405_and_409(client, panel, ann, dan, verb):
    client.force_login(ann)
    upload, _ = hand_in(client, panel)
    url = reverse(f"desk-import-{verb}", args=[panel.slug, upload.pk])
    assert client.get(url).status_code == 405
    client.force_login(dan)
    assert client.post(url).status_code == 404
    client.force_login(build.member(panel, Role.OBSERVER))
    assert client.post(url).status_code == 403
    client.force_login(ann)
    assert client.post(url).status_code == 302
    assert client.post(url).status_code == 409


def test_a_page_of_another_panel_is_not_found_under_this_one(client, panel, reviewer):
    upload, _ = hand_in(client, panel)
    other = build.panel()
    client.force_login(build.chair(other))
    assert client.get(reverse("desk-import", args=[other.slug, upload.pk])).status_code == 404
    assert client.get(reverse("desk-import", args=[panel.slug, upload.pk])).status_code == 404


@pytest.mark.parametrize("query", ["?outcome=lost", "?after=x", "?after=-1", "?after=9999999999"])
def test_a_page_that_there_is_not_is_not_found(client, panel, reviewer, query):
    upload, _ = hand_in(client, panel)
    assert client.get(upload.get_absolute_url() + query).status_code == 404


def test_records_are_listed_a_page_at_a_time_by_outcome(client, panel, reviewer):
    records = pubmed_list(
        *({"pmid": str(number)} for number in range(1001, 1151)), {"pmid": "1001"}
    )
    upload, answer = hand_in(client, panel, records)
    assert (answer.text.count("<tr>"), answer.context["following"]) == (101, 100)
    rest = client.get(upload.get_absolute_url() + "?after=100")
    assert (rest.text.count("<tr>"), rest.context["following"]) == (52, None)
    duplicates = client.get(upload.get_absolute_url() + "?outcome=duplicate")
    assert duplicates.text.count("<tr>") == 2


def test_the_pages_take_as_many_queries_for_three_as_for_one(client, panel, reviewer):
    def queries(numbers):
        records = pubmed_list(*({"pmid": str(number)} for number in numbers))
        upload, _ = hand_in(client, panel, records)
        with CaptureQueriesContext(connection) as one:
            client.get(upload.get_absolute_url())
        with CaptureQueriesContext(connection) as every:
            client.get(reverse("desk-imports", args=[panel.slug]))
        return len(one), len(every)

    assert queries([1001]) == queries([2001, 2002, 2003]) == queries([3001])
