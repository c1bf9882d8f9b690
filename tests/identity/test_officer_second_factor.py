"""Setting an officer's second factor up, once, behind the password."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from tests.identity.cast import SECRET
from tests.identity.officer_steps import (
    CODE,
    SETUP,
    code_of,
    give_password,
    is_signed_in,
    refusal_of,
)

from motcua.foundation.identity import actions, errors

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    """Begin without counted attempts and used codes."""
    cache.clear()


def test_without_a_second_factor_it_is_set_up_before_anything_else(client, make_officer):
    make_officer()
    halfway = give_password(client, next="/can-bo/ho-so/")

    step = client.get(halfway["Location"])
    page = client.get(step["Location"])
    secret = page.context["secret"].replace(" ", "")
    done = client.post(step["Location"], {"code": code_of(secret)})

    assert step["Location"].startswith(SETUP)
    assert page.context["picture"].startswith("data:image/svg+xml")
    assert is_signed_in(client)
    codes = done.context["codes"]
    assert len(codes) == 10
    assert all(code in done.content.decode() for code in codes)
    assert done.context["go_on"] == "/can-bo/ho-so/"


def test_the_secret_stays_the_same_until_it_is_confirmed(client, make_officer):
    make_officer()
    give_password(client)

    first, second = client.get(SETUP), client.get(SETUP)
    wrong = client.post(SETUP, {"code": "000000"})

    assert first.context["secret"] == second.context["secret"] == wrong.context["secret"]
    assert refusal_of(wrong) == "identity.wrong-code"
    assert not is_signed_in(client)
    assert not Authenticator.objects.exists()


def test_a_second_factor_cannot_be_set_up_over_another(client, account):
    give_password(client)

    assert client.get(SETUP)["Location"] == CODE
    assert client.post(SETUP, {"code": code_of()})["Location"] == CODE
    with pytest.raises(errors.SecondFactorExists):
        actions.create_second_factor(account.pk, secret=SECRET)
    assert not is_signed_in(client)


def test_nothing_is_set_up_without_the_password(client, account):
    assert refusal_of(client.get(SETUP)) == "identity.sign-in-expired"
    assert refusal_of(client.post(SETUP, {"code": code_of()})) == "identity.sign-in-expired"


def test_a_lost_second_factor_is_replaced(client, account):
    actions.reset_second_factor(account.pk)

    give_password(client)

    assert client.get(CODE)["Location"] == SETUP


def test_secrets_are_sealed_in_the_database_and_in_the_session(client, account, make_officer):
    make_officer(login="moi", pin="099085000009")
    give_password(client, login="moi")
    secret = client.get(SETUP).context["secret"].replace(" ", "")

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert secret not in str(dict(client.session))
