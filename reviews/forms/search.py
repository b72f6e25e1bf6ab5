"""Finding published claims: words and facets."""

from django import forms

from reviews.forms.fields import word
from reviews.vocabulary import Certainty, FlagCode, Kind, Label, PublicationStatus, StudyDesign


class SearchForm(forms.Form):
    """Facets that are left empty leave everything in."""

    q = forms.CharField(label="Words", required=False, max_length=200, strip=True)
    label = word(Label, "Label", required=False)
    certainty = forms.ChoiceField(label="Certainty of the evidence", required=False)
    flag = word(FlagCode, "Flag", required=False)
    kind = word(Kind, "Kind of claim", required=False)
    design = word(StudyDesign, "Study design", required=False)
    status = word(PublicationStatus, "Publication status", required=False)
    year = forms.IntegerField(
        label="Year of the paper", required=False, min_value=1, max_value=9999
    )
    panel = forms.ChoiceField(label="Panel", required=False)

    def __init__(self, *args, panels, **kwargs):
        """`panels` are (slug, name) of those that published."""
        super().__init__(*args, **kwargs)
        self.fields["panel"].choices = panels
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "Any"), *[pair for pair in field.choices if pair[0]]]
        self.fields["certainty"].choices = [
            ("", "Any"),
            *((step.word, step.label) for step in reversed(Certainty)),
            ("none", "Not graded"),
        ]
