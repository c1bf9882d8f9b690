"""A small cast: a citizen, officers of two agencies, and the ways they sign in."""

from datetime import date

import pytest
from tests.identity.cast import MORNING, PASSWORD, SECRET

# Django is not set up yet when this file is read: the fixtures import what they need.


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Hash quickly: what is tested is the flow, not PBKDF2."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def make_unit(db):
    """Return a function that creates an agency with one unit of a kind."""
    from motcua.foundation.organisations import actions as organisations
    from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel, UnitKind

    def make(code: str = "H99.101", kind: str = UnitKind.ONE_STOP):
        agency = organisations.create_agency(
            code=code,
            name=f"UBND xã {code}",
            level=AgencyLevel.COMMUNE,
            kind=AgencyKind.PEOPLES_COMMITTEE,
            commune_code=code.removeprefix("H99.").zfill(5),
            valid_from=date(2025, 7, 1),
        )
        return organisations.create_unit(
            agency_id=agency.pk, code="mot-cua", name="Bộ phận Một cửa", kind=kind
        )

    return make


@pytest.fixture
def unit(make_unit):
    """Return the one-stop unit of Sông Lam."""
    return make_unit()


@pytest.fixture
def make_officer(unit):
    """Return a function that creates an officer of Sông Lam."""
    from motcua.foundation.identity import actions
    from motcua.foundation.identity.enums import Role

    def make(**changes):
        values = {
            "login": "motcua.songlam",
            "password": PASSWORD,
            "full_name": "Trần Văn Bình",
            "pin": "099085000001",
            "unit_id": unit.pk,
            "title": "Công chức tiếp nhận",
            "roles": [Role.DESK],
            "valid_from": date(2025, 7, 1),
            "at": MORNING,
        }
        return actions.create_officer(**(values | changes))

    return make


@pytest.fixture
def account(make_officer):
    """Return an officer's account with its second factor, and no attempts counted."""
    from django.core.cache import cache

    from motcua.foundation.identity import actions
    from motcua.foundation.identity.models import Account

    cache.clear()
    make_officer()
    account = Account.objects.get()
    actions.create_second_factor(account.pk, secret=SECRET)
    return account


@pytest.fixture
def claims():
    """Return what the provider says of Nguyễn Thị Hạnh."""
    return {
        "iss": "https://dinh-danh.example",
        "sub": "hanh",
        "loa": 2,
        "personal_identification_number": "099192000001",
        "name": "Nguyễn Thị Hạnh",
        "birthdate": "1992-05-14",
        "gender": "female",
        "email": "hanh@example.vn",
        "phone_number": "+84912000001",
        "address": {"formatted": "Thôn Bến Đò, xã Sông Lam", "commune_code": "99101"},
    }


@pytest.fixture
def provider(settings, claims):
    """Return a running identity provider that vouches for Nguyễn Thị Hạnh."""
    from tests.identity.provider import FakeProvider, serve

    running = FakeProvider(claims={name: claims[name] for name in claims if name != "iss"})
    close = serve(running)
    use_provider(settings, running.issuer)
    yield running
    close()


def use_provider(settings, issuer):
    """Point the installation to an identity provider."""
    import copy

    settings.OIDC_ISSUER = issuer
    apps = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    apps["openid_connect"]["APPS"][0]["settings"]["server_url"] = issuer
    settings.SOCIALACCOUNT_PROVIDERS = apps
    settings.PUBLIC_URL = "http://testserver"
