"""Every setting, from environment variables; docs/operations.md lists them.

What nobody sets is safe for production: debugging, plain HTTP and the built-in secret key have
to be asked for with EVIDENCE_DEBUG=1, as `make run` does.
"""

from pathlib import Path

from csp.constants import NONE, SELF

from evidence import databases
from evidence.environment import flag, number, text, words
from reviews.vocabulary import Certainty, FlagState, ReportLanguage, Word, choices


def _database():
    """DATABASE_URL, else PGDATABASE and libpq's other variables, else one SQLite file."""
    if url := text("DATABASE_URL"):
        return databases.at("DATABASE_URL", url)
    if name := text("PGDATABASE"):
        return databases.postgresql(NAME=name, PASSWORD=text("PGPASSWORD"))
    return databases.sqlite(VAR / "evidence.sqlite3")


BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(text("EVIDENCE_VAR", str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

DEBUG = flag("EVIDENCE_DEBUG")
SECRET_KEY = text("EVIDENCE_SECRET_KEY", "insecure-for-development-only" if DEBUG else "")
ALLOWED_HOSTS = words("EVIDENCE_ALLOWED_HOSTS")
TRUSTED_PROXIES = number("EVIDENCE_TRUSTED_PROXIES", 0)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "django_tasks",
    "django_tasks_db",
    "reviews",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    *([] if DEBUG else ["whitenoise.middleware.WhiteNoiseMiddleware"]),
    "reviews.middleware.known_charset",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "reviews.middleware.no_store",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reviews.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "reviews.middleware.RefusalMiddleware",
]
FORCE_SCRIPT_NAME = ""  # addresses are kept: no request may say what they begin with
ROOT_URLCONF = "evidence.urls"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": _database()}
if url := text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = databases.at("DATABASE_REPLICA_URL", url)
    DATABASE_ROUTERS = ["reviews.databases.Router"]

# Long work waits in the same database for `manage.py work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The site speaks English whatever a browser prefers; reports can be asked for in the others.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [(word.tag.lower(), word.label) for word in ReportLanguage]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Sign-in. Accounts are made by administrators, or by whoever holds an invitation to a panel:
# evidence/urls.py mounts no page to sign up.
AUTH_USER_MODEL = "reviews.User"
ACCOUNT_ADAPTER = "evidence.accounts.Accounts"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_PASSWORDS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator"},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{_PASSWORDS}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "evidence: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if DEBUG else "https"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"invitation": "20/m/ip", "check": "30/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES

# A chair assigns everyone in every round of a page at once: one field for each pair.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# What browsers are told. Nothing inline and nothing from elsewhere, admin included.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz(/desk)?$"]
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Where mails say that we are.
SITE_URL = text("EVIDENCE_SITE_URL") or (
    f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if ALLOWED_HOSTS else "http://127.0.0.1:8000"
)

# Mail goes to the console until a host is named.
EMAIL_HOST = text("EVIDENCE_EMAIL_HOST")
EMAIL_PORT = number("EVIDENCE_EMAIL_PORT", 587)
EMAIL_HOST_USER = text("EVIDENCE_EMAIL_USER")
EMAIL_HOST_PASSWORD = text("EVIDENCE_EMAIL_PASSWORD")
EMAIL_USE_TLS = bool(EMAIL_HOST_USER)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("EVIDENCE_EMAIL_FROM", "evidence@localhost")
CONTACT_EMAIL = text("EVIDENCE_CONTACT_EMAIL")  # where readers report errors
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"

# Look-ups of single papers. Answers have a cache of their own, and so has the count of requests to
# the API, so that they do not push out what limits attempts to sign in.
OFFLINE = flag("EVIDENCE_OFFLINE")
CROSSREF_URL = text("EVIDENCE_CROSSREF_URL", "https://api.crossref.org")
EUTILS_URL = text("EVIDENCE_EUTILS_URL", "https://eutils.ncbi.nlm.nih.gov/entrez/eutils")
_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _MEMORY},
    "lookups": {"BACKEND": _MEMORY, "LOCATION": "lookups", "OPTIONS": {"MAX_ENTRIES": 100}},
    "pages": {"BACKEND": _MEMORY, "LOCATION": "pages", "OPTIONS": {"MAX_ENTRIES": 100}},
    "throttles": {"BACKEND": _MEMORY, "LOCATION": "throttles", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# Requests to the API in a minute: of one address without a sign-in, of one account or token, and
# with tokens that open nothing, of one address.
API_RATES = {"address": 300, "account": 600, "failure": 60}

REST_FRAMEWORK = {
    # Not DRF's own pair: HTTP Basic would escape the rate limits of the sign-in page.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "reviews.api.tokens.Bearer",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "reviews.api.tokens.WithinScopes",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["reviews.api.throttles.Often"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "reviews.api.openapi.Door",
    "EXCEPTION_HANDLER": "reviews.api.errors.problem",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "evidence",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "reviews.api.openapi.sparse",
    ],
    # One word names members of several kinds, and several words those of one.
    "ENUM_NAME_OVERRIDES": {
        **{f"{words.__name__}Enum": choices(words) for words in Word.__subclasses__()},
        "CertaintyEnum": [certainty.word for certainty in Certainty],
        "DecisionEnum": choices([FlagState.CONFIRMED, FlagState.DISMISSED]),
    },
}
