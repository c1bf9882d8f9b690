"""Numbers that other systems gave to dossiers which came from them."""

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef
from django.db.models.fields.json import KT

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.models import Alias, DossierEvent

THROUGH = "through"
"""What the first entry of a log says of the way a dossier came."""


def find_alias(system: str, number: str) -> Alias | None:
    """Return the dossier's other name, with the dossier, if that system sent one so numbered. One query."""
    rows = Alias.objects.select_related("dossier__agency")
    return rows.filter(system=system, number_key=rules.lookup_key(number)).first()


def find_alias_of(dossier_id: int) -> Alias | None:
    """Return the other name of the dossier, if it came from another system. One query."""
    return Alias.objects.filter(pk=dossier_id).first()


def list_references(key: str) -> list[str]:
    """Return the references of the dossiers that other systems call so, first come first. One query."""
    rows = Alias.objects.filter(number_key=key).order_by("since", "dossier_id")
    return list(rows.values_list("dossier__reference", flat=True))


def list_references_of(keys: Collection[str]) -> list[tuple[str, str]]:
    """Return the references of the dossiers that other systems call so, by these keys. One query, if any is asked."""
    if not keys:
        return []
    rows = Alias.objects.filter(number_key__in=keys).order_by("since", "dossier_id")
    return list(rows.values_list("number_key", "dossier__reference"))


def find_false_aliases() -> Iterator[int]:
    """Yield the dossiers whose other name is not the one their log begins with, or lacks. Two queries."""
    first = DossierEvent.objects.filter(dossier_id=OuterRef("dossier_id"), seq=1)
    told = first.alias(told_system=KT("payload__through__system"))
    told = told.alias(told_number=KT("payload__through__number"))
    told = told.filter(told_system=OuterRef("system"), told_number=OuterRef("number"))
    false = Alias.objects.exclude(Exists(told)).order_by("dossier_id")
    yield from false.values_list("dossier_id", flat=True).iterator()
    named = Alias.objects.filter(dossier_id=OuterRef("dossier_id"))
    nameless = DossierEvent.objects.filter(seq=1, payload__has_key=THROUGH).exclude(Exists(named))
    yield from nameless.order_by("dossier_id").values_list("dossier_id", flat=True).iterator()
