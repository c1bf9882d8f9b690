"""Each verb of organisations: agencies and units, hours and days of the calendar."""

from motcua.foundation.organisations.actions.agencies import (
    close_agency,
    create_agency,
    create_unit,
)
from motcua.foundation.organisations.actions.calendars import (
    add_holiday,
    add_swap,
    close_on,
    set_opening_hours,
    withdraw_day,
)
from motcua.foundation.organisations.actions.loading import (
    AgencyRow,
    HoursRow,
    Loaded,
    UnitRow,
    load_agencies,
    read_agency_rows,
)

__all__ = [
    "AgencyRow",
    "HoursRow",
    "Loaded",
    "UnitRow",
    "add_holiday",
    "add_swap",
    "close_agency",
    "close_on",
    "create_agency",
    "create_unit",
    "load_agencies",
    "read_agency_rows",
    "set_opening_hours",
    "withdraw_day",
]
