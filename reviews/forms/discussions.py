"""What members write to each other about a round."""

from django import forms

from reviews.forms.fields import text


class NoteForm(forms.Form):
    text = text(
        "To whoever settles",
        required=True,
        help_text="Read once the round is revealed, by whoever settles it and no appraiser.",
    )


class CommentForm(forms.Form):
    text = text("Comment", required=True, help_text="The panel’s members read it.")
