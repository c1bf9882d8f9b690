"""Article 19.5.b of Decree 61/2018: what the silence of those asked means."""

import pytest
from tests.casework import people
from tests.casework.inquiring import (
    IN_TIME,
    QUESTION,
    TOO_LATE,
    answer,
    ask,
    handled,
    papers_of,
)

from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import consulting, silences
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound, NotYourTask, ReasonNeeded
from motcua.domain.inquiries import actions, queries
from motcua.domain.inquiries.enums import OpinionState
from motcua.domain.inquiries.errors import (
    OpinionNotFound,
    PassedOverAlready,
    QuestionWithdrawn,
    StillInTime,
)
from motcua.domain.inquiries.models import Opinion

pytestmark = pytest.mark.django_db
WHY = "Đã xác minh tại chỗ, không cần chờ thêm."


@pytest.fixture
def player(province):
    return handled()


@pytest.fixture
def opinion(province, player):
    """The commune is asked, with the first paper of the dossier."""
    return ask(player, agency_id=province.agency_id, papers=[papers_of(player)[0].pk])


def consult(opinion, by, *, now=IN_TIME):
    return consulting.consult(opinion.pk, by, now=now)


def acts(player):
    return [entry.act for entry in dossiers.timeline(people.again(player.dossier))]


def state_of(opinion, *, now):
    return queries.opinion_state(Opinion.objects.get(pk=opinion.pk).moments, now=now)


# --- Silence ------------------------------------------------------------------------------------


def test_silence_is_put_on_record_once_and_told_to_who_asked_and_to_the_desk(player, opinion):
    assert silences.note_silences(at=opinion.due_at) == 0
    assert silences.note_silences(at=TOO_LATE) == 1
    assert silences.note_silences(at=TOO_LATE) == 0

    assert acts(player).count(Act.NOTE_SILENCE) == 1
    for told in (player.officers["specialist"], player.officers["desk"]):
        (message,) = notifications.list_messages(told.person_id)
        assert message.template == Template.OPINION_OVERDUE
        assert message.path == f"/can-bo/y-kien/{opinion.pk}/"
        assert opinion.asked_agency.name in message.body
        assert QUESTION not in message.body
    assert not notifications.list_messages(player.officers["leader"].person_id).exists()


def test_an_answer_or_a_withdrawal_before_the_day_leaves_no_silence(province, player, opinion):
    other = ask(player, agency_id=province.other_agency_id)
    answer(opinion, by=province.registrar)
    actions.withdraw(
        opinion_id=other.pk, reason="Không cần", by=player.officers["specialist"], at=IN_TIME
    )

    assert silences.note_silences(at=TOO_LATE) == 0
    assert actions.note_silence(opinion_id=opinion.pk, at=TOO_LATE) is None


def test_after_the_day_handling_goes_on_without_it_with_a_reason(player, opinion):
    by = player.officers["specialist"]

    with pytest.raises(StillInTime):
        actions.pass_over(opinion_id=opinion.pk, reason=WHY, by=by, at=IN_TIME)
    with pytest.raises(ReasonNeeded):
        actions.pass_over(opinion_id=opinion.pk, reason=" ", by=by, at=TOO_LATE)
    actions.pass_over(opinion_id=opinion.pk, reason=WHY, by=by, at=TOO_LATE)
    with pytest.raises(PassedOverAlready):
        actions.pass_over(opinion_id=opinion.pk, reason=WHY, by=by, at=TOO_LATE)
    with pytest.raises(PassedOverAlready):
        actions.withdraw(opinion_id=opinion.pk, reason=WHY, by=by, at=TOO_LATE)

    # The worker had not come to it: the silence is on record all the same, and once.
    assert acts(player)[-2:] == [Act.NOTE_SILENCE, Act.PASS_OVER_OPINION]
    assert silences.note_silences(at=TOO_LATE) == 0
    assert dossiers.find_last(player.dossier, Act.PASS_OVER_OPINION).words == {"reason": WHY}
    assert state_of(opinion, now=TOO_LATE) is OpinionState.PASSED_OVER


def test_who_was_passed_over_may_still_answer_and_is_late(province, player, opinion):
    actions.pass_over(
        opinion_id=opinion.pk, reason=WHY, by=player.officers["specialist"], at=TOO_LATE
    )

    answer(opinion, by=province.registrar, at=TOO_LATE)

    assert state_of(opinion, now=TOO_LATE) is OpinionState.LATE


def test_only_who_handles_the_dossier_withdraws_or_goes_on(province, player, opinion):
    for act in (actions.withdraw, actions.pass_over):
        with pytest.raises(DossierNotFound):
            act(opinion_id=opinion.pk, reason=WHY, by=province.registrar, at=TOO_LATE)
        with pytest.raises(NotYourTask):
            act(opinion_id=opinion.pk, reason=WHY, by=player.officers["desk"], at=TOO_LATE)
        with pytest.raises(OpinionNotFound):
            act(opinion_id=0, reason=WHY, by=player.officers["specialist"], at=TOO_LATE)


def test_a_question_taken_back_is_answered_no_more(province, player, opinion):
    by = player.officers["specialist"]
    with pytest.raises(ReasonNeeded):
        actions.withdraw(opinion_id=opinion.pk, reason="", by=by, at=IN_TIME)
    actions.withdraw(opinion_id=opinion.pk, reason="Đã rõ", by=by, at=IN_TIME)

    with pytest.raises(QuestionWithdrawn):
        answer(opinion, by=province.registrar)
    assert consult(opinion, province.registrar).state is OpinionState.WITHDRAWN
    assert consulting.list_to_answer(province.registrar, now=IN_TIME) == []
    ask(player, agency_id=province.agency_id, at=IN_TIME)  # and may be asked anew
