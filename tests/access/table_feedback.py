"""Who may enter where feedback is sent, followed, handled and read, and where readings of one's data are asked about; who keeps the register of breaches."""

from typing import Final

from tests.access.rows import (
    CHAIRS,
    CONTROL,
    DESKS,
    OPERATORS,
    Row,
    applicant,
    citizens,
    officers,
    own_agency,
    public,
)

_ONE: Final = {"feedback_id": "feedback"}
_FILE: Final = _ONE | {"document_id": "feedback_file"}
_ACT: Final = _ONE | {"act": "feedback_act"}
_RATED: Final = {"act": "rate"}
_BREACH: Final = {"breach_id": "breach"}
_CODE: Final = {"code": "procedure"}
_KEEPERS: Final = CONTROL | OPERATORS
_SIDES: Final = frozenset({"chair", "controller"})
"""Procedure control receives it; the head of the agency to which it was sent answers it."""

FEEDBACK: Final[dict[str, Row]] = {
    "phan-anh/": public(),
    "phan-anh/gui/": public(200, 422),
    "phan-anh/theo-doi/<str:code>/": public(
        200, 422, things={"code": "feedback_code"}, sent=_RATED
    ),
    "phan-anh/cua-toi/": citizens(),
    "phan-anh/cua-toi/<int:feedback_id>/": applicant(
        200, 422, things={"feedback_id": "feedback_sent"}, sent=_RATED
    ),
    "phan-anh/cong-khai/": public(),
    "phan-anh/cong-khai/<int:publication_id>/": public(things={"publication_id": "publication"}),
    "can-bo/phan-anh/": officers(DESKS | CHAIRS | CONTROL),
    "can-bo/phan-anh/ghi/": officers(DESKS | CONTROL, 200, 422),
    "can-bo/phan-anh/<int:feedback_id>/": officers(
        CHAIRS | CONTROL, owners=_SIDES, things=_ONE, is_personal=True
    ),
    "can-bo/phan-anh/<int:feedback_id>/viec/<str:act>/": officers(
        CHAIRS | CONTROL, 200, 422, owners=frozenset({"chair"}), things=_ACT, is_personal=True
    ),
    "can-bo/phan-anh/<int:feedback_id>/tep/<int:document_id>/": officers(
        CHAIRS | CONTROL, owners=_SIDES, things=_FILE, is_personal=True
    ),
    "du-lieu-ca-nhan/ai-da-xem/<uuid:reading_id>/": applicant(
        200, 422, things={"reading_id": "reading"}
    ),
    "du-lieu-ca-nhan/cau-hoi/": citizens(),
    "du-lieu-ca-nhan/tai-ve/": citizens(200, 200),
    "uy-quyen/": citizens(),
    "uy-quyen/moi/": citizens(200, 422),
    "uy-quyen/<int:authorisation_id>/": applicant(
        200, 422, things={"authorisation_id": "authorisation"}, sent={"act": "contest"}
    ),
    "du-lieu-ca-nhan/cau-hoi/<int:objection_id>/": applicant(things={"objection_id": "objection"}),
    "can-bo/hoi-ve-du-lieu/": officers(CHAIRS | CONTROL),
    "can-bo/hoi-ve-du-lieu/<int:objection_id>/": officers(
        CHAIRS | CONTROL,
        200,
        422,
        owners=_SIDES,
        things={"objection_id": "objection"},
        is_personal=True,
    ),
    "can-bo/uy-quyen/": officers(DESKS),
    "can-bo/uy-quyen/ghi/": officers(DESKS, 200, 422),
    "can-bo/uy-quyen/<int:authorisation_id>/": own_agency(
        DESKS, 200, 422, things={"authorisation_id": "authority"}, is_personal=True
    ),
    "can-bo/vi-pham-du-lieu/": officers(_KEEPERS),
    "can-bo/vi-pham-du-lieu/ghi/": officers(_KEEPERS, 200, 422),
    "can-bo/vi-pham-du-lieu/<int:breach_id>/": officers(_KEEPERS, things=_BREACH),
    "can-bo/vi-pham-du-lieu/<int:breach_id>/viec/<str:act>/": officers(
        _KEEPERS, 200, 422, things=_BREACH | {"act": "breach_act"}
    ),
    "can-bo/vi-pham-du-lieu/<int:breach_id>/thong-bao/": officers(_KEEPERS, things=_BREACH),
    "can-bo/tac-dong-du-lieu/": officers(_KEEPERS),
    "can-bo/tac-dong-du-lieu/tep/<str:form>/": officers(_KEEPERS, things={"form": "impact_file"}),
    "can-bo/tac-dong-du-lieu/ghi/<str:name>/": officers(
        _KEEPERS, 200, 422, things={"name": "impact_name"}
    ),
    "can-bo/tac-dong-du-lieu/thu-tuc/<str:code>/": officers(_KEEPERS, things=_CODE),
    "can-bo/tac-dong-du-lieu/thu-tuc/<str:code>/ghi/<str:name>/": officers(
        _KEEPERS, 200, 422, things=_CODE | {"name": "impact_name"}
    ),
}
