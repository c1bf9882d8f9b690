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
from motcua.foundation.organisations.actions.territories import (
    SOURCE_2025,
    Reformed,
    apply_territory_reform,
    read_packaged_reform,
)

__all__ = [
    "SOURCE_2025",
    "AgencyRow",
    "HoursRow",
    "Loaded",
    "Reformed",
    "UnitRow",
    "add_holiday",
    "add_swap",
    "apply_territory_reform",
    "close_agency",
    "close_on",
    "create_agency",
    "create_unit",
    "load_agencies",
    "read_agency_rows",
    "read_packaged_reform",
    "set_opening_hours",
    "withdraw_day",
]
