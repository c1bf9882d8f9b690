"""The waiting room of a one-stop desk: lines of work, windows that call, tickets, bookings, times."""
