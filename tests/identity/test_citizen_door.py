"""The citizens' door over HTTP, against a provider that is right, and one that is not."""

import time
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.urls import reverse
from tests.identity.provider import BACK, OTHER_KEY, START, come_back

from motcua.foundation.identity.models import Account, SignIn

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_citizen_signs_in(client, provider):
    response = come_back(client, provider)

    assert (response.status_code, response["Location"]) == (302, reverse("portal:home"))
    assert is_signed_in(client)
    assert client.session["assurance"] == 2
    home = client.get(reverse("portal:sign-in"))
    assert home["Location"] == reverse("portal:home")
    assert home.wsgi_request.actor.name == "Nguyễn Thị Hạnh"


def test_the_request_to_the_provider_is_a_code_flow_with_pkce_state_and_nonce(client, provider):
    come_back(client, provider)

    asked = provider.asked
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == "http://testserver" + BACK
    assert {"openid", "identity"} <= set(asked["scope"].split())
    assert all(len(asked[name]) >= 16 for name in ("state", "nonce", "code_challenge"))


def test_the_request_cannot_be_bent_from_outside(client, provider):
    begun = client.get(START, {"scope": "admin", "auth_params": "prompt=none&nonce=known"})

    asked = parse_qs(urlsplit(begun["Location"]).query)
    assert "admin" not in asked["scope"][0].split()
    assert "prompt" not in asked
    assert asked["nonce"] != ["known"]


def test_a_sign_in_is_logged_with_its_level(client, provider):
    come_back(client, provider)

    line = SignIn.objects.get()
    account = Account.objects.get()
    assert (line.account_key, line.way, line.outcome, line.address, line.detail) == (
        f"account:{account.pk}",
        "openid",
        "succeeded",
        "127.0.0.1",
        "loa:2",
    )


def test_the_session_key_is_fresh_after_sign_in(client, provider):
    client.get(START)
    before = client.session.session_key

    come_back(client, provider)

    assert client.session.session_key != before


def test_the_citizen_comes_to_where_he_wanted_to_go(client, provider):
    response = come_back(client, provider, next_path="/thu-tuc/1.001193/?a=b")

    assert response["Location"] == "/thu-tuc/1.001193/?a=b"


@pytest.mark.parametrize(
    "evil",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\\\\evil",
     "http:evil.example", "/\t/evil.example", "x"],
)  # fmt: skip
def test_nobody_is_led_to_another_site(client, provider, evil):
    page = client.get(reverse("portal:sign-in"), {"next": evil})
    response = come_back(client, provider, next_path=evil)

    assert page.context["start"] == "http://testserver" + START
    assert response["Location"] == reverse("portal:home")


# --- What is refused --------------------------------------------------------------------------


def refused(response, status=403):
    """Return the sentence of a refused sign-in."""
    assert response.status_code == status
    assert "_auth_user_id" not in response.wsgi_request.session
    return response.context["refusal"].code


def test_a_wrong_state_is_refused(client, provider):
    assert refused(come_back(client, provider, state="x" * 16)) == "identity.sign-in-expired"


def test_no_state_is_refused(client, provider):
    assert refused(come_back(client, provider, state=None)) == "identity.sign-in-expired"


def test_an_answer_is_taken_once(client, provider):
    begun = client.get(START)
    query = provider.authorize(begun["Location"])
    client.get(BACK, query)
    client.logout()

    assert refused(client.get(BACK, query)) == "identity.sign-in-expired"


def test_an_answer_in_another_browser_is_refused(client, provider, django_user_model):
    begun = client.get(START)
    query = provider.authorize(begun["Location"])

    assert refused(type(client)().get(BACK, query)) == "identity.sign-in-expired"


def test_a_sign_in_that_took_too_long_is_refused(client, provider, monkeypatch):
    begun = client.get(START)
    query = provider.authorize(begun["Location"])
    long_after = time.time() + 601
    monkeypatch.setattr("allauth.socialaccount.internal.statekit.time.time", lambda: long_after)

    assert refused(client.get(BACK, query)) == "identity.sign-in-expired"


def test_turning_back_is_no_error_of_the_person(client, provider):
    response = come_back(client, provider, code=None, error="access_denied")

    assert refused(response) == "identity.sign-in-cancelled"


def test_another_error_of_the_provider_is_refused(client, provider):
    response = come_back(client, provider, code=None, error="server_error")

    assert refused(response) == "identity.provider-answer-refused"


def test_a_code_that_the_provider_does_not_know_is_refused(client, provider):
    assert (
        refused(come_back(client, provider, code="replayed")) == "identity.provider-answer-refused"
    )


def test_the_answer_of_another_issuer_is_refused(client, provider):
    response = come_back(client, provider, iss="https://evil.example")

    assert refused(response) == "identity.provider-answer-refused"


class FromNow(NamedTuple):
    """A moment counted in seconds from when the test runs, not from when it is collected."""

    seconds: int


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
        {"azp": "another-client"},
        {"exp": FromNow(-60)},
        {"exp": None},
        {"iat": None},
        {"iat": FromNow(3600)},
        {"nbf": FromNow(3600)},
        {"sub": None},
        {"sub": "somebody-else"},
    ],
    ids=str,
)
def test_an_id_token_that_is_not_for_this_sign_in_is_refused(client, provider, changes):
    now = int(time.time())
    provider.id_token_changes = {
        name: now + value.seconds if isinstance(value, FromNow) else value
        for name, value in changes.items()
    }

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"
    assert Account.objects.count() == 0


def test_an_id_token_that_expired_within_the_leeway_of_clocks_is_taken(client, provider):
    provider.id_token_changes = {"exp": int(time.time()) - 5}

    assert come_back(client, provider).status_code == 302


def test_an_id_token_signed_by_somebody_else_is_refused(client, provider):
    provider.signing_key = OTHER_KEY

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"


def test_an_id_token_of_an_unknown_key_is_refused(client, provider):
    provider.header = {"kid": "another"}

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"


def test_an_id_token_without_a_signature_is_refused(client, provider):
    provider.algorithm = "none"

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"


def test_an_id_token_signed_by_another_algorithm_with_the_right_key_is_refused(client, provider):
    provider.algorithm = "RS512"

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"


def test_user_information_about_somebody_else_is_refused(client, provider):
    provider.userinfo_changes = {"sub": "somebody-else"}

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"


@pytest.mark.parametrize("path", ["/token", "/jwks", "/me", "/.well-known/openid-configuration"])
@pytest.mark.parametrize(
    "answer",
    [(500, {}), (200, "no json"), (200, []), (200, {}), (200, '"text"'), (200, "null")],
    ids=str,
)
def test_whatever_the_provider_answers_is_at_worst_a_refusal(client, provider, path, answer):
    begun = client.get(START)
    query = provider.authorize(begun["Location"])
    provider.broken = {path: answer}

    assert refused(client.get(BACK, query)) == "identity.provider-answer-refused"


def test_a_provider_that_is_down_is_told_at_the_beginning(client, provider, settings):
    from tests.identity.conftest import use_provider

    use_provider(settings, "http://127.0.0.1:9")

    assert refused(client.get(START), 503) == "identity.provider-unreachable"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"loa": 1}, "identity.assurance-too-low"),
        ({"personal_identification_number": None}, "identity.missing-pin"),
        ({"name": ""}, "identity.incomplete"),
    ],
)
def test_a_person_who_may_not_enter_is_told_why(client, provider, changes, code):
    provider.userinfo_changes = changes

    response = come_back(client, provider)

    assert refused(response) == code
    assert response.context["refusal"].text in response.content.decode()


def test_an_id_token_that_is_no_token_is_refused(client, provider):
    provider.broken = {"/token": (200, {"access_token": "at", "id_token": "a.b.c"})}

    assert refused(come_back(client, provider)) == "identity.provider-answer-refused"
    with pytest.raises(jwt.PyJWTError):
        jwt.get_unverified_header("a.b.c")


# --- Going out --------------------------------------------------------------------------------


def test_signing_out_ends_the_session_here_and_at_the_provider(client, provider):
    come_back(client, provider)
    key = client.session.session_key

    response = client.post(reverse("portal:sign-out"))

    address = urlsplit(response["Location"])
    assert address.geturl().startswith(f"{provider.issuer}/end?")
    assert parse_qs(address.query)["post_logout_redirect_uri"] == [
        "http://testserver/da-dang-xuat/"
    ]
    assert not client.session.exists(key)
    assert not is_signed_in(client)
    assert list(SignIn.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "succeeded",
        "signed_out",
    ]


@pytest.mark.parametrize("answer", [(500, {}), (200, {"issuer": "x"}), (200, "no json")], ids=str)
def test_signing_out_works_without_the_providers_help(client, provider, answer):
    come_back(client, provider)
    provider.broken = {"/.well-known/openid-configuration": answer}

    response = client.post(reverse("portal:sign-out"))

    assert response["Location"] == reverse("portal:signed-out")
    assert not is_signed_in(client)
    assert client.get(response["Location"]).status_code == 200


def test_a_provider_may_offer_no_end_of_its_session(client, provider):
    come_back(client, provider)
    whole = provider.answer("/.well-known/openid-configuration", {})[1]
    less = {name: whole[name] for name in whole if name != "end_session_endpoint"}
    provider.broken = {"/.well-known/openid-configuration": (200, less)}

    assert client.post(reverse("portal:sign-out"))["Location"] == reverse("portal:signed-out")
    assert not is_signed_in(client)


def test_a_provider_of_another_name_is_refused(client, provider):
    whole = provider.answer("/.well-known/openid-configuration", {})[1]
    provider.broken = {
        "/.well-known/openid-configuration": (200, whole | {"issuer": "https://evil.example"})
    }

    assert refused(client.get(START), 503) == "identity.provider-unreachable"


def test_signing_out_takes_a_form_not_a_link(client, provider):
    come_back(client, provider)

    assert client.get(reverse("portal:sign-out")).status_code == 405
    assert is_signed_in(client)


def test_signing_out_takes_our_own_form(provider):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    come_back(client, provider)

    assert client.post(reverse("portal:sign-out")).status_code == 403
    assert is_signed_in(client)


def test_the_pages_of_the_door_are_kept_nowhere(client):
    for name in ("portal:sign-in", "portal:signed-out"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"]
