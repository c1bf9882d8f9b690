"""Officers' accounts, posts and passwords."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.identity.cast import MORNING, PASSWORD

from motcua.foundation.identity import actions, errors, queries
from motcua.foundation.identity.actors import ANONYMOUS
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.models import Account, Post
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.models import OutboxMessage
from motcua.foundation.organisations.errors import UnitNotFound

pytestmark = pytest.mark.django_db


def test_an_officer_has_account_post_and_announcement(make_officer, unit):
    post = make_officer(roles=[Role.DESK, Role.LEADER])

    account = Account.objects.get()
    assert post == queries.PostRecord(
        id=post.id,
        person_id=account.person_id,
        name="Trần Văn Bình",
        title="Công chức tiếp nhận",
        agency_id=unit.agency_id,
        unit_id=unit.pk,
        roles=frozenset({Role.DESK, Role.LEADER}),
        valid_from=date(2025, 7, 1),
        valid_to=None,
    )
    assert account.check_password(PASSWORD)
    assert OutboxMessage.objects.get().payload == {
        "person_id": account.person_id,
        "post_id": post.id,
        "agency_id": unit.agency_id,
    }


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"login": "Motcua"}, errors.LoginMalformed),
        ({"pin": "099"}, errors.PinMalformed),
        ({"password": "ngắn"}, errors.PasswordTooWeak),
        ({"password": "administrator"}, errors.PasswordTooWeak),
        ({"roles": []}, errors.RolesMissing),
        ({"valid_to": date(2025, 7, 1)}, errors.PostEndsBeforeItBegins),
        ({"unit_id": 0}, UnitNotFound),
    ],
)
def test_what_cannot_be_leaves_nothing(make_officer, changes, refusal):
    with pytest.raises(refusal):
        make_officer(**changes)

    assert Account.objects.count() == 0
    assert Post.objects.count() == 0


def test_a_login_name_is_given_once(make_officer):
    make_officer()

    with pytest.raises(errors.LoginTaken) as refused:
        make_officer(pin="099085000002")

    assert "motcua.songlam" in refused.value.text


def test_a_person_holds_one_post_at_a_time(make_officer):
    make_officer(valid_to=date(2026, 6, 1))

    with pytest.raises(errors.PostsOverlap):
        make_officer(login="khac", valid_from=date(2026, 5, 31))


def test_the_database_itself_refuses_overlapping_posts(make_officer):
    post = Post.objects.get(pk=make_officer().id)
    post.pk = None

    with pytest.raises(IntegrityError, match="post_one_at_a_time"), transaction.atomic():
        post.save(force_insert=True)


def test_posts_of_a_day(make_officer, unit):
    desk = make_officer(valid_to=date(2026, 6, 1))
    leader = make_officer(
        login="chutich", pin="099085000002", title="Chủ tịch", roles=[Role.LEADER]
    )

    def ids(**asked):
        return [post.id for post in queries.list_posts(unit.agency_id, **asked)]

    assert ids(on=date(2026, 5, 31)) == [leader.id, desk.id]
    assert ids(on=date(2026, 6, 1)) == [leader.id]
    assert ids(role=Role.DESK, on=date(2026, 5, 31)) == [desk.id]
    assert ids(role=Role.OPERATOR, on=date(2026, 5, 31)) == []
    assert ids(on=date(2025, 6, 30)) == []


@pytest.mark.parametrize("officers", [1, 3])
def test_posts_cost_one_query(make_officer, unit, officers, django_assert_num_queries):
    for number in range(officers):
        make_officer(login=f"can-bo-{number}", pin=f"09908500000{number}")

    with django_assert_num_queries(1):
        assert len(queries.list_posts(unit.agency_id, on=date(2026, 3, 2))) == officers


def test_a_post_that_ended_acts_no_more_from_that_day_on(make_officer):
    post = make_officer()
    account_id = Account.objects.get().pk

    actions.end_post(post.id, valid_to=date(2026, 3, 2), at=MORNING)

    assert queries.find_account(account_id, on=date(2026, 3, 1)) is not None
    assert queries.find_account(account_id, on=date(2026, 3, 2)) is None
    assert queries.find_officer("motcua.songlam", on=date(2026, 3, 2)) is None
    with pytest.raises(NotFound):
        queries.get_officer(post.id, on=date(2026, 3, 2))
    assert queries.get_post(post.id).name == "Trần Văn Bình"


def test_a_post_not_begun_does_not_act_yet(make_officer):
    make_officer(valid_from=date(2026, 4, 1))

    assert queries.find_officer("motcua.songlam", on=date(2026, 3, 31)) is None
    assert queries.find_officer("motcua.songlam", on=date(2026, 4, 1)) is not None


def test_ending_a_post_asks_for_a_post_and_a_later_day(make_officer):
    post = make_officer()

    with pytest.raises(errors.PostEndsBeforeItBegins):
        actions.end_post(post.id, valid_to=date(2025, 7, 1), at=MORNING)
    with pytest.raises(NotFound):
        actions.end_post(post.id + 1, valid_to=date(2026, 3, 2), at=MORNING)


def test_a_closed_account_does_not_act(make_officer):
    make_officer()
    account = Account.objects.get()

    actions.close_account(account.pk)

    assert queries.find_account(account.pk, on=date(2026, 3, 2)) is None
    assert queries.actor_of(Account.objects.get()) == ANONYMOUS


def test_a_new_password_replaces_the_old_one(make_officer):
    make_officer()
    account_id = Account.objects.get().pk

    actions.set_password(account_id, password="cây-đa-giếng-nước-1")

    account = Account.objects.get()
    assert account.check_password("cây-đa-giếng-nước-1")
    assert not account.check_password(PASSWORD)
    with pytest.raises(errors.PasswordTooWeak):
        actions.set_password(account_id, password="ngắn")


def test_passwords_and_closing_are_for_officers_alone(claims):
    citizen = actions.enrol_citizen_from_claims(claims, at=MORNING)

    with pytest.raises(NotFound):
        actions.set_password(citizen.pk, password=PASSWORD)
    with pytest.raises(NotFound):
        actions.close_account(citizen.pk)


def test_a_password_hashed_once_opens_each_account_made_with_it(make_officer):
    shared = actions.hash_password("bến-đò-sông-lam-2026")
    make_officer(password=shared)

    account = Account.objects.get()
    assert account.check_password("bến-đò-sông-lam-2026")
    assert not account.check_password(PASSWORD)
    with pytest.raises(errors.PasswordTooWeak):
        actions.hash_password("ngắn")
