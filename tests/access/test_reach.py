"""The second wall: whatever a query forgets, the database shows officers none but their agency's dossiers."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client

import motcua
from motcua.domain.chains.models import Part
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.models import Dossier, DossierEvent, Draft
from motcua.domain.dossiers.queries import seeing
from motcua.domain.inquiries.models import Opinion
from motcua.domain.notes.models import Note
from motcua.foundation.kernel import reach
from motcua.foundation.organisations.enums import AgencyKind, ReorganisationState
from motcua.foundation.organisations.models import (
    Agency,
    AgencySuccession,
    ArchiveKeeping,
    Reorganisation,
)
from tests.access.world import sign_in
from tests.casework import chained, inquiring, people
from tests.casework.province import MONDAY

WALLED = sorted({relation.table for relation in reach.list_relations()})
OPEN = {
    "calls_call": "when somebody was called",
    "calls_wish": "sealed under the dossier's key",
    "chains_part": "sealed under the dossier's key",
    "custody_loss": "what became of papers, by number",
    "custody_pack": "where papers lie, for whoever carries them",
    "dossiers_alias": "numbers of other systems, found by whoever types one",
    "dues_account": "sums, which agencies settle among themselves",
    "feedback_feedback": "the sender's, sealed under a key of its own",
    "inquiries_opinion": "sealed under the dossier's key",
    "inquiries_visit": "sealed under the dossier's key",
    "obligations_obligation": "that something is owed",
    "receipts_receipt": "numbers of receipts",
    "registers_closedline": "hashes",
    "reserves_fate": "what became of a number",
    "satisfaction_answer": "marks, which nobody reads one by one",
    "tills_movement": "sums",
}
"""Tables that point at dossiers and stand outside the wall, each with what they hold."""


@contextmanager
def reaching(agency_id, *, oversees=False):
    reach.reach_agency(agency_id, oversees=oversees)
    try:
        yield
    finally:
        reach.forget()


@pytest.fixture
def dossier(province):
    found = people.lodge(province)
    people.accept(province, found)
    return people.again(found)


@pytest.fixture
def reorganisation():
    return Reorganisation.objects.create(
        root_code="H99", title="Sáp nhập xã", on=MONDAY.date(), basis="Nghị quyết", article="Điều 1",
        plan={},
        state=ReorganisationState.DRAFT, changed_at=MONDAY, last_hash=b"",
    )  # fmt: skip


@pytest.fixture
def noted(lives, province):
    """What goes on in the province, with a note in a dossier."""
    dossier = Dossier.objects.filter(agency_id=province.desk.agency_id).first()
    Note.objects.create(
        dossier=dossier, by_post_id=province.desk.post_id, written_at=MONDAY, sealed=b"\0"
    )


def visitor(actor):
    browser = Client()
    browser.cookies[settings.SESSION_COOKIE_NAME] = sign_in(actor)
    return browser


def sees(dossier):
    return Dossier.objects.filter(pk=dossier.pk).exists()


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return cursor.fetchone()[0]


# --- What stands behind it --------------------------------------------------------------------------


def test_each_table_that_points_at_dossiers_is_walled_or_says_why_not():
    pointing = {
        model._meta.db_table
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is Dossier
    }

    assert pointing - set(WALLED) == set(OPEN)


@pytest.mark.parametrize("table", WALLED)
def test_a_connection_that_nobody_spoke_for_sees_no_row(noted, table):
    there = count(table)
    assert there

    reach.reach_nothing()

    assert count(table) == 0
    reach.forget()
    assert count(table) == there


@pytest.mark.parametrize("table", WALLED)
def test_an_agency_sees_less_than_there_is(noted, province, table):
    there = count(table)

    with reaching(province.desk.agency_id):
        own = count(table)
    with reaching(province.stranger.agency_id):
        strange = count(table)

    assert strange < own <= there


def test_the_application_cannot_take_the_wall_down(db):
    for statement in (
        "ALTER TABLE dossiers_dossier DISABLE ROW LEVEL SECURITY",
        'DROP POLICY "0_everything" ON dossiers_dossier',
        "CREATE POLICY hole ON dossiers_dossier USING (true)",
    ):
        with (
            pytest.raises(DatabaseError, match="must be owner"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_the_application_does_not_pass_by_the_wall(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolbypassrls OR rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_who_reaches_everything_in_a_request_is_named():
    """Whoever is no officer; and who holds the key of a sheet, on whosever phone."""
    sources = Path(motcua.__file__).parent
    using = {
        path.relative_to(sources).as_posix()
        for path in sources.rglob("*.py")
        if "reach_everything()" in path.read_text("utf-8")
    }

    assert using - {"foundation/kernel/reach.py"} == {
        "foundation/identity/middleware.py",
        "surfaces/desk/views/phones.py",
    }


# --- A query forgets its filter ---------------------------------------------------------------------


def test_a_stranger_is_shown_nothing_by_a_query_without_its_filter(dossier, province, monkeypatch):
    page = f"/can-bo/ho-so/{dossier.reference}/"
    own, strange = visitor(province.chair), visitor(province.strange_chair)
    for held, whole in seeing._ANYBODYS.items():
        monkeypatch.setitem(seeing._OF_AGENCY, held, whole)

    assert strange.get(page).status_code == 404
    assert own.get(page).status_code == 200
    # The forgotten filter is a hole, and nothing else stands before it.
    monkeypatch.setattr(reach, "reach_agency", lambda *_, **__: reach.reach_everything())
    assert strange.get(page).status_code == 200


def test_what_a_stranger_would_change_is_not_found(dossier, province):
    with reaching(province.stranger.agency_id):
        assert Dossier.objects.filter(pk=dossier.pk).update(channel="post") == 0
    with reaching(province.desk.agency_id):
        assert Dossier.objects.filter(pk=dossier.pk).update(channel="post") == 1


def test_a_request_leaves_nothing_behind(dossier, province):
    """What follows reaches as far as its own process does."""
    visitor(province.stranger).get("/can-bo/")

    assert sees(dossier)


def test_an_officer_who_types_a_number_learns_what_anybody_learns(dossier, province):
    """The law lets everybody know how far a dossier is (Article 16.2.d of Circular 01/2018)."""
    with reaching(province.stranger.agency_id):
        found = dossiers.find_public(dossier.number)

    assert (found.number, found.state) == (dossier.number, dossier.state)
    with reaching(province.stranger.agency_id):
        assert dossiers.find_public("H99.99.99-000000-0000") is None


def test_citizens_and_strangers_at_the_portal_are_not_held_by_an_agency(dossier, province):
    assert visitor(province.hanh).get(f"/ho-so/{dossier.reference}/").status_code == 200


# --- Who has to do with a dossier -------------------------------------------------------------------


def test_the_competent_and_the_receiving_agency_reach_it(dossier, province):
    other = province.stranger.agency_id
    with reaching(dossier.agency_id):
        assert sees(dossier)
    with reaching(other):
        assert not sees(dossier)
    Dossier.objects.filter(pk=dossier.pk).update(receiving_agency_id=other)
    with reaching(other):
        assert sees(dossier)


def test_who_is_asked_for_an_opinion_reaches_it(province):
    player = inquiring.handled()
    opinion = inquiring.ask(player, agency_id=province.stranger.agency_id)
    asked = Opinion.objects.get(pk=opinion.pk).asked_agency_id
    dossier = player.dossier
    assert asked not in {dossier.agency_id, dossier.receiving_agency_id}

    with reaching(asked):
        assert sees(dossier)
    Opinion.objects.filter(pk=opinion.pk).update(asked_agency_id=dossier.agency_id)
    with reaching(asked):
        assert not sees(dossier)


def test_who_takes_part_in_a_chain_reaches_it(province):
    player = chained.going()
    part = next(
        part
        for part in Part.objects.filter(dossier=player.dossier)
        if part.agency_id not in {player.dossier.agency_id, player.dossier.receiving_agency_id}
    )

    with reaching(part.agency_id):
        assert sees(player.dossier)
    with reaching(province.stranger.agency_id):
        assert not sees(player.dossier)


@pytest.mark.parametrize("oversees", [True, False])
def test_the_office_of_the_province_reaches_it_through_posts_that_oversee(
    dossier, province, oversees
):
    office = Agency.objects.get(pk=province.controller.agency_id)
    assert office.kind == AgencyKind.OFFICE

    with reaching(office.pk, oversees=oversees):
        assert sees(dossier) is oversees


@pytest.mark.parametrize("oversees", [True, False])
def test_the_agency_above_reaches_it_through_posts_that_oversee(dossier, province, oversees):
    above = province.stranger.agency_id
    Agency.objects.filter(pk=dossier.agency_id).update(parent_id=above)

    with reaching(above, oversees=oversees):
        assert sees(dossier) is oversees


def test_who_keeps_the_archive_of_an_ended_agency_reaches_it(dossier, province):
    keeper = province.stranger.agency_id
    ArchiveKeeping.objects.create(ended_id=dossier.agency_id, keeper_id=keeper)

    with reaching(keeper):
        assert sees(dossier)


@pytest.mark.parametrize("oversees", [True, False])
def test_who_came_after_an_ended_agency_reaches_it_at_second_hand(
    dossier, province, oversees, reorganisation
):
    last = province.stranger.agency_id
    between = Agency.objects.exclude(pk__in=[last, dossier.agency_id]).first().pk
    for before, after in ((dossier.agency_id, between), (between, last)):
        AgencySuccession.objects.create(
            reorganisation=reorganisation,
            predecessor_id=before,
            successor_id=after,
            keeps_archive=False,
        )

    with reaching(last, oversees=oversees):
        assert sees(dossier) is oversees


def test_what_an_officer_did_in_a_dossier_that_went_elsewhere_stays_to_be_seen(dossier, province):
    did = DossierEvent.objects.filter(dossier=dossier, agency_id=dossier.agency_id).count()
    there = DossierEvent.objects.filter(dossier=dossier).count()
    assert 0 < did < there
    Dossier.objects.filter(pk=dossier.pk).update(
        agency_id=province.stranger.agency_id, receiving_agency_id=province.stranger.agency_id
    )

    with reaching(province.desk.agency_id):
        assert DossierEvent.objects.filter(dossier=dossier).count() == did


def test_a_draft_is_reached_by_its_desk_alone(province):
    people.fill(province)
    with reaching(province.desk.agency_id):
        assert not Draft.objects.exists()
    Draft.objects.update(desk_id=province.desk.agency_id, channel="counter")
    with reaching(province.desk.agency_id):
        assert Draft.objects.exists()
    with reaching(province.stranger.agency_id):
        assert not Draft.objects.exists()
