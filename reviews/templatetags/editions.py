"""The sentences of exports.reading, for templates."""

from django import template

from reviews.exports import reading

register = template.Library()

for sentence in (
    reading.agreement_sentence,
    reading.anchor,
    reading.check_sentence,
    reading.comparisons,
    reading.day,
    reading.judged_by,
    reading.notice_sentence,
    reading.quote_pieces,
    reading.reference,
    reading.signed,
    reading.status_sentence,
    reading.worded,
):
    register.filter(sentence.__name__, sentence)
