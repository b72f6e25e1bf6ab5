"""A report as plain sentences and tables: what the PDF and the DOCX are typeset from."""

from reviews.exports import (
    reading_agreement,
    reading_citations,
    reading_claims,
    reading_papers,
    reading_protocols,
    reading_rounds,
)
from reviews.exports.fixed_words import fixed_words
from reviews.exports.language import gettext as _
from reviews.exports.overall_choices import overall_sentences
from reviews.exports.report import in_its_words
from reviews.exports.terms import quoted, term, versioned, within
from reviews.models.digests import canonical, sha256
from reviews.vocabulary import Label, ReportSection


def document(report) -> dict:
    """Everything such a rendering shows; nested lists and dicts of text and numbers. `words` are
    its fixed words by name."""
    digests = {content["claim"]: sha256(canonical(content)) for content in report.contents}
    report = in_its_words(report)
    return {
        "title": report.title,
        "language": report.choices.language,
        "tag": report.choices.tag,
        "words": fixed_words(report),
        "quoting": report.quoting if report.choices.is_translated else "",
        "partly": report.partly,
        "panel": report.panel["name"],
        "about": report.panel["about"],
        "edition": report.number,
        "published_on": report.published_on.isoformat(),
        "dated_as": report.dated_as,
        "published": reading_papers.day(report.published_on),
        "digest": report.digest,
        "audit_head": report.audit_head,
        "instruments": [
            [used["name"], used["version"], used["sha256"]] for used in report.instruments
        ],
        "labels": {label.value: term(label.label) for label in Label},
        "doubts": report.doubts,
        "flow": [
            [str(step["count"]), step["label"], "; ".join(_left_out(step))] for step in report.flow
        ],
        "protocol": _protocol(report.protocols) if report.protocols else None,
        "agreement": [_agreement(shown) for shown in report.agreement],
        "judgements": [_drawing(drawing) for drawing in report.judgements],
        "agreement_is": reading_agreement.agreement_is(report),
        "methods": reading_agreement.methods_of(report.agreement),
        "texts": [_text(text, report, digests) for text in report.texts],
    }


def _drawing(drawing):
    """An instrument's judgements: signs study by study, what the signs mean, and shares."""
    return {
        "title": drawing.name,
        "columns": [[column.name, column.label] for column in drawing.columns],
        "lines": [[study, [_light(level) for level in line]] for study, line in drawing.lines],
        "legend": [[head, [_light(level) for level in scale]] for head, scale in drawing.legend],
        "shares": [
            [column.label, [[_light(level), count, percent] for level, count, percent in shares]]
            for column, shares in drawing.table
        ],
    }


def _light(level):
    return {"look": level.look, "sign": level.sign, "label": level.label, "colour": level.colour}


def _left_out(step):
    return (f"{each['count']} {each['label']}" for each in step["left_out"])


def _protocol(versions):
    return {
        "version": versions[-1]["number"],
        "locked": reading_protocols.locked(versions[-1]),
        "facts": reading_protocols.facts(versions[-1]),
        "amendments": [
            {
                "version": each["version"]["number"],
                "locked_on": reading_papers.day(each["version"]["locked_on"]),
                "reason": each["version"]["reason"],
                "changes": each["changes"],
            }
            for each in reading_protocols.amendments(versions)
        ],
    }


def _agreement(shown):
    found = shown.headline.coefficients if shown.headline else []
    return {
        "title": shown.title,
        "rests_on": shown.rests_on,
        "is_few": shown.is_short,
        "headline": [[told.name, _valued(told)] for told in found],
        "without": shown.no_result,
        "questions": [
            [
                row.measure["label"],
                _few(row.measure),
                *(_valued(told) for told in row.coefficients[:3]),
            ]
            for row in shown.rows
        ],
        "columns": shown.columns,
        "lines": [[line["name"], *shares] for line, shares in shown.lines],
        "cut": shown.cut if shown.is_cut else "",
    }


def _few(measure):
    compared = str(measure["compared"])
    return _("{count} (few)").format(count=compared) if measure["is_short"] else compared


def _valued(told):
    return f"{told.value} ({told.interval})" if told.interval else told.value


def _text(text, report, digests):
    """What was not chosen is empty; what publishers did is always there."""
    has = report.choices.__contains__
    is_shown = has(ReportSection.TEXTS)
    return {
        "paper": text.paper["title"],
        "short": text.paper["short"],
        "reference": reading_papers.reference(text.paper),
        "design": within(text.paper["design"]["label"]),
        "status": reading_papers.status_sentence(text.paper),
        "notices": [reading_papers.notice_sentence(notice) for notice in text.paper["notices"]],
        "checks": [reading_papers.check_sentence(check) for check in text.paper["checks"]],
        "marked": _("{kind}, claims marked").format(kind=text.source["kind"]["label"]),
        "sha256": text.source["sha256"],
        "pieces": [_piece(piece) for piece in text.pieces] if is_shown else [],
        "chart": [_row(row) for row in text.chart.rows] if is_shown else [],
        "claims": [
            _claim(content, number, report, digests[content["claim"]])
            for number, content in text.numbered
        ]
        if has(ReportSection.CLAIMS)
        else [],
        "rounds": [_round(round) for round in text.rounds_about_paper]
        if has(ReportSection.APPRAISALS)
        else [],
    }


def _piece(piece):
    classes = piece.classes.split()
    return {
        "text": piece.text,
        "label": next((name for name in classes if name != "cue"), ""),
        "is_cue": "cue" in classes,
    }


def _row(row):
    certainty = row.certainty
    return {
        "name": row.name,
        "text": row.text,
        "worded": row.worded,
        "level": row.level,
        "certainty": certainty["label"] if certainty else _("Not graded"),
        "step": certainty["step"] if certainty else None,
        "label": row.label,
    }


def _claim(content, number, report, digest):
    standing = report.standings.get(content["claim"])
    rounds = reading_rounds.about(content, "claim")
    start, end = content["extent"]["start"], content["extent"]["end"]
    return {
        "name": reading_claims.named(number),
        "address": f"claims/{content['claim']}" if report.number else "",
        "digest": digest,
        "place": _("Characters {start} to {end} of the text.").format(start=start, end=end),
        "quote": [_piece(piece) for piece in reading_claims.quote_pieces(content)],
        "reads_as": content["extent"]["reads_as"],
        "since": reading_claims.since(standing),
        "exposures": [_exposure(exposure) for exposure in content.get("exposures", ())],
        "label": content["label"],
        "judged": within(content["label"]["label"]),
        "worded": reading_claims.worded(content),
        "outcomes": [_outcome(outcome) for outcome in content["outcomes"]],
        "judged_by": reading_claims.judged_by(content),
        "overall": overall_sentences(content),
        "notes": content["notes"],
        "flags": [_flag(flag) for flag in content["flags"]],
        "exception": content["exception"],
        "premises": [quoted(premise["exact"]) for premise in content["premises"]],
        "citations": [_citation(row) for row in reading_citations.citations(content)],
        "stability": content["stability"],
        "rounds": [_round(round) for round in rounds if ReportSection.APPRAISALS in report.choices],
    }


def _flag(flag):
    severity = flag["severity"]
    return {
        **flag,
        "cues": ", ".join(map(quoted, reading_claims.cue_words(flag))),
        "severity": severity | {"within": within(severity["label"])},
    }


def _citation(citation):
    paper, stance = citation["paper"], citation["stance"]
    return {
        "stance": f"{reading_citations.stance_sign(stance['value'])} {stance['label']}",
        "reference": reading_papers.reference(paper),
        "design": within(paper["design"]["label"]),
        "directness": reading_citations.directness_sentence(citation),
        "quote": citation["quote"] and quoted(citation["quote"]),
        "status": reading_citations.cited_status(citation),
        "notices": [reading_papers.notice_sentence(notice) for notice in paper["notices"]],
    }


def _exposure(exposure):
    return [
        reading_papers.exposure_sentence(exposure),
        *(reading_papers.notice_sentence(notice) for notice in exposure["notices"]),
    ]


def _outcome(outcome):
    certainty = outcome["certainty"]
    side = outcome["side"]
    return {
        "heading": reading_claims.outcome_heading(outcome),
        "certainty": certainty["label"] if certainty else _("No evidence found"),
        "basis": _("{basis}, as of {day}; evidence {side}").format(
            basis=outcome["basis"]["label"],
            day=reading_papers.day(outcome["as_of"]),
            side=within(side["label"]),
        ),
    }


def _round(round):
    verdict = round["verdict"]
    return {
        "title": reading_rounds.round_title(round),
        "asked": reading_rounds.asked(round),
        "papers": reading_rounds.body_papers(round),
        "under": reading_protocols.round_under(round),
        "caption": f"{reading_rounds.settled(verdict)}. {versioned(round['instrument'])}. "
        f"{reading_rounds.reached(round)}",
        "answers": [
            [
                answer["label"],
                answer["answer_label"],
                reading_rounds.signed(answer["step"]),
                reading_rounds.rests_on(answer),
            ]
            for answer in verdict["answers"]
        ],
        "result": verdict["result"]["label"],
        "symbol": verdict["result"]["symbol"],
        "trace": " ".join(verdict["trace"]),
        "departure": reading_rounds.departure(round),
        "rationale": verdict["rationale"],
        "agreement": reading_rounds.agreement_sentence(round),
        "letters": [reading_rounds.appraised_by(appraisal) for appraisal in round["appraisals"]],
        "compared": [
            [row.label, *map(_given, row.answers), _given(row.settled)]
            for row in reading_rounds.comparisons(round)
        ],
        "results": [appraisal["result"]["label"] for appraisal in round["appraisals"]],
        "appraisals": [
            {
                "name": reading_rounds.appraised_by(appraisal),
                "reasons": [
                    f"{answer['label']}: {reading_rounds.rests_on(answer)}"
                    for answer in appraisal["answers"]
                    if answer["note"] or answer["quote"]
                ],
                "rationale": appraisal["rationale"],
            }
            for appraisal in round["appraisals"]
        ],
        "dissents": reading_rounds.dissents(round),
    }


def _given(answer):
    return answer["answer_label"] if answer else "–"
