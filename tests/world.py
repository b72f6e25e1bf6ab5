"""One panel in mid-work with something behind every door, and the cast that tries them."""

from types import SimpleNamespace

from reviews.actions import (
    asked_reports,
    calibrations,
    claim_exceptions,
    claims,
    discussions,
    interests,
    invitations,
    premises,
    protocols,
    rounds,
)
from reviews.actions import imports as import_actions
from reviews.exports.choices import SECTIONS
from reviews.models import Assignment, Event, Match, Membership, Reevaluation
from reviews.vocabulary import ClaimState, Role
from tests import build


def world():
    """A panel of three a round. Its published claim is being graded again, by the chair, ann,
    bob and cy; its paper is being appraised by ann, bob and cy. Nobody has done anything yet.
    On another claim, which ann, bob and cy appraised, mo has put a verdict to the vote; on one
    more all answered alike, and nobody has begun to settle.
    """
    panel = build.panel(appraisers_per_round=3)
    chair = build.chair(panel)
    made = SimpleNamespace(
        panel=panel,
        chair=chair,
        cleo=build.member(panel, Role.CHAIR, name="Cleo Chair", is_staff=True),
        ada=build.member(panel, Role.ADJUDICATOR, name="Ada Adjudicator"),
        ann=build.member(panel, name="Ann Appraiser", is_staff=True),
        bob=build.member(panel, name="Bob Appraiser"),
        mo=build.member(panel, Role.ADJUDICATOR, name="Mo Mover"),
        cy=build.member(panel, name="Cy Appraiser"),
        otto=build.member(panel, Role.OBSERVER, name="Otto Observer"),
        dan=build.user("Dan Stranger"),
        eve=build.staff(),
    )
    made.source = build.source(panel, design="narrative_review")
    made.paper = made.source.paper
    made.claim = build.claim(ClaimState.ACCEPTED, source=made.source)
    graded = build.grade_outcomes(made.claim, death="very_low", harms={"pain": "very_low"})
    build.choose(made.claim, graded["death"])
    build.confirm_flags(made.claim)
    build.publish(made.claim)
    made.other = build.claim(source=made.source, exact=build.TEXT[:79])
    made.premise = premises.propose(made.claim, start=0, end=79, exact=build.TEXT[:79], by=chair)
    made.exception = claim_exceptions.record_exception(
        made.claim,
        situation=1,
        direction="for",
        reason="Life is at stake.",
        benefit_certainty=1,
        by=chair,
    )
    made.instrument = build.instrument(panel)
    made.upload = import_actions.upload(panel, "TY  - JOUR\nTI  - A\nER  - \n", by=chair)
    made.pair = build.pair(panel)
    made.citation = build.cite(made.claim)
    build.notice(made.paper)
    made.match = Match.objects.get(paper=made.paper)
    made.reevaluation = Reevaluation.objects.get(claim=made.claim)
    made.flag = made.claim.flags.order_by("code").first()
    made.interest = build.declare(panel, made.ann)
    made.membership = Membership.objects.get(panel=panel, user=made.otto)
    made.bobs_seat = Membership.objects.get(panel=panel, user=made.bob)
    made.invitation = invitations.invite(
        panel, email="new@example.org", role=Role.REVIEWER, by=chair
    )
    _open_rounds(made)
    made.report = asked_reports.ask(
        panel, kind="json", sections=SECTIONS, claims=[], order="text", by=made.ann
    )
    protocols.draft(panel, by=chair)
    made.event = Event.objects.filter(chain__panel=panel).first()
    interests.declare(panel, kind="nothing", consequence="none", by=made.cleo)
    return made


def _open_rounds(made):
    decided = made.claim.rounds.get(body__outcome__name="death")
    made.decided = decided
    made.body = decided.body
    made.outcome = decided.body.outcome
    made.question = made.outcome.question
    made.round = rounds.open_round(
        instrument="grade",
        claim=made.claim,
        body=made.body,
        reason="New studies.",
        by=made.chair,
    )
    made.paper_round = rounds.open_round(
        instrument="sanra", paper=made.paper, result="The review", by=made.chair
    )
    claims.accept(made.other, by=made.chair)
    made.calibration, _ = calibrations.calibrate(
        instrument="grade", claim=made.other, body=made.body, by=made.chair
    )
    made.comment = discussions.comment(decided, text="I read it otherwise.", by=made.ann)
    for person in (made.chair, made.ann, made.bob, made.cy):
        rounds.assign(made.round, person, by=made.cleo)
    for person in (made.ann, made.bob, made.cy):
        rounds.assign(made.paper_round, person, by=made.cleo)
    made.assignment = Assignment.objects.get(round=made.round, user=made.bob)
    made.motion = build.move(_revealed(made), settled_by="vote", by=made.mo)
    made.alike = _revealed(made)


def _revealed(made):
    """A round that ann, bob and cy appraised."""
    weighed = build.open_round(build.claim(ClaimState.ACCEPTED, made.panel), appraisers=0)
    for person in (made.ann, made.bob, made.cy):
        rounds.assign(weighed, person, by=made.cleo)
    return build.submit_all(weighed)


def placed(made, before, name):
    """What fills a parameter of an address, by the segment before it: a door to a new noun
    has to be named here, or the walk stops."""
    nouns = {
        "panels": made.panel,
        "papers": made.paper,
        "claims": made.claim,
        "sources": made.source,
        "imports": made.upload,
        "reports": made.report,
        "rounds": made.round,
        "motions": made.motion,
        "matches": made.match,
        "pairs": made.pair,
        "members": made.membership,
        "invitations": made.invitation,
        "interests": made.interest,
        "questions": made.question,
        "outcomes": made.outcome,
        "agreement": made.round.instrument,
        "assignments": made.assignment,
        "flags": made.flag,
        "reevaluations": made.reevaluation,
        "premises": made.premise,
        "exceptions": made.exception,
        "citations": made.citation,
        "comments": made.comment,
        "claim": made.claim,
        "event": made.event,
        "instrument": made.round.instrument,
        "instruments": made.instrument,
        "interest": made.interest,
        "membership": made.membership,
        "notice": made.match.notice,
        "panel": made.panel,
        "user": made.ann,
    }
    words = {
        "edition": 1,
        "number": 1,
        "style": "bibtex",
        "kind": "ndjson",
        "form": "fhir",
        "picture": "flow",
        "media": "svg",
        "uidb36": "0",
        "key": "none",
        "app_label": "reviews",
    }
    if name == "slug":
        return made.panel.slug
    if name == "instrument":
        return "sanra"
    return words.get(name) or ("none" if name == "url" else nouns[before].pk)
