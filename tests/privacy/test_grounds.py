"""On what ground a form asks: the law of the day."""

from datetime import date

import pytest

from motcua.domain.privacy import queries


@pytest.mark.parametrize(
    ("on", "is_verified"),
    [
        (date(2020, 1, 1), True),
        (date(2023, 7, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_the_ground_is_that_of_the_day(on, is_verified):
    ground = queries.find_ground(on)

    assert ground.is_verified == is_verified
    assert ("chưa đối chiếu" in ground.source) == (not is_verified)
