"""One claim as the desk knows it, published or not. Whoever appraises it at present is told neither
its wording nor its label, flags and certainty."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.api.citations import CitationOfClaim
from reviews.api.claim_exceptions import ExceptionOfClaim
from reviews.api.claims import CERTAINTIES, ClaimOfPanel
from reviews.api.flags import FlagOfClaim
from reviews.api.members import panel_of
from reviews.api.premises import PremiseOfClaim
from reviews.api.reevaluations import ReevaluationOfClaim
from reviews.api.rounds import Stage
from reviews.api.verbs import door, reading
from reviews.api.wordings import WordingOfClaim
from reviews.models import Claim
from reviews.models.facts import facts
from reviews.views.readings import lines
from reviews.vocabulary import Label, choices


class Read(serializers.Serializer):
    """What is said of a claim: its label and why, the certainty, "" if none is graded; how it is
    worded, and what was found."""

    label = serializers.ChoiceField(choices(Label))
    why = serializers.CharField()
    certainty = serializers.ChoiceField(["", *CERTAINTIES])
    wording = WordingOfClaim()
    wordings = WordingOfClaim(many=True)
    flags = FlagOfClaim(many=True)
    premises = PremiseOfClaim(many=True)
    exceptions = ExceptionOfClaim(many=True)


class ClaimOfDesk(ClaimOfPanel):
    """`reading` is null for whoever appraises the claim at present. Citations are those that
    stand; `parts` are the claims that it was split into."""

    split_from = serializers.UUIDField(source="split_from_id", allow_null=True)
    parts = serializers.ListField(child=serializers.UUIDField(), source="made_of_it")
    citations = CitationOfClaim(many=True, source="standing_citations")
    reevaluations = ReevaluationOfClaim(many=True, source="tasks")
    rounds = Stage(many=True, source="its_rounds")
    reading = Read(allow_null=True)


def _read(request, slug, pk):
    rows = Claim.objects.filter(source__paper__panel=panel_of(request, slug))
    claim = get_object_or_404(rows.with_text(), pk=pk)
    claim.made_of_it = list(claim.parts.in_text_order().values_list("pk", flat=True))
    claim.standing_citations = claim.citations.current().order_by("cited_at", "pk")
    claim.tasks = claim.reevaluations.order_by("-opened_at", "pk")
    claim.its_rounds = claim.rounds.order_by("opened_at", "pk")
    [line] = lines([claim], request.user)
    claim.reading = line.reading and _reading(claim, line.reading)
    return claim


def _reading(claim, read):
    certainty = facts(claim).certainty
    return {
        "label": read.label,
        "why": read.why,
        "certainty": certainty.word if certainty else "",
        "wording": claim.wording,
        "wordings": claim.wordings.order_by("number"),
        "flags": claim.flags.order_by("code"),
        "premises": claim.premises.order_by("start", "end"),
        "exceptions": claim.exceptions.order_by("recorded_at", "pk"),
    }


claim = door(
    GET=reading("desk_claim", ClaimOfDesk, "One claim of one's panel, as it stands.", find=_read)
)
