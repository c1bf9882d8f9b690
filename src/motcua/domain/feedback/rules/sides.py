"""Who stands where before feedback: who receives, who handles, and who must not see it.

What is said against an officer is seen neither by that officer nor by anybody of the same agency (Article 4.5 of
Decree 20/2008: handled by who is competent; nobody judges the own case). The agency above it does.
"""

from collections.abc import Collection
from dataclasses import dataclass

from motcua.domain.feedback.enums import Kind, Side
from motcua.foundation.identity.enums import Role


@dataclass(frozen=True, kw_only=True)
class Viewer:
    """An officer, as far as it matters here."""

    agency_id: int
    parent_id: int | None
    is_office: bool
    """Whether the agency is the office of the province's committee, which receives feedback."""
    roles: Collection[Role]

    @property
    def is_control(self) -> bool:
        """Whether they receive feedback for the province."""
        return self.is_office and Role.PROCEDURE_CONTROL in self.roles

    @property
    def is_head(self) -> bool:
        """Whether they lead their agency."""
        return Role.LEADER in self.roles


@dataclass(frozen=True, kw_only=True)
class Case:
    """Feedback, as far as it matters here."""

    kind: Kind
    concerned_id: int | None
    """The agency of whom it speaks."""
    concerned_parent_id: int | None
    agency_id: int | None
    """The agency that handles it."""

    @property
    def is_shielded(self) -> bool:
        """Whether those it speaks of must not see it."""
        return self.kind is Kind.CONDUCT and self.concerned_id is not None


def sides_of(viewer: Viewer, case: Case) -> frozenset[Side]:
    """Return on which sides the officer stands; none for who must not see it."""
    sides = set()
    is_own = case.is_shielded and viewer.agency_id == case.concerned_id
    if (viewer.is_control and not is_own) or is_superior(viewer, case):
        sides.add(Side.RECEIVER)
    if case.agency_id == viewer.agency_id and not is_own and (viewer.is_head or viewer.is_control):
        sides.add(Side.HANDLER)
    return frozenset(sides)


def is_superior(viewer: Viewer, case: Case) -> bool:
    """Say whether the officer leads what stands above those it speaks of.

    Above an agency of the province stands its committee, for which the office's head acts; of what is said against
    the office itself its head alone learns, so that it is not lost.
    """
    if not (case.is_shielded and viewer.is_head):
        return False
    above = case.concerned_parent_id
    if above is None:
        return viewer.agency_id == case.concerned_id
    return viewer.agency_id == above or (viewer.is_office and viewer.parent_id == above)


def may_handle(case: Case, *, agency_id: int, parent_id: int | None) -> bool:
    """Say whether an agency may be given it: not who it speaks of, and nobody under their orders."""
    return not case.is_shielded or case.concerned_id not in {agency_id, parent_id}
