"""The list of a life path names the agency of each thing to do, once its reader has said where they live."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from tests.portal.test_catalogue import words
from tests.portal.test_life_paths import BIRTH, hidden, part, ticked
from tests.procedures.ways import made

from motcua.composition.casework import authority
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.kernel import clock
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations.rules import territories
from motcua.surfaces.portal.presenting import life_agencies
from motcua.surfaces.portal.presenting.life_ways import Way
from motcua.surfaces.portal.presenting.opening import week_in_words

SONG_LAM, BEN_THANH = "99101", "99102"
PATH = "/viec-doi/sinh-con/"
TERRITORIES = Path(__file__).parents[2] / "demo/territories.csv"
DEATH = {"giay-bao-tu": "co", "cach-lam": "khai-tu-truoc"}


@pytest.fixture
def visitor(visitor):
    """A visitor, and the imaginary communes as they were before the reform and are after it."""
    rows = territories.read_reform(TERRITORIES.read_text(encoding="utf-8").splitlines())
    organisations.apply_territory_reform(rows, on=territories.REFORM_2025, source="thử")
    return visitor


def see(visitor, place, path=PATH, answers=BIRTH, **asked):
    """Return the list as it is drawn once the address has settled."""
    answer = visitor.get(path, {**answers, "noi": place, **asked}, follow=True)
    assert answer.status_code == 200
    return answer.text


def shared(page: str) -> dict[str, list[str]]:
    """Return what the address to pass on holds."""
    found = re.search(r'<a class="govuk-link" href="(http[^"]+)">', page)
    return parse_qs(urlsplit(unescape(found[1])).query)


def answers_to(key):
    """Return the first way of answering a path to its end."""
    path, answers = procedures.get_life_path(key), {}
    while (question := procedures.find_next(path, answers)) is not None:
        answers[question.key] = question.choices[0].key
    return answers


# --- The place ------------------------------------------------------------------------------------


def test_the_list_asks_where_one_lives_and_names_nobody_before(visitor):
    page = visitor.get(PATH, BIRTH).text

    assert 'id="noi" name="noi" value=""' in page
    assert "Bạn ở đâu?" in page
    assert "Cơ quan có thẩm quyền" not in part(page, "khai-sinh")
    assert "noi" not in shared(page)


def test_the_place_names_the_agency_of_each_thing_and_why(visitor):
    page = see(visitor, "xa song lam, tinh lam giang")
    birth = part(page, "khai-sinh")

    assert "Ủy ban nhân dân xã Sông Lam Thôn Đông, xã Sông Lam, tỉnh Lam Giang" in birth
    assert "Điện thoại: 0200 3900 101" in birth
    assert (
        "Vì: Nơi người cha hoặc người mẹ cư trú: Xã Sông Lam, Tỉnh Lam Giang"
        " (Luật Hộ tịch 2014, Điều 13)" in birth
    )
    assert "Công an xã Sông Lam" in part(page, "nhap-ho-khau")


def test_another_place_names_other_agencies_with_their_hours(visitor):
    birth = part(see(visitor, BEN_THANH), "khai-sinh")

    assert "Ủy ban nhân dân phường Bến Thành Cổ" in birth
    assert "Ủy ban nhân dân xã Sông Lam" not in birth
    assert (
        "Giờ làm việc: Thứ Hai – Thứ Sáu: 07:30–11:30, 13:30–17:00; Thứ Bảy: 07:30–11:30" in birth
    )


def test_where_any_agency_will_do_the_near_one_is_named(visitor):
    copies = part(see(visitor, SONG_LAM), "ban-sao")

    assert "Ủy ban nhân dân xã Sông Lam" in copies
    assert "Bến Thành Cổ" not in copies


def test_where_another_place_decides_the_list_says_so_and_leads_to_where_it_is_asked(visitor):
    page = see(visitor, SONG_LAM, "/viec-doi/mo-cua-hang/", answers_to("mo-cua-hang"))
    task = page.split('id="task-')[1].split("</article>")[0]

    assert "Tùy nơi khác, không phải nơi bạn ở:" in words(task)
    assert re.search(r'href="/thu-tuc/[\d.]+/(nop/)?#authority"', task)
    assert "Vì:" not in words(task)


def test_a_list_that_needs_no_residence_does_not_ask(visitor):
    answers = answers_to("mo-cua-hang")
    listed = procedures.list_to_do(
        procedures.get_life_path("mo-cua-hang"),
        answers,
        channel=ChannelKind.ONLINE,
        on=clock.today(),
    )
    rules = {rule.place for one in listed if one.version for rule in one.version.authorities}
    page = see(visitor, SONG_LAM, "/viec-doi/mo-cua-hang/", answers)

    assert ('id="noi"' in page) == bool(rules & authority.OF_APPLICANT)
    assert ("noi", SONG_LAM) in hidden(page) or 'id="noi"' in page


def test_the_last_residence_of_the_deceased_is_not_where_the_family_lives(visitor):
    """Nor does the fallback hold, where the death happened: it has not been asked."""
    key = "nguoi-than-mat"
    path = procedures.get_life_path(key)
    pages = []
    for choice in path.questions[0].choices:
        answers = {path.questions[0].key: choice.key}
        while (question := procedures.find_next(path, answers)) is not None:
            answers[question.key] = question.choices[-1].key
        pages.append(see(visitor, SONG_LAM, f"/viec-doi/{key}/", answers))
    deaths = [
        article
        for page in pages
        for article in page.split("<article ")[1:]
        if "/thu-tuc/1.000656/" in article
    ]

    assert deaths
    for article in deaths:
        assert "Nơi cư trú cuối cùng của người đã mất" in words(article)
        assert "Nơi người đó mất" not in words(article)
        assert "Vì:" not in words(article)


def test_a_place_of_another_province_says_that_nobody_here_is_in_charge(visitor):
    from tests.organisations.test_territories import of

    organisations.apply_territory_reform(
        of("Thành phố Hà Nội"), on=territories.REFORM_2025, source="thử"
    )
    birth = part(see(visitor, "Phường Ba Đình, Thành phố Hà Nội"), "khai-sinh")

    assert "Không có cơ quan nào trên cổng này phụ trách nơi đó." in birth


# --- What is typed --------------------------------------------------------------------------------


def test_what_stands_before_the_commune_never_stays_in_the_address(visitor):
    typed = "Số 5 thôn Bến Đò, xã Sông Lam, tỉnh Lam Giang"
    answer = visitor.get(PATH, {**BIRTH, "noi": typed})

    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["noi"] == [SONG_LAM]
    assert {key: value[0] for key, value in asked.items() if key != "noi"} == BIRTH


def test_a_commune_of_before_the_reform_is_told_as_what_it_is_now(visitor):
    page = see(visitor, "Xã Thượng Lâm, Thị xã Bến Thành, Tỉnh Lam Giang")

    assert "nay là Xã An Bình Thượng, Tỉnh Lam Giang." in words(page)
    assert "Ủy ban nhân dân xã An Bình Thượng" in part(page, "khai-sinh")
    assert shared(page)["noi"] == ["99103"]


def test_a_divided_commune_asks_which_and_names_nobody(visitor):
    page = see(visitor, "Xã Sông Thượng, Tỉnh Lam Giang")

    assert "Vì:" not in part(page, "khai-sinh")
    assert "noi" not in shared(page)
    ways = [unescape(one) for one in re.findall(r'href="([^"]+noi=[^"#]+#place)"', page)]
    assert len(ways) == 2
    assert "Vì:" in part(visitor.get(ways[0], follow=True).text, "khai-sinh")


def test_an_unknown_place_is_refused_beside_its_box_with_what_was_typed(visitor):
    page = see(visitor, 'Xã "><script>alert(1)</script>')

    assert "Không tìm thấy xã, phường này." in page
    assert "&quot;&gt;&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "noi" not in shared(page)


@pytest.mark.parametrize("place", ["\0", " " * 500, "9" * 300, "٣٤", "x" * 5000])
def test_nonsense_for_a_place_breaks_nothing(visitor, place):
    assert "Vì:" not in part(see(visitor, place), "khai-sinh")


def test_ticks_and_answers_stay_when_the_place_is_told_and_the_place_when_they_change(visitor):
    ticks = {"tich": "1", "co": "khai-sinh.birth-notice"}
    page = see(visitor, "Xã Sông Lam, Tỉnh Lam Giang", **ticks)

    assert ticked(page) == {"khai-sinh.birth-notice"}
    assert shared(page) == {
        **{key: [value] for key, value in BIRTH.items()},
        "noi": [SONG_LAM],
        "tich": ["1"],
        "co": ["khai-sinh.birth-notice"],
    }
    change = unescape(re.search(rf'href="({PATH}\?[^"]*sua=ban-sao)"', page)[1])
    assert ("noi", SONG_LAM) in hidden(visitor.get(change).text)
    # One form holds the box and the ticks: pressing either button sends both.
    form = page.split('<form method="get" action="/viec-doi/')[1].split("</form>")[0]
    assert 'id="noi"' in form
    assert 'name="co"' in form
    assert "noi" not in dict(hidden(page))


def test_the_list_speaks_english_on_request(visitor):
    visitor.cookies["django_language"] = "en"

    birth = part(see(visitor, SONG_LAM), "khai-sinh")

    assert "People's Committee of Sông Lam Commune" in unescape(birth)
    assert "Where the father or the mother lives" in birth


# --- The price ------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 13])
def test_naming_costs_four_queries_however_long_the_list(
    visitor, number, django_assert_num_queries
):
    today = clock.today()
    residence = [
        version.code
        for version in procedures.list_in_force(today)
        if any(rule.place in authority.OF_APPLICANT for rule in version.authorities)
    ]
    steps = [
        {"key": f"viec-{place}", "code": code, "why": "Thử", "why_en": "Trial"}
        for place, code in enumerate(residence[:number])
    ]
    path = made(steps=steps)
    way = Way.read(path, QueryDict("ban-sao=co"))
    listed = procedures.list_to_do(path, way.answers, channel=way.channel, on=today)
    located = authority.locate(SONG_LAM)

    with django_assert_num_queries(4):
        found = life_agencies.find(way, listed, located, on=today)

    assert len(found.steps) == number
    assert all(step.named for step in found.steps.values())


def test_a_week_is_told_in_one_line():
    from datetime import time

    from motcua.foundation.kernel.worktime import Session

    morning, evening = Session(time(8), time(11)), Session(time(13), time(17, 30))

    assert week_in_words(((morning,), (), (evening,), (evening,), (), (), (morning,))) == (
        "Thứ Hai: 08:00–11:00; Thứ Tư – Thứ Năm: 13:00–17:30; Chủ Nhật: 08:00–11:00"
    )
