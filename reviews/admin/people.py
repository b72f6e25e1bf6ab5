"""Accounts: made without a password, whose owner sets one through a link sent by mail."""

from functools import partial

from django import forms
from django.contrib import admin

from reviews.actions import links, people
from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import User


class AccountForm(forms.ModelForm):
    """Names and addresses; there is no password to type."""

    class Meta:
        model = User
        fields = ["email", "name", "other_names", "orcid", "is_staff"]


@admin.register(User, site=site)
class UserAdmin(ByActions):
    form = AccountForm
    list_display = ["name", "email", "orcid", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["name", "email", "orcid"]
    ordering = ["name", "pk"]
    actions = ["send_link", "deactivate", "erase"]

    def has_add_permission(self, request):
        return True

    def has_change_permission(self, request, obj=None):
        return True

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return fields if obj else [name for name in fields if name != "other_names"]

    def get_readonly_fields(self, request, obj=None):
        return ["email", "is_staff"] if obj else []

    def save_model(self, request, obj, form, change):
        given = form.cleaned_data
        if change:
            described = {part: given[part] for part in ("name", "other_names", "orcid")}
            people.edit(obj, **described, by=request.user)
            return
        made = people.create(**given, by=request.user)
        links.send(made, request=request, by=request.user)
        obj.pk = made.pk

    @admin.action(description="Send a link for setting a password")
    def send_link(self, request, queryset):
        act = partial(links.send, request=request, by=request.user)
        self.each(request, queryset, act, done="Links sent")

    @admin.action(description="Close the account")
    def deactivate(self, request, queryset):
        act = partial(people.deactivate, by=request.user)
        self.each(request, queryset, act, done="Accounts closed")

    @admin.action(description="Erase the person")
    def erase(self, request, queryset):
        """For good, so it asks once."""
        if "confirmed" in request.POST:
            act = partial(people.erase, by=request.user)
            self.each(request, queryset, act, done="Persons erased")
            return None
        return self.page(request, "admin/erase.html", "Erase", rows=queryset)
