"""The register of breaches: what is due first, one with its words and history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet

from motcua.domain.privacy.enums import BreachAct
from motcua.domain.privacy.errors import BreachNotFound
from motcua.domain.privacy.models import Breach, BreachEvent
from motcua.domain.privacy.rules import breaches as rules
from motcua.domain.privacy.rules.breaches import (
    PARTICULARS,
    Keeper,
    NoticeLimit,
    Particular,
    Report,
)
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.personal_data import DataKind
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.foundation.identity.actors import Officer

WORDS: Final = "breach:words"
MOST: Final = 100
REPORTING: Final = (BreachAct.RECORD, BreachAct.SUPPLEMENT)


@dataclass(frozen=True, kw_only=True)
class BreachHappened:
    """An entry of the register with its words."""

    act: BreachAct
    at: datetime
    actor: str
    agency_id: int
    article: str
    payload: Mapping[str, Any]
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class OpenedBreach:
    """A breach with what is known of it, and its history in order."""

    breach: Breach
    report: Report
    happened: tuple[BreachHappened, ...]

    @property
    def notices(self) -> tuple[BreachHappened, ...]:
        """Each time the authority was told."""
        return tuple(one for one in self.happened if one.act is BreachAct.NOTIFY)


def keep_as(by: Officer) -> Keeper:
    """Return the officer as the rules of the register know them. One query."""
    agency = organisations.get_agency(by.agency_id)
    return Keeper(agency_id=agency.pk, is_office=agency.kind == AgencyKind.OFFICE, roles=by.roles)


def list_breaches(by: Officer, *, closed: bool) -> list[Breach]:
    """Return what the officer keeps, what is due first; or what was closed, newest first. Two queries.

    :param closed: what was closed, in place of what is open
    """
    keeper = keep_as(by)
    seen = Q() if keeper.keeps_all else Q(agency_id=keeper.agency_id)
    found = _all().filter(seen, closed_at__isnull=not closed) if keeper.keeps else _all().none()
    order = ("-recorded_at", "-pk") if closed else ("due_at", "pk")
    return list(found.order_by(*order)[:MOST])


def find_breach(by: Officer, breach_id: int) -> Breach:
    """Return a breach that the officer keeps; no words. Two queries.

    Raises:
        BreachNotFound: if there is none, or it is not theirs to see.
    """
    found = _all().filter(pk=breach_id).first()
    if found is None or not rules.may_keep(keep_as(by), agency_id=found.agency_id):
        raise BreachNotFound
    return found


def open_breach(by: Officer, breach_id: int) -> OpenedBreach:
    """Return a breach with its words and history. Four queries.

    Raises:
        BreachNotFound: as ``find_breach``.
    """
    breach = find_breach(by, breach_id)
    happened = _read(breach, BreachEvent.objects.filter(breach=breach))
    return OpenedBreach(breach=breach, report=_report_of(breach, happened), happened=happened)


def read_report(breach: Breach) -> Report:
    """Return what is known of a breach. Two queries."""
    events = BreachEvent.objects.filter(breach=breach, act__in=REPORTING)
    return _report_of(breach, _read(breach, events))


def list_particulars() -> tuple[Particular, ...]:
    """Return what a notice says, in the order of the article."""
    return PARTICULARS


def find_notice_limit(on: date) -> NoticeLimit:
    """Return how much time there is to tell the authority of what is found on a day."""
    return rules.find_notice_limit(on)


def _read(breach: Breach, events: QuerySet[BreachEvent]) -> tuple[BreachHappened, ...]:
    key = sealing.get_key(breach.subject)
    return tuple(
        BreachHappened(
            act=BreachAct(one.act), at=one.at, actor=one.actor, agency_id=one.agency_id,
            article=one.article, payload=one.payload,
            words=sealing.open_sealed(key, one.sealed, context=WORDS),
        )
        for one in events.order_by("seq")
    )  # fmt: skip


def _report_of(breach: Breach, happened: tuple[BreachHappened, ...]) -> Report:
    last = next(one for one in reversed(happened) if one.act in REPORTING)
    return Report(
        found_at=breach.found_at, happened_at=breach.happened_at,
        kinds=tuple(DataKind(one) for one in breach.kinds), persons=breach.persons,
        words=last.words,
    )  # fmt: skip


def _all() -> QuerySet[Breach]:
    return Breach.objects.select_related("agency")
