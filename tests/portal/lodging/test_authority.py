"""The start page names the agency in charge and says why; choosing another stays possible."""

import re

import pytest
from tests.portal.lodging.browsing import (
    PAGES,
    START,
    attach,
    begin,
    fill,
    lodge,
    send,
    text_of,
)

from motcua.domain.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db
BIRTH, COPY, DEATH = "1.001193", "2.000815", "1.000656"


def start(browser, code=BIRTH, **asked):
    return text_of(
        browser.get(f"/thu-tuc/{code}/nop/", {k.replace("_", "-"): v for k, v in asked.items()})
    )


def chosen(page):
    """Return the agencies that the first form of the page would begin with."""
    return re.findall(r'<input type="hidden" name="agency" value="([^"]+)">', page)


def radios(page):
    return re.findall(r'type="radio"[^>]* name="agency" value="([^"]+)"', page)


def test_the_residence_known_to_the_state_names_the_agency_at_once(hanh):
    page = start(hanh)

    assert chosen(page) == ["H99.101"]
    assert "Ủy ban nhân dân xã Sông Lam" in page
    assert (
        "Nơi người cha hoặc người mẹ cư trú: Xã Sông Lam, Tỉnh Lam Giang (Luật Hộ tịch 2014, Điều 13)"
        in page
    )
    assert 'value="Xã Sông Lam, Tỉnh Lam Giang"' in page


def test_one_button_begins_with_the_agency_named(hanh, province):
    (agency,) = chosen(start(hanh))

    assert hanh.post(START, {"agency": agency}).status_code == 302
    (draft,) = dossiers.list_drafts(province.hanh)
    assert draft.agency.code == "H99.101"


def test_another_place_names_another_agency(hanh):
    page = start(hanh, noi_parents="phường Bến Thành Cổ, tỉnh Lam Giang")

    assert chosen(page) == ["H99.102"]


def test_a_commune_of_before_the_reform_leads_to_the_agency_of_today_and_says_so(hanh):
    page = start(hanh, noi_parents="Xã Thượng Lâm, Thị xã Bến Thành, Tỉnh Lam Giang")

    assert chosen(page) == ["H99.103"]
    assert (
        "Xã Thượng Lâm, Thị xã Bến Thành, Tỉnh Lam Giang nay là Xã An Bình Thượng, Tỉnh Lam Giang."
        in page
    )


def test_a_divided_commune_asks_which_and_names_nobody(hanh):
    page = start(hanh, noi_parents="Xã Sông Thượng, Tỉnh Lam Giang")

    assert chosen(page) == radios(page) == []
    ways = re.findall(r'href="(\?noi-parents=[^"#]+)', page)
    assert len(ways) == 2
    assert chosen(text_of(hanh.get(START + ways[0]))) == ["H99.103"]


def test_a_place_that_does_not_exist_is_refused_beside_its_box_with_what_was_typed(hanh):
    page = start(hanh, noi_parents="Xã Sông Lam, Thành phố Hà Nội")

    assert "Không tìm thấy xã, phường này." in page
    assert 'value="Xã Sông Lam, Thành phố Hà Nội"' in page
    assert "?noi-parents=X%C3%A3%20S%C3%B4ng%20Lam%2C%20T%E1%BB%89nh%20Lam%20Giang" in page
    assert chosen(page) == []


def test_the_communes_of_the_province_are_suggested_while_one_types(hanh):
    page = start(hanh)

    (suggested,) = re.findall(r'<datalist id="communes">(.*?)</datalist>', page)
    assert re.findall(r'value="([^"]+)"', suggested) == [
        "Phường Bến Thành Cổ, Tỉnh Lam Giang",
        "Xã An Bình Thượng, Tỉnh Lam Giang",
        "Xã Sông Lam, Tỉnh Lam Giang",
    ]
    assert "<datalist" not in start(hanh, COPY)


def test_a_place_of_another_province_says_that_nobody_here_is_in_charge(hanh):
    page = start(hanh, noi_parents="Phường Ba Đình, Thành phố Hà Nội")

    assert "Không có cơ quan nào trên cổng này phụ trách nơi đó." in page
    assert '<details class="govuk-details" id="another" open>' in page


def test_where_any_agency_will_do_the_near_one_stands_first(duc):
    page = start(duc, COPY)

    assert radios(page)[0] == "H99.101"
    assert sorted(radios(page)) == ["H99.101", "H99.102", "H99.103"]
    assert re.search(r'value="H99\.101"[^>]* checked', page)
    assert "Nghị định 23/2015/NĐ-CP, Điều 5.2.a và 5.5" in page


def test_a_death_asks_for_the_last_residence_or_where_it_happened(hanh):
    first = start(hanh, DEATH)
    by_residence = start(
        hanh, DEATH, noi_last_residence="Xã Sông Lam, Lam Giang", noi_death_place="Bến Thành Cổ"
    )
    by_place = start(hanh, DEATH, noi_last_residence="", noi_death_place="Bến Thành Cổ")

    assert chosen(first) == []
    assert "Nơi người đó mất hoặc nơi tìm thấy thi thể" in first
    assert (chosen(by_residence), chosen(by_place)) == (["H99.101"], ["H99.102"])


def test_another_agency_may_be_chosen_and_one_is_told_what_follows(hanh, province):
    page = start(hanh)

    assert "họ sẽ hướng dẫn bạn sang cơ quan có thẩm quyền" in page
    assert hanh.post(START, {"agency": "H99.103"}).status_code == 302


def test_a_refusal_keeps_the_place_that_was_typed(hanh):
    answer = hanh.post(START, {"agency": "", "noi-parents": "Bến Thành Cổ"})

    assert answer.status_code == 422
    assert 'value="Phường Bến Thành Cổ, Tỉnh Lam Giang"' in text_of(answer)


def test_the_procedures_page_tells_the_rules_with_their_articles(hanh):
    page = text_of(hanh.get(f"/thu-tuc/{BIRTH}/"))

    assert "Nộp ở đâu" in page
    assert "<strong>Nơi người cha hoặc người mẹ cư trú</strong>" in page
    assert "(Luật Hộ tịch 2014, Điều 13)" in page
    assert "Trẻ em bị bỏ rơi" in page


def test_a_draft_of_before_goes_on(hanh):
    draft = begin(hanh)

    assert f'href="{draft}"' in start(hanh)


# --- Before lodging ------------------------------------------------------------------------------


def filled_elsewhere(browser):
    """Return a draft begun for another commune than the one in which both parents live."""
    begun = browser.post(START, {"agency": "H99.103"})["Location"]
    draft = re.match(r"/ban-nhap/[0-9a-f-]+/", begun)[0]
    for page in PAGES:
        send(browser, draft, page)
    attach(browser, draft)
    return draft


def test_answers_that_name_another_agency_are_pointed_out_with_the_way_there(hanh, province):
    draft = filled_elsewhere(hanh)
    check = text_of(hanh.get(f"{draft}kiem-tra/"))

    assert "Ủy ban nhân dân xã An Bình Thượng không có thẩm quyền" in check
    assert "Gửi đến Ủy ban nhân dân xã Sông Lam" in check

    answer = hanh.post(f"{draft}noi-giai-quyet/", {"agency": "H99.101"}, follow=True)

    page = text_of(answer)
    assert "không có thẩm quyền" not in page
    assert "Hồ sơ được gửi đến Ủy ban nhân dân xã Sông Lam." in page
    assert "Phạm Nguyễn Bảo Ngọc" in page
    (changed,) = dossiers.list_drafts(province.hanh)
    assert changed.agency.code == "H99.101"


def test_lodging_where_one_chose_is_not_blocked(hanh):
    assert lodge(hanh, filled_elsewhere(hanh))["Location"].endswith("/da-nop/")


def test_answers_that_name_the_agency_chosen_are_not_spoken_of(hanh):
    draft = fill(hanh)

    assert "không có thẩm quyền" not in text_of(hanh.get(f"{draft}kiem-tra/"))


@pytest.mark.parametrize("agency", ["", "H99.03", "H99.999"])
def test_a_draft_goes_to_no_agency_that_does_not_take_it_in(hanh, province, agency):
    draft = begin(hanh)

    answer = hanh.post(f"{draft}noi-giai-quyet/", {"agency": agency})

    assert answer.status_code == 422
    (kept,) = dossiers.list_drafts(province.hanh)
    assert kept.agency.code == "H99.101"


def test_another_persons_draft_is_not_sent_elsewhere(hanh, duc, province):
    draft = begin(hanh)

    assert duc.post(f"{draft}noi-giai-quyet/", {"agency": "H99.102"}).status_code == 404
    (kept,) = dossiers.list_drafts(province.hanh)
    assert kept.agency.code == "H99.101"
