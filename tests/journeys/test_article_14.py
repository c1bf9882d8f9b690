"""Which desk takes what in: Article 14 of Decree 61/2018/NĐ-CP, page by page."""

from datetime import date, datetime

import msgspec
import pytest
from tests.desk import counter
from tests.journeys.people import addresses_in, signed_in, words

from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries
from motcua.domain.procedures.enums import ReceptionPlace
from motcua.domain.procedures.queries import Elsewhere, Record
from motcua.foundation.kernel.clock import VIETNAM

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


# --- Article 14.5: received elsewhere than at a desk --------------------------------------------

ON_THE_MOVE = Elsewhere(
    place=ReceptionPlace.MOBILE, gives_result=True, basis="Quyết định 88/QĐ-UBND của tỉnh"
)
ON_THE_SPOT = Elsewhere(
    place=ReceptionPlace.ON_THE_SPOT, gives_result=True, basis="Quyết định 89/QĐ-UBND của tỉnh"
)


def publish(*elsewhere):
    """Publish the record of birth registration anew, received at these places from 10 March on."""
    before = queries.get_by_code(BIRTH, date(2026, 3, 16))
    kept = {field.name: getattr(before, field.name) for field in msgspec.structs.fields(Record)}
    procedures.publish(
        record=Record(**{**kept, "elsewhere": elsewhere, "valid_from": date(2026, 3, 10)}),
        form_definition_id=before.form_definition_id,
        workflow_definition_id=before.workflow_definition_id,
        at=datetime(2026, 3, 9, 8, tzinfo=VIETNAM),
    )


def place_written(dossier):
    return counter.entries(dossier)["lodge"].payload["place"]


@pytest.mark.parametrize("place", ["mobile", "on-the-spot"])
def test_14_5_nothing_is_received_away_from_the_desk_unless_the_record_provides_for_it(
    at_desk, place
):
    desk = at_desk("motcua.songlam")

    refused = desk.is_refused(counter.BEGIN, 422, **{**counter.WHO, "_place": place})

    assert "bản ghi đang áp dụng không cho phép" in words(refused)
    assert 'href="#f-_place"' in refused.text
    assert counter.Draft.objects.count() == 0


def require_received(desk, place, provided):
    publish(provided)

    page = desk.reads(f"/thu-tuc/{BIRTH}/")
    taken = counter.taken_in(desk.browser, _place=place)

    assert provided.basis in page.text
    assert "trả kết quả ngay tại đó" in page.text
    assert taken.status_code == 302
    assert place_written(counter.dossier()) == place


def test_14_5_a_what_is_carried_out_on_the_move_is_received_there_by_a_decision(at_desk):
    require_received(at_desk("motcua.songlam"), "mobile", ON_THE_MOVE)


def test_14_5_b_what_is_checked_on_the_spot_is_received_there_by_a_decision(at_desk):
    require_received(at_desk("motcua.songlam"), "on-the-spot", ON_THE_SPOT)


def test_14_5_an_officer_comes_home_unless_the_record_says_otherwise(at_desk):
    desk = at_desk("motcua.songlam")
    assert counter.taken_in(desk.browser, _place="home").status_code == 302
    assert place_written(counter.dossier()) == "home"

    publish(ON_THE_MOVE)

    desk.is_refused(counter.BEGIN, 422, **{**counter.WHO, "_place": "home"})


def test_14_5_what_was_begun_at_the_desk_is_not_taken_in_from_elsewhere(at_desk):
    desk = at_desk("motcua.songlam")
    sheet = counter.written(desk.browser)

    for answer in ("accept", "ask"):
        refused = counter.write(desk.browser, sheet, then=answer, _place="mobile")
        assert refused.status_code in {302, 422}
    asked = desk.browser.post(
        f"{sheet}bo-sung/", {"what": ["Bản chính"], "why": ["Mờ"], "reason": "Mang bản rõ."}
    )

    assert asked.status_code == 422
    assert "bản ghi đang áp dụng không cho phép" in words(asked)
    assert counter.Dossier.objects.count() == 0
