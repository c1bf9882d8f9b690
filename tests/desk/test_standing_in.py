"""Somebody away: who stands in sees and does the work, and everything says in whose place (Article 19.1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.casework import bringing, people
from tests.casework.province import MONDAY
from tests.documents.test_papers import text_of

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.documents import queries as papers
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import naming, results, signing, transferring
from motcua.domain.custody.enums import Place
from motcua.domain.custody.errors import SameHands
from motcua.domain.custody.models import Pack
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import DossierEvent
from motcua.domain.tills import queries as tills
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity import errors, queries
from motcua.foundation.identity.models import Account, Post
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db
PAGE = "/can-bo/lam-thay/"
WORK = "/can-bo/viec/"
NUMBER = "Quyết định số 12/QĐ-UBND"


def sent(province, **changed):
    return {
        "act": "enter", "away": province.chair.post_id, "stand_in": province.desk.post_id,
        "valid_from": "16/03/2026", "last_day": "18/03/2026", "number": NUMBER,
        "reason": "Nghỉ phép", **changed,
    }  # fmt: skip


def record(chair, province, **changed):
    answer = chair.post(PAGE, sent(province, **changed))
    assert answer.status_code == 302, answer.text
    return Post.objects.filter(in_place_of__isnull=False).latest("pk").pk


def take(browser, post_id):
    assert browser.post(PAGE, {"act": f"seat-{post_id}"}).status_code == 302


def seated(officer, post_id):
    """The officer as a session in this seat acts."""
    account = queries.find_account(
        Account.objects.get(person_id=officer.person_id).pk, on=clock.today()
    )
    return queries.actor_of(account, seat=post_id)


def drafted(province):
    """A birth whose entry was drafted and agreed to: it waits for the chair."""
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    return people.again(dossier)


def task_of(dossier):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task.pk


def sign(browser, dossier):
    return browser.post(f"{WORK}{task_of(dossier)}/", {"outcome": "ky"})


def test_a_stand_in_does_the_work_and_the_log_says_in_whose_place(province, chair, desk):
    dossier = people.accept(province, people.lodge(province))
    away = province.registrar
    assert desk.get(WORK).status_code == 404

    post_id = record(chair, province, away=away.post_id)
    assert "Hôm nay bạn được phân công làm thay" in desk.get("/can-bo/tiep-nhan/").text
    take(desk, post_id)

    assert dossier.number in desk.get(WORK).text
    done = desk.post(f"{WORK}{task_of(dossier)}/", {"outcome": "dat"})
    assert done.status_code == 302
    entry = DossierEvent.objects.get(dossier_id=dossier.pk, by=f"officer:{post_id}")
    assert entry.payload["outcome"] == "dat"
    told = chair.get(f"/can-bo/ho-so/{dossier.reference}/").text
    assert f"{province.desk.name}, làm thay {away.name}, {away.title} (theo {NUMBER})" in told


def test_the_own_post_stays_the_own_until_a_seat_is_taken_and_after_it_is_left(
    province, chair, desk
):
    post_id = record(chair, province)
    assert desk.get(WORK).status_code == 404

    take(desk, post_id)
    assert desk.get("/can-bo/tiep-nhan/").status_code == 404
    assert "Trở về vị trí của tôi" in desk.get(WORK).text

    desk.post(PAGE, {"act": "own"})
    assert desk.get(WORK).status_code == 404
    assert desk.get("/can-bo/tiep-nhan/").status_code == 200


@pytest.mark.parametrize(("days", "status"), [(0, 200), (2, 200), (3, 404)])
def test_it_ends_by_itself_after_the_last_day(province, chair, desk, days, status):
    post_id = record(chair, province)
    take(desk, post_id)

    with clock.fixed_at(MONDAY + timedelta(days=days)):
        assert desk.get(WORK).status_code == status


def test_it_does_not_begin_before_its_first_day(province, chair, desk):
    post_id = record(chair, province, valid_from="17/03/2026")

    assert desk.post(PAGE, {"act": f"seat-{post_id}"}).status_code == 404
    with clock.fixed_at(MONDAY + timedelta(days=1)):
        take(desk, post_id)
        assert desk.get(WORK).status_code == 200


def test_the_head_ends_it_and_it_is_over_at_once(province, chair, desk):
    post_id = record(chair, province)
    take(desk, post_id)

    assert chair.post(PAGE, {"act": f"stop-{post_id}"}).status_code == 302

    assert desk.get(WORK).status_code == 404
    again = chair.post(PAGE, {"act": f"stop-{post_id}"})
    assert again.status_code == errors.StandInOver.status
    assert "đã kết thúc" in again.text
    record(chair, province)
    types = OutboxMessage.objects.filter(type__startswith="identity.stand-in")
    assert sorted(types.values_list("type", flat=True)) == [
        "identity.stand-in-begun", "identity.stand-in-begun", "identity.stand-in-stopped",
    ]  # fmt: skip


def test_it_ends_when_the_post_of_who_is_away_ends(province, chair, desk):
    post_id = record(chair, province)
    take(desk, post_id)

    tomorrow = MONDAY + timedelta(days=1)
    identity.end_post(province.chair.post_id, valid_to=tomorrow.date(), at=MONDAY)

    with clock.fixed_at(tomorrow):
        assert desk.get(WORK).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stand_in": ""}, "Chọn một người trong danh sách"),
        ({"number": " "}, "Ghi số của quyết định"),
        ({"reason": ""}, "Ghi vì sao cần người làm thay"),
        ({"valid_from": "15/03/2026"}, "từ hôm nay trở đi"),
        ({"last_day": "15/03/2026"}, "không trước ngày bắt đầu"),
        ({"last_day": "31/02/2026"}, "Ghi ngày có thật"),
    ],
)
def test_what_is_missing_is_said_beside_its_box_and_what_was_typed_stays(
    province, chair, changed, words
):
    answer = chair.post(PAGE, sent(province, **changed))

    assert answer.status_code == 422
    assert words in answer.text
    assert "Nghỉ phép" in answer.text or "reason" in changed
    assert not Post.objects.filter(in_place_of__isnull=False).exists()


def test_nobody_stands_in_for_oneself(province, chair):
    answer = chair.post(PAGE, sent(province, stand_in=province.chair.post_id))

    assert answer.status_code == 422
    assert "Không ai làm thay cho chính mình" in answer.text


def test_nobody_of_another_agency_stands_in(province, chair):
    answer = chair.post(PAGE, sent(province, stand_in=province.stranger.post_id))

    assert answer.status_code == 422
    assert not Post.objects.filter(in_place_of__isnull=False).exists()


def test_two_stand_ins_for_one_post_at_once_are_refused(province, chair):
    record(chair, province)
    other = {"stand_in": province.registrar.post_id}

    refused = chair.post(
        PAGE, sent(province, valid_from="18/03/2026", last_day="19/03/2026", **other)
    )

    assert refused.status_code == errors.AlreadyStoodIn.status
    assert "đã có người làm thay" in refused.text
    record(chair, province, valid_from="19/03/2026", last_day="19/03/2026", **other)


def test_only_the_head_records_and_ends_and_a_stand_in_passes_nothing_on(
    province, chair, desk, registrar, sign_in
):
    assert registrar.post(PAGE, sent(province)).status_code == 403
    post_id = record(chair, province)
    assert registrar.post(PAGE, {"act": f"stop-{post_id}"}).status_code == 403
    strange = sign_in(province.strange_chair)
    assert strange.post(PAGE, {"act": f"stop-{post_id}"}).status_code == 404
    assert registrar.post(PAGE, {"act": f"seat-{post_id}"}).status_code == 404

    take(desk, post_id)
    on = {"away": province.registrar.post_id, "stand_in": province.desk.post_id}
    assert desk.post(PAGE, sent(province, **on)).status_code == 403
    assert desk.post(PAGE, {"act": f"stop-{post_id}"}).status_code == 403


def test_a_step_named_for_who_is_away_is_the_stand_ins(province, chair, desk):
    dossier = people.accept(province, people.lodge(province))
    task_id = task_of(dossier)
    naming.name(
        task_id=task_id, post_id=province.registrar.post_id, reason="", by=province.chair, at=MONDAY
    )
    post_id = record(chair, province, away=province.registrar.post_id)
    take(desk, post_id)

    assert dossier.number in desk.get(WORK, {"viec": "cua-toi"}).text
    people.do(seated(province.desk, post_id), dossier, "dat")

    assert DossierEvent.objects.filter(dossier_id=dossier.pk, by=f"officer:{post_id}").exists()


def test_who_drafted_does_not_sign_in_the_leaders_place(province, chair, registrar, sign_in):
    dossier = drafted(province)
    post_id = record(chair, province, stand_in=province.registrar.post_id)
    take(registrar, post_id)

    refused = sign(registrar, dossier)

    assert refused.status_code == 403
    assert "không ký thay ở đây" in refused.text
    assert (
        "không ký thay ở đây" in registrar.post("/can-bo/viec/ky/", {"viec": task_of(dossier)}).text
    )
    assert sign(chair, dossier).status_code == 302


def test_a_stand_in_signs_what_others_drafted_and_paper_and_log_say_in_whose_place(
    province, chair, desk
):
    dossier = drafted(province)
    documents.create_development_keys(
        agency_code=dossier.agency.code, agency_name=dossier.agency.name, at=MONDAY,
        signatories=[
            documents.Signatory(
                label=signing.label(province.desk.name), name=province.desk.name, title=""
            )
        ],
    )  # fmt: skip
    post_id = record(chair, province)
    take(desk, post_id)

    assert sign(desk, dossier).status_code == 302

    dossier = people.again(dossier)
    assert dossier.state == State.DECIDED
    decided = DossierEvent.objects.get(dossier_id=dossier.pk, act=Act.DECIDE)
    assert decided.by == f"officer:{post_id}"
    told = chair.get(f"/can-bo/ho-so/{dossier.reference}/").text
    assert f"{province.desk.name}, làm thay {province.chair.name}" in told
    paper = papers.read_content(results.find_paper(dossier, PaperKind.BIRTH_CERTIFICATE))
    report = papers.verify(paper, at=MONDAY)
    assert report.is_valid
    assert [one.signer for one in report.signatures] == [province.desk.name, dossier.agency.name]
    words = " ".join(text_of(paper).split()).casefold()
    assert f"làm thay {province.chair.name}".casefold() in words
    assert NUMBER.casefold() in words


def test_money_one_entered_is_not_confirmed_in_the_heads_place_nor_the_other_way(
    province, chair, desk
):
    typed = transferring.Typed(
        bank="970436", number="1012345678", holder="UBND XA SONG LAM", valid_from=MONDAY.date(),
        basis="Thông báo số 12/TB-UBND",
    )  # fmt: skip
    post_id = record(chair, province)
    stand_in = seated(province.desk, post_id)
    by_desk, by_chair, by_stand_in = (
        transferring.enter(typed, by=by, at=MONDAY)
        for by in (province.desk, province.chair, stand_in)
    )
    take(desk, post_id)

    for account in (by_desk, by_chair, by_stand_in):
        refused = desk.post("/can-bo/tai-khoan-thu/", {"act": f"confirm-{account.pk}"})
        assert refused.status_code != 302
    assert not any(one.is_confirmed for one in tills.list_accounts(province.chair))

    answer = chair.post("/can-bo/tai-khoan-thu/", {"act": f"confirm-{by_stand_in.pk}"})
    assert answer.status_code == 302


def test_what_one_did_as_stand_in_stays_ones_own_afterwards(province, chair, registrar):
    post_id = record(chair, province, stand_in=province.registrar.post_id)

    stand_in = seated(province.registrar, post_id)
    identity.stop_standing_in(post_id=post_id, by=province.chair, at=MONDAY)
    own = seated(province.registrar, post_id)

    assert own.post_id == province.registrar.post_id
    assert own.answers_for(post_id)
    assert stand_in.answers_for(own.post_id)
    assert not own.answers_for(province.chair.post_id)
    assert not province.chair.answers_for(post_id)


def test_a_request_costs_the_same_with_a_seat_and_without(
    province, chair, desk, django_assert_num_queries
):
    account_id = Account.objects.get(person_id=province.desk.person_id).pk
    with django_assert_num_queries(1):
        queries.actor_of(queries.find_account(account_id, on=MONDAY.date()))
    post_id = record(chair, province)

    with django_assert_num_queries(1):
        officer = queries.actor_of(queries.find_account(account_id, on=MONDAY.date()), seat=post_id)

    assert officer.in_place_of == province.chair.post_id


def test_the_work_costs_the_same_in_ones_own_post_and_in_anothers_place(
    province, chair, desk, django_assert_num_queries
):
    drafted(province)
    post_id = record(chair, province)
    take(desk, post_id)
    chair.get(WORK)
    with CaptureQueriesContext(connection) as own:
        seen = chair.get(WORK).context["rows"]
    with CaptureQueriesContext(connection) as lent:
        seen_in_place = desk.get(WORK).context["rows"]

    assert len(seen) == len(seen_in_place) == 1
    assert len(own) == len(lent) == 11


def test_papers_that_one_gave_on_are_not_counted_as_taken_over_in_anothers_place(
    province, chair, desk, registrar
):
    pack = Pack.objects.get(dossier=bringing.taken_in(province))
    page = f"/can-bo/giao-nhan/{pack.pk}/"
    desk.post(page, {"place": "desk"})
    counted = f"?tu={province.desk.post_id}"
    assert counted in registrar.get("/can-bo/giao-nhan/kiem-nhan/").text

    take(desk, record(chair, province, away=province.registrar.post_id))

    assert counted not in desk.get("/can-bo/giao-nhan/kiem-nhan/").text
    refused = desk.post(page, {"place": "to_handler"})
    assert refused.status_code == SameHands.status
    assert Pack.objects.get().place == Place.TO_HANDLER


def test_whoever_is_not_signed_in_is_led_to_the_door(province):
    assert Client().get(PAGE).status_code == 302


def test_stand_ins_are_no_posts_of_the_agency(province, chair):
    before = queries.list_posts(province.agency_id, on=MONDAY.date())

    record(chair, province)

    assert queries.list_posts(province.agency_id, on=MONDAY.date()) == before
