"""Everything that is asked of a person, over all the person's dossiers: what to do, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, paying, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import ResultWay, State
from motcua.domain.inquiries import queries as inquiries
from motcua.domain.inquiries.queries import Plan
from motcua.domain.obligations import queries as obligations
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Version
from motcua.domain.satisfaction import queries as satisfaction
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import clock

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

AWAITING: Final = frozenset({State.SUPPLEMENT_AT_INTAKE, State.AWAITING_SUPPLEMENT})


class Wanted(TextChoices):
    """What a person is asked to do."""

    SUPPLY = "supply", _("Bổ sung hồ sơ")
    CONFIRM = "confirm", _("Xác nhận bản dự thảo")
    OBLIGATION = "obligation", _("Nộp nghĩa vụ tài chính")
    PAY = "pay", _("Nộp phí, lệ phí")
    ATTEND = "attend", _("Có mặt khi cơ quan đến xác minh")
    FETCH = "fetch", _("Nhận kết quả bản giấy")
    RATE = "rate", _("Đánh giá việc giải quyết")


@dataclass(frozen=True, kw_only=True)
class Expected:
    """One thing that is asked of the person."""

    what: Wanted
    dossier: Dossier
    version: Version
    until: datetime | None
    """When it has to be done, or when it is; None where the law sets the person no day."""
    plan: Plan | None = None
    """Where and with whom, if it is a visit."""


def list_expected(by: Citizen, *, now: datetime) -> list[Expected]:
    """Return all that is asked of the person: what has a day first, the soonest first; ratings last.

    Six queries for any number, one more where something is owed to the State.
    """
    own = dossiers.list_of_citizen(by)
    confirming = workflow.list_waiting(
        dossiers.KIND, _references(own, {State.IN_PROGRESS}), handling.CONFIRM_TASK
    )
    visits = inquiries.list_visits_ahead([one.pk for one in own], now=now)
    decided = [one for one in own if one.state == State.DECIDED]
    declared = dossiers.read_declarations(decided)
    unpaid = paying.list_unpaid(
        [one for one in own if one.number and one.state in dossiers.OPEN_STATES]
    )
    owing = obligations.list_awaited(own)
    unrated = satisfaction.list_unrated(own)
    by_key = {one.pk: one for one in own}
    found = [
        *(_one(Wanted.SUPPLY, one) for one in own if one.state in AWAITING),
        *(
            # The promise runs on while the draft entry waits: nothing is signed before it.
            _one(Wanted.CONFIRM, one, until=confirming[one.reference] or one.due_at)
            for one in own
            if one.reference in confirming
        ),
        *(
            _one(
                Wanted.ATTEND, by_key[visit.dossier_id], until=visit.starts_at,
                plan=inquiries.read_plan(visit),
            )
            for visit in visits
        ),
        *(
            _one(Wanted.FETCH, one)
            for one in decided
            if results.wish_in(declared[one.pk].answers) is ResultWay.COUNTER
            and one.pk not in unpaid
        ),
        *(
            _one(Wanted.OBLIGATION, by_key[key], until=_evening(one.pay_by))
            for key, one in owing.items()
        ),
        *(_one(Wanted.PAY, one) for one in own if one.pk in unpaid),
        *(_one(Wanted.RATE, one) for one in own if one.pk in unrated),
    ]  # fmt: skip
    return sorted(found, key=_order)


def _one(
    what: Wanted, dossier: Dossier, *, until: datetime | None = None, plan: Plan | None = None
) -> Expected:
    version = procedures.get_version(dossier.procedure_version_id)
    return Expected(what=what, dossier=dossier, version=version, until=until, plan=plan)


_RANKS: Final = {what: rank for rank, what in enumerate(Wanted)}


def _order(one: Expected) -> tuple[bool, bool, float, int, int]:
    moment = one.until.timestamp() if one.until else 0.0
    return one.what is Wanted.RATE, one.until is None, moment, _RANKS[one.what], -one.dossier.pk


def _evening(on: date | None) -> datetime | None:
    """Return the end of the day, by the clock of Vietnam."""
    return datetime.combine(on, time(23, 59), tzinfo=clock.VIETNAM) if on else None


def _references(own: list[Dossier], states: set[State]) -> list[str]:
    return [one.reference for one in own if one.state in states]
