"""Where reading stops: in lists beyond measure, and in files of nothing but broken records."""

from collections.abc import Iterable, Iterator

from reviews.exceptions import Unreadable
from reviews.importers.records import Record, Rejection

MOST_LISTED = 10_000  # entries of one list; papers have half as many authors at most
MOST_BROKEN = 50_000  # records, before the first that can be read


def patiently(items: Iterable[Record | Rejection]) -> Iterator[Record | Rejection]:
    """The same items. Raises Unreadable if there are too many rejections and no record yet."""
    hopeful = False
    for count, item in enumerate(items):
        hopeful = hopeful or isinstance(item, Record)
        if count >= MOST_BROKEN and not hopeful:
            raise Unreadable(
                f"Not one of its first {MOST_BROKEN:,} records can be read: "
                "export the records again."
            )
        yield item
