"""Legal bases stand on papers as Decree 30/2020, Appendix I, wants them."""

from datetime import date

import pytest

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.rules.citing import cite
from motcua.domain.procedures.rules.record import LegalBasis


def basis(number, title, issued_on=date(2015, 11, 15), issuer="Chính phủ"):
    return LegalBasis(number=number, title=title, issued_on=issued_on, issuer=issuer)


LAW = basis("60/2014/QH13", "Luật Hộ tịch", date(2014, 11, 20), "Quốc hội")
DECREE = basis("123/2015/NĐ-CP", "Quy định chi tiết một số điều của Luật Hộ tịch")


@pytest.mark.parametrize(
    ("one", "cited"),
    [
        (LAW, "Luật Hộ tịch số 60/2014/QH13"),
        (
            DECREE,
            (
                "Nghị định số 123/2015/NĐ-CP ngày 15 tháng 11 năm 2015 của Chính phủ quy định chi tiết"
                " một số điều của Luật Hộ tịch"
            ),
        ),
        (
            basis("37/2023/TT-BTC", "Phí sát hạch lái xe", date(2023, 2, 7), "Bộ Tài chính"),
            (
                "Thông tư số 37/2023/TT-BTC ngày 07 tháng 02 năm 2023 của Bộ Tài chính về phí sát hạch"
                " lái xe"
            ),
        ),
        (
            basis("5/HD-X", "Hướng dẫn tạm thời", date(2023, 10, 1), "Sở Tư pháp"),
            "Văn bản số 5/HD-X ngày 01 tháng 10 năm 2023 của Sở Tư pháp hướng dẫn tạm thời",
        ),
    ],
)
def test_a_document_is_cited_by_kind_number_day_issuer_and_content(one, cited):
    assert cite(one) == cited


def test_each_line_ends_in_a_semicolon_and_the_last_in_a_full_stop():
    first, second = procedures.cite_all([LAW, DECREE])

    assert first == "Căn cứ Luật Hộ tịch số 60/2014/QH13;"
    assert second.startswith("Căn cứ Nghị định số 123/2015/NĐ-CP")
    assert second.endswith("Luật Hộ tịch.")
    assert procedures.cite_all([]) == []
