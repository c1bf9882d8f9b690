"""A person reads who read their data: which post, when, for what, of which dossier."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.html import strip_tags
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import examining
from motcua.domain.privacy import queries
from motcua.domain.privacy.queries import PAGE
from motcua.domain.privacy.rules import PURPOSES
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit, clock

pytestmark = pytest.mark.django_db
LOOKS = "/du-lieu-ca-nhan/ai-da-xem/"
NAMED = "PURPOSE|QUEUE|HANDLING|READING|PAPER|SEARCH|INTAKE"
PURPOSE = re.compile(
    rf'^(?:{NAMED})(?:: Final)? = "([a-z-]+)"$|purpose(?:: str )?= ?"([a-z-]+)"', re.MULTILINE
)
SOURCES = Path(__file__).parents[2] / "src" / "motcua"


@pytest.fixture
def lodged(province):
    """A birth registration that nobody has opened yet."""
    return people.lodge(province)


def rows_of(citizen):
    """Return what the citizen is told, row by row."""
    looks = queries.list_looks(citizen)
    return [(row.post, row.agency, row.purpose, row.reference, row.times) for row in looks.rows]


def open_it(dossier, officer, *, at=MONDAY, purpose="reading"):
    """Let the officer open the dossier as a page of the desk does."""
    with clock.fixed_at(at), audit.collecting("/"):
        examining.examine(dossier.reference, officer, purpose=purpose, now=at)


def test_nobody_has_looked_yet(province, lodged):
    assert rows_of(province.hanh) == []


def test_each_post_and_purpose_of_a_day_is_one_row(province, lodged):
    for minutes in (0, 5, 30):
        open_it(lodged, province.desk, at=MONDAY + timedelta(minutes=minutes))
    open_it(lodged, province.desk, at=MONDAY + timedelta(minutes=31), purpose="search")

    (searched, read) = queries.list_looks(province.hanh).rows

    assert (searched.purpose, searched.times) == ("Tìm hồ sơ", 1)
    assert (read.post, read.agency) == (province.desk.title, "Ủy ban nhân dân xã Sông Lam")
    assert (read.purpose, read.times) == ("Xem hồ sơ của cơ quan mình", 3)
    assert (read.first_at, read.last_at) == (MONDAY, MONDAY + timedelta(minutes=30))
    assert read.reference == lodged.reference


def test_a_list_that_shows_two_people_tells_each_of_one_dossier(province, lodged):
    others = people.lodge(province, by=province.duc)
    with audit.collecting("/"):
        audit.note_reading(
            reader=province.desk.key, agency_id=province.desk.agency_id, purpose="queue",
            subjects=[lodged.subject, others.subject],
        )  # fmt: skip

    assert [row[3] for row in rows_of(province.hanh)] == [lodged.reference]
    assert [row[3] for row in rows_of(province.duc)] == [others.reference]


def test_whose_particulars_are_read_is_told_too(province):
    with audit.collecting("/"):
        identity.read_person(province.hanh.person_id, by=province.desk, purpose="intake")

    ((_post, agency, purpose, reference, _times),) = rows_of(province.hanh)
    assert (agency, purpose, reference) == ("Ủy ban nhân dân xã Sông Lam", "Tiếp nhận hồ sơ", "")


def test_a_stranger_learns_nothing(province, lodged):
    open_it(lodged, province.desk)

    assert rows_of(province.duc) == []


def test_the_page_names_post_purpose_and_dossier_and_no_person(hanh, province, lodged):
    open_it(lodged, province.desk)

    page = strip_tags(hanh.get(LOOKS).text)

    assert province.desk.title in page
    assert "Xem hồ sơ của cơ quan mình" in page
    assert lodged.reference in page
    assert province.desk.name not in page


def test_the_latest_day_stands_first_and_pages_follow(province, lodged):
    for day in range(PAGE + 2):
        open_it(lodged, province.desk, at=MONDAY + timedelta(days=day))

    first = queries.list_looks(province.hanh)
    second = queries.list_looks(province.hanh, after=first.next)

    assert (len(first.rows), len(second.rows), second.next) == (PAGE, 2, None)
    days = [row.on for row in (*first.rows, *second.rows)]
    assert days == sorted(days, reverse=True)


def test_what_is_read_meanwhile_moves_no_row_to_another_page(province, lodged):
    """A row grows in its place: a reading between two pages lets none be passed over and none come twice."""
    for day in range(PAGE + 2):
        open_it(lodged, province.desk, at=MONDAY + timedelta(days=day))
    first = queries.list_looks(province.hanh)

    open_it(lodged, province.desk, at=MONDAY + timedelta(days=1, hours=1))
    open_it(lodged, province.registrar, at=MONDAY + timedelta(days=PAGE + 1, hours=2))

    second = queries.list_looks(province.hanh, after=first.next)
    assert [(row.on, row.times) for row in second.rows] == [
        ((MONDAY + timedelta(days=1)).date(), 2), (MONDAY.date(), 1),
    ]  # fmt: skip


def test_rows_of_one_reading_are_parted_by_a_page_and_none_is_lost(province):
    """A list shows many dossiers in one reading: their rows have one moment and one key."""
    held = [people.lodge(province) for _time in range(3)]
    with clock.fixed_at(MONDAY), audit.collecting("/"):
        audit.note_reading(
            reader=province.desk.key, agency_id=province.desk.agency_id, purpose="queue",
            subjects=[one.subject for one in held],
        )  # fmt: skip
    subjects = [one.subject for one in held]

    found, after = [], None
    while page := audit.list_seen(subjects, after=after, limit=1):
        found.append(page[0].subject)
        after = page[0].place

    assert found == sorted(map(str, subjects), reverse=True)


def test_pages_are_turned_by_the_address_of_the_page_before(hanh, province, lodged):
    for day in range(PAGE + 2):
        open_it(lodged, province.desk, at=MONDAY + timedelta(days=day))

    first = hanh.get(LOOKS)
    (way_on,) = re.findall(r'href="(\?sau=[^"]+)" rel="next"', first.text)
    second = hanh.get(LOOKS + way_on)

    assert f"{MONDAY:%d/%m/%Y}" not in first.text
    assert f"{MONDAY:%d/%m/%Y}" in second.text
    assert 'rel="next"' not in second.text


@pytest.mark.parametrize(
    "asked",
    [
        "", "x", "20260316T020000000000", "20260316T020000000000.x.y", "-.-.-",
        "00010101T000000000000.00000000-0000-4000-8000-000000000000.x",
        "20260316T020000000000.00000000-0000-4000-8000-000000000000.\x00",
        "20260316T020000000000.00000000-0000-4000-8000-000000000000.",
    ],
)  # fmt: skip
def test_a_page_that_is_none_is_answered(hanh, province, asked):
    assert hanh.get(LOOKS, {"sau": asked}).status_code == 200


@pytest.mark.parametrize("days", [1, 20])
def test_the_list_costs_five_queries(province, lodged, days, django_assert_num_queries):
    for day in range(days):
        open_it(lodged, province.desk, at=MONDAY + timedelta(days=day))

    with django_assert_num_queries(5):
        queries.list_looks(province.hanh)


def test_each_purpose_has_words():
    """What a reading is noted with anywhere is told in words; other registers say it in full already."""
    named = {
        name
        for floor in ("domain", "composition")
        for path in (SOURCES / floor).rglob("*.py")
        for names in PURPOSE.findall(path.read_text(encoding="utf-8"))
        for name in names
        if name
    }
    assert {"queue", "handling", "custody"} <= named
    assert named <= PURPOSES.keys()
