"""The installation's signature under bytes that are no paper: RSA (PKCS #1 v1.5) over SHA-256.

Nothing is wrapped around it, so that a stranger verifies it with the certificate and a page of code.
"""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15

from motcua.capabilities.documents.signers import current
from motcua.capabilities.documents.signers.base import KeyUnavailable

KEY: Final = "installation/evidence"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signature, and the certificate (DER) of the key that made it."""

    signature: bytes
    certificate: bytes


def sign(statement: bytes) -> Signed:
    """Return the evidence key's signature under the statement.

    Raises:
        KeyUnavailable: if the vendor has no such key, or one that is not RSA.
    """
    certificate = get_certificate()
    signer = current().get_signer(KEY)
    signature = asyncio.run(signer.async_sign_raw(statement, "sha256"))
    return Signed(signature=signature, certificate=certificate)


def get_certificate() -> bytes:
    """Return the certificate of the evidence key.

    Raises:
        KeyUnavailable: if the vendor has no such key, or one that is not RSA.
    """
    found = current().get_signer(KEY).signing_cert
    if found is None or found.public_key.algorithm != "rsa":
        raise KeyUnavailable(KEY)
    return bytes(found.dump())


def find_statement_fault(statement: bytes, *, signature: bytes, certificate: bytes) -> str:
    """Return why the signature does not hold, or that it is another's; nothing if it holds."""
    public = _trusted_key(certificate, _roots())
    if public is None:
        return "the certificate was not issued to the evidence key of this installation"
    try:
        public.verify(signature, statement, PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return "the signature does not match the content"
    return ""


def _roots() -> tuple[bytes, ...]:
    return tuple(root.dump() for root in current().list_roots())


@lru_cache(maxsize=64)
def _trusted_key(certificate: bytes, roots: tuple[bytes, ...]) -> rsa.RSAPublicKey | None:
    """Return the key of a certificate that an authority we trust issued to the evidence key."""
    try:
        found = x509.load_der_x509_certificate(certificate)
        own = current().get_signer(KEY).signing_cert
        name, public = found.subject.public_bytes(), found.public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, KeyUnavailable):
        return None
    # A renewed certificate bears another key and the same name; a signatory's bears another name.
    if own is None or name != own.subject.dump():
        return None
    if not isinstance(public, rsa.RSAPublicKey) or not any(_issued(found, root) for root in roots):
        return None
    return public


def _issued(found: x509.Certificate, root: bytes) -> bool:
    try:
        found.verify_directly_issued_by(x509.load_der_x509_certificate(root))
    except (ValueError, TypeError, UnsupportedAlgorithm, InvalidSignature):
        return False
    return True
