"""The audit as far as its reader may see it.

Bodies and hashes are left to `verify_audit`: a panel's chain takes in the head of a round that
was ended without a reveal, so a hash would tell that something happened there.
"""

from django.contrib import admin

from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import Claim, Event


@admin.register(Event, site=site)
class EventAdmin(ByActions):
    list_display = ["happened_at", "verb", "subject_type", "subject_id", "actor_id"]
    list_filter = ["verb", "subject_type"]
    search_fields = ["subject_id", "actor_id"]
    ordering = ["-happened_at", "pk"]
    fields = ["happened_at", "verb", "subject_type", "subject_id", "actor_id"]

    def get_queryset(self, request):
        """Not of claims that one appraises at present: events tell of their flags."""
        hidden = Claim.objects.appraised_by(request.user)
        return super().get_queryset(request).exclude(subject_id__in=hidden.values("pk"))
