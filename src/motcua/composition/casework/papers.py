"""What stands on the papers: from dossier, form and registration to the values of a template."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import localities
from motcua.capabilities.forms.queries.localities import Localities
from motcua.capabilities.registries.enums import Sex
from motcua.capabilities.registries.queries import BirthEntry, Parent, Registration
from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import fees
from motcua.domain.dossiers import queries as dossier_queries
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Lifetime, Limit, Result, Version
from motcua.foundation.kernel import clock, vietnamese
from motcua.foundation.kernel.worktime import TimeUnit

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier
    from motcua.foundation.organisations.models import Agency


PARENTS_UNKNOWN = "parents_unknown"
WITH_FATHER = frozenset({"married", "father_recognises"})


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What the applicant declared, as data and in words."""

    version: Version
    answers: dict[str, Any]
    texts: dict[str, str]
    localities: Localities
    """Where the addresses lie today, as it was understood when they were declared."""


def read_declared(dossier: Dossier) -> Declared:
    """Return what the applicant declared last. One query."""
    version = procedures.get_version(dossier.procedure_version_id)
    declared = dossier_queries.read_declaration(dossier)
    assert version.form_definition_id is not None
    form = forms.get_definition(version.form_definition_id)
    return Declared(
        version=version,
        answers=declared.answers,
        texts=forms.texts(form, declared.answers),
        localities=localities.from_json(declared.localities),
    )


def birth_entry(declared: Declared, agency: Agency) -> BirthEntry:
    """Return the entry for the civil-status book (Civil Status Law, Article 14.1)."""
    answers, texts = declared.answers, declared.texts
    status = answers["parents_status"]
    return BirthEntry(
        full_name=answers["child_full_name"],
        sex=Sex(answers["child_sex"]),
        born_on=date.fromisoformat(answers["child_birth_date"]),
        birth_place=", ".join(filter(None, (texts.get("birth_facility"), texts["birth_place"]))),
        home_place=texts["child_hometown"],
        ethnicity=texts["child_ethnicity"],
        nationality=texts["child_nationality"],
        agency_code=agency.code,
        province_code=agency.province_code,
        mother=None if status == PARENTS_UNKNOWN else _parent("mother", declared),
        father=_parent("father", declared) if status in WITH_FATHER else None,
        registrant_name=answers["requester_full_name"],
        registrant_pin=answers.get("requester_pin") or "",
        registrant_relation=texts["requester_relation"],
    )


def _parent(who: str, declared: Declared) -> Parent:
    answers, texts = declared.answers, declared.texts
    return Parent(
        full_name=answers[f"{who}_full_name"],
        birth_year=answers.get(f"{who}_birth_year"),
        ethnicity=texts.get(f"{who}_ethnicity", ""),
        nationality=texts.get(f"{who}_nationality", ""),
        residence=texts.get(f"{who}_residence", ""),
        pin=answers.get(f"{who}_pin") or "",
    )


def tracking_url(dossier: Dossier) -> str:
    """Return the address behind the receipt's QR: number and progress, nothing else."""
    return f"{settings.PUBLIC_URL}/tra-cuu/?so={dossier.number or dossier.reference}"


def verification_url(code: str) -> str:
    """Return the address behind a result's QR, which says whether the paper is genuine."""
    return f"{settings.PUBLIC_URL}/xac-minh/{code}/"


def common(dossier: Dossier, *, number: str, at: datetime) -> dict[str, Any]:
    """Return what every paper of the agency carries."""
    return {
        "agency": dossier.agency.name,
        "parent_agency": dossier.agency.parent.name if dossier.agency.parent else "",
        "number": number,
        "place": place_of(dossier.agency),
        "issued_on": clock.day_in_vietnam(at),
    }


def place_of(agency: Agency) -> str:
    """Return the place a paper is dated from: the commune's or province's own name."""
    for prefix in ("UBND xã ", "UBND phường ", "UBND đặc khu ", "Công an xã ", "Công an phường "):
        if agency.short_name.startswith(prefix):
            return agency.short_name.removeprefix(prefix)
    return agency.short_name


def applicant(declared: Declared, dossier: Dossier) -> dict[str, str]:
    """Return the applicant as papers name them: the form's word first, else the sign-in's name."""
    answers, texts = declared.answers, declared.texts
    pin = str(answers.get("requester_pin") or "")
    return {
        "name": str(answers.get("requester_full_name") or dossier.applicant.full_name),
        "address": texts.get("requester_residence", ""),
        "phone": texts.get("requester_phone", ""),
        "email": texts.get("requester_email", ""),
        "identity": f"Số định danh cá nhân {pin}" if pin else "",
    }


def receipt(
    dossier: Dossier, declared: Declared, *, papers: Sequence[tuple[str, str, int]], officer: str,
    collect_at: str, submitter: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Return the values of form No. 01 (Article 17.1.c; Circular 01/2018/TT-VPCP).

    :param papers: name, form and number of each paper received
    :param collect_at: where and how the result is fetched
    :param submitter: who brought the papers, if not the applicant
    """
    assert dossier.accepted_at is not None
    assert dossier.number is not None
    channel = declared.version.find_channel(ChannelKind(dossier.channel))
    assert channel is not None
    person = applicant(declared, dossier)
    return {
        **common(dossier, number=dossier.number, at=dossier.accepted_at),
        "office": f"Bộ phận Một cửa {dossier.receiving_agency.name}",
        "applicant": person,
        "request": declared.version.name,
        "papers": [
            {"name": name, "form": form, "quantity": quantity} for name, form, quantity in papers
        ],
        "sets": declared.version.sets,
        "time_limit": limit_text(channel.limit),
        "received_at": dossier.accepted_at,
        "due_at": dossier.due_at,
        "fee": fees.fee_text(
            fees.list_charges(
                declared.version,
                declared.answers,
                channel=channel.kind,
                on=clock.day_in_vietnam(dossier.lodged_at),
            )
        ),
        "collect_at": collect_at,
        "receiving_officer": officer,
        "submitter": submitter or person["name"],
        "tracking_url": tracking_url(dossier),
    }


def limit_text(limit: Limit) -> str:
    """Return a time limit in words."""
    text = {
        TimeUnit.SAME_DAY: "Trong ngày làm việc",
        TimeUnit.NONE: "Không quy định thời hạn",
    }.get(limit.unit) or f"{limit.amount} {limit.unit.label.lower()}"
    if limit.after_15_next_day:
        text += "; tiếp nhận sau 15 giờ thì trả kết quả trong ngày làm việc tiếp theo"
    return text


def birth_certificate(
    dossier: Dossier,
    entry: BirthEntry,
    registration: Registration,
    *,
    signed: dict[str, str],
    at: datetime,
) -> dict[str, Any]:
    """Return the values of the birth certificate (Civil Status Law, Articles 4.6 and 14.1)."""
    return {
        **common(dossier, number=certificate_number(registration), at=at),
        **signed,
        "book": registration.book_number,
        "full_name": entry.full_name,
        "sex": str(entry.sex.label),
        "born_on": entry.born_on,
        "born_on_in_words": vietnamese.date_in_words(entry.born_on),
        "birthplace": entry.birth_place,
        "hometown": entry.home_place,
        "ethnicity": entry.ethnicity,
        "nationality": entry.nationality,
        "pin": registration.pin,
        "mother": _parent_values(entry.mother),
        "father": _parent_values(entry.father),
        "declarant": entry.registrant_name,
        "declarant_identity": f"Số định danh cá nhân {entry.registrant_pin}",
        "registered_on": registration.recorded_on,
        "registered_at": dossier.agency.name,
    }


def _parent_values(parent: Parent | None) -> dict[str, str] | None:
    if parent is None:
        return None
    return {
        "name": parent.full_name,
        "birth_year": str(parent.birth_year or ""),
        "ethnicity": parent.ethnicity,
        "nationality": parent.nationality,
        "residence": parent.residence,
    }


def result_letter(
    dossier: Dossier, declared: Declared, *, number: str, signed: dict[str, str], at: datetime
) -> dict[str, Any]:
    """Return the values of a result that has no form of its own: what was asked and is granted."""
    version = declared.version
    return {
        **common(dossier, number=number, at=at),
        **signed,
        "title": version.result.name,
        "legal_bases": procedures.cite_all(version.legal_bases),
        "paragraphs": [_statement(dossier, version.result)],
        "rows": [
            {"label": "Mã hồ sơ", "text": dossier.number or dossier.reference},
            *rows(declared, version.result.shows),
            *findings(dossier, version.result.finds),
            {"label": "Giá trị", "text": validity(version.result, clock.day_in_vietnam(at))},
        ],
        "recipients": [dossier.applicant.full_name, "Lưu: hồ sơ điện tử"],
    }


def _statement(dossier: Dossier, result: Result) -> str:
    text = result.statement or "{agency} xác nhận các nội dung sau đây."
    return text.replace("{agency}", dossier.agency.name).replace(
        "{applicant}", dossier.applicant.full_name
    )


def findings(dossier: Dossier, steps: Collection[str]) -> list[dict[str, str]]:
    """Return how these steps ended last, in the officer's words, for the letter. Two queries."""
    if not steps:
        return []
    done = {task.code: task for task in workflow.list_tasks(dossier.subject) if task.outcome}
    noted = {
        entry.payload["task"]: str(entry.words.get("reason", ""))
        for entry in dossier_queries.timeline(dossier)
        if "task" in entry.payload
    }
    return [
        {
            "label": done[code].name,
            "text": ": ".join(filter(None, (_ending(task), noted.get(code)))),
        }
        for code in steps
        if (task := done.get(code)) is not None
    ]


def _ending(task: Task) -> str:
    return next(str(way["label"]) for way in task.choices if way["code"] == task.outcome)


def validity(result: Result, issued_on: date) -> str:
    """Return how long a result issued on that day holds, with its last day where it has one."""
    if result.holds_for is None:
        return result.validity
    last = _add(issued_on, result.holds_for)
    return f"{result.validity} Có giá trị đến hết ngày {last:%d/%m/%Y}."


def _add(start: date, span: Lifetime) -> date:
    """Return the day that many days, months or years later, on the same day of the month or before.

    Article 148.3 and 148.4 of the Civil Code 2015.
    """
    if span.unit == "day":
        return start + timedelta(days=span.amount)
    months = span.amount * (12 if span.unit == "year" else 1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def rows(declared: Declared, shows: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """Return declared answers with their questions, as papers list them: the named ones, or all."""
    assert declared.version.form_definition_id is not None
    form = forms.get_definition(declared.version.form_definition_id)
    answered = {
        row.field: {"label": row.label, "text": "\n".join(filter(None, (row.text, row.note)))}
        for section in forms.official_summary(form, declared.answers, declared.localities)
        for row in section.rows
        if row.text
    }
    return [answered[name] for name in shows or answered if name in answered]


def certificate_number(registration: Registration) -> str:
    """Return the certificate's number: that of the entry in the year's book."""
    return f"{registration.entry_number}/{registration.recorded_on.year}"
