"""One JSON line per thing that happened; a request's lines share its number."""

import logging
import re
from typing import Final

import structlog

_KEYS: Final = re.compile(
    r"^(/can-bo/chup/|/phan-anh/theo-doi/|/luot/)[^/]+|^(/lay-so/(?:may|quet)/).+"
)
"""Addresses that are keys: whoever reads the log must not be let in by it."""


def without_keys(path: str) -> str:
    """Return an address as a log may hold it."""
    return _KEYS.sub(r"\1\2…", path)


class WithoutKeys(logging.Filter):
    """Keep keys out of what the framework says of a request that went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, its addresses without keys."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                without_keys(said) if isinstance(said, str) else said for said in record.args
            )
        return True


LOGGING: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_keys": {"()": WithoutKeys}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_keys"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}


def configure() -> None:
    """Let everything that is logged come out as one line of JSON."""
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
