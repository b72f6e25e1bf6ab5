"""The instruments that a panel may choose: those that ship, and those that were made here."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.actions import instruments, official_texts
from reviews.api.members import panel_of
from reviews.api.sent import OwnId, Sent
from reviews.api.verbs import PANEL, On, door, reading, rows, shape, verb
from reviews.instruments.loading import DEFINITIONS, shipped
from reviews.instruments.nodes import LONGEST_FILE
from reviews.models import Instrument, OfficialTexts


class Making(OwnId):
    """The file that defines it, YAML as text (docs/instruments.md). The same file again is the
    same instrument."""

    definition = serializers.CharField(trim_whitespace=False, max_length=LONGEST_FILE)


class Pasting(Sent):
    """The published wording of questions by their ids, and by what right the panel uses it."""

    texts = serializers.DictField(child=serializers.CharField(allow_blank=True))
    ground = serializers.CharField()


_COLUMNS = "id panel key version name is_own sha256 adopted_at retired_at"
InstrumentOfPanel = shape(
    "InstrumentOfPanel", Instrument,
    "An instrument that was made here, for the panel or, where `panel` is null, for every panel.",
    _COLUMNS,
)  # fmt: skip
DefinedInstrument = shape(
    "DefinedInstrument", Instrument,
    "An instrument with its definition, as it stood when it was adopted or made.",
    f"{_COLUMNS} definition",
)  # fmt: skip


class Shipped(serializers.Serializer):
    """An instrument that comes with the program."""

    key = serializers.CharField()
    version = serializers.CharField()
    name = serializers.CharField()
    subject = serializers.CharField()
    licence = serializers.CharField()


class ShippedInFull(Shipped):
    """Its definition, and the published wording that the panel pasted, by question."""

    definition = serializers.CharField()
    texts = serializers.DictField(child=serializers.CharField())


class AllShipped(serializers.Serializer):
    instruments = Shipped(many=True)


class Pasted(serializers.Serializer):
    key = serializers.CharField()
    version = serializers.CharField()
    texts = serializers.DictField(child=serializers.CharField())
    ground = serializers.CharField()
    written_at = serializers.DateTimeField()


def _row(request, slug, pk):
    panel = panel_of(request, slug)
    visible = Instrument.objects.filter(panel=None) | Instrument.objects.filter(panel=panel)
    row = get_object_or_404(visible, pk=pk)
    row.of = panel
    return row


def _all_shipped(request, slug):
    panel_of(request, slug)
    return {"instruments": shipped().values()}


def _defined(key):
    """Raises Http404 for what does not ship."""
    if key not in shipped():
        raise Http404
    return shipped()[key]


def _one_shipped(request, slug, instrument):
    panel, found = panel_of(request, slug), _defined(instrument)
    pasted = OfficialTexts.objects.newest(panel, found.key, found.version)
    told = {name: getattr(found, name) for name in ("key", "version", "name", "subject", "licence")}
    return told | {
        "definition": (DEFINITIONS / f"{found.key}.yaml").read_text(encoding="utf-8"),
        "texts": pasted.texts if pasted else {},
    }


def _wording(request, slug, instrument):
    return panel_of(request, slug), _defined(instrument).key


def _paste(row, **said):
    panel, key = row
    return official_texts.write(panel, key, **said)


def _make(panel, *, definition, by, id=None):
    return instruments.make(definition, panel=panel, id=id, by=by)


ROW = On(_row, lambda row: row.of)

instruments_of_panel = door(
    GET=rows(
        "instruments", InstrumentOfPanel, "Those that were made here, what is retired included.",
        on=PANEL, of=lambda request, panel: Instrument.objects.made_for(panel),
        order=("adopted_at", "id"),
    )
)  # fmt: skip
one = door(GET=reading("instrument", DefinedInstrument, "One that was made here.", find=_row))
all_shipped = door(
    GET=reading("shipped_instruments", AllShipped, "All that ship.", find=_all_shipped)
)
one_shipped = door(
    GET=reading("shipped_instrument", ShippedInFull, "One that ships.", find=_one_shipped)
)
make = door(
    POST=verb(
        "make_instrument", "write_instrument", DefinedInstrument,
        "Keep an instrument that the panel defines itself.",
        on=PANEL, act=_make, sent=Making, status=201,
    )
)  # fmt: skip
retire = door(
    POST=verb(
        "retire_instrument", "write_instrument", InstrumentOfPanel,
        "Offer an instrument of one's own no longer; rounds that use it go on.",
        on=ROW, act=instruments.retire,
    )
)  # fmt: skip
paste = door(
    POST=verb(
        "paste_wording", "write_instrument", Pasted,
        "Show the panel the published wording of an instrument that ships; none takes it back.",
        on=On(_wording, lambda row: row[0]), act=_paste, sent=Pasting, status=201,
    )
)  # fmt: skip
