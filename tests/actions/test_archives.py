"""The whole installation goes into an archive, and comes out of it in an empty one as it was."""

import re
import resource
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from reviews.actions import appraisals, archives, people
from reviews.exceptions import Conflict
from reviews.exports import rendering, verify
from reviews.models import (
    Assignment,
    Chain,
    Event,
    Import,
    Invitation,
    Panel,
    Paper,
    Release,
    Round,
    Standing,
    Token,
    User,
    sealed,
)
from reviews.models.archived import LEFT_OUT
from reviews.models.events import ARCHIVES
from reviews.models.promises import missing, remove_promises
from reviews.search import claims, papers
from reviews.vocabulary import ClaimState, ImportState
from tests import build, moved, zipped
from tests.moved import held

OWN = {label for label in LEFT_OUT if not label.startswith(("auth.", "contenttypes.", "admin."))}


def exported(path, by=None):
    return archives.export_archive(path, by=by or people.system())


def public():
    """{address: page} of everything that anybody may read, and {edition: what its files that are
    made and kept are known by}; what caches know pages by is of the installation."""
    client, found = Client(), {}
    listed = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").text)
    listed += ["/", "/?q=recommended", "/feed/", "/sitemap.xml", "/api/v1/claims/"]
    for release in Release.objects.select_related("panel"):
        listed += [release.get_absolute_url()]
        found[str(release.pk)] = rendering.state(release)
        listed += [f"{release.get_absolute_url()}report.{kind}" for kind in ("csv", "ndjson")]
    for path in listed:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found[path] = b"".join(answer) if answer.streaming else answer.content
    assert len(found) > 12
    return found


def test_everything_is_exported_imported_and_exported_again(
    committed_db, on_a_copy, tmp_path, settings
):
    settings.DEBUG = True  # as the demonstration demands
    made = moved.installation()
    first, again, restored = (tmp_path / name for name in ("first", "again", "restored"))
    digest, rows = exported(first)
    assert min(rows.values()) > 0, "a model without a row proves nothing"
    assert all(sealed.rows(apps.get_model(label)).exists() for label in OWN)
    assert exported(again) == (digest, rows)
    assert again.read_bytes() == first.read_bytes()
    everything = b"".join(zipped.members(first).values())
    secrets = [*User.objects.values_list("password", flat=True), moved.SECRET]
    for model in (Invitation, Token):
        secrets += model.objects.values_list("digest", flat=True)
    assert [secret for secret in secrets if secret.encode() in everything] == []
    pages, heads = public(), verify.heads()
    found = _found()
    with on_a_copy(tmp_path / "other"):
        assert archives.import_archive(first, digest=digest) == (digest, rows)
        _stands_as_it_was(pages, heads)
        assert _found() == found
        assert exported(restored) == (digest, rows)
        assert restored.read_bytes() == first.read_bytes()
        _goes_on(made)


def _stands_as_it_was(pages, heads):
    assert public() == pages
    assert list(verify.problems(set(heads.values()) - {heads["archives"]})) == []
    assert verify.heads() | {"archives": ""} == heads | {"archives": ""}
    assert missing(connection) == []
    queue = "django_tasks_database.DBTaskResult"
    left = [label for label in OWN if sealed.rows(apps.get_model(label)).exists()]
    assert sorted(left) == [queue, "reviews.PublicState"]


def _found():
    """The ids of published claims, and of papers, that words are found in."""
    published = claims.matching(Standing.objects.all(), "recommended")
    known = papers.matching(Paper.objects.all(), "Group β")
    found = [set(rows.values_list("pk", flat=True)) for rows in (published, known)]
    assert min(map(len, found)) > 0
    return found


def _goes_on(made):
    """People sign in anew, and the work that was under way ends as it would have."""
    ann = User.objects.get(pk=made.ann.pk)
    assert not ann.has_usable_password()
    assert not any(user.has_usable_password() for user in User.objects.all())
    mail.outbox.clear()
    Client().post("/accounts/password/reset/", {"email": ann.email})
    assert [letter.to for letter in mail.outbox] == [[ann.email]]
    round = Round.objects.get(pk=made.round.pk)
    theirs = Assignment.objects.filter(round=round).exclude(user=made.bob)
    for assignment in theirs.select_related("user", "round__panel"):
        appraisals.submit(assignment, content=build.worksheet(), by=assignment.user)
    round.refresh_from_db()
    build.move(round, settled_by="consensus", by=made.ada)
    call_command("work", until_empty=True)
    assert not Import.objects.filter(state__in=[ImportState.WAITING, ImportState.STORING]).exists()
    # Numbers that the database gives go on where they were.
    claim = build.claim(ClaimState.GRADED, Panel.objects.get(pk=made.panel.pk))
    build.confirm_flags(claim)
    assert build.publish(claim).frozen_claims.filter(claim=claim).exists()
    assert list(verify.problems()) == []
    with pytest.raises(IntegrityError, match="appraisal_is_never_changed"), transaction.atomic():
        sealed.appraisals.update(rationale="Another.")


def test_both_leave_an_event_in_a_chain_that_no_archive_holds(committed_db, on_a_copy, tmp_path):
    panel, staff = build.panel(), build.staff()
    digest, rows = exported(tmp_path / "one", by=staff)
    [event] = Event.objects.filter(chain=ARCHIVES)
    assert (event.verb, event.actor_id, event.sequence) == ("export_archive", staff.pk, 1)
    assert f'"detail":{{"digest":"{digest}","rows":{sum(rows.values())}}}' in event.body
    assert rows["reviews.event"] == Event.objects.count() - 1
    assert rows["reviews.chain"] == Chain.objects.count() - 1
    with on_a_copy(tmp_path / "other"):
        archives.import_archive(tmp_path / "one")
        [event] = Event.objects.filter(chain=ARCHIVES)
        assert (event.verb, event.actor_id) == ("import_archive", people.SYSTEM)
        assert f'"digest":"{digest}"' in event.body
        assert Panel.objects.get() == panel
        exported(tmp_path / "two")
        assert list(verify.problems(verify.heads().values())) == []
        remove_promises(connection)
        Event.objects.filter(chain=ARCHIVES, sequence=1).delete()
        assert list(verify.problems()) == ["In the chain of archives, event 1 is missing."]


def test_papers_that_were_still_to_be_compared_are_compared_after_the_move(
    committed_db, on_a_copy, tmp_path
):
    first = build.paper(build.panel(), title="A constructed trial of treatment A in adults")
    again = build.paper(first.panel, title="A constructed trial of treatment A in adults.")
    exported(tmp_path / "one")
    with on_a_copy(tmp_path / "other"):
        archives.import_archive(tmp_path / "one")
        call_command("work", until_empty=True)
        [pair] = Panel.objects.get().pairs.all()
        assert {pair.first_id, pair.second_id} == {first.pk, again.pk}
        assert list(verify.problems()) == []


def test_an_export_is_of_one_moment_and_keeps_nobody_waiting(committed_db, tmp_path):
    build.panel()

    def build_another(what, rows=None):
        if what == "Checking the history":
            pool.submit(_closing, build.panel).result(timeout=15)

    with ThreadPoolExecutor(1) as pool:
        _, rows = archives.export_archive(tmp_path / "one", by=people.system(), told=build_another)
    assert (rows["reviews.panel"], Panel.objects.count()) == (1, 2)
    _, rows = exported(tmp_path / "two")
    assert rows["reviews.panel"] == 2
    build.panel()


def _closing(act):
    """In a thread, which has a connection of its own."""
    try:
        return act()
    finally:
        connection.close()


def test_the_file_is_its_owners_and_no_other_is_written_over(committed_db, tmp_path):
    there = tmp_path / "there"
    there.write_text("kept")
    with pytest.raises(Conflict, match="there is there already: name a new file"):
        exported(there)
    assert there.read_text() == "kept"
    with pytest.raises(Conflict, match="There is no folder"):
        exported(tmp_path / "nowhere" / "archive")
    exported(tmp_path / "archive")
    assert (tmp_path / "archive").stat().st_mode & 0o777 == 0o600


def test_what_fails_leaves_no_file_and_no_event(committed_db, tmp_path):
    panel = build.panel()
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(PermissionDenied, match="Only staff may do this"):
        exported(folder / "one", by=build.chair(panel))
    remove_promises(connection)
    Event.objects.filter(chain__panel=panel, sequence=2).update(verb="other")
    with pytest.raises(
        Conflict, match=r"not as it was written, .* Event 2 of panel .* was changed"
    ):
        exported(folder / "one")
    assert list(folder.iterdir()) == []
    assert not Event.objects.filter(chain=ARCHIVES).exists()


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "folder"
    made.mkdir()
    return made


def test_a_file_that_comes_while_it_is_made_is_left_as_it_is(committed_db, folder):
    build.panel()
    path = folder / "one"

    def told(what, rows=None):
        path.write_text("A rival's.")

    with pytest.raises(Conflict, match="one is there already: name a new file"):
        archives.export_archive(path, by=people.system(), told=told)
    assert path.read_text() == "A rival's."
    assert [*folder.iterdir()] == [path]
    assert not Event.objects.filter(chain=ARCHIVES).exists()


def test_of_two_exports_to_one_file_one_is_kept_and_told_of(committed_db, folder):
    build.panel()
    path, digests = folder / "one", []

    def told(what, rows=None):
        if what == "Checking the history" and not digests:
            digests.append(pool.submit(_closing, partial(exported, path)).result()[0])

    with ThreadPoolExecutor(1) as pool, pytest.raises(Conflict, match="is there already"):
        archives.export_archive(path, by=people.system(), told=told)
    assert [*folder.iterdir()] == [path]
    [event] = Event.objects.filter(chain=ARCHIVES)
    assert f'"digest":"{digests[0]}"' in event.body


def test_a_full_disk_is_told_and_leaves_nothing(committed_db, folder):
    build.panel()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def told(what, rows=None):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))

    try:
        with pytest.raises(Conflict) as error:
            archives.export_archive(folder / "one", by=people.system(), told=told)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert str(error.value) == f"{folder / 'one'} cannot be written: File too large."
    assert [*folder.iterdir()] == []
    assert not Event.objects.filter(chain=ARCHIVES).exists()


def test_an_event_that_cannot_be_committed_leaves_no_file(committed_db, folder):
    """Only the commit finds out that the chain names a panel that is not there."""
    build.panel()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            act = "UPDATE reviews_chain SET panel_id = 'nobody' WHERE id = NEW.chain_id"
            cursor.execute(f"CREATE TRIGGER broken AFTER INSERT ON reviews_event BEGIN {act}; END")
        else:
            act = "UPDATE reviews_chain SET panel_id = gen_random_uuid() WHERE id = NEW.chain_id"
            cursor.execute(
                "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS"
                f" $$ BEGIN {act}; RETURN NEW; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER broken AFTER INSERT ON reviews_event"
                " FOR EACH ROW EXECUTE FUNCTION broken()"
            )
    with pytest.raises(IntegrityError):
        exported(folder / "one")
    assert [*folder.iterdir()] == []
    assert not Event.objects.filter(chain=ARCHIVES).exists()


def test_only_an_empty_installation_takes_an_archive(committed_db, on_a_copy, tmp_path):
    build.panel()
    exported(tmp_path / "one")
    with on_a_copy(tmp_path / "other"):
        User.objects.create_superuser("eve@example.org", name="Eve")
        before = held()
        with pytest.raises(Conflict) as error:
            archives.import_archive(tmp_path / "one")
        assert str(error.value) == (
            "This installation is not empty (there are users): make a new database, run "
            "manage.py migrate there and nothing else, and import into that."
        )
        assert held() == before


def test_of_two_imports_at_once_one_is_refused_and_who_comes_between_waits(
    committed_db, on_a_copy, tmp_path
):
    build.panel()
    digest, _ = exported(tmp_path / "one")
    with on_a_copy(tmp_path / "other"), ThreadPoolExecutor(3) as pool:
        joining = []

        def told(what, rows=None):
            if what == "reviews.user" and not joining:
                late = partial(User.objects.create_superuser, "late@example.org", name="Late")
                joining.append(pool.submit(_closing, late))

        def bring_in(told):
            try:
                return archives.import_archive(tmp_path / "one", told=told)[0]
            except Conflict as refusal:
                return str(refusal)

        done = [pool.submit(_closing, partial(bring_in, told)) for _ in range(2)]
        first, second = sorted((one.result() for one in done), key=len, reverse=True)
        assert second == digest
        assert first.startswith("This installation is not empty (there are users, panels,")
        [late] = joining
        assert late.result() in User.objects.filter(name="Late")
        assert list(verify.problems()) == []
