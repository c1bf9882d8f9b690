"""A personnel system writes down who joins, moves and leaves one agency, by SCIM 2.0."""

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.capabilities.exchange import actions
from motcua.capabilities.exchange.enums import Scope
from motcua.capabilities.exchange.models import Call
from motcua.foundation.identity import queries
from motcua.foundation.identity.enums import Role, RosterAct
from motcua.foundation.identity.models import Account, BrowserSession, Post, RosterEntry
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.api.scim import resources
from motcua.surfaces.api.scim.resources import ERROR, LIST, OFFICER, PATCH, USER
from tests.casework.province import MONDAY

pytestmark = pytest.mark.django_db
USERS = "/scim/v2/Users"
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_monday(province):
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def token(province):
    return register(province.agency_id)


@pytest.fixture
def unit(province):
    return organisations.list_units(province.agency_id).first().code


def register(agency_id, code="can-bo-tinh", scopes=(Scope.OFFICERS,)):
    return actions.register(
        code=code, name="Hệ thống cán bộ", address="", scopes=scopes, at=MONDAY, agency_id=agency_id
    )


def call(client, verb, path, token, body=None, **headers):
    content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    return getattr(client, verb)(
        path, *(() if content is None else (content,)), content_type="application/scim+json",
        headers={"authorization": f"Bearer {token}"} | headers,
    )  # fmt: skip


def newcomer(unit, **changed):
    return {
        "schemas": [USER, OFFICER], "userName": "moi.songlam", "displayName": "Phạm Thị Mới",
        "title": "Chuyên viên", "roles": [{"value": "specialist"}],
        OFFICER: {"pin": "099195000991", "unit": unit, "decision": "15/QĐ-UBND"},
    } | changed  # fmt: skip


@pytest.fixture
def joined(client, token, unit):
    """Somebody who joined on Monday; the resource as it was answered."""
    return call(client, "post", USERS, token, newcomer(unit)).json()


@pytest.fixture
def settled(client, joined):
    """The same on Tuesday, when the post may change."""
    with clock.fixed_at(TUESDAY):
        yield joined


def patch(client, token, of, *operations, **headers):
    body = {"schemas": [PATCH], "Operations": list(operations)}
    return call(client, "patch", of["meta"]["location"], token, body, **headers)


def posts_of(resource):
    account = Account.objects.get(pk=int(resource["id"]))
    return list(Post.objects.filter(person=account.person_id).order_by("pk"))


def test_who_joins_has_an_account_a_post_and_the_evidence(client, token, unit, province):
    answer = call(client, "post", USERS, token, newcomer(unit))

    assert answer.status_code == 201
    assert answer["Content-Type"] == "application/scim+json"
    said = answer.json()
    assert answer["Location"] == said["meta"]["location"] == f"{USERS}/{said['id']}"
    assert answer["ETag"] == said["meta"]["version"]
    assert (said["userName"], said["active"], said["roles"]) == (
        "moi.songlam", True, [{"value": "specialist"}],
    )  # fmt: skip
    assert "099195000991" not in answer.text
    (post,) = posts_of(said)
    assert (post.agency_id, post.roles) == (province.agency_id, [Role.SPECIALIST])
    entry = RosterEntry.objects.get()
    assert (entry.act, entry.number, entry.entered_by, entry.confirmed_by) == (
        RosterAct.JOIN, "15/QĐ-UBND", "system:can-bo-tinh", "",
    )  # fmt: skip
    log = Call.objects.get()
    assert (log.operation, log.status, log.subject_key) == ("officer-join", 201, said["id"])


def test_nobody_enters_before_a_person_gave_the_first_password(client, joined, province):
    account = Account.objects.get(login="moi.songlam")

    assert not account.has_usable_password()
    assert [one.login for one in queries.list_not_entered(province.chair)] == ["moi.songlam"]


def test_joining_twice_is_a_conflict(client, token, unit, joined):
    again = call(client, "post", USERS, token, newcomer(unit))

    assert (again.status_code, again.json()["scimType"]) == (409, "uniqueness")
    assert Account.objects.filter(login="moi.songlam").count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, ("invalidValue", "Ghi chức danh")),
        ({"roles": [{"value": "leader"}]}, ("invalidValue", "không nạp từ tệp")),
        ({"roles": [{"value": "king"}]}, ("invalidValue", "Each role is one of")),
        ({"roles": "desk"}, ("invalidValue", "roles is a list")),
        ({"userName": "Sai tên"}, ("invalidValue", "Tên đăng nhập")),
        ({"userName": 7}, ("invalidValue", "username is a text")),
        ({"active": "maybe"}, ("invalidValue", "active is true or false")),
        ({"active": False}, ("invalidValue", "Who joins is active")),
        (
            {OFFICER: {"unit": "khong-co", "pin": "099195000991"}},
            ("invalidValue", "Không có đơn vị"),
        ),
        ({OFFICER: {}}, ("invalidValue", "Ghi số định danh")),
        ({OFFICER: []}, ("invalidSyntax", "is an object")),
        ({"name": "Mới"}, ("invalidSyntax", "name is an object")),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(client, token, unit, changed, said):
    kind, words = said
    answer = call(client, "post", USERS, token, newcomer(unit, **changed))

    assert (answer.status_code, answer.json()["scimType"]) == (400, kind)
    assert answer.json()["schemas"] == [ERROR]
    assert words in answer.json()["detail"]
    assert not RosterEntry.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null"])
def test_a_malformed_body_is_said_to_be_malformed(client, token, joined, body):
    for verb, path in (("post", USERS), ("put", joined["meta"]["location"]), ("patch", joined["meta"]["location"])):  # fmt: skip
        answer = call(client, verb, path, token, body)
        assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidSyntax")


def test_only_a_system_with_the_scope_and_an_agency_is_answered(client, province, joined):
    other = register(province.agency_id, "cong-khac", (Scope.MIRRORS,))
    nobodys = register(None, "khong-co-quan")

    for path in (USERS, joined["meta"]["location"]):
        wrong = call(client, "get", path, "sai")
        assert (wrong.status_code, wrong["WWW-Authenticate"]) == (401, "Bearer")
        assert wrong.json()["schemas"] == [ERROR]
        assert call(client, "get", path, other).status_code == 403
        assert call(client, "get", path, nobodys).status_code == 403


@pytest.mark.parametrize("verb", ["get", "put", "patch", "delete"])
def test_officers_of_another_agency_are_not_found(client, province, unit, joined, verb):
    stranger = register(province.other_agency_id, "xa-khac")
    body = None if verb in {"get", "delete"} else newcomer(unit)

    answer = call(client, verb, joined["meta"]["location"], stranger, body)

    assert (answer.status_code, answer.json()["schemas"]) == (404, [ERROR])
    assert call(client, "get", f'{USERS}?filter=userName eq "moi.songlam"', stranger).json()["totalResults"] == 0  # fmt: skip


def test_the_list_is_found_by_user_name_and_by_pages(client, token, joined, province):
    whole = call(client, "get", USERS, token).json()
    assert whole["schemas"] == [LIST]
    assert whole["totalResults"] == len(whole["Resources"]) == whole["itemsPerPage"]

    found = call(client, "get", f'{USERS}?filter=USERNAME EQ "moi.songlam"', token).json()
    assert [one["id"] for one in found["Resources"]] == [joined["id"]]
    page = call(client, "get", f"{USERS}?startIndex=2&count=1", token).json()
    assert (page["totalResults"], page["startIndex"]) == (whole["totalResults"], 2)
    assert page["Resources"] == whole["Resources"][1:2]
    assert call(client, "get", f"{USERS}?count=0", token).json()["Resources"] == []


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("filter=title eq 1", "invalidFilter"),
        ('filter=userName eq "\\x"', "invalidFilter"),
        ("startIndex=x", "invalidValue"),
        ("count=1e9", "invalidValue"),
    ],
)
def test_what_cannot_be_asked_is_said(client, token, asked, kind):
    answer = call(client, "get", f"{USERS}?{asked}", token)

    assert (answer.status_code, answer.json()["scimType"]) == (400, kind)


def test_the_list_costs_the_same_for_one_and_for_all(province, django_assert_num_queries):
    for most in (1, 100):
        with django_assert_num_queries(3):
            queries.list_provisioned(province.agency_id, on=MONDAY.date(), most=most)


def test_a_change_of_post_is_a_post_of_its_own(client, token, settled):
    answer = patch(
        client, token, settled,
        {"op": "Replace", "path": "title", "value": "Công chức"},
        {"op": "replace", "value": {"roles": [{"value": "desk"}]}},
    )  # fmt: skip

    assert answer.status_code == 200, answer.text
    assert (answer.json()["title"], answer.json()["roles"]) == ("Công chức", [{"value": "desk"}])
    old, new = posts_of(settled)
    assert old.valid_to == new.valid_from == TUESDAY.date()
    assert RosterEntry.objects.latest("pk").act == RosterAct.MOVE


def test_what_was_read_is_put_back_without_change(client, token, settled):
    for _time in range(2):
        answer = call(client, "put", settled["meta"]["location"], token, settled)
        assert (answer.status_code, answer.json()) == (200, settled)
    assert RosterEntry.objects.count() == 1


def test_a_last_day_to_come_is_set_once(client, token, settled):
    ends = {"op": "add", "path": f"{OFFICER}:lastDay", "value": "2026-03-20"}

    answer = patch(client, token, settled, ends)
    again = patch(client, token, settled, ends)

    assert answer.json()[OFFICER]["lastDay"] == "2026-03-20"
    assert again.json() == answer.json()
    assert RosterEntry.objects.filter(act=RosterAct.LEAVE).count() == 1


@pytest.mark.parametrize("value", [False, "False"])
def test_who_is_made_inactive_is_out_at_once(client, token, settled, value):
    account = Account.objects.get(login="moi.songlam")
    client.force_login(account)
    assert client.get("/can-bo/viec/").status_code == 200

    answer = patch(client, token, settled, {"op": "replace", "path": "active", "value": value})

    assert (answer.status_code, answer.json()["active"]) == (200, False)
    assert client.get("/can-bo/viec/").status_code == 302
    assert not BrowserSession.objects.filter(account=account).exists()
    again = patch(client, token, settled, {"op": "replace", "path": "active", "value": value})
    assert again.status_code == 200
    assert RosterEntry.objects.filter(act=RosterAct.LEAVE).count() == 1


def test_who_is_made_inactive_on_the_first_day_is_out_at_once_too(client, token, joined):
    client.force_login(Account.objects.get(login="moi.songlam"))

    answer = patch(client, token, joined, {"op": "replace", "path": "active", "value": False})

    assert answer.json()["active"] is False
    assert client.get("/can-bo/viec/").status_code == 302


def test_who_left_does_not_come_back_from_here(client, token, settled):
    patch(client, token, settled, {"op": "replace", "path": "active", "value": False})

    answer = patch(client, token, settled, {"op": "replace", "path": "active", "value": True})

    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidValue")


def test_who_is_deleted_left_and_is_found_no_more(client, token, settled):
    answer = call(client, "delete", settled["meta"]["location"], token)

    assert (answer.status_code, answer.content) == (204, b"")
    for verb in ("get", "delete"):
        assert call(client, verb, settled["meta"]["location"], token).status_code == 404
    acts = list(RosterEntry.objects.order_by("pk").values_list("act", flat=True))
    assert acts == [RosterAct.JOIN, RosterAct.LEAVE, RosterAct.REMOVE]


@pytest.mark.parametrize("verb", ["patch", "delete"])
def test_who_signs_is_not_let_go_by_one_hand(client, token, province, verb):
    chair = Account.objects.get(person_id=province.chair.person_id)
    path = f"{USERS}/{chair.pk}"
    off = {"schemas": [PATCH], "Operations": [{"op": "replace", "value": {"active": False}}]}

    answer = call(client, verb, path, token, off if verb == "patch" else None)

    assert answer.status_code == 400
    assert "không nạp từ tệp" in answer.json()["detail"]
    assert call(client, "get", path, token).json()["active"] is True


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "replace", "path": "userName", "value": "khac.songlam"}, "mutability"),
        ({"op": "replace", "path": "displayName", "value": "Người Khác"}, "mutability"),
        ({"op": "remove", "path": "title"}, "mutability"),
        ({"op": "add", "path": "roles", "value": [{"value": "desk"}]}, "mutability"),
        ({"op": "replace", "path": "emails", "value": []}, "invalidPath"),
        ({"op": "replace", "path": 7, "value": []}, "invalidPath"),
        ({"op": "burn", "path": "title"}, "invalidSyntax"),
        ({"op": "replace", "value": "title"}, "invalidSyntax"),
        ("replace", "invalidSyntax"),
    ],
)
def test_what_may_not_be_changed_is_said(client, token, settled, operation, kind):
    answer = patch(client, token, settled, operation)

    assert (answer.status_code, answer.json()["scimType"]) == (400, kind)
    assert RosterEntry.objects.count() == 1


def test_what_was_meant_for_another_state_is_refused(client, token, settled):
    title = {"op": "replace", "path": "title", "value": "Công chức"}
    read = settled["meta"]["version"]

    first = patch(client, token, settled, title, **{"if-match": read})
    second = patch(client, token, settled, title, **{"if-match": read})

    assert (first.status_code, second.status_code) == (200, 412)
    assert first["ETag"] != read


def test_the_service_describes_itself(client):
    config = client.get("/scim/v2/ServiceProviderConfig").json()
    assert (config["patch"], config["bulk"]["supported"]) == ({"supported": True}, False)
    (kind,) = client.get("/scim/v2/ResourceTypes").json()["Resources"]
    assert client.get("/scim/v2/ResourceTypes/User").json() == kind
    for schema in client.get("/scim/v2/Schemas").json()["Resources"]:
        assert client.get(f"/scim/v2/Schemas/{schema['id']}").json() == schema
    assert client.get("/scim/v2/Groups").json()["schemas"] == [ERROR]
    assert client.post("/scim/v2/Schemas").status_code == 405


WHATEVER = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["active", "title", "roles", "name", OFFICER]), WHATEVER))
def test_whatever_a_patch_says_is_read_or_called_malformed(value):
    body = {"schemas": [PATCH], "Operations": [{"op": "replace", "value": value}]}

    try:
        wanted = resources.read_patch(body)
    except resources.Malformed:
        return
    assert wanted.is_active in {None, True, False}
