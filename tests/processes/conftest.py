"""Real processes for tests to kill."""

from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connections
from tests.processes.harness import Product


def pytest_collection_modifyitems(items):
    """Keep these tests together: they share ports, processes and the machine's two cores."""
    for item in items:
        if "/processes/" in item.path.as_posix():
            item.add_marker(pytest.mark.processes)
            item.add_marker(pytest.mark.xdist_group("processes"))


@pytest.fixture(scope="module")
def product(database_maker, tmp_path_factory):
    """The product, not started yet, on a fresh database; ended after the module's last test."""
    product = Product(
        database=database_maker("processes"),
        folder=tmp_path_factory.mktemp("product"),
        settings=settings.DATABASES,
    )
    yield product
    product.end_all()


@pytest.fixture
def in_product(product, django_db_blocker):
    """Work on the product's own database in this process, committing for real."""
    with django_db_blocker.unblock(), _pointed_at(product.database):
        yield product


@contextmanager
def _pointed_at(database):
    before = connections["default"].settings_dict["NAME"]
    _use(database)
    try:
        yield
    finally:
        _use(before)


def _use(name):
    for alias in ("default", "owner"):
        connection = connections[alias]
        connection.close()
        if alias == "default":
            connection.close_pool()
        connection.settings_dict["NAME"] = name
