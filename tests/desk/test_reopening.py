"""The page on which a head has a dossier handled again, and what the desk and the applicant read of it."""

from io import BytesIO

import pytest
from tests.casework import people, reopened
from tests.casework.reopened import LATER

from motcua.domain.dossiers.enums import State
from motcua.foundation.identity.models import Post
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    return reopened.refused()


@pytest.fixture
def leader(player, sign_in):
    """The browser of the head of the agency in charge."""
    return sign_in(player.officers["leader"])


def address(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/giai-quyet-lai/"


def typed(**said):
    """Return what the head types; an empty value leaves the box empty."""
    file = BytesIO(people.a_pdf("Quyết định 15"))
    file.name = "quyet-dinh-15.pdf"
    return {
        "ground": "complaint", "number": "15/QĐ-UBND", "issued_on": "10/04/2026",
        "issuer": "Chủ tịch UBND tỉnh", "reason": reopened.WHY, "file": file,
    } | said  # fmt: skip


def send(browser, player, **said):
    with clock.fixed_at(LATER):
        return browser.post(address(player), typed(**said), follow=True)


def test_the_dossier_leads_its_head_to_the_page_and_nobody_else(player, leader, sign_in):
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"

    assert address(player) in leader.get(dossier).text
    assert address(player) not in sign_in(player.officers["specialist"]).get(dossier).text


def test_what_was_decided_is_read_on_the_dossier_with_the_verdict_before(player, leader):
    answer = send(leader, player)

    assert answer.redirect_chain == [(f"/can-bo/ho-so/{player.dossier.reference}/", 302)]
    assert "Hồ sơ được giải quyết lại" in answer.text
    assert "Quyết định giải quyết khiếu nại: số 15/QĐ-UBND ngày 10/04/2026" in answer.text
    assert "Lần giải quyết trước: Đúng hạn." in answer.text
    assert "Giải quyết lại từ 13/04/2026" in answer.text
    assert address(player) + '"' not in answer.text
    (file,) = [link for link in answer.text.split('"') if link.startswith(address(player))]
    assert leader.get(file)["Content-Type"] == "application/pdf"


def test_the_applicant_reads_it_in_plain_words(player, leader, sign_in):
    send(leader, player)

    page = sign_in(player.citizen).get(f"/ho-so/{player.dossier.reference}/").text

    assert "Bạn không phải nộp lại và không mất tiền" in page
    assert "Giải quyết lại hồ sơ: Quyết định giải quyết khiếu nại" in page
    assert "Văn bản số 15/QĐ-UBND ngày 10/04/2026, Chủ tịch UBND tỉnh." in page
    assert reopened.WHY in page
    assert "22/04/2026" in page


@pytest.mark.parametrize(
    ("said", "box", "words"),
    [
        ({"ground": ""}, "ground", "Chọn căn cứ."),
        ({"ground": "mistaken_withdrawal"}, "ground", "không dùng được"),
        ({"number": ""}, "number", "Ghi số, ký hiệu"),
        ({"issued_on": "31/02/2026"}, "issued_on", "Ghi ngày có thật"),
        ({"issued_on": "14/04/2026"}, "issued_on", "không thể sau hôm nay"),
        ({"issuer": ""}, "issuer", "Ghi cơ quan"),
        ({"reason": ""}, "reason", "Ghi rõ lý do"),
        ({"file": ""}, "file", "Chọn tệp"),
    ],
)
def test_what_is_wrong_is_named_beside_its_box_and_what_was_typed_stays(
    player, leader, said, box, words
):
    answer = send(leader, player, **said)

    assert answer.status_code == 422
    assert words in answer.text
    assert f'href="#f-{box}"' in answer.text
    assert box == "number" or "15/QĐ-UBND" in answer.text
    assert people.again(player.dossier).state == State.REJECTED


def test_what_is_not_to_be_reopened_says_why_and_offers_no_box(player, leader):
    send(leader, player)

    page = leader.get(address(player)).text
    answer = send(leader, player)

    assert "Đang giải quyết" in page
    assert "<textarea" not in page
    assert answer.status_code == 409


def test_the_agency_above_finds_it_by_its_number_and_never_sees_inside(player, sign_in, province):
    Post.objects.filter(pk=province.chair.post_id).update(agency_id=player.agency.parent_id)
    above = sign_in(province.chair)

    found = above.get(
        "/can-bo/tim/", {"q": player.dossier.number or str(people.again(player.dossier))}
    )
    assert found.url == address(player)
    page = above.get(found.url).text
    assert player.agency.name in page
    assert player.citizen.name not in page

    answer = send(above, player)

    assert answer.redirect_chain == [("/can-bo/tim/", 302)]
    assert "được giải quyết lại từ bước đầu" in answer.text
    assert above.get(f"/can-bo/ho-so/{player.dossier.reference}/").status_code == 404


def test_a_stranger_is_told_there_is_nothing(player, sign_in, province):
    stranger = sign_in(province.strange_chair)

    assert stranger.get(address(player)).status_code == 404
    assert stranger.post(address(player), typed()).status_code == 404


def test_the_register_shows_both_handlings_under_one_number(player, leader):
    send(leader, player)

    page = leader.get("/can-bo/so-theo-doi/").text

    assert page.count(str(people.again(player.dossier))) == 2
    assert "Thông báo không giải quyết" in page
    assert "Giải quyết lại hồ sơ" in page
