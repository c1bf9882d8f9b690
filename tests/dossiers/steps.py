"""One dossier's acts in a line each, without forms, papers and processes around them.

Each runs in a transaction of its own, as casework runs it: a refusal undoes it and leaves the test's
own transaction whole.
"""

from dataclasses import replace
from datetime import date

from django.db import transaction
from tests.casework.province import MONDAY

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.enums import ReopeningGround, ResultWay
from motcua.domain.dossiers.queries import Basis
from motcua.domain.procedures import queries as procedures

BIRTH = "1.001193"
BUSINESS = "1.001612"
"""Its limit is three working days; a birth is registered within the day."""
CHILD = "Phạm Nguyễn Bảo Ngọc"
PIN = "099192000101"
ANSWERS = {"child_full_name": CHILD, "mother_pin": PIN}
ITEMS = [{"what": "Giấy chứng sinh", "why": "Bản chụp mờ"}]
WHY = "Bản chụp giấy chứng sinh không đọc được."


def start(province, *, code=BIRTH, by=None, at=MONDAY, answers=ANSWERS):
    """Start a draft and return it."""
    return actions.start_draft(
        procedure_version_id=procedures.get_by_code(code, on=at.date()).id,
        agency_id=province.agency_id,
        answers=answers,
        facts={"identity.pin": PIN},
        by=by or province.hanh,
        at=at,
    )


def lodge(province, *, by=None, at=MONDAY, code=BIRTH):
    """Lodge a dossier and return it."""
    draft = start(province, code=code, by=by, at=at)
    dossier, _is_new = actions.lodge(
        draft_id=draft.pk, answers=ANSWERS, by=by or province.hanh, at=at
    )
    return dossier


@transaction.atomic
def accept(province, dossier, *, by=None, at=MONDAY):
    return actions.accept(reference=dossier.reference, by=by or province.desk, at=at)


@transaction.atomic
def ask_at_intake(province, dossier, *, by=None, at=MONDAY, items=ITEMS, reason=WHY):
    return actions.ask_at_intake(
        reference=dossier.reference, items=items, reason=reason, by=by or province.desk, at=at
    )


@transaction.atomic
def direct(province, dossier, *, by=None, at=MONDAY, reason=WHY):
    return actions.direct(
        reference=dossier.reference, to_agency_id=province.other_agency_id, reason=reason,
        by=by or province.desk, at=at,
    )  # fmt: skip


@transaction.atomic
def ask(province, dossier, *, by=None, at=MONDAY, items=ITEMS, reason=WHY):
    return actions.ask_after_assessment(
        reference=dossier.reference, items=items, reason=reason, by=by or province.registrar, at=at
    )


@transaction.atomic
def supplement(province, dossier, *, by=None, at=MONDAY, answers=ANSWERS):
    citizen = by or province.hanh
    draft = actions.open_supplement(reference=dossier.reference, facts={}, by=citizen, at=at)
    supplied, _is_new = actions.supplement(draft_id=draft.pk, answers=answers, by=citizen, at=at)
    return supplied


@transaction.atomic
def decide(province, dossier, *, by=None, at=MONDAY):
    return actions.decide(
        reference=dossier.reference, document_id=1, result_number="1/2026", by=by or province.chair,
        at=at,
    )  # fmt: skip


@transaction.atomic
def reject(province, dossier, *, by=None, at=MONDAY, reason=WHY):
    return actions.reject(
        reference=dossier.reference, document_id=1, reason=reason, by=by or province.chair, at=at
    )


@transaction.atomic
def withdraw(province, dossier, *, by=None, at=MONDAY, reason=""):
    return actions.withdraw(
        reference=dossier.reference, reason=reason, by=by or province.hanh, at=at
    )


@transaction.atomic
def stop(province, dossier, *, by=None, at=MONDAY, reason=WHY):
    return actions.stop(reference=dossier.reference, reason=reason, by=by or province.chair, at=at)


BASIS = Basis(
    ground=ReopeningGround.COMPLAINT, number="15/QĐ-UBND", issued_on=date(2026, 3, 16),
    issuer="Chủ tịch UBND tỉnh Lam Giang",
)  # fmt: skip


@transaction.atomic
def reopen(province, dossier, *, by=None, at=MONDAY, ground=BASIS.ground, reason=WHY):
    return actions.reopen(
        reference=dossier.reference, basis=replace(BASIS, ground=ground), file_id=1, reason=reason,
        by=by or province.chair, at=at,
    )  # fmt: skip


@transaction.atomic
def extend(province, dossier, *, until, by=None, at=MONDAY, reason=WHY):
    return actions.extend(
        reference=dossier.reference, until=until, reason=reason, by=by or province.chair, at=at
    )


@transaction.atomic
def hand_over(dossier, *, by, at=MONDAY, way=ResultWay.COUNTER):
    return actions.hand_over(reference=dossier.reference, way=way, by=by, at=at)


@transaction.atomic
def refuse(province, dossier, *, by=None, at=MONDAY, reason=WHY):
    return actions.refuse(reference=dossier.reference, reason=reason, by=by or province.desk, at=at)


def again(dossier):
    """Return the dossier as it is now."""
    return queries.get(dossier.subject)


def acts(dossier):
    """Return the log as the acts it tells."""
    return [entry.act for entry in queries.timeline(dossier)]
