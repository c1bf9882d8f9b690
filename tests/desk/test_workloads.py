"""Who has what: a line for each officer of the agency, each number the list of what it counts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import inquiring
from tests.casework.province import MONDAY
from tests.desk.test_narrowing import accepted, task_of
from tests.journeys.test_naming import colleague_of

from motcua.capabilities.workflow.models import Task
from motcua.composition.casework import naming, workloads
from motcua.foundation.identity.models import Post

pytestmark = pytest.mark.django_db
HERE = "/can-bo/viec/theo-nguoi/"
WORK = "/can-bo/viec/"


def give(province, dossier, officer):
    """Let the chair give the dossier's step to an officer; return its id."""
    task = task_of(dossier)
    naming.name(task_id=task.pk, post_id=officer.post_id, reason="", by=province.chair, at=MONDAY)
    return task.pk


def due(task_id, moment):
    Task.objects.filter(pk=task_id).update(due_at=moment)


def lines(client):
    """Return the numbers of each line by its name: due today, overdue, waiting for others, all."""
    rows = client.get(HERE).context["rows"]
    return {row.name: [cell.number for cell in row.cells] for row in rows}


def test_each_officer_has_a_line_with_what_is_due_and_late_and_all(province, chair):
    late, today, free = (accepted(province) for _one in range(3))
    second = colleague_of(province.registrar)
    due(give(province, late, province.registrar), MONDAY - timedelta(minutes=1))
    due(give(province, today, second), MONDAY + timedelta(hours=1))
    due(task_of(free).pk, MONDAY + timedelta(days=3))

    found = lines(chair)

    assert {name: numbers for name, numbers in found.items() if any(numbers)} == {
        "Chưa phân công": [0, 0, 0, 1],
        province.registrar.name: [0, 1, 0, 1],
        second.name: [1, 0, 0, 1],
        "Cả cơ quan": [1, 1, 0, 3],
    }
    assert found[province.chair.name] == [0, 0, 0, 0]
    assert province.desk.name not in found


def test_every_number_opens_as_many_as_it_says(province, chair):
    first, other, free = (accepted(province) for _one in range(3))
    due(task_of(free).pk, MONDAY + timedelta(days=3))
    due(give(province, first, province.registrar), MONDAY - timedelta(minutes=1))
    due(give(province, other, province.registrar), MONDAY + timedelta(hours=1))

    cells = [cell for row in chair.get(HERE).context["rows"] for cell in row.cells]

    assert all(bool(cell.href) == bool(cell.number) for cell in cells)
    opened = [len(chair.get(cell.href).context["rows"]) for cell in cells if cell.href]
    assert opened == [cell.number for cell in cells if cell.href]
    assert len(opened) == 7


def test_what_waits_for_opinions_is_counted_under_whose_it_is(province, sign_in):
    player = inquiring.handled()
    specialist, leader = player.officers["specialist"], player.officers["leader"]
    task = task_of(player.dossier)
    naming.name(task_id=task.pk, post_id=specialist.post_id, reason="", by=leader, at=inquiring.AT)
    inquiring.ask(player, agency_id=province.agency_id)

    assert lines(sign_in(leader))[specialist.name] == [0, 0, 1, 1]


def test_what_lies_with_somebody_who_moved_on_is_shown_and_given_to_another(province, chair):
    second = colleague_of(province.registrar)
    task = give(province, accepted(province), second)
    Post.objects.filter(pk=second.post_id).update(valid_to=MONDAY.date())

    (row,) = [row for row in chair.get(HERE).context["rows"] if row.name == second.name]
    assert row.note == "không còn giữ vị trí này: hãy phân công lại"
    list_page = chair.get(row.cells[-1].href)
    assert second.name in list_page.text
    sent = {"viec": task, "post": province.registrar.post_id, **hidden(list_page)}
    assert chair.post("/can-bo/viec/phan-cong/", sent).url == row.cells[-1].href
    assert Task.objects.get(pk=task).named_post_id == province.registrar.post_id


def hidden(page):
    return {name: value for name, value in page.context["wish"].of_whom.items() if value}


def test_a_persons_list_counts_that_persons_steps_alone(province, chair):
    one, other = accepted(province), accepted(province)
    due(give(province, one, province.registrar), MONDAY - timedelta(minutes=1))
    due(task_of(other).pk, MONDAY - timedelta(minutes=1))

    page = chair.get(WORK, {"vai-tro": "ca-co-quan", "nguoi": province.registrar.post_id})

    assert [(link.name, link.count) for link in page.context["standings"]] == [("Quá hạn", 1)]
    assert [step.count for step in page.context["steps"]] == [1]
    assert f"Việc đang chờ: {province.registrar.name}" in page.text


def test_only_heads_see_it_and_nobody_of_another_agency(province, registrar, chair):
    elsewhere = {"vai-tro": "ca-co-quan", "nguoi": province.strange_registrar.post_id}

    assert registrar.get(HERE).status_code == 404
    assert registrar.get(WORK, {"vai-tro": "ca-co-quan"}).status_code == 404
    assert chair.get(WORK, elsewhere).status_code == 404
    assert province.strange_registrar.name not in lines(chair)


@pytest.mark.parametrize("number", [1, 5])
def test_it_costs_two_queries_for_any_number(province, number):
    for index in range(number):
        second = colleague_of(province.registrar, pin=f"09918800{index:04}")
        give(province, accepted(province), second)

    with CaptureQueriesContext(connection) as asked:
        workloads.count_by_officer(province.chair, now=MONDAY)

    assert len(asked) == 2
