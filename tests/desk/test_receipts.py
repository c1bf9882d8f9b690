"""Receipts for fees: a number for each payment, void by another hand, verified by their code."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from tests.casework import people
from tests.casework.province import MONDAY
from tests.documents.test_papers import text_of
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import paying, receipting
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dues.models import Line
from motcua.domain.receipts import queries
from motcua.domain.receipts.errors import NoNumberLeft, OwnReceipt
from motcua.domain.receipts.models import Book, Receipt, Voiding
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
BOOKS = "/can-bo/thu-phi/bien-lai/"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
CASH = {"act": "pay", "amount": "5.000", "way": "cash", "paid_on": "16/03/2026"}
OWN = "Biên lai này do bạn lập nên bạn không tự hủy được"
SENT = {
    "act": "enter", "form": "01BLP0-001", "series": "AA-26E", "first": "12", "last": "500",
    "valid_from": "16/03/2026", "basis": "Thông báo số 03/TB-UBND",
}  # fmt: skip


@pytest.fixture
def dossier(province):
    dossier = people.accept(province, people.lodge(province, answers=LATE))
    people.settle()
    return dossier


@pytest.fixture
def account(dossier):
    return f"/can-bo/ho-so/{dossier.reference}/thu-phi/"


def enter(by, **changed):
    typed = receipting.TypedBook(
        **{
            "form": "01BLP0-001", "series": "AA-26E", "first": 12, "last": 500,
            "valid_from": MONDAY.date(), "basis": "Thông báo số 03/TB-UBND",
        } | changed
    )  # fmt: skip
    return receipting.enter_book(typed, by=by, at=MONDAY)


def colleague(province):
    """Another officer of the same desk."""
    return replace(province.desk, post_id=province.registrar.post_id)


def words_of(pdf):
    return " ".join(text_of(pdf).split())


def replace_it(province, dossier, receipt, *, by=None, payer="Phạm Văn Đức", why="Ghi sai tên"):
    return receipting.replace(
        reference=dossier.reference, receipt_id=receipt.pk, payer=payer, why=why,
        by=by or colleague(province), at=MONDAY,
    )  # fmt: skip


def test_who_pays_gets_a_receipt_under_the_next_number(province, dossier, account, desk):
    desk.post(BOOKS, SENT)

    paid = desk.post(account, CASH | {"payer": "Phạm Văn Đức"}, follow=True)

    receipt = Receipt.objects.get()
    assert "In biên lai AA-26E 0000012" in paid.text
    printed = desk.get(f"{account}bien-lai/{receipt.pk}/")
    assert printed["Content-Type"] == "application/pdf"
    words = words_of(printed.content)
    for said in ("AA-26E", "0000012", "Phạm Văn Đức", "5.000 đ", "Năm nghìn đồng", dossier.number):
        assert said in words
    assert [one.is_valid for one in documents.verify(printed.content, at=MONDAY).signatures]
    told = dossiers.find_last(dossier, Act.GIVE_RECEIPT)
    assert told.payload["number"] == "AA-26E 0000012"
    # Who paid is nobody's business who reads the log without its key.
    assert "payer" not in told.payload
    assert "AA-26E" in desk.get(BOOKS).text


def test_the_payer_finds_it_among_the_papers_and_anybody_verifies_its_code(
    province, dossier, account, desk
):
    enter(province.desk)
    desk.post(account, CASH)
    people.settle()
    hanh = browser_of(province.hanh.person_id)

    page = hanh.get(f"/ho-so/{dossier.reference}/").text

    assert "Biên lai thu phí, lệ phí số AA-26E 0000012" in page
    (paper,) = re.findall(r'href="([^"]+)"[^>]*>[^<]*Biên lai thu phí, lệ phí số', page)
    words = words_of(hanh.get(paper).content)
    (code,) = re.findall(r"xac-minh/(\w+)/", words)
    assert "AA-26E 0000012" in hanh.get(f"/xac-minh/{code}/").text


def test_a_wrong_name_is_mended_by_a_colleague_with_the_next_number(
    province, dossier, account, desk
):
    enter(province.desk)
    desk.post(account, CASH)
    people.settle()
    wrong = Receipt.objects.get()
    (old,) = [one for one in documents.list_documents(dossier.subject) if "Biên lai" in one.title]
    with pytest.raises(OwnReceipt):
        replace_it(province, dossier, wrong, by=province.desk)
    assert OWN in desk.get(account).text

    right = replace_it(province, dossier, wrong)

    assert (right.number, right.replaces, right.amount) == (13, wrong, wrong.amount)
    assert [one.is_void for one in queries.list_receipts(dossier)] == [True, False]
    assert documents.list_revoked(dossier.subject) == {old.pk}
    assert OWN not in desk.get(account).text
    people.settle()
    page = browser_of(province.hanh.person_id).get(f"/ho-so/{dossier.reference}/").text
    assert ("AA-26E 0000013" in page, ">Biên lai thu phí, lệ phí số AA-26E 0000012" in page) == (
        True,
        False,
    )
    words = words_of(desk.get(f"{account}bien-lai/{right.pk}/").content)
    assert "Phạm Văn Đức" in words
    assert "AA-26E 0000012" in words
    assert paying.bill_of(dossier).balance.paid == 5_000


def test_what_is_missing_is_named_and_what_was_typed_stays(province, dossier, account, desk):
    enter(province.desk)
    paid_by = colleague(province)
    money = paying.Money(amount=5_000, way=paying.Way.CASH, paid_on=MONDAY.date())
    paying.pay(reference=dossier.reference, money=money, by=paid_by, at=MONDAY)
    receipt = Receipt.objects.get()

    sent = {"act": f"replace-{receipt.pk}", "receipt-payer": "Phạm Văn Đức", "receipt-reason": ""}
    refused = desk.post(account, sent)

    assert refused.status_code == 422
    assert 'value="Phạm Văn Đức"' in refused.text
    assert "Ghi lý do hủy biên lai." in refused.text
    done = desk.post(account, sent | {"receipt-reason": "Sai tên"}, follow=True)
    assert "lập biên lai AA-26E 0000013" in done.text


def test_a_cancelled_payment_makes_its_receipt_void(province, dossier, account, desk):
    enter(province.desk)
    desk.post(account, CASH)
    line = Line.objects.get(kind="payment")

    paying.cancel(
        reference=dossier.reference, line_id=line.pk, why="Ghi nhầm hồ sơ",
        by=colleague(province), at=MONDAY,
    )  # fmt: skip

    receipt = Receipt.objects.get()
    assert receipt.is_void
    assert dossiers.find_last(dossier, Act.VOID_RECEIPT).words == {"reason": "Ghi nhầm hồ sơ"}
    assert "Đã hủy" in desk.get(account).text


def test_without_a_book_money_is_taken_and_the_desk_is_told(province, dossier, account, desk):
    assert "chưa được cấp biên lai" in desk.get(BOOKS).text

    desk.post(account, CASH)

    assert Receipt.objects.count() == 0
    assert paying.bill_of(dossier).balance.paid == 5_000


def test_books_follow_one_another_when_numbers_run_out(province, desk):
    enter(province.desk, first=1, last=1)
    enter(province.desk, series="AB-26E", first=1, last=1)
    enter(province.desk, series="AC-26E", valid_from=(MONDAY + timedelta(days=1)).date())
    numbers = []
    for name in ("An", "Bình", "Châu"):
        answers = LATE | {"child_full_name": f"Phạm Nguyễn {name}"}
        dossier = people.accept(province, people.lodge(province, answers=answers))
        desk.post(f"/can-bo/ho-so/{dossier.reference}/thu-phi/", CASH)
        numbers += [str(one) for one in queries.list_receipts(dossier)]

    assert numbers == ["AA-26E 0000001", "AB-26E 0000001"]
    use = {book.series: use for book, use in queries.list_books(province.desk)}
    assert (use["AA-26E"].given, use["AA-26E"].left) == (1, 0)


def test_a_receipt_is_not_made_void_when_none_can_take_its_place(province, dossier, account, desk):
    enter(province.desk, first=1, last=1)
    desk.post(account, CASH)
    receipt = Receipt.objects.get()

    with pytest.raises(NoNumberLeft):
        replace_it(province, dossier, receipt)

    assert not Receipt.objects.get().is_void


@pytest.mark.parametrize(
    ("sent", "anchors"),
    [
        ({"form": "", "series": " "}, ["f-form", "f-series"]),
        ({"first": "0"}, ["f-first"]),
        ({"first": "một", "last": "x"}, ["f-first"]),
        ({"last": "11"}, ["f-last"]),
        ({"last": "10000000"}, ["f-last"]),
        ({"valid_from": "31/02/2026"}, ["f-valid_from"]),
        ({"basis": ""}, ["f-basis"]),
    ],
)
def test_what_is_wrong_with_a_book_is_named_beside_its_box(province, desk, sent, anchors):
    refused = desk.post(BOOKS, SENT | sent)

    assert refused.status_code == 422
    assert [one for one in anchors if f'href="#{one}"' not in refused.text] == []
    assert queries.list_books(province.desk) == []


def test_no_number_is_in_two_books_of_one_series(province, desk):
    enter(province.desk)

    assert desk.post(BOOKS, SENT | {"first": "500", "last": "900"}).status_code == 422
    assert desk.post(BOOKS, SENT | {"first": "501", "last": "900"}).status_code == 302
    assert desk.post(BOOKS, SENT | {"series": "AB-26E"}).status_code == 302


def test_receipts_and_books_are_never_changed(province, dossier, account, desk):
    enter(province.desk)
    desk.post(account, CASH)
    receipt = Receipt.objects.get()

    with pytest.raises(ProgrammingError), transaction.atomic():
        Receipt.objects.update(amount=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Book.objects.update(last=9)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voiding.objects.create(receipt=receipt, given_by=7, voided_by=7, at=MONDAY)


def test_another_commune_finds_no_receipt(province, dossier, account, desk, sign_in):
    enter(province.desk)
    desk.post(account, CASH)
    receipt = Receipt.objects.get()
    stranger = sign_in(province.stranger)

    assert stranger.get(f"{account}bien-lai/{receipt.pk}/").status_code == 404
    assert stranger.post(account, {"act": f"replace-{receipt.pk}"}).status_code == 404
    assert desk.get(f"{account}bien-lai/{receipt.pk + 1}/").status_code == 404
    assert desk.post(account, {"act": "replace-x"}).status_code == 404
    assert "Chưa có quyển nào" in stranger.get(BOOKS).text


def test_a_reason_and_a_payer_are_needed(province, dossier, account, desk):
    enter(province.desk)
    desk.post(account, CASH)

    with pytest.raises(InvalidInput) as refused:
        replace_it(province, dossier, Receipt.objects.get(), payer=" ", why="")

    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["receipt-payer", "receipt-reason"]
