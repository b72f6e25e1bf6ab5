"""What changed between an edition and the one before it, for anyone."""

import json

from django.http import Http404

from reviews.exports import edition_changes
from reviews.models import FrozenClaim
from reviews.views.public import page, pair, public

SIZE = 100  # claims of a page


@public
def release_changes(request, slug, number):
    """`?after=<claim id>`: the claims that follow that one. Two queries, however long."""
    before, release = pair(slug, number)
    content = json.loads(release.content)
    old = json.loads(before.content) if before else None
    compared = edition_changes.compared(old, content)
    shown, following = _piece(compared.all, request.GET.get("after"))
    context = {
        "panel": content["panel"],
        "release": release,
        "before": before,
        "compared": compared,
        "lines": _lines(shown, compared, number),
        "amended": edition_changes.amended(old, content) if before else [],
        "instruments": edition_changes.instruments(old, content) if before else [],
        "following": following,
    }
    return page("public/changes.html", context)


def _piece(found, after):
    """(the claims of this page, the id after which the next begins or None)"""
    start = 0
    if after is not None:
        ids = [claim for claim, _ in found]
        if after not in ids:
            raise Http404
        start = ids.index(after) + 1
    shown = found[start : start + SIZE]
    return shown, shown[-1][0] if start + SIZE < len(found) else None


def _lines(shown, compared, number):
    digests = [(kind, compared.digests[claim]) for claim, kind in shown]
    wanted = {digest for _, each in digests for digest in each}
    rows = FrozenClaim.objects.filter(digest__in=wanted, claim__in=[claim for claim, _ in shown])
    texts = rows.values_list("digest", "content")
    contents = {digest: json.loads(text) for digest, text in texts}
    return edition_changes.lines(digests, contents, number)
