"""Seats in the panels of whoever looks."""

from functools import partial

from django.contrib import admin

from reviews.actions import panels
from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import Membership, Panel, User


@admin.register(Membership, site=site)
class MembershipAdmin(ByActions):
    list_display = ["user", "panel", "role", "joined_at", "left_at"]
    list_filter = ["role"]
    list_select_related = ["user", "panel"]
    search_fields = ["user__name", "panel__name"]
    ordering = ["panel__name", "user__name", "pk"]
    fields = ["panel", "user", "role"]
    actions = ["end_seat"]

    def has_add_permission(self, request):
        return True

    def has_change_permission(self, request, obj=None):
        return obj is None or obj.left_at is None

    def get_readonly_fields(self, request, obj=None):
        return ["panel", "user"] if obj else []

    def formfield_for_foreignkey(self, db_field, request, **options):
        offered = {
            "panel": Panel.objects.visible_to(request.user),
            "user": User.objects.filter(is_active=True),
        }
        options["queryset"] = offered[db_field.name].order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **options)

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        if change:
            panels.change_role(obj, given["role"], by=request.user)
        else:
            obj.pk = panels.seat(**given, by=request.user).pk

    @admin.action(description="End the seat")
    def end_seat(self, request, queryset):
        act = partial(panels.end_seat, by=request.user)
        self.each(request, queryset, act, done="Seats ended")
