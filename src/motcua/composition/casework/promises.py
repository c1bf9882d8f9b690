"""Counting promises anew when the calendar changes, chunk by chunk, so that no lock is held for long."""

from datetime import date
from typing import Final

from procrastinate.contrib.django import app

REDATE: Final = "casework.redate"


def have_recounted(*, agency_id: int | None, changed_on: date, after_id: int = 0) -> None:
    """Ask the worker to count the promises after that dossier anew; one such job runs at a time."""
    job = app.configure_task(REDATE, lock=REDATE, queue="dossiers")
    job.defer(agency_id=agency_id, changed_on=changed_on.isoformat(), after_id=after_id)
