"""What the system a dossier came from is told of it: state, agency, dates; never a person's data."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.exchange import actions as exchange
from motcua.composition.casework import paying
from motcua.domain.dossiers import events
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.foundation.kernel.events import Envelope, subscribe
from motcua.foundation.organisations import queries as organisations

if TYPE_CHECKING:
    from datetime import datetime

    from motcua.domain.dossiers.models import Alias, Dossier


WITH_RESULT: Final = frozenset({State.DECIDED, State.HANDED_OVER})
TOLD_TOO: Final = frozenset({Act.REASSIGN, Act.EXTEND, Act.REDATE, Act.CORRECT})
"""What moves no state and is told: another agency, another day, another result."""
ON_THE_WAY: Final = frozenset(
    {PaperKind.RECEIPT, PaperKind.SUPPLEMENT, PaperKind.APOLOGY, PaperKind.MONEY_RECEIPT}
)
"""Papers that are no result."""


@subscribe(*events.ALL)
def tell_origin(envelope: Envelope) -> None:
    """Owe the system from which the dossier came each new state, agency and promised day.

    Decree 224/2026, Article 15.1.h: what happens is told at once. One query for a dossier lodged here.
    """
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    if event.source == event.target and event.act not in TOLD_TOO:
        return
    alias = dossiers.find_alias_of(event.dossier_id)
    if alias is None:
        return
    dossier = dossiers.get(envelope.subject)
    exchange.owe(
        system_code=alias.system,
        subject=envelope.subject,
        seq=event.seq,
        content=_word(alias, dossier, event, envelope.occurred_at),
        at=envelope.occurred_at,
    )


def _word(
    alias: Alias, dossier: Dossier, event: events.DossierEntryRecorded, at: datetime
) -> dict[str, Any]:
    state = State(event.target)
    agency = organisations.get_agency(event.agency_id)
    is_withheld = paying.owed_for_result(dossier) > 0
    return {
        "number": alias.number,
        "sequence": event.seq,
        "reference": dossier.reference,
        "accepted_number": dossier.number,
        "national_code": dossiers.national_code(state),
        "state": state.value,
        "state_label": str(state.label),
        "at": at.astimezone(UTC).isoformat(),
        "agency_code": agency.code,
        "agency_name": agency.name,
        "due_at": event.due_at.astimezone(UTC).isoformat() if event.due_at else None,
        "results": _results(dossier) if state in WITH_RESULT and not is_withheld else [],
    }


def _results(dossier: Dossier) -> list[dict[str, str]]:
    """Return where each result in force can be verified; the file itself stays here."""
    replaced = dossiers.list_replaced(dossier)
    return [
        {
            "kind": document.paper_code,
            "verification_code": code,
            "link": f"{settings.PUBLIC_URL}/xac-minh/{code}/",
        }
        for document in documents.list_documents(dossier.subject)
        if document.is_issued
        and document.pk not in replaced
        and document.paper_code not in ON_THE_WAY
        for code in [documents.format_verification_code(document.issued.verification_code or "")]
    ]
