"""Handling a dossier: Article 19 of Decree 61/2018/NĐ-CP, page by page.

A residence dossier, promised in seven working days: Monday 16 March 2026 to Wednesday 25 March. Opinions, visits
and chains of agencies have journeys of their own.
"""

import re
from datetime import date, timedelta

import pytest
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.journeys.people import signed_in, the_post_arrives, words

from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
WORK = "/can-bo/viec/"
ASK = {
    "outcome": "can_bo_sung", "what": ["Giấy tờ chỗ ở"], "why": ["Ảnh mờ, không đọc được."],
    "reason": "Chưa đủ căn cứ về chỗ ở.",
}  # fmt: skip


@pytest.fixture
def player(province, at):
    player = slow.accepted()
    the_post_arrives()
    at("10:00")
    return player


@pytest.fixture
def specialist(player):
    return signed_in(player.officers["specialist"])


@pytest.fixture
def leader(player):
    return signed_in(player.officers["leader"])


@pytest.fixture
def applicant(player):
    return signed_in(player.citizen)


def own(player):
    """Return the address at which the applicant follows the dossier."""
    return f"/ho-so/{player.dossier.reference}/"


def task_of(officer):
    """Return the address of the one step that waits for the officer."""
    (task,) = dict.fromkeys(re.findall(rf'href="({WORK}\d+/)"', officer.reads(WORK).text))
    return task


def test_19_1_a_step_is_done_by_whom_the_agency_gave_it_to(player, specialist, leader, province):
    task = task_of(specialist)

    assert leader.browser.post(task, {"outcome": "dat"}).status_code == 404
    assert signed_in(province.registrar).browser.get(task).status_code == 404
    specialist.sends(task, outcome="dat")
    assert player.officers["specialist"].name in words(
        leader.reads(f"/can-bo/ho-so/{player.dossier.reference}/")
    )


def test_19_2_examined_and_signed_without_asking_anybody(player, specialist, leader, applicant):
    specialist.sends(task_of(specialist), outcome="dat")
    leader.sends(task_of(leader), outcome="ky")
    the_post_arrives()

    assert "Thông báo kết quả đăng ký thường trú" in words(applicant.reads(own(player)))


def test_19_3_a_what_is_verified_is_on_record_before_anybody_signs(player, specialist, leader):
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"
    specialist.sends(
        f"{dossier}xac-minh/", day="18/03/2026", time="14:30", place="Số 88 đường Lũy Tre",
        taking_part="Cảnh sát khu vực, chủ hộ", content="Chỗ ở thực tế",
    )  # fmt: skip
    specialist.sends(task_of(specialist), outcome="dat")
    signing = task_of(leader)
    with clock.fixed_at(MONDAY + timedelta(days=2, hours=7)):
        leader.is_refused(signing, 409, outcome="ky")
        (visit,) = dict.fromkeys(
            re.findall(rf'href="({dossier}xac-minh/\d+/)"', specialist.reads(dossier).text)
        )
        specialist.sends(
            visit, act="minutes", finding="as_declared", present="Chủ hộ", content="Đúng như khai."
        )
        assert "Đúng như khai." in words(leader.reads(dossier))
        leader.sends(signing, outcome="ky")


def test_19_4_what_is_missing_is_asked_in_writing_and_the_limit_begins_anew(
    player, specialist, applicant
):
    specialist.sends(task_of(specialist), **ASK)
    letters = the_post_arrives()

    assert any(player.dossier.number in letter.subject for letter in letters)
    page = words(applicant.reads(own(player)))
    for said in (*ASK["what"], *ASK["why"], "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"):
        assert said in page, said
    assert people.again(player.dossier).due_at is None

    tuesday = MONDAY + timedelta(days=1)
    with clock.fixed_at(tuesday):
        draft = applicant.browser.post(f"{own(player)}bo-sung/")["Location"]
        applicant.sends(f"{draft}nop/", declared="on")
        anew = words(applicant.reads(own(player)))
    due = people.again(player.dossier).due_at
    assert clock.day_in_vietnam(due) == date(2026, 3, 26)  # seven working days after Tuesday
    assert "26/03/2026 Ngày làm việc, ngày thứ 7" in anew


def test_19_4_after_three_working_days_nothing_is_asked_any_more(player, specialist):
    task = task_of(specialist)

    with clock.fixed_at(MONDAY + timedelta(days=4)):
        late = specialist.browser.post(task, ASK)

    assert late.status_code == 409
    assert "Đã quá 03 ngày làm việc" in words(late)
    assert people.again(player.dossier).due_at == player.dossier.due_at


def test_19_8_what_does_not_meet_the_conditions_is_refused_in_writing_in_time(
    player, specialist, leader, applicant
):
    why = "Chỗ ở đang có tranh chấp quyền sở hữu."
    task = task_of(specialist)
    specialist.is_refused(task, 422, outcome="khong_du_dieu_kien", reason=" ")
    specialist.sends(task, outcome="khong_du_dieu_kien", reason=why)
    signing = task_of(leader)
    leader.sends(signing, outcome="ky")
    leader.is_refused(signing, 409, outcome="ky")
    the_post_arrives()

    page = words(applicant.reads(own(player)))
    assert why in page
    assert "Phiếu từ chối giải quyết hồ sơ" in page
    assert player.dossier.number in words(
        signed_in(player.officers["desk"]).reads("/can-bo/so-theo-doi/")
    )


def test_19_9_who_is_late_apologises_before_the_day_and_promises_another_once(
    player, leader, specialist, applicant
):
    address = f"/can-bo/ho-so/{player.dossier.reference}/hen-lai/"
    why = "Phải xác minh nơi ở cũ tại tỉnh khác."
    assert specialist.browser.get(address).status_code == 404

    with clock.fixed_at(MONDAY + timedelta(days=7)):
        leader.is_refused(address, 422, until="31/03/2026", reason=" ")
        leader.sends(address, until="31/03/2026", reason=why)
        leader.is_refused(address, 409, until="02/04/2026", reason=why)
        letters = the_post_arrives()
        page = words(applicant.reads(own(player)))

    assert any("31/03/2026" in letter.body for letter in letters)
    assert "cơ quan đã xin lỗi và hẹn lại ngày 31/03/2026" in page
    assert why in page
