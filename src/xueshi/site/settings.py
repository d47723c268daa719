"""Django's settings; what differs between installations comes from the environment.

``XUESHI_DATA`` is the data folder (default ``var`` of the checkout), ``XUESHI_DATABASE_URL`` a PostgreSQL address (default: SQLite in
the data folder), ``XUESHI_HOSTS`` the host names answered to, separated by commas, ``XUESHI_HTTPS=1`` says that only https reaches us,
``XUESHI_PROXY=1`` that a proxy in front of us ends it and says so in X-Forwarded-Proto,
``XUESHI_AUDIT_HASH`` is sha256 or sm3, ``XUESHI_AUDIT_DAYS`` how long the audit trail is kept,
``XUESHI_PASSWORD_PROFILE`` is djcp3 or modern, ``XUESHI_SECOND_FACTOR`` required or optional, ``XUESHI_OIDC`` a file of OpenID Connect
providers.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from xueshi.site.databases import database
from xueshi.site.keys import NumberedKeys, key, settled
from xueshi.site.oidc import origins, providers

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent
DATA = Path(os.environ.get("XUESHI_DATA") or CHECKOUT / "var").resolve()
FRONT = Path(os.environ.get("XUESHI_FRONT") or CHECKOUT / "front" / "node_modules")
HTTPS = os.environ.get("XUESHI_HTTPS") == "1"
DEBUG = os.environ.get("XUESHI_DEBUG") == "1"

SECRET_KEY = key(DATA / "keys", "secret")
XUESHI_DATA = DATA
XUESHI_VAULT_KEYS = NumberedKeys(DATA / "keys", "vault-v")
XUESHI_VAULT_CIPHER = os.environ.get("XUESHI_VAULT_CIPHER", "AES-256-GCM")
XUESHI_VAULT_HASH = settled(DATA / "keys", "vault-hash", os.environ.get("XUESHI_VAULT_HASH", "sha256"))
XUESHI_VAULT_INDEX_KEY = key(DATA / "keys", "vault-index")
XUESHI_AUDIT_KEY = key(DATA / "keys", "audit-chain")
XUESHI_AUDIT_SIGNING_KEY = key(DATA / "keys", "audit-signing")
XUESHI_LEDGER_SIGNING_KEY = key(DATA / "keys", "ledger-signing")
XUESHI_LEDGER_HASH = os.environ.get("XUESHI_LEDGER_HASH", "sha256")
XUESHI_AUDIT_HASH = os.environ.get("XUESHI_AUDIT_HASH", "sha256")
XUESHI_AUDIT_DAYS = int(os.environ.get("XUESHI_AUDIT_DAYS", "400"))
XUESHI_WATCHES = {
    "xueshi.intake.jobs.revive": timedelta(minutes=1),
    "xueshi.access.seal.seal": timedelta(seconds=5),
    "xueshi.ledger.sealing.seal": timedelta(minutes=1),
    "xueshi.access.leavers.close_now": timedelta(hours=1),
}
"""What the worker does again and again, and the longest pause between."""
XUESHI_QUEUE = "xueshi.intake.jobs.job_enqueue"
XUESHI_HEADCOUNTS = "xueshi.people.headcounts.heads_of"
XUESHI_APPOINTMENTS = "xueshi.access.affected.appointments_below"
XUESHI_JOBS = {
    "reorganise": "xueshi.people.reorganise.reorganise_job",
    "check": "xueshi.standings.upload.check_files",
    "load": "xueshi.standings.upload.load_files",
    "judge": "xueshi.standings.runs.judge_job",
    "act": "xueshi.standings.act_work.act_job",
    "export": "xueshi.access.exports.export_job",
    "audit_verify": "xueshi.access.proofs.verify_job",
    "import_look": "xueshi.intake.import_work.look",
    "import_check": "xueshi.intake.import_work.check",
    "import_record": "xueshi.intake.import_work.record",
    "import_undo": "xueshi.intake.import_work.undo",
    "person_file": "xueshi.access.person_file.person_file_job",
    "vault_rotate": "xueshi.people.rotation.vault_rotate",
    "close_leavers": "xueshi.access.leavers.close_leavers",
}
XUESHI_EXPORTS = {
    "people": "xueshi.standings.exporters.PEOPLE",
    "units": "xueshi.standings.exporters.UNITS",
    "roster": "xueshi.standings.exporters.ROLL",
    "report": "xueshi.standings.exporters.REPORT",
    "audit": "xueshi.access.trail_export.TRAIL",
}
XUESHI_PERSON_FILES = [f"xueshi.{room}.personal.sections" for room in ("people", "ledger", "standings", "access")]
XUESHI_ERASURES = ["xueshi.access.erasure.account_forgotten", "xueshi.intake.erasure.traces_forgotten"]
XUESHI_MERGERS = {
    "access": ("xueshi.access.merged.account_moved", "xueshi.access.merged.account_returned"),
    "ledger": ("xueshi.ledger.merged.double_cancelled", "xueshi.ledger.merged.double_restored"),
}
XUESHI_IMPORTS = {
    "organisations": "xueshi.organisations.imports.TREE",
    "people": "xueshi.people.imports.PEOPLE",
    "offices": "xueshi.people.state_imports.OFFICES",
    "exemptions": "xueshi.people.state_imports.EXEMPTIONS",
    "history": "xueshi.ledger.imports.HISTORY",
}

ALLOWED_HOSTS = os.environ.get("XUESHI_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
ROOT_URLCONF = "xueshi.site.urls"
WSGI_APPLICATION = "xueshi.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = ("organisations", "people", "access", "intake", "ledger", "standings", "web", "site")
INSTALLED_APPS = [
    *(f"xueshi.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "xueshi.web.middleware.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "xueshi.access.middleware.ActorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "xueshi.access.guard.SessionGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "xueshi.web.middleware.ErrorPages",
    "axes.middleware.AxesMiddleware",
    "xueshi.access.wall.Wall",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xueshi.web.context.shell",
            ]
        },
    }
]

SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # a name is closed wherever the guesses come from
    "security.W021",  # whether browsers learn the host by heart is for its owner to decide
]
XUESHI_ROW_SECURITY = os.environ.get("XUESHI_ROW_SECURITY") != "0"
DATABASES: dict[str, Any] = {"default": database(os.environ.get("XUESHI_DATABASE_URL", ""), DATA)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "xueshi.access.backends.SecondFactorBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "xueshi.access.passwords.ProfileValidator"}]
XUESHI_PASSWORD_PROFILE = os.environ.get("XUESHI_PASSWORD_PROFILE", "djcp3")
XUESHI_SECOND_FACTOR = os.environ.get("XUESHI_SECOND_FACTOR", "required")
XUESHI_FACTOR_KEYS = [urlsafe_b64encode(bytes.fromhex(key(DATA / "keys", "second-factor")))]
XUESHI_IDLE_SECONDS = {"everybody": 30 * 60, "administrator": 15 * 60}
XUESHI_PASSIVE_ROUTES = ("job_progress",)
XUESHI_STEP_UP_SECONDS = 5 * 60
XUESHI_STEP_UP_ROUTES = (
    "totp_add",
    "passkey_add",
    "factor_drop",
    "recovery_codes",
    "identity_drop",
    "export_full",
    "account_appoint",
    "account_close",
    "account_link",
    "account_factors_reset",
    "account_new",
    "appointment_end",
    "appointment_withdraw",
    "approval_decide",
    "leavers_close",
    "import_undo",
    "reorganise_undo",
    "person_find",
    "person_identity",
    "person_file",
    "person_merge",
    "merges_undo",
    "vault",
    "vault_rotate",
    "vault_drop",
)
XUESHI_OIDC = providers(os.environ.get("XUESHI_OIDC", ""))
ACCOUNT_ADAPTER = "xueshi.access.adapters.Accounts"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "xueshi.access.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Xueshi"
SOCIALACCOUNT_ADAPTER = "xueshi.access.adapters.OutsideIdentities"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": XUESHI_OIDC}}
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "passkey", "current", "new", "again"]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_CALLABLE = "xueshi.access.views.sign_in.locked_out"
CSRF_FAILURE_VIEW = "xueshi.web.views.csrf_failure"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("XUESHI_PROXY") == "1" else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *origins(XUESHI_OIDC)],
        "frame-ancestors": [NONE],
    }
}
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
LIBRARIES = {"tabler": FRONT / "@tabler" / "core" / "dist", "echarts": FRONT / "echarts" / "dist"}
STATICFILES_DIRS = [(name, folder) for name, folder in LIBRARIES.items() if folder.is_dir()]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
