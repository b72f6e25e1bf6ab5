"""Reports that people ask for: chosen on the desk, made by the worker, fetched by their askers."""

import hashlib
import json
import re
import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.actions import calibrations, claims, panels, report_making
from reviews.exports import rendering
from reviews.exports.choices import SECTIONS
from reviews.exports.rendering import WRITERS
from reviews.models import AskedReport, Event, ReportPiece
from reviews.vocabulary import ClaimState, ReportState
from tests import build

FORM = {
    "of": "working",
    "kind": "json",
    "sections": list(SECTIONS),
    "order": "text",
    "language": "en",
    "which": "all",
}


def address(panel, *rest):
    return "/".join(["/desk/panels", panel.slug, "reports", *map(str, rest), ""])


def ask(client, panel, **chosen):
    """(the report, the answer)"""
    sent = FORM | {"id": uuid.uuid4()} | chosen
    answer = client.post(address(panel, "ask"), sent, follow=True)
    return AskedReport.objects.filter(pk=sent["id"]).first(), answer


def work(report):
    call_command("work", until_empty=True)
    report.refresh_from_db()
    return report


def fetched(client, report):
    return client.get(address(report.panel, report.pk, "file")).content


@pytest.fixture
def settled(transactional_db):
    """A panel with a published claim and one that is graded only."""
    shown = build.claim(ClaimState.PUBLISHED)
    panel = shown.source.paper.panel
    graded = build.claim(ClaimState.GRADED, panel)
    return panel, shown, graded


@pytest.fixture
def ann(settled):
    return build.member(settled[0], name="Ann")


@pytest.fixture
def client(client, ann):
    client.force_login(ann)
    return client


def test_a_file_of_before_one_appraised_a_claim_is_not_had_any_more(settled, client, ann):
    panel, _, graded = settled
    report, _ = ask(client, panel)
    of_edition, _ = ask(client, panel, of="1")
    assert build.STRONG in fetched(client, work(report)).decode()
    body, by = graded.rounds.get().body, build.chair(panel)
    calibrations.calibrate(instrument="grade", claim=graded, body=body, by=by)
    answer = client.get(address(panel, report.pk, "file"))
    assert (answer.status_code, b"You appraise a claim" in answer.content) == (409, True)
    assert client.get(address(panel, work(of_edition).pk, "file")).status_code == 200
    again, _ = ask(client, panel)
    held = json.loads(fetched(client, work(again)))["claims"]
    assert str(graded.pk) not in [claim["content"]["claim"] for claim in held]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_working_state_is_made_by_the_worker_and_says_what_it_is(settled, client, kind):
    panel, shown, graded = settled
    report, answer = ask(client, panel, kind=kind)
    assert "Waiting for a worker" in answer.text
    assert client.get(address(panel, report.pk, "file")).status_code == 409
    work(report)
    assert (report.state, report.progress, report.total) == (ReportState.READY, 2, 2)
    answer = client.get(report.get_absolute_url())
    assert report.sha256 in answer.text
    data = fetched(client, report)
    assert hashlib.sha256(data).hexdigest() == report.sha256
    assert len(data) == report.size
    if kind in ("html", "csv"):
        assert "orking state, not published" in data.decode()
        assert str(graded.pk) in data.decode()
    if kind == "ndjson":
        assert [json.loads(line)["edition"] for line in data.splitlines()] == [None, None]
    if kind == "json":
        held = {claim["content"]["claim"] for claim in json.loads(data)["claims"]}
        assert held == {str(shown.pk), str(graded.pk)}


def test_the_same_again_is_the_same_file_and_is_not_made_twice(settled, client, monkeypatch):
    panel, _, graded = settled
    first, _ = ask(client, panel, which="some", claims=[str(graded.pk)])
    work(first)
    calls = []
    made = rendering.made
    monkeypatch.setattr("reviews.exports.rendering.made", lambda *a: calls.append(a) or made(*a))
    second, _ = ask(client, panel, which="some", claims=[str(graded.pk)])
    assert work(second).sha256 == first.sha256
    assert fetched(client, second) == fetched(client, first)
    assert calls == []
    other, _ = ask(client, panel, which="some", claims=[str(graded.pk)], order="label",
                   sections=["claims"])  # fmt: skip
    work(other)
    assert len(calls) == 1
    claims.withdraw(graded, reason="No.", by=build.chair(panel))
    third, _ = ask(client, panel)
    assert work(third).sha256 != first.sha256


def test_a_report_asked_for_twice_by_one_press_is_one(settled, client):
    panel, *_ = settled
    pk = uuid.uuid4()
    first, _ = ask(client, panel, id=pk)
    second, answer = ask(client, panel, id=pk)
    assert (first, AskedReport.objects.count()) == (second, 1)
    assert "Waiting for a worker" in answer.text
    _, answer = ask(client, panel, id=pk, order="label")
    assert answer.status_code == 409
    assert "Another report has this id." in answer.text
    assert Event.objects.filter(verb="ask_report").count() == 1


def test_nobody_fills_the_queue(settled, client):
    panel, *_ = settled
    statuses = [ask(client, panel)[1].status_code for _ in range(8)]
    assert statuses == [200] * 5 + [409] * 3
    _, answer = ask(client, panel)
    assert "5 reports of yours are not made yet: wait for one, or cancel one." in answer.text
    own = AskedReport.objects.first()
    assert "cancelled" in client.post(address(panel, own.pk, "discard"), follow=True).text
    assert ask(client, panel)[1].status_code == 200


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"which": "some"}, "Choose at least one claim, or all of them."),
        ({"sections": []}, "Choose at least one section."),
        ({"sections": ["appraisals"]}, "Verdicts and appraisals stand with their claims"),
        ({"which": "some", "claims": [str(uuid.uuid4())]}, "A claim that was chosen is not there"),
        ({"which": "some", "claims": ["=1+1"]}, "A claim that was chosen is not there"),
        ({"kind": "exe"}, "Select a valid choice."),
        ({"language": "tlh"}, "Choose one of the listed languages."),
    ],
)
def test_what_cannot_be_chosen_is_told_and_nothing_is_lost(settled, client, chosen, sentence):
    report, answer = ask(client, settled[0], **chosen)
    assert (report, answer.status_code) == (None, 400)
    assert sentence in answer.text
    assert client.post(address(settled[0], "ask"), FORM | {"of": "99"}).status_code == 404


def test_a_report_speaks_the_language_that_was_chosen(settled, client):
    panel, shown, graded = settled
    chosen = {"kind": "html", "order": "label", "which": "some", "claims": [str(graded.pk)]}
    told = {}
    for language in ("en", "de"):
        report, _ = ask(client, panel, **chosen, language=language)
        made = client.get(address(panel, work(report).pk, "file"))
        told[language] = made.content.decode()
        name = f"{panel.slug}-working-state{'' if language == 'en' else '-de'}.html"
        assert made["Content-Disposition"] == f'attachment; filename="{name}"'
        again = client.get(address(panel), {"again": report.pk}).context["form"]
        assert again.initial["language"] == language
        assert re.search(f'value="{language}" selected', client.get(
            address(panel), {"again": report.pk}).text)  # fmt: skip
    assert re.findall(r"<html lang=\"([^\"]+)\"", "".join(told.values())) == ["en-GB", "de"]
    assert "Claims chosen for this report: 1 of 2." in told["en"]
    assert "Für diesen Bericht ausgewählte Aussagen: 1 von 2." in told["de"]
    for page in told.values():
        text = re.sub(r"<[^>]+>", "", page)
        assert graded.revision.exact in text
        assert shown.revision.exact not in text.replace(graded.revision.exact, "")
    asked = Event.objects.filter(verb="ask_report").values_list("body", flat=True)
    assert {json.loads(body)["detail"]["language"] for body in asked} == {"en", "de"}


def test_a_language_that_is_not_there_loses_nothing_else_that_was_chosen(settled, client):
    panel, _, graded = settled
    chosen = {"kind": "docx", "order": "certainty", "which": "some", "claims": [str(graded.pk)]}
    report, answer = ask(client, panel, **chosen, sections=["claims"], language="DE")
    assert report is None
    form = answer.context["form"]
    assert form.errors == {"language": ["Choose one of the listed languages."]}
    kept = {name: form[name].value() for name in [*chosen, "sections"]}
    assert kept == chosen | {"sections": ["claims"]}


def test_a_claim_that_goes_meanwhile_is_left_out_and_told(settled, client):
    panel, shown, graded = settled
    one, _ = ask(client, panel, which="some", claims=[str(graded.pk)])
    both, _ = ask(client, panel, which="some", claims=[str(graded.pk), str(shown.pk)])
    claims.withdraw(graded, reason="No.", by=build.chair(panel))
    work(one)
    assert (one.state, one.sha256) == (ReportState.FAILED, "")
    assert "None of the claims that you chose is there any more" in one.problem
    both.refresh_from_db()
    told = "Claims that you chose and that are not there any more: 1."
    assert (both.state, both.problem) == (ReportState.READY, told)
    assert told in client.get(both.get_absolute_url()).text
    again = client.get(address(panel), {"again": one.pk})
    assert again.context["form"].initial["claims"] == [str(graded.pk)]


def test_an_edition_is_reported_in_part(settled, client):
    panel, shown, _ = settled
    report, _ = ask(client, panel, of="1", kind="html", sections=["claims"], which="some",
                    claims=[str(shown.pk)])  # fmt: skip
    work(report)
    page = fetched(client, report).decode()
    assert "Claims chosen for this report: 1 of 1." in page
    assert "Left out of this report: flow of claims; protocol; " in page
    assert shown.revision.exact in re.sub(r"<[^>]+>", "", page)
    assert "verdict by domain" not in page
    assert "Wording against certainty<" not in page
    assert ", edition 1</h1>" in page


def test_a_whole_edition_is_the_same_file_as_its_public_one(settled, client):
    report, _ = ask(client, settled[0], of="1", kind="docx")
    work(report)
    public = Client().get(f"/panels/{settled[0].slug}/releases/1/report.docx")
    assert fetched(client, report) == public.content


def test_nothing_there_yet_makes_a_report_without_claims(transactional_db, client_of):
    panel = build.panel()
    client = client_of(build.member(panel))
    assert client.get(address(panel)).status_code == 200
    for kind in ("html", "ndjson"):
        report, _ = ask(client, panel, kind=kind)
        assert work(report).state == ReportState.READY


@pytest.fixture
def client_of():
    def signed_in(user):
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def test_it_is_its_askers_alone_while_they_have_a_seat(settled, client, client_of, ann):
    panel, *_ = settled
    report, _ = ask(client, panel)
    work(report)
    seen = [address(panel, report.pk), address(panel, report.pk, "file"),
            address(panel, report.pk, "progress")]  # fmt: skip
    assert [client.get(place).status_code for place in seen] == [200] * 3
    for other in (build.chair(panel), build.staff(), build.member(panel)):
        assert [client_of(other).get(place).status_code for place in seen] == [404] * 3
    panels.end_seat(ann.memberships.get(), by=build.chair(panel))
    assert [client.get(place).status_code for place in seen] == [404] * 3


def test_who_left_meanwhile_gets_no_report(settled, client, ann):
    report, _ = ask(client, settled[0])
    panels.end_seat(ann.memberships.get(), by=build.chair(settled[0]))
    work(report)
    assert (report.state, report.problem) == (
        ReportState.FAILED,
        "You have no seat in this panel.",
    )


def test_a_file_is_deleted_after_seven_days_and_the_row_tells(settled, client, time_machine):
    panel, *_ = settled
    report, _ = ask(client, panel)
    work(report)
    assert report.expires_at - report.ended_at == timedelta(days=7)
    time_machine.move_to(timezone.now() + timedelta(days=6, hours=23))
    client.force_login(report.asked_by)
    assert client.get(address(panel, report.pk, "file")).status_code == 200
    assert ReportPiece.objects.exists()
    time_machine.move_to(report.expires_at + timedelta(minutes=1))
    client.force_login(report.asked_by)
    assert client.get(address(panel, report.pk, "file")).status_code == 409
    work(report)
    assert (report.state, ReportPiece.objects.count()) == (ReportState.EXPIRED, 0)
    assert "has expired" in client.get(report.get_absolute_url()).text
    assert client.post(address(panel, report.pk, "discard")).status_code == 409
    verbs = Event.objects.filter(subject_id=report.pk).order_by("happened_at")
    assert [event.verb for event in verbs] == ["ask_report", "make_report", "expire_report"]


def test_a_cancelled_one_is_not_made_and_a_deleted_one_is_gone(settled, client):
    panel, *_ = settled
    report, _ = ask(client, panel)
    client.post(address(panel, report.pk, "discard"))
    assert work(report).state == ReportState.DISCARDED
    made, _ = ask(client, panel)
    work(made)
    client.post(address(panel, made.pk, "discard"))
    assert not ReportPiece.objects.exists()
    assert client.get(address(panel, made.pk, "file")).status_code == 409
    assert client.post(address(panel, made.pk, "discard")).status_code == 409


def test_one_that_cannot_be_made_says_why(settled, client, monkeypatch):
    monkeypatch.setattr("reviews.exports.rendering._CHILD", "raise SystemExit(1)")
    report, _ = ask(client, settled[0])
    work(report)
    assert report.state == ReportState.FAILED
    page = client.get(report.get_absolute_url()).text
    assert "It could not be made with the memory there is for one" in page
    assert f"?again={report.pk}#ask" in page


def test_how_far_it_is_moves(settled, client, monkeypatch):
    monkeypatch.setattr("reviews.actions.report_making.PAUSE", 0)
    report, _ = ask(client, settled[0])
    told = []
    tell = report_making._tell

    def looking(*args):
        tell(*args)
        told.append(client.get(address(settled[0], report.pk, "progress")).text)

    monkeypatch.setattr("reviews.actions.report_making._tell", looking)
    work(report)
    assert [re.search(r'role="status">([^.]+)\.', page)[1] for page in told] == [
        "1 of 2 claims read", "2 claims read; the file is being made",
    ]  # fmt: skip


def test_the_page_asks_as_often_for_three_as_for_one(settled, client, ann):
    panel, *_ = settled

    def counted(query):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(panel) + query).status_code == 200
        return len(asked)

    ask(client, panel)
    one = [counted("?of=working"), counted("?of=1")]
    for _ in range(2):
        build.claim(ClaimState.GRADED, panel)
        ask(client, panel, of="1")
    assert one == [counted("?of=working"), counted("?of=1")]
    assert one == [9, 8]
