"""In which commune of today something is: settled, divided, or one of several; never guessed."""

from pathlib import Path

import pytest
from tests.organisations.test_territories import of

from motcua.foundation.organisations import actions, queries
from motcua.foundation.organisations.rules import territories as rules

DEMO = Path(__file__).parents[2] / "demo"


@pytest.fixture(scope="module")
def told():
    rows = (DEMO / "territories.csv").read_text(encoding="utf-8").splitlines()
    return of("Thành phố Hà Nội") + rules.read_reform(rows)


@pytest.fixture
def country(db, told):
    """Hà Nội and the imaginary province, before the reform and after."""
    actions.apply_territory_reform(told, on=rules.REFORM_2025, source="thử")


def paths(located):
    return [one.path for one in located.communes]


@pytest.mark.parametrize(
    "typed",
    [
        "Xã Sông Lam, Tỉnh Lam Giang",
        "xã sông lam, lam giang",
        "Sông Lam, tỉnh Lam Giang",
        "Thôn Bến Đò, xã Sông Lam, tỉnh Lam Giang",
        "song lam",
    ],
)
def test_a_commune_of_today_is_found_however_it_is_written(country, typed):
    located = queries.locate(typed)

    assert (paths(located), located.was) == (["Xã Sông Lam, Tỉnh Lam Giang"], None)


@pytest.mark.parametrize(
    "typed",
    ["Xã Sông Hạ, Huyện Lam Đông, Tỉnh Lam Giang", "xã Sông Hạ, tỉnh Lam Giang", "Sông Hạ"],
)
def test_a_commune_of_before_leads_to_the_one_of_today_and_is_named(country, typed):
    located = queries.locate(typed)

    assert located.was.name == "Xã Sông Hạ"
    assert (paths(located), located.is_divided) == (["Xã Sông Lam, Tỉnh Lam Giang"], False)


def test_a_divided_commune_leads_to_all_its_successors(country):
    located = queries.locate("Xã Sông Thượng, Tỉnh Lam Giang")

    assert paths(located) == ["Xã An Bình Thượng, Tỉnh Lam Giang", "Xã Sông Lam, Tỉnh Lam Giang"]
    assert (located.is_divided, located.is_settled) == (True, False)


def test_a_name_inside_a_longer_one_is_another_commune(country):
    """An Bình was a commune; An Bình Thượng is one of today."""
    assert queries.locate("Xã An Bình, Tỉnh Lam Giang").was.name == "Xã An Bình"
    assert queries.locate("Xã An Bình Thượng, Tỉnh Lam Giang").was is None


def test_a_commune_that_is_not_in_that_province_is_not_found_and_others_are_suggested(country):
    located = queries.locate("Xã Sông Lam, Thành phố Hà Nội")

    assert located.communes == ()
    assert located.suggestions[0].path == "Xã Sông Lam, Tỉnh Lam Giang"


@pytest.mark.parametrize("typed", ["", " , ;", "xyz", "Thành phố Hà Nội"])
def test_what_names_no_commune_leads_nowhere(country, typed):
    assert queries.locate(typed).communes == ()


@pytest.mark.parametrize(
    ("code", "found", "was"),
    [
        ("99101", ["Xã Sông Lam, Tỉnh Lam Giang"], None),
        ("99011", ["Xã Sông Lam, Tỉnh Lam Giang"], "Xã Sông Hạ"),
        (
            "99012",
            ["Xã An Bình Thượng, Tỉnh Lam Giang", "Xã Sông Lam, Tỉnh Lam Giang"],
            "Xã Sông Thượng",
        ),
        ("99999", [], None),
    ],
)
def test_a_code_leads_to_the_communes_of_today(country, code, found, was):
    located = queries.locate_code(code)

    assert (paths(located), located.was and located.was.name) == (found, was)


def test_the_code_of_a_commune_of_today_goes_before_an_earlier_owner(country):
    """00004 was Trúc Bạch and is Ba Đình."""
    located = queries.locate_code("00004")

    assert paths(located) == ["Phường Ba Đình, Thành phố Hà Nội"]


def test_every_path_of_today_is_read_as_itself(country, told):
    today = [place.path for place in told.places if place.key[0] and place.parent]

    assert len(today) > 100
    for path in today[::7]:
        assert path in paths(queries.locate(path))


@pytest.mark.parametrize("typed", ["Xã Sông Lam, Tỉnh Lam Giang", "a, b, c, d"])
def test_locating_has_a_price(country, django_assert_max_num_queries, typed):
    with django_assert_max_num_queries(14):
        queries.locate(typed)
