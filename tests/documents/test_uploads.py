"""Uploads piece by piece: any line may drop anywhere, the bytes come out the same."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents import samples
from tests.documents.samples import DRAFT, MORNING, STRANGER

from motcua.capabilities.documents import actions, errors, queries, rules, vault
from motcua.capabilities.documents.models import Upload
from motcua.foundation.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


def begin(size, **changes):
    values = {
        "owner": DRAFT,
        "paper_code": "giay-chung-sinh",
        "title": "Giấy chứng sinh",
        "filename": "Ảnh chụp.png",
        "by": samples.CITIZEN,
        "at": MORNING,
    }
    return actions.begin_upload(size=size, **(values | changes))


def append(upload, offset, content, owner=DRAFT):
    return actions.append_chunk(
        upload_id=upload.pk, owner=owner, offset=offset, content=content, at=MORNING
    )


def finish(upload, owner=DRAFT):
    return actions.finish_upload(upload_id=upload.pk, owner=owner, at=MORNING)


def test_a_file_in_three_pieces_is_the_same_file():
    content = samples.image("PNG")
    upload = begin(len(content))
    for start in range(0, len(content), len(content) // 2):
        upload = append(upload, start, content[start : start + len(content) // 2])

    document = finish(upload)

    assert upload.is_complete
    assert queries.read_original(document) == content
    assert document.filename == "Ảnh chụp.png"
    assert document.added_by == samples.CITIZEN


def test_the_offset_says_where_to_go_on():
    content = samples.image("PNG")
    upload = begin(len(content))

    append(upload, 0, content[:50])

    found = queries.get_upload(upload.pk, owner=DRAFT)
    assert (found.offset, found.size, found.is_complete) == (50, len(content), False)
    assert found.filename == "Ảnh chụp.png"


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_any_way_of_sending_gives_the_same_bytes(data):
    """Pieces of any size, repeated, misplaced, lost after writing: the client asks and goes on."""
    content = samples.image("PNG", size=(data.draw(st.integers(1, 60)), 40), color="blue")
    upload = begin(len(content), paper_code=str(uuid4()))
    while not (found := queries.get_upload(upload.pk, owner=DRAFT)).is_complete:
        piece = content[found.offset :][: data.draw(st.integers(1, len(content)))]
        match data.draw(st.sampled_from(["send", "send twice", "misplace", "die", "nothing"])):
            case "send":
                append(upload, found.offset, piece)
            case "send twice":
                append(upload, found.offset, piece)
                with pytest.raises(errors.OffsetMismatch):
                    append(upload, found.offset, piece)
            case "misplace":
                with pytest.raises(errors.OffsetMismatch) as caught:
                    append(upload, found.offset + 1, piece)
                assert caught.value.values == {"offset": found.offset}
            case "die":
                # The piece reached the disk; the process died before the row was written.
                vault.append_piece(upload.pk, stored_size=found.stored_size, sealed=b"torn" * 9)
            case "nothing":
                append(upload, found.offset, b"")

    document = finish(upload)

    assert queries.read_original(document) == content


def test_finishing_twice_gives_one_document():
    content = samples.pdf()
    upload = append(begin(len(content)), 0, content)

    first, second = finish(upload), finish(upload)

    assert first == second
    assert len(queries.list_documents(DRAFT)) == 1


def test_an_incomplete_upload_is_not_finished():
    content = samples.pdf()
    upload = append(begin(len(content)), 0, content[:-1])

    with pytest.raises(errors.UploadIncomplete):
        finish(upload)

    append(upload, len(content) - 1, content[-1:])
    assert finish(upload).pk


def test_a_bad_file_is_refused_and_gone(files_dir, django_capture_on_commit_callbacks):
    content = b"MZ" + bytes(500)
    upload = append(begin(len(content), filename="giấy.pdf"), 0, content)

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(errors.UnsupportedType):
        finish(upload)

    assert not Upload.objects.exists()
    assert not any(path.is_file() for path in files_dir.rglob("*"))


def test_a_finished_upload_leaves_no_pieces(files_dir, django_capture_on_commit_callbacks):
    content = samples.pdf()
    upload = append(begin(len(content)), 0, content)
    assert (files_dir / "uploads" / str(upload.pk)).exists()

    with django_capture_on_commit_callbacks(execute=True):
        finish(upload)

    assert not (files_dir / "uploads" / str(upload.pk)).exists()


def test_pieces_lie_sealed(files_dir):
    content = samples.image("PNG")
    upload = append(begin(len(content)), 0, content)

    assert b"IDAT" not in (files_dir / "uploads" / str(upload.pk)).read_bytes()


def test_size_is_checked_before_a_byte_travels():
    with pytest.raises(errors.FileTooLarge):
        begin(rules.MAX_FILE_BYTES + 1)
    with pytest.raises(errors.EmptyFile):
        begin(0)

    assert begin(rules.MAX_FILE_BYTES).pk


def test_no_piece_reaches_beyond_the_announced_size():
    upload = begin(10)

    with pytest.raises(errors.ChunkTooLong):
        append(upload, 0, bytes(11))

    assert append(upload, 0, bytes(10)).is_complete


def test_a_stranger_has_no_such_upload():
    content = samples.pdf()
    upload = append(begin(len(content)), 0, content)

    with pytest.raises(NotFound):
        append(upload, 0, b"x", owner=STRANGER)
    with pytest.raises(NotFound):
        finish(upload, owner=STRANGER)
    with pytest.raises(NotFound):
        queries.get_upload(upload.pk, owner=STRANGER)
    with pytest.raises(NotFound):
        actions.terminate_upload(upload_id=upload.pk, owner=STRANGER)
    assert finish(upload).pk


def test_an_upload_can_be_given_up(files_dir, django_capture_on_commit_callbacks):
    upload = append(begin(10), 0, b"12345")

    with django_capture_on_commit_callbacks(execute=True):
        actions.terminate_upload(upload_id=upload.pk, owner=DRAFT)

    with pytest.raises(NotFound):
        queries.get_upload(upload.pk, owner=DRAFT)
    assert not (files_dir / "uploads" / str(upload.pk)).exists()


def test_a_document_made_of_an_upload_can_be_removed():
    content = samples.pdf()
    document = finish(append(begin(len(content)), 0, content))

    actions.remove(document_id=document.pk, owner=DRAFT)

    assert queries.list_documents(DRAFT) == []


def test_uploads_nobody_goes_on_with_are_swept():
    old = begin(10)
    recent = begin(10, at=MORNING + rules.UPLOAD_AGE)

    swept = actions.sweep_orphans(at=MORNING + rules.UPLOAD_AGE + timedelta(seconds=1))

    assert swept.uploads == 1
    assert [upload.pk for upload in Upload.objects.all()] == [recent.pk]
    with pytest.raises(NotFound):
        queries.get_upload(old.pk, owner=DRAFT)


@pytest.mark.django_db(transaction=True)
def test_two_requests_do_not_write_to_one_upload_at_once():
    upload = begin(10)
    wanted = {
        name: connection.settings_dict[name.upper()]
        for name in ("host", "port", "user", "password")
    }
    with psycopg.connect(**wanted, dbname=connection.settings_dict["NAME"]) as other:
        other.execute("SELECT 1 FROM documents_upload WHERE id = %s FOR UPDATE", [upload.pk])

        with pytest.raises(errors.UploadBusy):
            append(upload, 0, b"12345")

    assert append(upload, 0, b"12345").offset == 5
