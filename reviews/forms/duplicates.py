"""What a person decides about two papers that look alike."""

from django import forms

from reviews.forms.fields import word
from reviews.vocabulary import Relation


class MergeForm(forms.Form):
    """Which of the two records is kept."""

    keep = forms.ChoiceField(choices=[("first", "The earlier record"), ("second", "The later")])


class LinkForm(forms.Form):
    relation = word(Relation, "How they belong together")
