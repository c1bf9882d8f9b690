"""Agencies of a chain end while it runs: every part has somebody who does it, at every moment."""

import pytest
from tests.casework import chained, people
from tests.casework.chained import finish, part_of, said
from tests.casework.reorganising import (
    LAM,
    NEW,
    OTHER,
    TUESDAY,
    commune,
    officer_now,
    passing,
    reorganise,
    second_controller,
)

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import chain_parts, proof, reorganisation
from motcua.domain.chains import queries as parts
from motcua.domain.dossiers.enums import Act
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.enums import AgencyKind
from motcua.foundation.organisations.queries import Plan

pytestmark = pytest.mark.django_db

POLICE, NEXT_POLICE = "H99.04.101", "H99.04.102"
NEW_POLICE = "H99.04.201"


def police(code=NEW_POLICE, *, serves="99201"):
    return commune(
        code, name="xã Lam Cổ", kind=AgencyKind.POLICE, parent="H99.04", commune_code=serves,
        short_name="Công an xã Lam Cổ",
    )  # fmt: skip


@pytest.fixture
def player(province):
    return chained.going()


def doer_of(part):
    """Return who does the part: the agency's task is where the part says."""
    (task,) = [
        one for one in workflow.list_open_tasks(part.dossier.subject) if one.code == part.code
    ]
    assert task.agency_id == part.agency_id
    return organisations.get_agency(part.agency_id)


def test_commune_and_police_merge_and_the_new_police_goes_on(province, player):
    plan = Plan(
        begins=(commune(), police()), passings=(passing(LAM, NEW), passing(POLICE, NEW_POLICE))
    )

    reorganise(province, plan)

    part = part_of(player, "thuong_tru")
    assert doer_of(part).code == NEW_POLICE
    (passed,) = said(player, Act.PASS_PART_ON)
    assert passed.payload["from"] == "Công an xã Sông Lam"
    officer = officer_now(
        chained.officer_at(organisations.get_agency_by_code(POLICE).pk, "specialist")
    )
    finish(player, "thuong_tru", "da_dang_ky", by=officer, at=TUESDAY)
    assert part_of(player, "thuong_tru").done_at == TUESDAY
    assert list(proof.verify()) == []


def test_where_nobody_of_the_kind_serves_any_more_the_lead_does_it(province, player):
    reorganise(province, Plan(begins=(), passings=(passing(POLICE, NEXT_POLICE),)))

    part = part_of(player, "thuong_tru")
    assert doer_of(part).pk == player.agency.pk
    finish(player, "thuong_tru", "da_dang_ky", by=player.officers["specialist"], at=TUESDAY)
    assert part_of(player, "thuong_tru").done_at == TUESDAY


def test_while_nobody_has_said_who_leads_the_part_waits_with_its_dossier(province, player):
    plan = Plan(
        begins=(commune(), commune(OTHER, name="xã Lam Hạ"), police()),
        passings=(
            passing(LAM, NEW), passing(LAM, OTHER, keeps_archive=False), passing(POLICE, NEW_POLICE),
        ),
    )  # fmt: skip

    reorganise(province, plan)
    assert said(player, Act.PASS_PART_ON) == []

    to = organisations.get_agency_by_code(NEW, on=TUESDAY.date())
    reorganisation.place_dossier(
        reference=player.dossier.reference, to_agency_id=to.pk, reason="Hộ ở xã Lam Cổ",
        by=second_controller(), at=TUESDAY,
    )  # fmt: skip
    people.settle()

    assert doer_of(part_of(player, "thuong_tru")).code == NEW_POLICE
    assert parts.list_stranded(on=TUESDAY.date()) == []


def test_what_is_done_stays_with_who_did_it(province, player):
    finish(player, "thuong_tru", "da_dang_ky")
    did = part_of(player, "thuong_tru").agency_id

    reorganise(
        province,
        Plan(
            begins=(commune(), police()), passings=(passing(LAM, NEW), passing(POLICE, NEW_POLICE))
        ),
    )

    assert part_of(player, "thuong_tru").agency_id == did
    assert said(player, Act.PASS_PART_ON) == []
    (row, _other) = chain_parts.list_about(people.again(player.dossier), now=TUESDAY)
    assert row.done.label == "Đã đăng ký thường trú"
