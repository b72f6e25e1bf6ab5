"""The world in which verbs of the desk are tried."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from reviews.vocabulary import ClaimState
from tests import build
from tests.world import world


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = world()
        made.free = build.claim(ClaimState.ACCEPTED, made.panel)
        made.new = build.claim(panel=made.panel)
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def made(built):
    """The same world for every test, whatever the others did."""
    with transaction.atomic():
        yield SimpleNamespace(**vars(built))
        transaction.set_rollback(True)
