"""Damaged files for all importers: `make fuzz`, or `python -m tests.fuzz --inputs 1000`.

Files are made of constructed records, then damaged by what their format is made of. Each has to
end in records and rejections or in a refusal with a sentence, within seconds, and nothing may
get lost: items are numbered without gaps, and where the beginnings of records are certain, the
independent counter finds as many. An input depends on the seed and its number alone:
`--seed S --only N` reads one again and shows it, `--seed S --first N` goes on from there.
"""

import argparse
import random
import re
import signal
import sys
import time
import unicodedata
from collections import Counter as Tally
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from multiprocessing import Pool

from reviews.exceptions import Unreadable
from reviews.importers import formats, identifiers
from reviews.importers.counting import Counter
from reviews.importers.records import Record
from reviews.vocabulary import Scheme
from tests.fuzz_samples import SAMPLES

SECONDS = 5  # of the processor, for one input of some kilobytes
AT_ONCE = 500  # inputs for one process at a time
TOLD_AT = 50_000  # how far it is
LIMITS = {"volume": 40, "issue": 40, "pages": 60, "published": 60}  # characters
# What files in the wild have been seen to hold where nobody expected it.
FOREIGN = (
    "\0", "\x1a", "\x7f", "\u00a0", "\u0301", "\u200b", "\ufeff", "\ufffd", "\u2028", "\x85",
    "\x0b", "😀", "ﬁ", "İ", "ß", "\u202e", "e\u0301" * 9, "\u0301" * 600, "\t", " " * 300, "\r",
    "\n\n\n", "10.5555/", "PMID: 1", "2021", "9" * 400, "((((", "))))", "<i>", "</i>",
    "&amp;amp;", "&#x110000;", "{\\aa}", "\\u{", "%", "et al.", " and ", ";", "RETRACTED: ",
    "x" * 2000,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
LINE_ENDS = ("\n", "\n", "\n", "\r\n", "\r")


class TooLong(Exception):
    """An input took more than its time."""


@dataclass(frozen=True)
class Input:
    """A file. `records` is how many it holds for certain; None once it is damaged."""

    format: str
    data: bytes
    records: int | None


def made(seed, number):
    """The input of this number."""
    chance = random.Random(f"{seed}:{number}")
    format_ = chance.choice([importer.FORMAT for importer in formats.IMPORTERS])
    sample = SAMPLES[format_]
    most = 1 if format_ == "crossref" else 5
    records = [chance.choice(sample.records) for _ in range(chance.randint(1, most))]
    text = sample.file_of(records)
    damages = chance.choice((0, 1, 1, 2, 3, 8))
    for _ in range(damages):
        text = chance.choice(DAMAGES)(text, sample, chance)
    text = chance.choice(LINE_ENDS).join(text.split("\n"))
    data = text.encode(chance.choice(ENCODINGS), "replace")
    if damages and chance.random() < 0.2:
        data = _bytes_damaged(data, chance)
    return Input(format_, data, None if damages else len(records))


# Damages: (text, sample, chance) -> text.


def _cut(text, sample, chance):
    return text[: chance.randint(0, len(text))]


def _drop(text, sample, chance):
    at = chance.randint(0, len(text))
    return text[:at] + text[at + chance.choice((1, 5, 80, 500)) :]


def _insert(text, sample, chance):
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(sample.tokens) + text[at:]


def _insert_foreign(text, sample, chance):
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(FOREIGN) + text[at:]


def _repeat(text, sample, chance):
    at = chance.randint(0, len(text))
    piece = text[at : at + chance.choice((1, 3, 40))]
    return text[:at] + piece * chance.choice((2, 20, 200)) + text[at:]


def _splice(text, sample, chance):
    other = chance.choice(list(SAMPLES.values()))
    at = chance.randint(0, len(text))
    return text[:at] + chance.choice(other.records) + text[at:]


def _lines(text, sample, chance):
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[to])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = chance.choice((" ", "      ", "\t")) + lines[at]
        case 4:
            lines[at : at + 2] = [" ".join(lines[at : at + 2])]
        case 5:
            lines.insert(at, "")
    return "\n".join(lines)


def _value(text, sample, chance):
    """Another text in place of a word."""
    words = list(re.finditer(r"\w+", text))
    if not words:
        return text
    word = chance.choice(words)
    return text[: word.start()] + chance.choice(FOREIGN) + text[word.end() :]


def _case(text, sample, chance):
    at = chance.randint(0, len(text))
    to = at + 60
    return text[:at] + text[at:to].swapcase() + text[to:]


DAMAGES = (
    _cut, _drop, _insert, _insert, _insert_foreign, _repeat, _splice, _lines, _lines, _value,
    _value, _case,
)  # fmt: skip


def _bytes_damaged(data, chance):
    at = chance.randint(0, len(data))
    piece = chance.choice((b"\xff", b"\xc3", b"\xe2\x82", b"\0", b"\x80\x81", b"\xed\xa0\x80"))
    return data[:at] + piece + data[at + chance.randint(0, 2) :]


# What has to hold.


def faults(given):
    """(what became of the input, sentences on what does not hold)."""
    try:
        with _time_limit():
            reading = formats.read(BytesIO(given.data))
            items = list(reading.items)
    except Unreadable as refusal:
        wrong = [] if str(refusal).endswith(".") else [f"{refusal!r} is no sentence"]
        return "refused", wrong + ["a sound file was refused"] * (given.records is not None)
    except Exception as error:
        return "failed", [f"{type(error).__name__}: {error}"]
    wrong = [sentence for item in items for sentence in _of_item(item)]
    if [item.index for item in items] != [*range(1, len(items) + 1)]:
        wrong.append(f"the items are numbered {[item.index for item in items]}")
    if (lines := [item.line for item in items]) != sorted(lines):
        wrong.append(f"the items begin at lines {lines}")
    if given.records is not None:
        wrong += _of_sound(given, reading.format, items)
    wrong += _of_count(given, reading.format, items)
    return "read", wrong


def _of_item(item):
    if not isinstance(item, Record):
        return [] if item.reason.endswith((".", "…")) else [f"{item.reason!r} is no sentence"]
    wrong = [f"its {name} is too long" for name, most in LIMITS.items()
             if len(getattr(item, name)) > most]  # fmt: skip
    for name in ("title", "journal", "volume", "issue", "pages", "published"):
        value = getattr(item, name)
        if value != " ".join(value.split()) or not unicodedata.is_normalized("NFC", value):
            wrong.append(f"its {name} is not plain: {value[:80]!r}")
    if not item.title:
        wrong.append("it has no title")
    if any(not line.strip() for line in item.abstract.split("\n")) and item.abstract:
        wrong.append(f"its abstract has an empty paragraph: {item.abstract[:80]!r}")
    for scheme in Scheme:
        value = getattr(item, scheme.value)
        if value and identifiers.if_valid(scheme, value) != value:
            wrong.append(f"its {scheme.label} is {value[:80]!r}")
    return wrong


def _of_sound(given, format_, items):
    wrong = [] if format_ == given.format else [f"it was taken for {format_}"]
    if len(items) != given.records:
        wrong.append(f"{len(items)} of {given.records} records were seen")
    return wrong + [f"a sound record was rejected: {item.reason}"
                    for item in items if not isinstance(item, Record)]  # fmt: skip


def _of_count(given, format_, items):
    counter = Counter(format_)
    counter.feed(given.data)
    if given.records is None and format_ not in CERTAIN or counter.count in (None, len(items)):
        return []
    return [f"the counter found {counter.count} records, {len(items)} were seen"]


# Formats in which the beginnings of records are certain in damaged files too.
CERTAIN = {"ris", "medline", "wos", "refer"}


@contextmanager
def _time_limit():
    def stop(*args):
        raise TooLong(f"It took more than {SECONDS} s.")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def tried(numbers, seed):
    """(tally of (format, what became of it), [(number, format, faults)])."""
    tally, found = Tally(), []
    for number in numbers:
        given = made(seed, number)
        outcome, wrong = faults(given)
        tally[given.format, outcome] += 1
        if wrong:
            found.append((number, given.format, wrong))
    return tally, found


def _show(seed, number):
    given = made(seed, number)
    print(f"{given.format}, {len(given.data)} bytes:\n{given.data!r}\n{faults(given)}")


def main():
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10**6)
    parser.add_argument("--seed", default=str(int(time.time())))
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="to go on from")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="show one input")
    given = parser.parse_args()
    if given.only is not None:
        return _show(given.seed, given.only)
    tally, found = _all_tried(given)
    for (format_, outcome), count in sorted(tally.items()):
        print(f"  {format_:12} {outcome:8} {count:>9,}")
    for number, format_, wrong in sorted(found)[:20]:
        print(f"  input {number} ({format_}): {'; '.join(wrong[:3])}")
    return f"{len(found):,} inputs broke a rule." if found else print("Every rule held.")


def _all_tried(given):
    """What became of all inputs, or of those before it was interrupted, said now and then."""
    start, tally, found, last = time.perf_counter(), Tally(), [], given.first + given.inputs
    chunks = [range(at, min(at + AT_ONCE, last)) for at in range(given.first, last, AT_ONCE)]
    with Pool(given.jobs, _ignore_interrupts) as pool, suppress(KeyboardInterrupt):
        results = pool.imap(partial(tried, seed=given.seed), chunks)
        for chunk, (counts, wrong) in zip(chunks, results, strict=True):
            tally += counts
            found += wrong
            if chunk.stop % TOLD_AT == 0 or chunk.stop == last:
                so_far = f"seed {given.seed}, inputs {given.first:,} to {chunk.stop - 1:,}"
                print(f"{so_far}, {len(found)} broke a rule, {time.perf_counter() - start:.0f} s")
                sys.stdout.flush()
    return tally, found


def _ignore_interrupts():
    signal.signal(signal.SIGINT, signal.SIG_IGN)


if __name__ == "__main__":
    sys.exit(main())
