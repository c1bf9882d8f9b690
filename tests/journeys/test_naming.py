"""Who handles a dossier is named by the head of the agency: Article 19.1 of Decree 61/2018, page by page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.casework.reorganising import TUESDAY
from tests.journeys.people import signed_in, words

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.notifications.models import Message
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import examining, handling, naming
from motcua.composition.casework.errors import NamedToAnother, NotOfThisStep
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import NotYourTask, ReasonNeeded
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries as posts

pytestmark = pytest.mark.django_db
WORK = "/can-bo/viec/"
EACH = f"{WORK}phan-cong/"


@pytest.fixture
def player(province, at):
    player = slow.accepted()
    at("10:00")
    return player


@pytest.fixture
def specialist(player):
    return player.officers["specialist"]


@pytest.fixture
def leader(player):
    return player.officers["leader"]


def colleague_of(officer, *, pin="099188000555", name="Đinh Thị Lan", roles=None):
    """Give the officer a colleague of the same unit and roles; return them as they act."""
    post = identity.create_officer(
        login=f"lan.{pin[-4:]}", password="mat-khau-rat-dai-9X!", full_name=name, pin=pin,
        unit_id=officer.unit_id, title="Chuyên viên", roles=roles or officer.roles,
        valid_from=date(2025, 7, 1), at=MONDAY,
    )  # fmt: skip
    return posts.get_officer(post.id, on=MONDAY.date())


@pytest.fixture
def colleague(specialist):
    return colleague_of(specialist)


def task_of(player):
    (task,) = workflow_queries.list_open_tasks(player.dossier.subject)
    return task


def give(player, leader, to, *, reason="", at=MONDAY):
    post_id = to.post_id if to else None
    naming.name(task_id=task_of(player).pk, post_id=post_id, reason=reason, by=leader, at=at)


def complete(player, by, *, at=MONDAY):
    return handling.complete_task(
        task_id=task_of(player).pk, outcome="dat", reason="", by=by, at=at
    )


def entries(player, act):
    return [one for one in dossiers.timeline(player.dossier) if one.act is act]


# --- One step --------------------------------------------------------------------------------------


def test_19_1_the_head_names_one_person_who_is_told_and_the_log_says_so(
    player, leader, specialist, colleague
):
    page = f"{WORK}{task_of(player).pk}/phan-cong/"
    head = signed_in(leader)

    dossier = head.reads(f"/can-bo/ho-so/{player.dossier.reference}/")
    assert f'href="{page}"' in dossier.text
    assert colleague.name in words(head.reads(page))
    head.sends(page, post=str(colleague.post_id))

    (entry,) = entries(player, Act.NAME_HANDLER)
    assert (entry.by, entry.article) == (leader.key, "Điều 19.1")
    assert entry.payload["post_id"] == colleague.post_id
    assert entry.words == {"named": f"{colleague.name}, {colleague.title}"}
    assert colleague.name in words(head.reads(f"/can-bo/ho-so/{player.dossier.reference}/"))
    (told,) = Message.objects.filter(template=Template.STEP_NAMED)
    assert told.person_id == colleague.person_id
    assert told.path == f"{WORK}{task_of(player).pk}/"


def test_19_1_whom_the_head_did_not_name_does_not_do_the_step(
    player, leader, specialist, colleague
):
    give(player, leader, colleague)
    other = signed_in(specialist)
    address = f"{WORK}{task_of(player).pk}/"

    refused = other.is_refused(address, 403, outcome="dat")

    assert f"Bước này đã được phân công cho {colleague.name}" in words(refused)
    assert 'name="outcome"' not in other.reads(address).text
    assert task_of(player).code
    signed_in(colleague).sends(address, outcome="dat")
    assert task_of(player).role == "leader"


def test_19_1_what_is_given_to_another_or_taken_back_needs_a_reason(
    player, leader, specialist, colleague
):
    give(player, leader, colleague)
    with pytest.raises(ReasonNeeded):
        give(player, leader, specialist)
    with pytest.raises(ReasonNeeded):
        give(player, leader, None)

    give(player, leader, specialist, reason="Chị Lan nghỉ ốm")
    with pytest.raises(NamedToAnother):
        complete(player, colleague)
    give(player, leader, None, reason="Việc gấp")
    complete(player, colleague)

    second = entries(player, Act.NAME_HANDLER)[1]
    assert second.payload["before_post_id"] == colleague.post_id
    assert second.words["reason"] == "Chị Lan nghỉ ốm"
    (back,) = entries(player, Act.TAKE_BACK)
    assert back.payload["before_post_id"] == specialist.post_id


def test_saying_the_same_twice_is_said_once(player, leader, colleague):
    give(player, leader, colleague)
    give(player, leader, colleague)
    assert len(entries(player, Act.NAME_HANDLER)) == 1


def test_what_was_typed_stays_and_what_is_wrong_stands_beside_its_box(player, leader, colleague):
    give(player, leader, colleague)
    head = signed_in(leader)
    page = f"{WORK}{task_of(player).pk}/phan-cong/"

    nobody = head.is_refused(page, 422, post="", reason="Vì thế")
    silent = head.is_refused(page, 422, post="role", reason=" ")

    assert 'href="#naming-post"' in nobody.text
    assert "Vì thế</textarea>" in nobody.text
    assert 'href="#naming-reason"' in silent.text
    assert 'value="role" selected' in silent.text


def test_only_who_holds_the_role_there_today_can_be_named(player, leader, specialist, province):
    ended = colleague_of(specialist, pin="099188000556", name="Phạm Văn Thôi")
    identity.end_post(ended.post_id, valid_to=MONDAY.date(), at=MONDAY)
    other_role = colleague_of(specialist, pin="099188000557", name="Tạ Thị Nhận", roles={"desk"})

    for stranger in (ended, other_role, province.registrar, leader):
        with pytest.raises(NotOfThisStep):
            give(player, leader, stranger)


def test_who_does_not_lead_the_agency_names_nobody(player, specialist, colleague, province):
    with pytest.raises(NotYourTask):
        give(player, specialist, colleague)
    page = f"{WORK}{task_of(player).pk}/phan-cong/"
    signed_in(specialist).finds_nothing(page)
    signed_in(province.chair).finds_nothing(page)


def test_the_name_stays_for_later_steps_of_the_role(player, leader, specialist, colleague):
    give(player, leader, colleague)
    complete(player, colleague)
    handling.complete_task(
        task_id=task_of(player).pk, outcome="tra_lai", reason="Xem lại", by=leader, at=MONDAY
    )

    assert task_of(player).named_post_id == colleague.post_id
    with pytest.raises(NamedToAnother):
        complete(player, specialist)


# --- A name that holds no more ------------------------------------------------------------------


def test_who_leaves_the_post_leaves_the_step_to_the_role(player, leader, specialist, colleague):
    give(player, leader, colleague)
    identity.end_post(colleague.post_id, valid_to=TUESDAY.date(), at=MONDAY)

    with pytest.raises(NamedToAnother):
        complete(player, specialist)
    found = naming.look(task_of(player).pk, leader, on=TUESDAY.date())
    assert found.named is None
    assert colleague.post_id not in {post.id for post in found.candidates}
    complete(player, specialist, at=TUESDAY)


def test_an_agency_that_goes_on_with_it_finds_nobody_named(player, leader, colleague):
    give(player, leader, colleague)
    task = task_of(player)

    workflow.hand_over(
        kind=dossiers.KIND, keys=[player.dossier.reference],
        from_agency_id=task.agency_id, to_agency_id=leader.agency_id + 1000,
    )  # fmt: skip

    moved = task_of(player)
    assert moved.named_post_id is None
    assert workflow_queries.find_running(player.dossier.subject).named == {}


# --- The list -----------------------------------------------------------------------------------


@pytest.fixture
def births(province, at):
    """Four births that wait for the registrar, the first lodged first."""
    found = []
    for number in range(4):
        moment = MONDAY + timedelta(minutes=number)
        one = people.lodge(province, at=moment)
        people.accept(province, one, at=moment)
        found.append(people.again(one))
    at("10:00")
    return found


def steps_of(births):
    return [workflow_queries.list_open_tasks(one.subject)[0] for one in births]


def listed(officer, **wish):
    found = examining.list_work(officer, on=MONDAY.date(), **wish)
    return [work.dossier.reference for work in found]


def test_ones_own_come_first_however_late_they_are_due(province, births):
    last = steps_of(births)[-1]
    naming.name(
        task_id=last.pk, post_id=province.registrar.post_id, reason="", by=province.chair, at=MONDAY
    )

    assert listed(province.registrar) == [one.reference for one in [births[3], *births[:3]]]
    page = words(signed_in(province.registrar).reads(WORK))
    assert page.index(births[3].number) < page.index(births[0].number)


def test_the_list_goes_on_behind_ones_own_without_losing_or_repeating_any(province, births):
    for task in steps_of(births)[2:]:
        naming.name(
            task_id=task.pk, post_id=province.registrar.post_id, reason="", by=province.chair,
            at=MONDAY,
        )  # fmt: skip
    whole = listed(province.registrar)
    paged, after = [], None
    while chunk := examining.list_work(province.registrar, on=MONDAY.date(), after=after, limit=1):
        (work,) = chunk
        paged.append(work.dossier.reference)
        is_own = work.task.named_post_id == province.registrar.post_id
        after = examining.Place(due_at=work.task.due_at, key=work.task.pk, is_own=is_own)

    assert paged == whole
    assert sorted(whole) == sorted(one.reference for one in births)


def test_the_head_names_one_person_for_many_steps_and_is_told_of_those_refused(province, births):
    second = colleague_of(province.registrar)
    tasks = steps_of(births)
    naming.name(
        task_id=tasks[0].pk, post_id=second.post_id, reason="", by=province.chair, at=MONDAY
    )
    head = signed_in(province.chair)
    assert f'value="{tasks[0].pk}"' in head.reads(f"{WORK}?vai-tro=civil_status").text
    sent = {"vai-tro": "civil_status", "viec": [task.pk for task in tasks[:3]]}

    nobody = head.is_refused(EACH, 422, **sent, post="")
    nothing = head.is_refused(EACH, 422, **{**sent, "viec": []}, post=str(second.post_id))
    some = head.is_refused(EACH, 422, **sent, post=str(province.registrar.post_id))

    assert nobody.text.count(" checked>") == 3
    assert 'href="#naming-post"' in nobody.text
    assert 'href="#naming-steps"' in nothing.text
    assert "Đã phân công 2 việc." in words(some)
    assert [task.named_post_id for task in steps_of(births)] == [
        second.post_id, province.registrar.post_id, province.registrar.post_id, None,
    ]  # fmt: skip

    head.sends(EACH, **sent, post=str(province.registrar.post_id), reason="Đổi người trực")
    assert steps_of(births)[0].named_post_id == province.registrar.post_id


def test_who_does_not_lead_sees_whose_a_step_is_and_no_boxes_to_tick(province, births):
    second = colleague_of(province.registrar)
    task = steps_of(births)[0]
    naming.name(task_id=task.pk, post_id=second.post_id, reason="", by=province.chair, at=MONDAY)

    page = signed_in(province.registrar).reads(WORK).text

    assert second.name in page
    assert 'name="viec"' not in page
    assert f'href="{WORK}{task.pk}/"' not in page
    assert signed_in(province.registrar).browser.post(EACH, {}).status_code == 404


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_however_many_are_named(province, births, number):
    for task in steps_of(births)[:number]:
        naming.name(
            task_id=task.pk, post_id=province.registrar.post_id, reason="", by=province.chair,
            at=MONDAY,
        )  # fmt: skip
    examining.list_work(province.registrar, on=MONDAY.date())

    with CaptureQueriesContext(connection) as asked:
        examining.list_work(province.registrar, on=MONDAY.date())

    # Own tasks, the role's, dossiers, the note of the reading, whose names.
    assert len(asked) == 5
