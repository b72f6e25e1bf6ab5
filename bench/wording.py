"""How well the wording rules agree with annotators, and how fast `--lines` is.

The corpora are Li, Wang & Yu, EMNLP 2021 (advice) and Yu, Li & Wang, EMNLP 2019 (causal
language). They are no part of the project; without them only the speed is measured.
"""

import csv
import resource
import subprocess
import sys
from pathlib import Path

from reviews.vocabulary import Advice, Causal
from reviews.wording.readings import read

DATA = Path("../shared/data")
# The corpus has no class for comparison: "more effective than" is one of its direct causes.
CAUSAL = {Causal.COMPARATIVE: Causal.DIRECT}
CAUSAL_CLASSES = [Causal.NONE, Causal.CORRELATIONAL, Causal.CONDITIONAL, Causal.DIRECT]
LINES = 20_000
SENTENCES = [
    "Vitamin K, as well as zinc, is widely used in the treatment of osteoporosis.",
    "In this randomised trial of 412 patients, pain was lower after exercise than after rest.",
    "Previous studies have shown that early mobilisation reduces length of stay.",
    "Higher intake was associated with an increased risk of falls (OR 1.4, 95% CI 1.1 to 1.8).",
    "These findings suggest that exercise may be more effective than rest in older women.",
    "Clinicians should therefore consider early mobilisation, unless it is contraindicated.",
    "Further studies are needed to confirm these results in other populations.",
    "Our results support the use of exercise as a safe and feasible option for neck pain.",
]


def macro_f1(pairs, classes):
    """The mean over `classes` of the harmonic mean of precision and recall; 0 to 1."""
    return sum(_f1(pairs, one) for one in classes) / len(classes)


def agreement(task, classes, answer):
    """Prints the macro-F1 and each class's F1 on one corpus, if it is there."""
    path = DATA / f"{task}_dev.csv"
    if not path.exists():
        print(f"{task}: not measured, {path} is not there")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        pairs = [(row[task], answer(row["sentence"])) for row in csv.DictReader(file)]
    each = ", ".join(f"{one} {_f1(pairs, one):.3f}" for one in classes)
    print(f"{task}: macro-F1 {macro_f1(pairs, classes):.3f} on {len(pairs)} sentences ({each})")


def speed():
    """Prints how many lines a second `suggest_claims - --lines` reads, start-up apart."""
    lines = [SENTENCES[number % len(SENTENCES)] for number in range(LINES)]
    start_up = _seconds(lines[:1])
    seconds = _seconds(lines) - start_up
    print(
        f"suggest_claims --lines: {LINES / seconds:,.0f} sentences a second of one core,"
        f" after {start_up:.2f} s of start-up"
    )


def run():
    agreement("advice", list(Advice), lambda sentence: read(sentence).advice)
    agreement("causal", CAUSAL_CLASSES, _causal)
    speed()


def _causal(sentence):
    found = read(sentence).causal
    return CAUSAL.get(found, found)


def _f1(pairs, one):
    both = sum(gold == found == one for gold, found in pairs)
    named = sum((gold == one) + (found == one) for gold, found in pairs)
    return 2 * both / named if named else 0.0


def _seconds(lines):
    """What one core works on it; what other programs do meanwhile does not count."""
    command = [sys.executable, "manage.py", "suggest_claims", "-", "--lines"]
    before = _spent()
    subprocess.run(command, input="\n".join(lines).encode(), stdout=subprocess.DEVNULL, check=True)
    return _spent() - before


def _spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
