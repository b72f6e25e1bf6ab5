"""`manage.py send_reminders`: mails about their own work to whoever has some."""

from django.core.management.base import BaseCommand, CommandError

from reviews.actions import reminders


class Command(BaseCommand):
    help = (
        "Send this week's digests, and reminders to whoever has owed an appraisal for a week. "
        "Meant for a timer, once a day: running it again sends nothing twice. It prints nothing, "
        "because who is written to is nobody else's business."
    )

    def handle(self, **options):
        if not reminders.send_due():
            raise CommandError("The mail server did not take every mail; the next run tries again.")
