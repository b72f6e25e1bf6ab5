"""The panel's protocol: what is in force, the draft of the next version, and locking it."""

from functools import partial

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.actions import protocols
from reviews.actions.appraisals import StaleDraft
from reviews.actions.protocols import KINDS, SETTLING
from reviews.api.doors import ETAG
from reviews.api.members import panel_of
from reviews.api.sent import OwnId, Sent, given
from reviews.api.verbs import PANEL, Act, On, door, reading, verb
from reviews.api.versions import IF_MATCH, SavedWork, Versioned, over, tag
from reviews.exports.protocols import content
from reviews.models import Outcome, Protocol
from reviews.permissions import can
from reviews.vocabulary import Scope, choices


def _several(child):
    return serializers.ListField(child=child, required=False)


class ContentOfProtocol(Sent):
    """What is left out stays as it was. Outcomes by id; instruments by key, each with the settings
    that the panel chooses: {"grade": {}}."""

    eligibility = serializers.CharField(required=False, allow_blank=True)
    kinds = _several(serializers.ChoiceField(choices(KINDS)))
    scopes = _several(serializers.ChoiceField(choices(Scope)))
    outcomes = _several(serializers.UUIDField())
    instruments = serializers.DictField(
        child=serializers.DictField(child=serializers.ListField(child=serializers.CharField())),
        required=False,
    )
    appraisers_per_round = serializers.IntegerField(min_value=2, max_value=100, required=False)
    settling = _several(serializers.ChoiceField(choices(SETTLING)))
    is_naming_appraisers = serializers.BooleanField(required=False)


class ProtocolWork(Versioned):
    """A draft to be saved over the `version` that was read, or that `If-Match` names."""

    content = ContentOfProtocol()


class Locking(Sent):
    """The `version` of the draft that was read, and for all after the first protocol why it is
    amended."""

    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    reason = serializers.CharField(default="", allow_blank=True)


class Amended(serializers.Serializer):
    number = serializers.IntegerField()
    locked_at = serializers.DateTimeField()
    reason = serializers.CharField()


class ProtocolOfPanel(serializers.Serializer):
    """The version in force and the draft of the next one, as editions show a protocol, or null;
    what the draft still lacks; and every version that was locked."""

    in_force = serializers.DictField(allow_null=True)
    draft = serializers.DictField(allow_null=True)
    missing = serializers.ListField(child=serializers.CharField())
    versions = Amended(many=True)


class VersionOfProtocol(Amended):
    content = serializers.SerializerMethodField()

    def get_content(self, row) -> dict:
        return content(row)


class Begun(serializers.Serializer):
    """A draft that was begun or discarded, by the number that its version has or would have."""

    number = serializers.IntegerField()


def _draft_of(request, slug):
    """Raises Http404 where there is no draft."""
    panel = panel_of(request, slug)
    return get_object_or_404(Protocol.objects.drafts().with_parts(), panel=panel)


DRAFT = On(_draft_of, lambda draft: draft.panel)


def _read(request, slug):
    rows = list(panel_of(request, slug).protocols.with_parts().order_by("number"))
    locked = [row for row in rows if row.is_locked]
    draft = next((row for row in rows if not row.is_locked), None)
    return {
        "in_force": content(locked[-1]) if locked else None,
        "draft": draft and content(draft),
        "missing": protocols.missing(draft) if draft else [],
        "versions": locked,
    }


def _version(request, slug, number):
    rows = panel_of(request, slug).protocols.with_parts().locked()
    return get_object_or_404(rows, number=number)


def _to_write(request, slug):
    panel = panel_of(request, slug)
    can(request.user, "write_protocol", panel).enforce()
    return get_object_or_404(Protocol.objects.drafts().with_parts(), panel=panel)


def _read_draft(request, slug):
    return _answer(_to_write(request, slug))


def _write_draft(request, slug):
    draft = _to_write(request, slug)
    over(request, given(request, ProtocolWork), partial(_put, draft, by=request.user))
    return _answer(_to_write(request, slug))


def _put(draft, *, version, content, by):
    if version != draft.saves:
        raise StaleDraft(_Saved(draft), content)
    if "outcomes" in content:
        rows = Outcome.objects.filter(question__panel=draft.panel_id)
        content["outcomes"] = [get_object_or_404(rows, pk=pk) for pk in content["outcomes"]]
    protocols.write(draft, saves=version, **content, by=by)


class _Saved:
    """A draft of a protocol in the shape of other drafts."""

    def __init__(self, draft):
        self.version, self.saved_at = draft.saves, draft.written_at
        self.content = {
            "eligibility": draft.eligibility,
            "kinds": draft.kinds,
            "scopes": draft.scopes,
            "outcomes": [row.outcome_id for row in draft.outcomes.all()],
            "instruments": {row.instrument.key: row.chosen for row in draft.instruments.all()},
            "appraisers_per_round": draft.appraisers_per_round,
            "settling": [way for way in draft.settling if way in SETTLING],
            "is_naming_appraisers": draft.is_naming_appraisers,
        }


def _answer(draft):
    return Response(SavedWork(_Saved(draft)).data, headers=tag(draft.saves))


def _discard(draft, *, by):
    protocols.discard(draft, by=by)
    return draft


def _lock(draft, *, version, reason, by):
    return protocols.lock(draft, saves=version, reason=reason, by=by)


protocol = door(
    GET=reading("protocol", ProtocolOfPanel, "What the panel fixed beforehand.", find=_read)
)  # fmt: skip
version = door(
    GET=reading("protocol_version", VersionOfProtocol, "A locked version.", find=_version)
)  # fmt: skip
begin = door(
    POST=verb(
        "begin_protocol", "write_protocol", Begun,
        "Begin the draft of the next version, as the one in force; the same id again is the same.",
        on=PANEL, act=protocols.draft, sent=OwnId, status=201,
    )
)  # fmt: skip
draft = door(
    GET=Act(
        "protocol_draft", "read", SavedWork, "The draft, as it is saved.", _read_draft,
        {"parameters": [ETAG]},
    ),
    PUT=Act(
        "save_protocol_draft", "write_protocol", SavedWork,
        "Save the draft over the version that was read. It may be incomplete.", _write_draft,
        {"parameters": [ETAG, IF_MATCH], "request": ProtocolWork},
    ),
)  # fmt: skip
discard = door(
    POST=verb(
        "discard_protocol", "write_protocol", Begun, "Take the draft back; what is locked stands.",
        on=DRAFT, act=_discard,
    )
)  # fmt: skip
lock = door(
    POST=verb(
        "lock_protocol", "lock_protocol", Amended, "Put the draft into force.",
        on=DRAFT, act=_lock, sent=Locking,
    )
)  # fmt: skip
