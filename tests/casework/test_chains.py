"""One lodging, several agencies: each its own part, its own deadline, and nothing that it does not need."""

from datetime import timedelta

import pytest
from tests.casework.chained import HAPPY, PARTS, finish, going, officers_of, part_of, said
from tests.casework.province import MONDAY
from tests.journeys.essential.play import list_told

from motcua.capabilities.documents.errors import FileRefused
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.errors import NoSuchTask, UnknownOutcome
from motcua.composition.casework import chain_parts, chains, handling, lodging, proof
from motcua.composition.casework.asked_files import File
from motcua.domain.chains.enums import PartState
from motcua.domain.chains.errors import NotYourPart, PartNotFound, PartNotOpen
from motcua.domain.chains.models import Part
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import DossierNotFound, ReasonNeeded
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db
AT = MONDAY + timedelta(hours=2)


@pytest.fixture
def player(province):
    """A birth in one lodging: the entry is in the book, police and insurance have their turn."""
    return going()


def test_all_who_take_part_are_named_at_acceptance_with_work_and_time(province):
    player = going(steps=1)

    (sent,) = said(player, Act.SEND_TO_ALL)
    assert [(part["part"], part["agency"], part["minutes"]) for part in sent.payload["parts"]] == [
        ("thuong_tru", "Công an xã Sông Lam", 1017),
        ("the_bhyt", "Bảo hiểm xã hội tỉnh Lam Giang", 1017),
    ]
    assert sent.article == "Điều 19.6, 19.7"
    states = {row.part.code: row.state for row in chain_parts.list_about(player.dossier, now=AT)}
    assert states == {"thuong_tru": PartState.AHEAD, "the_bhyt": PartState.AHEAD}
    for officer in officers_of(player).values():
        (ahead,) = chain_parts.list_ahead(officer, now=AT)
        assert ahead.part.dossier == player.dossier
        assert chain_parts.list_to_do(officer, now=AT) == []


def test_each_has_a_deadline_of_its_own_on_its_own_calendar(player):
    handed = said(player, Act.HAND_PART)
    assert {entry.payload["part"] for entry in handed} == set(PARTS)

    for code, officer in officers_of(player).items():
        (row,) = chain_parts.list_to_do(officer, now=AT)
        assert (row.part.code, row.state) == (code, PartState.WAITING)
        assert row.part.due_at < player.dossier.due_at


def test_the_last_to_finish_gives_the_dossier_back_to_the_agency_in_charge(player):
    for number, (code, outcome) in enumerate(HAPPY.items()):
        assert {task.role for task in workflow.list_open_tasks(player.dossier.subject)} == {
            "specialist"
        }
        finish(player, code, outcome, at=AT + timedelta(minutes=number))

    (task,) = workflow.list_open_tasks(player.dossier.subject)
    assert (task.code, task.agency_id) == ("phe_duyet", player.agency.pk)
    assert {row.state for row in chain_parts.list_about(player.dossier, now=AT)} == {PartState.DONE}
    ended = said(player, Act.FINISH_PART)
    assert [entry.words["label"] for entry in ended] == ["Đã đăng ký thường trú", "Đã cấp thẻ"]
    assert list(proof.verify()) == []


def test_a_part_shows_what_it_needs_and_nothing_else(player):
    officer = officers_of(player)["the_bhyt"]

    seen = chain_parts.look(part_of(player, "the_bhyt").pk, officer, now=AT)

    assert [section.page_key for section in seen.sections] == ["con", "bao-hiem"]
    assert seen.papers == ()
    assert len(seen.registered.pin) == 12
    assert seen.may_do
    assert [choice["code"] for choice in seen.choices] == ["da_cap", "khong_cap"]


def test_papers_go_to_who_needs_them_alone(player):
    police, insurer = (officers_of(player)[code] for code in PARTS)
    part = part_of(player, "thuong_tru")
    (notice,) = [one for one in player.papers() if one.paper_code == "birth-notice"]

    with pytest.raises(NotFound):
        chain_parts.get_paper(part.pk, notice.pk, police)
    with pytest.raises(PartNotFound):
        chain_parts.get_paper(part.pk, notice.pk, insurer)


def test_others_find_no_part_and_the_agencies_no_dossier(player):
    police, insurer = (officers_of(player)[code] for code in PARTS)
    part = part_of(player, "thuong_tru")

    with pytest.raises(PartNotFound):
        chain_parts.look(part.pk, insurer, now=AT)
    with pytest.raises(PartNotFound):
        finish(player, "thuong_tru", "da_dang_ky", by=insurer)
    with pytest.raises(DossierNotFound):
        dossiers.get_for_officer(player.dossier.reference, police, purpose="curiosity")
    assert chain_parts.look(part.pk, player.officers["leader"], now=AT).is_lead


def test_the_lead_agency_looks_and_does_not_do_the_others_part(player):
    with pytest.raises(PartNotFound):
        finish(player, "thuong_tru", "da_dang_ky", by=player.officers["specialist"])

    seen = chain_parts.look(part_of(player, "thuong_tru").pk, player.officers["specialist"], now=AT)
    assert (seen.may_do, seen.choices) == (False, ())


def test_a_part_ends_by_its_own_act_alone(player):
    part = part_of(player, "thuong_tru")

    with pytest.raises((NoSuchTask, DossierNotFound)):
        handling.complete_task(
            task_id=part.task_id, outcome="da_dang_ky", reason="", by=officers_of(player)["thuong_tru"],
            at=AT,
        )  # fmt: skip
    assert part_of(player, "thuong_tru").done_at is None


def test_another_post_of_the_agency_is_told_whose_it_is(player):
    desk = officers_of(player, "desk")["thuong_tru"]

    with pytest.raises(NotYourPart):
        finish(player, "thuong_tru", "da_dang_ky", by=desk)


def test_a_refused_part_needs_its_reason_and_tells_it(player):
    with pytest.raises(ReasonNeeded):
        finish(player, "thuong_tru", "khong_dang_ky")
    with pytest.raises(UnknownOutcome):
        finish(player, "thuong_tru", "ky")
    assert part_of(player, "thuong_tru").done_at is None

    finish(player, "thuong_tru", "khong_dang_ky", reason="Chủ hộ chưa đồng ý")
    (row, _other) = chain_parts.list_about(player.dossier, now=AT)
    assert (row.done.label, row.done.reason) == ("Không đăng ký được", "Chủ hộ chưa đồng ý")


def test_a_part_is_done_once(player):
    finish(player, "thuong_tru", "da_dang_ky")

    with pytest.raises(PartNotOpen):
        finish(player, "thuong_tru", "da_dang_ky")
    assert len(said(player, Act.FINISH_PART)) == 1


def test_it_is_not_done_before_its_turn(province):
    player = going(steps=1)

    with pytest.raises(PartNotOpen):
        finish(player, "thuong_tru", "da_dang_ky")


def test_a_file_that_cannot_be_taken_leaves_nothing_half_done(player):
    with pytest.raises(FileRefused):
        finish(player, "thuong_tru", "da_dang_ky", file=File(name="x.exe", content=b"MZ\x90\x00"))

    assert part_of(player, "thuong_tru").done_at is None
    assert said(player, Act.FINISH_PART) == []


def test_what_came_of_it_reaches_the_applicant_and_nobody_elses(player, province):
    finish(
        player, "thuong_tru", "da_dang_ky", file=File(name="thuong-tru.pdf", content=player.pdf())
    )

    (row, _other) = chain_parts.list_about(player.dossier, now=AT)
    found = chain_parts.get_paper_for_citizen(
        player.dossier.reference, row.part.pk, row.file.pk, player.citizen
    )
    assert found.title == "Đăng ký thường trú cho trẻ"
    with pytest.raises(DossierNotFound):
        chain_parts.get_paper_for_citizen(
            player.dossier.reference, row.part.pk, row.file.pk, province.duc
        )
    with pytest.raises(PartNotFound):
        chain_parts.get_paper_for_citizen(
            player.dossier.reference, row.part.pk + 1000, row.file.pk, player.citizen
        )


def test_time_that_passes_is_on_record_once_and_told_to_both_sides(player):
    later = player.dossier.due_at + timedelta(hours=1)
    assert chains.note_late(at=AT) == 0

    assert chains.note_late(at=later) == 2
    assert chains.note_late(at=later) == 0

    assert len(said(player, Act.NOTE_LATE_PART)) == 2
    # Of each part: the agency's head, the chair in charge and the desk that promised.
    assert list_told(player.dossier).count(Template.PART_OVERDUE) == 6
    (row, _other) = chain_parts.list_about(player.dossier, now=later)
    assert row.state is PartState.OVERDUE


def test_a_part_done_after_its_time_is_late_whatever_its_paper_bears(player):
    part = part_of(player, "thuong_tru")
    late = part.due_at + timedelta(seconds=1)

    finish(player, "thuong_tru", "da_dang_ky", at=late, paper_on=MONDAY.date())

    (row, _other) = chain_parts.list_about(player.dossier, now=late)
    assert row.state is PartState.LATE
    (measured,) = chain_parts.measure(officers_of(player)["thuong_tru"], now=late)
    assert (measured.in_time, measured.late, measured.overdue, measured.waiting) == (0, 1, 0, 0)
    (other,) = chain_parts.measure(officers_of(player)["the_bhyt"], now=late)
    assert (other.overdue, other.waiting) == (1, 0)


def test_a_dossier_that_is_withdrawn_leaves_nothing_to_do(player):
    lodging.withdraw(reference=player.dossier.reference, reason="Nộp lại", by=player.citizen, at=AT)

    for officer in officers_of(player).values():
        assert chain_parts.list_to_do(officer, now=AT) == []
    assert {row.state for row in chain_parts.list_about(player.again(), now=AT)} == {
        PartState.DROPPED
    }
    with pytest.raises(PartNotOpen):
        finish(player, "thuong_tru", "da_dang_ky")


def test_sent_back_by_the_lead_each_part_comes_again_as_another(player):
    for code, outcome in HAPPY.items():
        finish(player, code, outcome)
    player.go(player.back, since=AT)

    assert Part.objects.filter(dossier=player.dossier).count() == 4
    (again,) = chain_parts.list_to_do(officers_of(player)["thuong_tru"], now=AT)
    assert again.part.done_at is None
    assert player.again().state == State.IN_PROGRESS


def test_where_no_such_agency_serves_the_lead_records_what_the_other_answered(province):
    from motcua.foundation.organisations.models import Agency

    Agency.objects.filter(code="H99.09").update(province_code="98")

    player = going()

    assert [row.part.code for row in chain_parts.list_about(player.dossier, now=AT)] == [
        "thuong_tru"
    ]
    (task,) = [
        one for one in workflow.list_open_tasks(player.dossier.subject) if one.code == "the_bhyt"
    ]
    assert task.agency_id == player.agency.pk
    handling.complete_task(
        task_id=task.pk, outcome="da_cap", reason="", by=player.officers["specialist"], at=AT
    )
    finish(player, "thuong_tru", "da_dang_ky")
    assert [one.code for one in workflow.list_open_tasks(player.dossier.subject)] == ["phe_duyet"]


def test_a_dossier_of_one_agency_costs_no_query_more(django_assert_num_queries, province):
    from tests.casework import slow

    player = slow.accepted()

    with django_assert_num_queries(0):
        assert chain_parts.list_about(player.dossier, now=AT) == []
