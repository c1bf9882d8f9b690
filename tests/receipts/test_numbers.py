"""Numbers of receipts: written in full, in one book alone, given in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.receipts.rules import LARGEST, Numbers, count_use, meet, write_number

BOOKS = st.builds(Numbers, first=st.integers(1, 500), last=st.integers(1, 500)).filter(
    lambda numbers: numbers.is_sound
)


def test_a_number_is_written_with_its_series_and_seven_digits():
    assert write_number("AA-26E", 12) == "AA-26E 0000012"
    assert write_number("AA-26E", LARGEST) == "AA-26E 9999999"


@given(BOOKS, st.lists(BOOKS, max_size=4))
def test_books_meet_when_they_share_a_number(book, others):
    def listed(numbers):
        return set(range(numbers.first, numbers.last + 1))

    assert meet(book, others) == any(listed(book) & listed(other) for other in others)


@pytest.mark.parametrize(
    ("first", "last", "is_sound"),
    [(1, 1, True), (1, LARGEST, True), (0, 5, False), (6, 5, False), (1, LARGEST + 1, False)],
)
def test_a_book_has_a_number_and_none_is_too_long(first, last, is_sound):
    assert Numbers(first=first, last=last).is_sound is is_sound


@given(BOOKS, st.data())
def test_what_was_given_and_what_is_left_is_the_whole_book(book, data):
    upcoming = data.draw(st.integers(book.first, book.last + 1))

    use = count_use(book, upcoming=upcoming, void=0)

    assert use.given + use.left == book.last - book.first + 1
    assert min(use.given, use.left) >= 0
