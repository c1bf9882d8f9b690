"""What processes bring about between people's steps, inside the step's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.registries import actions as registries
from motcua.capabilities.registries.queries import DeathEntry, MarriageEntry, Registration
from motcua.capabilities.workflow import service_tasks
from motcua.composition.casework import (
    acting,
    composed_papers,
    entries,
    letters,
    papers,
    reopening,
    result_papers,
)
from motcua.composition.casework.issuing import issue, next_number
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import Act
from motcua.domain.inquiries import permissions as inquiries
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel.subjects import Subject

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


Json = str | int | float | bool | None
PROCESS = System(name="process")
DECISIONS = "QĐ"
REFUSALS = "TB"
CONFIRMATIONS = "XN"
NOT_ELIGIBLE = "khong_du_dieu_kien"
LETTER = "result"


@service_tasks.register(
    "civil-status.record-birth", label=_("Ghi Sổ đăng ký khai sinh, lấy số định danh")
)
def record_birth(subject: Subject, _values: Mapping[str, Json], at: datetime) -> Mapping[str, Json]:
    """Enter the birth into book and databases and get the child's PIN (Civil Status Law, 16.2)."""
    dossier = dossier_queries.get(subject)
    entry = papers.birth_entry(papers.read_declared(dossier), dossier.agency)
    registration = registries.record_birth(
        entry=entry, subject=subject, by=acting.current().by, at=at
    )
    _note_entry(dossier, registration, at)
    return {}


@service_tasks.register(
    "civil-status.record-death", label=_("Ghi Sổ đăng ký khai tử, khóa dữ liệu người mất")
)
def record_death(subject: Subject, _values: Mapping[str, Json], at: datetime) -> Mapping[str, Json]:
    """Enter the death and lock the data of the deceased (Civil Status Law, Article 34.2)."""
    return _record_event(subject, entries.death, at)


@service_tasks.register("civil-status.record-marriage", label=_("Ghi Sổ đăng ký kết hôn"))
def record_marriage(
    subject: Subject, _values: Mapping[str, Json], at: datetime
) -> Mapping[str, Json]:
    """Enter the marriage that both have signed (Civil Status Law, Article 18.2)."""
    return _record_event(subject, entries.marriage, at)


def _record_event(
    subject: Subject,
    entry_of: Callable[[papers.Declared, Agency], DeathEntry | MarriageEntry],
    at: datetime,
) -> Mapping[str, Json]:
    dossier = dossier_queries.get(subject)
    entry = entry_of(papers.read_declared(dossier), dossier.agency)
    registration = registries.record_event(
        entry=entry, subject=subject, by=acting.current().by, at=at
    )
    _note_entry(dossier, registration, at)
    return {}


def _note_entry(dossier: Dossier, registration: Registration, at: datetime) -> None:
    dossiers.note(
        reference=dossier.reference,
        act=Act.RECORD_ENTRY,
        payload={
            "book": registration.book_number,
            "entry": registration.entry_number,
            "recorded_on": registration.recorded_on.isoformat(),
        },
        words={"pin": registration.pin} if registration.pin else {},
        by=PROCESS,
        at=at,
    )


@service_tasks.register("documents.issue-result", label=_("Ký số, đóng dấu và trả kết quả"))
def issue_result(subject: Subject, _values: Mapping[str, Json], at: datetime) -> Mapping[str, Json]:
    """Typeset, number, sign, seal and keep the result, and record that it exists."""
    by = acting.signatory()
    dossier = dossier_queries.get(subject)
    inquiries.require_settled(dossier)
    matter = result_papers.read(dossier)
    number = _number_of(matter, at)
    template, kind = result_papers.template_of(matter), result_papers.kind_of(matter)
    own = composed_papers.find_template(matter.declared.version)
    is_sealed_alone = own is not None and own.signature == "seal"

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return result_papers.fill(matter, number=number, signed=signed, at=at)

    document_id = issue(
        dossier, kind=kind, template=template, title=matter.declared.version.result.name,
        number=number, fill=fill, by=by, signatory=None if is_sealed_alone else by, at=at,
    )  # fmt: skip
    reopening.annul_former(dossier, number=number, by=by, at=at)
    dossiers.decide(
        reference=dossier.reference, document_id=document_id, result_number=number, by=by, at=at
    )
    return {}


@service_tasks.register("documents.issue-confirmation", label=_("Đóng dấu và trả giấy xác nhận"))
def issue_confirmation(
    subject: Subject, _values: Mapping[str, Json], at: datetime
) -> Mapping[str, Json]:
    """Confirm under the agency's seal alone what the law wants received, not decided."""
    by = acting.signatory()
    dossier = dossier_queries.get(subject)
    inquiries.require_settled(dossier)
    matter = result_papers.read(dossier)
    number = next_number(dossier, CONFIRMATIONS, at)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return result_papers.fill(matter, number=number, signed=signed, at=at)

    document_id = issue(
        dossier, kind=PaperKind.RESULT, template=result_papers.template_of(matter),
        title=matter.declared.version.result.name,
        number=number, fill=fill, by=by, signatory=None, at=at,
    )  # fmt: skip
    reopening.annul_former(dossier, number=number, by=by, at=at)
    dossiers.confirm(
        reference=dossier.reference, document_id=document_id, result_number=number, by=by, at=at
    )
    return {}


@service_tasks.register(
    "documents.issue-refusal", label=_("Ký số, đóng dấu và trả văn bản từ chối")
)
def issue_refusal(
    subject: Subject, _values: Mapping[str, Json], at: datetime
) -> Mapping[str, Json]:
    """Sign the notice that the conditions are not met; it is the dossier's result (Article 19.8)."""
    by = acting.signatory()
    dossier = dossier_queries.get(subject)
    inquiries.require_settled(dossier)
    declared = papers.read_declared(dossier)
    reason = _reason_of_assessment(dossier)
    number = next_number(dossier, REFUSALS, at)

    def fill(signed: dict[str, str]) -> dict[str, Any]:
        return letters.refusal_letter(
            dossier, declared, number=number, reason=reason, signed=signed, at=at
        )

    document_id = issue(
        dossier, kind=PaperKind.REJECTION, template=LETTER,
        title="Phiếu từ chối giải quyết hồ sơ", number=number, fill=fill, by=by, signatory=by, at=at,
    )  # fmt: skip
    reopening.annul_former(dossier, number=number, by=by, at=at)
    dossiers.reject(
        reference=dossier.reference, document_id=document_id, reason=reason, by=by, at=at
    )
    return {}


def _number_of(matter: result_papers.Matter, at: datetime) -> str:
    """Return the number of the entry in the book, else the next of the paper's series."""
    if matter.registration is not None:
        return papers.certificate_number(matter.registration)
    own = composed_papers.find_template(matter.declared.version)
    return next_number(matter.dossier, own.series if own else DECISIONS, at)


def _reason_of_assessment(dossier: Dossier) -> str:
    """Return why the specialist found the conditions not met."""
    for entry in reversed(dossier_queries.timeline(dossier)):
        if entry.payload.get("outcome") == NOT_ELIGIBLE:
            return str(entry.words["reason"])
    raise LookupError(f"dossier {dossier.reference} was not assessed as ineligible")
