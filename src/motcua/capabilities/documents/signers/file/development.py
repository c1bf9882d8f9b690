"""Make development keys: an authority of this installation, and certificates it issues."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from motcua.capabilities.documents.signers.file import (
    keys_dir,
    passphrase,
    path_of,
    root_path,
)

_AUTHORITY: Final = "authority/authority"
_AUTHORITY_NAME: Final = "Một Cửa - Chứng thư số thử nghiệm"
_BITS: Final = 2048
_BEFORE: Final = timedelta(days=3 * 365)
"""Demo dossiers lie in the past, and were signed then."""
_AFTER: Final = timedelta(days=10 * 365)


def create_authority(*, at: datetime) -> None:
    """Make the authority that issues development certificates, unless there is one."""
    with _alone():
        _create_authority(at)


def _create_authority(at: datetime) -> None:
    if path_of(_AUTHORITY).exists() and root_path().exists():
        return
    private = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = _name({NameOID.COMMON_NAME: _AUTHORITY_NAME})
    certificate = (
        _builder(name, name, private.public_key(), at)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(is_authority=True), critical=True)
        .sign(private, hashes.SHA256())
    )
    _write(path_of(_AUTHORITY), _archive(private, certificate, None))
    _write(root_path(), certificate.public_bytes(Encoding.PEM))


def create_key(key: str, *, common_name: str, organisation: str, title: str, at: datetime) -> None:
    """Make a key and let the authority certify it, unless there is one of that name."""
    parts = {NameOID.COMMON_NAME: common_name, NameOID.ORGANIZATION_NAME: organisation}
    if title:
        parts[NameOID.TITLE] = title
    with _alone():
        path = path_of(key)
        if not path.exists():
            _create_key(path, _name(parts), at)


def _create_key(path: Path, name: x509.Name, at: datetime) -> None:
    authority_key, authority = _open_authority(path_of(_AUTHORITY).read_bytes())
    private = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    certificate = (
        _builder(name, authority.subject, private.public_key(), at)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(is_authority=False), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()),
            critical=False,
        )
        .sign(authority_key, hashes.SHA256())
    )
    _write(path, _archive(private, certificate, authority))


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time make keys: two at once would make two authorities."""
    keys_dir().mkdir(mode=0o700, parents=True, exist_ok=True)
    with keys_dir().with_name("keys.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@lru_cache(maxsize=1)
def _open_authority(archive: bytes) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """Return the key and certificate of the authority; unlocking it takes longer than making a key."""
    private, certificate, _others = pkcs12.load_key_and_certificates(archive, passphrase())
    assert isinstance(private, rsa.RSAPrivateKey)
    assert certificate is not None
    return private, certificate


def _builder(
    subject: x509.Name, issuer: x509.Name, public: rsa.RSAPublicKey, at: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - _BEFORE)
        .not_valid_after(at + _AFTER)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _name(parts: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "VN")
    # The limit X.520 sets for names, as the library counts it: in bytes.
    others = [
        x509.NameAttribute(kind, value.encode()[:64].decode(errors="ignore"))
        for kind, value in parts.items()
    ]
    return x509.Name([country, *others])


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority,
        content_commitment=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _archive(
    private: rsa.RSAPrivateKey, certificate: x509.Certificate, issuer: x509.Certificate | None
) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        name=None,
        key=private,
        cert=certificate,
        cas=[issuer] if issuer else None,
        encryption_algorithm=BestAvailableEncryption(passphrase()),
    )


def _write(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, for the installation's user alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{secrets.token_hex(4)}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
