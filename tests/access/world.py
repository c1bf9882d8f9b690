"""What stands behind every address, and how visitors ask for it."""

import re
import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client, override_settings

from motcua.capabilities.documents import actions as document_actions
from motcua.capabilities.documents import queries as documents
from motcua.capabilities.documents.enums import PaperKind
from motcua.capabilities.mining.enums import ColumnRole
from motcua.capabilities.notifications import queries as notifications
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import (
    amends,
    consulting,
    custody,
    intake,
    mirroring,
    obligations,
    reopening,
    reorganisation,
    results,
    trays,
    visiting,
)
from motcua.composition.casework.asked_files import File
from motcua.composition.hindsight import actions as hindsight
from motcua.composition.rehearsal import actions as rehearsals
from motcua.composition.rehearsal import queries as rehearsal
from motcua.domain.chains.models import Part
from motcua.domain.custody.enums import Place
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.dossiers.enums import PaperForm
from motcua.domain.inquiries.enums import Finding
from motcua.domain.inquiries.queries import Minutes, Plan
from motcua.domain.procedures import actions as records
from motcua.domain.procedures import queries as procedure_queries
from motcua.foundation.identity import queries as identity
from motcua.foundation.identity.actors import System
from motcua.foundation.identity.models import Account
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.subjects import Subject
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries as organisation_queries
from tests.access import pads
from tests.access.at_desks import guide, name_list, wish_to_be_called
from tests.access.money import take_fee
from tests.access.receiving import receive
from tests.access.recruiting import send_file
from tests.access.sheets import write_down
from tests.access.table import TABLE
from tests.access.telling import tell
from tests.casework import bringing, people, reorganising
from tests.casework.province import MONDAY, QUICK, find_people

BACKEND = "motcua.foundation.identity.backends.SessionBackend"
PARTS = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Things:
    """What stands behind the addresses, by the table's names for it."""

    by_name: dict[str, object]

    def address(self, route, **others):
        """Return the address of a route, with its own things in it or others in their places."""
        row = TABLE[route]
        values = {part: others.get(part, self.by_name[thing]) for part, thing in row.things.items()}
        return "/" + PARTS.sub(lambda part: str(values[part[1]]), route.replace("^.*$", "nowhere"))

    def sent(self, row):
        """Return what is sent to an address of the row."""
        return {
            name: value.format(**self.by_name) if "{" in value else value
            for name, value in row.sent.items()
        }


@dataclass(frozen=True, kw_only=True)
class Lives:
    """What goes on in the province: things of two citizens, and who has signed in."""

    things: Things
    others: Things
    sessions: dict[str, str]
    files: Path

    def browser_of(self, name, **options):
        """Return a browser in which this visitor has signed in."""
        browser = Client(**options)
        browser.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return browser


made: Lives
"""What ``furnish`` made in this run's database; tests read it through their fixture."""


def furnish(folder):
    """Let everything of the table happen once in the province's copy in use, for good."""
    global made  # noqa: PLW0603 - the database it describes is the run's own
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with override_settings(FILES_DIR=folder, PASSWORD_HASHERS=QUICK), clock.fixed_at(MONDAY):
        province = find_people()
        made = Lives(
            things=Things(make_things(province, province.hanh, child="Phạm Nguyễn Bảo")),
            others=Things(make_things(province, province.duc, child="Phạm Đức")),
            sessions={name: sign_in(actor) for name, actor in find_actors(province).items()},
            files=folder,
        )


def find_actors(province):
    """Return everybody of the table who signs in, by name."""
    return {
        "applicant": province.hanh,
        "other_citizen": province.duc,
        "desk": province.desk,
        "registrar": province.registrar,
        "chair": province.chair,
        "strange_desk": province.stranger,
        "strange_registrar": province.strange_registrar,
        "strange_chair": province.strange_chair,
        "controller": province.controller,
        "operator": province.operator,
    }


def sign_in(actor):
    """Return the cookie of a session in which the actor has signed in."""
    browser = Client()
    browser.force_login(Account.objects.get(person_id=actor.person_id), backend=BACKEND)
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def make_things(province, applicant, *, child):
    """Let the applicant lodge, and the agency work, until there is a thing of every kind."""

    def lodge(last_name, **more):
        answers = people.ANSWERS | {"child_full_name": f"{child} {last_name}"} | more
        return people.lodge(province, by=applicant, answers=answers)

    waiting, handled, asked, drafted, signing, done = map(
        lodge, ("An", "Bình", "Châu", "Dung", "Giang", "Hà")
    )
    to_fetch = lodge("Khánh", result_channel="counter")
    charged = lodge("Khôi", child_birth_date="2025-03-01")  # late, which costs a fee
    for dossier in (handled, drafted, signing, done, to_fetch, charged):
        people.accept(province, dossier)
    items = [{"what": "Giấy chứng sinh", "why": "Ảnh mờ"}]
    intake.request_supplement(
        reference=asked.reference, items=items, reason="Thiếu", by=province.desk, at=MONDAY
    )
    for dossier in (drafted, signing, done, to_fetch):
        people.do(province.registrar, dossier, "dat")
    for dossier in (signing, done, to_fetch):
        people.answer(applicant, dossier, "dong_y")
    for dossier in (done, to_fetch):
        people.do(province.chair, dossier, "ky")
    results.issue_receipt(reference=handled.reference)
    people.settle()
    draft = people.fill(province, by=applicant)
    (attached,) = documents.list_documents(draft.subject)
    upload = document_actions.begin_upload(
        owner=draft.subject, paper_code="birth-notice", title="Giấy chứng sinh",
        filename="sau.pdf", size=1000, by=applicant.key, at=MONDAY,
    )  # fmt: skip
    sheet, scan, picture, phone, many = write_down(province, applicant, child=child)
    on_paper, loss = bring(province, applicant, child=child)
    opinion, visit, held_visit = inquire(province, handled)
    certificate = results.find_paper(people.again(done), PaperKind.BIRTH_CERTIFICATE)
    part, part_file = take_part(handled)
    basis = document_actions.add_file(
        owner=Subject(kind=reopening.PURPOSE, key=handled.reference), filename="qd.pdf",
        paper_code=reopening.PAPER_CODE, title="Quyết định", content=people.a_pdf("Quyết định"),
        by=province.chair.key, at=MONDAY,
    )  # fmt: skip
    notice = document_actions.add_file(
        owner=Subject(kind=obligations.PURPOSE, key=handled.reference), filename="tb.pdf",
        paper_code=obligations.NOTICE, title="Thông báo", content=people.a_pdf("Thông báo"),
        by=province.registrar.key, at=MONDAY,
    )  # fmt: skip
    mirror = told_of(applicant)
    receipt, shift = take_fee(province, charged)
    return receive(province, applicant) | {
        "mirror": mirror.pk,
        "basis": basis.pk,
        "notice": notice.pk,
        "guidance": guide(province).pk,
        "call": wish_to_be_called(province, handled).pk,
        "part": part.pk,
        "part_file": part_file.pk,
        "opinion": opinion.pk,
        "visit": visit.pk,
        "held_visit": held_visit.pk,
        "procedure": people.BIRTH,
        "life_path": "sinh-con",
        "help_page": "queue",
        "record_draft": find_or_begin_draft(province).pk,
        "foreign_upload": bring_log(province).pk,
        "foreign_log": keep_log(province).pk,
        "record_part": "keywords",
        "record_fee": "late-registration",
        "record_paper": "birth-certificate",
        "form_page": "con",
        "form_question": "child_full_name",
        "reorganisation": begin_reorganisation(province).pk,
        "process_step": "kiem_tra",
        "rehearsed": find_or_rehearse(province),
        "rehearsed_paper": 0,
        "roster": send_file(province),
        "agency": "H99.101",
        "other_agency": province.other_agency_id,
        "own_agency": province.agency_id,
        "year": MONDAY.year,
        "page": "con",
        "waiting": waiting.reference,
        "handled": people.again(handled).number,
        "asked": asked.reference,
        "drafted": drafted.reference,
        "done": done.reference,
        "to_fetch": to_fetch.reference,
        "charged": charged.reference,
        "receipt": receipt.pk,
        "shift": shift.pk,
        "document": documents.list_documents(handled.subject)[0].pk,
        "task": open_task(handled),
        "signing": open_task(signing),
        "saved_list": name_list(province.registrar, "work"),
        "saved_queue": name_list(province.desk, "queue"),
        "saved_dossiers": name_list(province.desk, "dossiers"),
        "draft": draft.pk,
        "draft_document": attached.pk,
        "sheet": sheet,
        **pads.things(province, sheet),
        "on_paper": on_paper.reference,
        "pack": custody.list_of(on_paper, province.desk, now=MONDAY)[0].pack.pk,
        "loss": loss.pk,
        "scan": scan,
        "picture": picture,
        "many": many,
        "first_page": 1,
        "phone": phone,
        "tray_file": trays.put(
            agency_id=province.agency_id,
            file=File(name="ban-quet.pdf", content=people.a_pdf(f"Bản quét {child}")),
            at=MONDAY,
        ).pk,
        "upload": upload.pk,
        "message": notifications.list_messages(applicant.person_id)[0].pk,
        "verification_code": certificate.issued.verification_code,
        **tell(province, applicant),
    }


def bring(province, applicant, *, child):
    """Take in what the applicant brought on paper; some go to who handles them, some are lost on the way."""
    paper = dossier_queries.Handed(code="birth-notice", form=PaperForm.ORIGINAL, quantity=1)
    kept, given, lost = (
        bringing.taken_in(
            province, by=applicant, papers=(paper,),
            answers=people.ANSWERS | {"child_full_name": f"{child} {last_name}"},
        )
        for last_name in ("Mai", "Nga", "Oanh")
    )  # fmt: skip
    for dossier in (given, lost):
        (held,) = custody.list_of(dossier, province.desk, now=MONDAY)
        custody.give(pack_id=held.pack.pk, seen=held.place, note="", by=province.desk, at=MONDAY)
    custody.take(
        pack_id=held.pack.pk, seen=Place.TO_HANDLER, missing=[paper.code], note="",
        by=province.registrar, at=MONDAY,
    )  # fmt: skip
    return kept, amends.list_of_pack(held.pack)[0]


def take_part(dossier):
    """Let the department take part in the dossier; return its part and a paper that came of it."""
    agency = organisation_queries.get_agency_by_code("H99.02", on=MONDAY.date())
    part = Part.objects.create(
        dossier=dossier, agency=agency, code="kiem_tra", name="Tra cứu hồ sơ cũ", name_en="",
        kind="department", role="specialist", minutes=60, planned_at=MONDAY,
    )  # fmt: skip
    paper = document_actions.add_file(
        owner=part.subject, paper_code="part", title="Kết quả tra cứu", filename="tra-cuu.pdf",
        content=people.a_pdf("Kết quả"), by="officer:0", at=MONDAY,
    )  # fmt: skip
    return part, paper


def inquire(province, dossier):
    """Ask the department about the dossier, with its paper; arrange two visits, one with its minutes."""
    asked = organisation_queries.get_agency_by_code("H99.02", on=MONDAY.date())
    (paper,) = [one for one in documents.list_documents(dossier.subject) if not one.is_issued]
    wanted = consulting.Wanted(
        asked=f"a{asked.pk}", question="Đúng không?", paper_ids=(paper.pk,), until=MONDAY.date()
    )  # fmt: skip
    by, reference = province.registrar, dossier.reference
    opinion = consulting.ask(reference=reference, wanted=wanted, by=by, at=MONDAY)
    soon = MONDAY + timedelta(minutes=30)
    visits = [
        visiting.arrange(
            reference=reference, by=by, at=MONDAY,
            plan=Plan(starts_at=starts_at, place="Thôn Bến Đò", taking_part="Hộ", content="Nơi ở"),
        )
        for starts_at in (MONDAY + timedelta(hours=1), soon)
    ]  # fmt: skip
    visiting.keep_minutes(
        reference=reference, visit_id=visits[1].pk, by=by, at=soon,
        minutes=Minutes(finding=Finding.AS_DECLARED, present="Hộ", content="Đúng", late_reason=""),
        file=consulting.File(name="bien-ban.pdf", content=people.a_pdf("Biên bản")),
    )  # fmt: skip
    return opinion, *visits


def bring_log(province):
    """Procedure control has sent a log of another system, and its columns are being chosen."""
    return hindsight.take_in(
        code=people.BIRTH, title="Một cửa cũ", source="Phần mềm 2024",
        content=b"case,activity,time\nHS1,Ky,16/03/2026\n", by=province.controller, at=MONDAY,
    )  # fmt: skip


def keep_log(province):
    """Another one was kept."""
    columns = {ColumnRole.CASE: 0, ColumnRole.ACTIVITY: 1, ColumnRole.DONE_AT: 2}
    return hindsight.keep(
        upload=bring_log(province), columns=columns, steps={}, by=province.controller, at=MONDAY
    )


def find_or_begin_draft(province):
    """Return the one open draft that a procedure may have."""
    draft = procedure_queries.find_open_draft(people.BIRTH)
    return draft or records.amend(code=people.BIRTH, by=province.controller, at=MONDAY)


def begin_reorganisation(province):
    """Return a reorganisation that is being written."""
    return organisations.begin_reorganisation(
        heading=reorganising.HEADING, by=reorganisation.hand_of(province.controller), at=MONDAY
    )


def told_of(applicant):
    """Return a dossier of the applicant that another system handles."""
    person = identity.get_person(applicant.person_id)
    said = mirroring.MirrorApplicant(
        identity_number=person.pin, full_name=person.full_name, birth_date=person.born_on
    )
    message = mirroring.MirrorMessage(
        number=f"BTP-{applicant.person_id}", sequence=1, procedure_code=people.BIRTH,
        agency_code="H99.101", applicant=said, national_code=4, lodged_at=MONDAY, changed_at=MONDAY,
    )  # fmt: skip
    return mirroring.take(message=message, by=System(name="he-thong-bo"), at=MONDAY)


def open_task(dossier):
    (task,) = workflow.list_open_tasks(dossier.subject)
    return task.pk


def find_or_rehearse(province):
    """Return a test of the draft's procedure; the same rehearsal is under way, with its receipt issued."""
    draft, by = find_or_begin_draft(province), province.controller
    tests = rehearsal.list_scripts(draft)
    if tests:
        return tests[0].script.pk
    sitting = rehearsals.sit_down(draft_id=draft.pk, by=by, at=MONDAY)
    answers = rehearsal.sample_answers(draft, sitting)
    filled = rehearsals.move(
        draft_id=draft.pk, made=[rehearsal.answer(answers)], seen_revision=0, by=by, at=MONDAY
    )
    papers = [{"do": "attach", "paper": one.code} for one in filled.scene.asked]
    made = rehearsal.to_moves([*papers, {"do": "lodge"}, {"do": "accept"}])
    rehearsals.move(draft_id=draft.pk, made=made, seen_revision=1, by=by, at=MONDAY)
    kept = rehearsals.keep(draft_id=draft.pk, name="Nộp và tiếp nhận", by=by, at=MONDAY)
    rehearsals.rehearse_again(draft_id=draft.pk, script_id=kept.pk, by=by, at=MONDAY)
    return kept.pk
