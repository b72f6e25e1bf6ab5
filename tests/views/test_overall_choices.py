"""Choosing the overall certainty at the desk, and what pages then say of it."""

import json

import pytest
from django.urls import reverse

from reviews.actions import wordings
from reviews.models import FrozenClaim, OverallChoice
from reviews.vocabulary import ClaimState, Role
from tests import build

pytestmark = pytest.mark.django_db
BUTTON = "Choose the overall certainty"
NO_HARM = (
    "Grade an outcome on harm first: without one the balance is uncertain, and the lowest counts."
)
NAMED_A_HARM = (
    "Advice “for” is justified by a benefit, and “pain” is a harm: name a critical benefit."
)
SAID = "“death” alone would justify the advice, so its certainty is the overall one."


@pytest.fixture
def claim(panel):
    return build.claim(ClaimState.ACCEPTED, panel=panel)


@pytest.fixture
def outcomes(claim):
    return build.grade_outcomes(claim, death="moderate", harms={"pain": "low"})


def choose(client, claim, **given):
    return client.post(reverse("desk-claim-overall", args=[claim.pk]), {"replaces": 0} | given)


def page(client, claim):
    return client.get(claim.get_absolute_url())


def test_the_panel_takes_one_outcome_and_then_the_lowest_again(client, claim, outcomes, ada):
    client.force_login(ada)
    before = page(client, claim)
    assert BUTTON in before.text
    assert "The lowest of them." in before.text
    assert "moderate, that of “death”" in before.text
    answer = choose(client, claim, outcome=outcomes["death"].pk, reason="Death decides.")
    assert answer["Location"] == f"{claim.get_absolute_url()}#overall"
    shown = page(client, claim)
    assert shown.context["line"].label == "in_line"
    assert SAID in shown.text
    assert "The panel&#x27;s reason: “Death decides.”" in shown.text
    assert "Were the lowest taken, it would be “weakly supported”." in shown.text
    assert "chose how the overall certainty is taken" in shown.text
    choose(client, claim, reason="Pain counts.", replaces=1)
    back = page(client, claim)
    assert back.context["line"].label == "weakly_supported"
    assert "The panel keeps to the lowest." in back.text
    told = back.text.split("What the panel chose")[1].split("</ol>")[0]
    assert told.index("Pain counts.") < told.index("Death decides.")


def test_a_refusal_keeps_what_was_typed_and_says_why(client, claim, outcomes, ada):
    client.force_login(ada)
    nothing = choose(client, claim, outcome=outcomes["death"].pk, reason=" ")
    assert nothing.status_code == 400
    assert f'value="{outcomes["death"].pk}" ' in nothing.text
    wrong = choose(client, claim, outcome="another", reason="Typed words.")
    assert wrong.status_code == 400
    assert "Choose one of the outcomes, or the lowest." in wrong.text
    other = build.body(claim.source.paper.panel).outcome
    refused = choose(client, claim, outcome=other.pk, reason="Typed words.")
    assert refused.status_code == 400
    assert "Name one of the critical outcomes that are graded for this claim." in refused.text
    assert "Typed words." in refused.text
    assert not OverallChoice.objects.exists()


def test_who_comes_too_late_reads_the_other_choice_and_may_send_theirs_again(
    client, claim, outcomes, ada
):
    build.choose(claim, outcomes["death"], reason="First words.")
    client.force_login(ada)
    late = choose(client, claim, reason="Later words.")
    assert late.status_code == 409
    assert "Somebody chose meanwhile" in late.text
    assert "First words." in late.text
    form = late.context["reading"]["overall"]["form"]
    assert (form["reason"].value(), form["replaces"].value()) == ("Later words.", 1)
    again = choose(client, claim, reason="Later words.", replaces=form["replaces"].value())
    assert again.status_code == 302


def test_where_sides_differ_the_page_says_so_and_offers_nothing(client, claim, outcomes, ada):
    harm = build.body(claim.source.paper.panel, effect="harm", name="harm")
    build.grade(claim, build.worksheet("low", side="against"), harm)
    client.force_login(ada)
    shown = page(client, claim)
    assert "The critical outcomes do not all point the same way" in shown.text
    assert BUTTON not in shown.text
    refused = choose(client, claim, outcome=outcomes["death"].pk, reason="So.")
    assert refused.status_code == 400
    assert BUTTON in refused.text


def test_without_a_graded_harm_the_page_says_what_to_do_and_offers_nothing(client, claim, ada):
    death = build.grade_outcomes(claim, death="high", sleep="low")["death"]
    client.force_login(ada)
    shown = page(client, claim)
    assert f"The panel cannot take another. {NO_HARM}" in shown.text
    assert BUTTON not in shown.text
    assert shown.context["line"].label == "weakly_supported"
    refused = choose(client, claim, outcome=death.pk, reason="Typed words.")
    assert refused.status_code == 400
    assert NO_HARM in refused.text
    assert "Typed words." in refused.text
    pain = build.body(claim.source.paper.panel, effect="harm", name="pain")
    build.grade(claim, build.worksheet("low"), pain)
    shown = page(client, claim)
    assert BUTTON in shown.text
    assert NO_HARM not in shown.text
    choose(client, claim, outcome=death.pk, reason="Death decides.")
    assert page(client, claim).context["line"].label == "in_line"


@pytest.mark.parametrize(
    ("direction", "offered", "refused", "said"),
    [
        ("for", "moderate, that of “death”", "pain", NAMED_A_HARM),
        ("against", "low, that of “pain”", "death", "and “death” is a benefit: name a critical"),
    ],
)
def test_what_cannot_justify_the_advice_is_not_offered_and_is_refused(
    client, claim, outcomes, ada, direction, offered, refused, said
):
    claim.refresh_from_db()
    read = {field: getattr(claim.wording, field) for field in wordings.READING}
    wordings.correct(claim, **read | {"direction": direction}, by=ada)
    client.force_login(ada)
    form = page(client, claim).context["reading"]["overall"]["form"]
    labels = [label for _, label in form.fields["outcome"].widget.choices]
    assert labels == ["the lowest of them", offered]
    answer = choose(client, claim, outcome=outcomes[refused].pk, reason="So.")
    assert answer.status_code == 400
    assert said in answer.text
    assert not OverallChoice.objects.exists()


def test_what_speaks_against_any_outcome_is_told_of_the_one_that_could_justify(client, claim, ada):
    build.grade_outcomes(claim, harms={"pain": "low"})
    death = build.body(claim.source.paper.panel, name="death")
    build.grade(claim, build.worksheet("very_low", side="unclear"), death)
    client.force_login(ada)
    shown = page(client, claim).text
    assert "“pain” with the claim, “death” unclear." in shown
    assert NAMED_A_HARM not in shown


def test_where_only_harms_are_critical_advice_for_says_so(client, claim, ada):
    build.grade_outcomes(claim, harms={"pain": "low", "falls": "high"})
    build.grade(claim, build.worksheet("low"), build.body(claim.source.paper.panel, "important"))
    client.force_login(ada)
    shown = page(client, claim)
    assert f"The panel cannot take another. {NAMED_A_HARM}" in shown.text


def test_one_outcome_has_nothing_to_choose(client, panel, ada):
    claim = build.claim(ClaimState.GRADED, panel=panel)
    client.force_login(ada)
    assert 'id="overall"' not in page(client, claim).text
    assert choose(client, claim, reason="So.").status_code == 400


def test_a_choice_that_no_longer_applies_says_why_and_may_be_taken_back(
    client, claim, outcomes, ada
):
    build.choose(claim, outcomes["death"], reason="Death decides.")
    harm = build.body(claim.source.paper.panel, effect="harm", name="harm")
    build.grade(claim, build.worksheet("very_low", side="against"), harm)
    client.force_login(ada)
    shown = page(client, claim)
    assert "That no longer applies, so the lowest counts." in shown.text
    assert "“harm” against the claim." in shown.text
    choose(client, claim, reason="Harms weigh.", replaces=1)
    assert "no longer applies" not in page(client, claim).text


def test_strangers_members_and_appraisers_are_kept_out(client, claim, outcomes, ann):
    given = {"outcome": outcomes["death"].pk, "reason": "So."}
    for user, status in ((build.staff(), 404), (ann, 403)):
        client.force_login(user)
        assert choose(client, claim, **given).status_code == status
    client.force_login(ann)
    assert "only an adjudicator or chair" in page(client, claim).text
    barred = build.member(claim.source.paper.panel, Role.ADJUDICATOR)
    opened = build.open_round(claim, appraisers=1)
    build.rounds.assign(opened, barred, by=build.chair(opened.panel))
    client.force_login(barred)
    assert choose(client, claim, **given).status_code == 403
    assert 'id="overall"' not in page(client, claim).text
    assert not OverallChoice.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_choices_ask_the_same_few_questions(
    client, claim, outcomes, ann, count, django_assert_num_queries
):
    for _ in range(count):
        build.choose(claim, outcomes["death"])
    client.force_login(ann)
    with django_assert_num_queries(40):
        page(client, claim)


@pytest.mark.parametrize("count", [1, 3])
def test_claims_with_a_choice_ask_no_more_questions_in_a_text(
    client, panel, ann, count, django_assert_num_queries
):
    source = build.source(panel, text=" ".join(f"{n}. {build.STRONG}" for n in range(count)))
    for n in range(count):
        claim = build.claim(ClaimState.ACCEPTED, source=source, exact=f"{n}. {build.STRONG}")
        build.choose(
            claim, build.grade_outcomes(claim, death="low", harms={"pain": "low"})["death"]
        )
    client.force_login(ann)
    client.get(source.paper.get_absolute_url())
    with django_assert_num_queries(26):
        client.get(source.paper.get_absolute_url())


# What is published.


def published(claim):
    claim.refresh_from_db()
    build.confirm_flags(claim)
    build.publish(claim)
    return build.content(claim)


def test_an_edition_keeps_the_branch_the_reason_and_the_outcome(client, claim, outcomes):
    choice = build.choose(claim, outcomes["death"], reason="Death decides.")
    certainty = published(claim)["certainty"]
    assert certainty["overall"]["value"] == "moderate"
    assert certainty["branch"]["value"] == "highest"
    assert certainty["choice"] == {
        "branch": certainty["branch"],
        "outcome": "death",
        "round": str(choice.round_id),
        "reason": "Death decides.",
        "chosen_on": choice.chosen_at.date().isoformat(),
        "lapsed": [],
    }
    shown = client.get(reverse("claim", args=[claim.pk]))
    assert SAID in shown.text
    review, *_ = json.loads(shown.context["linked_data"])
    assert SAID in review["reviewRating"]["ratingExplanation"]
    assert review["reviewRating"]["alternateName"] == "Moderate"
    api = client.get(reverse("api-claim", args=[claim.pk])).json()
    assert api["certainty"] == "moderate"
    assert api["content"]["certainty"] == certainty
    panel = claim.source.paper.panel.slug
    report = client.get(reverse("release-report-html", args=[panel, 1])).text
    assert SAID in report


def test_an_edition_keeps_why_a_choice_no_longer_applied(client, claim, outcomes):
    build.choose(claim, outcomes["death"], reason="Death decides.")
    build.grade_again(claim, outcomes["death"], build.worksheet("high"))
    certainty = published(claim)["certainty"]
    assert (certainty["overall"]["value"], certainty["branch"]["value"]) == ("low", "lowest")
    assert certainty["choice"]["lapsed"] == ["“death” was graded again after the choice."]
    shown = client.get(reverse("claim", args=[claim.pk])).text
    assert "The panel had taken the certainty of “death”." in shown
    assert "“death” was graded again after the choice." in shown
    assert "Were the lowest taken" not in shown


def test_a_choice_alone_makes_new_content_and_the_old_edition_stays(client, claim, outcomes):
    before = published(claim)
    build.choose(claim, outcomes["death"])
    published(build.claim(ClaimState.GRADED, panel=claim.source.paper.panel))
    after = build.content(claim)
    assert before["certainty"]["choice"] is None
    assert before["certainty"]["overall"]["value"] == "low"
    assert after["certainty"]["overall"]["value"] == "moderate"
    old = client.get(reverse("claim-edition", args=[claim.pk, 1])).text
    assert "Overall, over the critical outcomes: Low." in old
    assert SAID not in old


def test_a_harm_that_turns_against_the_claim_shows_in_the_next_edition_alone(
    client, claim, outcomes
):
    build.choose(claim, outcomes["death"])
    before = published(claim)
    build.grade_again(claim, outcomes["pain"], build.worksheet("low", side="against"))
    after = published(claim)
    assert (before["label"]["value"], after["label"]["value"]) == ("in_line", "not_graded")
    assert after["certainty"]["overall"]["value"] == "low"
    [said] = after["certainty"]["choice"]["lapsed"]
    assert said.endswith("“death” with the claim, “pain” against the claim.")
    first = FrozenClaim.objects.get(claim=claim, releases__number=1)
    assert json.loads(first.content) == before
    assert SAID in client.get(reverse("claim-edition", args=[claim.pk, 1])).text
    new = client.get(reverse("claim", args=[claim.pk])).text
    assert "That no longer applies, so the lowest counts." in new
    assert SAID not in new


def test_whoever_runs_the_queue_reads_it_on_the_claims_page(client, claim, outcomes):
    chair = build.chair(claim.source.paper.panel)
    chair.is_staff = True
    chair.save()
    build.choose(claim, outcomes["death"], reason="Death decides.")
    client.force_login(chair)
    shown = client.get(reverse("admin:reviews_claim_change", args=[claim.pk]))
    assert "Certainty of the evidence: moderate." in shown.text
    assert SAID in shown.text
