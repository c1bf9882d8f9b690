"""People without a personal identification number at the counter, and the number that comes later."""

import re

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.desk.counter import draft_of, linked

from motcua.capabilities.forms import queries as forms
from motcua.composition.casework.known import NUMBER, waive_number
from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import queries
from motcua.foundation.identity.models import Account, Person
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem

pytestmark = pytest.mark.django_db

PIN = "099195000777"
FOREIGNER = {
    "pin": "",
    "full_name": "Sukarno",
    "born_on": "02/02/1995",
    "sex": "male",
    "way": "counter",
    "_identified": "passport",
    "other_kind": "passport",
    "other_number": "C1234567",
    "other_place": "Indonesia",
}


@pytest.fixture
def foreigner():
    return FOREIGNER | {"_identified": _seen()}


def _seen():
    from motcua.domain.dossiers.enums import Identified

    return next(one.value for one in Identified if one.value != "card")


def taken_in(desk, said):
    sheet = counter.written(desk, **said)
    answer = counter.write(desk, sheet, then="accept", **counter.how_it_came(said))
    assert answer.status_code == 302, linked(answer)
    return Dossier.objects.select_related("applicant").order_by("-pk").first()


def test_somebody_with_a_passport_alone_is_taken_in(province, desk, foreigner):
    dossier = taken_in(desk, foreigner)

    person = queries.get_person(dossier.applicant_id)
    assert (person.full_name, person.pin, person.other.number) == ("Sukarno", "", "C1234567")
    assert not dossier.applicant.has_number
    assert not Account.objects.filter(person_id=person.id).exists()
    assert "Chưa có số định danh" in desk.get(f"/can-bo/ho-so/{dossier.reference}/").text


def test_two_without_a_number_are_two_people_however_alike(province, desk, foreigner):
    one, two = (draft_of(counter.begin(desk, **foreigner)) for _time in range(2))

    assert one.person_id != two.person_id


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"other_kind": ""}, ["pin"]),
        ({"other_number": "", "other_place": ""}, ["other_number", "other_place"]),
        ({"other_kind": "none"}, ["other_reason"]),
    ],
)
def test_what_is_missing_of_the_paper_is_said_beside_it(province, desk, foreigner, changed, wrong):
    empty = {"other_number": "", "other_place": ""} if "other_kind" in changed else {}

    answer = desk.post(counter.BEGIN, foreigner | empty | changed)

    assert answer.status_code == 422
    assert [one.removeprefix("f-") for one in linked(answer)] == wrong
    assert 'value="Sukarno"' in answer.text
    opened = r'<details class="govuk-details" open>(?:(?!</details>).)*other_kind'
    assert re.search(opened, answer.text, re.DOTALL)
    assert Person.objects.filter(full_name="Sukarno").count() == 0


def test_somebody_without_any_paper_is_taken_in_with_the_reason(province, desk, foreigner):
    said = foreigner | {
        "other_kind": "none", "other_number": "", "other_place": "",
        "other_reason": "Mất hết giấy tờ trong lũ; trưởng thôn xác nhận",
    }  # fmt: skip

    draft = draft_of(counter.begin(desk, **said))

    assert queries.get_person(draft.person_id).other.reason.startswith("Mất hết giấy tờ")


def test_the_number_that_comes_later_finds_everything_and_so_does_who_signs_in_with_it(
    province, desk, foreigner
):
    dossier = taken_in(desk, foreigner)
    address = f"/can-bo/ho-so/{dossier.reference}/so-dinh-danh/"
    assert "Hộ chiếu, C1234567, Indonesia" in desk.get(address).text

    answer = desk.post(address, {"pin": PIN})

    assert answer.status_code == 302, answer.text
    found = queries.find_named(PIN)
    assert found.ids == (dossier.applicant_id,)
    record = queries.get_person(dossier.applicant_id)
    assert (record.pin, record.other.number) == (PIN, "C1234567")
    known = identity.know_person(
        pin=PIN, full_name="Sukarno", born_on=record.born_on, sex=None, at=MONDAY
    )
    assert known.pk == dossier.applicant_id
    assert desk.get(address).status_code == 302


@pytest.mark.parametrize("pin", ["", "12345", "099192000101"])
def test_a_number_that_is_none_or_anothers_joins_nobody(province, desk, foreigner, pin):
    counter.begin(desk)  # whose number is 099192000101
    dossier = taken_in(desk, foreigner)

    answer = desk.post(f"/can-bo/ho-so/{dossier.reference}/so-dinh-danh/", {"pin": pin})

    assert answer.status_code == 422
    assert queries.get_person(dossier.applicant_id).pin == ""


def test_another_desk_gives_no_number(province, desk, sign_in, foreigner):
    dossier = taken_in(desk, foreigner)

    stranger = sign_in(province.stranger)

    address = f"/can-bo/ho-so/{dossier.reference}/so-dinh-danh/"
    assert stranger.post(address, {"pin": PIN}).status_code == 404


def test_a_name_of_one_word_finds_its_dossiers_and_no_longer_names(province, desk, foreigner):
    taken_in(desk, foreigner)

    found = desk.post("/can-bo/tim/", {"q": "sukarno"}, follow=True)

    assert Dossier.objects.get().number in found.text
    assert queries.find_named("Hạnh").ids == ()
    assert queries.find_named("H") is None


def test_only_who_has_no_number_is_let_off(province):
    version = procedures.get_by_code(people.BIRTH, on=clock.day_in_vietnam(MONDAY))
    form = forms.get_definition(version.form_definition_id)
    missing = FieldProblem(field="requester_pin", text="Nhập số", code="required")
    other = FieldProblem(field="requester_full_name", text="Nhập tên", code="required")

    assert waive_number(form, {NUMBER: PIN}, [missing, other]) == [missing, other]
    assert waive_number(form, {}, [missing, other]) == [other]
