"""Who acts, asked of the tables."""

from datetime import date

import pytest

from motcua.foundation.identity import queries
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.models import Account

pytestmark = pytest.mark.django_db


def test_the_actor_costs_one_query(make_officer, unit, django_assert_num_queries):
    post = make_officer(roles=[Role.DESK, Role.LEADER])
    account_id = Account.objects.get().pk

    with django_assert_num_queries(1):
        account = queries.find_account(account_id, on=date(2026, 3, 2))
        actor = queries.actor_of(account)

    assert actor == Officer(
        person_id=post.person_id,
        post_id=post.id,
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        unit_kind="one_stop",
        roles=frozenset({Role.DESK, Role.LEADER}),
        name="Trần Văn Bình",
        title="Công chức tiếp nhận",
    )
