"""A draft that somebody wants to be read for its wording."""

from django import forms

from reviews.forms.spans import VerbatimField

LONGEST = 20_000  # characters; no abstract is longer, and one is read in a fraction of a second


class TextForm(forms.Form):
    text = VerbatimField(
        label="Your text",
        rows=12,
        help_text="An abstract or a conclusion, in English. It is read while you wait, and kept"
        " nowhere.",
        error_messages={"required": "Paste a text first: an abstract, or its last sentences."},
    )

    def clean_text(self):
        given = self.cleaned_data["text"]
        if not given.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if len(given) > LONGEST:
            raise forms.ValidationError(
                f"It has {len(given):,} characters, and no more than {LONGEST:,} are read at a"
                " time: paste the abstract alone."
            )
        return given
