"""The client keeps to its list, its limits and its manners."""

import gzip
import socket
import threading
from dataclasses import replace
from ipaddress import ip_address

import pytest

from reviews.exceptions import Unknown, Unreachable
from reviews.lookups.addresses import is_public, look_up_name
from reviews.lookups.client import CROSSREF, PUBMED, Client, Service

NAME = "crossref.example"
SEVENTY_MB = gzip.compress(bytes(70 * 2**20))


def is_loopback(address):
    return address.is_loopback


def to(*addresses):
    """A resolver for which every name has these addresses."""
    return lambda host, port, seconds: [ip_address(address) for address in addresses]


@pytest.fixture
def crossref(service):
    """The played service under a name of its own."""
    return Service("Crossref", f"http://{NAME}:{service.port}", pause=0)


@pytest.fixture
def client(crossref):
    origins = frozenset({crossref.origin})
    return Client(origins, resolve=to("127.0.0.1"), admits=is_loopback, seconds=5)


def refusal(client, service):
    with pytest.raises(Unreachable) as refused:
        client.get(service, "works/x")
    return str(refused.value)


def test_the_body_comes_back_and_the_service_hears_who_asks(service, crossref, client):
    service.answer = (200, {}, b"body")
    asking = replace(client, agent="evidence (mailto:panel@example.org)")
    assert asking.get(crossref, "works/10.5555%2Fx", mailto="panel@example.org") == b"body"
    ((path, headers),) = service.asked
    assert path == "/works/10.5555%2Fx?mailto=panel%40example.org"
    assert headers["User-Agent"] == "evidence (mailto:panel@example.org)"
    assert headers["Host"] == f"{NAME}:{service.port}"
    assert "Cookie" not in headers


def test_by_itself_it_asks_crossref_and_pubmed_alone_over_tls():
    assert Client().origins == {"https://api.crossref.org", "https://eutils.ncbi.nlm.nih.gov"}
    assert (Client().resolve, Client().admits) == (look_up_name, is_public)


@pytest.mark.parametrize(
    "base",
    [
        "http://api.crossref.org",
        "https://api.crossref.org:8443",
        "https://api.crossref.org.example",
        "https://user@api.crossref.org",
        "ftp://api.crossref.org",
        "https://127.0.0.1",
    ],
)
def test_what_is_not_on_the_list_is_not_asked(base):
    def resolve(*args):
        raise AssertionError("It was asked.")

    said = refusal(Client(resolve=resolve), Service("Crossref", base, pause=0))
    assert "it leads to a place that may not be asked" in said


@pytest.mark.parametrize("status", [400, 404, 410])
def test_what_the_service_does_not_have_is_unknown(service, crossref, client, status):
    service.answer = (status, {}, b"Resource not found.")
    with pytest.raises(Unknown):
        client.get(crossref, "works/x")


@pytest.mark.parametrize("status", [204, 304, 401, 403, 500, 502])
def test_other_answers_are_told_by_number(service, crossref, client, status):
    service.answer = (status, {}, b"")
    assert refusal(client, crossref) == (
        f"Crossref could not be reached from this server: it answered with HTTP {status}."
    )


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_to_wait_is_left_alone(service, crossref, client, status):
    service.answer = (status, {"Retry-After": "60"}, b"")
    assert f"it asks to wait (HTTP {status}), so try again later" in refusal(client, crossref)
    service.answer = (200, {}, b"body")
    assert "it asked to wait, so try again later" in refusal(client, crossref)
    assert len(service.asked) == 1


def test_a_wait_that_is_no_number_is_short(service, crossref, client):
    service.answer = (429, {"Retry-After": "Mon, 01 Jan 2035 00:00:00 GMT"}, b"")
    refusal(client, crossref)
    assert "it asked to wait" in refusal(client, crossref)


def test_requests_keep_their_distance(service, crossref, client):
    service.answer = (200, {}, b"body")
    slow = replace(crossref, pause=60)
    assert client.get(slow, "works/x") == b"body"
    assert "it asked to wait" in refusal(client, slow)


def test_redirects_on_the_list_are_followed(service, crossref, client):
    answers = iter([(301, {"Location": "/works/y"}, b""), (200, {}, b"body")])
    service.answer = answers_in_turn(service, answers)
    assert client.get(crossref, "works/x") == b"body"
    assert [path for path, _ in service.asked] == ["/works/x", "/works/y"]


def answers_in_turn(service, answers):
    def answer(out):
        status, headers, body = next(answers)
        lines = [f"HTTP/1.1 {status} Some reason", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        out.write("\r\n".join([*lines, "", ""]).encode() + body)

    return answer


@pytest.mark.parametrize(
    "place",
    [
        "https://elsewhere.example/works/x",
        "http://127.0.0.1:{port}/works/x",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "//elsewhere.example/",
        "file:///etc/passwd",
        f"http://user@{NAME}:{{port}}/",
        f"https://{NAME}:{{port}}/",
        "http://[broken",
    ],
)
def test_redirects_off_the_list_are_not(service, crossref, client, place):
    service.answer = (302, {"Location": place.format(port=service.port)}, b"")
    assert "Crossref could not be reached from this server" in refusal(client, crossref)
    assert len(service.asked) == 1


def test_redirects_without_end_end(service, crossref, client):
    service.answer = (302, {"Location": "/works/x"}, b"")
    assert "it sends from one address to the next" in refusal(client, crossref)
    assert len(service.asked) == 4


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3", "172.16.0.1", "192.168.1.1", "127.0.0.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
        "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:8.8.8.8", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
def test_public_addresses_are_admitted(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"]])
def test_a_name_that_leads_inside_is_refused_unasked(service, crossref, client, addresses):
    cautious = replace(client, resolve=to(*addresses), admits=is_public)
    assert "it leads to a place that may not be asked" in refusal(cautious, crossref)
    assert service.asked == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(service, crossref, client):
    """A name that leads elsewhere the second time gains nothing: it is resolved once."""
    places = iter([[ip_address("127.0.0.1")], [ip_address("10.0.0.1")]])
    service.answer = (200, {}, b"body")
    rebinding = replace(client, resolve=lambda *args: next(places))
    assert rebinding.get(crossref, "works/x") == b"body"


def test_the_next_address_is_tried_when_one_does_not_answer(service, crossref, client):
    service.answer = (200, {}, b"body")
    both = replace(client, resolve=to("::1", "127.0.0.1"))
    assert both.get(crossref, "works/x") == b"body"


def test_tls_goes_by_the_name_and_not_by_the_address():
    """Heard from the first message of the handshake, which names the host in the clear."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        heard = []

        def listen():
            connection, _ = listening.accept()
            heard.append(connection.recv(2000))
            connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        service = Service("Crossref", f"https://{NAME}:{listening.getsockname()[1]}", pause=0)
        origins = frozenset({service.origin})
        client = Client(origins, resolve=to("127.0.0.1"), admits=is_loopback, seconds=5)
        assert "there is no sound connection to it" in refusal(client, service)
        thread.join()
    assert NAME.encode() in heard[0]


def test_a_name_that_nobody_knows_is_told(crossref, client):
    def resolve(host, port, seconds):
        raise socket.gaierror(-2, "Name or service not known")

    said = refusal(replace(client, resolve=resolve), crossref)
    assert "there is no sound connection to it" in said


def test_a_closed_door_is_told(crossref, client):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = replace(crossref, base=f"http://{NAME}:{unused.getsockname()[1]}")
        asking = replace(client, origins=frozenset({closed.origin}))
        assert "there is no sound connection to it" in refusal(asking, closed)


@pytest.mark.parametrize(
    "begun", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbo"]
)
def test_a_service_that_dawdles_is_given_up(service, crossref, client, begun):
    """Before its head, within it, and within its body."""

    def dawdle(out):
        out.write(begun)
        out.flush()
        service.is_over.wait()

    service.answer = dawdle
    assert "it did not answer within 0.05 s" in refusal(replace(client, seconds=0.05), crossref)


def test_a_trickle_is_given_up_although_every_byte_comes_in_time(service, crossref, client):
    def trickle(out):
        out.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not service.is_over.wait(0.005):
            out.write(b"x")

    service.answer = trickle
    assert "it did not answer within 0.1 s" in refusal(replace(client, seconds=0.1), crossref)


def test_a_resolver_that_dawdles_is_given_up(crossref, client, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: over.wait(5) and [])
    said = refusal(replace(client, resolve=look_up_name, seconds=0.05), crossref)
    over.set()
    assert "it did not answer within 0.05 s" in said


def test_the_system_is_asked_for_addresses():
    assert ip_address("127.0.0.1") in look_up_name("localhost", 80, 5)


def test_what_is_too_large_is_cut_off(service, crossref, client):
    service.answer = (200, {}, bytes(2**20))
    small = replace(client, largest=2**20)
    assert small.get(crossref, "works/x") == bytes(2**20)
    service.answer = (200, {}, bytes(2**20 + 1))
    assert "its answer is larger than 1 MB" in refusal(small, crossref)


def test_what_swells_is_cut_off_while_it_swells(service, crossref, client):
    service.answer = (200, {"Content-Encoding": "gzip"}, SEVENTY_MB)
    assert "its answer is larger than 5 MB" in refusal(client, crossref)


def test_compressed_answers_are_read(service, crossref, client):
    service.answer = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"body"))
    assert client.get(crossref, "works/x") == b"body"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("br", b"body"),
        ("gzip", b"body"),
        ("gzip", gzip.compress(b"body", mtime=0)[:-4]),
        ("gzip, gzip", b""),
    ],
)
def test_other_codings_and_broken_ones_are_refused(service, crossref, client, coding, body):
    service.answer = (200, {"Content-Encoding": coding}, body)
    assert "there is no sound connection to it" in refusal(client, crossref)


@pytest.mark.parametrize(
    "answer", [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbo"]
)
def test_what_is_no_http_or_cut_short_is_told(service, crossref, client, answer):
    service.answer = lambda out: out.write(answer)
    assert "there is no sound connection to it" in refusal(client, crossref)


def test_one_request_at_a_time(service, crossref, client):
    """While one is asked, another waits for its turn, and no longer than its own limit."""
    has_come = threading.Event()

    def dawdle(out):
        has_come.set()
        service.is_over.wait()

    service.answer = dawdle
    first = threading.Thread(target=refusal, args=[replace(client, seconds=0.3), crossref])
    first.start()
    has_come.wait()
    assert "it did not answer within 0.05 s" in refusal(replace(client, seconds=0.05), crossref)
    first.join()
    assert len(service.asked) == 1


def test_the_pace_is_what_the_services_ask_for():
    """Crossref's public pool: five a second; E-utilities without a key: three."""
    assert CROSSREF.pause >= 1 / 5
    assert PUBMED.pause >= 1 / 3
