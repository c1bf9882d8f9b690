"""On what ground personal data is asked for."""

from datetime import date

from motcua.domain.privacy.rules import bases
from motcua.domain.privacy.rules.bases import Ground


def find_ground(on: date) -> Ground:
    """Return the law that lets a state agency use data for a procedure on a day."""
    return bases.find_ground(on)
