"""Test data, made only by walking the workflow, so that no test starts from an impossible state.

Sentences are about "treatment A" and "condition B": nothing here says anything of the world.
"""

import json
from dataclasses import asdict
from datetime import date
from io import BytesIO
from itertools import count
from uuid import uuid4

from django.utils import timezone

from reviews.actions import (
    appraisals,
    citations,
    claims,
    duplicates,
    flags,
    instruments,
    interests,
    motions,
    notices,
    overall_choices,
    panels,
    papers,
    people,
    protocols,
    questions,
    releases,
    rounds,
    verdicts,
)
from reviews.importers import retraction_watch
from reviews.importers.cited import numbered
from reviews.models import Assignment, Flag, FrozenClaim, Reference, User, sealed
from reviews.permissions import voters
from reviews.vocabulary import ClaimState, FlagState, Role, RoundState

TEXT = (
    "Some studies suggest that treatment A may be useful in adults with condition B. "
    "Thus, treatment A should be recommended for the treatment of condition B."
)
STRONG = "Thus, treatment A should be recommended for the treatment of condition B."
PROTOCOL = {
    "eligibility": "What is said of treatment A.",
    "settling": ["consensus", "vote", "adjudication"],
    "instruments": {"grade": {}, "sanra": {}, "amstar-2": {}},
}
# An instrument that a panel could write: two questions, and the worse answer counts.
DEFINITION = """\
key: own-sheet
version: "1"
name: Own sheet
publisher: A panel
citation: Written for this panel.
licence: Own wording
verbatim: false
subject: paper
designs: [narrative_review, cohort]
note: Read the methods first.
domains:
  - id: "1"
    label: Source
    help: Is it said where the data come from?
    answers: &answers
      - {value: Good, label: Good}
      - {value: Bad, label: Bad, footnote: true}
  - id: "2"
    label: Reasoning
    answers: *answers
overall:
  algorithm: worst
  results: *answers
"""
_numbers = count(1)


def staff():
    known = User.objects.filter(email="staff@example.org").first()
    return known or User.objects.create_superuser("staff@example.org", name="Staff")


def user(name=None, **fields):
    number = next(_numbers)
    name = name or f"Person Number{number}"
    return people.create(email=f"person{number}@example.org", name=name, by=staff(), **fields)


def panel(has_protocol=True, **fixed):
    """With its first chair, who has declared, and a locked protocol that takes every claim but
    for what is `fixed`, such as appraisers_per_round=3 or instruments={"grade": {}}."""
    number = next(_numbers)
    chair = user()
    made = panels.create(slug=f"panel-{number}", name=f"Panel {number}", chair=chair, by=staff())
    declare(made, chair)
    if has_protocol:
        lock(made, **fixed)
    return made


def lock(panel, reason="For the test.", **fixed):
    """The panel's next version of its protocol, in force."""
    return protocols.lock(draft(panel, **fixed), reason=reason, by=chair(panel))


def draft(panel, **fixed):
    """As the version before, the first as PROTOCOL, but for what is `fixed`."""
    fixed = fixed if panel.protocols.exists() else PROTOCOL | fixed
    return protocols.draft(panel, **fixed, by=chair(panel))


def instrument(panel, definition=DEFINITION):
    """Made by the panel; its protocol does not list it yet."""
    return instruments.make(definition, panel=panel, by=chair(panel))


def chair(panel):
    return User.objects.filter(
        memberships__panel=panel, memberships__role=Role.CHAIR, memberships__left_at=None
    ).first()


def declare(panel, member, kind="nothing", consequence="none", statement="", **fields):
    return interests.declare(
        panel, kind=kind, consequence=consequence, statement=statement, by=member, **fields
    )


def member(panel, role=Role.REVIEWER, has_declared=True, name=None, **fields):
    person = user(name, **fields)
    panels.seat(panel, person, role, by=chair(panel))
    if has_declared:
        declare(panel, person)
    return person


def paper(panel=None, text=TEXT, **details):
    panel = panel or globals()["panel"]()
    details.setdefault("title", f"A constructed paper, number {next(_numbers)}")
    return papers.add(panel, text=text, by=chair(panel), **details)


def source(panel=None, text=TEXT, **details):
    return paper(panel, text, **details).sources.get()


def claim(state=ClaimState.PROPOSED, panel=None, source=None, exact=STRONG):
    """A claim taken by the actions to `state`."""
    source = source or globals()["source"](panel)
    by = chair(source.paper.panel)
    start = source.text.index(exact)
    made = claims.propose(source, start=start, end=start + len(exact), exact=exact, by=by)
    if state == ClaimState.REJECTED:
        claims.reject(made, by=by)
    elif state != ClaimState.PROPOSED:
        claims.accept(made, by=by)
    if state in (ClaimState.GRADED, ClaimState.PUBLISHED, ClaimState.WITHDRAWN):
        grade(made)
    if state == ClaimState.PUBLISHED:
        confirm_flags(made)
        releases.publish(source.paper.panel, [made], by=by)
    if state == ClaimState.WITHDRAWN:
        claims.withdraw(made, reason="For the test.", by=by)
    made.refresh_from_db()
    return made


def pair(panel, **details):
    """Two records of one paper, and that they wait to be looked at."""
    # Numbered titles would be parts of a series.
    details.setdefault("title", f"A paper that came in twice, {uuid4().hex}")
    details.setdefault("authors", [{"family": "Someone", "given": "Ann", "orcid": ""}])
    made = [paper(panel, text="", year=2020, **details) for _ in range(2)]
    [found] = duplicates.find(panel, [row.pk for row in made], by=chair(panel))
    return found


def notice(paper, nature="Retraction", **cells):
    """A row of a Retraction Watch file about the paper, loaded; the paper gets a DOI for it."""
    doi = f"10.5555/constructed.{next(_numbers)}"
    papers.add_identifier(
        paper, scheme="doi", value=doi, basis="Made for the test.", by=chair(paper.panel)
    )
    row = dict.fromkeys(retraction_watch.REQUIRED_COLUMNS, "") | cells
    row |= {"OriginalPaperDOI": doi, "RetractionNature": nature}
    lines = [",".join(row), ",".join(row.values())]
    return notices.load(BytesIO("\n".join(lines).encode()))


def confirm_flags(claim):
    """What a panel has to do before it may publish."""
    for flag in Flag.objects.filter(claim=claim, state=FlagState.PROPOSED):
        flags.decide(flag, state=FlagState.CONFIRMED, by=chair(claim.source.paper.panel))


def body(panel, importance="critical", effect="benefit", name="outcome C", **fields):
    by = chair(panel)
    question = questions.write_question(
        panel,
        population="adults with condition B",
        intervention="treatment A",
        comparator="no treatment",
        target="any_effect",
        as_of=date(2026, 1, 1),
        by=by,
    )
    outcome = questions.write_outcome(
        question, name=name, importance=importance, effect=effect, by=by
    )
    fields.setdefault("is_randomised", True)
    return questions.freeze_body(
        outcome, basis="as_cited", description="What the paper itself cites.", by=by, **fields
    )


def references(paper, *cited):
    """The paper's own list of references, as an import would keep it."""
    Reference.objects.bulk_create(
        Reference(paper=paper, position=place, **asdict(entry)) for place, entry in numbered(cited)
    )


def cite(claim, paper=None, stance="supports", **said):
    """The claim cites the paper, or a fresh one of its panel."""
    panel = claim.source.paper.panel
    paper = paper or globals()["paper"](panel)
    return citations.cite(claim, paper=paper, stance=stance, by=chair(panel), **said)


def worksheet(result="very_low", side="with", **answers):
    """A complete GRADE worksheet for a strong recommendation that ends at `result`."""
    steps = {
        "high": (0, 0, 0),
        "moderate": (-1, 0, 0),
        "low": (-1, -1, 0),
        "very_low": (-1, -1, -1),
    }
    bias, indirectness, imprecision = steps[result]
    given = {
        "start": "high",
        "risk_of_bias": bias,
        "inconsistency": 0,
        "indirectness": indirectness,
        "imprecision": imprecision,
        "publication_bias": 0,
        "large_effect": 0,
        "dose_response": 0,
        "confounding": 0,
        "evidence_side": side,
        "kind": "recommendation",
        "advice": "strong",
        "direction": "for",
    } | answers
    return {
        "judgements": {
            item: {"answer": str(answer), "basis": "reasoned", "note": "A reason."}
            for item, answer in given.items()
        },
        "result": "",
        "rationale": "",
    }


def open_round(claim, appraisers=None, body=None):
    """An open GRADE round with fresh appraisers assigned."""
    panel = claim.source.paper.panel
    by = chair(panel)
    made = rounds.open_round(
        instrument="grade",
        claim=claim,
        body=body or globals()["body"](panel),
        reason="Again, for the test.",
        by=by,
    )
    for _ in range(made.minimum if appraisers is None else appraisers):
        rounds.assign(made, member(panel), by=by)
    return made


def submit_all(round, content=None):
    """Everyone assigned submits, which reveals the round."""
    for assignment in Assignment.objects.filter(round=round).order_by("assigned_at", "pk"):
        appraisals.submit(assignment, content=content or worksheet(), by=assignment.user)
    round.refresh_from_db()
    return round


def move(round, content=None, settled_by="adjudication", by=None, **said):
    """A verdict proposed to the appraisers of a revealed round."""
    by = by or chair(round.panel)
    if settled_by == "consensus":
        people = list(round.panel.memberships.current().values_list("user_id", flat=True)[:2])
        said = {"participants": people, "discussed_on": timezone.localdate(), **said}
    return motions.move(round, content=content or worksheet(), settled_by=settled_by, by=by, **said)


def answer(motion):
    """Every appraiser has no dissent and, where there is a vote, every member votes for it."""
    appraised = sealed.appraisals.filter(round=motion.round)
    seats = motion.round.panel.memberships.current().select_related("user")
    for seat in seats.filter(user__in=appraised.values("appraiser"), user__is_active=True):
        motions.assent(motion, by=seat.user)
    if motion.is_vote:
        for voter in User.objects.filter(pk__in=voters(motion.round)):
            motions.vote(motion, choice="for", by=voter)
    return motion


def settle(round, content=None, settled_by="agreement", by=None, **said):
    """A verdict; by agreement at once, else moved, answered by all and closed."""
    by = by or chair(round.panel)
    if settled_by == "agreement":
        return verdicts.settle(round, content=content or worksheet(), by=by)
    return motions.close(answer(move(round, content, settled_by, by, **said)), by=by)


def round(state=RoundState.OPEN, claim=None, content=None, appraisers=None, body=None):
    made = open_round(claim or globals()["claim"](ClaimState.ACCEPTED), appraisers, body)
    if state in (RoundState.REVEALED, RoundState.DECIDED):
        submit_all(made, content)
    if state == RoundState.DECIDED:
        settle(made, content)
    if state == RoundState.VOID:
        rounds.void(made, reason="For the test.", by=chair(made.panel))
    made.refresh_from_db()
    return made


def grade(claim, content=None, body=None):
    """A decided round on the claim."""
    return round(RoundState.DECIDED, claim, content, body=body)


def grade_outcomes(claim, *, harms=None, **benefits):
    """{name: Outcome}, each critical, on the claim's side and graded at its result."""
    found = {}
    for effect, results in (("benefit", benefits), ("harm", harms or {})):
        for name, result in results.items():
            made = body(claim.source.paper.panel, effect=effect, name=name)
            grade(claim, worksheet(result), made)
            found[name] = made.outcome
    return found


def grade_again(claim, outcome, content, papers=()):
    """Another verdict on the same outcome, on a new body."""
    again = questions.freeze_body(
        outcome, basis="as_cited", description="More.", is_randomised=True, papers=papers,
        by=chair(claim.source.paper.panel),
    )  # fmt: skip
    return grade(claim, content, again)


def choose(claim, outcome=None, reason="It decides.", by=None, **said):
    """How the claim's overall certainty is taken: that of the outcome, or the lowest."""
    said.setdefault("branch", "highest" if outcome else "lowest")
    said.setdefault("replaces", claim.overall_choices.count())
    return overall_choices.choose(
        claim,
        outcome=outcome and outcome.pk,
        reason=reason,
        by=by or chair(claim.source.paper.panel),
        **said,
    )


def uncite(citation):
    citations.remove(citation, by=chair(citation.paper.panel))


def chain(panel, *, length=3, state=ClaimState.ACCEPTED):
    """Claims of which each cites the paper of the one before; the first stands alone."""
    claims = [claim(state, panel)]
    while len(claims) < length:
        claims.append(claim(state, panel))
        cite(claims[-1], claims[-2].source.paper)
    return claims


def content(claim):
    """What the edition in which a claim stands keeps of it."""
    return json.loads(FrozenClaim.objects.get(standings__claim=claim).content)


def acknowledge(match):
    notices.acknowledge(match, by=chair(match.paper.panel))


def publish(*claims):
    panel = claims[0].source.paper.panel
    return releases.publish(panel, claims, by=chair(panel))
