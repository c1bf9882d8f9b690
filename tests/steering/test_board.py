"""The board: every figure is the sum of what happened, and agrees with the dossiers themselves."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.composition.steering import queries, rules
from motcua.composition.steering.rules import Figures, Open, Sums
from motcua.domain.satisfaction import actions as satisfaction
from motcua.domain.satisfaction.enums import Mark, Subject31

TODAY = MONDAY.date()
TUESDAY = MONDAY + timedelta(days=1)
TOMORROW = TUESDAY.date()


def board(province, *, now=MONDAY, agencies=None, since=TODAY, until=TOMORROW):
    return queries.get_board(
        agency_ids=agencies or [province.agency_id], since=since, until=until, now=now
    )


@pytest.mark.django_db
def test_the_board_tells_what_happened_and_what_is_open(province):
    steps.lodge(province)
    steps.accept(province, steps.lodge(province))
    steps.direct(province, steps.lodge(province))
    steps.decide(province, steps.accept(province, steps.lodge(province)))
    late = steps.accept(province, steps.lodge(province))
    steps.reject(province, late, at=TUESDAY)
    people.settle()

    shown = board(province)

    assert shown.total.sums == Sums(
        lodged=5, accepted=3, turned_away=1, finished_on_time=1, finished_late=1, handed_over=1
    )
    assert shown.total.open == Open(waiting=1, in_progress=1, due_soon=1)
    assert [on for on, _sums in shown.by_day] == [TODAY, TOMORROW]


@pytest.mark.django_db
def test_what_is_overdue_counts_against_the_rate_at_once(province):
    steps.decide(province, steps.accept(province, steps.lodge(province)))
    steps.accept(province, steps.lodge(province))
    people.settle()

    assert board(province).total.on_time_rate == 1
    assert board(province, now=TUESDAY).total.open.overdue == 1
    assert board(province, now=TUESDAY).total.on_time_rate == 0.5


@pytest.mark.django_db
def test_the_satisfaction_rate_comes_with_the_number_of_answers(province):
    dossier = steps.direct(province, steps.lodge(province))
    marks = dict.fromkeys(Subject31, Mark.SATISFIED) | {Subject31.TIME: Mark.NEUTRAL}
    satisfaction.rate(dossier=dossier, marks=marks, comment="", at=MONDAY)
    people.settle()

    total = board(province).total

    assert (total.sums.answers, total.satisfaction_rate) == (1, 0.8)


@pytest.mark.django_db
def test_delivering_again_counts_nothing_twice(province):
    steps.lodge(province)
    people.settle()
    people.settle()

    assert board(province).total.sums.lodged == 1


@pytest.mark.django_db
def test_an_agency_sees_its_own_figures_and_a_period_its_own_days(province):
    steps.lodge(province)
    people.settle()

    elsewhere = board(province, agencies=[province.other_agency_id])
    later = board(province, since=TOMORROW)

    assert elsewhere.total.sums == later.total.sums == Sums()
    assert later.total.open.waiting == 1


def test_without_anything_to_judge_there_is_no_rate():
    empty = Figures(label="", agency_id=None, procedure_id=None, sums=Sums(), open=Open())

    assert empty.on_time_rate is None
    assert empty.satisfaction_rate is None


numbers = st.integers(0, 1000)
sums = st.builds(Sums, **dict.fromkeys(Sums.__dataclass_fields__, numbers))
figures = st.builds(
    Figures,
    label=st.just(""),
    agency_id=st.none(),
    procedure_id=st.none(),
    sums=sums,
    open=st.builds(Open, **dict.fromkeys(Open.__dataclass_fields__, numbers)),
)


@given(st.lists(figures, max_size=5))
def test_a_total_is_the_sum_of_its_lines_in_any_order(lines):
    total = rules.total("", lines)

    assert total == rules.total("", reversed(lines))
    for name in Sums.__dataclass_fields__:
        assert getattr(total.sums, name) == sum(getattr(line.sums, name) for line in lines)


@given(figures)
def test_a_rate_lies_between_nothing_and_all(line):
    rate = line.on_time_rate

    assert rate is None or 0 <= rate <= 1
