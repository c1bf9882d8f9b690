"""What other systems of the state send, and what they ask about what they sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.queries import Caller
from motcua.composition.casework import arriving, mirroring, parcels
from motcua.composition.casework.mirroring import MirrorMessage
from motcua.composition.casework.parcels import Parcel
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.surfaces.api.calling import Served, read_body, serve
from motcua.surfaces.api.contract import answer, answers, for_systems, personal, takes

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


router = Router(tags=["exchange"])


class ArrivedDossier(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier that came from the calling system, as it is now; no personal data."""

    number: str
    """The calling system's own number."""
    reference: str
    """Under which the dossier is known here since it came."""
    accepted_number: str | None
    """The number given at acceptance; null before (Article 17.3 of Decree 61/2018)."""
    state: State
    state_label: str
    national_code: int
    arrived_at: datetime
    intake_due_at: datetime
    due_at: datetime | None
    finished_at: datetime | None


@router.post(
    "/exchange/arrivals",
    summary=_("Chuyển đến một hồ sơ đã nộp ở hệ thống khác"),
    description=_(
        "Hồ sơ được kiểm tra như khi nộp tại đây; chỗ sai được nêu từng điểm theo vị trí trong nội dung gửi và"
        " không có gì được ghi. Gửi lại đúng nội dung đó nhận lại hồ sơ cũ (200); gửi nội dung khác dưới cùng"
        " số bị từ chối (409). Cần quyền arrivals."
    ),
    **for_systems(
        takes(Parcel), answers(ArrivedDossier, 401, 403, 409, 413, 422, 429, created=True)
    ),
)
@personal
def take_arrival(request: HttpRequest) -> HttpResponse:
    """Make a dossier of the parcel, once."""

    def arrive(caller: Caller, at: datetime) -> Served:
        content = read_body(request)
        parcel = parcels.read(content)
        arrived = arriving.arrive(parcel=parcel, content=content, by=caller.actor, at=at)
        return _served(arrived.dossier, parcel.number, status=201 if arrived.is_new else 200)

    return serve(request, Scope.ARRIVALS, "arrive", arrive)


class TakenMirror(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown here of a mirrored dossier now: the newest word, which need not be the one sent."""

    number: str
    sequence: int
    national_code: int
    state_label: str


@router.post(
    "/exchange/mirrors",
    summary=_("Báo tình trạng một hồ sơ xử lý ở hệ thống khác"),
    description=_(
        "Bản đồng bộ chỉ để xem. Thông báo được xếp theo sequence của hệ thống gửi, đến trước hay sau cũng được:"
        " bản cũ không đè bản mới, gửi lại đúng nội dung thì không đổi gì, nội dung khác dưới cùng sequence bị"
        " từ chối (409). Cần quyền mirrors."
    ),
    **for_systems(takes(MirrorMessage), answers(TakenMirror, 401, 403, 409, 413, 422, 429)),
)
@personal
def take_mirror(request: HttpRequest) -> HttpResponse:
    """Keep what a system tells of a dossier it handles."""

    def take(caller: Caller, at: datetime) -> Served:
        message = mirroring.read(read_body(request))
        mirror = mirroring.take(message=message, by=caller.actor, at=at)
        taken = TakenMirror(
            number=mirror.number,
            sequence=mirror.sequence,
            national_code=int(mirror.state),
            state_label=str(mirror.state.label),
        )
        return Served(response=answer(taken), subject=mirror.subject)

    return serve(request, Scope.MIRRORS, "mirror", take)


@router.get(
    "/exchange/dossiers/{number}",
    summary=_("Xem trạng thái hồ sơ hệ thống gọi đã chuyển đến"),
    description=_(
        "Nhận số hồ sơ của chính hệ thống gọi. Hồ sơ không do hệ thống đó chuyển đến thì không tìm thấy."
        " Cần quyền arrivals."
    ),
    **for_systems({}, answers(ArrivedDossier, 401, 403, 404, 429)),
)
@personal
def get_arrived(request: HttpRequest, number: str) -> HttpResponse:
    """Answer how far a dossier is to the system it came from."""

    def ask(caller: Caller, _at: datetime) -> Served:
        alias = dossiers.find_alias(caller.code, number)
        if alias is None:
            raise DossierNotFound
        return _served(alias.dossier, alias.number, status=200)

    return serve(request, Scope.ARRIVALS, "ask-state", ask)


def _served(dossier: Dossier, number: str, *, status: int) -> Served:
    state = State(dossier.state)
    response = answer(
        ArrivedDossier(
            number=number,
            reference=dossier.reference,
            accepted_number=dossier.number,
            state=state,
            state_label=str(state.label),
            national_code=dossier.national_code,
            arrived_at=dossier.lodged_at.astimezone(UTC),
            intake_due_at=dossier.intake_due_at.astimezone(UTC),
            due_at=dossier.due_at and dossier.due_at.astimezone(UTC),
            finished_at=dossier.finished_at and dossier.finished_at.astimezone(UTC),
        )
    )
    response.status_code = status
    return Served(response=response, subject=dossier.subject)
