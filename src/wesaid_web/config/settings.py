"""Settings. Everything that differs between installations comes from the environment; see docs/configuration.md.

The commands in wesaid_web.cli set WESAID_DATA before Django starts, so a person need not set anything.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from wesaid_web import APPS
from wesaid_web.config.addresses import is_loopback
from wesaid_web.config.datafolder import default_folder, journal_mode

PACKAGE = Path(__file__).resolve().parent.parent
FOLDER = default_folder(demo=False)
FOLDER.prepare()

SECRET_KEY = FOLDER.secret_key()
DEBUG = False
DEMO = FOLDER.is_demo

# Where people reach this installation. Links in messages and the list of allowed hosts come from here,
# never from the Host header of a request.
PUBLIC_URL = os.environ.get("WESAID_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_URL)
_secure = _public.scheme == "https"
ALLOWED_HOSTS = [_public.hostname or "127.0.0.1"]
if _public.hostname in {"127.0.0.1", "localhost", "::1"}:
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Telephones in the room reach it at the public address, the computer itself at its own; which of them may do what is decided
# in common/same_room.py.
SAME_ROOM = os.environ.get("WESAID_SAME_ROOM") == "1"
if SAME_ROOM:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if _secure else []
ONLY_THIS_COMPUTER = is_loopback(_public.hostname or "127.0.0.1")  # links that are handed out lead nowhere for others
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "wesaid_session"
CSRF_COOKIE_NAME = "wesaid_csrf"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser: it would tell a borrowed telephone from others for a year
CSRF_FAILURE_VIEW = "wesaid_web.common.views.form_expired"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _secure else 0
SECURE_PROXY_SSL_HEADER = None  # the server sets the scheme itself from trusted proxies only (cli/serve.py)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *(f"wesaid_web.{app}" for app in APPS),
]

# Those that set headers come first, so that they hold for what a later one answers by itself: files, redirects, refusals.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "wesaid_web.common.middleware.private_pages",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "wesaid_web.common.languages.middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wesaid_web.common.same_room.SameRoom",
]

ROOT_URLCONF = "wesaid_web.config.urls"
WSGI_APPLICATION = "wesaid_web.config.wsgi.application"

# One engine for every page, sign-in included (docs/adr/0002).
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [PACKAGE / app / "templates" for app in APPS],
        "OPTIONS": {
            "environment": "wesaid_web.common.jinja.environment",
            "context_processors": ["wesaid_web.common.jinja.page_context"],
        },
    },
]

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(FOLDER.database),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # A write takes its place in the queue at once, and waits rather than fails.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # What is deleted is overwritten: an anonymous answer must not be found in the file afterwards.
                "init_command": f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA secure_delete=ON;",
            },
        },
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Throttles are counted in the database, so that several processes share them and a restart does not clear them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "common_cache",
        # Counts of failures are kept here. Above the number of rows some are thrown away: Django's own 300 would lose the
        # counts of a crowd, and let somebody push their own out.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["wesaid_web.people.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "wesaid_web.people.passwords.NotAboutYou"},
    {"NAME": "wesaid_web.people.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "wesaid_web.people.passwords.NotCommon"},
    {"NAME": "wesaid_web.people.passwords.NotOnlyDigits"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "projects:list"

# The second step of signing in, and what ends sessions (docs/adr/0022).
SESSION_ENGINE = "wesaid_web.people.sessions"
SECOND_STEP_URL = "people:second_step"
ASK_AGAIN_AFTER = 15 * 60  # seconds: after that, payments and what is set up for signing in ask once more who it is
MFA_ADAPTER = "wesaid_web.people.mfa_adapter.StepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"

# Mail is optional. Without it nothing that needs mail is offered.
EMAIL_HOST = os.environ.get("WESAID_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("WESAID_MAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("WESAID_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WESAID_MAIL_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WESAID_MAIL_TLS", "1") == "1"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("WESAID_MAIL_FROM", EMAIL_HOST_USER or "wesaid@localhost")
EMAIL_BACKEND = os.environ.get("WESAID_MAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
MAIL_CONFIGURED = bool(EMAIL_HOST) or "WESAID_MAIL_BACKEND" in os.environ

ACCOUNT_ADAPTER = "wesaid_web.people.adapter.AccountAdapter"
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "signup": "wesaid_web.people.forms.SignUpForm",
    "login": "wesaid_web.people.forms.SignInForm",
    "reauthenticate": "wesaid_web.people.forms.AgainForm",
    "change_password": "wesaid_web.people.forms.ChangeForm",
    "set_password": "wesaid_web.people.forms.SetForm",
    "reset_password": "wesaid_web.people.forms.ForgottenForm",
    "reset_password_from_key": "wesaid_web.people.forms.NewForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional" if MAIL_CONFIGURED else "none"
ACCOUNT_SESSION_REMEMBER = None  # people are asked: phones and computers are often shared
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
# Failures are what is counted (the adapter takes back a success), so that a room on one wifi is not locked out by its own
# people. What is counted for an address whether it went well or not leaves room for 200 people, each of them three times;
# what could be done to one person is limited by that person's address (key).
CROWD = "600/5m/ip"
ACCOUNT_RATE_LIMITS = {
    "login": CROWD,
    "login_failed": "10/5m/ip,10/5m/key",
    "signup": CROWD,
    "request_login_code": f"{CROWD},3/5m/key",
    "reset_password": f"{CROWD},3/5m/key",
    "reset_password_from_key": CROWD,
    # Codes of an app at sign-in: whoever knows the password guesses one in three million each time.
    "code_failed": "10/5m/ip,10/5m/key,50/1d/key",
    "passkey_asked": CROWD,
    # Codes that are typed and lead nowhere; those that do are not counted, nor those whose check character shows a typing mistake.
    "guest_code_failed": "10/5m/ip",
    "own_code_failed": "10/5m/ip",
    # Whatever people without an account send: so that nobody fills the disk or the record with one link or one code.
    "guest_sent": CROWD,
}
CONTACT = os.environ.get("WESAID_CONTACT", "").strip()  # whom people ask about what is kept about them
SIGNUP_OPEN = os.environ.get("WESAID_SIGNUP", "open") == "open"

STATIC_URL = "/static/"
STATIC_ROOT = FOLDER.static
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {
    "default": {"BACKEND": "wesaid_web.common.storage.WholeFiles", "OPTIONS": {"location": FOLDER.media}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = FOLDER.media  # never served by address: only through views that ask who is asking

# What a page may load: this site, nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    },
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [
    ("en-gb", "English"),
    ("cy", "Cymraeg"),
    ("ar", "العربية"),
]  # each by its own name; see common/languages.py
LOCALE_PATHS = [PACKAGE / "common" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("WESAID_TIME_ZONE", "Europe/London")

# A file that is too large, or for which there is no room, is skipped and the rest of the form kept (common/uploads.py).
FILE_UPLOAD_HANDLERS = [
    "wesaid_web.common.uploads.SizeLimit",
    "wesaid_web.common.uploads.WhileThereIsRoom",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

TASKS = {"default": {"BACKEND": os.environ.get("WESAID_TASKS", "wesaid_web.common.tasks.InProcessBackend")}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"no_secrets": {"()": "wesaid_web.common.logs.NoSecrets"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # An address that does not exist is not news, and may hold an invitation's secret.
    # Requests that wait their turn are not news either.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "waitress.queue": {"level": "ERROR"},
        # What a browser knows and paper does not, in a style sheet that both read.
        "weasyprint": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
