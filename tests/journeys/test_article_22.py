"""Article 22 of Decree 61/2018, clause by clause, through both doors."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.conftest import browser_of

from motcua.domain.dossiers.enums import State
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
LATE = people.ANSWERS | {"child_birth_date": "2025-03-01"}
SENT = {"way": "transfer", "proof": "FT26075123456", "paid_on": "16/03/2026"}


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def dossier(province):
    """A birth registered late and online: five thousand đồng are asked for on acceptance."""
    dossier = people.accept(province, people.lodge(province, answers=LATE))
    people.settle()
    return dossier


@pytest.fixture
def hanh(province):
    return browser_of(province.hanh.person_id)


@pytest.fixture
def desk(province):
    return browser_of(province.desk.person_id)


def sign(province, dossier):
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    people.settle()


def till(dossier):
    return f"/can-bo/ho-so/{dossier.reference}/thu-phi/"


def bill(dossier):
    return f"/ho-so/{dossier.reference}/nop-phi/"


def test_article_22_1_a_what_is_paid_at_the_desk_releases_the_result(province, dossier, hanh, desk):
    sign(province, dossier)
    own = f"/ho-so/{dossier.reference}/"
    before = hanh.get(own).text
    assert "Bạn nhận được kết quả ngay khi nộp xong 5.000 đ" in before
    assert "Giấy khai sinh</a>" not in before
    assert "Nộp phí, lệ phí" in hanh.get("/viec-cho-ban/").text

    cash = {"act": "pay", "amount": "5.000", "way": "cash", "paid_on": "16/03/2026"}
    assert desk.post(till(dossier), cash).status_code == 302
    people.settle()

    after = hanh.get(own).text
    assert "Giấy khai sinh</a>" in after
    assert "Đã nộp đủ" in after
    assert people.again(dossier).state == State.HANDED_OVER
    assert "Nộp phí, lệ phí" not in hanh.get("/viec-cho-ban/").text


def test_article_22_1_b_through_the_post_it_is_proved_by_the_posts_receipt(province, dossier, desk):
    post = {"act": "pay", "amount": "5.000", "way": "post", "paid_on": "16/03/2026"}
    assert desk.post(till(dossier), post).status_code == 422

    assert desk.post(till(dossier), post | {"proof": "BL-000123"}).status_code == 302
    assert "BL-000123" in desk.get(till(dossier)).text


def test_article_22_2_another_way_needs_its_document(dossier, desk):
    other = {
        "act": "pay", "amount": "5.000", "way": "other", "paid_on": "16/03/2026", "proof": "CV-7",
    }  # fmt: skip

    assert desk.post(till(dossier), other).status_code == 302
    assert "Cách khác được cơ quan chấp thuận" in desk.get(till(dossier)).text


def test_article_22_3_the_document_is_sent_with_the_dossier_and_confirmed(dossier, hanh, desk):
    page = hanh.get(bill(dossier))
    assert "Còn phải nộp" in page.text
    file = SimpleUploadedFile("bien-lai.pdf", people.a_pdf("Biên lai"), "application/pdf")

    sent = hanh.post(bill(dossier), SENT | {"file": file}, follow=True)

    assert "Bộ phận Một cửa đang kiểm tra" in sent.text
    assert "bien-lai.pdf" in sent.text
    seen = desk.get(till(dossier)).text
    assert "Người nộp báo đã nộp" in seen
    assert 'value="FT26075123456"' in seen
    confirmed = {
        "act": "pay", "amount": "5.000", "way": "transfer", "proof": "FT26075123456",
        "paid_on": "16/03/2026",
    }  # fmt: skip
    desk.post(till(dossier), confirmed)
    assert "Đã nộp đủ" in hanh.get(f"/ho-so/{dossier.reference}/").text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (SENT | {"way": "cash"}, "way"),
        (SENT | {"proof": ""}, "proof"),
        (SENT | {"paid_on": "hôm qua"}, "paid_on"),
        (SENT | {"paid_on": "01/01/2027"}, "paid_on"),
    ],
)
def test_article_22_3_what_is_missing_is_said_beside_it_and_nothing_is_lost(
    dossier, hanh, sent, field
):
    answer = hanh.post(bill(dossier), sent)

    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'value="{sent["proof"]}"' in answer.text


def test_article_22_3_a_file_that_is_none_is_refused_and_nothing_is_sent(dossier, hanh, desk):
    file = SimpleUploadedFile("bien-lai.pdf", b"khong phai PDF", "application/pdf")

    answer = hanh.post(bill(dossier), SENT | {"file": file})

    assert answer.status_code == 422
    assert "Người nộp báo đã nộp" not in desk.get(till(dossier)).text


def test_article_22_3_of_anothers_dossier_nothing_is_sent(province, dossier):
    duc = browser_of(province.duc.person_id)

    assert duc.get(bill(dossier)).status_code == 404
    assert duc.post(bill(dossier), SENT).status_code == 404
