"""The headings and fixed sentences of reports that are typeset, by the names they have there."""

from reviews.exports.language import gettext as _
from reviews.exports.language import pgettext
from reviews.exports.terms import term, within
from reviews.vocabulary import Certainty, ReportLanguage


def certainty_is() -> str:
    belongs = _(
        "Certainty belongs to a body of evidence and one outcome, never to a sentence or a paper."
    )
    endorsed = _("Not endorsed by the GRADE Working Group.")
    return f"{belongs} {endorsed}"


def fixed_words(report) -> dict[str, str]:
    return _of_the_whole(report) | _of_texts() | _of_claims() | _of_rounds() | _of_agreement()


def _of_the_whole(report):
    """Of its first pages and its last."""
    if report.number:
        replaced = _(
            "Characters that this format cannot hold are shown as {sign}; the JSON of this edition"
            " has them as they are."
        )
    else:
        replaced = _(
            "Characters that this format cannot hold are shown as {sign}; the JSON of this working"
            " state has them as they are."
        )
    return {
        "contents": _("Contents"),
        "flow": _("Flow of claims"),
        "flow_is": _("What became of the panel’s claims"),
        "claims": _("Claims"),
        "step_of_flow": _("Step"),
        "left_out": _("Left out there"),
        "digest": _("SHA-256 of the content"),
        "audit_head": _("Head of the audit chain"),
        "labels": _("Labels, by colour and line:"),
        "certainty_is": certainty_is(),
        "code_points": _(
            "Characters that no font here has appear as their code point, as in [U+1F9EA]."
        ),
        "replaced": replaced,
        "protocol": _("Protocol, version"),
        "protocol_is": _("What the panel fixed beforehand."),
        "protocol_table": _("What the protocol fixes"),
        "what": _("What"),
        "fixed_as": _("Fixed as"),
        "version": _("Version"),
        "instruments": _("Instruments"),
        "instruments_are": _("Instruments used, each version once"),
        "instrument": _("Instrument"),
        "definition": _("SHA-256 of its definition"),
        "table": _("Table"),
        "frozen_in": ReportLanguage.ENGLISH.tag if report.choices.is_translated else "",
    }


def _of_texts():
    return {
        "design": _("Study design:"),
        "paper_itself": _("The paper itself"),
        "slanted": _("Slanted words are what the wording was read from. Quoted for review."),
        "text_digest": _("SHA-256 of this text:"),
        "chart": _("Wording against certainty"),
        "chart_of": _("Wording against certainty of each claim in {paper}"),
        "chart_is": _("Wording against certainty, one row a claim. The table below says the same."),
        "chart_key": _(
            "Dot: how strongly worded. Ring: certainty of the evidence. Steps are ordered, not"
            " measured. Recommendations have no language level and stand in the table alone."
        ),
        "steps": [within(term(each.label)) for each in Certainty],
        "claim": _("Claim"),
        "certainty": _("Certainty"),
        "label": _("Label"),
        "publisher": _(
            "This is what the publisher did. Labels are what the panel concluded about the"
            " evidence."
        ),
        "not_looked_up": _("Whether the paper was retracted or corrected has not been looked up."),
    }


def _of_claims():
    return {
        "quote": pgettext("before a quotation", "“"),
        "unquote": pgettext("after a quotation", "”"),
        "reads_as": _("Reads as:"),
        "added": _("(words in brackets are added, not quoted)"),
        "worded": _("How it is worded"),
        "of_evidence": _("Certainty of the evidence"),
        "not_graded": _("Not graded"),
        "judged_by": _("Judged by"),
        "flagged": _("Why it is flagged"),
        "read_from": _("Read from:"),
        "exception": _("Recorded exception"),
        "the_panel": _("The panel:"),
        "argued_from": _("Argued from:"),
        "rests_on": _("What this claim rests on"),
        "not_meant": _("What this does not mean."),
        "would_change": _("Would it change?"),
        "page": _("Public page:"),
        "record_digest": _("SHA-256 of this record:"),
    }


def _of_rounds():
    return {
        "verdict": _("Verdict."),
        "every_answer": _("Every answer, by appraiser."),
        "domain": _("Domain"),
        "judgement": _("Judgement"),
        "step": _("Step"),
        "basis": _("What it rests on"),
        "result": _("Result"),
        "rationale": _("Rationale."),
        "item": _("Item"),
        "settled": _("Settled"),
    }


def _of_agreement():
    """And of judgements of papers."""
    return {
        "agreement": _("Agreement of appraisers"),
        "coefficients": _("coefficients"),
        "coefficient": _("Coefficient"),
        "value": _("Value"),
        "few": _("Fewer than ten rounds can be compared. With so few, no coefficient says much."),
        "by_question": _("question by question"),
        "question": _("Question"),
        "rounds": _("Rounds"),
        "round": _("Round"),
        "alpha": _("Krippendorff’s alpha"),
        "ac": _("Gwet’s AC"),
        "percent": _("Percent agreement"),
        "shares": _(
            "Per cent of pairs of appraisers who said the same, round by round, the least agreed"
            " on first."
        ),
        "intervals": _(
            # xgettext:no-python-format
            "In brackets 95% intervals. A dash means that there is no value: where all answers are"
            " the same, nothing tells agreement from chance. “few”: fewer than ten rounds. Answers"
            " without an order are compared as names."
        ),
        "judgements": _("Judgements of papers"),
        "share_of_studies": _("share of studies"),
        "shares_are": _(
            "for each domain the share of studies at each level. The table below says the same."
        ),
        "study": _("Study"),
        "level": _("Level"),
        "studies": _("Studies"),
        "share": _("Share"),
    }
