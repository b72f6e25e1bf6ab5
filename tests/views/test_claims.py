"""A claim's page: what may be done with it, by whom, and what its appraisers do not see."""

import pytest
from django.urls import reverse

from reviews.actions import rounds
from reviews.models import Round
from reviews.vocabulary import ClaimState, FlagState
from tests import build

pytestmark = pytest.mark.django_db
WORDING = {
    "kind": "recommendation",
    "scope": "general_claim",
    "advice": "weak",
    "direction": "for",
    "causal": "none",
    "population": "human",
    "reason": "It only proposes.",
}
TEXT = "Treatment A heals condition B and prevents condition C, and eases condition D."


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def page(client, claim):
    return client.get(claim.get_absolute_url())


@pytest.mark.parametrize(
    ("state", "verb", "target"),
    [
        ("proposed", "accept", "accepted"),
        ("proposed", "reject", "rejected"),
        ("accepted", "undo", "proposed"),
        ("graded", "withdraw", "withdrawn"),
        ("withdrawn", "restore", "graded"),
    ],
)
def test_a_verb_moves_the_claim_once_and_comes_too_late_after(client, panel, state, verb, target):
    claim = build.claim(state, panel=panel)
    client.force_login(build.chair(panel))
    answer = post(client, f"desk-claim-{verb}", claim.pk, reason="For the test.")
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())
    claim.refresh_from_db()
    assert claim.state == target
    assert post(client, f"desk-claim-{verb}", claim.pk, reason="Again.").status_code == 409


@pytest.mark.parametrize("verb", ["withdraw", "restore"])
def test_a_verb_that_needs_a_reason_says_so(client, panel, verb):
    claim = build.claim("graded" if verb == "withdraw" else "withdrawn", panel=panel)
    client.force_login(build.chair(panel))
    answer = post(client, f"desk-claim-{verb}", claim.pk, reason=" ")
    assert answer.status_code == 400
    assert "This field is required." in answer.text


def test_a_conflict_keeps_what_was_typed(client, panel):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    client.force_login(build.chair(panel))
    answer = post(client, "desk-claim-withdraw", claim.pk, reason="A long explanation.")
    assert answer.status_code == 409
    assert answer.context["forms"]["withdraw"]["reason"].value() == "A long explanation."


def test_a_grey_button_says_why(client, panel, ann):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    client.force_login(ann)
    text = page(client, claim).text
    assert 'aria-disabled="true" aria-describedby="why-deskclaims' in text
    assert "In this panel, only a chair may do this." in text


def test_a_correction_stands_beside_the_proposal(client, panel, ann):
    claim = build.claim(panel=panel)
    client.force_login(ann)
    assert post(client, "desk-claim-wording", claim.pk, **WORDING).status_code == 302
    proposed, settled = claim.wordings.order_by("number")
    assert (proposed.advice, proposed.settled_by) == ("strong", None)
    assert (settled.advice, settled.settled_by) == ("weak", ann)
    text = page(client, claim).text
    assert "Proposed by the detector" in text
    assert "It only proposes." in text


def test_advice_without_a_direction_is_refused_and_kept(client, panel, ann):
    claim = build.claim(panel=panel)
    client.force_login(ann)
    answer = post(client, "desk-claim-wording", claim.pk, **WORDING | {"direction": ""})
    assert answer.status_code == 400
    assert "Advice is for or against; no advice is neither." in answer.text
    assert "It only proposes." in answer.text
    assert claim.wordings.count() == 1


def test_an_extent_is_corrected_by_its_words(client, panel, ann):
    claim = build.claim(panel=panel)
    client.force_login(ann)
    post(client, "desk-claim-correct", claim.pk, exact="treatment A should be recommended")
    claim.refresh_from_db()
    assert claim.revision.number == 2
    assert claim.revision.exact == "treatment A should be recommended"
    answer = post(client, "desk-claim-correct", claim.pk, exact="treatment B should")
    assert answer.status_code == 400


def test_a_compound_claim_is_split_by_lines_with_missing_words_in_brackets(client, panel, ann):
    source = build.source(panel, text=TEXT)
    claim = build.claim(source=source, exact=TEXT)
    client.force_login(ann)
    answer = post(
        client, "desk-claim-split", claim.pk,
        parts="Treatment A heals condition B\r\nprevents condition C\r\neases condition D",
        reads_as="\r\n[Treatment A] prevents condition C",
    )  # fmt: skip
    assert answer.status_code == 302
    parts = list(claim.parts.in_text_order().select_related("revision"))
    assert [
        (part.revision.start, part.revision.exact, part.revision.reads_as) for part in parts
    ] == [
        (0, "Treatment A heals condition B", ""),
        (34, "prevents condition C", "[Treatment A] prevents condition C"),
        (60, "eases condition D", ""),
    ]
    text = page(client, parts[1]).text
    assert "[Treatment A] prevents condition C" in text
    assert "words in brackets are added, not quoted" in text
    assert "“[Treatment A]" not in text


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ("Treatment A heals condition B", "A split needs two parts or more"),
        ("Treatment A heals condition B\nTreatment A prevents", "does not follow in the claim"),
    ],
)
def test_a_split_that_is_no_split_is_refused_and_kept(client, panel, ann, parts, sentence):
    claim = build.claim(source=build.source(panel, text=TEXT), exact=TEXT)
    client.force_login(ann)
    answer = post(client, "desk-claim-split", claim.pk, parts=parts)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert answer.context["forms"]["split"]["parts"].value() == parts
    assert not claim.parts.exists()


def test_a_flag_is_confirmed_dismissed_with_a_reason_and_set(client, panel, ann):
    claim = build.claim(source=build.source(panel, design="narrative_review"))
    flag = claim.flags.get(code="DESIGN_NARRATIVE_REVIEW")
    client.force_login(ann)
    assert post(client, "desk-flag-decide", claim.pk, flag.pk, state="confirmed").status_code == 302
    refused = post(client, "desk-flag-decide", claim.pk, flag.pk, state="dismissed")
    assert refused.status_code == 400
    assert "Say why the flag is dismissed." in refused.text
    post(client, "desk-flag-decide", claim.pk, flag.pk, state="dismissed", reason="Elsewhere.")
    flag.refresh_from_db()
    assert (flag.state, flag.reason) == (FlagState.DISMISSED, "Elsewhere.")
    post(client, "desk-claim-flag", claim.pk, code="SIZE_NOT_SUPPORTED", reason="“Greatly”.")
    assert claim.flags.get(code="SIZE_NOT_SUPPORTED").decided_by == ann


def test_the_gravest_flag_comes_first_and_dismissed_ones_last(client, panel, ann):
    claim = build.claim(ClaimState.GRADED, source=build.source(panel, design="narrative_review"))
    client.force_login(ann)
    post(client, "desk-claim-flag", claim.pk, code="HEDGE_DROPPED", reason="Read so.")
    post(client, "desk-claim-flag", claim.pk, code="NO_MAGNITUDE", reason="Read so.")
    for code in ("HEDGE_DROPPED", "DESIGN_NARRATIVE_REVIEW"):
        flag = claim.flags.get(code=code)
        post(client, "desk-flag-decide", claim.pk, flag.pk, state="dismissed", reason="No.")
    found = [finding.flag for finding in page(client, claim).context["reading"]["findings"]]
    assert [(flag.code, flag.state) for flag in found] == [
        ("STRONG_REC_WEAK_EVIDENCE", "confirmed"),
        ("NO_MAGNITUDE", "confirmed"),
        ("HEDGE_DROPPED", "dismissed"),
        ("DESIGN_NARRATIVE_REVIEW", "dismissed"),
    ]


def test_a_premise_is_named_by_its_words_and_dismissed(client, panel, ann):
    claim = build.claim(panel=panel)
    client.force_login(ann)
    exact = "treatment A may be useful in adults with condition B"
    post(client, "desk-claim-premise", claim.pk, exact=exact)
    premise = claim.premises.get(exact=exact)
    assert premise.state == FlagState.CONFIRMED
    post(client, "desk-premise-decide", claim.pk, premise.pk, state="dismissed")
    premise.refresh_from_db()
    assert premise.state == FlagState.DISMISSED
    assert post(
        client, "desk-premise-decide", claim.pk, premise.pk, state="perhaps"
    ).status_code == 400  # fmt: skip


def test_an_exception_softens_the_label_until_it_is_withdrawn(client, panel, ada):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    client.force_login(ada)
    given = {"situation": 1, "direction": "for", "benefit_certainty": 1}
    refused = post(client, "desk-claim-exception", claim.pk, **given)
    assert refused.status_code == 400
    wrong = post(
        client, "desk-claim-exception", claim.pk, **given | {"direction": "against"}, reason="So."
    )
    assert wrong.status_code == 400
    post(client, "desk-claim-exception", claim.pk, **given, reason="Life is at stake.")
    assert page(client, claim).context["line"].label == "strong_justified"
    exception = claim.exceptions.get()
    post(client, "desk-exception-withdraw", claim.pk, exception.pk)
    assert page(client, claim).context["line"].label == "weakly_supported"


def test_a_round_is_opened_on_a_body_and_again_only_with_a_reason(client, panel, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    body = build.body(panel)
    client.force_login(cleo)
    answer = post(client, "desk-claim-open", claim.pk, body=body.pk)
    opened = Round.objects.get(claim=claim)
    assert answer["Location"] == opened.get_absolute_url()
    assert post(client, "desk-claim-open", claim.pk, body=body.pk).status_code == 409
    other = build.claim(ClaimState.GRADED, panel=panel)
    decided = other.rounds.get()
    refused = post(client, "desk-claim-open", other.pk, body=decided.body.pk)
    assert refused.status_code == 400
    assert "This was decided before: say why it is opened again." in refused.text
    post(client, "desk-claim-open", other.pk, body=decided.body.pk, reason="New studies.")
    assert other.rounds.count() == 2


def test_another_panels_body_cannot_be_chosen(client, panel, cleo):
    claim = build.claim(ClaimState.ACCEPTED, panel=panel)
    client.force_login(cleo)
    answer = post(client, "desk-claim-open", claim.pk, body=build.body(build.panel()).pk)
    assert answer.status_code == 400
    assert not claim.rounds.exists()


def test_an_appraiser_sees_neither_wording_label_flags_nor_history(client, panel, ann, bob, cleo):
    source = build.source(panel, design="narrative_review")
    claim = build.claim(ClaimState.GRADED, source=source)
    opened = build.open_round(claim, appraisers=1)
    rounds.assign(opened, ann, by=cleo)
    client.force_login(bob)
    shown = page(client, claim)
    client.force_login(ann)
    hidden = page(client, claim)
    for words in ("Weakly supported", "Strong recommendation", "Rests on a narrative", "History"):
        assert words in shown.text
        assert words not in hidden.text
    assert "You appraise this claim in an open round." in hidden.text
    assert '<mark class="not_graded">' in hidden.text
    assert "cue" not in hidden.text.split("</main>")[0]


def test_the_text_around_a_claim_is_cut_at_words(client, panel, ann):
    text = f"{'early words ' * 90}Treatment A should be used. {'later words ' * 90}"
    source = build.source(panel, text=text)
    claim = build.claim(source=source, exact="Treatment A should be used.")
    client.force_login(ann)
    around = page(client, claim).context["around"]
    shown = "".join(stretch.piece.text for stretch in around.stretches)
    assert source.text[around.start :].startswith(shown)
    assert source.text[around.start - 1] == " "
    assert 1100 < len(shown) < 1260
    assert around.is_cut


@pytest.mark.parametrize("count", [1, 3])
def test_a_claim_asks_the_same_few_questions_however_often_it_was_graded(
    client, panel, ann, count, django_assert_num_queries
):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    for _ in range(count):
        build.grade(claim)
    client.force_login(ann)
    with django_assert_num_queries(39):
        page(client, claim)


def test_the_history_says_who_did_what_and_why(client, panel, ann):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    chair = build.chair(panel)
    client.force_login(chair)
    post(client, "desk-claim-withdraw", claim.pk, reason="Overtaken.")
    client.force_login(ann)
    lines = page(client, claim).context["reading"]["history"]
    assert [(who, what, why) for _, who, what, why in lines][0] == (
        chair.name,
        "withdrew the claim",
        "Overtaken.",
    )
    said = [what for _, _, what, _ in lines]
    assert said[-2:] == ["accepted the claim", "proposed the claim"]
