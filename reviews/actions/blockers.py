"""What stands in the way of an edition, as (sentence, link to where it is mended)."""

from django.urls import reverse

from reviews.models import BodyPaper, Exposure, Flag, Match, Round
from reviews.vocabulary import FlagState, RoundState, Severity

URGENT = [Severity.RED, Severity.AMBER]


def blockers(chosen, renewed, own):
    """For claims that are chosen and claims that stand and would be frozen anew; of `own` (ids)
    no flag is named."""
    yield from _running(chosen)
    yield from _undecided([*chosen, *renewed], own)
    yield from _unacknowledged([*chosen, *renewed])


def _running(claims):
    for round in Round.objects.running().for_panel().filter(claim__in=claims).with_subject():
        yield (
            f"A round on “{round.claim}” is still {round.get_state_display().lower()}.",
            reverse("desk-round", args=[round.pk]),
        )


def _undecided(claims, own):
    flags = Flag.objects.filter(claim__in=claims, state=FlagState.PROPOSED, severity__in=URGENT)
    told = {}
    for flag in flags.select_related("claim__revision").order_by("claim_id", "code"):
        sentence = f"The flag “{flag}” on “{flag.claim}” is neither confirmed nor dismissed."
        if flag.claim_id in own:
            # The same for several, so that their number is not told either.
            sentence = f"You appraise “{flag.claim}” yourself: somebody else looks at its flags."
        told[sentence] = reverse("desk-claim", args=[flag.claim_id])
    yield from told.items()


def _unacknowledged(claims):
    """Of the claims' papers, of papers that a decided round on them graded, and of those that
    they rest on by way of others."""
    own = {claim.source.paper_id for claim in claims}
    decided = Round.objects.for_panel().filter(claim__in=claims, state=RoundState.DECIDED)
    graded = BodyPaper.objects.filter(body__in=decided.values("body_id"))
    exposures = Exposure.objects.current().filter(claim__in=claims)
    papers = own.union(
        graded.values_list("paper_id", flat=True), exposures.values_list("paper_id", flat=True)
    )
    matches = Match.objects.unacknowledged().filter(paper__in=papers)
    for match in matches.select_related("notice", "paper").order_by("paper_id", "matched_at"):
        nature = match.notice.get_nature_display().lower()
        yield (
            f"A notice ({nature}) on “{match.paper}” is not acknowledged.",
            reverse("desk-paper", args=[match.paper_id]),
        )
