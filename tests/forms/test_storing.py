"""A stored form changes no more, and is remembered for ever."""

from datetime import UTC, datetime

import pytest
from django.db import ProgrammingError, transaction

from motcua.capabilities.forms import actions
from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.errors import DefinitionNotFound, InvalidDefinition
from motcua.capabilities.forms.models import FormDefinition
from tests.forms.forms import BIRTH_ANSWERS, TODAY, question, sketch, words

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def document(title="Thử"):
    return sketch(
        {"name": {"type": "string", "maxLength": 20}},
        fields={"name": question("text")},
        title=words(title),
    )


def test_the_same_content_is_the_same_form():
    first = actions.store_definition("thu", document(), MONDAY)
    again = actions.store_definition("thu", document(), MONDAY)

    assert first == again
    assert FormDefinition.objects.filter(key="thu").count() == 1
    assert forms.get_definition(first).version == 1


def test_new_content_is_the_next_version_and_the_old_one_stays():
    first = actions.store_definition("thu", document(), MONDAY)
    second = actions.store_definition("thu", document("Thử lại"), MONDAY)

    assert first != second
    assert (forms.get_definition(second).version, forms.get_definition(first).version) == (2, 1)
    assert str(forms.get_definition(first).title) == "Thử"
    assert forms.get_latest_definition("thu").id == second


def test_the_same_content_under_another_key_is_another_form():
    one = actions.store_definition("mot", document(), MONDAY)
    other = actions.store_definition("hai", document(), MONDAY)

    assert one != other
    assert forms.get_definition(other).key == "hai"


def test_a_faulty_document_is_refused_and_not_stored():
    faulty = document()
    faulty["schema"]["properties"]["name"] = {"type": "string"}

    with pytest.raises(InvalidDefinition) as refused:
        actions.store_definition("Thử Nghiệm", faulty, MONDAY)

    assert refused.value.faults == (
        "name: a question of kind text needs maxLength",
        "key: a-z, 0-9, -",
    )
    assert not FormDefinition.objects.exists()


def test_a_form_is_read_once(django_assert_num_queries):
    stored = actions.store_definition("nho-mai", document("Nhớ mãi"), MONDAY)

    with django_assert_num_queries(1):
        cold = forms.get_definition(stored)
    with django_assert_num_queries(0):
        warm = forms.get_definition(stored)

    assert warm is cold


def test_what_is_not_stored_is_not_found():
    with pytest.raises(DefinitionNotFound):
        forms.get_definition(1)
    with pytest.raises(DefinitionNotFound):
        forms.get_latest_definition("khong-co")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_application_cannot_change_a_stored_form(change):
    stored = actions.store_definition("thu", document(), MONDAY)
    row = FormDefinition.objects.filter(pk=stored)

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        row.update(version=9) if change == "update" else row._raw_delete("default")

    assert row.get().version == 1


def test_the_packaged_forms_are_stored_once_and_work_as_read():
    stored = actions.store_packaged(MONDAY)
    again = actions.store_packaged(MONDAY)

    form = forms.get_definition(stored["birth-registration"])
    assert again == stored
    assert stored.keys() == set(forms.PACKAGED)
    assert forms.validate_all(form, BIRTH_ANSWERS, today=TODAY) == []
    assert [page.key for page in form.pages] == [
        "nguoi-yeu-cau", "con", "cha-me", "me", "cha", "noi-sinh", "giay-to", "ket-qua",
    ]  # fmt: skip
    papers = forms.get_definition(stored["certified-copy"]).fields["papers"]
    assert [part.id for part in papers.parts] == ["name", "issuer", "pages", "copies"]
