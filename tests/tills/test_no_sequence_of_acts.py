"""Whatever two officers do in whatever order, cash book, accounts and receipts tell of the same money."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import paying, receipting
from motcua.domain.dues.actions import Money
from motcua.domain.dues.enums import Way
from motcua.domain.dues.models import Account, Line
from motcua.domain.receipts.models import Book, Receipt
from motcua.domain.tills import actions, queries, rules
from motcua.domain.tills.actions import Counted
from motcua.domain.tills.enums import Place
from motcua.domain.tills.models import Closing, Movement, Shift
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.kernel.money import Dong

pytestmark = pytest.mark.django_db
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
ACTS = ["cash", "transfer", "cancel", "back", "count", "take", "deposit", "close"]
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(0, 1), st.integers(1, 9)),
    min_size=4, max_size=16,
)  # fmt: skip


class Rolled(Exception):
    """The example is over: nothing of it stays."""


class World:
    """Two dossiers that owe 5,000 đồng each, and two officers of one desk."""

    def __init__(self, province):
        self.chair = province.chair
        self.officers = [
            province.desk,
            replace(province.desk, post_id=province.registrar.post_id),
        ]
        self.agency_id = province.agency_id
        self.dossiers = []
        for name in ("An", "Bình"):
            answers = LATE | {"child_full_name": f"Phạm Nguyễn {name}"}
            self.dossiers.append(people.accept(province, people.lodge(province, answers=answers)))
        typed = receipting.TypedBook(
            form="01BLP0-001", series="AA-26E", first=1, last=500, valid_from=MONDAY.date(),
            basis="Thông báo số 03/TB-UBND",
        )  # fmt: skip
        receipting.enter_book(typed, by=province.desk, at=MONDAY)
        self.minute = 0

    def do(self, act, which, who, thousands):
        """Do one act on one dossier as one officer, a minute after the last."""
        self.minute += 1
        self.by, self.reference = self.officers[who], self.dossiers[which].reference
        self.at = MONDAY + timedelta(minutes=self.minute)
        getattr(self, act)(Dong(1_000 * thousands))

    def cash(self, amount):
        money = Money(amount=amount, way=Way.CASH, paid_on=MONDAY.date())
        self.pay(money, opening=Dong(20_000))

    def transfer(self, amount):
        self.pay(Money(amount=amount, way=Way.TRANSFER, paid_on=MONDAY.date(), proof="FT1"))

    def pay(self, money, **more):
        paying.pay(reference=self.reference, money=money, by=self.by, at=self.at, **more)

    def cancel(self, _amount):
        lines = Line.objects.filter(account__dossier__reference=self.reference, kind="payment")
        line = lines.filter(cancelled_by=None).first()
        paying.cancel(
            reference=self.reference, line_id=line.pk if line else 0, why="Ghi nhầm",
            by=self.by, at=self.at,
        )  # fmt: skip

    def back(self, amount):
        way = Way.CASH if amount % 2_000 else Way.TRANSFER
        money = Money(amount=amount, way=way, paid_on=MONDAY.date(), proof="12/QĐ")
        paying.give_back(
            reference=self.reference, money=money, why="Nộp thừa", by=self.chair, at=self.at
        )

    def count(self, amount):
        """Now and then a note is missing, or too many."""
        counted = Counted(notes={1_000: 19 + amount // 1_000}, why="Đếm lệch")
        actions.count_drawer(counted, by=self.by, at=self.at)

    def take(self, _amount):
        for count in queries.list_counted(self.by):
            total = Dong(count.counted)
            actions.take_over(shift_id=count.shift_id, counted=total, by=self.by, at=self.at)

    def deposit(self, amount):
        actions.deposit(amount=amount, basis="GNT 1", by=self.by, at=self.at)

    def close(self, _amount):
        actions.close_book(by=self.by, at=self.at)

    def check(self):
        moved = list(Movement.objects.order_by("pk"))
        lies = rules.balances(one.move for one in moved)
        kept = Account.objects.aggregate(kept=Sum("paid") - Sum("returned"))["kept"] or 0
        assert sum(lies.values()) == 0
        assert -lies[Place.PAYER] == kept, "what payers gave is what the accounts keep"
        in_drawers = sum(queries.expected_in(one) for one in Shift.objects.all())
        assert in_drawers == lies[Place.DRAWER] >= 0
        for shift in Shift.objects.filter(takeover__isnull=False):
            assert queries.expected_in(shift) == 0
        closing = Closing.objects.last()
        if closing is not None:
            until = rules.balances(one.move for one in moved if one.pk <= closing.until_id)
            assert queries.read_balances(closing) == until
        self.check_receipts()

    def check_receipts(self):
        good = Receipt.objects.filter(voiding__isnull=True).aggregate(sum=Sum("amount"))["sum"] or 0
        assert good == Account.objects.aggregate(sum=Sum("paid"))["sum"]
        numbers = Counter(Receipt.objects.values_list("number", flat=True))
        assert sorted(numbers.elements()) == list(range(1, len(numbers) + 1))
        (book,) = Book.objects.select_related("counter")
        assert book.counter.upcoming == len(numbers) + 1


@given(steps=STEPS)
@given_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_neither_makes_nor_loses_a_dong(province, steps):
    with suppress(Rolled), transaction.atomic():
        world = World(province)
        for step in steps:
            with suppress(Refusal), transaction.atomic():
                world.do(*step)
            world.check()
        raise Rolled


def test_the_sequences_reach_every_place(province):
    """The acts above are not all refused: a plain day moves money through drawer, safe and bank."""
    world = World(province)
    for step in [
        ("cash", 0, 0, 5), ("transfer", 1, 1, 6), ("count", 0, 0, 6), ("take", 0, 1, 1),
        ("deposit", 0, 0, 3), ("back", 1, 0, 1), ("close", 0, 1, 1), ("cancel", 0, 1, 1),
    ]:  # fmt: skip
        world.do(*step)
        world.check()

    met = {(one.source, one.target) for one in Movement.objects.all()}
    assert met == {
        ("float", "drawer"), ("payer", "drawer"), ("payer", "bank"), ("drawer", "float"),
        ("drawer", "safe"), ("safe", "bank"), ("safe", "payer"),
    }  # fmt: skip
    assert queries.lies_at(Place.SAFE, world.agency_id) == 5_000 - 3_000 - 1_000 - 5_000
