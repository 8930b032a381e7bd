"""All settings. Those that an operator may set come from the environment; docs/reference/settings.md lists them."""

import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from wellbought.web.config.languages import INTERFACE_LANGUAGES

env = environ.Env()

#: Where the database, uploads and the secret key live.
HOME = Path(env.str("WELLBOUGHT_HOME", default=str(Path.home() / ".local" / "share" / "wellbought")))
#: Whether anyone may enter as one of the example people.
DEMO = env.bool("WELLBOUGHT_DEMO", default=False)
#: Whether the site is reached over HTTPS alone.
HTTPS = env.bool("WELLBOUGHT_HTTPS", default=False)

#: Shows the cause of an error on the page. For developers; never where others can reach it.
DEBUG = env.bool("WELLBOUGHT_DEBUG", default=False)
#: The names under which people reach the site, parted by commas.
ALLOWED_HOSTS = env.list("WELLBOUGHT_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
#: Origins from which forms are accepted behind a proxy, such as https://buying.example.gov, parted by commas.
CSRF_TRUSTED_ORIGINS = env.list("WELLBOUGHT_TRUSTED_ORIGINS", default=[])


def _secret_key() -> str:
    """The key from the environment, or one that is made once and kept beside the database."""
    #: Signs sessions and the answers of checks. Made once and kept in the home folder if left out.
    given: str = env.str("WELLBOUGHT_SECRET_KEY", default="")
    if given:
        return given
    path = HOME / "secret-key"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "wellbought.web.ui",
    "wellbought.web.accounts",
    "wellbought.web.guidance",
    "wellbought.web.interview",
    "wellbought.web.checks",
    "wellbought.web.purchases",
    "wellbought.web.claims",
    "wellbought.web.learning",
    "wellbought.web.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wellbought.web.accounts.middleware.permissions",
]

ROOT_URLCONF = "wellbought.web.config.urls"
WSGI_APPLICATION = "wellbought.web.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "wellbought.web.ui.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "wellbought.web.accounts.context.member",
                "wellbought.web.config.context.around",
            ],
        },
    },
]
FORM_RENDERER = "wellbought.web.ui.forms.Renderer"

#: The database, as postgres://user:password@host/name; a file in the home folder if left out.
_DATABASE = env.db_url("WELLBOUGHT_DATABASE_URL", default=f"sqlite:///{HOME / 'wellbought.sqlite3'}")
if _DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    # Writers wait for one another instead of failing, and readers never wait.
    _DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    _DATABASE["CONN_MAX_AGE"] = 60
DATABASES = {"default": _DATABASE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "wellbought.web.accounts.views.form_expired"

# The language stands in the URL path.
LANGUAGE_CODE = "en"
LANGUAGES = [(code, _(name)) for code, name in INTERFACE_LANGUAGES]
LOCALE_PATHS = [Path(__file__).parents[2] / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["wellbought.web.ui.formats"]
USE_TZ = True
#: The time zone in which moments are shown, such as Europe/Madrid.
TIME_ZONE = env.str("WELLBOUGHT_TIME_ZONE", default="UTC")

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
#: Serves styles and scripts under plain names, without gathering them first. For tests.
PLAIN_STATIC = env.bool("WELLBOUGHT_PLAIN_STATIC", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or PLAIN_STATIC
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Larger than the longest answer, so that one that is too long meets a form error and is not lost.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
