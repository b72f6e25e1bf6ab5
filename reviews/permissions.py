"""Who may do what, and why not. Every `can_` answers with a Permit: falsy when not, and then
its reason is a sentence for the page, the API and the tooltip of the grey button."""

from reviews.models import Appraisal, Assignment, Claim, Membership, Protocol, Watch
from reviews.models.people import SYSTEM
from reviews.recusal import overridden, refusal, refusal_on_claim, refusals
from reviews.roles import ALLOWED, Permit, can
from reviews.vocabulary import Role, RoundState
from reviews.workflow import ROLES

APPRAISED = "You appraised in this round, so someone else must settle it."
NOBODY_SETTLES = (
    "Nobody in this panel may settle it as things are: under “Members”, a chair can make a member"
    " who has no appraisal in it an adjudicator, or invite one. Votes and dissents stay."
)


def _unbarred(user, round):
    sentence = refusal(user, round)
    if sentence and (round.pk, user.pk, sentence) not in overridden([round]):
        return Permit(sentence)
    return ALLOWED


def who_is_unbarred(users, round):
    """{user id: Permit} as far as interests and authorship go, in three queries for any number."""
    return {user: permit for (_, user), permit in who_is_unbarred_in([round], users).items()}


def who_is_unbarred_in(rounds, users):
    """{(round id, user id): Permit}, as for one round."""
    overrides = overridden(rounds)
    return {
        (pk, user): ALLOWED if (pk, user, sentence) in overrides else Permit(sentence)
        for (pk, user), sentence in refusals(users, rounds).items()
    }


def can_take_part(user, round):
    """Whether this person may be assigned in the round and appraise there."""
    return who_can_take_part([user], round)[user.pk]


def who_can_take_part(users, round):
    """{user id: Permit} to be assigned in the round, in four queries for any number."""
    return {user: permit for (_, user), permit in who_can_take_part_in([round], users).items()}


def who_can_take_part_in(rounds, users):
    """{(round id, user id): Permit} to be assigned there, for rounds of one panel."""
    panels = {round.panel_id for round in rounds}
    seats = Membership.objects.current().filter(panel__in=panels, user__in=users)
    roles = dict(seats.values_list("user_id", "role"))
    watches = set(Watch.objects.filter(round__in=rounds).values_list("round_id", "user_id"))
    overrides = overridden(rounds)
    found = refusals(users, rounds)

    def permit(round, user):
        if user.pk not in roles:
            return Permit(f"{user.name} has no seat in this panel.")
        if not user.is_active:
            return Permit(f"The account of {user.name} is closed.")
        if roles[user.pk] not in ROLES["submit"]:
            return Permit("An observer does not appraise.")
        if (round.pk, user.pk) in watches:
            return Permit(f"{user.name} has seen who submitted, and so cannot appraise here.")
        sentence = found[round.pk, user.pk]
        is_set_aside = (round.pk, user.pk, sentence) in overrides
        return ALLOWED if is_set_aside else Permit(sentence)

    return {(round.pk, user.pk): permit(round, user) for round in rounds for user in users}


def can_open(user, panel, instrument=None):
    """A chair, once a protocol is locked; with an instrument (a key) only if that lists it."""
    permit = can(user, "open", panel)
    protocol = permit and Protocol.objects.in_force(panel)
    if permit and protocol is None:
        return Permit(
            "No protocol is locked yet: say under “Protocol” what the panel appraises and how, "
            "and lock it. Then rounds can be opened."
        )
    if permit and instrument:
        return can_use(protocol, instrument)
    return permit


def can_use(protocol, instrument):
    """Whether rounds under this protocol may use the instrument of this key."""
    if protocol.instruments.filter(instrument__key=instrument).exists():
        return ALLOWED
    return Permit(
        f"Version {protocol.number} of the protocol does not list this instrument "
        f"({instrument}): amend the protocol, or choose one that it lists."
    )


def can_assign(by, round, user):
    return can(by, "assign", round.panel) and can_take_part(user, round)


def is_assigned(user, round):
    return Assignment.objects.filter(round=round, user_id=user.pk).exists()


def can_watch(user, round):
    """A chair may see who submitted, unless ever assigned in the round."""
    permit = can(user, "watch", round.panel)
    if permit and is_assigned(user, round):
        return Permit("You are assigned in this round, so you do not see who submitted.")
    return permit


def can_reveal(user, round):
    """Early, by a chair who has looked at the progress and so can no longer be assigned."""
    permit = can(user, "reveal", round.panel) and can_watch(user, round)
    if permit and not Watch.objects.filter(round=round, user_id=user.pk).exists():
        return Permit("Look at the progress first; who has looked cannot be assigned here.")
    return permit


def can_appraise(user, assignment):
    """Save a draft or submit: the assignee alone, while nothing bars."""
    if assignment.user_id != user.pk:
        return Permit("This appraisal is someone else's.")
    if assignment.ended_at:
        return Permit("Your assignment in this round has ended.")
    return can(user, "submit", assignment.round.panel) and _unbarred(user, assignment.round)


def can_settle(user, round):
    """Whoever settles has no appraisal in the round and is not barred; where nobody may, the
    refusal says what to do."""
    permit = can(user, "settle", round.panel)
    own = Appraisal.objects.visible_to(user).filter(round=round, appraiser=user)
    if permit:
        permit = Permit(APPRAISED) if own.exists() else _unbarred(user, round)
        if not (permit or round.state != RoundState.REVEALED or settlers(user, round)):
            return Permit(f"{permit.reason} {NOBODY_SETTLES}")
    return permit


def settlers(user, round):
    """{id: role} of the members who may settle a revealed round of the user's panel."""
    appraised = Appraisal.objects.visible_to(user).filter(round=round).values("appraiser")
    seats = Membership.objects.current().filter(panel_id=round.panel_id, role__in=ROLES["settle"])
    seats = seats.filter(user__is_active=True).exclude(user__in=appraised).select_related("user")
    roles = {seat.user: seat.role for seat in seats}
    permits = who_is_unbarred(list(roles), round)
    return {person.pk: role for person, role in roles.items() if permits[person.pk]}


def can_weigh(user, claim, verb):
    """Record an exception or choose the overall certainty: as for settling, over all the claim's
    rounds."""
    permit = can(user, verb, claim.source.paper.panel)
    appraised = Appraisal.objects.visible_to(user).filter(round__claim=claim, appraiser=user)
    assigned = Claim.objects.filter(pk=claim.pk).appraised_by(user)
    if permit and (appraised.exists() or assigned.exists()):
        return Permit("You appraise or appraised this claim, so someone else must do this.")
    sentence = permit and refusal_on_claim(user, claim)
    if not sentence:
        return permit
    set_aside = {told for _, whom, told in overridden(claim.rounds.all()) if whom == user.pk}
    return ALLOWED if sentence in set_aside else Permit(sentence)


def can_override(user, round, whom):
    if user.pk == whom.pk:
        return Permit("Someone else must record the override.")
    return can(user, "override", round.panel)


def can_dissent(user, round):
    """An appraiser of the round, once it is revealed: a minority statement, or that there is
    none."""
    permit = can(user, "dissent", round.panel)
    own = Appraisal.objects.visible_to(user).filter(round=round, appraiser=user)
    if permit and (round.is_blinded or not own.exists()):
        return Permit("Only an appraiser of a revealed round may state a dissent.")
    return permit


def can_vote(user, round):
    """Every member but observers, while nothing bars."""
    return can(user, "vote", round.panel) and _unbarred(user, round)


def voters(round):
    """Ids of the members who may vote in the round, in four queries."""
    seats = Membership.objects.current().filter(panel_id=round.panel_id, role__in=ROLES["vote"])
    people = [seat.user for seat in seats.select_related("user") if seat.user.is_active]
    return {pk for pk, permit in who_is_unbarred(people, round).items() if permit}


def can_close(user, motion, settle=None):
    """Who may settle; a vote is closed by a chair, or by an adjudicator where no chair may.
    `settle` is the permit to settle, where it is known."""
    permit = can_settle(user, motion.round) if settle is None else settle
    if permit and motion.is_vote and not (chair := can(user, "close_vote", motion.round.panel)):
        return chair if Role.CHAIR in settlers(user, motion.round).values() else ALLOWED
    return permit


def can_end_seat(user, membership):
    """A chair ends any seat of the panel, a member their own."""
    if user.pk == membership.user_id:
        return ALLOWED
    return can(user, "manage_members", membership.panel)


def can_accept(user, invitation):
    """Take an offered seat: whoever signs in by the address that was invited."""
    if user.email.casefold() == invitation.email.casefold():
        return ALLOWED
    return Permit(
        "This invitation went to another address than that of the account you are signed in with:"
        " sign out, and open the link again."
    )


def can_withdraw_interest(user, interest):
    is_own = user.pk == interest.user_id
    return ALLOWED if is_own else Permit("Only who declared an interest may withdraw it.")


def can_manage_accounts(user):
    """Staff create panels and accounts, adopt instruments and load notices; it gives no seat
    anywhere. A command that names nobody may do the same."""
    if user.pk == SYSTEM or user.is_active and user.is_staff:
        return ALLOWED
    return Permit("Only staff may do this.")


def can_edit_account(user, account):
    return ALLOWED if user.pk == account.pk else can_manage_accounts(user)


def can_revoke_token(user, token):
    if user.pk == token.user_id:
        return ALLOWED
    return Permit("Only whoever made a token may revoke it.")


def can_discard(user, report):
    if user.pk == report.asked_by_id:
        return ALLOWED
    return Permit("Only whoever asked for a report may cancel or delete it.")


def can_note(user, round):
    """Write to whoever settles: an appraiser, while the round is open."""
    permit = can(user, "note", round.panel)
    assigned = Assignment.objects.current().filter(round=round, user_id=user.pk)
    if permit and (round.state != RoundState.OPEN or not assigned.exists()):
        return Permit("Only an appraiser of an open round may write to whoever settles it.")
    return permit


def can_comment(user, round):
    permit = can(user, "comment", round.panel)
    if permit and round.is_blinded:
        return Permit("The discussion begins when the round is revealed.")
    if permit and round.state == RoundState.VOID:
        return Permit("This round is void, and its discussion has ended.")
    return permit


def can_withdraw_comment(user, comment):
    if user.pk == comment.written_by_id:
        return ALLOWED
    return Permit("Only who wrote a comment may withdraw it.")
