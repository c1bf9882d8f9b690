"""Rows written by a statement spelled once are those that Django would have written."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework.province import MONDAY

from motcua.capabilities.workflow.models import Definition
from motcua.domain.dossiers.models import DossierAnswers
from motcua.domain.procedures.models import Procedure, Provision
from motcua.foundation.kernel import rows

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
