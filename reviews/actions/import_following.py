"""What follows an import, in the background when it is large: its papers become findable."""

from django.db import transaction
from django_tasks import task

from reviews import search
from reviews.models import ImportRecord, Paper
from reviews.vocabulary import RecordOutcome

AT_ONCE = 200  # papers that are taken in within the import itself
BATCH = 1000


def follow(upload):
    """Do it now or leave it to a worker; inside the transaction that stores the import."""
    if upload.imported > AT_ONCE:
        follow_in_background.enqueue(str(upload.pk))
    else:
        index(upload.pk)


@task()
def follow_in_background(upload):
    index(upload)


def index(upload):
    """Batch by batch, so that the first papers are found while the last are still to come."""
    new = ImportRecord.objects.filter(upload=upload, outcome=RecordOutcome.IMPORTED)
    last = new.order_by("-index").values_list("index", flat=True).first() or 0
    for start in range(1, last + 1, BATCH):
        part = new.filter(index__range=(start, start + BATCH - 1))
        with transaction.atomic():
            search.index_papers(Paper.objects.filter(pk__in=part.values("pk")))
