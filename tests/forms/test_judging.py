"""All wrong answers are named at once, in sentences that say what to do."""

from datetime import date

import pytest
from django.utils import translation

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.enums import CheckKind, FieldKind
from motcua.capabilities.forms.rules import anatomy, sentences
from tests.forms.forms import (
    BIRTH,
    BIRTH_ANSWERS,
    HOME,
    PACKAGED,
    TODAY,
    question,
    sketch,
    words,
)
from tests.forms.forms import (
    sentences as told,
)


def test_a_complete_form_has_no_problem_and_no_warning():
    assert forms.validate_all(BIRTH, BIRTH_ANSWERS, today=TODAY) == []
    assert forms.list_warnings(BIRTH, BIRTH_ANSWERS, today=TODAY) == []
    assert forms.find_unfinished_page(BIRTH, BIRTH_ANSWERS, today=TODAY) is None


@pytest.mark.parametrize(
    ("field", "answer", "sentence"),
    [
        ("child_full_name", None, "Hãy nhập họ và tên của con."),
        ("child_full_name", "K", "Họ và tên của con phải có ít nhất 2 ký tự. Hãy viết đầy đủ."),
        (
            "child_full_name",
            "Khuê 2",
            "Họ và tên của con chỉ gồm chữ cái. Hãy bỏ chữ số và ký hiệu.",
        ),
        (
            "child_full_name",
            "K" * 101,
            "Họ và tên của con chỉ được dài tối đa 100 ký tự. Hãy viết ngắn hơn.",
        ),
        ("child_full_name", {}, "Chưa đọc được họ và tên của con. Hãy trả lời lại câu này."),
        ("child_birth_date", None, "Hãy nhập ngày sinh của con, đủ ngày, tháng và năm."),
        ("child_birth_date", "/2/2026", "Ngày sinh của con còn thiếu ngày."),
        ("child_birth_date", "1//2026", "Ngày sinh của con còn thiếu tháng."),
        ("child_birth_date", "1/2/", "Ngày sinh của con còn thiếu năm."),
        ("child_birth_date", "1/2/26", "Hãy nhập đủ 4 chữ số của năm, ví dụ 2026."),
        (
            "child_birth_date",
            "31/2/2026",
            "Ngày sinh của con không có trên lịch. Hãy xem lại ngày, tháng và năm.",
        ),
        (
            "child_birth_date",
            "hôm qua",
            "Hãy nhập ngày sinh của con bằng số, ví dụ 15 tháng 3 năm 2026 là 15, 3 và 2026.",
        ),
        (
            "child_birth_date",
            "2026-11-24",
            "Ngày sinh của con không thể sau hôm nay. Hãy xem lại ngày, tháng và năm.",
        ),
        ("child_sex", None, "Hãy chọn giới tính của con."),
        ("child_sex", "khác", "Hãy chọn giới tính của con trong các lựa chọn có sẵn."),
        ("parents_status", None, "Hãy chọn trường hợp đúng với cha mẹ của con."),
        (
            "requester_pin",
            "12",
            "Số định danh cá nhân (số căn cước) gồm đúng 12 chữ số. Hãy xem trên thẻ căn cước và nhập lại.",
        ),
        (
            "requester_phone",
            "12",
            "Hãy nhập số điện thoại gồm 10 chữ số, bắt đầu bằng số 0, ví dụ 0912 345 678.",
        ),
        (
            "requester_email",
            "oi@",
            "Hãy nhập địa chỉ thư điện tử đúng dạng, ví dụ ten@example.com, hoặc bỏ trống nếu không có.",
        ),
        ("mother_birth_year", "95", "Năm sinh của mẹ phải là năm gồm 4 chữ số, từ 1900 trở đi."),
        ("mother_birth_year", "chín lăm", "Năm sinh của mẹ phải là năm gồm 4 chữ số, ví dụ 1995."),
        (
            "mother_birth_year",
            "2027",
            "Năm sinh của mẹ không thể sau ngày sinh của con. Hãy xem lại.",
        ),
        ("copies_wanted", "21", "Số bản sao trích lục khai sinh không được lớn hơn 20."),
        ("copies_wanted", "-1", "Số bản sao trích lục khai sinh phải từ 0 trở lên."),
        ("copies_wanted", "hai", "Số bản sao trích lục khai sinh phải là số, ví dụ 2."),
        ("birth_place", None, "Hãy nhập địa chỉ nơi sinh."),
        (
            "father_pin",
            BIRTH_ANSWERS["mother_pin"],
            "Số định danh của cha trùng với của mẹ. Hãy xem lại trên thẻ căn cước của từng người.",
        ),
    ],
)
def test_a_wrong_answer_is_told_in_a_sentence(field, answer, sentence):
    assert told(BIRTH, BIRTH_ANSWERS | {field: answer}) == {field: sentence}


def test_a_part_of_an_address_is_named_by_its_place():
    answers = BIRTH_ANSWERS | {"mother_residence": {"province": "Sao Hỏa", "quận": "Ba Đình"}}

    assert told(BIRTH, answers) == {
        "mother_residence.commune": "Hãy nhập xã, phường, đặc khu (nơi cư trú của mẹ).",
        "mother_residence.province": "Hãy chọn tỉnh, thành phố (nơi cư trú của mẹ) trong các lựa chọn có sẵn.",
        "mother_residence.quận": "Biểu mẫu này không hỏi “quận”. Hãy bỏ phần này.",
    }


def test_a_row_of_a_group_is_named_by_its_place():
    form = PACKAGED["certified-copy"]
    answers = {
        "papers": [{"name": "Bằng", "pages": 1, "copies": 1}, {"name": "Học bạ", "pages": 0}]
    }

    told_of_papers = {f: t for f, t in told(form, answers).items() if f.startswith("papers")}

    assert told_of_papers == {
        "papers.1.pages": "Số trang của bản chính phải từ 1 trở lên.",
        "papers.1.copies": "Hãy nhập số bản cần chứng thực.",
    }


def test_nothing_answered_names_every_required_question_in_the_order_of_the_form():
    problems = forms.validate_all(BIRTH, {}, today=TODAY)

    order = [problem.field for problem in problems]
    assert order == sorted(order, key=list(BIRTH.fields).index)
    assert {problem.code for problem in problems} == {"required"}
    assert forms.find_unfinished_page(BIRTH, {}, today=TODAY).key == "nguoi-yeu-cau"


def test_a_page_is_told_its_own_problems_alone():
    problems = forms.validate_page(
        BIRTH, "con", BIRTH_ANSWERS | {"child_sex": None, "birth_proof": None}, today=TODAY
    )

    assert [problem.field for problem in problems] == ["child_sex"]


def test_an_answer_nobody_asked_for_is_a_problem():
    assert told(BIRTH, BIRTH_ANSWERS | {"shoe_size": 41}) == {
        "shoe_size": "Biểu mẫu này không hỏi “shoe_size”. Hãy bỏ phần này."
    }


@pytest.mark.parametrize(
    ("answers", "warned"),
    [
        ({}, []),
        ({"child_birth_date": "2026-09-24"}, []),
        ({"child_birth_date": "2026-09-23"}, ["child_birth_date"]),
        ({"mother_pin": "099095000001"}, ["mother_pin"]),
        ({"mother_pin": "099196000001"}, ["mother_pin"]),
        ({"father_pin": "099193000002"}, ["father_pin"]),
        ({"requester_birth_date": "1996-04-03"}, ["requester_pin"]),
        ({"mother_pin": None}, []),
    ],
)
def test_what_an_officer_should_look_at_never_stops_the_citizen(answers, warned):
    answers = BIRTH_ANSWERS | answers

    warnings = forms.list_warnings(BIRTH, answers, today=TODAY)

    assert [warning.field for warning in warnings] == warned
    assert forms.validate_all(BIRTH, answers, today=TODAY) == []


@pytest.mark.parametrize(
    ("pin", "year", "sex", "fits"),
    [
        ("001099000001", 1999, "male", True),
        ("001199000001", 1999, "female", True),
        ("001099000001", 1999, "female", False),
        ("001299000001", 2099, "male", True),
        ("001201000001", 2001, "male", True),
        ("001301000001", 2001, "female", True),
        ("001301000001", 1901, "female", False),
        ("001001000001", 1901, "male", True),
    ],
)
def test_a_personal_identification_number_says_sex_century_and_year(pin, year, sex, fits):
    form = forms.compile_document(
        sketch(
            {
                "pin": {"type": "string", "pattern": "^[0-9]{12}$"},
                "year": {"type": "integer", "minimum": 1900, "maximum": 2100},
                "sex": {"enum": ["male", "female"]},
            },
            fields={
                "pin": question("pin"),
                "year": question("year"),
                "sex": question(
                    "radios", options=[{"value": v, "text": words(v)} for v in ("male", "female")]
                ),
            },
            checks=[
                {
                    "kind": "pin_matches",
                    "field": "pin",
                    "born": "year",
                    "sex": "sex",
                    "message": words("Lệch"),
                }
            ],
        ),
        key="pin",
    )

    warnings = forms.list_warnings(form, {"pin": pin, "year": year, "sex": sex}, today=TODAY)

    assert (warnings == []) is fits


def dates_form(kind, **more):
    date_schema = {"type": "string", "format": "date"}
    return forms.compile_document(
        sketch(
            {"one": date_schema, "two": date_schema},
            fields={"one": question("date"), "two": question("date")},
            checks=[{"kind": kind, "field": "two", "message": words("Sai"), **more}],
        ),
        key="dates",
    )


@pytest.mark.parametrize(
    ("kind", "one", "two", "is_wrong"),
    [
        ("not_before", "2026-01-02", "2026-01-01", True),
        ("not_before", "2026-01-02", "2026-01-02", False),
        ("not_before", None, "2026-01-01", False),
        ("not_before", "2026-01-02", None, False),
        ("not_after", "2026-01-02", "2026-01-03", True),
        ("not_after", "2026-01-02", "2026-01-02", False),
        ("differs", "2026-01-02", "2026-01-02", True),
        ("differs", "2026-01-02", "2026-01-03", False),
        ("differs", None, None, False),
        ("not_future", None, "2026-11-23", False),
        ("not_future", None, "2026-11-24", True),
    ],
)
def test_rules_between_answers(kind, one, two, is_wrong):
    problems = told(dates_form(kind, than="one"), {"one": one, "two": two})

    assert problems == ({"two": "Sai"} if is_wrong else {})


def test_today_is_an_argument():
    form = dates_form("not_future")
    answers = {"two": "2026-11-24"}

    assert forms.validate_all(form, answers, today=date(2026, 11, 23))
    assert not forms.validate_all(form, answers, today=date(2026, 11, 24))


def test_of_several_errors_the_first_to_put_right_is_told():
    answers = BIRTH_ANSWERS | {"mother_birth_year": "2200"}

    assert told(BIRTH, answers) == {
        "mother_birth_year": "Năm sinh của mẹ phải là năm gồm 4 chữ số, không sau 2100."
    }


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("key", PACKAGED)
def test_every_constraint_of_every_question_has_its_own_sentence(key, language):
    fields = [*PACKAGED[key].fields.values()]
    fields += [part for field in fields for part in field.parts]

    with translation.override(language):
        for field in fields:
            needed, allowed = anatomy.KEYWORDS[field.kind]
            keywords = (needed | allowed) & field.limits.keys() & set(sentences.TOLD)
            for keyword in keywords | {"required"}:
                sentence = sentences.sentence(field, keyword, 7)
                assert not sentences.is_general(field, keyword), (field.id, keyword)
                assert "{" not in sentence
                assert str(field.label)
                assert str(field.noun)


def test_every_kind_of_question_has_keywords_and_a_rule_of_every_check():
    assert anatomy.KEYWORDS.keys() == set(FieldKind)
    assert {check.kind for form in PACKAGED.values() for check in form.checks} <= set(CheckKind)


def test_a_home_elsewhere_is_no_problem_of_a_question_not_asked():
    answers = BIRTH_ANSWERS | {"delivery_address": {"province": "Sao Hỏa"}}

    assert forms.validate_all(BIRTH, answers, today=TODAY) == []
    assert (
        forms.validate_all(
            BIRTH, answers | {"result_channel": "post", "delivery_address": HOME}, today=TODAY
        )
        == []
    )
