"""Tables of the dossiers context."""

from motcua.domain.dossiers.models.drafts import Draft
from motcua.domain.dossiers.models.lodged import (
    Alias,
    DayCounter,
    Dossier,
    DossierAnswers,
    DossierEvent,
    DossierEventDetail,
    ResultCounter,
    SupplementRequest,
)

__all__ = [
    "Alias",
    "DayCounter",
    "Dossier",
    "DossierAnswers",
    "DossierEvent",
    "DossierEventDetail",
    "Draft",
    "ResultCounter",
    "SupplementRequest",
]
