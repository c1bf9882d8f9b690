"""Real processes for tests to kill."""

import pytest
from django.conf import settings
from tests.processes.harness import Product, pointed_at


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
    with django_db_blocker.unblock(), pointed_at(product.database):
        yield product
