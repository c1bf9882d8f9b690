"""What another system of the state takes in cannot be lodged here (Decree 224/2026, Article 15.1.h-i)."""

from datetime import date

import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.casework import filling, lodging
from motcua.domain.dossiers.models import Dossier
from motcua.domain.procedures import actions
from motcua.domain.procedures.enums import ExecutingSystem
from motcua.domain.procedures.errors import ExecutedElsewhere
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock
from motcua.foundation.organisations.models import Agency

pytestmark = pytest.mark.django_db


def move(since=date(2026, 3, 1), until=None):
    actions.execute_elsewhere(
        procedure_code=people.BIRTH, system=ExecutingSystem.MINISTRY,
        name="Hệ thống hộ tịch", address="https://hotich.example/", basis="Công văn 7/BTP",
        valid_from=since, valid_to=until,
    )  # fmt: skip


def start(province):
    agency = Agency.objects.get(pk=province.agency_id)
    return filling.start_at(code=people.BIRTH, agency_code=agency.code, by=province.hanh, at=MONDAY)


def test_nobody_begins_here_what_is_lodged_there(province):
    move()

    with pytest.raises(ExecutedElsewhere) as refusal:
        start(province)

    assert "https://hotich.example/" in refusal.value.text


def test_a_draft_begun_before_the_move_is_not_lodged_after_it(province):
    draft = people.fill(province)
    move()

    with pytest.raises(ExecutedElsewhere):
        lodging.lodge(draft_id=draft.pk, by=province.hanh, at=MONDAY)
    assert not Dossier.objects.exists()


def test_what_has_come_back_is_lodged_here(province):
    move(until=MONDAY.date())

    assert people.lodge(province).reference


def test_the_way_in_leads_back_to_the_page_that_says_where(province):
    move()
    client = Client()
    client.force_login(Account.objects.get(person_id=province.hanh.person_id))

    with clock.fixed_at(MONDAY):
        answer = client.get(f"/thu-tuc/{people.BIRTH}/nop/")

    assert answer.url == f"/thu-tuc/{people.BIRTH}/"
