"""The desk's verbs as JSON: 401 for nobody, 404 for strangers, 403 by permit, 409 if too late."""

from base64 import b64encode

import pytest
from django.test import Client

from reviews.actions import people, rounds
from reviews.models import Appraisal, Assignment, Claim, Draft, Event, Release
from reviews.vocabulary import ClaimState, Role, RoundState
from tests import build

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
OWN_ID = "00000000-0000-4000-8000-00000000beef"


def as_user(user):
    client = Client()
    client.force_login(user)
    return client


def post(user, address, content=None, method="post"):
    send = getattr(as_user(user), method)
    return send(f"/api/v1/{address}", content or {}, content_type="application/json")


def refusal(answer):
    """(status, sentence) of a problem; its shape is checked on the way."""
    assert answer["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == "about:blank"
    return answer.status_code, problem["detail"]


def assigned(round):
    """The people who appraise in a round, in the order of assigning."""
    rows = Assignment.objects.filter(round=round).order_by("assigned_at", "pk")
    return [row.user for row in rows.select_related("user")]


def span(source, exact=build.STRONG):
    start = source.text.index(exact)
    return {"start": start, "end": start + len(exact), "exact": exact}


def verbs():
    """(address, body, chair, someone of the panel who may not) of every verb, each ready to
    succeed once."""
    proposed = build.claim()
    panel = proposed.source.paper.panel
    chair, observer = build.chair(panel), build.member(panel, Role.OBSERVER)
    other = build.source(panel)
    yield f"sources/{other.pk}/claims/", span(other), chair, observer
    yield f"claims/{proposed.pk}/accept/", {}, chair, observer

    left_out, accepted = build.claim(panel=panel), build.claim(ClaimState.ACCEPTED, panel=panel)
    yield f"claims/{left_out.pk}/reject/", {}, chair, observer
    yield f"claims/{accepted.pk}/undo/", {}, chair, observer
    reason = {"reason": "For the test."}
    standing = build.claim(ClaimState.GRADED, panel=panel)
    withdrawn = build.claim(ClaimState.WITHDRAWN, panel=panel)
    reviewer = build.member(panel)
    yield f"claims/{standing.pk}/withdraw/", reason, chair, reviewer
    yield f"claims/{withdrawn.pk}/restore/", reason, chair, reviewer
    ended = build.open_round(build.claim(ClaimState.ACCEPTED, panel=panel))
    yield f"rounds/{ended.pk}/void/", reason, chair, reviewer

    resting = build.claim(panel=panel)
    citing = {"paper": str(other.paper_id), "stance": "supports"}
    yield f"claims/{resting.pk}/citations/", citing, chair, observer
    changed = build.cite(resting)
    yield f"citations/{changed.pk}/amend/", {"stance": "mentions"}, chair, observer
    removed = build.cite(resting)
    yield f"citations/{removed.pk}/remove/", {}, chair, observer

    weighed = build.claim(ClaimState.ACCEPTED, panel=panel)
    death = build.grade_outcomes(weighed, death="moderate", harms={"pain": "low"})["death"]
    choice = {"branch": "highest", "outcome": str(death.pk), "reason": "So.", "replaces": 0}
    yield f"claims/{weighed.pk}/overall/", choice, chair, observer

    revealed = build.round(RoundState.REVEALED)
    settling = {"content": build.worksheet()}
    barred = assigned(revealed)[0]
    yield f"rounds/{revealed.pk}/settle/", settling, build.chair(revealed.panel), barred

    early = build.round(appraisers=3)
    watching = build.chair(early.panel)
    for user in assigned(early)[:2]:
        sheet = {"content": build.worksheet()}
        assert post(user, f"rounds/{early.pk}/submit/", sheet).status_code == 201
    rounds.watch(early, by=watching)
    yield f"rounds/{early.pk}/reveal/", {"reason": "Late."}, watching, assigned(early)[2]

    graded = build.claim(ClaimState.GRADED)
    panel = graded.source.paper.panel
    choice = {"claims": [str(graded.pk)]}
    yield f"panels/{panel.slug}/publish/", choice, build.chair(panel), build.member(panel)


VERBS = [
    "propose", "accept", "reject", "undo", "withdraw", "restore", "void", "cite", "amend",
    "remove", "choose", "settle", "reveal", "publish",
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(VERBS)), ids=VERBS)
def test_a_verb_answers_404_403_success_409_and_405(number):
    address, content, chair, member = list(verbs())[number]
    stranger = build.member(build.panel(), Role.CHAIR)
    superuser = build.staff()
    anonymous = Client().post(f"/api/v1/{address}", content, content_type="application/json")
    assert refusal(anonymous)[0] == 401
    events = Event.objects.count()
    for person in (stranger, superuser):
        assert refusal(post(person, address, content)) == (
            404,
            "There is nothing here that you may see.",
        )
    assert refusal(post(member, address, content))[0] == 403
    assert refusal(post(member, address))[0] == 403
    assert Event.objects.count() == events
    assert post(chair, address, content).status_code in {200, 201}
    if VERBS[number] != "propose":
        assert refusal(post(chair, address, content))[0] == 409
    assert refusal(as_user(chair).get(f"/api/v1/{address}"))[0] == 405


def test_a_post_without_the_token_of_the_session_is_refused():
    claim = build.claim()
    client = Client(enforce_csrf_checks=True)
    client.force_login(build.chair(claim.source.paper.panel))
    address = f"/api/v1/claims/{claim.pk}/accept/"
    answer = client.post(address, content_type="application/json")
    assert refusal(answer)[0] == 403
    claim.refresh_from_db()
    assert claim.state == ClaimState.PROPOSED


def test_a_program_signs_in_as_people_do():
    claim = build.claim()
    chair = build.chair(claim.source.paper.panel)
    people.set_password(chair, PASSWORD, by=build.staff())
    client = Client(enforce_csrf_checks=True)
    client.get("/accounts/login/")
    given = {"login": chair.email, "password": PASSWORD}
    token = client.cookies["csrftoken"].value
    client.post("/accounts/login/", given | {"csrfmiddlewaretoken": token})
    headers = {"X-CSRFToken": client.cookies["csrftoken"].value}
    address = f"/api/v1/claims/{claim.pk}/accept/"
    answer = client.post(address, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (200, "accepted")


def test_a_password_in_the_header_opens_nothing():
    claim = build.claim()
    chair = build.chair(claim.source.paper.panel)
    people.set_password(chair, PASSWORD, by=build.staff())
    given = b64encode(f"{chair.email}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {given}"}
    answer = Client().post(f"/api/v1/claims/{claim.pk}/accept/", headers=headers)
    assert refusal(answer)[0] == 401


def test_the_same_proposal_again_is_the_same_claim():
    source = build.source()
    chair = build.chair(source.paper.panel)
    proposal = {"id": OWN_ID, **span(source)}
    for _ in range(2):
        answer = post(chair, f"sources/{source.pk}/claims/", proposal)
        assert (answer.status_code, answer.json()) == (201, {"id": OWN_ID, "state": "proposed"})
    assert Claim.objects.get().revision.exact == build.STRONG
    other = {"id": OWN_ID, **span(source, "treatment A")}
    assert refusal(post(chair, f"sources/{source.pk}/claims/", other))[0] == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"exact": build.STRONG.replace("T", "t", 1)},
        {"start": -1},
        {"start": "first"},
        {"end": None},
        {"end": 10**30},
        {"exact": ""},
        {"exact": "\0"},
        {"id": "7"},
    ],
    ids=str,
)
def test_a_proposal_that_is_not_verbatim_or_not_readable_is_refused(wrong):
    source = build.source()
    proposal = span(source) | wrong
    answer = post(build.chair(source.paper.panel), f"sources/{source.pk}/claims/", proposal)
    assert refusal(answer)[0] == 400
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [{"reads_as": 0}, {"id": False}, {"id": 0}, {"start": "80"}, {"start": True}, {"start": 80.5}],
    ids=str,
)
def test_what_is_of_another_kind_is_not_guessed_at(wrong):
    source = build.source()
    proposal = span(source) | wrong
    answer = post(build.chair(source.paper.panel), f"sources/{source.pk}/claims/", proposal)
    [name] = wrong
    assert (refusal(answer)[0], refusal(answer)[1].partition(":")[0]) == (400, name)
    assert not Claim.objects.exists()


def test_a_member_that_nobody_knows_is_refused():
    source = build.source()
    proposal = span(source) | {"read_as": "[Treatment A]"}
    answer = post(build.chair(source.paper.panel), f"sources/{source.pk}/claims/", proposal)
    sentence = "read_as: There is no such member, only start, end, exact, id, reads_as."
    assert refusal(answer) == (400, sentence)
    assert not Claim.objects.exists()


def test_leading_space_of_a_quote_counts():
    source = build.source()
    proposal = span(source, " Thus, treatment A")
    answer = post(build.chair(source.paper.panel), f"sources/{source.pk}/claims/", proposal)
    assert answer.status_code == 201
    assert Claim.objects.get().revision.exact == " Thus, treatment A"


def test_a_draft_is_saved_over_the_version_that_was_seen():
    round = build.round()
    ann, _ = assigned(round)
    address = f"rounds/{round.pk}/draft/"
    fresh = {"version": 0, "content": {}, "saved_at": None}
    assert as_user(ann).get(f"/api/v1/{address}").json() == fresh

    first, second = {"rationale": "one"}, {"rationale": "two"}
    saved = post(ann, address, {"version": 0, "content": first}, "put").json()
    assert (saved["version"], saved["content"]) == (1, first)
    assert as_user(ann).get(f"/api/v1/{address}").json() == saved

    stale = post(ann, address, {"version": 0, "content": second}, "put")
    assert refusal(stale)[0] == 409
    assert stale.json()["saved"] == {"version": 1, "content": first}
    assert stale.json()["sent"] == second
    missing = post(ann, address, {"content": second}, "put")
    assert refusal(missing)[0] == 428
    assert Draft.objects.visible_to(ann).get().content == first


def test_a_draft_is_saved_over_what_if_match_names():
    round = build.round()
    ann, _ = assigned(round)
    client, address = as_user(ann), f"/api/v1/rounds/{round.pk}/draft/"

    def put(content, **headers):
        sent = {"content": {"rationale": content}}
        return client.put(address, sent, content_type="application/json", headers=headers)

    tag = client.get(address)["ETag"]
    first = put("one", **{"If-Match": tag})
    assert (first.status_code, tag, first["ETag"]) == (200, '"0"', '"1"')
    stale = put("two", **{"If-Match": tag})
    assert refusal(stale)[0] == 412
    assert stale.json()["saved"] == {"version": 1, "content": {"rationale": "one"}}
    assert stale.json()["sent"] == {"rationale": "two"}
    for other in ("*", '"x"', 'W/"1"', "1", '"1", "2"', "", '"99999999999"', '"１"'):
        assert refusal(put("two", **{"If-Match": other}))[0] == 412
    assert refusal(put("two"))[0] == 428
    both = {"version": 2, "content": {}}
    answer = client.put(address, both, content_type="application/json", headers={"If-Match": '"1"'})
    assert refusal(answer)[0] == 412
    assert put("two", **{"If-Match": '"1"'})["ETag"] == client.get(address)["ETag"] == '"2"'
    assert Draft.objects.visible_to(ann).get().content == {"rationale": "two"}


def test_a_draft_is_its_writers_alone():
    round = build.round()
    ann, bob = assigned(round)
    address = f"rounds/{round.pk}/draft/"
    post(ann, address, {"version": 0, "content": {"rationale": "mine"}}, "put")
    assert as_user(bob).get(f"/api/v1/{address}").json()["version"] == 0
    chair = build.chair(round.panel)
    assert refusal(as_user(chair).get(f"/api/v1/{address}")) == (
        403,
        "You are not assigned in this round.",
    )


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"7",
        b'{"version": 0, "content": []}',
        b'{"version": 0, "content": {"rationale": "\\u0000"}}',
        b'{"version": 0, "content": {"rationale": "\\ud800"}}',
        b'{"version": 0, "content": {"\\u0000": 1}}',
        b'{"version": 0, "content": {"judgements": 1e999}}',
        b'{"version": 0, "content": {"judgements": NaN}}',
        b'{"version": -1, "content": {}}',
        b'{"version": 99999999999, "content": {}}',
        b'{"version": 0, "content": ' + b'{"a":' * 5000 + b"1" + b"}" * 5000 + b"}",
        b'{"version": 0, "content": {"a": "\xff"}}',
    ],
    ids=lambda body: body[:60].decode("latin-1"),
)
def test_json_that_cannot_be_kept_is_refused(body):
    round = build.round()
    ann, _ = assigned(round)
    answer = as_user(ann).put(
        f"/api/v1/rounds/{round.pk}/draft/", body, content_type="application/json"
    )
    assert refusal(answer)[0] == 400
    assert not Draft.objects.visible_to(ann).exists()


def test_a_body_beyond_the_limit_is_refused(settings):
    round = build.round()
    ann, _ = assigned(round)
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    content = {"version": 0, "content": {"rationale": "x" * 100}}
    assert refusal(post(ann, f"rounds/{round.pk}/draft/", content, "put"))[0] == 413


def test_an_appraisal_is_submitted_once_and_again_is_the_same():
    round = build.round()
    ann, bob = assigned(round)
    address = f"rounds/{round.pk}/submit/"
    sheet = {"id": OWN_ID, "content": build.worksheet("low")}
    first = post(ann, address, sheet)
    assert first.status_code == 201
    assert (first.json()["id"], first.json()["result"]) == (OWN_ID, "low")
    assert post(ann, address, sheet).json() == first.json()
    assert refusal(post(ann, address, {"content": build.worksheet()}))[0] == 409
    assert list(Appraisal.objects.visible_to(bob)) == []
    assert post(bob, address, {"content": build.worksheet()}).status_code == 201
    round.refresh_from_db()
    assert round.state == RoundState.REVEALED


def test_an_incomplete_worksheet_is_refused_item_by_item():
    round = build.round()
    ann, _ = assigned(round)
    sheet = build.worksheet()
    del sheet["judgements"]["imprecision"]
    answer = post(ann, f"rounds/{round.pk}/submit/", {"content": sheet})
    assert refusal(answer) == (400, "imprecision: Answer this item.")
    assert answer.json()["errors"] == {"imprecision": ["Answer this item."]}


def test_publishing_answers_with_the_edition_or_publishes_nothing():
    graded = build.claim(ClaimState.GRADED)
    panel = graded.source.paper.panel
    proposed = build.claim(panel=panel)
    address = f"panels/{panel.slug}/publish/"
    both = {"claims": [str(graded.pk), str(proposed.pk)]}
    assert refusal(post(build.chair(panel), address, both))[0] == 409
    alien = {"claims": [str(build.claim(ClaimState.GRADED).pk)]}
    assert refusal(post(build.chair(panel), address, alien))[0] == 404
    assert not Release.objects.exists()
    answer = post(build.chair(panel), address, {"claims": [str(graded.pk)]})
    assert answer.json()["number"] == 1
    assert answer.json()["content"]["claims"][0][0] == str(graded.pk)


def test_answers_to_members_are_not_stored():
    round = build.round()
    ann, _ = assigned(round)
    draft = as_user(ann).get(f"/api/v1/rounds/{round.pk}/draft/")
    members = as_user(ann).get(f"/api/v1/panels/{round.panel.slug}/members/")
    assert draft["Cache-Control"] == members["Cache-Control"] == "no-store"
    assert "ETag" not in members


def test_nothing_but_json_is_spoken():
    claim = build.claim()
    client = as_user(build.chair(claim.source.paper.panel))
    address = f"/api/v1/claims/{claim.pk}/accept/"
    sources = f"/api/v1/sources/{claim.source_id}/claims/"
    assert refusal(client.post(address, headers={"Accept": "text/html"}))[0] == 406
    assert refusal(client.post(sources, {"start": 1}))[0] == 415
