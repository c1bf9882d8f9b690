"""Who read whose personal data is in the log, or the page is not shown."""

import pytest
from django.db import DatabaseError, connection

from motcua.foundation.kernel.models import Reading
from tests.access.table import OWN_AGENCY, TABLE

pytestmark = pytest.mark.django_db

PERSONAL = sorted(route for route, row in TABLE.items() if row.is_personal)
NAMES = ("Nguyễn Thị Hạnh", "Phạm Nguyễn Bảo", "099192000101")


def reader_of(row):
    return min(row.owners & row.enters & OWN_AGENCY)


def test_each_page_that_shows_personal_data_says_so_in_the_log(things, visitors, actors):
    for route in PERSONAL:
        row = TABLE[route]
        visitor, address = reader_of(row), things.address(route)
        before = set(Reading.objects.values_list("pk", flat=True))

        assert visitors[visitor].get(address).status_code == 200, route

        noted = Reading.objects.exclude(pk__in=before)
        assert {(one.reader, one.agency_id, one.path) for one in noted} == {
            (actors[visitor].key, actors[visitor].agency_id, address)
        }, route
        assert all(one.subjects and one.purpose for one in noted), route


def test_no_other_page_of_the_desk_shows_a_person(things, visitors):
    """The table marks the pages; here the pages themselves are searched for the applicant's name."""
    for route, row in TABLE.items():
        if not route.startswith("can-bo/") or row.is_personal or "get" not in row.answers:
            continue
        for visitor in sorted(row.enters & OWN_AGENCY | (row.enters & {"controller", "operator"})):
            page = visitors[visitor].get(things.address(route)).content.decode()
            assert not any(name in page for name in NAMES), (route, visitor)


def test_lists_note_every_dossier_they_show(things, visitors):
    visitors["desk"].get("/can-bo/tiep-nhan/")

    (noted,) = Reading.objects.order_by("-pk")[:1]
    assert noted.subjects == [f"dossier:{things.by_name['waiting']}"]


def test_a_search_that_finds_is_noted(things, visitors, actors):
    visitors["desk"].get("/can-bo/tim/", {"q": things.by_name["handled"]})

    noted = Reading.objects.order_by("-pk")[0]
    assert (noted.reader, noted.purpose) == (actors["desk"].key, "search")


def test_a_refused_reading_is_not_noted(things, visitors, actors):
    visitors["strange_desk"].get(things.address("can-bo/ho-so/<str:reference>/"))

    assert not Reading.objects.filter(reader=actors["strange_desk"].key).exists()


@pytest.fixture
def _log_full():
    """A log that takes no row: what a full disk or a broken table does."""
    refused = "kernel_reading"

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and refused in sql:
            raise DatabaseError("the log takes no row")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.usefixtures("_log_full")
def test_without_the_log_no_page_shows_a_person(things, visitors):
    for route in PERSONAL:
        browser = visitors[reader_of(TABLE[route])]
        browser.raise_request_exception = False

        response = browser.get(things.address(route))

        assert response.status_code == 500, route
        page = response.content.decode()
        assert not any(name in page for name in NAMES), route
