"""Papers: their records, identifiers and texts."""

from django import forms

from reviews.forms.fields import text, word
from reviews.forms.spans import VerbatimField
from reviews.models import Paper
from reviews.vocabulary import Scheme, SourceKind


class ImportForm(forms.Form):
    """Records as text or as a file, one of the two. Cleaned: `data`, text or an open file, and
    the file's `name`."""

    text = text(
        "Records",
        rows=10,
        help_text="RIS, MEDLINE (nbib), PubMed XML or text, BibTeX, EndNote XML, CSL-JSON, CSV or "
        "TSV: the format is told from the content.",
    )
    file = forms.FileField(label="or a file", required=False, allow_empty_file=True)

    def clean(self):
        pasted, upload = self.cleaned_data.get("text"), self.cleaned_data.get("file")
        if bool(pasted) == bool(upload):
            raise forms.ValidationError("Paste the records or choose a file, one of the two.")
        self.cleaned_data["data"] = upload or pasted
        self.cleaned_data["name"] = upload.name if upload else ""
        return self.cleaned_data


class AuthorsField(forms.CharField):
    """Authors, one a line: "Family, Given", or the name of a group without a comma.

    A line may end with an ORCID in brackets.
    """

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(map(_author_line, value or []))

    def to_python(self, value):
        lines = super().to_python(value).splitlines()
        return [_author(line.strip()) for line in lines if line.strip()]


def _author_line(author):
    if "collective" in author:
        return author["collective"]
    orcid = f" [{author['orcid']}]" if author.get("orcid") else ""
    return f"{author.get('family', '')}, {author.get('given', '')}{orcid}"


def _author(line):
    family, comma, given = line.partition(",")
    if not comma:
        return {"collective": line}
    given, _, orcid = given.partition("[")
    return {"family": family.strip(), "given": given.strip(), "orcid": orcid.strip(" ]")}


class PaperForm(forms.ModelForm):
    authors = AuthorsField(required=False, help_text="One a line: family name, given names.")

    class Meta:
        model = Paper
        fields = [
            "title",
            "authors",
            "affiliation",
            "journal",
            "year",
            "published",
            "volume",
            "issue",
            "pages",
            "design",
        ]
        labels = {"published": "Date as printed"}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("title", "affiliation")} | {
            "journal": forms.TextInput
        }


class AddPaperForm(PaperForm):
    """A paper by hand, with the text to judge."""

    text = VerbatimField(
        label="Abstract",
        rows=8,
        required=False,
        help_text="Kept word for word; it never changes, a correction makes a new text.",
    )


class IdentifierForm(forms.Form):
    scheme = word(Scheme, "Kind")
    value = forms.CharField(label="Identifier", max_length=500)
    basis = forms.CharField(
        label="How we know", help_text="For example: printed on the first page of the paper."
    )


class SourceForm(forms.Form):
    """A text of the paper; `replaces` is the text that it corrects, if any."""

    kind = word(SourceKind)
    text = VerbatimField(rows=8)
    replaces = forms.ModelChoiceField(
        None, label="Corrects", required=False, empty_label="None: a text of its own"
    )

    def __init__(self, *args, sources, **options):
        super().__init__(*args, **options)
        self.fields["replaces"].queryset = sources
