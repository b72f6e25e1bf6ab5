"""The description of the API, made from the doors themselves, and what is none of them."""

from functools import cache

from django.http import Http404
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, authentication_classes, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from reviews.api.asked import refuse_unknown
from reviews.api.doors import described, public


@cache
def content():
    return SchemaGenerator().get_schema(request=None, public=True)


@described("describe", OpenApiTypes.OBJECT)
@public
def description(request):
    """This API, described in OpenAPI 3.1."""
    refuse_unknown(request, ())
    return Response(content())


@extend_schema(exclude=True)
@api_view(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
@authentication_classes([])
@permission_classes([AllowAny])
def missing(request, **place):
    """What is no door of the API is a problem too, and no page."""
    raise Http404
