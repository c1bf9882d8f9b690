"""Rules between answers that JSON Schema cannot say: a closed set, each a pure function."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final

from motcua.capabilities.forms.enums import WARNINGS, CheckKind
from motcua.capabilities.forms.rules import partial_dates
from motcua.capabilities.forms.rules.shapes import Answers, Check, Form, Json

PIN: Final = re.compile(r"[0-9]{12}")


def failed(form: Form, answers: Answers, *, today: date) -> Iterator[Check]:
    """Yield the checks that the settled answers do not meet. Unanswered questions meet all."""
    for check in form.checks:
        if not _MEETS[check.kind](check, answers, today):
            yield check


def refuses(check: Check) -> bool:
    """Tell whether the check stops the citizen, rather than telling the officer something."""
    return check.kind not in WARNINGS


def _not_future(check: Check, answers: Answers, today: date) -> bool:
    span = _span(answers.get(check.field))
    return span is None or span[0] <= today


def _not_before(check: Check, answers: Answers, _today: date) -> bool:
    span, other = _span(answers.get(check.field)), _span(answers.get(check.than))
    return span is None or other is None or span[1] >= other[0]


def _not_after(check: Check, answers: Answers, _today: date) -> bool:
    span, other = _span(answers.get(check.field)), _span(answers.get(check.than))
    return span is None or other is None or span[0] <= other[1]


def _differs(check: Check, answers: Answers, _today: date) -> bool:
    answer = answers.get(check.field)
    return answer is None or answer != answers.get(check.than)


def _within_days(check: Check, answers: Answers, today: date) -> bool:
    span = _span(answers.get(check.field))
    return span is None or today <= span[1] + timedelta(days=check.days)


def _pin_matches(check: Check, answers: Answers, _today: date) -> bool:
    """Compare a personal identification number with birth and, where it is asked, sex.

    The fourth digit says century and sex (0 and 1 for male and female of the 1900s, 2 and 3 of the
    2000s, and so on), the fifth and sixth the year.
    """
    pin, span = answers.get(check.field), _span(answers.get(check.born))
    if not isinstance(pin, str) or not PIN.fullmatch(pin) or span is None:
        return True
    century, sex = divmod(int(pin[3]), 2)
    if 1900 + century * 100 + int(pin[4:6]) not in {span[0].year, span[1].year}:
        return False
    declared = answers.get(check.sex, check.sex)
    return declared not in {"male", "female"} or declared == ("male", "female")[sex]


def _span(answer: Json) -> tuple[date, date] | None:
    """Return the first and last day an answer can mean; a year or month means all of its days."""
    if isinstance(answer, int) and date.min.year <= answer <= date.max.year:
        return date(answer, 1, 1), date(answer, 12, 31)
    return partial_dates.span(answer) if isinstance(answer, str) else None


_MEETS: Final[Mapping[CheckKind, Callable[[Check, Answers, date], bool]]] = {
    CheckKind.NOT_FUTURE: _not_future,
    CheckKind.NOT_BEFORE: _not_before,
    CheckKind.NOT_AFTER: _not_after,
    CheckKind.DIFFERS: _differs,
    CheckKind.PIN_MATCHES: _pin_matches,
    CheckKind.WITHIN_DAYS: _within_days,
}
