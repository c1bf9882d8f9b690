"""What is mined agrees with counting slowly, one case and one pair at a time."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from tests.mining.logs import case, happening

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.rules.graph import mine
from motcua.capabilities.mining.rules.log import BEGIN, END, Case, Times, measure

sequences = st.lists(st.sampled_from("abcd"), max_size=6)
logs = st.lists(st.tuples(sequences, st.sampled_from(Standing)), max_size=8).map(
    lambda many: [
        case(sequence, key=str(number), standing=standing)
        for number, (sequence, standing) in enumerate(many)
    ]
)


def slow_pairs(one):
    """Return what follows what in a case, by the places of its sequence."""
    ended = [] if one.standing is Standing.RUNNING else [END]
    line = [BEGIN, *one.sequence, *ended]
    return [(line[place], line[place + 1]) for place in range(len(line) - 1)]


@given(logs)
def test_the_arrows_are_what_counting_slowly_finds(log):
    followings = mine(log).followings

    pairs = [pair for one in log for pair in slow_pairs(one)]
    assert {(one.source, one.target): one.count for one in followings} == Counter(pairs)
    assert {(one.source, one.target): one.cases for one in followings} == {
        pair: sum(pair in slow_pairs(one) for one in log) for pair in set(pairs)
    }


@given(logs)
def test_every_ended_case_is_in_one_variant_and_the_shares_make_a_whole(log):
    mined = mine(log)

    ended = {one.key for one in log if one.standing is not Standing.RUNNING}
    keys = [key for variant in mined.variants for key in variant.keys]
    assert sorted(keys) == sorted(ended)
    assert all(
        one.sequence == variant.sequence
        for variant in mined.variants
        for one in log
        if one.key in variant.keys
    )
    assert not ended or abs(sum(one.share for one in mined.variants) - 1) < 1e-9
    assert [one.count for one in mined.variants] == sorted(
        (one.count for one in mined.variants), reverse=True
    )


@given(logs)
def test_activities_and_what_was_done_again_are_counted(log):
    mined = mine(log)

    assert {one.code: (one.count, one.cases) for one in mined.activities} == {
        code: (
            sum(one.sequence.count(code) for one in log),
            sum(code in one.sequence for one in log),
        )
        for code in {code for one in log for code in one.sequence}
    }
    assert set(mined.redone) == {
        one.key for one in log if any(one.sequence.count(code) > 1 for code in one.sequence)
    }
    assert mined.count == len(log)


@given(st.lists(st.integers(0, 10_000), min_size=1))
def test_a_median_and_nine_in_ten_are_values_that_happened(seconds):
    times = measure(seconds)

    assert times.median in seconds
    assert times.most in seconds
    assert sum(one <= times.median for one in seconds) * 2 >= len(seconds)
    assert sum(one < times.median for one in seconds) * 2 < len(seconds)
    assert sum(one <= times.most for one in seconds) * 10 >= len(seconds) * 9


def test_of_nothing_there_are_no_times():
    assert measure([]) == Times(count=0, median=0, most=0)


def test_arrows_take_the_time_from_one_end_to_the_next():
    one = Case(
        key="1",
        standing=Standing.FINISHED,
        happenings=(happening("a", 100, took=40), happening("b", 700, took=30)),
    )

    following = next(found for found in mine([one]).followings if found.source == "a")

    assert following.times == Times(count=1, median=600, most=600)


def test_a_case_lies_with_its_holders_for_what_each_step_took():
    one = Case(
        key="1",
        standing=Standing.FINISHED,
        happenings=(
            happening("a", 100, took=40, holder="desk"),
            happening("b", 700, took=600, holder="leader"),
            happening("a", 800, took=60, holder="desk"),
            happening("told", 800),
        ),
    )

    holders = {held.holder: held for held in mine([one]).holders}

    assert {
        key: (held.cases, held.working, held.times.median) for key, held in holders.items()
    } == {
        "leader": (1, 600, 600),
        "desk": (1, 100, 100),
    }
