"""Addresses of the desk from both sides: who comes in, who sees nothing, who is led to the door.

What the desk does to dossiers and records, in the terms of its own province. That every address of the
product stands in a table, and keeps it for every visitor, is what ``tests/access`` is for.
"""

import pytest
from django.urls import reverse
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.workflow import queries as workflow
from motcua.domain.procedures import actions as procedures
from motcua.surfaces.desk import urls

pytestmark = pytest.mark.django_db

CAST = ("desk", "registrar", "chair", "controller", "operator")
SEEING = {"desk", "registrar", "chair"}
WORKING = {"registrar", "chair"}
MAY = {
    "home": set(CAST),
    "queue": {"desk"},
    "arrivals": {"desk"},
    "intake": {"desk"},
    "accept": {"desk"},
    "accepted": {"desk"},
    "ask": {"desk"},
    "direct": {"desk"},
    "work": WORKING,
    "task": {"registrar"},
    "preview": set(),
    "search": SEEING,
    "dossiers": SEEING,
    "dossier": SEEING,
    "paper": SEEING,
    "receipt": SEEING,
    "board": {"chair", "controller"},
    "catalogue": {"controller"},
    "catalogue-versions": {"controller"},
    "catalogue-compare": {"controller"},
    "record-drafts": {"controller"},
    "record-begin": {"controller"},
    "record-draft": {"controller"},
    "record-part": {"controller"},
    "record-send": {"controller"},
    "record-back": {"controller"},
    "record-agree": {"controller"},
    "record-publish": {"controller"},
    "record-withdraw": {"controller"},
    "record-amend": {"controller"},
    "record-repeal": {"controller"},
    "operation": {"operator"},
}
POSTED_AT_DESK = {"accept", "ask", "direct"}
POSTED_BY_CONTROL = {
    "record-send", "record-back", "record-agree", "record-publish", "record-withdraw",
    "record-amend", "record-repeal",
}  # fmt: skip
POSTED = POSTED_AT_DESK | POSTED_BY_CONTROL
OF_ONE_DRAFT = {
    "record-draft", "record-send", "record-back", "record-agree", "record-publish",
    "record-withdraw",
}  # fmt: skip
OF_ONE_DOSSIER = {
    "intake", "accept", "accepted", "ask", "direct", "task", "preview", "dossier", "paper", "receipt",
}  # fmt: skip
OPEN_DOOR = {"sign-in", "second-factor", "second-factor-setup", "sign-out"}


@pytest.fixture
def addresses(province):
    """Every address, filled in with an accepted dossier of Sông Lam."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    (task,) = workflow.list_open_tasks(dossier.subject)
    (paper,) = documents.list_documents(dossier.subject)
    draft = procedures.amend(code=people.BIRTH, by=province.controller, at=MONDAY)
    keys = {
        "task": [task.pk],
        "preview": [task.pk],
        "paper": [dossier.reference, paper.pk],
        "record-part": [draft.pk, "papers"],
        **{name: [draft.pk] for name in OF_ONE_DRAFT},
        **{
            name: [people.BIRTH]
            for name in (
                "catalogue-versions",
                "catalogue-compare",
                "record-amend",
                "record-repeal",
            )
        },
    } | {
        key: [dossier.reference]
        for key in ("intake", "accept", "accepted", "ask", "direct", "dossier", "receipt")
    }
    return {name: reverse(f"desk:{name}", args=keys.get(name, [])) for name in MAY}


def enter(client, name, address):
    return client.post(address) if name in POSTED else client.get(address)


def test_the_table_names_addresses_that_are_there():
    assert MAY.keys() | OPEN_DOOR <= {pattern.name for pattern in urls.urlpatterns}


@pytest.mark.parametrize("who", CAST)
def test_an_officer_enters_what_the_post_is_for_and_nothing_else(who, province, sign_in, addresses):
    client = sign_in(getattr(province, who))

    entered = {
        name
        for name, address in addresses.items()
        if enter(client, name, address).status_code != 404
    }

    assert entered == {name for name, posts in MAY.items() if who in posts}


def test_nobody_signed_in_is_led_to_the_officers_door(client, addresses):
    for name, address in addresses.items():
        response = enter(client, name, address)

        assert response.status_code == 302, name
        assert response["Location"].startswith("/can-bo/dang-nhap/"), name


def test_a_citizen_sees_nothing(province, sign_in, addresses):
    citizen = sign_in(province.hanh)

    for name, address in addresses.items():
        assert enter(citizen, name, address).status_code == 404, name


@pytest.mark.parametrize("who", ["stranger", "strange_registrar", "strange_chair"])
def test_officers_of_another_agency_see_nothing_of_a_dossier(who, province, sign_in, addresses):
    client = sign_in(getattr(province, who))

    for name in OF_ONE_DOSSIER:
        response = enter(client, name, addresses[name])

        assert response.status_code == 404, name
        assert "Hạnh" not in response.text


def test_a_stranger_cannot_complete_a_step(province, sign_in, addresses):
    for who in (province.strange_registrar, province.chair):
        assert sign_in(who).post(addresses["task"], {"outcome": "dat"}).status_code == 404


@pytest.mark.parametrize("name", sorted(POSTED))
def test_what_changes_something_is_posted(name, province, sign_in, addresses):
    client = sign_in(province.controller if name in POSTED_BY_CONTROL else province.desk)

    assert client.get(addresses[name]).status_code == 405


@pytest.mark.parametrize(
    ("who", "door"),
    [
        ("desk", "/can-bo/tiep-nhan/"),
        ("registrar", "/can-bo/viec/"),
        ("chair", "/can-bo/bang/"),
        ("controller", "/can-bo/thu-tuc/"),
        ("operator", "/can-bo/van-hanh/"),
    ],
)
def test_home_leads_to_what_the_post_is_for(who, door, province, sign_in):
    assert sign_in(getattr(province, who)).get("/can-bo/")["Location"] == door
