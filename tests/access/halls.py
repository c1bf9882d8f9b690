"""Who may enter where numbers of the waiting room are taken, shown and called."""

from typing import Final

from tests.access.rows import CHAIRS, DESKS, Row, applicant, citizens, officers, own_agency, public

_TICKET: Final = {"code": "ticket"}
_DISPLAY: Final = {"agency": "agency"}
_CALL: Final = _DISPLAY | {"letter": "called_letter", "number": "called_number", "window": "window"}
_LINE: Final = {"line": "{line}"}

HALLS: Final[dict[str, Row]] = {
    "lay-so/may/<str:key>/": public(200, 302, things={"key": "kiosk"}, sent=_LINE),
    "lay-so/may/<str:key>/<str:code>/": public(things={"key": "kiosk"} | _TICKET),
    "lay-so/quet/<str:said>/": public(200, 302, things={"said": "pass"}, sent=_LINE),
    "luot/<str:code>/": public(things=_TICKET),
    "luot/<str:code>/bay-gio/": public(things=_TICKET),
    "luot/<str:code>/bo/": public(None, 302, things=_TICKET),
    "man-hinh/<str:agency>/": public(things=_DISPLAY),
    "man-hinh/<str:agency>/bay-gio/": public(things=_DISPLAY),
    "man-hinh/<str:agency>/tieng/<str:letter>/<int:number>/<int:window>/": public(things=_CALL),
    "diem-tiep-nhan/": public(),
    "can-bo/diem-tiep-nhan/": officers(CHAIRS, 200, 422, sent={"valid_from": "16/03/2026"}),
    "can-bo/diem-tiep-nhan/<int:venue_id>/ngung/": own_agency(
        CHAIRS, 200, 422, things={"venue_id": "venue"}
    ),
    "can-bo/nhan-giay/diem/": officers(DESKS, None, 302),
    "hen-gio/": citizens(),
    "hen-gio/<str:code>/": citizens(200, 409, things={"code": "agency"}),
    "hen-gio/lich/<uuid:booking_id>/": applicant(
        200, 302, things={"booking_id": "booking"}, sent={"act": "cancel"}
    ),
    "hen-gio/lich/<uuid:booking_id>/lich.ics": applicant(things={"booking_id": "booking"}),
    "can-bo/phong-cho/": officers(DESKS, 200, 302),
    "can-bo/phong-cho/dang-cho/": officers(DESKS, apart={"strange_desk": 409}),
    "can-bo/phong-cho/cai-dat/": officers(DESKS | CHAIRS, 200, 302, sent={"act": "open"}),
    "can-bo/phong-cho/thoi-gian/": own_agency(DESKS | CHAIRS),
}
