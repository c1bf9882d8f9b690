"""Who may enter where at the counter: what is brought on paper."""

from typing import Final

from tests.access.rows import DESKS, Row, officers, own_agency, public

SHEET: Final = {"draft_id": "sheet"}

COUNTER: Final[dict[str, Row]] = {
    "can-bo/nhan-giay/": officers(DESKS, is_personal=True),
    "can-bo/nhan-giay/nguoi/": officers(DESKS, 200, 200),
    "can-bo/nhan-giay/thu-tuc/<str:code>/": officers(DESKS, 200, 422, things={"code": "procedure"}),
    "can-bo/nhan-giay/<uuid:draft_id>/": own_agency(
        DESKS, 200, 409, things=SHEET, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/bo-sung/": own_agency(
        DESKS, 200, 422, things=SHEET, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tu-choi/": own_agency(
        DESKS, 200, 422, things=SHEET, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/xoa/": own_agency(DESKS, None, 302, things=SHEET),
    "can-bo/nhan-giay/<uuid:draft_id>/tep/<int:document_id>/": own_agency(
        DESKS, things={**SHEET, "document_id": "scan"}, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tep/<int:document_id>/bo/": own_agency(
        DESKS, None, 302, things={**SHEET, "document_id": "scan"}
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/dien-thoai/": own_agency(DESKS, things=SHEET),
    "can-bo/nhan-giay/<uuid:draft_id>/tep/<int:document_id>/nho/": own_agency(
        DESKS, things={**SHEET, "document_id": "picture"}, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tach/<int:document_id>/": own_agency(
        DESKS, 200, 422, things={**SHEET, "document_id": "many"}, is_personal=True
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tach/<int:document_id>/trang/<int:number>/": own_agency(
        DESKS, things={**SHEET, "document_id": "many", "number": "first_page"}, is_personal=True
    ),
    "can-bo/nhan-giay/thu-tuc/<str:code>/to-ngan/": officers(DESKS, things={"code": "procedure"}),
    "can-bo/nhan-giay/khay/<int:document_id>/": own_agency(
        DESKS, things={"document_id": "tray_file"}, is_personal=True
    ),
    # A phone signs in nowhere: its address is a key to one opening.
    "can-bo/chup/<str:key>/": public(200, 200, things={"key": "phone"}),
    "can-bo/ho-so/<str:reference>/nhan-bo-sung/": own_agency(
        DESKS, None, 302, things={"reference": "asked"}
    ),
}  # fmt: skip
