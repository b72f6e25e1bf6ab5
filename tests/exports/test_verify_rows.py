"""Every model is guarded by the audit, or it is written down why it is not."""

import json
import uuid

import pytest
from django.apps import apps
from django.db import connection, transaction

from reviews.actions import (
    discussions,
    instruments,
    motions,
    notices,
    official_texts,
    protocols,
    results,
)
from reviews.exports import verify
from reviews.exports.verify_rows import GUARDED, LATER
from reviews.models import (
    Comment,
    Event,
    FrozenPaper,
    Instrument,
    Outcome,
    Panel,
    ProtocolInstrument,
    sealed,
)
from reviews.models.digests import AFTERWARDS, PARTS, canonical, sha256
from reviews.models.promises import remove_promises
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.django_db
MOVES = "its state moves; every move is an event"
ENDS = "it begins and ends; both are events"
FROZEN = "it may be corrected; editions freeze it as it was, and are guarded"
FOUND = "found again from other rows at any time"
PRIVATE = "the person's or the site's own business; an erased person leaves nothing behind"
PASSING = "unfinished work that passes; what comes of it is guarded"
UNGUARDED = {
    "panel": FROZEN,
    "paper": FROZEN,
    "identifier": FROZEN,
    "claim": f"{MOVES}; its extents are guarded",
    "wording": FROZEN,
    "premise": FROZEN,
    "flag": FROZEN,
    "claimexception": FROZEN,
    "citation": FROZEN,
    "reference": FOUND,
    "membership": ENDS,
    "interest": ENDS,
    "assignment": ENDS,
    "watch": "an event tells of it",
    "override": "an event tells of it with its reason; editions freeze how many there were",
    "round": f"{MOVES}, in a chain of its own whose end the panel's chain takes in",
    "motion": f"{ENDS}; the verdict that comes of it, its votes and its dissents are guarded",
    "motion_participants": "the event of its motion names them",
    "assent": "it says nothing; the event that ends its motion comes after it",
    "namesake": "an event tells of it",
    "pair": MOVES,
    "chain": "recomputed from its events",
    "event": "recomputed from its own text, and chained",
    "exposure": FOUND,
    "reevaluation": ENDS,
    "match": FOUND,
    "acknowledgement": "an event tells of it with its note",
    "integritycheck": "a dated look-up; editions freeze it",
    "standing": "rewritten from editions, which are guarded",
    "publicidentifier": "rewritten from editions, which are guarded",
    "publicstate": "drawn, and says nothing",
    "askedreport": "what was asked for, of what is guarded; an event tells of it",
    "reportpiece": "a file made of what is guarded, for a week",
    "frozenpaper": "compared with what the frozen claim names, which is guarded",
    "frozenclaim_releases": "compared with the list in the edition's own text",
    "import": MOVES,
    "importpiece": PASSING,
    "importrecord": "its texts are guarded as sources, by the digest that the import's event kept",
    "importcontent": "rewritten to follow its record, of which the paper was made",
    "draft": PASSING,
    "draftversion": PASSING,
    "verdictdraft": PASSING,
    "lease": PASSING,
    "invitation": PRIVATE,
    "token": PRIVATE,
    "mailing": PRIVATE,
    "user": PRIVATE,
    "user_groups": PRIVATE,
    "user_user_permissions": PRIVATE,
}
# A change to one column of a row of each.
CHANGES = {
    "source": {"text": "Other."},
    "revision": {"reads_as": "Other."},
    "instrument": {"definition": "other"},
    "question": {"population": "other"},
    "outcome": {"name": "other"},
    "body": {"description": "Other."},
    "result": {"outcome": "other"},
    "appraisal": {"rationale": "Other."},
    "verdict": {"rationale": "Other."},
    "overallchoice": {"reason": "Other."},
    "vote": {"choice": "abstain"},
    "dissent": {"statement": "Other."},
    "notice": {"reasons": "Other"},
    "settlernote": {"text": "Other."},
    "comment": {"text": "Other."},
    "protocol": {"eligibility": "Other."},
    "frozenclaim": {"digest": "0" * 64},
    "release": {"digest": "0" * 64},
    "officialtexts": {"ground": "Other."},
}


def models():
    return apps.get_app_config("reviews").get_models(include_auto_created=True)


def test_every_model_is_guarded_or_it_is_said_why_not():
    parts = {rows.model._meta.model_name for kept in PARTS.values() for rows, _, _ in kept}
    known = {*GUARDED, *parts, *UNGUARDED}
    assert {model._meta.model_name for model in models()} == known
    assert len(known) == len(GUARDED) + len(parts) + len(UNGUARDED)
    assert {kept._meta.model_name for kept in PARTS} <= GUARDED.keys()
    assert {later._meta.model_name for later in AFTERWARDS} == LATER.keys()


@pytest.fixture
def world(db):
    """A row of each guarded model; and the powers of an intruder."""
    claim = build.claim(ClaimState.PUBLISHED)
    panel = claim.source.paper.panel
    by = build.chair(panel)
    notices.load(retraction_watch(notice("1", doi="10.1000/a")))
    results.write_result(claim.source.paper, comparison="A against B", outcome="Falls", by=by)
    official_texts.write(
        panel, "rob-2-assignment", texts={"1.1": "As published."}, ground="Licensed.", by=by
    )
    advised = build.claim(ClaimState.ACCEPTED, panel=panel)
    graded = build.grade_outcomes(advised, death="moderate", harms={"pain": "low"})
    build.choose(advised, graded["death"])
    made = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    writer = made.assignments.first().user
    discussions.note(made, text="To whoever settles.", by=writer)
    build.submit_all(made)
    discussions.comment(made, text="A thought.", by=writer)
    motion = build.answer(build.move(made, settled_by="vote"))
    motions.dissent(motion, statement="I see it otherwise.", by=writer)
    motions.close(motion, by=by)
    instruments.retire(build.instrument(panel), by=by)
    discussions.withdraw(discussions.comment(made, text="Another.", by=writer), by=writer)
    assert list(verify.problems()) == []
    remove_promises(connection)
    return panel


class Undone:
    """What is done within is taken back."""

    def __enter__(self):
        self.held = transaction.atomic()
        self.held.__enter__()

    def __exit__(self, *error):
        transaction.set_rollback(True)
        self.held.__exit__(None, None, None)


def told(pk):
    return [problem for problem in verify.problems() if str(pk) in problem]


def test_an_edited_row_of_each_model_is_named(world):
    assert CHANGES.keys() == GUARDED.keys()
    for model, change in CHANGES.items():
        row = GUARDED[model].first()
        with Undone():
            assert GUARDED[model].filter(pk=row.pk).update(**change)
            named = told(row.pk)
        assert [text.endswith("was changed since.") for text in named[:1]] == [True], model


def test_a_deleted_and_an_inserted_row_of_each_model_are_named(world):
    for model, rows in GUARDED.items():
        row, other = rows.first(), uuid.uuid4()
        with Undone():
            # Under another id the row is gone from its place, and stands where nobody put it.
            assert rows.model._base_manager.filter(pk=row.pk).update(id=other)
            gone, come = told(row.pk), told(other)
        assert [text for text in gone if text.endswith("is missing.")], model
        assert [text for text in come if "is in no event" in text], model


def test_a_part_of_each_whole_is_named_when_it_goes(world):
    for whole, kept in PARTS.items():
        for parts, key, _ in kept:
            part = parts.filter(**{f"{key}__in": GUARDED[whole._meta.model_name].values("pk")})
            part = part.first()
            if part is None:  # bodies as cited list no papers
                continue
            with Undone():
                parts.filter(pk=part.pk)._raw_delete("default")
                named = told(getattr(part, key))
            assert named, parts.model


def test_papers_that_are_kept_of_a_frozen_claim_are_those_that_it_names(panel):
    claim = build.claim(ClaimState.GRADED, panel)
    cited = build.cite(claim).paper
    build.confirm_flags(claim)
    build.publish(claim)
    assert list(verify.problems()) == []
    remove_promises(connection)
    frozen = claim.frozen.get()
    expected = (
        f"Frozen claim {frozen.pk} names other papers than are kept of it, so notices about these"
        " may be told of it or not."
    )
    other = build.paper(panel)
    changes = [
        lambda rows: rows.filter(paper=cited).delete(),
        lambda rows: rows.filter(paper=cited).update(paper=other),
        lambda rows: rows.filter(paper=cited).update(shown=other),
        lambda rows: rows.create(frozen=frozen, paper=other, shown=other),
    ]
    for change in changes:
        with Undone():
            change(FrozenPaper.objects)
            assert list(verify.problems()) == [expected]


def test_an_outcome_that_a_protocol_names_is_guarded_with_its_question(panel):
    outcome = build.body(panel).outcome
    build.lock(panel, outcomes=[outcome])
    remove_promises(connection)
    Outcome.objects.filter(pk=outcome.pk).update(importance="important")
    [problem] = verify.problems()
    assert problem.startswith(f"Outcome {outcome.pk}, which event")


@pytest.mark.parametrize("model", LATER)
def test_what_was_taken_back_or_put_back_without_an_event_is_named(world, model):
    column, _ = LATER[model]
    done = column.removesuffix("_by_id")
    rows = GUARDED[model]
    later, standing = rows.exclude(**{column: None}).get(), rows.filter(**{column: None}).first()
    fields = {name: getattr(later, name) for name in AFTERWARDS[type(later)]}
    with Undone():
        rows.filter(pk=later.pk).update(**dict.fromkeys(fields))
        assert list(verify.problems()) == [
            f"{model.capitalize()} {later.pk} is not {done}, although an event tells so."
        ]
    with Undone():
        rows.filter(pk=standing.pk).update(**fields)
        assert list(verify.problems()) == [
            f"{model.capitalize()} {standing.pk} is {done}, but no event tells so of this person."
        ]


def without_digests():
    """The history as the program wrote it before it kept the digests of some models."""
    kept = {"source", "revision", "appraisal", "verdict", "protocol", "frozenclaim", "release"}
    previous = {}
    for event in Event.objects.order_by("happened_at", "sequence"):
        body = json.loads(event.body)
        body["made"] = [entry for entry in body["made"] if entry[0] in kept]
        body["previous"] = previous.get(event.chain_id, "")
        for name, value in body["detail"].items():
            if name == "round_chain":
                body["detail"][name] = value | {"head": previous[event.subject_id]}
        event.body = canonical(body)
        event.previous, event.hash = body["previous"], sha256(event.body)
        event.save()
        previous[event.chain_id] = event.hash
        type(event.chain).objects.filter(pk=event.chain_id).update(head=event.hash)


def test_rows_older_than_their_digests_are_known_by_the_events_that_name_them(panel):
    made = build.round(RoundState.DECIDED, build.claim(ClaimState.ACCEPTED, panel=panel))
    writer = sealed.appraisals.filter(round=made).first().appraiser
    comment = discussions.comment(made, text="A thought.", by=writer)
    remove_promises(connection)
    without_digests()
    assert list(verify.problems()) == []
    Comment.objects.filter(pk=comment.pk)._raw_delete("default")
    assert f"Comment {comment.pk}, of which an event tells, is missing." in verify.problems()


@pytest.fixture
def discarded(panel):
    """What an older version froze without an event, for a draft that was discarded."""
    draft = build.draft(panel, instruments={"grade": {}, "quadas-2": {}})
    protocols.discard(draft, by=build.chair(panel))
    remove_promises(connection)
    without_digests()
    return Instrument.objects.get(key="quadas-2")


def test_what_a_discarded_draft_froze_before_that_was_told_is_nothing(discarded):
    assert list(verify.problems()) == []
    with Undone():
        Event.objects.filter(verb="discard_protocol").update(verb="other")
        assert len(told(discarded.pk)) == 1
    with Undone():
        draft = build.draft(Panel.objects.get(), instruments={"grade": {}})
        ProtocolInstrument.objects.create(protocol=draft, instrument=discarded)
        assert len(told(discarded.pk)) == 1


def test_what_is_not_as_shipped_is_named_until_it_is_adopted(discarded):
    older = Instrument.objects.filter(pk=discarded.pk)
    with Undone():
        older.update(version="0")
        assert len(told(discarded.pk)) == 1
    older.update(definition=f"{discarded.definition}# older\n")
    [problem] = verify.problems()
    assert problem == (
        f"Instrument {discarded.pk} is in no event: nobody made it by an action, or a draft that"
        " came to nothing froze it when that had no event yet; if it is as it was shipped, adopt it"
        " again, which an event tells of."
    )
    older.update(definition=discarded.definition)
    instruments.adopt("quadas-2", by=build.staff())
    assert list(verify.problems()) == []
    events = Event.objects.count()
    instruments.adopt("quadas-2", by=build.staff())
    assert Event.objects.count() == events


def test_what_a_draft_lists_vouches_for_no_instrument(panel):
    draft = build.draft(panel)
    remove_promises(connection)
    without_digests()
    assert list(verify.problems()) == []
    inserted = Instrument.objects.get(key="grade")
    inserted.pk, inserted.key = uuid.uuid4(), "inserted"
    inserted.save(force_insert=True)
    ProtocolInstrument.objects.create(protocol=draft, instrument=inserted)
    [problem] = verify.problems()
    assert problem.startswith(f"Instrument {inserted.pk} is in no event")
