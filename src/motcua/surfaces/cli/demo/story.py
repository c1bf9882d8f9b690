"""Two months at work: dossiers in every state, made by the demo's people through the product's acts.

The clock is set to working hours of the past and turned forward; nothing writes a row of its own.
The dice are loaded the same way each time, so that every demo tells the same story.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Final

import django

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handing_over, handling, intake, lodging, results
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import ResultWay
from motcua.domain.procedures import queries as procedures
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, worktime
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo import acts
from motcua.surfaces.cli.demo.declarations import DECLARATIONS
from motcua.surfaces.cli.demo.world import World

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


DOSSIERS: Final = 300
DAYS: Final = 60
SEED: Final = 2018
PROCESSES: Final = 2
QUARTER: Final = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One dossier's fate: how far it gets, and how slowly."""

    fate: str
    weight: int


# How the dossiers end, and how many of a hundred.
SCENES: Final = (
    Scene(fate="handed_over", weight=62),
    Scene(fate="waiting", weight=5),
    Scene(fate="supplement_at_intake", weight=4),
    Scene(fate="directed", weight=3),
    Scene(fate="checking", weight=6),
    Scene(fate="confirming", weight=3),
    Scene(fate="signing", weight=5),
    Scene(fate="awaiting_supplement", weight=3),
    Scene(fate="supplemented", weight=3),
    Scene(fate="rejected", weight=3),
    Scene(fate="withdrawn", weight=3),
)
RECENT: Final = frozenset({"waiting", "checking", "confirming", "signing", "awaiting_supplement"})
"""What is still open began lately."""
UNPAID: Final = frozenset({"checking", "awaiting_supplement", "to_hand_over"})
"""Whose fee is still owed: the desk sees them among its open accounts."""


class Teller:
    """Tells one dossier's story after another."""

    def __init__(self, world: World, until: datetime, dice: Random) -> None:
        self.world, self.until, self.dice = world, until, dice
        self.desks = _by_agency(world, Role.DESK)
        self.leaders = _by_agency(world, Role.LEADER)
        self.specialists = _by_agency(world, Role.SPECIALIST)
        self.providers = _providers(until)

    def tell(self, fate: str) -> None:
        """Tell the story of one dossier with this fate."""
        code = self.dice.choices(tuple(DECLARATIONS), weights=(34, 22, 14, 8, 10, 12))[0]
        agency = self.dice.choice(self.providers[code])
        citizen = self.dice.choice(
            [who for who in self.world.citizens.values() if who.assurance > 1]
        )
        lateness = timedelta(
            days=self.dice.randint(0, 2) if fate in RECENT else self.dice.randint(4, DAYS)
        )
        self.tell_of(code, agency, citizen, fate, start=self.until - lateness)

    def tell_of(
        self, code: str, agency: Agency, citizen: Citizen, fate: str, *, start: datetime
    ) -> None:
        """Tell the story of this person's dossier with this fate, begun then."""
        moments = self._moments(agency, start)
        lodged_at = next(moments)
        dossier = acts.lodge(code, agency, citizen, lodged_at, dice=self.dice)
        self._go_on(dossier, fate, citizen, moments)

    def _go_on(
        self, dossier: Dossier, fate: str, citizen: Citizen, moments: Iterator[datetime]
    ) -> None:
        desk, leader = self.desks[dossier.agency_id], self.leaders[dossier.agency_id]
        specialist = self.specialists[dossier.agency_id]
        match fate:
            case "waiting":
                return
            case "withdrawn":
                lodging.withdraw(
                    reference=dossier.reference,
                    reason="Tôi sẽ nộp lại sau",
                    by=citizen,
                    at=next(moments),
                )
                return
            case "supplement_at_intake":
                intake.request_supplement(
                    reference=dossier.reference,
                    items=[
                        {
                            "what": "Ảnh chụp giấy tờ rõ nét",
                            "why": "Ảnh đã gửi bị mờ, không đọc được",
                        }
                    ],
                    reason="Giấy tờ đính kèm chưa đọc được",
                    by=desk,
                    at=next(moments),
                )
                return
            case "directed":
                self._direct(dossier, desk, next(moments))
                return
        acts.accept(dossier, desk, next(moments), is_paid=fate not in UNPAID)
        self._handle(
            dossier, fate, citizen=citizen, specialist=specialist, leader=leader, moments=moments
        )

    def _handle(
        self, dossier: Dossier, fate: str, *, citizen: Citizen, specialist: Officer, leader: Officer,
        moments: Iterator[datetime],
    ) -> None:  # fmt: skip
        if fate == "checking":
            return
        if fate in {"awaiting_supplement", "supplemented"}:
            acts.do(
                dossier, specialist, "can_bo_sung", next(moments), reason="Thông tin chưa khớp giấy tờ",
                items=[{"what": "Bản chụp rõ mặt sau", "why": "Chưa thấy dấu xác nhận"}],
            )  # fmt: skip
            if fate == "awaiting_supplement":
                return
            draft = lodging.open_supplement(
                reference=dossier.reference, by=citizen, at=next(moments)
            )
            lodging.supply(draft_id=draft.pk, by=citizen, at=next(moments))
        if fate == "rejected":
            acts.do(
                dossier, specialist, "khong_du_dieu_kien", next(moments),
                reason="Nội dung đề nghị không thuộc trường hợp được giải quyết theo quy định",
            )  # fmt: skip
            acts.do(dossier, leader, "ky", next(moments))
            return
        acts.do(dossier, specialist, "dat", next(moments))
        if workflow.find_open_task(dossier.subject, handling.CONFIRM_TASK) is not None:
            if fate == "confirming":
                return
            handling.answer_draft_entry(
                reference=dossier.reference,
                outcome=handling.CONFIRM,
                reason="",
                by=citizen,
                at=next(moments),
            )
        if fate in {"signing", "confirming"}:
            return
        if self.dice.random() < 0.08:  # noqa: PLR2004 - a few wait too long for a signature
            self._let_pass(moments)
        acts.do(dossier, leader, "ky", next(moments))
        acts.settle()
        if fate != "to_hand_over":
            self._hand_over(dossier, next(moments))
            self._rate(dossier, next(moments))

    def _let_pass(self, moments: Iterator[datetime]) -> None:
        for _ in range(self.dice.randint(20, 90)):
            next(moments)

    def _hand_over(self, dossier: Dossier, at: datetime) -> None:
        """Let most of those who want the paper come for it; the rest of the results wait.

        The wish says who wants paper, not the state: an electronic result is delivered by whichever
        process settles first, and until it has, the state reads as if somebody had to come.
        """
        decided = dossier_queries.get(dossier.subject)
        wants_paper = results.wished_way(decided) in handing_over.BY_HAND
        if not wants_paper or self.dice.random() < 0.3:  # noqa: PLR2004 - some come later
            return
        taken = handing_over.Taken(
            way=ResultWay.COUNTER, receiver=decided.applicant.full_name, paper="Thẻ căn cước"
        )
        handing_over.hand_over(
            reference=dossier.reference, taken=taken, by=self.desks[dossier.agency_id], at=at
        )

    def _direct(self, dossier: Dossier, desk: Officer, at: datetime) -> None:
        code = procedures.get_version(dossier.procedure_version_id).code
        others = [agency for agency in self.providers[code] if agency.pk != dossier.agency_id]
        intake.direct(
            reference=dossier.reference,
            to_agency_id=self.dice.choice(others).pk,
            reason="Bạn cư trú tại địa bàn do cơ quan này quản lý",
            by=desk,
            at=at,
        )

    def _rate(self, dossier: Dossier, at: datetime) -> None:
        if self.dice.random() > 0.55:  # noqa: PLR2004 - not everybody answers
            return
        marks = {
            subject: Mark(self.dice.choices((5, 4, 3, 2, 1), weights=(45, 40, 10, 4, 1))[0])
            for subject in Subject31
        }
        satisfaction.rate(
            dossier=dossier_queries.get(dossier.subject), marks=marks, comment="", at=at
        )

    def _moments(self, agency: Agency, start: datetime) -> Iterator[datetime]:
        """Yield later and later moments in the agency's working time, never in the future."""
        calendar = organisations.get_calendar(agency.pk)
        moment = worktime.next_open(calendar, start)
        while True:
            moment = worktime.next_open(calendar, moment + QUARTER * self.dice.randint(1, 4))
            yield min(moment, self.until)


def tell(world: World, *, until: datetime, count: int = DOSSIERS, seed: int = SEED) -> int:
    """Make so many dossiers, ending now; return how many. Each is a transaction or several."""
    dice = Random(seed)  # noqa: S311 - a story, not a secret
    teller = Teller(world, until, dice)
    fates = [scene.fate for scene in SCENES for _ in range(scene.weight)]
    for number in range(count):
        teller.tell(fates[number % len(fates)] if count >= len(fates) else dice.choice(fates))
    acts.settle()
    return count


def tell_in_parallel(world: World, *, until: datetime, count: int = DOSSIERS) -> int:
    """Tell the story on two processors: each process tells a half, with dice of its own.

    They begin from nothing. A fork would inherit the locks of the typesetter's and the database's
    threads without the threads, and wait for them for ever.
    """
    shares = [(count + 1) // PROCESSES] * (PROCESSES - 1)
    anew = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=anew, initializer=django.setup) as pool:
        told = [
            pool.submit(_tell_quickly, world, until=until, count=share, seed=SEED + number)
            for number, share in enumerate([*shares, count - sum(shares)])
        ]
        return sum(part.result() for part in told)


def _tell_quickly(world: World, *, until: datetime, count: int, seed: int) -> int:
    """Tell without waiting for the disk at each commit: a demo cut off is loaded anew in any case."""
    from django.db import connection

    from motcua.foundation.kernel import reach

    reach.open_process()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    return tell(world, until=until, count=count, seed=seed)


def _by_agency(world: World, role: Role) -> dict[int, Officer]:
    found: dict[int, Officer] = {}
    for officer in world.officers.values():
        if role in officer.roles:
            found.setdefault(officer.agency_id, officer)
    return found


def _providers(until: datetime) -> dict[str, list[Agency]]:
    on = clock.day_in_vietnam(until)
    return {
        version.code: procedures.list_providers(version.procedure_id, on)
        for version in procedures.list_in_force(on)
    }
