"""An installation with something of everything that an archive holds, and of what it leaves out."""

from collections import Counter
from io import StringIO

from allauth.account.models import EmailAddress, EmailConfirmation
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from reviews.actions import (
    appraisals,
    asked_reports,
    claims,
    discussions,
    import_reading,
    imports,
    leases,
    motions,
    namesakes,
    official_texts,
    panels,
    papers,
    people,
    report_making,
    results,
    rounds,
    tokens,
)
from reviews.exports.choices import SECTIONS
from reviews.importers.records import Cited
from reviews.models import Assignment, Membership, sealed
from reviews.models.archived import ARCHIVED
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.extracts import pubmed_list
from tests.world import world

PASSWORD = "correct-horse-battery"
SECRET = "what only its writer typed so far"
TEXT = "Ærø «β» ﷺ 𝛼 e\u0301 \u2028 \\u0000 treatment A \t should not be used."


def installation():
    """The demonstration beside a panel in mid-work."""
    call_command("load_demo", stdout=StringIO())
    made = world()
    _published(made)
    _appraised(made)
    _settled(made)
    _imported(made)
    _left_behind(made)
    return made


def _published(made):
    """A claim that stands, one that was taken down, and one that was never published."""
    panel = made.panel
    shown = [build.claim(ClaimState.GRADED, panel) for _ in range(2)]
    for claim in shown:
        build.confirm_flags(claim)
        claim.refresh_from_db()
    build.acknowledge(made.match)
    build.publish(*shown)
    claims.withdraw(shown[1], reason="For the test.", by=made.chair)
    build.claim(ClaimState.WITHDRAWN, panel)
    build.claim(ClaimState.REJECTED, panel)
    build.references(made.paper, Cited("Someone 2001.", "10.5555/one", "", "", 2001))
    odd = build.paper(panel, TEXT, title=TEXT, authors=[{"collective": "Group «Ω»"}])
    worded = build.claim(source=odd.sources.get(), exact="treatment A \t should not be used.")
    build.cite(worded, made.paper, stance="contradicts")
    outcome = build.body(panel, name="pain", papers=[odd]).outcome
    results.write_result(made.paper, comparison="A", outcome=outcome.name, by=made.chair)
    official_texts.write(
        panel, "sanra", texts={"1": "The wording?"}, ground="A licence.", by=made.chair
    )


def _appraised(made):
    """In an open round: one draft, one appraisal, a note, a chair who looked; one person who is
    barred and let in, one who is no author of the paper."""
    round = made.round
    ann, bob = (Assignment.objects.get(round=round, user=user) for user in (made.ann, made.bob))
    appraisals.save_draft(ann, version=0, content={"rationale": SECRET}, by=made.ann)
    appraisals.submit(bob, content=build.worksheet("low"), by=made.bob)
    discussions.note(round, text="I read the trial twice.", by=made.bob)
    rounds.watch(round, by=made.cleo)
    author = {"family": "Alpha", "given": "A.", "orcid": ""}
    source = build.source(made.panel, authors=[author])
    opened = build.open_round(build.claim(ClaimState.ACCEPTED, source=source), appraisers=0)
    member = build.member(made.panel, name="Ann Alpha")
    namesakes.tell(
        opened, member, author="Alpha, A.", is_same=False, reason="Born later.", by=made.chair
    )
    barred = build.member(made.panel, has_declared=False)
    rounds.override(opened, barred, reason="Known to all.", by=made.chair)
    rounds.void(opened, reason="For the test.", by=made.chair)
    panels.end_seat(Membership.objects.get(panel=made.panel, user=barred), by=made.chair)
    people.erase(barred, by=build.staff())


def _settled(made):
    """By consensus and by vote; a vote that is open, with votes and dissents; and a verdict that
    somebody writes."""
    for way in ("consensus", "vote"):
        build.settle(build.round(RoundState.REVEALED, _claim(made)), settled_by=way)
    motions.vote(made.motion, choice="against", by=made.ada)
    motions.dissent(made.motion, statement="I read it otherwise.", by=made.ann)
    motions.assent(made.motion, by=made.bob)
    motion = build.move(build.round(RoundState.REVEALED, _claim(made)))
    motions.withdraw(motion, reason="A slip.", by=motion.moved_by)
    leases.take(made.alike, by=made.ada)
    leases.save_draft(made.alike, version=0, content={"rationale": SECRET}, by=made.ada)
    discussions.withdraw(discussions.comment(made.decided, text="No.", by=made.ann), by=made.ann)


def _claim(made):
    return build.claim(ClaimState.ACCEPTED, made.panel)


def _imported(made):
    """A file that is stored, one that was read, one that somebody asked to store; another waits
    already."""
    records = pubmed_list(
        {"pmid": "1001", "notice": "Retraction in\n    J. 2021."}, {"pmid": "1001"}
    )
    papers.import_papers(made.panel, records, by=made.ann)
    for number in range(2):
        file = f"TY  - JOUR\nTI  - Number {number}\nAB  - Text.\nER  - \n\nTY  - JOUR\nER  - \n"
        upload = imports.upload(made.panel, file, by=made.ann, name=f"{number}.ris")
        import_reading.read(upload, by=made.ann)
    imports.ask_to_store(upload, by=made.bob)


def _left_behind(made):
    """What belongs to this installation alone."""
    report = asked_reports.ask(
        made.panel, kind="json", sections=SECTIONS, claims=[], order="text", by=made.ann
    )
    report_making.make(report)
    tokens.make(name="Laptop", scopes=["read"], good_for=30, by=made.ann)
    people.set_password(made.ann, PASSWORD, by=build.staff())
    form = {"login": made.ann.email, "password": PASSWORD}
    assert Client().post("/accounts/login/", form).status_code == 302
    address, _ = EmailAddress.objects.get_or_create(user=made.ann, email=made.ann.email)
    EmailConfirmation.objects.create(email_address=address, key="a-token", sent=timezone.now())
    call_command("send_reminders")
    group = Group.objects.create(name="A group")
    group.permissions.add(Permission.objects.first())
    made.ann.groups.add(group)
    made.ann.user_permissions.add(Permission.objects.first())


def held():
    """{model: how many rows} of all that an archive holds."""
    return +Counter({part.label: sealed.rows(part.model).count() for part in ARCHIVED})
