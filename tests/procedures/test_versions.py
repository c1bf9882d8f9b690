"""A published version never changes, and the right one holds on each day."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import IntegrityError
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.errors import ProcedureNotFound, VersionNotFound
from motcua.domain.procedures.models import ProcedureVersion
from motcua.domain.procedures.rules.record import from_plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE procedures_procedureversion SET record = '{}'",
        "DELETE FROM procedures_procedureversion",
        "TRUNCATE procedures_procedureversion CASCADE",
    ],
)
def test_the_application_cannot_change_what_was_published(statement):
    version = shelf.publish()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)

    assert ProcedureVersion.objects.get().record["name"] == version.name


@pytest.mark.django_db(databases=["default", "owner"])
def test_even_the_owner_of_the_tables_is_refused_by_the_trigger():
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'procedures_procedureversion'::regclass"
            " AND tgenabled <> 'D' AND NOT tgisinternal"
        )
        assert [row[0] for row in cursor.fetchall()] == ["only_added"]


def test_a_version_is_read_once_in_the_life_of_a_process(django_assert_num_queries):
    version = shelf.publish()

    with django_assert_num_queries(1):
        assert queries.get_version(version.id) == version
    with django_assert_num_queries(0):
        assert queries.get_version(version.id) == version


def test_what_is_remembered_of_one_database_is_not_said_of_another(
    monkeypatch, django_assert_num_queries
):
    version = shelf.publish()
    queries.get_version(version.id)

    monkeypatch.setitem(connection.settings_dict, "NAME", "another")

    with django_assert_num_queries(1):
        queries.get_version(version.id)


def test_several_versions_cost_one_query(six, django_assert_num_queries):
    ids = [version.id for version in reversed(six)]

    with django_assert_num_queries(1):
        assert [version.id for version in queries.get_versions(ids)] == ids


def test_a_version_that_is_not_there_is_refused():
    with pytest.raises(VersionNotFound):
        queries.get_version(0)


def test_publishing_the_same_twice_gives_nothing_new():
    shelf.publish()

    again = actions.publish(
        record=from_plain(shelf.plain()),
        form_definition_id=None,
        workflow_definition_id=None,
        at=shelf.PUBLISHED_AT,
    )

    assert again is None


@pytest.mark.parametrize(
    ("on", "number"),
    [
        (date(2025, 7, 1), 1),
        (date(2026, 12, 31), 3),  # a correction of the first, published after the second
        (date(2027, 1, 1), 2),
        (date(2027, 2, 28), 2),
    ],
)
def test_on_each_day_holds_the_version_that_began_last(on, number):
    shelf.publish()
    shelf.publish(valid_from=date(2027, 1, 1), valid_to=date(2027, 3, 1))
    shelf.publish(summary="Sửa một chữ.", valid_from=date(2026, 1, 1))

    assert queries.get_by_code("1.001193", on).number == number
    assert [version.number for version in queries.list_in_force(on)] == [number]
    assert [found.version.number for found in queries.find("khai sinh", on=on).items] == [number]


@pytest.mark.parametrize("on", [date(2025, 6, 30), date(2027, 3, 1)])
def test_before_the_first_day_and_from_the_last_on_nothing_holds(on):
    shelf.publish(valid_to=date(2027, 3, 1))

    with pytest.raises(ProcedureNotFound):
        queries.get_by_code("1.001193", on)
    assert queries.list_in_force(on) == []
    assert queries.find("khai sinh", on=on).total == 0


@pytest.mark.parametrize(
    "code", ["1.001193", " 1.001193 ", "1.001193.000.00.00.H17", "1.001193.H17", "1.001193.h17"]
)
def test_a_provinces_copy_of_the_code_finds_the_procedure(code):
    shelf.publish()

    assert queries.get_by_code(code, shelf.TODAY).code == "1.001193"


def test_the_one_by_code_costs_one_query(django_assert_num_queries):
    queries.get_version(shelf.publish().id)

    with django_assert_num_queries(1):
        queries.get_by_code("1.001193", shelf.TODAY)


def test_the_database_refuses_a_version_that_ends_before_it_begins():
    with pytest.raises(IntegrityError, match="procedure_version_ends_after_it_begins"):
        shelf.publish(valid_to=date(2025, 7, 1))


def test_a_version_speaks_both_languages():
    version = shelf.publish()

    assert version.name_in("vi") == "Đăng ký khai sinh"
    assert version.name_in("en") == "Birth registration"
    assert version.summary_in("en") == version.summary_en


def papers(kind, *cases):
    version = shelf.publish()
    return [paper.code for paper in version.list_papers(kind, frozenset(cases))]


def test_papers_depend_on_the_way_of_lodging_and_on_the_cases():
    assert papers(ChannelKind.ONLINE) == [
        "declaration",
        "birth-notice",
        "marriage-certificate",
        "residence-proof",
    ]


def test_a_statement_stands_in_for_the_missing_birth_notice():
    asked = papers(ChannelKind.COUNTER, "no-birth-notice")

    assert "birth-notice" not in asked
    assert "witness-statement" in asked
    assert "identity" in asked


def test_the_promised_time_of_birth_registration_is_the_same_day():
    """Article 5.3 of the Civil Status Law; after 15:00 the next working day."""
    version = shelf.publish()

    limits = {channel.limit for channel in version.channels}

    assert [(limit.unit, limit.after_15_next_day) for limit in limits] == [("same_day", True)]
    assert version.find_channel(ChannelKind.POST).kind == ChannelKind.POST
    assert shelf.publish("1.004222").find_channel(ChannelKind.POST) is None
