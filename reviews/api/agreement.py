"""How far the appraisers of a panel agree, instrument by instrument; nothing of open rounds."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.api.members import panel_of
from reviews.api.verbs import PANEL, door, reading, rows
from reviews.exports import release_agreement
from reviews.exports.agreement import Originals, measures
from reviews.models import Round
from reviews.views.agreement import with_revealed
from reviews.views.calibrations import lines_of


class UsedInstrument(serializers.Serializer):
    """An instrument, and in how many revealed rounds it was used."""

    id = serializers.UUIDField()
    key = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()
    rounds = serializers.IntegerField(source="revealed")


class AgreementOn(serializers.Serializer):
    """The measures, as editions hold them (docs/agreement.md); none where no two people said
    anything of the same."""

    instrument = serializers.UUIDField()
    rounds = serializers.IntegerField()
    measures = serializers.ListField(child=serializers.DictField())


class Calibrated(serializers.Serializer):
    """A round for calibration. Once it is decided and one appraised there, one's own result and
    the verdict's, and in how many of the items they differ."""

    round = serializers.UUIDField(source="round.pk")
    state = serializers.CharField(source="round.state")
    is_mine = serializers.BooleanField()
    own = serializers.CharField()
    settled = serializers.CharField()
    differing = serializers.IntegerField()
    items = serializers.IntegerField()


class Calibration(serializers.Serializer):
    rounds = Calibrated(many=True)


def _rounds(request, panel):
    return Round.objects.visible_to(request.user).filter(panel=panel)


def _agreement(request, slug, pk):
    rounds = _rounds(request, panel_of(request, slug))
    instrument = get_object_or_404(with_revealed(rounds), pk=pk)
    originals = Originals(instrument, rounds, request.user)
    found = [release_agreement.measure(each) for each in measures(originals.sheets)]
    return {"instrument": instrument.pk, "rounds": len(originals.rounds), "measures": found}


def _calibration(request, slug):
    return {"rounds": lines_of(panel_of(request, slug), request.user)}


used = door(
    GET=rows(
        "agreement", UsedInstrument, "The instruments of revealed rounds.", on=PANEL,
        of=lambda request, panel: with_revealed(_rounds(request, panel)), order=("name", "id"),
    )
)  # fmt: skip
agreement = door(
    GET=reading(
        "agreement_on", AgreementOn, "How far appraisers agreed with one instrument.",
        find=_agreement,
    )
)  # fmt: skip
calibration = door(
    GET=reading(
        "calibration", Calibration, "The newest fifty rounds for calibration, and one's own part.",
        find=_calibration,
    )
)  # fmt: skip
