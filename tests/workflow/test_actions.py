"""Starting, completing and stopping processes."""

import random
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.capabilities.workflow import actions, engine, permissions, queries, service_tasks
from motcua.capabilities.workflow.enums import APPLICANT, TaskState
from motcua.capabilities.workflow.errors import (
    AlreadyRunning,
    NoSuchDefinition,
    NoSuchTask,
    TaskAlreadyDone,
    TaskCancelled,
    UnknownOutcome,
)
from motcua.capabilities.workflow.models import Definition, Instance, Task
from motcua.foundation.identity.actors import Anonymous, Citizen, Officer, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.worktime import TimeUnit, due_after
from motcua.foundation.organisations import queries as organisations

from .conftest import MONDAY, PARALLEL, bpmn, flow, line, node, service, user, values

DOSSIER = Subject(kind="test", key="1")
ONE_TASK = line(("viec", user("viec", "xong", "khac", share="50%")))


def store(text, key="thu"):
    return actions.store_definition(key=key, bpmn_text=text, at=MONDAY)


def start(text, subject=DOSSIER, **more):
    return actions.start(definition_id=store(text), subject=subject, agency_id=7, at=MONDAY, **more)


def complete(task, outcome="xong", **more):
    more = {"by_post_id": 12, "by_name": "Hoàng Lệ", "at": MONDAY, **more}
    return actions.complete(task_id=task.pk, outcome=outcome, **more)


def only_task(subject=DOSSIER):
    (task,) = queries.list_open_tasks(subject)
    return task


@pytest.mark.django_db
def test_the_same_model_is_stored_once_and_a_changed_one_is_the_next_version():
    first = store(ONE_TASK)
    again = store(ONE_TASK.replace("><", ">\n  <"))
    changed = store(line(("viec", user("viec", "xong"))))

    assert again == first
    assert changed != first
    assert list(queries.list_definitions().values_list("version", flat=True)) == [1, 2]
    assert queries.find_latest("thu").pk == changed
    assert queries.find_latest("khac") is None


@pytest.mark.django_db
def test_a_stored_model_cannot_be_changed():
    store(ONE_TASK)

    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Definition.objects.update(name="khác")


@pytest.mark.django_db
def test_a_task_says_what_it_is_whose_and_how_it_can_end():
    start(ONE_TASK)

    task = only_task()

    assert (task.code, task.name, task.role, task.unit_kind, task.agency_id, task.state) == (
        "viec", "Việc viec", "civil_status", "professional", 7, TaskState.OPEN,
    )  # fmt: skip
    assert [choice["code"] for choice in task.choices] == ["xong", "khac"]
    assert (task.share, task.due_at) == (None, None)
    assert task.subject == DOSSIER


@pytest.mark.django_db
def test_a_task_is_due_when_its_share_of_working_time_has_passed():
    start(ONE_TASK, limit_minutes=960)

    task = only_task()

    calendar = organisations.get_calendar(7)
    assert task.share == 480
    assert task.due_at == due_after(calendar, MONDAY, 8, TimeUnit.WORKING_HOUR).at


@pytest.mark.django_db
def test_completing_says_what_opened_and_keeps_who_did_it():
    start(line(("mot", user("mot")), ("hai", user("hai"))))
    first = only_task()

    opened = complete(first, at=MONDAY + timedelta(hours=1))

    first.refresh_from_db()
    assert [task.code for task in opened] == ["hai"]
    assert (first.state, first.outcome, first.done_by_post_id, first.done_by_name) == (
        TaskState.DONE, "xong", 12, "Hoàng Lệ",
    )  # fmt: skip
    assert first.done_at == MONDAY + timedelta(hours=1)


@pytest.mark.django_db
def test_who_comes_second_hears_who_was_first():
    start(ONE_TASK)
    task = only_task()
    complete(task)

    with pytest.raises(TaskAlreadyDone) as refusal:
        complete(task, "khac", by_name="Lê Thị Na")

    assert (
        refusal.value.text == "Công việc “Việc viec” đã được Hoàng Lệ xử lý lúc 09:00 23/11/2026."
    )


@pytest.mark.django_db
def test_an_unknown_outcome_is_refused_with_the_known_ones_and_changes_nothing():
    start(ONE_TASK)

    with pytest.raises(UnknownOutcome, match="xong, khac"):
        complete(only_task(), "bay")

    assert only_task().state is TaskState.OPEN


@pytest.mark.django_db
def test_there_is_no_task_without_a_row():
    with pytest.raises(NoSuchTask):
        actions.complete(task_id=0, outcome="xong", by_post_id=1, at=MONDAY)
    with pytest.raises(NoSuchTask):
        queries.get_task(0)
    with pytest.raises(NoSuchDefinition):
        queries.get_definition(0)


@pytest.mark.django_db
def test_a_subject_has_one_process_at_a_time():
    start(ONE_TASK)
    with pytest.raises(AlreadyRunning):
        start(ONE_TASK)
    complete(only_task())

    start(ONE_TASK)

    assert Instance.objects.count() == 2


@pytest.mark.django_db
def test_a_stopped_process_leaves_no_open_task():
    start(PARALLEL)
    complete(only_task())
    task = queries.find_open_task(DOSSIER, "trai")

    stopped = actions.cancel(subject=DOSSIER, at=MONDAY)

    assert stopped == 2
    assert queries.list_open_tasks(DOSSIER) == []
    assert queries.find_running(DOSSIER) is None
    with pytest.raises(TaskCancelled):
        complete(task)
    assert actions.cancel(subject=DOSSIER, at=MONDAY) == 0


@pytest.mark.django_db
def test_a_service_hears_of_the_subject_and_its_answer_leads_the_way(serve_with):
    heard = []

    def count_copies(subject, known, at):
        heard.append((subject, dict(known), at))
        return {"so_trang": 12, "ho_ten": "không được giữ"}

    serve_with(count_copies)
    start(
        bpmn(
            values("so_trang", "gap"),
            node("startEvent", "s"), user("viec"), service("dem"),
            node("exclusiveGateway", "hoi", default="hoi_it"), user("nhieu"), user("it"),
            node("endEvent", "e"), flow("s", "viec"), flow("viec", "dem"), flow("dem", "hoi"),
            flow("hoi", "nhieu", "so_trang &gt; 10 and gap == true"), flow("hoi", "it"),
            flow("nhieu", "e"), flow("it", "e"),
        ),
        values={"gap": True, "pin": "không được giữ"},
    )  # fmt: skip

    opened = complete(only_task())

    assert [task.code for task in opened] == ["nhieu"]
    assert heard == [(DOSSIER, {"gap": True, "outcome": "xong", "viec": "xong"}, MONDAY)]
    kept = Instance.objects.get().state["values"]
    assert kept == {"gap": True, "outcome": "xong", "viec": "xong", "so_trang": 12}


@pytest.mark.django_db
def test_a_refusal_of_a_service_undoes_the_step(serve_with):
    def refuse(subject, known, at):
        raise Refusal

    serve_with(refuse)
    start(line(("viec", user("viec")), ("may", service("may"))))

    with pytest.raises(Refusal), transaction.atomic():
        complete(only_task())

    assert only_task().state is TaskState.OPEN


@pytest.mark.django_db
def test_a_handler_nobody_registered_is_a_defect():
    start(line(("viec", user("viec")), ("may", service("may", "khong.co"))))

    with pytest.raises(service_tasks.UnknownHandler), transaction.atomic():
        complete(only_task())


def test_a_handler_key_is_taken_once(serve_with):
    serve_with(len)

    with pytest.raises(ValueError, match="taken"):
        service_tasks.register("test.serve")(max)
    assert service_tasks.registered() == {"test.serve": len}


@pytest.mark.django_db
def test_branches_run_side_by_side_and_join():
    start(PARALLEL)
    complete(only_task())
    assert {task.code for task in queries.list_open_tasks(DOSSIER)} == {"trai", "phai"}

    assert [t.code for t in complete(queries.find_open_task(DOSSIER, "phai"), "lai")] == ["phai"]
    assert complete(queries.find_open_task(DOSSIER, "trai")) == []
    assert [t.code for t in complete(queries.find_open_task(DOSSIER, "phai"), "tiep")] == ["cuoi"]


@pytest.mark.django_db
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32), steps=st.integers(1, 40))
def test_whatever_people_do_a_process_waits_for_somebody_or_has_ended(seed, steps):
    chance = random.Random(seed)
    with transaction.atomic():
        start(PARALLEL)
        for _step in range(steps):
            task = chance.choice(queries.list_tasks(DOSSIER))
            outcome = chance.choice(["xong", "tiep", "lai", "quay_lai", "bay"])
            was_open = task.state is TaskState.OPEN
            may = was_open and outcome in {choice["code"] for choice in task.choices}
            try:
                with transaction.atomic():
                    complete(task, outcome)
            except (TaskAlreadyDone, UnknownOutcome):
                assert not may
            else:
                assert may
            opened = [task.code for task in queries.list_open_tasks(DOSSIER)]
            ended = Instance.objects.get().ended_at is not None
            assert len(opened) == len(set(opened))
            assert bool(opened) is not ended
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_hundred_returns_leave_the_state_as_small_as_one():
    start(PARALLEL)
    sizes = set()
    for _round in range(100):
        complete(queries.find_open_task(DOSSIER, "mot"))
        complete(queries.find_open_task(DOSSIER, "trai"))
        complete(queries.find_open_task(DOSSIER, "phai"), "tiep")
        complete(queries.find_open_task(DOSSIER, "cuoi"), "quay_lai")
        sizes.add(len(str(Instance.objects.get().state)))

    assert len(sizes) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("others", [0, 3])
def test_completing_costs_four_queries(others, django_assert_num_queries):
    for number in range(others):
        start(ONE_TASK, subject=Subject(kind="test", key=f"khac-{number}"))
    start(line(("mot", user("mot")), ("hai", user("hai"))))
    task = only_task()
    complete_once = line(("mot", user("mot")), ("hai", user("hai")))
    start(complete_once, subject=Subject(kind="test", key="am"))
    complete(only_task(Subject(kind="test", key="am")))

    with django_assert_num_queries(4):
        complete(task)


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1, 3])
def test_a_worklist_costs_one_query(rows, django_assert_num_queries):
    for number in range(rows):
        start(ONE_TASK, subject=Subject(kind="test", key=str(number)))

    with django_assert_num_queries(1):
        tasks = list(queries.list_worklist(agency_id=7, roles=["civil_status"]))

    assert len(tasks) == rows


@pytest.mark.django_db
def test_a_worklist_holds_what_the_post_can_do():
    start(ONE_TASK)

    def counted(**wanted):
        return queries.list_worklist(
            **{"agency_id": 7, "roles": ["civil_status"], **wanted}
        ).count()

    assert counted() == 1
    assert counted(unit_kind="professional") == 1
    assert counted(unit_kind="leadership") == 0
    assert counted(agency_id=8) == 0
    assert counted(roles=["leader", "desk"]) == 0
    complete(only_task())
    assert counted() == 0


OFFICER = Officer(
    person_id=1, post_id=12, agency_id=7, unit_id=3, unit_kind="professional",
    roles=frozenset({Role.CIVIL_STATUS}), name="Hoàng Lệ", title="Công chức",
)  # fmt: skip
CITIZEN = Citizen(person_id=9, name="Trần Văn Ổi", assurance=2)


@pytest.mark.parametrize(
    ("actor", "may_officers", "may_applicants"),
    [
        (OFFICER, True, False),
        (replace(OFFICER, agency_id=8), False, False),
        (replace(OFFICER, roles=frozenset({Role.LEADER})), False, False),
        (replace(OFFICER, unit_kind="one_stop"), False, False),
        (CITIZEN, False, True),
        (Anonymous(), False, False),
        (System(name="worker"), False, False),
    ],
)
def test_each_task_is_for_its_role_in_its_agency(actor, may_officers, may_applicants):
    officers = Task(agency_id=7, role="civil_status", unit_kind="professional")
    applicants = Task(agency_id=7, role=APPLICANT, unit_kind="")

    assert permissions.may_complete(actor, officers) is may_officers
    assert permissions.may_complete(actor, applicants) is may_applicants
    if may_officers:
        permissions.require_may_complete(actor, officers)
    else:
        with pytest.raises(NoSuchTask):
            permissions.require_may_complete(actor, officers)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_complete_a_task_once():
    start(line(("mot", user("mot")), ("hai", user("hai"))))
    task = only_task()
    answers = []
    barrier = threading.Barrier(4)

    def press(name):
        barrier.wait()
        try:
            with transaction.atomic():
                complete(task, by_name=name)
            answers.append("done")
        except TaskAlreadyDone as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert sorted(answers) == ["done", *["workflow.task-already-done"] * 3]
    assert [task.code for task in queries.list_open_tasks(DOSSIER)] == ["hai"]


def test_scripts_never_run():
    conditions = engine._Conditions({}, frozenset(), lambda key, known: {})

    with pytest.raises(PermissionError):
        conditions.execute(None, "x = 1")
