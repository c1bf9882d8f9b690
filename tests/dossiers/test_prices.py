"""What each act and each list costs in queries, for one row and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY
from tests.dossiers import steps

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import handling, intake, lodging
from motcua.domain.dossiers import queries
from motcua.foundation.kernel import audit

pytestmark = pytest.mark.django_db


def price(act):
    """Return how many statements the act sends as part of a request, whose readings are stored once."""
    with CaptureQueriesContext(connection) as captured, audit.collecting("/thu"):
        act()
    return [
        query["sql"]
        for query in captured
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
    ]


def told(statements):
    return "\n".join(f"{number} {text[:170]}" for number, text in enumerate(statements, 1))


@pytest.fixture
def warm(province):
    """A process that has served such a dossier before: versions, forms and calendars are in memory."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    return province


def test_the_price_of_lodging(warm):
    draft = people.fill(warm)

    statements = price(lambda: lodging.lodge(draft_id=draft.pk, by=warm.hanh, at=MONDAY))

    assert len(statements) <= 14, told(statements)


def test_the_price_of_accepting(warm):
    dossier = people.lodge(warm)

    statements = price(lambda: intake.accept(reference=dossier.reference, by=warm.desk, at=MONDAY))

    assert len(statements) <= 13, told(statements)


def test_the_price_of_completing_a_task(warm):
    dossier = people.accept(warm, people.lodge(warm))
    (task,) = workflow.list_open_tasks(dossier.subject)

    statements = price(
        lambda: handling.complete_task(
            task_id=task.pk, outcome="dat", reason="", by=warm.registrar, at=MONDAY
        )
    )

    assert len(statements) <= 10, told(statements)


@pytest.mark.parametrize("rows", [1, 30])
def test_a_list_costs_one_query_however_long(province, django_assert_num_queries, rows):
    for _row in range(rows):
        steps.lodge(province)

    with django_assert_num_queries(1):
        waiting = queries.list_waiting(province.agency_id, limit=50)
        names = [(row.applicant.full_name, row.agency.name) for row in waiting]

    assert len(names) == rows


def test_a_long_list_goes_on_where_its_page_ended(province):
    dossiers = [steps.lodge(province) for _row in range(7)]

    first = queries.list_waiting(province.agency_id, limit=4)
    last = first[-1]
    second = queries.list_waiting(province.agency_id, after=(last.waiting_since, last.pk), limit=4)

    assert first + second == dossiers


def test_one_dossier_costs_one_query(province, django_assert_num_queries):
    dossier = steps.accept(province, steps.lodge(province))

    with django_assert_num_queries(1):
        queries.find_public(dossier.number)
    with django_assert_num_queries(1):
        queries.get_for_citizen(dossier.number, province.hanh)
    with django_assert_num_queries(1), audit.collecting("/thu"):
        queries.get_for_officer(dossier.number, province.desk, purpose="thử")
        audit._notes.get().purposes.clear()
