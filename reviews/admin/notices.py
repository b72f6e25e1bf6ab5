"""Notices of publishers, for the whole installation; loaded by the command, read here."""

from django.contrib import admin

from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import Notice


@admin.register(Notice, site=site)
class NoticeAdmin(ByActions):
    list_display = ["nature", "doi", "pmid", "dated", "origin", "extract_on"]
    list_filter = ["nature", "origin"]
    search_fields = ["doi", "pmid", "reference"]
    ordering = ["-loaded_at", "pk"]
    fields = [
        "origin", "key", "nature", "doi", "pmid", "dated", "reasons", "reference", "row",
        "extract_on", "loaded_at",
    ]  # fmt: skip
