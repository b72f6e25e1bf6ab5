"""What is drawn of an edition, as files that stand alone."""

import struct
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.urls import reverse

from reviews.actions import claims
from reviews.exports import png, raster, rendering
from reviews.models import FrozenClaim, Instrument
from reviews.vocabulary import ClaimState
from tests import appraised, build
from tests.exports.golden import assert_golden

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def where(panel, picture, media="svg", number=2):
    return reverse("release-picture", args=[panel.slug, number, picture, media])


def words(answer):
    drawing = ElementTree.fromstring(answer.content)
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def size(png):
    """(width, height) as the header of a PNG has them."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", png[16:24])


@pytest.fixture
def panel():
    """A second edition with a finding and with two recommendations, on one of which two people
    differ; a fourth claim is not published."""
    made = build.panel()
    text = "Treatment A improved the symptoms of condition B."
    source = build.source(made, text=text)
    finding = build.claim(ClaimState.ACCEPTED, source=source, exact=text)
    sheet = build.worksheet(kind="conclusion", advice="none", language_level=4)
    del sheet["judgements"]["direction"]
    build.grade(finding, sheet)
    build.confirm_flags(finding)
    build.publish(finding)
    ann, bob = build.member(made), build.member(made)
    build.claim(ClaimState.PROPOSED, panel=made)
    appraised.published(made, {ann: "low", bob: "low"}, {ann: "low", bob: "high"})
    return made


def finding(panel):
    return FrozenClaim.objects.filter(releases__number=1, releases__panel=panel).get()


def named(panel):
    grade = Instrument.objects.get(key="grade")
    return {
        "flow": 2,
        "timeline": 3,
        f"agreement-of-{grade.sha256}": 2,
        f"gap-of-{finding(panel).claim.source_id}": 3,
    }


def test_every_picture_of_an_edition_is_linked_and_is_a_file(
    client, panel, django_assert_num_queries
):
    pages = [
        client.get(reverse("release", args=[panel.slug, 2])),
        client.get(reverse("panel", args=[panel.slug])),
        client.get(
            reverse(
                "claim-edition",
                args=[finding(panel).claim_id, 2],
            )
        ),
    ]
    linked = "".join(page.content.decode() for page in pages)
    for name, queries in named(panel).items():
        with django_assert_num_queries(queries):
            answer = client.get(where(panel, name))
        assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert words(answer)
        assert b"the table below" not in answer.content
        again = client.get(where(panel, name), headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        for media in ("svg", "png"):
            assert f'href="{where(panel, name, media)}"' in linked


def test_pictures_tell_what_the_pages_tell(client, panel):
    flow = words(client.get(where(panel, "flow")))
    assert flow == [
        "4 Claims marked in papers",
        "1 proposed, not accepted or rejected yet",
        "3 Eligible under the protocol",
        "3 Appraised and settled",
        "3 In this edition",
    ]
    assert words(client.get(where(panel, "timeline")))[::3] == ["1", "3"]
    [agreement] = [name for name in named(panel) if name.startswith("agreement")]
    assert {"0", "100"} <= {*words(client.get(where(panel, agreement)))}


@pytest.mark.parametrize("kind", ["flow", "timeline", "agreement", "gap"])
def test_a_picture_is_drawn_in_pixels_twice_as_sharp(client, panel, kind, settings, tmp_path):
    settings.VAR = tmp_path
    [name] = [name for name in named(panel) if name.startswith(kind)]
    drawing = ElementTree.fromstring(client.get(where(panel, name)).content)
    answer = client.get(where(panel, name, "png"))
    assert answer["Content-Type"] == "image/png"
    twice = tuple(2 * int(drawing.get(side)) for side in ("width", "height"))
    assert size(answer.content) == twice
    # It is kept, and made again by nobody who asks.
    [kept] = (tmp_path / "pictures").iterdir()
    kept.write_bytes(b"what was kept")
    caches["pages"].clear()
    assert client.get(where(panel, name, "png")).content == b"what was kept"


def test_what_was_withdrawn_since_is_not_drawn_beside_what_stands(client, panel):
    assert client.get(where(panel, f"gap-of-{finding(panel).claim.source_id}")).status_code == 200
    claims.withdraw(finding(panel).claim, reason="No.", by=build.chair(panel))
    gone = client.get(where(panel, f"gap-of-{finding(panel).claim.source_id}"))
    assert gone.status_code == 404


def test_a_report_draws_the_same_and_links_no_picture(client, panel):
    page = client.get(reverse("release-report-html", args=[panel.slug, 2])).content.decode()
    assert page.count('class="chart wide"') == 1
    assert "/pictures/" not in page


def test_what_an_edition_does_not_draw_is_not_found(client, panel):
    other = build.claim(ClaimState.PUBLISHED).source_id
    for missing in (
        where(panel, "pie"),
        where(panel, "flow", "gif"),
        where(panel, "flow", number=3),
        where(panel, "gap"),
        where(panel, f"gap-of-{other}"),
        where(panel, "agreement-of-0"),
        where(panel, f"summary-of-{Instrument.objects.first().sha256}"),
    ):
        assert client.get(missing).status_code == 404


def test_one_that_cannot_be_made_is_said_to_be(client, panel, settings, tmp_path):
    settings.VAR = tmp_path
    client.get(where(panel, "flow", "png"))
    [kept] = (tmp_path / "pictures").iterdir()
    kept.rename(f"{kept}.failed")
    caches["pages"].clear()
    answer = client.get(where(panel, "flow", "png"))
    assert answer.status_code == 503
    assert "no-store" in answer["Cache-Control"]
    assert b"could not be made as PNG" in answer.content
    # Nothing of that is kept: once it can be made, it is there.
    assert "ETag" not in answer
    (tmp_path / "pictures" / f"{kept.name}.failed").unlink()
    assert client.get(where(panel, "flow", "png")).status_code == 200


def drawn(*lines, width=400, height=200):
    told = "".join(
        f'<text x="4" y="{20 * place}">{line}</text>' for place, line in enumerate(lines, start=1)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{told}</svg>'


def test_every_script_is_drawn_with_signs_of_its_own():
    """A font that lacks a sign draws an empty box, the same for each sign that it lacks."""
    scripts = ("курку", "Ελλ", "薑黃素", "강황", "عربي", "हल्दी", "ขมิ้น", "●○", "∑", "\U0001f642")
    found = {png.render(drawn(f"{script} and a word")) for script in scripts}
    assert len(found) == len(scripts)
    missing = png.render(drawn("\U00013000"))
    assert missing == png.render(drawn("[U+13000]"))
    mixed = "a <tspan>bعرc</tspan> ●○ d"
    assert png.render(drawn(mixed)) != png.render(drawn("a <tspan>bعرc</tspan> ●● d"))


def test_a_large_picture_keeps_within_its_pixels():
    across, down = size(png.render(drawn("long", width=100, height=900_000)))
    assert across * down <= raster.MOST * 1.01
    assert down > 50 * across


def test_a_picture_in_pixels_is_made_the_same_again():
    assert png.render(drawn("twice")) == png.render(drawn("twice"))
    assert rendering.drawn(drawn("twice")) == rendering.drawn(drawn("twice"))


def test_what_draws_is_loaded_by_no_process_that_answers():
    """Typst takes tens of megabytes; only the process that ends with the picture has them."""
    asked = (
        "import django; django.setup(); import evidence.urls, sys; print('typst' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "False"


def test_the_flow_is_drawn_as_kept(client, panel):
    assert_golden("flow.svg", client.get(where(panel, "flow")).content.decode())
