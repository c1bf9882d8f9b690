"""Sign a paper, and make the keys a development installation signs with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings

from motcua.capabilities.documents import errors, signatures, statements
from motcua.capabilities.documents.signers.base import KeyUnavailable
from motcua.capabilities.documents.signers.file import development
from motcua.capabilities.documents.statements import Signed

PRACTICE_NAME: Final = "BẢN TẬP"
EVIDENCE_NAME: Final = "Nhật ký điện tử"


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """A person who signs for an agency; the key is called ``<agency code>/<label>``."""

    label: str
    name: str
    title: str


def sign(pdf: bytes, *, signatory: str, seal: str, reason: str, at: datetime) -> bytes:
    """Return the PDF signed by the person's key, then sealed by the agency's, both visible.

    Takes about 0.1 s: call it from the worker where a person waits.

    Raises:
        SigningUnavailable: if one of the keys cannot be used; nothing is signed then.
    """
    try:
        return signatures.sign(pdf, signatory=signatory, seal=seal, reason=reason, at=at)
    except KeyUnavailable as error:
        raise errors.SigningUnavailable(key=str(error)) from error


def seal(pdf: bytes, *, seal: str, reason: str, at: datetime) -> bytes:
    """Return the PDF sealed by the agency's key alone: for what it received, not what it decided.

    Raises:
        SigningUnavailable: if the key cannot be used.
    """
    try:
        return signatures.seal(pdf, seal=seal, reason=reason, at=at)
    except KeyUnavailable as error:
        raise errors.SigningUnavailable(key=str(error)) from error


def sign_statement(statement: bytes, *, at: datetime) -> Signed:
    """Return the installation's own signature under bytes that are no paper: its evidence key's.

    Raises:
        SigningUnavailable: if the key cannot be used.
    """
    get_evidence_certificate(at=at)
    try:
        return statements.sign(statement)
    except KeyUnavailable as error:
        raise errors.SigningUnavailable(key=str(error)) from error


def get_evidence_certificate(*, at: datetime) -> bytes:
    """Return the certificate (DER) of the evidence key; the development key is made when first asked for.

    Raises:
        SigningUnavailable: if the key cannot be used.
    """
    if settings.SIGNER == "file":
        _create_evidence_key(at=at)
    try:
        return statements.get_certificate()
    except KeyUnavailable as error:
        raise errors.SigningUnavailable(key=str(error)) from error


def _create_evidence_key(*, at: datetime) -> None:
    """Make the development key of the installation's evidence, unless it is there."""
    development.create_authority(at=at)
    development.create_key(
        statements.KEY,
        common_name=EVIDENCE_NAME,
        organisation=settings.INSTALLATION_NAME,
        title="",
        at=at,
    )


def create_development_keys(
    *, agency_code: str, agency_name: str, signatories: Sequence[Signatory], at: datetime
) -> None:
    """Make the agency's seal ``<code>/seal`` and its signatories' keys, unless they are there."""
    if settings.PRACTICE:
        agency_name = f"{PRACTICE_NAME} - {agency_name}"
    development.create_authority(at=at)
    development.create_key(
        f"{agency_code}/seal",
        common_name=agency_name,
        organisation=agency_name,
        title="",
        at=at,
    )
    for signatory in signatories:
        development.create_key(
            f"{agency_code}/{signatory.label}",
            common_name=signatory.name,
            organisation=agency_name,
            title=signatory.title,
            at=at,
        )
