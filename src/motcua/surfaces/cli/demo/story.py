"""Two months at work: dossiers in every state, made by the demo's people through the product's acts.

The clock is set to working hours of the past and turned forward; nothing writes a row of its own.
The dice are loaded the same way each time, so that every demo tells the same story.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from random import Random
from typing import TYPE_CHECKING, Final

import pikepdf

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import filling, handling, intake, lodging
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.procedures import queries as procedures
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock, outbox, worktime
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.cli.demo.declarations import DECLARATIONS, Declarant
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
NO_PHONE: Final = "900000000"
"""What the demo's people without a telephone write: a neighbour's number."""
RECENT: Final = frozenset({"waiting", "checking", "confirming", "signing", "awaiting_supplement"})
"""What is still open began lately."""


class Teller:
    """Tells one dossier's story after another."""

    def __init__(self, world: World, until: datetime, dice: Random) -> None:
        self.world, self.until, self.dice = world, until, dice
        self.desks = _by_agency(world, Role.DESK)
        self.leaders = _by_agency(world, Role.LEADER)
        self.specialists = _by_agency(world, Role.SPECIALIST)
        self.providers = _providers(until)
        self.files: dict[str, bytes] = {}

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
        moments = self._moments(agency, self.until - lateness)
        lodged_at = next(moments)
        dossier = self._lodge(code, agency, citizen, lodged_at)
        self._go_on(dossier, fate, citizen, moments)

    def _lodge(self, code: str, agency: Agency, citizen: Citizen, at: datetime) -> Dossier:
        on = clock.day_in_vietnam(at)
        draft = filling.start(code=code, agency_id=agency.pk, by=citizen, at=at)
        answers = DECLARATIONS[code](_declarant(citizen, agency), on, self.dice)
        draft = dossiers.save_draft(
            draft_id=draft.pk,
            answers=answers,
            facts={},
            seen_revision=draft.revision,
            by=citizen,
            at=at,
        )
        opened = filling.open_filling(draft.pk, citizen)
        for asked in filling.list_asked_papers(opened, today=on):
            if asked.paper.is_required:
                documents.add_file(
                    owner=draft.subject,
                    paper_code=asked.paper.code,
                    title=asked.paper.name,
                    filename=f"{asked.paper.code}.pdf",
                    content=self._file(asked.paper.name),
                    by=citizen.key,
                    at=at,
                )
        return lodging.lodge(draft_id=draft.pk, by=citizen, at=at)

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
        intake.accept(reference=dossier.reference, by=desk, at=next(moments))
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
            _do(
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
            _do(
                dossier, specialist, "khong_du_dieu_kien", next(moments),
                reason="Nội dung đề nghị không thuộc trường hợp được giải quyết theo quy định",
            )  # fmt: skip
            _do(dossier, leader, "ky", next(moments))
            return
        _do(dossier, specialist, "dat", next(moments))
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
            for _ in range(self.dice.randint(20, 90)):
                next(moments)
        _do(dossier, leader, "ky", next(moments))
        settle()
        self._rate(dossier, next(moments))

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

    def _file(self, title: str) -> bytes:
        if title not in self.files:
            pdf = pikepdf.new()
            pdf.add_blank_page(page_size=(595, 842))
            pdf.docinfo["/Title"] = title
            stream = io.BytesIO()
            pdf.save(stream)
            self.files[title] = stream.getvalue()
        return self.files[title]


def tell(world: World, *, until: datetime, count: int = DOSSIERS, seed: int = SEED) -> int:
    """Make so many dossiers, ending now; return how many. Each is a transaction or several."""
    dice = Random(seed)  # noqa: S311 - a story, not a secret
    teller = Teller(world, until, dice)
    fates = [scene.fate for scene in SCENES for _ in range(scene.weight)]
    for number in range(count):
        teller.tell(fates[number % len(fates)] if count >= len(fates) else dice.choice(fates))
    settle()
    return count


def tell_in_parallel(world: World, *, until: datetime, count: int = DOSSIERS) -> int:
    """Tell the story on two processors: each process tells a half, with dice of its own."""
    from django.db import connections

    # A forked process must not share the parent's connections.
    for connection in connections.all():
        connection.close()
        if connection.settings_dict["OPTIONS"].get("pool"):
            connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL's back end
    shares = [(count + 1) // PROCESSES] * (PROCESSES - 1)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("fork")) as pool:
        told = [
            pool.submit(_tell_quickly, world, until=until, count=share, seed=SEED + number)
            for number, share in enumerate([*shares, count - sum(shares)])
        ]
        return sum(part.result() for part in told)


def _tell_quickly(world: World, *, until: datetime, count: int, seed: int) -> int:
    """Tell without waiting for the disk at each commit: a demo cut off is loaded anew in any case."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    return tell(world, until=until, count=count, seed=seed)


def settle() -> None:
    """Let the worker's part happen."""
    while outbox.drain():
        pass


def _do(
    dossier: Dossier, by: Officer, outcome: str, at: datetime, *, reason: str = "",
    items: tuple[dict[str, str], ...] | list[dict[str, str]] = (),
) -> None:  # fmt: skip
    (task,) = workflow.list_open_tasks(dossier.subject)
    handling.complete_task(
        task_id=task.pk, outcome=outcome, reason=reason, items=items, by=by, at=at
    )


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


def _declarant(citizen: Citizen, agency: Agency) -> Declarant:
    person = identity.get_person(citizen.person_id)
    return Declarant(
        name=person.full_name,
        pin=person.pin,
        born_on=person.born_on or date(1990, 1, 1),
        sex=person.sex.value if person.sex else "female",
        phone="0" + (person.phone.removeprefix("+84").removeprefix("0") or NO_PHONE),
        commune=_commune(agency),
    )


def _commune(agency: Agency) -> str:
    """Return the commune's name as addresses write it: "Xã Sông Lam"."""
    name = agency.short_name.removeprefix("UBND ").removeprefix("Công an ")
    return name[:1].upper() + name[1:]
