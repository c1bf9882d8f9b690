"""The list of late dossiers says in whose hands each is now."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import inquiring
from tests.casework.province import MONDAY
from tests.desk.test_narrowing import accepted, task_of

from motcua.composition.casework import naming
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LATE = "/can-bo/ho-so/?tinh-trang=overdue"
MUCH_LATER = MONDAY + timedelta(days=30)


def held(client, address=LATE):
    with clock.fixed_at(MUCH_LATER):
        return {row.reference: row.holders for row in client.get(address).context["rows"]}


def test_the_role_is_said_and_whoever_was_named(province, desk):
    of_role, of_one = accepted(province), accepted(province)
    officer, step = province.registrar, task_of(of_role).name
    naming.name(
        task_id=task_of(of_one).pk, post_id=officer.post_id, reason="", by=province.chair, at=MONDAY
    )

    assert held(desk) == {
        of_role.reference: (f"Công chức tư pháp - hộ tịch: {step}",),
        of_one.reference: (f"{officer.name}, {officer.title}: {step}",),
    }
    assert set(held(desk, "/can-bo/ho-so/").values()) == {()}


def test_it_is_said_whom_it_waits_for_until_they_answered(province, sign_in):
    player = inquiring.handled()
    reader = sign_in(player.officers["specialist"])
    opinion = inquiring.ask(player, agency_id=province.agency_id)

    (lines,) = held(reader).values()
    assert [line.startswith("Chờ ý kiến: ") for line in lines] == [False, True]
    assert opinion.asked_agency.name in lines[1]
    inquiring.answer(opinion, by=province.registrar)
    (lines,) = held(reader).values()
    assert len(lines) == 1


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_any_number(province, desk, number):
    for _one in range(number):
        dossier = accepted(province)
    naming.name(
        task_id=task_of(dossier).pk, post_id=province.registrar.post_id, reason="",
        by=province.chair, at=MONDAY,
    )  # fmt: skip
    held(desk)

    with CaptureQueriesContext(connection) as late:
        held(desk)
    with CaptureQueriesContext(connection) as every:
        held(desk, "/can-bo/ho-so/")

    # The steps that wait, who was named, and what others were asked.
    assert len(late) == len(every) + 3
