"""Who may enter where money is: drawers, the cash book, settlements, receipts."""

from typing import Final

from tests.access.rows import CHAIRS, DESKS, READ_BY_CHAIRS, SEEING, Row, officers, own_agency

MONEY: Final[dict[str, Row]] = {
    "can-bo/thu-phi/": officers(DESKS, is_personal=True),
    "can-bo/thu-phi/ngay/": officers(DESKS),
    "can-bo/thu-phi/ca/": officers(
        DESKS | CHAIRS,
        200,
        422,
        sent={"act": "count"},
        apart_post=READ_BY_CHAIRS | {"strange_desk": 409},
    ),
    "can-bo/thu-phi/ca/<int:shift_id>/": own_agency(
        DESKS | CHAIRS, things={"shift_id": "shift"}, is_personal=True
    ),
    "can-bo/thu-phi/so-quy/": officers(
        DESKS | CHAIRS, 200, 422, is_personal=True, apart_post=READ_BY_CHAIRS
    ),
    "can-bo/thu-phi/quyet-toan/": officers(DESKS | CHAIRS, 200, 409, apart_post=READ_BY_CHAIRS),
    "can-bo/thu-phi/bien-lai/": officers(DESKS | CHAIRS, 200, 422),
    "can-bo/ho-so/<str:reference>/thu-phi/bien-lai/<int:receipt_id>/": own_agency(
        SEEING, things={"reference": "charged", "receipt_id": "receipt"}, is_personal=True
    ),
}
