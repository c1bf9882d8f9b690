"""Drawers, the cash book and what is settled with agencies, as officers use them (Articles 12.9, 22.1)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework import people, slow
from tests.casework.province import MONDAY

from motcua.composition.casework import cash, paying
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.tills import actions, queries
from motcua.domain.tills.actions import Counted
from motcua.domain.tills.enums import Place
from motcua.domain.tills.errors import (
    AlreadyArrived,
    NothingToSettle,
    OwnShift,
    QuarterNotOver,
    ShiftNotFound,
)
from motcua.domain.tills.models import Count, Movement, Shift, Takeover
from motcua.domain.tills.queries import Quarter
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.kernel.money import Dong

pytestmark = pytest.mark.django_db
DRAWERS = "/can-bo/thu-phi/ca/"
BOOK = "/can-bo/thu-phi/so-quy/"
SETTLEMENT = "/can-bo/thu-phi/quyet-toan/"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
CASH = {"act": "pay", "amount": "5.000", "way": "cash", "paid_on": "16/03/2026"}
FIRST = Quarter(year=2026, number=1)
APRIL = datetime(2026, 4, 2, 9, tzinfo=VIETNAM)


def owing(province, name="An"):
    answers = LATE | {"child_full_name": f"Phạm Nguyễn {name}"}
    dossier = people.accept(province, people.lodge(province, answers=answers))
    people.settle()
    return dossier


def pay(province, dossier, *, by=None, way=Way.CASH, at=MONDAY):
    money = Money(
        amount=Dong(5_000), way=way, paid_on=clock.day_in_vietnam(at),
        proof="" if way is Way.CASH else "FT1",
    )  # fmt: skip
    return paying.pay(reference=dossier.reference, money=money, by=by or province.desk, at=at)


def colleague(province):
    """Another officer of the same desk."""
    return replace(province.desk, post_id=province.registrar.post_id)


def hand_over(province, *, counted=5_000):
    count = Counted(notes={1_000: counted // 1_000}, why="Lệch" if counted != 5_000 else "")
    shift = actions.count_drawer(count, by=province.desk, at=MONDAY).shift
    return actions.take_over(shift_id=shift.pk, counted=count.total, by=province.chair, at=MONDAY)


# --- drawers --------------------------------------------------------------------------------------


def test_from_the_first_cash_to_the_money_in_the_safe(province, desk, chair):
    account = f"/can-bo/ho-so/{owing(province).reference}/thu-phi/"
    assert "Tiền lẻ có sẵn trong ngăn" in desk.get(account).text
    desk.post(account, CASH | {"opening": "200.000"})
    assert "200.000 đ" in desk.get(DRAWERS).text
    # Nobody is told beforehand what the drawer should hold.
    assert "205.000" not in desk.get(DRAWERS).text

    tried = desk.post(DRAWERS, {"act": "sum", "note-200000": "1", "note-5000": "1"})
    assert "<strong>205.000 đ</strong>" in tried.text
    assert Count.objects.count() == 0
    counted = desk.post(
        DRAWERS, {"act": "count", "note-200000": "1", "note-5000": "1"}, follow=True
    )
    assert "Chờ một người khác đếm lại" in counted.text
    shift = Shift.objects.get()
    assert "Đã đếm đủ, nhận bàn giao" not in counted.text
    taken = chair.post(DRAWERS, {"act": f"take-{shift.pk}", "counted": "205.000"}, follow=True)

    assert "Đã nhận bàn giao 205.000 đ" in taken.text
    assert queries.lies_at(Place.SAFE, province.agency_id) == 5_000
    minutes = desk.get(f"{DRAWERS}{shift.pk}/").text
    assert "Hai trăm linh năm nghìn đồng" in minutes
    assert "Khớp" in minutes


def test_who_counts_less_says_why_and_what_was_typed_stays(province, desk):
    pay(province, owing(province))

    refused = desk.post(DRAWERS, {"act": "count", "note-1000": "4"})

    assert refused.status_code == 422
    assert "Đếm được 4.000 đ, theo sổ phải có 5.000 đ" in refused.text
    assert 'name="note-1000" value="4"' in refused.text
    assert 'href="#f-why"' in refused.text
    desk.post(DRAWERS, {"act": "count", "note-1000": "4", "why": "Trả thừa tiền lẻ"})
    assert Count.objects.get().why == "Trả thừa tiền lẻ"


@pytest.mark.parametrize("typed", ["-1", "một", "1,5", "٣", "9" * 9])
def test_what_is_no_number_of_notes_is_named_beside_its_box(province, desk, typed):
    pay(province, owing(province))

    refused = desk.post(DRAWERS, {"act": "count", "note-5000": typed, "note-1000": "2"})

    assert refused.status_code == 422
    assert 'href="#f-note-5000"' in refused.text
    assert 'name="note-1000" value="2"' in refused.text


def test_two_who_do_not_count_the_same_count_again(province, desk, chair):
    pay(province, owing(province))
    desk.post(DRAWERS, {"act": "count", "note-5000": "1"})
    shift = Shift.objects.get()

    refused = chair.post(DRAWERS, {"act": f"take-{shift.pk}", "counted": "4.000"})

    assert refused.status_code == 422
    assert 'value="4.000"' in refused.text
    assert "hai người cùng đếm lại" in refused.text
    desk.post(DRAWERS, {"act": "count", "note-1000": "4", "why": "Đếm nhầm lần đầu"})
    chair.post(DRAWERS, {"act": f"take-{shift.pk}", "counted": "4.000"})
    assert queries.lies_at(Place.DIFFERENCE, province.agency_id) == 1_000
    assert "Thiếu 1.000 đ" in chair.get(DRAWERS).text


def test_nobody_takes_the_own_drawer_over_nor_another_desk_s(province, desk, sign_in):
    pay(province, owing(province))
    desk.post(DRAWERS, {"act": "count", "note-5000": "1"})
    shift = Shift.objects.get()
    take = {"act": f"take-{shift.pk}", "counted": "5.000"}

    assert desk.post(DRAWERS, take).status_code == 409
    stranger = sign_in(province.stranger)
    assert stranger.post(DRAWERS, take).status_code == 404
    assert stranger.get(f"{DRAWERS}{shift.pk}/").status_code == 404
    assert desk.post(DRAWERS, {"act": "take-x", "counted": "1"}).status_code == 404
    with pytest.raises(OwnShift):
        actions.take_over(shift_id=shift.pk, counted=Dong(5_000), by=province.desk, at=MONDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Takeover.objects.create(
            shift=shift, count=shift.counts.get(), given_by=1, taken_by=1, at=MONDAY
        )


def test_cash_after_the_count_goes_into_a_new_drawer(province):
    pay(province, owing(province))
    actions.count_drawer(Counted(notes={5_000: 1}), by=province.desk, at=MONDAY)

    pay(province, owing(province, "Bình"))

    first, second = Shift.objects.order_by("pk")
    assert (queries.expected_in(first), queries.expected_in(second)) == (5_000, 5_000)


def test_a_payment_cancelled_while_the_drawer_is_open_leaves_it_and_later_the_safe(province):
    early, late = owing(province), owing(province, "Bình")
    line = pay(province, early)
    pay(province, late)
    shift = Shift.objects.get()
    paying.cancel(
        reference=early.reference, line_id=line.pk, why="Nhầm", by=colleague(province), at=MONDAY
    )
    assert queries.expected_in(shift) == 5_000
    hand_over(province)
    line = Movement.objects.filter(source=Place.PAYER).last().line_id

    paying.cancel(
        reference=late.reference, line_id=line, why="Nhầm", by=colleague(province), at=MONDAY
    )

    assert queries.lies_at(Place.SAFE, province.agency_id) == 0
    assert queries.lies_at(Place.PAYER, province.agency_id) == 0


def test_a_drawer_is_opened_once_and_by_who_serves_a_desk(province, desk, chair):
    assert desk.post(DRAWERS, {"act": "open", "opening": "100.000"}).status_code == 302
    assert desk.post(DRAWERS, {"act": "open", "opening": "0"}).status_code == 409
    assert desk.post(DRAWERS, {"act": "open", "opening": "nhiều"}).status_code == 422
    assert chair.post(DRAWERS, {"act": "open", "opening": "0"}).status_code == 404
    assert Shift.objects.count() == 1


# --- the cash book --------------------------------------------------------------------------------


def test_the_book_says_where_money_lies_and_is_balanced_to_the_dong(province, desk):
    pay(province, owing(province))
    pay(province, owing(province, "Bình"), way=Way.TRANSFER)
    assert "Còn 1 ca thu chưa bàn giao" in desk.get(BOOK).text
    assert desk.post(BOOK, {"act": "close"}).status_code == 409
    hand_over(province)
    desk.post(BOOK, {"act": "deposit", "amount": "3.000", "basis": "GNT 01"})

    closed = desk.post(BOOK, {"act": "close"}, follow=True)

    assert "Đã chốt sổ quỹ" in closed.text
    assert queries.read_balances(queries.find_closing(province.agency_id)) == dict.fromkeys(
        Place, 0
    ) | {Place.PAYER: -10_000, Place.BANK: 8_000, Place.SAFE: 2_000}
    assert "8.000 đ" in closed.text
    assert desk.post(BOOK, {"act": "close"}).status_code == 409


def test_no_more_is_brought_to_the_bank_than_the_safe_has(province, desk):
    pay(province, owing(province))
    hand_over(province)

    refused = desk.post(BOOK, {"act": "deposit", "amount": "5.001", "basis": "GNT 01"})

    assert refused.status_code == 422
    assert "Quỹ tiền mặt chỉ còn 5.000 đ" in refused.text
    assert 'value="5.001"' in refused.text
    empty = desk.post(BOOK, {"act": "deposit", "amount": "", "basis": ""})
    assert ('href="#f-amount"' in empty.text, 'href="#f-basis"' in empty.text) == (True, True)


def test_a_book_costs_the_same_for_one_line_and_for_three(province):
    pay(province, owing(province))
    with CaptureQueriesContext(connection) as one:
        cash.open_book(province.desk)
    for name in ("Bình", "Châu"):
        pay(province, owing(province, name))
    with CaptureQueriesContext(connection) as three:
        cash.open_book(province.desk)

    # The last balance, lines, balances, names, open drawers, and the note of the reading.
    assert len(one) == len(three) == 6


def test_another_desk_reads_its_own_book_and_who_serves_none_none(province):
    pay(province, owing(province))

    assert cash.open_book(province.stranger).lines == ()
    with pytest.raises(DossierNotFound):
        cash.open_book(province.registrar)
    with pytest.raises(ShiftNotFound):
        cash.look_at_drawer(Shift.objects.get().pk, province.registrar)


# --- settlement -----------------------------------------------------------------------------------


@pytest.fixture
def paid(province):
    """Ten thousand đồng that the province's centre took for another agency in March."""
    player = slow.accepted(pays=False)
    money = Money(
        amount=Dong(10_000), way=Way.TRANSFER, paid_on=MONDAY.date(), proof="FT26075123456"
    )
    by = player.officers["desk"]
    paying.pay(reference=player.dossier.reference, money=money, by=by, at=MONDAY)
    return player


def test_article_12_9_a_quarter_is_settled_once_it_is_over_and_once(province, paid):
    """The desk that took it is made another one than the agency that handles it."""
    taker, owner = province.desk, paid.dossier.agency_id
    Movement.objects.create(
        agency_id=taker.agency_id, owner_id=owner, source=Place.PAYER, target=Place.BANK,
        amount=10_000, dossier=paid.dossier, line_id=1, post_id=taker.post_id, at=MONDAY,
    )  # fmt: skip
    told = {"owner_id": owner, "quarter": FIRST, "source": Place.BANK, "basis": "UNC 12"}
    with pytest.raises(QuarterNotOver):
        actions.settle(**told, by=taker, at=MONDAY + timedelta(days=10))

    settled = actions.settle(**told, by=taker, at=APRIL)

    assert settled.amount == 10_000
    assert queries.lies_at(Place.BANK, taker.agency_id) == 0
    assert queries.lies_at(Place.AGENCY, taker.agency_id) == 10_000
    for quarter in (FIRST, FIRST.preceding):
        with pytest.raises(NothingToSettle):
            actions.settle(**told | {"quarter": quarter}, by=taker, at=APRIL)
    (_name, due) = queries.dues_of(taker.agency_id, FIRST)[owner]
    assert (due.taken, due.handed, due.left) == (10_000, 10_000, 0)
    (_name, later) = queries.dues_of(taker.agency_id, FIRST.following)[owner]
    assert (later.before, later.left) == (0, 0)
    head = paid.officers["leader"]
    actions.confirm_arrival(settlement_id=settled.pk, by=head, at=APRIL)
    with pytest.raises(AlreadyArrived):
        actions.confirm_arrival(settlement_id=settled.pk, by=head, at=APRIL)


def test_the_page_of_a_quarter_names_each_agency_and_hands_its_money_on(province, desk, chair):
    """Sông Lam holds money for Bến Thành: it settles, and Bến Thành's chair confirms."""
    Movement.objects.create(
        agency_id=province.agency_id, owner_id=province.other_agency_id, source=Place.PAYER,
        target=Place.BANK, amount=25_000, post_id=province.desk.post_id, at=MONDAY,
    )  # fmt: skip
    pay(province, owing(province))
    with clock.fixed_at(APRIL):
        page = desk.get(SETTLEMENT).text
        assert "Quý 1 năm 2026" in page
        assert "25.000 đ" in page
        assert "5.000 đ (của cơ quan mình)" in page
        sent = {"act": "settle", "quarter": "2026-1", "owner": province.other_agency_id}
        wrong = desk.post(SETTLEMENT, sent | {"basis": "", "source": ""})
        assert (wrong.status_code, 'href="#f-basis"' in wrong.text) == (422, True)
        safe = desk.post(SETTLEMENT, sent | {"basis": "UNC 12", "source": "safe"})
        assert (safe.status_code, "Quỹ tiền mặt chỉ còn" in safe.text) == (422, True)

        done = desk.post(SETTLEMENT, sent | {"basis": "UNC 12", "source": "bank"}, follow=True)

        assert "Đã quyết toán 25.000 đ" in done.text
        assert "Chờ cơ quan xác nhận" in done.text
        settled = queries.list_settlements(province.desk)[0]
        confirm = {"act": f"confirm-{settled.pk}"}
        assert chair.post(SETTLEMENT, confirm).status_code == 404
        assert desk.post(SETTLEMENT, confirm).status_code == 404


def test_a_quarter_costs_the_same_for_one_agency_and_for_three(province):
    def took(agency_id):
        Movement.objects.create(
            agency_id=province.agency_id, owner_id=agency_id, source=Place.PAYER,
            target=Place.BANK, amount=25_000, post_id=province.desk.post_id, at=MONDAY,
        )  # fmt: skip

    took(province.other_agency_id)
    with CaptureQueriesContext(connection) as one:
        cash.look_at_quarter(FIRST, province.desk, on=APRIL.date())
    took(province.agency_id)
    took(province.controller.agency_id)
    with CaptureQueriesContext(connection) as three:
        cash.look_at_quarter(FIRST, province.desk, on=APRIL.date())

    assert len(one) == len(three) == 3
