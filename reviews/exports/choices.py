"""What whoever asks for a report chooses: its sections, its claims, their order,
its language."""

from dataclasses import asdict, dataclass, replace

from reviews.exports.reading_claims import in_text_order
from reviews.exports.reading_rounds import about
from reviews.vocabulary import Label, ReportLanguage, ReportOrder, ReportSection

SECTIONS = tuple(section.value for section in ReportSection)


@dataclass(frozen=True)
class Choices:
    """By themselves everything, as in the text, in English. `claims` are ids; none of them are
    all."""

    sections: tuple[str, ...] = SECTIONS
    claims: tuple[str, ...] = ()
    order: str = ReportOrder.TEXT.value
    language: str = ReportLanguage.ENGLISH.value

    def __contains__(self, section):
        return section in self.sections

    @property
    def as_content(self):
        """As plain data, the same for the same choice in whatever order it was made."""
        sections = [section for section in SECTIONS if section in self.sections]
        return asdict(self) | {"sections": sections, "claims": sorted(self.claims)}

    @property
    def tag(self):
        """The language as documents tell it."""
        return ReportLanguage(self.language).tag

    @property
    def is_translated(self):
        """Whether fixed words stand in another language than what was frozen."""
        return self.language != ReportLanguage.ENGLISH

    @property
    def is_everything(self):
        return self.as_content == Choices().as_content

    def within(self, held):
        """The same choices of those claims that are among `held` (ids)."""
        return replace(self, claims=tuple(claim for claim in self.claims if claim in held))

    @property
    def fault(self):
        """What cannot be chosen, in a sentence; "" for nothing."""
        if not self.sections:
            return "Choose at least one section."
        if ReportSection.APPRAISALS in self and ReportSection.CLAIMS not in self:
            return "Verdicts and appraisals stand with their claims: choose the claims too."
        return ""

    def chosen(self, claims):
        """Of claims, as lines of NDJSON have them, those that were chosen."""
        return [claim for claim in claims if not self.claims or claim["claim"] in self.claims]

    def ordered(self, contents):
        """Contents of claims in the order that was chosen; as in their texts where that is open."""
        return sorted(in_text_order(contents), key=_KEYS[self.order])


def of_content(content) -> Choices:
    """From what `as_content` gave, which before there were languages meant English, or everything
    for None."""
    if not content:
        return Choices()
    language = content.get("language", ReportLanguage.ENGLISH.value)
    return Choices(tuple(content["sections"]), tuple(content["claims"]), content["order"], language)


def _certainty(content):
    overall = (content["certainty"] or {}).get("overall")
    return -overall["step"] if overall else 0


def _label(content):
    """In the order of the vocabulary, but what is not graded comes last."""
    value = content["label"]["value"]
    return value == Label.NOT_GRADED, list(Label).index(value)


def _date(content):
    """Days count backwards, and whatever has no verdict comes last."""
    decided = [round["verdict"]["decided_on"] for round in about(content, "claim")]
    return -int(max(decided).replace("-", "")) if decided else 0


_KEYS = {
    ReportOrder.TEXT: lambda content: 0,
    ReportOrder.CERTAINTY: _certainty,
    ReportOrder.LABEL: _label,
    ReportOrder.DATE: _date,
}
