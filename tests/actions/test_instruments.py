"""Instruments are frozen as they stand when they are adopted."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from reviews.actions import instruments
from reviews.exceptions import Conflict
from reviews.instruments.loading import DEFINITIONS, shipped
from reviews.models import Event, Instrument
from reviews.models.digests import sha256
from tests import build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", sorted(shipped()))
def test_what_is_adopted_is_the_shipped_text(key):
    adopted = instruments.adopt(key, by=build.staff())
    text = (DEFINITIONS / f"{key}.yaml").read_text(encoding="utf-8")
    assert (adopted.key, adopted.definition, adopted.sha256) == (key, text, sha256(text))
    assert adopted.parsed == shipped()[key]
    assert instruments.adopt(key, by=build.staff()) == adopted
    assert Event.objects.filter(verb="adopt").count() == 1


def test_only_staff_adopt(cleo):
    with pytest.raises(PermissionDenied):
        instruments.adopt("grade", by=cleo)


def test_an_unknown_key_is_refused():
    with pytest.raises(ValidationError, match="no instrument of this name"):
        instruments.adopt("astrology", by=build.staff())


def test_another_text_under_the_same_version_is_a_conflict():
    Instrument.objects.create(
        key="grade",
        version=shipped()["grade"].version,
        name="Of a changed program",
        definition="other",
        sha256=sha256("other"),
        adopted_at=timezone.now(),
    )
    panel = build.panel(has_protocol=False)
    for act in (
        lambda: instruments.adopt("grade", by=build.staff()),
        lambda: build.lock(panel),
    ):
        with pytest.raises(Conflict, match="needs a version of its own"):
            act()
