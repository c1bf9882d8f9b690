"""A sequence laid against a design differs from it in as few places as any run of the design does."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mining.logs import CHECKED, SIDE_BY_SIDE, case

from motcua.capabilities.mining.enums import DeviationKind, Standing
from motcua.capabilities.mining.rules import aligning
from motcua.capabilities.mining.rules.aligning import (
    Deviation,
    OnlyInDesign,
    OnlyInLog,
    Together,
    align,
    find_deviations,
)
from motcua.capabilities.mining.rules.nets import START, fire
from motcua.capabilities.mining.rules.replay import replay

LONGEST = 8
NETS = {"checked": CHECKED, "side-by-side": SIDE_BY_SIDE}
ALPHABET = {"checked": ("check", "supplement", "sign", "x"), "side-by-side": ("a", "b", "c", "x")}


@cache
def runs(name):
    """Return every run of a design up to a length, whole or not: what it lets happen, in order."""
    net, found = NETS[name], set()
    waiting = [(frozenset({START}), ())]
    while waiting:
        marking, run = waiting.pop()
        found.add((run, not marking))
        for one in net.enabled(marking):
            after = fire(marking, one)
            grown = (*run, one.activity) if one.activity else run
            if after is not None and len(grown) <= LONGEST:
                waiting.append((after, grown))
    return frozenset(found)


def distance(one, other):
    """Return how many steps must be put in or left out to make one of the other."""
    rows = [list(range(len(other) + 1))]
    for place, left in enumerate(one, 1):
        row = [place]
        for number, right in enumerate(other, 1):
            both = rows[-1][number - 1] if left == right else len(one) + len(other)
            row.append(min(rows[-1][number] + 1, row[-1] + 1, both))
        rows.append(row)
    return rows[-1][-1]


def cost(moves):
    return sum(
        isinstance(move, OnlyInLog)
        or (isinstance(move, OnlyInDesign) and bool(move.transition.activity))
        for move in moves
    )


@given(st.data())
@pytest.mark.parametrize("name", NETS)
def test_no_run_of_the_design_is_nearer(name, data):
    trace = data.draw(st.lists(st.sampled_from(ALPHABET[name]), max_size=4))
    is_whole = data.draw(st.booleans())

    moves = align(NETS[name], tuple((code, "") for code in trace), is_whole=is_whole)

    assert cost(moves) == min(
        distance(trace, run) for run, is_ended in runs(name) if is_ended or not is_whole
    )


@given(st.data())
@pytest.mark.parametrize("name", NETS)
def test_a_walk_is_a_run_of_the_design_and_tells_the_whole_trace(name, data):
    codes = data.draw(st.lists(st.sampled_from(ALPHABET[name]), max_size=5))
    trace = tuple((code, "") for code in codes)

    marking = frozenset({START})
    places = []
    for move in align(NETS[name], trace, is_whole=True):
        if not isinstance(move, OnlyInDesign):
            places.append(move.place)
        if not isinstance(move, OnlyInLog):
            assert move.transition.takes <= marking
            marking = fire(marking, move.transition)
        if isinstance(move, Together):
            assert move.transition.activity == codes[move.place]

    assert marking == frozenset()
    assert places == list(range(len(codes)))


def deviations(net, *steps, is_whole=True):
    trace = tuple(step if isinstance(step, tuple) else (step, "") for step in steps)
    moves = align(net, trace, is_whole=is_whole)
    return [(one.kind, one.activity) for one in find_deviations(net, trace, moves)]


def test_what_the_design_allows_is_no_deviation_however_often():
    assert deviations(CHECKED, "check", "supplement", "check", "supplement", "check", "sign") == []
    assert deviations(SIDE_BY_SIDE, "b", "a", "c") == []


def test_a_step_left_out_is_skipped():
    assert deviations(CHECKED, "sign") == [(DeviationKind.SKIPPED, "check")]


def test_a_step_done_once_too_often_is_repeated():
    assert deviations(CHECKED, "check", "sign", "sign") == [(DeviationKind.REPEATED, "sign")]


def test_a_step_done_too_early_is_out_of_order_and_told_once():
    assert deviations(SIDE_BY_SIDE, "c", "a", "b") == [(DeviationKind.OUT_OF_ORDER, "c")]


def test_a_step_that_the_design_does_not_know_is_foreign():
    assert deviations(CHECKED, "check", "visit", "sign") == [(DeviationKind.FOREIGN, "visit")]


def test_the_outcome_of_a_step_decides_what_may_follow():
    assert deviations(CHECKED, ("check", "good"), "sign") == []
    assert deviations(CHECKED, ("check", "lacks"), "sign") == [
        (DeviationKind.AGAINST_OUTCOME, "check")
    ]


def test_an_outcome_that_the_design_does_not_know_decides_nothing():
    assert deviations(CHECKED, ("check", "of-an-older-version"), "sign") == []


def test_what_still_runs_may_stop_anywhere():
    assert deviations(CHECKED, "check", is_whole=False) == []
    assert deviations(CHECKED, "check") == [(DeviationKind.SKIPPED, "sign")]


def test_a_comparison_that_grows_too_large_is_given_up(monkeypatch):
    monkeypatch.setattr(aligning, "MOST_STATES", 3)

    replayed = replay(CHECKED, [case(["sign", "sign", "check"])])

    assert (replayed.not_compared, replayed.departed, replayed.steps) == (1, (), {})


def test_dossiers_are_counted_on_the_steps_and_arrows_they_went_over():
    gone = replay(
        CHECKED,
        [
            case(["check", "supplement", "check", "sign"], key="1"),
            case(["check", "sign"], key="2"),
            case(["check"], key="3", standing=Standing.RUNNING),
            case(["sign"], key="4"),
        ],
    )

    assert {code: (one.count, one.cases) for code, one in gone.steps.items()} == {
        "check": (4, 3),
        "supplement": (1, 1),
        "sign": (3, 3),
    }
    assert (gone.flows["again"].count, gone.flows["again"].cases) == (1, 1)
    assert gone.steps["check"].times.median == 60
    assert [one.key for one in gone.departed] == ["4"]
    assert gone.departed[0].deviations == (Deviation(kind=DeviationKind.SKIPPED, activity="check"),)


def test_an_arrow_takes_the_time_of_the_step_it_led_to():
    gone = replay(CHECKED, [case(["check", "supplement", "check", "sign"], pace=30)])

    assert (gone.flows["again"].times.count, gone.flows["again"].times.median) == (1, 30)
