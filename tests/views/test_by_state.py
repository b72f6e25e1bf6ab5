"""Public pages are right at once after whatever changes them, and asked for again they are not
read: their ETag names the public side as it stands."""

import re

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.actions import claims, notices, panels, papers, rounds
from reviews.exports import making
from reviews.models import Match, Panel, Standing
from reviews.models.public_state import (
    MOVES,
    PublicState,
    install_moves,
    missing_moves,
    public_state,
    triggers,
)
from reviews.views import by_state
from reviews.vocabulary import ClaimState
from tests import build

# Read as well: what of these is read never changes without another of them.
STILL = {
    "reviews_claim": "which text it is in",
    "reviews_claimwords": "the index, written with a standing that is",
    "reviews_instrument": "definitions, by their digests",
    "reviews_publicstate": "the name itself",
}


@pytest.fixture
def claim(db):
    made = build.claim(ClaimState.GRADED)
    papers.add_identifier(
        made.source.paper, scheme="doi", value="10.1000/a", basis="For the test.", by=_chair(made)
    )
    build.publish(made)
    return made


def _chair(claim):
    return build.chair(claim.source.paper.panel)


def pages(client, claim):
    """{address: (ETag, bytes)} of every kind of page that stands as the public side does."""
    slug = claim.source.paper.panel.slug
    edition = [slug, 1]
    places = [
        reverse("index"), reverse("claim", args=[claim.pk]),
        reverse("claim-edition", args=[claim.pk, 1]), reverse("claim-badge", args=[claim.pk]),
        reverse("paper", args=[claim.source.paper_id]), reverse("panel", args=[slug]),
        reverse("paper-citation", args=[claim.source.paper_id, "ris"]),
        *(reverse(name, args=edition) for name in ("release", "release-report-html",
                                                   "release-changes")),
        reverse("data-file"), reverse("feed"), reverse("sitemap"),
    ]  # fmt: skip
    answers = {place: client.get(place) for place in places}
    return {
        place: (answer.get("ETag"), b"".join(answer) if answer.streaming else answer.content)
        for place, answer in answers.items()
    }


def stale(before, after):
    """(how many pages were changed, those of them whose ETag was not)"""
    changed = [place for place in before if before[place][1] != after[place][1]]
    return len(changed), [place for place in changed if before[place][0] == after[place][0]]


def _publish_more(claim):
    build.publish(build.claim(ClaimState.GRADED, claim.source.paper.panel))


def _publish_again(claim):
    build.settle(build.submit_all(build.open_round(claim), build.worksheet("low")),
                 build.worksheet("low"))  # fmt: skip
    build.confirm_flags(claim)
    claim.refresh_from_db()
    build.publish(claim)


def _withdraw(claim):
    claims.withdraw(claim, reason="For the test.", by=_chair(claim))


def _notice(claim):
    build.notice(claim.source.paper)


def _appraise(claim):
    return build.open_round(claim)


def _rename(claim):
    panel = claim.source.paper.panel
    panels.edit(panel, name="Renamed", about="", by=_chair(claim))


ACTS = [_publish_more, _publish_again, _withdraw, _notice, _appraise, _rename]


@pytest.mark.parametrize("act", ACTS)
def test_what_changes_a_page_changes_its_etag(client, claim, act):
    before = pages(client, claim)
    act(claim)
    changed, unnoticed = stale(before, pages(client, claim))
    assert changed
    assert unnoticed == []


def test_what_is_taken_back_changes_it_too(client, claim):
    again = _appraise(claim)
    before = pages(client, claim)
    rounds.void(again, reason="For the test.", by=_chair(claim))
    assert stale(before, pages(client, claim))[1] == []
    _notice(claim)
    before = pages(client, claim)
    notices.acknowledge(Match.objects.get(), by=_chair(claim))
    assert stale(before, pages(client, claim))[1] == []


@pytest.mark.parametrize(
    ("table", "act"), [("reviews_standing", _withdraw), ("reviews_standing", _notice),
                       ("reviews_standing", _appraise), ("reviews_panel", _rename)]
)  # fmt: skip
def test_a_trigger_that_is_missing_is_noticed(client, claim, table, act):
    """What was kept is then shown on, or shown under an ETag that was another page's."""
    _without(table)
    before = pages(client, claim)
    act(claim)
    changed, unnoticed = stale(before, pages(client, claim))
    assert not changed or unnoticed


def _without(table):
    with connection.cursor() as cursor:
        for name in triggers(connection.vendor):
            if name.startswith(f"public_state_{table}_"):
                of = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{of}")


def test_every_table_that_pages_read_moves_it(client, claim):
    with CaptureQueriesContext(connection) as queries:
        pages(client, claim)
    read = set(re.findall(r"\breviews_\w+", " ".join(each["sql"] for each in queries)))
    read = {re.sub(r"_found$", "", table) for table in read}
    assert read == (MOVES.keys() | STILL.keys()) & read
    assert MOVES.keys() <= read


def test_a_missing_trigger_is_named_and_comes_back(db):
    assert missing_moves(connection) == []
    _without("reviews_standing")
    assert len(missing_moves(connection)) == 3
    install_moves(connection)
    install_moves(connection)
    assert missing_moves(connection) == []


def test_work_at_the_desk_moves_nothing(claim):
    """A claim proposed in the same text has nothing new to tell of the one that stands."""
    before = public_state()
    build.claim(source=claim.source, exact=build.TEXT[:79])
    assert public_state() == before


def test_an_emptied_table_has_a_name_again_after_the_next_write(claim):
    PublicState.objects.all().delete()
    assert public_state() == ""
    Standing.objects.filter(pk=claim.pk).update(reason="x")
    assert public_state() != ""


def test_what_touches_no_row_moves_nothing(claim):
    """Hidden work asks for rows that may not be there; nobody is to see that it did."""
    before = public_state()
    Standing.objects.filter(pk=build.claim().pk).update(reason="x")
    build.member(claim.source.paper.panel)
    assert public_state() == before
    Standing.objects.filter(pk=claim.pk).update(reason="x")
    assert public_state() != before


def test_another_program_and_other_settings_are_another_etag(client, claim, settings, monkeypatch):
    address = reverse("claim", args=[claim.pk])
    tags = [client.get(address)["ETag"]]
    settings.CONTACT_EMAIL = "errors@example.org"
    answer = client.get(address)
    assert "errors@example.org" in answer.text
    tags.append(answer["ETag"])
    monkeypatch.setattr(making, "_program", lambda: "another")
    making._making.cache_clear()
    tags.append(client.get(address)["ETag"])
    making._making.cache_clear()
    assert len(set(tags)) == 3


def test_what_is_kept_is_for_one_address_alone(client, claim, settings):
    settings.ALLOWED_HOSTS = ["one.example", "other.example"]
    address = reverse("claim", args=[claim.pk])
    for host in settings.ALLOWED_HOSTS * 2:
        assert f"http://{host}{address}1/" in client.get(address, headers={"Host": host}).text


def test_the_etag_of_one_address_says_nothing_of_another(client, claim):
    told = client.get(reverse("claim", args=[claim.pk]))["ETag"]
    asked = {"If-None-Match": told}
    assert client.get(reverse("claim", args=[claim.pk]), headers=asked).status_code == 304
    assert client.get(reverse("index"), headers=asked).status_code == 200
    missing = reverse("claim", args=[claim.source.paper_id])
    assert client.get(missing, headers=asked).status_code == 404


def test_a_large_page_is_not_kept(client, claim, monkeypatch):
    monkeypatch.setattr(by_state, "LARGEST", 10)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("claim", args=[claim.pk]))
        assert len(queries) == 3


def test_who_publishes_does_not_wait_for_who_publishes_elsewhere(committed_db):
    """Each moves a row of its own, and the name is of both."""
    if connection.vendor == "sqlite":
        return
    one, other = build.panel(), build.panel()
    names = [public_state()]
    beside = connections.create_connection("default")
    try:
        for sent in (connection, beside):
            sent.set_autocommit(False)
        Panel.objects.filter(pk=one.pk).update(about="One.")
        with beside.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
            cursor.execute("UPDATE reviews_panel SET about = 'Two.' WHERE id = %s", [other.pk])
            for sent in (beside, connection):
                sent.commit()
                cursor.execute("SELECT token FROM reviews_publicstate ORDER BY token")
                names.append(".".join(str(token) for (token,) in cursor.fetchall()))
        assert len(set(names)) == 3
    finally:
        connection.rollback()
        connection.set_autocommit(True)
        beside.rollback()
        beside.close()
