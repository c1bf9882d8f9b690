"""Any desk of the province receives for any competent agency (Articles 14 and 18.3): papers, money, result."""

import re

import pytest
from tests.casework import people
from tests.casework.province import MONDAY
from tests.desk import counter
from tests.journeys.people import words
from tests.journeys.test_register import officer

from motcua.domain.dossiers.enums import State
from motcua.domain.tills.models import Movement
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
DESK = "/can-bo/"
PAPERS = f"{DESK}giao-nhan/"
WORK = f"{DESK}viec/"
LATE = {"child_birth_date-year": "2025"}
"""Registered more than sixty days after the birth, which costs a fee."""


@pytest.fixture(autouse=True)
def _on_monday():
    with clock.fixed_at(MONDAY):
        yield


def test_a_commune_s_desk_receives_for_another_commune_from_papers_to_result(province):
    """Sông Lam receives, Bến Thành decides, is owed the fee, and the result is fetched at Sông Lam."""
    desk = officer(province.desk)
    there, head = officer(province.strange_registrar), officer(province.strange_chair)
    sheet = counter.begin(desk.browser, agency=str(province.other_agency_id))
    for then in ("save", "save", "accept"):
        answer = counter.write(desk.browser, sheet, then=then, **LATE)
        assert answer.status_code == 302, counter.linked(answer)
    dossier = counter.dossier()
    page = f"{DESK}ho-so/{dossier.reference}/"
    assert dossier.number.startswith("H99.102-")

    # The work is Bến Thành's; Sông Lam's registrar has nothing to do with it.
    assert dossier.number in words(there.reads(WORK))
    assert dossier.number not in words(officer(province.registrar).reads(WORK))

    # The papers go there by slip, and come back with the result.
    pack = desk.browser.get(PAPERS, {"so": dossier.number})["Location"]
    desk.sends(pack, place="desk")
    officer(province.registrar).is_refused(pack, 403, place="to_handler")
    there.sends(pack, place="to_handler")

    # The fee is taken where the papers were brought, and is owed to who decides.
    desk.sends(
        f"{page}thu-phi/", act="pay", amount="5.000", way="cash", paid_on="16/03/2026", proof="",
        opening="0",
    )  # fmt: skip
    (moved,) = Movement.objects.all()
    assert (moved.agency_id, moved.owner_id) == (province.agency_id, province.other_agency_id)

    people.do(province.strange_registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.strange_chair, dossier, "ky")
    people.settle()
    there.sends(pack, place="handler")
    desk.sends(pack, place="to_desk")
    address = f"{DESK}tra-ket-qua/{dossier.reference}/"
    assert people.again(dossier).state == State.DECIDED
    assert dossier.number in words(desk.reads(f"{DESK}tra-ket-qua/"))
    head.finds_nothing(address)
    desk.sends(address, way="counter", receiver="Nguyễn Thị Hạnh", paper="Thẻ căn cước")
    assert people.again(dossier).state == State.HANDED_OVER


@pytest.mark.parametrize("typed", ["phiếu lý lịch tư pháp", "3.000333"])
def test_a_commune_s_desk_finds_and_begins_what_an_agency_of_the_province_answers(province, typed):
    desk = officer(province.desk)
    begin = f"{DESK}nhan-giay/thu-tuc/3.000333/"
    assert begin not in desk.reads(counter.LIST).text
    assert begin in desk.reads(counter.LIST, q=typed).text

    page = desk.reads(begin)
    (police,) = re.findall(r'<option value="(\d+)"[^>]*>Công an tỉnh', page.text)
    sheet = desk.browser.post(begin, {**counter.WHO, "agency": police})["Location"]

    draft = counter.draft_of(sheet)
    assert (draft.agency_id, draft.desk_id) == (int(police), province.agency_id)


def test_who_stands_at_the_counter_may_have_come_for_another_agency(province):
    desk = officer(province.desk)

    answer = desk.browser.post(f"{DESK}nhan-giay/nguoi/", {"q": "lý lịch tư pháp"})

    assert 'value="3.000333"' in answer.text
