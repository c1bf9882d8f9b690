"""A stage hides every table, lets nothing real be written, and leaves nothing behind."""

import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, NotSupportedError, OperationalError
from tests.casework.province import MONDAY

from motcua.foundation.identity.models import Person
from motcua.foundation.kernel import outbox, stage
from motcua.foundation.kernel.models import OutboxMessage
from motcua.foundation.kernel.stage import Brought
from motcua.foundation.organisations.models import Agency, Territory

pytestmark = pytest.mark.django_db
REFUSED = (InternalError, NotSupportedError, OperationalError)


def one(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [row[0] for row in cursor.fetchall()]


SEEN = {
    "django_migrations",
    "organisations_calendarday",
    "organisations_calendarversion",
    "organisations_openinghours",
    "organisations_territory",
    "organisations_territorysuccession",
}


def test_every_table_but_the_few_without_a_person_is_empty(province):
    with stage.set_up():
        full = {name for name in tables() if one(f'SELECT count(*) FROM "{name}"')}

    assert full <= SEEN
    assert Person.objects.exists()


def test_what_no_person_stands_in_is_seen_as_it_is(province):
    expected = Territory.objects.count()

    with stage.set_up():
        found = Territory.objects.count()

    assert found == expected > 0


def test_rows_are_brought_and_no_others(province):
    with stage.set_up(
        Brought(table="organisations_agency", column="id", values=[province.agency_id])
    ):
        found = list(Agency.objects.values_list("pk", flat=True))

    assert found == [province.agency_id]


def test_what_is_written_on_a_stage_is_read_there_and_gone_after():
    with stage.set_up():
        Person.objects.create(
            full_name="Người Diễn", pin_index=b"1", sealed=b"", created_at=MONDAY, updated_at=MONDAY
        )
        seen = Person.objects.get().full_name

    assert seen == "Người Diễn"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO public.kernel_subjectkey VALUES ('a', 'b', '', now())",
        "UPDATE public.identity_person SET full_name = 'x'",
        "DELETE FROM public.identity_person",
        "TRUNCATE public.steering_daytally",
        "SELECT nextval('public.dossiers_dossier_id_seq')",
        "SELECT id FROM public.identity_person FOR UPDATE",
        "CREATE TABLE public.mine (id int)",
        "SET TRANSACTION READ WRITE",
    ],
)
def test_the_server_refuses_a_write_to_what_is_real(statement):
    with (
        stage.set_up(),
        connection.cursor() as cursor,
        pytest.raises(REFUSED, match=r"read-only|read-write"),
        transaction.atomic(),
    ):
        cursor.execute(statement)


def test_ids_on_a_stage_are_nobody_elses():
    def write():
        return Person.objects.create(
            full_name="Người Diễn", pin_index=b"1", sealed=b"", created_at=MONDAY, updated_at=MONDAY
        ).pk

    with stage.set_up():
        first = write()
    with stage.set_up():
        second = write()

    assert min(first, second) > 2**53
    assert first != second
    assert write() < 2**53


def test_real_sequences_stand_still(django_assert_num_queries):
    before = one("SELECT coalesce(last_value, 0) FROM pg_sequences WHERE sequencename = %s",
                 "kernel_outboxmessage_id_seq")  # fmt: skip

    with stage.set_up():
        OutboxMessage.objects.create(
            type="x", subject_kind="x", subject_key="x", payload={}, occurred_at=MONDAY
        )

    after = one("SELECT coalesce(last_value, 0) FROM pg_sequences WHERE sequencename = %s",
                "kernel_outboxmessage_id_seq")  # fmt: skip
    assert after == before
    assert outbox.waiting_count() == 0


def test_a_statement_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(stage, "STATEMENT_MS", 50)

    with pytest.raises(OperationalError, match="statement timeout"), stage.set_up():
        one("SELECT pg_sleep(5)")

    assert one("SHOW statement_timeout") == "0"


def test_an_error_strikes_the_stage_and_is_told():
    with pytest.raises(ZeroDivisionError), stage.set_up():
        raise ZeroDivisionError

    assert not stage.is_set()
    assert one("SHOW transaction_read_only") == "off"
    assert one("SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()") == 0


def test_a_stage_does_not_stand_on_a_stage():
    with stage.set_up(), pytest.raises(RuntimeError), stage.set_up():
        pass


def test_what_belongs_on_a_stage_stops_elsewhere():
    with pytest.raises(stage.NotOnStage):
        stage.require_set()

    with stage.set_up():
        stage.require_set()
