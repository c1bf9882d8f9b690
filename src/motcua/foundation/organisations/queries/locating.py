"""In which commune of today something is: by a code, or by what somebody typed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from motcua.foundation.kernel import vietnamese
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.foundation.organisations.models import Territory, TerritorySuccession
from motcua.foundation.organisations.queries.territories import (
    CONSIDERED,
    LONGEST_SEARCH,
    find_territories,
)
from motcua.foundation.organisations.rules import territories as rules

SUGGESTED: Final = 5


@dataclass(frozen=True, kw_only=True)
class Located:
    """What a text or a code comes to."""

    typed: str
    communes: tuple[Territory, ...] = ()
    """Of today, each with its province; one if it is settled, none if there is no such place."""
    was: Territory | None = None
    """The commune of before the reform of 2025 that it was read as."""
    is_divided: bool = False
    """Whether that commune went to several: where in it somebody lives then decides."""
    suggestions: tuple[Territory, ...] = ()
    """Communes of today that may have been meant, where there is none of that name."""

    @property
    def is_settled(self) -> bool:
        """Whether it is one commune."""
        return len(self.communes) == 1


def locate_code(code: str) -> Located:
    """Return the commune of today with the code, else what took over the one that had it. Two queries.

    Codes are used again: today's owner of a code goes before an earlier one.
    """
    today = _today().filter(code=code)
    found = tuple(today)
    if found:
        return Located(typed=code, communes=found)
    ended = Territory.objects.filter(
        code=code, level=TerritoryLevel.COMMUNE, valid_to__isnull=False
    )
    return _taken_over(code, list(ended.order_by("pk")[:1]))


def locate(text: str) -> Located:
    """Return the communes of today that an address or a name means. At most eight queries.

    The widest reading that fits is taken: commune, district and province of before the reform; commune
    and province, of today first; the commune's name alone. Parts before those (a street, a hamlet) are
    passed over.
    """
    typed = " ".join(text.split())[:LONGEST_SEARCH]
    parts = rules.phrases(typed)
    for count in (3, 2, 1):
        if count > len(parts):
            continue
        wanted = parts[-count:]
        if count < 3 and (today := _called(_today(), wanted)):  # noqa: PLR2004 - no district today
            return Located(typed=typed, communes=_in_order(today))
        if ended := _called(_ended(), wanted):
            return _taken_over(typed, ended)
    return Located(typed=typed, suggestions=_suggestions(parts))


def list_communes(province_codes: Iterable[str]) -> list[Territory]:
    """Return the communes of today of these provinces, in Vietnamese order. One query."""
    found = _today().filter(parent__code__in=list(province_codes))
    return list(_in_order(found))


def _today() -> "QuerySet[Territory]":
    return Territory.objects.select_related("parent").filter(
        level=TerritoryLevel.COMMUNE, valid_to__isnull=True
    )


def _ended() -> "QuerySet[Territory]":
    """Return what had successors: communes, and island districts that had no communes."""
    had = Q(pk__in=TerritorySuccession.objects.values("predecessor_id"))
    return Territory.objects.filter(had, valid_to__isnull=False)


def _called(among: "QuerySet[Territory]", parts: Sequence[str]) -> list[Territory]:
    for part in parts:
        among = among.filter(folded__contains=f" {part} ")
    found = among.order_by("pk")[:CONSIDERED]
    return [one for one in found if rules.is_called(one.folded, parts)]


def _taken_over(typed: str, ended: Sequence[Territory]) -> Located:
    rows = TerritorySuccession.objects.select_related("successor__parent").filter(
        predecessor_id__in=[one.pk for one in ended], successor__valid_to__isnull=True
    )
    found = list(rows.order_by("pk")) if ended else []
    return Located(
        typed=typed,
        communes=_in_order({row.successor_id: row.successor for row in found}.values()),
        was=ended[0] if len(ended) == 1 else None,
        is_divided=len(ended) == 1 and any(row.is_partial for row in found),
    )


def _suggestions(parts: Sequence[str]) -> tuple[Territory, ...]:
    """Return communes of today whose path holds the words of the last parts, fewer and fewer."""
    for words in (" ".join(parts[-2:]), *parts[-2:]):
        traced = find_territories(words)
        today = [one.territory for one in traced if one.territory.valid_to is None]
        taken = [later for one in traced for later in one.successors]
        if found := {one.pk: one for one in (*today, *taken)}:
            return tuple(found.values())[:SUGGESTED]
    return ()


def _in_order(territories: Iterable[Territory]) -> tuple[Territory, ...]:
    return tuple(sorted(territories, key=lambda one: vietnamese.sort_key(one.path)))
