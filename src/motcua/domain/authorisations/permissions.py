"""Who may write down at a desk that one person acts for another."""

from motcua.domain.authorisations.errors import AuthorisationNotFound
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role


def require_desk(by: Officer) -> None:
    """Refuse who serves no one-stop desk.

    Raises:
        AuthorisationNotFound: to everybody else, as if there were nothing.
    """
    if Role.DESK not in by.roles:
        raise AuthorisationNotFound
