"""What is known before it is asked (once only: Article 15.1.d of Decree 224/2026).

Facts come by name from whoever looked them up: ``identity.…`` from the sign-in, ``population.…``
from the population database. ``answers.…`` is an earlier answer of the same form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.capabilities.forms.enums import CHOICES, OF_PARTS
from motcua.capabilities.forms.rules import reading
from motcua.capabilities.forms.rules.settling import holds
from motcua.capabilities.forms.rules.shapes import UNREADABLE, Answers, Field, Form, Json

Facts: TypeAlias = Mapping[str, Json | date]
"""What was looked up, by name."""

ANSWERS: Final = "answers."

LABELS: Final[Mapping[str, Promise]] = {
    "identity": _("Lấy từ tài khoản định danh điện tử"),
    "card": _("Theo giấy tờ tùy thân đã xuất trình"),
    "account": _("Theo tài khoản định danh điện tử của người này"),
    "earlier": _("Theo hồ sơ trước của người này tại đây"),
    "population": _("Lấy từ Cơ sở dữ liệu quốc gia về dân cư"),
    "civil_status": _("Lấy từ Cơ sở dữ liệu hộ tịch điện tử"),
    "business": _("Lấy từ Cơ sở dữ liệu đăng ký kinh doanh"),
    "answers": _("Lấy từ câu trả lời ở phần trước"),
}
ELSEWHERE: Final = _("Lấy từ dữ liệu đã có")


@dataclass(frozen=True, slots=True)
class Prefilled:
    """An answer that is known already, and where from."""

    value: Json
    source: str

    @property
    def label(self) -> str:
        """The source in the words of the page."""
        return str(LABELS.get(self.source.split(".", 1)[0], ELSEWHERE))


def sources(form: Form) -> frozenset[str]:
    """Return the names of the facts worth looking up for the form."""
    return frozenset(
        source.key
        for field in form.fields.values()
        for source in field.sources
        if not source.key.startswith(ANSWERS)
    )


def prefill(form: Form, facts: Facts, answers: Answers) -> dict[str, Prefilled]:
    """Return what is known of the questions: the first source of each that has a fitting answer."""
    known: dict[str, Prefilled] = {}
    for field in form.fields.values():
        for source in field.sources:
            if not holds(source.when, answers):
                continue
            value = _fitting(field, _fact(source.key, facts, answers))
            if value is not None:
                known[field.id] = Prefilled(value, source.key)
                break
    return known


def locked(form: Form, prefilled: Mapping[str, Prefilled]) -> dict[str, Json]:
    """Return the answers that what is known decides, whatever was typed."""
    return {
        name: known.value
        for name, known in prefilled.items()
        if name in form.fields and form.fields[name].is_locked
    }


def _fact(key: str, facts: Facts, answers: Answers) -> object:
    if key.startswith(ANSWERS):
        return answers.get(key.removeprefix(ANSWERS))
    fact = facts.get(key)
    return fact.isoformat() if isinstance(fact, date) else fact


def _fitting(field: Field, fact: object) -> Json:
    """Return the fact as an answer, or None where the question could not take it."""
    if field.kind in OF_PARTS and isinstance(fact, Mapping):
        parts = {part.id: _fitting(part, fact.get(part.id)) for part in field.parts}
        return {name: part for name, part in parts.items() if part is not None} or None
    value = reading.tidy_answer(field, fact)
    if value is UNREADABLE:
        return None
    if field.kind in CHOICES:
        chosen = value if isinstance(value, list) else [value]
        return value if all(choice in field.texts for choice in chosen) else None
    return value
