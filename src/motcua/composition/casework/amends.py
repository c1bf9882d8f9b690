"""Making amends for papers that were lost while a dossier was handled (Article 21.2 of Decree 61/2018).

Who signs for the agency says who lost them, what is done, and who pays for having them issued again; the
signed and sealed apology goes to the applicant. Papers that are found again are put on record too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import letters, papers
from motcua.composition.casework.issuing import issue, next_number
from motcua.domain.custody import actions as custody
from motcua.domain.custody import permissions, queries
from motcua.domain.custody.errors import PackNotFound
from motcua.domain.custody.queries import Amends
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, Refusal

if TYPE_CHECKING:
    from motcua.domain.custody.models import Pack
    from motcua.foundation.identity.actors import Officer


PURPOSE: Final = "amends"
SERIES: Final = "XL"
LETTER: Final = "result"


@dataclass(frozen=True, kw_only=True)
class Lost:
    """Papers of a pack that are missing, and what keeps this officer from apologising."""

    pack: Pack
    names: Mapping[str, str]
    """What is missing, by code."""
    barrier: Refusal | None


def list_owed(by: Officer) -> list[Lost]:
    """Return for which missing papers this officer owes an apology, longest first. One query."""
    packs = queries.list_apologies_owed(by)
    audit.note_reading(
        reader=by.key, agency_id=by.agency_id, purpose=PURPOSE,
        subjects=[pack.dossier.subject for pack in packs],
    )  # fmt: skip
    return [Lost(pack=pack, names=_names(pack), barrier=None) for pack in packs]


def look(pack_id: int, by: Officer) -> Lost:
    """Return what is missing of a pack to an officer of its agencies.

    Raises:
        PackNotFound: if it is none of theirs.
    """
    pack = queries.find_for(by, pack_id)
    if pack is None or by.roles.isdisjoint(dossiers.SEEING_ROLES):
        raise PackNotFound
    dossiers.note_reading(pack.dossier, by, purpose=PURPOSE)
    try:
        permissions.require_apologising(by, pack)
    except Refusal as refusal:
        return Lost(pack=pack, names=_names(pack), barrier=refusal)
    return Lost(pack=pack, names=_names(pack), barrier=None)


@transaction.atomic
def apologise(*, pack_id: int, amends: Amends, by: Officer, at: datetime) -> Pack:
    """Sign the apology, and put on record who lost the papers, what is done and who pays, or do neither.

    Raises:
        PackNotFound, DossierNotFound, NotYourTask: if the officer does not sign for the agency.
        NothingMissing: if no apology is owed.
        InvalidInput: naming each thing that is not said.
    """
    pack = custody.hold(pack_id, by)
    permissions.require_apologising(by, pack)
    _require_whole(amends)
    dossier, names = pack.dossier, list(_names(pack).values())
    number = next_number(dossier, SERIES, at)
    declared = papers.read_declared(dossier)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.loss_apology(
            dossier, declared, number=number, lost=names, amends=amends, signed=signed, at=at
        )

    document_id = issue(
        dossier, kind=PaperKind.APOLOGY, template=LETTER, title=letters.LOSS_TITLE, number=number,
        fill=fill, by=by, signatory=by, at=at,
    )  # fmt: skip
    return custody.make_amends(
        pack_id=pack_id, amends=amends, names=names, document_id=document_id, by=by, at=at
    )


def find(*, pack_id: int, codes: Sequence[str], note: str, by: Officer, at: datetime) -> Pack:
    """Put on record that papers are there again, as ``custody.find_papers`` says.

    Raises:
        PackNotFound, NotInPack: if it is none of theirs, or was not missing.
    """
    known = look(pack_id, by).names
    names = {code: known.get(code, code) for code in codes}
    return custody.find_papers(pack_id=pack_id, names=names, note=note, by=by, at=at)


def _names(pack: Pack) -> dict[str, str]:
    version = procedures.get_version(pack.dossier.procedure_version_id)
    known = {paper.code: paper.name for paper in version.papers}
    return {code: known.get(code, code) for code in pack.missing}


def _require_whole(amends: Amends) -> None:
    words = {
        "blame": _("Chọn bên đã làm mất, hoặc chưa xác định được."),
        "who": _("Ghi cơ quan, đơn vị, người nào; chưa rõ thì ghi vì sao."),
        "remedy": _("Ghi cơ quan làm gì để giúp người dân có lại giấy tờ."),
        "cost": _("Ghi số tiền bằng đồng, chỉ chữ số; không mất tiền thì ghi 0."),
        "bearer": _("Chọn bên chi trả chi phí cấp lại."),
        "paid_on": _("Ghi ngày đã trả hoặc hẹn trả tiền."),
    }
    problems = [
        FieldProblem(field=name, text=words[name], code="empty")
        for name in queries.find_gaps(amends)
    ]
    if problems:
        raise InvalidInput(problems)
