"""What of the catalogue a rehearsal of a draft needs: the draft, its procedure, what is in use."""

from typing import TYPE_CHECKING, Final

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.domain.procedures.models import DraftDesign, Procedure, ProcedureVersion, RecordDraft
from motcua.domain.procedures.queries import designs
from motcua.foundation.kernel.stage import Brought

if TYPE_CHECKING:
    from django.db.models import Model


_PAPERS: Final = "documents_papertemplate"
"""The table of composed papers: versions name theirs by id in a document, without a foreign key."""


def rows_of(draft: RecordDraft) -> list[Brought]:
    """Return the rows to bring onto a stage: of the catalogue alone, no person's. Some six queries."""
    versions = ProcedureVersion.objects.filter(procedure__code=draft.procedure_code)
    brought = [
        _rows(RecordDraft, "id", [draft.pk]),
        _rows(DraftDesign, "draft_id", [draft.pk]),
        _rows(Procedure, "code", [draft.procedure_code]),
        _rows(ProcedureVersion, "id", list(versions.values_list("pk", flat=True))),
    ]
    # Whatever versions are pinned to comes with them.
    for field in ProcedureVersion._meta.concrete_fields:  # noqa: SLF001 - Django documents it
        pinned_to = field.related_model
        if pinned_to is not None and pinned_to is not Procedure:
            ids = versions.exclude(**{field.name: None}).values_list(field.attname, flat=True)
            brought.append(_rows(pinned_to, "id", sorted(set(ids))))
    papers = {pk for row in versions for pk in row.paper_templates.values()}
    brought.append(documents.bring_templates(sorted(papers)))
    papers = {pk for row in versions for pk in row.paper_templates.values()}
    brought.append(Brought(table=_PAPERS, column="id", values=sorted(papers)))
    key = designs.record_with_designs(draft).get("workflow_key")
    latest = workflow.find_latest(key) if key else None
    if latest is not None:
        brought.append(_rows(type(latest), "id", [latest.pk]))
    return brought


def _rows(model: "type[Model]", column: str, values: list[object]) -> Brought:
    return Brought(table=model._meta.db_table, column=column, values=values)  # noqa: SLF001 - Django documents it
