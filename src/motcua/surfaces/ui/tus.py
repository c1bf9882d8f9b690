"""What a tus 1.0 request says, and what its answers say back."""

import base64
import binascii
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.utils.translation import gettext_lazy as _

from motcua.foundation.kernel.errors import Refusal

Given = ParamSpec("Given")
Asked = TypeVar("Asked", bound=HttpRequest)

VERSION: Final = "1.0.0"
PIECE: Final = 1024 * 1024
"""Bytes that are kept for good before the next are read."""
STREAM: Final = "application/offset+octet-stream"
DUPLICATE: Final = "Motcua-Duplicate"
"""Header of the last answer when the paper held this file already."""


class OtherProtocol(Refusal):
    """The request is not of the version that is spoken here."""

    code = "ui.other-upload-protocol"
    message = _("Ứng dụng gửi tệp không dùng giao thức tus 1.0.0.")
    status = 412


class NotUnderstood(Refusal):
    """A header of the request is missing or cannot be read."""

    code = "ui.upload-not-understood"
    message = _("Yêu cầu gửi tệp thiếu hoặc sai thông tin: {header}.")
    status = 400


class NotAStream(Refusal):
    """The bytes do not come as the protocol wants them."""

    code = "ui.upload-not-a-stream"
    message = _("Nội dung tệp phải được gửi theo kiểu application/offset+octet-stream.")
    status = 415


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """A file that is to come."""

    size: int
    filename: str
    paper_code: str


def speaks_tus(
    view: Callable[Concatenate[Asked, Given], HttpResponse],
) -> Callable[Concatenate[Asked, Given], HttpResponse]:
    """Answer in the protocol: its headers on every answer, refusals as problem+json."""

    @wraps(view)
    def answer(request: Asked, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        try:
            require_version(request, VERSION)
            response = view(request, *args, **kwargs)
        except Refusal as refusal:
            response = problem(refusal)
            if "offset" in refusal.values:
                response["Upload-Offset"] = str(refusal.values["offset"])
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


def problem(refusal: Refusal, **more: object) -> HttpResponse:
    """Return the refusal as problem+json (RFC 9457); its title is the sentence for the person."""
    body = {
        "type": f"urn:motcua:problem:{refusal.code}",
        "title": refusal.text,
        "status": refusal.status,
        "code": refusal.code,
        **more,
    }
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


def abilities(version: str, largest: int) -> dict[str, str]:
    """Return the headers that say what can be done here."""
    return {
        "Tus-Version": version,
        "Tus-Extension": "creation,termination",
        "Tus-Max-Size": str(largest),
    }


def require_version(request: HttpRequest, version: str) -> None:
    """Refuse another version of the protocol; OPTIONS is how a client asks for ours."""
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != version:
        raise OtherProtocol


def read_announcement(request: HttpRequest) -> Announcement:
    """Return what the file will be; the paper may stand in the address or among the values."""
    values = _read_metadata(request.headers.get("Upload-Metadata", ""))
    return Announcement(
        size=_number(request, "Upload-Length"),
        filename=values.get("filename", ""),
        paper_code=values.get("paper") or request.GET.get("paper", ""),
    )


def read_offset(request: HttpRequest) -> int:
    """Return where the bytes of the request begin."""
    if request.headers.get("Content-Type") != STREAM:
        raise NotAStream
    return _number(request, "Upload-Offset")


def read_pieces(request: HttpRequest) -> Iterator[bytes]:
    """Yield the bytes as they come in; when the line drops, what came stays."""
    while True:
        try:
            piece = request.read(PIECE)
        except UnreadablePostError:
            return
        if not piece:
            return
        yield piece


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):  # noqa: PLR2004 - fits 64 bits
        raise NotUnderstood(header=header)
    return int(text)


def _read_metadata(header: str) -> dict[str, str]:
    """Return the values of ``Upload-Metadata``: names, each with its value in base 64."""
    values = {}
    for pair in filter(None, (pair.strip() for pair in header.split(","))):
        name, _is, encoded = pair.partition(" ")
        try:
            values[name] = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise NotUnderstood(header="Upload-Metadata") from error
    return values
