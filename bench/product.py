"""The whole product, in process: sessions, rights, middleware, log of readings, templates."""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Self
from urllib.parse import urlencode

import pikepdf
from django.db import connection
from django.test import Client
from django.urls import reverse

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import filling, intake, lodging
from motcua.domain.dossiers import actions as dossiers
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.enums import AccountKind
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock
from motcua.surfaces.cli.demo import declarations, world


@dataclass(frozen=True, kw_only=True)
class Measured:
    """One kind of request: its CPU in the application, its rate alone, its queries."""

    name: str
    cpu_ms: float
    per_second: float
    queries: int
    mark_ms: float | None
    """The first mark on the reference machine, in milliseconds of application CPU."""


class Cast:
    """Who acts, signed in."""

    def __init__(self) -> None:
        loaded = world.find_cast(at=clock.now())
        self.citizen = loaded.citizens["099192000101"]
        self.desk = loaded.officers["motcua.songlam"]
        self.registrar = loaded.officers["hotich.songlam"]
        self.portal = _signed_in(
            Account.objects.get(person_id=self.citizen.person_id, kind=AccountKind.CITIZEN)
        )
        self.counter = _signed_in(Account.objects.get(login="motcua.songlam"))
        self.office = _signed_in(Account.objects.get(login="hotich.songlam"))
        self.anyone = Client()
        self.dice = Random(1)


def measure(requests: int) -> list[Measured]:
    """Measure each kind of request so many times, after a few that do not count."""
    cast = Cast()
    drafts = [draft_of(cast) for _ in range(requests + 5)]
    lodged = [
        lodging.lodge(draft_id=draft_of(cast).pk, by=cast.citizen, at=clock.now())
        for _ in range(requests + 5)
    ]
    taken = [
        intake.accept(
            reference=lodging.lodge(
                draft_id=draft_of(cast).pk, by=cast.citizen, at=clock.now()
            ).reference,
            by=cast.desk,
            at=clock.now(),
        )
        for _ in range(requests + 5)
    ]
    tasks = [workflow.list_open_tasks(dossier.subject)[0].pk for dossier in taken]
    numbers = [dossier.number for dossier in taken]
    return [
        _run(
            "lodge",
            5.0,
            iter(drafts),
            lambda draft: cast.portal.post(
                reverse("portal:lodge", args=[draft.pk]), *sent(declared="on")
            ),
            {302},
        ),
        _run(
            "accept",
            None,
            iter(lodged),
            lambda dossier: cast.counter.post(reverse("desk:accept", args=[dossier.reference])),
            {302},
        ),
        _run(
            "complete a task",
            6.0,
            iter(tasks),
            lambda task: cast.office.post(reverse("desk:task", args=[task]), *sent(outcome="dat")),
            {302},
        ),
        _run(
            "desk list of 25",
            12.0,
            iter(range(requests + 5)),
            lambda _: cast.counter.get(reverse("desk:queue")),
            {200},
        ),
        _run(
            "status by number (API)",
            3.0,
            iter(numbers),
            lambda number: cast.anyone.get(f"/api/v1/dossiers/{number}"),
            {200},
        ),
        _workflow_step(requests),
    ]


def sent(**values: str) -> tuple[str, str]:
    """Return what a browser sends of a form without files; the test client would send it in parts."""
    return urlencode(values), "application/x-www-form-urlencoded"


def _run(
    name: str, mark: float | None, items: Iterator, act: Callable, expected: set[int]
) -> Measured:
    for _ in range(4):
        answer = act(next(items))
        assert answer.status_code in expected, (name, answer.status_code, answer.content[:500])
    with _Counting() as counting:
        act(next(items))
    rest = list(items)
    cpu, wall = time.process_time(), time.perf_counter()
    for item in rest:
        act(item)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Measured(
        name=name, cpu_ms=cpu / len(rest) * 1000, per_second=len(rest) / wall,
        queries=counting.count, mark_ms=mark,
    )  # fmt: skip


def _workflow_step(requests: int) -> Measured:
    """The process engine alone: what a completed task costs besides the rest of the transition."""
    from motcua.capabilities.workflow import engine

    definition = workflow.find_latest("birth-registration")
    process = workflow.get_process(definition)
    serve = lambda _handler, _values: {}  # noqa: E731
    start = engine.begin(process, values={}, serve=serve)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(requests):
        engine.complete(process, start, task="kiem_tra", outcome="dat", values={}, serve=serve)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return Measured(
        name="workflow step alone", cpu_ms=cpu / requests * 1000, per_second=requests / wall,
        queries=0, mark_ms=None,
    )  # fmt: skip


def _signed_in(account) -> Client:
    client = Client()
    client.force_login(account)
    return client


_paper: list[bytes] = []


def draft_of(cast: Cast):
    at = clock.now()
    commune = "Xã Sông Lam"
    draft = filling.start(code="1.001193", agency_id=cast.desk.agency_id, by=cast.citizen, at=at)
    person = identity.get_person(cast.citizen.person_id)
    who = declarations.Declarant(
        name=person.full_name, pin=person.pin, born_on=person.born_on, sex="female",
        phone="0900000101", commune=commune,
    )  # fmt: skip
    answers = declarations.birth(who, clock.today(), cast.dice)
    dossiers.save_draft(
        draft_id=draft.pk,
        answers=answers,
        facts={},
        seen_revision=draft.revision,
        by=cast.citizen,
        at=at,
    )
    if not _paper:
        stream = io.BytesIO()
        pdf = pikepdf.new()
        pdf.add_blank_page()
        pdf.save(stream)
        _paper.append(stream.getvalue())
    documents.add_file(
        owner=draft.subject, paper_code="birth-notice", title="Giấy chứng sinh",
        filename="giay-chung-sinh.pdf", content=_paper[0], by=cast.citizen.key, at=at,
    )  # fmt: skip
    return draft


class _Counting:
    """Count the statements that a block sends."""

    def __enter__(self) -> Self:
        self.count = 0
        self._wrapper = connection.execute_wrapper(self._count)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._wrapper.__exit__(*error)

    def _count(self, execute, sql, params, many, context):
        self.count += 1
        return execute(sql, params, many, context)
