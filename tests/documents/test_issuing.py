"""Issued papers: known by their code, unchanged for ever, revoked in the open."""

import dataclasses

import pytest
from django.db import DatabaseError, transaction
from tests.documents import samples
from tests.documents.samples import DOSSIER, MORNING, STRANGER

from motcua.capabilities.documents import actions, errors, queries, rules
from motcua.capabilities.documents.enums import PaperKind, PaperStatus, TrustLevel
from motcua.capabilities.documents.models import Document, IssuedPaper, Revocation
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db
LATER = MORNING.replace(hour=15)


def issue(pdf, **changes) -> Document:
    values = {
        "owner": DOSSIER,
        "kind": PaperKind.RECEIPT,
        "title": "Giấy khai sinh",
        "filename": "giay-khai-sinh.pdf",
        "number": "125/2026",
        "agency_id": 3,
        "agency_name": "Ủy ban nhân dân xã Sông Lam",
        "by": "officer:12",
        "at": MORNING,
        "verification_code": "7K2M9Q4TX8WD",
    }
    return actions.issue(pdf=pdf, **(values | changes))


def certify(pdf, **changes) -> Document:
    return issue(pdf, kind=PaperKind.BIRTH_CERTIFICATE, **changes)


def revoke(document, **changes) -> None:
    values = {
        "owner": DOSSIER,
        "reason": "Ghi sai ngày sinh",
        "by": "officer:12",
        "at": LATER,
    }
    actions.revoke(document_id=document.pk, **(values | changes))


@pytest.fixture
def paper() -> bytes:
    """Return an unsigned birth certificate."""
    return actions.typeset("birth-certificate", samples.birth_certificate(), at=MORNING)


@pytest.fixture
def signed(paper, keys) -> bytes:
    """Return a signed one."""
    return actions.sign(paper, **keys, reason="Cấp giấy khai sinh", at=MORNING)


def test_a_signed_paper_is_kept_byte_for_byte(signed):
    document = queries.get_document(certify(signed).pk, owner=DOSSIER)

    assert queries.read_content(document) == signed
    assert queries.verify(queries.read_content(document), at=MORNING).is_valid
    assert (document.is_issued, document.trust) == (True, TrustLevel.ORIGINAL)
    assert document.filename == "giay-khai-sinh.pdf"


def test_an_unsigned_paper_is_no_original(paper):
    assert issue(paper).trust == TrustLevel.PLAIN


def test_a_stranger_with_the_code_learns_that_it_is_genuine_and_nothing_more(signed):
    certify(signed)

    found = queries.find_by_verification_code("7k2m-9q4t-x8wd")

    assert found == queries.Genuineness(
        kind="birth_certificate",
        title="Giấy khai sinh",
        number="125/2026",
        agency_name="Ủy ban nhân dân xã Sông Lam",
        issued_at=MORNING,
        status=PaperStatus.VALID,
        revoked_at=None,
        signers=("Lê Quang Minh", "Ủy ban nhân dân xã Sông Lam"),
        verification_code="7K2M-9Q4T-X8WD",
    )
    told = repr(dataclasses.astuple(found))
    for personal in ("NGUYỄN", "Bảo", "099226000123", "dossier", "Ngọc"):
        assert personal not in told


@pytest.mark.parametrize("code", ["7K2M-9Q4T-X8WE", "", "x", "' OR 1=1 --", "7K2M9Q4TX8WD0"])
def test_another_code_finds_nothing(paper, code):
    issue(paper)

    assert queries.find_by_verification_code(code) is None


def test_the_very_bytes_are_recognised_and_a_copy_of_them_is_not(signed):
    certify(signed)

    found = queries.verify_uploaded(signed)

    assert found is not None
    assert found.number == "125/2026"
    assert queries.verify_uploaded(signed + b"\n") is None
    assert queries.verify_uploaded(b"") is None


def test_verifying_costs_one_read(paper, django_assert_num_queries):
    issue(paper)

    with django_assert_num_queries(1):
        queries.find_by_verification_code("7K2M9Q4TX8WD")
    with django_assert_num_queries(1):
        queries.verify_uploaded(paper)


def test_a_drawn_code_finds_its_paper_as_printed(paper):
    code = actions.draw_verification_code()
    issue(paper, verification_code=code)

    found = queries.find_by_verification_code(queries.format_verification_code(code))

    assert found is not None


def test_two_papers_never_share_a_code(paper):
    issue(paper)

    with pytest.raises(DatabaseError), transaction.atomic():
        issue(paper, number="126/2026")


def test_papers_without_a_code_are_many(paper):
    issue(paper, verification_code=None)
    issue(paper, verification_code=None)

    assert IssuedPaper.objects.count() == 2


@pytest.mark.parametrize("kind", [PaperKind.BIRTH_CERTIFICATE, PaperKind.RECEIPT])
@pytest.mark.parametrize("place", [60, -4000, -300])
def test_a_paper_whose_signature_does_not_hold_is_not_issued(signed, place, kind):
    tampered = bytearray(signed)
    tampered[place] ^= 1

    with pytest.raises(errors.SignatureInvalid):
        issue(bytes(tampered), kind=kind)

    assert not Document.objects.exists()


@pytest.mark.parametrize("kind", sorted(set(PaperKind) - rules.UNSIGNED_KINDS))
def test_a_result_without_signatures_is_not_issued(paper, kind):
    with pytest.raises(errors.SignatureInvalid):
        issue(paper, kind=kind)


def test_an_issued_paper_is_not_removed_or_handed_on(paper):
    document = issue(paper)

    with pytest.raises(errors.IssuedStays):
        actions.remove(document_id=document.pk, owner=DOSSIER)
    assert actions.rebind(from_owner=DOSSIER, to_owner=STRANGER) == []

    assert queries.get_document(document.pk, owner=DOSSIER) == document


def test_the_database_itself_refuses_to_change_what_was_issued(paper):
    document = issue(paper)

    for change in (
        lambda: IssuedPaper.objects.filter(pk=document.pk).update(number="1"),
        lambda: IssuedPaper.objects.filter(pk=document.pk).delete(),
        lambda: Document.objects.filter(pk=document.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_revoked_paper_says_so(paper):
    document = issue(paper)

    revoke(document)

    found = queries.find_by_verification_code("7K2M9Q4TX8WD")
    assert found is not None
    assert (found.status, found.revoked_at) == (PaperStatus.REVOKED, LATER)
    assert Revocation.objects.get().reason == "Ghi sai ngày sinh"
    with pytest.raises(errors.AlreadyRevoked):
        revoke(document)


def test_only_the_owners_paper_is_revoked(paper, add):
    document = issue(paper)
    handed_in = add(samples.pdf(), owner=DOSSIER)

    with pytest.raises(NotFound):
        revoke(document, owner=STRANGER)
    with pytest.raises(NotFound):
        revoke(handed_in)


def test_issuing_and_revoking_are_announced(paper):
    document = issue(paper)
    revoke(document)

    announced = [
        (message.type, message.subject_kind, message.subject_key, message.payload)
        for message in OutboxMessage.objects.order_by("pk")
    ]

    assert announced == [
        (
            "documents.paper-issued",
            "dossier",
            "7",
            {
                "document_id": document.pk,
                "kind": "receipt",
                "number": "125/2026",
                "agency_id": 3,
            },
        ),
        ("documents.paper-revoked", "dossier", "7", {"document_id": document.pk}),
    ]
