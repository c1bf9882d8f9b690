"""A birth, from the start page to the rating, over HTTP and without a script."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.casework import people
from tests.casework.province import MONDAY
from tests.portal.lodging.browsing import attach, fill, lodge, reference_of, text_of

from motcua.capabilities.documents import queries as documents
from motcua.composition.casework import intake
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.satisfaction.enums import Subject31

pytestmark = pytest.mark.django_db


def test_a_birth_is_registered_without_a_script(hanh, province):
    draft = fill(hanh)
    assert attach(hanh, draft).status_code == 302
    assert "Phạm Nguyễn Bảo Ngọc" in hanh.get(f"{draft}kiem-tra/").content.decode()

    confirmed = lodge(hanh, draft)
    assert confirmed["Location"].endswith("/da-nop/")
    reference = reference_of(confirmed)
    assert reference in hanh.get(confirmed["Location"]).content.decode()

    # The desk asks for something; the mother supplies it.
    items = [{"what": "Giấy chứng sinh", "why": "Ảnh mờ, không đọc được tên."}]
    intake.request_supplement(
        reference=reference, items=items, reason="Thiếu giấy", by=province.desk, at=MONDAY
    )
    page = hanh.get(f"/ho-so/{reference}/").content.decode()
    assert "Ảnh mờ, không đọc được tên." in page
    supplement = hanh.post(f"/ho-so/{reference}/bo-sung/")["Location"]
    assert (
        attach(hanh, supplement, name="ro-hon.pdf", content=people.a_pdf("rõ hơn")).status_code
        == 302
    )
    assert lodge(hanh, supplement)["Location"] == f"/ho-so/{reference}/"

    # Accepted and checked, the draft entry comes back to her.
    dossier = dossiers.get_for_citizen(reference, province.hanh)
    people.accept(province, dossier)
    people.do(province.registrar, dossier, "dat")
    assert "Xem và xác nhận" in hanh.get(f"/ho-so/{reference}/").content.decode()
    entry = hanh.get(f"/ho-so/{reference}/du-thao/").content.decode()
    assert "Phạm Nguyễn Bảo Ngọc" in entry
    assert hanh.post(f"/ho-so/{reference}/du-thao/", {"outcome": "dong_y"}).status_code == 302

    people.do(province.chair, dossier, "ky")
    people.settle()
    assert people.again(dossier).state == State.HANDED_OVER
    page = hanh.get(f"/ho-so/{reference}/").content.decode()
    papers = set(re.findall(rf"/ho-so/{reference}/giay-to/\d+/", page))
    assert len(papers) == 4  # two handed in, the receipt, the certificate
    for paper in papers:
        answer = hanh.get(paper)
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")

    # She rates it, once.
    marks = {subject.value: "5" for subject in Subject31}
    assert hanh.post(f"/ho-so/{reference}/danh-gia/", marks).status_code == 302
    assert hanh.post(f"/ho-so/{reference}/danh-gia/", marks).status_code == 409
    assert "Bạn đã đánh giá" in hanh.get(f"/ho-so/{reference}/danh-gia/").content.decode()

    # Anybody with the paper learns that it is genuine, and not whose it is.
    certificate = next(
        document
        for document in documents.list_documents(dossier.subject)
        if document.paper_code == "birth_certificate"
    )
    code = documents.format_verification_code(certificate.issued.verification_code)
    stranger = Client()
    by_code = stranger.post("/xac-minh/", {"code": code.lower()}, follow=True)
    by_file = stranger.post(
        "/xac-minh/", {"file": SimpleUploadedFile("a.pdf", documents.read_content(certificate))}
    )
    for answer in (by_code, by_file):
        assert answer.status_code == 200
        assert "Giấy tờ thật" in text_of(answer)
        assert "Bảo Ngọc" not in text_of(answer)
