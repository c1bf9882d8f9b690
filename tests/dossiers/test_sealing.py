"""Personal values stand sealed: no column of the dossiers, their log or what leaves them has one."""

import pytest
from django.apps import apps
from django.db import connection
from tests.casework import people
from tests.dossiers import steps

from motcua.domain.dossiers import queries
from motcua.foundation.kernel.sealing import KeyErased

pytestmark = pytest.mark.django_db
PRIVATE = [
    people.ANSWERS["child_full_name"],
    people.ANSWERS["father_full_name"],
    people.ANSWERS["mother_pin"],
    people.ANSWERS["father_pin"],
    people.ANSWERS["requester_phone"],
    people.ANSWERS["requester_email"],
    "Thôn Bến Đò",
]
REASON = "Chị Nguyễn Thị Hạnh khai sai ngày sinh của cháu Phạm Nguyễn Bảo Ngọc."


def tables():
    """Return the tables of the dossiers, and those through which what happened leaves them."""
    own = [model._meta.db_table for model in apps.get_app_config("dossiers").get_models()]
    return [
        *own,
        "kernel_outboxmessage",
        "kernel_delivery",
        "kernel_reading",
        "workflow_instance",
        "workflow_task",
        "documents_document",
        "steering_daytally",
    ]


def stored_text():
    """Return every row of those tables as text, bytes read as if they were text too."""
    rows = []
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                for value in row:
                    is_bytes = isinstance(value, bytes | memoryview)
                    text = bytes(value).decode("utf-8", "replace") if is_bytes else str(value)
                    rows.append((table, text))
    return rows


def test_no_personal_value_stands_anywhere_in_clear(province):
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "can_bo_sung", reason=REASON, items=steps.ITEMS)
    people.settle()

    stored = stored_text()

    assert len({table for table, _text in stored}) > 8
    for secret in [*PRIVATE, REASON, steps.WHY, steps.ITEMS[0]["why"]]:
        assert [table for table, text in stored if secret.lower() in text.lower()] == [], secret


def test_what_is_sealed_opens_for_those_who_may(province):
    dossier = people.lodge(province)

    assert queries.read_answers(dossier)["child_full_name"] == people.ANSWERS["child_full_name"]


def test_without_its_key_a_dossier_has_no_content_and_its_log_still_holds(province):
    dossier = steps.lodge(province)
    steps.direct(province, dossier)

    type(dossier).objects.filter(pk=dossier.pk).update(wrapped_key=b"")
    erased = steps.again(dossier)

    with pytest.raises(KeyErased):
        queries.read_answers(erased)
    assert list(queries.verify_log()) == []


def test_one_dossiers_key_opens_no_other(province):
    mine, other = steps.lodge(province), steps.lodge(province, by=province.duc)

    with pytest.raises(Exception, match=r"^$") as refused:
        queries.content.sealing.unwrap_key(other.wrapped_key, mine.subject)

    assert type(refused.value).__name__ == "InvalidTag"
