"""What claims rest on: cited once, word for word, within the panel; changed by adding."""

import json
import time
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from reviews.actions import citations, claims
from reviews.exceptions import Conflict
from reviews.models import Citation, Event, Paper
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db
QUOTE = "treatment A may be useful in adults"


@pytest.fixture
def claim(panel):
    return build.claim(panel=panel)


@pytest.fixture
def paper(panel):
    return build.paper(panel)


def merged(paper, into):
    """As a merge leaves it: the record stays and says into which it went."""
    now = {"merged_at": timezone.now(), "merged_by": build.chair(paper.panel)}
    Paper.objects.filter(pk=paper.pk).update(merged_into=into, **now)
    paper.refresh_from_db()
    return paper


def test_a_claim_cites_a_paper_with_stance_directness_and_a_quote(claim, paper, ann):
    made = citations.cite(
        claim, paper=paper, stance="supports", population="direct", outcome="indirect",
        quote=f"  {QUOTE}  ", by=ann,
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.claim, made.paper, made.stance, made.quote) == (claim, paper, "supports", QUOTE)
    assert (made.population, made.intervention) == ("direct", "not_judged")
    assert (made.comparator, made.outcome) == ("not_judged", "indirect")
    event = Event.objects.get(verb="cite")
    assert (event.subject_id, event.actor_id) == (claim.pk, ann.pk)


@pytest.mark.parametrize("role", Role)
def test_observers_cite_change_and_remove_nothing(claim, paper, panel, role):
    member = build.member(panel, role)
    acts = [
        lambda: citations.cite(claim, paper=paper, stance="mentions", by=member),
        lambda: citations.amend(Citation.objects.last(), stance="supports", by=member),
        lambda: citations.remove(Citation.objects.latest("cited_at"), by=member),
    ]
    if role != Role.OBSERVER:
        made = [act() for act in acts]
        assert made[2] == made[1]
        verbs = ["cite", "amend_citation", "remove_citation"]
        said = Event.objects.filter(verb__in=verbs).order_by("sequence")
        assert list(said.values_list("verb", flat=True)) == verbs
        return
    citations.cite(claim, paper=paper, stance="mentions", by=build.chair(panel))
    for act in acts:
        with pytest.raises(PermissionDenied, match="only a"):
            act()


def test_the_same_id_again_is_the_same_citation_and_with_other_content_a_conflict(
    claim, paper, ann
):
    given = {"paper": paper, "id": uuid.UUID(int=7), "by": ann}
    first = citations.cite(claim, stance="supports", **given)
    assert citations.cite(claim, stance="supports", **given) == first
    assert Event.objects.filter(verb="cite").count() == 1
    with pytest.raises(Conflict, match="this id"):
        citations.cite(claim, stance="contradicts", **given)
    again = {"stance": "mentions", "id": uuid.UUID(int=8), "by": ann}
    second = citations.amend(first, **again)
    assert citations.amend(first, **again) == second
    assert Event.objects.filter(verb="amend_citation").count() == 1


def test_a_paper_is_cited_once_until_it_is_removed(claim, paper, ann):
    first = citations.cite(claim, paper=paper, stance="supports", by=ann)
    with pytest.raises(Conflict, match="cites this paper already"):
        citations.cite(claim, paper=paper, stance="mentions", by=ann)
    citations.remove(first, by=ann)
    second = citations.cite(claim, paper=paper, stance="mentions", by=ann)
    assert list(claim.citations.current()) == [second]
    assert (first.removed_by, claim.citations.count()) == (ann, 2)


def test_a_change_keeps_the_old_row_and_says_what_changed(claim, paper, ann, bob):
    old = citations.cite(claim, paper=paper, stance="supports", population="direct", by=ann)
    new = citations.amend(old, stance="contradicts", by=bob)
    old.refresh_from_db()
    assert (old.stance, old.removed_by, old.cited_by) == ("supports", bob, ann)
    assert (new.stance, new.population, new.cited_by) == ("contradicts", "direct", bob)
    told = json.loads(Event.objects.get(verb="amend_citation").body)["detail"]
    assert told["changed"] == {"stance": ["supports", "contradicts"]}
    with pytest.raises(Conflict, match="changed or removed meanwhile"):
        citations.amend(old, stance="mentions", by=ann)
    with pytest.raises(ValidationError, match="Nothing is changed"):
        citations.amend(new, stance="contradicts", by=ann)
    assert list(claim.citations.current()) == [new]


def test_what_was_removed_is_removed_once(claim, paper, ann):
    made = citations.cite(claim, paper=paper, stance="supports", by=ann)
    citations.remove(made, by=ann)
    with pytest.raises(Conflict, match="changed or removed meanwhile"):
        citations.remove(made, by=ann)


def test_a_claim_cites_neither_its_own_paper_nor_another_panels(claim, ann):
    with pytest.raises(ValidationError, match="the very paper that makes it"):
        citations.cite(claim, paper=claim.source.paper, stance="supports", by=ann)
    with pytest.raises(ValidationError, match="this panel only"):
        citations.cite(claim, paper=build.paper(), stance="supports", by=ann)
    assert not claim.citations.exists()


def test_of_merged_records_the_one_that_is_kept_is_cited(claim, paper, panel, ann):
    first = merged(build.paper(panel), paper)
    older = merged(build.paper(panel), first)
    made = citations.cite(claim, paper=older, stance="supports", by=ann)
    assert made.paper == paper
    repeated = merged(build.paper(panel), claim.source.paper)
    with pytest.raises(ValidationError, match="the very paper that makes it"):
        citations.cite(claim, paper=repeated, stance="supports", by=ann)


def test_a_paper_is_cited_once_whichever_of_its_records_was_cited_first(claim, panel, paper, ann):
    record = build.paper(panel)
    citations.cite(claim, paper=record, stance="supports", by=ann)
    merged(record, paper)
    with pytest.raises(Conflict, match="cites this paper already"):
        citations.cite(claim, paper=paper, stance="mentions", by=ann)


def test_a_quote_is_in_a_text_of_the_cited_paper_whatever_its_line_ends(claim, panel, ann):
    paper = build.paper(panel, text="One line of\nthe text. Another.")
    with pytest.raises(ValidationError, match="in no text of the cited paper"):
        citations.cite(claim, paper=paper, stance="supports", quote="One lime of", by=ann)
    made = citations.cite(claim, paper=paper, stance="supports", quote="line of the text", by=ann)
    assert made.quote == "line of\nthe text"
    with pytest.raises(ValidationError, match="in no text of the cited paper"):
        citations.amend(made, quote="Another text", by=ann)


def test_a_quote_is_kept_with_the_white_space_of_the_text_around_none_of_it(claim, panel, ann):
    paper = build.paper(panel, text="\n  A\u2003first  line,\n\tand one more.  ")
    quote = " first line, and\none "
    made = citations.cite(claim, paper=paper, stance="supports", quote=quote, by=ann)
    assert made.quote == "first  line,\n\tand one"


def test_a_quote_as_long_as_a_form_may_be_is_looked_for_at_once(claim, panel, ann):
    paper = build.paper(panel, text="word " * 40_000)
    begun = time.monotonic()
    with pytest.raises(ValidationError, match="in no text of the cited paper"):
        citations.cite(claim, paper=paper, stance="supports", quote="a " * 1_000_000, by=ann)
    assert time.monotonic() - begun < 5


def test_a_quote_from_a_paper_without_a_text_is_taken_as_given(claim, panel, ann):
    paper = build.paper(panel, text="")
    made = citations.cite(claim, paper=paper, stance="supports", quote="Words of it.", by=ann)
    assert made.quote == "Words of it."


@pytest.mark.parametrize("field", ["stance", "population", "outcome"])
def test_other_words_than_the_listed_are_refused(claim, paper, ann, field):
    given = {"stance": "supports"} | {field: "somehow"}
    with pytest.raises(ValidationError, match="somehow"):
        citations.cite(claim, paper=paper, by=ann, **given)
    assert not claim.citations.exists()


@pytest.mark.parametrize("state", [ClaimState.REJECTED, ClaimState.WITHDRAWN])
def test_a_claim_that_does_not_stand_cites_nothing(panel, paper, ann, state):
    claim = build.claim(state, panel=panel)
    with pytest.raises(Conflict, match=f"{state} by now"):
        citations.cite(claim, paper=paper, stance="supports", by=ann)


def test_what_a_claim_rests_on_is_fixed_while_it_is_appraised(panel, paper, ann):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    made = citations.cite(claim, paper=paper, stance="supports", by=ann)
    build.open_round(claim)
    for act in (
        lambda: citations.cite(claim, paper=build.paper(panel), stance="supports", by=ann),
        lambda: citations.amend(made, stance="mentions", by=ann),
        lambda: citations.remove(made, by=ann),
    ):
        with pytest.raises(Conflict, match="is fixed"):
            act()


def test_a_retry_after_the_claim_moved_on_still_finds_its_citation(panel, paper, ann):
    claim = build.claim(panel=panel)
    given = {"paper": paper, "stance": "supports", "id": uuid.uuid4(), "by": ann}
    made = citations.cite(claim, **given)
    claims.reject(claim, by=ann)
    assert citations.cite(claim, **given) == made
