"""Systems that prove themselves by their own keys: short tokens, and every way to get one wrongly."""

import json
from base64 import urlsafe_b64encode
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import call_command
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from motcua.capabilities.exchange import actions, proofs, queries
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.errors import KeyMalformed, KeyNotFound, KeyTaken, SystemNotFound
from motcua.capabilities.exchange.models import Call, SystemKey, Token, UsedProof
from motcua.foundation.kernel import clock
from tests.casework.province import MONDAY
from tests.exchange import keys, sending

pytestmark = pytest.mark.django_db

ASK = "/api/v1/exchange/dossiers/none"
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


def error_of(response):
    return response.status_code, response.json()["error"], response.json()["error_description"]


def unproven(reason):
    return 401, "invalid_client", f"exchange.system-unproven: {reason}"


def asked_with(client, token):
    return client.get(ASK, headers={"authorization": f"Bearer {token}"}).status_code


@pytest.mark.parametrize("alg", keys.WAYS)
def test_a_key_gets_a_token_that_opens_what_the_system_may(client, alg):
    key, kind = keys.WAYS[alg]
    sending.register()
    actions.add_key(code=sending.PORTAL, text=keys.public(key, kind, kid="one"), at=MONDAY)

    response = keys.ask(client, keys.assertion(key=key, alg=alg))

    assert response.status_code == 200, response.content
    given = response.json()
    assert (given["token_type"], given["expires_in"], given["scope"]) == (
        "Bearer", 600, "arrivals mirrors",
    )  # fmt: skip
    assert response["Cache-Control"].count("no-store")
    assert asked_with(client, given["access_token"]) == 404
    assert given["access_token"].encode() not in bytes(Token.objects.latest("pk").digest)


def test_the_token_ends_by_itself_and_the_older_one_goes_on(client):
    older = keys.register()
    token = keys.ask(client).json()["access_token"]

    assert queries.find_caller(f"Bearer {token}", at=MONDAY + 9 * MINUTE) is not None
    assert queries.find_caller(f"Bearer {token}", at=MONDAY + 10 * MINUTE) is None
    assert queries.find_caller(f"Bearer {older}", at=MONDAY + 700 * DAY) is not None


def test_less_may_be_asked_for_and_is_all_that_is_given(client):
    keys.register()

    token = keys.ask(client, scope="mirrors").json()["access_token"]

    assert queries.find_caller(f"Bearer {token}", at=MONDAY).scopes == {Scope.MIRRORS}
    assert asked_with(client, token) == 403


@pytest.mark.parametrize(
    "scope", ["officers", "arrivals officers", "openid", "arrivals everything"]
)
def test_more_than_the_system_may_is_refused_and_logged(client, scope):
    keys.register()

    response = keys.ask(client, scope=scope)

    assert error_of(response) == (400, "invalid_scope", "exchange.scope-not-given")
    assert Token.objects.filter(scopes__isnull=False).count() == 0
    assert (Call.objects.get().operation, Call.objects.get().status) == ("token", 400)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"key": keys.OTHER}, "signature"),
        ({"kid": "two"}, "signature"),
        ({"code": "khong-co"}, "signature"),
        ({"sub": "he-thong-khac"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "https://khac.example"}, "audience"),
        ({"aud": None}, "audience"),
        ({"aud": [keys.ISSUER, "https://khac.example"]}, "audience"),
        ({"aud": keys.ISSUER + "/"}, "audience"),
        ({"exp": None}, "expired"),
        ({"exp": (MONDAY - MINUTE).timestamp()}, "expired"),
        ({"exp": (MONDAY + 7 * MINUTE).timestamp()}, "too-long"),
        ({"exp": 1e30}, "exp"),
        ({"exp": True}, "exp"),
        ({"iat": None}, "iat"),
        ({"iat": (MONDAY + 2 * MINUTE).timestamp()}, "iat"),
        ({"iat": (MONDAY - 7 * MINUTE).timestamp()}, "iat"),
        ({"nbf": (MONDAY + 2 * MINUTE).timestamp()}, "nbf"),
        ({"jti": None}, "jti"),
        ({"jti": ""}, "jti"),
        ({"jti": "x" * 201}, "jti"),
        ({"jti": 7}, "jti"),
    ],
)  # fmt: skip
def test_what_proves_nothing_gets_nothing_and_leaves_no_row(client, changes, reason):
    keys.register()

    assert error_of(keys.ask(client, keys.assertion(**changes))) == unproven(reason)
    assert not Token.objects.filter(scopes__isnull=False).exists()
    assert not UsedProof.objects.exists()
    assert not Call.objects.exists()


def spoiled(header, payload=None, signature=b""):
    parts = (json.dumps(header).encode(), json.dumps(payload or keys.claims()).encode(), signature)
    return ".".join(urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def signed_with_the_public_key():
    """Return what a server would take that lets the proof choose: the public key as a secret."""
    secret = keys.P256.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signing = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    body = spoiled({"alg": "HS256", "kid": "one"}).rstrip(".")
    signature = urlsafe_b64encode(signing.sign(body.encode(), secret)).rstrip(b"=")
    return f"{body}.{signature.decode()}"


@pytest.mark.parametrize(
    "forged",
    [
        lambda: spoiled({"alg": "none", "kid": "one"}),
        lambda: spoiled({"alg": "None"}),
        signed_with_the_public_key,
        lambda: keys.assertion(key=keys.RSA, alg="RS256"),
        lambda: keys.assertion()[:-2] + "AA",
    ],
)
def test_the_proof_does_not_choose_how_it_is_judged(client, forged):
    keys.register()

    assert error_of(keys.ask(client, forged())) == unproven("signature")


@pytest.mark.parametrize("text", ["x", "a.b.c", "....", "é.é.é", "W10.W10.W10"])
def test_what_is_no_proof_is_told_so(client, text):
    keys.register()

    assert error_of(keys.ask(client, text))[:2] == (401, "invalid_client")


def test_a_proof_is_good_once_even_if_what_it_asked_was_refused(client):
    keys.register()
    first, second = keys.assertion(), keys.assertion()

    assert keys.ask(client, first).status_code == 200
    assert error_of(keys.ask(client, first)) == unproven("replayed")
    assert error_of(keys.ask(client, second, scope="officers"))[1] == "invalid_scope"
    assert error_of(keys.ask(client, second)) == unproven("replayed")


def test_what_was_used_is_forgotten_once_it_proves_nothing_any_more(client):
    keys.register()
    keys.ask(client)
    later = MONDAY + 11 * MINUTE

    with clock.fixed_at(later):
        assert keys.ask(client, keys.assertion(at=later)).status_code == 200

    assert UsedProof.objects.count() == 1
    assert Token.objects.filter(scopes__isnull=False).count() == 1


def test_a_proof_for_the_token_endpoint_is_for_us_too(client):
    keys.register()

    assert keys.ask(client, keys.assertion(aud=keys.ISSUER + keys.TOKEN)).status_code == 200
    assert keys.ask(client, keys.assertion(kid="")).status_code == 200


def test_one_system_does_not_prove_itself_as_another(client):
    keys.register()
    keys.register(code="he-thong-khac", key=keys.OTHER)

    forged = keys.assertion(key=keys.OTHER, code=sending.PORTAL)
    assert error_of(keys.ask(client, forged)) == unproven("signature")
    assert error_of(keys.ask(client, client_id="he-thong-khac")) == unproven("client")


def test_an_ended_system_gets_nothing_and_what_it_had_opens_nothing(client):
    keys.register()
    token = keys.ask(client).json()["access_token"]
    actions.end(code=sending.PORTAL, at=MONDAY)

    assert error_of(keys.ask(client)) == unproven("signature")
    assert asked_with(client, token) == 401


def test_two_keys_are_valid_at_once_and_then_one(client):
    keys.register()
    actions.add_key(code=sending.PORTAL, text=keys.public(keys.OTHER, kid="two"), at=MONDAY)

    def gets(at, **more):
        with clock.fixed_at(at):
            return keys.ask(client, keys.assertion(at=at, **more)).status_code == 200

    assert gets(MONDAY + 6 * DAY)
    assert gets(MONDAY + 6 * DAY, key=keys.OTHER, kid="two")
    assert not gets(MONDAY + 7 * DAY)
    assert gets(MONDAY + 700 * DAY, key=keys.OTHER, kid="two")


def test_a_lost_key_ends_at_once_with_what_was_got_by_it(client):
    older = keys.register()
    token = keys.ask(client).json()["access_token"]
    actions.end_key(code=sending.PORTAL, key_id="one", at=MONDAY)

    assert error_of(keys.ask(client)) == unproven("signature")
    assert asked_with(client, token) == 401
    assert asked_with(client, older) == 404
    with pytest.raises(KeyNotFound):
        actions.end_key(code=sending.PORTAL, key_id="two", at=MONDAY)


def test_a_rotation_of_the_older_token_leaves_short_ones_alone(client):
    keys.register()
    token = keys.ask(client).json()["access_token"]

    actions.rotate(code=sending.PORTAL, at=MONDAY)

    assert asked_with(client, token) == 404


def test_keys_are_taken_as_jwk_as_a_set_of_one_and_as_pem():
    sending.register()
    pem = keys.P256.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    jwk = json.loads(keys.public())

    by_pem, by_jwk, by_set = (
        proofs.read_key(text)
        for text in (pem.decode(), json.dumps(jwk), json.dumps({"keys": [jwk]}))
    )

    assert by_pem == by_jwk == by_set
    assert by_pem["kid"] == proofs.thumbprint(jwk)


def test_the_name_of_a_key_is_that_of_the_standard():
    """The example of RFC 7638, section 3.1."""
    modulus = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJEC"
        "PebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2Qvz"
        "qY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZ"
        "u0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    jwk = {"kty": "RSA", "n": modulus, "e": "AQAB"}

    assert proofs.thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def weak_rsa():
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


@pytest.mark.parametrize(
    "text",
    [
        lambda: "",
        lambda: "[]",
        lambda: '{"kty": "EC"}',
        lambda: '{"kty": "oct", "k": "c2VjcmV0"}',
        lambda: ECAlgorithm.to_jwk(keys.P256),
        lambda: keys.public(ec.generate_private_key(ec.SECP384R1())),
        lambda: keys.public(weak_rsa(), RSAAlgorithm),
        lambda: keys.public(alg="RS256"),
        lambda: keys.public(kid="x" * 201),
        lambda: json.dumps({"keys": [json.loads(keys.public()), json.loads(keys.public(keys.OTHER))]}),
        lambda: "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    ],
)  # fmt: skip
def test_other_keys_are_not_taken(text):
    sending.register()

    with pytest.raises(KeyMalformed):
        actions.add_key(code=sending.PORTAL, text=text(), at=MONDAY)
    assert not SystemKey.objects.exists()


def test_a_name_is_one_key_for_ever_and_an_ended_system_gets_none():
    keys.register()
    with pytest.raises(KeyTaken):
        actions.add_key(code=sending.PORTAL, text=keys.public(keys.OTHER, kid="one"), at=MONDAY)

    actions.end(code=sending.PORTAL, at=MONDAY)
    with pytest.raises(SystemNotFound):
        actions.add_key(code=sending.PORTAL, text=keys.public(keys.OTHER), at=MONDAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": None}, "invalid_request"),
        ({"grant_type": ["client_credentials", "client_credentials"]}, "invalid_request"),
        ({"scope": ["mirrors", "arrivals"]}, "invalid_request"),
        ({"client_assertion": ["a", "b"]}, "invalid_request"),
        ({"client_assertion": None}, "invalid_request"),
        ({"client_assertion_type": None}, "invalid_client"),
        ({"client_assertion_type": "password"}, "invalid_client"),
    ],
)
def test_malformed_questions_are_answered_as_the_standard_says(client, changes, expected):
    keys.register()

    assert error_of(keys.ask(client, **changes))[1] == expected


def test_a_system_that_asks_too_often_waits(client):
    keys.register(calls_a_minute=1)
    keys.ask(client)

    response = keys.ask(client)

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert Call.objects.latest("pk").status == 429


def test_whoever_guesses_waits(client, settings):
    settings.LOOK_UPS_PER_MINUTE = 2
    keys.register()
    answers = [keys.ask(client, keys.assertion(key=keys.OTHER)).status_code for _try in range(3)]

    assert answers == [401, 401, 429]
    assert keys.ask(client).status_code == 200


def test_a_token_costs_the_same_whatever_the_system_holds(client, django_assert_num_queries):
    keys.register()
    with django_assert_num_queries(13):
        keys.ask(client)
    for number in range(30):
        Token.objects.create(
            system_id=SystemKey.objects.get().system_id, key_id=f"{number:016}", digest=b"",
            issued_at=MONDAY, ends_at=MONDAY + MINUTE, scopes=["mirrors"],
        )  # fmt: skip
    with django_assert_num_queries(13):
        keys.ask(client)


def test_the_server_describes_itself(client, settings):
    said = client.get("/.well-known/oauth-authorization-server").json()

    assert said["issuer"] == settings.PUBLIC_URL
    assert said["token_endpoint"] == f"{settings.PUBLIC_URL}{keys.TOKEN}"
    assert said["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    assert "none" not in said["token_endpoint_auth_signing_alg_values_supported"]


def test_operators_add_and_end_keys_by_command(tmp_path, capsys):
    sending.register()
    file = tmp_path / "key.json"
    file.write_text(keys.public(kid="one"), "utf-8")

    call_command("system", "key", sending.PORTAL, str(file), "--json")
    assert json.loads(capsys.readouterr().out) == [{"key": "one", "algorithm": "ES256"}]
    call_command("system", "list", "--json")
    assert json.loads(capsys.readouterr().out)[0]["keys"] == 1
    call_command("system", "end-key", sending.PORTAL, "one")
    assert queries.list_systems(at=MONDAY)[0].valid_keys == 0
