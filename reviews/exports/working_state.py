"""A panel's working state in the shape of an edition: what the next one would hold if every
graded claim were published. Nothing of it is written.

Whatever is being appraised is as its last edition has it, or not there: what rounds that run will
say is in nobody's report. Likewise for whoever appraises a claim for calibration.
"""

from random import Random

from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from reviews.exceptions import Conflict
from reviews.exports import next_edition
from reviews.exports.ndjson import line, since
from reviews.exports.report import defined, head_of
from reviews.models import Assignment, Chain, Claim, Match, Round, Standing
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Banner, ClaimState, RoundState

FORMAT = "evidence-working-state-1"
TRIES = 3


def claims(panel, user=None):
    """What a working state has for the user: graded claims and those that stand."""
    standing = Claim.objects.filter(standing__panel=panel)
    standing = standing.exclude(standing__banner=Banner.WITHDRAWN)
    shown = _graded(panel).exclude(pk__in=hidden(panel, user))
    return Claim.objects.filter(Q(pk__in=shown) | Q(pk__in=standing)).with_text()


def _graded(panel):
    return Claim.objects.filter(source__paper__panel=panel, state=ClaimState.GRADED)


def hidden(panel, user=None):
    """Ids of claims that are being appraised for the panel, or by the user for whatever reason."""
    found = next_edition.running(panel)
    if user is not None:
        found |= next_edition.appraised(panel, user)
    return found


def appraises_since(panel, user, moment):
    """Whether the user was assigned a claim of the panel since, so that what was read for them
    before tells what is kept from them now."""
    mine = Assignment.objects.current().filter(user=user, assigned_at__gte=moment)
    open_rounds = mine.filter(round__panel=panel, round__state=RoundState.OPEN)
    return open_rounds.exclude(round__claim=None).exists()


def read(panel, user=None, tell=lambda done, of: None):
    """(head, lines of claims) as `report.read` takes them; `tell` hears how many claims are done.

    Raises Conflict if the panel was at work all the while, so that no state could be read whole.
    """
    for _ in range(TRIES):
        before, kept_back = _heads(panel), hidden(panel, user)
        rows, standings = _rows(panel, kept_back, tell)
        content = _content(panel, rows, kept_back)
        if _heads(panel) == before:
            break
    else:
        raise Conflict("The panel changed while its state was read: ask again in a moment.")
    text = canonical(content)
    today = timezone.now().date()
    edition = {
        "panel": panel.slug,
        "edition": None,
        "working_state_of": today,
        "release": sha256(text),
    }
    lines = [line(edition, row, since(standings.get(row.claim_id, Standing()))) for row in rows]
    head = head_of(
        text,
        digest=sha256(text),
        audit_head="",
        published_on=today,
        left_out=_graded(panel).filter(pk__in=kept_back).count(),
    )
    return head, list(defined(lines))


def _rows(panel, kept_back, tell):
    """(frozen claims, whether saved or not; {claim id: standing} of those that stay as they are)"""
    chosen = list(_graded(panel).exclude(pk__in=kept_back).with_text().in_source_order())
    renewed, kept = next_edition.standing(panel, chosen, untouched=kept_back)
    rows, claims = [], [*chosen, *renewed]
    for row, _ in next_edition.frozen(panel, claims, None, _randoms):
        rows.append(row)
        tell(len(rows), len(claims))
    rows += [standing.frozen for standing in kept]
    return rows, {standing.claim_id: standing for standing in kept}


def _randoms(subject):
    """Letters that are not published yet are the same on every look, and nobody can draw them
    again: the key is the site's own."""
    key = salted_hmac("letters of a working state", str(subject)).hexdigest()
    return Random(key)  # noqa: S311 - the same on every look, and the seed needs SECRET_KEY


def _content(panel, rows, appraised):
    held = next_edition.document(panel, rows, appraised)
    return {"format": FORMAT, "number": None, **held, "flow": [_step(s) for s in held["flow"]]}


def _step(step):
    """In words of this state, as there is no edition."""
    left_out = [each | {"label": _named(each["label"])} for each in step["left_out"]]
    return step | {"label": _named(step["label"]), "left_out": left_out}


def _named(label):
    return label.replace("this edition", "this working state")


def _heads(panel):
    """What changes with every act in the panel, with rounds that are opened, and with notices."""
    rounds = Round.objects.running().filter(panel=panel).order_by("pk")
    return (
        Chain.objects.filter(pk=panel.pk).values_list("head", flat=True).first(),
        list(rounds.values_list("pk", "state")),
        Match.objects.filter(paper__panel=panel).count(),
    )
