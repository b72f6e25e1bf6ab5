"""The only writer of events and of the chains they stand in."""

from django.db.models import F
from django.utils import timezone

from reviews.models import Chain, Event
from reviews.models.digests import canonical, digest, sha256
from reviews.models.events import ARCHIVES, INSTALLATION


def record(verb, subject, *, by, panel=None, round=None, made=(), **detail):
    """Append one event; call it inside the action's transaction, after the change.

    It goes to the chain of the open `round`, else of the `panel`, else of the installation.
    `made` are the guarded rows that the act made: the event carries their digests.
    """
    return _append(_chain(panel, round), verb, subject, by=by, made=made, detail=detail)


def record_archive(verb, *, by, **detail):
    """The same for what was done with an archive, in the chain that no archive holds."""
    subject = Chain(pk=INSTALLATION)
    return _append(_held(ARCHIVES), verb, subject, by=by, made=(), detail=detail)


def _append(chain, verb, subject, *, by, made, detail):
    at = timezone.now()
    body = canonical(
        {
            "actor": by.pk if by else None,
            "at": at,
            "chain": chain.pk,
            "detail": detail,
            "made": sorted([row._meta.model_name, str(row.pk), digest(row)] for row in made),
            "previous": chain.head,
            "sequence": chain.length,
            "subject": [subject._meta.model_name, subject.pk],
            "verb": verb,
        }
    )
    event = Event.objects.create(
        chain=chain,
        sequence=chain.length,
        verb=verb,
        subject_type=subject._meta.model_name,
        subject_id=subject.pk,
        actor_id=by.pk if by else None,
        happened_at=at,
        body=body,
        previous=chain.head,
        hash=sha256(body),
    )
    Chain.objects.filter(pk=chain.pk).update(head=event.hash)
    return event


def hold_installation():
    """Take the installation's chain for this transaction, so that editions, notices and the
    identifiers they are matched by come one after another.

    Take it before any other row, because all who take it wait here and never in a ring.
    """
    held = Chain.objects.filter(pk=INSTALLATION)
    if not held.update(head=F("head")):
        Chain.objects.get_or_create(pk=INSTALLATION)
        held.update(head=F("head"))


def head(panel):
    """The hash of the panel's newest event: what a release prints and others may keep."""
    return Chain.objects.filter(pk=panel.pk).values_list("head", flat=True).first() or ""


def round_head(round):
    """Head and length of a round's own chain, which the panel's chain takes in at its end."""
    chain = Chain.objects.get(pk=round.pk)
    return {"head": chain.head, "length": chain.length}


def _chain(panel, round):
    pk = round.pk if round else panel.pk if panel else INSTALLATION
    return _held(pk, **{"round": round} if round else {"panel": panel})


def _held(pk, **owner):
    """The chain, held by its own guarded update, so that writers queue and none forks it."""
    held = Chain.objects.filter(pk=pk)
    if not held.update(length=F("length") + 1):
        Chain.objects.get_or_create(pk=pk, defaults=owner)
        held.update(length=F("length") + 1)
    return held.get()
