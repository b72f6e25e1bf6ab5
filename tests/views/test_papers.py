"""A paper from the paste to its marked text."""

import pytest
from django.urls import reverse

from reviews.actions import claims, rounds
from reviews.models import Acknowledgement, Identifier, Match, Paper, Round, Source
from reviews.vocabulary import ClaimState
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer(client, panel, ann):
    client.force_login(ann)
    return ann


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def place(source, exact):
    start = source.text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def test_a_paper_is_added_by_hand_with_its_text_and_authors(client, panel, reviewer):
    post(
        client, "desk-imports-add", panel.slug,
        title="By hand", text="One. Two.\r\nThree.", design="cohort",
        authors="Someone, Ann [0000-0002-1825-0097]\nThe Study Group",
    )  # fmt: skip
    paper = Paper.objects.get(panel=panel)
    assert paper.authors == [
        {"family": "Someone", "given": "Ann", "orcid": "0000-0002-1825-0097"},
        {"collective": "The Study Group"},
    ]
    assert paper.sources.get().text == "One. Two.\nThree."


def test_a_paper_without_a_title_is_refused_and_its_text_kept(client, panel, reviewer):
    answer = post(client, "desk-imports-add", panel.slug, text="One. Two.", design="cohort")
    assert answer.status_code == 400
    assert "One. Two." in answer.text


def test_details_are_edited_and_authors_come_back_as_typed(client, panel, reviewer):
    paper = build.paper(panel, authors=[{"family": "Someone", "given": "Ann", "orcid": ""}])
    address = reverse("desk-paper-edit", args=[paper.pk])
    assert "Someone, Ann" in client.get(address).text
    answer = client.post(
        address, {"title": "Anew", "design": "narrative_review", "authors": "Other, Bob"}
    )
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.design) == ("Anew", "narrative_review")
    assert paper.authors == [{"family": "Other", "given": "Bob", "orcid": ""}]


def test_an_identifier_matches_notices_at_once(client, panel, reviewer, cleo):
    listed = build.paper(panel)
    build.notice(listed)
    doi = Identifier.objects.get(paper=listed, scheme="doi").value
    paper = build.paper()
    client.force_login(build.chair(paper.panel))
    post(client, "desk-paper-identify", paper.pk, scheme="doi", value=doi, basis="Printed on it.")
    text = client.get(paper.get_absolute_url()).text
    assert "This paper is listed as retracted." in text
    assert "not known here" in text


def test_an_identifier_that_cannot_be_read_is_refused_and_kept(client, panel, reviewer):
    paper = build.paper(panel)
    answer = post(client, "desk-paper-identify", paper.pk, scheme="pmid", value="x", basis="Seen.")
    assert answer.status_code == 400
    assert 'value="Seen."' in answer.text


def test_the_whole_text_stands_in_the_page_letter_for_letter(client, panel, reviewer):
    text = "A <b>bold</b> & 😀 claim.\nThus, treatment A should be recommended."
    source = build.source(panel, text=text)
    claims.suggest(source, by=reviewer)
    stretches = client.get(source.paper.get_absolute_url()).context["stretches"]
    assert "".join(stretch.piece.text for stretch in stretches) == text
    page = client.get(source.paper.get_absolute_url()).text
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp; 😀 claim." in page


def test_sentences_are_suggested_once(client, panel, reviewer):
    source = build.source(panel)
    answer = post(client, "desk-paper-suggest", source.paper.pk, source=source.pk)
    assert answer.status_code == 302
    assert source.claims.count() == 2
    again = post(client, "desk-paper-suggest", source.paper.pk, source=source.pk)
    assert again.status_code == 409


def test_a_sentence_of_the_list_becomes_a_claim_without_a_mouse(client, panel, reviewer):
    source = build.source(panel)
    sentences = client.get(source.paper.get_absolute_url()).context["sentences"]
    start, end, exact, line = sentences[1]
    assert line is None
    post(client, "desk-paper-propose", source.paper.pk, source=source.pk, span=f"{start}-{end}")
    claim = source.claims.get()
    assert (claim.revision.start, claim.revision.end, claim.revision.exact) == (start, end, exact)
    sentences = client.get(source.paper.get_absolute_url()).context["sentences"]
    assert sentences[1][3].claim == claim


def test_a_place_of_too_many_digits_is_no_sentence(client, panel, reviewer):
    source = build.source(panel)
    for span in ("9" * 5000 + "-1", "0-" + "9" * 5000):
        answer = post(client, "desk-paper-propose", source.paper.pk, source=source.pk, span=span)
        assert answer.status_code == 400


def test_words_alone_are_found_and_an_emoji_moves_nothing(client, panel, reviewer):
    source = build.source(panel, text="Well 😀😀 then: treatment A helps.")
    post(client, "desk-paper-propose", source.paper.pk, source=source.pk, exact="treatment A helps")
    revision = source.claims.get().revision
    assert (revision.start, revision.end) == (14, 31)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"exact": "treatment A may be usefull"}, "These words are not in the text"),
        ({"exact": "treatment A"}, "Give the start"),
        (
            {"exact": "Some studies suggesT", "start": "0", "end": "20"},
            "The quote differs from the text",
        ),
        ({"exact": "Some", "start": "0", "end": "900"}, "The span lies outside the text"),
    ],
)
def test_words_that_are_not_verbatim_are_refused_and_kept(client, panel, reviewer, given, sentence):
    source = build.source(panel)
    answer = post(client, "desk-paper-propose", source.paper.pk, source=source.pk, **given)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert given["exact"] in answer.context["forms"]["propose"]["exact"].value()
    assert not source.claims.exists()


def test_the_same_proposal_sent_twice_makes_one_claim(client, panel, reviewer):
    source = build.source(panel)
    data = {"id": "6a7d3f0e-0000-4000-8000-000000000001", "source": source.pk}
    data |= place(source, build.STRONG)
    for _ in range(2):
        assert post(client, "desk-paper-propose", source.paper.pk, **data).status_code == 302
    assert source.claims.count() == 1


def test_a_corrected_text_is_shown_and_the_old_one_stays_to_read(client, panel, reviewer):
    old = build.source(panel)
    post(
        client, "desk-paper-source", old.paper.pk,
        kind="abstract", text="Corrected. Thus, do.", replaces=old.pk,
    )  # fmt: skip
    new = Source.objects.get(replaces=old)
    address = old.paper.get_absolute_url()
    assert client.get(address).context["source"] == new
    assert client.get(address, {"source": old.pk}).context["source"] == old
    assert client.get(address, {"source": panel.pk}).status_code == 404


def test_instruments_are_offered_by_design_and_the_others_say_why_not(client, panel, cleo):
    source = build.source(panel, design="narrative_review")
    client.force_login(cleo)
    page = client.get(source.paper.get_absolute_url())
    offered = dict(page.context["forms"]["round"].fields["instrument"].choices)
    assert "sanra" in offered
    assert "amstar-2" not in offered
    assert "AMSTAR 2 is not offered: it is made for systematic review" in page.text
    answer = post(
        client, "desk-paper-open", source.paper.pk, instrument="sanra", result="The review"
    )
    assert answer.status_code == 302
    assert Round.objects.get(paper=source.paper).instrument.key == "sanra"


def test_a_notice_is_acknowledged_by_a_chair_alone(client, panel, ann, cleo):
    paper = build.paper(panel)
    build.notice(paper)
    match = Match.objects.get(paper=paper)
    client.force_login(ann)
    assert "Retraction: not" in client.get(paper.get_absolute_url()).text
    assert post(client, "desk-match-acknowledge", match.pk).status_code == 403
    client.force_login(cleo)
    assert post(client, "desk-match-acknowledge", match.pk).status_code == 302
    assert Acknowledgement.objects.get(match=match).acknowledged_by == cleo
    assert "Retraction: not" not in client.get(paper.get_absolute_url()).text


def test_a_note_that_no_database_keeps_is_refused(client, panel, cleo):
    paper = build.paper(panel)
    build.notice(paper)
    client.force_login(cleo)
    match = Match.objects.get(paper=paper)
    assert post(client, "desk-match-acknowledge", match.pk, note="Seen\x00").status_code == 400
    assert not Acknowledgement.objects.exists()


def test_an_appraiser_sees_no_label_of_what_they_appraise(client, panel, ann, bob, cleo):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    paper = claim.source.paper
    opened = build.open_round(claim, appraisers=1)
    rounds.assign(opened, ann, by=cleo)
    seen = {}
    for user in (ann, bob):
        client.force_login(user)
        [line] = client.get(paper.get_absolute_url()).context["lines"]
        seen[user] = line.label
    assert seen == {ann: "not_graded", bob: "weakly_supported"}


@pytest.mark.parametrize("count", [1, 3])
def test_a_paper_asks_the_same_few_questions_however_many_claims(
    client, panel, ann, count, django_assert_num_queries
):
    source = build.source(panel, text="A should be used. B may be used. C is used. D is not.")
    claims.suggest(source, by=ann)
    for claim in list(source.claims.in_text_order())[count:]:
        claims.reject(claim, by=ann)
    client.force_login(ann)
    with django_assert_num_queries(25):
        client.get(source.paper.get_absolute_url())
