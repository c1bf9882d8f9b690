"""SIGKILL at every writing statement, commit and file step: each act is wholly done or not at all.

Each run acts on an object of its own, so that what every single kill left behind is still there to
be looked at when all are over; then each act is done again, and is done exactly once.
"""

import base64
import json
import os
import pickle
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from tests.casework import people
from tests.casework.province import MONDAY

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.documents.models import Document, IssuedPaper
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import attaching, filling, handling, intake, lodging
from motcua.domain.dossiers import actions as drafting
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.models import Dossier, DossierAnswers, DossierEvent, Draft
from motcua.foundation.kernel.models import OutboxMessage

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]


def kill_at_every_step(act, objects=(), *, by=None, content=b""):
    """Do the act in real processes, each killed a step later; return how many were killed."""
    task = {
        "act": act,
        "objects": list(objects),
        "by": by,
        "at": MONDAY,
        "content": content,
        "files_dir": str(settings.FILES_DIR),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.processes.killed"],
        input=base64.b64encode(pickle.dumps(task)).decode(),
        env=os.environ
        | {
            "MOTCUA_DATABASE_NAME": connection.settings_dict["NAME"],
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        capture_output=True,
        check=False,
        text=True,
        timeout=540,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return json.loads(done.stdout)["killed"]


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


def test_lodging_killed_anywhere(province):
    drafts = [people.fill(province).pk for _run in range(25)]

    killed = kill_at_every_step("lodge", drafts, by=province.hanh)

    assert killed > 5
    lodged_by_the_killed = 0
    for draft in Draft.objects.filter(pk__in=drafts[: killed + 1]):
        if draft.lodged_as is None:
            assert len(documents.list_documents(draft.subject)) == 1
            assert dossiers.get_draft(draft.pk, province.hanh).answers["copies_wanted"] == 2
        else:
            lodged_by_the_killed += 1
            assert acts_of(draft.lodged_as) == [Act.LODGE]
            assert announced(draft.lodged_as) == ["dossiers.lodged"]
            assert len(documents.list_documents(draft.lodged_as.subject)) == 1
    assert lodged_by_the_killed == Dossier.objects.count() >= 1
    assert Dossier.objects.count() == DossierEvent.objects.count() == DossierAnswers.objects.count()
    assert_every_document_has_its_file()

    again = [
        lodging.lodge(draft_id=draft, by=province.hanh, at=MONDAY).reference
        for draft in drafts[: killed + 1]
    ]

    assert len(set(again)) == killed + 1 == Dossier.objects.count()
    assert list(dossiers.verify_log()) == []


def test_an_upload_killed_anywhere_goes_on_where_it_was(province):
    content = people.a_pdf("Giấy chứng sinh, bản chụp")
    drafts = [
        drafting.save_draft(
            draft_id=filling.start(
                code=people.BIRTH, agency_id=province.agency_id, by=province.hanh, at=MONDAY
            ).pk,
            answers=people.ANSWERS, facts={}, seen_revision=0, by=province.hanh, at=MONDAY,
        ).pk
        for _run in range(60)
    ]  # fmt: skip
    uploads = [
        attaching.begin_upload(
            draft_id=draft, paper_code="birth-notice", filename="giay.pdf", size=len(content),
            by=province.hanh, at=MONDAY,
        ).pk
        for draft in drafts
    ]  # fmt: skip

    killed = kill_at_every_step(
        "upload", zip(drafts, uploads, strict=True), by=province.hanh, content=content
    )

    assert killed > 20
    offsets = set()
    for draft, upload_id in list(zip(drafts, uploads, strict=True))[: killed + 1]:
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


def test_accepting_killed_anywhere(province):
    waiting = [people.lodge(province) for _run in range(25)]

    killed = kill_at_every_step(
        "accept", [dossier.reference for dossier in waiting], by=province.desk
    )

    assert killed > 5
    for dossier in map(people.again, waiting[: killed + 1]):
        tasks = [task.code for task in workflow.list_open_tasks(dossier.subject)]
        if dossier.state == State.LODGED:
            assert (dossier.number, tasks) == (None, [])
            assert announced(dossier) == ["dossiers.lodged"]
        else:
            assert acts_of(dossier) == [Act.LODGE, Act.ACCEPT, Act.TRANSFER]
            assert tasks == ["kiem_tra"]
            assert announced(dossier)[1:] == ["dossiers.accepted", "dossiers.transferred"]
    assert numbers() == list(range(1, len(numbers()) + 1)) != []

    for dossier in map(people.again, waiting):
        if dossier.state == State.LODGED:
            intake.accept(reference=dossier.reference, by=province.desk, at=MONDAY)

    assert numbers() == list(range(1, 26))
    assert list(dossiers.verify_log()) == []


def ready_to_sign(province):
    dossier = people.accept(province, people.lodge(province))
    people.do(province.registrar, dossier, "dat")
    people.answer(province.hanh, dossier, "dong_y")
    return dossier


def certificates(dossier):
    return IssuedPaper.objects.filter(
        document__owner_key=dossier.reference, kind=PaperKind.BIRTH_CERTIFICATE
    ).count()


def test_signing_killed_anywhere(province):
    ready = [ready_to_sign(province) for _run in range(40)]
    tasks = [workflow.list_open_tasks(dossier.subject)[0].pk for dossier in ready]

    killed = kill_at_every_step("sign", tasks, by=province.chair)

    assert killed > 5
    signed = 0
    for dossier in map(people.again, ready[: killed + 1]):
        is_signed = dossier.state == State.DECIDED
        signed += is_signed
        assert certificates(dossier) == is_signed
        assert acts_of(dossier).count(Act.DECIDE) == is_signed
        assert bool(workflow.list_open_tasks(dossier.subject)) != is_signed
    assert 1 <= signed < killed
    assert_every_document_has_its_file()

    for dossier, task in list(zip(map(people.again, ready), tasks, strict=True))[: killed + 1]:
        if dossier.state != State.DECIDED:
            handling.complete_task(
                task_id=task, outcome="ky", reason="", by=province.chair, at=MONDAY
            )
        assert certificates(dossier) == 1
    assert list(dossiers.verify_log()) == []
