"""Rows written by a statement spelled once are those that Django would have written."""

import datetime as dt

import pytest
from django.db import DataError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework.province import MONDAY

from motcua.capabilities.workflow.models import Definition
from motcua.domain.dossiers.models import DossierAnswers
from motcua.domain.procedures.models import Procedure, Provision
from motcua.foundation.identity.models import Post
from motcua.foundation.kernel import rows
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db


def definition(number, **changes):
    values = {
        "key": "khai-sinh",
        "version": number,
        "name": "Đăng ký khai sinh",
        "bpmn": "<x/>",
        "spec": {"tasks": [{"name": "Thẩm tra", "share": None}]},
        "sha256": bytes([number]) * 32,
        "created_at": MONDAY,
    }
    return Definition(**values | changes)


def test_what_is_inserted_is_read_back_with_its_keys():
    with CaptureQueriesContext(connection) as asked:
        first, second = rows.insert([definition(1), definition(2)])

    assert len(asked) == 1, "one statement for any number"
    assert None not in {first.pk, second.pk}
    assert first.pk != second.pk
    stored = Definition.objects.get(pk=second.pk)
    assert stored.spec == second.spec
    assert bytes(stored.sha256) == bytes([2]) * 32
    assert stored.created_at == MONDAY
    assert not second._state.adding


def test_a_row_with_its_key_keeps_it():
    (row,) = rows.insert([Procedure(pk=987_654, code="1.987654")])

    assert row.pk == 987_654
    assert Procedure.objects.get(code="1.987654").pk == 987_654


def test_nothing_is_inserted_of_nothing():
    with CaptureQueriesContext(connection) as asked:
        assert rows.insert([]) == []
    assert len(asked) == 0


def test_only_the_named_fields_are_written(province):
    provision = Provision.objects.filter(agency_id=province.agency_id).first()
    since = provision.valid_from
    provision.valid_to, provision.valid_from = dt.date(2099, 1, 1), dt.date(2000, 1, 1)

    rows.update(provision, ("valid_to",))

    provision.refresh_from_db()
    assert (provision.valid_from, provision.valid_to) == (since, dt.date(2099, 1, 1))


def message(**changes):
    values = {
        "type": "dossiers.redated",
        "subject_kind": "dossier",
        "subject_key": "7",
        "payload": {},
        "occurred_at": MONDAY,
    }
    return OutboxMessage(**values | changes)


def test_many_are_inserted_as_they_are_by_one_statement():
    told = [
        definition(number, pk=1_000_000 - number, name='Khai "tử", {1} \\ NULL')
        for number in (3, 1, 2)
    ]

    with CaptureQueriesContext(connection) as asked:
        rows.insert_each(told)

    assert len(asked) == 1
    for row in told:
        assert not row._state.adding
        stored = Definition.objects.get(pk=row.pk)
        assert (stored.name, stored.spec, stored.created_at) == (row.name, row.spec, row.created_at)
        assert bytes(stored.sha256) == row.sha256


def test_many_are_changed_each_to_its_own_and_in_the_named_fields_alone():
    first, second, other = rows.insert([message(), message(), message()])
    first.payload, second.payload, other.payload = {"a": None}, {"b": [1, 'Khai "tử"']}, {"c": 1}
    first.retry_at, first.type = MONDAY, "dossiers.other"

    with CaptureQueriesContext(connection) as asked:
        rows.update_each([first, second], ("payload", "retry_at"))

    assert len(asked) == 1, "one statement for any number"
    stored = {row.pk: row for row in OutboxMessage.objects.all()}
    assert [stored[row.pk].payload for row in (first, second, other)] == [
        first.payload,
        second.payload,
        {},
    ]
    assert [stored[row.pk].retry_at for row in (first, second)] == [MONDAY, None]
    assert stored[first.pk].type == "dossiers.redated"


def test_many_where_one_is_not_there_are_refused():
    (there,) = rows.insert([message()])
    there.attempts = 3

    with pytest.raises(OutboxMessage.DoesNotExist), transaction.atomic():
        rows.update_each([there, message(pk=there.pk + 1)], ("attempts",))

    assert OutboxMessage.objects.get(pk=there.pk).attempts == 0


def test_nothing_is_written_of_no_rows():
    with CaptureQueriesContext(connection) as asked:
        rows.insert_each([])
        rows.update_each([], ("type",))
    assert len(asked) == 0


def test_what_is_too_long_for_its_column_is_refused_and_never_cut():
    (there,) = rows.insert([message()])
    there.subject_kind = "k" * (OutboxMessage._meta.get_field("subject_kind").max_length + 1)

    with pytest.raises(DataError), transaction.atomic():
        rows.insert_each([message(pk=there.pk + 1, subject_kind=there.subject_kind)])
    with pytest.raises(DataError), transaction.atomic():
        rows.update_each([there], ("subject_kind",))


def test_a_column_of_lists_is_refused():
    with pytest.raises(TypeError, match="roles"):
        rows.update_each([Post(pk=1)], ("roles",))


def test_a_row_that_is_not_there_is_not_written():
    with pytest.raises(Procedure.DoesNotExist):
        rows.update(Procedure(pk=987_655, code="1.987655"), ("code",))


def test_the_table_still_judges():
    rows.insert([definition(1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert([definition(1, sha256=b"x" * 32)])
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert([DossierAnswers(dossier_id=-1, version=1, sealed=b"", saved_at=None)])


def test_a_field_worked_out_on_saving_is_refused():
    class Stamped(models.Model):
        changed_at = models.DateTimeField(auto_now=True)

        class Meta:
            app_label = "kernel"
            managed = False

    with pytest.raises(TypeError, match="changed_at"):
        rows.insert([Stamped(pk=1)])
