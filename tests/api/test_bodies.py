"""Bodies that are not what their header says, at doors of the API and on pages."""

import pytest

from reviews.middleware import OTHER_CHARSET
from tests import build
from tests.api.test_verbs import as_user, refusal

pytestmark = pytest.mark.django_db
PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\x\r\n--x--'
PAGES = ["/check/", "/check/references/", "/desk/profile/", "/accounts/login/"]


@pytest.fixture
def client_and_doors():
    """Of a chair whose forms are checked, as in a browser: to look for a token is to read."""
    source = build.source()
    client = as_user(build.chair(source.paper.panel))
    client.handler.enforce_csrf_checks = True
    client.raise_request_exception = False
    return client, [f"/api/v1/sources/{source.pk}/claims/", "/api/v1/none/"]


@pytest.mark.parametrize("charset", ["idna", "hex", "unicode_escape", "undefined", "none-such", ""])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json"])
def test_what_is_no_encoding_of_text_is_refused_and_fails_nowhere(client_and_doors, charset, kind):
    client, doors = client_and_doors
    sent = {"content_type": f"{kind}; charset={charset}"}
    for address in PAGES:
        answer = client.generic("POST", address, PART, **sent)
        assert (answer.status_code, OTHER_CHARSET in answer.text) == (415, True)
        assert "Content-Security-Policy" in answer
    for address in doors:
        assert refusal(client.generic("POST", address, PART, **sent)) == (415, OTHER_CHARSET)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_text_is_read_in_the_encodings_that_are_sent(client_and_doors, charset):
    client, [door, _] = client_and_doors
    part = "text=Treatment+A+may+work."
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", "/check/", part, content_type=kind).status_code == 200
    client.handler.enforce_csrf_checks = False
    kind = f"application/json; charset={charset}"
    assert refusal(client.generic("POST", door, "{}", content_type=kind))[0] == 400


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=x", "a/b", ";"]
)
def test_what_is_no_json_is_refused(client_and_doors, kind):
    client, [door, _] = client_and_doors
    client.handler.enforce_csrf_checks = False
    assert refusal(client.generic("POST", door, PART, content_type=kind))[0] in (400, 415)
