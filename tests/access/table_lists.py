"""Rows of what belongs to the desk's lists: what is new, named cuts, signing several, keys; papers beside a form."""

from typing import Final

from tests.access.rows import (
    CHAIRS,
    DESKS,
    OFFICERS,
    OPERATORS,
    REGISTRARS,
    SEEING,
    Row,
    officers,
    own_agency,
    public,
)

WORKING: Final = REGISTRARS | CHAIRS

LISTS: Final[dict[str, Row]] = {
    "can-bo/can-goi/": officers(DESKS),
    "can-bo/may-dung-chung/": officers(DESKS | CHAIRS, 200, 200),
    "can-bo/ho-so/<str:reference>/cach-bao/": own_agency(
        DESKS, 200, 422, things={"reference": "handled"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/can-goi/<int:call_id>/": own_agency(
        DESKS, 200, 422, things={"reference": "handled", "call_id": "call"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/can-goi/<int:call_id>/thu/": own_agency(
        DESKS, things={"reference": "handled", "call_id": "call"}, is_personal=True
    ),
    "can-bo/ghi-chu/": officers(SEEING, 200, 404),
    "can-bo/ghi-chu/so/": officers(SEEING),
    "can-bo/ho-so/<str:reference>/ghi-chu/": own_agency(
        SEEING, 200, 422, things={"reference": "handled"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/giay-to/<int:document_id>/xem/": own_agency(
        SEEING, things={"reference": "handled", "document_id": "document"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/giay-to/<int:document_id>/hinh/": own_agency(
        SEEING, things={"reference": "handled", "document_id": "document"}, is_personal=True
    ),
    "can-bo/tro-giup/": officers(OFFICERS),
    "can-bo/tro-giup/trang/<slug:page>/": officers(OFFICERS, 302, things={"page": "help_page"}),
    "can-bo/tro-giup/<slug:key>/": officers(OFFICERS, things={"key": "help_page"}),
    # The practice site has no door where real work is done.
    "can-bo/tap-thu/": officers(OFFICERS, 200, 302),
    "can-bo/tap-thu/vao/": public(404, 404),
    "can-bo/tap-thu/bai/": officers(OFFICERS, 404, 404),
    "can-bo/lam-thay/": officers(OFFICERS, 200, 422),
    "can-bo/noi-dang-nhap/": officers(OFFICERS, 200, 404),
    "can-bo/mat-khau/": officers(OFFICERS, 200, 422),
    "can-bo/nap-can-bo/": officers(OPERATORS | CHAIRS, 200, 422),
    "can-bo/nap-can-bo/<uuid:roster_id>/": officers(
        OPERATORS | CHAIRS, 200, 403, owners=OPERATORS, things={"roster_id": "roster"}
    ),
    "can-bo/phim-tat/": officers(OFFICERS, 200, 302),
    "can-bo/tra-ket-qua/moi/": officers(DESKS),
    "can-bo/viec/moi/": officers(WORKING),
    "can-bo/tiep-nhan/bo-loc/": officers(DESKS, None, 422),
    "can-bo/tiep-nhan/bo-loc/<int:saved_id>/bo/": officers(
        DESKS, None, 302, owners=frozenset({"desk"}), things={"saved_id": "saved_queue"}
    ),
    "can-bo/ho-so/bo-loc/": officers(SEEING, None, 422),
    "can-bo/ho-so/bo-loc/<int:saved_id>/bo/": officers(
        SEEING, None, 302, owners=frozenset({"desk"}), things={"saved_id": "saved_dossiers"}
    ),
    "can-bo/viec/bo-loc/": officers(WORKING, None, 422),
    "can-bo/viec/bo-loc/<int:saved_id>/bo/": officers(
        WORKING, None, 302, owners=frozenset({"registrar"}), things={"saved_id": "saved_list"}
    ),
    "can-bo/viec/theo-nguoi/": officers(CHAIRS),
    "can-bo/viec/ky/": officers(CHAIRS, None, 302),
}
