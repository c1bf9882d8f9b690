"""Where fees are paid into: entered by one, confirmed by another, shown to who pays (Article 22.1.a)."""

import base64
import io
import re
from datetime import date, timedelta

import pytest
import zxingcpp
from django.db import IntegrityError, ProgrammingError, transaction
from PIL import Image
from tests.casework import people
from tests.casework.province import MONDAY
from tests.payments.test_vietqr import read
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.payments.queries import BANKS
from motcua.composition.casework import paying, transferring
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.tills import actions, queries
from motcua.domain.tills.errors import AccountNotFound, AlreadyConfirmed, OwnEntry
from motcua.domain.tills.models import Confirmation, FeeAccount
from motcua.surfaces.cli.demo import accounts, world

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/tai-khoan-thu/"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
SENT = {
    "act": "enter", "bank": "970436", "number": "1012 345 678", "holder": "UBND XA SONG LAM",
    "valid_from": "16/03/2026", "basis": "Thông báo số 12/TB-UBND",
}  # fmt: skip


@pytest.fixture
def dossier(province):
    """A birth registered late and online: five thousand đồng are owed."""
    dossier = people.accept(province, people.lodge(province, answers=LATE))
    people.settle()
    return dossier


def enter(by, **changed):
    typed = transferring.Typed(
        **{
            "bank": "970436", "number": "1012345678", "holder": "UBND XA SONG LAM",
            "valid_from": MONDAY.date(), "basis": "Thông báo số 12/TB-UBND",
        } | changed
    )  # fmt: skip
    return transferring.enter(typed, by=by, at=MONDAY)


def confirm(account, by):
    return actions.confirm_account(account_id=account.pk, by=by, at=MONDAY)


def bill(dossier):
    return f"/ho-so/{dossier.reference}/nop-phi/"


def test_from_the_desk_over_the_head_to_the_telephone_of_who_pays(province, dossier, desk, chair):
    hanh = browser_of(province.hanh.person_id)
    assert "Số tài khoản do Bộ phận Một cửa cung cấp" in hanh.get(bill(dossier)).text
    assert "Người dân chưa thấy" in desk.post(PAGE, SENT, follow=True).text
    assert "1012345678" not in hanh.get(bill(dossier)).text
    account = FeeAccount.objects.get()
    assert f'value="confirm-{account.pk}"' in chair.get(PAGE).text

    done = chair.post(PAGE, {"act": f"confirm-{account.pk}"}, follow=True)

    assert "Đang dùng" in done.text
    told = hanh.get(bill(dossier)).text
    assert "UBND XA SONG LAM" in told
    (kept,) = re.findall(r'href="data:image/png;base64,([^"]+)" download="vietqr-', told)
    (seen,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(kept))))
    assert read(seen.text)["54"] == "5000"
    assert 'aria-label="Mã VietQR: chuyển 5.000 đ vào tài khoản 1012345678 tại Vietcombank"' in told
    assert "1012345678" in desk.get(f"/can-bo/ho-so/{dossier.reference}/thu-phi/").text


def test_what_a_bank_reads_is_what_is_owed_and_for_which_dossier(province, dossier):
    confirm(enter(province.desk), province.chair)

    transfer = transferring.find_transfer(dossier, paying.bill_of(dossier).balance.owed)

    fields = read(transfer.code)
    assert fields["54"] == "5000"
    assert read(read(fields["38"])["01"]) == {"00": "970436", "01": "1012345678"}
    assert read(fields["62"])["08"] in {dossier.number, dossier.reference}


def test_who_owes_nothing_is_told_no_account(province, dossier):
    confirm(enter(province.desk), province.chair)
    money = Money(amount=5_000, way=Way.CASH, paid_on=MONDAY.date())
    paying.pay(reference=dossier.reference, money=money, by=province.desk, at=MONDAY)

    assert transferring.find_transfer(dossier, paying.bill_of(dossier).balance.owed) is None
    assert "1012345678" not in browser_of(province.hanh.person_id).get(bill(dossier)).text


def test_an_account_is_used_from_its_day_on_and_the_newest_day_wins(province, dossier):
    owed = paying.bill_of(dossier).balance.owed
    confirm(enter(province.desk, number="1", valid_from=date(2026, 1, 1)), province.chair)
    confirm(enter(province.desk, number="2", valid_from=date(2026, 3, 1)), province.chair)
    confirm(enter(province.desk, number="3", valid_from=date(2026, 3, 17)), province.chair)
    enter(province.desk, number="4", valid_from=date(2026, 3, 16))

    assert transferring.find_transfer(dossier, owed).number == "2"
    tomorrow = MONDAY.date() + timedelta(days=1)
    assert queries.find_account([province.agency_id], on=tomorrow).number == "3"
    assert queries.find_account([province.agency_id], on=date(2025, 12, 31)) is None


def test_no_one_person_alone_says_where_the_money_goes(province):
    by_chair = enter(province.chair)
    with pytest.raises(OwnEntry):
        confirm(by_chair, province.chair)
    by_desk = enter(province.desk)
    for stranger in (province.desk, province.strange_chair, province.registrar):
        with pytest.raises(AccountNotFound):
            confirm(by_desk, stranger)
    with pytest.raises(IntegrityError), transaction.atomic():
        Confirmation.objects.create(
            account=by_desk, entered_by=province.desk.post_id, confirmed_by=province.desk.post_id,
            at=MONDAY,
        )  # fmt: skip
    with pytest.raises(ProgrammingError), transaction.atomic():
        FeeAccount.objects.filter(pk=by_desk.pk).update(number="9")

    confirm(by_desk, province.chair)

    with pytest.raises(AlreadyConfirmed):
        confirm(by_desk, province.chair)


@pytest.mark.parametrize(
    ("sent", "anchor"),
    [
        ({"bank": "123456"}, "f-bank"),
        ({"number": "số 5"}, "f-number"),
        ({"number": "1" * 20}, "f-number"),
        ({"holder": " "}, "f-holder"),
        ({"valid_from": "mai"}, "f-valid_from"),
        ({"basis": ""}, "f-basis"),
    ],
)
def test_what_is_wrong_is_named_beside_its_box_and_what_was_typed_stays(
    province, desk, sent, anchor
):
    answer = desk.post(PAGE, SENT | sent)

    assert answer.status_code == 422
    assert f'href="#{anchor}"' in answer.text
    assert not FeeAccount.objects.exists()
    if "number" not in sent:
        assert 'value="1012 345 678"' in answer.text


def test_a_confirmation_of_nothing_is_not_found(province, chair):
    assert chair.post(PAGE, {"act": "confirm-999999"}).status_code == 404
    assert chair.post(PAGE, {"act": "confirm-x"}).status_code == 404


def test_the_demo_s_accounts_are_at_a_bank_that_does_not_exist(province, dossier):
    cast = world.find_cast(at=MONDAY)
    added = [accounts.load(cast, at=MONDAY) for _time in range(2)]

    assert added[0] > 0
    assert added[1] == 0
    assert accounts.NO_BANK not in BANKS
    transfer = transferring.find_transfer(dossier, 5_000)
    assert "tưởng tượng" in transfer.bank
