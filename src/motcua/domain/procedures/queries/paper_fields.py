"""The fields that composed papers may name: of agency, applicant, dossier, entry, form and process."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import FieldKind
from motcua.capabilities.forms.queries import Form

USUAL: Final = {
    "agency.name": _("Tên cơ quan"),
    "agency.parent": _("Cơ quan cấp trên"),
    "agency.place": _("Địa danh"),
    "applicant.name": _("Họ tên người nộp"),
    "applicant.address": _("Nơi cư trú của người nộp"),
    "applicant.identity": _("Giấy tờ tùy thân của người nộp"),
    "applicant.phone": _("Số điện thoại của người nộp"),
    "applicant.email": _("Thư điện tử của người nộp"),
    "dossier.number": _("Mã hồ sơ"),
    "dossier.lodged_on": _("Ngày nộp"),
    "dossier.accepted_on": _("Ngày tiếp nhận"),
    "procedure.name": _("Tên thủ tục"),
    "paper.number": _("Số giấy tờ"),
    "paper.issued_on": _("Ngày cấp"),
    "paper.validity": _("Giá trị của giấy tờ"),
    "signatory.name": _("Họ tên người ký"),
    "signatory.title": _("Chức vụ người ký"),
    "entry.book": _("Quyển sổ đăng ký"),
    "entry.number": _("Số đăng ký trong sổ"),
    "entry.recorded_on": _("Ngày ghi sổ"),
    "entry.pin": _("Số định danh cá nhân được cấp"),
}
"""What every procedure's papers may name; where there is none of it, nothing stands there."""


def list_fields(form: Form | None, steps: dict[str, str]) -> dict[str, str]:
    """Return every field a paper of this form and these steps may name, with its words."""
    found = {name: str(label) for name, label in USUAL.items()}
    if form is not None:
        found |= {
            f"form.{name}": field.label.vi
            for name, field in form.fields.items()
            if field.kind is not FieldKind.GROUP
        }
    return found | {f"step.{code.lower()}": name for code, name in steps.items()}


def list_repeated(form: Form | None) -> dict[str, frozenset[str]]:
    """Return the repeated questions of the form with their parts."""
    if form is None:
        return {}
    return {
        name: frozenset(part.id for part in field.parts)
        for name, field in form.fields.items()
        if field.kind is FieldKind.GROUP
    }
