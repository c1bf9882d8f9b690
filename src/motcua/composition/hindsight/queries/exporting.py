"""The log of a procedure's dossiers for other tools, under pseudonyms."""

import hmac
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from django.conf import settings

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind, Source
from motcua.capabilities.mining import queries as mining
from motcua.capabilities.mining.queries import (
    Case,
    ExportedCase,
    ExportedEvent,
    ExportedLog,
    ExportedPaper,
)
from motcua.composition.hindsight import rules
from motcua.composition.hindsight.queries.story import Asked, Story, read_story
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Lodged
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import UnitKind

if TYPE_CHECKING:
    from motcua.capabilities.documents.models import Document

OCEL: Final = "ocel"
FORMATS: Final[Mapping[str, Callable[[ExportedLog], Iterator[str]]]] = {
    OCEL: mining.write_ocel,
    "xes": mining.write_xes,
}
COMMAND: Final = "system:command"
_LETTERS: Final = 20


def export(asked: Asked, *, code: str, form: str, by: Officer | None) -> Iterator[str]:
    """Return the log piece by piece, and note who reads it. Everything is fetched before the first piece.

    Dossiers go under keyed pseudonyms: the same dossier has the same one in every export of this
    installation, and nobody without its key leads it back. Who did a step is told as unit and role.

    :param form: a key of ``FORMATS``
    :param by: the officer; None for the command
    Raises:
        SpanTooWide: if there are more dossiers than are looked at together
    """
    story = read_story(asked)
    audit.note_reading(
        reader=by.key if by else COMMAND,
        agency_id=by.agency_id if by else None,
        subjects=[Subject(kind="procedure", key=code)],
        purpose=f"Xuất nhật ký quy trình ({form}), {asked.since:%d/%m/%Y}-{asked.until:%d/%m/%Y}",
    )
    papers = _papers(story) if form == OCEL else {}
    return FORMATS[form](_log(story, code, papers))


def _papers(story: Story) -> "Mapping[str, list[Document]]":
    """Return the papers of each dossier, without what people called the files. One query."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    references = [one.reference for one in story.dossiers.values()]
    for document in documents.list_unnamed_of(dossiers.KIND, references):
        found[document.owner_key].append(document)
    return found


def _log(story: Story, code: str, papers: "Mapping[str, list[Document]]") -> ExportedLog:
    published = procedures.list_versions(code)
    versions = {one.id: str(one.number) for one in published}
    agencies = {
        agency_id: organisations.get_agency(agency_id)
        for agency_id in sorted({one.agency_id for one in story.dossiers.values()})
    }
    codes = {agency_id: agency.code for agency_id, agency in agencies.items()}
    names = {paper.code: paper.name for one in published for paper in one.papers}
    names |= {kind.value: str(kind.label) for kind in PaperKind}
    around = _Around(codes=codes, versions=versions, papers=papers, names=names)
    return ExportedLog(
        procedure=code,
        name=published[-1].name if published else code,
        agencies={agency.code: agency.name for agency in agencies.values()},
        units={
            f"{code}/{kind.value}": (code, str(kind.label))
            for code in codes.values()
            for kind in UnitKind
        },
        cases=[_case(case, story.dossiers[case.key], story, around) for case in story.cases],
    )


@dataclass(frozen=True, kw_only=True)
class _Around:
    """What every case is told with."""

    codes: Mapping[int, str]
    """Of agencies."""
    versions: Mapping[int, str]
    papers: "Mapping[str, list[Document]]"
    """By the reference of their dossier."""
    names: Mapping[str, str]
    """Of papers, by their code."""


def _case(case: Case, lodged: Lodged, story: Story, around: _Around) -> ExportedCase:
    agency = around.codes[lodged.agency_id]
    return ExportedCase(
        key=pseudonym(lodged.reference),
        agency=agency,
        version=around.versions.get(lodged.procedure_version_id, ""),
        state=lodged.state.value,
        events=tuple(
            ExportedEvent(
                code=one.activity,
                name=_name(one.activity, story),
                began_at=one.began_at,
                done_at=one.done_at,
                working_seconds=one.done - one.began,
                outcome=one.outcome,
                role=one.holder.partition(":")[2],
                unit=_unit(one.holder, agency),
                is_task=not one.activity.startswith(rules.ACT),
            )
            for one in case.happenings
        ),
        papers=tuple(
            _paper(one, case, around.names) for one in around.papers.get(lodged.reference, ())
        ),
    )


def _paper(document: "Document", case: Case, names: Mapping[str, str]) -> ExportedPaper:
    is_issued = document.source == Source.ISSUED
    ends = [(one.done_at, one.activity, one.holder) for one in case.happenings]
    return ExportedPaper(
        code=document.paper_code,
        name=names.get(document.paper_code, ""),
        source=document.source,
        added_at=document.added_at,
        is_issued=is_issued,
        place=rules.came_with(document.added_at, ends, is_issued=is_issued),
    )


def _unit(holder: str, agency: str) -> str:
    kind = holder.partition(":")[0]
    return f"{agency}/{kind}" if kind in UnitKind.values else ""


def _name(activity: str, story: Story) -> str:
    if activity.startswith(rules.ACT):
        return str(Act(activity.removeprefix(rules.ACT)).label)
    return story.step_names[activity][0]


def pseudonym(reference: str) -> str:
    """Return the name under which a dossier leaves: keyed, so that nobody can try references out."""
    key = bytes.fromhex(settings.MASTER_KEY)
    return hmac.new(key, f"hindsight.dossier:{reference}".encode(), sha256).hexdigest()[:_LETTERS]
