"""Handling: the steps that wait for a post, the step's page, what a signatory sees before signing."""

import re
import subprocess
from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.workflow import queries as workflow
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.surfaces.desk.views import worklist

pytestmark = pytest.mark.django_db
WORK = "/can-bo/viec/"


@pytest.fixture
def accepted(province):
    """A birth registration that waits for the civil-status officer."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    return people.again(dossier)


@pytest.fixture
def to_sign(province, accepted):
    """The same dossier, waiting for the chair's signature."""
    people.do(province.registrar, accepted, "dat")
    people.answer(province.hanh, accepted, "dong_y")
    return people.again(accepted)


def open_task(dossier):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task


def address(task):
    return f"{WORK}{task.pk}/"


def tasks_in(page):
    return [int(key) for key in re.findall(r'href="/can-bo/viec/(\d+)/"', page)]


def test_my_tasks_are_those_of_my_roles_with_both_clocks(province, registrar, chair, accepted):
    task = open_task(accepted)

    mine = registrar.get(WORK)
    (row,) = mine.context["rows"]

    assert tasks_in(mine.text) == [task.pk]
    assert (row.step, row.clock.due) == ("Kiểm tra hồ sơ", task.due_at)
    assert row.dossier.name == accepted.number
    assert row.dossier.clock.due == accepted.due_at
    assert tasks_in(chair.get(WORK).text) == []


def test_tasks_are_cut_to_a_step(province, registrar, accepted):
    chosen = registrar.get(WORK, {"buoc": "Kiểm tra hồ sơ"})
    other = registrar.get(WORK, {"buoc": "Phê duyệt và ký"})

    assert [(step.name, step.count) for step in chosen.context["steps"]] == [("Kiểm tra hồ sơ", 1)]
    assert len(tasks_in(chosen.text)) == 1
    assert tasks_in(other.text) == []


def test_a_chair_looks_over_another_roles_tasks_and_does_none_of_them(
    province, registrar, chair, accepted
):
    page = chair.get(WORK, {"vai-tro": "civil_status"})

    assert tasks_in(page.text) == []
    assert f"/can-bo/ho-so/{accepted.reference}/" in page.text
    assert registrar.get(WORK, {"vai-tro": "leader"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 4])
def test_tasks_cost_the_same_however_many(rows, province, registrar, django_assert_max_num_queries):
    for number in range(rows):
        people.accept(province, people.lodge(province, at=MONDAY - timedelta(minutes=number)))
    registrar.get(WORK)

    with django_assert_max_num_queries(11):
        first = registrar.get(WORK)

    assert len(tasks_in(first.text)) == rows


def test_tasks_go_on_behind_the_last_row(province, registrar, monkeypatch):
    monkeypatch.setattr(worklist, "PAGE", 2)
    lodged = [people.lodge(province) for _ in range(3)]
    for dossier in lodged:
        people.accept(province, dossier)
    everything = [open_task(dossier).pk for dossier in lodged]

    first = registrar.get(WORK)
    second = registrar.get(first.context["next"])

    assert tasks_in(first.text) + tasks_in(second.text) == everything
    assert second.context["next"] == ""


def test_a_step_shows_dossier_papers_and_outcomes(province, registrar, accepted):
    task = open_task(accepted)

    page = registrar.get(address(task))

    assert "Phạm Nguyễn Bảo Ngọc" in page.text
    assert [choice.code for choice in page.context["choices"]] == [
        "dat", "can_bo_sung", "khong_du_dieu_kien",
    ]  # fmt: skip
    assert f"/can-bo/ho-so/{accepted.reference}/giay-to/" in page.text
    assert not page.context["has_preview"]
    for beside in ("lay-y-kien/", "xac-minh/", ""):
        assert f'href="/can-bo/ho-so/{accepted.reference}/{beside}' in page.text


def test_completing_a_step_goes_on_to_the_next_task(province, registrar, accepted):
    response = registrar.post(address(open_task(accepted)), {"outcome": "dat"}, follow=True)

    assert response.redirect_chain == [(WORK, 302)]
    assert f"Đã hoàn thành bước của hồ sơ {accepted.number}" in response.text
    assert open_task(accepted).code == "xac_nhan"


def test_a_step_asks_for_a_supplement_thing_by_thing(province, registrar, accepted):
    response = registrar.post(
        address(open_task(accepted)),
        {"outcome": "can_bo_sung", "what": ["Giấy chứng sinh", ""], "why": ["mờ", ""], "reason": "Không rõ ngày sinh."},
    )  # fmt: skip

    assert response["Location"] == WORK
    assert people.again(accepted).state == State.AWAITING_SUPPLEMENT
    (asked,) = dossiers.list_supplement_requests(people.again(accepted))
    assert asked.items == [{"what": "Giấy chứng sinh", "why": "mờ"}]


@pytest.mark.parametrize(
    ("posted", "anchor"),
    [
        ({"reason": "Thiếu."}, "task-outcome"),
        ({"outcome": "khong_du_dieu_kien", "reason": " "}, "task-reason"),
        ({"outcome": "can_bo_sung", "reason": "Thiếu.", "what": "", "why": "giữ lời"}, "task-what-1"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_what_was_typed_stays(
    posted, anchor, province, registrar, accepted
):
    response = registrar.post(address(open_task(accepted)), posted)

    assert response.status_code == 422
    assert f'href="#{anchor}"' in response.text
    assert f'id="{anchor}"' in response.text
    (said,) = re.findall(rf'href="#{anchor}">([^<]+)<', response.text)
    (beside,) = re.findall(r'class="govuk-error-message">.*?</span> ([^<]+)<', response.text)
    assert beside == said
    assert posted["reason"] in response.text
    if posted.get("outcome"):
        assert re.search(rf'value="{posted["outcome"]}" checked', response.text)
    assert posted.get("why", "") in response.text
    assert open_task(accepted).code == "kiem_tra"


def test_an_outcome_that_the_step_does_not_have_is_refused(province, registrar, accepted):
    response = registrar.post(address(open_task(accepted)), {"outcome": "ky"})

    assert response.status_code == 422
    assert response.context["refusal"].code == "workflow.unknown-outcome"


def test_lines_are_added_without_completing(province, registrar, accepted):
    response = registrar.post(
        address(open_task(accepted)),
        {"outcome": "can_bo_sung", "what": ["a", "b", "c"], "why": ["", "", ""], "add": "1"},
    )

    assert response.status_code == 200
    assert len(re.findall(r'name="what"', response.text)) == 5
    assert open_task(accepted).code == "kiem_tra"


def test_who_comes_second_reads_who_did_it_and_when(province, registrar, accepted):
    task = open_task(accepted)
    registrar.post(address(task), {"outcome": "dat"})

    response = registrar.post(address(task), {"outcome": "dat"})

    assert response.status_code == 409
    assert response.context["refusal"].code == "workflow.task-already-done"
    assert f"Bước này đã được {province.registrar.name} xử lý lúc 09:00 16/03/2026" in response.text
    assert 'name="outcome"' not in response.text


def test_a_chair_sees_the_paper_before_signing_it(province, chair, to_sign):
    task = open_task(to_sign)

    page = chair.get(address(task))
    paper = chair.get(f"{address(task)}ban-xem-truoc/")

    assert page.context["has_preview"]
    assert f'<iframe class="mc-split__paper" src="{address(task)}ban-xem-truoc/"' in page.text
    assert paper["Content-Type"] == "application/pdf"
    assert "no-store" in paper["Cache-Control"]
    assert "Phạm Nguyễn Bảo Ngọc" in text_of(paper.content)
    assert "CHƯA KÝ" in text_of(paper.content)


def text_of(pdf):
    command = ["pdftotext", "-", "-"]
    text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


def test_signing_issues_the_certificate(province, chair, to_sign):
    response = chair.post(address(open_task(to_sign)), {"outcome": "ky"})

    assert response["Location"] == WORK
    assert people.again(to_sign).state == State.DECIDED


def test_a_chair_sends_back_with_a_reason(province, chair, registrar, to_sign):
    chair.post(address(open_task(to_sign)), {"outcome": "tra_lai", "reason": "Sai nơi sinh."})

    again = open_task(to_sign)
    page = registrar.get(address(again))

    assert again.code == "kiem_tra"
    assert "Lý do: Sai nơi sinh." in page.text
    assert dossiers.find_last(people.again(to_sign), Act.SEND_BACK) is not None


def test_a_refusal_is_seen_before_it_is_signed(province, registrar, chair, accepted):
    registrar.post(
        address(open_task(accepted)),
        {"outcome": "khong_du_dieu_kien", "reason": "Trẻ đã được đăng ký."},
    )
    task = open_task(accepted)

    paper = chair.get(f"{address(task)}ban-xem-truoc/")
    chair.post(address(task), {"outcome": "ky"})

    assert "Trẻ đã được đăng ký." in text_of(paper.content)
    assert people.again(accepted).state == State.REJECTED


def test_there_is_nothing_to_preview_where_nothing_is_signed(
    province, registrar, chair, accepted, to_sign
):
    checked = workflow.list_tasks(to_sign.subject)[0]
    signing = open_task(to_sign)
    chair.post(address(signing), {"outcome": "ky"})

    assert registrar.get(f"{address(checked)}ban-xem-truoc/").status_code == 404
    assert chair.get(f"{address(signing)}ban-xem-truoc/").status_code == 404


def test_a_step_costs_little(province, registrar, accepted, django_assert_max_num_queries):
    task = open_task(accepted)
    registrar.get(address(task))

    # One of them counts the colleagues' notes, so that nobody decides without having seen them.
    with django_assert_max_num_queries(17):
        registrar.get(address(task))
