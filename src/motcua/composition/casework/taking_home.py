"""All of a person's data as one file that they take home (Articles 9.7 and 14 of Decree 13/2023)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from motcua.capabilities.documents import queries as documents
from motcua.capabilities.notifications import queries as notifications
from motcua.composition.casework import histories
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.feedback import queries as feedback
from motcua.domain.privacy import queries as privacy
from motcua.domain.procedures import queries as procedures
from motcua.domain.reception import queries as reception
from motcua.domain.reception.enums import BookingState
from motcua.domain.satisfaction import queries as satisfaction
from motcua.domain.satisfaction.enums import Subject31
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import audit
from motcua.foundation.kernel.sealing import KeyErased

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.identity.actors import Citizen
    from motcua.foundation.identity.queries import SignedIn

FORMAT: Final = "motcua-person/1"
PURPOSE: Final = "taking-home"
MOST_LOOKS: Final = 5000
READ_ME: Final = """\
{installation}

Tệp này chứa dữ liệu cá nhân của bạn. Hãy giữ nó như giữ giấy tờ tùy thân.

du-lieu.json          mọi thứ cổng này giữ về bạn, máy đọc được (JSON, UTF-8, {format}):
  person              thông tin cá nhân và liên hệ
  dossiers            hồ sơ, câu trả lời trong tờ khai, danh mục tệp bạn gửi và kết quả
  drafts              tờ khai của bạn đang soạn, chưa nộp
  ratings             điểm và lời bạn đánh giá từng hồ sơ
  bookings            giờ bạn đã hẹn đến bộ phận một cửa
  messages            tin báo trong hộp thư
  feedback            phản ánh, kiến nghị và trả lời
  objections          câu hỏi về việc đọc dữ liệu và trả lời
  sessions            nơi bạn đang đăng nhập
  readings            ai đã đọc dữ liệu của bạn
lich-su/              lịch sử từng hồ sơ, tự chứng minh được: xem /xac-minh/lich-su/ trên cổng

Bản thân các tệp giấy tờ tải ở trang của từng hồ sơ, theo địa chỉ ghi trong danh mục.

---
This file holds your personal data. Keep it as you keep your papers.

du-lieu.json          all that this portal keeps about you, for machines (JSON, UTF-8, {format}):
  person, dossiers (with the answers of forms and an index of files), drafts (not lodged yet),
  ratings, bookings (times you meant to come), messages, feedback,
  objections (what you asked about readings), sessions, readings (who read your data).
  Moments are UTC (RFC 3339), days are ISO 8601; answers stand under the names of the form's questions.
lich-su/              the history of each dossier, which proves itself: see /xac-minh/lich-su/

The files themselves are fetched from the page of each dossier, by the address in the index.
"""


def take_home(by: Citizen, sessions: Sequence[SignedIn], *, at: datetime) -> bytes:
    """Return all that is kept of the citizen as a ZIP; that it was taken is noted.

    At most fourteen queries, and eleven for each dossier, four for each feedback, three for each question.

    :param sessions: where they are signed in

    Raises:
        SigningUnavailable: if the key that signs histories cannot be used.
    """
    found = dossiers.list_of_citizen(by)
    person = identity.read_person(by.person_id, by=by, purpose=PURPOSE)
    audit.note_reading(reader=by.key, purpose=PURPOSE, subjects=[one.subject for one in found])
    content = {
        "format": FORMAT,
        "installation": settings.INSTALLATION_NAME,
        "taken_at": at,
        "person": asdict(person),
        "dossiers": _list_dossiers(found, by),
        "drafts": _list_drafts(by),
        "ratings": _list_ratings(found),
        "bookings": _list_bookings(by),
        "messages": _list_messages(by),
        "feedback": _list_feedback(by),
        "objections": _list_objections(by),
        "sessions": [asdict(one) for one in sessions],
        "readings": _list_readings(by),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        read_me = READ_ME.format(installation=settings.INSTALLATION_NAME, format=FORMAT)
        archive.writestr("doc-truoc.txt", read_me)
        archive.writestr("du-lieu.json", _write(content))
        for one in found:
            history = histories.take_home(one.reference, by, at=at)
            archive.writestr(f"lich-su/{one.reference}.json", _write(history))
    return held.getvalue()


def _write(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, default=_spell)


def _spell(value: object) -> str:
    """Return what JSON knows no word for: moments in UTC, days, and words that wait for a language."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _list_dossiers(found: Sequence[Dossier], by: Citizen) -> list[dict[str, Any]]:
    versions = procedures.get_versions(one.procedure_version_id for one in found)
    return [
        {
            "reference": one.reference,
            "number": one.number or "",
            "procedure": {"code": version.code, "name": version.name},
            "agency": one.agency.name,
            "state": str(State(one.state).label),
            "lodged_at": one.lodged_at,
            "accepted_at": one.accepted_at,
            "due_at": one.due_at,
            "finished_at": one.finished_at,
            **_declared(one),
            "files": _list_files(one, by),
        }
        for one, version in zip(found, versions, strict=True)
    ]


def _declared(dossier: Dossier) -> dict[str, Any]:
    """Return what was declared last; nothing where it was lawfully erased, or nothing was."""
    try:
        declared = dossiers.read_declaration(dossier)
    except (DossierNotFound, KeyErased):
        return {"answers": {}, "localities": {}}
    return {"answers": declared.answers, "localities": declared.localities}


def _list_files(dossier: Dossier, by: Citizen) -> list[dict[str, Any]]:
    """Return what the citizen handed in, and what was issued to them."""
    return [
        {
            "paper": one.paper_code,
            "title": one.title,
            "filename": one.filename,
            "media_type": one.media_type,
            "size": one.size,
            "sha256": one.sha256,
            "added_at": one.added_at,
            "is_issued": one.is_issued,
            "path": f"/ho-so/{dossier.reference}/giay-to/{one.pk}/",
        }
        for one in documents.list_documents(dossier.subject)
        if one.is_issued or one.added_by == by.key
    ]


def _list_drafts(by: Citizen) -> list[dict[str, Any]]:
    """Return what the citizen writes for themselves; what they write for others is the others'."""
    found = [one for one in dossiers.list_drafts(by) if one.person_id == by.person_id]
    versions = procedures.get_versions(one.procedure_version_id for one in found)
    return [
        {
            "procedure": {"code": version.code, "name": version.name},
            "agency": one.agency.name,
            "supplements": one.supplements.reference if one.supplements else "",
            "started_at": one.started_at,
            "saved_at": one.saved_at,
            "answers": opened.answers,
            "localities": opened.localities,
        }
        for one, version in zip(found, versions, strict=True)
        for opened in (dossiers.open_draft(one),)
    ]


def _list_ratings(found: Sequence[Dossier]) -> list[dict[str, Any]]:
    references = {one.pk: one.reference for one in found}
    return [
        {
            "dossier": references[one.pk],
            "answered_at": one.answered_at,
            "marks": {subject.value: getattr(one, subject.value) for subject in Subject31},
            "comment": one.comment,
        }
        for one in satisfaction.list_answers(found)
    ]


def _list_bookings(by: Citizen) -> list[dict[str, Any]]:
    return [
        {
            "agency": one.hall.agency.name,
            "line": one.line.name,
            "starts_at": one.starts_at,
            "state": str(BookingState(one.state).label),
            "made_at": one.made_at,
        }
        for one in reception.list_bookings(by.person_id, most=None)
    ]


def _list_messages(by: Citizen) -> list[dict[str, Any]]:
    return [
        {
            "at": one.created_at,
            "title": one.title,
            "body": one.body,
            "path": one.path,
            "channel": one.channel,
            "read_at": one.read_at,
        }
        for one in notifications.list_messages(by.person_id)
    ]


def _list_feedback(by: Citizen) -> list[dict[str, Any]]:
    return [
        {
            "number": seen.feedback.number,
            "received_at": seen.feedback.received_at,
            "state": seen.feedback.state,
            "words": asdict(seen.words),
            "happened": [
                {
                    "what": str(one.act.label),
                    "at": one.event.at,
                    "text": one.text if one.act in feedback.TOLD else "",
                }
                for one in seen.happened
            ],
        }
        for seen in (feedback.get_own(one.pk, by) for one in feedback.list_own(by))
    ]


def _list_objections(by: Citizen) -> list[dict[str, Any]]:
    return [
        {
            "number": opened.objection.number,
            "read_on": opened.objection.read_on,
            "purpose": privacy.purpose_in_words(opened.objection.purpose),
            "due_at": opened.objection.due_at,
            "finding": opened.objection.finding,
            "happened": [
                {"what": str(one.act.label), "at": one.at, "text": one.text}
                for one in opened.happened
            ],
        }
        for opened in (privacy.get_own(one.pk, by) for one in privacy.list_own(by))
    ]


def _list_readings(by: Citizen) -> dict[str, Any]:
    looks = privacy.list_looks(by, size=MOST_LOOKS)
    return {
        "is_whole": looks.next is None,
        "rows": [
            {
                "on": one.on,
                "first_at": one.first_at,
                "last_at": one.last_at,
                "times": one.times,
                "purpose": one.purpose,
                "post": one.post,
                "agency": one.agency,
                "dossier": one.reference,
            }
            for one in looks.rows
        ],
    }
