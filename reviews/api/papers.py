"""Papers of which claims are published, as the latest edition of one of them has it."""

import json

from django.db.models import OuterRef, Subquery
from django.shortcuts import get_list_or_404
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.reverse import reverse

from reviews.api import claims
from reviews.api.doors import described, public
from reviews.api.paging import PARAMETERS, page_of, paged
from reviews.models import Standing
from reviews.vocabulary import PublicationStatus, choices


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


class PaperWithClaims(Paper):
    claims = claims.ClaimSummary(many=True)


@described("papers", page_of(Paper), parameters=PARAMETERS)
@public
def papers(request):
    """Papers with published claims."""
    same = Standing.objects.listed().filter(paper_id=OuterRef("paper_id")).order_by(*claims.NEWEST)
    rows = claims.standing().select_related("frozen").filter(pk=Subquery(same.values("pk")[:1]))
    return Response(paged(request, rows, ("paper_id",), Paper))


@described("paper", PaperWithClaims)
@public
def paper(request, pk):
    """One paper and its published claims."""
    rows = claims.standing().listed().select_related("frozen").filter(paper_id=pk)
    rows = get_list_or_404(rows.order_by(*claims.NEWEST))
    newest = rows[0]
    newest.claims = rows
    return Response(PaperWithClaims(newest, context={"request": request}).data)
