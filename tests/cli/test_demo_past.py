"""The demo province's past: three levels, and the reform of 2025 as the operation it was."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import override_settings
from tests.casework.province import MONDAY, QUICK
from tests.processes.harness import pointed_at

from motcua.composition.casework import proof, reorganisation
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.models import Post
from motcua.foundation.organisations import queries as agencies
from motcua.foundation.organisations.enums import AgencyLevel, ReorganisationState
from motcua.surfaces.cli.demo import world

pytestmark = pytest.mark.xdist_group("demo-past")

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)
MARITAL = "1.004873"


@pytest.fixture(scope="module")
def past(database_maker, django_db_blocker, tmp_path_factory):
    """The name of a database in which the province has its past."""
    database = database_maker("past")
    there = {"PASSWORD_HASHERS": QUICK, "FILES_DIR": tmp_path_factory.mktemp("files")}
    with django_db_blocker.unblock(), override_settings(**there), pointed_at(database):
        world.load(at=MONDAY - timedelta(days=1))
    return database


@pytest.fixture
def province(past, django_db_blocker, settings, tmp_path):
    """Return who acts in the province that has a past."""
    settings.PASSWORD_HASHERS, settings.FILES_DIR = QUICK, tmp_path
    with django_db_blocker.unblock(), pointed_at(past):
        officers = world.find_cast(at=MONDAY).officers
        yield SimpleNamespace(
            desk=officers["motcua.songlam"],
            stranger=officers["motcua.benthanhco"],
            controller=officers["kiemsoat.lamgiang"],
        )


def begun_before():
    return list(Dossier.objects.filter(lodged_at__date__lt=DAY).order_by("lodged_at"))


def test_the_province_had_three_levels_and_has_two(province):
    def count(on, level):
        return agencies.list_agencies(on=on, level=level).filter(kind="peoples_committee").count()

    assert [count(EVE, level) for level in ("province", "district", "commune")] == [1, 2, 7]
    assert [count(DAY, level) for level in ("province", "district", "commune")] == [1, 0, 3]
    assert agencies.list_agencies(on=DAY, level=AgencyLevel.DISTRICT).count() == 0


def test_one_operation_by_two_persons_did_it(province):
    (one,) = agencies.list_reorganisations("H99")

    entries = agencies.list_entries(one.pk)

    assert one.state == ReorganisationState.APPLIED
    assert [entry.act for entry in entries] == ["begin", "save", "send", "apply"]
    assert entries[0].person_id != entries[-1].person_id
    waiting = reorganisation.list_undecided(province.controller, at=MONDAY)
    assert (waiting.dossiers, waiting.posts) == ((), ())


def test_no_dossier_lost_its_path(province):
    paths = begun_before()

    assert len(paths) == 4
    for dossier in paths:
        acts = [entry.act for entry in dossiers.timeline(dossier)]
        assert dossiers.find_public(dossier.number).state in {State.HANDED_OVER, State.WITHDRAWN}
        assert dossiers.find_public(dossier.reference).number == dossier.number
        assert acts[0] == Act.LODGE
        assert acts[-1] in {Act.HAND_OVER, Act.WITHDRAW}
        assert acts.count(Act.REASSIGN) == (dossier.agency.valid_to is None)


def test_numbers_stay_as_the_law_of_their_day_wrote_them(province):
    numbers = [dossier.number for dossier in begun_before()]

    assert numbers == [
        "000.03.31.H99-250616-0001",
        "000.02.31.H99-250627-0001",
        "000.03.31.H99-250627-0001",
        # Lodged before the day and taken in on it, under the code of the new ward.
        "000.00.102.H99-250701-0001",
    ]


def test_a_divided_commune_went_where_a_person_said(province):
    divided = next(row for row in begun_before() if row.number.startswith("000.02.31"))

    (entry,) = [one for one in dossiers.timeline(divided) if one.act == Act.REASSIGN]

    assert divided.agency.code == "H99.103"
    assert "Thôn Cầu Mây" in entry.words["reason"]


def test_what_was_closed_is_read_by_the_successor_alone(province):
    closed = begun_before()[0]

    assert closed.agency.code == "H99.31.03"
    assert dossiers.find_visible(province.desk, closed.number).pk == closed.pk
    assert dossiers.find_visible(province.stranger, closed.number) is None


def test_officers_work_where_people_yaml_says_and_once_worked_elsewhere(province):
    held = Post.objects.filter(person_id=province.desk.person_id).order_by("valid_from")

    assert [(post.agency.code, post.valid_to) for post in held] == [
        ("H99.31.03", DAY),
        ("H99.101", None),
    ]


def test_provision_is_told_for_both_times(province):
    procedure_id = procedures.get_by_code(MARITAL, on=DAY).procedure_id

    before = [one.code for one in procedures.list_providers(procedure_id, EVE)]
    after = [one.code for one in procedures.list_providers(procedure_id, DAY)]

    assert len(before) == 7
    assert after == ["H99.101", "H99.102", "H99.103"]


def test_loading_again_adds_nothing(province):
    before = Dossier.objects.count(), Post.objects.count()

    world.load(at=MONDAY)

    assert (Dossier.objects.count(), Post.objects.count()) == before
    assert len(agencies.list_reorganisations("H99")) == 1
    assert list(proof.verify()) == []
