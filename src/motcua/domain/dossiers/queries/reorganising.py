"""What of an agency's dossiers is open when agencies are reorganised."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier, DossierEvent, Draft


@dataclass(frozen=True, kw_only=True)
class OpenAt:
    """How much of one procedure an agency has open."""

    dossiers: int = 0
    drafts: int = 0


def lies_with(agency_id: int) -> Q:
    """Return the condition that the agency received the dossier or decides on it."""
    return Q(agency_id=agency_id) | Q(receiving_agency_id=agency_id)


def count_open_at(agency_id: int) -> dict[int, OpenAt]:
    """Return what the agency has open, by procedure; citizens' drafts too. Two queries."""
    open_ones = Dossier.objects.filter(lies_with(agency_id), state__in=sorted(rules.OPEN_STATES))
    dossiers = dict(open_ones.values_list("procedure_id").annotate(n=Count("pk")).order_by())
    begun = Draft.objects.filter(agency_id=agency_id, is_finished=False)
    drafts = dict(
        begun.values_list("procedure_version__procedure_id").annotate(n=Count("pk")).order_by()
    )
    return {
        procedure_id: OpenAt(
            dossiers=dossiers.get(procedure_id, 0), drafts=drafts.get(procedure_id, 0)
        )
        for procedure_id in sorted(dossiers.keys() | drafts.keys())
    }


def list_open_at(agency_ids: Collection[int], *, limit: int) -> list[Dossier]:
    """Return the open dossiers of these agencies, the first lodged first. One query."""
    rows = Dossier.objects.filter(
        Q(agency_id__in=sorted(agency_ids)) | Q(receiving_agency_id__in=sorted(agency_ids)),
        state__in=sorted(rules.OPEN_STATES),
    )
    return list(
        rows.select_related("agency", "receiving_agency").order_by("lodged_at", "pk")[:limit]
    )


def find_open(reference: str) -> Dossier | None:
    """Return the open dossier of this lodging reference to code that decides whose it is. One query."""
    return Dossier.objects.filter(
        reference_key=rules.lookup_key(reference), state__in=sorted(rules.OPEN_STATES)
    ).first()


def count_reassigned(reorganisation_id: int) -> int:
    """Return how many entries of dossiers' logs cite the reorganisation. One query."""
    return DossierEvent.objects.filter(
        act=Act.REASSIGN, payload__reorganisation=reorganisation_id
    ).count()
