"""Why a person may not judge: interests that are missing, have run out or bind, and authorship.

A refusal is a sentence, "" where nothing stands in the way. An override names the very sentence
that it sets aside.
"""

from django.utils import timezone

from reviews.models import BodyPaper, Interest, Namesake, Override, Round
from reviews.staffing.interventions import touches
from reviews.staffing.names import Overlap, overlap
from reviews.vocabulary import Consequence

BARRING = (Consequence.NO_VOTE, Consequence.EXCLUDED)


def refusal(user, round):
    """Why this person may not judge in this round, or ""."""
    return refusals([user], [round])[round.pk, user.pk]


def refusals(users, rounds):
    """{(round id, user id): why this person may not judge there, or ""}, for rounds of one
    panel; the number of queries does not grow with them."""
    declared = _declared(users, {round.panel_id for round in rounds})
    asked = _questions(rounds) if _is_scoped(declared) else {}
    said = _said(users, {round.subject_paper for round in rounds})
    return {
        (round.pk, user.pk): _refusal(
            user, round.subject_paper, asked.get(round.pk, ()), declared[user.pk], said
        )
        for round in rounds
        for user in users
    }


def refusal_on_claim(user, claim):
    """The same over everything that was asked about a claim."""
    paper = claim.source.paper
    declared = _declared([user], {paper.panel_id})
    rounds = claim.rounds.select_related("body__outcome__question")
    asked = [round.body.outcome.question for round in rounds] if _is_scoped(declared) else ()
    return _refusal(user, paper, asked, declared[user.pk], _said([user], [paper]))


def barred(user, paper):
    """Why this person may not judge this paper, whatever is asked of it, or ""."""
    declared = _declared([user], {paper.panel_id})
    return _refusal(user, paper, (), declared[user.pk], _said([user], [paper]))


def overridden(rounds):
    """{(round id, user id, refusal)} that someone else has set aside."""
    rows = Override.objects.filter(round__in=rounds)
    return set(rows.values_list("round_id", "user_id", "refusal"))


def concerns(interest, paper, questions):
    """Whether a declaration is about this paper and what is asked of it; one for the panel's
    whole work always is."""
    if interest.paper_id:
        return interest.paper_id == paper.pk
    return not interest.intervention or any(
        touches(interest.intervention, named)
        for question in questions
        for named in (question.intervention, question.comparator)
    )


def likenesses(user, paper):
    """The authors, as the paper's record writes them, whose name the person may have; the
    ORCID says nothing of them."""
    return [
        _written(author)
        for author in paper.authors
        if overlap(user.names, user.orcid, author) == Overlap.NAME
    ]


def asked_of(user, paper, sentence):
    """The author of whom a refusal asks whether the person is one with them, or ""."""
    return next((name for name in likenesses(user, paper) if sentence == _ask(user, name)), "")


def _is_author(user, paper):
    return any(overlap([], user.orcid, author) == Overlap.ORCID for author in paper.authors)


def _written(author):
    return ", ".join(filter(None, [author.get("family", ""), author.get("given", "")]))


def _ask(user, author):
    return (
        f"{user.name} has the name of an author of the paper, {author}: someone else has to say"
        " whether they are one person."
    )


def _said(users, papers):
    """{(paper id, user id, author): whether they are one person}, in a query if any is asked."""
    if not any(likenesses(user, paper) for user in users for paper in papers):
        return {}
    rows = Namesake.objects.filter(paper__in=papers, user__in=users)
    return {(row.paper_id, row.user_id, row.author): row.is_same for row in rows}


def _declared(users, panels):
    """{user id: standing declarations in these panels}, those that ran out included."""
    declared = {user.pk: [] for user in users}
    for interest in Interest.objects.standing().filter(panel__in=panels, user__in=users):
        declared[interest.user_id].append(interest)
    return declared


def _is_scoped(declared):
    """Whether anybody's interest is about an intervention, so that questions matter."""
    return any(row.intervention for rows in declared.values() for row in rows)


def _questions(rounds):
    """{round id: questions}: a claim's round asks one; a paper is judged for those whose bodies
    of evidence hold it, or which its own claims are asked."""
    asked = {round.pk: [round.body.outcome.question] for round in rounds if round.body_id}
    papers = {round.paper_id for round in rounds} - {None}
    found = {paper: [] for paper in papers}
    if papers:
        held = BodyPaper.objects.filter(paper__in=papers)
        for row in held.select_related("body__outcome__question"):
            found[row.paper_id].append(row.body.outcome.question)
        own = Round.objects.filter(claim__source__paper__in=papers)
        for row in own.select_related("body__outcome__question", "claim__source"):
            found[row.claim.source.paper_id].append(row.body.outcome.question)
    return asked | {round.pk: found[round.paper_id] for round in rounds if round.paper_id}


def _refusal(user, paper, questions, declared, said):
    return _authorship(user, paper, said) or _interest(user, paper, questions, declared)


def _authorship(user, paper, said):
    if _is_author(user, paper):
        return f"{user.name} is an author of the paper, by ORCID."
    answers = {name: said.get((paper.pk, user.pk, name)) for name in likenesses(user, paper)}
    if True in answers.values():
        return f"{user.name} is an author of the paper."
    return next((_ask(user, name) for name, answer in answers.items() if answer is None), "")


def _interest(user, paper, questions, declared):
    about = [interest for interest in declared if concerns(interest, paper, questions)]
    current = [row for row in about if row.expires_on >= timezone.localdate()]
    if any(interest.consequence in BARRING for interest in current):
        return f"{user.name} has declared an interest that bars from judging this paper."
    if current and any(interest.consequence in BARRING for interest in about):
        return (
            f"An interest of {user.name} that bars from judging this paper ran out: it has to be"
            " renewed, or withdrawn if it is over."
        )
    if current:
        return ""
    if about:
        return f"The interests of {user.name} were declared over a year ago; declare again."
    return f"{user.name} has not declared interests in this panel yet."
