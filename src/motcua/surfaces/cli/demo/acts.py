"""What the demo's people do, in a line each, through the product's own acts."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Final

import pikepdf

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import filling, handling, intake, lodging, paying
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel import clock, outbox
from motcua.surfaces.cli.demo.declarations import DECLARATIONS, Answers, Declarant

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.kernel.worktime import Calendar
    from motcua.foundation.organisations.models import Agency

NO_PHONE: Final = "900000000"
"""What the demo's people without a telephone write: a neighbour's number."""


def lodge(
    code: str, agency: Agency, citizen: Citizen, at: datetime, *, dice: Random,
    declare: Callable[[Declarant, date, Random], Answers] | None = None,
) -> Dossier:  # fmt: skip
    """Fill in, attach what is asked for, and lodge.

    :param declare: what is answered, for procedures that are not among the six
    """
    on = clock.day_in_vietnam(at)
    draft = filling.start(code=code, agency_id=agency.pk, by=citizen, at=at)
    answers = (declare or DECLARATIONS[code])(declarant(citizen, agency), on, dice)
    draft = dossiers.save_draft(
        draft_id=draft.pk,
        answers=answers,
        facts={},
        seen_revision=draft.revision,
        by=citizen,
        at=at,
    )
    opened = filling.open_filling(draft.pk, citizen)
    for asked in filling.list_asked_papers(opened, today=on):
        if asked.paper.is_required:
            documents.add_file(
                owner=draft.subject,
                paper_code=asked.paper.code,
                title=asked.paper.name,
                filename=f"{asked.paper.code}.pdf",
                content=_file(asked.paper.name),
                by=citizen.key,
                at=at,
            )
    return lodging.lodge(draft_id=draft.pk, by=citizen, at=at)


def do(
    dossier: Dossier, by: Officer, outcome: str, at: datetime, *, reason: str = "",
    items: Sequence[Mapping[str, str]] = (),
) -> None:  # fmt: skip
    """Complete the dossier's one open task."""
    (task,) = workflow.list_open_tasks(dossier.subject)
    handling.complete_task(
        task_id=task.pk, outcome=outcome, reason=reason, items=items, by=by, at=at
    )


def accept(dossier: Dossier, desk: Officer, at: datetime, *, is_paid: bool = True) -> None:
    """Take the dossier in; most applicants pay what is asked for at once, by transfer."""
    accepted = intake.accept(reference=dossier.reference, by=desk, at=at)
    owed = paying.find_bill(accepted).balance.owed
    if owed and is_paid:
        number = f"GD{dossier.pk:010d}"
        money = Money(amount=owed, way=Way.TRANSFER, paid_on=clock.day_in_vietnam(at), proof=number)
        paying.pay(reference=dossier.reference, money=money, by=desk, at=at)


def last_morning(calendar: Calendar, until: datetime) -> datetime:
    """Return when an agency opened on the last working day before."""
    on = clock.day_in_vietnam(until) - timedelta(days=1)
    while not calendar.is_working(on):
        on -= timedelta(days=1)
    return calendar.day(on).opens_at


def settle() -> None:
    """Let the worker's part happen."""
    while outbox.drain():
        pass


@cache
def _file(title: str) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.docinfo["/Title"] = title
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def declarant(citizen: Citizen, agency: Agency) -> Declarant:
    """Return who declares: as much of the person as forms ask for."""
    person = identity.get_person(citizen.person_id)
    return Declarant(
        name=person.full_name,
        pin=person.pin,
        born_on=person.born_on or date(1990, 1, 1),
        sex=person.sex.value if person.sex else "female",
        phone="0" + (person.phone.removeprefix("+84").removeprefix("0") or NO_PHONE),
        commune=_commune(agency),
    )


def _commune(agency: Agency) -> str:
    """Return the commune's name as addresses write it: "Xã Sông Lam"."""
    name = agency.short_name.removeprefix("UBND ").removeprefix("Công an ")
    return name[:1].upper() + name[1:]
