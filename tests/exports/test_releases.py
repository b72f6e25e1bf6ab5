"""What is frozen: its shape is what every rendering was tested on."""

import json

import pytest

from reviews.actions import releases
from reviews.exports.releases import heading, letters_of, substance
from reviews.models import FrozenClaim
from reviews.vocabulary import BodyBasis, ClaimState
from tests import build
from tests.exports.constructed import content, shape


@pytest.mark.django_db
def test_frozen_content_has_the_shape_that_renderings_are_tested_on():
    claim = build.claim(ClaimState.GRADED)
    build.cite(claim)
    build.confirm_flags(claim)
    panel = claim.source.paper.panel
    releases.publish(panel, [claim], by=build.chair(panel))
    frozen = json.loads(FrozenClaim.objects.get().content)
    constructed = content()
    assert shape(frozen).keys() == shape(constructed).keys()
    for part in ("panel", "source", "extent", "wording", "label", "certainty"):
        assert frozen[part].keys() == constructed[part].keys()
    assert frozen["paper"].keys() == constructed["paper"].keys()
    [ours], [theirs] = frozen["citations"], constructed["citations"]
    assert ours.keys() == theirs.keys()
    assert ours["directness"].keys() == theirs["directness"].keys()
    assert ours["paper"].keys() == theirs["paper"].keys()
    [ours], [theirs] = frozen["rounds"], constructed["rounds"]
    assert ours.keys() == theirs.keys()
    for part in ("verdict", "instrument", "body"):
        assert ours[part].keys() == theirs[part].keys()
    assert ours["appraisals"][0].keys() == theirs["appraisals"][0].keys()
    assert ours["verdict"]["answers"][0].keys() == theirs["verdict"]["answers"][0].keys()


def test_only_an_identified_body_earns_the_name_of_grade():
    cited = "Certainty of the evidence cited in this paper, GRADE domains applied"
    assert heading({BodyBasis.AS_CITED}) == cited
    assert heading({BodyBasis.AS_CITED, BodyBasis.PANEL_SEARCH}) == cited
    assert heading({BodyBasis.PANEL_SEARCH}) == "GRADE certainty"
    assert heading({BodyBasis.SYSTEMATIC_REVIEW}) == "GRADE certainty"


def test_a_look_up_alone_is_no_new_content_and_anything_else_is():
    before, after = content(), content()
    after["paper"]["checks"][0]["checked_on"] = "2027-01-01"
    assert substance(before) == substance(after)
    after["citations"][0]["paper"]["checks"] = []
    assert substance(before) == substance(after)
    after["paper"]["notices"] = []
    assert substance(before) != substance(after)


def test_what_a_claim_rests_on_is_substance_and_to_have_none_is_not():
    before, after = content(), content()
    after["citations"][0]["paper"]["notices"] = []
    assert substance(before) != substance(after)
    del after["citations"]
    assert substance(after) == substance(content() | {"citations": []})


def test_letters_are_found_again_by_appraisal():
    [round] = content()["rounds"]
    assert letters_of(content()) == {a["id"]: a["letter"] for a in round["appraisals"]}
