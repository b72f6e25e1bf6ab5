"""Opening rounds, on a claim or on a paper, and asking again what was not asked the same of all."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers

from reviews.actions import calibrations, reopenings
from reviews.api.rounds import Stage, round_of
from reviews.api.sent import OwnId, Sent
from reviews.api.verbs import On, door, on, verb
from reviews.models import Body, Claim, Paper, Result
from reviews.permissions import can, can_settle
from reviews.views.claims import GRADE
from reviews.vocabulary import Purpose, choices


class Opening(OwnId):
    """What for, and why a question is opened that was decided before. `id` is the client's: the
    same again is the same round."""

    purpose = serializers.ChoiceField(choices(Purpose), default=Purpose.PANEL)
    reason = serializers.CharField(default="", allow_blank=True)


class OpeningOfClaim(Opening):
    body = serializers.UUIDField()


class OpeningOfPaper(Opening):
    """An instrument of the protocol by its key; of a paper as a whole `result` says in words what
    is judged, of one result `paper_result` which."""

    instrument = serializers.CharField(max_length=60)
    result = serializers.CharField(default="", allow_blank=True, max_length=500)
    paper_result = serializers.UUIDField(required=False)


class AskingAgain(Sent):
    """In what the questions differed; and the corrected one: another `body`, or of a paper another
    `paper_result` or `result`."""

    reason = serializers.CharField()
    body = serializers.UUIDField(required=False)
    paper_result = serializers.UUIDField(required=False)
    result = serializers.CharField(default="", allow_blank=True, max_length=500)


class Opened(serializers.Serializer):
    """The round, and in sentences why somebody who should appraise there is not assigned."""

    round = Stage()
    not_assigned = serializers.ListField(child=serializers.CharField())


def _told(found):
    round, not_assigned = found
    return {"round": round, "not_assigned": not_assigned}


def _body(panel, pk):
    return get_object_or_404(Body.objects.filter(outcome__question__panel=panel), pk=pk)


def _results(paper, said):
    """What was sent, with the result of the paper that it names."""
    if "paper_result" in said:
        rows = Result.objects.filter(paper=paper)
        said["paper_result"] = get_object_or_404(rows, pk=said["paper_result"])
    return said


def _open_on_claim(claim, *, body, by, **said):
    body = _body(claim.source.paper.panel, body)
    return _told(calibrations.open_for(instrument=GRADE, claim=claim, body=body, **said, by=by))


def _open_on_paper(paper, *, by, **said):
    return _told(calibrations.open_for(paper=paper, **_results(paper, said), by=by))


def _ask_again(round, *, by, body=None, **said):
    body = body and _body(round.panel, body)
    return _told(reopenings.ask_again(round, body=body, **_results(round.paper, said), by=by))


on_claim = door(
    POST=verb(
        "open_claim_round", "open", Opened,
        "Open a round on a claim, against a frozen body of evidence.",
        on=on(Claim, "source__paper__panel"), act=_open_on_claim, sent=OpeningOfClaim, status=201,
    )
)  # fmt: skip
on_paper = door(
    POST=verb(
        "open_paper_round", "open", Opened,
        "Open a round on a paper or on one of its results.",
        on=on(Paper, "panel"), act=_open_on_paper, sent=OpeningOfPaper, status=201,
    )
)  # fmt: skip
ask_again = door(
    POST=verb(
        "ask_again", "void", Opened,
        "Make a revealed round void and open the next with the corrected question.",
        on=On(round_of, lambda round: round.panel), act=_ask_again, sent=AskingAgain, status=201,
        permit=lambda user, round: can(user, "void", round.panel) and can_settle(user, round),
    )
)  # fmt: skip
