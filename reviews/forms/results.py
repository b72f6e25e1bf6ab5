"""Results of papers."""

from django import forms

from reviews.models import Result


class ResultForm(forms.ModelForm):
    class Meta:
        model = Result
        fields = ["outcome", "comparison", "time_point", "analysis"]
        help_texts = {
            "outcome": "As the paper measured it.",
            "comparison": "What was compared with what.",
            "time_point": "If the paper tells several.",
            "analysis": "Such as intention to treat; if the paper tells several.",
        }
