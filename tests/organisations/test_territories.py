"""What became of each commune on 1 July 2025, and which commune of before an address lies in."""

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.enums import TerritoryLevel
from motcua.foundation.organisations.errors import TerritoryFileRefused
from motcua.foundation.organisations.models import Territory, TerritorySuccession
from motcua.foundation.organisations.rules import territories as rules

REFORM = actions.read_packaged_reform()
HEAD = (
    "province_code,province,district_code,district,ward_code,ward,"
    "new_province_code,new_province,new_ward_code,new_ward,is_divided"
)
WHOLE = "01,Tỉnh A,001,Huyện B,00001,Xã C,01,Tỉnh A,00001,Xã C Mới,"


def of(*names):
    """Return what the reform tells of these provinces of before."""
    kept = {
        place.key
        for place in REFORM.places
        if place.path.endswith(names) or (place.key[0] and place.parent is None)
    }
    successions = tuple(one for one in REFORM.successions if one[0] in kept)
    after = {new for _old, new, _part in successions}
    places = tuple(place for place in REFORM.places if place.key in kept | after)
    return rules.Reform(places=places, successions=successions)


@pytest.fixture
def country(db):
    """Three provinces before the reform, and what became of them."""
    reform = of("Thành phố Hà Nội", "Tỉnh Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh")
    return actions.apply_territory_reform(reform, on=rules.REFORM_2025, source="thử")


def paths(found):
    return [one.territory.path for one in found]


# --- The file ------------------------------------------------------------------------------------


def test_the_file_tells_of_every_unit_the_law_counts():
    """63 provinces became 34; 10,035 communes and 5 islands without any became 3,321."""
    counted = {}
    for place in REFORM.places:
        is_new, level, _code = place.key
        counted[is_new, level] = counted.get((is_new, level), 0) + 1

    assert counted == {
        (False, TerritoryLevel.PROVINCE): 63,
        (False, TerritoryLevel.DISTRICT): 696,
        (False, TerritoryLevel.COMMUNE): 10_035,
        (True, TerritoryLevel.PROVINCE): 34,
        (True, TerritoryLevel.COMMUNE): 3_321,
    }


def test_every_commune_of_before_was_taken_over_and_every_one_of_today_came_from_somewhere():
    before = {old for old, _new, _part in REFORM.successions}
    after = {new for _old, new, _part in REFORM.successions}
    communes = {place.key for place in REFORM.places if place.key[1] == TerritoryLevel.COMMUNE}

    assert {key for key in communes if not key[0]} <= before
    assert {key for key in communes if key[0]} == after


def test_a_territory_stands_after_the_one_around_it():
    seen = set()
    for place in REFORM.places:
        assert place.parent is None or place.parent in seen
        seen.add(place.key)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (["a,b"], "province_code"),
        ([HEAD, WHOLE, WHOLE.replace("Xã C,", "Xã D,", 1)], "00001"),
        ([HEAD, WHOLE, WHOLE.replace("00001,Xã C Mới", "00002,Xã E")], "00001"),
        ([HEAD, WHOLE + "1"], "00001"),
        ([HEAD, WHOLE.replace("Tỉnh A", "")], "dòng 2"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_with_the_place(lines, problem):
    with pytest.raises(TerritoryFileRefused, match=problem):
        rules.read_reform(lines)


# --- Folding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Phường Phúc Xá", " phuong phuc xa "),
        ("P. Phúc Xá, Q.Ba Đình, TP.HN", " phuong phuc xa quan ba dinh thanh pho ha noi "),
        ("  xã   Tân-An ", " xa tan an "),
        ("TT Phùng", " thi tran phung "),
        ("P.5", " phuong 5 "),
    ],
)
def test_what_people_write_short_is_read_in_full(typed, folded):
    assert rules.fold_path(typed) == folded


@given(st.text(max_size=80))
def test_folding_folded_text_changes_nothing(text):
    once = rules.fold_path(text)
    if not any(word in rules._SHORT for word in once.split()):
        assert rules.fold_path(once) == once
    assert all(part == part.strip() and part for part in rules.phrases(text))


# --- The country ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_reform_is_taken_in_once():
    country = actions.apply_territory_reform(REFORM, on=rules.REFORM_2025, source="thử")
    assert (country.territories, country.successions) == (14_149, 10_602)

    again = actions.apply_territory_reform(REFORM, on=rules.REFORM_2025, source="thử")

    assert (again.territories, again.successions) == (0, 0)
    assert Territory.objects.count() == 14_149


def test_no_commune_lives_on_both_sides_of_the_day(country):
    assert not Territory.objects.filter(valid_from=None, valid_to=None).exists()
    assert set(
        Territory.objects.filter(valid_to__isnull=False).values_list("valid_to", flat=True)
    ) == {date(2025, 7, 1)}


@pytest.mark.parametrize(
    "address",
    [
        "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội",
        "phuc xa, ba dinh, ha noi",
        "Số 5 ngõ 12 Nghĩa Dũng, P. Phúc Xá, Q. Ba Đình, TP Hà Nội",
        "Phúc Xá - Ba Đình - Hà Nội",
    ],
)
def test_an_old_address_leads_to_the_commune_of_today(country, address):
    (found,) = queries.convert_address(address)

    assert found.territory.path == "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội"
    assert [one.path for one in found.successors] == ["Phường Hồng Hà, Thành phố Hà Nội"]
    assert not found.is_divided


def test_a_divided_commune_names_every_successor_and_decides_for_none(country):
    (found,) = queries.convert_address("Phường Cống Vị, Quận Ba Đình, Hà Nội")

    assert found.is_divided
    assert len(found.successors) > 1
    assert "Phường Giảng Võ, Thành phố Hà Nội" in [one.path for one in found.successors]


def test_phuong_1_is_not_phuong_10(country):
    found = queries.convert_address("Phường 1, Quận 3, Thành phố Hồ Chí Minh")

    assert paths(found) == ["Phường 1, Quận 3, Thành phố Hồ Chí Minh"]


def test_an_island_without_communes_was_taken_over_as_a_whole(country):
    (found,) = queries.convert_address("Huyện Côn Đảo, Bà Rịa - Vũng Tàu")

    assert [one.path for one in found.successors] == ["Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"]


def test_a_name_that_many_bear_shows_them_all_up_to_a_page(country):
    found = queries.convert_address("phường 1")

    assert len(found) > 10
    assert {path.split(",")[0] for path in paths(found)} == {"Phường 1"}


def test_a_commune_of_today_tells_what_it_was_made_of(country):
    found = queries.find_territories("hồng hà hà nội")

    assert found[0].territory.path == "Phường Hồng Hà, Thành phố Hà Nội"
    assert found[0].successors == ()
    assert "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội" in [
        one.path for one in found[0].origins
    ]


@pytest.mark.parametrize("typed", ["", "   ", ",,,", "%", "_", "không có nơi nào như vậy"])
def test_nothing_is_found_where_nothing_is(country, typed):
    assert queries.convert_address(typed) == []
    assert queries.find_territories(typed) == []


@pytest.mark.parametrize("typed", ["phúc xá", "phường 1"])
def test_one_and_twenty_cost_the_same_three_queries(country, typed):
    with CaptureQueriesContext(connection) as asked:
        queries.find_territories(typed)

    assert len(asked) == 3


def test_who_took_over_whom_cannot_be_rewritten(country):
    with pytest.raises(ProgrammingError), transaction.atomic():
        TerritorySuccession.objects.update(is_partial=True)


@pytest.mark.parametrize(
    ("typed", "name", "run"),
    [
        ("hong ha ha noi", "phuong hong ha", 2),
        ("hong ha ha noi", "xa hong van", 1),
        ("ha hong", "phuong hong ha", 1),
        ("", "xa", 0),
        ("xa tan an", "xa tan an", 3),
    ],
)
def test_words_that_stand_together_weigh_more(typed, name, run):
    assert rules.shared_run(typed.split(), name.split()) == run
