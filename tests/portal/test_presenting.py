"""How a record's numbers become sentences."""

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.procedures.enums import FeeUnit, Level
from motcua.domain.procedures.queries import Fixed, PerPage
from motcua.surfaces.portal.presenting.procedures import amount_in_words
from motcua.surfaces.portal.presenting.search import Wish


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Fixed(amount=0, unit=FeeUnit.DOSSIER), "Miễn phí"),
        (Fixed(amount=8000, unit=FeeUnit.COPY), "8.000 đồng một bản"),
        (Fixed(amount=1_250_000, unit=FeeUnit.DOSSIER), "1.250.000 đồng một hồ sơ"),
        (
            PerPage(first_pages=2, first_amount=2000, further_amount=1000, ceiling=200_000),
            "2.000 đồng một trang cho 2 trang đầu, từ trang sau đó 1.000 đồng một trang, không quá 200.000 đồng một bản",
        ),
    ],
)
def test_fee_is_a_sentence(rule, said):
    with translation.override("vi"):
        assert amount_in_words(rule) == said


ADDRESSES = st.dictionaries(
    st.sampled_from(["q", "field", "level", "online", "page"]), st.text(max_size=30)
)


@given(ADDRESSES)
def test_a_wish_read_from_its_own_address_is_the_same(asked):
    query = QueryDict(mutable=True)
    query.update(asked)

    wish = Wish.read(query)
    again = Wish.read(QueryDict(wish.address(wish.page).partition("?")[2]))

    assert again == wish
    assert wish.page >= 1
    assert "\0" not in wish.text


def test_wish_knows_its_filters():
    wish = Wish.read(QueryDict("q=khai+sinh&level=commune&page=3"))

    assert wish == Wish(text="khai sinh", level=Level.COMMUNE, page=3)
    assert wish.has_filters
    assert wish.base == "/tim-kiem/?q=khai+sinh&level=commune&page="
    assert wish.without_filters == "/tim-kiem/?q=khai+sinh&page=1"
