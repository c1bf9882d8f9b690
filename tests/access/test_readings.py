"""Who read whose personal data is in the log, or the page is not shown."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection

from motcua.foundation.kernel.models import Reading
from tests.access.rows import OWN_AGENCY
from tests.access.table import TABLE

PERSONAL = sorted(route for route, row in TABLE.items() if row.is_personal)
OTHER_PAGES = sorted(
    route
    for route, row in TABLE.items()
    if route.startswith("can-bo/") and not row.is_personal and "get" in row.answers
)
NAMES = ("Nguyễn Thị Hạnh", "Phạm Nguyễn Bảo", "099192000101")


def reader_of(row):
    return min(row.owners & row.enters & OWN_AGENCY)


def ids():
    """Return the readings noted so far."""
    return Reading.objects.values_list("id", flat=True)


@pytest.mark.parametrize("route", PERSONAL)
def test_each_page_that_shows_personal_data_says_so_in_the_log(things, visitors, actors, route):
    row = TABLE[route]
    visitor, address = reader_of(row), things.address(route)
    before = list(ids())

    assert visitors[visitor].get(address).status_code == 200

    noted = Reading.objects.exclude(id__in=before)
    assert {(one.reader, one.agency_id, one.path) for one in noted} == {
        (actors[visitor].key, actors[visitor].agency_id, address)
    }
    assert all(one.subjects and one.purpose for one in noted)


@pytest.mark.parametrize("route", OTHER_PAGES)
def test_no_other_page_of_the_desk_shows_a_person(go_round, route):
    """The table marks the pages; here the pages themselves are searched for the applicant's name."""
    officers = OWN_AGENCY | {"controller", "operator"}

    showing = {
        answer.visitor
        for answer in go_round(route).gets
        if answer.visitor in officers and any(name in answer.page for name in NAMES)
    }

    assert showing == set()


def test_the_names_searched_for_are_those_shown(go_round):
    """The search above would find them: the page that is marked shows all three."""
    (shown,) = (
        answer.page
        for answer in go_round("can-bo/ho-so/<str:reference>/").gets
        if answer.visitor == "desk"
    )

    assert all(name in shown for name in NAMES)


def test_lists_note_every_dossier_they_show(things, others, visitors):
    before = list(ids())

    visitors["desk"].get("/can-bo/tiep-nhan/")

    (noted,) = Reading.objects.exclude(id__in=before)
    assert set(noted.subjects) == {f"dossier:{of.by_name['waiting']}" for of in (things, others)}


def test_a_search_that_finds_is_noted(things, visitors, actors):
    before = list(ids())

    visitors["desk"].get("/can-bo/tim/", {"q": things.by_name["handled"]})

    (noted,) = Reading.objects.exclude(id__in=before)
    assert (noted.reader, noted.purpose) == (actors["desk"].key, "search")


def test_a_refused_reading_is_not_noted(things, visitors, actors):
    visitors["strange_desk"].get(things.address("can-bo/ho-so/<str:reference>/"))

    assert not Reading.objects.filter(reader=actors["strange_desk"].key).exists()


@contextmanager
def full_log():
    """Let the log take no row: what a full disk or a broken table does."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT") and Reading._meta.db_table in sql:
            raise DatabaseError("the log takes no row")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("route", PERSONAL)
def test_without_the_log_no_page_shows_a_person(things, visitors, route):
    browser = visitors[reader_of(TABLE[route])]
    browser.raise_request_exception = False

    with full_log():
        response = browser.get(things.address(route))

    assert response.status_code == 500
    page = response.content.decode()
    assert not any(name in page for name in NAMES)
