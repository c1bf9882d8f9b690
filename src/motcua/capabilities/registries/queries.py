"""Questions asked of the log of exchanges."""

from django.db.models import QuerySet

from motcua.capabilities.registries.models import Exchange
from motcua.capabilities.registries.rules import (
    BirthEntry,
    DeathEntry,
    MarriageEntry,
    Parent,
    RegisteredPerson,
    Registration,
    Spouse,
)
from motcua.foundation.kernel.subjects import Subject

__all__ = [
    "BirthEntry",
    "DeathEntry",
    "MarriageEntry",
    "Parent",
    "RegisteredPerson",
    "Registration",
    "Spouse",
    "list_exchanges",
    "list_exchanges_of",
]


def list_exchanges(subject: Subject) -> QuerySet[Exchange]:
    """Return what was asked of registries for the subject's matter, oldest first. One query."""
    return Exchange.objects.filter(subject_kind=subject.kind, subject_key=subject.key).order_by(
        "pk"
    )


def list_exchanges_of(by: str) -> QuerySet[Exchange]:
    """Return what an actor asked, newest first; cut it to the page that is shown. One query."""
    return Exchange.objects.filter(by=by).order_by("-pk")
