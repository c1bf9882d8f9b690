"""What registries promise, held against each connector; and the log of who asked what."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from motcua.capabilities.registries import actions, queries
from motcua.capabilities.registries.connectors import registry
from motcua.capabilities.registries.connectors.base import FixedByPin, Refused, Unavailable
from motcua.capabilities.registries.connectors.simulated.registry import (
    SimulatedCivilStatus,
    SimulatedPopulation,
)
from motcua.capabilities.registries.enums import Operation, Outcome, Sex, System
from motcua.capabilities.registries.errors import (
    BadPurpose,
    EntryNeedsCorrection,
    EntryRefused,
    RegistryUnavailable,
)
from motcua.capabilities.registries.models import Exchange, SimulatedBirth, SimulatedPerson
from motcua.capabilities.registries.rules import BirthEntry, Parent, RegisteredPerson, Registration
from motcua.foundation.identity.actors import Citizen, Officer
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
OFFICER = Officer(
    person_id=1, post_id=12, agency_id=7, unit_id=3, unit_kind="professional",
    roles=frozenset(), name="Hoàng Lệ", title="Công chức",
)  # fmt: skip
MOTHER = RegisteredPerson(
    pin="099195000001", full_name="Lê Thị Na", sex=Sex.FEMALE, born_on=date(1995, 4, 2),
    residence="Xã Sông Lam",
)  # fmt: skip
ENTRY = BirthEntry(
    full_name="Trần Lê Bưởi", sex=Sex.FEMALE, born_on=date(2026, 11, 20),
    birth_place="Trạm y tế xã Sông Lam", home_place="Xã Sông Lam", ethnicity="Kinh",
    nationality="Việt Nam", agency_code="H99.101", province_code="99",
    mother=Parent(full_name="Lê Thị Na", birth_year=1995, residence="Xã Sông Lam", pin=MOTHER.pin),
)  # fmt: skip


def dossier(number=1):
    return Subject(kind="dossier", key=f"{number}")


def record(entry=ENTRY, number=1):
    return actions.record_birth(entry=entry, subject=dossier(number), by=OFFICER, at=MONDAY)


def look_up(pin=MOTHER.pin, **more):
    return actions.look_up_person(
        **{
            "pin": pin,
            "purpose": "Kiểm tra thông tin người mẹ",
            "legal_basis": "Điều 16 Luật Hộ tịch 2014",
            "subject": dossier(),
            "by": OFFICER,
            "at": MONDAY,
            **more,
        }
    )


@pytest.fixture(params=[(SimulatedPopulation, SimulatedCivilStatus)], ids=["simulated"])
def connectors(request, db):
    population, civil_status = request.param
    return population(), civil_status()


def test_a_connector_knows_whom_it_was_told_of(connectors):
    population, _civil_status = connectors
    population.load([MOTHER])

    assert population.look_up(MOTHER.pin) == MOTHER
    assert population.look_up("099195999999") is None


def test_a_birth_gets_book_number_and_pin_and_the_child_can_be_looked_up(connectors):
    population, civil_status = connectors

    recorded = civil_status.record_birth(ENTRY, key="a", at=MONDAY)

    registration = recorded.registration
    assert recorded.outcome is Outcome.RECORDED
    assert (registration.book_number, registration.entry_number) == ("2026/H99.101", 1)
    assert registration.recorded_on == date(2026, 11, 23)
    assert registration.pin.startswith("099326")
    child = population.look_up(registration.pin)
    assert (child.full_name, child.born_on, child.parent_pins) == (
        "Trần Lê Bưởi", date(2026, 11, 20), (MOTHER.pin,),
    )  # fmt: skip


def test_one_key_is_one_entry(connectors):
    _population, civil_status = connectors
    first = civil_status.record_birth(ENTRY, key="a", at=MONDAY)

    again = civil_status.record_birth(ENTRY, key="a", at=MONDAY)

    assert again.registration == first.registration
    assert again.outcome is Outcome.ALREADY_RECORDED


def test_a_changed_wording_is_corrected_under_the_same_numbers(connectors):
    population, civil_status = connectors
    first = civil_status.record_birth(ENTRY, key="a", at=MONDAY)

    changed = civil_status.record_birth(
        replace(ENTRY, full_name="Trần Lê Bòng"), key="a", at=MONDAY
    )

    assert changed.registration == first.registration
    assert changed.outcome is Outcome.CORRECTED
    assert population.look_up(first.registration.pin).full_name == "Trần Lê Bòng"


@pytest.mark.parametrize("change", [{"sex": Sex.MALE}, {"born_on": date(2025, 11, 20)}])
def test_what_the_pin_was_made_of_does_not_change(connectors, change):
    _population, civil_status = connectors
    civil_status.record_birth(ENTRY, key="a", at=MONDAY)

    with pytest.raises(FixedByPin):
        civil_status.record_birth(replace(ENTRY, **change), key="a", at=MONDAY)


def test_entries_of_a_book_are_counted_without_gaps(connectors):
    _population, civil_status = connectors
    elsewhere = replace(ENTRY, agency_code="H99.102")

    numbers = [
        civil_status.record_birth(entry, key=str(number), at=MONDAY).registration
        for number, entry in enumerate([ENTRY, ENTRY, elsewhere, ENTRY])
    ]

    assert [(one.book_number[-3:], one.entry_number) for one in numbers] == [
        ("101", 1), ("101", 2), ("102", 1), ("101", 3),
    ]  # fmt: skip
    assert len({one.pin for one in numbers}) == 4


@pytest.mark.parametrize("change", [{"full_name": " "}, {"born_on": date(2026, 11, 24)}])
def test_an_impossible_entry_is_refused(connectors, change):
    _population, civil_status = connectors

    with pytest.raises(Refused):
        civil_status.record_birth(replace(ENTRY, **change), key="a", at=MONDAY)


@pytest.mark.django_db
def test_a_pin_somebody_has_is_not_given_again():
    SimulatedPerson.objects.create(pin="099326000001", record={})
    digits = iter(["000001", "000002"])

    recorded = SimulatedCivilStatus(lambda: next(digits)).record_birth(ENTRY, key="a", at=MONDAY)

    assert recorded.registration.pin == "099326000002"


@pytest.mark.django_db
def test_when_no_number_is_left_the_entry_is_refused():
    SimulatedPerson.objects.create(pin="099326000001", record={})

    with pytest.raises(Refused, match="hết số"):
        SimulatedCivilStatus(lambda: "000001").record_birth(ENTRY, key="a", at=MONDAY)


@pytest.mark.django_db
def test_loading_again_replaces():
    actions.load_simulated([MOTHER])
    actions.load_simulated([replace(MOTHER, residence="Phường Bến Thành Cổ")])

    assert look_up().residence == "Phường Bến Thành Cổ"


@pytest.mark.django_db
def test_a_look_up_is_logged_without_a_personal_value():
    actions.load_simulated([MOTHER])
    look_up()
    look_up("099195999999", by=Citizen(person_id=9, name="Ổi", assurance=2))

    first, second = queries.list_exchanges(dossier())
    assert (first.by, first.agency_id, first.system, first.operation, first.outcome) == (
        "officer:12", 7, System.POPULATION, Operation.LOOK_UP_PERSON, Outcome.FOUND,
    )  # fmt: skip
    assert (first.purpose, first.at) == ("Kiểm tra thông tin người mẹ", MONDAY)
    assert (second.by, second.agency_id, second.outcome) == ("citizen:9", None, Outcome.NOT_FOUND)
    assert second.answered_hash is None
    assert first.asked_hash != second.asked_hash
    for exchange in (first, second):
        row = repr(vars(exchange))
        assert not any(value in row for value in (MOTHER.pin, "Na", "1995", "099195999999"))
    assert list(queries.list_exchanges_of("officer:12")) == [first]


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["purpose", "legal_basis"])
def test_nobody_is_looked_up_without_a_reason(missing):
    with pytest.raises(BadPurpose):
        look_up(**{missing: " "})
    assert not Exchange.objects.exists()


@pytest.mark.django_db
def test_a_birth_is_logged_with_its_key_and_once_more_when_repeated():
    first = record()
    again = record()

    assert isinstance(first, Registration)
    assert again == first
    exchanges = list(queries.list_exchanges(dossier()))
    assert [exchange.outcome for exchange in exchanges] == [
        Outcome.RECORDED,
        Outcome.ALREADY_RECORDED,
    ]
    assert {exchange.idempotency_key for exchange in exchanges} == {"birth:dossier:1"}
    assert len({exchange.correlation_id for exchange in exchanges}) == 2
    assert SimulatedBirth.objects.count() == 1


@pytest.mark.django_db
def test_the_log_cannot_be_changed():
    record()

    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        Exchange.objects.update(purpose="khác")


@pytest.mark.django_db(transaction=True)
def test_a_refused_entry_is_logged_although_nothing_else_stays():
    record()

    with pytest.raises(EntryRefused, match="ngày sinh sau ngày đăng ký"):
        record(replace(ENTRY, born_on=date(2027, 1, 1)), number=2)
    with pytest.raises(EntryNeedsCorrection):
        record(replace(ENTRY, sex=Sex.MALE))

    assert list(Exchange.objects.order_by("pk").values_list("outcome", flat=True)) == [
        Outcome.RECORDED, Outcome.REFUSED, Outcome.REFUSED,
    ]  # fmt: skip
    assert SimulatedBirth.objects.count() == 1


class Silent:
    """A registry that does not answer."""

    def look_up(self, pin):
        raise Unavailable

    def record_birth(self, entry, *, key, at):
        raise Unavailable


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ask", [look_up, record])
def test_a_silent_registry_is_said_to_be_silent_and_logged(ask, monkeypatch):
    monkeypatch.setattr(registry.current, "population", Silent())
    monkeypatch.setattr(registry.current, "civil_status", Silent())

    with pytest.raises(RegistryUnavailable, match="chưa trả lời"):
        ask()

    assert Exchange.objects.get().outcome == Outcome.UNAVAILABLE


@pytest.mark.django_db
def test_only_a_simulated_registry_is_loaded(monkeypatch):
    monkeypatch.setattr(registry.current, "population", Silent())

    with pytest.raises(TypeError):
        actions.load_simulated([MOTHER])


@pytest.mark.django_db
def test_a_look_up_costs_two_queries(django_assert_num_queries):
    actions.load_simulated([MOTHER])

    with django_assert_num_queries(2):
        look_up()


@pytest.mark.django_db(transaction=True)
def test_births_entered_at_once_have_no_gap_and_one_subject_one_entry():
    barrier = threading.Barrier(6)

    def enter(number):
        barrier.wait()
        try:
            record(number=number)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(number,)) for number in (1, 1, 2, 3, 4, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    numbers = SimulatedBirth.objects.order_by("entry_number").values_list("entry_number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]
