"""A plan of reorganisation, read before anything happens."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.organisations.enums import (
    AgencyKind,
    AgencyLevel,
    ReorganisationAct,
    ReorganisationState,
)
from motcua.foundation.organisations.errors import ReorganisationMoveRefused
from motcua.foundation.organisations.rules import reorganisations as rules
from motcua.foundation.organisations.rules.reorganisations import Passing, Plan, Standing
from motcua.foundation.organisations.rules.rows import AgencyRow

DAY = date(2027, 1, 1)
BEFORE = Standing(level=AgencyLevel.COMMUNE, valid_from=date(2025, 7, 1))
STANDING = dict.fromkeys(("H99", "H99.1", "H99.2", "H99.3", "G07.1"), BEFORE)


def row(code="H99.9", **changes):
    told = {
        "code": code, "name": "Ủy ban nhân dân xã Mới", "level": AgencyLevel.COMMUNE,
        "kind": AgencyKind.PEOPLES_COMMITTEE, "parent": "H99", "commune_code": "99909",
        "valid_from": DAY,
    }  # fmt: skip
    return AgencyRow(**(told | changes))


def passing(predecessor, successor, **more):
    return Passing(predecessor=predecessor, successor=successor, **more)


def codes_of(plan, **changes):
    known = {"standing": STANDING, "on": DAY, "root": "H99"} | changes
    return [(problem.field, problem.code) for problem in rules.problems_of(plan, **known)]


MERGER = Plan(begins=(row(),), passings=(passing("H99.1", "H99.9"), passing("H99.2", "H99.9")))
SPLIT = Plan(
    passings=(passing("H99.1", "H99.2"), passing("H99.1", "H99.3", keeps_archive=False)),
)


@pytest.mark.parametrize(
    "plan",
    [
        MERGER,
        SPLIT,
        # The same code begins anew under another name.
        Plan(begins=(row("H99.1"),), passings=(passing("H99.1", "H99.1"),)),
        # One more agency, from nobody.
        Plan(begins=(row(),)),
    ],
)
def test_a_sound_plan_has_no_problems(plan):
    assert codes_of(plan) == []


@pytest.mark.parametrize(
    ("plan", "found"),
    [
        (Plan(), [("passings", "empty")]),
        (Plan(begins=(row("xã"),)), [("begins.0.code", "no-code")]),
        (Plan(begins=(row("G07.5"),)), [("begins.0.code", "foreign")]),
        (Plan(begins=(row("H99.3"),)), [("begins.0.code", "taken")]),
        (Plan(begins=(row(parent="H99.8"),)), [("begins.0.parent", "no-parent")]),
        (Plan(begins=(row(commune_code=""),)), [("begins.0.commune_code", "no-commune")]),
        (
            Plan(begins=(row(valid_from=date(2027, 1, 2)),)),
            [("begins.0.valid_from", "other-day")],
        ),
        (Plan(passings=(passing("H99.8", "H99.3"),)), [("ends.H99.8", "no-agency")]),
        (Plan(passings=(passing("G07.1", "H99.3"),)), [("ends.G07.1", "no-agency")]),
        (Plan(passings=(passing("H99.1", "H99.7"),)), [("ends.H99.1", "no-successor")]),
        (
            Plan(passings=(passing("H99.1", "H99.2"), passing("H99.2", "H99.3"))),
            [("ends.H99.1", "no-successor")],
        ),
        (
            Plan(passings=(passing("H99.1", "H99.2", keeps_archive=False),)),
            [("ends.H99.1", "archive")],
        ),
        (
            Plan(passings=(passing("H99.1", "H99.2", procedures=("1.001193",)),)),
            [("ends.H99.1", "no-rest")],
        ),
        (
            Plan(
                passings=(
                    passing("H99.1", "H99.2"), passing("H99.1", "H99.2", keeps_archive=False),
                )
            ),
            [("ends.H99.1", "twice")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(plan, found):
    assert codes_of(plan) == found


def test_an_agency_that_begins_after_the_day_cannot_end_on_it():
    late = {**STANDING, "H99.1": Standing(level=AgencyLevel.COMMUNE, valid_from=DAY)}

    assert codes_of(MERGER, standing=late) == [("ends.H99.1", "too-young")]


def test_a_named_procedure_goes_where_it_is_named_and_the_rest_elsewhere():
    plan = Plan(
        passings=(
            passing("H99.1", "H99.2"),
            passing("H99.1", "H99.3", keeps_archive=False, procedures=("1.001612",)),
        )
    )

    assert rules.whither(plan.of("H99.1"), "1.001612") == ("H99.3",)
    assert rules.whither(plan.of("H99.1"), "1.001193") == ("H99.2",)


PROCEDURES = ("1.001193", "1.001612", "2.000815")
SUCCESSORS = ("H99.2", "H99.3", "H99.4")


@given(
    named=st.dictionaries(
        st.sampled_from(SUCCESSORS),
        st.sets(st.sampled_from(PROCEDURES), min_size=1),
        max_size=3,
    ),
    rest=st.sets(st.sampled_from(SUCCESSORS), min_size=1),
)
def test_every_procedure_has_somebody_to_go_to(named, rest):
    passings = [
        *(passing("H99.1", one, procedures=tuple(sorted(codes))) for one, codes in named.items()),
        *(passing("H99.1", one) for one in sorted(rest)),
    ]

    for code in PROCEDURES:
        taking = rules.whither(passings, code)

        assert taking
        claimed = {one for one, codes in named.items() if code in codes}
        assert set(taking) == (claimed or rest)


@given(st.sampled_from([MERGER, SPLIT, Plan()]))
def test_a_plan_survives_storing(plan):
    assert rules.to_plan(rules.to_plain(plan)) == plan


@pytest.mark.parametrize("state", [ReorganisationState.APPLIED, ReorganisationState.WITHDRAWN])
@pytest.mark.parametrize("act", list(ReorganisationAct))
def test_nothing_follows_what_is_applied_or_given_up(state, act):
    with pytest.raises(ReorganisationMoveRefused):
        rules.require_move(state, act)


def test_who_writes_hands_over_and_somebody_applies():
    assert rules.list_acts(ReorganisationState.DRAFT) == {
        ReorganisationAct.SAVE, ReorganisationAct.SEND, ReorganisationAct.WITHDRAW,
    }  # fmt: skip
    assert rules.list_acts(ReorganisationState.READY) == {
        ReorganisationAct.APPLY, ReorganisationAct.SEND_BACK, ReorganisationAct.WITHDRAW,
    }  # fmt: skip
