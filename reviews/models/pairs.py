"""Facts come in pairs: when and by whom, both or neither."""

from django.db import models
from django.db.models import Q


def paired(fact):
    """The constraint that `<fact>_at` and `<fact>_by` are given together."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{fact}_at_and_by",
        condition=Q(**{f"{fact}_at": None, f"{fact}_by": None})
        | Q(**{f"{fact}_at__isnull": False, f"{fact}_by__isnull": False}),
        violation_error_message="When and by whom belong together.",
    )


def one_of(field, words):
    """The constraint that a column holds one of an enumeration's words."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        condition=Q(**{f"{field}__in": [word.value for word in words]}),
        violation_error_message=f"Choose one of the listed words for {field.replace('_', ' ')}.",
    )
