"""How often one place, account or token may ask in a minute."""

import time
from contextlib import suppress
from ipaddress import IPv6Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from reviews.models import Token

MINUTE = 60  # seconds


class Often(BaseThrottle):
    """A token by itself, so that a program which runs wild holds up none beside it; else the
    account; else the address."""

    def allow_request(self, request, view):
        if isinstance(request.auth, Token):
            self._wait = too_many("account", request.auth.pk)
        elif request.user and request.user.is_authenticated:
            self._wait = too_many("account", request.user.pk)
        else:
            self._wait = too_many("address", place_of(request))
        return not self._wait

    def wait(self):
        return self._wait


def refuse_guessing(request):
    """Count a token that opens nothing; raises Throttled where too many of them come from one
    place."""
    if wait := too_many("failure", place_of(request)):
        raise Throttled(wait)


def too_many(kind, who):
    """Count one request of settings.API_RATES; the seconds to wait if this minute has had too
    many, else 0."""
    now = time.time()
    key = f"{kind}:{who}:{now // MINUTE:.0f}"
    counts = caches["throttles"]
    counts.add(key, 0, 2 * MINUTE)
    count = 0
    with suppress(ValueError):  # it was pushed out since: then few can have come
        count = counts.incr(key)
    return MINUTE - now % MINUTE if count > settings.API_RATES[kind] else 0


def place_of(request):
    """The address a request came from; of IPv6 the network, in which one place has them all."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, IPv6Address):
        return ip_network((address, 64), strict=False)
    return address
