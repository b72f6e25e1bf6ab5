"""Whoever reads an edition is told every notice listed since, also once a newer one has it."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from reviews.actions import cascade, claims, duplicates, notices, papers, releases
from reviews.exports import (
    csv,
    ndjson,
    published,
    reading_report,
    rendering,
    tables,
    tables_claims,
)
from reviews.exports import report as reports
from reviews.models import FrozenPaper, Match, Reevaluation, Release, Standing
from reviews.models.promises import install_promises, remove_promises
from reviews.vocabulary import ClaimState, RoundState
from tests import build
from tests.actions.chains import paper, reinstate, retract
from tests.extracts import notice, retraction_watch
from tests.views.test_exposures import text

pytestmark = pytest.mark.django_db
TOLD = "A notice (retraction, Retraction Watch) about the paper was listed since."


@pytest.fixture
def claim(panel):
    """In edition 1 as it was before the retraction, in edition 2 with it."""
    made = build.claim(ClaimState.PUBLISHED, panel)
    retract(paper(made))
    by = build.chair(panel)
    cascade.close_reevaluation(Reevaluation.objects.get(), reason="Looked at.", by=by)
    renew(panel)
    return made


def renew(panel):
    by = build.chair(panel)
    for match in Match.objects.exclude(acknowledgement__isnull=False):
        notices.acknowledge(match, by=by)
    return releases.publish(panel, [], by=by)


def edition(number):
    return Release.objects.select_related("panel").get(number=number)


def since(number, claim):
    """What the lines of an edition, from which its files are made, tell of the claim."""
    for line in map(json.loads, ndjson.lines(edition(number))):
        if line["claim"] == str(claim.pk):
            return [told["nature"]["value"] for told in line["standing"]["notices_since"]]
    raise LookupError


def test_the_older_edition_tells_it_on_every_page_and_the_newer_one_nowhere(client, panel, claim):
    listed = "Listed since this edition was published:"
    addresses = {
        "claim-edition": ([claim.pk], listed),
        "release": ([panel.slug], "Claims concerned: 1;"),
        "release-report-html": ([panel.slug], TOLD),
    }
    for name, (args, told) in addresses.items():
        pages = [text(client.get(reverse(name, args=[*args, number]))) for number in (1, 2)]
        assert [told in page for page in pages] == [True, False], name
    assert listed not in text(client.get(reverse("claim", args=[claim.pk])))
    assert listed not in text(client.get(reverse("paper", args=[paper(claim).pk])))


def test_the_older_edition_tells_it_in_every_file(client, panel, claim):
    one, two = edition(1), edition(2)
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]
    for release, said in ((one, [TOLD]), (two, [])):
        report = reports.of_release(release)
        [shown] = reading_report.document(report)["texts"][0]["claims"]
        assert shown["since"] == said
        assert [entry.since for entry in tables.entries(report)] == (said or [None])
        assert (TOLD in "".join(csv.lines(release))) == bool(said)
        became = published.of_release(release, "https://evidence.example").since
        assert became.get(str(claim.pk), []) == said
        rows = tables_claims.NOTICES.rows(tables.entries(report))
        assert [row[-1] for row in rows] == ["since this edition" if said else "in this edition"]
        for form in ("ris", "annotations", "fhir", "claimreview"):
            address = reverse("release-file", args=[panel.slug, release.number, form])
            words = "since this edition." if form == "ris" else "listed since."
            assert (words in client.get(address).content.decode()) == bool(said), form


def test_the_api_tells_it_of_the_older_edition(client, panel, claim):
    def get(number):
        return client.get(reverse("api-claim-edition", args=[claim.pk, number])).json()

    one, two = get(1), get(2)
    assert [told["nature"]["value"] for told in one["notices_since"]] == ["retraction"]
    assert (two["notices_since"], one["banner"]) == ([], "none")
    assert client.get(reverse("api-claim", args=[claim.pk])).json()["notices_since"] == []


def test_a_file_of_the_older_edition_is_not_the_one_from_before_the_notice(panel):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    before = rendering.state(edition(1))
    retract(paper(claim))
    renew(panel)
    assert rendering.state(edition(1)) != before


def test_each_edition_tells_what_it_does_not_hold(panel, claim):
    reinstate(paper(claim))
    assert [since(1, claim), since(2, claim)] == [
        ["retraction", "reinstatement"],
        ["reinstatement"],
    ]
    renew(panel)
    assert [since(1, claim), since(2, claim), since(3, claim)] == [
        ["retraction", "reinstatement"],
        ["reinstatement"],
        [],
    ]


def test_what_was_reinstated_before_the_newer_edition_stays_told_of_the_older(panel):
    claim, made = cited_and_published(panel)
    retract(made.paper)
    reinstate(made.paper)
    assert since(1, claim) == ["retraction", "reinstatement"]
    renew(panel)
    assert [since(1, claim), since(2, claim)] == [["retraction", "reinstatement"], []]


def test_what_was_forgotten_of_older_editions_is_told_again(claim):
    Standing.objects.update(notices_before=[])
    import_module("reviews.migrations.0027_notices_before").tell_again(apps, None)
    import_module("reviews.migrations.0029_frozen_papers").tell(apps, None)
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]


def test_what_an_edition_cites_stays_told_when_the_citation_is_taken_back(panel):
    claim, cited = build.claim(ClaimState.GRADED, panel), build.paper(panel)
    made = build.cite(claim, cited)
    build.confirm_flags(claim)
    build.publish(claim)
    retract(cited)
    assert since(1, claim) == ["retraction"]
    build.uncite(made)
    assert since(1, claim) == ["retraction"]
    renew(panel)
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]


def test_what_only_a_superseded_verdict_was_graded_with_is_told_of_no_newer_edition(panel):
    claim, body = build.claim(ClaimState.ACCEPTED, panel), build.body(panel)
    listed = build.paper(panel)
    first = build.grade_again(claim, body.outcome, build.worksheet(), papers=[listed])
    build.confirm_flags(claim)
    build.publish(claim)
    retract(listed)
    assert first.state == RoundState.DECIDED
    assert since(1, claim) == ["retraction"]
    build.grade_again(claim, body.outcome, build.worksheet())
    for match in Match.objects.filter(acknowledgement=None):
        notices.acknowledge(match, by=build.chair(panel))
    releases.publish(panel, [claim], by=build.chair(panel))
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]
    build.notice(paper(claim), nature="Correction")
    assert since(2, claim) == ["correction"]
    assert sorted(since(1, claim)) == ["correction", "retraction"]


def test_a_notice_that_a_source_gives_to_another_paper_is_told_of_this_no_more(panel):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    doi = "10.5555/mended"
    papers.add_identifier(
        paper(claim), scheme="doi", value=doi, basis="Known.", by=build.chair(panel)
    )
    notices.load(retraction_watch(notice("1", doi=doi), notice("5", doi=doi)))
    assert since(1, claim) == ["retraction", "retraction"]
    notices.load(retraction_watch(notice("1", doi=doi), notice("5", doi="10.5555/other")))
    assert since(1, claim) == ["retraction"]
    assert Standing.objects.get().status == "retracted"


def test_a_notice_that_comes_later_is_told_of_every_edition(panel, claim):
    doi = paper(claim).identifiers.get().value
    build.notice(paper(claim), nature="Expression of concern", RetractionDOI=doi)
    assert sorted(since(1, claim)) == ["expression_of_concern", "retraction"]
    assert since(2, claim) == ["expression_of_concern"]


def resting():
    rows = FrozenPaper.objects.order_by("frozen", "paper")
    return list(rows.values_list("frozen", "paper", "shown"))


def cited_and_published(panel):
    """(a claim, in edition 1 with a citation; the citation)"""
    claim = build.claim(ClaimState.GRADED, panel)
    made = build.cite(claim)
    build.confirm_flags(claim)
    build.publish(claim)
    return claim, made


def graded_and_published(panel):
    """(a claim in edition 1 whose verdict rests on a body; a paper of that)"""
    claim, body = build.claim(ClaimState.ACCEPTED, panel), build.body(panel)
    listed = build.paper(panel)
    build.grade_again(claim, body.outcome, build.worksheet(), papers=[listed])
    build.confirm_flags(claim)
    build.publish(claim)
    return claim, body.outcome, listed


def test_of_a_citation_taken_back_a_later_notice_is_told_at_once(client, panel):
    claim, made = cited_and_published(panel)
    build.uncite(made)
    before = rendering.state(edition(1))
    retract(made.paper)
    assert since(1, claim) == ["retraction"]
    assert rendering.state(edition(1)) != before
    address = reverse("api-claim", args=[claim.pk])
    [told] = client.get(address).json()["notices_since"]
    assert [step["how"]["value"] for step in told["path"]] == ["supports"]
    assert [step["paper"] for step in told["path"]] == [str(made.paper_id)]
    listed = "Listed since this edition was published:"
    for name, args in (("claim", [claim.pk]), ("claim-edition", [claim.pk, 1])):
        assert listed in text(client.get(reverse(name, args=args))), name


def test_of_a_paper_that_no_verdict_rests_on_any_more_a_later_notice_is_told_at_once(panel):
    claim, outcome, listed = graded_and_published(panel)
    build.grade_again(claim, outcome, build.worksheet())
    retract(listed)
    assert since(1, claim) == ["retraction"]
    for match in Match.objects.filter(acknowledgement=None):
        notices.acknowledge(match, by=build.chair(panel))
    releases.publish(panel, [claim], by=build.chair(panel))
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]
    reinstate(listed)
    assert [since(1, claim), since(2, claim)] == [["retraction", "reinstatement"], []]


def test_of_what_a_withdrawn_claim_cites_a_later_notice_is_told_at_once(panel):
    claim, made = cited_and_published(panel)
    claims.withdraw(claim, reason="For the test.", by=build.chair(panel))
    retract(made.paper)
    assert since(1, claim) == ["retraction"]


def test_a_later_notice_is_told_of_every_edition_that_cited_the_paper_and_of_no_other(panel):
    claim, made = cited_and_published(panel)
    build.uncite(made)
    renew(panel)
    other = build.cite(claim)
    renew(panel)
    assert Release.objects.count() == 3
    retract(made.paper)
    assert [since(number, claim) for number in (1, 2, 3)] == [["retraction"], [], []]
    retract(other.paper, nature="Correction")
    assert [since(number, claim) for number in (1, 2, 3)] == [["retraction"], [], ["correction"]]


def test_what_the_desk_cites_since_is_told_of_no_earlier_edition(panel):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    made = build.cite(claim)
    retract(made.paper)
    assert since(1, claim) == ["retraction"]
    renew(panel)
    assert [since(1, claim), since(2, claim)] == [[], []]
    retract(made.paper, nature="Correction", RetractionDate="5/5/2025 0:00")
    assert [since(1, claim), since(2, claim)] == [[], ["correction"]]


def test_an_edition_like_an_earlier_one_is_told_the_same(panel):
    claim, made = cited_and_published(panel)
    build.uncite(made)
    renew(panel)
    retract(made.paper)
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]
    build.cite(claim, build.paper(panel))
    renew(panel)
    assert [since(number, claim) for number in (1, 2, 3)] == [["retraction"], [], []]


def merged_and_cited(panel):
    """(a claim in edition 1 that cites a paper; the record merged into that; the citation)"""
    pair, claim = build.pair(panel), build.claim(ClaimState.GRADED, panel)
    by = build.chair(panel)
    doi = "10.5555/came.in.twice"
    papers.add_identifier(pair.second, scheme="doi", value=doi, basis="Known.", by=by)
    duplicates.merge(pair, keep=pair.first, by=by)
    made = build.cite(claim, pair.first)
    build.confirm_flags(claim)
    build.publish(claim)
    return claim, pair.second, made


def test_what_was_merged_into_a_cited_paper_is_told_of_after_it_stands_alone(panel):
    claim, record, made = merged_and_cited(panel)
    duplicates.unmerge(record, by=build.chair(panel))
    build.uncite(made)
    loaded = notices.load(retraction_watch(notice("1", doi="10.5555/came.in.twice")))
    assert [match.paper_id for match in loaded.matches] == [record.pk]
    assert since(1, claim) == ["retraction"]
    renew(panel)
    assert [since(1, claim), since(2, claim)] == [["retraction"], []]


def test_a_notice_is_told_when_the_paper_it_is_about_is_merged_into_one_that_was_cited(panel):
    claim, made = cited_and_published(panel)
    pair, by = build.pair(panel), build.chair(panel)
    build.uncite(made)
    retract(pair.second)
    other = build.cite(claim, pair.first)
    renew(panel)
    build.uncite(other)
    assert since(2, claim) == []
    duplicates.merge(pair, keep=pair.first, by=by)
    assert [since(1, claim), since(2, claim)] == [[], ["retraction"]]
    duplicates.unmerge(pair.second, by=by)
    assert [since(1, claim), since(2, claim)] == [[], []]


def test_a_mended_notice_leaves_the_edition_that_cited_the_paper(panel):
    claim, made = cited_and_published(panel)
    doi, by = "10.5555/mended", build.chair(panel)
    papers.add_identifier(made.paper, scheme="doi", value=doi, basis="Known.", by=by)
    build.uncite(made)
    notices.load(retraction_watch(notice("1", doi=doi)))
    assert since(1, claim) == ["retraction"]
    notices.load(retraction_watch(notice("1", doi="10.5555/other")))
    assert since(1, claim) == []


def test_editions_from_before_are_told_what_they_rest_on(panel):
    """As the migration finds them: nothing says on what they rest, nothing was told."""
    claim, record, made = merged_and_cited(panel)
    duplicates.unmerge(record, by=build.chair(panel))
    build.uncite(made)
    renew(panel)
    notices.load(retraction_watch(notice("1", doi="10.5555/came.in.twice")))
    retract(made.paper, nature="Correction")
    whole = resting()
    told = sorted(since(1, claim))
    assert (told, since(2, claim)) == (["correction", "retraction"], [])
    remove_promises(connection)
    FrozenPaper.objects.all().delete()
    Standing.objects.update(notices_before=[], notices_since=[])
    migration = import_module("reviews.migrations.0029_frozen_papers")
    migration.name_papers(apps, None)
    migration.tell(apps, None)
    install_promises(connection)
    assert resting() == whole
    assert (sorted(since(1, claim)), since(2, claim)) == (told, [])


def test_what_older_rows_told_of_a_paper_that_a_later_edition_cites_is_told_no_more(panel):
    claim = build.claim(ClaimState.PUBLISHED, panel)
    made = build.cite(claim)
    renew(panel)
    retract(made.paper)
    Standing.objects.update(notices_before=[])
    import_module("reviews.migrations.0029_frozen_papers").tell(apps, None)
    assert [since(1, claim), since(2, claim)] == [[], ["retraction"]]
