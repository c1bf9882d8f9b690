"""SIGKILL at every writing statement, commit and file step: each act is wholly done or not at all.

Each run acts on an object of its own, so that what every single kill left behind is still there to
be looked at when all are over; then each act is done again, and is done exactly once.
"""

from functools import partial

import pytest
from django.conf import settings
from tests.casework import people
from tests.casework.province import MONDAY
from tests.documents.test_kills import files_of_rows, files_on_disk, sweep_everything
from tests.processes.killing import LIVES, kill_at_every_step

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.documents.models import Document, IssuedPaper
from motcua.capabilities.registries.models import SimulatedBirth
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import asked_files, attaching, handling, intake, lodging
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier, DossierAnswers, DossierEvent, Draft
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


@pytest.fixture
def kill(tmp_path):
    """Give the function that does an act in real processes, each killed a step later."""
    return partial(kill_at_every_step, folder=tmp_path)


def acts_of(dossier):
    return [entry.act for entry in dossiers.timeline(dossier)]


def announced(dossier):
    """Return what the outbox says of the dossier, in order."""
    messages = OutboxMessage.objects.filter(subject_key=dossier.reference).order_by("pk")
    return list(messages.values_list("type", flat=True))


def numbers():
    issued = Dossier.objects.exclude(number=None).order_by("number")
    return [int(number[-7:]) for number in issued.values_list("number", flat=True)]


def assert_every_document_has_its_file():
    for document in Document.objects.all():
        assert documents.read_content(document).startswith(b"%PDF-")


def test_lodging_killed_anywhere(province, kill):
    drafts = kill("lodge", lambda: people.fill(province).pk, by=province.hanh)

    assert len(drafts) > LIVES + 5
    for draft in Draft.objects.filter(pk__in=drafts):
        if draft.lodged_as is None:
            assert len(documents.list_documents(draft.subject)) == 1
            assert dossiers.get_draft(draft.pk, province.hanh).answers["copies_wanted"] == 2
        else:
            assert acts_of(draft.lodged_as) == [Act.LODGE]
            assert announced(draft.lodged_as) == ["dossiers.lodged"]
            assert len(documents.list_documents(draft.lodged_as.subject)) == 1
    # Besides those that lived, one was killed when all was done.
    assert LIVES < Dossier.objects.count() < len(drafts)
    assert Dossier.objects.count() == DossierEvent.objects.count() == DossierAnswers.objects.count()
    assert_every_document_has_its_file()

    again = [
        lodging.lodge(draft_id=draft, by=province.hanh, at=MONDAY).reference for draft in drafts
    ]

    assert len(set(again)) == len(drafts) == Dossier.objects.count()
    assert list(dossiers.verify_log()) == []


def begin_upload(province, content):
    """Begin an upload to a draft of its own; return the ids of both."""
    draft = people.fill(province, papers=())
    upload = attaching.begin_upload(
        draft_id=draft.pk, paper_code="birth-notice", filename="giay.pdf", size=len(content),
        by=province.hanh, at=MONDAY,
    )  # fmt: skip
    return draft.pk, upload.pk


def test_an_upload_killed_anywhere_goes_on_where_it_was(province, kill):
    content = people.a_pdf("Giấy chứng sinh, bản chụp")

    uploads = kill(
        "upload", lambda: begin_upload(province, content), by=province.hanh, content=content
    )

    assert len(uploads) > LIVES + 20
    offsets = set()
    for draft, upload_id in uploads:
        upload = attaching.get_upload(
            draft_id=draft, upload_id=upload_id, by=province.hanh, at=MONDAY
        )
        offsets.add(upload.offset)
        if not upload.is_complete:
            rest = content[upload.offset :]
            attaching.append(
                draft_id=draft, upload_id=upload_id, offset=upload.offset, pieces=[rest],
                by=province.hanh, at=MONDAY,
            )  # fmt: skip
        (document,) = documents.list_documents(Draft(pk=draft).subject)
        assert documents.read_original(document) == content
    assert offsets == {0, len(content) // 2, len(content)}
    assert_every_document_has_its_file()


def test_accepting_killed_anywhere(province, kill):
    references = kill("accept", lambda: people.lodge(province).reference, by=province.desk)

    assert len(references) > LIVES + 5
    waiting = list(Dossier.objects.filter(reference__in=references))
    for dossier in waiting:
        tasks = [task.code for task in workflow.list_open_tasks(dossier.subject)]
        if dossier.state == State.LODGED:
            assert (dossier.number, tasks) == (None, [])
            assert announced(dossier) == ["dossiers.lodged"]
        else:
            assert acts_of(dossier) == [Act.LODGE, Act.ACCEPT, Act.TRANSFER]
            assert tasks == ["kiem_tra"]
            assert announced(dossier)[1:] == ["dossiers.accepted", "dossiers.transferred"]
    assert numbers() == list(range(1, len(numbers()) + 1))
    assert LIVES < len(numbers()) < len(waiting)

    for dossier in waiting:
        if dossier.state == State.LODGED:
            intake.accept(reference=dossier.reference, by=province.desk, at=MONDAY)

    assert numbers() == list(range(1, len(references) + 1))
    assert list(dossiers.verify_log()) == []


def asked_to_supplement(province):
    """Let the desk ask for something; return the draft in which it is supplied."""
    dossier = people.lodge(province)
    items = [{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}]
    intake.request_supplement(
        reference=dossier.reference, items=items, reason="Thiếu", by=province.desk, at=MONDAY
    )
    draft = lodging.open_supplement(reference=dossier.reference, by=province.hanh, at=MONDAY)
    file = asked_files.File(name="ro-hon.pdf", content=people.a_pdf("rõ hơn"))
    attached = attaching.attach(
        draft_id=draft.pk, paper_code="birth-notice", files=[file], by=province.hanh, at=MONDAY
    )
    assert not attached.refused
    return draft.pk


def test_supplementing_killed_anywhere(province, kill):
    drafts = kill("hand_in", lambda: asked_to_supplement(province), by=province.hanh)

    assert len(drafts) > LIVES + 4
    for draft in Draft.objects.filter(pk__in=drafts):
        dossier = draft.supplements
        is_supplied = dossier.state == State.LODGED
        assert draft.is_finished == is_supplied
        assert acts_of(dossier)[2:] == [Act.SUPPLEMENT_AT_INTAKE] * is_supplied
        assert len(documents.list_documents(dossier.subject)) == 1 + is_supplied
        assert len(documents.list_documents(draft.subject)) == 1 - is_supplied
        lodging.hand_in(draft_id=draft.pk, by=province.hanh, at=MONDAY)
        assert acts_of(dossier)[2:] == [Act.SUPPLEMENT_AT_INTAKE]
        assert len(documents.list_documents(dossier.subject)) == 2
    assert_every_document_has_its_file()
    assert list(dossiers.verify_log()) == []


def ready_to_confirm(province):
    dossier = people.accept(province, people.lodge(province))
    return people.do(province.registrar, dossier, "dat")


def entries_in_the_book():
    """Return the numbers of the entries that the logs speak of, in order."""
    recorded = DossierEvent.objects.filter(act=Act.RECORD_ENTRY)
    return sorted(entry.payload["entry"] for entry in recorded)


def test_recording_a_birth_killed_anywhere(province, kill):
    references = kill("confirm", lambda: ready_to_confirm(province).reference, by=province.hanh)

    assert len(references) > LIVES + 5
    waiting = list(Dossier.objects.filter(reference__in=references))
    for dossier in waiting:
        (task,) = workflow.list_open_tasks(dossier.subject)
        is_recorded = task.code == "phe_duyet"
        assert acts_of(dossier).count(Act.RECORD_ENTRY) == is_recorded
        assert acts_of(dossier).count(Act.CONFIRM_ENTRY) == is_recorded
        if not is_recorded:
            people.answer(province.hanh, dossier, "dong_y")
    # The book has one entry for each child and no gap.
    assert len(set(entries_in_the_book())) == len(references)
    assert SimulatedBirth.objects.count() == len(references)
    assert list(dossiers.verify_log()) == []


def ready_to_sign(province):
    dossier = ready_to_confirm(province)
    people.answer(province.hanh, dossier, "dong_y")
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task.pk


def certificates(dossier):
    return IssuedPaper.objects.filter(
        document__owner_key=dossier.reference, kind=PaperKind.BIRTH_CERTIFICATE
    ).count()


def test_signing_killed_anywhere(province, kill):
    tasks = kill("sign", lambda: ready_to_sign(province), by=province.chair)

    assert len(tasks) > LIVES + 5
    dossiers_by_task = {key: dossiers.get(workflow.get_task(key).subject) for key in tasks}
    signed = 0
    for dossier in dossiers_by_task.values():
        is_signed = dossier.state == State.DECIDED
        signed += is_signed
        assert certificates(dossier) == is_signed
        assert acts_of(dossier).count(Act.DECIDE) == is_signed
        assert bool(workflow.list_open_tasks(dossier.subject)) != is_signed
    assert LIVES < signed < len(tasks)
    assert_every_document_has_its_file()

    for task, dossier in dossiers_by_task.items():
        if dossier.state != State.DECIDED:
            handling.complete_task(
                task_id=task, outcome="ky", reason="", by=province.chair, at=MONDAY
            )
        assert certificates(dossier) == 1
    assert list(dossiers.verify_log()) == []
    assert files_on_disk(settings.FILES_DIR) > files_of_rows()
    sweep_everything(settings.FILES_DIR)
    assert files_on_disk(settings.FILES_DIR) == files_of_rows()
