"""Papers: their records, identifiers and texts."""

from django import forms

from reviews.forms.fields import text, word
from reviews.forms.spans import VerbatimField
from reviews.models import Paper
from reviews.vocabulary import Scheme, SourceKind

LARGEST = 20 * 2**20  # bytes; some ten thousand records


class ImportForm(forms.Form):
    """Records as text or as a file, one of the two."""

    text = text("Records", rows=10, help_text="PubMed's text format, one record or many.")
    file = forms.FileField(label="or a file", required=False)

    def clean(self):
        pasted, upload = self.cleaned_data.get("text"), self.cleaned_data.get("file")
        if bool(pasted) == bool(upload):
            raise forms.ValidationError("Paste the records or choose a file, one of the two.")
        if upload and upload.size > LARGEST:
            raise forms.ValidationError("The file is larger than 20 MB: split it and try again.")
        self.cleaned_data["data"] = upload.read() if upload else pasted
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
