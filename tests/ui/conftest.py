"""A visitor's browser, as far as the test client plays one."""

import pytest
from django.test import Client


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(enforce_csrf_checks=True)
