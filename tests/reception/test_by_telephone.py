"""Numbers by telephone: whoever has the code of the display cannot use those of the day up."""

from django.test import Client
from tests.casework.province import MONDAY

from motcua.domain.reception import queries
from motcua.domain.reception.enums import Origin
from motcua.domain.reception.models import Ticket


def test_who_is_not_there_cannot_use_the_numbers_of_the_day_up(room, settings):
    settings.LOOK_UPS_PER_MINUTE = settings.LOOK_UPS_PER_HOUR = 999
    address = f"/lay-so/quet/{queries.pass_of(room.hall, at=MONDAY)}/"
    for _ in range(60):
        assert Client().post(address, {"line": room.papers.pk}).status_code == 302

    refused = Client().post(address, {"line": room.papers.pk})
    ticket = room.take()

    assert refused.status_code == 409
    assert "lấy số ở máy" in refused.text
    assert (ticket.origin, ticket.number) == (Origin.KIOSK, 61)
    given_up = Ticket.objects.filter(origin=Origin.PHONE).order_by("pk")[0]
    Client().post(f"/luot/{given_up.code}/bo/")
    assert Client().post(address, {"line": room.papers.pk}).status_code == 302


def test_numbers_by_telephone_are_counted_by_line(room, settings):
    settings.LOOK_UPS_PER_MINUTE = 2
    address = f"/lay-so/quet/{queries.pass_of(room.hall, at=MONDAY)}/"

    answers = [Client().post(address, {"line": room.papers.pk}).status_code for _ in range(3)]

    assert answers == [302, 302, 429]
