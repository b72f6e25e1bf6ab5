"""Papers of a panel that look alike: which they are, and what is decided."""

from rest_framework import serializers

from reviews.actions import duplicates
from reviews.api.sent import Sent
from reviews.api.verbs import PANEL, door, on, rows, shape, verb, word
from reviews.models import Pair, Paper
from reviews.vocabulary import PairState, Relation, choices

PAIR = on(Pair, "panel")

PairOfPapers = shape(
    "PairOfPapers", Pair,
    "Two papers that look alike, why, and what was decided; until then `relation` is what the"
    " comparison suggests.",
    "id first second likeness explanation state relation found_at decided_at",
    state=word(PairState), relation=word(Relation, blank=True),
)  # fmt: skip
Unmerged = shape("Unmerged", Paper, "A paper that stands for itself.", "id title merged_into")


class WantedPairs(serializers.Serializer):
    state = serializers.ChoiceField(choices(PairState), required=False)


class Keeping(Sent):
    """Which of the two records is kept."""

    keep = serializers.ChoiceField(["first", "second"])


class Linking(Sent):
    relation = serializers.ChoiceField(choices(Relation))


def _merge(pair, *, keep, by):
    duplicates.merge(pair, keep=getattr(pair, keep), by=by)
    return _anew(pair)


def _anew(pair):
    pair.refresh_from_db()
    return pair


def _decided(act):
    def run(pair, **said):
        act(pair, **said)
        return _anew(pair)

    return run


def _unmerge(paper, *, by):
    duplicates.unmerge(paper, by=by)
    paper.refresh_from_db()
    return paper


pairs = door(
    GET=rows(
        "pairs", PairOfPapers, "Papers that look alike, in the order in which they were found.",
        on=PANEL, of=lambda request, panel: panel.pairs.all(), order=("found_at", "id"),
        narrowing=WantedPairs,
    )
)  # fmt: skip
merge = door(
    POST=verb(
        "merge", "decide_pair", PairOfPapers, "They are one paper: keep one of the records.",
        on=PAIR, act=_merge, sent=Keeping,
    )
)  # fmt: skip
tell_apart = door(
    POST=verb(
        "tell_apart", "decide_pair", PairOfPapers, "They are different papers.",
        on=PAIR, act=_decided(duplicates.tell_apart),
    )
)  # fmt: skip
link = door(
    POST=verb(
        "link", "decide_pair", PairOfPapers, "They are two papers that belong together.",
        on=PAIR, act=_decided(duplicates.link), sent=Linking,
    )
)  # fmt: skip
undo = door(
    POST=verb(
        "undo_pair", "decide_pair", PairOfPapers,
        "Take a decision back, and a merge with it; the pair waits again.",
        on=PAIR, act=_decided(duplicates.undo),
    )
)  # fmt: skip
unmerge = door(
    POST=verb(
        "unmerge", "decide_pair", Unmerged, "Let a merged record stand for itself again.",
        on=on(Paper, "panel"), act=_unmerge,
    )
)  # fmt: skip
