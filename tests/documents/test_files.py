"""Files in the vault: sealed, owned, found again, handed on, removed, swept."""

import hashlib
import os
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from tests.documents import samples
from tests.documents.samples import DOSSIER, DRAFT, MORNING, STRANGER

from motcua.capabilities.documents import actions, errors, queries, rules, vault
from motcua.capabilities.documents.enums import Source, TrustLevel
from motcua.capabilities.documents.models import Document
from motcua.foundation.kernel.errors import NotFound
from motcua.foundation.kernel.sealing import KeyErased

pytestmark = pytest.mark.django_db


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def grow_old(folder):
    for path in files_in(folder):
        os.utime(path, (0, 0))


def test_an_image_is_kept_as_pdf_beside_its_original(add):
    photo = samples.image("JPEG")

    document = add(photo, filename="anh.jpg")

    assert queries.read_original(document) == photo
    assert queries.read_content(document).startswith(b"%PDF-")
    assert document.is_converted
    assert (document.media_type, document.original_media_type) == ("application/pdf", "image/jpeg")
    assert document.sha256 == hashlib.sha256(photo).hexdigest()
    assert document.size == len(photo)


def test_a_pdf_is_kept_once_byte_for_byte(add, files_dir):
    content = samples.pdf()

    document = add(content)

    assert queries.read_content(document) == content
    assert queries.read_original(document) == content
    assert not document.is_converted
    assert len(files_in(files_dir)) == 1


def test_what_is_said_of_a_document_is_what_was_given(add):
    document = queries.get_document(add(samples.pdf()).pk, owner=DRAFT)

    assert document.filename == "Giấy chứng sinh.pdf"
    assert (document.paper_code, document.title) == ("giay-chung-sinh", "Giấy chứng sinh")
    assert (document.source, document.trust) == (Source.CITIZEN_UPLOAD, TrustLevel.PLAIN)
    assert (document.added_by, document.added_at, document.pages) == ("citizen:7", MORNING, 1)
    assert not document.is_issued


def test_a_scan_at_the_counter_is_trusted_more(add):
    document = add(samples.pdf(), source=Source.COUNTER_SCAN, trust=TrustLevel.COUNTER_SIGNED)

    assert document.trust > TrustLevel.PLAIN


def test_nothing_personal_lies_open(add, files_dir):
    content = samples.image("JPEG")

    document = add(content, filename="Nguyễn Văn A.jpg")

    for path in files_in(files_dir):
        assert b"\xff\xd8\xff" not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
    stored = Document.objects.filter(pk=document.pk).values().get()
    assert "Nguyễn".encode() not in repr(stored).encode()


def test_an_address_is_the_hash_of_what_lies_there(add):
    document = add(samples.pdf())

    path = vault.path_of(document.address)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    assert path.parent.parent.name == path.name[:2]
    assert path.parent.name == path.name[2:4]


def test_a_changed_bit_is_noticed(add):
    document = add(samples.pdf())
    path = vault.path_of(document.address)
    sealed = bytearray(path.read_bytes())
    sealed[40] ^= 1
    path.write_bytes(sealed)

    with pytest.raises(InvalidTag):
        queries.read_content(document)


def test_the_same_bytes_for_the_same_paper_are_one_document(add, files_dir):
    first = add(samples.pdf())

    second = add(samples.pdf(), filename="tên khác.pdf")

    assert (second.pk, second.is_duplicate, second.filename) == (first.pk, True, first.filename)
    assert not first.is_duplicate
    assert len(files_in(files_dir)) == 1


def test_the_same_bytes_may_serve_another_paper_or_another_owner(add):
    first = add(samples.pdf())

    other_paper = add(samples.pdf(), paper_code="to-khai")
    other_owner = add(samples.pdf(), owner=STRANGER)

    assert len({first.pk, other_paper.pk, other_owner.pk}) == 3
    assert [first.is_duplicate, other_paper.is_duplicate, other_owner.is_duplicate] == [False] * 3


def test_a_refused_file_leaves_nothing(add, files_dir):
    add(samples.pdf())

    with pytest.raises(errors.UnsupportedType):
        add(b"MZ" + bytes(99), filename="giấy.pdf")

    assert len(queries.list_documents(DRAFT)) == 1
    assert len(files_in(files_dir)) == 1


def test_one_owner_cannot_fill_the_disk(add, monkeypatch):
    monkeypatch.setattr(rules, "MAX_DOCUMENTS_PER_OWNER", 2)
    add(samples.pdf())
    add(samples.pdf(), paper_code="to-khai")

    with pytest.raises(errors.TooManyDocuments):
        add(samples.pdf(), paper_code="khac")

    assert add(samples.pdf(), paper_code="khac", owner=STRANGER).pk


def test_a_stranger_finds_nothing(add):
    document = add(samples.pdf())

    assert queries.list_documents(STRANGER) == []
    with pytest.raises(NotFound):
        queries.get_document(document.pk, owner=STRANGER)
    with pytest.raises(NotFound):
        actions.remove(document_id=document.pk, owner=STRANGER)
    assert queries.get_document(document.pk, owner=DRAFT) == document


@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_costs_two_reads(add, rows, django_assert_num_queries):
    for number in range(rows):
        add(samples.pdf(), paper_code=f"giay-{number}")

    with django_assert_num_queries(2):
        names = [document.filename for document in queries.list_documents(DRAFT)]

    assert names == ["Giấy chứng sinh.pdf"] * rows


def test_a_draft_hands_its_documents_to_the_dossier(add, django_assert_num_queries):
    kept = [add(samples.pdf()), add(samples.image("PNG"), paper_code="to-khai")]
    others = add(samples.pdf(), owner=STRANGER)

    with django_assert_num_queries(2):  # lock, update
        moved = actions.rebind(from_owner=DRAFT, to_owner=DOSSIER)

    assert moved == [document.pk for document in kept]
    assert queries.list_documents(DRAFT) == []
    assert [document.filename for document in queries.list_documents(DOSSIER)] == [
        "Giấy chứng sinh.pdf"
    ] * 2
    moved_one = queries.get_document(kept[0].pk, owner=DOSSIER)
    assert queries.read_content(moved_one) == samples.pdf()
    assert queries.get_document(others.pk, owner=STRANGER)


def test_after_an_erasure_no_byte_can_be_read_again(add):
    handed_on = add(samples.pdf())
    actions.rebind(from_owner=DRAFT, to_owner=DOSSIER)
    own = add(samples.image("PNG"), owner=DOSSIER)
    others = add(samples.pdf(), owner=STRANGER)

    actions.erase(owner=DOSSIER)

    for document in (handed_on, own):
        with pytest.raises(KeyErased):
            queries.read_content(document)
    assert [document.filename for document in queries.list_documents(DOSSIER)] == ["", ""]
    assert queries.read_content(others) == samples.pdf()


def test_a_removed_document_takes_its_bytes_along(
    add, files_dir, django_capture_on_commit_callbacks
):
    document = add(samples.image("PNG"))

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(document_id=document.pk, owner=DRAFT)

    assert queries.list_documents(DRAFT) == []
    assert files_in(files_dir) == []


def test_a_sweep_takes_old_orphans_and_nothing_else(add, files_dir):
    document = add(samples.image("PNG"))
    orphan = vault.store(b"nobody's")
    unfinished = vault.path_of(orphan).with_name("abc.new")
    unfinished.write_bytes(b"half")
    now = MORNING + timedelta(days=400)

    assert actions.sweep_orphans(at=MORNING - timedelta(days=4000)).files == 0
    grow_old(files_dir)
    assert actions.sweep_orphans(at=now).files == 2
    assert queries.read_original(document) == samples.image("PNG")
    assert queries.read_content(document)


def test_a_young_orphan_may_be_a_row_about_to_be_written(files_dir):
    address = vault.store(b"just written")
    born = vault.path_of(address).stat().st_mtime
    at = MORNING.fromtimestamp(born, tz=MORNING.tzinfo)

    assert actions.sweep_orphans(at=at + rules.ORPHAN_AGE - timedelta(seconds=5)).files == 0
    assert actions.sweep_orphans(at=at + rules.ORPHAN_AGE + timedelta(seconds=5)).files == 1
