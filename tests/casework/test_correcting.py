"""Article 21.1 of Decree 61/2018: a wrong result is put right by who gave it, at the agency's cost."""

from datetime import timedelta

import pytest
from django.db import connection
from tests.casework import people, slow
from tests.casework.province import MONDAY
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperStatus
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.composition.casework import correcting, reporting
from motcua.composition.casework.errors import EnteredInBook, NothingCorrected
from motcua.composition.steering import queries as steering
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import (
    ActRefused,
    DossierNotFound,
    EvidenceNeeded,
    NotYourTask,
    ReasonNeeded,
)
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import InvalidInput

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=3)
WHY = "Khi đánh máy, cán bộ ghi sai họ tên."
SHOWS = "Thẻ căn cước của người nộp, bản sao trong hồ sơ."
RIGHT = "Trần Thị Đúng"


@pytest.fixture
def player(province):
    """A residence dossier with its result in the applicant's hands."""
    player = slow.accepted()
    player.go(player.case.way[1:])
    return player


def name_of(player):
    """Return the question of a name that the result rests on."""
    found = correcting.look(player.dossier.reference, player.officers["leader"])
    return next(one.question.id for one in found.stands if one.question.kind == "name")


def correct(player, *, answers=None, reason=WHY, evidence=SHOWS, by=None, at=LATER):
    return correcting.correct(
        reference=player.dossier.reference,
        answers={name_of(player): RIGHT} if answers is None else answers,
        reason=reason, evidence=evidence, by=by or player.officers["leader"], at=at,
    )  # fmt: skip


def results_of(player):
    return [
        document
        for document in documents.list_documents(player.dossier.subject)
        if document.is_issued and document.paper_code not in reporting.ON_THE_WAY
    ]


def test_another_result_is_signed_beside_the_first_which_stays_and_is_no_longer_good(player):
    (wrong,) = results_of(player)
    before = documents.read_content(wrong)

    dossier = correct(player)

    first, second = results_of(player)
    assert (first.pk, documents.read_content(first)) == (wrong.pk, before)
    report = documents.verify(documents.read_content(second), at=LATER)
    assert report.is_valid
    assert report.signatures
    assert RIGHT in _text_of(documents.read_content(second))
    assert RIGHT not in _text_of(before)
    stood = dossiers.find_last(dossier, Act.DECIDE).payload["result_number"]
    assert f"Thay thế văn bản số {stood}" in " ".join(
        _text_of(documents.read_content(second)).split()
    )
    told = {
        one.pk: documents.find_by_verification_code(one.issued.verification_code).status
        for one in (first, second)
    }
    assert told == {first.pk: PaperStatus.REVOKED, second.pk: PaperStatus.VALID}
    assert dossiers.list_replaced(dossier) == {first.pk}


def test_the_log_keeps_who_what_why_and_by_which_evidence(player):
    name = name_of(player)
    was = dossiers.read_answers(player.dossier)[name]
    (wrong,) = results_of(player)

    dossier = correct(player)

    entry = dossiers.find_last(dossier, Act.CORRECT)
    assert entry.by == player.officers["leader"].key
    assert entry.article == "Điều 21.1"
    assert entry.payload["replaces"] == wrong.pk
    assert entry.payload["questions"] == [name]
    assert entry.words == {
        "reason": WHY,
        "evidence": SHOWS,
        "was": {name: was},
        "now": {name: RIGHT},
    }
    # What the applicant declared is theirs, and stays.
    assert dossiers.read_answers(dossier)[name] == was


def test_the_state_and_the_promise_stay_and_nothing_is_charged(player):
    before = people.again(player.dossier)
    assert before.state == State.HANDED_OVER

    after = correct(player)

    for name in ("state", "due_at", "finished_at", "handed_over_at", "number"):
        assert getattr(after, name) == getattr(before, name)


def test_the_applicant_is_told_with_an_apology_and_that_it_costs_nothing(player):
    correct(player)
    people.settle()

    message = notifications.list_messages(player.citizen.person_id)[0]

    assert message.template == Template.CORRECTED
    assert "xin lỗi" in message.body
    assert "không mất tiền" in message.body
    assert RIGHT not in message.body


def test_it_counts_as_the_agencys_error_and_not_as_another_result(player):
    def board():
        on = clock.day_in_vietnam(LATER)
        sums = steering.get_board(
            agency_ids=[player.agency.pk], since=on - timedelta(days=9), until=on, now=LATER
        ).total.sums
        return sums.corrected, sums.finished_on_time + sums.finished_late

    people.settle()
    before = board()
    correct(player)
    people.settle()

    assert board() == (before[0] + 1, before[1])


def test_who_sends_the_same_twice_replaces_once(player):
    name = name_of(player)
    correct(player, answers={name: RIGHT})

    with pytest.raises(NothingCorrected):
        correct(player, answers={name: f" {RIGHT} "})

    assert len(results_of(player)) == 2


def test_a_second_error_is_put_right_on_top_of_the_first(player):
    name = name_of(player)
    correct(player)
    dossier = correct(player, answers={name: "Trần Thị Đúng Hơn"}, at=LATER + timedelta(days=1))

    first, second, third = results_of(player)
    assert dossiers.list_replaced(dossier) == {first.pk, second.pk}
    assert "Trần Thị Đúng Hơn" in _text_of(documents.read_content(third))
    assert dossiers.find_last(dossier, Act.CORRECT).words["was"] == {name: RIGHT}


def test_only_who_signs_for_the_agency_corrects(player, province):
    for role in set(player.officers) - {"leader"}:
        if player.officers[role] == player.officers["leader"]:
            continue
        with pytest.raises(NotYourTask):
            correct(player, answers={}, by=player.officers[role])
    with pytest.raises(DossierNotFound):
        correct(player, answers={}, by=province.strange_chair)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"reason": " "}, ReasonNeeded),
        ({"evidence": ""}, EvidenceNeeded),
        ({"answers": {}}, NothingCorrected),
        ({"answers": {"no-such-question": "x"}}, NothingCorrected),
    ],
)
def test_what_is_not_said_replaces_nothing(player, changes, refusal):
    with pytest.raises(refusal):
        correct(player, **changes)

    (result,) = results_of(player)
    code = result.issued.verification_code
    assert documents.find_by_verification_code(code).status is PaperStatus.VALID
    assert dossiers.find_last(player.dossier, Act.CORRECT) is None


def test_what_the_form_would_refuse_is_refused_by_its_question(player):
    name = name_of(player)

    with pytest.raises(InvalidInput) as refused:
        correct(player, answers={name: "1234 !!"})

    assert [problem.field for problem in refused.value.problems] == [name]
    assert len(results_of(player)) == 1


def test_without_a_result_there_is_nothing_to_correct(province):
    player = slow.accepted()

    found = correcting.look(player.dossier.reference, player.officers["leader"])

    assert isinstance(found.barrier, ActRefused)
    with pytest.raises(ActRefused):
        correct(player, answers={})


def test_what_stands_in_a_book_is_put_right_there_first(province):
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()

    with pytest.raises(EnteredInBook):
        correcting.correct(
            reference=dossier.reference, answers={"child_full_name": RIGHT}, reason=WHY,
            evidence=SHOWS, by=province.chair, at=LATER,
        )  # fmt: skip


def test_a_result_that_cannot_be_signed_replaces_nothing(player, monkeypatch):
    name = name_of(player)

    def fail(*_args, **_kwargs):
        raise RuntimeError("the key is away")

    monkeypatch.setattr(correcting, "issue", fail)
    with pytest.raises(RuntimeError):
        correct(player, answers={name: RIGHT})

    assert len(results_of(player)) == 1
    assert dossiers.list_replaced(player.dossier) == frozenset()


def test_what_is_wrong_and_right_is_readable_to_nobody_with_the_tables_alone(player):
    correct(player)

    with connection.cursor() as cursor:
        cursor.execute("SELECT payload::text FROM dossiers_dossierevent WHERE act = 'correct'")
        ((payload,),) = cursor.fetchall()
        cursor.execute("SELECT reason FROM documents_revocation")
        ((reason,),) = cursor.fetchall()
    for said in (RIGHT, WHY, SHOWS):
        assert said not in payload
        assert said not in reason
