"""What members declared; read here, declared and withdrawn on the desk by themselves."""

from django.contrib import admin

from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import Interest


@admin.register(Interest, site=site)
class InterestAdmin(ByActions):
    list_display = ["user", "panel", "kind", "consequence", "expires_on", "withdrawn_at"]
    list_filter = ["kind", "consequence"]
    list_select_related = ["user", "panel"]
    search_fields = ["user__name", "statement"]
    ordering = ["-declared_at", "pk"]
    fields = [
        "user", "panel", "paper", "intervention", "kind", "consequence", "statement",
        "begins_on", "ends_on", "expires_on", "declared_at", "withdrawn_at",
    ]  # fmt: skip
