"""The desk's pages for fees (Article 22 of Decree 61/2018): a birth registered late costs 5,000 đồng."""

from dataclasses import replace

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import paying
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Standing, Way
from motcua.domain.dues.models import Line

pytestmark = pytest.mark.django_db
LIST = "/can-bo/thu-phi/"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01", "result_channel": "counter"}
CASH = {"act": "pay", "amount": "5.000 đ", "way": "cash", "paid_on": "16/03/2026"}


@pytest.fixture
def dossier(province):
    dossier = people.accept(province, people.lodge(province, answers=LATE))
    people.settle()
    return dossier


@pytest.fixture
def page(dossier):
    return f"/can-bo/ho-so/{dossier.reference}/thu-phi/"


def standing(dossier):
    return paying.bill_of(dossier).balance.standing


def test_article_22_1_a_from_the_list_to_the_money_taken(dossier, page, desk):
    listed = desk.get(LIST).text
    assert page in listed
    assert "Còn phải nộp" in listed
    assert 'value="5.000"' in desk.get(page).text

    done = desk.post(page, CASH, follow=True)

    assert done.redirect_chain == [(page, 302)]
    assert "Đã ghi thu 5.000 đ" in done.text
    assert standing(dossier) is Standing.PAID
    assert page not in desk.get(LIST).text


@pytest.mark.parametrize("typed", ["5000", "5.000", "5 000 đ", "5,000đồng", " 5.000 đồng "])
def test_amounts_are_read_as_people_write_them(dossier, page, desk, typed):
    desk.post(page, CASH | {"amount": typed})

    assert standing(dossier) is Standing.PAID


@pytest.mark.parametrize(
    ("sent", "anchors"),
    [
        ({"amount": "năm nghìn"}, ["f-amount"]),
        ({"amount": "٥٠٠٠"}, ["f-amount"]),
        ({"amount": "9" * 40}, ["f-amount"]),
        ({"amount": "", "way": ""}, ["f-amount", "f-way"]),
        ({"way": "transfer"}, ["f-proof"]),
        ({"paid_on": "31/02/2026"}, ["f-paid_on"]),
        ({"paid_on": "17/03/2026"}, ["f-paid_on"]),
        ({"amount": "5.001"}, ["f-amount"]),
    ],
)
def test_what_is_wrong_is_named_beside_its_box_and_what_was_typed_stays(
    dossier, page, desk, sent, anchors
):
    answer = desk.post(page, CASH | {"payer": "Phạm Văn Đức"} | sent)

    assert answer.status_code == 422
    assert [one for one in anchors if f'href="#{one}"' not in answer.text] == []
    assert 'value="Phạm Văn Đức"' in answer.text
    assert standing(dossier) is Standing.DUE


def test_the_acceptance_and_the_dossier_lead_to_the_money(dossier, page, desk):
    accepted = desk.get(f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/").text

    assert "Thu phí, lệ phí: 5.000 đ" in accepted
    assert page in accepted
    assert page in desk.get(f"/can-bo/ho-so/{dossier.reference}/").text


def test_handing_over_says_what_is_owed_and_leads_there(province, dossier, page, desk):
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()
    there = f"/can-bo/tra-ket-qua/{dossier.reference}/"

    waiting = desk.get(there).text
    assert "còn 5.000 đ phí, lệ phí chưa nộp" in waiting
    assert page in waiting
    taken = {"way": "counter", "receiver": "Hạnh", "paper": "Thẻ căn cước"}
    assert desk.post(there, taken).status_code == 409
    assert "Đã thu 5.000 đ tiền mặt" in waiting
    paid = desk.post(there, {"act": "pay", "opening": "100.000"}, follow=True)
    assert paid.redirect_chain == [(there, 302)]
    assert "Đã ghi thu 5.000 đ" in paid.text
    assert desk.post(there, {"act": "pay"}).status_code == 422

    shown = {"way": "counter", "receiver": "Hạnh", "shown": "card", "paper": "Giấy ủy quyền"}
    assert desk.post(there, shown).status_code == 302
    assert people.again(dossier).state == State.HANDED_OVER
    told = dossiers.find_last(dossier, Act.HAND_OVER)
    assert told.words["paper"] == "Thẻ căn cước; Giấy ủy quyền"


def test_pressing_twice_takes_once(dossier, page, desk):
    desk.post(page, CASH)

    again = desk.post(page, CASH)

    assert again.status_code == 409
    assert "không còn khoản nào phải nộp" in again.text


def test_a_wrong_slip_is_cancelled_by_a_colleague(province, dossier, page, desk):
    colleague = replace(province.desk, post_id=province.registrar.post_id)
    money = Money(amount=5_000, way=Way.CASH, paid_on=MONDAY.date())
    paying.pay(reference=dossier.reference, money=money, by=colleague, at=MONDAY)
    line = Line.objects.get(kind="payment")
    assert f"cancel-{line.pk}" in desk.get(page).text

    done = desk.post(page, {"act": f"cancel-{line.pk}", "reason": "Nhầm"}, follow=True)

    assert "Đã hủy dòng ghi thu" in done.text
    assert standing(dossier) is Standing.DUE


def test_nobody_cancels_the_own_slip(dossier, page, desk):
    desk.post(page, CASH)
    line = Line.objects.get(kind="payment")
    assert f"cancel-{line.pk}" not in desk.get(page).text
    own = desk.post(page, {"act": f"cancel-{line.pk}", "reason": "Nhầm"})
    assert own.status_code == 409

    assert desk.post(page, {"act": "cancel-x", "reason": "Nhầm"}).status_code == 404
    assert desk.post(page, {"act": f"cancel-{line.pk}"}).status_code == 422


def test_money_goes_back_by_the_head_alone(dossier, page, desk, chair):
    desk.post(page, CASH)
    back = {
        "act": "back", "back-amount": "5.000", "back-way": "transfer", "back-proof": "12/QĐ-UBND",
        "back-paid_on": "16/03/2026", "back-reason": "Thu nhầm trường hợp được miễn",
    }  # fmt: skip
    assert "Hoàn trả theo quyết định" not in desk.get(page).text
    assert desk.post(page, back).status_code == 403
    wrong = chair.post(page, back | {"back-proof": "", "back-reason": "Nộp hai lần"})
    assert (wrong.status_code, 'href="#f-back-proof"' in wrong.text) == (422, True)
    assert "Nộp hai lần</textarea>" in wrong.text

    assert "Đã ghi hoàn trả 5.000 đ" in chair.post(page, back, follow=True).text
    assert standing(dossier) is Standing.DUE


def test_who_handles_it_reads_the_account_and_takes_no_money(dossier, page, registrar):
    assert "Ghi đã thu" not in registrar.get(page).text
    assert registrar.post(page, CASH).status_code == 403


def test_another_commune_finds_nothing(province, dossier, page, sign_in):
    stranger = sign_in(province.stranger)

    assert stranger.get(page).status_code == 404
    assert stranger.post(page, CASH).status_code == 404
    assert page not in stranger.get(LIST).text
