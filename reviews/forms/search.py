"""Finding published claims: words and facets."""

from collections import Counter

from django import forms

from reviews.forms.fields import word
from reviews.search.words import folded
from reviews.vocabulary import Certainty, FlagCode, Kind, Label, PublicationStatus, StudyDesign

FACETS = ("label", "certainty", "flag", "kind", "design", "status", "year", "panel", "journal")
SUGGESTED = 50  # years or journals, those that most claims have


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
    journal = forms.CharField(label="Journal", required=False, max_length=200, strip=True)
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

    def facets(self):
        """The facets that are asked for, as pairs (name, value)."""
        asked = ((name, self.cleaned_data[name]) for name in FACETS)
        return tuple((name, str(value)) for name, value in asked if value)

    def count(self, counts, is_more):
        """Say beside each choice how many claims it would leave: {facet: Counter}, and {facet:
        whether there are more}."""
        for name in FACETS:
            field, counted, more = self.fields[name], counts[name], "+" if is_more[name] else ""
            if isinstance(field, forms.ChoiceField):
                field.choices = [
                    (value, _counted(text, counted[value], more) if value else text)
                    for value, text in field.choices
                ]
            else:
                counted = _together(counted) if name == "journal" else counted
                field.widget.attrs["list"] = f"{name}-suggested"
                field.suggested = [
                    (value, _counted(value, number, more))
                    for value, number in counted.most_common(SUGGESTED)
                ]


def _counted(text, number, more):
    return text if more and not number else f"{text} ({number:,}{more})"


def _together(journals):
    """Spellings that differ in case and signs alone, counted as the commonest of them."""
    spelled, together = {}, Counter()
    for journal, number in journals.most_common():
        together[spelled.setdefault(folded(journal), journal)] += number
    return together
