"""What each question costs in queries, for one row and for thirty; tests/journeys has the acts."""

import pytest
from tests.dossiers import steps

from motcua.domain.dossiers import queries
from motcua.foundation.kernel import audit

pytestmark = pytest.mark.django_db


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
