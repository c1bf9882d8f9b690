"""A draft to rehearse, and the officer of procedure control who writes it."""

import pytest

from tests.casework.province import MONDAY

# Django is not set up yet when this file is read: the fixtures import what they need.
CODE = "1.004873"
"""The marital status certificate: a form with branches, a process with every kind of outcome."""


@pytest.fixture(autouse=True)
def _on_monday():
    from motcua.foundation.kernel import clock

    with clock.fixed_at(MONDAY):
        yield


@pytest.fixture
def control(province):
    """Who writes drafts."""
    return province.controller


@pytest.fixture
def draft(control):
    """An amendment of the marital status certificate, as it was begun."""
    from motcua.domain.procedures import actions as procedures

    return procedures.amend(code=CODE, by=control, at=MONDAY)
