"""Runs the measured workloads: `python -m bench [--only NAME ...] [--large]`.

Each module beside this one with a function `run()` is a workload; it prints its own ratios.
With `--large` the workloads that have a function `run_large()` run it instead.
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
    parser.add_argument("--large", action="store_true", help="at ten times the size as well")
    options = parser.parse_args()
    name_of_run = "run_large" if options.large else "run"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for name in options.only:
        if run := getattr(import_module(f"bench.{name}"), name_of_run, None):
            print(f"\n{name}\n{'-' * len(name)}", flush=True)
            run()


if __name__ == "__main__":
    main()
