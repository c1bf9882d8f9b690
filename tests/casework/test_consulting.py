"""Article 19.5 of Decree 61/2018: what others are asked, until when, and what their silence means."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from tests.casework import people
from tests.casework.inquiring import (
    ANSWER_ON,
    AT,
    CONTENT,
    IN_TIME,
    PROMISED,
    QUESTION,
    TOO_LATE,
    answer,
    ask,
    handled,
    on,
    papers_of,
)
from tests.journeys.essential.play import _text_of

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import consulting, silences
from motcua.composition.casework.asked_files import File
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.errors import DossierNotFound, NotYourTask
from motcua.domain.inquiries import permissions, queries
from motcua.domain.inquiries.enums import OpinionState, Stance
from motcua.domain.inquiries.errors import (
    AnswerDayAfterPromise,
    AnswerDayNotWorked,
    AnswerDayPast,
    AnsweredAlready,
    AskedAlready,
    NotBeingHandled,
    OpinionNotFound,
    OpinionsOpen,
)
from motcua.domain.inquiries.models import Opinion
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.errors import InvalidInput, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    return handled()


@pytest.fixture
def opinion(province, player):
    """The commune is asked, with the first paper of the dossier."""
    return ask(player, agency_id=province.agency_id, papers=[papers_of(player)[0].pk])


def consult(opinion, by, *, now=IN_TIME):
    return consulting.consult(opinion.pk, by, now=now)


def state_of(opinion, *, now):
    return queries.opinion_state(Opinion.objects.get(pk=opinion.pk).moments, now=now)


# --- Asking -------------------------------------------------------------------------------------


def test_the_question_goes_on_record_with_whom_and_until_when(province, player, opinion):
    told = dossiers.find_last(player.dossier, Act.ASK_OPINION)

    assert told.article == "Điều 19.5.a"
    assert told.by == player.officers["specialist"].key
    assert told.words == {"question": QUESTION}
    assert told.payload == {
        "opinion": opinion.pk, "asked_agency_id": province.agency_id,
        "asked": opinion.asked_agency.name, "papers": 1, "until": opinion.due_at.isoformat(),
    }  # fmt: skip
    assert opinion.due_at == on(ANSWER_ON, 17)


def test_the_dossiers_own_clock_goes_on(province, player):
    before = people.again(player.dossier).due_at

    opinion = ask(player, agency_id=province.agency_id)
    silences.note_silences(at=TOO_LATE)

    after = people.again(player.dossier)
    clock = dossiers.run_clock(after, dossiers.timeline(after))
    assert (after.due_at, clock.due_at) == (before, before)
    assert state_of(opinion, now=TOO_LATE) is OpinionState.OVERDUE


def test_the_product_proposes_a_day_that_leaves_half_of_the_time(player):
    asking = consulting.look(player.dossier.reference, player.officers["specialist"], at=AT)

    assert asking.barrier is None
    assert asking.proposed == ANSWER_ON  # three of the seven working days
    assert asking.papers == tuple(documents.list_documents(player.dossier.subject))
    named = {one.key for one in asking.askable}
    assert f"a{player.agency.pk}" not in named
    assert f"u{player.officers['specialist'].unit_id}" not in named
    assert f"u{player.officers['leader'].unit_id}" in named


@pytest.mark.parametrize(
    ("until", "refusal"),
    [
        (PROMISED + timedelta(days=1), AnswerDayAfterPromise),
        (date(2026, 3, 21), AnswerDayNotWorked),
        (date(2026, 3, 13), AnswerDayPast),
    ],
)
def test_the_day_lies_ahead_inside_the_dossiers_limit_and_is_worked(
    province, player, until, refusal
):
    with pytest.raises(refusal) as refused:
        ask(player, agency_id=province.agency_id, until=until)

    assert refused.value.field == "until"
    assert Opinion.objects.count() == 0


def test_the_day_of_the_promise_will_do(province, player):
    opinion = ask(player, agency_id=province.agency_id, until=PROMISED)

    assert opinion.due_at == people.again(player.dossier).due_at


def test_after_closing_today_is_over(province, player):
    with pytest.raises(AnswerDayPast):
        ask(player, agency_id=province.agency_id, until=AT.date(), at=on(AT.date(), 18))


@pytest.mark.parametrize(
    ("typed", "field"), [({"question": " "}, "question"), ({"asked": "a0"}, "asked"), ({"asked": "x"}, "asked")]
)  # fmt: skip
def test_what_is_missing_is_named(province, player, typed, field):
    with pytest.raises(InvalidInput) as refused:
        ask(player, **({"agency_id": province.agency_id} | typed))

    assert [problem.field for problem in refused.value.problems] == [field]


def test_papers_of_another_dossier_are_not_shared(province, player):
    other = people.lodge(province)
    (strange,) = documents.list_documents(other.subject)

    with pytest.raises(InvalidInput):
        ask(player, agency_id=province.agency_id, papers=[strange.pk])


def test_several_are_asked_side_by_side_and_each_once(province, player, opinion):
    ask(player, agency_id=province.other_agency_id)
    ask(player, asked=f"u{player.officers['leader'].unit_id}")

    with pytest.raises(AskedAlready):
        ask(player, agency_id=province.agency_id)

    assert queries.count_open(player.dossier) == 3


def test_two_at_once_find_one_open_question_in_the_table(opinion):
    """What the act checks under the dossier's lock, the table holds too."""
    opinion.pk = None
    with pytest.raises(IntegrityError, match="opinion_one_open_question_each"):
        opinion.save(force_insert=True)


def test_who_does_not_handle_the_dossier_does_not_ask_about_it(province, player):
    desk = player.officers["desk"]

    with pytest.raises(NotYourTask):
        ask(player, agency_id=province.agency_id, by=desk)
    with pytest.raises(DossierNotFound):
        ask(player, agency_id=province.other_agency_id, by=province.registrar)
    assert isinstance(consulting.look(player.dossier.reference, desk, at=AT).barrier, NotYourTask)


def test_what_is_not_being_examined_is_not_asked_about(province):
    dossier = people.lodge(province)

    with pytest.raises(NotBeingHandled):
        consulting.ask(
            reference=dossier.reference, by=province.registrar, at=AT,
            wanted=consulting.Wanted(
                asked=f"a{province.other_agency_id}", question=QUESTION, paper_ids=(),
                until=ANSWER_ON,
            ),
        )  # fmt: skip


# --- Seeing -------------------------------------------------------------------------------------


def test_the_asked_see_the_question_and_the_papers_shared_and_no_others(province, player, opinion):
    shared, *others = papers_of(player)

    seen = consult(opinion, province.registrar)

    assert (seen.question, seen.papers) == (QUESTION, (shared,))
    assert (seen.may_answer, seen.is_asking, seen.may_withdraw) == (True, False, False)
    assert consulting.get_paper(opinion.pk, shared.pk, province.registrar) == shared
    kept = documents.list_documents(player.dossier.subject)
    receipt = next(one for one in kept if one.is_issued)
    for paper in (*others, receipt):
        with pytest.raises(NotFound):
            consulting.get_paper(opinion.pk, paper.pk, province.registrar)
    with pytest.raises(DossierNotFound):
        dossiers.get_for_officer(player.dossier.reference, province.registrar, purpose="x")


def test_a_third_agency_and_posts_that_answer_nothing_find_nothing(province, player, opinion):
    for stranger in (
        province.strange_registrar, province.strange_chair, province.desk, province.controller,
        province.operator,
    ):  # fmt: skip
        with pytest.raises(OpinionNotFound):
            consult(opinion, stranger)
        with pytest.raises(OpinionNotFound):
            consulting.get_paper(opinion.pk, papers_of(player)[0].pk, stranger)
        with pytest.raises(OpinionNotFound):
            answer(opinion, by=stranger)


def test_a_question_to_a_unit_is_for_that_unit_and_its_head(player):
    leader, specialist = player.officers["leader"], player.officers["specialist"]
    desk = player.officers["desk"]
    opinion = ask(player, asked=f"u{leader.unit_id}")
    deputy = Officer(
        person_id=0, post_id=0, agency_id=leader.agency_id, unit_id=desk.unit_id, unit_kind="",
        roles=frozenset({Role.SPECIALIST}), name="", title="",
    )  # fmt: skip

    assert queries.is_asked(opinion, leader)
    assert not queries.is_asked(opinion, specialist)
    assert not queries.is_asked(opinion, deputy)
    assert [row.opinion for row in consulting.list_to_answer(leader, now=AT)] == [opinion]
    assert consulting.list_to_answer(specialist, now=AT) == []


def test_reading_is_noted_with_its_purpose(province, opinion):
    with audit.collecting("/thu"):
        consult(opinion, province.registrar)
        noted = audit._notes.get().purposes
        assert consulting.PURPOSE in str(noted)
        noted.clear()


# --- Answering ----------------------------------------------------------------------------------


def test_the_answer_reaches_the_dossier_with_its_file(province, player, opinion):
    file = File(name="cong-van.pdf", content=people.a_pdf("Công văn trả lời"))

    answer(
        opinion, by=province.registrar, file=file, paper_number="12/UBND-TP",
        paper_on=date(2026, 3, 18),
    )  # fmt: skip

    seen = consult(opinion, player.officers["specialist"])
    assert (seen.state, seen.answer.stance) == (OpinionState.ANSWERED, Stance.AGREES)
    assert (seen.answer.content, seen.answer.paper_number) == (CONTENT, "12/UBND-TP")
    assert seen.answerer.startswith(province.registrar.name)
    assert seen.file.filename == "cong-van.pdf"
    assert consulting.get_paper(opinion.pk, seen.file.pk, player.officers["leader"]) == seen.file
    told = dossiers.find_last(player.dossier, Act.GIVE_OPINION)
    assert (told.by, told.article) == (province.registrar.key, "Điều 19.5.b")
    assert (told.payload["stance"], told.payload["is_late"]) == ("agrees", False)
    assert seen.file not in documents.list_documents(player.dossier.subject)


def test_it_is_given_once(province, opinion):
    answer(opinion, by=province.registrar)

    with pytest.raises(AnsweredAlready):
        answer(opinion, by=province.chair)
    assert consult(opinion, province.chair).may_answer is False


def test_an_answer_after_its_day_is_late_whatever_day_its_paper_bears(province, player, opinion):
    answer(opinion, by=province.registrar, paper_on=ANSWER_ON, at=TOO_LATE)

    assert state_of(opinion, now=TOO_LATE) is OpinionState.LATE
    assert dossiers.find_last(player.dossier, Act.GIVE_OPINION).payload["is_late"] is True


def test_nothing_said_and_a_bad_file_answer_nothing(province, opinion):
    with pytest.raises(InvalidInput):
        answer(opinion, by=province.registrar, content=" ")
    with pytest.raises(Exception, match="documents"):
        answer(opinion, by=province.registrar, file=File(name="a.pdf", content=b"no pdf"))

    assert state_of(opinion, now=IN_TIME) is OpinionState.WAITING


def test_of_a_dossier_that_ended_nobody_wants_to_know_any_more(province, player, opinion):
    from motcua.composition.casework import lodging

    lodging.withdraw(reference=player.dossier.reference, reason="", by=player.citizen, at=IN_TIME)

    assert consulting.list_to_answer(province.registrar, now=IN_TIME) == []
    assert consult(opinion, province.registrar).may_answer is False
    with pytest.raises(NotBeingHandled):
        answer(opinion, by=province.registrar)
    assert silences.note_silences(at=TOO_LATE) == 0


# --- What it does to the decision ---------------------------------------------------------------


def test_nothing_is_decided_while_a_question_is_open(province):
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    opinion = consulting.ask(
        reference=dossier.reference, by=province.registrar, at=people.MONDAY,
        wanted=consulting.Wanted(
            asked=f"a{province.other_agency_id}", question=QUESTION, paper_ids=(),
            until=people.MONDAY.date(),
        ),
    )  # fmt: skip

    with pytest.raises(OpinionsOpen):
        people.do(province.chair, dossier, "ky")
    answer(opinion, by=province.strange_registrar, at=people.MONDAY)
    people.do(province.chair, dossier, "ky")

    permissions.require_settled(people.again(dossier))
    assert people.again(dossier).finished_at is not None


def letter_of(opinion, by):
    letter = consulting.consult(opinion.pk, by, now=AT).letter
    return letter, documents.read_content(letter)


@pytest.mark.django_db
def test_article_19_5_a_the_question_goes_out_as_a_sealed_letter_that_both_sides_read(province):
    player = handled()
    (paper, *_rest) = papers_of(player)

    opinion = ask(player, agency_id=province.other_agency_id, papers=[paper.pk])

    letter, content = letter_of(opinion, player.officers["specialist"])
    words = " ".join(_text_of(content).split())
    for said in (QUESTION, "Kính gửi: ", paper.title, "17 giờ 00, ngày 19/03/2026", "/YK-"):
        assert said in words
    assert player.dossier.applicant.full_name not in words
    assert documents.verify(content, at=AT).is_valid
    asked, strangers = province.strange_registrar, province.chair
    assert letter_of(opinion, asked)[0] == letter
    assert consulting.get_paper(opinion.pk, letter.pk, asked) == letter
    with pytest.raises(OpinionNotFound):
        consulting.get_paper(opinion.pk, letter.pk, strangers)
    assert letter not in documents.list_documents(player.dossier.subject)


@pytest.mark.django_db
def test_who_signs_for_the_agency_signs_the_letter_too(province):
    player = handled()
    leader = player.officers["leader"]

    opinion = ask(player, agency_id=province.other_agency_id, by=leader)

    _letter, content = letter_of(opinion, leader)
    verified = documents.verify(content, at=AT)
    # The head's signature, then the agency's seal.
    assert (verified.is_valid, len(verified.signatures)) == (True, 2)


@pytest.mark.django_db
def test_the_letter_and_the_file_of_the_answer_are_told_apart(province):
    player = handled()
    opinion = ask(player, agency_id=province.other_agency_id)

    answer(
        opinion, by=province.strange_registrar,
        file=File(name="tra-loi.pdf", content=people.a_pdf("Trả lời")),
    )  # fmt: skip

    seen = consulting.consult(opinion.pk, player.officers["specialist"], now=IN_TIME)
    assert seen.file.filename == "tra-loi.pdf"
    assert seen.letter.is_issued
