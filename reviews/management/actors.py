"""For whom a command acts, and how it says no."""

from contextlib import contextmanager

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from reviews.actions import people
from reviews.databases import is_full, is_unavailable, newest_migrations
from reviews.exceptions import Conflict, Unreadable
from reviews.models import User


def add_actor(parser):
    parser.add_argument(
        "--as",
        dest="actor",
        metavar="EMAIL",
        help="act as this person, whose permits bind; without it, as the system",
    )


def actor(email):
    """The active account of this address, or without one the system's. Raises CommandError."""
    if not email:
        return people.system()
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(f"No active account has the address {email}.")
    return user


@contextmanager
def refusals():
    """Inside, what actions refuse ends the command with the same sentence and exit code 1."""
    try:
        yield
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    except (Conflict, PermissionDenied, Unreadable) as error:
        raise CommandError(str(error)) from error
    except OSError as error:
        raise CommandError(f"{error.filename}: {error.strerror}.") from error
    except DatabaseError as error:
        if sentence := _why(error):
            raise CommandError(sentence) from error
        raise


def _why(error):
    """What ails the database, as far as that is no fault of ours; else None."""
    if is_unavailable(error):
        return (
            "The database is away, or busy with something else, so nothing was done. Try again "
            "in a while."
        )
    if is_full(error):
        return "The disk that the database is on is full, so nothing was done."
    if newest_migrations(connection) is None:
        return "The database waits for migrations: run manage.py migrate first."
    return None
