"""The register of a desk through its year: Articles 9 and 10 of Circular 01/2018/TT-VPCP, page by page."""

import io

import pikepdf
import pytest
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.journeys.people import Visitor, words

from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
BOOK = "/can-bo/so-theo-doi/"
NEW_YEAR = MONDAY.replace(year=2027, month=1, day=4)


def officer(actor):
    """Return an officer at the desk."""
    from motcua.foundation.identity.models import Account

    client = Client(headers={"accept": "text/html"})
    client.force_login(Account.objects.get(person_id=actor.person_id, kind="officer"))
    return Visitor(browser=client)


def test_a_year_is_written_read_closed_and_added_to(province):
    with clock.fixed_at(MONDAY):
        dossier = people.accept(province, people.lodge(province))
        line = words(officer(province.desk).reads(BOOK))
    number = people.again(dossier).number
    assert f"1. {number}" in line
    close = f"{BOOK}{province.agency_id}/2026/khoa/"
    check = f"{BOOK}{province.agency_id}/2026/kiem-tra/"

    # While the year lasts nobody closes it; afterwards who signs does, and no one else.
    with clock.fixed_at(MONDAY.replace(month=12, day=31)):
        officer(province.chair).is_refused(close, 409)
    with clock.fixed_at(NEW_YEAR):
        officer(province.desk).finds_nothing(close)
        officer(province.strange_chair).finds_nothing(close)
        officer(province.chair).sends(close)
        signed = officer(province.desk).downloads(f"{BOOK}in/?nam=2026")
        assert "khớp với nhật ký: 1 dòng" in words(officer(province.desk).reads(check))

    # The signed book is A4 and says which form it is.
    book = pikepdf.open(io.BytesIO(signed))
    assert sorted(round(float(one)) for one in book.pages[0].mediabox)[-2:] == [595, 842]

    # What is done later is an addition with its date; the line stays as it was.
    with clock.fixed_at(NEW_YEAR.replace(hour=10)):
        people.do(province.registrar, dossier, "dat", at=clock.now())
        told = words(officer(province.desk).reads(check))
        assert "Hoàn thành một bước" in told.partition("Phần bổ sung sau khi khóa sổ")[2]
        assert "khớp với nhật ký: 1 dòng" in told
        assert f"1. {number}" in words(officer(province.desk).reads(BOOK, nam="2026"))
