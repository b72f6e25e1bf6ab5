"""Promises that many tables make about one row, in one wording each."""

from django.db import models
from django.db.models import Q

from reviews.vocabulary import JudgementBasis


def paired(fact):
    """Facts come in pairs: `<fact>_at` and `<fact>_by`, both or neither."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{fact}_at_and_by",
        condition=Q(**{f"{fact}_at": None, f"{fact}_by": None})
        | Q(**{f"{fact}_at__isnull": False, f"{fact}_by__isnull": False}),
        violation_error_message="When and by whom belong together.",
    )


def one_of(field, words):
    """A column holds one of an enumeration's words."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        condition=Q(**{f"{field}__in": [word.value for word in words]}),
        violation_error_message=f"Choose one of the listed words for {field.replace('_', ' ')}.",
    )


def quote_has_a_place():
    """What rests on a quote says where it stands, word for word."""
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_quote_has_a_place",
        condition=~Q(basis=JudgementBasis.QUOTE.value)
        | Q(source__isnull=False, start__isnull=False, end__isnull=False) & ~Q(exact=""),
        violation_error_message="A quote needs its place in a text.",
    )
