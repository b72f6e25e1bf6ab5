"""What pages of the desk are made of: verbs that explain themselves, terms, certainty."""

from django import template
from django.urls import reverse

from reviews.exports.words import certain
from reviews.glossary import TERMS
from reviews.permissions import ALLOWED

register = template.Library()
register.filter("certain", certain)


@register.inclusion_tag("_verb.html")
def verb(name, *args, label, permit=ALLOWED, look="", **hidden):
    """A button that posts to the URL of this name, with `hidden` values; where `permit` says
    no, a grey one with the reason beside it."""
    url = reverse(name, args=args)
    return {"url": url, "label": label, "permit": permit, "look": look, "hidden": hidden}


@register.inclusion_tag("_verb_form.html")
def verb_form(name, *args, label, form, permit=ALLOWED, look="", **hidden):
    """A disclosure with a form that posts to the URL of this name, open when it was refused."""
    url = reverse(name, args=args)
    return {"url": url, "label": label, "permit": permit, "look": look, "hidden": hidden,
            "form": form}  # fmt: skip


@register.inclusion_tag("_term.html")
def term(name, text=""):
    """A term of the glossary, or `text` in its place, that opens its entry."""
    if name not in TERMS:
        raise template.TemplateSyntaxError(f"The glossary has no entry {name!r}.")
    return {"id": _id(name), "text": text or name}


@register.simple_tag
def glossary():
    """[(id, term, sentence)] of every entry."""
    return [(_id(name), name, sentence) for name, sentence in TERMS.items()]


def _id(name):
    return f"term-{name.replace(' ', '-')}"
