"""Officers at their desks on an ordinary Monday, and a citizen at home."""

import pytest

from tests.desk.conftest import chair, controller, desk, registrar, sign_in

__all__ = ["chair", "controller", "desk", "registrar", "sign_in"]


@pytest.fixture
def citizen(province, sign_in):
    """The browser of a citizen who has signed in."""
    return sign_in(province.hanh)


@pytest.fixture
def strange_chair(province, sign_in):
    """The browser of another commune's chair."""
    return sign_in(province.strange_chair)


@pytest.fixture
def office_head(province, sign_in):
    """The browser of the head of the province's office."""
    from tests.casework.province import find_cast

    return sign_in(find_cast().officers["lanhdao.vanphong"])
