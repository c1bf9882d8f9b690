"""What an exercise asks for: nothing more than its one deed, and exactly that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.composition.practising import rules
from motcua.composition.practising.enums import Exercise, Missing
from motcua.composition.practising.rules import SEVERAL, TOGETHER, Seen

NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DONE = {
    Exercise.TAKE_IN: {"took_in": [False, True]},
    Exercise.ASK_ONCE: {"asked": 1},
    Exercise.GUIDE: {"guided": 1},
    Exercise.HAND_OVER: {"handed_over": frozenset({1, 2}), "paid": frozenset({2})},
    Exercise.VOID_RECEIPT: {"voided": 1},
    Exercise.CLOSE_DRAWER: {"has_shift": True, "is_counted": True, "is_taken_over": True},
    Exercise.SIGN_THREE: {"signed_at": [NOON, NOON + TOGETHER / 2, NOON + TOGETHER]},
    Exercise.APOLOGISE: {"extended": 1},
}


def test_every_exercise_can_be_done():
    assert set(DONE) == set(Exercise)


@pytest.mark.parametrize("exercise", Exercise)
def test_a_deed_is_that_exercise_and_no_other(exercise):
    judged = rules.judge(replace(Seen(), **DONE[exercise]))

    assert [one for one, missing in judged.items() if missing is None] == [exercise]


@pytest.mark.parametrize(
    ("seen", "exercise", "missing"),
    [
        ({}, Exercise.TAKE_IN, Missing.NOTHING_TAKEN_IN),
        ({"took_in": [False]}, Exercise.TAKE_IN, Missing.OTHER_PROCEDURE),
        ({}, Exercise.HAND_OVER, Missing.NOT_HANDED_OVER),
        ({"handed_over": frozenset({1}), "paid": frozenset({2})}, Exercise.HAND_OVER, Missing.NOTHING_PAID),
        ({}, Exercise.CLOSE_DRAWER, Missing.NO_SHIFT),
        ({"has_shift": True}, Exercise.CLOSE_DRAWER, Missing.NOT_COUNTED),
        ({"has_shift": True, "is_counted": True}, Exercise.CLOSE_DRAWER, Missing.NOT_TAKEN_OVER),
        ({}, Exercise.SIGN_THREE, Missing.NOT_SIGNED),
        ({"signed_at": [NOON, NOON]}, Exercise.SIGN_THREE, Missing.SIGNED_FEWER),
    ],
)  # fmt: skip
def test_what_is_missing_is_named(seen, exercise, missing):
    assert rules.judge(replace(Seen(), **seen))[exercise] is missing


@given(st.lists(st.integers(0, 600), max_size=8))
def test_three_are_signed_together_whatever_the_order(seconds):
    moments = [NOON + timedelta(seconds=one) for one in seconds]
    together = any(
        sum(first <= other <= first + TOGETHER for other in moments) >= SEVERAL for first in moments
    )

    judged = rules.judge(Seen(signed_at=moments))

    assert (judged[Exercise.SIGN_THREE] is None) == together
