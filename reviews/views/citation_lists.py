"""What pages of the desk list of citations: what a claim rests on, and who cites a paper."""

from django.db.models import Q

from reviews.actions.citations import SAID
from reviews.exports.citations import resting
from reviews.forms.citations import SayForm
from reviews.models import Citation, Reference
from reviews.vocabulary import ClaimState

MOST = 200  # claims that cite one paper


def rests(claim, bound):
    """[(citation as editions have it, the form to change it)]; `bound` forms as they were sent,
    under "citation-<id>"."""
    return [(row, bound.get(f"citation-{row['id']}") or _form(row)) for row in resting(claim)]


def _form(row):
    initial = {"stance": row["stance"]["value"], "quote": row["quote"] or ""}
    initial |= {name: word["value"] for name, word in row["directness"].items()}
    return SayForm(auto_id=f"citation-{row['id']}-%s", initial={n: initial[n] for n in SAID})


def citing(paper):
    """Current citations of a paper, or of a record merged into it, by claims that stand."""
    rows = Citation.objects.current().filter(Q(paper=paper) | Q(paper__merged_into=paper))
    fallen = [ClaimState.REJECTED, ClaimState.WITHDRAWN]
    rows = rows.exclude(claim__state__in=fallen).order_by("-cited_at", "pk")
    return rows.select_related("claim__revision", "claim__source__paper")[:MOST]


def references(paper):
    """The paper's own list, each entry with the paper of the panel that it names, if any."""
    return Reference.objects.filter(paper=paper).with_found().order_by("position")
