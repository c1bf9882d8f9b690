"""The page on which the head of an agency names who does a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from motcua.foundation.identity.enums import Role
from motcua.surfaces.desk.presenting import pages
from motcua.surfaces.desk.presenting.dossiers import step_name
from motcua.surfaces.desk.record_form import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from motcua.composition.casework.naming import Nameable
    from motcua.foundation.kernel.errors import Refusal

FORM: Final = "naming"
ROLE: Final = "role"
"""What the choice of nobody by name is sent as."""
LONGEST: Final = 1000


def page(found: Nameable, typed: Mapping[str, str], refusal: Refusal | None) -> dict[str, Any]:
    """Return what the page draws; what was typed stays."""
    now = str(found.named.id) if found.named else ROLE
    chosen = typed.get("post", now)
    return {
        "task": found.task,
        "step": step_name(found.task),
        "dossier": found.dossier,
        "role": str(Role(found.task.role).label),
        "named": found.named,
        "has_left": found.task.named_post_id is not None and found.named is None,
        "candidates": tuple(
            Choice(
                value=str(post.id),
                text=f"{post.name}, {post.title}",
                is_chosen=str(post.id) == chosen,
            )
            for post in found.candidates
        ),
        "is_role_chosen": chosen == ROLE,
        "reason": typed.get("reason", ""),
        "refusal": refusal,
        "errors": pages.errors(refusal, form=FORM),
        "refused": refusal.field if refusal else "",
    }
