"""The board's flags, and the list behind each count."""

from datetime import timedelta

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.composition.steering import actions
from motcua.foundation.kernel import clock

pytestmark = pytest.mark.django_db
BOARD, LIST = "/can-bo/bang/", "/can-bo/dau-hieu/"


@pytest.fixture
def late(province):
    """A birth whose lodging was answered two days late, and one answered at once."""
    one = people.lodge(province)
    people.accept(province, people.lodge(province, by=province.duc))
    with clock.fixed_at(MONDAY + timedelta(days=2)):
        people.accept(province, one, at=MONDAY + timedelta(days=2))
        people.settle()
        actions.refresh(at=clock.now())
        yield people.again(one)


def test_each_count_on_the_board_opens_its_dossiers(late, chair):
    (line,) = chair.get(BOARD).context["board"].signs
    opened = {cell.key: cell.href for cell in line.cells if cell.href}

    assert {cell.key: cell.text for cell in line.cells if cell.text != "0"} == {"late_answer": "1"}
    page = chair.get(opened["late_answer"])
    assert [row.reference for row in page.context["rows"]] == [late.reference]
    assert f'href="/can-bo/ho-so/{late.reference}/#flags"' in page.text
    assert "Nguyễn Thị Hạnh" not in page.text


def test_who_oversees_every_agency_sees_the_counts_and_opens_no_dossier(late, controller):
    lines = controller.get(BOARD).context["board"].signs

    assert [cell.text for line in lines for cell in line.cells if cell.text != "0"] == ["1"]
    assert not any(cell.href for line in lines for cell in line.cells)
    assert controller.get(LIST).status_code == 404


def test_a_kind_that_no_log_has_finds_none(late, desk):
    page = desk.get(LIST, {"loai": "evening_entries"})

    assert page.context["rows"] == []
    assert "Không có hồ sơ nào như vậy" in page.text


def test_what_an_address_does_not_spell_rightly_does_not_matter(late, chair):
    page = chair.get(LIST, {"loai": "xyz", "tu": "hôm qua", "den": "", "sau": "1.x"})

    assert [row.reference for row in page.context["rows"]] == [late.reference]
