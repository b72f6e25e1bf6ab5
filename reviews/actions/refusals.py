"""What fields, constraints and importers refuse, as sentences that a user can read."""

from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import CheckConstraint

from reviews.exceptions import Conflict, Unreadable
from reviews.models.promises import broken_promise


def insert(row):
    """Save a new row of a model that is not blinded.

    Raises ValidationError for values that do not fit their columns or break a CHECK, and
    Conflict where another row stands in the way.
    """
    _fit(row)
    with refused():
        row.save(force_insert=True)
    return row


def same(model, pk, **content):
    """The row that a client made before under this id, or None if there is none.

    Raises Conflict if that row has other content.
    """
    known = model.objects.filter(pk=pk).first() if pk else None
    if known and any(getattr(known, field) != value for field, value in content.items()):
        raise Conflict(f"Another {model._meta.verbose_name} has this id.")
    return known


def misfits(row):
    """A sentence for every value that does not fit its column; asks no database."""
    try:
        row.clean_fields(exclude={f.name for f in row._meta.concrete_fields if f.is_relation})
    except ValidationError as error:
        return [
            _sentence(row._meta.get_field(name), found)
            for name, errors in error.error_dict.items()
            for found in errors
        ]
    return []


@contextmanager
def refused():
    """Inside, a broken constraint becomes a Conflict (UNIQUE) or a ValidationError (CHECK)."""
    try:
        yield
    except IntegrityError as error:
        found = _constraint(error)
        if found is None:
            raise
        raise _refusal(*found) from error


@contextmanager
def legible():
    """Inside, what an importer cannot read becomes a ValidationError with its sentence."""
    try:
        yield
    except Unreadable as error:
        raise ValidationError(str(error)) from error


def _fit(row):
    if sentences := misfits(row):
        raise ValidationError(sentences)


def _sentence(field, error):
    name = f"{field.verbose_name[:1].upper()}{field.verbose_name[1:]}"
    if error.code in {"blank", "null"}:
        return f"“{name}” is needed."
    return f"{name}: {' '.join(error.messages)}"


def _refusal(model, constraint):
    if isinstance(constraint, models.Field):
        noun, name = model._meta.verbose_name, constraint.verbose_name
        return Conflict(f"Another {noun} has this {name} already.")
    if isinstance(constraint, CheckConstraint):
        return ValidationError(constraint.violation_error_message)
    if constraint.violation_error_message == constraint.default_violation_error_message:
        return Conflict(f"This {model._meta.verbose_name} is there already.")
    return Conflict(constraint.violation_error_message)


def _constraint(error):
    """(model, constraint or unique field) that an IntegrityError tells of, or None."""
    name = broken_promise(error)
    columns = _columns(error)
    for model in apps.get_app_config("reviews").get_models():
        table = model._meta.db_table
        for constraint in model._meta.constraints:
            if constraint.name == name or _qualified(model, constraint) == columns:
                return model, constraint
        for field in model._meta.concrete_fields:
            if field.unique and (
                columns == {f"{table}.{field.column}"} or name in _postgresql_names(table, field)
            ):
                return model, field
    return None


def _columns(error):
    """The columns that SQLite names when a UNIQUE fails, each with its table."""
    _, found, named = str(error).partition("UNIQUE constraint failed: ")
    return set(named.split(", ")) if found else set()


def _qualified(model, constraint):
    """The columns of a UNIQUE as SQLite names them; never equal to none for other constraints."""
    fields = map(model._meta.get_field, getattr(constraint, "fields", ()))
    return {f"{model._meta.db_table}.{field.column}" for field in fields} or None


def _postgresql_names(table, field):
    if field.primary_key:
        return {f"{table}_pkey"}
    return {f"{table}_{field.column}_key"}
