"""One box finds what the own agency has, here and in other systems, and nobody else's."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.exchange.test_mirroring import NUMBER, take

from motcua.composition.casework import meaning, searching
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity import actions as identity_actions
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.models import Person, folded_name
from motcua.foundation.identity.personal import phone_index
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.models import Reading
from motcua.foundation.kernel.vietnamese import MARKED, UNMARKED, fold

pytestmark = pytest.mark.django_db
SEARCH = "/can-bo/tim/"
HANH = "099192000101"


def found_by(client, who):
    page = client.post(SEARCH, {"q": who})
    found = page.context["found"].of_person
    return (
        page.status_code,
        [dossier.reference for dossier, _version in found.dossiers] if found else [],
        [seen.mirror.number for seen in found.mirrors] if found else [],
    )


def listed(page, key):
    return [
        row.reference for group in page.context["groups"] if group.key == key for row in group.rows
    ]


@pytest.mark.parametrize(
    "typed",
    [
        HANH,
        "0991 9200 0101",
        "Nguyễn Thị Hạnh",
        "  nguyễn  thị HẠNH ",
        "nguyen thi hanh",
        "NGUYEN THI HẠNH",
    ],
)
def test_a_person_is_found_by_number_or_whole_name_with_or_without_marks(typed, province, desk):
    dossier = people.lodge(province)
    people.lodge(province, by=province.duc)
    take()

    assert found_by(desk, typed) == (200, [dossier.reference], [NUMBER])


def test_what_the_desk_received_for_another_agency_is_found_at_both(province, desk, sign_in):
    """Article 18.3: the other agency decides, this desk hands the result over."""
    counter.taken_in(desk, agency=str(province.other_agency_id))
    brought = counter.dossier()

    assert found_by(desk, HANH) == (200, [brought.reference], [])
    assert found_by(sign_in(province.stranger), HANH) == (200, [brought.reference], [])


def test_the_page_leads_to_both_and_keeps_the_number_out_of_addresses(province, desk):
    dossier = people.lodge(province)
    mirror = take()

    page = desk.post(SEARCH, {"q": HANH}).text

    assert f'href="/can-bo/ho-so/{dossier.reference}/"' in page
    assert f'href="/can-bo/ho-so-noi-khac/{mirror.pk}/"' in page
    assert f"?q={HANH}" not in page
    assert desk.get(SEARCH, {"q": HANH}).context["found"].of_person is None


@pytest.mark.parametrize(
    "typed",
    ["Hạnh", "Nguyễn Thị", "Nguyễn Thị Hành", "%", "_ _ _", "09919200010", "+84", "a" * 500],
)
def test_part_of_a_name_or_number_finds_nobody(typed, province, desk):
    people.lodge(province)
    take()

    assert found_by(desk, typed)[1:] == ([], [])
    assert not Reading.objects.filter(purpose="search").exists()


def test_each_dossier_found_is_noted_as_read_and_nothing_else(province, desk):
    dossier = people.lodge(province)
    people.lodge(province, by=province.duc)
    mirror = take()

    desk.post(SEARCH, {"q": HANH})

    noted = [reading for reading in Reading.objects.order_by("pk") if reading.purpose == "search"]
    assert {one for reading in noted for one in reading.subjects} == {
        f"dossier:{dossier.reference}",
        f"mirror:{mirror.pk}",
    }
    assert {(reading.reader, reading.agency_id) for reading in noted} == {
        (province.desk.key, province.agency_id)
    }


def test_who_finds_nothing_notes_nothing(province, desk):
    desk.post(SEARCH, {"q": HANH})

    assert not Reading.objects.filter(purpose="search").exists()


def test_another_agency_learns_nothing_of_the_person(province, sign_in):
    people.lodge(province)
    take()

    client = sign_in(province.stranger)

    assert found_by(client, HANH) == (404, [], [])
    assert NUMBER not in client.post(SEARCH, {"q": HANH}).text
    assert not Reading.objects.filter(purpose="search").exists()


def test_a_post_that_sees_no_dossiers_cannot_search(province, sign_in):
    people.lodge(province)

    assert sign_in(province.controller).post(SEARCH, {"q": HANH}).status_code == 404
    with pytest.raises(DossierNotFound):
        searching.find(HANH, province.controller, now=MONDAY)


def test_people_of_one_name_are_all_found_and_what_is_more_is_said(province, desk, monkeypatch):
    Person.objects.filter(pk=province.duc.person_id).update(full_name="Nguyễn Thị Hạnh")
    first = people.lodge(province)
    second = people.lodge(province, by=province.duc)
    assert found_by(desk, "Nguyễn Thị Hạnh")[1] == [second.reference, first.reference]

    monkeypatch.setattr(searching, "MOST", 1)
    page = desk.post(SEARCH, {"q": "Nguyễn Thị Hạnh"})

    assert "Còn hồ sơ cũ hơn không nêu ở đây." in page.text
    assert first.reference not in page.text


def test_the_name_of_a_person_is_no_question_for_procedures(province, desk):
    Person.objects.filter(pk=province.hanh.person_id).update(full_name="Khai Sinh")
    assert desk.post(SEARCH, {"q": "khai sinh"}).context["lines"]

    people.lodge(province)
    page = desk.post(SEARCH, {"q": "khai sinh"})

    assert listed(page, "person")
    assert page.context["lines"] == []
    assert page.text.count('role="search"') == 1


def test_names_of_other_marks_are_other_names_and_where_the_tone_stands_does_not_matter(
    province, desk
):
    Person.objects.filter(pk=province.hanh.person_id).update(full_name="NGUYỄN THỊ HOÀ")
    Person.objects.filter(pk=province.duc.person_id).update(full_name="Nguyễn Thị Hoa")
    with_tone, without = people.lodge(province), people.lodge(province, by=province.duc)

    assert found_by(desk, "nguyễn thị hòa")[1] == [with_tone.reference]
    assert found_by(desk, "nguyen thi hoa")[1] == [without.reference, with_tone.reference]


@pytest.mark.parametrize(
    "typed", ["0900000101", "0900 000 101", "0900.000.101", "+84 900 000 101", "84900000101"]
)
def test_a_person_is_found_by_telephone_in_any_layout(typed, province, desk):
    dossier = people.lodge(province)
    identity_actions.update_contact(
        province.hanh.person_id, email="", phone="+84900000101", at=MONDAY
    )

    page = desk.post(SEARCH, {"q": typed})

    assert listed(page, "person") == [dossier.reference]
    assert "Người nộp có số điện thoại này" in page.text


def test_a_telephone_given_up_or_erased_finds_nobody(province, desk):
    people.lodge(province)
    hanh = province.hanh.person_id
    identity_actions.update_contact(hanh, email="", phone="0900000777", at=MONDAY)
    assert found_by(desk, "0900000777")[0] == 200

    identity_actions.update_contact(hanh, email="", phone="0900000888", at=MONDAY)
    assert found_by(desk, "0900000777")[0] == 404

    sealing.erase_key(identity.person_subject(hanh))
    assert found_by(desk, "0900000888")[0] == 404


def test_telephones_sealed_before_there_was_an_index_are_indexed(province, desk):
    people.lodge(province)
    identity_actions.update_contact(
        province.hanh.person_id, email="", phone="0900000777", at=MONDAY
    )
    Person.objects.update(phone_index=None)
    assert found_by(desk, "0900000777")[0] == 404

    backfill = import_module("motcua.foundation.identity.migrations.0004_telephones_known_before")
    with connection.schema_editor() as editor:
        backfill.index_phones(apps, editor)

    assert found_by(desk, "0900000777")[0] == 200


def test_the_one_dossier_of_a_number_is_gone_to_at_once(province, desk):
    dossier = people.accept(province, people.lodge(province))
    bare = dossier.reference.removeprefix("NT-").replace("-", "").lower()
    page = f"/can-bo/ho-so/{dossier.reference}/"

    for typed in (
        dossier.reference,
        f"nt {bare}",
        dossier.number.replace("-", " "),
        dossier.number,
    ):
        assert desk.post(SEARCH, {"q": typed})["Location"] == page
        assert desk.get(SEARCH, {"q": typed})["Location"] == page


@pytest.mark.parametrize("typed", ["16/3", "16-03-2026", "2026-03-16", "hôm nay", "nộp ngày 16/3"])
def test_a_day_finds_what_was_lodged_on_it(typed, province, desk, sign_in):
    dossier = people.lodge(province)
    people.lodge(province, at=MONDAY - timedelta(days=3))

    page = desk.get(SEARCH, {"q": typed})

    assert listed(page, "lodged_at") == [dossier.reference]
    assert "Nộp ngày 16/03/2026" in page.text
    assert sign_in(province.stranger).get(SEARCH, {"q": typed}).status_code == 404


def test_a_day_finds_what_is_promised_on_it(province, desk):
    dossier = people.accept(province, people.lodge(province, at=MONDAY - timedelta(days=3)))
    due_on = timezone.localdate(dossier.due_at)

    page = desk.get(SEARCH, {"q": f"hẹn trả {due_on:%d/%m}"})

    assert listed(page, "due_at") == [dossier.reference]
    assert desk.get(SEARCH, {"q": "31/02"}).status_code == 404


def test_a_day_with_many_says_where_all_of_them_are(province, desk, monkeypatch):
    monkeypatch.setattr(searching, "MOST_OF_A_DAY", 1)
    first, second = people.lodge(province), people.lodge(province)

    page = desk.get(SEARCH, {"q": "16/3/2026"})

    (group,) = page.context["groups"]
    listing = desk.get(group.more)
    assert [row.reference for row in group.rows] == [second.reference]
    assert {row.reference for row in listing.context["rows"]} == {first.reference, second.reference}


@pytest.mark.parametrize("typed", ["khai sinh", "dang ky khai sinh", "1.001193"])
def test_a_procedure_leads_to_the_agencys_dossiers_of_it(typed, province, desk):
    dossier = people.lodge(province)

    page = desk.get(SEARCH, {"q": typed})

    line = page.context["lines"][0]
    assert (line.code, line.open) == ("1.001193", 1)
    assert [row.reference for row in desk.get(line.href).context["rows"]] == [dossier.reference]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("23/11", date(2025, 11, 23)),
        ("1/9", date(2026, 9, 1)),
        ("23.11.26", date(2026, 11, 23)),
        ("29/2", None),
        ("29/2/2024", date(2024, 2, 29)),
        ("hom qua", date(2026, 3, 15)),
        ("ngày mai", date(2026, 3, 17)),
        ("hạn hôm nay", date(2026, 3, 16)),
        ("0/1", None),
        ("1.001193", None),
        ("H99-20260316-0001", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    assert meaning.read_day(typed, today=MONDAY.date()) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_without_a_year_is_the_nearest(day):
    read = meaning.read_day(f"{day:%d/%m}", today=MONDAY.date())

    assert read is None or abs((read - MONDAY.date()).days) <= 183


@pytest.mark.parametrize("number", [1, 3])
def test_searching_costs_the_same_for_any_number(number, province, django_assert_num_queries):
    for place in range(number):
        people.lodge(province)
        take(number=f"G15-{place}")
    searching.find(HANH, province.desk, now=MONDAY)

    with django_assert_num_queries(10):
        found = searching.find(HANH, province.desk, now=MONDAY)

    assert (len(found.of_person.dossiers), len(found.of_person.mirrors)) == (number, number)


def test_names_and_telephones_are_looked_up_by_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    named = Person.objects.alias(folded=folded_name()).filter(folded="nguyen thi hanh")

    assert "person_by_folded_name" in named.explain()
    assert (
        "person_by_phone" in Person.objects.filter(phone_index=phone_index("0900000101")).explain()
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=sorted(set(MARKED + "abcyzABCYZ -'"))))
def test_the_database_folds_a_name_as_the_product_does(db, name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower(translate(%s, %s, %s))", [name, MARKED, UNMARKED])
        folded = cursor.fetchone()[0]

    assert " ".join(folded.split()) == fold(name)
