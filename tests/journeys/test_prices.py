"""What a request costs through the front door: session, rights, readings and all.

Statements to the database, without savepoints. An act has one price; a page has one, too, however
long the list or the log on it has become.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.capabilities.workflow import queries as workflow
from motcua.domain.dossiers import queries as dossiers
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db

MANY = 30
PAGES = {
    "queue": 5,
    # One asks how likely each is to be late, one what was given to the reader by name, one what waits
    # for applicants. Who has named filters pays one more, in each list that has them.
    "tasks": 10,
    "dossiers of the agency": 8,
    "search at the desk": 4,
    "board": 13,  # one of them counts what other systems handle, two what will be late, one signs
    "received": 8,
    "in-progress": 8,
    "own dossiers": 11,  # one of them asks for those of other systems, one for those lodged for others, four for what waits for one
    "inbox": 4,
}
TIMELINES = {
    "portal": 12,
    "desk": 19,
}  # the desk asks for opinions, visits, a forecast, how many notes


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def browsers(province):
    """The browsers of those who act, by name."""
    cast = ("hanh", "desk", "registrar", "chair")
    return {name: browser_of(getattr(province, name).person_id) for name in cast}


def statements(request):
    """Return what a request sends to the database; the process has answered such a one before."""
    with CaptureQueriesContext(connection) as captured:
        answer = request()
    assert answer.status_code in {200, 302}
    return [
        query["sql"]
        for query in captured
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
    ]


def assert_costs(price, request):
    sent = statements(request)
    assert len(sent) == price, "\n".join(line[:170] for line in sent)


@pytest.fixture
def warm(province):
    """A process that has served such a dossier before."""
    dossier = people.accept(province, people.lodge(province))
    return people.do(province.registrar, dossier, "dat")


def test_the_price_of_lodging(province, warm, browsers):
    draft = people.fill(province)

    assert_costs(
        12, lambda: browsers["hanh"].post(f"/ban-nhap/{draft.pk}/nop/", {"declared": "on"})
    )


def test_the_price_of_accepting(province, warm, browsers):
    dossier = people.lodge(province)

    assert_costs(
        12, lambda: browsers["desk"].post(f"/can-bo/tiep-nhan/{dossier.reference}/tiep-nhan/")
    )


def test_the_price_of_completing_a_task(province, warm, browsers):
    dossier = people.accept(province, people.lodge(province))
    (task,) = workflow.list_open_tasks(dossier.subject)

    assert_costs(
        12, lambda: browsers["registrar"].post(f"/can-bo/viec/{task.pk}/", {"outcome": "dat"})
    )


def requests(browsers, reference):
    """Return how each list is asked for, by its name; those of the board by its own links."""
    board = browsers["chair"].get("/can-bo/bang/").context["board"]
    doors = {figure.key: figure.href for figure in board.figures}
    asked = {
        "queue": ("desk", "/can-bo/tiep-nhan/"),
        "tasks": ("registrar", "/can-bo/viec/"),
        "dossiers of the agency": ("desk", "/can-bo/ho-so/"),
        "search at the desk": ("desk", f"/can-bo/tim/?q={reference}"),
        "board": ("chair", "/can-bo/bang/"),
        "received": ("chair", doors["received"]),
        "in-progress": ("chair", doors["in-progress"]),
        "own dossiers": ("hanh", "/ho-so/"),
        "inbox": ("hanh", "/hop-thu/"),
    }
    return {
        name: lambda who=who, address=address: browsers[who].get(address)
        for name, (who, address) in asked.items()
    }


def prices(browsers, reference):
    """Return what each list costs now."""
    found = {}
    for name, request in requests(browsers, reference).items():
        request()  # what a process remembers for ever
        found[name] = len(statements(request))
    return found


def lodge_and_accept(province, number):
    """Let one more dossier wait at the desk, and one more be handled."""
    at = MONDAY - timedelta(minutes=number)
    waiting = people.lodge(province, at=at)
    people.accept(province, people.lodge(province, at=at))
    people.settle()
    return waiting.reference


def test_a_list_costs_the_same_for_one_row_and_for_thirty(province, browsers):
    reference = lodge_and_accept(province, 0)
    for_one = prices(browsers, reference)

    for number in range(1, MANY):
        lodge_and_accept(province, number)

    assert for_one == PAGES
    assert prices(browsers, reference) == PAGES


def send_back_and_forth(province, dossier):
    """Let the draft entry be agreed upon, sent back by the chair, and checked again."""
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "tra_lai", reason="Xem lại nơi sinh.")
    people.do(province.registrar, dossier, "dat")


def test_a_timeline_costs_the_same_for_few_entries_and_for_thirty(province, warm, browsers):
    pages = {
        "portal": lambda: browsers["hanh"].get(f"/ho-so/{warm.reference}/"),
        "desk": lambda: browsers["desk"].get(f"/can-bo/ho-so/{warm.reference}/"),
    }
    send_back_and_forth(province, warm)
    for_few = {name: (page(), len(statements(page)))[1] for name, page in pages.items()}

    while len(dossiers.timeline(people.again(warm))) < MANY:
        send_back_and_forth(province, warm)

    assert for_few == TIMELINES
    assert {name: len(statements(page)) for name, page in pages.items()} == TIMELINES
