"""What fee tables may ask: channel, quantities, cases, who the applicant is, answers of the form."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from motcua.capabilities.decisions.enums import ValueKind
from motcua.capabilities.decisions.queries import Fact
from motcua.capabilities.forms.enums import CHOICES, ONE_CHOICE, WHOLE_NUMBERS, FieldKind
from motcua.capabilities.forms.queries import Form
from motcua.domain.procedures.enums import ChannelKind, ReliefGroup
from motcua.domain.procedures.rules.record import Record

GROUP_QUESTION: Final = "fee_group"
"""The question of a form by which applicants declare the group they belong to."""
MOST_CHOICES: Final = 60
"""A question with more choices is asked about by text."""


def case_name(code: str) -> str:
    """Return the name by which tables ask whether a case of the procedure holds."""
    return f"case_{code.replace('-', '_')}"


def group_name(group: ReliefGroup) -> str:
    """Return the name by which tables ask whether the applicant belongs to a group."""
    return f"group_{group.value}"


def answer_name(question: str) -> str:
    """Return the name by which tables ask for the answer to a question of the form."""
    return f"answer_{question}"


def list_facts(record: Record | None, form: Form | None) -> dict[str, Fact]:
    """Return by name all that a fee table of this procedure may ask."""
    facts = [*_usual_facts(record), *(_case_facts(record) if record else ())]
    facts += _group_facts(form)
    if form is not None:
        facts += [fact for name in form.fields if (fact := _answer_fact(form, name)) is not None]
    return {fact.name: fact for fact in facts}


def _usual_facts(record: Record | None) -> Iterator[Fact]:
    offered = [channel.kind for channel in record.channels] if record else list(ChannelKind)
    yield Fact(
        name="channel",
        label=_("Cách nộp"),
        kind=ValueKind.STRING,
        values=tuple((kind.value, str(kind.label)) for kind in offered),
        is_always_known=True,
    )
    for name, label in (("copies", _("Số bản")), ("pages", _("Số trang của bản chính"))):
        yield Fact(
            name=name, label=label, kind=ValueKind.NUMBER, is_always_known=True,
            is_whole=True, least=Decimal(1),
        )  # fmt: skip
    yield Fact(
        name="age", label=_("Tuổi của người nộp"), kind=ValueKind.NUMBER, is_whole=True,
        least=Decimal(0),
    )  # fmt: skip


def _case_facts(record: Record) -> Iterator[Fact]:
    for case in record.cases:
        yield Fact(
            name=case_name(case.code),
            label=_("Trường hợp “{name}”").format(name=case.name),
            kind=ValueKind.BOOLEAN,
            is_always_known=True,
        )


def _group_facts(form: Form | None) -> Iterator[Fact]:
    asked = form.fields.get(GROUP_QUESTION) if form else None
    offered = set(asked.texts) if asked else set()
    for group in ReliefGroup:
        if group.value in offered or asked is None:
            yield Fact(
                name=group_name(group),
                label=_("Người nộp là: {group}").format(group=group.label),
                kind=ValueKind.BOOLEAN,
                is_always_known=True,
            )


_KINDS: Final = {
    **dict.fromkeys(ONE_CHOICE, ValueKind.STRING),
    **dict.fromkeys(WHOLE_NUMBERS, ValueKind.NUMBER),
    FieldKind.CONFIRM: ValueKind.BOOLEAN,
}


def _answer_fact(form: Form, name: str) -> Fact | None:
    asked = form.fields[name]
    kind = _KINDS.get(asked.kind)
    if kind is None or name == GROUP_QUESTION:
        return None
    is_short = asked.kind in CHOICES and len(asked.texts) <= MOST_CHOICES
    return Fact(
        name=answer_name(name),
        label=_("Trả lời “{question}”").format(question=asked.label.vi),
        kind=kind,
        values=tuple((value, text.vi) for value, text in asked.texts.items()) if is_short else (),
        is_always_known=name in form.always and asked.is_required,
        is_whole=kind is ValueKind.NUMBER,
    )
