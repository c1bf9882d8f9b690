"""Counting promises anew when the calendar changes, chunk by chunk, so that no lock is held for long."""

from datetime import date, datetime
from typing import Final

from procrastinate.contrib.django import app

from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers.actions import Redated
from motcua.foundation.organisations import queries as organisations

REDATE: Final = "casework.redate"


def have_recounted(*, agency_id: int | None, changed_on: date, after_id: int = 0) -> None:
    """Ask the worker to count the promises after that dossier anew; one such job runs at a time."""
    job = app.configure_task(REDATE, lock=REDATE, queue="dossiers")
    job.defer(agency_id=agency_id, changed_on=changed_on.isoformat(), after_id=after_id)


def recount(*, agency_id: int | None, changed_on: date, after_id: int, at: datetime) -> Redated:
    """Count one chunk of open promises anew; ``dossiers.redate`` says how."""
    with organisations.calendars_held():
        return dossiers.redate(agency_id=agency_id, changed_on=changed_on, after_id=after_id, at=at)
