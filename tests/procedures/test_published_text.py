"""What another province published as prose becomes records, and nothing of it is lost."""

import gzip
import re
import unicodedata
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.procedures import shelf

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.enums import (
    AgencyRole,
    ChannelKind,
    Level,
    OnlineLevel,
    ResultKind,
    StepActor,
    SubjectKind,
)
from motcua.domain.procedures.models import Provision
from motcua.domain.procedures.rules import checks
from motcua.domain.procedures.rules.published_text import Publication, amounts, draft_all, reading
from motcua.domain.procedures.rules.record import Described, Fixed, from_plain
from motcua.foundation.kernel.models import OutboxMessage
from motcua.foundation.kernel.worktime import TimeUnit

DESCRIPTION = Path(__file__).parents[2] / "demo" / "catalogue" / "da-nang-174.yaml"
TEXT = gzip.decompress((DESCRIPTION.parent / "da-nang-174.txt.gz").read_bytes()).decode("utf-8")
PUBLICATION = msgspec.convert(
    yaml.load(DESCRIPTION.read_bytes(), Loader=yaml.CSafeLoader), Publication
)

SMALL = """THỦ TỤC 1: Cấp giấy phép đặt biển
hiệu
Mã thủ tục: 1.009999.000.00.00.H17
Lĩnh vực: Quảng cáo
Thông tin công bố:
   •   Số QĐ: 12/QĐ-UBND
   •   Ngày hiệu lực: 2023-07-04
Thời hạn giải quyết
05 ngày làm việc; trường hợp phức tạp 10 ngày làm việc.
Lệ phí: 50.000 đồng/giấy phép
Phí
Theo nghị quyết của Hội đồng nhân dân.
Cơ quan thực hiện: UBND quận, huyện
Đối tượng thực hiện: Tổ chức, cá nhân
Cách thức thực hiện
   •   Nộp trực tiếp hoặc qua bưu chính công ích.
Số bộ hồ sơ: 02 bộ
Kết quả thực hiện: Giấy phép
Trình tự thực hiện
Bước 1: Tổ chức, cá nhân nộp hồ sơ.
Bước 2: Chủ tịch UBND quận ký giấy phép.
Thành phần hồ sơ
   1. Đơn theo Mẫu số 01
   2. Bản sao giấy chứng nhận (nếu có)
         o có chứng thực
Căn cứ pháp lý
   •   Luật Quảng cáo số 16/2012/QH13 ngày 21/6/2012
   •   Quy chế của thành phố
"""


@pytest.fixture(scope="module")
def drafts():
    return draft_all(TEXT, PUBLICATION)


@pytest.fixture
def small():
    return record_of(SMALL)


def record_of(text):
    [draft] = draft_all(text, PUBLICATION)
    assert checks.problems_of(draft.plain) == []
    return from_plain(draft.plain)


def questions(record, about):
    return [doubt.question for doubt in record.to_verify if doubt.about == about]


def squeezed(text):
    """Letters and digits alone; an own reading, so as not to ask the parser about itself."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text).casefold() if sign.isalnum())


def strings(plain):
    if isinstance(plain, str):
        return [plain]
    values = plain.values() if isinstance(plain, dict) else plain
    return [
        text for value in values if isinstance(value, str | dict | list) for text in strings(value)
    ]


# --- The whole text ------------------------------------------------------------------------------


def test_every_procedure_of_the_text_becomes_a_record_without_mistakes(drafts):
    assert len(drafts) == TEXT.count("THỦ TỤC ") - TEXT.count("\n   •   THỦ TỤC ") == 174
    assert [checks.problems_of(draft.plain) for draft in drafts] == [[]] * 174
    assert len({draft.code for draft in drafts}) == 174


def test_no_line_of_the_text_is_lost(drafts):
    """Each line stands in its record, save for the heading it begins with."""
    sources = re.split(r"^THỦ TỤC \d+\s*:", TEXT, flags=re.MULTILINE)[1:]
    headings = sorted(map(squeezed, reading._PART_BY_LABEL), key=len, reverse=True)
    lost = []
    for source, draft in zip(sources, drafts, strict=True):
        steps = [step["name"] + step["text"] for step in draft.plain["steps"]]
        kept = squeezed("\n".join([*strings(draft.plain), *steps]))
        for line in source.splitlines():
            bare = squeezed(re.sub(r"^\s*(?:[•▪🔹]|o\s|\d{1,2}\.\s|[a-zđ]\)\s)?", "", line))
            rest = [bare[len(label) :] for label in headings if bare.startswith(label)]
            if not any(told in kept for told in (bare, *rest)):
                lost.append((draft.number, line))
    assert lost == []


def test_every_record_names_what_to_verify(drafts):
    assert min(len(draft.plain["to_verify"]) for draft in drafts) >= 4
    assert {len(draft.plain["to_verify"]) > 0 for draft in drafts} == {True}


def test_districts_are_put_down_to_today_s_levels_and_doubted(drafts):
    records = [from_plain(draft.plain) for draft in drafts]
    of_districts = [
        record for record in records
        if any("Cấp huyện không còn" in text for text in questions(record, "executing_agencies"))
    ]  # fmt: skip

    assert len(of_districts) == 42
    assert {record.level for record in records} == {Level.COMMUNE, Level.PROVINCE}


def test_what_the_text_leaves_out_is_said_not_invented(drafts):
    untold = [
        draft for draft in drafts if draft.plain["papers"][0]["name"].startswith("Nguồn không")
    ]

    assert untold
    for draft in untold:
        assert any(doubt["about"] == "papers" for doubt in draft.plain["to_verify"])


# --- One procedure -------------------------------------------------------------------------------


def test_a_name_over_two_lines_is_one(small):
    assert small.name == "Cấp giấy phép đặt biển hiệu"


def test_the_suffix_of_a_code_is_taken_off_and_remembered(small):
    assert small.code == "1.009999"
    assert small.keywords == ("1.009999.000.00.00.H17",)
    assert any("1.009999.000.00.00.H17" in text for text in questions(small, "code"))


def test_a_local_code_gets_a_stand_in_and_a_doubt():
    record = record_of(SMALL.replace("1.009999.000.00.00.H17", "QLKTN003"))

    assert record.code == "9.170001"
    assert record.keywords == ("QLKTN003",)
    assert any("không phải mã quốc gia" in text for text in questions(record, "code"))


def test_without_any_code_there_is_a_report_and_no_record():
    [draft] = draft_all(SMALL.replace("1.009999.000.00.00.H17", ""), PUBLICATION)

    assert (draft.title, draft.code, draft.plain) == ("Cấp giấy phép đặt biển hiệu", None, None)


def test_two_procedures_under_one_code_are_both_doubted():
    drafts = draft_all(SMALL + SMALL.replace("THỦ TỤC 1", "THỦ TỤC 2"), PUBLICATION)

    for draft in drafts:
        assert any("đứng ở 2 thủ tục" in doubt["question"] for doubt in draft.plain["to_verify"])


def test_the_longest_limit_holds_and_the_words_stay(small):
    limit = small.channels[0].limit

    assert (limit.amount, limit.unit) == (10, TimeUnit.WORKING_DAY)
    assert limit.note == "05 ngày làm việc; trường hợp phức tạp 10 ngày làm việc."
    assert any("2 thời hạn" in text for text in questions(small, "channels.limit"))


def test_one_amount_is_a_fee_and_prose_is_told(small):
    charge, fee = small.channels[0].fees

    assert charge.rule == Fixed(amount=50_000, unit="dossier")
    assert charge.note == "50.000 đồng/giấy phép"
    assert fee.rule == Described()
    assert fee.note == "Theo nghị quyết của Hội đồng nhân dân."
    assert len(questions(small, "channels.fees")) == 2


def test_ways_agencies_people_and_counts_are_read(small):
    assert [channel.kind for channel in small.channels] == [ChannelKind.COUNTER, ChannelKind.POST]
    assert small.executing_agencies == (AgencyRole.COMMUNE_COMMITTEE,)
    assert small.subjects == (SubjectKind.CITIZEN, SubjectKind.ORGANISATION)
    assert small.sets == 2
    assert small.online_level is OnlineLevel.INFORMATION


def test_papers_steps_and_results_are_read(small):
    form, copy = small.papers

    assert (form.originals, form.copies, form.form_number) == (1, 0, "Mẫu số 01")
    assert (copy.originals, copy.copies, copy.is_required) == (0, 1, False)
    assert copy.note == "có chứng thực"
    assert [step.actor for step in small.steps] == [StepActor.APPLICANT, StepActor.LEADER]
    assert small.results[0].kind is ResultKind.LICENCE


def test_the_decision_is_the_publisher_s_and_the_day_is_doubted(small):
    assert small.decision.number == "12/QĐ-UBND"
    assert small.decision.issuer == "Ủy ban nhân dân thành phố Đà Nẵng"
    assert (small.decision.signed_on, small.decision.is_imaginary) == (date(2023, 7, 4), False)
    assert questions(small, "decision")


def test_without_a_decision_it_is_said_to_be_imaginary():
    record = record_of(SMALL.replace("12/QĐ-UBND", "chưa rõ"))

    assert record.decision.is_imaginary


def test_a_basis_without_a_date_is_kept_as_a_doubt(small):
    [law] = small.legal_bases

    assert (law.number, law.issued_on, law.issuer) == (
        "16/2012/QH13",
        date(2012, 6, 21),
        "Quốc hội",
    )
    assert questions(small, "legal_bases") == ["Căn cứ chưa đọc được: Quy chế của thành phố"]


def test_text_before_the_first_procedure_is_a_mistake():
    with pytest.raises(ValueError, match="lời nói đầu"):
        draft_all(f"lời nói đầu\n{SMALL}", PUBLICATION)


# --- Amounts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("20 (hai mươi) ngày, kể từ ngày nhận đủ hồ sơ", 20, TimeUnit.CALENDAR_DAY),
        ("Mười lăm (15) ngày làm việc", 15, TimeUnit.WORKING_DAY),
        ("Theo Quyết định ngày 14 tháng 12 năm 2021: 03 ngày", 3, TimeUnit.CALENDAR_DAY),
        ("04 giờ làm việc", 4, TimeUnit.WORKING_HOUR),
        ("không quá 0,5 ngày; tất cả 07 ngày làm việc", 7, TimeUnit.WORKING_DAY),
        ("Trong ngày làm việc, sau 15 giờ thì ngày sau", 0, TimeUnit.SAME_DAY),
    ],
)
def test_limits_in_prose(text, amount, unit):
    limit = amounts.limit_in(text)

    assert (limit.amount, limit.unit) == (amount, unit)


@pytest.mark.parametrize("text", ["", "Không có thông tin", "Theo Luật ngày 29/6/2024"])
def test_prose_without_a_limit(text):
    assert amounts.limit_in(text) is None


@given(st.integers(1, 999), st.sampled_from(["ngày làm việc", "ngày", "giờ làm việc", "tháng"]))
def test_any_limit_written_plainly_is_read(amount, unit):
    assert amounts.limit_in(f"Không quá {amount:02} {unit} kể từ ngày nhận hồ sơ").amount == amount


@pytest.mark.parametrize("text", ["Không", "Không có.", "Miễn phí", "(Không thu phí)"])
def test_nothing_is_due(text):
    assert amounts.says_nothing_is_due(text)


@pytest.mark.parametrize("text", ["Không có thông tin", "Theo luật", "", "50.000 đồng"])
def test_not_knowing_is_not_free_of_charge(text):
    assert not amounts.says_nothing_is_due(text)


# --- Into the catalogue --------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_the_catalogue_holds_already_wins():
    own = shelf.publish("1.000656")

    taken = actions.import_published_text(DESCRIPTION, at=shelf.PUBLISHED_AT)

    assert taken.known == ("1.000656",)
    assert len(taken.published) == 173
    assert queries.list_versions("1.000656") == [own]
    assert taken.without_code == ()
    assert taken.doubts > 1000


@pytest.mark.django_db
def test_taking_it_in_again_changes_nothing():
    actions.import_published_text(DESCRIPTION, at=shelf.PUBLISHED_AT)
    again = actions.import_published_text(DESCRIPTION, at=shelf.PUBLISHED_AT + timedelta(days=1))

    assert (again.published, again.doubts) == ((), 0)
    assert OutboxMessage.objects.filter(type="procedures.version-published").count() == 174


@pytest.mark.django_db
def test_it_is_found_by_name_and_by_the_code_of_the_province():
    actions.import_published_text(DESCRIPTION, at=shelf.PUBLISHED_AT)

    by_name = queries.find("thẻ hướng dẫn viên du lịch nội địa", on=shelf.TODAY)
    assert by_name.items[0].version.code == "1.004623"
    assert queries.get_by_code("1.004623.000.00.00.H17", shelf.TODAY).code == "1.004623"


@pytest.mark.django_db
def test_no_agency_can_take_it_in():
    shelf.found_agency()
    actions.import_published_text(DESCRIPTION, at=shelf.PUBLISHED_AT)

    assert actions.provide_to_competent_agencies(on=shelf.TODAY) == []
    assert not Provision.objects.exists()


@pytest.mark.django_db
def test_a_few_statements_publish_any_number(django_assert_max_num_queries):
    records = [from_plain(draft.plain) for draft in draft_all(TEXT, PUBLICATION)]

    with django_assert_max_num_queries(8 + len(records)):
        assert len(actions.publish_all(records, at=shelf.PUBLISHED_AT)) == 174
