"""Who may enter where while the line or the power is gone, and after it: rows of ``table``."""

from typing import Final

from tests.access.rows import CHAIRS, DESKS, TO_DESK, Row, officers, own_agency, public

SHEET: Final = {"draft_id": "sheet"}
TUS: Final = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Offset": "0"}
DEVICE: Final = {"device": "7b0c1e0e-6f0c-4f0e-9d53-5a5b4b1c0d11"}
BLOCK: Final = {"block_id": "block"}

WITHOUT_A_LINE: Final[dict[str, Row]] = {
    "can-bo/ngoai-tuyen/": officers(DESKS),
    "can-bo/ngoai-tuyen/worker.js": public(),
    "can-bo/ngoai-tuyen/du-lieu/": officers(DESKS, asked=DEVICE),
    "can-bo/ngoai-tuyen/giu-so/": officers(
        DESKS, None, 201, sent={**DEVICE, "name": "Quầy 1", "on": "16/03/2026", "count": "2"}
    ),
    "can-bo/ngoai-tuyen/gui/": officers(DESKS, None, 422, sent=DEVICE),
    "can-bo/ngoai-tuyen/to-khai/<str:code>/": officers(DESKS, things={"code": "procedure"}),
    "can-bo/ngoai-tuyen/phieu/<uuid:draft_id>/": own_agency(
        DESKS, 200, 422, things={"draft_id": "slip_sheet"}
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tai-len/": own_agency(
        DESKS, None, 201, things=SHEET, headers=TUS, sent={"paper": "birth-notice"}
    ),
    "can-bo/nhan-giay/<uuid:draft_id>/tai-len/<uuid:upload_id>/": Row(
        door=TO_DESK,
        enters=DESKS,
        owners=frozenset({"desk"}),
        answers={"head": 200, "patch": 204, "delete": 204},
        things={**SHEET, "upload_id": "sheet_upload"},
        headers=TUS,
    ),
    "can-bo/so-giu-truoc/": officers(DESKS | CHAIRS, 200, 404, sent={"act": "confirmed:x"}),
    "can-bo/so-giu-truoc/<uuid:block_id>/": own_agency(DESKS, 200, 422, things=BLOCK),
    "can-bo/so-giu-truoc/<uuid:block_id>/in/": own_agency(DESKS, things=BLOCK),
    "can-bo/so-giu-truoc/phieu/<uuid:slip_id>/anh/": own_agency(
        DESKS | CHAIRS, things={"slip_id": "slip"}, is_personal=True
    ),
}
