"""Time-stamps by an authority outside of the installation (RFC 3161): asked for, and judged.

The token is over the checkpoint's hash itself, so that ``openssl ts`` verifies it without us.
"""

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import requests
from asn1crypto import cms, pem, tsp, x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import (
    TimestampRequestError,
    handle_tsp_response,
    set_tsp_headers,
)
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus
from pyhanko_certvalidator import ValidationContext
from urllib3.exceptions import HTTPError

from motcua.capabilities.evidence.errors import StampRefused

CONNECT_SECONDS: Final = 5
ANSWER_SECONDS: Final = 15
LONGEST: Final = 64 * 1024
"""Bytes of an answer that are read: tokens with their certificates take some 6 kB."""
SKEW: Final = timedelta(minutes=5)
"""How far an authority's clock may be behind ours."""
DIGEST: Final = "sha256"


def ask(address: str, digest: bytes) -> bytes:
    """Return a token over 32 bytes from the authority at an address, not judged yet, as DER.

    Raises:
        StampRefused: if it does not answer, or answers something else.
    """
    stamper: Any = TimeStamper
    nonce, request = stamper().request_cms(digest, DIGEST)
    try:
        answer = tsp.TimeStampResp.load(_post(address, request.dump()), strict=True)
        content: bytes = handle_tsp_response(answer, nonce).dump()
    except (OSError, HTTPError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StampRefused(f"{type(error).__name__}: {error}") from error
    return content


def _post(address: str, body: bytes) -> bytes:
    """Return what one address answers, and nobody it may point at."""
    with requests.post(
        address, data=body, headers=set_tsp_headers({}), allow_redirects=False, stream=True,
        timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
    ) as answer:  # fmt: skip
        if answer.status_code != requests.codes.ok:
            raise TimestampRequestError(f"HTTP {answer.status_code}")
        content: bytes = answer.raw.read(LONGEST + 1, decode_content=True)
    if len(content) > LONGEST:
        raise TimestampRequestError(f"more than {LONGEST} bytes")
    return content


def read_roots(file: Path) -> tuple[x509.Certificate, ...]:
    """Return the certificates of a PEM file.

    Raises:
        OSError: if there is no such file.
        ValueError: if it holds no certificate.
    """
    found = tuple(
        x509.Certificate.load(der)
        for kind, _headers, der in pem.unarmor(file.read_bytes(), multiple=True)
        if kind == "CERTIFICATE"
    )
    if not found:
        raise ValueError(f"{file} holds no certificate")
    return found


def read_moment(token: bytes) -> datetime:
    """Return the moment that a token states.

    Raises:
        TypeError, ValueError: if it is none.
    """
    moment = _info(_signed(token))["gen_time"].native
    assert isinstance(moment, datetime)
    return moment


def find_fault(
    token: bytes, *, digest: bytes, made_at: datetime, roots: tuple[x509.Certificate, ...]
) -> str:
    """Return why a token does not prove that a checkpoint was there; nothing if it does.

    :param digest: the checkpoint's hash
    :param made_at: when it was made, as it says itself
    :param roots: whose certificates are believed; judged as of the moment of the token
    """
    try:
        signed = _signed(token)
        moment = read_moment(token)
        status = asyncio.run(_judge(signed, moment, digest, roots))
    except (ValueError, TypeError, KeyError) as error:
        return f"it is no token: {type(error).__name__}"
    except Exception as error:  # noqa: BLE001 - pyHanko has no common parent for what it refuses
        return f"it cannot be judged: {type(error).__name__}"
    if not status.intact or not status.valid:
        return "it is over something else, or was altered"
    if not status.trusted:
        return "none of the authorities that are believed signed it"
    if moment < made_at - SKEW:
        return "it is older than the checkpoint"
    return ""


async def _judge(
    signed: cms.SignedData, moment: datetime, digest: bytes, roots: tuple[x509.Certificate, ...]
) -> TimestampSignatureStatus:
    context = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
    found = await validate_tst_signed_data(
        signed, context, lambda algorithm: digest if algorithm == DIGEST else b""
    )
    return TimestampSignatureStatus(**found)


def _signed(token: bytes) -> cms.SignedData:
    content = cms.ContentInfo.load(token, strict=True)
    if content["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    return content["content"]


def _info(signed: cms.SignedData) -> tsp.TSTInfo:
    info = signed["encap_content_info"]["content"].parsed
    if not isinstance(info, tsp.TSTInfo):
        raise TypeError("no time-stamp")
    return info
