"""Every route of the resolver: pages, API, admin, accounts. Nobody registers one by hand."""

import re
from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLResolver

_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@dataclass(frozen=True)
class Route:
    """`name` with its namespaces; `path` as the patterns spell it; a nameless route goes by
    its path."""

    name: str
    path: str

    def __str__(self):
        return self.name

    def address(self, find):
        """The path with every parameter filled by `find(the segment before it, its name)`."""

        def fill(match):
            before = self.path[: match.start()].rstrip("/").rpartition("/")[2]
            return str(find(before, match[1] or match[2]))

        address = "/" + _PARAMETER.sub(fill, self.path)
        is_catch_all = self.name == self.path and not address.endswith("$")
        return address.rstrip("$") + ("nothing-here" if is_catch_all else "")


def routes():
    """Every route, in the order of the resolver."""
    return [*_routes(get_resolver().url_patterns, "", "")]


def anything(before, name):
    """For `address`: what fits a parameter and names nothing."""
    if name in ("number", "edition"):
        return 1
    return (
        "x"
        if name
        in ("slug", "kind", "style", "uidb36", "key", "instrument", "form", "picture", "media")
        else "00000000-0000-4000-8000-000000000001"
    )


def _routes(patterns, prefix, namespace):
    for pattern in patterns:
        path = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _routes(pattern.url_patterns, path, inner)
        else:
            yield Route(namespace + pattern.name if pattern.name else path, path)
