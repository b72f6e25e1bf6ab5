"""What claims rest on: citing papers of the panel, changing and removing citations."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import citations
from reviews.api.doors import described, desk
from reviews.api.sent import Sent, given
from reviews.models import Citation, Claim, Paper
from reviews.permissions import can
from reviews.vocabulary import Directness, Stance, choices


class Saying(Sent):
    """What a cited paper does to the claim, and how directly it speaks to each part of it; the
    quote is word for word from the cited paper."""

    stance = serializers.ChoiceField(choices(Stance))
    population = serializers.ChoiceField(choices(Directness), required=False)
    intervention = serializers.ChoiceField(choices(Directness), required=False)
    comparator = serializers.ChoiceField(choices(Directness), required=False)
    outcome = serializers.ChoiceField(choices(Directness), required=False)
    quote = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class Citing(Saying):
    """`id` is the client's: the same again is the same citation."""

    id = serializers.UUIDField(required=False)
    paper = serializers.UUIDField()


class Change(Saying):
    """What is left out stays as it was. `id` is that of the new citation."""

    id = serializers.UUIDField(required=False)
    stance = serializers.ChoiceField(choices(Stance), required=False)


class CitationOfClaim(serializers.Serializer):
    """A citation as it stands, or, with the day, as it stood until it was changed or removed."""

    stance = serializers.ChoiceField(choices(Stance))
    population = serializers.ChoiceField(choices(Directness))
    intervention = serializers.ChoiceField(choices(Directness))
    comparator = serializers.ChoiceField(choices(Directness))
    outcome = serializers.ChoiceField(choices(Directness))
    quote = serializers.CharField()

    id = serializers.UUIDField()
    claim = serializers.UUIDField(source="claim_id")
    paper = serializers.UUIDField(source="paper_id")
    cited_at = serializers.DateTimeField()
    removed_at = serializers.DateTimeField(allow_null=True)


@described("cite", CitationOfClaim, status=201, request=Citing)
@desk(POST="cite")
def cite(request, pk):
    """Say that a claim rests on a paper of its panel, is contradicted by it, or mentions it."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user).with_text(), pk=pk)
    panel = claim.source.paper.panel
    can(request.user, "cite", panel).enforce()
    said = given(request, Citing)
    paper = get_object_or_404(Paper.objects.filter(panel=panel), pk=said.pop("paper"))
    made = citations.cite(claim, paper=paper, **said, by=request.user)
    return Response(CitationOfClaim(made).data, status=201)


@described("amend_citation", CitationOfClaim, status=201, request=Change)
@desk(POST="cite")
def amend(request, pk):
    """Say otherwise; the old citation stays on record as removed, the new one is answered."""
    citation = _citation(request, pk)
    can(request.user, "cite", citation.paper.panel).enforce()
    made = citations.amend(citation, **given(request, Change), by=request.user)
    return Response(CitationOfClaim(made).data, status=201)


@described("remove_citation", CitationOfClaim, request=None)
@desk(POST="cite")
def remove(request, pk):
    """The claim does not rest on the paper any more; that it did stays on record."""
    removed = citations.remove(_citation(request, pk), by=request.user)
    return Response(CitationOfClaim(removed).data)


def _citation(request, pk):
    visible = Citation.objects.visible_to(request.user)
    rows = visible.select_related("paper__panel", "claim__source__paper__panel")
    return get_object_or_404(rows, pk=pk)
