"""Tables of the waiting room."""

from motcua.domain.reception.models.halls import Hall, Line, Window
from motcua.domain.reception.models.tickets import Booking, Entry, Ticket

__all__ = ["Booking", "Entry", "Hall", "Line", "Ticket", "Window"]
