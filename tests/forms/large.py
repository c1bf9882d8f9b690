"""A form larger than any in use: 300 questions of every everyday kind, 40 of them under conditions."""

from motcua.capabilities.forms.rules import anatomy
from tests.forms.forms import options, question, sketch, when, words

QUESTIONS = 300
CONDITIONS = 40
PER_PAGE = 10
CHOICE = {"enum": ["a", "b", "c"]}
KINDS = (
    ("text", {"type": "string", "maxLength": 200}, "Trả lời"),
    ("name", {"type": "string", "maxLength": 100, "pattern": anatomy.NAME}, "Đặng Thị Ổi"),
    ("date", {"type": "string", "format": "date"}, "2026-11-23"),
    ("pin", {"type": "string", "pattern": "^[0-9]{12}$"}, "099195000001"),
    ("money", {"type": "integer", "minimum": 0, "maximum": 10**12}, 5_000_000),
    ("phone", {"type": "string", "pattern": "^0[0-9]{9,10}$"}, "0912345678"),
    ("number", {"type": "integer", "minimum": 0, "maximum": 100}, 7),
)


def document():
    """Return the form: a choice each seventh question, and under the first forty one question each."""
    always, fields, branches, pages = {}, {}, [], []
    waiting = []
    for number in range(QUESTIONS):
        name = f"q{number}"
        if number % 7 == 0:
            always[name] = CHOICE
            fields[name] = question("radios", f"Loại {number}", options=options("a", "b", "c"))
            waiting.append(name)
        else:
            kind, limits, _answer = KINDS[number % len(KINDS)]
            fields[name] = question(kind, f"Câu hỏi {number}", hint=words("Ghi như trên giấy."))
            is_late = number >= 20 and len(branches) < CONDITIONS and len(waiting) > len(branches)
            if is_late and number // PER_PAGE > int(waiting[len(branches)][1:]) // PER_PAGE:
                branches.append(when(waiting[len(branches)], "b", {name: limits}, [name]))
            else:
                always[name] = limits
        if number % PER_PAGE == 0:
            pages.append([])
        pages[-1].append(name)
    return sketch(always, fields=fields, required=list(always), branches=branches, pages=pages)


def answers():
    """Return an answer for every question, with every condition met."""
    return {
        f"q{number}": "b" if number % 7 == 0 else KINDS[number % len(KINDS)][2]
        for number in range(QUESTIONS)
    }
