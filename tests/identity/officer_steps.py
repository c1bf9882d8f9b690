"""The steps of an officer's way in, as tests take them."""

from allauth.mfa.totp.internal import auth as totp
from tests.identity.cast import PASSWORD, SECRET

DOOR = "/can-bo/dang-nhap/"
CODE = "/can-bo/dang-nhap/ma-xac-thuc/"
SETUP = "/can-bo/dang-nhap/thiet-lap/"


def code_of(secret=SECRET, *, steps=0):
    """Return what the authenticator app shows, some steps of 30 seconds away."""
    now = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, now + steps))


def give_password(client, *, password=PASSWORD, login="motcua.songlam", **more):
    return client.post(DOOR, {"login": login, "password": password} | more)


def give_code(client, code, **more):
    return client.post(CODE, {"code": code} | more)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def refusal_of(response):
    return response.context["refusal"].code
