"""Opening many rounds at once: on which claims, with which body of evidence, and what for."""

from django import forms
from django.utils.text import Truncator

from reviews.forms.rounds import body_line
from reviews.vocabulary import Purpose, choices


class OpeningsForm(forms.Form):
    """Chosen are rows of `claims`, in the order in which they are offered."""

    body = forms.ModelChoiceField(None, label="Body of evidence", empty_label="Choose")
    purpose = forms.ChoiceField(
        label="What for",
        choices=choices(Purpose),
        initial=Purpose.PANEL.value,
        widget=forms.RadioSelect,
    )
    claims = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one claim.",
            "invalid_choice": "One of the claims is not waiting for a round any more: "
            "look at the list again.",
        },
    )

    def __init__(self, *args, claims, bodies, **options):
        super().__init__(*args, **options)
        self.offered = claims
        self.fields["claims"].choices = [
            (str(claim.pk), Truncator(str(claim)).chars(160)) for claim in claims
        ]
        self.fields["body"].queryset = bodies
        self.fields["body"].label_from_instance = body_line

    def clean_claims(self):
        return [claim for claim in self.offered if str(claim.pk) in self.cleaned_data["claims"]]
