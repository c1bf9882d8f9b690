"""The list of tasks cut down by how they stand, by procedure, under names of one's own."""

from datetime import timedelta

import pytest
from tests.casework import inquiring, people
from tests.casework.province import MONDAY

from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.actions.lists import MOST_LISTS
from motcua.capabilities.workflow.models import SavedList, Task
from motcua.composition.casework import naming
from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
WORK = "/can-bo/viec/"
SAVE = "/can-bo/viec/bo-loc/"


def accepted(province, **lodged):
    return people.accept(province, people.lodge(province, **lodged))


def task_of(dossier):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task


def listed(client, **asked):
    return [row.id for row in client.get(WORK, asked).context["rows"]]


def counts(client):
    page = client.get(WORK).context
    return {link.name: link.count for link in [*page["standings"], *page["waiting"]]}


def test_what_is_overdue_and_what_is_due_today_are_told_apart(province, registrar):
    late, today, later = (task_of(accepted(province)) for _one in range(3))
    Task.objects.filter(pk=late.pk).update(due_at=MONDAY - timedelta(minutes=1))
    Task.objects.filter(pk=today.pk).update(due_at=MONDAY + timedelta(hours=14, minutes=59))
    Task.objects.filter(pk=later.pk).update(due_at=MONDAY + timedelta(hours=15))

    assert listed(registrar, loc="qua-han") == [late.pk]
    assert listed(registrar, loc="hom-nay") == [today.pk]
    assert counts(registrar) == {"Quá hạn": 1, "Đến hạn hôm nay": 1, "Chưa phân công": 3}


def test_what_was_sent_back_is_found_until_it_is_done_again(province, registrar):
    dossier = accepted(province)
    accepted(province, by=province.duc)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    assert listed(registrar, loc="tra-lai") == []

    people.do(province.chair, dossier, "tra_lai", reason="Sai ngày sinh.", at=later(1))

    assert listed(registrar, loc="tra-lai") == [task_of(dossier).pk]
    assert counts(registrar)["Bị trả lại"] == 1
    people.do(province.registrar, dossier, "dat", at=later(2))
    assert listed(registrar, loc="tra-lai") == []


def later(hours):
    return MONDAY + timedelta(hours=hours)


def test_ones_own_and_nobodys_are_told_apart(province, registrar):
    own, free = task_of(accepted(province)), task_of(accepted(province))
    naming.name(
        task_id=own.pk, post_id=province.registrar.post_id, reason="", by=province.chair, at=MONDAY
    )

    assert listed(registrar, loc="cua-toi") == [own.pk]
    assert listed(registrar, loc="chua-giao") == [free.pk]


def test_what_waits_for_opinions_is_found_until_they_came(province, sign_in):
    player, other = inquiring.handled(), inquiring.handled()
    reader = sign_in(player.officers["specialist"])
    task = task_of(player.dossier)
    assert listed(reader, loc="cho-y-kien") == []

    opinion = inquiring.ask(player, agency_id=province.agency_id)

    assert listed(reader, loc="cho-y-kien") == [task.pk]
    assert listed(reader, loc="cho-y-kien", **{"thu-tuc": player.dossier.procedure_id}) == [task.pk]
    assert listed(reader, loc="cho-y-kien", **{"thu-tuc": 999_999}) == []
    assert task_of(other.dossier).pk in listed(reader)
    assert counts(reader)["Chờ ý kiến"] == 1
    inquiring.answer(opinion, by=province.registrar)
    assert listed(reader, loc="cho-y-kien") == []
    assert "Chờ ý kiến" not in counts(reader)


def test_a_procedure_and_a_step_narrow_together_and_unknown_words_do_not_matter(
    province, registrar
):
    dossier = accepted(province)
    task = task_of(dossier)

    assert listed(registrar, **{"thu-tuc": dossier.procedure_id}) == [task.pk]
    assert listed(registrar, **{"thu-tuc": dossier.procedure_id, "buoc": task.name}) == [task.pk]
    assert listed(registrar, **{"thu-tuc": dossier.procedure_id, "buoc": "Bước khác"}) == []
    assert listed(registrar, **{"thu-tuc": 999_999}) == []
    assert listed(registrar, loc="khong-co", **{"thu-tuc": "khong-co"}) == [task.pk]


def test_what_waits_for_applicants_is_counted_and_leads_to_the_dossiers(province, registrar):
    dossier = accepted(province)
    people.do(
        province.registrar, dossier, "can_bo_sung", reason="Thiếu.",
        items=[{"what": "Giấy chứng sinh", "why": "Mờ", "how": ""}],
    )  # fmt: skip
    page = registrar.get(WORK)

    (link,) = page.context["waiting"]
    assert (link.name, link.count) == (State.AWAITING_SUPPLEMENT.label, 1)
    rows = registrar.get(link.href).context["rows"]
    assert [row.reference for row in rows] == [dossier.reference]


def test_a_cut_is_kept_under_a_name_for_its_post_alone(province, registrar, chair):
    late = task_of(accepted(province))
    Task.objects.filter(pk=late.pk).update(due_at=MONDAY - timedelta(minutes=1))
    accepted(province)

    registrar.post(SAVE, {"name": "  Việc  gấp ", "loc": "qua-han"})

    (saved,) = registrar.get(WORK).context["shelf"].saved
    assert saved.name == "Việc gấp"
    page = registrar.get(saved.href)
    assert [row.id for row in page.context["rows"]] == [late.pk]
    assert 'aria-current="true">Việc gấp' in page.text
    assert chair.get(WORK).context["shelf"].saved == ()
    assert chair.post(f"{SAVE}{saved.id}/bo/").status_code == 404

    registrar.post(f"{SAVE}{saved.id}/bo/")
    assert registrar.get(WORK).context["shelf"].saved == ()


def test_a_name_given_again_stands_for_the_newer_cut(registrar):
    registrar.post(SAVE, {"name": "A", "loc": "qua-han"})
    registrar.post(SAVE, {"name": "A", "loc": "hom-nay"})

    assert [row.asked for row in SavedList.objects.all()] == ["loc=hom-nay"]


def test_a_cut_without_a_name_is_not_kept_and_the_page_says_so(registrar):
    answer = registrar.post(SAVE, {"name": " ", "loc": "qua-han"})

    assert answer.status_code == 422
    assert 'aria-describedby="list-name-error"' in answer.text
    assert not SavedList.objects.exists()


def test_nobody_keeps_more_than_twenty(registrar):
    for number in range(MOST_LISTS):
        registrar.post(SAVE, {"name": f"Bộ lọc {number}", "loc": "qua-han"})

    answer = registrar.post(SAVE, {"name": "Thêm", "loc": "qua-han"})

    assert answer.status_code == 422
    assert 'value="Thêm"' in answer.text
    assert SavedList.objects.count() == MOST_LISTS


def test_what_is_new_is_counted_in_the_cut_alone(province, registrar):
    task = task_of(accepted(province))
    page = registrar.get(WORK, {"buoc": "Phê duyệt và ký"})
    whole = registrar.get(WORK)
    with clock.fixed_at(MONDAY + timedelta(minutes=1)):
        accepted(province, at=MONDAY + timedelta(minutes=1))
        Task.objects.exclude(pk=task.pk).update(ready_at=MONDAY + timedelta(minutes=1))
        cut, all_of_it = (registrar.get(one.context["live"].count_from) for one in (page, whole))

    assert "hồ sơ mới" not in cut.text
    assert 'data-count="1"' in all_of_it.text
