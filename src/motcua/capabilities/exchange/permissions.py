"""Which system calls, and whether it may."""

from datetime import datetime

from motcua.capabilities.exchange import queries
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.errors import CallerUnknown, ScopeMissing
from motcua.capabilities.exchange.queries import Caller


def require_caller(authorization: str, *, at: datetime) -> Caller:
    """Return the system that proves itself by the ``Authorization`` header. One query.

    Raises:
        CallerUnknown: if it does not.
    """
    caller = queries.find_caller(authorization, at=at)
    if caller is None:
        raise CallerUnknown
    return caller


def require_scope(caller: Caller, scope: Scope) -> None:
    """Refuse a system that was not given this right.

    Raises:
        ScopeMissing: naming it.
    """
    if scope not in caller.scopes:
        raise ScopeMissing(system=caller.name, scope=scope.label)
