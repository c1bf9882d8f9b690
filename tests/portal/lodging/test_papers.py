"""Attaching papers: whole by the plain form, or piece by piece by tus 1.0."""

import base64
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.casework import people
from tests.portal.lodging.browsing import attach, fill, lodge, text_of

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.models import Upload
from motcua.domain.dossiers import queries as dossiers

pytestmark = pytest.mark.django_db

TUS = {"Tus-Resumable": "1.0.0"}
STREAM = "application/offset+octet-stream"


@pytest.fixture
def draft(hanh):
    """The address of a draft that is filled in, its paper missing."""
    return fill(hanh)


def held(province):
    """Return what the draft holds: paper, name."""
    (draft,) = dossiers.list_drafts(province.hanh)
    return [(one.paper_code, one.filename) for one in documents.list_documents(draft.subject)]


# --- the plain form -----------------------------------------------------------------------------


def test_the_page_names_what_this_case_asks_for(hanh, draft):
    page = text_of(hanh.get(f"{draft}giay-to/"))

    assert "Giấy chứng sinh" in page
    assert "bản chính" in page
    assert "Biên bản xác nhận trẻ bị bỏ rơi" not in page


def test_a_file_is_attached_shown_and_removed(hanh, draft, province):
    content = people.a_pdf()
    attach(hanh, draft, content=content)
    assert held(province) == [("birth-notice", "giay-chung-sinh.pdf")]
    page = text_of(hanh.get(f"{draft}giay-to/"))
    (document,) = documents.list_documents(dossiers.list_drafts(province.hanh)[0].subject)
    address = f"{draft}giay-to/{document.pk}/"
    assert f'href="{address}"' in page

    shown = hanh.get(address)
    assert shown.content == content
    assert shown["Content-Disposition"] == "inline; filename*=UTF-8''giay-chung-sinh.pdf"
    assert "sandbox" in shown["Content-Security-Policy"]

    hanh.post(f"{address}bo/")
    assert held(province) == []


def test_several_files_at_once(hanh, draft, province):
    files = [SimpleUploadedFile(f"{n}.pdf", people.a_pdf(str(n))) for n in (1, 2)]
    hanh.post(f"{draft}giay-to/", {"paper": "birth-notice", "file": files})

    assert [name for _paper, name in held(province)] == ["1.pdf", "2.pdf"]


def test_a_bad_file_is_refused_beside_its_paper_and_the_good_one_stays(hanh, draft, province):
    files = [
        SimpleUploadedFile("tot.pdf", people.a_pdf()),
        SimpleUploadedFile("virus.pdf", b"MZ\x90\x00 this is a program"),
    ]

    answer = hanh.post(f"{draft}giay-to/", {"paper": "birth-notice", "file": files})

    page = text_of(answer)
    assert answer.status_code == 422
    assert page.count("Tệp “virus.pdf” không phải là PDF hoặc ảnh") == 2  # summary and beside it
    assert 'href="#file-birth-notice"' in page
    assert held(province) == [("birth-notice", "tot.pdf")]


def test_a_file_that_is_too_large_is_refused(hanh, draft, province):
    answer = attach(hanh, draft, content=b"%PDF-" + b"0" * documents.LARGEST_FILE)

    assert answer.status_code == 413
    assert "lớn hơn 20 MB" in text_of(answer)
    assert held(province) == []


def test_pressing_without_a_file_says_so(hanh, draft):
    answer = hanh.post(f"{draft}giay-to/", {"paper": "birth-notice"})

    assert answer.status_code == 422
    assert "Hãy chọn một tệp" in text_of(answer)


def test_a_paper_nobody_asks_for_is_refused(hanh, draft, province):
    answer = attach(hanh, draft, paper="abandonment-minutes")

    assert answer.status_code == 422
    assert "hồ sơ không cần giấy tờ này" in text_of(answer)
    assert held(province) == []


def test_the_same_file_again_is_recognised(hanh, draft, province):
    content = people.a_pdf()
    attach(hanh, draft, content=content)
    again = attach(hanh, draft, content=content)

    assert again.status_code == 302
    assert "đã có trong hồ sơ" in text_of(hanh.get(f"{draft}giay-to/"))
    assert len(held(province)) == 1


def test_nothing_is_attached_or_removed_once_lodged(hanh, draft, province):
    attach(hanh, draft)
    (document,) = documents.list_documents(dossiers.list_drafts(province.hanh)[0].subject)
    lodge(hanh, draft)

    assert attach(hanh, draft, content=people.a_pdf("nữa")).status_code == 409
    assert hanh.post(f"{draft}giay-to/{document.pk}/bo/").status_code == 409


# --- tus ----------------------------------------------------------------------------------------


def announce(browser, draft, size, *, name="giay.pdf", paper="birth-notice", **headers):
    """Announce a file; return the answer."""
    values = {"filename": name, "paper": paper}
    encoded = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items()
    )
    given = {**TUS, "Upload-Length": str(size), "Upload-Metadata": encoded, **headers}
    return browser.post(f"{draft}tai-len/", headers=given)


def send(browser, address, offset, content, **headers):
    """Send bytes from the offset on."""
    return browser.patch(
        address,
        content,
        content_type=STREAM,
        headers={**TUS, "Upload-Offset": str(offset), **headers},
    )


def offset_of(browser, address):
    """Ask how far the file is."""
    return int(browser.head(address, headers=TUS)["Upload-Offset"])


def test_a_file_arrives_in_pieces_and_goes_on_after_a_dropped_line(hanh, draft, province):
    content = people.a_pdf()
    address = announce(hanh, draft, len(content), name="chụp ảnh.pdf")["Location"]

    first = send(hanh, address, 0, content[:100])
    assert (first.status_code, first["Upload-Offset"]) == (204, "100")
    assert offset_of(hanh, address) == 100
    last = send(hanh, address, 100, content[100:])

    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(content)))
    assert held(province) == [("birth-notice", "chụp ảnh.pdf")]
    assert offset_of(hanh, address) == len(content)


def test_head_says_size_and_must_not_be_kept(hanh, draft):
    address = announce(hanh, draft, 10)["Location"]

    answer = hanh.head(address, headers=TUS)

    assert answer["Upload-Length"] == "10"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Tus-Resumable"] == "1.0.0"


def test_a_piece_from_elsewhere_conflicts_and_says_where_to_go_on(hanh, draft):
    address = announce(hanh, draft, 10)["Location"]
    send(hanh, address, 0, b"%PDF")

    answer = send(hanh, address, 0, b"%PDF")

    assert answer.status_code == 409
    assert answer["Upload-Offset"] == "4"
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "documents.offset-mismatch"


def test_more_than_announced_is_refused(hanh, draft):
    address = announce(hanh, draft, 4)["Location"]

    assert send(hanh, address, 0, b"%PDF-1.7").status_code == 413


def test_a_file_of_the_wrong_type_is_refused_with_the_reason_and_gone(hanh, draft, province):
    address = announce(hanh, draft, 8, name="anh.jpg")["Location"]

    answer = send(hanh, address, 0, b"MZ\x90\x00\x03\x00\x00\x00")

    assert answer.status_code == 422
    assert "Tệp “anh.jpg” không phải" in json.loads(answer.content)["title"]
    assert hanh.head(address, headers=TUS).status_code == 404
    assert held(province) == []


@pytest.mark.parametrize(
    ("size", "status"), [(20 * 1024 * 1024 + 1, 413), (0, 422), ("x", 400), ("", 400)]
)
def test_a_file_of_an_impossible_size_is_not_begun(hanh, draft, size, status):
    assert announce(hanh, draft, size).status_code == status
    assert not Upload.objects.exists()


def test_a_paper_nobody_asks_for_is_not_begun(hanh, draft):
    answer = announce(hanh, draft, 10, paper="proxy")

    assert answer.status_code == 422
    assert json.loads(answer.content)["code"] == "casework.paper-not-asked"


def test_values_that_cannot_be_read_are_refused(hanh, draft):
    assert announce(hanh, draft, 10, **{"Upload-Metadata": "filename ***"}).status_code == 400


def test_another_version_of_the_protocol_is_refused(hanh, draft):
    assert announce(hanh, draft, 10, **{"Tus-Resumable": "0.2.2"}).status_code == 412


def test_bytes_that_are_no_stream_are_refused(hanh, draft):
    address = announce(hanh, draft, 10)["Location"]
    headers = {**TUS, "Upload-Offset": "0"}

    assert hanh.patch(address, b"x", content_type="text/plain", headers=headers).status_code == 415


def test_options_tell_what_can_be_done(hanh, draft):
    answer = hanh.options(f"{draft}tai-len/")

    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination"
    assert answer["Tus-Max-Size"] == str(documents.LARGEST_FILE)


def test_an_upload_can_be_given_up(hanh, draft):
    address = announce(hanh, draft, 10)["Location"]

    assert hanh.delete(address, headers=TUS).status_code == 204
    assert hanh.head(address, headers=TUS).status_code == 404


def test_the_same_file_again_by_tus_is_recognised_and_said(hanh, draft, province):
    content = people.a_pdf()
    attach(hanh, draft, content=content)
    address = announce(hanh, draft, len(content))["Location"]

    answer = send(hanh, address, 0, content)

    assert answer["Motcua-Duplicate"] == "true"
    assert len(held(province)) == 1


def test_a_killed_request_after_the_last_piece_loses_nothing(hanh, draft, province):
    """The bytes are there, the document is not: the next question makes it."""
    from motcua.capabilities.documents import actions
    from motcua.foundation.kernel import clock

    content = people.a_pdf()
    address = announce(hanh, draft, len(content))["Location"]
    (opened,) = dossiers.list_drafts(province.hanh)
    actions.append_chunk(
        upload_id=address.split("/")[4],
        owner=opened.subject,
        offset=0,
        content=content,
        at=clock.now(),
    )
    assert held(province) == []

    assert offset_of(hanh, address) == len(content)
    assert len(held(province)) == 1


def test_a_large_body_is_kept_piece_by_piece(hanh, draft):
    """Longer than what Django keeps of a body in memory; nothing is refused for that."""
    size = 9 * 1024 * 1024
    address = announce(hanh, draft, size + 1)["Location"]

    answer = send(hanh, address, 0, b"%PDF-" + b"\0" * (size - 5))

    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(size))


def test_no_piece_is_taken_for_a_lodged_draft(hanh, draft):
    content = people.a_pdf("khác")
    address = announce(hanh, draft, len(content))["Location"]
    attach(hanh, draft)
    lodge(hanh, draft)

    assert send(hanh, address, 0, content).status_code == 409
    assert announce(hanh, draft, 10).status_code == 409
