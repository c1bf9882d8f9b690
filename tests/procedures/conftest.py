"""A catalogue to ask."""

import pytest


@pytest.fixture
def six(db):
    """The six procedures of the product, published."""
    from tests.procedures import shelf  # models need Django, which starts after this file is read

    return shelf.publish_six()


@pytest.fixture
def office(db):
    """An office of procedure control with who writes and who reads it again."""
    from tests.procedures import drafting

    return drafting.make_office()


@pytest.fixture
def published(db, tmp_path):
    """The procedure as it is published, with its form and process in use, and one beside it."""
    from tests.procedures import drafting

    return drafting.import_two(tmp_path)


@pytest.fixture
def draft(office, published):
    """An amendment of it whose readiness has been answered."""
    from tests.procedures import drafting

    return drafting.amend_ready(office)
