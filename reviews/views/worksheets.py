"""What the pages of a worksheet share, whether one appraises or settles."""

from django.db.models import Q

from reviews.actions.worksheets import preview, readable
from reviews.models import OfficialTexts, Source
from reviews.views.readings import Line, marked
from reviews.vocabulary import EvidenceSide

_DIGITS = 10  # fewer than int() and the database refuse


def version_of(request):
    """Which version of a draft the page showed, or None if the form does not say."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < _DIGITS else None


def texts_of(round):
    """The texts that may be quoted: of the subject's paper, then of the body's papers."""
    papers = Q(paper=round.subject_paper)
    if round.body_id:
        papers |= Q(paper__bodies=round.body_id)
    found = Source.objects.filter(papers, replaced_by=None).select_related("paper").distinct()
    first = round.claim.source_id if round.claim else None
    return sorted(found, key=lambda text: (text.pk != first, text.added_at, text.pk))


def official_of(round):
    """The published wording that the panel pasted for the round's instrument, by item."""
    instrument = round.instrument
    return {} if instrument.is_own else OfficialTexts.objects.shown(round.panel_id, instrument)


def subject(round, texts):
    """What is judged, and the texts to read. The claim is marked in its own, and neither its
    settled wording nor its cues, flags and label are given."""
    line = Line(1, round.claim, None) if round.claim else None
    return {
        "round": round,
        "panel": round.panel,
        "paper": round.subject_paper,
        "line": line,
        "texts": [
            (text, marked(text.text, [line] if line and text.pk == round.claim.source_id else []))
            for text in texts
        ],
    }


def sections(form, compared):
    """[(heading, [(row of the form, row of the comparison or None)])]"""
    own = [("Evidence and wording", form.own_rows())] if form.own_items else []
    return [
        (heading, [(row, compared.get(row.item)) for row in rows])
        for heading, rows in [*form.sections(), *own]
    ]


def _lacking(instrument, judged):
    """The items that still need an answer, outside of domains, whose open items stand beside
    them."""
    return [
        name
        for domain in instrument.domains
        if not domain.is_judged
        for name in judged.domains[domain.id].open
    ]


def result(round, content, draft=None):
    """What the instrument makes of the answers so far, in the words of the page."""
    instrument, judged = round.instrument.parsed, preview(round, content)
    proposed = judged.overall.proposed
    option = instrument.result(proposed)
    labels = {item.id: item.label for item in instrument.items}
    lacking = _lacking(instrument, judged)
    given, _, _ = readable(content)
    side = content.get("judgements", {}).get("evidence_side", {}).get("answer")
    return {
        "judged": judged,
        "domains": [
            (domain, domain.option(found.proposed), found)
            for domain, found in zip(instrument.domains, judged.domains.values(), strict=True)
            if domain.is_judged
        ],
        "by_people": instrument.is_judged_by_people and not judged.overall.missing,
        "proposed": option.label if option else proposed,
        "symbol": option.symbol if option else "",
        "missing": [labels.get(name, name) for name in lacking if name not in given],
        # Answered, but by "not assessable": the instrument has no total then, and never will.
        "unassessed": [labels.get(name, name) for name in lacking if name in given],
        "nothing_found": side == EvidenceSide.NONE_FOUND,
        "draft": draft,
        "version": draft.version if draft else 0,
    }
