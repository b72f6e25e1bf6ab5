"""A service of the network, played by a thread on 127.0.0.1."""

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ANSWERS = Path(__file__).resolve().parent / "lookups/answers"


@dataclass
class Played:
    """`answer` is (status, headers, body), or a function that writes to the open connection;
    `asked` holds what came in, as (path with query, headers)."""

    port: int
    answer: object = (404, {}, b"Resource not found.")
    asked: list = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def tells(self, name):
        """Answer with a file of tests/lookups/answers from now on."""
        self.answer = (200, {}, (ANSWERS / name).read_bytes())

    def works(self, **work):
        """Answer with this work from now on."""
        told = {"status": "ok", "message-type": "work", "message": work}
        self.answer = (200, {}, json.dumps(told).encode())


class _Server(ThreadingHTTPServer):
    block_on_close = False  # a connection that dawdles on purpose is left to end by itself

    def handle_error(self, request, client_address):
        """Whoever was asked hangs up in some tests."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        played = self.server.played
        played.asked.append((self.path, dict(self.headers)))
        if callable(played.answer):
            played.answer(self.wfile)
            return
        status, headers, body = played.answer
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Not on the terminal of the tests."""


def play():
    """Yields a Played until the generator is closed."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.played = Played(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.played
    server.played.is_over.set()
    server.shutdown()
    thread.join()
    server.server_close()
