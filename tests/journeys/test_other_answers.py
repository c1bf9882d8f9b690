"""The two other lawful answers to an online lodging: supplement it, or lodge elsewhere.

Article 17.2.a of Decree 61/2018/NĐ-CP: with the reason, specific, complete, once, by a message.
"""

import re

import pytest
from tests.casework.people import a_pdf
from tests.journeys.people import addresses_in, the_post_arrives, words
from tests.journeys.test_birth_registration import BIRTH, QUEUE
from tests.portal.lodging import browsing

pytestmark = pytest.mark.django_db


@pytest.fixture
def lodged(cast):
    """Hạnh's dossier waits at the desk; everybody else is at theirs."""
    cast.hanh.signs_in()
    for other in (cast.lam, cast.desk, cast.registrar, cast.strange_desk):
        other.signs_in()
    reference = browsing.lodged(cast.hanh.browser)
    the_post_arrives()
    return reference


def test_what_is_missing_is_asked_for_once_and_completely(cast, at, lodged):
    at("09:00")
    ask = f"{QUEUE}{lodged}/yeu-cau-bo-sung/"
    wanted = {
        "what": ["Giấy chứng sinh", "Giấy tờ chứng minh nơi cư trú"],
        "why": ["Ảnh mờ, không đọc được tên.", "Chưa có trong hồ sơ."],
        "reason": "Giấy tờ chưa đầy đủ.",
    }
    assert cast.strange_desk.browser.post(ask, wanted).status_code == 404
    cast.desk.sends(ask, **wanted)
    cast.desk.is_refused(ask, 409, **wanted)  # not in pieces: once for all

    (letter,) = the_post_arrives()
    assert lodged in letter.subject
    assert addresses_in(cast.desk.reads(QUEUE), rf"{QUEUE}NT-[^/]+/") == []
    told = words(cast.hanh.reads(f"/ho-so/{lodged}/"))
    for said in (*wanted["what"], *wanted["why"], wanted["reason"]):
        assert said in told, said

    at("09:30")
    supplement = f"/ho-so/{lodged}/bo-sung/"
    assert cast.lam.browser.post(supplement).status_code == 404
    draft = cast.hanh.browser.post(supplement)["Location"]
    cast.lam.finds_nothing(f"{draft}giay-to/")
    for name in ("ro-hon.pdf", "noi-cu-tru.pdf"):
        attached = browsing.attach(cast.hanh.browser, draft, name=name, content=a_pdf(name))
        assert attached.status_code == 302
    answered = [browsing.lodge(cast.hanh.browser, draft) for _press in range(2)]
    assert {answer["Location"] for answer in answered} == {f"/ho-so/{lodged}/"}

    at("10:00")
    handed_in = cast.desk.reads(f"{QUEUE}{lodged}/").context["handed_in"]
    assert [paper.filename for paper in handed_in] == [
        "giay-chung-sinh.pdf",
        "ro-hon.pdf",
        "noi-cu-tru.pdf",
    ]
    accepted = cast.desk.sends(f"{QUEUE}{lodged}/tiep-nhan/")
    assert "H99.101-20260316-0000001" in words(accepted)
    cast.desk.is_refused(ask, 409, **wanted)


def test_what_belongs_elsewhere_is_directed_to_the_agency_in_charge(cast, at, lodged, province):
    at("09:00")
    direct = f"{QUEUE}{lodged}/huong-dan/"
    there = {"to_agency": province.other_agency_id, "reason": "Cha mẹ cư trú ở phường khác."}
    assert cast.strange_desk.browser.post(direct, there).status_code == 404
    assert cast.registrar.browser.post(direct, there).status_code == 404
    cast.desk.is_refused(direct, 422, to_agency=province.agency_id, reason="Ở đây.")
    cast.desk.is_refused(direct, 422, to_agency=province.other_agency_id, reason=" ")
    cast.desk.sends(direct, **there)

    (letter,) = the_post_arrives()
    assert "Bến Thành Cổ" in letter.body
    told = cast.hanh.reads(f"/ho-so/{lodged}/")
    assert there["reason"] in words(told)
    assert "Bến Thành Cổ" in words(told)
    (way_there,) = addresses_in(told, rf"{BIRTH}nop/\?agency=[\w.]+")
    assert addresses_in(cast.desk.reads(QUEUE), rf"{QUEUE}NT-[^/]+/") == []
    cast.desk.is_refused(f"{QUEUE}{lodged}/tiep-nhan/", 409)

    # The other agency learns nothing by it: she lodges there anew.
    assert cast.strange_desk.browser.get(f"/can-bo/ho-so/{lodged}/").status_code == 404
    assert addresses_in(cast.strange_desk.reads(QUEUE), rf"{QUEUE}NT-[^/]+/") == []
    chosen = re.search(r'<option value="([^"]+)" selected', cast.hanh.reads(way_there).text)[1]
    assert cast.hanh.browser.post(f"{BIRTH}nop/", {"agency": chosen}).status_code == 302
