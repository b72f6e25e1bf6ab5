"""`manage.py work`: do the work that waits in the queue."""

import socket

from django.core.management.base import BaseCommand
from django.db import connection
from django_tasks_db.management.commands.db_worker import Worker

from reviews.actions import work

INTERVAL = 0.5  # seconds between looks at an empty queue


class Command(BaseCommand):
    help = (
        "Do the long work that waits in the database, such as reading imported files, until "
        "stopped. Start as many workers as you like, each under a name of its own: a worker "
        "first takes up what one of its name left unfinished when it was killed."
    )

    # Checking the addresses loads every page: a third of the memory, and nothing of it is used.
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--name",
            default=socket.gethostname()[:64],
            help="this worker's own name; without it, the name of the machine",
        )
        parser.add_argument(
            "--until-empty", action="store_true", help="stop when nothing waits any more"
        )

    def handle(self, *, name, until_empty, **options):
        work.take_up(name)
        worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=INTERVAL,
            batch=until_empty,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
        )
        if not until_empty:
            worker.configure_signals()
        worker.run()
        connection.close_if_unusable_or_obsolete()
