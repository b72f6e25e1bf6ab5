"""The audit names whatever the owner of the database changed behind it."""

import json

import pytest
from django.db import connection
from django.db.models import F

from reviews.actions import notices, panels
from reviews.exports import verify, verify_rows
from reviews.models import (
    Assignment,
    Chain,
    Claim,
    Event,
    OverallChoice,
    Release,
    Revision,
    Settlement,
    Source,
    sealed,
)
from reviews.models.digests import canonical, digest, sha256
from reviews.models.promises import remove_promises
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """One published claim and a notice; and the powers of an intruder."""
    claim = build.claim(ClaimState.PUBLISHED)
    notices.load(retraction_watch(notice("1", doi="10.1000/a")))
    remove_promises(connection)
    return claim.source.paper.panel


def event(panel, sequence):
    return Event.objects.get(chain__panel=panel, sequence=sequence)


def last(panel):
    return Event.objects.filter(chain__panel=panel).latest("sequence")


def rewritten(row, **changes):
    """Change columns, then make text and hash agree with them, as a careful forger would."""
    for name, value in changes.items():
        setattr(row, name, value)
    body = json.loads(row.body)
    body |= {"verb": row.verb, "sequence": row.sequence, "previous": row.previous}
    row.body = canonical(body)
    row.hash = sha256(row.body)
    row.save()


def test_what_actions_wrote_agrees():
    build.claim(ClaimState.PUBLISHED)
    for state in RoundState:
        build.round(state)
    notices.load(retraction_watch(notice("1", doi="10.1000/a")))
    assert list(verify.problems(verify.heads().values())) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("verb", "reject"),
        ("subject_type", "panel"),
        ("actor_id", None),
        ("subject_id", None),
        ("body", "{}"),
        ("body", "no JSON"),
        ("hash", "0" * 64),
    ],
)
def test_an_edited_event_is_named(world, column, value):
    edited = event(world, 8)
    Event.objects.filter(pk=edited.pk).update(**{column: value})
    first, *_ = verify.problems()
    assert first.startswith(f"Event 8 of panel {world.slug} ({edited.pk}) was changed")


def test_a_moved_time_is_named(world):
    edited = event(world, 8)
    Event.objects.filter(pk=edited.pk).update(happened_at=last(world).happened_at)
    [problem] = verify.problems()
    assert f"({edited.pk}) was changed: its columns" in problem


def test_a_forged_event_breaks_the_link_to_the_next(world):
    rewritten(event(world, 8), verb="reject")
    following = event(world, 9)
    assert list(verify.problems()) == [
        f"Event 9 of panel {world.slug} ({following.pk}) does not follow the event before it."
    ]


def test_an_inserted_event_is_named(world):
    later = Event.objects.filter(chain__panel=world, sequence__gt=8)
    later.update(sequence=F("sequence") + 1000)
    later = Event.objects.filter(chain__panel=world, sequence__gt=1000)
    later.update(sequence=F("sequence") - 999)
    inserted = event(world, 8)
    inserted.pk = None
    inserted.previous = inserted.hash
    rewritten(inserted, sequence=9, verb="reject")
    found = list(verify.problems())
    assert any(problem.startswith(f"Event 10 of panel {world.slug}") for problem in found)


def test_an_appended_event_is_named(world):
    extra = last(world)
    extra.pk = None
    rewritten(extra, sequence=extra.sequence + 1, previous=extra.hash, verb="reject")
    [problem] = verify.problems()
    assert problem.startswith(f"The chain of panel {world.slug} should end with event")


def test_reordered_events_are_named(world):
    first, second = event(world, 8), event(world, 9)
    Event.objects.filter(pk=first.pk).update(sequence=10_000)
    Event.objects.filter(pk=second.pk).update(sequence=8)
    Event.objects.filter(pk=first.pk).update(sequence=9)
    found = "\n".join(verify.problems())
    for row in (first, second):
        assert f"({row.pk}) does not follow the event before it." in found
        assert f"({row.pk}) was changed: its columns" in found


def test_an_event_deleted_from_the_middle_is_named(world):
    deleted = Event.objects.filter(chain__panel=world, verb="accept").earliest("sequence")
    deleted.delete()
    [problem] = verify.problems()
    assert problem == (f"In the chain of panel {world.slug}, event {deleted.sequence} is missing.")


def test_events_deleted_from_the_tail_are_named(world):
    panels.seat(world, build.user(), Role.OBSERVER, by=build.chair(world))
    tail = last(world)
    tail.delete()
    [problem] = verify.problems()
    assert problem.startswith(
        f"The chain of panel {world.slug} should end with event {tail.sequence}"
    )


def test_a_tail_cut_off_with_care_is_named_by_the_hash_kept_outside(world):
    panels.seat(world, build.user(), Role.OBSERVER, by=build.chair(world))
    kept = verify.heads()[f"panel {world.slug}"]
    last(world).delete()
    newest = last(world)
    Chain.objects.filter(pk=world.pk).update(length=newest.sequence, head=newest.hash)
    assert list(verify.problems()) == []
    [problem] = verify.problems([kept])
    assert problem.startswith(f"No event has the hash {kept} of the list of hashes kept outside")


def test_a_tail_cut_off_before_an_edition_is_named_by_the_hash_in_it(world):
    release = Release.objects.get(panel=world)
    printed = Event.objects.get(hash=release.audit_head)
    Event.objects.filter(chain__panel=world, sequence__gte=printed.sequence).delete()
    newest = last(world)
    Chain.objects.filter(pk=world.pk).update(length=newest.sequence, head=newest.hash)
    found = "\n".join(verify.problems())
    assert f"No event has the hash {release.audit_head} of Edition 1" in found
    assert f"Release {release.pk} is in no event" in found


def test_a_whole_chain_that_is_gone_is_named(world):
    bare = build.panel(has_protocol=False)
    Event.objects.filter(chain__panel=bare).delete()
    Chain.objects.filter(pk=bare.pk).delete()
    assert list(verify.problems()) == [f"The chain of panel {bare.slug} is missing."]


def test_a_judgement_changed_behind_its_appraisal_is_named(world):
    judgement = sealed.judgements.filter(item="imprecision").first()
    sealed.judgements.filter(pk=judgement.pk).update(answer="0")
    [problem] = verify.problems()
    assert problem.startswith(f"Appraisal {judgement.appraisal_id}, which event")
    assert problem.endswith("was changed since.")


def test_a_judgement_that_is_gone_is_named(world):
    judgement = sealed.judgements.filter(item="imprecision").first()
    judgement.delete()
    [problem] = verify.problems()
    assert problem.startswith(f"Appraisal {judgement.appraisal_id}, which event")


@pytest.mark.parametrize(
    ("rows", "change"),
    [
        (Source.objects, {"text": "Other."}),
        (Revision.objects, {"reads_as": "Other."}),
        (verify_rows.GUARDED["verdict"], {"rationale": "Other."}),
        (verify_rows.GUARDED["notice"], {"reasons": "Other"}),
        (verify_rows.GUARDED["frozenclaim"], {"content": "{}"}),
        (verify_rows.GUARDED["release"], {"content": "{}"}),
        (sealed.appraisals, {"result": "high", "rationale": "Other."}),
    ],
    ids=lambda value: getattr(value, "model", value).__name__ if hasattr(value, "model") else "",
)
def test_a_changed_row_is_named(world, rows, change):
    row = rows.first()
    rows.filter(pk=row.pk).update(**change)
    noun = str(row._meta.verbose_name).capitalize()
    [problem] = verify.problems()
    assert problem.startswith(f"{noun} {row.pk}, which event")
    assert problem.endswith("was changed since.")


def test_a_changed_settlement_is_named_by_its_verdict(world):
    row = Settlement.objects.first()
    Settlement.objects.filter(pk=row.pk).update(answer="0", note="Other.")
    [problem] = verify.problems()
    assert problem.startswith(f"Verdict {row.verdict_id}, which event")


def test_a_row_that_no_action_made_is_named(world):
    row = Source.objects.first()
    row.pk, row.sha256 = None, "0" * 64
    row.save(force_insert=True)
    assert list(verify.problems()) == [
        f"Source {row.pk} is in no event: nobody made it by an action."
    ]


def test_a_deleted_row_is_named(world):
    row = verify_rows.GUARDED["notice"].get()
    verify_rows.GUARDED["notice"].filter(pk=row.pk).delete()
    [problem] = verify.problems()
    assert problem.startswith(f"Notice {row.pk}, which event")
    assert problem.endswith("is missing.")


def test_a_frozen_claim_taken_out_of_its_edition_is_named(world):
    release = Release.objects.get(panel=world)
    row = release.frozen_claims.get()
    release.frozen_claims.clear()
    [problem] = verify.problems()
    assert problem == (
        f"Edition 1 of panel {world.slug} lists claim {row.claim_id} with digest {row.digest}, "
        "but does not hold it."
    )


def test_a_frozen_claim_put_into_an_edition_is_named(world):
    other = build.claim(ClaimState.PUBLISHED).frozen.get()
    Release.objects.get(panel=world).frozen_claims.add(other)
    [problem] = verify.problems()
    assert problem == (
        f"Edition 1 of panel {world.slug} holds claim {other.claim_id} with digest "
        f"{other.digest}, but does not list it."
    )


def test_what_is_added_to_the_chain_of_an_ended_round_is_named(world):
    assignment = Assignment.objects.filter(round__state=RoundState.DECIDED).first()
    chain = Chain.objects.get(pk=assignment.round_id)
    extra = Event.objects.filter(chain=chain).latest("sequence")
    extra.pk = None
    rewritten(extra, sequence=chain.length + 1, previous=chain.head, verb="watch")
    Chain.objects.filter(pk=chain.pk).update(length=chain.length + 1, head=extra.hash)
    [problem] = verify.problems()
    assert problem.startswith(f"The chain of round {chain.pk} does not end as event")


def test_more_rows_than_one_batch_holds_are_all_read(world, monkeypatch):
    monkeypatch.setattr(verify, "BATCH", 2)
    monkeypatch.setattr(verify_rows, "BATCH", 2)
    assert list(verify.problems()) == []
    Source.objects.filter(pk=Source.objects.latest("added_at").pk).update(text="Other.")
    assert len(list(verify.problems())) == 1


def test_a_digest_is_of_every_column(world):
    row = Source.objects.first()
    before = digest(row)
    for field in row._meta.concrete_fields:
        kept = getattr(row, field.attname)
        setattr(row, field.attname, "changed")
        assert digest(row) != before, field.attname
        setattr(row, field.attname, kept)


def test_a_choice_of_the_overall_certainty_that_was_changed_is_named():
    claim = build.claim(ClaimState.ACCEPTED)
    choice = build.choose(
        claim, build.grade_outcomes(claim, death="low", harms={"pain": "low"})["death"]
    )
    remove_promises(connection)
    OverallChoice.objects.filter(pk=choice.pk).update(reason="Another.")
    [problem] = verify.problems()
    assert problem.startswith(f"Choice of the overall certainty {choice.pk}, which event ")
    assert problem.endswith("made, was changed since.")
    Claim.objects.filter(pk=claim.pk).update(overall_choice=None)
    OverallChoice.objects.filter(pk=choice.pk).delete()
    [problem] = verify.problems()
    assert problem.endswith("made, is missing.")
