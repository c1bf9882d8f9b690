"""A catalogue to ask."""

import pytest


@pytest.fixture
def six(db):
    """The six procedures of the product, published."""
    from tests.procedures import shelf  # models need Django, which starts after this file is read

    return shelf.publish_six()
