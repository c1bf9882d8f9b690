"""Events into rollups; what has an end needs no forecast."""

from motcua.composition.steering import actions
from motcua.domain.dossiers import events as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.satisfaction.events import ServiceRated
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.events import Envelope, subscribe

_PLAIN = {
    Act.LODGE: "lodged",
    Act.ACCEPT: "accepted",
    Act.DIRECT: "turned_away",
    Act.REFUSE: "turned_away",
    Act.WITHDRAW: "turned_away",
    Act.STOP: "turned_away",
    Act.HAND_OVER: "handed_over",
    Act.CORRECT: "corrected",
}


@subscribe(*dossiers.ALL)
def count_entry(envelope: Envelope) -> None:
    """Count what an entry of a dossier's log says on the day it happened."""
    event = envelope.event
    assert isinstance(event, dossiers.DossierEntryRecorded)
    name = _counted_as(event, envelope)
    if name is not None:
        actions.count(
            agency_id=event.agency_id,
            procedure_id=event.procedure_id,
            on=clock.day_in_vietnam(envelope.occurred_at),
            **{name: 1},
        )


@subscribe(ServiceRated)
def count_rating(envelope: Envelope) -> None:
    """Count an answer and its marks."""
    event = envelope.event
    assert isinstance(event, ServiceRated)
    actions.count(
        agency_id=event.agency_id,
        procedure_id=event.procedure_id,
        on=clock.day_in_vietnam(envelope.occurred_at),
        answers=1,
        marks=event.marks,
        satisfied_marks=event.satisfied_marks,
    )


def _counted_as(event: dossiers.DossierEntryRecorded, envelope: Envelope) -> str | None:
    act = Act(event.act)
    if act in {Act.DECIDE, Act.REJECT}:
        in_time = event.due_at is None or envelope.occurred_at <= event.due_at
        return "finished_on_time" if in_time else "finished_late"
    return _PLAIN.get(act)


@subscribe(
    dossiers.DossierDecided,
    dossiers.DossierRejected,
    dossiers.DossierWithdrawn,
    dossiers.DossierStopped,
    dossiers.SupplementRequested,
    dossiers.ObligationAsked,
)
def drop_forecast(envelope: Envelope) -> None:
    """Forget what was foretold of a dossier that nobody at the agency works on any more."""
    event = envelope.event
    assert isinstance(event, dossiers.DossierEntryRecorded)
    actions.drop_forecast(dossier_id=event.dossier_id)
