"""What a program sends: JSON that can be kept, of a known shape."""

import math
import re

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

_UNKEPT = re.compile("[\0\ud800-\udfff]")


class BoundedJSON(JSONParser):
    """JSON that both databases can keep, within Django's limit on a request."""

    def parse(self, stream, media_type=None, parser_context=None):
        length = parser_context["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig
        try:
            content = super().parse(stream, media_type, parser_context)
            _check(content)
        except RecursionError as error:
            raise ParseError("The JSON is nested too deeply.") from error
        return content


def _check(value):
    """Raises ParseError for U+0000, half a surrogate pair, and numbers without end."""
    if isinstance(value, dict):
        _check(list(value))
        _check(list(value.values()))
    elif isinstance(value, list):
        for inner in value:
            _check(inner)
    elif isinstance(value, str) and _UNKEPT.search(value):
        raise ParseError("The text holds a character that cannot be kept.")
    elif isinstance(value, float) and not math.isfinite(value):
        raise ParseError("A number is out of range.")


_KINDS = {
    serializers.CharField: (str, "a string"),
    serializers.ChoiceField: (str, "a string"),
    serializers.UUIDField: (str, "a string, a UUID"),
    serializers.DateField: (str, "a string, such as 2026-03-02"),
    serializers.IntegerField: (int, "a number"),
    serializers.BooleanField: (bool, "true or false"),
}


class Sent(serializers.Serializer):
    """The shape of a body. What is of another kind is no slip to be mended by guessing: the number
    0 is no text, and false no id. A member that nobody knows would be lost in silence."""

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if unknown := sorted(set(data) - set(self.fields)):
            sentence = f"There is no such member, only {', '.join(self.fields)}."
            raise serializers.ValidationError(dict.fromkeys(unknown, sentence))
        wrong = {name: _misfit(self.fields[name], sent) for name, sent in data.items()}
        if wrong := {name: sentence for name, sentence in wrong.items() if sentence}:
            raise serializers.ValidationError(wrong)
        return value


def _misfit(field, sent):
    """What the JSON should be, if it is of another kind; serializers read more than they tell."""
    if isinstance(field, serializers.ListField):
        return next(filter(None, (_misfit(field.child, each) for each in sent)), "")
    for shape, (kind, words) in _KINDS.items():
        if isinstance(field, shape):
            is_odd = isinstance(sent, bool) and kind is not bool  # true is a number to Python
            fits = sent is None or isinstance(sent, kind) and not is_odd
            return "" if fits else f"Send {words}."
    return ""


class Reason(Sent):
    reason = serializers.CharField()


class OwnId(Sent):
    """`id` is the client's: the same again is the same row."""

    id = serializers.UUIDField(required=False)


def given(request, shape):
    """What a serializer makes of the body; raises DRF's ValidationError. Ask the permit first:
    whoever may not act learns nothing of what the act wants."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data
