"""Which pages there are: every door that answers a GET with a page, in the demonstration."""

from types import SimpleNamespace

from reviews.actions import asked_reports
from reviews.exports.choices import SECTIONS
from reviews.models import Claim, Event, Instrument, Membership, Notice, Panel, User
from reviews.vocabulary import ClaimState, RoundState
from tests.access import ACCESS
from tests.routes import routes

# Not pages: files, a fragment, a redirect, and catch-alls.
FILES = {
    "health", "health-desk", "feed", "sitemap", "opensearch", "claim-badge", "data-file",
    "release-report-file", "admin:jsi18n", "admin:login", "desk-import-rejected",
    "desk-import-progress", "desk-paper-citation", "paper-citation", "desk-instrument-download",
    "desk-instrument-shipped-download", "release-file", "release-picture", "desk-report-progress",
    "desk-report-file",
}  # fmt: skip
CATCH_ALLS = {"desk/", "admin/(?P<url>.*)$"}
APPRAISERS = ["desk", "desk-panel", "desk-paper", "desk-claim", "desk-round", "desk-round-appraise"]


def demo():
    """What stands in the demonstration, by noun, and its people by part."""
    panel = Panel.objects.get()
    claims = {claim.state: claim for claim in Claim.objects.with_text().in_text_order()}
    rounds = {round.state: round for round in panel.rounds.exclude(claim=None)}
    parts = {user.email.partition("@")[0]: user for user in User.objects.exclude(email="")}
    rows = {
        "panel": panel,
        "claim": claims[ClaimState.PUBLISHED],
        "event": Event.objects.first(),
        "imports": panel.imports.first(),
        "instrument": Instrument.objects.first(),
        "instruments": Instrument.objects.first(),
        "interest": panel.interests.first(),
        "membership": Membership.objects.first(),
        "notice": Notice.objects.first(),
        "reports": asked_reports.ask(
            panel, kind="json", sections=SECTIONS, claims=[], order="text", by=parts["chair"]
        ),
        "user": parts["reviewer1"],
    }
    return SimpleNamespace(
        **parts, panel=panel, paper=panel.papers.get(), claims=claims, rounds=rounds, rows=rows
    )


def public(demo):
    """What anybody reads, and what they meet when nothing is found or a claim was withdrawn."""
    names = [name for name in pages() if not name.startswith(("desk", "admin", "account"))]
    return _addresses(demo, names) | {
        "index-nothing": "/?q=nothing+of+the+kind",
        "claim-withdrawn": f"/claims/{demo.claims[ClaimState.WITHDRAWN].pk}/",
    }


def chair(demo):
    """The whole desk but the worksheet, and claims and rounds in their other states."""
    names = [name for name in pages() if name.startswith("desk") and name != "desk-round-appraise"]
    found = _addresses(demo, names, rounds=demo.rounds[RoundState.REVEALED])
    others = [row for row in [*demo.claims.values(), *demo.rounds.values()]
              if row.get_absolute_url() not in found.values()]  # fmt: skip
    found |= {f"{row._meta.model_name}-{row.state}": row.get_absolute_url() for row in others}
    found["desk-releases-preview"] += f"?claim={demo.claims[ClaimState.GRADED].pk}"
    return found


def reviewer(demo):
    """The desk of an appraiser with a draft in an open round."""
    round = demo.rounds[RoundState.OPEN]
    return _addresses(demo, APPRAISERS, rounds=round, claims=round.claim)


def accounts(demo):
    """Without the two that send whoever is not signed in to the sign-in."""
    names = [name for name in pages() if name.startswith("account")]
    return _addresses(demo, set(names) - {"account_change_password", "account_set_password"})


def back_office(demo):
    """Without the forms that the admin does not offer."""
    forms = {f"admin:reviews_{noun}_add" for noun in ("claim", "event", "interest", "notice")}
    names = [name for name in pages() if name.startswith("admin") and name not in forms]
    return _addresses(demo, names, rounds=demo.rounds[RoundState.REVEALED])


def pages():
    """Names of the routes that answer with a page, in the order of the resolver."""
    listed = {name for name, (methods, _) in ACCESS.items() if "GET" in methods}
    listed -= FILES | CATCH_ALLS
    return [r.name for r in routes() if r.name in listed and not r.name.startswith("api-")]


def _addresses(demo, names, **nouns):
    """{name: address} by the names of routes; `nouns` fill in another row than usual."""
    nouns = {"papers": demo.paper, "claims": demo.rows["claim"]} | demo.rows | nouns
    words = {"edition": 1, "number": 1, "app_label": "reviews", "slug": demo.panel.slug,
             "uidb36": "0", "key": "none", "instrument": "amstar-2"}  # fmt: skip
    found = {route.name: route for route in routes() if route.name in names}
    return {
        name: found[name].address(lambda before, word: words.get(word) or nouns[before].pk)
        for name in names
    }
