"""The sentences of exports.reading_* and the citations of exports.citing, for templates."""

from django import template
from django.templatetags.i18n import do_translate
from django.utils.html import format_html
from django.utils.safestring import mark_safe

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
    terms,
)
from reviews.exports.language import is_translated

register = template.Library()

for sentence in (
    citing.styled,
    interchange.offered,
    reading_agreement.agreement_is,
    reading_agreement.methods_of,
    reading_agreement.scale_name,
    overall_choices.overall_sentences,
    reading_citations.citations,
    reading_citations.cited_status,
    reading_citations.directness_sentence,
    reading_citations.stance_sign,
    reading_claims.anchor,
    reading_claims.cue_words,
    reading_claims.judged_by,
    reading_claims.outcome_heading,
    reading_claims.place_of,
    reading_claims.text_of,
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
    reading_protocols.asked_of,
    reading_protocols.locked,
    reading_protocols.round_under,
    reading_rounds.about,
    reading_rounds.agreement_sentence,
    reading_rounds.appraiser,
    reading_rounds.asked,
    reading_rounds.body_papers,
    reading_rounds.comparisons,
    reading_rounds.reached,
    reading_rounds.departure,
    reading_rounds.dissenting,
    reading_rounds.rests_on,
    reading_rounds.round_title,
    reading_rounds.settled,
    reading_rounds.signed,
    terms.within,
):
    register.filter(sentence.__name__, sentence)


class Said(template.Node):
    """Django's tag `translate` of a text, which is at hand where the site's language is spoken."""

    def __init__(self, text, node):
        self.text, self.node = text, node

    def render(self, context):
        return self.node.render(context) if is_translated() else self.text


@register.tag
def translate(parser, token):
    node = do_translate(parser, token)
    return Said(node.filter_expression.var.literal, node)


@register.simple_tag
def frozen():
    """The attribute of an element with what was frozen in English."""
    return mark_safe(' lang="en"') if is_translated() else ""


@register.filter
def in_english(text):
    """What was frozen in English, among words of another language in an element of its own."""
    return format_html('<span lang="en">{}</span>', text) if is_translated() else text


@register.simple_tag
def quoted():
    """That of an element with what people wrote, in whatever language."""
    return mark_safe(' lang=""') if is_translated() else ""


@register.filter
def of(found, key):
    """What a dict has under a key that another variable names; None if nothing."""
    return found.get(key)
