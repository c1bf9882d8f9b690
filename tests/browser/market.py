"""A procedure that nobody has thought of yet: what its office writes, page by page, and where.

Boxes are named as their pages name them; a list ticks several.
"""

from datetime import timedelta

from motcua.foundation.kernel import clock

CODE = "9.990001"
NAME = "Đăng ký gian hàng tại chợ quê cuối tuần"
RESULT = "Giấy xác nhận chỗ bán"
COMMITMENT = "Cam kết bảo đảm an toàn thực phẩm"
STALL = "Bánh cuốn bà Hạnh"
RULING = "Nghị quyết 15/NQ-HĐND"
FOOD = "ban_ban_gi=do_an_thuc_uong"
CASE = "ban-do-an-thuc-uong"
"""What the office called “Bán đồ ăn, thức uống”, as a code."""
PAPER_CODE = "cam-ket-bao-dam-an-toan-thuc-pham"
DAY = "%d/%m/%Y"

BEGINNING = {
    "code": CODE,
    "name": NAME,
    "name_en": "Registration of a stall at the weekend country market",
    "summary": "Người bán đăng ký chỗ bán tại chợ quê cuối tuần của xã.",
    "summary_en": "A seller registers a stall at the commune's weekend country market.",
    "field.name": "Thương mại",
    "field.name_en": "Trade",
    "level": "commune",
}
PARTS = {
    "Ai được yêu cầu": {"subjects": ["citizen", "household-business"]},
    "Cơ quan tham gia": {
        "executing_agencies": ["commune-committee"],
        "deciding_agencies": ["commune-chair"],
    },
    "Các trường hợp": {
        "cases.0.name": "Bán đồ ăn, thức uống",
        "cases.0.name_en": "Food and drink are sold",
    },
    "Cách nộp, thời hạn, phí và lệ phí": {
        "channels.0.kind": "online",
        "channels.0.limit.amount": "3",
        "channels.0.limit.unit": "working_day",
        "+": "channels.0.fees",
        "channels.0.fees.0.kind": "fee",
        "channels.0.fees.0.name": "Phí chỗ bán",
        "channels.0.fees.0.rule.type": "fixed",
        "channels.0.fees.0.rule.amount": "50.000",
        "channels.0.fees.0.rule.unit": "dossier",
        "channels.0.fees.0.basis": RULING,
    },
    "Thành phần hồ sơ": {
        "papers.0.name": COMMITMENT,
        "papers.0.name_en": "Commitment to food safety",
        "papers.0.handling": "submit",
        "papers.0.case": CASE,
        "papers.0.copies": "1",
        "sets": "1",
    },
    "Trình tự thực hiện": {
        "steps.0.name": "Nộp hồ sơ",
        "steps.0.actor": "applicant",
        "steps.0.text": "Người bán khai và nộp trên cổng.",
        "+": "steps",
        "steps.1.name": "Xếp chỗ và cấp giấy",
        "steps.1.actor": "specialist",
        "steps.1.text": "Xã xếp chỗ bán rồi cấp giấy.",
    },
    "Kết quả": {
        "results.0.kind": "confirmation",
        "results.0.name": RESULT,
        "results.0.name_en": "Stall certificate",
        "results.0.validity": "Dùng trong một năm.",
        "results.0.is_electronic": "on",
    },
    "Căn cứ pháp lý": {
        "legal_bases.0.number": "15/NQ-HĐND",
        "legal_bases.0.title": "Chợ quê cuối tuần",
        "legal_bases.0.issued_on": "10/10/2026",
        "legal_bases.0.issuer": "Hội đồng nhân dân tỉnh Lam Giang",
    },
    "Từ khóa người dân hay dùng": {"keywords": "thuê chỗ bán hàng ở chợ\nbán hàng cuối tuần"},
    "Mức trực tuyến và điều kiện sẵn sàng": {
        "online_level": "full",
        "readiness.signature": "session",
        "readiness.are_units_trained": "on",
        "readiness.fallback": "Nộp tại bộ phận Một cửa.",
        "readiness.is_paid_online": "on",
    },
}
"""By the name of the part; "+" presses the button that adds a row."""
TITLE = {
    "title.vi": "Tờ khai đăng ký gian hàng",
    "title.en": "Declaration of a stall",
    "declaration.vi": "Tôi cam đoan những điều khai trên là đúng.",
    "declaration.en": "I declare that the above is true.",
}
QUESTIONS = (
    (
        "Một dòng chữ",
        {
            "label.vi": "Tên gian hàng",
            "label.en": "What is the stall called?",
            "is_required": "on",
        },
    ),
    (
        "Chọn một",
        {
            "label.vi": "Bạn bán gì",
            "label.en": "What do you sell?",
            "is_required": "on",
            "options.0.text.vi": "Đồ ăn, thức uống",
            "options.0.text.en": "Food and drink",
            "options.1.text.vi": "Đồ thủ công",
            "options.1.text.en": "Crafts",
        },
    ),
    (
        "Số",
        {
            "label.vi": "Số mét mặt gian hàng",
            "label.en": "Metres of front",
            "is_required": "on",
            "least": "1",
            "most": "6",
        },
    ),
)
"""By the kind of question."""
FEES = {
    "rows.0.cell.answer_ban_ban_gi": '"do_thu_cong"',
    "rows.0.amount": "0",
    "rows.0.unit": "dossier",
    "rows.0.relief": "exempt",
    "rows.0.reason": "gian hàng bán đồ thủ công",
    "rows.0.basis": f"{RULING}, Điều 2",
    "+": "rows",
    "rows.1.cell.answer_so_met_mat_gian_hang": ">= 4",
    "rows.1.amount": "100.000",
    "++": "rows",
    "rows.2.amount": "50.000",
}
PAPER = {
    "title": RESULT,
    "series": "XN",
    "signature": "signatory",
    "blocks.1.text": "{agency.name} xác nhận {applicant.name} có chỗ bán tại chợ quê cuối tuần.",
    "+": "blocks",
    "blocks.2.kind": "entry",
    "!": "Đổi loại, sắp lại thứ tự",
    "blocks.2.label": "Gian hàng",
    "blocks.2.text": "{form.ten_gian_hang}, {form.so_met_mat_gian_hang} mét",
    "recipients": "{applicant.name}\nLưu hồ sơ",
}
ANSWERS = {
    "ten_gian_hang": STALL,
    "ban_ban_gi": "do_an_thuc_uong",
    "so_met_mat_gian_hang": "4",
}


def decision():
    """Return the decision that was signed six days ago and takes effect today."""
    today = clock.today()
    return {
        "number": "77/QĐ-UBND",
        "signed_on": (today - timedelta(days=6)).strftime(DAY),
        "issuer": "Chủ tịch Ủy ban nhân dân tỉnh Lam Giang",
        "signer": "Đỗ Vân Khánh",
        "valid_from": today.strftime(DAY),
    }


def provision():
    """Return by what right the commune takes it in, from today on."""
    return {
        "provide.kind": "competent",
        "provide.basis": RULING,
        "provide.valid_from": clock.today().strftime(DAY),
    }
