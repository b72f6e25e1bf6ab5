"""The demonstration's abstract in a panel, taken by actions to where a test begins."""

import json
from pathlib import Path

from django.conf import settings

from reviews.actions import claims, papers, wordings
from reviews.vocabulary import Advice, Kind
from tests import build

RECORD = (Path(settings.BASE_DIR) / "reviews/demo/pubmed_14584089.txt").read_text()
GOLD = json.loads((Path(__file__).parents[1] / "wording/seed_gold.json").read_text())["sentences"]
SPANS = [(gold["start"], gold["end"]) for gold in GOLD]
S3, S4, S8, S9 = SPANS[2], SPANS[3], SPANS[7], SPANS[8]
S3C, S4A, S4B = (544, 605), (607, 745), (747, 796)
RESULT = {"kind": "result", "advice": "none", "direction": "", "language_level": "4"}


def paper(panel):
    by = build.chair(panel)
    papers.import_papers(panel, RECORD, by=by)
    made = panel.papers.get()
    papers.edit(made, design="narrative_review", by=by)
    claims.suggest(made.sources.get(), by=by)
    return made


def claim(paper, span):
    """The claim that stands at this place of the paper's text."""
    start, end = span
    return paper.sources.get().claims.with_text().standing().get(
        revision__start=start, revision__end=end
    )  # fmt: skip


def graded(paper, span, result, **answers):
    """The claim accepted and graded to `result`; answers as in build.worksheet."""
    found = claim(paper, span)
    claims.accept(found, by=build.chair(paper.panel))
    build.grade(found, build.worksheet(result, **answers))
    return found


def read_as_result(claim):
    """Correct the reading: the part reports an effect and advises nothing."""
    reading = {field: getattr(claim.wording, field) for field in wordings.READING}
    reading |= {"kind": Kind.RESULT, "advice": Advice.NONE, "direction": "", "language_level": 4}
    wordings.correct(claim, **reading, by=build.chair(claim.source.paper.panel))
