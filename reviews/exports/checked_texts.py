"""How a pasted text is worded, sentence by sentence, for the page that shows it; nothing is kept,
and nothing is said of whether it is true."""

from dataclasses import dataclass
from functools import cached_property

from reviews.exports.reading_claims import LEVELS
from reviews.exports.segments import Mark, segments
from reviews.importers.text import normalise
from reviews.vocabulary import Advice
from reviews.wording.cue_groups import FAMILIES, GROUPS
from reviews.wording.documents import read_text
from reviews.wording.explanations import FLAGS
from reviews.wording.readings import Reading
from reviews.wording.supports import supports


@dataclass(frozen=True)
class Prompt:
    """A structural flag that the detector proposes, and the words that made it do so."""

    code: str
    label: str
    means: str
    does_not_mean: str
    words: list[str]


@dataclass(frozen=True)
class SentenceShown:
    """One sentence of the text, from 1, and how it reads."""

    number: int
    text: str
    reading: Reading

    @cached_property
    def pieces(self):
        start = self.reading.start
        marks = [
            Mark(cue.start - start, cue.end - start, f"cue {GROUPS[cue.group].family}")
            for cue in self.reading.cues
        ]
        return segments(self.text, marks)

    @property
    def advice(self):
        reading = self.reading
        toward = f", {reading.direction}" if reading.direction else ""
        return f"{reading.advice.label}{toward}"

    @property
    def level(self):
        level = self.reading.language_level
        return f"{LEVELS[level].capitalize()} (level {level} of 4)" if level else "None"

    @property
    def is_unsure(self):
        """Whether advice stands where abstracts seldom have any."""
        return self.reading.low_confidence and self.reading.advice != Advice.NONE

    @cached_property
    def cues(self):
        """[(words, what they show)] each once, in the order of the sentence."""
        found = ((cue.text, GROUPS[cue.group].shows) for cue in self.reading.cues)
        return list(dict.fromkeys(found))

    @cached_property
    def prompts(self):
        return [
            Prompt(
                flag.code,
                flag.code.label,
                FLAGS[flag.code].means,
                FLAGS[flag.code].does_not_mean,
                list(dict.fromkeys(cue.text for cue in flag.cues)),
            )
            for flag in self.reading.flags
        ]

    @cached_property
    def supports(self):
        return supports(self.reading)


@dataclass(frozen=True)
class TextChecked:
    sentences: list[SentenceShown]

    @cached_property
    def families(self):
        """[(class, what its cues speak of)] of those that are in the text."""
        used = {GROUPS[cue.group].family for row in self.sentences for cue in row.reading.cues}
        return [(family, words) for family, words in FAMILIES.items() if family in used]


def check(text):
    """Raises Unreadable for what is no Unicode text."""
    text = normalise(text)
    return TextChecked(
        [
            SentenceShown(number, text[reading.start : reading.end], reading)
            for number, reading in enumerate(read_text(text), start=1)
        ]
    )
