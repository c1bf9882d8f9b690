"""A citizen's first and later sign-ins, as far as people and accounts go."""

from datetime import timedelta

import pytest
from tests.identity.cast import MORNING

from motcua.foundation.identity import actions, errors, queries
from motcua.foundation.identity.models import Account, ElectronicIdentity, Person
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.errors import InvalidInput, NotFound
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=30)


def enrol(claims, at=MORNING):
    return actions.enrol_citizen_from_claims(claims, at=at)


def test_the_first_sign_in_makes_person_and_account(claims):
    account = enrol(claims)

    person = queries.get_person(account.person_id)
    assert person == queries.PersonRecord(
        id=account.person_id,
        full_name="Nguyễn Thị Hạnh",
        pin="099192000001",
        born_on=person.born_on,
        birth_year=1992,
        sex="female",
        residence="Thôn Bến Đò, xã Sông Lam",
        residence_commune_code="99101",
        email="hanh@example.vn",
        phone="+84912000001",
    )
    assert (account.kind, account.login, account.assurance) == ("citizen", None, 2)
    assert not account.has_usable_password()


def test_the_first_sign_in_is_announced_once(claims):
    enrol(claims)
    enrol(claims, at=LATER)

    assert list(OutboxMessage.objects.values_list("type", flat=True)) == [
        "identity.citizen-enrolled"
    ]


def test_the_next_sign_in_finds_the_same_account(claims):
    first, second = enrol(claims), enrol(claims, at=LATER)

    assert first == second
    assert (Person.objects.count(), Account.objects.count()) == (1, 1)


def test_what_the_provider_knows_better_is_taken_over(claims):
    account = enrol(claims)

    enrol(claims | {"name": "Nguyễn Thị Mỹ Hạnh", "address": "Thôn Cầu Mây"}, at=LATER)

    person = queries.get_person(account.person_id)
    assert (person.full_name, person.residence) == ("Nguyễn Thị Mỹ Hạnh", "Thôn Cầu Mây")
    assert person.residence_commune_code == "99101"


def test_own_contact_is_not_overwritten_by_the_provider(claims):
    account = enrol(claims)
    actions.update_contact(
        account.person_id, email="moi@example.vn", phone="0911 222 333", at=LATER
    )

    enrol(claims, at=LATER)

    person = queries.get_person(account.person_id)
    assert (person.email, person.phone) == ("moi@example.vn", "0911222333")


def test_a_reissued_identity_opens_the_same_account(claims):
    first = enrol(claims)

    second = enrol(claims | {"sub": "hanh-2"}, at=LATER)

    assert first == second
    assert ElectronicIdentity.objects.count() == 2


def test_the_same_subject_of_another_issuer_is_somebody_else(claims):
    first = enrol(claims)

    second = enrol(
        claims | {"iss": "https://khac.example", "personal_identification_number": "099061000002"}
    )

    assert first.person_id != second.person_id


def test_a_known_identity_with_another_number_is_refused(claims):
    enrol(claims)

    with pytest.raises(errors.PinChanged):
        enrol(claims | {"personal_identification_number": "099061000002"}, at=LATER)

    assert Person.objects.count() == 1


def test_a_closed_account_stays_closed(claims):
    account = enrol(claims)
    Account.objects.filter(pk=account.pk).update(is_active=False)

    with pytest.raises(errors.AccountClosed):
        enrol(claims, at=LATER)


def test_refused_claims_leave_nothing(claims):
    with pytest.raises(errors.AssuranceTooLow):
        enrol(claims | {"loa": 1})

    assert Person.objects.count() == 0


def test_an_officer_who_signs_in_as_a_citizen_is_the_same_person_with_two_accounts(
    claims, make_officer
):
    post = make_officer(pin="099192000001", full_name="Nguyễn Thị Hạnh")

    account = enrol(claims)

    assert account.person_id == post.person_id
    assert set(Account.objects.values_list("kind", flat=True)) == {"citizen", "officer"}


def test_no_personal_value_but_the_name_stands_in_the_clear(claims):
    enrol(claims)

    row = Person.objects.get()
    stored = bytes(row.sealed) + bytes(row.pin_index)
    for value in ("099192000001", "1992", "hanh@example.vn", "+84912000001", "Sông Lam"):
        assert value.encode() not in stored


def test_erasing_the_key_erases_the_values_and_the_next_sign_in_seals_anew(claims):
    account = enrol(claims)
    sealing.erase_key(queries.person_subject(account.person_id))

    erased = queries.get_person(account.person_id)
    enrol(claims, at=LATER)

    assert (erased.is_erased, erased.pin, erased.email) == (True, "", "")
    assert queries.get_person(account.person_id).pin == "099192000001"


def test_contact_that_cannot_be_used_is_refused_field_by_field(claims):
    account = enrol(claims)

    with pytest.raises(InvalidInput) as refused:
        actions.update_contact(account.person_id, email="x", phone="y", at=LATER)

    assert [problem.field for problem in refused.value.problems] == ["email", "phone"]
    assert queries.get_person(account.person_id).email == "hanh@example.vn"


def test_contact_may_be_taken_away(claims):
    account = enrol(claims)

    actions.update_contact(account.person_id, email="", phone="", at=LATER)

    assert queries.get_person(account.person_id).email == ""


def test_contact_of_nobody_or_of_an_erased_person_is_not_found(claims):
    account = enrol(claims)
    sealing.erase_key(queries.person_subject(account.person_id))

    for person_id in (account.person_id, account.person_id + 1):
        with pytest.raises(NotFound):
            actions.update_contact(person_id, email="", phone="", at=LATER)
