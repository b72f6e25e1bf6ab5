"""What tests of notices that travel along citations say often."""

from reviews.actions import notices
from reviews.models import Exposure, Standing
from tests import build
from tests.extracts import notice, retraction_watch


def current():
    """{(claim id, listed paper id): (status, path)}"""
    rows = Exposure.objects.current()
    return {(row.claim_id, row.paper_id): (row.status, row.path) for row in rows}


def path(*things):
    return [str(thing.pk) for thing in things]


def paper(claim):
    return claim.source.paper


def reinstate(about, date="1/1/2026 0:00"):
    doi = about.identifiers.get(scheme="doi").value
    row = notice("back", doi=doi, nature="Reinstatement", date=date)
    return notices.load(retraction_watch(row))


def retract(about, **cells):
    return build.notice(about, **{"RetractionDate": "3/9/2024 0:00"} | cells)


def standing(claim):
    return Standing.objects.get(claim=claim)
