"""Every address of the product answers every visitor as the table promises, for real."""

import pytest
from django.urls import URLResolver, get_resolver

from tests.access.rows import REFUSED
from tests.access.table import TABLE

# The framework's own page of the interface is switched off; the address is the one above it.
SHADOWED = {("api/v1/", "api-root")}


def routes(resolver, prefix=""):
    """Yield every address there is, of whichever package."""
    for pattern in resolver.url_patterns:
        route = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif (route, pattern.name) not in SHADOWED:
            yield route


def test_the_table_names_every_address_once_and_no_other():
    assert sorted(routes(get_resolver())) == sorted(TABLE)


@pytest.mark.parametrize("route", TABLE)
def test_every_visitor_gets_what_is_promised(go_round, route):
    gone = go_round(route)

    found = {(answer.visitor, answer.method): answer.met for answer in gone.answers}
    assert found == {key: gone.row.promised(*key) for key in found}


@pytest.mark.parametrize("route", TABLE)
def test_who_is_refused_changes_nothing(go_round, route):
    """No row of any table and no file, be it for a moment: not even the log of readings."""
    assert go_round(route).changed_by_refused == set()


def test_what_is_granted_does_change_something(go_round):
    """The measure itself: the counters see a dossier being taken in and a file begun."""
    taken_in = go_round("can-bo/tiep-nhan/<str:reference>/tiep-nhan/")
    uploaded = go_round("ban-nhap/<uuid:draft_id>/tai-len/<uuid:upload_id>/")

    assert {"dossiers_dossier", "kernel_outboxmessage"} <= taken_in.changed_by_granted
    assert "files" in uploaded.changed_by_granted


def test_strangers_are_refused_wherever_there_is_something_to_refuse():
    """The table itself keeps what the law promises: nobody but the agency and the applicant."""
    strangers = {"anonymous", "other_citizen", "strange_desk", "strange_registrar", "strange_chair"}
    personal = {
        "handled", "waiting", "asked", "drafted", "done", "draft", "task", "signing", "message",
        "mirror",
    }  # fmt: skip

    open_doors = {
        (visitor, route)
        for route, row in TABLE.items()
        for visitor in strangers
        for method in row.answers
        if personal & set(row.things.values()) and row.promised(visitor, method) not in REFUSED
    }

    # Anybody with the number may know how far it is (Article 16.2.d of Circular 01/2018).
    assert open_doors == {(visitor, "api/v1/dossiers/<number>") for visitor in strangers}
