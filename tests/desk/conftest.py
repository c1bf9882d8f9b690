"""Officers at their desks: each with a browser of their own, signed in, on an ordinary Monday."""

import pytest
from django.core.cache import cache
from django.test import Client
from tests.casework.province import MONDAY

from motcua.foundation.kernel import clock


@pytest.fixture(autouse=True)
def _on_monday():
    cache.clear()
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def sign_in(province):
    """Return a function that gives the browser of an officer or a citizen, by person."""
    from motcua.foundation.identity.models import Account

    def enter(actor):
        client = Client()
        client.force_login(Account.objects.get(person_id=actor.person_id))
        return client

    return enter


@pytest.fixture
def desk(province, sign_in):
    """The browser of Sông Lam's desk."""
    return sign_in(province.desk)


@pytest.fixture
def registrar(province, sign_in):
    """The browser of Sông Lam's civil-status officer."""
    return sign_in(province.registrar)


@pytest.fixture
def chair(province, sign_in):
    """The browser of Sông Lam's chair."""
    return sign_in(province.chair)


@pytest.fixture
def controller(province, sign_in):
    """The browser of procedure control."""
    return sign_in(province.controller)


@pytest.fixture
def draft(controller):
    """An amendment of birth registration that procedure control has begun."""
    from tests.casework import people

    from motcua.domain.procedures.models import RecordDraft

    controller.post(f"/can-bo/thu-tuc/{people.BIRTH}/sua-doi/")
    return RecordDraft.objects.get()


@pytest.fixture
def build(controller, draft):
    """Return a function that sends a page of the builder, from the state the draft is in."""
    from tests.desk.building import address

    from motcua.domain.procedures.models import RecordDraft

    def send(rest, **sent):
        revision = RecordDraft.objects.get(pk=draft.pk).revision
        named = {key.replace("__", "."): value for key, value in sent.items()}
        return controller.post(address(draft, f"bieu-mau/{rest}"), {"revision": revision, **named})

    return send


@pytest.fixture
def small(controller, draft, build):
    """The draft with a small form of its own: one page, a yes or no and a text."""
    from tests.desk.building import ask, bring

    document = {
        "schema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {},
            "required": [],
            "unevaluatedProperties": False,
        },
        "hints": {"title": {"vi": "Thử", "en": "Trial"}, "pages": [], "fields": {}},
    }
    assert bring(controller, draft, document).status_code == 302
    assert build("trang/", title__vi="Cửa hàng", title__en="The shop").status_code == 302
    ask(build, "yesno", "Có biển hiệu")
    ask(build, "text", "Tên trên biển")
    return draft
