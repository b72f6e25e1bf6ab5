"""The pages of the protocol: who drafts and locks, what is shown, and what is never lost."""

import re

import pytest
from django.urls import reverse

from reviews.actions import protocols
from reviews.models import Protocol
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db

FORM = {
    "saves": 0,
    "eligibility": "What is said of treatment A.",
    "kinds": ["result", "recommendation"],
    "scopes": ["general_claim"],
    "instruments": ["grade", "amstar-2"],
    "amstar-2-critical": ["2", "4"],
    "amstar-2-flaws": ["No"],
    "appraisers_per_round": 3,
    "settling": ["consensus"],
    "is_naming_appraisers": "names",
}


def url(panel, name="", *args):
    return reverse(f"desk-protocol{name}", args=[panel.slug, *args])


@pytest.fixture
def bare():
    return build.panel(has_protocol=False)


def test_an_empty_page_says_what_to_do_next(client, bare):
    client.force_login(build.member(bare))
    text = client.get(url(bare)).text
    assert "No version is locked yet, so no round can be opened." in text
    assert "A chair drafts and locks the protocol." in text
    client.force_login(build.chair(bare))
    assert "Begin with a draft." in client.get(url(bare)).text


def test_from_a_draft_to_a_locked_protocol(client, bare):
    client.force_login(build.chair(bare))
    assert client.post(url(bare, "-draft")).url == url(bare, "-edit")
    assert "Say in words which claims the panel takes." in client.get(url(bare)).text
    assert client.post(url(bare, "-edit"), FORM).url == url(bare)
    made = Protocol.objects.with_parts().get(panel=bare)
    chosen = {row.instrument.key: row.chosen for row in made.instruments.all()}
    assert chosen == {"grade": {}, "amstar-2": {"critical": ["2", "4"]}}
    assert made.settling == ["agreement", "consensus"]
    assert client.post(url(bare, "-lock")).url == url(bare)
    text = client.get(url(bare)).text
    assert "In force: version 1" in text
    assert "critical items: 2, 4" in text
    made.refresh_from_db()
    assert (made.is_locked, made.is_naming_appraisers, made.appraisers_per_round) == (
        True, True, 3,
    )  # fmt: skip


def test_what_was_typed_survives_a_refusal_and_a_stale_page(client, panel, cleo):
    client.force_login(cleo)
    draft = protocols.draft(panel, by=cleo)
    refused = client.post(url(panel, "-edit"), FORM | {"appraisers_per_round": 1})
    assert refused.status_code == 400
    assert "What is said of treatment A.</textarea>" in refused.text
    protocols.write(draft, saves=0, eligibility="Someone else's.", by=cleo)
    stale = client.post(url(panel, "-edit"), FORM | {"eligibility": "Mine."})
    assert stale.status_code == 409
    assert "Mine.</textarea>" in stale.text
    assert "compare it with the protocol as it stands" in stale.text
    again = client.post(url(panel, "-edit"), FORM | {"eligibility": "Mine.", "saves": 1})
    assert again.status_code == 302


def test_an_amendment_shows_what_it_changes_and_asks_why(client, panel, cleo):
    client.force_login(cleo)
    client.post(url(panel, "-draft"))
    assert "Nothing yet." in client.get(url(panel)).text
    client.post(url(panel, "-edit"), FORM | {"eligibility": build.PROTOCOL["eligibility"]})
    assert "Claims taken: removed conclusion." in client.get(url(panel)).text
    refused = client.post(url(panel, "-lock"))
    assert refused.status_code == 400
    assert client.post(url(panel, "-lock"), {"reason": "Too many."}).status_code == 302
    text = client.get(url(panel, "-version", 2)).text
    assert "Amended because: Too many." in text
    assert "Claims taken: removed conclusion." in text
    assert client.get(url(panel, "-version", 3)).status_code == 404


def test_nobody_locks_what_was_saved_since_they_looked(client, panel, cleo):
    client.force_login(cleo)
    client.post(url(panel, "-draft"))
    shown = re.search(r'name="version" value="(\d+)"', client.get(url(panel)).text)
    seen = {"reason": "Three from now on.", "version": shown[1]}
    draft = panel.protocols.drafts().get()
    protocols.write(
        draft, saves=draft.saves, appraisers_per_round=5, by=build.member(panel, Role.CHAIR)
    )
    late = client.post(url(panel, "-lock"), seen)
    assert late.status_code == 409
    assert "saved, locked or discarded since you looked" in late.text
    assert "Three from now on." in late.text
    assert not panel.protocols.drafts().get().is_locked
    seen["version"] = re.search(r'name="version" value="(\d+)"', late.text)[1]
    assert client.post(url(panel, "-lock"), seen).status_code == 302


def test_a_discarded_draft_is_gone(client, panel, cleo):
    client.force_login(cleo)
    client.post(url(panel, "-draft"))
    assert client.post(url(panel, "-draft")).status_code == 409
    assert client.post(url(panel, "-discard")).status_code == 302
    assert client.post(url(panel, "-discard")).status_code == 404
    assert client.get(url(panel, "-edit")).status_code == 404


@pytest.mark.parametrize("name", ["-draft", "-discard", "-lock", "-edit"])
def test_only_a_chair_of_the_panel_writes(client, panel, ann, dan, cleo, name):
    protocols.draft(panel, by=cleo)
    client.force_login(dan)
    assert client.post(url(panel, name)).status_code == 404
    client.force_login(ann)
    assert client.post(url(panel, name)).status_code == 403
    assert "In this panel, only a chair may do this." in client.get(url(panel)).text


def test_the_button_for_a_round_says_that_the_protocol_comes_first(client, bare):
    claim = build.claim(ClaimState.ACCEPTED, bare)
    client.force_login(build.chair(bare))
    for address in (claim.get_absolute_url(), claim.source.paper.get_absolute_url()):
        assert "No protocol is locked yet: say under “Protocol”" in client.get(address).text


def test_the_button_on_a_claim_says_that_the_protocol_does_not_list_grade(client):
    panel = build.panel(instruments={"sanra": {}})
    claim = build.claim(ClaimState.ACCEPTED, panel)
    client.force_login(build.chair(panel))
    page = client.get(claim.get_absolute_url()).text
    assert "Version 1 of the protocol does not list this instrument (grade)" in page


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_takes_as_many_queries_for_three_versions_as_for_one(
    client, panel, cleo, versions, django_assert_num_queries
):
    body = build.body(panel)
    for number in range(1, versions):
        build.lock(panel, appraisers_per_round=2 + number, outcomes=[body.outcome])
    client.force_login(cleo)
    client.get(url(panel))
    with django_assert_num_queries(7):
        client.get(url(panel))
