"""What a desk took on a day: to the đồng what its accounts say, however it was written down."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import daybook, paying
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.dues.models import Line
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/thu-phi/ngay/"
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
TODAY = MONDAY.date()
TOMORROW = MONDAY + timedelta(days=1)


def owing(province, name="An"):
    answers = LATE | {"child_full_name": f"Phạm Nguyễn {name}"}
    dossier = people.accept(province, people.lodge(province, answers=answers))
    people.settle()
    return dossier


def pay(province, dossier, *, way=Way.CASH, amount=5_000, proof="", at=MONDAY):
    money = Money(amount=amount, way=way, paid_on=clock.day_in_vietnam(at), proof=proof)
    paying.pay(reference=dossier.reference, money=money, by=province.desk, at=at)


def test_the_day_names_each_line_and_sums_by_way_and_officer(province, desk):
    pay(province, owing(province))
    pay(province, owing(province, "Bình"), way=Way.TRANSFER, proof="FT1")

    book = daybook.open_day(province.desk, on=TODAY)

    assert [(one.name, one.left) for one in book.by_way] == [
        (str(Way.CASH.label), 5_000),
        (str(Way.TRANSFER.label), 5_000),
    ]
    (officer,) = book.by_officer
    assert officer.name.startswith(province.desk.name)
    assert book.total.left == 10_000
    page = desk.get(PAGE).text
    assert "Thu phí ngày 16/03/2026" in page
    assert "10.000 đ" in page
    assert "FT1" in page


def test_what_is_cancelled_the_next_day_is_taken_away_on_that_day(province, desk):
    """Monday stays as it was counted on Monday evening."""
    dossier = owing(province)
    pay(province, dossier)
    colleague = replace(province.desk, post_id=province.registrar.post_id)
    line = Line.objects.get(kind="payment")
    paying.cancel(
        reference=dossier.reference, line_id=line.pk, why="Ghi nhầm", by=colleague, at=TOMORROW
    )

    monday = daybook.open_day(province.desk, on=TODAY)
    tuesday = daybook.open_day(province.desk, on=TOMORROW.date())

    assert (monday.total.left, tuesday.total.left) == (5_000, -5_000)
    assert tuesday.total.cancelled == 5_000
    assert monday.total.left + tuesday.total.left == paying.bill_of(dossier).balance.kept
    with clock.fixed_at(TOMORROW):
        assert "−5.000 đ" in desk.get(PAGE).text


def test_money_given_back_goes_out(province):
    dossier = owing(province)
    pay(province, dossier, way=Way.TRANSFER, amount=8_000, proof="FT1")
    back = Money(amount=3_000, way=Way.CASH, paid_on=TODAY, proof="12/QĐ-UBND")
    paying.give_back(
        reference=dossier.reference, money=back, why="Nộp thừa", by=province.chair, at=MONDAY
    )

    book = daybook.open_day(province.desk, on=TODAY)

    assert (book.total.taken, book.total.returned, book.total.left) == (8_000, 3_000, 5_000)
    assert {one.name: one.left for one in book.by_way}[str(Way.CASH.label)] == -3_000


def test_a_day_costs_two_queries_for_one_line_and_for_three(province):
    pay(province, owing(province))
    with CaptureQueriesContext(connection) as one:
        daybook.open_day(province.desk, on=TODAY)
    for name in ("Bình", "Châu"):
        pay(province, owing(province, name))
    with CaptureQueriesContext(connection) as three:
        daybook.open_day(province.desk, on=TODAY)

    assert len(one) == len(three) == 3  # lines, posts, and the note of the reading


def test_another_desk_sees_nothing_of_it_and_who_serves_none_is_refused(province):
    pay(province, owing(province))

    assert daybook.open_day(province.stranger, on=TODAY).lines == ()
    with pytest.raises(DossierNotFound):
        daybook.open_day(province.registrar, on=TODAY)


def test_what_is_no_day_is_told_beside_the_box_and_what_was_typed_stays(province, desk):
    answer = desk.get(PAGE, {"ngay": "31/02/2026"})

    assert answer.status_code == 422
    assert 'value="31/02/2026"' in answer.text
    assert "Ghi ngày có thật" in answer.text
    assert desk.get(PAGE, {"ngay": "15/03/2026"}).status_code == 200
