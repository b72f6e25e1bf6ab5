"""Archives that are not what they were are refused in an empty installation, which stays empty."""

import json
import re
import uuid

import pytest
from django.db import connection

from reviews.actions import archives, discussions, motions, people
from reviews.exceptions import Conflict, Unreadable
from reviews.models import Round
from reviews.models.digests import canonical
from reviews.models.events import ARCHIVES
from reviews.models.promises import missing
from reviews.vocabulary import ClaimState
from tests import build, zipped
from tests.moved import held


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
