"""Answered at the counter in the same sitting: Articles 17.4 and 17.5 of Decree 61/2018."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter

from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.models import Dossier
from motcua.foundation.identity import actions as identity
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db


def taken_in(desk):
    """Return the page that follows taking in a birth registration, and the dossier."""
    answer = counter.taken_in(desk)
    assert answer.status_code == 302
    return desk.get(answer["Location"]), Dossier.objects.get()


def receipt_of(dossier):
    return results.find_paper(people.again(dossier), PaperKind.RECEIPT)


@pytest.fixture
def both(province, sign_in):
    """The browser of somebody at Sông Lam's desk to whom the handling of civil status was given, too."""
    post = identity.create_officer(
        login="motcua.hotich", password="Trang-len-dau-ngo-9", full_name="Đỗ Thị Cả Hai", pin="099190000777",
        unit_id=province.desk.unit_id, title="Công chức Một cửa được phân công",
        roles=[Role.DESK, Role.CIVIL_STATUS], valid_from=MONDAY.date(), at=MONDAY,
    )  # fmt: skip
    return sign_in(post)


def test_article_17_4_no_receipt_is_written_unless_asked_for(province, desk):
    page, dossier = taken_in(desk)
    people.settle()

    assert receipt_of(dossier) is None
    assert "Điều 17.4" in page.text
    asked_for = desk.get(f"/can-bo/ho-so/{dossier.reference}/giay-tiep-nhan/")
    assert asked_for["Content-Type"] == "application/pdf"
    assert receipt_of(dossier) is not None


def test_article_17_4_it_is_recorded_all_the_same(province, desk):
    _page, dossier = taken_in(desk)

    entries = [entry.act.value for entry in dossiers.timeline(dossier)]

    assert entries[:2] == ["lodge", "accept"]
    assert dossier.number in desk.get("/can-bo/so-theo-doi/").text


def test_article_17_4_what_came_after_15_00_is_for_the_next_day_and_gets_its_receipt(
    province, desk
):
    with clock.fixed_at(MONDAY.replace(hour=15, minute=1)):
        page, dossier = taken_in(desk)
        people.settle()

    assert clock.day_in_vietnam(dossier.due_at) == MONDAY.date() + timedelta(days=1)
    assert receipt_of(dossier) is not None
    assert "Điều 17.4" not in page.text


def test_article_17_4_what_is_lodged_online_gets_its_receipt(province):
    dossier = people.accept(province, people.lodge(province))
    people.settle()

    assert receipt_of(dossier) is not None


def test_article_17_5_who_was_given_the_power_goes_on_in_the_same_sitting(province, both):
    page, dossier = taken_in(both)
    (task,) = workflow.list_open_tasks(dossier.subject)
    step = f"/can-bo/viec/{task.pk}/"
    assert step in page.text

    done = both.post(step, {"outcome": "dat"}, follow=True)

    assert done.redirect_chain == [(f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/", 302)]
    assert step not in done.text


def test_article_17_5_the_sitting_ends_with_the_result_in_the_applicants_hand(province, both):
    _page, dossier = taken_in(both)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    page = both.get(f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/")
    assert "chờ: Lãnh đạo" in " ".join(page.text.split())
    people.do(province.chair, dossier, "ky")

    page = both.get(f"/can-bo/tiep-nhan/{dossier.reference}/da-tiep-nhan/")
    address = f"/can-bo/tra-ket-qua/{dossier.reference}/"
    assert address in page.text
    both.post(address, {"way": "counter", "receiver": "Nguyễn Thị Hạnh", "paper": "Thẻ căn cước"})

    assert people.again(dossier).state == State.HANDED_OVER
    assert receipt_of(dossier) is None
    assert "Trả ngay" in both.get("/can-bo/so-theo-doi/").text


def test_article_17_5_who_was_not_given_it_is_told_who_decides(province, desk):
    page, dossier = taken_in(desk)
    (task,) = workflow.list_open_tasks(dossier.subject)

    assert f"/can-bo/viec/{task.pk}/" not in page.text
    assert "chờ: " in page.text
    assert desk.post(f"/can-bo/viec/{task.pk}/", {"outcome": "dat"}).status_code == 404
