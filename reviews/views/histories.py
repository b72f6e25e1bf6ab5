"""What happened to a thing, for those who may see it."""

import json

from reviews.models import Event, User

VERBS = {
    "accept": "accepted the claim",
    "acknowledge": "acknowledged a notice",
    "amend_citation": "changed a citation",
    "assign": "assigned an appraiser",
    "choose_overall": "chose how the overall certainty is taken",
    "cite": "cited a paper",
    "correct": "corrected the extent",
    "correct_wording": "corrected the wording",
    "decide_flag": "decided a flag",
    "decide_premise": "decided a premise",
    "dissent": "stated a dissent",
    "open": "opened a round",
    "link": "said that two papers belong together",
    "merge": "merged two records of one paper",
    "override": "let a barred person take part",
    "propose": "proposed the claim",
    "propose_premise": "named a premise",
    "publish": "published",
    "raise_flag": "set a flag",
    "record_exception": "recorded an exception",
    "move": "proposed a verdict",
    "reject": "rejected the claim",
    "release": "let others settle the round",
    "remove_citation": "removed a citation",
    "restore": "restored the claim",
    "reveal": "revealed the round",
    "settle": "settled the round",
    "split": "split the claim",
    "submit": "submitted an appraisal",
    "take": "began to settle the round",
    "take_over": "took over settling the round",
    "tell_apart": "told two papers apart",
    "unassign": "ended an assignment",
    "close_vote": "closed a vote without a majority",
    "withdraw_motion": "withdrew a proposed verdict",
    "undo": "took it back to proposed",
    "undo_pair": "let a pair of papers wait again",
    "unmerge": "undid a merge",
    "void": "made the round void",
    "watch": "looked at who submitted",
    "withdraw": "withdrew the claim",
    "withdraw_exception": "withdrew an exception",
}


def history(subjects, user):
    """[(event, who, what, why)] of the things with these ids, newest first, in two queries."""
    events = list(
        Event.objects.visible_to(user)
        .filter(subject_id__in=subjects)
        .order_by("-happened_at", "-sequence")[:100]
    )
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [
        (
            event,
            str(people.get(event.actor_id, "The system")),
            VERBS.get(event.verb, event.verb.replace("_", " ")),
            json.loads(event.body)["detail"].get("reason") or "",
        )
        for event in events
    ]
