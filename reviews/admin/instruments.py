"""Instruments: shipped definitions are adopted, and from then on only read."""

from django import forms
from django.contrib import admin

from reviews.actions import instruments
from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.instruments.loading import shipped
from reviews.models import Instrument


class AdoptForm(forms.ModelForm):
    """Which of the shipped instruments, in the version that came with the program."""

    key = forms.ChoiceField(
        label="Instrument",
        choices=lambda: [
            (key, f"{found.name} ({found.version})") for key, found in shipped().items()
        ],
    )

    class Meta:
        model = Instrument
        fields = ["key"]


@admin.register(Instrument, site=site)
class InstrumentAdmin(ByActions):
    list_display = ["name", "key", "version", "adopted_at"]
    search_fields = ["name", "key"]
    ordering = ["name", "version", "pk"]
    fields = ["key", "version", "name", "sha256", "adopted_at", "definition"]

    def has_add_permission(self, request):
        return True

    def get_form(self, request, obj=None, **options):
        return super().get_form(request, obj, **options | ({} if obj else {"form": AdoptForm}))

    def get_fields(self, request, obj=None):
        return self.fields if obj else ["key"]

    def save_model(self, request, obj, form, change):
        adopted = instruments.adopt(form.cleaned_data["key"], by=request.user)
        obj.pk, obj.name, obj.version = adopted.pk, adopted.name, adopted.version
