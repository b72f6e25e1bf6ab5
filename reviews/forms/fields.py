"""Fields that several forms share."""

from django import forms

from reviews.vocabulary import choices


def text(label=None, *, rows=3, required=False, **options):
    """A field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, widget=widget, required=required, **options)


def word(words, label=None, *, required=True, **options):
    """One word of an enumeration, nothing chosen beforehand."""
    blank = ("", "Choose" if required else "None")
    return forms.ChoiceField(
        label=label, choices=[blank, *choices(words)], required=required, **options
    )


def day(label=None, **options):
    """A date, typed or picked, as 2026-11-22."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def own_id():
    """An id that the client chooses, so that the form may be sent twice."""
    again = (
        "The id of this form is no UUID. Copy what you wrote, load the page anew, and go on there."
    )
    return forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": again}
    )
