"""Who may enter where, for the pages on which a draft's form is built and the draft rehearsed."""

from typing import Final

from tests.access.rows import CONTROL, RECORD_DRAFT, REGISTRARS, Row, designers, officers

_FORM: Final = "can-bo/thu-tuc/ban-soan/<int:draft_id>/bieu-mau/"
_REHEARSAL: Final = "can-bo/thu-tuc/ban-soan/<int:draft_id>/dien-tap/"
_QUESTION: Final = {**RECORD_DRAFT, "path": "form_question"}

DRAFTS: Final[dict[str, Row]] = {
    # --- The desk: building the form of a draft ------------------------------------------------
    _FORM: officers(CONTROL, things=RECORD_DRAFT),
    f"{_FORM}sua/": officers(CONTROL, None, 302, things=RECORD_DRAFT),
    f"{_FORM}ten/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}trang/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}trang/<str:key>/": officers(
        CONTROL, 200, 422, things={**RECORD_DRAFT, "key": "form_page"}
    ),
    f"{_FORM}khoi/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}cau-hoi/": officers(CONTROL, 200, 200, things=RECORD_DRAFT),
    f"{_FORM}cau-hoi/<str:path>/": officers(CONTROL, 200, 422, things=_QUESTION),
    f"{_FORM}cau-hoi/<str:path>/dieu-kien/": officers(CONTROL, 200, 409, things=_QUESTION),
    f"{_FORM}quy-tac/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}truong-hop/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}xem-thu/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}tep/": officers(CONTROL, 200, 422, things=RECORD_DRAFT),
    f"{_FORM}tep/xuat/": officers(CONTROL, things=RECORD_DRAFT),
    "can-bo/thu-tuc/<str:code>/noi-thuc-hien/": officers(
        CONTROL, 200, 422, things={"code": "procedure"}, sent={"act": "provide"}
    ),
    "can-bo/to-chuc/": officers(CONTROL),
    "can-bo/to-chuc/cho-quyet-dinh/": officers(CONTROL, 200, 404, sent={"reference": "NT-0"}),
    "can-bo/to-chuc/sap-xep/moi/": officers(CONTROL, 200, 422),
    "can-bo/to-chuc/sap-xep/<int:key>/": officers(
        CONTROL, 200, 409, things={"key": "reorganisation"}, sent={"act": "apply"}
    ),
    "can-bo/to-chuc/sap-xep/<int:key>/co-quan/": officers(
        CONTROL, 200, 422, things={"key": "reorganisation"}
    ),
    "can-bo/to-chuc/sap-xep/<int:key>/ke-thua/": officers(
        CONTROL, 200, 422, things={"key": "reorganisation"}
    ),
    # Registrars are specialists of a commune: they enter, and find no draft of theirs.
    "can-bo/quy-trinh/": officers(REGISTRARS),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/": designers(),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/ve/": designers(200, 422),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/them/": designers(200, 422),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/moi/": designers(None, 409),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/nhap/": designers(None, 422),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/tep/": designers(),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/hoan-tac/": designers(None, 409),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/bo/": designers(None, 409),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/buoc/<str:code>/": designers(
        200, 422, things={**RECORD_DRAFT, "code": "process_step"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/quy-trinh/buoc/<str:code>/bo/": designers(
        None, 409, things={**RECORD_DRAFT, "code": "process_step"}
    ),
    # --- The desk: rehearsing a draft -----------------------------------------------------------
    _REHEARSAL: officers(CONTROL, things=RECORD_DRAFT),
    f"{_REHEARSAL}bat-dau/": officers(CONTROL, None, 302, things=RECORD_DRAFT),
    f"{_REHEARSAL}dang-lam/": officers(CONTROL, 200, 409, things=RECORD_DRAFT),
    f"{_REHEARSAL}dang-lam/giay/<int:place>/": officers(
        CONTROL, things={**RECORD_DRAFT, "place": "rehearsed_paper"}
    ),
    f"{_REHEARSAL}luu/": officers(CONTROL, None, 422, things=RECORD_DRAFT),
    f"{_REHEARSAL}thoi/": officers(CONTROL, None, 302, things=RECORD_DRAFT),
    f"{_REHEARSAL}chay-lai/": officers(CONTROL, None, 302, things=RECORD_DRAFT),
    f"{_REHEARSAL}sinh/": officers(CONTROL, None, 409, things=RECORD_DRAFT),
    f"{_REHEARSAL}bai/<int:script_id>/": officers(
        CONTROL, 200, 200, things={**RECORD_DRAFT, "script_id": "rehearsed"}
    ),
}  # fmt: skip
