"""Many hands at once: two windows never call the same number, two kiosks never give out the same."""

import pytest
from tests.casework.province import MONDAY
from tests.casework.test_concurrency import at_once
from tests.reception import room as rooms

from motcua.domain.reception import actions
from motcua.domain.reception.enums import Origin, TicketState
from motcua.domain.reception.models import Ticket
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_windows_that_call_at_once_call_two_people(province):
    room = rooms.make(province)
    room.sit()
    room.sit(room.colleague, room.second)
    for _round in range(5):
        room.take(), room.take()
        now = room.later(seconds=1)
        called = at_once(
            lambda now=now: actions.call_next(by=room.desk, at=now),
            lambda now=now: actions.call_next(by=room.colleague, at=now),
        )

        assert len({ticket.pk for ticket in called}) == 2
        for ticket, by in zip(called, (room.desk, room.colleague), strict=True):
            actions.serve(ticket_id=ticket.pk, by=by, at=now)
    assert Ticket.objects.filter(state=TicketState.DONE).count() == 8


def test_numbers_taken_at_once_have_no_gap_and_no_double(province):
    room = rooms.make(province)

    def take():
        return actions.take(
            hall_id=room.hall.pk, line_id=room.papers.pk, origin=Origin.KIOSK, at=MONDAY
        )

    with clock.fixed_at(MONDAY):
        taken = at_once(*[take] * 8)

    assert sorted(ticket.number for ticket in taken) == list(range(1, 9))
