"""A citizen books a time, moves and cancels it, arrives, and is called at that time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.domain.reception import actions, queries
from motcua.domain.reception.enums import BookingState, Origin
from motcua.domain.reception.errors import BookingNotFound, SlotTaken, TooManyBookings
from motcua.domain.reception.models import Booking, Ticket
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
SLOT = MONDAY.replace(hour=10)


@pytest.fixture
def hanh(province):
    """The mother's browser."""
    return browser_of(province.hanh.person_id)


def book(room, by, starts_at=SLOT, at=MONDAY):
    return actions.book(
        hall_id=room.hall.pk, line_id=room.papers.pk, starts_at=starts_at, by=by, at=at
    )


def check_in(room, booking, at):
    kiosk = f"/lay-so/may/{room.hall.kiosk_key}/"
    with clock.fixed_at(at):
        return Client().post(kiosk, {"code": f" {booking.code[:3]} {booking.code[3:]}"})


def test_a_time_is_booked_moved_and_cancelled_on_the_portal(room, hanh, province):
    place = f"/hen-gio/{room.hall.agency.code}/"
    assert place in hanh.get("/hen-gio/").text
    lines = hanh.get(place).text
    assert "Nộp hồ sơ" in lines
    assert "Nhận kết quả" not in lines
    times = hanh.get(place, {"viec": room.papers.pk}).text
    assert 'value="2026-03-16T10:00"' in times
    assert 'value="2026-03-16T09:00"' not in times

    answer = hanh.post(place, {"line": room.papers.pk, "time": "2026-03-16T10:00"})

    booking = Booking.objects.get()
    own = f"/hen-gio/lich/{booking.pk}/"
    assert answer["Location"] == own
    assert booking.code in hanh.get(own).text
    moved = hanh.post(own, {"act": "move", "time": "2026-03-17T08:30"}, follow=True)
    assert "08:30, Thứ 3, 17/03/2026" in moved.text
    event = Calendar.from_ical(hanh.get(f"{own}lich.ics").content).events[0]
    assert event.start == SLOT.replace(hour=8, minute=30) + timedelta(days=1)
    assert booking.code in str(event["description"])
    assert "Đã hủy lịch" in hanh.post(own, {"act": "cancel"}, follow=True).text
    assert hanh.post(own, {"act": "cancel"}).status_code == 409
    assert b"STATUS:CANCELLED" in hanh.get(f"{own}lich.ics").content
    assert browser_of(province.duc.person_id).get(own).status_code == 404


@pytest.mark.parametrize(
    "time", ["2026-03-16T10:05", "2026-03-15T10:00", "2026-03-16T09:00", "2027-01-04T10:00", "mai"]
)
def test_a_time_that_is_none_cannot_be_booked(room, hanh, time):
    place = f"/hen-gio/{room.hall.agency.code}/"

    refused = hanh.post(place, {"line": room.papers.pk, "time": time})

    assert refused.status_code == 409
    assert "Vui lòng chọn giờ khác" in refused.text
    assert not Booking.objects.exists()


def test_a_slot_has_as_many_places_as_its_line_says(room, province):
    first = book(room, province.hanh)
    book(room, province.duc)
    other = province.hanh
    with pytest.raises(SlotTaken):
        book(room, other)

    actions.cancel(booking_id=first.pk, by=province.hanh, at=MONDAY)

    assert book(room, other).starts_at == SLOT


def test_one_person_has_two_bookings_at_the_most(room, province):
    book(room, province.hanh)
    book(room, province.hanh, SLOT + timedelta(minutes=30))

    with pytest.raises(TooManyBookings):
        book(room, province.hanh, SLOT + timedelta(minutes=60))


def test_who_booked_is_called_first_from_the_booked_time_on(room, province):
    booking = book(room, province.hanh)
    room.clock = SLOT - timedelta(minutes=20)
    room.take()
    came = check_in(room, booking, SLOT - timedelta(minutes=10))
    assert came.status_code == 302
    booking.refresh_from_db()
    booked = booking.ticket
    assert (booking.state, booked.origin) == (BookingState.CAME, Origin.BOOKING)
    room.clock = SLOT - timedelta(minutes=5)
    waiting = [one.ticket.label for one in queries.list_waiting(room.hall, now=room.clock)]
    assert waiting == ["A001", "A002"]

    later = [one.ticket.label for one in queries.list_waiting(room.hall, now=SLOT)]

    assert later == ["A002", "A001"]


def test_who_comes_late_gets_an_ordinary_number(room, province):
    booking = book(room, province.hanh)

    check_in(room, booking, SLOT + timedelta(minutes=16))

    assert Ticket.objects.get().booked_for is None


def test_a_code_opens_once_on_its_day_and_in_its_hall(room, province):
    booking = book(room, province.hanh, MONDAY.replace(hour=10) + timedelta(days=1))

    early = check_in(room, booking, SLOT)
    assert early.status_code == 409
    assert "10:00 17/03/2026" in early.text
    assert check_in(room, booking, SLOT + timedelta(days=1)).status_code == 302
    assert check_in(room, booking, SLOT + timedelta(days=1)).status_code == 404
    other = actions.open_hall(by=province.stranger)
    with pytest.raises(BookingNotFound):
        actions.check_in(hall_id=other.pk, code=booking.code, at=SLOT)


def test_codes_are_not_guessed_without_end(room, province, settings):
    settings.LOOK_UPS_PER_MINUTE = 3
    booking = book(room, province.hanh)
    wrong = f"{(int(booking.code) + 1) % 10**6:06d}"
    kiosk = f"/lay-so/may/{room.hall.kiosk_key}/"
    with clock.fixed_at(SLOT):
        tried = [Client().post(kiosk, {"code": wrong}) for _time in range(3)]
    assert {one.status_code for one in tried} == {404}

    right = check_in(room, booking, SLOT)

    assert right.status_code == 429
    assert "Bạn đã tra cứu quá nhiều lần" in right.text
    booking.refresh_from_db()
    assert booking.state == BookingState.BOOKED


def test_who_did_not_come_is_told_so(room, hanh, province):
    booking = book(room, province.hanh)

    with clock.fixed_at(MONDAY + timedelta(days=1)):
        shown = hanh.get(f"/hen-gio/lich/{booking.pk}/").text

    assert "ông/bà không đến" in shown
    assert booking.code not in shown


@pytest.mark.parametrize("bookings", [1, 2])
def test_a_page_of_bookings_has_one_price(room, hanh, province, bookings):
    own = [
        book(room, province.hanh, SLOT + timedelta(minutes=30 * number))
        for number in range(bookings)
    ]
    pages = {
        "/hen-gio/": 4,
        f"/hen-gio/{room.hall.agency.code}/?viec={room.papers.pk}": 7,
        f"/hen-gio/lich/{own[0].pk}/": 5,
    }

    found = {}
    for address in pages:
        hanh.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert hanh.get(address).status_code == 200
        found[address] = len(captured)

    assert found == pages
