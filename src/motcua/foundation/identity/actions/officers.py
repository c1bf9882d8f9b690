"""Officers: accounts made by the installation, posts with dates, passwords."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from motcua.foundation.identity import errors, queries, rules
from motcua.foundation.identity.actions import journal, limits, people
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import (
    AccountKind,
    Role,
    SignInOutcome,
    SignInWay,
    SingleKeys,
)
from motcua.foundation.identity.events import OfficerCreated, PostEnded, PostMoved
from motcua.foundation.identity.models import Account, Person, Post
from motcua.foundation.identity.personal import PersonalValues, pin_index
from motcua.foundation.kernel import clock, outbox
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput, NotFound
from motcua.foundation.organisations import queries as organisations

PER_LOGIN = "officer_password_per_login"
PER_ADDRESS = "officer_password_per_address"


@dataclass(frozen=True)
class Hashed:
    """A password that was found strong enough, as it is kept."""

    encoded: str


def hash_password(password: str) -> Hashed:
    """Return a password hashed once, for accounts that are made together and share it.

    Takes a third of a second, on purpose. Shared passwords are for demonstration only.

    Raises:
        PasswordTooWeak: as it says
    """
    return _hash(Account(), password)


@transaction.atomic
def create_officer(
    *,
    login: str,
    password: str | Hashed,
    full_name: str,
    pin: str,
    unit_id: int,
    title: str,
    roles: Iterable[Role],
    valid_from: date,
    at: datetime,
    valid_to: date | None = None,
) -> queries.PostRecord:
    """Create an officer's account and first post; return the post. The second factor comes later.

    The person may be known already, as a citizen: person and values stay as they are.

    Raises:
        LoginMalformed, LoginTaken, PinMalformed, PasswordTooWeak, RolesMissing: as they say
        PostEndsBeforeItBegins, PostsOverlap: if the dates cannot be
        NotFound: if there is no such unit
    """
    _require_free_login(login)
    if not rules.is_pin(pin):
        raise errors.PinMalformed
    people.lock_pin(pin)
    person = Person.objects.filter(pin_index=pin_index(pin)).first() or people.create_person(
        full_name=full_name, values=PersonalValues(pin=pin), at=at
    )
    post = _create_post(
        person,
        unit_id=unit_id,
        title=title,
        roles=roles,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    account = Account(login=login, kind=AccountKind.OFFICER, person=person, created_at=at)
    hashed = password if isinstance(password, Hashed) else _hash(account, password)
    account.password = hashed.encoded
    account.save()
    event = OfficerCreated(person_id=person.pk, post_id=post.pk, agency_id=post.agency_id)
    outbox.publish(event, subject=queries.person_subject(person.pk), at=at)
    return queries.get_post(post.pk)


@transaction.atomic
def end_post(post_id: int, *, valid_to: date, at: datetime) -> None:
    """Set the first day on which the post is held no more; its holder is out from that day on.

    Raises:
        NotFound: if there is no such post
        PostEndsBeforeItBegins: if the day is not after the first
    """
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None:
        raise NotFound
    _require_order(post.valid_from, valid_to)
    post.valid_to = valid_to
    post.save(update_fields=["valid_to"])
    event = PostEnded(post_id=post.pk, agency_id=post.agency_id)
    outbox.publish(event, subject=queries.person_subject(post.person_id), at=at)


@transaction.atomic
def change_post(
    post_id: int, *, unit_id: int, title: str, roles: Iterable[Role], on: date, at: datetime
) -> queries.PostRecord:
    """Let the post's holder go on in another post from the day: another unit, title or roles.

    Raises:
        NotFound: if there is no such post or unit
        PostEndsBeforeItBegins: if the day is not after the first of the post
        RolesMissing: without roles
    """
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None:
        raise NotFound
    until = post.valid_to
    end_post(post_id, valid_to=on, at=at)
    new = _create_post(
        post.person, unit_id=unit_id, title=title, roles=roles, valid_from=on, valid_to=until
    )
    event = PostMoved(post_id=post.pk, new_post_id=new.pk, agency_id=new.agency_id)
    outbox.publish(event, subject=queries.person_subject(post.person_id), at=at)
    return queries.get_post(new.pk)


@transaction.atomic
def move_post(post_id: int, *, unit_id: int, on: date, at: datetime) -> queries.PostRecord:
    """Let the post's holder go on in another agency's unit from the day; title and roles stay.

    What was signed before stays signed by the post that ended. A post that has not begun by the day
    just changes its place.

    Raises:
        NotFound: if there is no such post or unit
    """
    post = Post.objects.select_for_update(of=("self",)).filter(pk=post_id).first()
    if post is None:
        raise NotFound
    unit = organisations.get_unit(unit_id)
    if post.valid_from >= on:
        post.agency_id, post.unit_id = unit.agency_id, unit.pk
        post.save(update_fields=["agency", "unit"])
        moved = post
    else:
        until = post.valid_to
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        moved = Post.objects.create(
            person_id=post.person_id,
            agency_id=unit.agency_id,
            unit_id=unit.pk,
            title=post.title,
            roles=post.roles,
            valid_from=on,
            valid_to=until,
        )
    event = PostMoved(post_id=post.pk, new_post_id=moved.pk, agency_id=moved.agency_id)
    outbox.publish(event, subject=queries.person_subject(post.person_id), at=at)
    return queries.get_post(moved.pk)


@transaction.atomic
def set_password(account_id: int, *, password: str) -> None:
    """Set an officer's password; sessions under the old one end.

    Raises:
        NotFound: if there is no such officer's account
        PasswordTooWeak: if it does not satisfy the rules
    """
    account = _lock_officer(account_id)
    _set_password(account, password)
    _end_sessions(account)


def change_password(request: HttpRequest, *, old: str, new: str, again: str, at: datetime) -> None:
    """Let officers change the own password, proved by the old one; every session ends, this one too.

    Tries count as those at the door do, and are kept though nothing is changed.

    Raises:
        TooManyAttempts: if this login or this address tried too often
        InvalidInput: beside the box that is wrong: the old one, one too weak, not typed twice alike
    """
    account = cast("Account", request.user)
    login = str(account.login)
    limits.count_attempt(request, per_key=PER_LOGIN, key=login, per_address=PER_ADDRESS)
    if not account.check_password(old):
        journal.note_attempt(
            account, way=SignInWay.PASSWORD, outcome=SignInOutcome.REFUSED, at=at, request=request
        )
        raise _wrong("old", _("Mật khẩu đang dùng không đúng."))
    if new == old:
        raise _wrong("new", _("Hãy chọn một mật khẩu khác mật khẩu đang dùng."))
    if new != again:
        raise _wrong("again", _("Hai lần gõ mật khẩu mới không giống nhau."))
    try:
        with transaction.atomic():
            set_password(account.pk, password=new)
            journal.note_attempt(
                account, way=SignInWay.PASSWORD, outcome=SignInOutcome.ENDED, at=at,
                request=request, detail="password-changed",
            )  # fmt: skip
    except errors.PasswordTooWeak as weak:
        raise _wrong("new", weak.text) from weak
    limits.forget_attempts(request, per_key=PER_LOGIN, key=login)


def _wrong(field: str, text: str) -> InvalidInput:
    return InvalidInput([FieldProblem(field=field, code="password", text=text)])


@transaction.atomic
def close_account(account_id: int) -> None:
    """Close an officer's account: nobody signs in by it, and its sessions end.

    Raises:
        NotFound: if there is no such officer's account
    """
    account = _lock_officer(account_id)
    account.is_active = False
    account.save(update_fields=["is_active"])
    _end_sessions(account)


@transaction.atomic
def choose_keys(*, by: Officer, keys: SingleKeys) -> None:
    """Keep whether single keys act on the officer's pages, in every browser."""
    accounts = Account.objects.filter(person_id=by.person_id, kind=AccountKind.OFFICER)
    accounts.update(has_single_keys=keys is SingleKeys.ON)


def check_password(request: HttpRequest, *, login: str, password: str, at: datetime) -> Account:
    """Return the officer's account that login name and password open; the second factor follows.

    An unknown login, a wrong password and a closed account get one answer after the same work.

    Raises:
        TooManyAttempts: if this login or this address tried too often
        WrongCredentials: if the two do not belong together
        NoCurrentPost: if the officer holds no post today
    """
    login = login.strip().lower()
    limits.count_attempt(request, per_key=PER_LOGIN, key=login, per_address=PER_ADDRESS)
    account = _find_officer(login)
    if account is None:
        # Hash nevertheless: the time must not tell which login names exist.
        Account().set_password(password)
        raise errors.WrongCredentials
    if not (account.check_password(password) and account.is_active):
        journal.note_attempt(
            account, way=SignInWay.PASSWORD, outcome=SignInOutcome.REFUSED, at=at, request=request
        )
        raise errors.WrongCredentials
    if queries.find_account(account.pk, on=clock.day_in_vietnam(at)) is None:
        raise errors.NoCurrentPost
    limits.forget_attempts(request, per_key=PER_LOGIN, key=login)
    return account


def _find_officer(login: str) -> Account | None:
    if not rules.is_login(login):
        return None
    return Account.objects.filter(login=login, kind=AccountKind.OFFICER).first()


def _lock_officer(account_id: int) -> Account:
    officers = Account.objects.select_for_update(of=("self",)).filter(kind=AccountKind.OFFICER)
    account = officers.filter(pk=account_id).first()
    if account is None:
        raise NotFound
    return account


def _require_free_login(login: str) -> None:
    if not rules.is_login(login):
        raise errors.LoginMalformed
    if Account.objects.filter(login=login).exists():
        raise errors.LoginTaken(login=login)


def _require_order(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to <= valid_from:
        raise errors.PostEndsBeforeItBegins(valid_from=f"{valid_from:%d/%m/%Y}")


def _create_post(
    person: Person,
    *,
    unit_id: int,
    title: str,
    roles: Iterable[Role],
    valid_from: date,
    valid_to: date | None,
) -> Post:
    held = sorted(set(roles))
    if not held:
        raise errors.RolesMissing
    _require_order(valid_from, valid_to)
    unit = organisations.get_unit(unit_id)
    if queries.has_post_between(person.pk, valid_from, valid_to):
        raise errors.PostsOverlap
    return Post.objects.create(
        person=person,
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        title=title,
        roles=held,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _set_password(account: Account, password: str) -> None:
    account.password = _hash(account, password).encoded
    account.save()


def _end_sessions(account: Account) -> None:
    Session.objects.filter(browser__account=account).delete()


def _hash(account: Account, password: str) -> Hashed:
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise errors.PasswordTooWeak(reasons=" ".join(error.messages)) from error
    return Hashed(make_password(password))
