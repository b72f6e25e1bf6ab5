"""What entries of BibTeX take over from others, by `crossref` or by `xdata` of biblatex.

That an entry takes what it lacks from the one it names is the rule of Oren Patashnik, "BibTeXing"
(1988), section 2; that the title of a whole becomes another field of its part is that of
biblatex, "Default Inheritance Setup". Against both, nothing that only one paper has is taken
over: else all papers of a volume would have one DOI.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reviews.importers.bibtex_entry import Entry
from reviews.importers.records import Rejection

MOST_HELD = 20_000  # entries that wait, or may be asked for
MOST_CHARACTERS = 2**24  # of all of them together
_LONGEST = 2000  # characters of a field that is taken over
_MOST_STEPS = 3  # from a part to its whole, and on to that one's
_PARTS = {"inbook", "incollection", "inproceedings", "conference", "inreference", "bookinbook"}
_PARTS |= {"suppbook", "suppcollection"}
_OF_ONE_PAPER = {*_PARTS, "article", "suppperiodical", "xdata"}
_DATES = ("date", "year", "month", "day", "issue_date")
_JOURNALS = ("journaltitle", "journal", "fjournal", "journalfull", "shortjournal")
_OTHERS = ("title", "subtitle", "booktitle", "booksubtitle", "maintitle", "mainsubtitle")
_NUMBERS = ("volume", "number", "issue")
_TAKEN = (*_DATES, *_JOURNALS, *_OTHERS, *_NUMBERS, "author", "editor")
_KEYS = re.compile(r"[^\s,]+")


@dataclass(frozen=True)
class Placed:
    """An entry and where it stands: its number and its first line, from 1, and its text."""

    index: int
    line: int
    raw: str
    entry: Entry


def with_parents(items: Iterable[Placed | Rejection]) -> Iterator[Placed | Rejection]:
    """The same in the same order, each entry with what it takes over.

    A parent may stand behind its children. Those wait for it, and whatever follows them for
    them, until more is waiting than the limits above allow.
    """
    known, held, size = _Known(), deque[Placed | Rejection](), 0
    for item in items:
        if isinstance(item, Placed):
            known.add(item.entry)
        held.append(item)
        size += len(item.raw)
        while held and (
            len(held) > MOST_HELD or size > MOST_CHARACTERS or not known.lacks_parent(held[0])
        ):
            size -= len(held[0].raw)
            yield known.completed(held.popleft())
    yield from map(known.completed, held)


class _Known:
    """The latest entries by their keys, with the fields that others may ask for."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._size = 0

    def add(self, entry: Entry) -> None:
        key = entry.key.lower()
        if not key or key in self._entries:
            return
        names = entry.fields if entry.type == "xdata" else (*_TAKEN, "crossref", "xdata")
        fields = {
            name: value
            for name in names
            if (value := entry.fields.get(name)) and len(value) <= _LONGEST
        }
        self._entries[key] = replace(entry, fields=fields)
        self._size += sum(map(len, fields.values()))
        while len(self._entries) > MOST_HELD or self._size > MOST_CHARACTERS:
            oldest = self._entries.pop(next(iter(self._entries)))
            self._size -= sum(map(len, oldest.fields.values()))

    def lacks_parent(self, item: Placed | Rejection) -> bool:
        """Whether it, or one of those it takes over from, names an entry not met so far."""
        return isinstance(item, Placed) and not self._is_complete(item.entry, _MOST_STEPS)

    def completed(self, item: Placed | Rejection) -> Placed | Rejection:
        if not isinstance(item, Placed) or not _parents(item.entry):
            return item
        return replace(item, entry=self._completed(item.entry, _MOST_STEPS))

    def _is_complete(self, entry: Entry, steps: int) -> bool:
        found = [self._entries.get(key) for key in _parents(entry)] if steps else []
        return all(parent and self._is_complete(parent, steps - 1) for parent in found)

    def _completed(self, entry: Entry, steps: int) -> Entry:
        fields = {name: value for name, value in entry.fields.items() if value}
        for key in _parents(entry) if steps else ():
            parent = self._entries.get(key)
            if parent:
                whole = self._completed(parent, steps - 1)
                fields = {**_taken(whole, entry.type, fields), **fields}
        return replace(entry, fields=fields)


def _parents(entry: Entry) -> list[str]:
    """The keys of those it takes over from, the first before the next."""
    fields = entry.fields
    if "xdata" not in fields and "crossref" not in fields:
        return []
    crossref = fields.get("crossref", "").strip()
    keys = [*_KEYS.findall(fields.get("xdata", ""))[:_MOST_STEPS], crossref]
    return [key.lower() for key in keys if key]


def _taken(parent: Entry, child: str, own: dict[str, str]) -> dict[str, str]:
    """The fields of a parent for a child of a type that has some of its own."""
    if parent.type == "xdata":
        found = parent.fields
    else:
        found = {name: parent.fields[name] for name in _TAKEN if name in parent.fields}
    if parent.type not in _OF_ONE_PAPER:
        found = _as_whole(found, child, is_of_volumes=parent.type.startswith("mv"))
    # Who says when, or where, in one way means that and not what the parent says in another.
    for group in (_DATES, _JOURNALS):
        if not own.keys().isdisjoint(group):
            found = {name: value for name, value in found.items() if name not in group}
    return found


def _as_whole(fields: dict[str, str], child: str, *, is_of_volumes: bool) -> dict[str, str]:
    """The fields with the title as that of the whole to which the child belongs."""
    if child in _PARTS:
        name = "booktitle"
    elif child == "article":
        name = "journaltitle"
    elif is_of_volumes:
        name = "maintitle"
    else:
        return fields
    renamed = {"title": name, "subtitle": name.replace("title", "subtitle")}
    moved = {renamed.get(name, name): value for name, value in fields.items()}
    return {**moved, name: fields.get(name) or fields["title"]} if "title" in fields else moved
