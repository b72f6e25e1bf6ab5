"""What the commands that export and import an archive tell."""

import json
import time

EVERY = 1.0  # seconds


def progress(stream, clock=time.monotonic):
    """A function that writes what is being done to the stream: what begins at once, and how many
    rows are done at most once a second."""
    last = clock()

    def told(what, rows=None):
        nonlocal last
        if rows is None:
            stream.write(what)
        elif clock() - last >= EVERY:
            last = clock()
            stream.write(f"{what}: {rows:,} rows")

    return told


def say(stream, digest, rows, as_json):
    """Print the digest of the archive and how many rows each of its members has."""
    if as_json:
        stream.write(json.dumps({"digest": digest, "rows": rows}))
        return
    stream.writelines(f"{count:>10,}  {name}\n" for name, count in rows.items() if count)
    stream.write(f"{sum(rows.values()):>10,}  rows in all")
    stream.write(f"{digest}  the digest of the archive")
