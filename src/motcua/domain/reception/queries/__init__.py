"""Each question asked of the waiting room."""

from motcua.domain.reception.queries.bookings import (
    Slot,
    find_booking,
    get_booking,
    list_bookings,
    list_bookings_of_day,
    list_slots,
)
from motcua.domain.reception.queries.halls import (
    find_hall,
    find_hall_of_kiosk,
    find_seat,
    get_hall,
    get_line,
    list_halls,
    list_lines,
    list_windows,
    pass_of,
    require_pass,
)
from motcua.domain.reception.queries.tickets import (
    Board,
    Called,
    Place,
    WaitingTicket,
    board_of,
    get_ticket,
    list_waiting,
    place_of,
)
from motcua.domain.reception.queries.times import Spell, Times, list_spells, times_of
from motcua.domain.reception.rules.labels import LETTERS, call, label, spoken_number

__all__ = [
    "LETTERS",
    "Board",
    "Called",
    "Place",
    "Slot",
    "Spell",
    "Times",
    "WaitingTicket",
    "board_of",
    "call",
    "find_booking",
    "find_hall",
    "find_hall_of_kiosk",
    "find_seat",
    "get_booking",
    "get_hall",
    "get_line",
    "get_ticket",
    "label",
    "list_bookings",
    "list_bookings_of_day",
    "list_halls",
    "list_lines",
    "list_slots",
    "list_spells",
    "list_waiting",
    "list_windows",
    "pass_of",
    "place_of",
    "require_pass",
    "spoken_number",
    "times_of",
]
