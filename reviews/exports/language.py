"""The language in which a report speaks; everything else speaks the site's.

Public pages say the same words thousands of times over, always in the site's language, and there
nothing is looked up.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import translation

from reviews.vocabulary import ReportLanguage

_SPOKEN = ContextVar("spoken", default=ReportLanguage.ENGLISH.value)


@contextmanager
def spoken(language):
    """Within it everything that a report says is said in that language."""
    before = _SPOKEN.set(ReportLanguage(language).value)
    try:
        with translation.override(ReportLanguage(language).tag.lower()):
            yield
    finally:
        _SPOKEN.reset(before)


def language() -> str:
    """The one that is spoken."""
    return _SPOKEN.get()


def is_translated() -> bool:
    """Whether it is another one than what was frozen is in."""
    return _SPOKEN.get() != ReportLanguage.ENGLISH


def gettext(text):
    return translation.gettext(text) if is_translated() else text


def pgettext(context, text):
    return translation.pgettext(context, text) if is_translated() else text


def ngettext(one, many, count):
    if is_translated():
        return translation.ngettext(one, many, count)
    return one if count == 1 else many
