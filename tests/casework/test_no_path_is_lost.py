"""Whatever is merged and divided, no dossier's path is lost, and nobody gains what is not theirs."""

from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework.province import MONDAY
from tests.casework.reorganising import HEADING, TUESDAY, commune, passing, reorganise
from tests.dossiers import steps

from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import naming, reorganisation
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.rules import FINAL_STATES
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as agencies
from motcua.foundation.organisations.enums import UnitKind
from motcua.foundation.organisations.models import Agency, Unit
from motcua.foundation.organisations.queries import Plan

pytestmark = pytest.mark.django_db

BEFORE = ("H99.301", "H99.302", "H99.303", "H99.304")
FRESH = (("H99.401", "H99.402"), ("H99.501", "H99.502"))
PROCEDURES = (steps.BIRTH, steps.BUSINESS)
PASSWORD = identity.hash_password("mat-khau-rat-dai-9X!")
ROUNDS = (TUESDAY, TUESDAY + timedelta(days=30))


@dataclass(frozen=True)
class Life:
    """One dossier: where, of what, how far."""

    agency: str
    procedure: str
    fate: str


lives = st.lists(
    st.builds(
        Life,
        agency=st.sampled_from(BEFORE),
        procedure=st.sampled_from(PROCEDURES),
        fate=st.sampled_from(["waiting", "accepted", "named", "withdrawn"]),
    ),
    min_size=1,
    max_size=5,
)


@st.composite
def plans(draw, living, fresh):
    """Return a sound plan: agencies end, each with successors; one may go on under its own code."""
    ending = draw(st.sets(st.sampled_from(sorted(living)), min_size=1))
    survivors = sorted(living - ending)
    passings = []
    for code in sorted(ending):
        pool = [*fresh, *survivors, code]
        taking = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=3, unique=True))
        passings += [
            passing(code, one, keeps_archive=place == 0) for place, one in enumerate(taking)
        ]
        if len(taking) > 1 and draw(st.booleans()):
            named = draw(st.sampled_from(PROCEDURES))
            passings.append(passing(code, taking[-1], keeps_archive=False, procedures=(named,)))
    return Plan(passings=tuple(passings))


@st.composite
def histories(draw):
    """Return one or two plans, the second upon what the first left."""
    first = draw(plans(set(BEFORE), FRESH[0]))
    living = (set(BEFORE) - set(first.ends)) | {one.successor for one in first.passings}
    if draw(st.booleans()):
        return (first,)
    return (first, draw(plans(living, FRESH[1])))


def with_beginnings(plan, on):
    """Add the agencies that have to begin."""
    current = {agency.code for agency in Agency.objects.filter(valid_to=None)} - set(plan.ends)
    wanted = dict.fromkeys(one.successor for one in plan.passings)
    begins = tuple(
        commune(code, name=f"xã {code[-3:]}", on=on) for code in wanted if code not in current
    )
    return Plan(begins=begins, passings=plan.passings)


def desk_of(agency_id):
    return Officer(
        person_id=0, post_id=0, agency_id=agency_id, unit_id=0, unit_kind="one_stop",
        roles=frozenset({Role.DESK}), name="Người tiếp nhận", title="",
    )  # fmt: skip


def live(province, life, agency_ids):
    """Let one dossier come as far as it gets before the first day."""
    there = SimpleNamespace(hanh=province.hanh, agency_id=agency_ids[life.agency])
    dossier = steps.lodge(there, code=life.procedure)
    desk = desk_of(agency_ids[life.agency])
    if life.fate == "accepted":
        actions.accept(reference=dossier.reference, by=desk, at=MONDAY)
    elif life.fate == "named":
        actions.accept(reference=dossier.reference, by=desk, at=MONDAY)
        name_somebody(dossier, desk.agency_id)
    elif life.fate == "withdrawn":
        actions.withdraw(reference=dossier.reference, reason="", by=province.hanh, at=MONDAY)
    return Dossier.objects.get(pk=dossier.pk)


def name_somebody(dossier, agency_id):
    """Let the dossier's process wait for one person by name (Article 19.1)."""
    definition = procedures.get_version(dossier.procedure_version_id).workflow_definition_id
    workflow.start(
        definition_id=definition, subject=dossier.subject, agency_id=agency_id, at=MONDAY
    )
    (task,) = workflow_queries.list_open_tasks(dossier.subject)
    unit = Unit.objects.filter(agency_id=agency_id).first() or Unit.objects.create(
        agency_id=agency_id, code="chuyen-mon", name="Chuyên môn", kind=UnitKind.PROFESSIONAL
    )
    officer = identity.create_officer(
        login=f"can-bo.{task.pk}", password=PASSWORD, full_name="Người Được Giao",
        pin=f"0991{task.pk:08d}", unit_id=unit.pk, title="Công chức", roles=[Role(task.role)],
        valid_from=date(2025, 7, 1), at=MONDAY,
    )  # fmt: skip
    workflow.name(task_id=task.pk, post_id=officer.id)


def log_of(dossier):
    rows = DossierEvent.objects.filter(dossier=dossier).order_by("seq")
    return [bytes(row.hash) for row in rows]


def expected(history, life):
    """Return by code where the dossier lies after the plans: where it follows by itself."""
    code = life.agency
    if life.fate == "withdrawn":
        return code, code
    for plan in history:
        if code in plan.ends:
            taking = agencies.whither(plan.of(code), life.procedure)
            if len(taking) > 1:
                return code, None
            code = taking[0]
    return code, code


def keeper(history, code):
    """Return by code who reads what was closed at the agency."""
    for plan in history:
        if code in plan.ends:
            code = next(one.successor for one in plan.of(code) if one.keeps_archive)
    return code


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=lives, history=histories())
def test_no_path_is_lost(province, told, history):
    with transaction.atomic():
        check(province, told, history)
        transaction.set_rollback(True)


def check(province, told, history):
    provincial = agencies.get_agency_by_code("H99")
    agency_ids = {}
    for row in (commune(code, name=f"xã {code[-3:]}", on=provincial.valid_from) for code in BEFORE):
        agency_ids[row.code] = organisations.create_agency(
            code=row.code, name=row.name, level=row.level, kind=row.kind,
            commune_code=row.commune_code, valid_from=row.valid_from, parent_id=provincial.pk,
        ).pk  # fmt: skip
    before = [(life, live(province, life, agency_ids)) for life in told]
    logs = {dossier.pk: log_of(dossier) for _life, dossier in before}

    for plan, at in zip(history, ROUNDS, strict=False):
        heading = organisations.Heading(
            title=HEADING.title, on=at.date(), basis=HEADING.basis, article=HEADING.article
        )
        reorganise(
            province, with_beginnings(plan, at.date()), heading=heading, at=at, settles=False
        )

    undecided = {
        one.dossier.pk
        for one in reorganisation.list_undecided(province.controller, at=ROUNDS[-1]).dossiers
    }
    current = {agency.code: agency.pk for agency in Agency.objects.filter(valid_to=None)}
    for life, dossier in before:
        still_reached(province, dossier, logs[dossier.pk])
        lies_right(Dossier.objects.get(pk=dossier.pk), expected(history, life), agency_ids, current)
        assert (dossier.pk in undecided) == (expected(history, life)[1] is None)
        seen_by_whom_it_concerns(dossier, history, life, current)
        if life.fate == "named":
            waits_for_somebody(dossier, life, history)
    assert list(queries.verify_log()) == []
    assert list(agencies.verify_reorganisations()) == []


def still_reached(province, dossier, log):
    """It is found by number and reference, and every entry there was stands where it stood."""
    for name in filter(None, (dossier.number, dossier.reference)):
        assert queries.find_public(name) is not None
        assert queries.get_for_citizen(name, province.hanh).pk == dossier.pk
    after = Dossier.objects.get(pk=dossier.pk)
    assert (after.number, after.reference, after.state, after.due_at) == (
        dossier.number, dossier.reference, dossier.state, dossier.due_at,
    )  # fmt: skip
    assert log_of(dossier)[: len(log)] == log
    added = queries.timeline(after)[len(log) :]
    assert {entry.act for entry in added} <= {Act.REASSIGN}
    assert (
        queries.timeline(after)[-1].payload.get("to_agency_id", after.agency_id) == after.agency_id
    )


def waits_for_somebody(dossier, life, history):
    """Its step lies where it lies, and the name holds only while the agency that gave it is in charge."""
    (task,) = workflow_queries.list_open_tasks(dossier.subject)
    after = Dossier.objects.get(pk=dossier.pk)
    assert task.agency_id == after.agency_id
    named = naming.list_named([task], on=ROUNDS[-1].date())
    if after.agency_id != dossier.agency_id:
        assert task.named_post_id is None
        assert named == {}
    elif not any(life.agency in plan.ends for plan in history):
        assert named[task.pk].agency_id == after.agency_id
    # In a divided agency both wait until somebody says where they go.
    assert all(post.agency_id == task.agency_id for post in named.values())


def lies_right(dossier, where, agency_ids, current):
    code, decided = where
    assert dossier.agency_id == dossier.receiving_agency_id
    if decided is None or dossier.state in FINAL_STATES:
        held = Agency.objects.get(pk=dossier.agency_id)
        assert held.code == code
    else:
        assert dossier.agency_id == current.get(code, agency_ids.get(code))


def seen_by_whom_it_concerns(dossier, history, life, current):
    """Of all desks that are, exactly the one it lies with, or that keeps the archive, sees it."""
    seeing = {
        code
        for code, agency_id in current.items()
        if queries.find_visible(desk_of(agency_id), dossier.reference) is not None
    }
    if life.fate == "withdrawn":
        assert seeing == {keeper(history, life.agency)}
    else:
        decided = expected(history, life)[1]
        assert seeing == ({decided} if decided else set())
