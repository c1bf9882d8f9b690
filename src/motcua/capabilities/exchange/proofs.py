"""How a system proves itself by a key of its own: its public keys, and what it signs (RFC 7523)."""

import base64
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm
from jwt.types import Options

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ALGORITHMS: Final = ("RS256", "ES256", "EdDSA")
SKEW: Final = timedelta(seconds=60)
"""How far the other side's clock may be off."""
LONGEST: Final = timedelta(minutes=5)
"""How long what a system signs may be good for."""
SMALLEST_RSA: Final = 2048
_LONGEST_NAME: Final = 200
# What makes up a public key of each kind, in the order of RFC 7638, and how it signs.
_KINDS: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "RSA": (("e", "kty", "n"), "RS256"),
    "EC": (("crv", "kty", "x", "y"), "ES256"),
    "OKP": (("crv", "kty", "x"), "EdDSA"),
}
_CURVES: Final[Mapping[str, str]] = {"EC": "P-256", "OKP": "Ed25519"}

# Moments are judged by the clock handed in, the audience by hand: one, and ours.
_BY_HAND: Final[Options] = {
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
    "verify_aud": False,
    "verify_iss": False,
    "verify_jti": False,
}

Jwk = Mapping[str, Any]


class Unfit(ValueError):
    """A key cannot be used, or a proof proves nothing; the argument says why in one word."""


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What a proof says of itself before anything is believed."""

    system_code: str
    key_id: str


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A proof that holds, once."""

    digest: bytes
    """Of its name, by which it is known if it comes again."""
    ends_at: datetime
    """From when on it would prove nothing anyway."""


def read_key(text: str) -> dict[str, Any]:
    """Return the one public key of a text: a JWK, a set of one (RFC 7517), or PEM.

    Raises:
        Unfit: if it is none, a private one, or of a kind that is not taken.
    """
    try:
        found = _read_pem(text) if text.lstrip().startswith("-----") else _read_jwk(text)
        members, algorithm = _KINDS[found["kty"]]
        jwk = {name: str(found[name]) for name in members}
        _require_strength(jwk)
    except (
        AttributeError,
        KeyError,
        TypeError,
        ValueError,
        UnsupportedAlgorithm,
        jwt.PyJWTError,
    ) as error:
        raise Unfit("key") from error
    if found.get("alg", algorithm) != algorithm:
        raise Unfit("key")
    key_id = str(found.get("kid") or thumbprint(jwk))
    if len(key_id) > _LONGEST_NAME:
        raise Unfit("key")
    return jwk | {"kid": key_id, "alg": algorithm, "use": "sig"}


def thumbprint(jwk: Jwk) -> str:
    """Return the name that follows from the key itself (RFC 7638)."""
    members = {name: jwk[name] for name in _KINDS[jwk["kty"]][0]}
    content = json.dumps(members, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()


def read_claimed(assertion: str) -> Claimed:
    """Return who a proof says made it, unproven.

    Raises:
        Unfit: if it is none.
    """
    try:
        header = jwt.get_unverified_header(assertion)
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except (jwt.PyJWTError, ValueError) as error:
        raise Unfit("assertion") from error
    issuer, subject, key_id = claims.get("iss"), claims.get("sub"), header.get("kid", "")
    if not (isinstance(issuer, str) and issuer == subject and isinstance(key_id, str)):
        raise Unfit("issuer")
    return Claimed(system_code=issuer, key_id=key_id)


def verify(
    assertion: str, keys: Sequence[Jwk], *, audiences: Collection[str], at: datetime
) -> Proof:
    """Return the proof that one of the keys signed for us and that holds at the moment.

    The algorithm is the key's: what the proof says of it counts for nothing.

    Raises:
        Unfit: saying what is wrong.
    """
    claims = next((found for key in keys if (found := _open(assertion, key)) is not None), None)
    if claims is None:
        raise Unfit("signature")
    audience = claims.get("aud")
    meant = [audience] if isinstance(audience, str) else audience
    if not isinstance(meant, list) or len(meant) != 1 or meant[0] not in audiences:
        raise Unfit("audience")
    ends_at = _require_moments(claims, at)
    name = claims.get("jti")
    if not isinstance(name, str) or not 0 < len(name) <= _LONGEST_NAME:
        raise Unfit("jti")
    return Proof(digest=sha256(name.encode()).digest(), ends_at=ends_at + SKEW)


def _open(assertion: str, key: Jwk) -> dict[str, Any] | None:
    try:
        return jwt.decode(
            assertion,
            jwt.PyJWK(dict(key)),
            algorithms=[key["alg"]],
            options=_BY_HAND,
        )
    except (jwt.PyJWTError, ValueError, TypeError):
        return None


def _require_moments(claims: Mapping[str, Any], at: datetime) -> datetime:
    begins, made, ends = (_moment(claims, name) for name in ("nbf", "iat", "exp"))
    if ends is None or ends + SKEW <= at:
        raise Unfit("expired")
    if ends - at > LONGEST + SKEW:
        raise Unfit("too-long")
    if made is None or made - SKEW > at or at - made > LONGEST + SKEW:
        raise Unfit("iat")
    if begins is not None and begins - SKEW > at:
        raise Unfit("nbf")
    return ends


def _moment(claims: Mapping[str, Any], name: str) -> datetime | None:
    seconds = claims.get(name)
    if seconds is None:
        return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise Unfit(name)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise Unfit(name) from error


def _read_jwk(text: str) -> dict[str, Any]:
    found = json.loads(text)
    keys = found.get("keys", [found])
    if len(keys) != 1 or "d" in keys[0]:
        raise Unfit("key")
    return dict(keys[0])


def _read_pem(text: str) -> dict[str, Any]:
    key: Any = load_pem_public_key(text.encode())
    for kind in (RSAAlgorithm, ECAlgorithm, OKPAlgorithm):
        try:
            return dict(kind.to_jwk(key, as_dict=True))
        except (TypeError, AttributeError, jwt.PyJWTError):
            continue
    raise Unfit("key")


def _require_strength(jwk: Jwk) -> None:
    if jwk.get("crv") != _CURVES.get(jwk["kty"]):
        raise Unfit("key")
    opened = jwt.PyJWK(dict(jwk), algorithm=_KINDS[jwk["kty"]][1]).key
    if jwk["kty"] == "RSA" and opened.key_size < SMALLEST_RSA:
        raise Unfit("key")
