"""A system's own keys, and what it signs with them to prove itself."""

import json
from datetime import timedelta
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

from motcua.capabilities.exchange import actions
from tests.casework.province import MONDAY
from tests.exchange import sending

TOKEN = "/oauth/token"
ISSUER = "http://127.0.0.1:8000"
BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
P256 = ec.generate_private_key(ec.SECP256R1())
OTHER = ec.generate_private_key(ec.SECP256R1())
ED25519 = ed25519.Ed25519PrivateKey.generate()
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
WAYS = {
    "ES256": (P256, ECAlgorithm),
    "EdDSA": (ED25519, OKPAlgorithm),
    "RS256": (RSA, RSAAlgorithm),
}


def public(key=P256, kind=ECAlgorithm, **more):
    """Return the public half as the operator gets it."""
    return json.dumps(json.loads(kind.to_jwk(key.public_key())) | more)


def register(*, key=P256, kid="one", at=MONDAY, **more):
    """Register a system with a key; return the token of the older way."""
    token = sending.register(**more)
    code = more.get("code", sending.PORTAL)
    actions.add_key(code=code, text=public(key, kid=kid), at=at)
    return token


def claims(*, at=MONDAY, code=sending.PORTAL, **more):
    """Return what a system says of itself, for a minute, to be used once."""
    said = {
        "iss": code, "sub": code, "aud": ISSUER, "jti": uuid4().hex,
        "iat": at.timestamp(), "exp": (at + timedelta(minutes=1)).timestamp(),
    } | more  # fmt: skip
    return {name: value for name, value in said.items() if value is not None}


def assertion(*, key=P256, alg="ES256", kid="one", **more):
    """Return what a system signs."""
    return jwt.encode(claims(**more), key, alg, headers={"kid": kid} if kid else {})


def ask(client, signed=None, **more):
    """Ask for a token."""
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": BEARER,
        "client_assertion": assertion() if signed is None else signed,
    } | more
    return client.post(TOKEN, {name: value for name, value in form.items() if value is not None})
