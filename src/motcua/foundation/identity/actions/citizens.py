"""Citizens: known by the number the provider vouches for, opened by issuer and subject."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from motcua.foundation.identity import errors, queries, rules
from motcua.foundation.identity.actions import people
from motcua.foundation.identity.enums import AccountKind
from motcua.foundation.identity.events import CitizenEnrolled
from motcua.foundation.identity.models import Account, ElectronicIdentity, Person
from motcua.foundation.identity.personal import PersonalValues, pin_index
from motcua.foundation.kernel import outbox
from motcua.foundation.kernel.errors import InvalidInput, NotFound


@transaction.atomic
def enrol_citizen_from_claims(claims: Mapping[str, object], *, at: datetime) -> Account:
    """Return the account that proven claims open; create person and account at the first sign-in.

    The account is found by issuer and subject, the person by PIN. What the provider knows better
    (name, birth, sex, residence) is taken over each time; contact data only where we have none.

    Raises:
        IncompleteIdentity, MissingPin, AssuranceTooLow: if the claims do not suffice
        PinChanged: if the electronic identity belonged to another person before
        AccountClosed: if the account was closed
    """
    proven = rules.read_claims(
        claims,
        names=rules.ClaimNames(**settings.OIDC_CLAIM_NAMES),
        levels=settings.OIDC_LEVELS,
        minimum=settings.OIDC_MINIMUM_ASSURANCE,
    )
    people.lock_pin(proven.pin)
    known = _find_identity(proven)
    person = _find_or_create_person(proven, at)
    account = known.account if known else _find_or_create_account(person, at)
    if not account.is_active:
        raise errors.AccountClosed
    if known is None:
        ElectronicIdentity.objects.create(
            account=account, issuer=proven.issuer, sub=proven.sub, created_at=at
        )
    account.assurance = proven.assurance
    account.save(update_fields=["assurance"])
    return account


@transaction.atomic
def update_contact(person_id: int, *, email: str, phone: str, at: datetime) -> None:
    """Set where the person wants to be reached; empty means not at all.

    Raises:
        InvalidInput: naming each of the two that cannot be used
        NotFound: if there is no such person, or the person's data was erased
    """
    email, phone = email.strip(), "".join(phone.split())
    problems = rules.contact_problems(email=email, phone=phone)
    if problems:
        raise InvalidInput(problems)
    person = Person.objects.select_for_update(of=("self",)).filter(pk=person_id).first()
    if person is None or queries.get_person(person_id).is_erased:
        raise NotFound
    people.change_person(
        person, full_name=person.full_name, changes={"email": email, "phone": phone}, at=at
    )


def _find_identity(proven: rules.ProvenIdentity) -> ElectronicIdentity | None:
    known = (
        ElectronicIdentity.objects.select_related("account__person")
        .filter(issuer=proven.issuer, sub=proven.sub)
        .first()
    )
    if known is not None and bytes(known.account.person.pin_index or b"") != pin_index(proven.pin):
        raise errors.PinChanged
    return known


def _find_or_create_person(proven: rules.ProvenIdentity, at: datetime) -> Person:
    people_with_pin = Person.objects.filter(pin_index=pin_index(proven.pin))
    person = people_with_pin.select_for_update(of=("self",)).first()
    if person is None:
        return people.create_person(full_name=proven.full_name, values=_values(proven), at=at)
    record = queries.get_person(person.pk)
    if record.is_erased:
        people.renew_values(person, full_name=proven.full_name, values=_values(proven), at=at)
        return person
    changes: dict[str, object] = {
        name: value
        for name, value in _provider_knows_better(proven).items()
        if value not in (None, "")
    }
    changes |= {"email": record.email or proven.email, "phone": record.phone or proven.phone}
    people.change_person(person, full_name=proven.full_name, changes=changes, at=at)
    return person


def _find_or_create_account(person: Person, at: datetime) -> Account:
    account = Account.objects.filter(person=person, kind=AccountKind.CITIZEN).first()
    if account is not None:
        return account
    account = Account(person=person, kind=AccountKind.CITIZEN, created_at=at)
    account.set_unusable_password()
    account.save()
    outbox.publish(
        CitizenEnrolled(person_id=person.pk), subject=queries.person_subject(person.pk), at=at
    )
    return account


def _provider_knows_better(proven: rules.ProvenIdentity) -> dict[str, object]:
    return {
        "born_on": proven.birth.day,
        "birth_year": proven.birth.year,
        "sex": proven.sex,
        "residence": proven.residence.text,
        "residence_commune_code": proven.residence.commune_code,
    }


def _values(proven: rules.ProvenIdentity) -> PersonalValues:
    return PersonalValues(
        pin=proven.pin,
        born_on=proven.birth.day,
        birth_year=proven.birth.year,
        sex=proven.sex,
        residence=proven.residence.text,
        residence_commune_code=proven.residence.commune_code,
        email=proven.email,
        phone=proven.phone,
    )
