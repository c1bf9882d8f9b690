"""Questions asked of systems, calls and reports."""

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db.models import Count, Q

from motcua.capabilities.exchange import proofs, rules
from motcua.capabilities.exchange.enums import ReportState, Scope
from motcua.capabilities.exchange.errors import SystemUnproven
from motcua.capabilities.exchange.models import Report, System, SystemKey, Token
from motcua.capabilities.exchange.proofs import Proof
from motcua.foundation.identity.actors import System as Actor

ASSERTION_TYPE: Final = proofs.ASSERTION_TYPE
ALGORITHMS: Final = proofs.ALGORITHMS
"""By which systems may sign what proves them."""

_TOKEN = b"motcua exchange token v1"
_SIGNING = b"motcua exchange signing v1"
_CONTENT = b"motcua exchange content v1"


@dataclass(frozen=True, kw_only=True)
class Caller:
    """The system that calls, and what it may call for."""

    system_id: int
    code: str
    name: str
    scopes: frozenset[Scope]
    calls_a_minute: int
    agency_id: int | None = None
    """Whose officers it writes down."""

    @property
    def actor(self) -> Actor:
        """The system as it acts here: ``system:cong-dvcqg``."""
        return Actor(name=self.code)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A system as the operator sees it."""

    system: System
    valid_tokens: int
    valid_keys: int
    waiting: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class Owed:
    """How many reports wait and how many were given up."""

    waiting: int
    failed: int
    oldest_at: datetime | None


def find_caller(authorization: str, *, at: datetime) -> Caller | None:
    """Return which system calls, and with which scopes; None if the token is not valid then.

    The one place that knows how systems prove themselves. One query; none without a token.
    """
    shown = rules.read_bearer(authorization)
    if shown is None:
        return None
    kept = (
        Token.objects.select_related("system")
        .filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), key_id=shown.key_id)
        .filter(system__ended_at__isnull=True)
        .first()
    )
    if kept is None or not hmac.compare_digest(bytes(kept.digest), token_digest(shown.text)):
        return None
    caller = _caller(kept.system)
    if kept.scopes is None:
        return caller
    return replace(caller, scopes=caller.scopes & frozenset(map(Scope, kept.scopes)))


def _caller(system: System) -> Caller:
    return Caller(
        system_id=system.pk,
        code=system.code,
        name=system.name,
        scopes=frozenset(Scope(scope) for scope in system.scopes),
        calls_a_minute=system.calls_a_minute,
        agency_id=system.agency_id,
    )


def find_proven(
    assertion: str, *, audiences: Collection[str], at: datetime
) -> tuple[Caller, Proof]:
    """Return which system's key signed this, and the proof, which is good for one use. One query.

    Raises:
        SystemUnproven: with the reason; an unknown system, an ended one and a strange key have the same.
    """
    try:
        claimed = proofs.read_claimed(assertion)
        keys = SystemKey.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
        keys = keys.filter(system__code=claimed.system_code, system__ended_at__isnull=True)
        if claimed.key_id:
            keys = keys.filter(key_id=claimed.key_id)
        found = list(keys.select_related("system").order_by("pk"))
        proof = proofs.verify(assertion, [key.jwk for key in found], audiences=audiences, at=at)
    except proofs.Unfit as unfit:
        raise SystemUnproven(reason=str(unfit)) from unfit
    return _caller(found[0].system), proof


def token_digest(text: str) -> bytes:
    """Return what is kept of a token."""
    return hmac.digest(bytes.fromhex(settings.MASTER_KEY), _TOKEN + text.encode(), sha256)


def signing_secret(code: str) -> bytes:
    """Return with what words to this system are signed: its own key, made of the installation's."""
    return hmac.digest(bytes.fromhex(settings.MASTER_KEY), _SIGNING + code.encode(), sha256)


def content_hash(content: bytes) -> bytes:
    """Return the keyed hash under which what was sent is known: a bare one is undone by trying."""
    return hmac.digest(bytes.fromhex(settings.MASTER_KEY), _CONTENT + content, sha256)


def find_names(codes: Iterable[str]) -> dict[str, str]:
    """Return what people call these systems, ended ones too. One query."""
    return dict(System.objects.filter(code__in=sorted(codes)).values_list("code", "name"))


def scope_in_words(code: str) -> str:
    """Return what a system may call for, in words."""
    return str(Scope(code).label)


def list_systems(*, at: datetime) -> list[Listed]:
    """Return every system with what it holds and is owed, by code. Two queries."""
    valid = Q(tokens__ends_at__isnull=True) | Q(tokens__ends_at__gt=at)
    lasting = valid & Q(tokens__scopes__isnull=True)
    keys = Q(keys__isnull=False) & (Q(keys__ends_at__isnull=True) | Q(keys__ends_at__gt=at))
    systems = System.objects.annotate(
        valid=Count("tokens", filter=lasting, distinct=True),
        keys_held=Count("keys", filter=keys, distinct=True),
    ).order_by("code")
    owed = {
        (system_id, state): count
        for system_id, state, count in Report.objects.values_list("system_id", "state")
        .annotate(n=Count("pk"))
        .order_by()
    }
    return [
        Listed(
            system=system,
            valid_tokens=0 if system.ended_at else system.valid,
            valid_keys=0 if system.ended_at else system.keys_held,
            waiting=owed.get((system.pk, ReportState.WAITING), 0),
            failed=owed.get((system.pk, ReportState.FAILED), 0),
        )
        for system in systems
    ]


def list_undelivered(*, limit: int = 100) -> list[Report]:
    """Return the reports that wait or were given up, oldest first. One query."""
    rows = Report.objects.exclude(state=ReportState.DELIVERED).select_related("system")
    return list(rows.order_by("wanted_at", "pk")[:limit])


def count_owed() -> Owed:
    """Return how much is owed to other systems. One query over what is undelivered alone."""
    waiting = Report.objects.exclude(state=ReportState.DELIVERED)
    rows = list(waiting.values_list("state", "wanted_at").order_by("wanted_at", "pk"))
    return Owed(
        waiting=sum(state == ReportState.WAITING for state, _at in rows),
        failed=sum(state == ReportState.FAILED for state, _at in rows),
        oldest_at=rows[0][1] if rows else None,
    )
