"""A day that becomes a holiday moves every promise that counted it, and the people are told."""

from datetime import date, datetime, time, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.casework import people, slow
from tests.casework.province import MONDAY

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import extending, promises, tasks
from motcua.domain.dossiers import actions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.foundation.kernel.clock import VIETNAM
from motcua.foundation.organisations import actions as organisations

pytestmark = pytest.mark.django_db
STORM = date(2026, 3, 20)
DECREE = "Quyết định 99/QĐ-UBND"
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def player(province):
    return slow.accepted()


def closing(day):
    return datetime.combine(day, time(17), VIETNAM)


def close(player, *, on=STORM):
    return organisations.close_on(
        agency_id=player.agency.pk, on=on, reason="Bão số 3", source=DECREE, by="officer:1",
        at=TUESDAY,
    )  # fmt: skip


def work_off():
    """Run the jobs that count promises, as the worker would, until none is left."""
    people.settle()
    done = set()
    while jobs := [
        job
        for job in ProcrastinateJob.objects.filter(task_name=promises.REDATE).order_by("pk")
        if job.pk not in done
    ]:
        for job in jobs:
            done.add(job.pk)
            tasks.redate(**job.args)
    people.settle()
    return [job.args for job in ProcrastinateJob.objects.filter(pk__in=done)]


def test_a_day_closed_by_a_storm_is_not_counted(player):
    assert player.dossier.due_at == closing(date(2026, 3, 25))

    close(player)
    work_off()

    dossier = people.again(player.dossier)
    assert dossier.due_at == closing(date(2026, 3, 26))
    told = dossiers.find_last(dossier, Act.REDATE)
    assert told.payload["changed_on"] == "2026-03-20"
    assert datetime.fromisoformat(told.payload["was"]) == closing(date(2026, 3, 25))
    assert list(dossiers.verify_log()) == []


def test_the_applicant_is_told_once(player):
    close(player)
    work_off()
    actions.redate(agency_id=None, changed_on=STORM, after_id=0, at=TUESDAY)
    people.settle()

    told = [
        message
        for message in notifications.list_messages(player.citizen.person_id)
        if message.template == Template.REDATED
    ]

    assert len(told) == 1
    for said in ("20/03/2026", "25/03/2026", "26/03/2026", player.dossier.number):
        assert said in told[0].body


def test_a_withdrawn_closure_gives_the_day_back(player):
    close(player)
    work_off()
    organisations.withdraw_day(
        agency_id=player.agency.pk, on=STORM, by="officer:1", at=TUESDAY + timedelta(hours=1)
    )
    work_off()

    assert people.again(player.dossier).due_at == closing(date(2026, 3, 25))


def test_a_day_after_the_promise_moves_nothing(player):
    close(player, on=date(2026, 3, 27))
    work_off()

    assert people.again(player.dossier).due_at == closing(date(2026, 3, 25))
    assert dossiers.find_last(player.dossier, Act.REDATE) is None


def test_another_agency_that_closes_moves_nothing_here(player, province):
    organisations.close_on(
        agency_id=province.other_agency_id, on=STORM, reason="Bão", source=DECREE, by="officer:1",
        at=TUESDAY,
    )  # fmt: skip
    work_off()

    assert dossiers.find_last(player.dossier, Act.REDATE) is None


def test_a_holiday_of_the_whole_country_moves_every_agency(player):
    organisations.add_holiday(on=STORM, name="Quốc tang", source=DECREE, by="officer:1", at=TUESDAY)
    work_off()

    assert people.again(player.dossier).due_at == closing(date(2026, 3, 26))


def test_the_day_the_agency_asked_for_moves_when_it_becomes_a_holiday(player):
    extending.extend(
        reference=player.dossier.reference, until=date(2026, 3, 31), reason="Phải xác minh thêm.",
        by=player.officers["leader"], at=TUESDAY,
    )  # fmt: skip
    close(player, on=date(2026, 3, 31))
    work_off()

    assert people.again(player.dossier).due_at == closing(date(2026, 4, 1))


def test_what_waits_for_the_applicant_or_is_finished_is_left_alone(player):
    slow.ask(player, at=MONDAY + timedelta(hours=1))
    close(player)
    work_off()

    assert people.again(player.dossier).due_at is None
    assert dossiers.find_last(player.dossier, Act.REDATE) is None


def test_chunk_after_chunk_until_all_are_seen(player, monkeypatch):
    others = [slow.accepted() for _other in range(4)]
    monkeypatch.setattr("motcua.domain.dossiers.actions.redating.CHUNK", 2)

    close(player)
    jobs = work_off()

    ours = [job for job in jobs if job["agency_id"] == player.agency.pk]
    assert len(ours) == 4  # two dossiers, two, one, and nobody left
    for one in [player, *others]:
        assert people.again(one.dossier).due_at == closing(date(2026, 3, 26))


def test_a_worker_killed_between_chunks_repeats_nothing(player, monkeypatch):
    close(player)

    def die(**_job):
        raise RuntimeError("killed")

    with monkeypatch.context() as broken:
        broken.setattr(promises, "have_recounted", die)
        with pytest.raises(RuntimeError):
            tasks.redate(agency_id=player.agency.pk, changed_on=STORM.isoformat(), after_id=0)
    assert people.again(player.dossier).due_at == closing(date(2026, 3, 25))

    work_off()
    assert people.again(player.dossier).due_at == closing(date(2026, 3, 26))


def test_what_is_stored_is_what_the_clock_says(player):
    close(player)
    work_off()
    dossier = people.again(player.dossier)

    assert dossiers.run_clock(dossier, dossiers.timeline(dossier)).due_at == dossier.due_at


@pytest.mark.parametrize("amount", [1, 5])
def test_the_price_is_the_same_for_one_and_for_many(province, amount, django_assert_num_queries):
    player, *_others = [slow.accepted() for _one in range(amount)]
    close(player)

    with django_assert_num_queries(10):
        done = actions.redate(agency_id=None, changed_on=STORM, after_id=0, at=TUESDAY)

    assert (done.seen, done.moved) == (amount, amount)
