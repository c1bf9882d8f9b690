"""Addresses as people write them, read against real rows of the reform of 2025."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.organisations.test_territories import of

from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.queries import Written
from motcua.foundation.organisations.rules import addresses
from motcua.foundation.organisations.rules import territories as rules
from motcua.foundation.organisations.rules.addresses import Entry, Gazetteer, Today

DEMO = Path(__file__).parents[2] / "demo"
HANOI, SAIGON, LAM_GIANG = "Thành phố Hà Nội", "Thành phố Hồ Chí Minh", "Tỉnh Lam Giang"
CONG_VI = "Phường Cống Vị, Quận Ba Đình, Thành phố Hà Nội"
SONG_LAM = "Xã Sông Lam, Tỉnh Lam Giang"


@pytest.fixture(scope="module")
def told():
    rows = (DEMO / "territories.csv").read_text(encoding="utf-8").splitlines()
    real = of(HANOI, SAIGON, "Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bình Dương")
    return real + rules.read_reform(rows)


@pytest.fixture
def country(db, told):
    """Three real provinces of before, the two they are in today, and the imaginary one."""
    actions.apply_territory_reform(told, on=rules.REFORM_2025, source="thử")


def read(text, province="", before=""):
    (understood,) = queries.understand_addresses(
        [Written(text=text, before=before, province=province)]
    )
    return understood


def told_of(understood):
    return [(one.commune.path, one.was) for one in understood.readings]


def suggested(understood):
    return [one.path for one in understood.suggestions]


@pytest.mark.parametrize(
    "typed",
    [
        "Phường Phúc Xá, Quận Ba Đình",
        "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội",
        "P. Phúc Xá, Q. Ba Đình",
        "P.Phúc Xá, Q.Ba Đình, TP.Hà Nội",
        "p phuc xa q ba dinh",
        "12 Nghĩa Dũng phường phúc xá quận ba đình hà nội việt nam",
        "PHÚC XÁ, BA ĐÌNH",
        "Số 5, ngõ 2, phố Nghĩa Dũng, Phúc Xá",
    ],
)
def test_a_ward_of_before_is_read_however_it_is_written(country, typed):
    assert told_of(read(typed, HANOI)) == [
        ("Phường Hồng Hà, Thành phố Hà Nội", "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội")
    ]


def test_it_is_read_without_a_province_chosen_too(country):
    assert [one.commune.code for one in read("phuc xa, ba dinh, ha noi").readings] == ["00097"]


@pytest.mark.parametrize("typed", ["Phường 5, Quận Tân Bình", "P5, Q.Tân Bình", "F.05 Q Tân Bình"])
def test_numbered_wards_are_read_in_each_spelling(country, typed):
    assert told_of(read(typed, SAIGON)) == [
        (
            "Phường Tân Sơn Nhất, Thành phố Hồ Chí Minh",
            "Phường 5, Quận Tân Bình, Thành phố Hồ Chí Minh",
        )
    ]


def test_the_province_of_before_and_that_of_today_may_both_be_written(country):
    understood = read("huyện Côn Đảo, Bà Rịa - Vũng Tàu", SAIGON)

    assert told_of(understood) == [
        ("Đặc khu Côn Đảo, Thành phố Hồ Chí Minh", "Huyện Côn Đảo, Tỉnh Bà Rịa - Vũng Tàu")
    ]


def test_words_of_today_are_today(country):
    understood = read("xã Sông Lam", LAM_GIANG, before="Thôn Bến Đò")

    assert told_of(understood) == [(SONG_LAM, "")]


def test_a_divided_ward_gives_all_that_took_it_over(country):
    assert told_of(read("phường Cống Vị, quận Ba Đình", HANOI)) == [
        ("Phường Giảng Võ, Thành phố Hà Nội", CONG_VI),
        ("Phường Ngọc Hà, Thành phố Hà Nội", CONG_VI),
    ]


def test_a_name_that_several_bear_gives_all_with_what_they_were(country):
    understood = read("Phường 5", SAIGON)

    assert len(understood.readings) > 2
    assert len({one.was for one in understood.readings}) > 2


def test_diacritics_tell_names_apart_where_they_are_written():
    today = [
        Today(code=code, name=name, province_code="1", province="Tỉnh A")
        for code, name in (("1", "Xã Tân Hòa"), ("2", "Xã Tấn Hoa"))
    ]
    gazetteer = Gazetteer(
        entries=[
            Entry(path=one.path, folded=" xa tan hoa , tinh a ", is_of_today=True, now=(one,))
            for one in today
        ],
        provinces=frozenset({"tinh a"}),
    )

    def codes(text):
        read = addresses.understand(Written(text=text, province="Tỉnh A"), gazetteer)
        return [one.commune.code for one in read.readings]

    assert codes("xã Tân Hoà") == ["1"]
    assert codes("xã Tấn Hoa") == ["2"]
    assert codes("xa tan hoa") == ["2", "1"] or codes("xa tan hoa") == ["1", "2"]


@pytest.mark.parametrize(
    "typed",
    ["12 đường Phúc Xá", "Cầu Giấy Street, Paris", "phường Không Có", "???", "Phúc Xá, Paris"],
)
def test_what_is_no_commune_is_none(country, typed):
    understood = read(typed, HANOI)

    assert (understood.readings, understood.is_told) == ((), True)


def test_a_name_alone_behind_an_unknown_one_is_not_taken_for_it(country):
    """Here the district of before and a ward of today are both called Ba Đình."""
    understood = read("Cống Vỵy, Ba Đình", HANOI)

    assert understood.readings == ()
    assert "Phường Ba Đình, Thành phố Hà Nội" in suggested(understood)


@pytest.mark.parametrize(
    ("typed", "province", "meant"),
    [
        ("Xã Sông Lan", LAM_GIANG, SONG_LAM),
        ("Phường Sông Lam", LAM_GIANG, SONG_LAM),
        ("Xã Sông Lam", HANOI, SONG_LAM),
        ("xã An Điền, thị xã Bến Cát", SAIGON, "Phường Long Nguyên, Thành phố Hồ Chí Minh"),
    ],
)
def test_what_may_have_been_meant_stands_first(country, typed, province, meant):
    understood = read(typed, province)

    assert understood.readings == ()
    assert suggested(understood)[0] == meant


def test_of_a_province_whose_communes_are_not_known_nothing_is_said(country):
    assert read("Xã Mẫu", "Tỉnh Không Kể").is_told is False
    assert read("Xã Mẫu", "Tỉnh Nghệ An").is_told is False


def test_without_any_territory_nothing_is_said(db):
    assert read("Phường Phúc Xá", HANOI).is_told is False
    assert read("Phường Phúc Xá").is_told is False


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_addresses_costs_one_query(country, count, django_assert_num_queries):
    some = [Written(text=f"P. {number}, Q. 3", province=SAIGON) for number in range(count)]

    with django_assert_num_queries(1):
        assert len(queries.understand_addresses(some)) == count


def test_no_address_costs_none(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.understand_addresses([]) == ()


def test_communes_are_suggested_by_how_their_name_begins(country, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.suggest_communes("ba di", province=HANOI)

    assert found[0].path == "Phường Ba Đình, Thành phố Hà Nội"
    assert {one.province for one in found} == {HANOI}
    assert queries.suggest_communes("   ") == []
    assert len(queries.suggest_communes("xa")) == 10


ANY = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["Phường", "xã", "Q.", "5", ",", "Phúc Xá", "Ba Đình", "Hà Nội", "\x00", "(cũ)"]
    )
).map(" ".join)


@given(text=ANY, before=ANY, province=st.sampled_from(["", HANOI]))
def test_no_text_is_too_odd_and_nothing_is_made_up(text, before, province):
    phuc_xa = Today(code="00097", name="Phường Hồng Hà", province_code="01", province=HANOI)
    gazetteer = Gazetteer(
        entries=[
            Entry(
                path="Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội",
                folded=" phuong phuc xa , quan ba dinh , thanh pho ha noi ",
                is_of_today=False,
                now=(phuc_xa,),
            ),
            Entry(
                path=phuc_xa.path,
                folded=" phuong hong ha , thanh pho ha noi ",
                is_of_today=True,
                now=(phuc_xa,),
            ),
        ],
        provinces=frozenset({"thanh pho ha noi"}),
    )
    written = Written(text=text, before=before, province=province)

    understood = addresses.understand(written, gazetteer)

    assert {one.commune for one in understood.readings} <= {phuc_xa}
    assert set(understood.suggestions) <= {phuc_xa}
    assert not (understood.readings and understood.suggestions)
