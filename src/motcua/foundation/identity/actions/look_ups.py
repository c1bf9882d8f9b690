"""How often somebody may ask after numbers that anyone may ask after.

Dossier numbers count up day by day, so whoever may ask without end learns how every dossier of a
province stands. Counted per address, in the database, over all workers and all surfaces.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Network, ip_address
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from motcua.foundation.identity import errors

IPV4: Final = 4
IPV6_LINE: Final = 64
"""Bits of an IPv6 address that name a line; the rest its owner chooses at will."""

_SALT: Final = "motcua.identity.look-up"

# The cache's own table: unlogged, emptied of what has expired, and left out of backups. One statement
# for both windows, in the order of their keys, so that no two workers can wait for one another.
_COUNT: Final = """
    INSERT INTO kernel_cache AS kept (cache_key, value, expires)
    SELECT window_key, '1', window_end
    FROM unnest(%(keys)s::text[], %(ends)s::timestamptz[]) AS window_(window_key, window_end)
    ORDER BY window_key
    ON CONFLICT (cache_key) DO UPDATE SET
        value = CASE WHEN kept.expires <= %(at)s THEN '1' ELSE (kept.value::bigint + 1)::text END,
        expires = CASE WHEN kept.expires <= %(at)s THEN excluded.expires ELSE kept.expires END
    RETURNING cache_key, value::bigint, expires
"""


@dataclass(frozen=True, kw_only=True)
class Window:
    """How many look-ups one address has in a stretch of time."""

    name: str
    length: timedelta
    most: int


def count_look_up(request: HttpRequest, *, at: datetime) -> None:
    """Count one more look-up from the address of the request. One statement.

    Raises:
        TooManyLookUps: if there were too many lately; says after how many seconds to come back
    """
    windows = {_key(window, request): window for window in _windows()}
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            {
                "keys": list(windows),
                "ends": [at + window.length for window in windows.values()],
                "at": at,
            },
        )
        counted = cursor.fetchall()
    waits = [ends_at - at for key, count, ends_at in counted if count > windows[key].most]
    if waits:
        raise errors.TooManyLookUps(seconds=max(1, round(max(waits).total_seconds())))


def _windows() -> tuple[Window, ...]:
    return (
        Window(name="minute", length=timedelta(minutes=1), most=settings.LOOK_UPS_PER_MINUTE),
        Window(name="hour", length=timedelta(hours=1), most=settings.LOOK_UPS_PER_HOUR),
    )


def _key(window: Window, request: HttpRequest) -> str:
    """Return the window's key for the address, which is not itself kept."""
    home = _home(get_adapter(request).get_client_ip(request))
    return f"look-up:{window.name}:{salted_hmac(_SALT, home, algorithm='sha256').hexdigest()}"


def _home(address: str) -> str:
    """Return whose address it is: one line has 2**64 addresses of IPv6, and one of IPv4."""
    parsed = ip_address(address)
    if parsed.version == IPV4:
        return address
    return str(IPv6Network((int(parsed), IPV6_LINE), strict=False))
