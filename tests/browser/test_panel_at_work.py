"""A panel of six and its two hundred claims, from the invitations to the statistics."""

import re
from collections import Counter
from datetime import timedelta

import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from reviews.actions import appraisals, claims, papers, verdicts
from reviews.models import Assignment, Claim, Round, User
from reviews.vocabulary import Purpose, RoundState
from tests import build
from tests.browser import desk

CLAIMS, PAGE, CALIBRATION = 200, 100, 3
TEXT = " ".join(
    f"Treatment A in its form {number} should be recommended for adults with condition B."
    for number in range(CLAIMS + CALIBRATION)
)
NEWCOMERS = {
    "Adele Adjudicator": "Adjudicator",
    "Rosa One": "Reviewer",
    "Rudi Two": "Reviewer",
    "Ruth Three": "Reviewer",
    "Remo Four": "Reviewer",
}


def test_a_panel_of_six_takes_two_hundred_claims_to_its_statistics(
    at_desk, new_page, live_server, panel, cleo
):
    chair = at_desk(cleo)
    pages = {name: join(chair, new_page, live_server, panel, name) for name in NEWCOMERS}
    members = {name: User.objects.get(name=name) for name in NEWCOMERS}
    body = build.body(panel)
    accept_all(panel, cleo)
    open_rounds(chair, panel, CLAIMS)
    reviewers = sorted(members)[1:]
    staff(chair, panel, reviewers)
    assert loads(panel) == dict.fromkeys(reviewers, CLAIMS // 2)
    look_at_who_is_barred(chair, panel, body)
    lose(chair, panel, "Remo Four")
    staff(chair, panel, ["Rosa One", "Rudi Two", "Ruth Three"])
    assert sum(loads(panel).values()) == 2 * CLAIMS
    odd = appraise_one(pages["Rosa One"], panel, members["Rosa One"])
    appraise_the_rest(panel, odd)
    assert set(Round.objects.values_list("state", flat=True)) == {RoundState.REVEALED}
    settle_one(pages, odd)
    settle_the_rest(panel, members["Adele Adjudicator"])
    assert Claim.objects.filter(state="graded").count() == CLAIMS
    calibrate(chair, pages, panel)
    read_statistics(chair, panel)


def join(chair, new_page, live_server, panel, name):
    """Invited by mail, with an account made by the link, and an interest declared."""
    address = f"{name.split()[0].lower()}@example.org"
    chair.goto(f"/desk/panels/{panel.slug}/members/")
    form = chair.locator("form").filter(has=chair.get_by_label("E-mail address"))
    desk.fill(form, {"E-mail address": address, "Role": NEWCOMERS[name]})
    desk.press(form, "Invite")
    expect(chair.get_by_role("status")).to_contain_text(f"on its way to {address}")
    [link] = re.findall(r"http\S+", mail.outbox[-1].body)
    assert mail.outbox[-1].to == [address]
    page = new_page(base_url=live_server.url)
    page.goto(re.sub(r"^https?://[^/]+", "", link))
    desk.fill(page, {"Name": name, "Password": desk.PASSWORD})
    desk.press(page, "Make the account and accept")
    page.goto(f"/desk/panels/{panel.slug}/interests/")
    desk.fill(page, {"Kind": "Nothing to declare", "What follows": "Nothing follows"})
    desk.press(page, "Declare")
    expect(page.get_by_role("status")).to_be_visible()
    return page


def accept_all(panel, chair):
    paper = papers.add(panel, title="A paper with very many sentences", text=TEXT, by=chair)
    source = paper.sources.get()
    claims.suggest(source, by=chair)
    for claim in source.claims.all():
        claims.accept(claim, by=chair)


def open_rounds(page, panel, count):
    """On the first claims in the order of the text, a page of them at a time; the last few
    are left."""
    for _ in range(count // PAGE):
        page.goto(f"/desk/panels/{panel.slug}/rounds/open/")
        page.get_by_label("Body of evidence").select_option(index=1)
        expect(page.get_by_role("group", name="Claims").get_by_role("checkbox")).to_have_count(PAGE)
        desk.press(page, "Open the rounds")
        expect(page.get_by_role("status")).to_contain_text(f"Rounds opened: {PAGE}.")
    assert Round.objects.filter(state=RoundState.OPEN).count() == count


def staff(page, panel, names):
    """What is missing is proposed evenly, looked at and assigned."""
    while missing(panel):
        before = missing(panel)
        page.goto(f"/desk/panels/{panel.slug}/assign/")
        desk.press(page, "Preview")
        table = page.get_by_role("region", name="Workload")
        for name in names:
            expect(table.get_by_role("row", name=name)).to_be_visible()
        page.get_by_role("button", name=re.compile("^Assign: ")).click()
        expect(page.get_by_role("status")).to_contain_text("Assignments made")
        assert missing(panel) < before


def missing(panel):
    wanted = Round.objects.filter(panel=panel, state=RoundState.OPEN)
    there = Assignment.objects.current().filter(round__in=wanted).count()
    return sum(wanted.values_list("minimum", flat=True)) - there


def loads(panel):
    """{name: how many appraisals are asked of them}."""
    current = Assignment.objects.current().filter(round__panel=panel)
    return dict(Counter(current.values_list("user__name", flat=True)))


def look_at_who_is_barred(page, panel, body):
    """A declaration that ran out, one that excludes, and an author of the paper."""
    with time_machine.travel(timezone.now() - timedelta(days=400)):
        late = build.member(panel, name="Lara Late")
    recused = build.member(panel, name="Ines Interested", has_declared=False)
    build.declare(panel, recused, kind="financial", consequence="excluded", statement="Shares.")
    build.member(panel, name="Aurel Author")
    paper = panel.papers.get()
    papers.edit(
        paper,
        authors=[{"family": "Author", "given": "Aurel", "orcid": ""}],
        by=build.chair(panel),
    )
    page.goto(Round.objects.first().get_absolute_url())
    for name, why in (
        ("Lara Late", re.compile("declared over a year ago")),
        ("Ines Interested", re.compile("interest|Shares|excluded", re.I)),
        ("Aurel Author", re.compile("author")),
    ):
        line = page.locator("#appraisers li").filter(has_text=name)
        expect(line.get_by_role("button", name="Assign").first).to_have_attribute(
            "aria-disabled", "true"
        )
        expect(line).to_contain_text(why)
    assert not Assignment.objects.filter(user__in=[late, recused]).exists()


def lose(page, panel, name):
    """Somebody's seat ends while they owe a hundred appraisals."""
    page.goto(f"/desk/panels/{panel.slug}/members/")
    line = page.locator("li.card").filter(has_text=name)
    line.locator("summary").filter(has_text="End the seat").click()
    line.locator("details form").get_by_role("textbox").fill("Moved to another institute.")
    desk.press(line, "End the seat")
    expect(page.get_by_role("status")).to_be_visible()
    assert not Assignment.objects.current().filter(user__name=name).exists()
    assert missing(panel) == CLAIMS // 2


def appraise_one(page, panel, person):
    """One by hand, which ends lower than the other appraiser's; answers with its round."""
    assignment = Assignment.objects.current().filter(user=person).first()
    page.goto(f"{assignment.round.get_absolute_url()}appraise/")
    desk.judge(page, desk.VERY_LOW)
    expect(page.locator("#result")).to_contain_text("Draft saved")
    desk.press(page, "Check and submit")
    expect(page.get_by_role("status")).to_have_text("Your appraisal is submitted and frozen.")
    return assignment.round


def appraise_the_rest(panel, odd):
    """The others, as the same forms hand them in; every round is revealed by its last."""
    waiting = Assignment.objects.current().filter(round__panel=panel, round__state=RoundState.OPEN)
    for assignment in waiting.select_related("user", "round").order_by("pk"):
        is_odd = assignment.round_id == odd.pk
        if is_odd and assignment.user.name == "Rosa One":
            continue
        number = assignment.round_id.int % 4
        result = "low" if is_odd else ("high", "moderate", "low", "very_low")[number]
        appraisals.submit(assignment, content=build.worksheet(result), by=assignment.user)


def settle_one(pages, round):
    """Proposed by the adjudicator; one appraiser has nothing to add and the other dissents."""
    page = pages["Adele Adjudicator"]
    page.goto(round.get_absolute_url())
    page.get_by_role("link", name="Settle").click()
    desk.press(page, "Begin to settle")
    page.get_by_role("group", name="Did they answer the same question?").get_by_label("Yes").check()
    desk.judge(page, {"Imprecision ≠ differs": "Serious"})
    page.get_by_label("Adjudication").check()
    desk.press(page, "Settle")
    expect(page.get_by_role("status")).to_contain_text("The verdict is proposed")
    for assignment in Assignment.objects.current().filter(round=round).select_related("user"):
        answer(pages[assignment.user.name], round, assents=assignment.user.name == "Rosa One")
    page.reload()
    desk.press(page, "Close it")
    expect(page.locator(".label")).to_be_visible()
    page.goto(round.get_absolute_url())
    expect(page.locator(".dissent")).to_contain_text("Few events are no reason.")


def answer(page, round, *, assents):
    page.goto(round.get_absolute_url())
    if assents:
        desk.press(page, "I have none")
    else:
        form = desk.unfold(page, "State a dissent")
        form.get_by_role("textbox").fill("Few events are no reason.")
        desk.press(form, "State a dissent")
    expect(page.get_by_role("status")).to_be_visible()


def settle_the_rest(panel, by):
    revealed = Round.objects.filter(panel=panel, state=RoundState.REVEALED)
    for round in revealed.order_by("pk"):
        number = round.pk.int % 4
        content = build.worksheet(("high", "moderate", "low", "very_low")[number])
        verdicts.settle(round, content=content, settled_by="agreement", by=by)


def calibrate(chair, pages, panel):
    """The same claims for every reviewer, who then see how the verdict went; what is found
    enters no statistic."""
    chair.goto(f"/desk/panels/{panel.slug}/rounds/open/")
    chair.get_by_label("Body of evidence").select_option(index=1)
    chair.get_by_label("For calibration").check()
    desk.press(chair, "Open the rounds")
    expect(chair.get_by_role("status")).to_contain_text(f"Rounds opened: {CALIBRATION}.")
    rounds = Round.objects.filter(panel=panel, purpose=Purpose.CALIBRATION)
    assert rounds.count() == CALIBRATION
    for round in rounds:
        build.submit_all(round, build.worksheet("high"))
        verdicts.settle(
            round, content=build.worksheet("high"), settled_by="agreement", by=build.chair(panel)
        )
    page = pages["Rosa One"]
    page.goto(f"/desk/panels/{panel.slug}/calibration/")
    lines = page.get_by_role("region", name="Rounds for calibration").locator("tbody tr")
    expect(lines).to_have_count(CALIBRATION)
    expect(lines.first).to_contain_text("as the verdict")


def read_statistics(page, panel):
    page.goto(f"/desk/panels/{panel.slug}/")
    page.get_by_role("link", name="Agreement").click()
    expect(page.locator("#shown .facts")).to_contain_text(f"{CLAIMS} rounds")
    expect(page.locator("#shown .facts")).to_contain_text("by 3 people")
    expect(page.locator("#shown .facts")).to_contain_text("95% interval")
    expect(page.locator("#rounds")).to_contain_text("0%")
