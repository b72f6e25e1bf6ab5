"""Making an instrument of one's own: by a form, or by its file."""

from django import forms

from reviews.forms.fields import text
from reviews.instruments.definition import Subject
from reviews.instruments.loading import (
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_VERSION,
    SMALL_LETTERS,
)
from reviews.instruments.nodes import LONGEST_FILE, LONGEST_WORD
from reviews.instruments.writing import Asked, Deciding, Sheet, mismatch, written
from reviews.vocabulary import StudyDesign, choices

DESIGNS = [pair for pair in choices(StudyDesign) if pair[0] != StudyDesign.NOT_STATED]
DECIDING = [
    (Deciding.PEOPLE, "People judge: nothing is computed"),
    (Deciding.WORST, "The worst answer counts"),
    (Deciding.ALL, "Every answer has to be the best one"),
]
JUDGED = [(Subject.PAPER, "A paper as a whole"), (Subject.RESULT, "One result of a paper")]
MOST_QUESTIONS = 100


class LinesField(forms.CharField):
    """One thing a line; what is given is kept as it was typed."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        lines = [line.strip() for line in super().to_python(value).splitlines()]
        return [line for line in lines if line]


class LabelsField(LinesField):
    """Answers or results, each short enough for a column and none twice."""

    def to_python(self, value):
        labels = super().to_python(value)
        for label in labels:
            if len(label) > LONGEST_WORD:
                raise forms.ValidationError(
                    f"“{label[:30]} …” has more than {LONGEST_WORD} characters."
                )
        folded = [" ".join(label.replace("_", " ").split()).casefold() for label in labels]
        twice = [label for place, label in enumerate(labels) if folded[place] in folded[:place]]
        if twice:
            raise forms.ValidationError(f"“{twice[0]}” is there twice.")
        return labels


class QuestionsField(LinesField):
    """[(label of the domain or "", [Asked, ...])]: a line that begins with # begins a domain;
    what follows a bar is the question's help."""

    widget = forms.Textarea(attrs={"rows": 12})

    def to_python(self, value):
        domains: list[tuple[str, list[Asked]]] = []
        for line in super().to_python(value):
            if line.startswith("#"):
                domains.append((line.lstrip("# "), []))
                continue
            label, _, help_ = (part.strip() for part in line.partition("|"))
            if not label:
                raise forms.ValidationError(f"This line has no question before its bar: {line}")
            if not domains:
                domains.append(("", []))
            domains[-1][1].append(Asked(label, help_))
        return domains

    def validate(self, value):
        super().validate(value)
        for label, questions in value:
            if not questions:
                raise forms.ValidationError(f"The domain “{label}” has no question.")
            if not label and len(value) > 1:
                raise forms.ValidationError("Begin with a domain, as there are others below.")
        if sum(len(questions) for _, questions in value) > MOST_QUESTIONS:
            raise forms.ValidationError(f"At most {MOST_QUESTIONS} questions, please.")


class InstrumentForm(forms.Form):
    """Cleaned: `definition`, the YAML of it."""

    name = forms.CharField(max_length=LONGEST_NAME)
    key = forms.RegexField(
        SMALL_LETTERS,
        max_length=LONGEST_KEY,
        help_text="Small letters, figures and dashes; it stays the same over all versions.",
        error_messages={"invalid": "Small letters, figures and dashes alone, please."},
    )
    version = forms.CharField(
        max_length=LONGEST_VERSION,
        initial="1",
        help_text="What is in use never changes: a changed instrument gets another version.",
    )
    subject = forms.ChoiceField(
        label="It judges",
        choices=JUDGED,
        initial=Subject.PAPER,
        widget=forms.RadioSelect,
    )
    designs = forms.MultipleChoiceField(
        label="Made for",
        choices=DESIGNS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: for every study design.",
    )
    note = text(
        "What one must know before using it", required=True, help_text="Shown above the questions."
    )
    questions = QuestionsField(
        help_text="One a line. A line that begins with # begins a domain. Help stands after a "
        "bar: <code>Was allocation concealed? | Look for sealed envelopes.</code>"
    )
    answers = LabelsField(
        initial="Yes\nUnclear\nNo", help_text="One a line, from the best to the worst."
    )
    uncounted = forms.CharField(
        label="Answer that does not count",
        required=False,
        max_length=LONGEST_WORD,
        help_text="For instance: Not applicable.",
    )
    deciding = forms.ChoiceField(
        label="How the result comes about",
        choices=DECIDING,
        initial=Deciding.PEOPLE,
        widget=forms.RadioSelect,
    )
    results = LabelsField(
        required=False,
        help_text="One a line, from the best to the worst. None: the worst answer itself; or, "
        "where people judge, no overall result.",
    )
    publisher = forms.CharField(label="Who made it", max_length=LONGEST_NAME)
    citation = text("Where it is described", required=True, rows=2)
    source_url = forms.URLField(
        label="Its address", required=False, assume_scheme="https", help_text="https:// …"
    )
    licence = forms.CharField(
        label="Licence of its wording", max_length=LONGEST_NAME, initial="Own wording"
    )

    def clean_source_url(self):
        address = self.cleaned_data["source_url"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError("An address that begins with https://, please.")
        return address

    def clean_answers(self):
        answers = self.cleaned_data["answers"]
        if len(answers) < 2:
            raise forms.ValidationError("A question has at least two answers.")
        return answers

    def clean(self):
        given = super().clean()
        if self.errors:
            return given
        sheet = _sheet(given)
        if given["uncounted"].casefold() in [answer.casefold() for answer in given["answers"]]:
            self.add_error("uncounted", "This is among the answers that count.")
        if sentence := mismatch(sheet):
            self.add_error("results", sentence)
        if not self.errors:
            given["definition"] = written(sheet)
        return given


def _sheet(given):
    head = {name: given[name] for name in ("key", "version", "name", "publisher", "citation")}
    if given["source_url"]:
        head["source_url"] = given["source_url"]
    head |= {name: given[name] for name in ("licence", "subject", "designs", "note")}
    return Sheet(
        head=head,
        domains=given["questions"],
        answers=given["answers"],
        uncounted=given["uncounted"],
        results=given["results"],
        deciding=Deciding(given["deciding"]),
    )


class DefinitionForm(forms.Form):
    """The file of an instrument, chosen or pasted. What was chosen comes back as if pasted, so
    that a refused file can be mended in place."""

    file = forms.FileField(label="A file", required=False, allow_empty_file=True)
    definition = forms.CharField(
        label="or its content",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
        help_text="YAML, as the downloads on the page before.",
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload is None:
            return ""
        if upload.size > 4 * LONGEST_FILE:
            raise forms.ValidationError(f"A definition has at most {LONGEST_FILE} characters.")
        try:
            return upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError("This file is not text in UTF-8.") from None

    def clean(self):
        given = super().clean()
        if chosen := given.get("file"):
            given["definition"] = chosen
            self.data = self.data.copy()
            self.data["definition"] = chosen
        if not self.errors and not given["definition"].strip():
            raise forms.ValidationError("Choose a file, or paste its content.")
        return given


class OfficialTextsForm(forms.Form):
    """A field for each question of an instrument, named by its id."""

    ground = text(
        "On what ground",
        required=True,
        rows=2,
        help_text="By which licence or permission this panel may use the wording; or why it is "
        "taken back.",
    )

    def __init__(self, *args, instrument, **options):
        super().__init__(*args, **options)
        self.items = instrument.items
        for item in instrument.items:
            number = f"{item.id}. " if any(sign.isdecimal() for sign in item.id) else ""
            self.fields[f"item-{item.id}"] = text(f"{number}{item.label}", rows=2)

    def questions(self):
        return [self[f"item-{item.id}"] for item in self.items]

    def texts(self):
        return {item.id: self.cleaned_data[f"item-{item.id}"] for item in self.items}
