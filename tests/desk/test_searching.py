"""An officer finds a person's dossiers at the own agency, here and in other systems; nobody else's."""

import pytest
from django.db import connection
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.exchange.test_mirroring import NUMBER, take

from motcua.composition.casework import searching
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.foundation.identity.models import Person
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
SEARCH, PERSON = "/can-bo/tim/", "/can-bo/tim/nguoi/"
HANH = "099192000101"


def found_by(client, who):
    page = client.post(PERSON, {"who": who})
    found = page.context["found"]
    return (
        page.status_code,
        [dossier.reference for dossier, _version in found.dossiers],
        [seen.mirror.number for seen in found.mirrors],
    )


@pytest.mark.parametrize(
    "typed", [HANH, "0991 9200 0101", "Nguyễn Thị Hạnh", "  nguyễn  thị HẠNH "]
)
def test_a_person_is_found_by_number_or_whole_name_here_and_elsewhere(typed, province, desk):
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

    page = desk.post(PERSON, {"who": HANH}).text

    assert f'href="/can-bo/ho-so/{dossier.reference}/"' in page
    assert f'href="/can-bo/ho-so-noi-khac/{mirror.pk}/"' in page
    assert f"?q={HANH}" not in page
    assert desk.get(PERSON, {"who": HANH}).status_code == 405


@pytest.mark.parametrize(
    "typed", ["Hạnh", "Nguyễn Thị", "nguyen thi hanh", "%", "09919200010", "", "\0", "a" * 500]
)
def test_part_of_a_name_or_number_finds_nobody(typed, province, desk):
    people.lodge(province)
    take()

    assert found_by(desk, typed) == (404, [], [])


def test_each_dossier_found_is_noted_as_read_and_nothing_else(province, desk):
    dossier = people.lodge(province)
    people.lodge(province, by=province.duc)
    mirror = take()

    desk.post(PERSON, {"who": HANH})

    noted = [reading for reading in Reading.objects.order_by("pk") if reading.purpose == "search"]
    assert {one for reading in noted for one in reading.subjects} == {
        f"dossier:{dossier.reference}",
        f"mirror:{mirror.pk}",
    }
    assert {(reading.reader, reading.agency_id) for reading in noted} == {
        (province.desk.key, province.agency_id)
    }


def test_who_finds_nothing_notes_nothing(province, desk):
    desk.post(PERSON, {"who": HANH})

    assert not Reading.objects.filter(purpose="search").exists()


def test_another_agency_learns_nothing_of_the_person(province, sign_in):
    people.lodge(province)
    take()

    client = sign_in(province.stranger)

    assert found_by(client, HANH) == (404, [], [])
    assert NUMBER not in client.post(PERSON, {"who": HANH}).text
    assert not Reading.objects.filter(purpose="search").exists()


def test_a_post_that_sees_no_dossiers_cannot_search(province, sign_in):
    people.lodge(province)

    assert sign_in(province.controller).post(PERSON, {"who": HANH}).status_code == 404
    with pytest.raises(DossierNotFound):
        searching.find_of_person(HANH, province.controller, on=MONDAY.date())


def test_a_number_that_finds_no_dossier_can_be_tried_as_a_persons(province, desk):
    assert f'name="who" value="{HANH}"' in desk.get(SEARCH, {"q": HANH}).text
    assert 'name="who" value=""' in desk.get(SEARCH, {"q": "H99-26-1"}).text


def test_people_of_one_name_are_all_found_and_what_is_more_is_said(province, desk, monkeypatch):
    Person.objects.filter(pk=province.duc.person_id).update(full_name="Nguyễn Thị Hạnh")
    first = people.lodge(province)
    second = people.lodge(province, by=province.duc)
    assert found_by(desk, "Nguyễn Thị Hạnh")[1] == [second.reference, first.reference]

    monkeypatch.setattr(searching, "MOST", 1)
    page = desk.post(PERSON, {"who": "Nguyễn Thị Hạnh"})

    assert "Còn hồ sơ cũ hơn không nêu ở đây." in page.text
    assert first.reference not in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_searching_costs_the_same_for_any_number(number, province, django_assert_num_queries):
    for place in range(number):
        people.lodge(province)
        take(number=f"G15-{place}")
    on = MONDAY.date()
    searching.find_of_person(HANH, province.desk, on=on)

    with django_assert_num_queries(7):
        found = searching.find_of_person(HANH, province.desk, on=on)

    assert (len(found.dossiers), len(found.mirrors)) == (number, number)


def test_the_name_is_looked_up_by_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Person.objects.filter(full_name__in={"Nguyễn Thị Hạnh", "NGUYỄN THỊ HẠNH"}).explain()

    assert "person_by_name" in plan
