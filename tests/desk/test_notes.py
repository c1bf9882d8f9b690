"""Notes of officers in a dossier: for colleagues alone, never changed, struck when retracted."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.notifications.models import Message
from motcua.domain.dossiers.models import Dossier
from motcua.domain.notes import actions, queries
from motcua.domain.notes.models import Mention, Note
from motcua.foundation.kernel.models import Reading

pytestmark = pytest.mark.django_db
CALLING = "/can-bo/ghi-chu/"
WORDS = "Đã gọi trạm y tế: giấy chứng sinh đúng."


@pytest.fixture
def dossier(province):
    return people.accept(province, people.lodge(province))


@pytest.fixture
def notes(dossier):
    return f"/can-bo/ho-so/{dossier.reference}/ghi-chu/"


def write(client, notes, *posts, words=WORDS):
    return client.post(notes, {"words": words, "post": [str(post) for post in posts]})


def test_a_note_is_read_by_colleagues_and_by_nobody_else(province, sign_in, desk, registrar, notes):
    dossier = Dossier.objects.get()
    assert write(registrar, notes).status_code == 302

    page = desk.get(notes)
    assert WORDS in page.text
    assert f"{province.registrar.name}, {province.registrar.title}" in page.text
    assert "Ghi chú nội bộ (1)" in desk.get(f"/can-bo/ho-so/{dossier.reference}/").text
    assert sign_in(province.stranger).get(notes).status_code == 404
    assert write(sign_in(province.stranger), notes).status_code == 404
    citizen = sign_in(province.hanh)
    assert WORDS not in citizen.get(f"/ho-so/{dossier.reference}/").text
    assert Note.objects.count() == 1


def test_the_words_lie_sealed_and_reading_them_is_noted(province, desk, registrar, dossier, notes):
    write(registrar, notes)
    assert WORDS.encode() not in bytes(Note.objects.get().sealed)

    desk.get(notes)

    reading = Reading.objects.filter(purpose=queries.PURPOSE, reader=province.desk.key).get()
    assert reading.subjects == [str(dossier.subject)]


def test_a_colleague_who_is_called_is_told_and_marks_the_note_as_read(
    province, desk, registrar, chair, notes
):
    dossier = Dossier.objects.get()
    write(registrar, notes, province.chair.post_id)

    (told,) = Message.objects.filter(template=Template.NOTE_MENTIONED)
    assert (told.person_id, told.path) == (province.chair.person_id, CALLING)
    assert "chưa đọc" in desk.get(notes).text
    page = chair.get(CALLING)
    assert WORDS in page.text
    assert WORDS not in desk.get(CALLING).text
    reading = Reading.objects.filter(reader=province.chair.key, purpose=queries.PURPOSE).get()
    assert (reading.path, reading.subjects) == (CALLING, [str(dossier.subject)])
    mention = Mention.objects.get()
    assert desk.post(CALLING, {"mention": mention.pk}).status_code == 404
    chair.post(CALLING, {"mention": mention.pk})
    assert Mention.objects.get().read_at == MONDAY
    assert "chưa đọc" not in desk.get(notes).text


def test_unread_notes_come_first(province, registrar, chair, notes):
    write(registrar, notes, province.chair.post_id, words="Một")
    write(registrar, notes, province.chair.post_id, words="Hai")
    newest = Mention.objects.order_by("-pk").first()
    chair.post(CALLING, {"mention": newest.pk})

    assert [one.words for one in chair.get(CALLING).context["notes"]] == ["Một", "Hai"]


def test_who_serves_another_agency_is_not_called(province, registrar, notes):
    answer = write(registrar, notes, province.stranger.post_id)

    assert answer.status_code == 422
    assert WORDS in answer.text
    assert "Chọn đồng nghiệp trong danh sách" in answer.text
    assert not Note.objects.exists()


@pytest.mark.parametrize("words", ["", "   ", "x" * (queries.LONGEST + 1)])
def test_a_note_says_something_and_not_too_much(words, registrar, notes):
    answer = write(registrar, notes, words=words)

    assert answer.status_code == 422
    assert 'href="#note-words"' in answer.text
    assert not Note.objects.exists()


def test_a_retracted_note_stays_struck_with_its_reason(province, desk, registrar, chair, notes):
    write(registrar, notes, province.chair.post_id)
    note = Note.objects.get()

    assert desk.post(notes, {"note": note.pk, "reason": "Sai"}).status_code == 409
    assert registrar.post(notes, {"note": note.pk, "reason": ""}).status_code == 422
    assert registrar.post(notes, {"note": note.pk, "reason": "Nhầm hồ sơ"}).status_code == 302
    assert registrar.post(notes, {"note": note.pk, "reason": "Lại"}).status_code == 409

    page = desk.get(notes).text
    assert f"<s>{WORDS}</s>" in page
    assert "Nhầm hồ sơ" in page
    assert f"<s>{WORDS}</s>" in chair.get(CALLING).text


def test_a_note_of_another_dossier_is_not_retracted_from_here(province, registrar, notes):
    write(registrar, notes)
    other = people.accept(province, people.lodge(province, by=province.duc))

    answer = registrar.post(
        f"/can-bo/ho-so/{other.reference}/ghi-chu/",
        {"note": Note.objects.get().pk, "reason": "Nhầm"},
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("change", [{"sealed": b""}, None])
def test_the_database_itself_lets_no_note_be_changed(change, registrar, notes):
    write(registrar, notes)
    rows = Note.objects.all()

    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**change) if change else rows._raw_delete("default")


def test_with_the_dossiers_key_its_notes_are_gone(province, registrar, chair, notes):
    write(registrar, notes, province.chair.post_id)

    Dossier.objects.update(wrapped_key=b"")

    (written,) = queries.list_of(Dossier.objects.get())
    assert (written.words, written.reason) == (None, None)
    assert "Nội dung đã được xóa theo luật" in chair.get(CALLING).text


@pytest.mark.parametrize("many", [1, 3])
def test_notes_cost_the_same_for_one_and_for_many(many, province, registrar, dossier, notes):
    for _each in range(many):
        write(registrar, notes, province.chair.post_id)

    with CaptureQueriesContext(connection) as listed:
        queries.list_of(dossier)
    with CaptureQueriesContext(connection) as called:
        queries.list_calling(province.chair)

    # The third of those that call is the reading, which a request writes at its end.
    assert (len(listed), len(called)) == (3, 3)


def test_a_note_stays_whoever_handles_the_dossier_on(province, registrar, dossier):
    actions.write(
        reference=dossier.reference, words=WORDS, post_ids=(), by=province.registrar, at=MONDAY
    )

    people.do(province.registrar, dossier, "dat")

    assert [one.words for one in queries.list_of(people.again(dossier))] == [WORDS]


ANY_PAGE = "/can-bo/phim-tat/"


def mark_on(client, address=ANY_PAGE):
    return client.get(address).context["calling"]


def test_who_is_called_sees_it_on_every_page_until_it_is_read(
    desk, registrar, chair, province, notes
):
    assert "ghi chú nhắc bạn" not in chair.get(ANY_PAGE).text

    write(registrar, notes, province.chair.post_id)
    write(desk, notes, province.chair.post_id, province.registrar.post_id)

    for address in (ANY_PAGE, "/can-bo/bang/", "/can-bo/ho-so/", notes):
        assert "2 ghi chú nhắc bạn" in chair.get(address).text
    assert "2 ghi chú nhắc bạn" in chair.get(f"{CALLING}so/").text
    assert [mark_on(one) for one in (registrar, desk)] == [1, 0]
    for mention in Mention.objects.filter(post_id=province.chair.post_id):
        chair.post(CALLING, {"mention": mention.pk})
    assert mark_on(chair) == 0
    assert chair.get(f"{CALLING}so/").text.strip() == ""
    assert mark_on(registrar) == 1


def test_a_retracted_note_and_one_of_another_agencys_dossier_call_nobody(
    registrar, chair, province, dossier, notes
):
    write(registrar, notes, province.chair.post_id)
    write(registrar, notes, province.chair.post_id)
    first, _second = Note.objects.order_by("pk")

    registrar.post(notes, {"note": first.pk, "reason": "Nhầm hồ sơ"})

    assert mark_on(chair) == 1
    away = province.other_agency_id
    Dossier.objects.update(agency_id=away, receiving_agency_id=away)
    assert mark_on(chair) == 0


def test_the_mark_is_for_officers_who_see_dossiers(sign_in, province):
    controller, citizen = sign_in(province.controller), sign_in(province.hanh)

    assert controller.get(f"{CALLING}so/").status_code == 404
    assert 'data-news="calling"' not in controller.get(ANY_PAGE).text
    assert 'data-news="calling"' not in citizen.get("/ho-so/").text


@pytest.mark.parametrize("many", [1, 30])
def test_the_mark_costs_no_query(many, province, registrar, chair, notes):
    chair.get(ANY_PAGE)
    with CaptureQueriesContext(connection) as before:
        chair.get(ANY_PAGE)
    for _each in range(many):
        write(registrar, notes, province.chair.post_id)

    with CaptureQueriesContext(connection) as after:
        assert f"{many} ghi chú nhắc bạn" in chair.get(ANY_PAGE).text

    assert len(after) == len(before) == 2


def test_what_screens_are_told_names_the_post_and_nothing_else(province, registrar, notes):
    with CaptureQueriesContext(connection) as asked:
        write(registrar, notes, province.chair.post_id)

    (told,) = [one["sql"] for one in asked if "pg_notify" in one["sql"] and "woken" in one["sql"]]
    assert f"notes-of-post:{province.chair.post_id}" in told
    assert WORDS not in told
