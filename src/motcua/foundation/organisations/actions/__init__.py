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
    Loaded,
    load_agencies,
    read_agency_rows,
)
from motcua.foundation.organisations.actions.reorganising import (
    Hand,
    Heading,
    Succeeded,
    apply_plan,
    begin_reorganisation,
    save_plan,
    send_plan,
    send_plan_back,
    withdraw_plan,
)
from motcua.foundation.organisations.actions.territories import (
    SOURCE_2025,
    Reformed,
    apply_territory_reform,
    read_packaged_reform,
)
from motcua.foundation.organisations.rules.rows import AgencyRow, HoursRow, UnitRow
from motcua.foundation.organisations.rules.territories import Reform as TerritoryReform
from motcua.foundation.organisations.rules.territories import read_reform as read_territory_reform

__all__ = [
    "SOURCE_2025",
    "AgencyRow",
    "Hand",
    "Heading",
    "HoursRow",
    "Loaded",
    "Reformed",
    "Succeeded",
    "TerritoryReform",
    "UnitRow",
    "add_holiday",
    "add_swap",
    "apply_plan",
    "apply_territory_reform",
    "begin_reorganisation",
    "close_agency",
    "close_on",
    "create_agency",
    "create_unit",
    "load_agencies",
    "read_agency_rows",
    "read_packaged_reform",
    "read_territory_reform",
    "save_plan",
    "send_plan",
    "send_plan_back",
    "set_opening_hours",
    "withdraw_day",
    "withdraw_plan",
]
