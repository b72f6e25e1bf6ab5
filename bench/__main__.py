"""Runs the measured workloads: `python -m bench [--only NAME ...] [--large]`.

Each module beside this one with a function `run()` is a workload; it prints its own ratios. With
`--large` one that has a second size, the keywords `LARGE`, takes that.
"""

import argparse
import os
from importlib import import_module
from pathlib import Path

import django


def workloads():
    """Names of the modules beside this one, in order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return [name for name in names if not name.startswith("_")]


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=workloads(), default=workloads())
    parser.add_argument("--large", action="store_true", help="the larger sizes, where there are")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for name in options.only:
        module = import_module(f"bench.{name}")
        if run := getattr(module, "run", None):
            print(f"\n{name}\n{'-' * len(name)}", flush=True)
            run(**(getattr(module, "LARGE", {}) if options.large else {}))


if __name__ == "__main__":
    main()
