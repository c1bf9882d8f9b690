"""Full age, the longest authorisation, and which side may do what."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.authorisations import rules
from motcua.domain.authorisations.enums import Act, Scope, Side, State
from motcua.domain.authorisations.errors import ActRefused
from motcua.domain.authorisations.models import Authorisation

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("born", "last"),
    [
        (date(2010, 3, 16), date(2028, 3, 15)),
        (date(2008, 2, 29), date(2026, 2, 28)),
        (date(2012, 1, 1), date(2029, 12, 31)),
    ],
)
def test_minority_ends_the_day_before_the_eighteenth_birthday(born, last):
    assert rules.last_day_of_minority(born) == last


@given(DAYS)
def test_who_is_of_age_the_next_day_is_eighteen(born):
    of_age = rules.last_day_of_minority(born) + timedelta(days=1)

    assert of_age.year - born.year == 18
    assert (of_age.month, of_age.day) >= (born.month, born.day)


@given(DAYS)
def test_the_longest_lasts_five_years(first):
    assert 1825 <= (rules.last_allowed_day(first) - first).days <= 1827


@given(st.sets(st.sampled_from(Scope)))
def test_nothing_is_let_without_following_but_following_itself(scopes):
    assert rules.lacks_following(scopes) == (bool(scopes) and Scope.FOLLOW not in scopes)


@pytest.mark.parametrize("asked_by", Side)
def test_who_asks_does_not_answer(asked_by):
    assert rules.list_acts(State.ASKED, asked_by, asked_by) == (Act.END,)
    (other,) = set(Side) - {asked_by}
    assert rules.list_acts(State.ASKED, other, asked_by) == (Act.ACCEPT, Act.DECLINE)


@pytest.mark.parametrize("asked_by", Side)
def test_both_may_end_and_only_the_represented_objects(asked_by):
    assert rules.list_acts(State.GIVEN, Side.REPRESENTED, asked_by) == (Act.END, Act.CONTEST)
    assert rules.list_acts(State.GIVEN, Side.REPRESENTATIVE, asked_by) == (Act.END,)


@pytest.mark.parametrize("state", [State.DECLINED, State.ENDED, State.CONTESTED])
def test_what_has_ended_stands(state):
    for act in Act:
        with pytest.raises(ActRefused):
            rules.require_move(state, act)


def test_the_number_bears_the_year_in_vietnam():
    asked_at = datetime(2026, 12, 31, 17, 30, tzinfo=UTC)

    assert Authorisation(pk=7, asked_at=asked_at).number == "UQ-2027-000007"
