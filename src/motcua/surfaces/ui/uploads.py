"""Files of a draft piece by piece over a line that may drop: the server's side of tus 1.0 (tus.io).

The portal and the desk speak the same protocol, each at addresses of its own and with people of its own: what is
done with a file is handed in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from motcua.foundation.kernel import clock
from motcua.surfaces.ui import tus


class Begun(Protocol):
    """A file that is on its way: how much of it is here."""

    pk: UUID
    offset: int
    size: int


class Kept(Protocol):
    """The document that a whole file became."""

    is_duplicate: bool


class Arrived(Protocol):
    """How far a file is after the last bytes."""

    @property
    def offset(self) -> int:
        """Bytes that are kept."""

    @property
    def document(self) -> Kept | None:
        """What it became, once it is whole."""


@dataclass(frozen=True, kw_only=True)
class Acts:
    """What can be done with one file on its way, by somebody who may."""

    find: Callable[..., Begun]
    append: Callable[..., Arrived]
    give_up: Callable[[], object]


def announce(
    request: HttpRequest, draft_id: UUID, *, begin: Callable[..., Begun], largest: int, piece: str
) -> HttpResponse:
    """Say what the protocol can do here, or take the announcement of a file.

    :param largest: bytes that a file may have
    :param piece: the name of the address to which the pieces are sent
    """
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=tus.abilities(tus.VERSION, largest))
    announced = tus.read_announcement(request)
    begun = begin(
        draft_id=draft_id,
        paper_code=announced.paper_code,
        filename=announced.filename,
        size=announced.size,
        at=clock.now(),
    )
    address = reverse(piece, args=[draft_id, begun.pk])
    return HttpResponse(status=201, headers={"Location": address, "Upload-Offset": "0"})


def serve(request: HttpRequest, acts: Acts) -> HttpResponse:
    """Say how far the file is, take its next bytes, or give it up."""
    match request.method:
        case "HEAD":
            found = acts.find(at=clock.now())
            sizes = {"Upload-Offset": str(found.offset), "Upload-Length": str(found.size)}
            return HttpResponse(status=200, headers=sizes)
        case "DELETE":
            acts.give_up()
            return HttpResponse(status=204)
        case _:
            return _append(request, acts)


def _append(request: HttpRequest, acts: Acts) -> HttpResponse:
    arrived = acts.append(
        offset=tus.read_offset(request), pieces=tus.read_pieces(request), at=clock.now()
    )
    response = HttpResponse(status=204, headers={"Upload-Offset": str(arrived.offset)})
    if arrived.document is not None and arrived.document.is_duplicate:
        response[tus.DUPLICATE] = "true"
    return response
