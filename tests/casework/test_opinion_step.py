"""The step of a process that asks others: it ends as Article 19.5 of Decree 61/2018 lets it end."""

import pytest
from tests.casework import people
from tests.casework.inquiring import AT, IN_TIME, TOO_LATE, answer, ask, handled

from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.capabilities.workflow.queries import designs
from motcua.composition.casework import handling, process_parts, silences
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import ReasonNeeded
from motcua.domain.inquiries.errors import NoneSilent, NoOpinionAsked, OpinionsOpen

pytestmark = pytest.mark.django_db
WHY = "Hai lần nhắc không trả lời."


@pytest.fixture
def player(province):
    """A dossier whose process now asks others first, with the step of the palette."""
    player = handled()
    begun = process_parts.begin("Có lấy ý kiến")
    (way,) = designs.get_step(begun, "bat_dau").ways
    model, _code = process_parts.add(begun, part=process_parts.find_part("opinion"), flow=way.flow)
    definition = workflow.store_definition(
        key="co-lay-y-kien", bpmn_text=designs.write_model(model), at=AT
    )
    workflow.cancel(subject=player.dossier.subject, at=AT)
    workflow.start(
        definition_id=definition, subject=player.dossier.subject, agency_id=player.agency.pk, at=AT
    )
    return player


def step(player):
    (task,) = workflow_queries.list_open_tasks(player.dossier.subject)
    return task


def end(player, outcome, *, reason="", at=IN_TIME):
    return handling.complete_task(
        task_id=step(player).pk, outcome=outcome, reason=reason,
        by=player.officers["specialist"], at=at,
    )  # fmt: skip


def test_it_says_that_it_asks_others_and_the_next_step_does_not(province, player):
    assert silences.asks_others(step(player))
    answer(ask(player, agency_id=province.agency_id), by=province.registrar)

    end(player, silences.OPINIONS_IN)

    assert not silences.asks_others(step(player))


def test_the_page_of_the_step_leads_to_the_question(player, client):
    from motcua.foundation.identity.models import Account

    client.force_login(Account.objects.get(person_id=player.officers["specialist"].person_id))

    page = client.get(f"/can-bo/viec/{step(player).pk}/")

    assert f"/can-bo/ho-so/{player.dossier.reference}/lay-y-kien/" in page.text


@pytest.mark.parametrize("outcome", [silences.OPINIONS_IN, silences.SILENT])
def test_it_does_not_end_before_somebody_was_asked(player, outcome):
    with pytest.raises(NoOpinionAsked):
        end(player, outcome, reason=WHY)

    assert step(player).done_at is None


def test_it_goes_on_when_all_who_were_asked_have_answered(province, player):
    one = ask(player, agency_id=province.agency_id)
    two = ask(player, agency_id=province.other_agency_id)
    answer(one, by=province.registrar)
    with pytest.raises(OpinionsOpen):
        end(player, silences.OPINIONS_IN)

    answer(two, by=province.strange_registrar)
    end(player, silences.OPINIONS_IN)

    assert step(player).code == "kiem_tra"


def test_silence_ends_it_only_when_somebody_was_silent_and_is_put_on_record(province, player):
    ask(player, agency_id=province.agency_id)
    answer(ask(player, agency_id=province.other_agency_id), by=province.strange_registrar)
    with pytest.raises(NoneSilent):
        end(player, silences.SILENT, reason=WHY)
    with pytest.raises(ReasonNeeded):
        end(player, silences.SILENT, at=TOO_LATE)
    with pytest.raises(OpinionsOpen):
        end(player, silences.OPINIONS_IN, at=TOO_LATE)

    end(player, silences.SILENT, reason=WHY, at=TOO_LATE)

    acts = [entry.act for entry in dossiers.timeline(people.again(player.dossier))]
    assert acts[-3:] == [Act.NOTE_SILENCE, Act.PASS_OVER_OPINION, Act.FINISH_STEP]
    assert dossiers.find_last(player.dossier, Act.PASS_OVER_OPINION).words == {"reason": WHY}
    assert step(player).code == "kiem_tra"


def test_who_still_has_time_is_waited_for(province, player):
    ask(player, agency_id=province.agency_id)
    ask(player, agency_id=province.other_agency_id, until=TOO_LATE.date())

    with pytest.raises(OpinionsOpen):
        end(player, silences.SILENT, reason=WHY, at=TOO_LATE)

    assert step(player).done_at is None
    acts = [entry.act for entry in dossiers.timeline(people.again(player.dossier))]
    assert Act.PASS_OVER_OPINION not in acts  # refused as a whole
