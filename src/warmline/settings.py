"""How is this installation set up? The environment, read once; runs with none set, dies on nonsense."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from warmline.lib.mail_address import read_mail_settings
from warmline.lib.scanner import check_scanner

KNOWN = {"WARMLINE_DATA", "WARMLINE_DATABASE", "WARMLINE_REDIS", "WARMLINE_HOSTS", "WARMLINE_SECURE"}
KNOWN |= {"WARMLINE_LLM", "WARMLINE_LLM_MODEL", "WARMLINE_LLM_KEY", "WARMLINE_SCANNER"}
KNOWN |= {"WARMLINE_METRICS_TOKEN", "WARMLINE_LOG"}
KNOWN |= {"WARMLINE_SMTP_URL", "WARMLINE_MAIL_FROM", "WARMLINE_SITE"}
unknown = {name for name in os.environ if name.startswith("WARMLINE_")} - KNOWN
if unknown:
    raise ImproperlyConfigured(
        f"Unknown setting {', '.join(sorted(unknown))}. Known: {', '.join(sorted(KNOWN))}."
    )

HERE = Path(__file__).parent
DATA = Path(os.environ.get("WARMLINE_DATA", "data")).resolve()
# What customers write lies here: for nobody else on this machine.
DATA.mkdir(mode=0o700, parents=True, exist_ok=True)


def _secret() -> str:
    """The installation's own key, made at the first start and kept with its data."""
    path = DATA / "secret"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(48))
    return path.read_text()


def _write_once(path: Path, text: str) -> None:
    """Several processes may start at once: the file appears whole, and the first one wins."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()


#: The server looks for a host that vanished within half a minute, not after two hours: until it notices, what that host
#: had locked stays locked, and its conversations answer nobody.
_SESSION = (
    "-c lock_timeout=5000 -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)


def _database(url: str) -> dict[str, Any]:
    if not url:
        return _sqlite(DATA / "warmline.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(parts.path))
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured("WARMLINE_DATABASE must be a postgresql:// or sqlite:/// address.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        # A lock or a network that never answers is an error after some seconds, not a thread lost for ever.
        "OPTIONS": {"connect_timeout": 5, "tcp_user_timeout": 10_000, "options": _SESSION},
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "warmline.lib.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 5,
            # Writers queue at the start of a transaction instead of failing in its middle.
            "transaction_mode": "IMMEDIATE",
            # Acknowledged means on disk.
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA cache_size=-8000;",
        },
        # A file even in tests: several threads must see the same data.
        "TEST": {"NAME": DATA / "test.sqlite3"},
    }


SECRET_KEY = _secret()
DEBUG = False
DATABASES = {"default": _database(os.environ.get("WARMLINE_DATABASE", ""))}
REDIS_URL = os.environ.get("WARMLINE_REDIS", "")
ALLOWED_HOSTS = os.environ.get("WARMLINE_HOSTS", "*").split(",")
#: A language model for drafts at the desk: its address, its name, and the key, which is read from here alone.
LLM_URL = os.environ.get("WARMLINE_LLM", "")
LLM_MODEL = os.environ.get("WARMLINE_LLM_MODEL", "")
LLM_KEY = os.environ.get("WARMLINE_LLM_KEY", "")
#: Where the desk is, such as https://desk.shop.example: links in mails lead there.
SITE = os.environ.get("WARMLINE_SITE", "").rstrip("/")
try:
    _mail = read_mail_settings(
        os.environ.get("WARMLINE_SMTP_URL", ""), os.environ.get("WARMLINE_MAIL_FROM", ""), SITE
    )
except ValueError as error:
    raise ImproperlyConfigured(str(error)) from None
globals().update(_mail)
#: Only tests call push services on this machine.
MAY_CALL_LOOPBACK = False
#: Who looks for viruses in what is sent: unix:/path or tcp:host:port of clamd, or a command; "" for nobody.
SCANNER = os.environ.get("WARMLINE_SCANNER", "")
if wrong := check_scanner(SCANNER):
    raise ImproperlyConfigured(wrong)
#: Whoever asks for /metrics must say it; empty: nobody gets them.
METRICS_TOKEN = os.environ.get("WARMLINE_METRICS_TOKEN", "")
#: "lines" for people, "json" for whatever collects logs.
LOG = os.environ.get("WARMLINE_LOG", "lines")
if LOG not in ("lines", "json"):
    raise ImproperlyConfigured("WARMLINE_LOG must be lines or json.")
#: Set to 1 behind HTTPS: cookies only travel encrypted.
IS_SECURE = os.environ.get("WARMLINE_SECURE", "") == "1"

#: The order is that of the stages.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "warmline.vault",
    "warmline.audit",
    "warmline.web",
    "warmline.jobs",
    "warmline.files",
    "warmline.staff",
    "warmline.customers",
    "warmline.commerce",
    "warmline.calendar",
    "warmline.knowledge",
    "warmline.tasks",
    "warmline.imports",
    "warmline.channels",
    "warmline.conversations",
    "warmline.labels",
    "warmline.search",
    "warmline.understanding",
    "warmline.decisions",
    "warmline.bot",
    "warmline.service",
    "warmline.routing",
    "warmline.desk",
    "warmline.macros",
    "warmline.notifications",
    "warmline.replies",
    "warmline.feedback",
    "warmline.learning",
    "warmline.gaps",
    "warmline.insights",
    "warmline.copilot",
    "warmline.privacy",
    "warmline.shortcuts",
    "warmline.playbooks",
]
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("procrastinate.contrib.django")  # brings the tables of its queue
MIDDLEWARE = [
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "warmline.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "warmline.web.middleware.cookies_without_nul",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "warmline.audit.acting.who_acts",
    "warmline.web.tongue.public_pages_in_their_language",
    "warmline.staff.speaking.staff_pages_in_their_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "warmline.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "warmline.web.context.business",
                "warmline.staff.context.presence",
                "warmline.notifications.context.bell",
                "warmline.shortcuts.context.shortcuts",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "staff.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACCOUNT_ADAPTER = "warmline.staff.accounts.StaffAccounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
#: The second step of signing in: staff/second_step.py.
MFA_ADAPTER = "warmline.staff.second_step.SecondStep"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves
MFA_RECOVERY_CODES_SHOW_ONCE = True
#: Of half a minute before and after: clocks of telephones differ a little (RFC 6238, section 5.2).
MFA_TOTP_TOLERANCE = 1
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/staff/login/"

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "warmline.web.views.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
#: The languages of our own sentences: locale/ holds them, static/widget/texts.*.js those of the chat.
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español")]
LOCALE_PATHS = [HERE / "locale"]
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {
            "()": "warmline.lib.logs.QuietFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
        "json": {"()": "warmline.lib.logs.JsonFormatter"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": LOG}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "warmline": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # A page that is not there or not allowed is no trouble of ours, and its address may hold a key.
        "django.request": {"level": "ERROR"},
    },
}
