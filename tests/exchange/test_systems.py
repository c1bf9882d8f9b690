"""Which systems may call, how they prove themselves, and how often they may."""

from datetime import timedelta

import pytest

from motcua.capabilities.exchange import actions, queries
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.errors import SystemMalformed, SystemNotFound, SystemTaken
from motcua.capabilities.exchange.models import Call, Token
from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY
from tests.exchange import sending

pytestmark = pytest.mark.django_db

ASK = "/api/v1/exchange/dossiers/none"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


def knows(token, at=MONDAY):
    return queries.find_caller(f"Bearer {token}", at=at) is not None


def test_a_token_tells_which_system_calls_and_with_which_scopes(django_assert_num_queries):
    token = sending.register(scopes=[Scope.ARRIVALS])

    with django_assert_num_queries(1):
        caller = queries.find_caller(f"Bearer {token}", at=MONDAY)

    assert (caller.code, caller.name, caller.scopes) == (
        sending.PORTAL, sending.PORTAL_NAME, frozenset({Scope.ARRIVALS}),
    )  # fmt: skip
    assert caller.actor.key == "system:cong-dvcqg"


def test_the_secret_is_not_kept():
    token = sending.register()

    assert token.rpartition("_")[2].encode() not in bytes(Token.objects.get().digest)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "Bearer ",
        lambda token: f"Basic {token}",
        lambda token: f"Bearer {token[:-1]}{'A' if token[-1] != 'A' else 'B'}",
        lambda token: f"Bearer {token}x",
        lambda token: "Bearer mcx_0000000000000000_" + "A" * 43,
        lambda token: token,
    ],
)
def test_whoever_shows_anything_else_is_nobody_and_leaves_no_row(client, spoil):
    token = sending.register()

    response = client.get(ASK, headers={"authorization": spoil(token)})

    assert (response.status_code, response.json()["code"]) == (401, "exchange.caller-unknown")
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert not Call.objects.exists()


def test_a_rotation_leaves_two_tokens_valid_and_then_one():
    first = sending.register()

    second = actions.rotate(code=sending.PORTAL, at=MONDAY)

    assert knows(first, MONDAY + 6 * DAY)
    assert not knows(first, MONDAY + 7 * DAY)
    assert knows(second, MONDAY + 700 * DAY)


def test_a_second_rotation_ends_the_first_token_at_once():
    first = sending.register()
    second = actions.rotate(code=sending.PORTAL, at=MONDAY)

    third = actions.rotate(code=sending.PORTAL, at=MONDAY + DAY)

    assert [knows(token, MONDAY + DAY) for token in (first, second, third)] == [False, True, True]


def test_an_ended_system_is_let_in_no_more_and_its_code_is_not_given_again():
    token = sending.register()

    actions.end(code=sending.PORTAL, at=MONDAY)

    assert not knows(token)
    with pytest.raises(SystemTaken):
        sending.register()
    for act in (actions.rotate, actions.end):
        with pytest.raises(SystemNotFound):
            act(code=sending.PORTAL, at=MONDAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "Cổng"},
        {"code": "1a"},
        {"name": " "},
        {"scopes": ()},
        {"address": "http://portal.example/"},
        {"address": "ftp://portal.example/"},
        {"address": "https://"},
        {"calls_a_minute": 0},
    ],
)
def test_what_cannot_be_a_system_is_refused(wrong):
    with pytest.raises(SystemMalformed):
        sending.register(**wrong)


@pytest.mark.parametrize(
    "address", ["", "https://portal.example/status", "http://127.0.0.1:9/", "simulated://portal"]
)
def test_an_address_is_far_by_tls_or_near(address):
    assert sending.register(address=address)


def test_without_the_scope_nothing_is_done_and_the_call_is_logged(client, province):
    token = sending.register(scopes=[Scope.MIRRORS])

    response = sending.post(client, sending.a_parcel(), token)

    assert (response.status_code, response.json()["code"]) == (403, "exchange.scope-missing")
    assert Call.objects.get().code == "exchange.scope-missing"


def test_a_system_that_calls_too_often_waits_a_minute(client, province):
    token = sending.register(calls_a_minute=2)
    other = sending.register("he-thong-khac", name="Khác", calls_a_minute=2)

    statuses = [sending.get(client, ASK, token).status_code for _ in range(3)]

    assert statuses == [404, 404, 429]
    assert sending.get(client, ASK, other).status_code == 404
    refused = sending.get(client, ASK, token)
    assert refused.headers["Retry-After"] == "60"
    with clock.fixed_at(MONDAY + timedelta(seconds=61)):
        assert sending.get(client, ASK, token).status_code == 404


def test_a_body_larger_than_a_call_may_carry_is_refused(client, province, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    token = sending.register()

    response = sending.post(client, b" " * 1001, token)

    assert (response.status_code, response.json()["code"]) == (413, "api.body-too-large")
    assert Call.objects.get().status == 413
