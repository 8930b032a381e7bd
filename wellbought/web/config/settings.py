"""All settings. Those that an operator may set come from the environment; docs/reference/settings.md lists them."""

import importlib.util
import secrets
from pathlib import Path

import environ
from csp.constants import NONCE, SELF
from django.utils.translation import gettext_lazy as _

from wellbought.web.config.evidence import evidence_store
from wellbought.web.config.languages import INTERFACE_LANGUAGES

env = environ.Env()

#: Where the database, uploads and the secret key live.
HOME = Path(env.str("WELLBOUGHT_HOME", default=str(Path.home() / ".local" / "share" / "wellbought")))
#: Whether anyone may enter as one of the example people.
DEMO = env.bool("WELLBOUGHT_DEMO", default=False)
#: Folders of packs of your own, laid over the product's, parted by commas. A broken one is not served.
PACKS = [Path(folder) for folder in env.list("WELLBOUGHT_PACKS", default=[])]
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

#: Whether the packages for SAML are there (the extra "saml").
SAML = importlib.util.find_spec("onelogin") is not None

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    *(["allauth.socialaccount.providers.saml"] if SAML else []),
    "wellbought.web.ui",
    "wellbought.web.background",
    "wellbought.web.audit",
    "wellbought.web.accounts",
    "wellbought.web.guidance",
    "wellbought.web.interview",
    "wellbought.web.checks",
    "wellbought.web.policies",
    "wellbought.web.purchases",
    "wellbought.web.arrivals",
    "wellbought.web.work",
    "wellbought.web.decisions",
    "wellbought.web.meetings",
    "wellbought.web.claims",
    "wellbought.web.governance",
    "wellbought.web.portfolio",
    "wellbought.web.archives",
    "wellbought.web.learning",
    "wellbought.web.readiness",
    "wellbought.web.workshop",
    "wellbought.web.market",
    "wellbought.web.notifications",
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
    "allauth.account.middleware.AccountMiddleware",
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
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "accounts:go-on"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
#: Whether anyone may sign up an organisation of their own. Otherwise "wellbought organisation add" does.
OPEN_SIGN_UP = env.bool("WELLBOUGHT_OPEN_SIGN_UP", default=False)
# The machinery of second factors, passkeys, password reset and directories is django-allauth's.
ACCOUNT_ADAPTER = "wellbought.web.accounts.library.AccountAdapter"
MFA_ADAPTER = "wellbought.web.accounts.library.FactorAdapter"
SOCIALACCOUNT_ADAPTER = "wellbought.web.accounts.library.DirectoryAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_FORMS = {"add_webauthn": "wellbought.web.accounts.factor_forms.AddPasskeyForm"}
MFA_TOTP_ISSUER = "Wellbought"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG or DEMO
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "openid"
SOCIALACCOUNT_LOGIN_ON_GET = False
#: How many proxies stand before this server and add to X-Forwarded-For; limits on sign-in count by what it says.
#: One with HTTPS and none without, if left out.
_PROXIES = env.str("WELLBOUGHT_PROXIES", default="")
# Rooms of workshops that one address opens, and wrong codes that come from one; allauth counts these too.
ACCOUNT_RATE_LIMITS = {"workshop_open": "30/h/ip", "workshop_join": "60/10m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = int(_PROXIES or HTTPS)
# Limits on sign-in are counted in a table, so that all processes count together.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "wellbought_cache"}}
#: How mail is sent, such as smtp+tls://user:password@mail.example.org:587.
#: Kept as files in the home folder if left out.
_MAIL = env.email_url("WELLBOUGHT_MAIL", default=f"filemail:///{HOME / 'mails'}")
EMAIL_BACKEND = _MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _MAIL.get("EMAIL_FILE_PATH")
EMAIL_HOST, EMAIL_PORT = _MAIL.get("EMAIL_HOST") or "localhost", _MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_USER") or "", _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_TLS", False), _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
#: From whom mail comes.
DEFAULT_FROM_EMAIL = env.str("WELLBOUGHT_MAIL_FROM", default="Wellbought <wellbought@localhost>")
#: The address of the site as people type it, for links in mails, such as https://buying.example.org.
SITE_ADDRESS = env.str("WELLBOUGHT_ADDRESS", default="http://localhost:8000")
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "wellbought.web.accounts.views.sign_in.form_expired"

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

#: Where uploads and files made in the background are kept. A folder in the home folder if left out.
MEDIA_ROOT = Path(env.str("WELLBOUGHT_UPLOADS", default=str(HOME / "uploads")))
# Work in the background: the queue is a table of the same database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
# Evidence: files that show what an answer says. They are never served as static files.
#: The bucket of an S3-compatible store in which evidence is kept; in the home folder if left out. Needs the extra `s3`.
EVIDENCE_BUCKET = env.str("WELLBOUGHT_EVIDENCE_BUCKET", default="")
#: The address of the store, such as https://s3.example.gov; Amazon's own if left out.
EVIDENCE_ENDPOINT = env.str("WELLBOUGHT_EVIDENCE_ENDPOINT", default="")
#: The largest file of evidence, in megabytes.
EVIDENCE_MEGABYTES = env.int("WELLBOUGHT_EVIDENCE_MEGABYTES", default=25)
#: The virus scanner (clamd) that looks at each file, as host:port or unix:/path; none if left out.
CLAMD = env.str("WELLBOUGHT_CLAMD", default="")
STORAGES["evidence"] = evidence_store(EVIDENCE_BUCKET, EVIDENCE_ENDPOINT, HOME / "evidence")
#: The publisher's registered prefix for OCDS, such as ocds-213czf; one that stands for none if left out.
OCDS_PREFIX = env.str("WELLBOUGHT_OCDS_PREFIX", default="ocds-unregistered")
#: The largest archive that may be sent to be read in, in megabytes; the command reads larger ones.
ARCHIVE_MEGABYTES = env.int("WELLBOUGHT_ARCHIVE_MEGABYTES", default=500)
# The task that is put into the background, by its dotted name, with the id of each new mention. None if left empty.
WHEN_MENTIONED = "wellbought.web.notifications.tasks.tell_of_new_mention"

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

#: The address of a language model that may add suggestions to checked claims, such as http://localhost:11434/v1; any
#: that speaks OpenAI's chat interface. Off if left out, and a text is only sent when a person agrees, each time.
CLAIMS_MODEL_URL = env.str("WELLBOUGHT_CLAIMS_MODEL_URL", default="")
#: The name of that model.
CLAIMS_MODEL = env.str("WELLBOUGHT_CLAIMS_MODEL", default="")
#: The key for that address, if it asks for one.
CLAIMS_MODEL_KEY = env.str("WELLBOUGHT_CLAIMS_MODEL_KEY", default="")

#: The folder of the contracting data behind market research, as `wellbought market ingest --to` fills it; a folder in
#: the home folder if left out.
MARKET = Path(env.str("WELLBOUGHT_MARKET", default=str(HOME / "market")))
#: Whether those who administer an organisation may bring contracting data in from their browser, for the whole site.
#: Never where anyone may sign up.
MARKET_BRING = env.bool("WELLBOUGHT_MARKET_BRING", default=True)
# What fills the part "market" of a purchase for its documents, by its dotted name: the app stands above the workspace.
MARKET_RESEARCH = "wellbought.web.market.queries.research_to_read"
# What fills the part "claims" of a purchase for its documents, likewise.
VENDOR_CLAIMS = "wellbought.web.claims.queries.claims_to_write"
