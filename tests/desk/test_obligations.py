"""The pages for what an applicant owes the State: at the desk and on the portal (national state 6)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.casework.owing import ASKED, MET, ask, land
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.workflow import queries as workflow
from motcua.domain.dossiers.enums import State
from motcua.domain.obligations.models import Obligation
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
SENT = {
    "act": "ask", "number": "TB-1203/CT", "on": "17/03/2026", "name-1": "Lệ phí trước bạ",
    "amount-1": "7.250.000 đ", "name-2": "", "amount-2": "", "pay_by": "16/04/2026",
    "pay_to": "Kho bạc Nhà nước",
}  # fmt: skip


@pytest.fixture
def player(province):
    return land()


@pytest.fixture
def specialist(player):
    return browser_of(player.officers["specialist"].person_id)


@pytest.fixture
def citizen(player):
    return browser_of(player.citizen.person_id)


def desk_page(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/nghia-vu-tai-chinh/"


def own_page(player):
    return f"/ho-so/{player.dossier.reference}/nghia-vu-tai-chinh/"


def state(player):
    return State(people.again(player.dossier).state)


def test_from_the_step_to_the_notice_to_the_payment_and_on(player, specialist, citizen):
    """The whole way through both doors, as officer and applicant take it."""
    task = specialist.get("/can-bo/viec/").text
    assert str(player.dossier.number) in task
    assert desk_page(player) in specialist.get(f"/can-bo/ho-so/{player.dossier.reference}/").text
    with clock.fixed_at(ASKED):
        notice = SimpleUploadedFile("tb.pdf", people.a_pdf("Thông báo"), "application/pdf")
        done = specialist.post(desk_page(player), SENT | {"file": notice}, follow=True)
        assert "Đã gửi thông báo cho người nộp" in done.text
        assert "thời hạn tạm dừng tính" in done.text

        own = citizen.get(f"/ho-so/{player.dossier.reference}/").text
        assert "7.250.000 đ" in own
        assert "Kho bạc Nhà nước" in own
        assert "TB-1203/CT" in own
        row = Obligation.objects.get()
        pdf = citizen.get(f"{own_page(player)}{row.document_id}/")
        assert pdf["Content-Type"] == "application/pdf"
        assert own_page(player) in citizen.get("/viec-cho-ban/").text
    with clock.fixed_at(MET):
        sent = citizen.post(
            own_page(player), {"proof": "0012345", "paid_on": "25/03/2026"}, follow=True
        )
        assert "Đã gửi chứng từ" in sent.text
        page = specialist.get(desk_page(player)).text
        assert 'value="0012345"' in page
        assert "Người nộp báo lúc" in page
        confirmed = specialist.post(
            desk_page(player), {"act": "confirm", "proof": "0012345", "paid_on": "25/03/2026"},
            follow=True,
        )  # fmt: skip
        assert "Đã xác nhận nộp" in confirmed.text
        assert "06/04/2026" in confirmed.text
        assert "Chờ thực hiện nghĩa vụ tài chính từ 18/03/2026" in confirmed.text
    assert state(player) is State.IN_PROGRESS


@pytest.mark.parametrize(
    ("sent", "anchors"),
    [
        ({"number": ""}, ["f-number"]),
        ({"on": "31/02/2026"}, ["f-on"]),
        ({"amount-1": "nhiều"}, ["f-amount-1"]),
        ({"name-2": "Thuế"}, ["f-amount-2"]),
        ({"amount-2": "5.000"}, ["f-name-2"]),
        ({"pay_to": " ", "pay_by": "01/03/2026"}, ["f-pay_by", "f-pay_to"]),
    ],
)
def test_what_is_wrong_is_named_beside_its_box_and_what_was_typed_stays(
    player, specialist, sent, anchors
):
    with clock.fixed_at(ASKED):
        answer = specialist.post(desk_page(player), SENT | sent)

    assert answer.status_code == 422
    assert [one for one in anchors if f'href="#{one}"' not in answer.text] == []
    assert 'value="Lệ phí trước bạ"' in answer.text
    assert state(player) is State.IN_PROGRESS


def test_a_step_is_not_completed_while_the_applicant_pays_and_the_page_says_where_to_go(
    player, specialist
):
    ask(player)
    (task,) = workflow.list_open_tasks(player.dossier.subject)
    page = f"/can-bo/viec/{task.pk}/"
    with clock.fixed_at(MET):
        assert desk_page(player) in specialist.get(page).text
        answer = specialist.post(page, {"outcome": "da_nop"})

    assert answer.status_code == 409
    assert "đang chờ người nộp thực hiện nghĩa vụ tài chính" in answer.text


def test_a_request_is_dropped_with_a_reason_that_the_applicant_reads(player, specialist, citizen):
    ask(player)
    with clock.fixed_at(MET):
        refused = specialist.post(desk_page(player), {"act": "drop", "reason": " "})
        assert refused.status_code == 422
        assert 'href="#f-reason"' in refused.text

        specialist.post(desk_page(player), {"act": "drop", "reason": "Được ghi nợ lệ phí"})

        assert "Được ghi nợ lệ phí" in citizen.get(f"/ho-so/{player.dossier.reference}/").text
        assert "Không yêu cầu nữa" in specialist.get(desk_page(player)).text


@pytest.mark.parametrize(
    ("sent", "anchor"),
    [
        ({"proof": "", "paid_on": "25/03/2026"}, "proof"),
        ({"proof": "1", "paid_on": "26/03/2026"}, "paid_on"),
        ({"proof": "1", "paid_on": "hôm nay"}, "paid_on"),
    ],
)
def test_the_applicant_is_told_what_is_missing_in_the_proof(player, citizen, sent, anchor):
    ask(player)
    with clock.fixed_at(MET):
        answer = citizen.post(own_page(player), sent)

    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.text
    assert state(player) is State.AWAITING_OBLIGATION


def test_who_comes_too_late_reads_that_nothing_is_awaited(player, citizen):
    answer = citizen.post(own_page(player), {"proof": "1", "paid_on": "16/03/2026"})

    assert answer.status_code == 409
    assert "không còn chờ nghĩa vụ tài chính nào" in answer.text


def test_the_procedure_says_beforehand_what_else_is_owed(player, citizen):
    page = citizen.get("/thu-tuc/1.012765/").text

    assert "nộp riêng vào ngân sách theo thông báo của Cơ quan thuế" in page
