"""Checkpoints that an authority outside of the installation stamped."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from motcua.capabilities.evidence import stamps
from motcua.capabilities.evidence.models import TimeStamp
from motcua.capabilities.evidence.queries.verifying import Broken

NO_ROOTS: Final = "MOTCUA_TIMESTAMP_ROOTS names no certificate to judge them by"


def find_stamp(number: int) -> bytes | None:
    """Return the token over a checkpoint, if it was stamped. One query."""
    return next(
        (
            bytes(token)
            for token in TimeStamp.objects.filter(pk=number).values_list("token", flat=True)
        ),
        None,
    )


def find_last_stamp() -> tuple[int, datetime, bytes] | None:
    """Return number, moment and token of the newest checkpoint that was stamped. One query."""
    row = TimeStamp.objects.order_by("-pk").first()
    return (row.pk, row.stamped_at, bytes(row.token)) if row else None


def count_stamps(*, after: int = 0) -> int:
    """Return how many checkpoints were stamped, all or behind one. One query."""
    return TimeStamp.objects.filter(pk__gt=after).count()


def verify_stamps(*, after: int = 0) -> Iterator[Broken]:
    """Judge the stamps, all or of checkpoints behind one; yield each that proves nothing. One query.

    That one is missing does not show: keep tokens elsewhere, as checkpoints are kept.
    """
    rows = TimeStamp.objects.select_related("checkpoint").filter(pk__gt=after).order_by("pk")
    roots = None
    for row in rows.iterator():
        where = f"time-stamp of checkpoint {row.pk}"
        try:
            roots = roots or stamps.read_roots(Path(settings.TIMESTAMP_ROOTS))
        except (OSError, ValueError):
            yield Broken(where="time-stamps", why=NO_ROOTS)
            return
        token = bytes(row.token)
        fault = stamps.find_fault(
            token, digest=bytes(row.checkpoint.hash), made_at=row.checkpoint.made_at, roots=roots
        )
        if not fault and stamps.read_moment(token) != row.stamped_at:
            fault = "its moment is not the one of the token"
        if fault:
            yield Broken(where=where, why=fault)
