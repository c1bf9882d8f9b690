"""A dossier by its number: a little to anybody, everything to its applicant, and not too often."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.exchange import sending
from tests.exchange.test_mirroring import MINISTRY, NUMBER, take

from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db

BACKEND = "motcua.foundation.identity.backends.SessionBackend"


@pytest.fixture(autouse=True)
def _on_a_working_day():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def dossier(province):
    return people.accept(province, people.lodge(province))


def address(number):
    return f"/api/v1/dossiers/{number}"


def browser_of(actor):
    browser = Client()
    browser.force_login(Account.objects.get(person_id=actor.person_id), backend=BACKEND)
    return browser


@pytest.mark.parametrize(
    "typed",
    [
        lambda dossier: dossier.number,
        lambda dossier: dossier.number.lower(),
        lambda dossier: dossier.number.replace("-", " ").replace(".", ""),
        lambda dossier: dossier.reference,
        lambda dossier: dossier.reference.replace("-", "").lower(),
    ],
)
def test_anybody_with_the_number_learns_how_far_it_is_and_nothing_more(client, dossier, typed):
    response = client.get(address(typed(dossier)))

    assert response.status_code == 200
    assert response.json() == {
        "number": dossier.number,
        "state": "in_progress",
        "state_label": "Đang giải quyết",
        "national_code": 4,
        "system": None,
        "own": None,
    }
    assert "no-store" in response.headers["Cache-Control"]


def test_what_another_system_handles_is_told_as_little_and_by_whom(client, province):
    sending.register(MINISTRY.name, name="Hệ thống của Bộ Tư pháp")
    take()

    response = client.get(address(NUMBER.lower()))

    assert response.json() == {
        "number": NUMBER,
        "state": None,
        "state_label": "Đang xử lý",
        "national_code": 4,
        "system": "Hệ thống của Bộ Tư pháp",
        "own": None,
    }
    assert client.get(address("G15-0")).status_code == 404


def test_before_it_has_a_number_the_reference_stands_for_it(client, province):
    waiting = people.lodge(province)

    assert client.get(address(waiting.reference)).json()["number"] == waiting.reference


def test_the_applicant_learns_the_promise_and_the_timeline(province, dossier):
    body = browser_of(province.hanh).get(address(dossier.number)).json()

    own = body["own"]
    assert own | {"timeline": None} == {
        "reference": dossier.reference,
        "procedure_code": "1.001193",
        "procedure_name": "Đăng ký khai sinh",
        "agency": {"code": "H99.101", "name": dossier.agency.name},
        "lodged_at": "2026-03-16T02:00:00Z",
        "accepted_at": "2026-03-16T02:00:00Z",
        "due_at": "2026-03-16T10:00:00Z",
        "finished_at": None,
        "standing": "soon",
        "standing_label": "Sắp đến hạn",
        "timeline": None,
    }
    assert [line["act"] for line in own["timeline"]] == ["lodge", "accept", "transfer"]
    assert own["timeline"][-1]["state_label"] == "Đang giải quyết"


@pytest.mark.parametrize("who", ["duc", "desk", "registrar", "stranger"])
def test_everybody_else_who_signed_in_learns_what_anybody_learns(province, dossier, who):
    actor = getattr(province, who)
    account = (
        Account.objects.get(person_id=actor.person_id)
        if who == "duc"
        else Account.objects.filter(person_id=actor.person_id, kind="officer").get()
    )
    browser = Client()
    browser.force_login(account, backend=BACKEND)

    assert browser.get(address(dossier.number)).json()["own"] is None


@pytest.mark.parametrize("typed", ["H99.101-20260316-9999999", "NT-00000-00000", "---", "đ", "%00"])
def test_an_unknown_number_is_not_found(client, province, typed):
    response = client.get(address(typed))

    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"
    assert "no-store" in response.headers["Cache-Control"]


# --- Not too often --------------------------------------------------------------------------------


@pytest.fixture
def _three_a_minute(settings):
    settings.LOOK_UPS_PER_MINUTE, settings.LOOK_UPS_PER_HOUR = 3, 5


def ask(client, **headers):
    return client.get(address("NT-00000-00000"), **headers)


@pytest.mark.usefixtures("_three_a_minute", "province")
def test_numbers_cannot_be_tried_one_after_another(client):
    assert [ask(client).status_code for _ in range(4)] == [404, 404, 404, 429]

    with clock.fixed_at(MONDAY + timedelta(seconds=20)):
        refused = ask(client)

    assert refused.json()["code"] == "identity.too-many-look-ups"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "40"
    assert "40 giây" in refused.json()["title"]


@pytest.mark.usefixtures("_three_a_minute", "province")
def test_after_a_while_one_may_ask_again_until_the_hour_is_used_up(client):
    for minutes, expected in enumerate([[404] * 3, [404] * 2 + [429]]):
        with clock.fixed_at(MONDAY + timedelta(minutes=minutes)):
            assert [ask(client).status_code for _ in range(3)] == expected

    with clock.fixed_at(MONDAY + timedelta(minutes=2)):
        assert ask(client).headers["Retry-After"] == "3480"
    with clock.fixed_at(MONDAY + timedelta(hours=1)):
        assert ask(client).status_code == 404


@pytest.mark.usefixtures("_three_a_minute", "province")
def test_portal_and_interface_count_together_and_each_address_for_itself(client):
    for _ in range(3):
        assert client.get("/tra-cuu/", {"so": "NT-00000-00000"}).status_code == 404

    refused = client.get("/tra-cuu/", {"so": "NT-00000-00000"})
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert ask(client).status_code == 429
    assert ask(client, REMOTE_ADDR="198.51.100.7").status_code == 404
    assert client.get("/tra-cuu/").status_code == 200


@pytest.mark.usefixtures("_three_a_minute", "province")
def test_one_home_of_ipv6_addresses_counts_as_one(client):
    codes = [
        ask(client, REMOTE_ADDR=f"2001:db8:0:1::{number}").status_code for number in range(1, 5)
    ]

    assert codes == [404, 404, 404, 429]


@pytest.mark.usefixtures("_three_a_minute")
def test_a_header_does_not_make_another_address(client, province):
    codes = [
        ask(client, HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").status_code for number in range(4)
    ]

    assert codes[-1] == 429


@pytest.mark.usefixtures("_three_a_minute")
def test_following_ones_own_dossier_is_never_refused(province, dossier):
    browser = browser_of(province.hanh)

    codes = {browser.get(address(dossier.number)).status_code for _ in range(6)}

    assert codes == {200}


def test_a_look_up_costs_two_queries(client, dossier, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get(address(dossier.number))
