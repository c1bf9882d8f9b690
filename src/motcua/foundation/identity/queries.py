"""Questions asked of people, accounts and posts, each with its price."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from allauth.mfa import app_settings as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db.models import CharField, Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast

from motcua.foundation.identity import cards, personal, rules
from motcua.foundation.identity.actors import ANONYMOUS, Actor, Citizen, Officer
from motcua.foundation.identity.enums import AccountKind, FoundBy, Role, Sex
from motcua.foundation.identity.errors import DemoOnly
from motcua.foundation.identity.models import Account, Person, Post, folded_name
from motcua.foundation.identity.personal import (
    PersonalValues,
    open_values,
    phone_index,
    pin_index,
)
from motcua.foundation.kernel import audit, clock, sealing
from motcua.foundation.kernel.errors import FieldProblem, NotFound
from motcua.foundation.kernel.models import SubjectKey
from motcua.foundation.kernel.prepared import NUMBER, Prepared
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.kernel.vietnamese import fold, is_said_by

Card: TypeAlias = cards.Card
"""What the QR code of an identity card says."""
OtherIdentity: TypeAlias = personal.OtherIdentity
"""The paper by which somebody without a number is known."""
LONGEST_OTHER: Final = rules.LONGEST_OTHER


@dataclass(frozen=True, kw_only=True)
class PersonRecord:
    """A person with the sealed values opened; empty where unknown or lawfully erased."""

    id: int
    full_name: str
    pin: str
    born_on: date | None
    birth_year: int | None
    sex: Sex | None
    residence: str
    residence_commune_code: str
    email: str
    phone: str
    other: OtherIdentity | None = None
    """The paper by which somebody without a number is known."""
    is_erased: bool = False

    @property
    def subject(self) -> Subject:
        """Whom a reading of this record concerns."""
        return person_subject(self.id)


@dataclass(frozen=True, kw_only=True)
class PostRecord:
    """A post with its holder's name."""

    id: int
    person_id: int
    name: str
    title: str
    agency_id: int
    unit_id: int
    roles: frozenset[Role]
    valid_from: date
    valid_to: date | None


def person_subject(person_id: int) -> Subject:
    """Return the subject under which a person's values are sealed and readings are logged."""
    return Subject(kind="person", key=str(person_id))


def get_person(person_id: int) -> PersonRecord:
    """Return a person with everything we know. One query; the caller notes the reading.

    Raises:
        NotFound: if there is no such person
    """
    person = _with_key(Person.objects.filter(pk=person_id)).first()
    if person is None:
        raise NotFound
    return _to_record(person)


def read_person(person_id: int, *, by: Actor, purpose: str) -> PersonRecord:
    """Return a person, and note who read the record for what. One query and a reading.

    Raises:
        NotFound: if there is no such person
    """
    record = get_person(person_id)
    audit.note_reading(
        reader=by.key,
        subjects=[record.subject],
        purpose=purpose,
        agency_id=by.agency_id if isinstance(by, Officer) else None,
    )
    return record


def other_problems(kind: str, *, number: str, place: str, reason: str) -> list[FieldProblem]:
    """Return what is missing of the paper of somebody without a number. No query."""
    return rules.other_problems(kind, number=number, place=place, reason=reason)


def read_card(text: str) -> Card:
    """Return what the QR code of an identity card says. No query.

    Raises:
        CardUnreadable: of the kind that says what is wrong with it.
    """
    return cards.read_card(text)


def national_phone(text: str) -> str:
    """Return a telephone number as it is dialled at home, digits alone; empty if it is none."""
    return rules.national_phone(text)


def is_number(text: str) -> bool:
    """Say whether somebody typed a personal identification number rather than scanned a card."""
    return cards.is_number(text)


def find_person_by_pin(pin: str) -> PersonRecord | None:
    """Return the person with this personal identification number, if known here. One query."""
    person = _with_key(Person.objects.filter(pin_index=pin_index(pin))).first()
    return None if person is None else _to_record(person)


@dataclass(frozen=True, kw_only=True)
class Named:
    """Who is meant by what somebody typed, and by what of it they were found."""

    way: FoundBy
    ids: tuple[int, ...]


def find_named(typed: str) -> Named | None:
    """Return whom a personal identification number, a telephone number or a whole name means. One query.

    A name is found with or without its marks, in any case. None for what can be none of the three;
    whose data was erased is not found by telephone.
    """
    words = unicodedata.normalize("NFC", typed.replace("\0", "")).split()
    number = "".join(words)
    if rules.is_pin(number):
        return _found(FoundBy.PIN, Person.objects.filter(pin_index=pin_index(number)))
    if phone := phone_index(typed) if rules.is_phone(typed) else None:
        known = Person.objects.filter(phone_index=phone).filter(Exists(_keys()))
        return _found(FoundBy.PHONE, known)
    if len(number) < rules.FEWEST_LETTERS or any(one.isdecimal() for one in number):
        return None
    name = " ".join(words)
    alike = Person.objects.alias(folded=folded_name()).filter(folded=fold(name))
    named = alike.order_by("pk").values_list("pk", "full_name")
    ids = tuple(key for key, full_name in named if is_said_by(full_name, name))
    return Named(way=FoundBy.NAME, ids=ids)


def _found(way: FoundBy, people: QuerySet[Person]) -> Named:
    return Named(way=way, ids=tuple(people.order_by("pk").values_list("pk", flat=True)))


def list_people(person_ids: Sequence[int]) -> dict[int, PersonRecord]:
    """Return people by id. One query for any number; the caller notes the reading."""
    people = _with_key(Person.objects.filter(pk__in=person_ids))
    return {person.pk: _to_record(person) for person in people}


def list_posts(
    agency_id: int, role: Role | None = None, *, on: date | None = None
) -> list[PostRecord]:
    """Return the posts of an agency held on a day (today by default), by title and id. One query."""
    posts = _held_on(Post.objects.filter(agency_id=agency_id), on or clock.today())
    if role is not None:
        posts = posts.filter(roles__contains=[role])
    return [
        _to_post_record(post) for post in posts.select_related("person").order_by("title", "pk")
    ]


def list_lasting_posts(agency_ids: Sequence[int], *, on: date) -> list[PostRecord]:
    """Return the posts of these agencies that are held on the day or later, by id. One query."""
    posts = Post.objects.filter(agency_id__in=agency_ids).exclude(valid_to__lte=on)
    return [_to_post_record(post) for post in posts.select_related("person").order_by("pk")]


def get_post(post_id: int) -> PostRecord:
    """Return a post, past ones too: a signature stays that of the post that gave it. One query.

    Raises:
        NotFound: if there is no such post
    """
    post = Post.objects.select_related("person").filter(pk=post_id).first()
    if post is None:
        raise NotFound
    return _to_post_record(post)


def list_posts_by_id(post_ids: Sequence[int]) -> dict[int, PostRecord]:
    """Return posts by id, past ones too. One query for any number."""
    posts = Post.objects.select_related("person").filter(pk__in=post_ids)
    return {post.pk: _to_post_record(post) for post in posts}


def get_officer(post_id: int, *, on: date | None = None) -> Officer:
    """Return the officer who holds this post on a day (today by default). One query.

    Raises:
        NotFound: if there is no such post or it is not held on that day
    """
    posts = _held_on(Post.objects.filter(pk=post_id), on or clock.today())
    post = posts.select_related("person", "unit").first()
    if post is None:
        raise NotFound
    return _to_officer(post, post.person)


def find_officer(login: str, *, on: date | None = None) -> Officer | None:
    """Return the officer with this login name, if in office on a day (today by default). 2 queries."""
    account_id = find_account_id(login)
    account = None if account_id is None else find_account(account_id, on=on or clock.today())
    actor = None if account is None else actor_of(account)
    return actor if isinstance(actor, Officer) else None


def find_account_id(login: str) -> int | None:
    """Return the id of the account with this login name. One query."""
    return Account.objects.filter(login=login).values_list("pk", flat=True).first()


def find_account(account_id: int, *, on: date) -> Account | None:
    """Return an open account with who it acts as on that day, if it may act at all. One query.

    An officer without a post on that day may not: the answer is None.
    """
    account = _ACTING.first(account_id=account_id, on=on)
    if account is None or (account.kind == AccountKind.OFFICER and not hasattr(account, "held")):
        return None
    return account


def _acting(account_id: int, on: date) -> QuerySet[Account]:
    held = FilteredRelation(
        "person__posts",
        condition=Q(person__posts__valid_from__lte=on)
        & (Q(person__posts__valid_to__isnull=True) | Q(person__posts__valid_to__gt=on)),
    )
    accounts = Account.objects.filter(pk=account_id, is_active=True)
    # django-stubs knows neither declared annotations nor filtered relations.
    return accounts.annotate(held=held).select_related("person", "held__unit")  # type: ignore[no-redef, misc]


_ACTING: Final = Prepared(_acting, account_id=NUMBER, on=date.min)


def find_officer_account(login: str) -> Account | None:
    """Return the officer's account of this login name. One query."""
    return (
        Account.objects.select_related("person")
        .filter(login=login, kind=AccountKind.OFFICER)
        .first()
    )


def actor_of(account: Account, *, assurance: int | None = None) -> Actor:
    """Return who acts through an account. No query after ``find_account``, else one.

    Args:
        account: the account that signed in
        assurance: the level of this very sign-in; without it, the level of the last one
    """
    if account.kind == AccountKind.CITIZEN:
        return Citizen(
            person_id=account.person_id,
            name=account.person.full_name,
            assurance=account.assurance if assurance is None else assurance,
        )
    if not hasattr(account, "held"):
        found = find_account(account.pk, on=clock.today())
        return ANONYMOUS if found is None else actor_of(found)
    return _to_officer(account.held, account.person)


def has_second_factor(account_id: int) -> bool:
    """Return whether the account has a TOTP secret. One query."""
    factors = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP)
    return bool(factors.exists())


def show_demo_code(login: str, *, ahead: int = 0) -> str:
    """Return the code that the demo officer's authenticator app would show now. One query.

    A code opens once (RFC 6238 section 5.2). Who comes a second time within its half minute asks for
    the code ``ahead`` of it, which opens already: clocks may differ by ``MFA_TOTP_TOLERANCE`` codes.

    Raises:
        DemoOnly: in an installation that serves people
        NotFound: if there is no such login name or it has no second factor
    """
    if not settings.DEMO:
        raise DemoOnly
    factors = Authenticator.objects.filter(user__login=login, type=Authenticator.Type.TOTP)
    factor = factors.first()
    if factor is None:
        raise NotFound
    secret = decrypt(factor.data["secret"])
    now = list(totp.yield_hotp_counters_from_time())[mfa.TOTP_TOLERANCE]
    return str(totp.format_hotp_value(totp.hotp_value(secret, now + ahead)))


def has_post_between(person_id: int, valid_from: date, valid_to: date | None) -> bool:
    """Return whether the person holds a post on any day of the span. One query."""
    posts = Post.objects.filter(person_id=person_id)
    if valid_to is not None:
        posts = posts.filter(valid_from__lt=valid_to)
    return posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from)).exists()


def _held_on(posts: QuerySet[Post], on: date) -> QuerySet[Post]:
    return posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


def _keys() -> QuerySet[SubjectKey]:
    return SubjectKey.objects.filter(kind="person", key=Cast(OuterRef("pk"), CharField()))


def _with_key(people: QuerySet[Person]) -> QuerySet[Person]:
    keys = _keys().values("wrapped")
    return people.annotate(wrapped_key=Subquery(keys))  # type: ignore[no-redef] # declared there


def _to_record(person: Person) -> PersonRecord:
    wrapped: bytes | None = person.wrapped_key
    values = PersonalValues()
    if wrapped is not None:
        data_key = sealing.unwrap_key(wrapped, person.subject)
        values = open_values(data_key, person.sealed)
    return PersonRecord(
        id=person.pk,
        full_name=person.full_name,
        pin=values.pin,
        born_on=values.born_on,
        birth_year=values.birth_year,
        sex=values.sex,
        residence=values.residence,
        residence_commune_code=values.residence_commune_code,
        email=values.email,
        phone=values.phone,
        other=values.other,
        is_erased=wrapped is None,
    )


def _to_post_record(post: Post) -> PostRecord:
    return PostRecord(
        id=post.pk,
        person_id=post.person_id,
        name=post.person.full_name,
        title=post.title,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        roles=frozenset(map(Role, post.roles)),
        valid_from=post.valid_from,
        valid_to=post.valid_to,
    )


def _to_officer(post: Post, person: Person) -> Officer:
    return Officer(
        person_id=post.person_id,
        post_id=post.pk,
        agency_id=post.agency_id,
        unit_id=post.unit_id,
        unit_kind=post.unit.kind,
        roles=frozenset(map(Role, post.roles)),
        name=person.full_name,
        title=post.title,
    )
