"""The example of the API's page, pasted and run as a newcomer would."""

import re
import subprocess
import sys

import pytest
from django.conf import settings

from reviews.actions import tokens
from reviews.models import Claim
from reviews.vocabulary import ClaimState
from tests import build


@pytest.fixture
def example(live_server, tmp_path):
    """Runs it with these values at its top; answers the lines that it prints."""
    page = (settings.BASE_DIR / "docs/api.md").read_text()
    [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)

    def run(**values):
        mine = code
        for name, value in {"SITE": live_server.url, **values}.items():
            mine, count = re.subn(rf'^{name} = ".*"$', f'{name} = "{value}"', mine, flags=re.M)
            assert count == 1
        path = tmp_path / "example.py"
        path.write_text(mine)
        ran = subprocess.run(
            [sys.executable, "-I", path], capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.stderr == ""
        return ran.stdout.splitlines()

    return run


def test_it_reads_what_is_published_and_acts_with_a_token(example):
    published = build.claim(ClaimState.PUBLISHED)
    panel = published.source.paper.panel
    proposed = build.claim(panel=panel)
    chair = build.chair(panel)
    _, value = tokens.make(name="It", scopes=["read", "prepare"], good_for=1, by=chair)
    seats = panel.memberships.current().order_by("joined_at", "pk").select_related("user")
    before = [
        f"very_low: {build.STRONG}", *(f"{row.user.name}, {row.role}" for row in seats),
    ]  # fmt: skip
    ran = {"TOKEN": value, "PANEL": panel.slug, "CLAIM": str(proposed.pk)}
    assert example(**ran) == [*before, "The claim is accepted."]
    assert Claim.objects.get(pk=proposed.pk).state == ClaimState.ACCEPTED
    assert example(**ran) == [
        *before,
        "Refused (409): This claim is accepted by now: too late to accept it.",
    ]
