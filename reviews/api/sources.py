"""What members do with a text: read it, and propose claims."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import claims
from reviews.api.asked import choice_of_fields, one
from reviews.api.claims import Progress
from reviews.api.doors import described, desk
from reviews.api.sent import Sent, given
from reviews.models import Source
from reviews.permissions import can
from reviews.vocabulary import SourceKind, choices


class Span(Sent):
    """A span of a text in code points, half-open, and its very words."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
    exact = serializers.CharField(trim_whitespace=False)


class Proposal(Span):
    """A span that is a claim. `id` is the client's: the same again is the same claim. `reads_as`
    adds missing words in brackets."""

    id = serializers.UUIDField(required=False)
    reads_as = serializers.CharField(required=False, allow_blank=True)


class SourceOfPaper(serializers.Serializer):
    """A text as it stands for ever; spans of claims count its code points."""

    id = serializers.UUIDField()
    paper = serializers.UUIDField(source="paper_id")
    kind = serializers.ChoiceField(choices(SourceKind))
    sha256 = serializers.CharField()
    text = serializers.CharField()


@described("source", SourceOfPaper, parameters=[choice_of_fields(SourceOfPaper)])
@desk(GET="read")
def source(request, pk):
    """One text of a paper of one's panel."""
    row = get_object_or_404(Source.objects.visible_to(request.user), pk=pk)
    return Response(one(request, SourceOfPaper, row))


@described("propose", Progress, status=201, request=Proposal)
@desk(POST="propose")
def propose(request, pk):
    """Propose a span of a text as a claim; one character off is refused."""
    visible = Source.objects.visible_to(request.user).select_related("paper__panel")
    source = get_object_or_404(visible, pk=pk)
    can(request.user, "propose", source.paper.panel).enforce()
    claim = claims.propose(source, **given(request, Proposal), by=request.user)
    return Response(Progress(claim).data, status=201)
