"""Instruments: shipped definitions are adopted, others are made for every panel; from then on
they are only read."""

from functools import partial

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied

from reviews.actions import instruments
from reviews.admin.by_actions import ByActions
from reviews.admin.site import site
from reviews.exceptions import Conflict
from reviews.forms.fields import text
from reviews.instruments.loading import shipped
from reviews.models import Instrument
from reviews.views.instruments import questions_of


class AdoptForm(forms.ModelForm):
    """One of the shipped instruments, in the version that came with the program, or the file of
    another. A refused file stays where it was typed."""

    key = forms.ChoiceField(
        label="Instrument",
        required=False,
        choices=lambda: [
            ("", "None of these"),
            *((key, f"{found.name} ({found.version})") for key, found in shipped().items()),
        ],
    )
    definition = text("or the file of one for every panel", rows=20, strip=False)

    class Meta:
        model = Instrument
        fields = ["key", "definition"]

    def clean(self):
        given = super().clean()
        if bool(given.get("key")) == bool(given["definition"].strip()):
            raise forms.ValidationError("Choose an instrument or give a file, one of the two.")
        if not given["key"]:
            try:
                instruments.checked(given["definition"])
            except Conflict as conflict:
                self.add_error("definition", str(conflict))
            except forms.ValidationError as error:
                self.add_error("definition", error)
        return given

    def _post_clean(self):
        """The action makes the row; nothing is put into one before."""


@admin.register(Instrument, site=site)
class InstrumentAdmin(ByActions):
    list_display = ["name", "key", "version", "panel", "is_own", "adopted_at"]
    search_fields = ["name", "key"]
    actions = ["retire"]
    ordering = ["name", "version", "pk"]
    list_select_related = ["panel"]

    def has_add_permission(self, request):
        return True

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """As people read it, with the file below."""
        if request.method == "POST":
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        context = {"row": row, **questions_of(row.parsed)}
        return self.page(request, "admin/instrument.html", str(row), **context)

    def get_form(self, request, obj=None, **options):
        return super().get_form(request, obj, **options | ({} if obj else {"form": AdoptForm}))

    def get_fields(self, request, obj=None):
        return ["key", "definition"]

    @admin.action(description="Retire what was made for every panel")
    def retire(self, request, queryset):
        self.each(request, queryset, partial(instruments.retire, by=request.user), done="Retired")

    def save_model(self, request, obj, form, change):
        key, definition = form.cleaned_data["key"], form.cleaned_data["definition"]
        made = (
            instruments.adopt(key, by=request.user)
            if key
            else instruments.make(definition, by=request.user)
        )
        obj.pk, obj.name, obj.version = made.pk, made.name, made.version
