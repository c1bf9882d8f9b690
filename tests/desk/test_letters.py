"""Letters a head signs before the result: an apology (Article 19.9 of Decree 61/2018), a stop (form 05)."""

from datetime import date, timedelta

import pytest
from tests.casework import people, slow
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=7)
NOT_COME = "Đã yêu cầu bổ sung ngày 16/03/2026, đến nay chưa nhận được."
WHY = "Phải xác minh nơi ở cũ tại tỉnh khác."


@pytest.fixture
def player(province):
    return slow.accepted()


@pytest.fixture
def leader(player, sign_in):
    """The browser of the head of the agency in charge."""
    return sign_in(player.officers["leader"])


def address(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/hen-lai/"


def test_the_dossier_leads_its_head_to_the_page_and_nobody_else(player, leader, sign_in):
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"

    assert address(player) in leader.get(dossier).text
    assert address(player) not in sign_in(player.officers["specialist"]).get(dossier).text


def test_signing_the_apology_moves_the_day_and_shows_why(player, leader):
    with clock.fixed_at(LATER):
        answer = leader.post(address(player), {"until": "31/03/2026", "reason": WHY}, follow=True)

    assert answer.redirect_chain == [(f"/can-bo/ho-so/{player.dossier.reference}/", 302)]
    assert "hẹn lại ngày 31/03/2026" in answer.text
    assert "Văn bản xin lỗi và đề nghị gia hạn" in answer.text
    assert "Theo thời hạn thì hẹn ngày 25/03/2026" in answer.text
    assert clock.day_in_vietnam(people.again(player.dossier).due_at) == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("", "Ghi ngày có thật"),
        ("31/02/2026", "Ghi ngày có thật"),
        ("25/03/2026", "phải sau ngày đã hẹn"),
        ("28/03/2026", "không làm việc"),
    ],
)
def test_a_wrong_day_is_named_beside_its_box_and_what_was_typed_stays(player, leader, until, said):
    with clock.fixed_at(LATER):
        answer = leader.post(address(player), {"until": until, "reason": WHY})

    assert answer.status_code == 422
    assert said in answer.text
    assert 'href="#f-until"' in answer.text
    assert WHY in answer.text
    assert f'value="{until}"' in answer.text


def test_a_missing_reason_is_named_beside_its_box(player, leader):
    with clock.fixed_at(LATER):
        answer = leader.post(address(player), {"until": "31/03/2026", "reason": " "})

    assert answer.status_code == 422
    assert 'href="#f-reason"' in answer.text
    assert 'value="31/03/2026"' in answer.text


def test_too_late_says_so_instead_of_a_form(player, leader):
    with clock.fixed_at(MONDAY + timedelta(days=9)):
        answer = leader.get(address(player))

    assert "chậm nhất đến hết ngày 24/03/2026" in answer.text
    assert "<textarea" not in answer.text


def test_pressing_twice_apologises_once(player, leader):
    with clock.fixed_at(LATER):
        leader.post(address(player), {"until": "31/03/2026", "reason": WHY})
        again = leader.post(address(player), {"until": "02/04/2026", "reason": WHY})

    assert again.status_code == 409
    assert "đã được hẹn lại một lần" in again.text
    assert clock.day_in_vietnam(people.again(player.dossier).due_at) == date(2026, 3, 31)


def test_the_applicant_reads_why_it_is_that_day(player, leader, sign_in):
    with clock.fixed_at(LATER):
        leader.post(address(player), {"until": "31/03/2026", "reason": WHY})
        people.settle()
        page = sign_in(player.citizen).get(f"/ho-so/{player.dossier.reference}/")

    assert "cơ quan đã xin lỗi và hẹn lại ngày 31/03/2026" in page.text


@pytest.fixture
def asked(player):
    """The same dossier, sent back for a supplement that does not come."""
    slow.ask(player, at=MONDAY + timedelta(hours=2))
    return player


def stop_address(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/dung/"


def test_a_dossier_that_waits_for_its_applicant_leads_its_head_to_stopping(asked, leader, sign_in):
    dossier = f"/can-bo/ho-so/{asked.dossier.reference}/"

    assert stop_address(asked) in leader.get(dossier).text
    assert address(asked) not in leader.get(dossier).text
    assert stop_address(asked) not in sign_in(asked.officers["specialist"]).get(dossier).text


def test_signing_the_notice_stops_the_dossier_and_shows_it(asked, leader, sign_in):
    answer = leader.post(stop_address(asked), {"reason": NOT_COME}, follow=True)

    assert "Đã ký thông báo dừng giải quyết" in answer.text
    assert "Thông báo dừng giải quyết hồ sơ" in answer.text
    page = sign_in(asked.citizen).get(f"/ho-so/{asked.dossier.reference}/").text
    assert NOT_COME in page
    assert "bo-sung" not in page


def test_stopping_without_a_reason_is_named_beside_its_box(asked, leader):
    answer = leader.post(stop_address(asked), {"reason": ""})

    assert answer.status_code == 422
    assert 'href="#f-reason"' in answer.text


def test_what_is_being_handled_is_not_stopped(player, leader):
    page = leader.get(stop_address(player))

    assert "không thể thực hiện" in page.text
    assert "<textarea" not in page.text
    assert leader.post(stop_address(player), {"reason": NOT_COME}).status_code == 409
