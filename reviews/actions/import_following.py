"""What follows an import, in the background when it is large: its papers become findable, and
are compared with the rest of the panel."""

from django.db import transaction
from django_tasks import task

from reviews.actions.duplicates import find, find_in_background
from reviews.actions.people import system
from reviews.models import Import, ImportRecord, Paper
from reviews.search import papers as paper_index
from reviews.vocabulary import RecordOutcome

AT_ONCE = 200  # papers that are taken in within the import itself
SMALL_PANEL = 2000  # papers that are compared within the import itself
BATCH = 1000


def follow(upload):
    """Do it now or leave it to a worker; inside the transaction that stores the import."""
    if upload.imported > AT_ONCE:
        follow_in_background.enqueue(str(upload.pk))
    else:
        index(upload.pk)
        new = [str(pk) for pk in _new(upload.pk).values_list("pk", flat=True)]
        if new and upload.panel.papers.count() > SMALL_PANEL:
            find_in_background.enqueue(str(upload.panel_id), new)
        elif new:
            compare(upload.pk)


@task()
def follow_in_background(upload):
    index(upload)
    compare(upload)


def compare(upload):
    """Keep the pairs of papers that look alike."""
    panel = Import.objects.select_related("panel").get(pk=upload).panel
    find(panel, Paper.objects.filter(pk__in=_new(upload).values("pk")), by=system())


def index(upload):
    """Batch by batch, so that the first papers are found while the last are still to come."""
    new = _new(upload)
    last = new.order_by("-index").values_list("index", flat=True).first() or 0
    for start in range(1, last + 1, BATCH):
        part = new.filter(index__range=(start, start + BATCH - 1))
        with transaction.atomic():
            paper_index.index(Paper.objects.filter(pk__in=part.values("pk")))


def _new(upload):
    return ImportRecord.objects.filter(upload=upload, outcome=RecordOutcome.IMPORTED)
