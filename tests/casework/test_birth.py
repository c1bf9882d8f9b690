"""A birth is registered through one door: casework from lodging to the result."""

import pytest
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.composition.casework import proof, results
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State

pytestmark = pytest.mark.django_db


def register(province):
    """Carry a birth registration from lodging to the signed certificate; return the dossier."""
    dossier = people.lodge(province)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    people.do(province.chair, dossier, "ky")
    return people.again(dossier)


def test_a_birth_is_registered_through_one_door(province):
    dossier = register(province)
    people.settle()

    assert people.again(dossier).state == State.HANDED_OVER
    assert [entry.act for entry in dossiers.timeline(dossier)] == [
        Act.LODGE,
        Act.ACCEPT,
        Act.TRANSFER,
        Act.FINISH_STEP,
        Act.CONFIRM_ENTRY,
        Act.RECORD_ENTRY,
        Act.FINISH_STEP,
        Act.DECIDE,
        Act.HAND_OVER,
    ]


def test_the_certificate_is_signed_by_the_chair_and_sealed_by_the_committee(province):
    dossier = register(province)

    certificate = results.find_paper(dossier, PaperKind.BIRTH_CERTIFICATE)
    report = documents.verify(documents.read_content(certificate), at=MONDAY)

    assert report.is_valid
    assert [signature.signer for signature in report.signatures] == [
        province.chair.name,
        dossier.agency.name,
    ]


def test_the_logs_prove_themselves(province):
    register(province)
    people.settle()

    assert list(proof.verify()) == []
    assert proof.count().entries == proof.count().positions == 9
