"""One's own profile."""

import pytest
from django.urls import reverse

from reviews.models import Event, User
from tests import build

pytestmark = pytest.mark.django_db
PROFILE = "/desk/profile/"


def test_one_describes_oneself_and_nobody_else(client, ann, bob):
    client.force_login(ann)
    page = client.get(PROFILE)
    assert 'value="Ann"' in page.text
    sent = {"name": "Ann Alpha", "other_names": "A. Beta\r\n Ann Beta ", "orcid": ""}
    assert client.post(PROFILE, sent).url == PROFILE
    orcid = "https://orcid.org/0000-0002-1825-0097"
    client.post(PROFILE, sent | {"orcid": orcid})
    ann.refresh_from_db()
    assert (ann.name, ann.other_names, ann.orcid) == (
        "Ann Alpha", "A. Beta\nAnn Beta", "0000-0002-1825-0097",
    )  # fmt: skip
    assert Event.objects.filter(verb="edit", subject_id=ann.pk, actor_id=ann.pk).count() == 2
    assert User.objects.get(pk=bob.pk).name == "Bob"


def test_what_is_wrong_comes_back_as_it_was_typed(client, ann):
    client.force_login(ann)
    slip = client.post(PROFILE, {"name": "Ann Alpha", "orcid": "0000-0002-1825-0098"})
    assert slip.status_code == 400
    assert "0000-0002-1825-0098 is not an ORCID." in slip.text
    assert 'value="Ann Alpha"' in slip.text
    nameless = client.post(PROFILE, {"name": " ", "orcid": ""})
    assert nameless.status_code == 400
    build.user(orcid="0000-0002-1825-0097")
    taken = client.post(PROFILE, {"name": "Ann", "orcid": "0000-0002-1825-0097"})
    assert (taken.status_code, "Someone has this ORCID already." in taken.text) == (409, True)
    ann.refresh_from_db()
    assert (ann.name, ann.orcid) == ("Ann", "")


def test_the_page_is_one_link_away(client, ann):
    client.force_login(ann)
    assert f'href="{PROFILE}"' in client.get(reverse("desk")).text
