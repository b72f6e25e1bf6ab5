"""A published claim as linked data or as FHIR, where a program asks for that."""

import json

from drf_spectacular.types import OpenApiTypes
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from reviews.api.asked import one, refuse_unknown
from reviews.exports import fhir, jsonld
from reviews.exports.interchange import FHIR, LINKED_DATA
from reviews.exports.published import of_content


class LinkedData(JSONRenderer):
    """JSON-LD: schema.org's ClaimReview and W3C Web Annotations."""

    media_type = LINKED_DATA
    format = "jsonld"


class Fhir(JSONRenderer):
    """A Bundle of FHIR R5."""

    media_type = FHIR
    format = "fhir"


RENDERERS = [JSONRenderer, LinkedData, Fhir]
_MAKE = {LinkedData: jsonld.documents, Fhir: fhir.claim}


def alternatives():
    """For the description: what is answered beside plain JSON. Their standards say what is in
    them."""
    linked = {"type": "array", "items": {"type": "object"}}
    return {LINKED_DATA: linked, FHIR: OpenApiTypes.OBJECT}


def represented(request, shape, row, frozen, place, **context):
    """The answer in the form that was asked for, plain as the serializer `shape` shows the row.
    `place` gives (release, standing) of the frozen claim; it is asked only where addresses and
    what is new have to be told."""
    make = _MAKE.get(type(request.accepted_renderer))
    if make is None:
        return Response(one(request, shape, row, **context))
    refuse_unknown(request, ())
    content, site = json.loads(frozen.content), request.build_absolute_uri("/")
    published = of_content(content, *place(), site)
    media = request.accepted_renderer.media_type
    return Response(make(content, published), content_type=media)
