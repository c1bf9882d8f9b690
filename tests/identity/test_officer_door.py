"""The officers' door over HTTP: password, then second factor, and nothing in between."""

from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.identity.cast import MORNING, PASSWORD, SECRET
from tests.identity.officer_steps import (
    CODE,
    DOOR,
    code_of,
    give_code,
    give_password,
    is_signed_in,
    refusal_of,
)

from motcua.foundation.identity import actions, errors, queries
from motcua.foundation.identity.models import Account, SignIn
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    """Begin without counted attempts and used codes."""
    cache.clear()


def test_an_officer_signs_in(client, account):
    halfway = give_password(client)
    response = give_code(client, code_of())

    assert halfway["Location"] == CODE
    assert response["Location"] == "/can-bo/"
    assert is_signed_in(client)
    assert client.get(DOOR).wsgi_request.actor == queries.find_officer("motcua.songlam")
    assert client.get(DOOR)["Location"] == "/can-bo/"


def test_the_page_for_the_code_asks_for_it_and_keeps_the_way(client, account):
    halfway = give_password(client, next="/can-bo/ho-so/")

    page = client.get(halfway["Location"])

    assert page.status_code == 200
    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert 'name="next" value="/can-bo/ho-so/"' in page.content.decode()


def test_the_login_name_is_taken_as_people_type_it(client, account):
    assert give_password(client, login="  MotCua.SongLam ")["Location"] == CODE


def test_the_password_alone_opens_nothing(client, account):
    give_password(client)

    assert not is_signed_in(client)
    assert client.get(DOOR).wsgi_request.actor.key == "anonymous"


def test_a_code_without_the_password_opens_nothing(client, account):
    response = give_code(client, code_of())

    assert refusal_of(response) == "identity.sign-in-expired"
    assert not is_signed_in(client)


def test_unknown_login_wrong_password_and_closed_account_get_one_answer(client, account):
    unknown = give_password(client, login="khong.co")
    wrong = give_password(client, password="sai-sai-sai-sai")
    actions.close_account(account.pk)
    closed = give_password(client)

    sentences = {str(r.context["refusal"].text) for r in (unknown, wrong, closed)}
    assert sentences == {"Tên đăng nhập hoặc mật khẩu không đúng."}
    assert {r.status_code for r in (unknown, wrong, closed)} == {403}


def test_the_password_is_never_sent_back(client, account):
    response = give_password(client, password="bí-mật-đã-gõ")

    assert "bí-mật-đã-gõ" not in response.content.decode()
    assert 'value="motcua.songlam"' in response.content.decode()


@pytest.mark.parametrize("login", ["", "\0", "x" * 5000, "a' OR 1=1 --", "một cửa"])
def test_whatever_is_typed_is_at_worst_refused(client, account, login):
    assert refusal_of(give_password(client, login=login)) == "identity.wrong-credentials"


@pytest.mark.parametrize("code", ["", "000000", "abc", "1" * 500, "\0", "١٢٣٤٥٦", "12345"])
def test_a_wrong_code_is_refused_and_logged(client, account, code):
    give_password(client)

    response = give_code(client, code)

    assert refusal_of(response) == "identity.wrong-code"
    assert not is_signed_in(client)
    assert SignIn.objects.get().outcome == "refused"


@pytest.mark.parametrize(("steps", "opens"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_of_the_neighbouring_half_minute_is_taken(client, account, steps, opens, frozen):
    give_password(client)

    with frozen():
        give_code(client, code_of(steps=steps))

    assert is_signed_in(client) is opens


@pytest.fixture
def frozen(monkeypatch):
    """Return a block in which the app's clock stands still, in the middle of a step."""

    @contextmanager
    def freeze():
        with monkeypatch.context() as patch:
            patch.setattr(totp, "time", SimpleNamespace(time=lambda: 1_790_000_010.0))
            yield

    return freeze


def test_a_code_works_once(client, account, frozen):
    with frozen():
        give_password(client)
        give_code(client, code_of())
        client.post("/can-bo/dang-xuat/")
        give_password(client)
        response = give_code(client, code_of())

    assert refusal_of(response) == "identity.wrong-code"


def test_a_recovery_code_works_once(client, make_officer):
    make_officer()
    account = Account.objects.get()
    spare, other, *_ = actions.create_second_factor(account.pk, secret=SECRET)

    give_password(client)
    give_code(client, f"{spare[:5]} {spare[5:]}")
    assert is_signed_in(client)
    assert SignIn.objects.get().way == "recovery"

    client.post("/can-bo/dang-xuat/")
    give_password(client)
    assert refusal_of(give_code(client, spare)) == "identity.wrong-code"
    give_code(client, other)
    assert is_signed_in(client)


def test_the_password_is_good_for_ten_minutes(client, account):
    give_password(client)
    session = client.session
    account_id, since = session["officer_halfway"]
    session["officer_halfway"] = [account_id, since - 601]
    session.save()

    assert refusal_of(give_code(client, code_of())) == "identity.sign-in-expired"


def test_session_keys_are_fresh_after_password_and_after_code(client, account):
    client.get(DOOR)
    session = client.session
    session["planted"] = True
    session.save()
    keys = [session.session_key]

    give_password(client)
    keys.append(client.session.session_key)
    give_code(client, code_of())
    keys.append(client.session.session_key)

    assert len(set(keys)) == 3
    assert not any(client.session.exists(key) for key in keys[:2])
    assert "officer_halfway" not in client.session


def test_an_officer_comes_to_where_he_wanted_to_go(client, account):
    halfway = give_password(client, next="/can-bo/ho-so/?trang=2")
    response = client.post(halfway["Location"], {"code": code_of()})

    assert halfway["Location"] == f"{CODE}?next=%2Fcan-bo%2Fho-so%2F%3Ftrang%3D2"
    assert response["Location"] == "/can-bo/ho-so/?trang=2"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(client, account, evil):
    halfway = give_password(client, next=evil)
    response = give_code(client, code_of(), next=evil)

    assert (halfway["Location"], response["Location"]) == (CODE, "/can-bo/")


# --- Attempts ---------------------------------------------------------------------------------


def test_a_login_name_is_tried_ten_times(client, account):
    for _ in range(10):
        assert refusal_of(give_password(client, password="sai")) == "identity.wrong-credentials"

    response = give_password(client)

    assert (refusal_of(response), response.status_code) == ("identity.too-many-attempts", 429)
    assert "15 phút" in response.content.decode()


def test_an_unknown_login_name_is_counted_the_same(client):
    for _ in range(10):
        give_password(client, login="khong.co")

    assert refusal_of(give_password(client, login="khong.co")) == "identity.too-many-attempts"


def test_other_login_names_are_not_held_up(client, account):
    for _ in range(11):
        give_password(client, login="khong.co")

    assert give_password(client)["Location"] == CODE


@pytest.fixture
def few_per_address(settings):
    """Let an address try six times."""
    changed = {"officer_password_per_address": "6/15m/ip"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | changed


def test_an_address_is_held_up_over_all_login_names(client, account, few_per_address):
    for number in range(6):
        give_password(client, login=f"khong.co{number}")

    assert refusal_of(give_password(client)) == "identity.too-many-attempts"
    elsewhere = client.post(
        DOOR, {"login": "motcua.songlam", "password": PASSWORD}, REMOTE_ADDR="10.0.0.9"
    )
    assert elsewhere["Location"] == CODE


def test_a_forged_forwarding_header_changes_no_address(client, account, few_per_address):
    for number in range(6):
        client.post(DOOR, {"login": f"k{number}x"}, headers={"X-Forwarded-For": f"10.0.0.{number}"})

    assert refusal_of(give_password(client)) == "identity.too-many-attempts"


def test_a_success_begins_the_count_anew(client, account):
    for _ in range(9):
        give_password(client, password="sai")
    give_password(client)
    for _ in range(10):
        assert refusal_of(give_password(client, password="sai")) == "identity.wrong-credentials"


def test_a_second_factor_is_tried_six_times_whatever_the_browser(client, account):
    for _ in range(6):
        other = type(client)()
        give_password(other)
        assert refusal_of(give_code(other, "000000")) == "identity.wrong-code"

    give_password(client)

    assert refusal_of(give_code(client, code_of())) == "identity.too-many-attempts"


# --- Losing the right, going out --------------------------------------------------------------


@pytest.fixture
def signed_in(client, account):
    """Return the client of an officer who has signed in."""
    give_password(client)
    give_code(client, code_of())
    return client


def actor_key(client):
    return client.get(reverse("portal:signed-out")).wsgi_request.actor.key


def test_an_officer_whose_post_ended_is_out_at_the_next_request(signed_in):
    officer = queries.find_officer("motcua.songlam")
    assert actor_key(signed_in) == officer.key

    actions.end_post(officer.post_id, valid_to=date(2025, 7, 2), at=MORNING)

    assert actor_key(signed_in) == "anonymous"


def test_an_officer_without_a_post_cannot_come_in_again(client, account):
    officer = queries.find_officer("motcua.songlam")
    actions.end_post(officer.post_id, valid_to=date(2025, 7, 2), at=MORNING)

    assert refusal_of(give_password(client)) == "identity.no-current-post"


def test_closing_the_account_ends_its_sessions(signed_in, account):
    actions.close_account(account.pk)

    assert actor_key(signed_in) == "anonymous"


def test_a_new_password_ends_its_sessions(signed_in, account):
    actions.set_password(account.pk, password="cây-đa-giếng-nước-1")

    assert actor_key(signed_in) == "anonymous"


def test_signing_out_ends_the_session(signed_in):
    key = signed_in.session.session_key

    response = signed_in.post("/can-bo/dang-xuat/")

    assert response["Location"] == DOOR
    assert not signed_in.session.exists(key)
    assert SignIn.objects.latest("pk").outcome == "signed_out"


def test_signing_out_takes_a_form_not_a_link(signed_in):
    assert signed_in.get("/can-bo/dang-xuat/").status_code == 405
    assert is_signed_in(signed_in)


def test_the_citizens_side_does_not_know_officers(client, account, claims):
    citizen = actions.enrol_citizen_from_claims(claims, at=MORNING)

    with pytest.raises(errors.WrongCredentials):
        actions.officers.check_password(
            client.get(DOOR).wsgi_request, login=str(citizen.login), password="", at=MORNING
        )


# --- The demo's codes -------------------------------------------------------------------------


def test_a_demo_officers_code_can_be_shown_and_opens(client, make_officer, settings):
    settings.DEMO = True
    make_officer()
    actions.enrol_demo_second_factor("motcua.songlam")

    give_password(client)
    give_code(client, queries.show_demo_code("motcua.songlam"))

    assert is_signed_in(client)


def test_a_demo_officer_comes_twice_in_half_a_minute_with_the_code_ahead(
    client, make_officer, settings
):
    settings.DEMO = True
    make_officer()
    actions.enrol_demo_second_factor("motcua.songlam")
    now, ahead = (queries.show_demo_code("motcua.songlam", ahead=ahead) for ahead in (0, 1))
    give_password(client)
    give_code(client, now)
    second = Client()

    give_password(second)
    give_code(second, now)
    assert not is_signed_in(second)
    give_code(second, ahead)

    assert is_signed_in(second)


def test_there_are_no_codes_for_strangers(make_officer, settings):
    settings.DEMO = True
    make_officer()

    with pytest.raises(NotFound):
        queries.show_demo_code("motcua.songlam")
    with pytest.raises(NotFound):
        actions.enrol_demo_second_factor("khong.co")


def test_no_code_is_shown_where_people_are_served(account, settings):
    settings.DEMO = False

    with pytest.raises(errors.DemoOnly):
        queries.show_demo_code("motcua.songlam")
    with pytest.raises(errors.DemoOnly):
        actions.enrol_demo_second_factor("motcua.songlam")


def test_sign_ins_are_only_ever_added(signed_in):
    from django.db import InternalError, ProgrammingError, transaction

    for change in (SignIn.objects.all().delete, lambda: SignIn.objects.update(detail="x")):
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            change()
