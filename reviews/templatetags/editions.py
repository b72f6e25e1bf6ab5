"""The sentences of exports.reading_* and the citations of exports.citing, for templates."""

from django import template

from reviews.exports import (
    citing,
    interchange,
    overall_choices,
    reading_agreement,
    reading_citations,
    reading_claims,
    reading_papers,
    reading_protocols,
    reading_rounds,
)

register = template.Library()

for sentence in (
    citing.styled,
    interchange.offered,
    reading_agreement.methods_of,
    overall_choices.overall_sentences,
    reading_citations.citations,
    reading_citations.cited_status,
    reading_citations.directness_sentence,
    reading_citations.stance_sign,
    reading_claims.anchor,
    reading_claims.cue_words,
    reading_claims.judged_by,
    reading_claims.quote_pieces,
    reading_claims.since,
    reading_claims.worded,
    reading_papers.check_sentence,
    reading_papers.day,
    reading_papers.exposure_sentence,
    reading_papers.notice_sentence,
    reading_papers.path_sentence,
    reading_papers.reference,
    reading_papers.status_sentence,
    reading_protocols.amendments,
    reading_protocols.round_under,
    reading_rounds.about,
    reading_rounds.agreement_sentence,
    reading_rounds.appraiser,
    reading_rounds.asked,
    reading_rounds.body_papers,
    reading_rounds.comparisons,
    reading_rounds.reached,
    reading_rounds.departure,
    reading_rounds.rests_on,
    reading_rounds.round_title,
    reading_rounds.signed,
):
    register.filter(sentence.__name__, sentence)


@register.filter
def of(found, key):
    """What a dict has under a key that another variable names; None if nothing."""
    return found.get(key)
