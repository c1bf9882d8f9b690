"""Which desk takes what in: Article 14 of Decree 61/2018/NĐ-CP, page by page."""

import pytest
from tests.desk import counter
from tests.journeys.people import addresses_in, signed_in, words

pytestmark = pytest.mark.django_db
COUNTER = "/can-bo/nhan-giay/"
BIRTH, RESIDENCE, EXAM = "1.001193", "1.004222", "1.005142"


@pytest.fixture
def at_desk(province, at):
    """Return the function that gives the browser of a desk by its officer's login."""
    from tests.casework.province import find_cast

    at("09:00")
    return lambda login: signed_in(find_cast().officers[login])


def taken_by(desk):
    """Return the codes of the procedures that the desk is led to take in."""
    found = addresses_in(desk.reads(COUNTER), rf"{COUNTER}thu-tuc/[\d.]+/")
    return {address.strip("/").rpartition("/")[2] for address in found}


def test_14_1_c_a_branch_of_the_police_takes_in_its_own_and_not_the_communes(at_desk):
    taken = taken_by(at_desk("tiepnhan.ca.songlam"))

    assert RESIDENCE in taken
    assert BIRTH not in taken


def test_14_2_b_a_department_takes_in_its_own(at_desk):
    taken = taken_by(at_desk("tiepnhan.giaoduc"))

    assert EXAM in taken
    assert taken.isdisjoint({BIRTH, RESIDENCE})


def test_14_4_a_commune_takes_in_what_its_committee_settles(at_desk, province):
    desk = at_desk("motcua.songlam")

    assert BIRTH in taken_by(desk)
    assert EXAM not in taken_by(desk)
    # What the agency that was chosen does not take in is refused, whoever asks.
    strange = {**counter.WHO, "agency": str(province.agency_id)}
    refused = desk.is_refused(f"{COUNTER}thu-tuc/{EXAM}/", 422, **strange)
    assert "Hãy chọn cơ quan khác" in words(refused)


def test_14_2_a_a_desk_of_the_province_takes_in_for_the_commune_in_charge(at_desk, province):
    desk = at_desk("motcua.tuphap")
    sheet = counter.taken_in(desk.browser, agency=str(province.agency_id))
    assert sheet.status_code == 302

    dossier = counter.dossier()
    assert dossier.agency_id == province.agency_id
    assert dossier.receiving_agency.code == "H99.02"
    registrar = signed_in(province.registrar)
    assert dossier.number in words(registrar.reads("/can-bo/viec/"))
    assert dossier.number in words(desk.reads("/can-bo/so-theo-doi/"))
