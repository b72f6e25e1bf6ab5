"""Which critical outcome sets the overall certainty of a claim."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import overall_choices
from reviews.api.doors import described, desk
from reviews.api.sent import Sent, given
from reviews.models import Claim
from reviews.models.facts import facts
from reviews.permissions import can_weigh
from reviews.vocabulary import Branch, choices


class Choosing(Sent):
    """The highest names the outcome that alone would justify the advice, the lowest none.
    `replaces` is the number of the choice that was read, 0 before the first; `id` is the
    client's: the same again is the same choice."""

    id = serializers.UUIDField(required=False)
    branch = serializers.ChoiceField(choices(Branch))
    outcome = serializers.UUIDField(required=False, allow_null=True)
    reason = serializers.CharField()
    replaces = serializers.IntegerField(min_value=0, max_value=2**15)


class ChoiceOfOverall(serializers.Serializer):
    """What was chosen, and the overall `certainty` that follows now."""

    id = serializers.UUIDField()
    claim = serializers.UUIDField(source="claim_id")
    number = serializers.IntegerField()
    branch = serializers.ChoiceField(choices(Branch))
    outcome = serializers.UUIDField(source="outcome_id", allow_null=True)
    reason = serializers.CharField()
    chosen_at = serializers.DateTimeField()
    certainty = serializers.SerializerMethodField()

    def get_certainty(self, row) -> str:
        certainty = facts(row.claim).certainty
        return certainty.word if certainty else ""


@described("choose_overall", ChoiceOfOverall, status=201, request=Choosing)
@desk(POST="choose_overall")
def choose(request, pk):
    """Take the certainty of one outcome, or the lowest of all, as that of the claim."""
    claim = get_object_or_404(Claim.objects.visible_to(request.user).with_text(), pk=pk)
    can_weigh(request.user, claim, "choose_overall").enforce()
    made = overall_choices.choose(claim, **given(request, Choosing), by=request.user)
    return Response(ChoiceOfOverall(made).data, status=201)
