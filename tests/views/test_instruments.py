"""The pages of instruments: looked at, made, handed in, taken away, and used to the end."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from reviews.actions import instruments, rounds
from reviews.instruments.loading import DEFINITIONS, parse, shipped
from reviews.models import Instrument, Motion, Protocol, Release, Round, Verdict
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build
from tests.forms.test_instruments import TYPED

pytestmark = pytest.mark.django_db
OFFICIAL = "What the makers ask, word for word?"


def url(panel, name="s", *args):
    return reverse(f"desk-instrument{name}", args=[panel.slug, *args])


def handed_in(text, name="own.yaml"):
    data = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, data), "definition": ""}


def test_everybody_in_the_panel_sees_what_there_is_and_only_a_chair_how_to_add(client, panel, ann):
    client.force_login(ann)
    page = client.get(url(panel))
    assert [line.definition.key for line in page.context["shipped"]] == sorted(shipped())
    assert "None yet. A changed copy of any file below" in page.text
    assert "only a chair may do this" in page.text
    made = build.instrument(panel)
    text = client.get(url(panel)).text
    assert url(panel, "", made.pk) in text
    client.force_login(build.chair(panel))
    assert url(panel, "s-new") in client.get(url(panel)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    client, panel, cleo, count, django_assert_num_queries
):
    for number in range(count):
        build.instrument(panel, build.DEFINITION.replace("own-sheet", f"own-{number}"))
    client.force_login(cleo)
    with django_assert_num_queries(5):
        assert client.get(url(panel)).status_code == 200


@pytest.mark.parametrize("key", sorted(shipped()))
def test_a_shipped_one_is_shown_and_downloaded_as_it_is(client, panel, ann, key):
    client.force_login(ann)
    text = client.get(url(panel, "-shipped", key)).text
    found = shipped()[key]
    assert escape(found.name) in text
    assert "Official wording</a>" not in text
    answer = client.get(url(panel, "-shipped-download", key))
    assert answer.content == (DEFINITIONS / f"{key}.yaml").read_bytes()
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{key}-')


def test_what_is_not_there_is_not_found(client, panel, ann):
    client.force_login(ann)
    theirs = build.instrument(build.panel())
    for address in (
        url(panel, "-shipped", "astrology"),
        url(panel, "-shipped-download", "astrology"),
        url(panel, "", theirs.pk),
        url(panel, "-download", theirs.pk),
    ):
        assert client.get(address).status_code == 404, address


def test_the_form_previews_before_it_keeps_and_what_it_keeps_comes_back_the_same(
    client, panel, cleo
):
    client.force_login(cleo)
    page = client.post(url(panel, "s-new"), TYPED | {"preview": ""})
    assert page.status_code == 200
    assert "Own: a sheet, as it would be kept" in page.text
    assert page.context["form"]["questions"].value() == TYPED["questions"]
    assert not Instrument.objects.filter(is_own=True).exists()
    answer = client.post(url(panel, "s-new"), TYPED)
    made = Instrument.objects.get(is_own=True)
    assert answer.url == url(panel, "", made.pk)
    assert "made here by" in client.get(answer.url).text

    exported = client.get(url(panel, "-download", made.pk)).content.decode()
    assert exported == made.definition == page.context["definition"]
    other = build.panel()
    client.force_login(build.chair(other))
    client.post(url(other, "s-upload"), handed_in(exported))
    taken = Instrument.objects.get(panel=other)
    assert (taken.definition, taken.sha256, taken.parsed) == (
        made.definition, made.sha256, made.parsed,
    )  # fmt: skip


def test_a_form_that_is_refused_keeps_what_was_typed(client, panel, cleo):
    client.force_login(cleo)
    page = client.post(url(panel, "s-new"), TYPED | {"key": "grade", "note": "Long thoughts."})
    assert page.status_code == 400
    assert "grade is the key of an instrument that is there for every panel" in page.text
    assert "Long thoughts." in page.text
    client.post(url(panel, "s-new"), TYPED)
    page = client.post(url(panel, "s-new"), TYPED | {"note": "Other thoughts."})
    assert page.status_code == 409
    assert "Version 1 of own-sheet is there already" in page.text
    assert "Other thoughts." in page.text


def test_a_broken_file_is_told_with_its_line_and_can_be_mended_in_place(client, panel, cleo):
    client.force_login(cleo)
    broken = build.DEFINITION.replace("label: Reasoning", "lable: Reasoning")
    page = client.post(url(panel, "s-upload"), handed_in(broken))
    assert page.status_code == 400
    assert page.context["form"].non_field_errors() == ["Line 19: lable is not a field here."]
    assert page.context["form"]["definition"].value() == broken
    assert "lable: Reasoning" in page.text
    mended = {"definition": broken.replace("lable", "label").replace("\n", "\r\n")}
    assert client.post(url(panel, "s-upload"), mended).status_code == 302
    assert Instrument.objects.get(is_own=True).definition == build.DEFINITION


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, None, "Choose a file, or paste its content."),
        ({"definition": "  \n"}, None, "Choose a file, or paste its content."),
        (handed_in(b"\xff\xfe\x00"), "file", "This file is not text in UTF-8."),
        (handed_in(b"x" * 400_001), "file", "A definition has at most 100000 characters."),
        (handed_in(b"x" * 100_001), None, "Line 1: a definition has at most 100000 characters."),
        (handed_in(b""), None, "Choose a file, or paste its content."),
        ({"definition": "key: &k [*k]"}, None, "Line 1: this contains itself."),
    ],
)  # fmt: skip
def test_what_is_no_definition_is_refused(client, panel, cleo, sent, field, sentence):
    client.force_login(cleo)
    page = client.post(url(panel, "s-upload"), sent | {"name": "x"})
    assert page.status_code == 400
    assert page.context["form"].errors == {field or "__all__": [sentence]}


def test_a_file_with_the_mark_of_byte_order_is_read(client, panel, cleo):
    client.force_login(cleo)
    client.post(url(panel, "s-upload"), handed_in(b"\xef\xbb\xbf" + build.DEFINITION.encode()))
    assert Instrument.objects.get(is_own=True).definition == build.DEFINITION


def test_a_retired_one_says_so(client, panel, cleo):
    made = build.instrument(panel)
    client.force_login(cleo)
    assert client.post(url(panel, "-retire", made.pk)).url == url(panel)
    assert "retired" in client.get(url(panel)).text
    text = client.get(url(panel, "", made.pk)).text
    assert "retired on" in text
    assert url(panel, "-retire", made.pk) not in text
    assert client.post(url(panel, "-retire", made.pk)).status_code == 409


def test_script_in_a_definition_stays_text(client, panel, cleo):
    evil = build.DEFINITION.replace("label: Source", 'label: "<script>alert(1)</script>"')
    made = build.instrument(panel, evil)
    client.force_login(cleo)
    text = client.get(url(panel, "", made.pk)).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


# Official wording.


def test_official_wording_is_shown_to_the_panel_that_pasted_it_and_to_nobody_else(
    client, panel, ann, cleo
):
    client.force_login(cleo)
    address = url(panel, "-texts", "sanra")
    refused = client.post(address, {"ground": "", "item-1": OFFICIAL})
    assert refused.status_code == 400
    assert OFFICIAL in refused.text
    sent = {"ground": "Permission of 1 May.", "item-1": OFFICIAL}
    assert client.post(address, sent).url == url(panel, "-shipped", "sanra")
    text = client.get(url(panel, "-shipped", "sanra")).text
    assert OFFICIAL in text
    assert f"given by {cleo.name} on" in text
    assert "Ground: Permission of 1 May." in text
    assert OFFICIAL in client.get(address).text

    paper = build.paper(panel, design="narrative_review")
    opened = rounds.open_round(instrument="sanra", paper=paper, result="All", by=cleo)
    rounds.assign(opened, ann, by=cleo)
    client.force_login(ann)
    page = client.get(reverse("desk-round-appraise", args=[opened.pk]))
    assert f'<p class="official">{OFFICIAL}</p>' in page.text
    downloaded = client.get(url(panel, "-shipped-download", "sanra")).content.decode()
    assert OFFICIAL not in downloaded

    other = build.panel()
    client.force_login(build.chair(other))
    assert OFFICIAL not in client.get(url(other, "-shipped", "sanra")).text
    assert OFFICIAL not in client.get(url(other, "-texts", "sanra")).text
    theirs = build.paper(other, design="narrative_review")
    opened = rounds.open_round(
        instrument="sanra", paper=theirs, result="All", by=build.chair(other)
    )
    rounds.assign(opened, build.chair(other), by=build.chair(other))
    page = client.get(reverse("desk-round-appraise", args=[opened.pk]))
    assert OFFICIAL not in page.text


# From the form to the published edition.


def test_an_own_instrument_from_the_form_to_the_edition(client, ann, bob, cleo, panel):
    """A chair makes it, lists it in the protocol, opens a round; two appraise, blinded; an
    adjudicator settles; the chair publishes; anybody reads it."""
    source = build.source(panel, design="cohort")
    paper = source.paper
    claim = build.claim(ClaimState.GRADED, source=source)
    ada = build.member(panel, Role.ADJUDICATOR, name="Ada Adjudicator")
    client.force_login(cleo)
    client.post(url(panel, "s-new"), TYPED | {"deciding": "worst", "results": "Good\nFair\nPoor"})
    made = Instrument.objects.get(panel=panel)

    offer = client.get(reverse("desk-paper", args=[paper.pk])).context["forms"]["round"]
    assert "own-sheet" not in dict(offer.fields["instrument"].choices)
    protocol = Protocol.objects.in_force(panel)
    client.post(reverse("desk-protocol-draft", args=[panel.slug]))
    edit = reverse("desk-protocol-edit", args=[panel.slug])
    form = client.get(edit).context["form"]
    chosen = {"instruments": ["grade", "own-sheet"], "settling": ["adjudication"]}
    typed = {name: value for name, value in (form.initial | chosen).items() if value != ""}
    assert client.post(edit, typed).status_code == 302
    client.post(reverse("desk-protocol-lock", args=[panel.slug]), {"reason": "An own sheet."})
    assert Protocol.objects.in_force(panel).number == protocol.number + 1

    opening = {"instrument": "own-sheet", "result": "The paper as a whole"}
    client.post(reverse("desk-paper-open", args=[paper.pk]), opening)
    round = Round.objects.get(paper=paper)
    assert round.instrument == made
    for person in (ann, bob):
        client.post(reverse("desk-round-assign", args=[round.pk]), {"user": str(person.pk)})
    sheets = {
        ann: {"1.1-answer": "Yes", "1.2-answer": "Unclear", "2.1-answer": "Yes"},
        bob: {"1.1-answer": "Yes", "1.2-answer": "No", "2.1-answer": "Not applicable"},
    }
    for person, sheet in sheets.items():
        client.force_login(person)
        appraise = reverse("desk-round-appraise", args=[round.pk])
        assert "Is it said where data come from?" in client.get(appraise).text
        client.post(reverse("desk-round-submit", args=[round.pk]), sheet)
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED

    client.force_login(ada)
    client.post(reverse("desk-round-take", args=[round.pk]))
    settling = sheets[bob] | {"settled_by": "adjudication", "same_question": "yes", "version": 0}
    client.post(reverse("desk-round-settle", args=[round.pk]), settling)
    motion = build.answer(Motion.objects.get(round=round))
    client.post(reverse("desk-round-close", args=[round.pk]), {"motion": motion.pk})
    verdict = Verdict.objects.get(round=round)
    assert (verdict.proposed, verdict.result) == ("Poor", "Poor")

    instruments.retire(made, by=cleo)
    build.confirm_flags(claim)
    client.force_login(cleo)
    client.post(reverse("desk-releases-publish", args=[panel.slug]), {"claim": str(claim.pk)})
    assert Release.objects.get().number == 1
    client.logout()
    text = client.get(reverse("claim", args=[claim.pk])).text
    assert "Own: a sheet, version 1" in text
    assert "Is it said where data come from?" in text
    assert "<strong>Poor</strong>" in text


def test_a_form_made_instrument_is_read_by_the_loader_from_its_export(client, panel, cleo):
    client.force_login(cleo)
    client.post(url(panel, "s-new"), TYPED)
    made = Instrument.objects.get(is_own=True)
    assert parse(client.get(url(panel, "-download", made.pk)).content.decode(), "x") == made.parsed
