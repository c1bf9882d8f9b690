"""The transfer slip: whose turn came first stands first, and each has its time in words (Article 19.6.a)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from tests.casework.province import MONDAY

from motcua.composition.casework.transfer_slip import in_turn, limit_in_words


def test_who_had_a_turn_stands_before_who_waits_for_one():
    def part(key, hours=None):
        ready_at = None if hours is None else MONDAY + timedelta(hours=hours)
        return SimpleNamespace(pk=key, planned_at=MONDAY, ready_at=ready_at)

    parts = [part(1), part(2, hours=3), part(3), part(4, hours=1)]

    assert [one.pk for one in in_turn(parts)] == [4, 2, 1, 3]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (None, "Không có hạn"),
        (0, "0 phút"),
        (30, "30 phút"),
        (60, "1 giờ làm việc"),
        (150, "2 giờ làm việc 30 phút"),
        (480, "1 ngày làm việc"),
        (1440, "3 ngày làm việc"),
        (600, "10 giờ làm việc"),
    ],
)
def test_working_minutes_are_said_as_people_say_them(minutes, said):
    with translation.override("vi"):
        assert limit_in_words(minutes) == said
