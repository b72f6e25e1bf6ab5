"""Conditions in words, for the pages that ask the questions."""

from collections.abc import Sequence

from reviews.instruments.definition import Instrument, Item, Test


def asked_if(instrument: Instrument, item: Item) -> str:
    """When a question is asked, as "2.1 is yes or no information", or "" if it always is."""
    items = {each.id: each for each in instrument.items}
    return _joined(
        [
            _joined([_told(test, items[test.name]) for test in alternative], "and")
            for alternative in item.asked_if
        ],
        "or",
    )


def _told(test: Test, item: Item) -> str:
    words = [option.label.lower() for option in item.answers if str(option.value) in test.values]
    return f"{item.id} is {'not ' if test.is_negated else ''}{_joined(words, 'or')}"


def _joined(parts: Sequence[str], last: str) -> str:
    *some, final = parts or [""]
    return f"{', '.join(some)} {last} {final}" if some else final
