"""A list of references that somebody wants to be looked up."""

import io

from django import forms

from reviews.forms.fields import text

FILE_LIMIT = 5 * 2**20  # bytes


class ListForm(forms.Form):
    """References as text or as a file, one of the two. Cleaned: `data`, an open file of bytes."""

    text = text(
        "Your references",
        rows=10,
        help_text="One DOI or PMID a line, or references as printed, one a line, with their DOI or"
        " PMID; or records in RIS, MEDLINE (nbib), PubMed XML, BibTeX, EndNote XML, CSL-JSON or"
        " CSV. The format is told from the content.",
    )
    file = forms.FileField(
        label="or a file of them",
        required=False,
        allow_empty_file=True,
        help_text="It is read while you wait, and kept nowhere.",
    )

    def clean(self):
        if self.errors:
            return self.cleaned_data
        pasted, upload = self.cleaned_data.get("text"), self.cleaned_data.get("file")
        if bool(pasted) == bool(upload):
            raise forms.ValidationError("Paste your references or choose a file, one of the two.")
        if upload and upload.size > FILE_LIMIT:
            raise forms.ValidationError(
                f"The file is larger than {FILE_LIMIT // 2**20} MB: leave the abstracts out when"
                " you export it, or split it."
            )
        self.cleaned_data["data"] = upload or io.BytesIO((pasted or "").encode())
        return self.cleaned_data
