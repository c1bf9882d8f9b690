"""Who may enter where: a row for every address of the product (``rows`` says how one is read)."""

from typing import Final

from tests.access.foreign_logs import FOREIGN_LOGS
from tests.access.halls import HALLS
from tests.access.rows import (
    CHAIRS,
    CITIZENS,
    CONTROL,
    DESKS,
    OFFICERS,
    OPERATORS,
    RECORD_DRAFT,
    REGISTRARS,
    SEEING,
    TO_DESK,
    TO_PORTAL,
    Row,
    applicant,
    citizens,
    officers,
    own_agency,
    public,
)
from tests.access.table_counter import COUNTER
from tests.access.table_drafts import DRAFTS
from tests.access.table_feedback import FEEDBACK
from tests.access.table_lists import LISTS
from tests.access.table_money import MONEY
from tests.access.table_offline import WITHOUT_A_LINE

DRAFT: Final = {"draft_id": "draft"}
HANDLED: Final = {"reference": "handled"}
WAITING: Final = {"reference": "waiting"}
REGISTER: Final = {"agency_id": "own_agency", "year": "year"}
TUS: Final = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Offset": "0"}
MARKS: Final = dict.fromkeys(("time", "contacts", "information", "attitude", "result"), "5")

TABLE: Final[dict[str, Row]] = {
    # --- The interface of other systems and the installation's health --------------------------
    "api/v1/": public(302),
    "api/v1/openapi.json": public(),
    "api/v1/docs": public(),
    "api/v1/procedures": public(),
    "api/v1/catalogue-schema.json": public(),
    "api/v1/procedures/<code>": public(things={"code": "procedure"}),
    "api/v1/procedures/<code>/authority": public(things={"code": "procedure"}),
    "api/v1/agencies": public(),
    "api/v1/agencies/<code>": public(things={"code": "agency"}),
    "api/v1/territories": public(asked={"q": "Sông Lam"}),
    "api/v1/dossiers/<number>": public(things={"number": "handled"}),
    "api/v1/indicators": public(),
    # Systems alone come in, by their token: nobody who signed in is one.
    "api/v1/exchange/arrivals": public(None, 401),
    "api/v1/exchange/mirrors": public(None, 401),
    "api/v1/exchange/dossiers/<number>": public(401, things={"number": "procedure"}),
    "api/v1/^.*$": public(404, 404),
    "scim/v2/ServiceProviderConfig": public(),
    "scim/v2/ResourceTypes": public(),
    "scim/v2/ResourceTypes/User": public(),
    "scim/v2/Schemas": public(),
    "scim/v2/Schemas/<str:urn>": public(404, things={"urn": "procedure"}),
    # People are no system: whoever is signed in here is a stranger there.
    "scim/v2/Users": public(401, 401),
    "scim/v2/Users/<int:user_id>": public(401, things={"user_id": "first_page"}),
    "scim/v2/^.*$": public(404, 404),
    # By a system's key, and by no session.
    "oauth/token": public(405, 401),
    ".well-known/oauth-authorization-server": public(),
    "healthz": public(),
    "readyz": public(503),
    # --- What belongs to no surface alone -------------------------------------------------------
    "tuy-chon/": public(None, 302),
    "ui/": public(),
    # --- The portal: open to everybody ----------------------------------------------------------
    "": public(),
    "tim-kiem/": public(),
    "thu-tuc/<str:code>/": public(things={"code": "procedure"}),
    "thu-tuc/<str:code>.ttl": public(things={"code": "procedure"}),
    "thu-tuc/<str:code>.jsonld": public(things={"code": "procedure"}),
    "danh-muc.ttl": public(),
    "danh-muc.jsonld": public(),
    "danh-muc.csv": public(),
    "thu-tuc/<str:code>/thay-doi/": public(things={"code": "procedure"}),
    "thu-tuc/<str:code>/mau/": public(things={"code": "procedure"}),
    "viec-doi/": public(),
    "viec-doi/<str:key>/": public(things={"key": "life_path"}),
    "dia-chi/": public(),
    "dia-chi/goi-y/": public(),
    "tro-giup/": public(),
    "du-lieu-ca-nhan/": public(),
    "du-lieu-ca-nhan/ai-da-xem/": citizens(),
    "ho-tro-tiep-can/": public(),
    "tra-cuu/": public(),
    "xac-minh/": public(200, 422),
    "xac-minh/lich-su/": public(),
    "xac-minh/lich-su/kiem-chung.py": public(),
    "xac-minh/<str:code>/": public(things={"code": "verification_code"}),
    # --- The portal: its door -------------------------------------------------------------------
    "dang-nhap/": public(apart=dict.fromkeys(CITIZENS, 302)),
    "dang-nhap/tiep-tuc/": public(503),
    "dang-nhap/xac-nhan/": public(403),
    "dang-xuat/": public(None, 302),
    "da-dang-xuat/": public(),
    "may-dung-chung/": public(200, 422, apart_post=dict.fromkeys(OFFICERS, 409)),
    "may-dung-chung/them-gio/": public(None, 302),
    "may-dung-chung/dang-dung/": public(None, 204),
    "may-dung-chung/da-ket-thuc/": public(),
    "may-dung-chung/nguoi-tiep-theo/": public(302),
    # --- The portal: a citizen's own -------------------------------------------------------------
    "thu-tuc/<str:code>/nop/": citizens(200, 302, things={"code": "procedure"}, sent={"agency": "H99.101"}),
    "ban-nhap/<uuid:draft_id>/": applicant(things=DRAFT),
    "ban-nhap/<uuid:draft_id>/to-khai/<str:page_key>/": applicant(
        200, 409, things={**DRAFT, "page_key": "page"}, sent={"revision": "x"}
    ),
    "ban-nhap/<uuid:draft_id>/xoa/": applicant(200, 302, things=DRAFT),
    "ban-nhap/<uuid:draft_id>/giay-to/": applicant(200, 422, things=DRAFT, sent={"paper": "birth-notice"}),
    "ban-nhap/<uuid:draft_id>/giay-to/<int:document_id>/": applicant(
        things={**DRAFT, "document_id": "draft_document"}
    ),
    "ban-nhap/<uuid:draft_id>/giay-to/<int:document_id>/bo/": applicant(
        None, 302, things={**DRAFT, "document_id": "draft_document"}
    ),
    "ban-nhap/<uuid:draft_id>/tai-len/": applicant(
        None, 201, things=DRAFT, headers=TUS, sent={"paper": "birth-notice"}
    ),
    "ban-nhap/<uuid:draft_id>/tai-len/<uuid:upload_id>/": Row(
        door=TO_PORTAL,
        enters=CITIZENS,
        owners=frozenset({"applicant"}),
        answers={"head": 200, "patch": 204, "delete": 204},
        things={**DRAFT, "upload_id": "upload"},
        headers=TUS,
    ),
    "ban-nhap/<uuid:draft_id>/kiem-tra/": applicant(things=DRAFT),
    "ban-nhap/<uuid:draft_id>/noi-giai-quyet/": applicant(
        None, 302, things=DRAFT, sent={"agency": "H99.102"}
    ),
    "ban-nhap/<uuid:draft_id>/nop/": applicant(None, 302, things=DRAFT, sent={"declared": "on"}),
    "ho-so/": citizens(),
    "viec-cho-ban/": citizens(),
    "ho-so-noi-khac/<int:mirror_id>/": applicant(things={"mirror_id": "mirror"}),
    "ho-so/<str:reference>/": applicant(things=HANDLED),
    "ho-so/<str:reference>/lich.ics": applicant(things=HANDLED),
    "ho-so/<str:reference>/lich-su.json": applicant(things=HANDLED),
    "ho-so/<str:reference>/da-nop/": applicant(things=WAITING),
    "ho-so/<str:reference>/giay-to/<int:document_id>/": applicant(
        things={"reference": "handled", "document_id": "document"}
    ),
    "ho-so/<str:reference>/phan-viec/<int:part_id>/giay-to/<int:document_id>/": applicant(
        things={"reference": "handled", "part_id": "part", "document_id": "part_file"}
    ),
    "ho-so/<str:reference>/bo-sung/": applicant(None, 302, things={"reference": "asked"}),
    "ho-so/<str:reference>/du-thao/": applicant(
        200, 302, things={"reference": "drafted"}, sent={"outcome": "dong_y"}
    ),
    "ho-so/<str:reference>/nop-phi/": applicant(200, 422, things={"reference": "charged"}),
    "ho-so/<str:reference>/nghia-vu-tai-chinh/": applicant(200, 422, things=HANDLED),
    "ho-so/<str:reference>/nghia-vu-tai-chinh/<int:document_id>/": applicant(
        things={"reference": "handled", "document_id": "notice"}
    ),
    "ho-so/<str:reference>/rut/": applicant(200, 302, things=WAITING),
    "ho-so/<str:reference>/danh-gia/": applicant(200, 302, things={"reference": "done"}, sent=MARKS),
    "noi-dang-nhap/": citizens(200, 404),
    "hop-thu/": citizens(),
    "hop-thu/<int:message_id>/": applicant(things={"message_id": "message"}),
    # --- The desk: its door ---------------------------------------------------------------------
    "can-bo/dang-nhap/": public(200, 403, apart=dict.fromkeys(OFFICERS, 302)),
    "can-bo/dang-nhap/ma-xac-thuc/": public(403, 403),
    "can-bo/dang-nhap/thiet-lap/": public(403, 403),
    "can-bo/dang-xuat/": public(None, 302),
    # --- The desk: taking in --------------------------------------------------------------------
    "can-bo/": officers(OFFICERS, 302),
    "can-bo/tiep-nhan/": officers(DESKS, is_personal=True),
    "can-bo/tiep-nhan/moi/": officers(DESKS),
    "can-bo/tiep-nhan/nhieu/": officers(DESKS, None, 302),
    "can-bo/tiep-nhan/<str:reference>/": own_agency(DESKS, things=WAITING, is_personal=True),
    "can-bo/tiep-nhan/<str:reference>/tiep-nhan/": own_agency(DESKS, None, 302, things=WAITING),
    "can-bo/tiep-nhan/<str:reference>/da-tiep-nhan/": own_agency(
        DESKS, things=HANDLED, is_personal=True
    ),
    "can-bo/tiep-nhan/<str:reference>/yeu-cau-bo-sung/": own_agency(
        DESKS, None, 302, things=WAITING,
        sent={"what": "Giấy chứng sinh", "why": "Ảnh mờ", "reason": "Thiếu giấy"},
    ),
    "can-bo/tiep-nhan/<str:reference>/huong-dan/": own_agency(
        DESKS, None, 302, things=WAITING,
        sent={"to_agency": "{other_agency}", "reason": "Không thuộc thẩm quyền"},
    ),
    # --- The desk: what is brought on paper -----------------------------------------------------
    **COUNTER,
    # --- The desk: without a line or without power ---------------------------------------------------
    **WITHOUT_A_LINE,
    # --- The desk: what people are told beforehand -------------------------------------------------
    "can-bo/huong-dan/": officers(DESKS, 200, 422),
    "can-bo/huong-dan/thu-tuc/<str:code>/": officers(DESKS, 200, 422, things={"code": "procedure"}),
    "can-bo/huong-dan/<uuid:guidance_id>/": own_agency(
        DESKS, things={"guidance_id": "guidance"}, is_personal=True
    ),
    # --- The desk: handling ---------------------------------------------------------------------
    "can-bo/viec/": officers(REGISTRARS | CHAIRS, is_personal=True),
    "can-bo/viec/<int:task_id>/": Row(
        door=TO_DESK,
        enters=REGISTRARS | CHAIRS,
        owners=frozenset({"registrar"}),
        answers={"get": 200, "post": 302},
        things={"task_id": "task"},
        sent={"outcome": "dat"},
        is_personal=True,
    ),
    "can-bo/viec/<int:task_id>/phan-cong/": own_agency(
        CHAIRS, 200, 302, things={"task_id": "task"}, sent={"post": "role"}, is_personal=True
    ),
    "can-bo/viec/phan-cong/": officers(CHAIRS, None, 422),
    "can-bo/viec/<int:task_id>/ban-xem-truoc/": Row(
        door=TO_DESK,
        enters=REGISTRARS | CHAIRS,
        owners=frozenset({"chair"}),
        answers={"get": 200},
        things={"task_id": "signing"},
        is_personal=True,
    ),
    # --- The desk: reading ----------------------------------------------------------------------
    "can-bo/tim/": officers(SEEING, 200, 404, sent={"q": "000"}),
    "can-bo/ho-so/": officers(SEEING, is_personal=True),
    "can-bo/ho-so-noi-khac/<int:mirror_id>/": own_agency(
        SEEING, things={"mirror_id": "mirror"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/": own_agency(SEEING, things=HANDLED, is_personal=True),
    "can-bo/ho-so/<str:reference>/giay-to/<int:document_id>/": own_agency(
        SEEING, things={"reference": "handled", "document_id": "document"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/giay-tiep-nhan/": own_agency(
        SEEING, things=HANDLED, is_personal=True
    ),
    # Whoever has a number is led back to the dossier.
    "can-bo/ho-so/<str:reference>/so-dinh-danh/": own_agency(SEEING, 302, 302, things=HANDLED),
    "can-bo/ho-so/<str:reference>/phieu-80mm/": own_agency(
        SEEING, things=HANDLED, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/dung/": own_agency(CHAIRS, 200, 409, things=HANDLED),
    "can-bo/ho-so/<str:reference>/sua-ket-qua/": own_agency(
        CHAIRS, 200, 409, things={"reference": "to_fetch"}
    ),
    "can-bo/ho-so/<str:reference>/giai-quyet-lai/": own_agency(
        CHAIRS, 200, 409, things={"reference": "to_fetch"}
    ),
    "can-bo/ho-so/<str:reference>/giai-quyet-lai/<int:document_id>/": own_agency(
        SEEING, things={"reference": "handled", "document_id": "basis"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/hen-lai/": own_agency(CHAIRS, 200, 422, things=HANDLED),
    "can-bo/tra-ket-qua/": officers(DESKS, is_personal=True),
    "can-bo/tra-ket-qua/<str:reference>/": own_agency(
        DESKS, 200, 422, things={"reference": "to_fetch"}, is_personal=True
    ),
    # --- The desk: its register -----------------------------------------------------------------
    "can-bo/so-theo-doi/": officers(DESKS | CHAIRS, is_personal=True),
    "can-bo/so-theo-doi/in/": officers(DESKS | CHAIRS, is_personal=True),
    "can-bo/so-theo-doi/bang-tinh/": officers(DESKS | CHAIRS, is_personal=True),
    "can-bo/so-theo-doi/<int:agency_id>/<int:year>/khoa/": own_agency(CHAIRS, 200, 409, things=REGISTER),
    "can-bo/so-theo-doi/<int:agency_id>/<int:year>/kiem-tra/": own_agency(
        DESKS | CHAIRS, 302, things=REGISTER
    ),
    # --- The desk: the papers themselves --------------------------------------------------------
    # --- The waiting room: who is in it takes a number, whoever passes sees the display --------------
    **HALLS,
    **FEEDBACK,
    **MONEY,
    "can-bo/tai-khoan-thu/": officers(DESKS | CHAIRS, 200, 422),
    "can-bo/ho-so/<str:reference>/thu-phi/": own_agency(
        SEEING, 200, 422, things={"reference": "charged"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/nghia-vu-tai-chinh/": own_agency(
        SEEING, 200, 422, things=HANDLED, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/nghia-vu-tai-chinh/<int:document_id>/": own_agency(
        SEEING, things={"reference": "handled", "document_id": "notice"}, is_personal=True
    ),
    "can-bo/giao-nhan/": officers(SEEING, is_personal=True),
    "can-bo/giao-nhan/kiem-nhan/": officers(SEEING, 200, 200, is_personal=True),
    "can-bo/giao-nhan/bi-mat/<int:loss_id>/": own_agency(
        SEEING, 200, 422, things={"loss_id": "loss"}, sent={"act": "found"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/ket-qua-bi-mat/": own_agency(
        SEEING, 200, 422, things={"reference": "done"}, is_personal=True
    ),
    "can-bo/giao-nhan/<int:pack_id>/": own_agency(
        SEEING, 200, 409, things={"pack_id": "pack"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/phieu-kiem-soat/": own_agency(
        SEEING, things={"reference": "on_paper"}, is_personal=True
    ),
    # --- The desk: what others are asked, and visits ---------------------------------------------
    # Another agency than those of the table is asked: to these here the question is none of theirs.
    "can-bo/y-kien/": officers(SEEING, is_personal=True),
    "can-bo/y-kien/<int:opinion_id>/": own_agency(
        SEEING, 200, 422, things={"opinion_id": "opinion"}, is_personal=True
    ),
    "can-bo/y-kien/<int:opinion_id>/giay-to/<int:document_id>/": own_agency(
        SEEING, things={"opinion_id": "opinion", "document_id": "document"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/lay-y-kien/": own_agency(
        REGISTRARS | CHAIRS, 200, 422, things=HANDLED, is_personal=True
    ),
    # --- The desk: what several agencies settle together ------------------------------------------
    # Another agency than those of the table takes part.
    "can-bo/lien-thong/": officers(REGISTRARS | CHAIRS),
    "can-bo/lien-thong/<int:part_id>/": own_agency(
        SEEING, 200, 422, things={"part_id": "part"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/phieu-chuyen/": own_agency(
        SEEING, things={"reference": "handled"}, is_personal=True
    ),
    "can-bo/lien-thong/<int:part_id>/giay-to/<int:document_id>/": own_agency(
        SEEING, things={"part_id": "part", "document_id": "part_file"}, is_personal=True
    ),
    "can-bo/lich-xac-minh/": officers(REGISTRARS | CHAIRS),
    "can-bo/ho-so/<str:reference>/xac-minh/": own_agency(
        REGISTRARS | CHAIRS, 200, 422, things=HANDLED, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/xac-minh/<int:visit_id>/": own_agency(
        SEEING, 200, 422, things={"reference": "handled", "visit_id": "visit"}, is_personal=True
    ),
    "can-bo/ho-so/<str:reference>/xac-minh/<int:visit_id>/tep/": own_agency(
        SEEING, things={"reference": "handled", "visit_id": "held_visit"}, is_personal=True
    ),
    # --- The desk: steering ---------------------------------------------------------------------
    "can-bo/bang/": officers(CHAIRS | CONTROL),
    "can-bo/du-bao/": officers(SEEING),
    "can-bo/dau-hieu/": officers(SEEING),
    "can-bo/thu-tuc/": officers(CONTROL),
    "can-bo/thu-tuc/<str:code>/": officers(CONTROL, things={"code": "procedure"}),
    "can-bo/thu-tuc/<str:code>/dien-bien/": officers(CHAIRS | CONTROL, things={"code": "procedure"}),
    "can-bo/thu-tuc/<str:code>/dien-bien/nhat-ky/": officers(
        CHAIRS | CONTROL, things={"code": "procedure"}, asked={"dang": "xes"}
    ),
    "can-bo/thu-tuc/<str:code>/dien-bien/ho-so/": officers(
        CHAIRS | CONTROL, things={"code": "procedure"}, asked={"lam-lai": "1"}
    ),
    **FOREIGN_LOGS,
    **LISTS,
    "can-bo/thu-tuc/<str:code>/so-sanh/": officers(CONTROL, things={"code": "procedure"}),
    "can-bo/thu-tuc/<str:code>/sua-doi/": officers(
        CONTROL, None, 302, things={"code": "procedure"}
    ),
    "can-bo/thu-tuc/<str:code>/bai-bo/": officers(CONTROL, None, 422, things={"code": "procedure"}),
    "can-bo/thu-tuc/ban-soan/": officers(CONTROL),
    "can-bo/thu-tuc/ban-soan/moi/": officers(CONTROL, 200, 422),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/": officers(CONTROL, things=RECORD_DRAFT),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/phan/<str:key>/": officers(
        CONTROL, 200, 409, things={**RECORD_DRAFT, "key": "record_part"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/phi/": officers(CONTROL, things=RECORD_DRAFT),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/phi/tep/": officers(
        CONTROL, 404, 422, things=RECORD_DRAFT
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/phi/<slug:code>/": officers(
        CONTROL, 200, 422, things={**RECORD_DRAFT, "code": "record_fee"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/phi/<slug:code>/bo/": officers(
        CONTROL, None, 404, things={**RECORD_DRAFT, "code": "record_fee"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/giay-to/": officers(CONTROL, things=RECORD_DRAFT),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/": officers(
        CONTROL, 200, 422, things={**RECORD_DRAFT, "key": "record_paper"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/xem-truoc/": officers(
        CONTROL, 404, things={**RECORD_DRAFT, "key": "record_paper"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/giay-to/<slug:key>/bo/": officers(
        CONTROL, None, 409, things={**RECORD_DRAFT, "key": "record_paper"}
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/gui/": officers(
        CONTROL, None, 302, things=RECORD_DRAFT
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/tra-lai/": officers(
        CONTROL, None, 409, things=RECORD_DRAFT
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/dong-y/": officers(
        CONTROL, None, 409, things=RECORD_DRAFT
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/cong-bo/": officers(
        CONTROL, None, 422, things=RECORD_DRAFT
    ),
    "can-bo/thu-tuc/ban-soan/<int:draft_id>/bo/": officers(
        CONTROL, None, 422, things=RECORD_DRAFT
    ),
    # --- The desk: building the form of a draft and rehearsing it --------------------------------
    **DRAFTS,
    "can-bo/van-hanh/": officers(OPERATORS),
}  # fmt: skip
