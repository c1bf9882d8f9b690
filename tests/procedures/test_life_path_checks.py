"""A broken path is told what is wrong with it: a name that leads nowhere, a question that changes nothing."""

import msgspec
import pytest
from tests.procedures.ways import YES_NO, made, records

from motcua.domain.procedures.rules import life_path_checks


def test_a_small_path_is_sound():
    path = made()

    assert life_path_checks.find_faults(path, records()) == []
    assert life_path_checks.find_blind_spots(path, records()) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"code": "9.999999"}, "step khai-sinh: no procedure 9.999999"),
        ({"code": None}, "step khai-sinh: either a code or elsewhere"),
        ({"after": ["ban-sao"]}, "step khai-sinh: after ban-sao"),
        ({"when": [{"ban-sao": ["co-le"]}]}, "step khai-sinh: ban-sao has no choice co-le"),
        ({"when": [{"mau": ["do"]}]}, "step khai-sinh: no earlier question mau"),
        (
            {"cases": [{"case": "late", "when": [{"mau": ["do"]}]}]},
            "step khai-sinh, case late: no earlier question mau",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_a_fault(changes, fault):
    steps = msgspec.to_builtins(made().steps)
    path = made(steps=[{**steps[0], **changes}, steps[1]])

    assert life_path_checks.find_faults(path, records()) == [fault]


def test_a_question_may_only_ask_what_comes_earlier_and_not_take_the_address():
    question = {"key": "co", "text": "?", "text_en": "?", "choices": YES_NO}
    later = msgspec.to_builtins(made().questions[0])
    path = made(questions=[{**question, "when": [{"ban-sao": ["co"]}]}, later])

    assert life_path_checks.find_faults(path, records()) == [
        "question co: reserved",
        "question co: no earlier question ban-sao",
    ]


def test_the_same_key_twice_is_a_fault():
    question = msgspec.to_builtins(made().questions[0])
    path = made(questions=[question, question])

    assert life_path_checks.find_faults(path, records()) == ["question ban-sao: twice"]


def test_a_question_that_changes_nothing_is_found():
    first = msgspec.to_builtins(made().questions[0])
    idle = {"key": "mau", "text": "Màu gì?", "text_en": "Colour?", "choices": YES_NO}

    assert life_path_checks.find_blind_spots(made(questions=[first, idle]), records()) == [
        "question mau: changes nothing"
    ]


def test_a_way_without_anything_to_do_is_found():
    [_first, second] = msgspec.to_builtins(made().steps)

    found = life_path_checks.find_blind_spots(made(steps=[{**second, "after": []}]), records())

    assert found == ["nothing to do: {'ban-sao': 'khong'}"]


def test_what_no_answer_reaches_is_found():
    steps = msgspec.to_builtins(made().steps)
    never = {**steps[0], "cases": [{"case": "late", "when": [{"ban-sao": ["co"], "mau": ["do"]}]}]}
    advice = {"text": "Biết.", "text_en": "Know.", "source": "Luật", "when": [{"mau": ["do"]}]}

    found = life_path_checks.find_blind_spots(
        made(steps=[never, steps[1]], advice=[advice]), records()
    )

    assert found == ["never reached: ('khai-sinh', 'late')", "never reached: Biết."]


def test_a_case_that_the_procedure_does_not_have_is_found():
    steps = msgspec.to_builtins(made().steps)
    path = made(steps=[{**steps[0], "cases": [{"case": "sunny"}]}, steps[1]])

    assert life_path_checks.find_blind_spots(path, records()) == [
        "step khai-sinh: 1.001193 has no case sunny"
    ]
