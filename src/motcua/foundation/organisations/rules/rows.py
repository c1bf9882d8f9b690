"""Agencies as files and plans of reorganisation tell them."""

from datetime import date, time

import msgspec

from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, UnitKind


class UnitRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A unit as a file tells it."""

    code: str
    name: str
    kind: UnitKind


class HoursRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One session on some days of the week: Monday is 0."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time
    is_counted: bool = True


class AgencyRow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An agency as a file tells it; a parent stands before its children."""

    code: str
    name: str
    level: AgencyLevel
    kind: AgencyKind
    valid_from: date
    parent: str | None = None
    name_en: str = ""
    short_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    province_code: str = ""
    commune_code: str = ""
    seal_name: str = ""
    units: tuple[UnitRow, ...] = ()
    hours: tuple[HoursRow, ...] = ()
    hours_source: str = ""


class AgencyFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of agencies."""

    agencies: tuple[AgencyRow, ...]
