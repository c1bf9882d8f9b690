"""A small state: the people's committee of a province and that of a commune."""

from datetime import date

import pytest

# Django is not set up yet when this file is read: the fixtures import what they need.

SINCE = date(2025, 7, 1)


@pytest.fixture
def provincial(db):
    from motcua.foundation.organisations import actions
    from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

    return actions.create_agency(
        code="H99",
        name="Ủy ban nhân dân tỉnh Lam Giang",
        level=AgencyLevel.PROVINCE,
        kind=AgencyKind.PEOPLES_COMMITTEE,
        province_code="99",
        valid_from=SINCE,
    )


@pytest.fixture
def commune(provincial):
    from motcua.foundation.organisations import actions
    from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

    return actions.create_agency(
        code="H99.101",
        name="Ủy ban nhân dân xã Sông Lam",
        short_name="UBND xã Sông Lam",
        level=AgencyLevel.COMMUNE,
        kind=AgencyKind.PEOPLES_COMMITTEE,
        parent_id=provincial.pk,
        province_code="99",
        commune_code="99101",
        valid_from=SINCE,
    )
