"""What the dossiers context announces: one fact per entry of a dossier's log."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class DossierEntryRecorded(Event):
    """An entry was added to a dossier's log. Every fact below is one."""

    dossier_id: int
    seq: int
    hash: str
    act: str
    source: str
    target: str
    by: str
    agency_id: int
    """The agency competent for the dossier, as it is after the entry."""
    procedure_id: int
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DossierLodged(DossierEntryRecorded):
    """A citizen has lodged a dossier; the desk owes an answer."""

    type = "dossiers.lodged"


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(DossierEntryRecorded):
    """The applicant is asked, once and completely, for what is missing."""

    type = "dossiers.supplement-requested"


@dataclass(frozen=True, kw_only=True)
class DossierSupplemented(DossierEntryRecorded):
    """The applicant has supplied what was missing."""

    type = "dossiers.supplemented"


@dataclass(frozen=True, kw_only=True)
class DossierDirected(DossierEntryRecorded):
    """The applicant was told which agency is competent."""

    type = "dossiers.directed"


@dataclass(frozen=True, kw_only=True)
class DossierRefused(DossierEntryRecorded):
    """The dossier was refused at intake with reasons."""

    type = "dossiers.refused"


@dataclass(frozen=True, kw_only=True)
class DossierAccepted(DossierEntryRecorded):
    """The one-stop desk has taken the dossier in and promised a day."""

    type = "dossiers.accepted"


@dataclass(frozen=True, kw_only=True)
class DossierTransferred(DossierEntryRecorded):
    """The dossier has reached those who handle it."""

    type = "dossiers.transferred"


@dataclass(frozen=True, kw_only=True)
class DossierExtended(DossierEntryRecorded):
    """The agency has apologised and promised another day."""

    type = "dossiers.extended"


@dataclass(frozen=True, kw_only=True)
class DossierRedated(DossierEntryRecorded):
    """The working calendar changed, and the promise with it."""

    type = "dossiers.redated"


@dataclass(frozen=True, kw_only=True)
class DossierDecided(DossierEntryRecorded):
    """The result is signed: the clock stops here."""

    type = "dossiers.decided"


@dataclass(frozen=True, kw_only=True)
class DossierRejected(DossierEntryRecorded):
    """The conditions are not met; the notice with reasons is the result."""

    type = "dossiers.rejected"


@dataclass(frozen=True, kw_only=True)
class DossierHandedOver(DossierEntryRecorded):
    """The applicant has the result."""

    type = "dossiers.handed-over"


@dataclass(frozen=True, kw_only=True)
class DossierWithdrawn(DossierEntryRecorded):
    """The applicant has withdrawn the dossier."""

    type = "dossiers.withdrawn"


@dataclass(frozen=True, kw_only=True)
class DossierStopped(DossierEntryRecorded):
    """The agency has stopped handling the dossier."""

    type = "dossiers.stopped"


@dataclass(frozen=True, kw_only=True)
class DossierReopened(DossierEntryRecorded):
    """A dossier that had ended is handled again, from its first step and with a promise of its own."""

    type = "dossiers.reopened"


@dataclass(frozen=True, kw_only=True)
class DossierReassigned(DossierEntryRecorded):
    """Agencies were reorganised: another one handles the dossier now."""

    type = "dossiers.reassigned"


@dataclass(frozen=True, kw_only=True)
class ResultCorrected(DossierEntryRecorded):
    """A result was wrong by the agency's fault, and another stands in for it."""

    type = "dossiers.result-corrected"


@dataclass(frozen=True, kw_only=True)
class ObligationAsked(DossierEntryRecorded):
    """The dossier waits for what its applicant owes the State; its promise stands still."""

    type = "dossiers.obligation-asked"


@dataclass(frozen=True, kw_only=True)
class DossierNoted(DossierEntryRecorded):
    """Something happened that did not move the state."""

    type = "dossiers.noted"


ANNOUNCED: Final[dict[Act, type[DossierEntryRecorded]]] = {
    Act.LODGE: DossierLodged,
    Act.ASK_AT_INTAKE: SupplementRequested,
    Act.SUPPLEMENT_AT_INTAKE: DossierSupplemented,
    Act.DIRECT: DossierDirected,
    Act.REFUSE: DossierRefused,
    Act.ACCEPT: DossierAccepted,
    Act.TRANSFER: DossierTransferred,
    Act.ASK: SupplementRequested,
    Act.SUPPLEMENT: DossierSupplemented,
    Act.ASK_OBLIGATION: ObligationAsked,
    Act.EXTEND: DossierExtended,
    Act.REDATE: DossierRedated,
    Act.DECIDE: DossierDecided,
    Act.REJECT: DossierRejected,
    Act.HAND_OVER: DossierHandedOver,
    Act.WITHDRAW: DossierWithdrawn,
    Act.STOP: DossierStopped,
    Act.REOPEN: DossierReopened,
    Act.REASSIGN: DossierReassigned,
    Act.CORRECT: ResultCorrected,
}

ALL: Final[tuple[type[DossierEntryRecorded], ...]] = (
    *dict.fromkeys(ANNOUNCED.values()),
    DossierNoted,
)


def announced_by(act: Act) -> type[DossierEntryRecorded]:
    """Return the event that announces the act."""
    return ANNOUNCED.get(act, DossierNoted)
