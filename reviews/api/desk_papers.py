"""Papers as the desk knows them: one in full, adding and describing them, their identifiers,
texts, results, and the notices that are listed of them."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.actions import claims, notices, papers, results
from reviews.api.claims import ClaimOfPanel
from reviews.api.members import panel_of
from reviews.api.papers import PaperOfPanel
from reviews.api.rounds import Stage
from reviews.api.sent import OwnId, Sent
from reviews.api.sources import SourceOfPaper
from reviews.api.verbs import PANEL, door, on, reading, shape, verb, word
from reviews.exports.papers import Papers
from reviews.models import Identifier, Match, Paper, Result, Source
from reviews.vocabulary import Scheme, SourceKind, StudyDesign, choices

PAPER = on(Paper, "panel")


class AuthorSent(Sent):
    """A person, with a family name; or a group, by `collective` alone."""

    family = serializers.CharField(required=False, allow_blank=True)
    given = serializers.CharField(required=False, allow_blank=True)
    orcid = serializers.CharField(required=False, allow_blank=True)
    collective = serializers.CharField(required=False, allow_blank=True)


def _text(longest=None):
    return serializers.CharField(required=False, allow_blank=True, max_length=longest)


class Details(Sent):
    """What is known of a paper. What is left out stays as it was."""

    title = serializers.CharField(required=False)
    authors = AuthorSent(many=True, required=False)
    affiliation = _text()
    journal = _text()
    year = serializers.IntegerField(
        min_value=0, max_value=2**15 - 1, required=False, allow_null=True
    )
    published = _text(60)
    volume = _text(40)
    issue = _text(40)
    pages = _text(60)
    design = serializers.ChoiceField(choices(StudyDesign), required=False)

    def validate(self, said):
        if not said:
            raise serializers.ValidationError("Say what is to be described otherwise.")
        return said


class Adding(Details):
    """A paper by hand, with its abstract if there is one. `id` is the client's: the same again is
    the same paper."""

    id = serializers.UUIDField(required=False)
    title = serializers.CharField()
    text = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)


class Naming(Sent):
    """`basis` is how we know the identifier."""

    scheme = serializers.ChoiceField(choices(Scheme))
    value = serializers.CharField(max_length=500)
    basis = serializers.CharField()


class AddingText(OwnId):
    """`replaces` is the text of the same paper that it corrects. `id` is the client's: the same
    again is the same text."""

    kind = serializers.ChoiceField(choices(SourceKind))
    text = serializers.CharField(trim_whitespace=False)
    replaces = serializers.UUIDField(required=False)


class WritingResult(OwnId):
    """One result of a paper. `id` is the client's: the same again is the same result."""

    outcome = serializers.CharField()
    comparison = serializers.CharField()
    time_point = serializers.CharField(default="", allow_blank=True)
    analysis = serializers.CharField(default="", allow_blank=True)


class Noting(Sent):
    note = serializers.CharField(default="", allow_blank=True)


NamedIdentifier = shape(
    "NamedIdentifier", Identifier, "An identifier of a paper, and how we know it.",
    "id paper scheme value basis added_at",
)  # fmt: skip
ResultOfPaper = shape(
    "ResultOfPaper", Result, "One result, as the panel tells it from others of its paper.",
    "id paper outcome comparison time_point analysis written_at",
)  # fmt: skip
DescribedPaper = shape(
    "DescribedPaper", Paper, "A paper and all that is known of it.",
    "id title authors affiliation journal year published volume issue pages design merged_into"
    " added_at",
    design=word(StudyDesign), authors=serializers.ListField(child=serializers.DictField()),
)  # fmt: skip


class Acknowledged(serializers.Serializer):
    match = serializers.UUIDField(source="match_id")
    note = serializers.CharField()
    acknowledged_at = serializers.DateTimeField()


class Waiting(serializers.Serializer):
    """A notice that nobody of the panel has acknowledged, by the id of its match."""

    id = serializers.UUIDField()
    nature = serializers.CharField(source="notice.nature")
    source = serializers.CharField(source="notice.origin")
    record = serializers.CharField(source="notice.key")
    dated = serializers.DateField(source="notice.dated", allow_null=True)
    matched_by = serializers.CharField()


class PaperOfDesk(PaperOfPanel):
    """A paper with what an edition would say of it in `content`, the notices that wait to be
    acknowledged, its results and its rounds."""

    content = serializers.DictField()
    matches = Waiting(many=True, source="waiting")
    results = ResultOfPaper(many=True, source="its_results")
    rounds = Stage(many=True, source="its_rounds")


class Suggested(serializers.Serializer):
    claims = ClaimOfPanel(many=True)


def _read(request, slug, pk):
    rows = Paper.objects.filter(panel=panel_of(request, slug))
    paper = get_object_or_404(rows, pk=pk)
    paper.content = Papers([paper]).content(paper)
    waiting = paper.matches.unacknowledged().select_related("notice")
    paper.waiting = waiting.order_by("matched_at", "pk")
    paper.its_results = paper.results.order_by("written_at", "pk")
    paper.its_rounds = paper.rounds.order_by("opened_at", "pk")
    return paper


def _add_text(paper, *, by, replaces=None, **said):
    if replaces:
        replaces = get_object_or_404(Source.objects.filter(paper=paper), pk=replaces)
    return papers.add_source(paper, replaces=replaces, **said, by=by)


def _suggest(source, *, by):
    return {"claims": claims.suggest(source, by=by)}


def _plain(said):
    """Authors without the members that were not sent."""
    if "authors" in said:
        said["authors"] = [dict(author) for author in said["authors"]]
    return said


paper = door(
    GET=reading("desk_paper", PaperOfDesk, "One paper of one's panel.", find=_read)
)  # fmt: skip
add = door(
    POST=verb(
        "add_paper", "import", DescribedPaper, "Add a paper by hand.", on=PANEL,
        act=lambda panel, **said: papers.add(panel, **_plain(said)), sent=Adding, status=201,
    )
)  # fmt: skip
edit = door(
    POST=verb(
        "edit_paper", "edit_paper", DescribedPaper, "Describe a paper otherwise.", on=PAPER,
        act=lambda paper, **said: papers.edit(paper, **_plain(said)), sent=Details,
    )
)  # fmt: skip
identify = door(
    POST=verb(
        "add_identifier", "add_identifier", NamedIdentifier,
        "Add an identifier; notices are matched again at once.",
        on=PAPER, act=papers.add_identifier, sent=Naming, status=201,
    )
)  # fmt: skip
add_source = door(
    POST=verb(
        "add_source", "add_source", SourceOfPaper, "Add a text, which never changes.",
        on=PAPER, act=_add_text, sent=AddingText, status=201,
    )
)  # fmt: skip
write_result = door(
    POST=verb(
        "write_result", "write_result", ResultOfPaper,
        "Write down a result, so that rounds can be opened on it.",
        on=PAPER, act=results.write_result, sent=WritingResult, status=201,
    )
)  # fmt: skip
suggest = door(
    POST=verb(
        "suggest", "propose", Suggested, "Propose every sentence of a text that is no claim yet.",
        on=on(Source, "paper__panel"), act=_suggest, status=201,
    )
)  # fmt: skip
acknowledge = door(
    POST=verb(
        "acknowledge", "acknowledge", Acknowledged,
        "Say that the panel has seen what is listed of a paper.",
        on=on(Match, "paper__panel"), act=notices.acknowledge, sent=Noting, status=201,
    )
)  # fmt: skip
