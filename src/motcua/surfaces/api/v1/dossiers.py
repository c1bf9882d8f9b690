"""How far a dossier is: a little to anybody with its number, more to its applicant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Router

from motcua.composition.casework import mirroring
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, Due, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.identity.permissions import read_actor
from motcua.foundation.kernel import clock
from motcua.surfaces.api.contract import answer, answers, personal
from motcua.surfaces.api.v1.agencies import AgencyName

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier


router = Router(tags=["dossiers"])


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a dossier's timeline; ``state`` is where the dossier stood afterwards."""

    at: datetime
    act: Act
    act_label: str
    state: State
    state_label: str


class OwnDossier(msgspec.Struct, frozen=True, kw_only=True):
    """What the applicant alone is told beyond the public progress."""

    reference: str
    procedure_code: str
    procedure_name: str
    agency: AgencyName
    lodged_at: datetime
    accepted_at: datetime | None
    due_at: datetime | None
    finished_at: datetime | None
    standing: Due
    standing_label: str
    timeline: tuple[Occurrence, ...]


class DossierProgress(msgspec.Struct, frozen=True, kw_only=True):
    """The number and how far the dossier is (Article 16.2.d of Circular 01/2018/TT-VPCP).

    ``national_code`` is the national state code, 1 to 10. ``own`` is null unless the applicant asks,
    signed in. ``system`` is what the system is called that handles the dossier, if it is another; its
    state has no name of ours then, so ``state`` is null.
    """

    number: str
    state: State | None
    state_label: str
    national_code: int
    system: str | None
    own: OwnDossier | None


@router.get(
    "/dossiers/{number}",
    summary=_("Xem tiến độ một hồ sơ"),
    description=_(
        "Nhận số hồ sơ theo mọi cách viết đã từng phát hành, và cả mã tra cứu hồ sơ. Ai có số cũng chỉ biết số"
        " và tiến độ, kể cả của hồ sơ do hệ thống khác xử lý; người nộp đã đăng nhập biết thêm ngày hẹn và các"
        " mốc. Mỗi địa chỉ chỉ được hỏi một số lần; hỏi quá thì phải đợi theo Retry-After."
    ),
    **answers(DossierProgress, 404, 429),
)
@personal
def get_dossier(request: HttpRequest, number: str) -> HttpResponse:
    """Answer the applicant with everything, anybody else with number and progress."""
    actor = read_actor(request)
    own = dossiers.find_visible(actor, number) if isinstance(actor, Citizen) else None
    if own is None:
        # Only what is not one's own is counted: following one's dossier must never be refused.
        identity.count_look_up(request, at=clock.now())
    progress = dossiers.find_public(number)
    if progress is None:
        return answer(_elsewhere(number))
    return answer(
        DossierProgress(
            number=progress.number,
            state=progress.state,
            state_label=str(progress.state.label),
            national_code=progress.national_code,
            system=None,
            own=_own(own) if own else None,
        )
    )


def _elsewhere(typed: str) -> DossierProgress:
    found = mirroring.find_public(typed)
    if found is None:
        raise DossierNotFound
    number, system, state = found
    return DossierProgress(
        number=number,
        state=None,
        state_label=str(state.label),
        national_code=int(state),
        system=system,
        own=None,
    )


def _own(dossier: Dossier) -> OwnDossier:
    version = procedures.get_version(dossier.procedure_version_id)
    standing = dossiers.standing(dossier, now=clock.now())
    return OwnDossier(
        reference=dossier.reference,
        procedure_code=version.code,
        procedure_name=version.name,
        agency=AgencyName(code=dossier.agency.code, name=dossier.agency.name),
        lodged_at=dossier.lodged_at,
        accepted_at=dossier.accepted_at,
        due_at=dossier.due_at,
        finished_at=dossier.finished_at,
        standing=standing,
        standing_label=str(standing.label),
        timeline=tuple(_occurrence(one) for one in dossiers.timeline(dossier)),
    )


def _occurrence(one: dossiers.Happened) -> Occurrence:
    return Occurrence(
        at=one.at,
        act=one.act,
        act_label=one.label,
        state=one.target,
        state_label=str(one.target.label),
    )
