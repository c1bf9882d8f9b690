"""What each field of a record is called on a page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_RECORD: Final[dict[str, Promise]] = {
    "code": _("Mã thủ tục"),
    "name": _("Tên thủ tục"),
    "name_en": _("Tên tiếng Anh"),
    "summary": _("Tóm tắt cho người dân"),
    "summary_en": _("Tóm tắt tiếng Anh"),
    "field": _("Lĩnh vực"),
    "level": _("Cấp giải quyết"),
    "audience": _("Phục vụ ai"),
    "essential": _("Số thứ tự trong 25 dịch vụ công thiết yếu"),
    "executing_agencies": _("Cơ quan thực hiện"),
    "deciding_agencies": _("Người, cơ quan quyết định"),
    "delegated_agencies": _("Cơ quan được ủy quyền, phân cấp"),
    "coordinating_agencies": _("Cơ quan phối hợp"),
    "authorities": _("Thẩm quyền theo nơi"),
    "subjects": _("Đối tượng được yêu cầu"),
    "subjects_note": _("Ghi chú về đối tượng"),
    "cases": _("Trường hợp"),
    "channels": _("Cách nộp"),
    "papers": _("Giấy tờ"),
    "sets": _("Số bộ hồ sơ"),
    "steps": _("Bước"),
    "conditions": _("Điều kiện"),
    "results": _("Kết quả"),
    "legal_bases": _("Căn cứ pháp lý"),
    "linked": _("Thủ tục liên quan"),
    "members": _("Thủ tục thành phần của nhóm liên thông"),
    "keywords": _("Từ khóa"),
    "online_level": _("Mức trực tuyến"),
    "online_barrier": _("Loại lý do chỉ trực tuyến một phần"),
    "online_reason": _("Lý do và quy định của luật chuyên ngành"),
    "form_key": _("Khóa biểu mẫu điện tử"),
    "workflow_key": _("Khóa quy trình giải quyết"),
    "readiness": _("Điều kiện sẵn sàng"),
    "to_verify": _("Điểm phải kiểm tra"),
    "decision": _("Quyết định công bố"),
    "valid_from": _("Có hiệu lực từ ngày"),
    "valid_to": _("Hết hiệu lực từ ngày"),
    "repealed_by": _("Quyết định bãi bỏ"),
}
_BELOW: Final[dict[str, Promise]] = {
    "Field.code": _("Mã lĩnh vực"),
    "Field.name": _("Tên lĩnh vực"),
    "Field.name_en": _("Tên lĩnh vực tiếng Anh"),
    "Case.description": _("Khi nào thuộc trường hợp này"),
    "Authority.name": _("Nơi quyết định thẩm quyền"),
    "Authority.name_en": _("Nơi ấy bằng tiếng Anh"),
    "Authority.agency": _("Loại cơ quan có thẩm quyền"),
    "Authority.place": _("Theo nơi nào"),
    "Authority.questions": _("Câu hỏi địa chỉ cho biết nơi ấy"),
    "Authority.is_fallback": _("Chỉ khi không xác định được nơi của các quy tắc khác"),
    "Channel.kind": _("Cách nộp"),
    "Channel.limit": _("Thời hạn"),
    "Channel.fees": _("Phí, lệ phí"),
    "Limit.after_15_next_day": _("Nhận sau 15 giờ thì trả ngày làm việc tiếp theo"),
    "Limit.extensions": _("Gia hạn"),
    "Extension.reason": _("Khi nào được gia hạn"),
    "Fee.kind": _("Loại khoản thu"),
    "Fee.rule": _("Cách tính"),
    "Fee.exemptions": _("Ai được miễn"),
    "Fixed.amount": _("Số tiền (đồng)"),
    "Fixed.unit": _("Tính cho mỗi"),
    "PerPage.first_pages": _("Số trang đầu"),
    "PerPage.first_amount": _("Mỗi trang đầu (đồng)"),
    "PerPage.further_amount": _("Mỗi trang sau (đồng)"),
    "PerPage.ceiling": _("Không quá (đồng một bản)"),
    "Paper.handling": _("Nộp hay xuất trình"),
    "Paper.unless": _("Không cần khi thuộc trường hợp"),
    "Paper.is_required": _("Bắt buộc"),
    "Paper.originals": _("Số bản chính"),
    "Paper.copies": _("Số bản sao"),
    "Paper.channels": _("Chỉ cần khi nộp theo cách"),
    "Paper.form_number": _("Mẫu số"),
    "Paper.electronic_sources": _("Tra được ở cơ sở dữ liệu"),
    "Paper.earlier_results": _("Thay được bằng kết quả của thủ tục mã"),
    "Step.actor": _("Ai làm"),
    "Step.text": _("Nội dung"),
    "Result.kind": _("Loại kết quả"),
    "Result.validity": _("Giá trị sử dụng"),
    "Result.holds_for": _("Thời hạn hiệu lực bằng số"),
    "Result.template_key": _("Khóa mẫu giấy"),
    "Result.statement": _("Lời văn trên văn bản chung"),
    "Result.shows": _("Câu hỏi của biểu mẫu được in ra"),
    "Result.finds": _("Bước quy trình được in kết quả"),
    "Result.is_electronic": _("Có bản điện tử"),
    "Result.code": _("Mã kết quả"),
    "LegalBasis.number": _("Số, ký hiệu"),
    "LegalBasis.title": _("Trích yếu"),
    "LegalBasis.issued_on": _("Ngày ban hành"),
    "LegalBasis.issuer": _("Cơ quan ban hành"),
    "LegalBasis.articles": _("Điều, khoản"),
    "Linked.why": _("Liên quan thế nào"),
    "Member.agency": _("Cơ quan giải quyết"),
    "Member.limit": _("Thời hạn"),
    "Member.after": _("Chờ kết quả của thủ tục mã"),
    "Readiness.needs_presence": _("Người yêu cầu phải có mặt ở một bước nào đó"),
    "Readiness.needs_field_check": _("Cơ quan phải kiểm tra, xác minh tại chỗ"),
    "Readiness.signature": _("Người nộp ký bằng cách nào"),
    "Readiness.are_units_trained": _("Nơi tiếp nhận, giải quyết đã được tập huấn và kết nối"),
    "Readiness.fallback": _("Khi hệ thống sự cố, người dân làm thế nào"),
    "Readiness.is_paid_online": _("Phí, lệ phí trả được trên nền tảng thanh toán trực tuyến"),
    "Decision.signed_on": _("Ngày ký"),
    "Decision.signer": _("Người ký"),
    "Decision.is_imaginary": _("Quyết định tưởng tượng, dùng để trình diễn"),
    "Doubt.about": _("Về điều gì"),
    "Doubt.question": _("Cần kiểm tra gì"),
    "Doubt.source": _("Nguồn"),
}
_ANYWHERE: Final[dict[str, Promise]] = {
    "code": _("Mã"),
    "name": _("Tên"),
    "name_en": _("Tên tiếng Anh"),
    "note": _("Ghi chú"),
    "case": _("Chỉ trong trường hợp"),
    "amount": _("Số lượng"),
    "unit": _("Đơn vị"),
    "basis": _("Căn cứ"),
    "form_key": _("Khóa biểu mẫu điện tử"),
    "number": _("Số"),
    "issuer": _("Cơ quan ban hành"),
    "type": _("Cách tính"),
}
LABELS: Final[Mapping[str, Promise]] = MappingProxyType(
    {f"Record.{name}": label for name, label in _RECORD.items()} | _BELOW
)


def label_of(struct: str, field: str) -> str:
    """Return what a field of a part is called; the part is named by its class.

    Raises:
        KeyError: if nobody named it
    """
    label = LABELS.get(f"{struct}.{field}")
    return str(label if label is not None else _ANYWHERE[field])
