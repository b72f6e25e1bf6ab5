"""The one client for look-ups: it asks known services, over TLS, within limits.

A service is asked once at a time and at its own pace, by each worker process.
"""

import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from reviews.exceptions import Unknown, Unreachable
from reviews.lookups.addresses import is_public, look_up_name
from reviews.lookups.connections import Connections, Deadline, Forbidden, Transport

MOST_REDIRECTS = 3
LONGEST_WAIT = 300  # seconds that a service may ask to be left alone
_FAILURES = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    OSError,
    ValueError,
    zlib.error,
)
_turns = defaultdict(threading.Lock)
_next_turn = defaultdict(float)  # by origin, on the monotonic clock


@dataclass(frozen=True)
class Service:
    """Who is asked. `pause` is in seconds, between two requests; `name` is for sentences."""

    name: str
    base: str
    pause: float

    @property
    def origin(self):
        return origin_of(httpx.URL(self.base))


CROSSREF = Service("Crossref", "https://api.crossref.org", pause=0.2)
PUBMED = Service("PubMed", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils", pause=0.34)


def origin_of(url):
    """Scheme, host and port if it is not the scheme's own, as in "https://api.crossref.org"."""
    host = f"[{url.host}]" if ":" in url.host else url.host
    port = "" if url.port is None else f":{url.port}"
    return f"{url.scheme}://{host}{port}"


@dataclass(frozen=True)
class Client:
    """`origins` is the closed list of places to ask, redirects included; `resolve` finds the
    addresses of a host and `admits` says which of them may be connected to. Limits: `seconds`
    for a whole request with its redirects, `largest` in bytes of an answer, decompressed.
    """

    origins: frozenset[str] = frozenset({CROSSREF.origin, PUBMED.origin})
    resolve: Callable = look_up_name
    admits: Callable = is_public
    seconds: float = 8.0
    largest: int = 5 * 2**20
    agent: str = "evidence"

    def get(self, service, path, **query):
        """The body of the answer, as bytes.

        Raises Unknown if the service has nothing there, and Unreachable with a sentence if it
        cannot be asked, breaks a limit, or leads elsewhere.
        """
        url = httpx.URL(f"{service.base}/{path}", params=query)
        deadline = Deadline.after(self.seconds)
        try:
            with _turn(service, deadline):
                return self._follow(service, url, deadline)
        except (TimeoutError, httpcore.TimeoutException):
            raise _unreachable(service, f"it did not answer within {self.seconds:g} s") from None
        except Forbidden:
            raise _unreachable(service, "it leads to a place that may not be asked") from None
        except _FAILURES:
            raise _unreachable(service, "there is no sound connection to it") from None

    def _follow(self, service, url, deadline):
        for _ in range(MOST_REDIRECTS + 1):
            if origin_of(url) not in self.origins or url.userinfo:
                raise Forbidden(str(url))
            with self._asked(url, deadline) as answer:
                if not answer.has_redirect_location:
                    return self._body(service, answer)
                url = url.join(answer.headers["location"])
        raise _unreachable(service, "it sends from one address to the next")

    @contextmanager
    def _asked(self, url, deadline):
        transport = Transport(Connections(self.resolve, self.admits, deadline))
        headers = {"User-Agent": self.agent, "Accept-Encoding": "gzip", "Connection": "close"}
        with (
            httpx.Client(transport=transport, headers=headers, trust_env=False) as client,
            client.stream("GET", url, follow_redirects=False) as answer,
        ):
            yield answer

    def _body(self, service, answer):
        status = answer.status_code
        if status in (400, 404, 410):  # E-utilities answer 400 for a number they never gave
            raise Unknown(f"{service.name} has no such record.")
        if status in (429, 503):
            _leave_alone(service, answer.headers.get("retry-after", ""))
            raise _unreachable(service, f"it asks to wait (HTTP {status}), so try again later")
        if status != 200:
            raise _unreachable(service, f"it answered with HTTP {status}")
        body = bytearray()
        for piece in _decompressed(answer, self.largest + 1):
            body += piece
            if len(body) > self.largest:
                limit = f"{self.largest / 2**20:.3g} MB"
                raise _unreachable(service, f"its answer is larger than {limit}")
        return bytes(body)


def _decompressed(answer, most):
    """The body in pieces of at most `most` bytes, whatever a small piece would swell to."""
    coding = answer.headers.get("content-encoding", "identity").strip().lower()
    if coding == "identity":
        yield from answer.iter_raw()
        return
    if coding != "gzip":
        raise ValueError(f"{coding} was not asked for.")
    inflating = zlib.decompressobj(zlib.MAX_WBITS | 16)
    for piece in answer.iter_raw():
        yield inflating.decompress(piece, most)
    if not inflating.eof:
        raise ValueError("The compressed answer is cut short.")


@contextmanager
def _turn(service, deadline):
    """One at a time; raises TimeoutError when the turn does not come within the deadline."""
    turn = _turns[service.origin]
    if not turn.acquire(timeout=deadline.left()):
        raise TimeoutError("Another look-up takes too long.")
    try:
        wait = _next_turn[service.origin] - time.monotonic()
        if wait > deadline.left():
            raise _unreachable(service, "it asked to wait, so try again later")
        time.sleep(max(0.0, wait))
        yield
    finally:
        earliest = time.monotonic() + service.pause
        _next_turn[service.origin] = max(earliest, _next_turn[service.origin])
        turn.release()


def _leave_alone(service, retry_after):
    """What the service asks for in seconds, or else a little; a date is read as a little too."""
    seconds = int(retry_after) if retry_after.isascii() and retry_after.isdigit() else 10
    _next_turn[service.origin] = time.monotonic() + min(seconds, LONGEST_WAIT)


def _unreachable(service, why):
    return Unreachable(f"{service.name} could not be reached from this server: {why}.")
