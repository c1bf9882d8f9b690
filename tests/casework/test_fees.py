"""What a dossier costs is read from its answers, and told with its reason wherever it is told."""

from datetime import date

import pytest
from django.utils import translation

from motcua.capabilities.forms import queries as forms
from motcua.composition.casework import fees
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Lot

ON = date(2026, 3, 16)


def version_of(code):
    return procedures.get_by_code(code, ON)


def charges(code, answers, channel=ChannelKind.ONLINE):
    return fees.list_charges(version_of(code), answers, channel=channel, on=ON)


def test_copies_and_pages_are_counted_from_the_answers(province):
    papers = [{"name": "Bằng", "pages": 4, "copies": 2}, {"name": "Sổ", "pages": 1, "copies": 1}]

    assert fees.total(charges("2.000635", {"copies_wanted": 3})) == 24_000
    assert fees.total(charges("2.000635", {"copies_wanted": 0})) == 8_000
    assert fees.total(charges("2.000815", {"papers": papers})) == 14_000
    assert fees.total(charges("2.000815", {"papers": "?"})) == 2_000


@pytest.mark.parametrize(
    ("born", "age"),
    [
        ("2010-03-16", 16),
        ("2010-03-17", 15),
        ("1966-02-28", 60),
        ("2026-03-17", None),
        ("hôm qua", None),
        (None, None),
    ],
)
def test_age_is_counted_in_completed_years(province, born, age):
    form = forms.get_definition(version_of("1.004222").form_definition_id)

    situation = fees.read_situation(
        form, {"requester_birth_date": born}, channel=ChannelKind.ONLINE, on=ON
    )

    assert situation.age == age
    assert situation.lots == (Lot(),)


def test_an_exemption_is_told_with_its_reason_in_both_languages(province):
    (charge,) = charges("1.004873", {"fee_group": "poor"})

    assert fees.explain(charge) == (
        "Bạn không phải nộp lệ phí cấp Giấy xác nhận tình trạng hôn nhân vì người nộp thuộc hộ nghèo,"
        " theo Luật Hộ tịch 2014, Điều 11 khoản 1 điểm a."
    )
    with translation.override("en"):
        assert "because the applicant is of a poor household" in fees.explain(charge)


def test_a_reduction_tells_what_is_left(province):
    (charge,) = charges("1.004222", {})

    assert fees.explain(charge) == (
        "Bạn được giảm lệ phí đăng ký thường trú, còn 10.000 đ, vì bạn nộp trực tuyến;"
        " nộp trực tiếp là 20.000 đồng, theo Thông tư 75/2022/TT-BTC."
    )
    assert fees.explain(charges("1.004222", {}, ChannelKind.COUNTER)[0]) == ""


def test_papers_tell_amounts_total_and_reasons_in_vietnamese(province):
    with translation.override("en"):
        free = fees.fee_text(charges("1.004873", {"fee_group": "merit"}))
        usual = fees.fee_text(charges("1.004873", {}))
        land = fees.fee_text(charges("1.012765", {"wants_new_certificate": "yes"}))

    assert free.startswith("Không thu phí, lệ phí. Bạn không phải nộp lệ phí cấp Giấy xác nhận")
    assert usual == "Lệ phí cấp Giấy xác nhận tình trạng hôn nhân: 15.000 đ"
    assert land.count("đ") >= 1
    assert fees.fee_text(()) == "Không thu phí, lệ phí"
