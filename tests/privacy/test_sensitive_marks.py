"""What is sensitive in a form stands marked before whoever reads it."""

import re

import pytest
from tests.casework import people
from tests.desk.conftest import _on_monday, desk, sign_in

__all__ = ["_on_monday", "desk", "sign_in"]

pytestmark = pytest.mark.django_db
MARKED = re.compile(r'summary-list__key">([^<]+?) <span class="mc-quiet-text">\(nhạy cảm\)')


@pytest.mark.parametrize(("reader", "door"), [("desk", "/can-bo/ho-so/"), ("hanh", "/ho-so/")])
def test_three_ethnicities_are_marked_and_nothing_else(request, province, reader, door):
    dossier = people.lodge(province)

    page = request.getfixturevalue(reader).get(f"{door}{dossier.reference}/").text

    marked = MARKED.findall(page)
    assert len(marked) == 3
    assert all("ân tộc" in label for label in marked)
