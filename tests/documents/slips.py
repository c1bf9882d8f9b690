"""The slips that go with papers from hand to hand and from agency to agency."""

from datetime import date

from motcua.capabilities.documents import papers

AGENCY = {
    "parent_agency": "UBND TỈNH LAM GIANG",
    "agency": "ỦY BAN NHÂN DÂN XÃ SÔNG LAM",
    "place": "Sông Lam",
    "issued_on": date(2026, 11, 20),
}


def control_slip() -> papers.ControlSlip:
    return papers.ControlSlip(
        **AGENCY,
        number="H99.101-20261120-0000001",
        office="Bộ phận Một cửa xã Sông Lam",
        form="Mẫu số 06",
        request="Đăng ký khai sinh",
        applicant="Nguyễn Thị Hạnh",
        received="09:30 20/11/2026",
        due="17:00 20/11/2026",
        rows=(
            papers.SlipRow(
                what="Giấy chứng sinh", giver="Trần Thị Bình", receiver="Lê Văn Chính",
                moment="09:40 20/11/2026", result="Trước hạn",
            ),
        ),
        tracking_url="https://motcua.example/tra-cuu/?so=H99.101-20261120-0000001",
    )  # fmt: skip


def transfer_slip() -> papers.TransferSlip:
    return papers.TransferSlip(
        **AGENCY,
        number="H99.101-20261120-0000001",
        office="Bộ phận Một cửa xã Sông Lam",
        form="Điều 19.6.a Nghị định 61/2018/NĐ-CP",
        request="Đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
        applicant="Nguyễn Thị Hạnh",
        received="09:30 20/11/2026",
        due="17:00 25/11/2026",
        lead="Ủy ban nhân dân xã Sông Lam",
        rows=(
            papers.TransferRow(
                agency="Công an xã Sông Lam", work="Đăng ký thường trú cho trẻ",
                limit="1 ngày làm việc", due="17:00 23/11/2026",
                ended="Đã đăng ký (10:00 23/11/2026)",
            ),
            papers.TransferRow(
                agency="Bảo hiểm xã hội tỉnh Lam Giang", work="Cấp thẻ bảo hiểm y tế cho trẻ",
                limit="6 giờ làm việc", due="Tính từ lúc đến lượt", ended="",
            ),
        ),
        tracking_url="https://motcua.example/tra-cuu/?so=H99.101-20261120-0000001",
    )  # fmt: skip


def money_receipt() -> papers.MoneyReceipt:
    return papers.MoneyReceipt(
        **AGENCY,
        number="0000012",
        form="01BLP0-001",
        series="AA-26E",
        payer="Nguyễn Thị Hạnh",
        content="Lệ phí đăng ký khai sinh – hồ sơ H99.101-20261120-0000001",
        amount="5.000 đ",
        amount_in_words="Năm nghìn đồng",
        way="Tiền mặt tại Bộ phận Một cửa",
        officer="Trần Thị Bình",
        replaces="AA-26E 0000011",
        verification_url="https://motcua.example/xac-minh/ABCDEFGHJKMN/",
        verification_code="ABCD-EFGH-JKMN",
    )
