"""The product's own settings; only the log of requests is quiet and static files are not hashed."""

import logging

import structlog

from motcua.config.settings import *  # noqa: F403
from motcua.config.settings import LOGGING, STATE_DIR, STORAGES

DATABASES["default"]["NAME"] = DATABASES["owner"]["NAME"] = "motcua"  # type: ignore[index]  # noqa: F405
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILES_DIR = STATE_DIR / "files"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver"]
LOGGING = {**LOGGING, "root": {"handlers": [], "level": "CRITICAL"}}
LOOK_UPS_PER_MINUTE = LOOK_UPS_PER_HOUR = 10**9
structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
