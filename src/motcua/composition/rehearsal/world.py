"""The world of a rehearsal: the draft in force, an agency with its posts, an applicant, a turned clock.

Everything stands on a stage (``kernel.stage``): the database refuses to touch or show what is real.
Files and papers lie apart (``documents.kept_apart``), under keys made for rehearsals by this process.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils import translation

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Form
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Model
from motcua.composition.casework import signing
from motcua.composition.rehearsal.errors import NothingToRehearse
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries as catalogue
from motcua.domain.procedures.queries import Version
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.identity.enums import Role, Sex
from motcua.foundation.kernel import audit, clock, stage
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations.enums import UnitKind

if TYPE_CHECKING:
    from motcua.capabilities.documents.apart import Apart
    from motcua.domain.procedures.models import RecordDraft
    from motcua.foundation.organisations.models import Agency


AGENCY, OTHER_AGENCY = "Y99.DT1", "Y99.DT2"
"""Codes of the two imaginary agencies; no province has the letter Y."""
AGENCY_NAME: Final = "Cơ quan diễn tập"
_OTHER_NAME: Final = "Cơ quan diễn tập thứ hai"
_LEADER: Final = ("Phạm Lãnh Đạo", "Lãnh đạo (diễn tập)")
_POSTS: Final = (
    (Role.DESK, UnitKind.ONE_STOP, "Nguyễn Một Cửa", "Cán bộ tiếp nhận (diễn tập)"),
    (Role.CIVIL_STATUS, UnitKind.PROFESSIONAL, "Trần Hộ Tịch", "Công chức hộ tịch (diễn tập)"),
    (Role.SPECIALIST, UnitKind.PROFESSIONAL, "Lê Chuyên Viên", "Chuyên viên (diễn tập)"),
    (Role.LEADER, UnitKind.LEADERSHIP, *_LEADER),
)
APPLICANT: Final = "Nguyễn Văn Mẫu"
_PIN: Final = "099090000901"
_BORN_ON: Final = date(1990, 5, 15)
_OFFICERS_PIN: Final = "0990800009{number:02d}"
_ASSURANCE: Final = 2


@dataclass(frozen=True, kw_only=True)
class World:
    """Who acts in a rehearsal, on what, from when on."""

    version: Version
    form: Form
    model: Model
    agency: "Agency"
    other_agency: "Agency"
    applicant: Citizen
    officers: Mapping[Role, Officer]
    begins_at: datetime
    apart: "Apart"

    @property
    def desk(self) -> Officer:
        """Who receives dossiers."""
        return self.officers[Role.DESK]


@contextmanager
def set_for(draft: "RecordDraft", *, begins_at: datetime) -> Iterator[World]:
    """Set the world in which the draft holds, for the block; afterwards it never was. About 0.5 s.

    Raises:
        DraftIncomplete, RepealKeepsContent: if the draft cannot be put in force.
        NothingToRehearse: if it has no form, or no process.
    """
    # Read before everything real is hidden.
    rows = catalogue.rows_of(draft)
    with ExitStack() as stack:
        files = stack.enter_context(TemporaryDirectory(prefix="motcua-rehearsal-"))
        keys = _keys_in(Path(_keys_folder().name))
        apart = stack.enter_context(documents.kept_apart(files=Path(files), keys=keys))
        stack.enter_context(stage.set_up(*rows))
        stack.enter_context(clock.fixed_at(begins_at))
        stack.enter_context(audit.collecting("rehearsal"))
        # Papers and messages are Vietnamese, whatever language the officer reads the page in.
        stack.enter_context(translation.override("vi"))
        version = procedures.publish_on_stage(
            draft_id=draft.pk, valid_from=clock.day_in_vietnam(begins_at), at=begins_at
        )
        stack.callback(_forget, version)
        yield _people(version, begins_at, apart)


def _forget(version: Version) -> None:
    catalogue.forget(version.id)
    if version.workflow_definition_id is not None:
        workflow.forget(version.workflow_definition_id)


def _people(version: Version, begins_at: datetime, apart: "Apart") -> World:
    if version.form_definition_id is None or version.workflow_definition_id is None:
        raise NothingToRehearse
    agency = _agency(AGENCY, AGENCY_NAME, version, begins_at)
    other = _agency(OTHER_AGENCY, _OTHER_NAME, version, begins_at)
    return World(
        version=version,
        form=forms.get_definition(version.form_definition_id),
        model=workflow.get_process_by_id(version.workflow_definition_id).model,
        agency=agency,
        other_agency=other,
        applicant=identity.imagine_citizen(
            full_name=APPLICANT,
            pin=_PIN,
            born_on=_BORN_ON,
            sex=Sex.MALE,
            residence=f"Thôn Diễn Tập, xã Diễn Tập, {settings.INSTALLATION_NAME}",
            assurance=_ASSURANCE,
            at=begins_at,
        ),
        officers=_officers(agency, begins_at),
        begins_at=begins_at,
        apart=apart,
    )


def _agency(code: str, name: str, version: Version, begins_at: datetime) -> "Agency":
    on = clock.day_in_vietnam(begins_at)
    level, kind = procedures.competent_kind(version)
    agency = organisations.create_agency(
        code=code,
        name=name,
        level=level,
        kind=kind,
        province_code="99",
        commune_code="99999",
        valid_from=on,
    )
    procedures.provide(agency_id=agency.pk, procedure_code=version.code, valid_from=on)
    return agency


def _officers(agency: "Agency", begins_at: datetime) -> dict[Role, Officer]:
    units = {
        kind: organisations.create_unit(
            agency_id=agency.pk, code=kind.value, name=str(kind.label), kind=kind
        )
        for kind in UnitKind
    }
    return {
        role: identity.imagine_officer(
            full_name=name,
            pin=_OFFICERS_PIN.format(number=number),
            unit_id=units[kind].pk,
            title=title,
            roles=[role],
            valid_from=clock.day_in_vietnam(begins_at),
            at=begins_at,
        )
        for number, (role, kind, name, title) in enumerate(_POSTS, start=1)
    }


@lru_cache(maxsize=1)
def _keys_folder() -> "TemporaryDirectory[str]":
    """Return the folder of this process's rehearsal keys; it goes when the process ends."""
    return TemporaryDirectory(prefix="motcua-rehearsal-keys-")


@lru_cache(maxsize=1)
def _keys_in(folder: Path) -> Path:
    """Make seal and signatory of the imaginary agency, once a process: it takes a second."""
    name, title = _LEADER
    with documents.kept_apart(files=folder, keys=folder):
        documents.create_development_keys(
            agency_code=AGENCY,
            agency_name=f"DIỄN TẬP - {AGENCY_NAME}",
            signatories=[
                documents.Signatory(
                    label=signing.label(name),
                    name=f"DIỄN TẬP - {name}",
                    title=title,
                )
            ],
            at=clock.now(),
        )
    return folder
