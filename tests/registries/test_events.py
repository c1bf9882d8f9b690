"""Deaths and marriages in their books (Civil Status Law, Articles 18 and 34)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from motcua.capabilities.registries import actions, queries
from motcua.capabilities.registries.connectors import registry
from motcua.capabilities.registries.connectors.base import Refused, Unavailable
from motcua.capabilities.registries.connectors.simulated.registry import (
    SimulatedCivilStatus,
    SimulatedPopulation,
)
from motcua.capabilities.registries.enums import Operation, Outcome, Sex
from motcua.capabilities.registries.errors import EntryRefused, RegistryUnavailable
from motcua.capabilities.registries.models import SimulatedEvent
from motcua.capabilities.registries.rules import (
    DeathEntry,
    MarriageEntry,
    RegisteredPerson,
    Spouse,
)
from motcua.foundation.identity.actors import Officer
from motcua.foundation.kernel.subjects import Subject

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
OFFICER = Officer(
    person_id=1, post_id=12, agency_id=7, unit_id=3, unit_kind="professional",
    roles=frozenset(), name="Hoàng Lệ", title="Công chức",
)  # fmt: skip
OLD_MAN = RegisteredPerson(
    pin="099039000001", full_name="Lê Văn Khế", sex=Sex.MALE, born_on=date(1939, 2, 2)
)
WOMAN = RegisteredPerson(
    pin="099198000002", full_name="Hồ Thị Sim", sex=Sex.FEMALE, born_on=date(1998, 5, 6)
)
MAN = RegisteredPerson(
    pin="099096000003", full_name="Vi Văn Bứa", sex=Sex.MALE, born_on=date(1996, 7, 8)
)
DEATH = DeathEntry(
    full_name="Lê Văn Khế", sex=Sex.MALE, birth_year=1939, ethnicity="Kinh",
    nationality="Việt Nam", last_residence="Xã Sông Lam", died_on=date(2026, 11, 20),
    place="Xã Sông Lam", cause="Tuổi già", agency_code="H99.101", pin=OLD_MAN.pin,
)  # fmt: skip


def spouse(person):
    return Spouse(
        full_name=person.full_name, born_on=person.born_on, ethnicity="Thổ",
        nationality="Việt Nam", residence="Xã Sông Lam", pin=person.pin,
    )  # fmt: skip


MARRIAGE = MarriageEntry(wife=spouse(WOMAN), husband=spouse(MAN), agency_code="H99.101")


@pytest.fixture(params=[(SimulatedPopulation, SimulatedCivilStatus)], ids=["simulated"])
def connectors(request, db):
    population, civil_status = (make() for make in request.param)
    population.load([OLD_MAN, WOMAN, MAN])
    return population, civil_status


def test_a_death_gets_book_and_number_and_locks_the_person(connectors):
    population, civil_status = connectors

    recorded = civil_status.record_event(DEATH, key="a", at=MONDAY)

    registration = recorded.registration
    assert recorded.outcome is Outcome.RECORDED
    assert (registration.book_number, registration.entry_number) == ("2026/H99.101", 1)
    assert (registration.recorded_on, registration.pin) == (date(2026, 11, 23), "")
    assert population.look_up(OLD_MAN.pin).died_on == date(2026, 11, 20)


def test_a_marriage_makes_both_married(connectors):
    population, civil_status = connectors

    civil_status.record_event(MARRIAGE, key="a", at=MONDAY)

    assert [population.look_up(one.pin).marital_status for one in (WOMAN, MAN, OLD_MAN)] == [
        "married", "married", "",
    ]  # fmt: skip


def test_each_book_of_each_agency_is_counted_by_itself(connectors):
    _population, civil_status = connectors
    unknown = replace(DEATH, pin="")
    elsewhere = replace(unknown, agency_code="H99.102")

    numbers = [
        civil_status.record_event(entry, key=str(number), at=MONDAY).registration.entry_number
        for number, entry in enumerate([DEATH, MARRIAGE, unknown, elsewhere])
    ]

    assert numbers == [1, 1, 2, 1]


def test_one_key_is_one_entry_whose_wording_may_be_corrected(connectors):
    _population, civil_status = connectors
    first = civil_status.record_event(DEATH, key="a", at=MONDAY)

    again = civil_status.record_event(DEATH, key="a", at=MONDAY)
    worded_anew = civil_status.record_event(replace(DEATH, cause="Bệnh"), key="a", at=MONDAY)

    assert (again.outcome, worded_anew.outcome) == (Outcome.ALREADY_RECORDED, Outcome.CORRECTED)
    assert first.registration == again.registration == worded_anew.registration
    assert SimulatedEvent.objects.get().record["cause"] == "Bệnh"


def test_nobody_dies_twice_or_tomorrow(connectors):
    _population, civil_status = connectors
    civil_status.record_event(DEATH, key="a", at=MONDAY)

    with pytest.raises(Refused, match="đã được đăng ký"):
        civil_status.record_event(DEATH, key="b", at=MONDAY)
    with pytest.raises(Refused, match="sau ngày đăng ký"):
        civil_status.record_event(
            replace(DEATH, pin="", died_on=date(2026, 11, 24)), key="c", at=MONDAY
        )


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"marital_status": "married"}, "đang có vợ hoặc có chồng"),
        ({"died_on": date(2026, 1, 1)}, "đã được khai tử"),
    ],
)
@pytest.mark.parametrize("who", [WOMAN, MAN], ids=["wife", "husband"])
def test_who_is_married_or_dead_is_not_married(connectors, known, reason, who):
    population, civil_status = connectors
    population.load([replace(who, **known)])

    with pytest.raises(Refused, match=f"{who.full_name} {reason}"):
        civil_status.record_event(MARRIAGE, key="a", at=MONDAY)
    assert not SimulatedEvent.objects.exists()


# --- The verb and its log -----------------------------------------------------------------------


def record(entry, number=1):
    subject = Subject(kind="dossier", key=f"{number}")
    return actions.record_event(entry=entry, subject=subject, by=OFFICER, at=MONDAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("entry", "operation", "key"),
    [
        (DEATH, Operation.RECORD_DEATH, "death:dossier:1"),
        (MARRIAGE, Operation.RECORD_MARRIAGE, "marriage:dossier:1"),
    ],
    ids=["death", "marriage"],
)
def test_an_entry_is_logged_with_its_legal_basis_and_without_a_personal_value(
    entry, operation, key
):
    registration = record(entry)

    (exchange,) = queries.list_exchanges(Subject(kind="dossier", key="1"))
    assert registration.entry_number == 1
    assert (exchange.operation, exchange.outcome) == (operation, Outcome.RECORDED)
    assert exchange.idempotency_key == key
    assert "Luật Hộ tịch 2014" in exchange.legal_basis
    assert not any(value in repr(vars(exchange)) for value in (OLD_MAN.pin, WOMAN.pin, "Khế"))


@pytest.mark.django_db(transaction=True)
def test_a_refused_entry_is_logged_although_nothing_else_stays():
    with pytest.raises(EntryRefused, match="ngày mất sau ngày đăng ký"):
        record(replace(DEATH, died_on=date(2027, 1, 1)))

    (exchange,) = queries.list_exchanges(Subject(kind="dossier", key="1"))
    assert exchange.outcome == Outcome.REFUSED
    assert not SimulatedEvent.objects.exists()


class Silent:
    """A registry that does not answer."""

    def record_event(self, entry, *, key, at):
        raise Unavailable


@pytest.mark.django_db(transaction=True)
def test_a_silent_registry_refuses_and_leaves_a_trace(monkeypatch):
    monkeypatch.setattr(registry.current, "civil_status", Silent())

    with pytest.raises(RegistryUnavailable):
        record(MARRIAGE)

    (exchange,) = queries.list_exchanges(Subject(kind="dossier", key="1"))
    assert exchange.outcome == Outcome.UNAVAILABLE
