"""Settings of one installation. Each value is read by ``env``, which describes it for the docs."""

from pathlib import Path

import structlog
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from motcua.config import env
from motcua.foundation.kernel import local

PACKAGE = Path(__file__).resolve().parents[1]

# --- Installation -------------------------------------------------------------------------------
SECRET_KEY = env.text("MOTCUA_SECRET_KEY", help="Signs sessions and links; 50 random characters.")
MASTER_KEY = env.text(
    "MOTCUA_MASTER_KEY", help="64 hexadecimal digits; wraps the key of each subject's personal data."
)
DEBUG = False
DEMO = env.flag(
    "MOTCUA_DEMO", default=False, help="Shows that people and agencies are imaginary; never in service."
)
INSTALLATION_NAME = env.text(
    "MOTCUA_INSTALLATION_NAME", default="Tỉnh Lam Giang", help="Name of the province or ministry."
)
PUBLIC_URL = env.text(
    "MOTCUA_PUBLIC_URL", default="http://127.0.0.1:8000", help="Address people reach the portal at."
).rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "MOTCUA_ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]", help="Host names that are answered."
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
STATE_DIR = local.state_dir()

# --- Applications -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "csp",
    # one line per context, ground floor first
    "motcua.foundation.kernel",
    "motcua.foundation.organisations",
    "motcua.foundation.identity",
    "motcua.capabilities.evidence",
    "motcua.capabilities.workflow",
    "motcua.capabilities.forms",
    "motcua.surfaces.cli",
]

MIDDLEWARE = [
    "motcua.config.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.config.middleware.Readings",
    "motcua.config.middleware.Refusals",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
            ],
        },
    }
]

# --- Database: two roles, the application owns nothing ------------------------------------------
_DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": env.text("MOTCUA_DATABASE_NAME", default="motcua", help="Name of the database."),
    "HOST": env.text("MOTCUA_DATABASE_HOST", help="Host name or socket folder of PostgreSQL."),
    "PORT": env.text("MOTCUA_DATABASE_PORT", default="5432", help="Port of PostgreSQL."),
}
DATABASES = {
    "default": {
        **_DATABASE,
        "USER": env.text(
            "MOTCUA_DATABASE_USER",
            default="motcua_app",
            help="Role of the application: owns nothing, may only add to logs.",
        ),
        "PASSWORD": env.text("MOTCUA_DATABASE_PASSWORD", help="Password of the application's role."),
        "OPTIONS": {
            "pool": {
                "min_size": 1,
                # 8 connections beat 32 in every write measured on two cores.
                "max_size": env.number(
                    "MOTCUA_DATABASE_POOL", default=8, help="Connections per process at the most."
                ),
                "timeout": 10,
            },
        },
    },
    "owner": {
        **_DATABASE,
        "USER": env.text(
            "MOTCUA_OWNER_USER", default="motcua_owner", help="Role that owns and migrates the tables."
        ),
        "PASSWORD": env.text(
            "MOTCUA_OWNER_PASSWORD",
            default="",
            help="Password of the owner role; only migration and restore need it.",
        ),
        "OPTIONS": {},
    },
}
DATABASE_ROUTERS: list[str] = []

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Account"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["motcua.config.formats"]

# --- Security headers ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 600
FILES_DIR = Path(
    env.text("MOTCUA_FILES_DIR", default=str(STATE_DIR / "files"), help="Folder of papers and uploads.")
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Messages to people -------------------------------------------------------------------------
EMAIL_BACKEND = env.text(
    "MOTCUA_EMAIL_BACKEND",
    default="django.core.mail.backends.smtp.EmailBackend",
    help="Django e-mail backend.",
)
EMAIL_HOST = env.text("MOTCUA_EMAIL_HOST", default="127.0.0.1", help="SMTP server.")
EMAIL_PORT = env.number("MOTCUA_EMAIL_PORT", default=1025, help="Port of the SMTP server.")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text(
    "MOTCUA_FROM_EMAIL", default="Cổng dịch vụ công <khong-tra-loi@lamgiang.example>", help="Sender."
)

# Rate limits and locks must hold across workers: an unlogged table, not process memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
    }
}

# --- Logs ---------------------------------------------------------------------------------------
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    logger_factory=structlog.WriteLoggerFactory(),
    cache_logger_on_first_use=False,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SITE_TITLE = _("Cổng dịch vụ công")
