"""A panel at work on one paper, made by the same actions that people use."""

from datetime import date
from pathlib import Path

import yaml
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from reviews.actions import (
    appraisals,
    claims,
    flags,
    interests,
    motions,
    notices,
    panels,
    papers,
    people,
    premises,
    protocols,
    questions,
    releases,
    rounds,
    verdicts,
    wordings,
)
from reviews.models import Claim, Flag, Match, Panel, User
from reviews.vocabulary import FlagCode, FlagState

FOLDER = Path(settings.BASE_DIR) / "reviews" / "demo"
PASSWORD = "demonstration"  # noqa: S105 - printed for all to use; production refuses it
DOMAIN = "demo.example"
AS_OF = date(2003, 10, 30)  # the day the paper was published
APPRAISERS = ("reviewer1", "reviewer2", "reviewer3")


class Command(BaseCommand):
    help = (
        "Make a demonstration panel with one paper taken from text to published claims, and one "
        "claim left at every stage. Prints how to sign in. Does nothing if the panel is there."
    )

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError("Demonstration accounts do not belong in production.")
        plan = yaml.safe_load((FOLDER / "demo.yaml").read_text())
        if not Panel.objects.filter(slug=plan["panel"]["slug"]).exists():
            with transaction.atomic():
                _load(plan)
        self.stdout.write(f"Sign in with the password {PASSWORD!r} as one of:")
        for part in ("admin", *plan["people"]):
            self.stdout.write(f"  {part}@{DOMAIN}")


def _load(plan):
    cast = _seat(plan)
    panel = Panel.objects.get(slug=plan["panel"]["slug"])
    _fix(plan["protocol"], panel, cast)
    paper = _import(plan, panel, cast)
    source = paper.sources.get()
    claims.suggest(source, by=cast["reviewer1"])
    for split in plan["splits"]:
        parts = [_part(source, part) for part in split["parts"]]
        claims.split(_at(source, split["of"]), parts=parts, by=cast["reviewer1"])
    for place in plan["accepted"]:
        claims.accept(_at(source, place), by=cast["reviewer2"])
    graded = {name: _grade(source, grade, cast) for name, grade in plan["grades"].items()}
    _assess(paper, plan["sanra"], cast)
    for match in Match.objects.filter(paper=paper):
        notices.acknowledge(match, note="Shown beside every claim.", by=cast["chair"])
    shown = [name for name, grade in plan["grades"].items()
             if grade["until"] in ("published", "withdrawn")]  # fmt: skip
    releases.publish(panel, [graded[name] for name in shown], by=cast["chair"])
    protocols.draft(panel, **plan["amendment"], by=cast["chair"])
    for name, grade in plan["grades"].items():
        if grade["until"] == "withdrawn":
            claim = Claim.objects.with_text().get(pk=graded[name].pk)
            claims.withdraw(claim, reason=grade["withdrawn_because"], by=cast["chair"])


def _seat(plan):
    """The cast by part. Each has declared; the barred member's interest binds."""
    admin = User.objects.create_superuser(f"admin@{DOMAIN}", PASSWORD, name="Demo Administrator")
    cast = {}
    for part, person in plan["people"].items():
        cast[part] = people.create(
            email=f"{part}@{DOMAIN}",
            name=person["name"],
            is_staff=person.get("staff", False),
            by=admin,
        )
        people.set_password(cast[part], PASSWORD, by=admin)
    panel = panels.create(**plan["panel"], chair=cast["chair"], by=admin)
    nothing = {"kind": "nothing", "consequence": "none"}
    for part, person in plan["people"].items():
        if part != "chair":
            panels.seat(panel, cast[part], person["role"], by=cast["chair"])
        interests.declare(panel, **person.get("interest", nothing), by=cast[part])
    return cast


def _fix(protocol, panel, cast):
    """The panel's protocol, with the questions and outcomes that it names, locked."""
    outcomes = [_outcome(panel, each, cast) for each in protocol["outcomes"]]
    draft = protocols.draft(
        panel, **protocol | {"outcomes": outcomes}, appraisers_per_round=len(APPRAISERS),
        by=cast["chair"],
    )  # fmt: skip
    protocols.lock(draft, by=cast["chair"])


def _import(plan, panel, cast):
    by = cast["reviewer1"]
    text = (FOLDER / "pubmed_14584089.txt").read_bytes()
    papers.import_papers(panel, text, by=by)
    paper = panel.papers.get()
    papers.edit(paper, design="narrative_review", by=by)
    with (FOLDER / plan["notices"]["file"]).open("rb") as file:
        notices.load(file, extract_on=plan["notices"]["extract_on"])
    papers.add_identifier(paper, **plan["identifier"], by=by)
    return paper


def _at(source, place):
    start, end = place
    return Claim.objects.with_text().standing().get(
        source=source, revision__start=start, revision__end=end
    )  # fmt: skip


def _part(source, part):
    start = source.text.index(part["exact"])
    return {"start": start, "end": start + len(part["exact"]), "reads_as": "", **part}


def _grade(source, grade, cast):
    """Take one claim as far as its plan says: open, revealed, graded or further."""
    claim = _at(source, grade["at"])
    _settle_reading(claim, grade, cast)
    round = rounds.open_round(
        instrument="grade", claim=claim, body=_body(source, grade, cast), by=cast["chair"]
    )
    assigned = [rounds.assign(round, cast[part], by=cast["chair"]) for part in APPRAISERS]
    sheets = [_worksheet(grade, grade["steps"])] * 2
    sheets.append(_worksheet(grade, grade.get("third", grade["steps"])))
    if grade["until"] == "open":
        appraisals.submit(assigned[0], content=sheets[0], by=assigned[0].user)
        appraisals.save_draft(
            assigned[1], version=0, content=_begun(sheets[1]), by=assigned[1].user
        )
        return claim
    for assignment, sheet in zip(assigned, sheets, strict=True):
        appraisals.submit(assignment, content=sheet, by=assignment.user)
    if grade["until"] != "revealed":
        round.refresh_from_db()
        if "third" in grade:
            _adjudicate(round, sheets[0], grade["dissent"], cast)
        else:
            verdicts.settle(round, content=sheets[0], by=cast["adjudicator"])
        _decide_flags(claim, grade, cast)
    return claim


def _adjudicate(round, sheet, statement, cast):
    """A verdict from which the third appraiser dissents."""
    motion = motions.move(round, content=sheet, settled_by="adjudication", by=cast["adjudicator"])
    *others, third = [cast[part] for part in APPRAISERS]
    for person in others:
        motions.assent(motion, by=person)
    motions.dissent(motion, statement=statement, by=third)
    motions.close(motion, by=cast["adjudicator"])


def _settle_reading(claim, grade, cast):
    """Correct the detector where the panel reads otherwise, and confirm the premise."""
    wording = claim.wording
    read = {field: getattr(wording, field) for field in wordings.READING}
    given = {"direction": "", "language_level": None} | grade["wording"]
    if any(read[field] != value for field, value in given.items()):
        wordings.correct(claim, **read | given, by=cast["reviewer1"])
    if "premise" in grade:
        start, end = grade["premise"]
        premise = claim.premises.filter(start=start, end=end).first()
        if premise:
            premises.decide(premise, state=FlagState.CONFIRMED, by=cast["reviewer1"])
        else:
            exact = claim.source.text[start:end]
            premises.propose(claim, start=start, end=end, exact=exact, by=cast["reviewer1"])


def _outcome(panel, grade, cast):
    """The outcome of a question, written once."""
    by = cast["chair"]
    question = panel.questions.filter(**grade["question"]).first()
    question = question or questions.write_question(
        panel, **grade["question"], target="any_effect", as_of=AS_OF, by=by
    )
    outcome = question.outcomes.filter(name=grade["outcome"]["name"]).first()
    return outcome or questions.write_outcome(question, **grade["outcome"], by=by)


def _body(source, grade, cast):
    by, outcome = cast["chair"], _outcome(source.paper.panel, grade, cast)
    body = outcome.bodies.filter(description=grade["body"]).first()
    return body or questions.freeze_body(
        outcome, basis="as_cited", description=grade["body"], is_randomised=True, by=by
    )


def _worksheet(grade, steps):
    zero = dict.fromkeys(
        ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias",
         "large_effect", "dose_response", "confounding"),
        0,
    )  # fmt: skip
    reading = {item: value for item, value in grade["wording"].items() if value is not None}
    answers = {"start": "high", **zero, **steps, "evidence_side": "with", **reading}
    notes = {item: note for item, note in grade["notes"].items() if steps.get(item)}
    return _content(answers, notes)


def _content(answers, notes):
    return {
        "judgements": {
            item: {"answer": str(answer), "basis": "reasoned", "note": notes.get(item, "")}
            for item, answer in answers.items()
        },
        "result": "",
        "rationale": "",
    }


def _begun(sheet):
    """A worksheet of which only the first answers are given."""
    first = dict(list(sheet["judgements"].items())[:3])
    return sheet | {"judgements": first}


def _decide_flags(claim, grade, cast):
    for code, reason in grade.get("flags", {}).items():
        flag = Flag.objects.filter(claim=claim, code=code).first()
        if flag:
            flags.decide(flag, state=FlagState.CONFIRMED, reason=reason, by=cast["adjudicator"])
        else:
            flags.raise_flag(claim, code=FlagCode(code), reason=reason, by=cast["adjudicator"])
    dismissed = grade.get("dismissed", {})
    for flag in Flag.objects.filter(claim=claim, code__in=dismissed):
        flags.decide(
            flag, state=FlagState.DISMISSED, reason=dismissed[flag.code], by=cast["adjudicator"]
        )
    for flag in Flag.objects.filter(claim=claim, state=FlagState.PROPOSED):
        flags.decide(flag, state=FlagState.CONFIRMED, by=cast["adjudicator"])


def _assess(paper, sanra, cast):
    """SANRA on the paper, settled without a total because one item could not be judged."""
    round = rounds.open_round(
        instrument="sanra", paper=paper, result=sanra["result"], by=cast["chair"]
    )
    sheet = _content(sanra["answers"], sanra["notes"])
    for part in APPRAISERS:
        assignment = rounds.assign(round, cast[part], by=cast["chair"])
        appraisals.submit(assignment, content=sheet, by=cast[part])
    round.refresh_from_db()
    verdicts.settle(round, content=sheet, by=cast["adjudicator"])
