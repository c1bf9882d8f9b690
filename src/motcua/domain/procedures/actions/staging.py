"""Putting a draft in force on a stage, for a rehearsal: as publication would, without its decision."""

from datetime import date, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from motcua.domain.procedures import queries
from motcua.domain.procedures.actions.reviewing import put_in_force
from motcua.domain.procedures.enums import DraftKind
from motcua.domain.procedures.errors import DraftIncomplete, NothingChanged, RepealKeepsContent
from motcua.domain.procedures.models import RecordDraft
from motcua.domain.procedures.rules import checks
from motcua.domain.procedures.rules.competence import COMPETENT
from motcua.domain.procedures.rules.record import from_plain
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel import stage
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel

_USUAL: Final = (AgencyLevel.COMMUNE, AgencyKind.PEOPLES_COMMITTEE)


def publish_on_stage(*, draft_id: int, valid_from: date, at: datetime) -> Version:
    """Put the draft as it stands in force from the day on; whether it is ready to be is not asked.

    :raises NotOnStage: outside a rehearsal
    :raises DraftIncomplete: naming everything that is missing or contradicts itself
    :raises RepealKeepsContent: if the draft is a repeal: there is nothing to rehearse
    """
    stage.require_set()
    draft = RecordDraft.objects.get(pk=draft_id)
    if draft.kind == DraftKind.REPEAL:
        raise RepealKeepsContent
    plain: dict[str, Any] = {
        **queries.record_with_designs(draft),
        "decision": {
            "number": "DT",
            "signed_on": valid_from.isoformat(),
            "issuer": _("Diễn tập"),
            "signer": _("Diễn tập"),
            "is_imaginary": True,
        },
        "valid_from": valid_from.isoformat(),
        "valid_to": None,
    }
    found = checks.problems_of(plain)
    found += [(one.path, one.text) for one in queries.missing_in_designs(draft)]
    if found:
        raise DraftIncomplete(found)
    version = put_in_force(draft, from_plain(plain), at=at)
    if version is None:
        raise NothingChanged
    return version


def competent_kind(version: Version) -> tuple[AgencyLevel, AgencyKind]:
    """Return the kind of agency that takes the procedure in; a commune's committee where none is known."""
    known = [COMPETENT[role] for role in version.executing_agencies if role in COMPETENT]
    return known[0] if known else _USUAL
