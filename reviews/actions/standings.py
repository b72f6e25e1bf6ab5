"""The one mutable public row of each claim, and the words by which it is found."""

import json

from reviews.exports.reading_citations import citations
from reviews.models import PublicIdentifier, Reevaluation, Round, Standing
from reviews.search import claims as claim_index
from reviews.search.claims import Document
from reviews.search.queries import LONGEST_FACET
from reviews.search.words import folded
from reviews.vocabulary import Banner, ClaimState

REAPPRAISED = "The panel is appraising this claim again."
LISTED = "A notice about the paper became known after this edition."
RESTS_ON_LISTED = "A notice about a paper that this claim rests on became known after this edition."

# What the row repeats of the frozen claim, for search and facets.
REPEATED = ("exact", "label", "kind", "certainty", "design", "year", "status", "flags")


def stand(release, frozen, chosen, kept):
    """Every claim of the release stands in it. Of a claim that was chosen or frozen anew, what
    was listed since is told of its earlier editions only, and its banner goes unless a
    re-evaluation is open; `kept` standings only learn of the release. Returns the ids of those
    of which earlier editions show something else: what these are told is to be told afresh."""
    chosen = {claim.pk for claim in chosen}
    doubted = set(
        Reevaluation.objects.current().filter(claim__standing__panel=release.panel)
        .values_list("claim_id", flat=True)
    )  # fmt: skip
    there = Standing.objects.filter(pk__in=[f.claim_id for f in frozen])
    before = {row.pk: row for row in there}
    rows = [
        _row(
            release,
            row,
            before.get(row.claim_id),
            is_chosen=row.claim_id in chosen,
            is_doubted=row.claim_id in doubted,
        )
        for row in frozen
    ]
    Standing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["claim"],
        update_fields=["release", "frozen", "banner", "reason", "notices_since",
                       "notices_before", "panel", "paper_id", "published_at", *REPEATED],
    )  # fmt: skip
    Standing.objects.filter(pk__in=[standing.pk for standing in kept]).update(release=release)
    new = {
        row.claim_id
        for row in frozen
        if row.claim_id not in before or before[row.claim_id].frozen_id != row.pk
    }
    contents = {row.claim_id: json.loads(row.content) for row in frozen
                if row.claim_id in new | chosen}  # fmt: skip
    renewed = sorted(new & before.keys())
    _identify({pk: contents[pk] for pk in new}, renewed)
    # Lists show editions newest first, and the claims of one by their ids.
    claim_index.index({pk: document(contents[pk]) for pk in sorted(contents, reverse=True)})
    return renewed


def reappraise(claim):
    """The claim's public page, if it has one, says that the panel looks again."""
    unchanged = Standing.objects.filter(claim=claim, banner=Banner.NONE)
    unchanged.update(banner=Banner.RE_EVALUATION, reason=REAPPRAISED)


def keep(claim):
    """Takes that back once no round runs and none was decided: the edition stands."""
    if not Round.objects.running().for_panel().filter(claim=claim).exists():
        looked_at = Standing.objects.filter(
            claim=claim, claim__state=ClaimState.PUBLISHED, reason=REAPPRAISED
        )
        looked_at.update(banner=Banner.NONE, reason="")


def doubt(claims, reason):
    """A notice asks the panel to look again at these claims (ids)."""
    Standing.objects.listed().filter(pk__in=claims).update(
        banner=Banner.RE_EVALUATION, reason=reason
    )


def answer(claims):
    """The panel need not look at these claims (ids) because of a notice any more; perhaps it
    appraises them again all the same."""
    looked_at = Standing.objects.filter(pk__in=claims, banner=Banner.RE_EVALUATION)
    looked_at.update(reason=REAPPRAISED)
    busy = Round.objects.running().for_panel().filter(claim__in=claims)
    published = looked_at.filter(claim__state=ClaimState.PUBLISHED)
    published.exclude(pk__in=busy.values("claim")).update(banner=Banner.NONE, reason="")


def _identify(contents, renewed):
    """{claim: content} of editions: by which identifiers the claims are found from now on, also
    those that stood before."""
    if renewed:
        PublicIdentifier.objects.filter(standing__in=renewed).delete()
    PublicIdentifier.objects.bulk_create(
        PublicIdentifier(standing_id=claim, scheme=row["scheme"]["value"], value=row["value"])
        for claim, content in contents.items()
        for row in content["paper"]["identifiers"]
    )


def document(content):
    """What a frozen claim says in public, for full text."""
    paper = content["paper"]
    authors = [
        " ".join(filter(None, [a.get("given"), a.get("family"), a.get("collective")]))
        for a in paper["authors"]
    ]
    questions = [round["body"]["question"] for round in content["rounds"] if round["body"]]
    rest = [
        ("Reads as", content["extent"]["reads_as"]),
        *(("Author", author) for author in authors),
        ("Journal", paper["journal"]),
        *(("Identifier", row["value"]) for row in paper["identifiers"]),
        *(("Outcome", outcome["name"]) for outcome in content["outcomes"]),
        *(("Population", question["population"]) for question in questions),
        *(("Intervention", question["intervention"]) for question in questions),
        *(("Comparator", question["comparator"]) for question in questions),
    ]
    return Document(
        quote=content["extent"]["exact"],
        title=paper["title"],
        rest=tuple(dict.fromkeys(pair for pair in rest if pair[1])),
        facets=tuple(_facets(content)),
        cites=tuple(citation["paper"]["id"] for citation in citations(content)),
    )


def _facets(content):
    paper, overall = content["paper"], (content["certainty"] or {}).get("overall")
    journal = " ".join((paper["journal"] or "").split())
    yield "label", content["label"]["value"]
    yield "kind", content["wording"]["kind"]["value"]
    yield "certainty", overall["value"] if overall else "none"
    yield "design", paper["design"]["value"]
    yield "status", paper["status"]["value"]
    yield "panel", content["panel"]["slug"]
    if paper["year"] is not None:
        yield "year", str(paper["year"])
    if folded(journal):
        yield "journal", journal[:LONGEST_FACET]
    for flag in content["flags"]:
        yield "flag", flag["code"]


def _row(release, frozen, before, *, is_chosen, is_doubted):
    content = json.loads(frozen.content)
    is_other = before is None or before.frozen_id != frozen.pk
    is_fresh = is_chosen or is_other
    overall = (content["certainty"] or {}).get("overall")
    return Standing(
        claim_id=frozen.claim_id,
        release=release,
        frozen=frozen,
        banner=Banner.NONE if is_fresh and not is_doubted else before.banner,
        reason="" if is_fresh and not is_doubted else before.reason,
        notices_since=[] if is_other else before.notices_since,
        notices_before=_told_before(before, frozen),
        panel=release.panel,
        paper_id=content["paper"]["id"],
        published_at=release.published_at if is_fresh else before.published_at,
        exact=content["extent"]["exact"],
        label=content["label"]["value"],
        kind=content["wording"]["kind"]["value"],
        certainty=overall["value"] if overall else "",
        design=content["paper"]["design"]["value"],
        year=content["paper"]["year"],
        status=content["paper"]["status"]["value"],
        flags=[flag["code"] for flag in content["flags"]],
    )


def _told_before(before, frozen):
    """What was told of an edition stays told of it, whatever a newer one holds."""
    if before is None:
        return {}
    told = before.notices_before | {str(before.frozen_id): before.notices_since}
    return {pk: notices for pk, notices in told.items() if notices and pk != str(frozen.pk)}
