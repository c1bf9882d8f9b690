"""The sum of a block closes, and a second person is needed where no clock proves the time."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.reserves import rules
from motcua.domain.reserves.enums import BlockKind, FateKind
from motcua.domain.reserves.errors import BeforeReserved, OtherDay
from tests.casework.province import MONDAY

FIRST = st.integers(1, 9_000_000)
SIZES = st.integers(1, rules.MOST)
STEPS = st.lists(
    st.tuples(st.sampled_from(["give", "use", "cancel", "return"]), st.integers(0, 60))
)


@given(first=FIRST, size=SIZES, steps=STEPS)
def test_every_number_of_a_block_is_counted_once_whatever_happens_to_it(first, size, steps):
    counters = range(first, first + size)
    fates, held = {}, set()
    for step, place in steps:
        counter = first + place
        if counter not in counters or counter in fates:
            continue
        if step == "give":
            held.add(counter)
        elif step == "use" and counter in held:
            fates[counter] = FateKind.USED
        elif step == "cancel":
            fates[counter] = FateKind.CANCELLED
        elif step == "return":
            for free in rules.list_free(counters, fates=fates, held=held):
                fates[free] = FateKind.RETURNED

        assert rules.sum_up(counters, fates=fates, held=held).total == size

    # At the end of the day what is written down is used or cancelled, and the rest given back.
    for counter in held - fates.keys():
        fates[counter] = FateKind.USED
    for free in rules.list_free(counters, fates=fates, held=held):
        fates[free] = FateKind.RETURNED
    closed = rules.sum_up(counters, fates=fates, held=held)
    assert closed.is_closed
    assert closed.used + closed.cancelled + closed.returned == size
    assert fates.keys() == set(counters)


@given(hours=st.integers(0, 100), drift=st.integers(-600, 600))
def test_a_device_proves_its_time_alone_only_on_its_day_and_by_a_clock_that_stood_still(
    hours, drift
):
    recorded_at = MONDAY + timedelta(hours=hours)
    needed = rules.needs_second(
        kind=BlockKind.DEVICE, came_at=MONDAY, recorded_at=recorded_at,
        drift=timedelta(seconds=drift),
    )  # fmt: skip

    is_same_day = recorded_at.date() == MONDAY.date()
    assert needed == (not is_same_day or abs(drift) > 120)


def test_what_is_written_by_hand_or_by_a_clock_never_compared_needs_a_second_person():
    for kind, drift in ((BlockKind.PAD, timedelta()), (BlockKind.DEVICE, None)):
        assert rules.needs_second(kind=kind, came_at=MONDAY, recorded_at=MONDAY, drift=drift)


def test_a_number_is_given_out_on_its_day_and_by_a_device_only_once_it_holds_it():
    on = MONDAY.date()
    for moment in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        with pytest.raises(OtherDay):
            rules.require_moment(moment, on=on, kind=BlockKind.PAD, taken_at=MONDAY)
    early = MONDAY - timedelta(minutes=5)
    with pytest.raises(BeforeReserved):
        rules.require_moment(early, on=on, kind=BlockKind.DEVICE, taken_at=MONDAY)
    rules.require_moment(early, on=on, kind=BlockKind.PAD, taken_at=MONDAY)
