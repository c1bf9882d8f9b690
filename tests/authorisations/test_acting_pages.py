"""The pages on which Đức begins, fills in, lodges and follows a birth registration of Hạnh's."""

from datetime import timedelta

import pytest
from tests.authorisations.acting import fill, lodge
from tests.authorisations.consenting import give, move
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.domain.authorisations.enums import Act, Scope
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.privacy import queries as privacy
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
START = f"/thu-tuc/{people.BIRTH}/nop/"
LODGED = {"declared": "yes"}


@pytest.fixture(autouse=True)
def _monday():
    with clock.fixed_at(MONDAY + timedelta(minutes=5)):
        yield


def text(answer):
    return answer.content.decode()


@pytest.fixture
def agency(province):
    from motcua.foundation.organisations import queries as organisations

    return organisations.get_agency(province.agency_id).code


# --- beginning ------------------------------------------------------------------------------------


def test_who_acts_for_nobody_begins_at_once(duc, province, agency):
    page = text(duc.get(START))

    assert "cho ai" not in page
    assert duc.post(START, {"agency": agency}).status_code == 302
    assert Draft.objects.get().person_id == province.duc.person_id


def test_who_acts_for_somebody_says_for_whom_first(duc, province, agency):
    given = give(province)

    asked = text(duc.get(START))
    for_her = text(duc.get(f"{START}?for={given.pk}"))
    for_him = text(duc.get(f"{START}?for=me"))

    assert "Bạn làm hồ sơ này cho ai?" in asked
    assert f"Thay cho {province.hanh.name}" in asked
    assert f'method="post" action="{START}"' not in asked
    assert f"thay <strong>{province.hanh.name}</strong>" in for_her
    assert f'name="for" value="{given.pk}"' in for_her
    assert "cho chính mình" in for_him
    assert f"thay <strong>{province.hanh.name}</strong>" not in for_him


def test_looking_where_the_other_lives_is_noted_before_anything_is_begun(duc, province):
    given = give(province)

    duc.get(f"{START}?for={given.pk}")

    assert [one.person for one in privacy.list_looks(province.hanh).rows if one.person] == [
        province.duc.name
    ]
    assert not Draft.objects.exists()


def test_going_on_without_an_answer_is_told(duc, province):
    give(province)

    page = text(duc.get(f"{START}?hoi=1"))

    assert 'id="for-error"' in page
    assert "Chọn bạn làm hồ sơ này cho ai." in page
    assert 'id="for-error"' not in text(duc.get(START))


def test_a_choice_that_is_none_is_asked_again(duc, province, agency):
    give(province)

    answer = duc.post(START, {"agency": agency, "for": "999999"})

    assert answer.status_code == 422
    assert "Chọn bạn làm hồ sơ này cho ai." in text(answer)
    assert not Draft.objects.exists()


def test_the_draft_says_on_each_page_for_whom_it_is(duc, province, agency):
    given = give(province)
    begun = duc.post(START, {"agency": agency, "for": given.pk})
    draft = Draft.objects.get()

    assert draft.person_id == province.hanh.person_id
    for place in (
        begun.url,
        *(f"/ban-nhap/{draft.pk}/{rest}" for rest in ("", "giay-to/", "kiem-tra/")),
    ):
        page = duc.get(place)
        assert page.status_code == 200, place
        assert f"thay <strong>{province.hanh.name}</strong>" in text(page), place


def test_the_page_asks_with_the_others_name_filled_in(duc, province, agency):
    given = give(province)

    page = text(duc.get(duc.post(START, {"agency": agency, "for": given.pk}).url))

    assert province.hanh.name in page
    assert "099192000101" in page


# --- following ------------------------------------------------------------------------------------


def test_each_finds_it_in_their_list_and_reads_in_whose_name(duc, hanh, province):
    given, dossier = lodge(province)
    place = f"/ho-so/{dossier.reference}/"

    his, hers = text(duc.get("/ho-so/")), text(hanh.get("/ho-so/"))
    assert "Đã nộp thay người khác" in his
    assert f"Làm thay {province.hanh.name}" in his
    assert "Đã nộp thay người khác" not in hers
    assert place in hers

    his, hers = text(duc.get(place)), text(hanh.get(place))
    assert f"theo dõi hồ sơ này thay <strong>{province.hanh.name}</strong>" in his
    assert "Tải lịch sử có bằng chứng" not in his
    assert f"<strong>{province.duc.name}</strong> nộp hồ sơ này thay bạn" in hers
    assert f"{province.duc.name}, làm thay" in hers
    assert f"/uy-quyen/{given.pk}/" in hers


@pytest.mark.parametrize("place", ["", "rut/", "nop-phi/", "danh-gia/", "lich-su.json"])
def test_a_stranger_and_one_whose_authorisation_ended_get_the_same_nothing(duc, province, place):
    given, dossier = lodge(province)
    move(given, Act.END, province.hanh)

    assert duc.get(f"/ho-so/{dossier.reference}/{place}").status_code == 404


@pytest.mark.parametrize("place", ["rut/", "danh-gia/", "lich-su.json"])
def test_who_only_follows_gets_no_page_that_does_more(duc, province, place):
    given, dossier = lodge(province)
    move(given, Act.END, province.hanh)
    give(province, Scope.FOLLOW)

    page = text(duc.get(f"/ho-so/{dossier.reference}/"))

    assert f"/ho-so/{dossier.reference}/{place}" not in page
    assert duc.get(f"/ho-so/{dossier.reference}/{place}").status_code == 404


def test_the_desk_reads_who_lodged_it_and_that_it_is_contested(duc, desk_browser, province):
    given, dossier = lodge(province)
    place = f"/can-bo/ho-so/{dossier.reference}/"

    before = text(desk_browser.get(place))
    move(given, Act.CONTEST, province.hanh, reason="Tôi không nhờ")
    people.settle()
    after = text(desk_browser.get(place))

    assert "Nộp thay bởi" in before
    assert province.duc.name in before
    assert "Bị phản đối" not in before
    assert "Bị phản đối" in after
    assert "Người có hồ sơ phản đối việc nộp thay" in after


def test_it_is_lodged_by_the_page_and_belongs_to_her(duc, province):
    give(province)
    draft = fill(province)

    lodged = duc.post(f"/ban-nhap/{draft.pk}/nop/", LODGED, follow=True)

    assert lodged.status_code == 200
    assert Dossier.objects.get().applicant_id == province.hanh.person_id
