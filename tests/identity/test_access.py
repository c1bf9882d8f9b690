"""The guards before views: who passes, who is led to a door, who sees nothing."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from motcua.foundation.identity import permissions
from motcua.foundation.identity.actors import ANONYMOUS, Citizen, Officer, System
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import NotFound

CITIZEN = Citizen(person_id=7, name="Hạnh", assurance=2)
OFFICER = Officer(
    person_id=8,
    post_id=12,
    agency_id=3,
    unit_id=4,
    unit_kind="one_stop",
    roles=frozenset({Role.DESK}),
    name="Bình",
    title="Công chức tiếp nhận",
)


@permissions.citizen_required
def for_citizens(request, reference):
    return HttpResponse(f"{request.citizen.name} {reference}")


@permissions.officer_required(Role.DESK, Role.LEADER)
def for_desk(request, reference):
    return HttpResponse(f"{request.officer.name} {reference}")


@permissions.officer_required(Role.LEADER)
def for_leaders(request, reference):
    return HttpResponse(request.officer.name)


@permissions.officer_required()
def for_officers(request, reference):
    return HttpResponse(request.officer.name)


def request_of(actor, method="get", path="/ho-so/7/?trang=2", **headers):
    request = getattr(RequestFactory(), method)(path, headers=headers)
    request.actor = actor
    return request


@pytest.mark.parametrize(
    ("view", "actor", "words"),
    [
        (for_citizens, CITIZEN, "Hạnh H1"),
        (for_desk, OFFICER, "Bình H1"),
        (for_officers, OFFICER, "Bình"),
    ],
)
def test_who_has_the_right_passes(view, actor, words):
    assert view(request_of(actor), "H1").content.decode() == words


@pytest.mark.parametrize(
    ("view", "actor"),
    [
        (for_citizens, OFFICER),
        (for_citizens, System(name="worker")),
        (for_desk, CITIZEN),
        (for_leaders, CITIZEN),
        (for_leaders, OFFICER),
        (for_officers, CITIZEN),
        (for_officers, System(name="worker")),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_the_right_sees_nothing(view, actor, method):
    with pytest.raises(NotFound):
        view(request_of(actor, method), "H1")


@pytest.mark.parametrize(
    ("view", "door"),
    [(for_citizens, "/dang-nhap/"), (for_desk, "/can-bo/dang-nhap/")],
)
def test_who_has_not_signed_in_is_led_to_the_right_door_and_back(view, door):
    response = view(request_of(ANONYMOUS), "H1")

    assert (response.status_code, response["Location"]) == (
        302,
        f"{door}?next=%2Fho-so%2F7%2F%3Ftrang%3D2",
    )


def test_who_posts_without_having_signed_in_comes_back_to_the_page_with_the_form():
    from_ours = request_of(ANONYMOUS, "post", Referer="http://testserver/ho-so/7/sua/?b=1")
    from_elsewhere = request_of(ANONYMOUS, "post", Referer="https://evil.example/ho-so/")
    from_nowhere = request_of(ANONYMOUS, "post")

    assert (
        for_citizens(from_ours, "H1")["Location"]
        == "/dang-nhap/?next=%2Fho-so%2F7%2Fsua%2F%3Fb%3D1"
    )
    assert for_citizens(from_elsewhere, "H1")["Location"] == "/dang-nhap/"
    assert for_citizens(from_nowhere, "H1")["Location"] == "/dang-nhap/"


def test_htmx_is_told_to_leave_the_page():
    response = for_desk(request_of(ANONYMOUS, **{"HX-Request": "true"}), "H1")

    assert (response.status_code, response["HX-Redirect"].split("?")[0]) == (
        204,
        "/can-bo/dang-nhap/",
    )


def test_roles_and_agencies_are_required_or_nothing_is_seen():
    permissions.require_role(OFFICER, Role.DESK, Role.LEADER)
    permissions.require_same_agency(OFFICER, 3)

    with pytest.raises(NotFound):
        permissions.require_role(OFFICER, Role.OPERATOR)
    with pytest.raises(NotFound):
        permissions.require_same_agency(OFFICER, 4)


@pytest.mark.django_db
def test_the_actor_of_a_visitor_without_a_session_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/da-dang-xuat/")

    assert response.wsgi_request.actor == ANONYMOUS


@pytest.mark.django_db
def test_a_made_up_session_is_nobody(client, django_assert_num_queries):
    client.cookies["sessionid"] = "x" * 32

    with django_assert_num_queries(1):
        response = client.get("/da-dang-xuat/")

    assert response.wsgi_request.actor == ANONYMOUS


@pytest.mark.django_db
def test_a_signed_in_persons_actor_costs_session_and_one_query(
    client, make_officer, django_assert_num_queries
):
    from motcua.foundation.identity.models import Account

    make_officer()
    client.force_login(Account.objects.get())

    with django_assert_num_queries(2):
        response = client.get("/da-dang-xuat/")

    assert response.wsgi_request.actor.roles == {Role.DESK}
