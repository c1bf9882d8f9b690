"""The page on which a head signs a corrected result (Article 21.1 of Decree 61/2018)."""

import pytest
from tests.casework import people, slow
from tests.casework.test_correcting import RIGHT, SHOWS, WHY, name_of, results_of
from tests.portal.lodging.conftest import browser_of

from motcua.domain.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(province):
    player = slow.accepted()
    player.go(player.case.way[1:])
    return player


@pytest.fixture
def leader(player, sign_in):
    """The browser of the head of the agency in charge."""
    return sign_in(player.officers["leader"])


def address(player):
    return f"/can-bo/ho-so/{player.dossier.reference}/sua-ket-qua/"


def typed(page, **changes):
    """Return what the page's boxes hold, as a browser sends them, with some of it changed."""
    return {box.name: box.value for box in page.context["boxes"]} | changes


def test_the_dossier_leads_its_head_to_the_page_and_nobody_else(player, leader, sign_in, province):
    dossier = f"/can-bo/ho-so/{player.dossier.reference}/"

    assert address(player) in leader.get(dossier).text
    assert address(player) not in sign_in(player.officers["specialist"]).get(dossier).text
    assert sign_in(province.strange_chair).get(address(player)).status_code == 404


def test_only_what_was_changed_is_put_right(player, leader):
    name = name_of(player)
    page = leader.get(address(player))

    answer = leader.post(
        address(player), typed(page, **{name: RIGHT, "reason": WHY, "evidence": SHOWS}), follow=True
    )

    assert answer.redirect_chain == [(f"/can-bo/ho-so/{player.dossier.reference}/", 302)]
    assert "Đã ký kết quả thay thế." in answer.text
    assert "đã được thay thế" in answer.text
    (entry,) = [
        one for one in dossiers.timeline(people.again(player.dossier)) if one.act == "correct"
    ]
    assert entry.payload["questions"] == [name]


def test_who_changes_nothing_is_told_so_and_keeps_what_was_typed(player, leader):
    page = leader.get(address(player))

    answer = leader.post(address(player), typed(page, reason=WHY, evidence=SHOWS))

    assert answer.status_code == 422
    assert "Chưa sửa chỗ nào" in answer.text
    assert WHY in answer.text


@pytest.mark.parametrize("missing", ["reason", "evidence"])
def test_what_is_missing_is_named_beside_its_box(player, leader, missing):
    page = leader.get(address(player))
    sent = {name_of(player): RIGHT, "reason": WHY, "evidence": SHOWS} | {missing: " "}

    answer = leader.post(address(player), typed(page, **sent))

    assert answer.status_code == 422
    assert f'href="#f-{missing}"' in answer.text
    assert RIGHT in answer.text
    assert len(results_of(player)) == 1


def test_a_day_that_is_none_is_named_beside_its_box(player, leader):
    page = leader.get(address(player))
    (day, *_more) = [box.name for box in page.context["boxes"] if box.kind == "date"]

    answer = leader.post(address(player), typed(page, **{day: "31/02/1990"}))

    assert answer.status_code == 422
    assert f'href="#f-{day}"' in answer.text
    assert 'value="31/02/1990"' in answer.text


def test_before_there_is_a_result_the_page_says_why_not(province, sign_in):
    player = slow.accepted()

    leader = sign_in(player.officers["leader"])

    assert "không thể thực hiện" in leader.get(address(player)).text
    assert leader.post(address(player), {"reason": WHY}).status_code == 409
    assert address(player) not in leader.get(f"/can-bo/ho-so/{player.dossier.reference}/").text


def test_its_applicant_reads_why_and_which_paper_is_no_longer_good(player, leader):
    page = leader.get(address(player))
    leader.post(
        address(player), typed(page, **{name_of(player): RIGHT, "reason": WHY, "evidence": SHOWS})
    )

    seen = browser_of(player.citizen.person_id).get(f"/ho-so/{player.dossier.reference}/").text

    assert seen.count("Đã được thay thế, không còn giá trị") == 1
    assert WHY in seen
    assert SHOWS not in seen
