"""Official wording: for the panel that has a right to it, with the ground, and nobody else."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from reviews.actions import official_texts
from reviews.exports.verify import problems
from reviews.instruments.loading import shipped
from reviews.models import OfficialTexts
from reviews.vocabulary import Role
from tests import build

pytestmark = pytest.mark.django_db
SANRA = shipped()["sanra"]


def write(panel, by, texts, ground="Licence 7 of the makers."):
    return official_texts.write(panel, "sanra", texts=texts, ground=ground, by=by)


def test_the_newest_is_shown_and_the_older_ones_stay(panel, cleo):
    first = write(panel, cleo, {"1": " The first wording? ", "2": "  "})
    assert (first.texts, first.written_by) == ({"1": "The first wording?"}, cleo)
    assert OfficialTexts.objects.shown(panel, SANRA) == {"1": "The first wording?"}
    write(panel, cleo, {"2": "Another?"})
    assert OfficialTexts.objects.shown(panel, SANRA) == {"2": "Another?"}
    write(panel, cleo, {}, ground="The licence has ended.")
    assert OfficialTexts.objects.shown(panel, SANRA) == {}
    assert OfficialTexts.objects.count() == 3
    assert [*problems()] == []


def test_another_panel_sees_nothing_of_it(panel, cleo):
    write(panel, cleo, {"1": "The first wording?"})
    other = build.panel()
    assert OfficialTexts.objects.shown(other, SANRA) == {}
    assert [*OfficialTexts.objects.visible_to(build.chair(other))] == []


@pytest.mark.parametrize(
    ("key", "texts", "ground", "sentence"),
    [
        ("sanra", {"1": "x"}, " ", "“Ground of the right” is needed."),
        ("sanra", {"9": "x"}, "Licence.", "SANRA has no question '9'."),
        ("sanra", {"1": "x" * 2001}, "Licence.", "at most 2000 characters"),
        ("own-sheet", {"1": "x"}, "Licence.", "kept for instruments that ship"),
    ],
)
def test_what_is_refused(panel, cleo, key, texts, ground, sentence):
    with pytest.raises(ValidationError, match=sentence):
        official_texts.write(panel, key, texts=texts, ground=ground, by=cleo)


@pytest.mark.parametrize("role", [Role.ADJUDICATOR, Role.REVIEWER, Role.OBSERVER])
def test_only_a_chair_writes_it(panel, role):
    with pytest.raises(PermissionDenied):
        write(panel, build.member(panel, role), {"1": "x"})
