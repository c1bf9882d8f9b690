"""After the result: Articles 20.4 and 21.1 of Decree 61/2018/NĐ-CP, page by page.

An early result is told beforehand; a wrong one is put right by the agency, which bears what it costs.
"""

import re

import pytest
from tests.casework import slow
from tests.journeys.people import signed_in, the_post_arrives, words

pytestmark = pytest.mark.django_db
DESK = "/can-bo/ho-so/"
WHY = "Khi đánh máy, cán bộ ghi sai họ tên."
SHOWS = "Thẻ căn cước của người nộp, bản sao trong hồ sơ."
RIGHT = "Trần Thị Đúng"


@pytest.fixture
def player(province, at):
    """A residence dossier, promised in seven working days."""
    return slow.accepted()


def codes_in(page):
    """Return the verification codes of the papers that the page links."""
    return re.findall(r'href="(/ho-so/[^"]+/giay-to/\d+/)"', page.text)


def test_article_20_4_an_early_result_is_told_beforehand(player):
    the_post_arrives()
    player.go([step for step in player.case.way[1:] if step.who != "desk"])

    letters = [letter for letter in the_post_arrives() if "đã có kết quả" in letter.subject]

    assert len(letters) == 1
    assert "Kết quả có sớm hơn ngày hẹn." in letters[0].body
    told = words(signed_in(player.citizen).reads(f"/ho-so/{player.dossier.reference}/"))
    assert told.count("Đã báo trước cho bạn qua hộp thư.") == 1


def test_article_21_1_a_wrong_result_is_replaced_at_the_agencys_cost(player, province):
    player.go(player.case.way[1:])
    the_post_arrives()
    reference = player.dossier.reference
    address = f"{DESK}{reference}/sua-ket-qua/"
    applicant, leader = signed_in(player.citizen), signed_in(player.officers["leader"])
    before = applicant.reads(f"/ho-so/{reference}/")
    page = leader.reads(address)
    names = [box.name for box in page.context["boxes"]]
    name = next(one for one in names if one.endswith("full_name"))
    sent = {box.name: box.value for box in page.context["boxes"]}

    # Who does not sign for the agency, and whom it does not concern, find nothing.
    assert signed_in(player.officers["specialist"]).browser.get(address).status_code == 404
    assert signed_in(province.strange_chair).browser.get(address).status_code == 404
    assert applicant.browser.get(address).status_code in {302, 404}
    # Without a reason, without evidence, without a change: nothing is replaced.
    for missing in ("reason", "evidence", name):
        whole = sent | {name: RIGHT, "reason": WHY, "evidence": SHOWS}
        leader.is_refused(address, 422, **whole | {missing: sent[missing]})
    leader.sends(address, **sent | {name: RIGHT, "reason": WHY, "evidence": SHOWS})
    # Pressed twice, it is done once.
    leader.is_refused(address, 422, **sent | {name: RIGHT, "reason": WHY, "evidence": SHOWS})

    (letter,) = the_post_arrives()
    assert "Xin lỗi" in letter.subject
    assert "không mất tiền" in letter.body
    after = applicant.reads(f"/ho-so/{reference}/")
    assert len(codes_in(after)) == len(codes_in(before)) + 1
    assert words(after).count("Đã được thay thế, không còn giá trị") == 1
    assert WHY in words(after)
