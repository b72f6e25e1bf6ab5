"""Connections to addresses that were checked, under one time limit for everything."""

import time
from dataclasses import dataclass

import httpcore
import httpx

CONNECT = 3.0  # seconds for one address


class Forbidden(Exception):
    """A place that may not be asked."""


@dataclass(frozen=True)
class Deadline:
    """`at` is a reading of the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds):
        return cls(time.monotonic() + seconds)

    def left(self):
        """Seconds, more than none. Raises TimeoutError when it has passed."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("The time is over.")
        return left


class Connections(httpcore.NetworkBackend):
    """Connects to a host at the addresses that were resolved and admitted, and at no others.

    The name is resolved here and once, so that what was checked is what is connected to,
    whatever the name resolves to afterwards. TLS and Host still go by the name.
    """

    def __init__(self, resolve, admits, deadline):
        self._resolve, self._admits, self._deadline = resolve, admits, deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        refusal = None
        for address in self._addresses(host, port):
            try:
                stream = self._plain.connect_tcp(
                    str(address), port, timeout=min(CONNECT, self._deadline.left())
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                refusal = error
            else:
                return _Stream(stream, self._deadline)
        raise refusal or OSError(f"{host} has no address.")

    def _addresses(self, host, port):
        """Raises Forbidden if a single one is not admitted: then the name is not to be trusted."""
        addresses = self._resolve(host, port, self._deadline.left())
        if not all(map(self._admits, addresses)):
            raise Forbidden(f"{host} leads to an address that is not public.")
        return addresses


class _Stream(httpcore.NetworkStream):
    """Every read and write has what is left of the time, so that a trickle ends as well."""

    def __init__(self, stream, deadline):
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer, timeout=None):
        self._stream.write(buffer, self._deadline.left())

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _Stream(stream, self._deadline)

    def close(self):
        self._stream.close()

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """httpx over such connections. Proxies of the environment are not used: they would resolve
    names themselves."""

    def __init__(self, connections):
        self._pool = httpcore.ConnectionPool(network_backend=connections)

    def handle_request(self, request):
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer.stream))

    def close(self):
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream):
        self._stream = stream

    def __iter__(self):
        yield from self._stream

    def close(self):
        self._stream.close()
