"""Making a token for a program."""

from django import forms

from reviews.forms.fields import own_id
from reviews.vocabulary import TokenScope, choices


class TokenForm(forms.Form):
    id = own_id()
    name = forms.CharField(
        max_length=100, help_text="What it is for, such as “Import script on the office computer”."
    )
    scopes = forms.MultipleChoiceField(
        label="May be used to",
        choices=choices(TokenScope),
        initial=[TokenScope.READ],
        widget=forms.CheckboxSelectMultiple,
        help_text="As far as you may do it yourself at the time. Choose what the program needs and"
        " no more.",
    )
    good_for = forms.TypedChoiceField(
        label="Good for",
        coerce=int,
        choices=[(30, "30 days"), (90, "90 days"), (366, "A year")],
        initial=90,
    )


class RevokeForm(forms.Form):
    token = forms.UUIDField(widget=forms.HiddenInput)
