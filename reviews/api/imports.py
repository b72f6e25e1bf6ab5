"""Files of records: handed in, how far they are, what becomes of each record, stored or not."""

from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from reviews.actions import imports, lookups
from reviews.api.members import panel_of
from reviews.api.sent import Sent, given
from reviews.api.verbs import PANEL, Act, door, on, reading, rows, shape, verb, word
from reviews.models import Import, ImportRecord
from reviews.permissions import can
from reviews.vocabulary import ImportState, RecordOutcome, choices

IMPORT = on(Import, "panel")


class PastedRecords(Sent):
    """Records as text, in any format that is known, and what to call them."""

    text = serializers.CharField(trim_whitespace=False)
    name = serializers.CharField(default="", allow_blank=True, max_length=200)


class HandedIn(Sent):
    """Records as a file."""

    file = serializers.FileField()


class WantedRecords(serializers.Serializer):
    outcome = serializers.ChoiceField(choices(RecordOutcome), required=False)


class LookingUp(Sent):
    """A DOI or a PMID."""

    identifier = serializers.CharField(max_length=600)


ImportOfPanel = shape(
    "ImportOfPanel", Import,
    "A file on its way: `progress` of its `size` in bytes were read. The counts are null until all"
    " was; then seen = imported + duplicates + rejected. `heading` has to stand above rejected"
    " records when they are handed in again.",
    "id name size state problem progress format encoding heading seen counted imported duplicates"
    " rejected added_at ended_at",
    state=word(ImportState),
)  # fmt: skip
RecordOfImport = shape(
    "RecordOfImport", ImportRecord,
    "What becomes of one record. `paper` is the id of the new paper, or of a duplicate that of the"
    " paper which it repeats; `raw` is kept of rejected records alone.",
    "id index line outcome reason title first_author year doi pmid notices paper repeats raw",
    outcome=word(RecordOutcome), paper=serializers.UUIDField(source="paper_id", allow_null=True),
    notices=serializers.ListField(child=serializers.DictField()),
)  # fmt: skip


class Told(serializers.Serializer):
    """What Crossref or PubMed tell of a paper. `paper` is that of the panel which has one of its
    identifiers, if any; notices are in the words of the record."""

    service = serializers.CharField(source="found.service")
    title = serializers.CharField(source="found.record.title")
    journal = serializers.CharField(source="found.record.journal")
    year = serializers.IntegerField(source="found.record.year", allow_null=True)
    doi = serializers.CharField(source="found.record.doi")
    pmid = serializers.CharField(source="found.record.pmid")
    abstract = serializers.CharField(source="found.record.abstract")
    authors = serializers.SerializerMethodField()
    notices = serializers.SerializerMethodField()
    paper = serializers.UUIDField(source="there.pk", allow_null=True, default=None)

    def get_authors(self, row) -> list[str]:
        names = row.found.record.authors
        return [each.collective or f"{each.family}, {each.given}".rstrip(", ") for each in names]

    def get_notices(self, row) -> list[str]:
        return [each.nature.value for each in row.found.record.notices]


class LookedUp(serializers.Serializer):
    """The paper that the panel has now, and why it is no new one if it is not."""

    paper = serializers.UUIDField(source="paper_id")
    outcome = serializers.ChoiceField(choices(RecordOutcome))
    reason = serializers.CharField()


def _hand_in(request, slug):
    """A file that is on its way already stays as it is."""
    panel = panel_of(request, slug)
    can(request.user, "import", panel).enforce()
    is_json = request.content_type.partition(";")[0].strip().lower() == "application/json"
    said = given(request, PastedRecords if is_json else HandedIn)
    file = said.get("file")
    upload = imports.upload(
        panel, file or said["text"], name=file.name if file else said["name"], by=request.user
    )
    if upload.state == ImportState.WAITING:
        imports.have_read(upload, by=request.user)
        upload.refresh_from_db()
    return Response(ImportOfPanel(upload).data, status=201)


_BODIES = {"application/json": PastedRecords, "multipart/form-data": HandedIn}
hand_in = door(
    POST=Act(
        "import", "import", ImportOfPanel,
        "Hand in records as text, or as a file by multipart/form-data. A small file is read at"
        " once, a worker reads any other; nothing is stored yet.",
        _hand_in,
        {"status": 201, "request": _BODIES},
        (MultiPartParser,),
    )
)  # fmt: skip
imports_of_panel = door(
    GET=rows(
        "imports", ImportOfPanel, "Files that were handed in, the newest first.", on=PANEL,
        of=lambda request, panel: panel.imports.all(), order=("-added_at", "id"),
    )
)  # fmt: skip
one_import = door(
    GET=reading("one_import", ImportOfPanel, "How far a file is.", find=IMPORT.find)
)  # fmt: skip
records = door(
    GET=rows(
        "import_records", RecordOfImport,
        "What becomes of the records of a file that was read, in its order.", on=IMPORT,
        of=lambda request, upload: upload.records.all(), order=("index", "id"),
        narrowing=WantedRecords,
    )
)  # fmt: skip
store = door(
    POST=verb(
        "store_import", "import", ImportOfPanel,
        "Put what was read into the panel: of a small file at once, of any other by a worker.",
        on=IMPORT, act=imports.have_stored,
    )
)  # fmt: skip
cancel = door(
    POST=verb(
        "cancel_import", "import", ImportOfPanel, "Keep nothing of a file that is not stored yet.",
        on=IMPORT, act=imports.cancel,
    )
)  # fmt: skip
look_up = door(
    POST=verb(
        "look_up", "import", Told, "Ask Crossref or PubMed for a paper; nothing is stored.",
        on=PANEL, act=lambda panel, *, identifier, by: lookups.preview(panel, identifier, by=by),
        sent=LookingUp,
    )
)  # fmt: skip
add_looked_up = door(
    POST=verb(
        "add_looked_up", "import", LookedUp, "Ask again, and put the paper into the panel.",
        on=PANEL, act=lambda panel, *, identifier, by: lookups.add(panel, identifier, by=by),
        sent=LookingUp, status=201,
    )
)  # fmt: skip
