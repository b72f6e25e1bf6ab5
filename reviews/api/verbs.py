"""Doors of the desk told as a table: what is found, who may, what is sent, done and answered.

    accept = door(POST=verb("accept", "accept", Progress, "Take it.", on=CLAIM, act=claims.accept))

Refusals come in one order: 404 by `find`, 403 by the permit, 400 by the shape that is sent, and
whatever the action raises.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from reviews.api.asked import choice_of_fields, filters, one
from reviews.api.doors import described, desk
from reviews.api.members import panel_of
from reviews.api.paging import listing, page_of, paged
from reviews.api.sent import given
from reviews.permissions import can


@dataclass(frozen=True)
class On:
    """What a door is about: `find(request, **place)` raises Http404 for what the caller may not
    see; `panel` tells of which panel a found row is."""

    find: Callable
    panel: Callable


@dataclass(frozen=True)
class Act:
    """What a door does by one method, and how the description tells of it."""

    name: str
    does: str
    answer: type
    says: str
    run: Callable
    told: dict = field(default_factory=dict)
    parsers: tuple = ()


def on(model, panel):
    """Rows by their id; `panel` leads from one to its panel, as in a lookup."""

    def find(request, pk):
        rows = model.objects.visible_to(request.user).select_related(panel)
        return get_object_or_404(rows, pk=pk)

    return On(find, attrgetter(panel.replace("__", ".")))


PANEL = On(panel_of, lambda panel: panel)


def verb(name, does, answer, says, *, on, act, sent=None, permit=None, status=200):
    """`act(row, **sent, by=user)`; `permit(user, row)` where the role alone does not decide."""

    def run(request, **place):
        row = on.find(request, **place)
        allowed = permit(request.user, row) if permit else can(request.user, does, on.panel(row))
        allowed.enforce()
        said = given(request, sent) if sent else {}
        made = act(row, **said, by=request.user)
        return Response(answer(made, context={"request": request}).data, status=status)

    return Act(name, does, answer, says, run, {"status": status, "request": sent})


def rows(name, shape, says, *, on, of, order, narrowing=None):
    """A list, page after page, of the rows that `of(request, found)` gives; `narrowing` is a
    serializer of columns."""

    def run(request, **place):
        found = of(request, on.find(request, **place))
        if narrowing:
            found = found.filter(**filters(request, narrowing))
        return Response(paged(request, found, order, shape, narrowing))

    parameters = [*([narrowing] if narrowing else ()), *listing(shape)]
    return Act(name, "read", page_of(shape), says, run, {"parameters": parameters})


def reading(name, shape, says, *, find, permit=None):
    """One row, or some of its members; `permit(user, row)` where not every member reads it."""

    def run(request, **place):
        row = find(request, **place)
        if permit:
            permit(request.user, row).enforce()
        return Response(one(request, shape, row))

    return Act(name, "read", shape, says, run, {"parameters": [choice_of_fields(shape)]})


def door(**acts):
    """The acts by method."""

    def view(request, **place):
        return acts[request.method].run(request, **place)

    parsers = [parser for act in acts.values() for parser in act.parsers]
    built = desk(parsers, **{method: act.does for method, act in acts.items()})(view)
    for method, act in acts.items():
        told = {"methods": [method], "description": act.says, **act.told}
        built = described(act.name, act.answer, **told)(built)
    return built


def shape(name, model, says, columns, **members):
    """What is shown of a row: its columns, of which others than text name what they lead to by
    id, and `members` where a column does not say enough."""
    fields = columns.split()
    meta = type("Meta", (), {"model": model, "fields": fields, "read_only_fields": fields})
    return type(name, (serializers.ModelSerializer,), {"__doc__": says, "Meta": meta, **members})


def word(words, *, blank=False, **options):
    """A member that is one word of an enumeration, for `shape`."""
    return serializers.ChoiceField(
        [(each.value, each.label) for each in words], allow_blank=blank, read_only=True, **options
    )
