"""Papers of which claims are published, as the latest edition of one of them has it."""

import json
from functools import reduce
from operator import or_

from django.db.models import OuterRef, Prefetch, Q, Subquery
from django.shortcuts import get_list_or_404
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reviews import models
from reviews.api import claims
from reviews.api.asked import choice_of_fields, filters, one
from reviews.api.doors import described, public
from reviews.api.paging import listing, page_of, paged
from reviews.api.verbs import PANEL, door, rows
from reviews.importers.identifiers import if_valid
from reviews.models import PublicIdentifier, Standing
from reviews.vocabulary import PublicationStatus, Scheme, SourceKind, StudyDesign, choices


class Paper(serializers.Serializer):
    """A paper as an edition has it: what is not known is null. `status` is what sources list of
    it now, and `notices_since` is what they listed after that edition."""

    id = serializers.UUIDField(source="paper_id")
    url = serializers.SerializerMethodField()
    panel = serializers.SlugField(source="panel.slug")
    status = serializers.ChoiceField(choices(PublicationStatus))
    notices_since = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()

    def get_notices_since(self, row) -> list:
        return [notice for notice in row.notices_since if not notice["path"]]

    def get_url(self, row) -> str:
        return reverse("api-paper", args=[row.paper_id], request=self.context["request"])

    def get_content(self, row) -> dict:
        return json.loads(row.frozen.content)["paper"]


class WantedPapers(serializers.Serializer):
    """What a list of papers may be narrowed to; `identifier` is a DOI, a PMID or a PMCID."""

    panel = serializers.SlugField(required=False)
    design = serializers.ChoiceField(choices(StudyDesign), required=False)
    year = serializers.IntegerField(required=False, min_value=0, max_value=9999)
    status = serializers.ChoiceField(choices(PublicationStatus), required=False)
    identifier = serializers.CharField(required=False, max_length=500)


class PaperWithClaims(Paper):
    claims = claims.ClaimSummary(many=True)


class IdentifierOfPaper(serializers.Serializer):
    scheme = serializers.ChoiceField(choices(Scheme))
    value = serializers.CharField()


class TextOfPaper(serializers.Serializer):
    """A text, by its id; what it says is at its own address."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices(SourceKind))


class PaperOfPanel(serializers.Serializer):
    """A paper on the desk; what repeats another says into which it was merged."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    journal = serializers.CharField()
    year = serializers.IntegerField(allow_null=True)
    design = serializers.ChoiceField(choices(StudyDesign))
    identifiers = IdentifierOfPaper(many=True)
    sources = TextOfPaper(many=True)
    merged_into = serializers.UUIDField(source="merged_into_id", allow_null=True)
    added_at = serializers.DateTimeField()


def _of_panel(request, panel):
    return models.Paper.objects.filter(panel=panel).prefetch_related(
        Prefetch("identifiers", models.Identifier.objects.order_by("scheme", "value")),
        Prefetch("sources", models.Source.objects.order_by("added_at", "id").defer("text")),
    )


of_panel = door(
    GET=rows(
        "panel_papers", PaperOfPanel, "The papers of a panel, in the order in which they came.",
        on=PANEL, of=_of_panel, order=("added_at", "id"),
    )
)  # fmt: skip


@described("papers", page_of(Paper), parameters=[WantedPapers, *listing(Paper)])
@public
def papers(request):
    """Papers with published claims."""
    same = Standing.objects.listed().filter(paper_id=OuterRef("paper_id")).order_by(*claims.NEWEST)
    found = claims.standing().select_related("frozen").filter(pk=Subquery(same.values("pk")[:1]))
    found = _narrowed(found, **filters(request, WantedPapers))
    return Response(paged(request, found, ("paper_id",), Paper, WantedPapers))


def _narrowed(found, *, panel=None, identifier=None, **columns):
    found = found.filter(**columns)
    if panel is not None:
        found = found.filter(panel__slug=panel)
    if identifier is not None:
        read = {scheme: if_valid(scheme, identifier) for scheme in Scheme}
        either = reduce(or_, (Q(scheme=scheme, value=value) for scheme, value in read.items()))
        named = PublicIdentifier.objects.filter(either).exclude(value="")
        found = found.filter(pk__in=named.values("standing"))
    return found


@described("paper", PaperWithClaims, parameters=[choice_of_fields(PaperWithClaims)])
@public
def paper(request, pk):
    """One paper and its published claims."""
    found = claims.standing().listed().select_related("frozen").filter(paper_id=pk)
    found = get_list_or_404(found.order_by(*claims.NEWEST))
    newest = found[0]
    newest.claims = found
    return Response(one(request, PaperWithClaims, newest))
