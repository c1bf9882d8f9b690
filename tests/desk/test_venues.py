"""Papers received away from the office: the head opens a place, people find it, the dossier says so."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter, venues

from motcua.domain.dossiers.models import Dossier
from motcua.domain.venues.models import Venue
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
PUBLIC = "/diem-tiep-nhan/"
REMEMBER = "/can-bo/nhan-giay/diem/"
SHOWN = re.compile(r"<[^>]+>")


def words(page):
    return " ".join(SHOWN.sub(" ", page.text).split())


def received_at(dossier):
    return counter.entries(dossier)["lodge"].payload.get("venue")


# --- the head's page ------------------------------------------------------------------------------


def test_what_the_head_records_is_read_by_the_citizen_with_the_hours_of_the_week(chair):
    venues.record(chair)

    page = words(Client().get(PUBLIC))

    assert "Nhà văn hóa thôn Phú Lợi" in page
    assert "Thứ hai 16/03 07:30–11:30" in page
    assert "Thứ năm 19/03 13:00–16:00" in page
    assert "Thứ bảy 21/03 08:00–10:00" in page
    assert "Đang mở" in page


def test_all_that_is_missing_is_said_beside_its_box_and_what_was_typed_stays(chair):
    page = chair.post(
        venues.PAGE, {"valid_from": "16/03/2026", "hours": "Thứ chín", "address": "Thôn Phú Lợi"}
    )

    assert page.status_code == 422
    for name in ("kind", "name", "commune", "basis", "hours"):
        assert f'href="#f-{name}"' in page.text
    assert "Chưa hiểu “Thứ chín”" in page.text
    assert 'value="Thôn Phú Lợi"' in page.text
    assert not Venue.objects.exists()


def test_a_place_that_ended_stays_on_the_list_and_leaves_the_portal(chair):
    venue = venues.record(chair)

    assert venues.end(chair, venue, reason="").status_code == 422
    assert venues.end(chair, venue, valid_to="15/03/2026").status_code == 422
    assert venues.end(chair, venue).status_code == 302
    assert venues.end(chair, venue).status_code == 409

    assert "Thông báo 20/TB-UBND" in words(chair.get(venues.PAGE))
    assert venue.name not in Client().get(PUBLIC).text


def test_other_hours_are_recorded_from_the_place_before(chair):
    venue = venues.record(chair)

    page = chair.get(f"{venues.PAGE}?tu={venue.pk}").text

    assert 'value="Nhà văn hóa thôn Phú Lợi"' in page
    assert "Thứ năm 13:00–16:00\n21/03/2026 08:00–10:00" in page


def test_nobody_ends_the_place_of_another_agency(chair, sign_in, province):
    venue = venues.record(chair)

    assert venues.end(sign_in(province.strange_chair), venue).status_code == 404


# --- the portal -----------------------------------------------------------------------------------


def test_the_procedure_leads_to_the_places_at_which_it_is_received(chair):
    venues.record(chair, procedures=people.BIRTH)
    venues.record(chair, name="Chợ Phú Lợi", procedures="1.004194")
    asked = f"{PUBLIC}?thu-tuc={people.BIRTH}"

    assert asked in Client().get(f"/thu-tuc/{people.BIRTH}/").text
    page = Client().get(asked).text
    assert "Nhà văn hóa thôn Phú Lợi" in page
    assert "Chợ Phú Lợi" not in page


def test_where_there_is_none_the_offices_are_named(province):
    page = words(Client().get(f"{PUBLIC}?thu-tuc={people.BIRTH}"))

    assert "Bảy ngày tới không có điểm tiếp nhận ngoài trụ sở." in page
    assert "Sông Lam" in page


def test_many_places_are_chosen_by_commune_and_the_page_stays_small(chair):
    venue = venues.record(chair)
    for number in range(300):
        clone = Venue.objects.get(pk=venue.pk)
        sessions = list(clone.sessions.all())
        clone.pk, clone.name = None, f"Điểm số {number}"
        clone.save()
        for one in sessions:
            one.pk, one.venue = None, clone
            one.save(force_insert=True)

    page = Client().get(PUBLIC)

    assert "Chọn xã, phường" in page.text
    assert "301 điểm" in page.text
    assert len(page.content) < 100_000
    assert "Điểm số 299" in Client().get(f"{PUBLIC}?xa={venue.commune.code}").text


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_of_places_costs_three_queries(chair, number, django_assert_num_queries):
    for one in range(number):
        venues.record(chair, name=f"Điểm số {one}")
    browser = Client()
    browser.get(PUBLIC)

    with django_assert_num_queries(3):
        browser.get(PUBLIC)


# --- the desk -------------------------------------------------------------------------------------


def test_the_entry_of_receipt_names_the_place_and_nothing_else_changes(chair, desk):
    venue = venues.record(chair)
    plain = counter.taken_in(desk)
    first = Dossier.objects.get()
    there = counter.taken_in(desk, **counter.STRANGER, _venue=str(venue.pk))

    assert plain.status_code == there.status_code == 302
    second = Dossier.objects.latest("pk")
    assert (received_at(first), received_at(second)) == (None, venue.pk)
    kept = ("agency_id", "receiving_agency_id", "accepted_at", "due_at", "channel")
    assert [getattr(first, name) for name in kept] == [getattr(second, name) for name in kept]
    page = words(desk.get(f"/can-bo/ho-so/{second.reference}/"))
    assert f"Nơi nhận hồ sơ: {venue.name}" in page


def test_the_browser_remembers_the_place_of_the_day(chair, desk):
    venue = venues.record(chair)
    assert desk.post(REMEMBER, {"venue": str(venue.pk)}).status_code == 302
    assert f'value="{venue.pk}" selected' in desk.get(counter.LIST).text

    sheet = counter.begin(desk)

    assert f"Nhận tại {venue.name}" in words(desk.get(sheet))
    desk.post(REMEMBER, {"venue": ""})
    other = counter.begin(desk, **counter.STRANGER)
    assert f"Nhận tại {venue.name}" not in words(desk.get(other))


def test_what_the_browser_remembers_is_forgotten_once_the_place_is_not_there(chair, desk):
    venue = venues.record(chair)
    desk.post(REMEMBER, {"venue": str(venue.pk)})
    venues.end(chair, venue)

    sheet = counter.begin(desk)

    assert f"Nhận tại {venue.name}" not in words(desk.get(sheet))


@pytest.mark.parametrize("changed", [{"valid_from": "17/03/2026"}, {"procedures": "1.004194"}])
def test_a_place_that_does_not_receive_it_that_day_is_refused_beside_its_box(chair, desk, changed):
    venue = venues.record(chair, **changed)
    if "valid_from" in changed:
        venues.record(chair, name="Chợ Phú Lợi")

    page = desk.post(counter.BEGIN, {**counter.WHO, "_venue": str(venue.pk)})

    assert page.status_code == 422
    assert 'href="#f-_venue"' in page.text


def test_the_place_of_another_agency_is_refused(desk, sign_in, province):
    venue = venues.record(sign_in(province.strange_chair))

    page = desk.post(counter.BEGIN, {**counter.WHO, "_venue": str(venue.pk)})

    assert page.status_code == 422


def test_at_home_is_no_place_of_reception(chair, desk):
    venue = venues.record(chair)

    page = desk.post(
        counter.BEGIN, {**counter.WHO, "_venue": str(venue.pk), "_place": "on-the-spot"}
    )

    assert page.status_code == 422
    assert "để trống ô này" in page.text


def test_a_place_of_tomorrow_is_not_offered_today(chair, desk):
    venues.record(chair, valid_from="17/03/2026")

    assert "Hôm nay nhận hồ sơ tại" not in desk.get(counter.LIST).text
    with clock.fixed_at(MONDAY + timedelta(days=1)):
        assert "Hôm nay nhận hồ sơ tại" in desk.get(counter.LIST).text
