"""Who may enter where logs of other systems are brought and looked at."""

from typing import Final

from tests.access.rows import CHAIRS, CONTROL, Row, officers

_PAGE: Final = "can-bo/thu-tuc/<str:code>/dien-bien/noi-khac/"
_LOG: Final = {"code": "procedure", "log_id": "foreign_log"}
_UPLOAD: Final = {"code": "procedure", "upload_id": "foreign_upload"}

FOREIGN_LOGS: Final[dict[str, Row]] = {
    _PAGE: officers(CHAIRS | CONTROL, things={"code": "procedure"}),
    f"{_PAGE}nhap/": officers(CONTROL, 200, 422, things={"code": "procedure"}),
    f"{_PAGE}nhap/<int:upload_id>/": officers(
        CONTROL, 200, 302, things=_UPLOAD, sent={"lam": "bo"}
    ),
    f"{_PAGE}<int:log_id>/": officers(CHAIRS | CONTROL, things=_LOG, owners=CONTROL),
    f"{_PAGE}<int:log_id>/buoc/": officers(CONTROL, 200, 302, things=_LOG),
    f"{_PAGE}<int:log_id>/xoa/": officers(
        CONTROL, 200, 302, things=_LOG, sent={"reason": "Nhập nhầm"}
    ),
}
