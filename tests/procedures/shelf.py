"""Procedures of the product, published as tests need them."""

from copy import deepcopy
from datetime import date, datetime
from functools import cache
from typing import Any

import msgspec
import yaml

from motcua.domain.procedures import actions
from motcua.domain.procedures.rules import record as records
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.foundation.organisations.models import Agency

CATALOGUE = actions.PACKAGED
PUBLISHED_AT = datetime(2026, 7, 1, 8, tzinfo=VIETNAM)
TODAY = date(2026, 11, 23)


def plain(code: str = "1.001193", **changes: Any) -> dict[str, Any]:
    """Return a record of the product as its file holds it, changed at the top level."""
    return deepcopy(_file(code)) | changes


@cache
def _file(code: str) -> dict[str, Any]:
    return yaml.load(
        (CATALOGUE / f"{code}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )


def publish(code: str = "1.001193", **changes: Any) -> Version:
    """Publish a record of the product, changed at the top level, without form and process."""
    version = actions.publish(
        record=records.from_plain(plain(code, **changes)),
        form_definition_id=None,
        workflow_definition_id=None,
        at=PUBLISHED_AT,
    )
    assert version is not None
    return version


SIX = ("1.001193", "1.001612", "1.004222", "1.004873", "2.000635", "2.000815")
"""The procedures that the judged queries were written for."""


def publish_six() -> list[Version]:
    """Publish the six procedures that the judged queries were written for."""
    return [publish(code) for code in SIX]


def publish_neighbours(names: list[str]) -> None:
    """Publish procedures that share words with the product's six and have nothing but a name."""
    template = records.from_plain(plain("1.001612"))
    for number, name in enumerate(names):
        bare = msgspec.structs.replace(
            template,
            code=f"9.{number:06}",
            name=name,
            name_en=f"Neighbour {number}",
            summary=name,
            summary_en=name,
            keywords=(),
            papers=template.papers[:1],
            cases=(),
            channels=template.channels[:1],
        )
        actions.publish(
            record=bare, form_definition_id=None, workflow_definition_id=None, at=PUBLISHED_AT
        )


def found_agency(code: str = "H99.101", kind: str = AgencyKind.PEOPLES_COMMITTEE) -> Agency:
    """Found a commune's agency."""
    return Agency.objects.create(
        code=code,
        name=f"Cơ quan {code}",
        short_name=code,
        level=AgencyLevel.COMMUNE,
        kind=kind,
        province_code="99",
        commune_code="99101",
        seal_name=f"CƠ QUAN {code}",
        valid_from=date(2025, 7, 1),
    )
