"""Panels: made by staff with their first chair, described by their chairs."""

from django import forms
from django.contrib import admin

from reviews.actions import panels
from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.models import Panel, User
from reviews.permissions import can


class NewPanelForm(forms.ModelForm):
    chair = forms.ModelChoiceField(
        User.objects.filter(is_active=True).order_by("name"), label="First chair"
    )

    class Meta:
        model = Panel
        fields = ["slug", "name", "about"]


@admin.register(Panel, site=site)
class PanelAdmin(ByActions):
    """Staff see that a panel exists; what it works on is its members'."""

    list_display = ["name", "slug", "created_at"]
    search_fields = ["name", "slug"]
    ordering = ["name", "pk"]
    fields = ["slug", "name", "about"]

    def get_queryset(self, request):
        return Panel.objects.all()

    def has_add_permission(self, request):
        return True

    def has_change_permission(self, request, obj=None):
        return obj is not None and bool(can(request.user, "manage_members", obj))

    def get_form(self, request, obj=None, **options):
        if obj is None:
            options["form"] = NewPanelForm
        return super().get_form(request, obj, **options)

    def get_fields(self, request, obj=None):
        return self.fields if obj else [*NewPanelForm.Meta.fields, "chair"]

    def get_readonly_fields(self, request, obj=None):
        return ["slug"] if obj else []

    def save_model(self, request, obj, form, change):
        if change:
            panels.edit(obj, **form.cleaned_data, by=request.user)
        else:
            obj.pk = panels.create(**form.cleaned_data, by=request.user).pk
