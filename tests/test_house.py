"""What every page, every run and every installation have in common."""

import re
import runpy
import socket
import threading
import tomllib
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path

from reviews.exceptions import Conflict
from reviews.models import User

ROOT = Path(__file__).resolve().parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PASSWORD = "correct-horse-battery"


@login_not_required
def too_late(request):
    raise Conflict("It is too late to <publish> this claim.")


@login_not_required
def not_yours(request):
    raise PermissionDenied("You appraised this claim, so someone else must settle it.")


@login_not_required
def public(request):
    return HttpResponse("for everybody")


urlpatterns = [
    path("too-late/", too_late),
    path("not-yours/", not_yours),
    path("public/", public),
    path("private/", lambda request: HttpResponse(f"for {request.user}")),
    path("", include("evidence.urls")),
]


@pytest.fixture
def account():
    return User.objects.create_user("ann@example.org", PASSWORD, name="Ann")


# Settings.


@pytest.fixture
def configure(monkeypatch, tmp_path):
    """The settings that an environment of these variables alone gives."""

    def run(**environment):
        for name in (*settings_variables(), *(f"{name}_FILE" for name in settings_variables())):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("EVIDENCE_VAR", str(tmp_path))
        for name, value in environment.items():
            monkeypatch.setenv(name, str(value))
        return runpy.run_path(str(ROOT / "evidence/settings.py"))

    return run


def settings_variables():
    source = "".join(path.read_text() for path in (ROOT / "evidence").glob("*.py"))
    return set(re.findall(r'\b(?:text|flag|number|words)\("([A-Z_]+)"', source))


def test_what_nobody_sets_is_safe(configure):
    settings = configure()
    assert settings["DEBUG"] is False
    assert settings["SECRET_KEY"] == ""
    assert settings["ALLOWED_HOSTS"] == []
    assert settings["SESSION_COOKIE_SECURE"] is True
    assert settings["SECURE_SSL_REDIRECT"] is True


def test_sqlite_is_durable_and_takes_turns(configure, tmp_path):
    database = configure()["DATABASES"]["default"]
    assert database["NAME"] == tmp_path / "evidence.sqlite3"
    assert database["CONN_MAX_AGE"] == 600
    assert configure(EVIDENCE_DEBUG=1)["DATABASES"]["default"]["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA recursive_triggers=ON;"
        ),
    }


def test_postgresql_is_chosen_by_url(configure):
    url = "postgresql://panel:p%40ss%2Fword@db.example:5433/evi%20dence"
    database = configure(DATABASE_URL=url)["DATABASES"]["default"]
    place = [database[part] for part in ("NAME", "USER", "PASSWORD", "HOST", "PORT")]
    assert place == ["evi dence", "panel", "p@ss/word", "db.example", "5433"]


def test_postgresql_is_chosen_by_the_variables_of_libpq(configure, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("from a file\n")
    database = configure(PGDATABASE="evidence", PGPASSWORD_FILE=secret)["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["NAME"], database["PASSWORD"]) == ("evidence", "from a file")
    assert database["CONN_HEALTH_CHECKS"] is True


def test_another_kind_of_database_is_refused(configure):
    with pytest.raises(ValueError, match="postgresql://"):
        configure(DATABASE_URL="mysql://db.example/evidence")


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_REPLICA_URL"])
def test_what_an_address_says_of_tls_is_passed_on(configure, name):
    query = "sslmode=verify-full&sslrootcert=%2Fetc%2Fca+1.pem&connect_timeout=9"
    made = configure(**{name: f"postgresql://panel@db.example/evidence?{query}"})["DATABASES"]
    options = made["replica" if "REPLICA" in name else "default"]["OPTIONS"]
    del options["pool"]
    assert options == {
        "sslmode": "verify-full", "sslrootcert": "/etc/ca+1.pem", "connect_timeout": "9",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ending", "said"),
    [
        ("?ssl=true", "'ssl' after"),
        ("?sslmode=require&password=secret", "'password' after"),
        ("?sslmode=", "'sslmode' after"),
        ("?sslmode", "'sslmode' after"),
        ("?sslmode=disable&sslmode=require", "'sslmode' after"),
        ("?=require", "'' after"),
        ("#?sslmode=require", "%23 in place of"),
    ],
)
@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_REPLICA_URL"])
def test_what_an_address_says_in_vain_is_refused(configure, name, ending, said):
    with pytest.raises(ValueError, match=f"^{name} .*{said}") as refusal:
        configure(**{name: f"postgresql://panel:word@db.example/evidence{ending}"})
    assert not {"word", "secret"} & set(str(refusal.value).split())


def test_the_manual_lists_every_variable():
    manual = (ROOT / "docs/operations.md").read_text()
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", manual, re.M)) == settings_variables()


# What is shipped.


def test_locked_requirements_have_hashes_and_no_addresses():
    for name in ("run", "test"):
        lock = (ROOT / f"requirements/{name}.txt").read_text()
        pins = re.split(r"^(?=[a-z])", lock, flags=re.M)[1:]
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
        assert re.findall(r"https?://|file:|--(?:extra-)?index-url|--find-links", lock) == []


def test_every_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lock = (ROOT / "requirements/test.txt").read_text()
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["test"]
    names = {re.match(r"[\w-]+", line)[0] for line in wanted}
    assert names - set(re.findall(r"^([\w-]+)==", lock, re.M)) == set()


def test_compose_sets_only_variables_that_exist_and_reads_secrets_from_files():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    libpq = {"PGHOST", "PGUSER"}
    for name in ("migrate", "web"):
        known = settings_variables() | {f"{name}_FILE" for name in settings_variables()} | libpq
        assert set(services[name]["environment"]) - known == set()
        assert services[name]["secrets"] == ["database_password", "secret_key"]
    assert [secret for secret in compose["secrets"].values() if set(secret) != {"file"}] == []
    assert services["web"]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }


# Every answer.


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/healthz/desk"])
def test_health_is_one_query_and_no_session(client, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert {"Vary", "Set-Cookie"} & set(answer.headers) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/accounts/login/", "/admin/", "/nowhere/"])
def test_the_policy_stands_on_every_answer(client, address):
    policy = client.get(address).headers["Content-Security-Policy"]
    assert set(policy.split("; ")) == set(POLICY.split("; "))


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_what_is_made_for_one_person_stays_out_of_caches(client, account):
    assert "Cache-Control" not in client.get("/public/").headers
    assert client.get("/private/").headers["Cache-Control"] == "no-store"
    client.force_login(account)
    assert client.get("/private/").headers["Cache-Control"] == "no-store"
    assert "Vary" not in client.get("/public/").headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/about/method/", "/nowhere/"])
def test_the_site_is_english_whatever_a_browser_prefers(client, address):
    """Sending a form in vain has Django say something, too."""

    def told(**headers):
        answers = [client.get(address, headers=headers), client.post(
            "/accounts/login/", {"login": "nobody"}, headers=headers)]  # fmt: skip
        assert "Content-Language" not in answers[0].headers
        assert "Accept-Language" not in answers[0].headers.get("Vary", "")
        pages = "".join(answer.text for answer in answers)
        return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", pages)

    english = told()
    assert '<html lang="en-GB">' in english
    assert "This field is required." in english
    client.cookies["django_language"] = "de"
    assert told(accept_language="de,en;q=0.1") == english


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_conflict_is_a_page_with_its_sentence(client):
    answer = client.get("/too-late/")
    assert answer.status_code == 409
    assert "It is too late to &lt;publish&gt; this claim." in answer.text


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_refusal_is_a_page_with_its_sentence(client):
    answer = client.get("/not-yours/")
    assert answer.status_code == 403
    assert "You appraised this claim, so someone else must settle it." in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/", "/desk/nowhere/", "/desk/a/b/c", "/desk/claims/1/"])
def test_the_desk_sends_strangers_to_sign_in_whatever_they_ask_for(client, address):
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


@pytest.mark.django_db
def test_what_the_desk_does_not_have_is_missing_to_those_signed_in(client, account):
    client.force_login(account)
    assert client.get("/desk/nowhere/").status_code == 404


# The tests themselves.


def test_the_network_is_out_of_reach():
    with pytest.raises(ConnectionRefusedError, match=r"192\.0\.2\.1"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.parametrize("run", ["first", "second"])
def test_threads_commit_to_a_copy_that_the_next_test_does_not_see(committed_db, run):
    def create(number):
        User.objects.create_user(f"person{number}@example.org", name="Person")
        connection.close()

    threads = [threading.Thread(target=create, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.count() == 8
