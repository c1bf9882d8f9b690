"""Several papers signed in one sitting: each line seen, each step on its own (Articles 19.1 and 19.3)."""

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import naming, signing_each
from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
HERE = "/can-bo/viec/ky/"
WORK = "/can-bo/viec/"


def drafted(province):
    """A birth whose entry was drafted and agreed to: it waits for the chair."""
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    return people.again(dossier)


@pytest.fixture
def two(province):
    return [drafted(province) for _one in range(2)]


def task_of(dossier):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task.pk


def sent(dossiers, **more):
    return {"viec": [task_of(one) for one in dossiers]} | more


def states(dossiers):
    return [people.again(one).state for one in dossiers]


def test_the_list_lets_a_leader_choose_and_each_line_says_who_what_and_which_paper(two, chair):
    assert f'formaction="{HERE}"' in chair.get(WORK).text

    asked = chair.post(HERE, sent(two))

    assert asked.status_code == 200
    assert "Ký 2 hồ sơ" in asked.text
    for one in two:
        assert one.number in asked.text
        assert f"{WORK}{task_of(one)}/ban-xem-truoc/" in asked.text
    assert asked.text.count("Kết quả giải quyết<") == 2
    assert states(two) == [State.IN_PROGRESS] * 2


def test_a_refusal_is_told_from_a_result(province, chair):
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "khong_du_dieu_kien", reason="Không đủ căn cứ.")

    asked = chair.post(HERE, sent([dossier]))

    assert "Thông báo từ chối giải quyết" in asked.text
    assert "Không đủ điều kiện" in asked.text


def test_who_does_not_say_that_each_was_seen_signs_nothing(two, chair):
    answer = chair.post(HERE, sent(two, confirm="1"))

    assert answer.status_code == 422
    assert 'href="#checked"' in answer.text
    assert states(two) == [State.IN_PROGRESS] * 2


def test_each_is_signed_on_its_own_and_only_what_stays_chosen(two, province, chair):
    left = drafted(province)

    done = chair.post(HERE, sent(two, confirm="1", checked="on"))

    assert states(two) == [State.DECIDED] * 2
    assert states([left]) == [State.IN_PROGRESS]
    assert [one.number for one in two if one.number not in done.text] == []


def test_what_cannot_be_signed_says_why_and_holds_up_no_other(two, province, chair):
    first, second = sent(two)["viec"]
    people.do(province.chair, two[0], "tra_lai", reason="Sai ngày sinh.")

    done = chair.post(HERE, {"viec": [first, second], "confirm": "1", "checked": "on"})

    assert states(two) == [State.IN_PROGRESS, State.DECIDED]
    assert [one.refusal and one.refusal.code for one in done.context["answers"]] == [
        "workflow.task-already-done",
        None,
    ]


def test_a_step_named_to_another_is_shown_with_the_reason_and_not_signed(
    two, province, chair, monkeypatch
):
    somebody = naming.list_named
    task_id = task_of(two[0])

    def named(tasks, *, on):
        post = naming.identity.list_posts_by_id([province.registrar.post_id])
        return somebody(tasks, on=on) | {task_id: post[province.registrar.post_id]}

    monkeypatch.setattr(signing_each.naming, "list_named", named)
    asked = chair.post(HERE, sent(two))

    assert asked.text.count('name="viec"') == 1
    assert "đã được phân công cho" in asked.text


def test_who_does_not_sign_enters_not_at_all_and_another_agency_signs_nothing(
    two, registrar, sign_in, province
):
    assert registrar.post(HERE, sent(two)).status_code == 404
    stranger = sign_in(province.strange_chair)

    asked = stranger.post(HERE, sent(two))
    done = stranger.post(HERE, sent(two, confirm="1", checked="on"))

    assert [one.number for one in two if one.number in asked.text + done.text] == []
    assert states(two) == [State.IN_PROGRESS] * 2


def test_a_step_that_ends_without_a_signature_is_not_signed(province, two, chair):
    unread = people.accept(province, people.lodge(province))
    answers = signing_each.sign_each(task_ids=[task_of(unread)], by=province.chair, at=MONDAY)

    assert [one.refusal.code for one in answers] == ["casework.nothing-signed-here"]


def test_each_dossier_shown_is_noted_as_read_once(two, chair):
    chair.post(HERE, sent(two))

    noted = Reading.objects.get(path=HERE)
    assert sorted(noted.subjects) == sorted(str(one.subject) for one in two)


@pytest.mark.parametrize("number", [1, 3])
def test_looking_costs_the_same_for_any_number(number, province, django_assert_num_queries):
    ids = [task_of(drafted(province)) for _one in range(number)]
    signing_each.look(ids, province.chair, on=MONDAY.date())

    with django_assert_num_queries(4):
        found = signing_each.look(ids, province.chair, on=MONDAY.date())

    assert [one.task.pk for one in found] == ids


def test_nothing_chosen_is_said(chair):
    page = chair.post(HERE, {}, follow=True)

    assert page.redirect_chain == [(WORK, 302)]
    assert "Hãy chọn ít nhất một việc trong danh sách." in page.text
