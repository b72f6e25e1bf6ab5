"""Pairs of papers that look alike: found once, decided by people, undone without a trace lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms.models import model_to_dict

from reviews.actions import (
    claims,
    duplicates,
    interests,
    notices,
    papers,
    questions,
    rounds,
)
from reviews.exceptions import Conflict
from reviews.exports.verify import problems
from reviews.integrity.matches import statuses
from reviews.models import Event, Identifier, IntegrityCheck, Match, Pair, Paper, Standing
from reviews.vocabulary import Banner, ClaimState, PairState, PublicationStatus, Relation, Role
from tests import build
from tests.extracts import pubmed_list

pytestmark = pytest.mark.django_db
TITLE = "Effect of treatment A on walking speed in condition B"
AUTHORS = [{"family": "Someone", "given": "Ann", "orcid": ""}]


def paper(panel, title=TITLE, doi="", **details):
    made = build.paper(panel, title=title, **{"authors": AUTHORS, "year": 2020} | details)
    if doi:
        identify(made, doi)
    return made


def identify(paper, value, scheme="doi"):
    by = build.chair(paper.panel)
    return papers.add_identifier(paper, scheme=scheme, value=value, basis="Printed.", by=by)


def find(panel, *new):
    return duplicates.find(panel, [paper.pk for paper in new], by=build.chair(panel))


@pytest.fixture
def pair(panel):
    """Two records of one paper, the first with a DOI, the second with a PMID."""
    paper(panel, doi="10.5555/kept")
    second = paper(panel, title=f"{TITLE.upper()}.")
    identify(second, "99000001", "pmid")
    [made] = find(panel, second)
    return made


def everything():
    """What a merge touches, as it stands."""
    kept = {}
    for model in (Paper, Identifier, Match, Pair, Standing):
        fields = [field.attname for field in model._meta.concrete_fields]
        rows = model.objects.order_by("pk").values_list(*fields)
        kept[model] = [tuple(map(str, row)) for row in rows]
    checks = IntegrityCheck.objects.order_by("paper_id", "origin", "sha256")
    kept[IntegrityCheck] = [*checks.values_list("paper_id", "origin", "sha256", "status")]
    return kept


# Finding.


def test_new_papers_are_compared_with_the_panel_and_the_older_one_comes_first(panel):
    old, other = paper(panel, doi="10.5555/old"), paper(panel, title="Something else of a title")
    new = paper(panel, title=TITLE.replace("treatment", "treatrnent"))
    [pair] = find(panel, new)
    assert (pair.first, pair.second, pair.state) == (old, new, PairState.WAITING)
    assert pair.explanation == "title 97 %, same year, first author Someone"
    assert (pair.likeness, pair.relation) == (98, "")
    assert find(panel, old, other, new) == []
    assert Pair.objects.get() == pair
    assert Event.objects.filter(verb="find_pairs").count() == 1


def test_what_a_pair_seems_to_be_is_kept_with_it(panel):
    paper(panel, doi="10.5555/article")
    preprint = paper(panel, doi="10.1101/2020.01.02.12345")
    erratum = paper(panel, title=f"Erratum: {TITLE}", doi="10.5555/erratum")
    part = paper(panel, title=f"{TITLE}: part 2", doi="10.5555/part")
    assert {(pair.second, pair.relation) for pair in find(panel, preprint, erratum, part)} == {
        (preprint, Relation.PREPRINT),
        (erratum, Relation.CORRECTION),
        (part, Relation.SERIES),
    } | {(part, Relation.SERIES)}


def test_papers_of_other_panels_and_merged_ones_are_not_compared(panel, pair, cleo):
    paper(build.panel())
    duplicates.merge(pair, keep=pair.first, by=cleo)
    third = paper(panel)
    assert [(found.first, found.second) for found in find(panel, third)] == [(pair.first, third)]


@pytest.mark.parametrize("number", [2, 6])
def test_finding_asks_few_questions_however_many_papers(panel, number, django_assert_num_queries):
    new = [paper(panel) for _ in range(number)]
    by, ids = build.chair(panel), [row.pk for row in new]
    with django_assert_num_queries(12):
        duplicates.find(panel, ids, by=by)


def test_who_may_import_may_compare_and_who_has_no_seat_may_not(panel, pair):
    with pytest.raises(PermissionDenied):
        duplicates.find(panel, [], by=build.user())


# Deciding.


def acts(pair):
    return [
        lambda by: duplicates.merge(pair, keep=pair.first, by=by),
        lambda by: duplicates.tell_apart(pair, by=by),
        lambda by: duplicates.link(pair, relation=Relation.SERIES, by=by),
    ]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("role", Role)
def test_a_decision_is_one_event_of_who_may_and_comes_once(panel, pair, number, role):
    by, act = build.member(panel, role), acts(pair)[number]
    before = Event.objects.count()
    if role == Role.OBSERVER:
        with pytest.raises(PermissionDenied):
            act(by)
        assert Event.objects.count() == before
        return
    act(by)
    assert Event.objects.count() == before + 1
    assert (pair.decided_by, pair.state == PairState.WAITING) == (by, False)
    for again in acts(pair):
        with pytest.raises(Conflict, match="Someone has decided this pair already"):
            again(by)


@pytest.mark.parametrize("number", range(3))
def test_every_decision_is_undone_to_what_was_there(panel, pair, cleo, number):
    before = everything()
    acts(pair)[number](cleo)
    events = Event.objects.count()
    duplicates.undo(pair, by=cleo)
    after = everything()
    after[Pair] = [tuple("" if word == Relation.SERIES else word for word in row)
                   for row in after[Pair]]  # fmt: skip
    assert after == before
    assert Event.objects.count() == events + 1
    with pytest.raises(Conflict, match="nothing to undo"):
        duplicates.undo(pair, by=cleo)


def test_a_link_says_how(pair, cleo):
    with pytest.raises(ValidationError, match="how the two papers belong together"):
        duplicates.link(pair, relation="", by=cleo)
    duplicates.link(pair, relation=Relation.PREPRINT, by=cleo)
    assert (pair.state, pair.relation) == (PairState.LINKED, Relation.PREPRINT)
    assert pair.first.merged_into is None


# Merging.


def test_a_merge_keeps_both_records_and_moves_the_identifiers(panel, pair, cleo):
    record = model_to_dict(pair.second, exclude=["id"])
    duplicates.merge(pair, keep=pair.first, by=cleo)
    gone = Paper.objects.get(pk=pair.second_id)
    assert (gone.merged_into, gone.merged_by) == (pair.first, cleo)
    assert model_to_dict(gone, exclude=["id"]) == record
    assert sorted(pair.first.identifiers.values_list("scheme", "came_with")) == [
        ("doi", None),
        ("pmid", gone.pk),
    ]
    assert [*panel.papers.unmerged()] == [pair.first]


def test_the_later_record_can_be_the_one_that_is_kept(pair, cleo):
    duplicates.merge(pair, keep=pair.second, by=cleo)
    assert Paper.objects.get(pk=pair.first_id).merged_into == pair.second


def test_only_a_record_of_the_pair_can_be_kept(panel, pair, cleo):
    with pytest.raises(ValidationError, match="Keep one of the two"):
        duplicates.merge(pair, keep=paper(panel), by=cleo)


def test_notices_reach_the_kept_paper_at_once_and_leave_it_with_the_merge(panel, pair, cleo):
    claim = build.claim(ClaimState.PUBLISHED, source=pair.first.sources.get())
    build.notice(pair.second)
    before = everything()
    duplicates.merge(pair, keep=pair.first, by=cleo)
    assert statuses([pair.first])[pair.first_id] == PublicationStatus.RETRACTED
    assert Standing.objects.get(claim=claim).banner == Banner.RE_EVALUATION
    match = Match.objects.get(paper=pair.first)
    notices.acknowledge(match, by=cleo)
    duplicates.undo(pair, by=cleo)
    assert statuses([pair.first])[pair.first_id] == PublicationStatus.NOT_LISTED
    assert everything() == before


def test_a_notice_that_both_records_had_stays_when_they_part(panel, pair, cleo):
    build.notice(pair.first)
    duplicates.merge(pair, keep=pair.first, by=cleo)
    duplicates.undo(pair, by=cleo)
    assert statuses([pair.first])[pair.first_id] == PublicationStatus.RETRACTED


RECORD = """\
1. J Constructed Res. 2020 Jan;1(1):1-2.

{title}.

Someone A(1).

Treatment A may help in condition B.
{more}
PMID: {pmid}
"""


def test_what_a_record_tells_of_itself_goes_with_it(panel, cleo):
    told = "\nRetraction in: J Constructed Res. 2021 Feb 1;2(1):3.\n"
    papers.import_papers(panel, RECORD.format(title=TITLE, more=told, pmid=99000002), by=cleo)
    listed = panel.papers.get()
    Identifier.objects.filter(paper=listed).delete()
    kept = paper(panel)
    [pair] = find(panel, kept)
    duplicates.merge(pair, keep=kept, by=cleo)
    assert statuses([kept])[kept.pk] == PublicationStatus.RETRACTED
    duplicates.undo(pair, by=cleo)
    assert statuses([kept])[kept.pk] == PublicationStatus.NOT_LISTED


def test_an_import_finds_the_kept_paper_by_the_identifiers_of_the_merged_one(panel, pair, cleo):
    duplicates.merge(pair, keep=pair.first, by=cleo)
    data = RECORD.format(title="Another title", more="", pmid=99000001)
    upload = papers.import_papers(panel, data, by=cleo)
    assert upload.records.get().paper_id == pair.first_id
    assert (upload.imported, upload.duplicates) == (0, 1)


def use(paper, kind, by):
    """Makes the record one that work hangs on."""
    if kind == "has claims":
        build.claim(source=paper.sources.get())
    elif kind == "is appraised in a round":
        papers.edit(paper, design="narrative_review", by=by)
        rounds.open_round(instrument="sanra", paper=paper, result="The review", by=by)
    elif kind == "stands in a body of evidence":
        outcome = build.body(paper.panel).outcome
        questions.freeze_body(outcome, basis="as_cited", description="All.", papers=[paper], by=by)
    elif kind == "has an interest declared in it":
        interests.declare(paper.panel, kind="nothing", consequence="none", paper=paper, by=by)
    else:
        copy = globals()["paper"](paper.panel, title=f"{TITLE}, once more")
        pair = next(p for p in find(paper.panel, copy) if paper.pk in (p.first_id, p.second_id))
        duplicates.merge(pair, keep=paper, by=by)


USES = ["has claims", "is appraised in a round", "stands in a body of evidence",
        "has an interest declared in it", "has another record merged into it"]  # fmt: skip


@pytest.mark.parametrize("kind", USES)
def test_a_record_in_use_is_the_one_to_be_kept(panel, pair, cleo, kind):
    use(pair.second, kind, cleo)
    before = everything()
    with pytest.raises(Conflict, match=f"{kind}, so keep that record"):
        duplicates.merge(pair, keep=pair.first, by=cleo)
    pair.refresh_from_db()
    assert everything() == before
    duplicates.merge(pair, keep=pair.second, by=cleo)
    assert Paper.objects.get(pk=pair.first_id).merged_into == pair.second


@pytest.mark.parametrize("kind", USES)
def test_of_two_records_in_use_none_is_merged(pair, cleo, kind):
    build.claim(source=pair.first.sources.get())
    use(pair.second, kind, cleo)
    for keep in (pair.first, pair.second):
        pair.refresh_from_db()
        with pytest.raises(Conflict, match="Both records are in use"):
            duplicates.merge(pair, keep=keep, by=cleo)


@pytest.mark.parametrize("kind", USES[:-1])
def test_nothing_is_hung_on_a_merged_record(pair, cleo, kind):
    duplicates.merge(pair, keep=pair.first, by=cleo)
    gone = Paper.objects.get(pk=pair.second_id)
    with pytest.raises(Conflict, match="merged into another"):
        use(gone, kind, cleo)
    for act in (
        lambda: claims.suggest(gone.sources.get(), by=cleo),
        lambda: papers.add_source(gone, text="A text.", by=cleo),
        lambda: identify(gone, "10.5555/late"),
    ):
        with pytest.raises(Conflict, match="merged into another"):
            act()


def test_a_third_copy_waits_beside_the_kept_record(panel, pair, cleo):
    third = paper(panel, title=f"{TITLE}: an open trial")
    Pair.objects.filter(pk__in=[row.pk for row in find(panel, third)]).filter(
        first=pair.first
    ).delete()
    duplicates.merge(pair, keep=pair.first, by=cleo)
    [waiting] = Pair.objects.waiting()
    assert (waiting.first, waiting.second) == (pair.first, third)
    duplicates.merge(waiting, keep=pair.first, by=cleo)
    duplicates.unmerge(pair.second, by=cleo)
    assert third.pk in pair.first.merged.values_list("pk", flat=True)


def test_a_record_that_is_not_merged_cannot_be_unmerged(pair, cleo):
    with pytest.raises(Conflict, match="not merged"):
        duplicates.unmerge(pair.first, by=cleo)


# By themselves.


def test_papers_of_an_import_are_compared_with_the_panel(panel, cleo):
    paper(panel)
    data = RECORD.format(title=TITLE.replace("Effect", "Effects"), more="", pmid=99000003)
    papers.import_papers(panel, data, by=cleo)
    [pair] = Pair.objects.all()
    assert pair.second == panel.papers.get(identifiers__value="99000003")
    papers.import_papers(panel, data, by=cleo)
    assert Pair.objects.get() == pair


def test_what_a_merged_record_told_of_itself_goes_with_it(panel):
    """It came in once more, while it was merged, and tells of its retraction by then."""
    paper(panel, doi="10.5555/kept")
    second = paper(panel, title=f"{TITLE.upper()}.", doi="10.5555/gone")
    [pair] = find(panel, second)
    by = build.chair(panel)
    duplicates.merge(pair, keep=pair.first, by=by)
    retracted = {"doi": "10.5555/gone", "notice": "Retraction in\n    J Constr Res. 2021;14:7."}
    papers.import_papers(panel, pubmed_list(retracted), by=by)
    assert statuses([pair.first])[pair.first_id] == PublicationStatus.RETRACTED
    duplicates.undo(pair, by=by)
    assert statuses([pair.first, pair.second]) == {
        pair.first_id: PublicationStatus.NOT_LISTED,
        pair.second_id: PublicationStatus.RETRACTED,
    }
    assert list(problems()) == []
