"""Pictures of an edition: what papers were judged to be, and what changed since the last one."""

import pytest

from reviews.actions import claims, rounds, verdicts
from reviews.instruments.loading import shipped
from reviews.vocabulary import ClaimState
from tests import build
from tests.browser import looks

INSTRUMENTS = {"grade": {}, "jbi-cohort": {}, "amstar-2": {}}
JUDGED = {"jbi-cohort": ("cohort", "Include"), "amstar-2": ("systematic_review", "")}


def judged(panel, instrument, turn):
    """A graded claim whose paper was judged, with answers that go round by `turn`."""
    design, result = JUDGED[instrument]
    claim = build.claim(ClaimState.GRADED, source=build.source(panel, design=design))
    build.confirm_flags(claim)
    by = build.chair(panel)
    made = rounds.open_round(
        instrument=instrument, paper=claim.source.paper, result="All of it", by=by
    )
    for _ in range(made.minimum):
        rounds.assign(made, build.member(panel), by=by)
    said = {
        item.id: {
            "answer": item.answers[(number + turn) % len(item.answers)].value,
            "basis": "reasoned",
            "note": "A reason.",
        }
        for number, item in enumerate(shipped()[instrument].items)
    }
    content = {"judgements": said, "result": result, "rationale": "A reason."}
    build.submit_all(made, content)
    verdicts.settle(made, content=content, settled_by="agreement", by=by)
    return claim


@pytest.fixture
def panel(committed_db):
    return build.panel(instruments=INSTRUMENTS)


def test_pictures_of_an_edition_look_right(panel, new_page, live_server):
    first = [judged(panel, name, turn) for name in JUDGED for turn in range(2)]
    build.publish(*first)
    claims.withdraw(first[0], reason="The wrong sentence.", by=build.chair(panel))
    build.publish(judged(panel, "jbi-cohort", 3))
    page, faults = new_page(base_url=live_server.url), []
    for name, address in {
        "release": f"/panels/{panel.slug}/releases/2/",
        "changes": f"/panels/{panel.slug}/releases/2/changes/",
        "panel": f"/panels/{panel.slug}/",
    }.items():
        assert page.goto(address).ok
        for folded in page.locator("#judgements details").all():
            folded.locator("summary").click()
        faults += looks.look(page, "editions", name)
    assert faults == []
