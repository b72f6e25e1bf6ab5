"""The queue of long work: taking up what a killed worker left."""

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def take_up(worker):
    """Tasks that a worker of this name was at wait again: it runs no more, and every task is
    safe to run twice."""
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    left = [row.pk for row in running if row.worker_ids and row.worker_ids[-1] == worker]
    running.filter(pk__in=left).update(status=TaskResultStatus.READY, started_at=None)
