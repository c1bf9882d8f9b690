"""Two officers of procedure control, and a draft on its way between them."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import Part
from motcua.domain.procedures.rules.parts import FIELDS
from motcua.domain.procedures.rules.record import Decision
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.models import Person, Post
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations.enums import AgencyLevel, UnitKind
from motcua.foundation.organisations.models import Agency, Unit

CODE = "1.004222"
"""The procedure that is amended."""
NOW = datetime(2026, 11, 23, 9, tzinfo=VIETNAM)
DECISION = Decision(
    number="12/QĐ-UBND",
    signed_on=date(2026, 12, 1),
    issuer="Ủy ban nhân dân tỉnh Lam Giang",
    signer="Trần Văn Chủ",
    is_imaginary=True,
)
EFFECTIVE = date(2027, 1, 1)


def found_office(code: str = "H99.01", level: str = AgencyLevel.PROVINCE) -> Agency:
    """Found an office that controls procedures."""
    agency = shelf.found_agency(code)
    Agency.objects.filter(pk=agency.pk).update(level=level)
    agency.level = level
    return agency


def employ(
    agency: Agency,
    name: str,
    pin: str,
    roles: frozenset[Role] = frozenset({Role.PROCEDURE_CONTROL}),
) -> Officer:
    """Give a person a post in the agency."""
    unit, _ = Unit.objects.get_or_create(
        agency=agency,
        code="kiem-soat",
        defaults={"name": "Kiểm soát", "kind": UnitKind.PROFESSIONAL},
    )
    person = Person.objects.create(
        full_name=name, pin_index=pin.encode(), sealed=b"", created_at=NOW, updated_at=NOW
    )
    post = Post.objects.create(
        person=person, agency=agency, unit=unit, title="Chuyên viên", roles=sorted(roles),
        valid_from=date(2025, 7, 1),
    )  # fmt: skip
    return Officer(
        person_id=person.pk, post_id=post.pk, agency_id=agency.pk, unit_id=unit.pk,
        unit_kind=unit.kind, roles=roles, name=name, title="Chuyên viên",
    )  # fmt: skip


def make_office(level: str = AgencyLevel.PROVINCE, code: str = "H99.01") -> SimpleNamespace:
    """Return an office with who writes and who reads it again."""
    agency = found_office(code, level)
    last = "1" if level == AgencyLevel.PROVINCE else "2"
    return SimpleNamespace(
        agency=agency,
        author=employ(agency, "Dương Thị Thảo", f"09918300030{last}"),
        checker=employ(agency, "Lý Văn Cẩn", f"09918300031{last}"),
    )


def content(draft: Any, part: Part) -> dict[str, Any]:
    """Return a part as the draft has it, to be changed and saved."""
    return {name: draft.record[name] for name in FIELDS[part] if name in draft.record}


def save(draft: Any, part: Part, by: Officer, **changes: Any) -> Any:
    """Save a part of the draft with some of its fields changed."""
    return actions.save_part(
        draft_id=draft.pk, part=part, content=content(draft, part) | changes,
        seen_revision=draft.revision, by=by, at=NOW,
    )  # fmt: skip


READY = {
    "needs_presence": False,
    "needs_field_check": False,
    "signature": "session",
    "are_units_trained": True,
    "is_paid_online": True,
    "fallback": "Nộp tại bộ phận Một cửa.",
}
"""The answers with which a procedure of the product is ready for full online service."""


WHOLE = {"online_level": "full", "online_barrier": None, "online_reason": None}
"""The promise to be online as a whole, which procedures that cost something do not make here."""


def bring_to_agreement(office: Any, draft: Any) -> Any:
    """Send the draft and agree to it."""
    actions.send_to_review(draft_id=draft.pk, by=office.author, at=NOW)
    return actions.agree(draft_id=draft.pk, by=office.checker, at=NOW + timedelta(hours=1))


def publish(office: Any, draft: Any, **changes: Any) -> Any:
    """Publish the draft under the decision, valid from the new year."""
    asked = {"decision": DECISION, "valid_from": EFFECTIVE, "valid_to": None} | changes
    return actions.publish_draft(
        draft_id=draft.pk, by=office.checker, at=NOW + timedelta(hours=2), **asked
    )


def import_two(folder: Path) -> Any:
    """Import the procedure and one beside it, with forms and processes; return its version."""
    for code in (CODE, "1.001612"):
        shutil.copy(shelf.CATALOGUE / f"{code}.yaml", folder)
    actions.import_catalogue(folder, at=shelf.PUBLISHED_AT)
    return queries.get_by_code(CODE, shelf.TODAY)


def amend_ready(office: SimpleNamespace) -> Any:
    """Begin an amendment and answer what only a person knows."""
    begun = actions.amend(code=CODE, by=office.author, at=NOW)
    return save(begun, Part.ONLINE, office.author, readiness=READY)


def places(error: Any) -> list[str]:
    """Return where the mistakes of a refusal stand."""
    return [problem.field for problem in error.value.problems]
