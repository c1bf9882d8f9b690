"""Every address of the product answers every visitor as the table promises, for real."""

import pytest
from django.db import transaction
from django.urls import URLResolver, get_resolver

from tests.access.table import FORBIDDEN_METHOD, TABLE, TO_DESK, TO_PORTAL
from tests.access.world import ask

pytestmark = pytest.mark.django_db

# The framework's own page of the interface is switched off; the address is the one above it.
SHADOWED = {("api/v1/", "api-root")}


def routes(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif (route, pattern.name) not in SHADOWED:
            yield route


def test_the_table_names_every_address_once_and_no_other():
    assert sorted(routes(get_resolver())) == sorted(TABLE)


def methods(row):
    return (
        sorted({"get", "post"} | set(row.answers))
        if "head" not in row.answers
        else ["get", *row.answers]
    )


def answered(response):
    """Return the status, or the door that was shown."""
    for door in (TO_DESK, TO_PORTAL):
        if response.status_code == 302 and response["Location"].startswith(f"{door}?next="):
            return door
    return response.status_code


def test_every_visitor_gets_what_is_promised_everywhere(things, visitors, settings):
    # A provider of identities that does not answer: the way there is not ours to test.
    (provider,) = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                provider | {"settings": provider["settings"] | {"server_url": "http://127.0.0.1:9"}}
            ]
        }
    }
    promised, found = {}, {}
    for route, row in TABLE.items():
        address, sent = things.address(route), things.sent(row)
        for visitor, browser in visitors.items():
            for method in methods(row):
                point = transaction.savepoint()
                cookies = browser.cookies.copy()
                response = ask(browser, method, address, row, sent)
                b"".join(response.streaming_content) if response.streaming else None
                browser.cookies = cookies
                transaction.savepoint_rollback(point)
                promised[visitor, method, route] = row.promised(visitor, method)
                found[visitor, method, route] = answered(response)

    assert {key: (found[key], promised[key]) for key in found if found[key] != promised[key]} == {}


def test_strangers_are_refused_wherever_there_is_something_to_refuse():
    """The table itself keeps what the law promises: nobody but the agency and the applicant."""
    strangers = {"anonymous", "other_citizen", "strange_desk", "strange_registrar", "strange_chair"}
    refused = {404, FORBIDDEN_METHOD, TO_PORTAL, TO_DESK}
    personal = {
        "handled",
        "waiting",
        "asked",
        "drafted",
        "done",
        "draft",
        "task",
        "signing",
        "message",
    }

    open_doors = {
        (visitor, route)
        for route, row in TABLE.items()
        for visitor in strangers
        for method in row.answers
        if personal & set(row.things.values()) and row.promised(visitor, method) not in refused
    }

    # Anybody with the number may know how far it is (Article 16.2.d of Circular 01/2018).
    assert open_doors == {(visitor, "api/v1/dossiers/<number>") for visitor in strangers}
