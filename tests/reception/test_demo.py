"""The demo's waiting room: lines, windows, days of the past, and people who wait now."""

from datetime import timedelta

import pytest
from tests.casework.province import MONDAY

from motcua.domain.reception import queries
from motcua.domain.reception.models import Ticket
from motcua.surfaces.cli.demo import receiving, world

pytestmark = pytest.mark.django_db


def test_the_demo_s_room_has_a_past_and_people_who_wait(province):
    cast = world.find_cast(at=MONDAY)

    told = [receiving.load(cast, at=MONDAY) for _time in range(2)]

    assert told == [25, 0]
    hall = queries.find_hall(province.agency_id)
    board = queries.board_of(hall, now=MONDAY)
    assert [(one.label, one.window) for one in board.calls] == [("A002", 1)]
    assert board.waiting == 4
    last = Ticket.objects.filter(on=MONDAY.date(), letter="A").latest("number")
    assert queries.place_of(last, now=MONDAY).expected is not None
    days = {one.taken_at.date() for one in queries.list_spells(
        hall, first=MONDAY.date() - timedelta(days=7), last=MONDAY.date() - timedelta(days=1)
    )}  # fmt: skip
    assert days == {MONDAY.date() - timedelta(days=back) for back in (3, 4)}


def test_in_the_evening_nobody_waits(province):
    evening = MONDAY.replace(hour=21)

    assert receiving.load(world.find_cast(at=evening), at=evening) == 20
