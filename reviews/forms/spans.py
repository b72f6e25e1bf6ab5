"""Words of a text and their place in it, as people give them: selected, or copied."""

import re

from django import forms


class VerbatimField(forms.CharField):
    """Text kept as it is, but for the line ends that browsers rewrite when they send it."""

    def __init__(self, *, rows=3, **options):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(strip=False, widget=widget, **options)

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class SpanForm(forms.Form):
    """`exact` with `start` and `end` in code points of the source; where they are left out
    they are found, if the words stand there once."""

    exact = VerbatimField(
        label="The words, as they stand in the text",
        help_text="Select them in the text, or copy them from it.",
    )
    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=0, required=False)

    def __init__(self, *args, source, **options):
        super().__init__(*args, **options)
        self.source = source

    def clean(self):
        given = super().clean()
        if {"exact", "start", "end"} <= given.keys():
            given["start"], given["end"] = placed(self.source.text, **_span(given))
        return given


def _span(given):
    return {name: given[name] for name in ("exact", "start", "end")}


def placed(text, *, exact, start, end):
    """(start, end) of the quote: as given, for the action to check, or found by its words.

    Raises ValidationError when the words are not in the text, or are there more than once.
    """
    if start is not None:
        return start, start + len(exact) if end is None else end
    found = [match.start() for match in re.finditer(f"(?={re.escape(exact)})", text)]
    if not found:
        raise forms.ValidationError(
            "These words are not in the text, letter for letter. Copy them from it."
        )
    if len(found) > 1:
        places = ", ".join(map(str, found[:5]))
        raise forms.ValidationError(
            f"These words are in the text {len(found)} times. Give the start: {places}."
        )
    return found[0], found[0] + len(exact)


def parts_in(lines, source_text, start, end):
    """[(start, end, exact), ...] of each line within `source_text[start:end]`, in order.

    White space may differ, so that a line may quote across a line end of the text. Raises
    ValidationError naming the first line that is not there.
    """
    found = []
    for line in lines:
        pattern = re.compile(r"\s+".join(map(re.escape, line.split())))
        match = pattern.search(source_text, start, end)
        if match is None:
            raise forms.ValidationError(
                f"“{line}” does not follow in the claim, letter for letter. Keep the parts in"
                " the order of the text, without words of your own."
            )
        found.append((match.start(), match.end(), match.group()))
        start = match.end()
    return found
