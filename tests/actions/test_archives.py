"""The whole installation goes into an archive, and comes out of it in an empty one as it was."""

import json
import re
import resource
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.apps import apps
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client

from reviews.actions import appraisals, archives, discussions, motions, people
from reviews.exceptions import Conflict, Unreadable
from reviews.exports import verify
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
from reviews.models.archived import ARCHIVED, LEFT_OUT
from reviews.models.digests import canonical
from reviews.models.events import ARCHIVES
from reviews.models.promises import missing, remove_promises
from reviews.search import claims, papers
from reviews.vocabulary import ClaimState, ImportState
from tests import build, moved, zipped

OWN = {label for label in LEFT_OUT if not label.startswith(("auth.", "contenttypes.", "admin."))}


def exported(path, by=None):
    return archives.export_archive(path, by=by or people.system())


def held():
    """{model: how many rows} of all that an archive holds."""
    return +Counter({part.label: sealed.rows(part.model).count() for part in ARCHIVED})


def public():
    """{address: page} of everything that anybody may read; what caches know pages by is of the
    installation, and the ETag of a file of the edition."""
    client, found = Client(), {}
    listed = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", client.get("/sitemap.xml").text)
    listed += ["/", "/?q=recommended", "/feed/", "/sitemap.xml", "/api/v1/claims/"]
    for release in Release.objects.select_related("panel"):
        listed += [release.get_absolute_url()]
        listed += [f"{release.get_absolute_url()}report.{kind}" for kind in ("csv", "ndjson")]
    for path in listed:
        answer = client.get(path)
        assert answer.status_code == 200, path
        content = b"".join(answer) if answer.streaming else answer.content
        found[path] = content, "/report." in path and answer["ETag"]
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


# Archives that are not what they were. Each is refused in an empty installation, which stays so.


@pytest.fixture
def archive(db, tmp_path):
    """{name: bytes} of the archive of a panel with a graded claim; the database is empty."""

    def panel():
        build.claim("graded")

    return zipped.members(zipped.of(tmp_path / "archive", connection, panel))


def refusal(tmp_path, contents, **options):
    zipped.put_together(tmp_path / "other", contents.items())
    with pytest.raises((Conflict, Unreadable)) as error:
        archives.import_archive(tmp_path / "other", **options)
    assert held() == {}
    assert missing(connection) == []
    return str(error.value)


def test_what_was_not_changed_is_taken(archive, tmp_path):
    zipped.put_together(tmp_path / "other", zipped.manifested(archive).items())
    archives.import_archive(tmp_path / "other")
    assert held()["reviews.Appraisal"] == 2
    assert held()["reviews.Event"] > 20


def test_another_digest_than_was_told_is_refused(archive, tmp_path):
    sentence = refusal(tmp_path, archive, digest="0" * 64)
    assert sentence.startswith("The digest of this archive is ")
    assert "not the one that you gave: it is another archive, or was changed." in sentence


def test_another_state_is_refused(archive, tmp_path):
    manifest = archive["manifest.json"]
    assert b'"reviews":"00' in manifest
    archive["manifest.json"] = re.sub(rb'"reviews":"\w+"', b'"reviews":"0001_initial"', manifest)
    sentence = refusal(tmp_path, archive)
    assert re.fullmatch(
        r"The archive was made at account \w+, reviews 0001_initial, and this program is at account"
        r" \w+, reviews \w+: import it with the version of the program that made it, then migrate.",
        sentence,
    )


def test_a_member_that_was_changed_is_refused(archive, tmp_path):
    with zipped.changed_row(archive, "reviews.event") as row:
        row["verb"] = "other"
    assert "reviews.event.ndjson is not what the manifest says" in refusal(tmp_path, archive)


NOT_ITSELF = "cannot be restored as it is written"


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("reviews.event", {"verb": "other"}, "The history in the archive is not as it was"),
        ("reviews.appraisal", {"rationale": "x"}, "The history in the archive is not as it was"),
        ("reviews.revision", {"exact": "Not in it."}, "do not fit: claim_is_verbatim"),
        ("reviews.panel", {"more": 1}, "of reviews.panel.ndjson do not fit: they have other"),
        ("reviews.panel", {"id": "no id"}, "of reviews.panel.ndjson do not fit: badly formed"),
        ("reviews.panel", {"id": 7}, "of reviews.panel.ndjson do not fit"),
        ("reviews.panel", {"created_at": "now"}, "of reviews.panel.ndjson do not fit"),
        ("reviews.panel", {"name": None}, "of reviews.panel.ndjson do not fit"),
        ("reviews.panel", {"name": ["x"]}, "do not fit: ['x'] is none of the values"),
        ("reviews.user", {"is_staff": 1}, "do not fit: 1 is none of the values"),
        ("reviews.panel", {"created_by_id": str(uuid.uuid4())}, "name others that are missing"),
        ("reviews.round", {"minimum": 1}, "do not fit: A round needs two appraisals or more."),
        ("reviews.round", {"minimum": 2.5}, "do not fit: 2.5 is none of the values"),
        ("reviews.round", {"minimum": 2**70}, "of reviews.round.ndjson do not fit"),
        ("reviews.chain", {"id": str(ARCHIVES)}, "name others that are missing"),
        ("reviews.user", {"joined_at": "2026-01-01T00:00:00+01:00"}, NOT_ITSELF),
        ("reviews.user", {"joined_at": "2026-01-01 00:00:00"}, NOT_ITSELF),
    ],
)
def test_what_a_forger_changed_is_refused(archive, tmp_path, name, change, sentence):
    with zipped.changed_row(archive, name) as row:
        row |= change
    assert sentence in refusal(tmp_path, zipped.manifested(archive))


def test_who_settles_has_no_appraisal_in_an_archive_either(archive, tmp_path):
    with zipped.changed_row(archive, "reviews.appraisal") as appraisal:
        by = appraisal["appraiser_id"]
    with zipped.changed_row(archive, "reviews.verdict") as verdict:
        verdict["decided_by_id"] = by
    sentence = refusal(tmp_path, zipped.manifested(archive))
    assert "do not fit: who_settles_has_no_appraisal" in sentence


def test_an_appraisal_is_its_assignees_in_an_archive_either(archive, tmp_path):
    with zipped.changed_row(archive, "reviews.appraisal") as appraisal:
        appraisal["appraiser_id"] = str(people.SYSTEM)
    sentence = refusal(tmp_path, zipped.manifested(archive))
    assert "do not fit: only_the_assignee_submits_into_an_open_round" in sentence


def test_a_round_follows_a_protocol_of_its_panel_unless_it_is_older_than_protocols(
    archive, tmp_path
):
    with zipped.changed_row(archive, "reviews.round") as row:
        row["protocol_id"] = str(uuid.uuid4())
    sentence = refusal(tmp_path, zipped.manifested(archive))
    assert "do not fit: round_follows_a_locked_protocol_of_its_panel" in sentence
    with zipped.changed_row(archive, "reviews.round") as row:
        row["protocol_id"] = None
    zipped.put_together(tmp_path / "older", zipped.manifested(archive).items())
    archives.import_archive(tmp_path / "older")
    assert Round.objects.get().protocol is None


@pytest.fixture
def discussed(db, tmp_path):
    """The archive of a round with a note to whoever settles it, a comment, and a vote that was
    closed with a dissent."""

    def panel():
        round = build.open_round(build.claim(ClaimState.ACCEPTED))
        ann, bob = (row.user for row in round.assignments.select_related("user"))
        discussions.note(round, text="I read the trial twice.", by=ann)
        build.submit_all(round)
        round.refresh_from_db()
        discussions.comment(round, text="We read it otherwise.", by=bob)
        motion = build.answer(build.move(round, settled_by="vote"))
        motions.dissent(motion, statement="I read it otherwise.", by=ann)
        motions.close(motion, by=motion.moved_by)

    return zipped.members(zipped.of(tmp_path / "archive", connection, panel))


def test_what_was_discussed_is_taken_as_it_was(discussed, tmp_path):
    zipped.put_together(tmp_path / "other", discussed.items())
    archives.import_archive(tmp_path / "other")
    names = "Vote", "Dissent", "SettlerNote", "Comment"
    assert [held()[f"reviews.{name}"] > 0 for name in names] == [True] * 4


FIRST = str(uuid.UUID(int=1))  # the changed row is the first, and has to remain so


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("reviews.vote", {"choice": "against"}, "Vote .* was changed since"),
        ("reviews.vote", {"id": FIRST}, "Vote .* is missing"),
        ("reviews.dissent", {"statement": "Nothing."}, "Dissent .* was changed since"),
        ("reviews.settlernote", {"text": "Nothing."}, "note .* was changed since"),
        (
            "reviews.settlernote",
            {"written_by_id": str(people.SYSTEM)},
            "do not fit: only_an_assignee_notes_while_the_round_is_open",
        ),
        ("reviews.comment", {"text": "Nothing."}, "Comment .* was changed since"),
        ("reviews.comment", {"id": FIRST}, "Comment .* is missing"),
    ],
)
def test_forged_votes_and_notes_are_refused(discussed, tmp_path, name, change, sentence):
    with zipped.changed_row(discussed, name) as row:
        row |= change
    assert re.search(sentence, refusal(tmp_path, zipped.manifested(discussed)))


@pytest.mark.parametrize("name", ["reviews.vote", "reviews.settlernote", "reviews.comment"])
def test_votes_and_notes_that_a_forger_adds_or_drops_are_refused(discussed, tmp_path, name):
    member = f"{name}.ndjson"
    first, *others = discussed[member].splitlines(keepends=True)
    fewer = zipped.manifested(discussed | {member: b"".join(others)})
    assert "is missing" in refusal(tmp_path, fewer)
    row = json.loads(first) | {"id": str(uuid.uuid4())}
    if "cast_by_id" in row:
        voted = [json.loads(line)["cast_by_id"] for line in (first, *others)]
        users = map(json.loads, discussed["reviews.user.ndjson"].splitlines())
        row["cast_by_id"] = next(user["id"] for user in users if user["id"] not in voted)
    lines = sorted([first, *others, f"{canonical(row)}\n".encode()], key=_id)
    more = zipped.manifested(discussed | {member: b"".join(lines)})
    assert "is in no event: nobody made it by an action" in refusal(tmp_path, more)


def _id(line):
    return json.loads(line)["id"]


def test_a_manifest_that_says_the_same_in_other_words_is_refused(archive, tmp_path):
    told = json.loads(archive["manifest.json"])
    for text in (json.dumps(told), json.dumps(told, sort_keys=True, separators=(",", ":")) + "\n"):
        changed = archive | {"manifest.json": text.encode()}
        assert refusal(tmp_path, changed).startswith("Its manifest was written anew")


def test_a_row_that_comes_twice_is_refused(archive, tmp_path):
    archive["reviews.panel.ndjson"] *= 2
    sentence = refusal(tmp_path, zipped.manifested(archive))
    assert sentence.startswith("Lines 1 to 2 of reviews.panel.ndjson do not fit: ")


def test_rows_in_another_order_or_spelling_are_refused(archive, tmp_path):
    spaced = archive["reviews.panel.ndjson"].replace(b'{"', b'{ "')
    turned = b"".join(reversed(archive["reviews.user.ndjson"].splitlines(keepends=True)))
    for change in ({"reviews.panel.ndjson": spaced}, {"reviews.user.ndjson": turned}):
        assert NOT_ITSELF in refusal(tmp_path, zipped.manifested(archive | change))
