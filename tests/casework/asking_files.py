"""A birth registration whose form asks for files: a stamp always, up to two plans if there is a house."""

import json
from datetime import date, timedelta

from tests.casework import people
from tests.casework.province import MONDAY
from tests.procedures import drafting

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.rules import anatomy
from motcua.domain.procedures import actions
from motcua.domain.procedures.enums import DesignKind
from motcua.domain.procedures.rules.record import Decision
from motcua.foundation.organisations.models import Agency


def files(most):
    """Return the schema of a question that takes so many files."""
    return {"type": "array", "items": dict(anatomy.FILE), "maxItems": most}


def document():
    """Return the form of birth registration with questions that ask for files."""
    form = forms.read_packaged("birth-registration")
    schema, hints = form["schema"], form["hints"]
    schema["properties"] |= {"stamp": files(1), "has_house": {"enum": ["yes", "no"]}}
    schema["required"] += ["stamp", "has_house"]
    schema["allOf"].append(
        {
            "if": {"properties": {"has_house": {"const": "yes"}}, "required": ["has_house"]},
            "then": {"properties": {"plans": files(2)}, "required": []},
        }
    )
    hints["fields"] |= {
        "stamp": asked("file", "Mẫu dấu", "The stamp"),
        "has_house": asked("yesno", "Có nhà", "There is a house"),
        "plans": asked("file", "Sơ đồ nhà", "Plans of the house"),
    }
    pages = {page["key"]: page["fields"] for page in hints["pages"]}
    pages["giay-to"] += ["stamp", "has_house"]
    pages["ket-qua"].append("plans")
    return form


def asked(kind, vi, en):
    return {"kind": kind, "label": {"vi": vi, "en": en}}


def put_in_force(province):
    """Let the birth registration ask with that form from now on."""
    draft = actions.amend(code=people.BIRTH, by=province.controller, at=MONDAY)
    actions.save_design(
        draft_id=draft.pk, kind=DesignKind.FORM, key="", source=json.dumps(document()),
        seen_revision=draft.revision, by=province.controller, at=MONDAY,
    )  # fmt: skip
    agency = Agency.objects.get(pk=province.controller.agency_id)
    colleague = drafting.employ(agency, "Lý Văn Cẩn", "099183000318")
    actions.send_to_review(draft_id=draft.pk, by=province.controller, at=MONDAY)
    actions.agree(draft_id=draft.pk, by=colleague, at=MONDAY)
    decision = Decision(
        number="12/QĐ-UBND", signed_on=date(2026, 3, 10), issuer="UBND tỉnh", signer="Trần Văn Chủ",
        is_imaginary=True,
    )  # fmt: skip
    return actions.publish_draft(
        draft_id=draft.pk, decision=decision, valid_from=date(2026, 3, 16), valid_to=None,
        by=colleague, at=MONDAY - timedelta(minutes=1),
    )  # fmt: skip
