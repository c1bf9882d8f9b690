"""Settings of one installation. Each value is read by ``env``, which describes it for the docs."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from motcua.config import contexts, env, logs, mail, stamping
from motcua.foundation.kernel import local

PACKAGE = Path(__file__).resolve().parents[1]

# --- Installation -------------------------------------------------------------------------------
SECRET_KEY = env.text("MOTCUA_SECRET_KEY", help="Signs sessions and links; 50 random characters.")
MASTER_KEY = env.text(
    "MOTCUA_MASTER_KEY",
    help="64 hexadecimal digits; wraps the key of each subject's personal data.",
)
DEMO = env.flag(
    "MOTCUA_DEMO",
    default=False,
    help="Shows that people and agencies are imaginary; never in service.",
)
PRACTICE = env.flag(
    "MOTCUA_PRACTICE",
    default=False,
    help="This is the site on which officers practise: papers say so, no message leaves.",
)
PRACTICE_URL = env.text(
    "MOTCUA_PRACTICE_URL", default="", help="Address of the site on which officers practise."
).rstrip("/")
PRACTICE_KEY = env.text(
    "MOTCUA_PRACTICE_KEY",
    default="",
    help="Shared with the site for practising: signs the ticket an officer of the desk enters it with.",
)
INSTALLATION_NAME = env.text(
    "MOTCUA_INSTALLATION_NAME", default="Tỉnh Lam Giang", help="Name of the province or ministry."
)
PUBLIC_URL = env.text(
    "MOTCUA_PUBLIC_URL", default="http://127.0.0.1:8000", help="Address people reach the portal at."
).rstrip("/")
LIVE_URL = env.text(
    "MOTCUA_LIVE_URL", default="", help="Origin of the live process, where no proxy joins the two."
).rstrip("/")
IS_HTTPS = PUBLIC_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "MOTCUA_ALLOWED_HOSTS",
    default="127.0.0.1,localhost,[::1]",
    help="Host names that are answered.",
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
    *contexts.ALL,
]

MIDDLEWARE = [
    "motcua.config.middleware.RequestLog",
    "motcua.config.transport.Tls",
    "motcua.config.transport.Bounded",
    "motcua.config.middleware.PlainText",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "motcua.surfaces.ui.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "motcua.surfaces.portal.middleware.SharedScreens",
    "motcua.foundation.identity.middleware.ActorMiddleware",
    "motcua.config.middleware.Readings",
    "motcua.config.middleware.Refusals",
]

ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Components are addressed as ui/components/<name>/template.html.
        "DIRS": [PACKAGE / "surfaces"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.surfaces.ui.context_processors.site",
                "motcua.surfaces.desk.context_processors.desk",
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
        "PASSWORD": env.text(
            "MOTCUA_DATABASE_PASSWORD", help="Password of the application's role."
        ),
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
            "MOTCUA_OWNER_USER",
            default="motcua_owner",
            help="Role that owns and migrates the tables.",
        ),
        "PASSWORD": env.text(
            "MOTCUA_OWNER_PASSWORD",
            default="",
            help="Password of the owner role; only migration and restore need it.",
        ),
        "OPTIONS": {},
    },
}

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "identity.Account"
AUTHENTICATION_BACKENDS = ["motcua.foundation.identity.backends.SessionBackend"]
CITIZEN_SIGN_IN = "portal:sign-in"
OFFICER_SIGN_IN = "desk:sign-in"

# The identity provider of citizens. Nothing but these lines knows which one it is.
OIDC_PROVIDER_ID = "citizen"
OIDC_ISSUER = env.text(
    "MOTCUA_OIDC_ISSUER",
    default="http://127.0.0.1:8001",
    help="Issuer of citizens' electronic identities (OpenID Connect discovery).",
).rstrip("/")
OIDC_CLIENT_ID = env.text(
    "MOTCUA_OIDC_CLIENT_ID", default="motcua", help="Name of this portal at the identity provider."
)
OIDC_CLIENT_SECRET = env.text(
    "MOTCUA_OIDC_CLIENT_SECRET",
    default="",
    help="Secret of this portal at the identity provider; empty for a public client.",
)
OIDC_PROVIDER_NAME = env.text(
    "MOTCUA_OIDC_PROVIDER_NAME",
    default="VNeID (mô phỏng)",
    help="What citizens call the identity provider.",
)
OIDC_SCOPES = env.words(
    "MOTCUA_OIDC_SCOPES",
    default="openid,profile,email,phone,address,identity",
    help="Scopes asked for at the identity provider.",
)
OIDC_CLAIM_NAMES = {
    "pin": env.words(
        "MOTCUA_OIDC_CLAIM_PIN",
        default="personal_identification_number,SoDinhDanh",
        help="Claims that may hold the personal identification number, best first.",
    ),
    "assurance": env.words(
        "MOTCUA_OIDC_CLAIM_ASSURANCE",
        default="loa,loAs,acr",
        help="Claims that may hold the level of assurance, best first.",
    ),
    "name": env.words(
        "MOTCUA_OIDC_CLAIM_NAME", default="name,HoVaTen", help="Claims that may hold the full name."
    ),
    "birthdate": env.words(
        "MOTCUA_OIDC_CLAIM_BIRTHDATE",
        default="birthdate,NgayThangNamSinh",
        help="Claims that may hold the date of birth, YYYY-MM-DD, DD/MM/YYYY or YYYY.",
    ),
    "sex": env.words(
        "MOTCUA_OIDC_CLAIM_SEX", default="gender", help="Claims that may hold the sex."
    ),
    "email": env.words(
        "MOTCUA_OIDC_CLAIM_EMAIL", default="email", help="Claims that may hold the e-mail address."
    ),
    "phone": env.words(
        "MOTCUA_OIDC_CLAIM_PHONE",
        default="phone_number",
        help="Claims that may hold the telephone number.",
    ),
    "address": env.words(
        "MOTCUA_OIDC_CLAIM_ADDRESS", default="address", help="Claims that may hold the residence."
    ),
}
_LEVELS = env.words(
    "MOTCUA_OIDC_LEVELS",
    default="",
    help="Levels of assurance the provider does not send as digits: value=level, comma-separated.",
)
OIDC_LEVELS = {value: int(level) for value, _is, level in (word.partition("=") for word in _LEVELS)}
OIDC_MINIMUM_ASSURANCE = env.number(
    "MOTCUA_OIDC_MINIMUM_ASSURANCE",
    default=2,
    help="Lowest level of assurance that may sign in (levels of Decree 69/2024; to be verified).",
)
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER_ID,
                "name": OIDC_PROVIDER_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {
                    "server_url": OIDC_ISSUER,
                    "oauth_pkce_enabled": True,
                    "scope": OIDC_SCOPES,
                },
            }
        ]
    }
}

# Officers: password, then TOTP, both counted over all workers.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
SIGN_IN_WINDOW_MINUTES = 15
ACCOUNT_RATE_LIMITS = {
    "officer_password_per_login": f"10/{SIGN_IN_WINDOW_MINUTES}m/key",
    "officer_password_per_address": f"60/{SIGN_IN_WINDOW_MINUTES}m/ip",
    "officer_code_per_account": f"6/{SIGN_IN_WINDOW_MINUTES}m/key",
    "officer_code_per_address": f"60/{SIGN_IN_WINDOW_MINUTES}m/ip",
}
# Whoever may ask after dossier numbers without end learns how each one stands.
LOOK_UPS_PER_MINUTE = env.number(
    "MOTCUA_LOOK_UPS_PER_MINUTE",
    default=30,
    help="Dossier numbers and codes of bookings that one address may try in a minute.",
)
LOOK_UPS_PER_HOUR = env.number(
    "MOTCUA_LOOK_UPS_PER_HOUR",
    default=300,
    help="Dossier numbers and codes of bookings that one address may try in an hour.",
)
ALLAUTH_TRUSTED_PROXY_COUNT = env.number(
    "MOTCUA_TRUSTED_PROXIES",
    default=0,
    help="Number of own reverse proxies whose X-Forwarded-For is believed.",
)
# Five minutes to read a page; half an hour fills in a form; ten more for who asks (WCAG 2.2, 2.2.1).
SHARED_IDLE_MINUTES, SHARED_WHOLE_MINUTES, SHARED_MORE_MINUTES = (
    env.number(f"MOTCUA_SHARED_{name}_MINUTES", default=minutes, help=f"Shared screens: {words}.")
    for name, minutes, words in (
        ("IDLE", 5, "minutes after which a session that nobody touches ends"),
        ("WHOLE", 30, "minutes after which a session ends"),
        ("MORE", 10, "minutes given to whoever asks for more time"),
    )
)
MFA_ADAPTER = "motcua.foundation.identity.adapters.SecondFactorAdapter"
MFA_TOTP_ISSUER = INSTALLATION_NAME
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_DIGITS = 10
SESSION_ENGINE = "motcua.foundation.identity.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 8 * 3600
# By TLS no other host of the domain can plant a cookie of this name (RFC 6265bis, 4.1.3.2).
_HOST = "__Host-" if IS_HTTPS else ""
# Browsers keep cookies by host, not by port: practising must not end the session of real work.
SESSION_COOKIE_NAME = f"{_HOST}{'motcua_practice_session' if PRACTICE else 'sessionid'}"
CSRF_COOKIE_NAME = f"{_HOST}{'motcua_practice_csrf' if PRACTICE else 'csrftoken'}"
CSRF_COOKIE_HTTPONLY = True
# Memory-hard, and a tenth of the time; the second for passwords set before.
PASSWORD_HASHERS = [
    f"django.contrib.auth.hashers.{kind}PasswordHasher" for kind in ("Scrypt", "PBKDF2")
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": "motcua.foundation.identity.passwords.WordsOfThePlace"},
]

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["motcua.config.formats"]

# --- Security headers ---------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],  # styles and fonts follow it
        "connect-src": [SELF, *([LIVE_URL] if LIVE_URL else [])],
        "script-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        # Chromium holds redirects after a form to it: signing out goes on to the identity provider.
        "form-action": [SELF, OIDC_ISSUER],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_HSTS_SECONDS = 31536000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True

# --- Files --------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = STATE_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 600
OFFLINE_COUNTER = env.flag(
    "MOTCUA_OFFLINE_COUNTER", default=True, help="Whether counters take in without a line."
)
FILES_DIR = Path(
    env.text(
        "MOTCUA_FILES_DIR", default=str(STATE_DIR / "files"), help="Folder of papers and uploads."
    )
)
SIGNER = env.text(
    "MOTCUA_SIGNER", default="file", help="Who holds the signing keys; “file” is for development only."
)  # fmt: skip
TIMESTAMP_URL, TIMESTAMP_ROOTS = stamping.ADDRESS, stamping.ROOTS
CLAMD = env.text(
    "MOTCUA_CLAMD", default="", help="Socket or host:port of the scanner clamd, if any."
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

# --- Messages to people -------------------------------------------------------------------------
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = mail.BACKEND, mail.HOST, mail.PORT
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.USER, mail.PASSWORD
EMAIL_USE_SSL, EMAIL_USE_TLS, EMAIL_TIMEOUT = mail.BY_TLS, mail.BY_STARTTLS, mail.TIMEOUT
DEFAULT_FROM_EMAIL = mail.SENDER
if PRACTICE:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

# Rate limits and locks must hold across workers: an unlogged table, not process memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        # At Django's 300 a flood of new keys would push the counters of others out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- Logs ---------------------------------------------------------------------------------------
logs.configure()
LOGGING = logs.LOGGING
CSRF_FAILURE_VIEW = "motcua.surfaces.ui.views.csrf_failure"
SUPPORT_EMAIL = env.text(
    "MOTCUA_SUPPORT_EMAIL",
    default="ho-tro@lamgiang.example",
    help="Address that helps people; on every page.",
)
SUPPORT_PHONE = env.text("MOTCUA_SUPPORT_PHONE", default="", help="Telephone that helps people.")
