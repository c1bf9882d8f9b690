"""A vault of its own for each test, and one set of development keys for all."""

import pytest

# Django is not set up yet when this file is read: the fixtures import what they need.


@pytest.fixture(autouse=True)
def files_dir(tmp_path, settings):
    """Keep each test's files apart."""
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


@pytest.fixture(scope="session")
def _keys_dir(tmp_path_factory):
    """Make the keys of one agency once: they take a second to compute."""
    from django.test import override_settings
    from tests.documents.samples import MORNING

    from motcua.capabilities.documents import actions

    folder = tmp_path_factory.mktemp("state")
    with override_settings(STATE_DIR=folder):
        actions.create_development_keys(
            agency_code="H99.101",
            agency_name="Ủy ban nhân dân xã Sông Lam",
            signatories=[actions.Signatory(label="chair", name="Lê Quang Minh", title="Chủ tịch")],
            at=MORNING,
        )
    return folder


@pytest.fixture
def keys(_keys_dir, settings):
    """Sign with the keys of the commune of Sông Lam."""
    settings.STATE_DIR = _keys_dir
    return {"signatory": "H99.101/chair", "seal": "H99.101/seal"}


@pytest.fixture
def add(db):
    """Return a function that adds a file with everything but the bytes already said."""
    from tests.documents import samples

    from motcua.capabilities.documents import actions

    def add_file(content, **changes):
        values = {
            "owner": samples.DRAFT,
            "paper_code": "giay-chung-sinh",
            "title": "Giấy chứng sinh",
            "filename": "Giấy chứng sinh.pdf",
            "by": samples.CITIZEN,
            "at": samples.MORNING,
        }
        return actions.add_file(content=content, **(values | changes))

    return add_file
