"""Verbs that prepare claims: extent, wording, parts, flags, premises, exceptions and their like."""

import pytest

from reviews.models import Flag
from tests import build
from tests.api.asking import WHY, done, refused, span

pytestmark = pytest.mark.django_db


def test_an_extent_is_corrected_until_a_round_fixes_it(made):
    shorter = span(build.STRONG[6:])
    told = done(made.ann, f"claims/{made.new.pk}/correct/", shorter | WHY)
    assert (told["exact"], told["id"]) == (build.STRONG[6:], str(made.new.pk))
    off = shorter | {"exact": shorter["exact"].upper()}
    assert refused(made.ann, f"claims/{made.new.pk}/correct/", off)[0] == 400
    assert refused(made.ann, f"claims/{made.claim.pk}/correct/", shorter)[0] == 409


def test_a_wording_is_settled_beside_the_proposal(made):
    said = {
        "kind": "result", "scope": "reported_result", "advice": "none", "language_level": 2,
        "causal": "none", "population": "human",
    }  # fmt: skip
    told = done(made.ann, f"claims/{made.new.pk}/wording/", said, 201)
    assert told.items() >= (said | {"number": 2, "direction": ""}).items()
    advising = said | {"advice": "strong"}
    assert refused(made.ann, f"claims/{made.new.pk}/wording/", advising)[0] == 400
    assert refused(made.ann, f"claims/{made.claim.pk}/wording/", said)[0] == 409


def test_a_claim_is_split_once(made):
    parts = [span(build.STRONG[:20]), span(build.STRONG[21:])]
    told = done(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts}, 201)
    assert [row["exact"] for row in told["claims"]] == [part["exact"] for part in parts]
    assert refused(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts})[0] == 409
    assert refused(made.ann, f"claims/{made.new.pk}/split/", {"parts": parts[:1]})[0] == 400


def test_a_flag_is_set_once_and_decided(made):
    flag = {"code": "HEDGE_DROPPED", **WHY}
    there = Flag.objects.filter(claim=made.new, code=flag["code"])
    there.delete()
    told = done(made.ann, f"claims/{made.new.pk}/flags/", flag, 201)
    assert (told["state"], told["claim"]) == ("confirmed", str(made.new.pk))
    assert refused(made.ann, f"claims/{made.new.pk}/flags/", flag)[0] == 409
    place = f"flags/{told['id']}/decide/"
    assert refused(made.ann, place, {"state": "dismissed"})[0] == 400
    assert done(made.ann, place, {"state": "dismissed", **WHY})["state"] == "dismissed"
    assert refused(made.ann, place, {"state": "dismissed", **WHY})[0] == 409
    assert refused(made.ann, place, {"state": "proposed"})[0] == 400


def test_a_premise_is_named_once_and_decided(made):
    words = span(build.TEXT[:79])
    told = done(made.ann, f"claims/{made.new.pk}/premises/", words, 201)
    assert (told["state"], told["exact"]) == ("confirmed", words["exact"])
    assert refused(made.ann, f"claims/{made.new.pk}/premises/", words)[0] == 409
    place = f"premises/{told['id']}/decide/"
    assert done(made.ann, place, {"state": "dismissed"})["state"] == "dismissed"
    assert refused(made.ann, place, {"state": "dismissed"})[0] == 409


def test_an_exception_stands_alone_and_is_taken_back(made):
    claim = made.other
    said = {"situation": 1, "direction": "for", "benefit_certainty": "very_low", **WHY}
    told = done(made.ada, f"claims/{claim.pk}/exceptions/", said, 201)
    assert (told["benefit_certainty"], told["harm_certainty"]) == ("very_low", None)
    assert refused(made.ada, f"claims/{claim.pk}/exceptions/", said)[0] == 409
    against = said | {"direction": "against"}
    assert refused(made.ada, f"claims/{claim.pk}/exceptions/", against)[0] == 400
    assert refused(made.chair, f"claims/{made.claim.pk}/exceptions/", said)[0] == 403  # appraises
    assert done(made.ada, f"exceptions/{told['id']}/withdraw/")["withdrawn_at"]
    assert refused(made.ada, f"exceptions/{told['id']}/withdraw/")[0] == 409


def test_a_re_evaluation_is_closed_with_what_came_of_it(made):
    place = f"reevaluations/{made.reevaluation.pk}/close/"
    assert refused(made.cleo, place, {"reason": " "})[0] == 400
    assert done(made.cleo, place, WHY)["decision"] == WHY["reason"]
    assert refused(made.cleo, place, WHY)[0] == 409
