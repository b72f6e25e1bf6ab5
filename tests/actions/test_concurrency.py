"""Eight people press one button, or eight buttons, at once; on whichever database runs."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier, Event

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime

from reviews.actions import (
    appraisals,
    claims,
    duplicates,
    import_reading,
    import_storing,
    imports,
    instruments,
    interests,
    invitations,
    leases,
    notices,
    panels,
    papers,
    protocols,
    releases,
    rounds,
    verdicts,
)
from reviews.exceptions import Conflict
from reviews.exports import next_edition as upcoming
from reviews.models import (
    Appraisal,
    Assignment,
    Claim,
    Import,
    Instrument,
    Invitation,
    Lease,
    Match,
    Membership,
    Pair,
    Release,
    Round,
    Standing,
    Verdict,
)
from reviews.vocabulary import Banner, ClaimState, ImportState, Role, RoundState
from tests import build
from tests.extracts import notice, retraction_watch

pytestmark = pytest.mark.usefixtures("transactional_db")
EIGHT = 8
DOI = "10.1000/abc"
A_WHILE = 0.5


def together(*acts):
    """Run all acts at once, each in its own thread and connection: [None | the refusal]."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=30)
            act()
        except Conflict as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def one_success(outcomes):
    refusals = [outcome for outcome in outcomes if outcome is not None]
    assert len(refusals) == EIGHT - 1
    assert all(str(refusal).endswith(".") for refusal in refusals)
    return True


def fresh(claim):
    return Claim.objects.with_text().get(pk=claim.pk)


def eight_claims(state):
    source = build.source(text=" ".join(f"Treatment A{n} should be given." for n in range(EIGHT)))
    return [
        build.claim(state, source=source, exact=f"Treatment A{n} should be given.")
        for n in range(EIGHT)
    ]


def test_eight_accept_one_claim():
    claim = build.claim()
    by = build.chair(claim.source.paper.panel)
    assert one_success(together(*[partial(claims.accept, fresh(claim), by=by)] * EIGHT))


def test_eight_accept_eight_claims():
    proposed = eight_claims(ClaimState.PROPOSED)
    by = build.chair(proposed[0].source.paper.panel)
    outcomes = together(*[partial(claims.accept, fresh(claim), by=by) for claim in proposed])
    assert outcomes == [None] * EIGHT
    assert Claim.objects.filter(state=ClaimState.ACCEPTED).count() == EIGHT


def test_eight_publish_one_claim():
    claim = build.claim(ClaimState.GRADED)
    panel = claim.source.paper.panel
    by = build.chair(panel)
    acts = [partial(releases.publish, panel, [fresh(claim)], by=by) for _ in range(EIGHT)]
    assert one_success(together(*acts))
    assert Release.objects.count() == 1


def test_eight_publish_eight_claims():
    graded = eight_claims(ClaimState.GRADED)
    panel = graded[0].source.paper.panel
    by = build.chair(panel)
    acts = [partial(releases.publish, panel, [fresh(claim)], by=by) for claim in graded]
    assert together(*acts) == [None] * EIGHT
    assert sorted(Release.objects.values_list("number", flat=True)) == [*range(1, EIGHT + 1)]


def test_eight_submit_one_appraisal():
    round = build.round(RoundState.OPEN)
    assignment = Assignment.objects.filter(round=round).select_related("user", "round").first()
    act = partial(appraisals.submit, assignment, content=build.worksheet(), by=assignment.user)
    assert one_success(together(*[act] * EIGHT))
    assert Appraisal.objects.visible_to(assignment.user).count() == 1


def test_eight_submit_their_own_and_one_of_them_reveals():
    round = build.round(RoundState.OPEN, appraisers=EIGHT)
    assignments = Assignment.objects.filter(round=round).select_related("user")
    acts = [
        partial(
            appraisals.submit,
            Assignment.objects.select_related("round").get(pk=assignment.pk),
            content=build.worksheet(),
            by=assignment.user,
        )
        for assignment in assignments
    ]
    assert together(*acts) == [None] * EIGHT
    assert Round.objects.get().state == RoundState.REVEALED
    assert Appraisal.objects.visible_to(assignments[0].user).count() == EIGHT


def test_eight_settle_one_round():
    round = build.round(RoundState.REVEALED)
    by = build.chair(round.panel)
    acts = [
        partial(
            verdicts.settle,
            Round.objects.with_subject().get(pk=round.pk),
            content=build.worksheet(),
            settled_by="agreement",
            by=by,
        )
        for _ in range(EIGHT)
    ]
    assert one_success(together(*acts))
    assert Verdict.objects.count() == 1


def test_eight_settle_eight_rounds():
    revealed = [
        build.round(RoundState.REVEALED, claim=claim) for claim in eight_claims(ClaimState.ACCEPTED)
    ]
    by = build.chair(revealed[0].panel)
    acts = [
        partial(
            verdicts.settle,
            Round.objects.with_subject().get(pk=round.pk),
            content=build.worksheet(),
            settled_by="agreement",
            by=by,
        )
        for round in revealed
    ]
    assert together(*acts) == [None] * EIGHT


def test_two_adjudicators_cannot_both_begin_and_the_second_is_told_who_has():
    round = build.round(RoundState.REVEALED)
    both = [build.member(round.panel, Role.ADJUDICATOR) for _ in range(2)]
    refusals = together(*[partial(leases.take, round, by=person) for person in both])
    assert sum(refusal is not None for refusal in refusals) == 1
    lease = Lease.objects.get()
    [refusal] = filter(None, refusals)
    assert both[refusals.index(None)] == lease.taken_by
    since = date_format(localtime(lease.taken_at), "j F Y, H:i")
    sentence = f"{lease.taken_by} has been settling this round since {since}: "
    assert str(refusal).startswith(sentence)


def test_two_adjudicators_cannot_both_decide_and_the_second_is_told_who_did():
    round = build.round(RoundState.REVEALED)
    both = [build.member(round.panel, Role.ADJUDICATOR) for _ in range(2)]
    acts = [
        partial(
            verdicts.settle,
            Round.objects.with_subject().get(pk=round.pk),
            content=build.worksheet(),
            settled_by="agreement",
            by=person,
        )
        for person in both
    ]
    refusals = together(*acts)
    verdict = Verdict.objects.get()
    assert both[refusals.index(None)] == verdict.decided_by
    [refusal] = filter(None, refusals)
    when = date_format(localtime(verdict.decided_at), "j F Y, H:i")
    assert str(refusal) == f"{verdict.decided_by} settled this round on {when}."


def test_eight_lock_one_protocol_and_eight_begin_a_draft():
    panel = build.panel(has_protocol=False)
    chairs = [build.chair(panel), *(build.member(panel, Role.CHAIR) for _ in range(EIGHT - 1))]
    assert one_success(together(*(partial(protocols.draft, panel, by=chair) for chair in chairs)))
    draft = panel.protocols.get()
    protocols.write(draft, saves=0, eligibility="What is said of treatment A.", by=chairs[0])
    assert one_success(together(*(partial(protocols.lock, draft, by=chair) for chair in chairs)))
    assert panel.protocols.locked().count() == 1


def test_two_chairs_cannot_both_leave():
    panel = build.panel()
    other = build.member(panel, Role.CHAIR)
    seats = {seat.user_id: seat for seat in Membership.objects.filter(panel=panel)}
    acts = [
        partial(panels.end_seat, seats[person.pk], by=person)
        for person in (build.chair(panel), other)
    ]
    outcomes = together(*acts)
    assert outcomes.count(None) == 1
    assert Membership.objects.current().filter(panel=panel, role=Role.CHAIR).count() == 1


def meanwhile(monkeypatch, module, name, act, main):
    """Run `main`, and `act` in another connection as soon as `main` has called `name` of the
    module. `act` may end at once or wait until `main` has committed; both must succeed."""
    reached, ended = Event(), Event()
    original = getattr(module, name)

    def paused(*args, **kwargs):
        result = original(*args, **kwargs)
        if not reached.is_set():
            reached.set()
            ended.wait(A_WHILE)
        return result

    def run():
        reached.wait(timeout=30)
        try:
            act()
        finally:
            ended.set()
            connection.close()

    monkeypatch.setattr(module, name, paused)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(run)
        main()
        other.result(timeout=30)


def test_nobody_is_assigned_while_they_leave(monkeypatch):
    """The seat is taken first, so leaving waits, and then ends the assignment as well."""
    opened = build.open_round(build.claim(ClaimState.ACCEPTED), appraisers=0)
    panel, member = opened.panel, build.member(opened.panel)
    seat = Membership.objects.get(panel=panel, user=member)
    meanwhile(
        monkeypatch,
        rounds,
        "hold_seat",
        partial(panels.end_seat, seat, by=member),
        partial(rounds.assign, opened, member, by=build.chair(panel)),
    )
    seat.refresh_from_db()
    assert (seat.left_by, Assignment.objects.get().ended_by) == (member, member)


def test_eight_accept_one_invitation():
    panel, newcomer = build.panel(), build.user()
    offered = invitations.invite(
        panel, email=newcomer.email, role=Role.REVIEWER, by=build.chair(panel)
    )
    acts = [
        partial(invitations.accept, Invitation.objects.get(pk=offered.pk), by=newcomer)
        for _ in range(EIGHT)
    ]
    assert one_success(together(*acts))
    assert Membership.objects.filter(panel=panel, user=newcomer).count() == 1


def test_eight_renew_declarations_once():
    panel = build.panel()
    chair = build.chair(panel)
    [declared] = panel.interests.all()
    with time_machine.travel(declared.expires_on, tick=False):
        acts = [partial(interests.renew, panel, by=chair)] * EIGHT
        assert one_success(together(*acts))
    assert panel.interests.standing().get().renews == declared


def know(paper):
    by = build.chair(paper.panel)
    papers.add_identifier(paper, scheme="doi", value=DOI, basis="Known.", by=by)


def load():
    notices.load(retraction_watch(notice("1", doi=DOI)))


def next_edition(claim):
    """An act that publishes one more claim of the panel and renews the one that stands."""
    panel = claim.source.paper.panel
    graded = build.claim(ClaimState.GRADED, panel=panel)
    return partial(releases.publish, panel, [fresh(graded)], by=build.chair(panel))


def test_a_notice_that_comes_while_an_edition_is_made_stands_over_it(monkeypatch):
    claim = build.claim(ClaimState.PUBLISHED)
    know(claim.source.paper)
    meanwhile(monkeypatch, upcoming, "standing", load, next_edition(claim))
    standing = Standing.objects.get(claim=claim)
    assert (standing.banner, standing.status) == (Banner.RE_EVALUATION, "retracted")
    assert len(standing.notices_since) == 1


def test_a_claim_withdrawn_while_an_edition_is_made_is_withdrawn(monkeypatch):
    claim = build.claim(ClaimState.PUBLISHED)
    by = build.chair(claim.source.paper.panel)
    act = partial(claims.withdraw, fresh(claim), reason="For the test.", by=by)
    meanwhile(monkeypatch, upcoming, "standing", act, next_edition(claim))
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.WITHDRAWN
    assert Standing.objects.get(claim=claim).banner == Banner.WITHDRAWN


def test_an_identifier_added_while_notices_are_loaded_is_matched(monkeypatch):
    paper = build.paper()
    meanwhile(monkeypatch, notices, "find", partial(know, paper), load)
    assert Match.objects.get().paper_id == paper.pk


def test_notices_loaded_while_an_identifier_is_added_are_matched(monkeypatch):
    paper = build.paper()
    meanwhile(monkeypatch, papers, "match", load, partial(know, paper))
    assert Match.objects.get().paper_id == paper.pk


def test_notices_loaded_while_a_file_is_imported_are_matched(monkeypatch):
    panel = build.panel()
    record = (
        f"J Constr Res. 2003;1:2. doi: {DOI}.\n\nA constructed paper.\n\nAlpha A.\n\nPMID: 11\n"
    )
    act = partial(papers.import_papers, panel, record, by=build.chair(panel))
    meanwhile(monkeypatch, import_storing, "match", load, act)
    assert Match.objects.get().paper.panel == panel


def handed_in(panel):
    """A file in which one record repeats another, so that storing it changes rows of records."""
    record = "J Constr Res. 2003;1:2.\n\nA constructed paper.\n\nAlpha A.\n\nPMID: 11\n\n\n"
    return imports.upload(panel, record * 2, by=build.chair(panel))


def test_who_cancels_while_it_is_stored_is_told_that_it_is_stored(monkeypatch):
    panel = build.panel()
    by = build.chair(panel)
    upload = import_reading.read(handed_in(panel), by=by)

    def cancel():
        with pytest.raises(Conflict, match=r"^This import has ended \(stored\): "):
            imports.cancel(Import.objects.get(pk=upload.pk), by=by)

    act = partial(import_storing.store, upload, by=by)
    meanwhile(monkeypatch, import_storing, "settle_repeats", cancel, act)
    assert Import.objects.get().state == ImportState.STORED
    assert panel.papers.count() == 1


def test_who_stores_while_it_is_cancelled_is_told_that_it_has_ended(monkeypatch):
    panel = build.panel()
    by = build.chair(panel)
    upload = import_reading.read(handed_in(panel), by=by)

    def store():
        with pytest.raises(Conflict, match="stored already, or was cancelled"):
            import_storing.store(Import.objects.get(pk=upload.pk), by=by)

    act = partial(imports.cancel, upload, by=by)
    meanwhile(monkeypatch, import_reading, "forget", store, act)
    assert Import.objects.get().state == ImportState.CANCELLED
    assert not panel.papers.exists()


def test_who_cancels_while_the_reading_ends_cancels_what_was_read(monkeypatch):
    panel = build.panel()
    by = build.chair(panel)
    upload = handed_in(panel)
    cancel = partial(imports.cancel, Import.objects.get(pk=upload.pk), by=by)
    read = partial(import_reading.read, upload, by=by)
    meanwhile(monkeypatch, import_reading, "settle_repeats", cancel, read)
    assert Import.objects.get().state == ImportState.CANCELLED
    assert not Import.objects.get().records.exists()


def test_two_comparisons_at_once_keep_every_pair(monkeypatch):
    panel = build.panel()
    title, author = "What came in three times", {"family": "Someone", "given": "Ann", "orcid": ""}
    one, two, _ = [build.paper(panel, title=title, authors=[author], year=2020) for _ in "abc"]
    by = build.chair(panel)
    main, other = (partial(duplicates.find, panel, [new.pk], by=by) for new in (one, two))
    meanwhile(monkeypatch, duplicates, "record", other, main)
    assert Pair.objects.count() == 3


@pytest.mark.parametrize("is_staff_first", [True, False])
def test_staff_and_a_panel_cannot_take_one_key_at_once(monkeypatch, is_staff_first):
    panel, refused = build.panel(), []
    staff = build.staff()
    acts = [
        partial(instruments.make, build.DEFINITION, by=staff),
        partial(instruments.make, build.DEFINITION, panel=panel, by=build.chair(panel)),
    ]
    main, other = acts if is_staff_first else acts[::-1]

    def late():
        try:
            other()
        except ValidationError as error:
            refused.extend(error.messages)

    meanwhile(monkeypatch, instruments, "_check_own", late, main)
    made = Instrument.objects.get(is_own=True)
    assert (made.panel is None, len(refused)) == (is_staff_first, 1)
    assert refused[0].startswith("own-sheet is the key of an instrument that ")


def test_of_eight_choices_of_the_overall_certainty_one_is_made():
    claim = build.claim(ClaimState.ACCEPTED)
    outcomes = build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})
    chair = build.chair(claim.source.paper.panel)
    given = {"by": chair, "replaces": 0}
    acts = [
        partial(build.choose, fresh(claim), outcomes["death"] if n % 2 else None, **given)
        for n in range(EIGHT)
    ]
    assert one_success(together(*acts))
    assert fresh(claim).overall_choice.number == 1
