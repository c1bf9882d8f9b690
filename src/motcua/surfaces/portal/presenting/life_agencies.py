"""The agencies on a list of things to do: named by the place that was told, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.composition.casework import in_charge as casework
from motcua.domain.procedures import queries as procedures
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.portal.presenting.life_ways import PLACE, Way
from motcua.surfaces.portal.presenting.opening import week_in_words
from motcua.surfaces.portal.presenting.places import ShownPlace, show_place, suggest_communes

if TYPE_CHECKING:
    from datetime import date

    from motcua.composition.casework.authority import Answer
    from motcua.composition.casework.in_charge import StepAuthority
    from motcua.domain.procedures.queries import Listed, NamedAgency, Version
    from motcua.foundation.organisations.queries import Located


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the list asks and knows of places."""

    is_asked: bool
    """Whether where the person lives matters for anything on the list."""
    place: ShownPlace
    communes: tuple[str, ...]
    """What browsers suggest while one types."""
    steps: Mapping[str, StepAuthority]
    """Who is in charge, by the key of the step."""
    hours: Mapping[int, str]
    """When those in charge are open, by agency, of those that recorded it."""


@dataclass(frozen=True, kw_only=True)
class ShownAgency:
    """An agency in charge: why, and how to reach it."""

    name: str
    reason: str
    address: str
    phone: str
    hours: str


@dataclass(frozen=True, kw_only=True)
class ShownInCharge:
    """Who is in charge of one thing to do."""

    agencies: tuple[ShownAgency, ...]
    others: tuple[str, ...]
    """The other places that decide, each with its article."""
    href: str
    """Where those are asked for, or told."""
    is_nobody: bool


def find(way: Way, listed: Iterable[Listed], located: Located | None, *, on: date) -> Found:
    """Return who is in charge of the list at the place told. Two queries, and two with a place."""
    everything = list(listed)
    is_asked = casework.asks_for_residence(everything)
    steps = casework.name_in_charge(everything, located if is_asked else None, on=on)
    return Found(
        is_asked=is_asked,
        place=show_place(
            located,
            field=PLACE,
            label=_("Bạn ở đâu?"),
            hint=_("Không bắt buộc. Để danh sách nêu tên từng cơ quan."),
            way=lambda path: f"{way.at(path).address()}#place",
        ),
        communes=_communes(everything, on) if is_asked else (),
        steps=steps,
        hours=_hours(steps, on),
    )


def show_in_charge(key: str, version: Version, found: Found, language: str) -> ShownInCharge | None:
    """Return who is in charge of a step; None where its record has no rules."""
    step = found.steps[key]
    if not version.authorities:
        return None
    page = "portal:start" if step.is_asked_online else "portal:procedure"
    return ShownInCharge(
        agencies=tuple(
            _agency(one, step, step.answer, found, language) for one in step.named if step.answer
        ),
        others=tuple(
            _("{place} ({basis})").format(place=rule.name_in(language), basis=rule.basis)
            for rule in step.others
        ),
        href=f"{reverse(page, args=[version.code])}#authority",
        is_nobody=step.is_nobody,
    )


def _agency(
    one: NamedAgency, step: StepAuthority, answer: Answer, found: Found, language: str
) -> ShownAgency:
    agency = step.agencies[one.provider.id]
    return ShownAgency(
        name=one.provider.name_in(language),
        reason=answer.reason_of(one, language),
        address=agency.address,
        phone=agency.phone,
        hours=found.hours.get(agency.pk, ""),
    )


def _communes(listed: Iterable[Listed], on: date) -> tuple[str, ...]:
    ids = [one.version.procedure_id for one in listed if one.version is not None]
    return suggest_communes(procedures.list_provinces_served(ids, on))


def _hours(steps: Mapping[str, StepAuthority], on: date) -> dict[int, str]:
    ids = {one.provider.id for step in steps.values() for one in step.named}
    weeks = organisations.list_weeks(ids, on=on) if ids else {}
    return {agency_id: week_in_words(week) for agency_id, week in weeks.items()}
