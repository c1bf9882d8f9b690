"""Flags counted beside the on-time rate: by agency and kind, each with its dossiers, part of no rate."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.composition.steering import actions, queries
from motcua.composition.steering.models import Sign
from motcua.composition.steering.queries import Seen
from motcua.domain.dossiers.enums import Flagged

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WEDNESDAY = MONDAY + timedelta(days=2)


def late(province):
    """A lodging that was answered after its time."""
    return steps.accept(province, steps.lodge(province), at=WEDNESDAY)


def asked(province):
    """A supplement asked for minutes before the promise."""
    dossier = steps.accept(province, steps.lodge(province))
    return steps.ask(province, dossier, at=dossier.due_at - 10 * MINUTE)


def settle():
    people.settle()
    actions.refresh(at=WEDNESDAY)


def seen(province, kind=None, *, since=MONDAY, until=WEDNESDAY):
    return Seen(agency_id=province.agency_id, kind=kind, since=since.date(), until=until.date())


def listed(province, kind=None, **more):
    return [one.dossier_id for one in queries.list_signed(seen(province, kind), **more)]


def counted(province, *, since=MONDAY, until=WEDNESDAY):
    return queries.count_signs([province.agency_id], since=since.date(), until=until.date())


def test_signs_are_counted_by_agency_and_kind_and_lead_to_their_dossiers(province):
    steps.accept(province, steps.lodge(province))
    first, second, third = late(province), late(province), asked(province)
    settle()

    assert counted(province) == {
        (province.agency_id, Flagged.LATE_ANSWER): 2,
        (province.agency_id, Flagged.LATE_REQUEST): 1,
    }
    assert listed(province, Flagged.LATE_ANSWER) == [second.pk, first.pk]
    assert listed(province, Flagged.LATE_REQUEST) == [third.pk]
    assert listed(province) == [second.pk, first.pk, third.pk]
    assert queries.count_seen(seen(province)) == 3


def test_a_sign_belongs_to_the_day_it_was_written_and_to_its_agency(province):
    late(province)
    settle()

    assert counted(province, until=MONDAY) == {}
    assert (
        queries.count_signs([province.agency_id + 1], since=MONDAY.date(), until=WEDNESDAY.date())
        == {}
    )


def test_following_again_writes_nothing_twice_and_the_rate_stays_as_it_was(province):
    dossier = late(province)
    steps.decide(province, dossier, at=WEDNESDAY)
    settle()
    settle()

    board = queries.get_board(
        agency_ids=[province.agency_id], since=MONDAY.date(), until=WEDNESDAY.date(), now=WEDNESDAY
    )
    assert Sign.objects.count() == 1
    assert board.signs == {(province.agency_id, Flagged.LATE_ANSWER): 1}
    assert board.total.on_time_rate == 1


def test_the_list_goes_on_behind_its_last_row(province):
    found = [late(province).pk for _one in range(3)]
    settle()
    (first, second) = queries.list_signed(seen(province), limit=2)

    assert [first.dossier_id, second.dossier_id] == found[:0:-1]
    assert listed(province, after=(second.at, second.dossier_id)) == found[:1]


@pytest.mark.parametrize("rows", [1, 30])
def test_each_question_costs_one_query_for_any_number(province, rows, django_assert_num_queries):
    for _row in range(rows):
        late(province)
    settle()

    with django_assert_num_queries(1):
        assert set(counted(province).values()) == {rows}
    with django_assert_num_queries(1):
        assert len(queries.list_signed(seen(province), limit=50)) == rows
    with django_assert_num_queries(1):
        assert queries.count_seen(seen(province)) == rows
