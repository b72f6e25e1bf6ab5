"""What changed from one edition to the next: which claims, and what of them in words."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.exports.claim_changes import changes
from reviews.exports.edition_changes import compared, instruments
from tests.exports.constructed import chosen, content

EDITION = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("xyz"))


def edition(claims):
    return {"claims": sorted(claims.items())}


@given(EDITION, EDITION)
def test_every_claim_is_new_changed_kept_or_withdrawn(old, new):
    found = compared(edition(old), edition(new))
    assert {*found.added} == new.keys() - old.keys()
    assert {*found.withdrawn} == old.keys() - new.keys()
    assert {*found.changed} == {
        claim for claim in old.keys() & new.keys() if old[claim] != new[claim]
    }
    assert found.kept == sum(old.get(claim) == digest for claim, digest in new.items())
    assert found.kept + len(found.added) + len(found.changed) == found.total == len(new)
    for claim, kind in found.all:
        known = [each[claim] for each in (old, new) if claim in each]
        assert found.digests[claim] == known
        assert len(known) == (2 if kind == "changed" else 1)
    back = compared(edition(new), edition(old))
    assert (back.added, back.withdrawn, back.changed) == (
        found.withdrawn, found.added, found.changed,
    )  # fmt: skip


@given(EDITION)
def test_the_first_edition_is_new_and_the_same_again_changes_nothing(claims):
    assert compared(None, edition(claims)).added == sorted(claims)
    same = compared(edition(claims), edition(claims))
    assert same.all == []
    assert same.sentence.startswith("No claim changed; ")


def test_instruments_come_and_go_by_version():
    def used(*versions):
        return {"agreement": [{"instrument": {"name": "A", "version": v}} for v in versions]}

    assert instruments(used("1"), used("1")) == []
    assert instruments(used("1"), used("2")) == [
        "Used for the first time: A, version 2.",
        "No longer used: A, version 1.",
    ]
    assert instruments({}, used("1")) == ["Used for the first time: A, version 1."]


def altered(**parts):
    return deepcopy(content()) | parts


def test_what_did_not_change_is_not_named():
    assert changes(content(), content()) == []
    looked_up = content()
    looked_up["paper"]["checks"] = []
    assert changes(looked_up, content()) == []


LABEL = {"value": "in_line", "label": "Wording in line with certainty"}
WAS = content()["label"]["label"].lower()
EXCEPTION = {"situation": 1, "summary": "S.", "reason": "R."}


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            {},
            {"label": content()["label"] | LABEL},
            f"its label, from “{WAS}” to “wording in line with certainty”",
        ),
        ({"exception": None}, {"exception": EXCEPTION}, "an exception, which was recorded"),
        (
            {"exception": EXCEPTION},
            {"exception": None},
            "its exception, which was withdrawn",
        ),
        (
            {"exception": EXCEPTION},
            {"exception": EXCEPTION | {"reason": "Another."}},
            "its exception",
        ),
        ({"certainty": None}, {}, "its overall certainty, from none to "),
        (
            {},
            {"certainty": content()["certainty"] | chosen()},
            "how its overall certainty is taken",
        ),
        (
            {},
            {"wording": content()["wording"] | {"reason": "Read again."}},
            "how it is worded",
        ),
        ({}, {"notes": ["A note that came."]}, "what else is told of it"),
    ],
)  # fmt: skip
def test_each_part_is_named_with_what_it_was_and_is(before, after, said):
    [found] = changes(altered(**before), altered(**after))
    assert found == said or (said.endswith(" ") and found.startswith(said))


def test_a_notice_that_became_known_is_told():
    before, after = content(), content()
    before["paper"] = before["paper"] | {"notices": []}
    after["paper"] = after["paper"] | {"notices": [{"id": "n"}]}
    assert changes(before, after) == [
        "its paper, or what is listed of it",
        "notices that became known",
    ]
