"""What a rehearsal makes lies apart from what is real, and says so."""

from datetime import timedelta

import pytest
from tests.documents import samples

from motcua.capabilities.documents import actions, queries
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.documents.errors import SigningUnavailable

pytestmark = pytest.mark.django_db
REASON = "Diễn tập"


@pytest.fixture(scope="module")
def rehearsal_keys(tmp_path_factory):
    """Keys made for a rehearsal, once for the module."""
    folder = tmp_path_factory.mktemp("rehearsal-keys")
    with actions.kept_apart(files=folder, keys=folder):
        actions.create_development_keys(
            agency_code="Y99.DT",
            agency_name="Cơ quan diễn tập",
            signatories=[actions.Signatory(label="ky", name="Người ký", title="Lãnh đạo")],
            at=samples.MORNING,
        )
    return folder


@pytest.fixture
def apart(tmp_path, rehearsal_keys):
    with actions.kept_apart(files=tmp_path / "apart", keys=rehearsal_keys) as apart:
        yield apart


def everything_in(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def a_receipt():
    return actions.typeset("receipt", samples.receipt(), at=samples.MORNING)


def test_files_lie_in_the_folder_of_the_rehearsal(apart, add, files_dir):
    document = add(samples.pdf())

    assert queries.read_content(document)
    assert len(everything_in(apart.files)) == 1
    assert not files_dir.exists()


def test_real_keys_cannot_sign_in_a_rehearsal(keys, apart):
    with pytest.raises(SigningUnavailable):
        actions.seal(a_receipt(), seal=keys["seal"], reason=REASON, at=samples.MORNING)


def test_keys_of_a_rehearsal_sign_nothing_real(rehearsal_keys, keys):
    with pytest.raises(SigningUnavailable):
        actions.seal(a_receipt(), seal="Y99.DT/seal", reason=REASON, at=samples.MORNING)


def test_a_paper_sealed_in_a_rehearsal_is_worth_nothing_outside(tmp_path, rehearsal_keys, keys):
    with actions.kept_apart(files=tmp_path, keys=rehearsal_keys):
        pdf = actions.seal(a_receipt(), seal="Y99.DT/seal", reason=REASON, at=samples.MORNING)
        inside = queries.verify(pdf, at=samples.MORNING + timedelta(minutes=1))

    outside = queries.verify(pdf, at=samples.MORNING + timedelta(minutes=1))

    assert inside.is_valid
    assert not outside.is_valid
    assert not outside.signatures[0].is_trusted


def test_what_is_typeset_is_known_and_bears_the_mark(apart):
    actions.typeset("receipt", samples.receipt(), at=samples.MORNING)

    ((template, values),) = apart.typeset
    assert template == PaperKind.RECEIPT
    assert '"rehearsal": true' in values
