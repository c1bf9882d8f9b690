"""Register systems, give and end their tokens, count and log their calls."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from motcua.capabilities.exchange import proofs, queries, rules
from motcua.capabilities.exchange.enums import Direction, Scope
from motcua.capabilities.exchange.errors import (
    KeyMalformed,
    KeyNotFound,
    KeyTaken,
    ScopeNotGiven,
    SystemMalformed,
    SystemNotFound,
    SystemTaken,
    SystemUnproven,
    TooManyCalls,
)
from motcua.capabilities.exchange.models import Call, System, SystemKey, Token, UsedProof
from motcua.capabilities.exchange.queries import Caller
from motcua.foundation.kernel.subjects import Subject

SECRET_BYTES = 32
CALLS_A_MINUTE = rules.CALLS_A_WINDOW
OVERLAP = rules.OVERLAP
NOTHING = Subject(kind="", key="")

# The cache's own table: unlogged, emptied of what has expired, and left out of backups.
_COUNT = (
    "INSERT INTO kernel_cache AS kept (cache_key, value, expires) VALUES (%(key)s, '1', %(ends)s)"
    " ON CONFLICT (cache_key) DO UPDATE SET"
    " value = CASE WHEN kept.expires <= %(at)s THEN '1' ELSE (kept.value::bigint + 1)::text END,"
    " expires = CASE WHEN kept.expires <= %(at)s THEN excluded.expires ELSE kept.expires END"
    " RETURNING value::bigint, expires"
)


@dataclass(frozen=True, kw_only=True)
class Called:
    """What the log says of a call."""

    operation: str
    status: int
    milliseconds: int
    content: bytes
    code: str = ""
    subject: Subject = NOTHING


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A token as it is shown, once."""

    text: str
    scopes: tuple[str, ...]
    lasts: timedelta


@transaction.atomic
def register(
    *, code: str, name: str, address: str, scopes: Sequence[Scope], at: datetime,
    calls_a_minute: int = CALLS_A_MINUTE, agency_id: int | None = None,
) -> str:  # fmt: skip
    """Register a system; return its token, which is shown this once.

    Raises:
        SystemMalformed: if code, address or scopes cannot be used.
        SystemTaken: if a system has or had the code.
    """
    is_sound = rules.is_code(code) and name.strip() and scopes and calls_a_minute > 0
    if not is_sound or (address and not rules.is_address(address)):
        raise SystemMalformed
    try:
        with transaction.atomic():
            system = System.objects.create(
                code=code,
                name=name.strip(),
                address=address,
                scopes=sorted(set(scopes)),
                calls_a_minute=calls_a_minute,
                agency_id=agency_id,
                registered_at=at,
            )
    except IntegrityError as error:
        raise SystemTaken(system=code) from error
    return _give_token(system, at)


@transaction.atomic
def rotate(*, code: str, at: datetime, overlap: timedelta = OVERLAP) -> str:
    """Give a new token; the one before stays valid for the overlap, older ones end at once.

    Raises:
        SystemNotFound: if there is no such system any more.
    """
    system = _lock(code)
    lasting = system.tokens.filter(scopes__isnull=True)
    valid = lasting.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    former = valid.filter(ends_at__isnull=True).first()
    valid.update(ends_at=at)
    if former is not None:
        former.ends_at = at + overlap
        former.save(update_fields=["ends_at"])
    return _give_token(system, at)


@transaction.atomic
def add_key(*, code: str, text: str, at: datetime, overlap: timedelta = OVERLAP) -> SystemKey:
    """Let the system prove itself by a public key; the one before stays valid for the overlap.

    Raises:
        SystemNotFound: if there is no such system any more.
        KeyMalformed: if the text is no public key that is taken.
        KeyTaken: if a key of the system has or had its name.
    """
    system = _lock(code)
    try:
        jwk = proofs.read_key(text)
    except proofs.Unfit as unfit:
        raise KeyMalformed from unfit
    if system.keys.filter(key_id=jwk["kid"]).exists():
        raise KeyTaken(key=jwk["kid"])
    system.keys.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at + overlap)).update(
        ends_at=at + overlap
    )
    return SystemKey.objects.create(system=system, key_id=jwk["kid"], jwk=jwk, added_at=at)


@transaction.atomic
def end_key(*, code: str, key_id: str, at: datetime) -> None:
    """Believe a key no more, at once; tokens given for it end with it.

    Raises:
        SystemNotFound: if there is no such system any more.
        KeyNotFound: if it has no such key any more.
    """
    system = _lock(code)
    valid = system.keys.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), key_id=key_id)
    if not valid.update(ends_at=at):
        raise KeyNotFound(key=key_id)
    system.tokens.filter(scopes__isnull=False, ends_at__gt=at).update(ends_at=at)


@transaction.atomic
def prove(assertion: str, *, audiences: Collection[str], at: datetime) -> Caller:
    """Return the system whose key signed this for us; the same proof proves nothing twice.

    Raises:
        SystemUnproven: if it proves nothing, or was used before.
    """
    caller, proof = queries.find_proven(assertion, audiences=audiences, at=at)
    used = UsedProof.objects.filter(system_id=caller.system_id)
    used.filter(ends_at__lte=at).delete()
    try:
        with transaction.atomic():
            UsedProof.objects.create(
                system_id=caller.system_id, digest=proof.digest, ends_at=proof.ends_at
            )
    except IntegrityError as error:
        raise SystemUnproven(reason="replayed") from error
    return caller


@transaction.atomic
def issue(caller: Caller, *, wanted: str, at: datetime) -> Issued:
    """Give a system that proved itself a token for a short time, for all it may or for less.

    Raises:
        ScopeNotGiven: if more is wanted than the system may, or it may nothing.
    """
    may = caller.scopes
    scopes = sorted(set(wanted.split())) or sorted(may)
    if not scopes or not may.issuperset(scopes):
        raise ScopeNotGiven
    tokens = Token.objects.filter(system_id=caller.system_id, scopes__isnull=False)
    tokens.filter(ends_at__lte=at).delete()
    token = _new_token()
    Token.objects.create(
        system_id=caller.system_id,
        key_id=token.key_id,
        digest=queries.token_digest(token.text),
        issued_at=at,
        ends_at=at + rules.TOKEN_LASTS,
        scopes=scopes,
    )
    return Issued(text=token.text, scopes=tuple(scopes), lasts=rules.TOKEN_LASTS)


@transaction.atomic
def end(*, code: str, at: datetime) -> None:
    """Let the system in no more, at once; what it did stays in the logs.

    Raises:
        SystemNotFound: if there is no such system any more.
    """
    system = _lock(code)
    system.ended_at = at
    system.save(update_fields=["ended_at"])


def count_call(caller: Caller, *, at: datetime) -> None:
    """Count one more call of the system. One statement.

    Raises:
        TooManyCalls: if there were too many in this minute; says when to come back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNT, {"key": f"exchange:{caller.code}", "ends": at + rules.WINDOW, "at": at}
        )
        count, ends_at = cursor.fetchone()
    if count > caller.calls_a_minute:
        raise TooManyCalls(seconds=max(1, round((ends_at - at).total_seconds())))


def log_call(
    called: Called, *, system_code: str, at: datetime, direction: Direction = Direction.IN
) -> None:
    """Add a call to the log, whatever came of it. One insert."""
    Call.objects.create(
        at=at,
        system_code=system_code,
        direction=direction,
        operation=called.operation,
        status=called.status,
        code=called.code[:80],
        subject_kind=called.subject.kind,
        subject_key=called.subject.key,
        content_hash=queries.content_hash(called.content),
        milliseconds=called.milliseconds,
    )


def _lock(code: str) -> System:
    system = (
        System.objects.select_for_update(of=("self",))
        .filter(code=code, ended_at__isnull=True)
        .first()
    )
    if system is None:
        raise SystemNotFound
    return system


def _new_token() -> rules.NewToken:
    return rules.write_token(
        key_id=secrets.token_hex(8), secret=secrets.token_urlsafe(SECRET_BYTES)
    )


def _give_token(system: System, at: datetime) -> str:
    token = _new_token()
    Token.objects.create(
        system=system, key_id=token.key_id, digest=queries.token_digest(token.text), issued_at=at
    )
    return token.text
