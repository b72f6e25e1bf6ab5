"""Rounds in which given people say given things."""

from reviews.actions import appraisals, results, rounds
from reviews.models import Assignment
from reviews.vocabulary import ClaimState, Purpose
from tests import build


def opened(panel, *people, purpose=Purpose.PANEL):
    """An open round on a claim of its own, these people assigned."""
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    made = rounds.open_round(
        instrument="grade",
        claim=claim,
        body=build.body(panel),
        purpose=purpose,
        by=build.chair(panel),
    )
    for person in people:
        rounds.assign(made, person, by=build.chair(panel))
    return made


def submit(round, person, content):
    mine = Assignment.objects.select_related("round__panel").get(round=round, user=person)
    appraisals.submit(mine, content=content, by=person)


def appraised(panel, said):
    """A revealed round; `said` is {person: result of the worksheet}."""
    made = opened(panel, *said)
    for person, result in said.items():
        submit(made, person, build.worksheet(result))
    made.refresh_from_db()
    return made


def settled(round, result):
    build.settle(round, build.worksheet(result), settled_by="adjudication")
    return round


def published(panel, *said):
    """(the next edition, its graded claims): a claim for each {person: result}, settled as the
    first of them said."""
    claims = []
    for each in said:
        made = settled(appraised(panel, each), next(iter(each.values())))
        made.claim.refresh_from_db()
        build.confirm_flags(made.claim)
        claims.append(made.claim)
    return build.publish(*claims), claims


def of_paper(panel, instrument, design, *sheets):
    """Revealed rounds on papers of their own; each sheet is {person: {item: answer}}."""
    return [on_paper(build.source(panel, design=design), instrument, sheet) for sheet in sheets]


def on_paper(source, instrument, sheet):
    """A revealed round on the source's paper."""
    paper, by = source.paper, build.chair(source.paper.panel)
    of = {"result": "All of it"}
    if instrument == "rob-2-assignment":
        asked = {"comparison": "A against placebo", "outcome": "Falls"}
        of = {"paper_result": results.write_result(paper, **asked, by=by)}
    made = rounds.open_round(instrument=instrument, paper=paper, **of, by=by)
    for person in sheet:
        rounds.assign(made, person, by=by)
    for person, answers in sheet.items():
        submit(made, person, {"judgements": reasoned(answers)})
    made.refresh_from_db()
    return made


def reasoned(answers):
    return {
        item: {"answer": str(answer), "basis": "reasoned", "note": "A reason."}
        for item, answer in answers.items()
    }


def sums(*points):
    """A SANRA sheet."""
    return {str(number): answer for number, answer in enumerate(points, start=1)}
