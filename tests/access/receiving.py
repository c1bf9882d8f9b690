"""What goes on in the waiting room behind its addresses."""

from motcua.domain.reception import actions as reception
from motcua.domain.reception import queries as reception_queries
from motcua.domain.reception.enums import Origin
from motcua.domain.venues import actions as venues
from tests.casework.province import MONDAY


def opened(chair):
    """Let the chair open a satellite point of the commune."""
    return venues.record(
        venues.Named(
            kind="satellite", name="Nhà văn hóa thôn Phú Lợi", address="Thôn Phú Lợi",
            commune="Sông Lam", basis="Quyết định 15/QĐ-UBND", hours="Thứ ba 07:30–11:30",
            valid_from=MONDAY.date(),
        ),
        by=chair, at=MONDAY,
    )  # fmt: skip


def receive(province, applicant):
    """Let the desk open its waiting room and call a number; another waits."""
    by = province.desk
    hall = reception_queries.find_hall(by.agency_id) or reception.open_hall(by=by)
    line = next(iter(reception_queries.list_lines(hall)), None) or reception.keep_line(
        reception.NamedLine(letter="A", name="Nộp hồ sơ", places=9), by=by
    )
    window = reception.keep_window(number=1, line_ids=[line.pk], by=by)
    if not reception_queries.find_seat(by, now=MONDAY):
        reception.sit_down(window_id=window.pk, by=by, at=MONDAY)
    taken = [
        reception.take(hall_id=hall.pk, line_id=line.pk, origin=Origin.KIOSK, at=MONDAY)
        for _one in range(2)
    ]
    at_window = reception_queries.find_at_window(window, on=MONDAY.date())
    called = at_window or reception.call_next(by=by, at=MONDAY)
    slot = reception_queries.list_slots(hall, line, now=MONDAY)[0]
    booking = reception.book(
        hall_id=hall.pk, line_id=line.pk, starts_at=slot.starts_at, by=applicant, at=MONDAY
    )
    return {
        "venue": opened(province.chair).pk,
        "booking": booking.pk,
        "kiosk": hall.kiosk_key,
        "pass": reception_queries.pass_of(hall, at=MONDAY),
        "line": line.pk,
        "ticket": taken[1].code,
        "called_letter": called.letter,
        "called_number": called.number,
        "window": window.number,
    }
