"""Two signatures on one paper, judged by us and by a stranger's tool."""

import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from tests.documents import samples
from tests.documents.samples import MORNING
from tests.documents.test_papers import picture_of, text_of

from motcua.capabilities.documents import actions, errors, queries, signers


def certificate() -> bytes:
    return actions.typeset("birth-certificate", samples.birth_certificate(), at=MORNING)


@pytest.fixture
def signed(keys):
    """Return a birth certificate signed by the chair and sealed by the commune."""
    return actions.sign(certificate(), **keys, reason="Cấp giấy khai sinh", at=MORNING)


def pdfsig(pdf: bytes, tmp_path) -> str:
    path = tmp_path / "signed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(
        ["pdfsig", str(path)], capture_output=True, check=False, timeout=60, text=True
    ).stdout


def test_both_signatures_hold(signed):
    report = queries.verify(signed, at=MORNING)

    signatory, seal = report.signatures
    assert report.is_valid
    assert (signatory.field, signatory.signer, signatory.title) == (
        "Signatory",
        "Lê Quang Minh",
        "Chủ tịch",
    )
    assert signatory.organisation == "Ủy ban nhân dân xã Sông Lam"
    assert (seal.field, seal.signer) == ("Seal", "Ủy ban nhân dân xã Sông Lam")
    assert signatory.signed_at == seal.signed_at == MORNING


def test_another_tool_finds_both_valid_and_the_whole_file_signed(signed, tmp_path):
    said = pdfsig(signed, tmp_path)

    assert said.count("Signature is Valid.") == 2
    # The first signature cannot cover the second; the second covers everything.
    assert said.count("Not total document signed") == 1
    assert said.count("- Total document signed") == 1
    assert said.count("ETSI.CAdES.detached") == 2
    assert "Lê Quang Minh" in said


def test_both_signatures_are_seen(signed):
    shown = text_of(signed)

    assert "Người ký: Lê Quang Minh" in shown
    assert "Cơ quan ký: Ủy ban nhân dân xã Sông Lam" in shown
    assert shown.count("20/11/2026 09:30:00 +0700") == 2
    assert picture_of(signed).size == picture_of(certificate()).size


@pytest.mark.parametrize("part", [0.02, 0.2, 0.5])
def test_one_changed_byte_is_noticed(signed, part, tmp_path):
    place = int(len(certificate()) * part)
    tampered = bytearray(signed)
    tampered[place] ^= 0x01

    assert not queries.verify(bytes(tampered), at=MORNING).is_valid
    assert pdfsig(bytes(tampered), tmp_path).count("Signature is Valid.") < 2


def test_something_added_after_the_seal_is_noticed(signed):
    assert not queries.verify(signed + b"\n%more\n%%EOF\n", at=MORNING).is_valid


def test_a_signature_nobody_vouches_for_is_not_trusted(signed, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    report = queries.verify(signed, at=MORNING)
    assert [signature.is_intact for signature in report.signatures] == [True, True]
    assert not report.is_valid

    actions.create_development_keys(
        agency_code="H99.102", agency_name="UBND khác", signatories=[], at=MORNING
    )

    assert not queries.verify(signed, at=MORNING).is_valid


def test_a_signature_counts_only_while_its_certificate_does(signed):
    assert queries.verify(signed, at=MORNING + timedelta(days=3600)).is_valid
    assert not queries.verify(signed, at=MORNING + timedelta(days=3700)).is_valid
    assert not queries.verify(signed, at=datetime(2020, 1, 1, tzinfo=UTC)).is_valid


@pytest.mark.parametrize("content", [b"", b"not a pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_has_no_signatures(content, keys):
    report = queries.verify(content, at=MORNING)

    assert (report.signatures, report.is_valid) == ((), False)


def test_an_unsigned_paper_is_not_valid(keys):
    report = queries.verify(certificate(), at=MORNING)

    assert (report.signatures, report.is_valid) == ((), False)


def test_a_pdf_without_places_gets_its_signatures_on_the_last_page(keys):
    signed = actions.sign(samples.pdf(), **keys, reason="Ký", at=MORNING)

    assert queries.verify(signed, at=MORNING).is_valid


@pytest.mark.parametrize("missing", ["H99.999/chair", "../../etc/passwd", ""])
def test_a_key_that_is_not_there_refuses(keys, missing):
    with pytest.raises(errors.SigningUnavailable):
        actions.sign(certificate(), signatory=missing, seal=keys["seal"], reason="Ký", at=MORNING)
    with pytest.raises(errors.SigningUnavailable):
        actions.sign(
            certificate(), signatory=keys["signatory"], seal=missing, reason="Ký", at=MORNING
        )


def test_keys_are_made_once_locked_and_private(keys, settings):
    folder = settings.STATE_DIR / "keys"
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    actions.create_development_keys(
        agency_code="H99.101",
        agency_name="Ủy ban nhân dân xã Sông Lam",
        signatories=[actions.Signatory(label="chair", name="Lê Quang Minh", title="Chủ tịch")],
        at=MORNING,
    )

    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert after == before
    for path in before:
        assert path.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0
    settings.MASTER_KEY = "11" * 32
    signers.file._open.cache_clear()
    with pytest.raises(errors.SigningUnavailable):
        actions.sign(certificate(), **keys, reason="Ký", at=MORNING)
    signers.file._open.cache_clear()


def test_a_key_stays_open(keys):
    vendor = signers.current()

    assert vendor.get_signer(keys["seal"]) is vendor.get_signer(keys["seal"])
