"""The form and the process of a draft as they stand, read without a stage."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.errors import InvalidDefinition
from motcua.capabilities.forms.queries import Form
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.capabilities.workflow.queries import Model
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import DesignKind

if TYPE_CHECKING:
    from motcua.domain.procedures.models import RecordDraft


@dataclass(frozen=True, kw_only=True)
class Designed:
    """What a rehearsal plays through."""

    form: Form
    model: Model


def find(draft: "RecordDraft") -> Designed | None:
    """Return the draft's form and process, its own or those in use; None if one is missing or unfit."""
    found = {one.kind: one.source for one in procedures.get_designs(draft.pk) if not one.key}
    form, process = found.get(DesignKind.FORM), found.get(DesignKind.PROCESS)
    if form is None or process is None:
        return None
    try:
        return Designed(
            form=forms.compile_document(json.loads(form), key="draft"),
            model=workflow.read_model(process),
        )
    except (InvalidDefinition, ModelRefused):
        return None
