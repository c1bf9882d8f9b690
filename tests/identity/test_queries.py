"""Who acts, and what is known of people."""

from datetime import date

import pytest
from tests.identity.cast import MORNING

from motcua.foundation.identity import actions, queries
from motcua.foundation.identity.actors import ANONYMOUS, Citizen, Officer, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(claims):
    """Return the ids of three citizens."""
    pins = ["099192000001", "099061000002", "099061000003"]
    return [
        actions.enrol_citizen_from_claims(
            claims | {"sub": pin, "personal_identification_number": pin}, at=MORNING
        ).person_id
        for pin in pins
    ]


def test_an_officer_costs_one_query(make_officer, unit, django_assert_num_queries):
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
    assert queries.get_officer(post.id, on=date(2026, 3, 2)) == actor
    assert queries.find_officer("motcua.songlam", on=date(2026, 3, 2)) == actor


def test_a_citizen_costs_one_query_and_acts_at_the_level_of_the_sign_in(
    claims, django_assert_num_queries
):
    account_id = actions.enrol_citizen_from_claims(claims | {"loa": 3}, at=MORNING).pk

    with django_assert_num_queries(1):
        account = queries.find_account(account_id, on=date(2026, 3, 2))
        actor = queries.actor_of(account, assurance=2)

    assert actor == Citizen(person_id=account.person_id, name="Nguyễn Thị Hạnh", assurance=2)
    assert queries.actor_of(account) == Citizen(
        person_id=account.person_id, name="Nguyễn Thị Hạnh", assurance=3
    )


def test_actors_have_keys_for_logs(make_officer):
    officer = queries.get_officer(make_officer().id, on=date(2026, 3, 2))

    assert officer.key == f"officer:{officer.post_id}"
    assert Citizen(person_id=7, name="Hạnh", assurance=2).key == "citizen:7"
    assert System(name="worker").key == "system:worker"
    assert ANONYMOUS.key == "anonymous"


def test_people_are_found_by_number(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.find_person_by_pin("099061000002")

    assert found.id == people[1]
    assert queries.find_person_by_pin("099061000009") is None


@pytest.mark.parametrize("count", [1, 3])
def test_people_cost_one_query(people, count, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.list_people(people[:count])

    assert [found[person_id].pin[-1] for person_id in people[:count]] == ["1", "2", "3"][:count]


def test_past_posts_are_known_by_id(make_officer, django_assert_num_queries):
    post = make_officer(valid_to=date(2025, 8, 1))

    with django_assert_num_queries(1):
        assert queries.list_posts_by_id([post.id, post.id + 1]) == {post.id: post}


def test_nobody_is_not_found():
    for get in (queries.get_person, queries.get_post, queries.get_officer):
        with pytest.raises(NotFound):
            get(1)
    assert queries.find_officer("khong.co") is None


def test_reading_a_person_is_noted(people, make_officer):
    officer = queries.get_officer(make_officer().id, on=date(2026, 3, 2))

    with audit.collecting("/can-bo/ho-so/"):
        queries.read_person(people[0], by=officer, purpose="intake")

    reading = Reading.objects.get()
    assert (reading.reader, reading.agency_id, reading.purpose, reading.subjects) == (
        officer.key,
        officer.agency_id,
        "intake",
        [f"person:{people[0]}"],
    )
