"""Panels: their settings, seats and interests."""

from django import forms

from reviews.forms.fields import day, text, word
from reviews.models import Interest, Panel
from reviews.vocabulary import Consequence, InterestKind, Role, choices


class PanelForm(forms.ModelForm):
    class Meta:
        model = Panel
        fields = ["name", "about"]


class EndForm(forms.Form):
    """Ending a seat; what is said here stands beside the assignments that end with it."""

    reason = forms.CharField(label="Why", required=False, max_length=500)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=choices(Role))


class InterestForm(forms.ModelForm):
    """A declaration, for the panel's whole work or, when `paper` is given, for one paper."""

    kind = word(InterestKind)
    consequence = word(Consequence, "What follows")
    statement = text("Public statement", help_text="Members of the panel and readers see it.")
    internal = text(
        "Internal statement", rows=2, help_text="Only you and the panel's chairs see it."
    )
    intervention = forms.CharField(
        label="Only about",
        max_length=300,
        required=False,
        help_text="An intervention or comparator, in the words of the panel's questions. Left"
        " empty, the declaration is about the panel's whole work.",
        widget=forms.TextInput(attrs={"list": "interventions", "autocomplete": "off"}),
    )
    begins_on = day("From", required=False)
    ends_on = day("To", required=False)

    class Meta:
        model = Interest
        fields = [
            "kind",
            "intervention",
            "consequence",
            "statement",
            "internal",
            "begins_on",
            "ends_on",
            "paper",
        ]
        widgets = {"paper": forms.HiddenInput}

    def __init__(self, *args, papers, **options):
        super().__init__(*args, **options)
        self.fields["paper"].queryset = papers
        if self.about():
            del self.fields["intervention"]

    def about(self):
        """The paper that the declaration is about, None for the panel's whole work."""
        try:
            return self.fields["paper"].clean(self["paper"].value())
        except forms.ValidationError:
            return None
