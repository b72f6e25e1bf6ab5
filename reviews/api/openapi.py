"""How doors are told of in OpenAPI 3.1; description.py is where that is read."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, force_instance
from rest_framework.serializers import CharField

from reviews.api.asked import FIELDS
from reviews.api.sent import Sent
from reviews.api.tokens import scope_of

SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token from the page “Tokens for programs”. The words beside it are the"
        " scope that a door asks of it.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The cookie of whoever signed in as people do. What is not a GET then"
        " carries the value of the cookie csrftoken in the header X-CSRFToken, too.",
    },
}


class Door(AutoSchema):
    """What a door asks for: public ones nothing, others a token with a scope, or a session."""

    def get_auth(self):
        scope = scope_of(self.view, self.method)
        if scope is None:
            return []
        for name, schema in SCHEMES.items():
            kind = ResolvedComponent.SECURITY_SCHEMA
            self.registry.register_on_missing(ResolvedComponent(name, kind, schema, name))
        return [{"token": [scope.value]}, {"session": []}]

    def _map_basic_serializer(self, serializer, direction):
        """A body has no other members, and where it needs words it says so."""
        schema = super()._map_basic_serializer(serializer, direction)
        if isinstance(shape := force_instance(serializer), Sent):
            schema["additionalProperties"] = False
            for name, field in shape.fields.items():
                if isinstance(field, CharField) and not field.allow_blank:
                    schema["properties"][name]["minLength"] = 1
        return schema


def sparse(result, generator, request, public):
    """For the generator: where a program may ask for some members alone, none is always there."""
    for path in result["paths"].values():
        for act in path.values():
            if any(parameter["name"] == FIELDS for parameter in act.get("parameters", ())):
                answer = act["responses"]["200"]["content"]["application/json"]["schema"]
                _loosen(answer, result["components"]["schemas"])
    return result


def _loosen(schema, schemas):
    named = schemas[schema["$ref"].rpartition("/")[2]]
    if named["properties"].keys() == {"next", "results"}:
        _loosen(named["properties"]["results"]["items"], schemas)
    else:
        named.pop("required", None)
