"""Drafts are saved over the version that was read: named in the body, or by `If-Match`."""

import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from reviews.actions.appraisals import StaleDraft
from reviews.api.errors import DraftChanged, VersionMissing
from reviews.api.sent import Sent

_TAG = re.compile(r'"([0-9]{1,9})"')
IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER,
    description="The ETag of the draft that was read, instead of `version`.",
)  # fmt: skip


class Versioned(Sent):
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)


class Work(Versioned):
    """A draft to be saved over the `version` that was read, or that `If-Match` names."""

    content = serializers.DictField()


class SavedWork(serializers.Serializer):
    """A draft as it was last saved; version 0 before the first save."""

    version = serializers.IntegerField()
    content = serializers.DictField()
    saved_at = serializers.DateTimeField(allow_null=True)


def over(request, work, put):
    """`put(**work)` with the version that the request names. Raises VersionMissing, StaleDraft,
    or for an `If-Match` that does not hold DraftChanged."""
    tag = request.headers.get("If-Match")
    if tag is None:
        if "version" not in work:
            raise VersionMissing
        return put(**work)
    version = int(found[1]) if (found := _TAG.fullmatch(tag)) else None
    if version is None or work.setdefault("version", version) != version:
        raise DraftChanged
    try:
        return put(**work)
    except StaleDraft as stale:
        raise DraftChanged(stale) from stale


def tag(version):
    return {"ETag": f'"{version}"'}
