"""The essential services, each lodged online and carried to its end, the plain way and a difficult one."""

import pytest
from tests.journeys.essential import play
from tests.journeys.essential.cases import read_services

from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import filling

pytestmark = pytest.mark.django_db

SERVICES = read_services()
TOLD_AT_THE_END = {
    "handed_over": [Template.RESULT_READY, Template.RATING_INVITATION],
    "rejected": [Template.REFUSED],
    "refused": [Template.REFUSED],
    "withdrawn": [Template.WITHDRAWN],
    "supplement_at_intake": [Template.SUPPLEMENT_REQUESTED],
}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_each_service_has_a_plain_case_and_a_difficult_one(service):
    assert any(not case.difficult for case in service.cases)
    assert any(case.difficult for case in service.cases)


@pytest.mark.parametrize(
    ("code", "case"),
    [
        pytest.param(service.code, case, id=f"{service.code}: {case.name}")
        for service in SERVICES
        for case in service.cases
    ],
)
def test_it_goes_as_told(province, code, case):
    player = play.Player(code, case)

    opened = player.fill()
    assert play.list_codes(opened, is_required=True) == set(case.asked)
    assert play.list_codes(opened, is_required=False) == set(case.offered)
    assert play.fee_of(opened) == case.fee
    assert not [
        problem
        for problem in filling.find_problems(opened, [], today=play.TODAY)
        if problem.code != "paper-missing"
    ]

    player.lodge(opened)
    player.go(case.way)

    last = TOLD_AT_THE_END[case.end]
    assert player.dossier.state == case.end
    assert play.promised_day(player.dossier) == case.promised
    assert play.list_told(player.dossier)[-len(last) :] == last
    if case.promised:
        assert play.money_in_words(case.fee) in play.receipt_says(player.dossier)
    check_paper(player, case)


def check_paper(player, case):
    """The paper is genuine, signed by the leader where a person signs, and says what it must."""
    paper = play.find_result(player.dossier)
    if case.result is None:
        assert paper is None
        return
    signatory = [player.officers["leader"].name] if case.is_signed else []
    assert paper.title == case.result
    assert paper.is_genuine
    assert paper.signers == [*signatory, player.agency.name]
    assert [words for words in case.says if words not in paper.text] == []
    assert [words for words in case.conceals if words in paper.text] == []
