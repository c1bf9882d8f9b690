"""What a question asks of a person: every one has a kind, what is sensitive is known as such, a designer can say more."""

import pytest

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.errors import InvalidDefinition
from motcua.capabilities.forms.queries import purposes
from motcua.capabilities.forms.rules import documents
from motcua.foundation.kernel.personal_data import DataKind, is_sensitive
from tests.forms.forms import BIRTH, PACKAGED, question, sketch, words

TEXT = {"type": "string", "maxLength": 50}


def compiled(**hints):
    document = sketch({"illness": TEXT}, fields={"illness": question("text", "Bệnh", **hints)})
    return forms.compile_document(document, key="sketch")


@pytest.mark.parametrize("key", sorted(PACKAGED))
def test_no_question_of_a_form_is_without_a_kind_of_data(key):
    asked = list(purposes.list_questions(PACKAGED[key]))

    assert asked
    assert all(one.data for one in asked)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("requester_full_name", DataKind.NAME),
        ("requester_pin", DataKind.NUMBER),
        ("requester_birth_date", DataKind.LIFE_DATES),
        ("mother_birth_year", DataKind.LIFE_DATES),
        ("requester_phone", DataKind.NUMBER),
        ("requester_email", DataKind.ACCOUNT),
        ("requester_residence", DataKind.PLACE),
        ("mother_nationality", DataKind.NATIONALITY),
        ("mother_ethnicity", DataKind.ORIGIN),
        ("copies_wanted", DataKind.OTHER),
    ],
)
def test_the_kind_follows_from_how_it_is_asked(name, kind):
    assert BIRTH.fields[name].data == (kind,)


@pytest.mark.parametrize("key", sorted(PACKAGED))
def test_where_ethnicity_is_asked_it_is_sensitive(key):
    for name, field in PACKAGED[key].fields.items():
        if name.endswith("ethnicity"):
            assert [is_sensitive(kind) for kind in field.data] == [True]


def test_what_a_question_says_of_itself_counts():
    form = compiled(data=["health", "name"], purpose=words("Để xét miễn phí", "To waive the fee"))

    (asked,) = purposes.list_asked(form, form.pages[0].key)

    assert form.fields["illness"].data == (DataKind.HEALTH, DataKind.NAME)
    assert (asked.sensitive, str(asked.purpose)) == ((DataKind.HEALTH,), "Để xét miễn phí")


@pytest.mark.parametrize(
    ("data", "answers", "marks"),
    [
        (["health"], {"illness": "Hen"}, [True]),
        (["name", "health"], {"illness": "Hen"}, [True]),
        (["name"], {"illness": "Hen"}, [False]),
        (["health"], {}, [False]),
    ],
)
def test_a_summary_marks_what_was_answered_and_is_sensitive(data, answers, marks):
    (section,) = forms.summary(compiled(data=data), answers)

    assert [row.is_sensitive for row in section.rows] == marks


def test_a_page_that_asks_nothing_special_says_nothing_special():
    form = compiled()

    assert purposes.list_asked(form, form.pages[0].key) == ()
    assert purposes.list_asked(form, "no-such-page") == ()


@pytest.mark.parametrize("data", [[], ["secret"], ["name", "name"], "name"])
def test_a_kind_that_the_decree_does_not_name_is_a_fault(data):
    with pytest.raises(InvalidDefinition):
        compiled(data=data)


def test_the_profile_offers_the_kinds_of_the_table():
    offered = documents._PROFILE_OF_WHOLE["$defs"]["field_hints"]["additionalProperties"]

    assert offered["properties"]["data"]["items"]["enum"] == DataKind.values
