"""What a dossier costs and why: the situation read from the answers, the charges told in words."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.forms import queries as forms
from motcua.capabilities.forms.queries import Answers, Form, Json
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind, Relief
from motcua.domain.procedures.queries import Charge, Lot, Situation, Version
from motcua.foundation.kernel.money import Dong, format_dong

COPIES: Final = "copies_wanted"
"""The question by which forms ask for a number of copies."""
PAPERS: Final = "papers"
"""The question by which forms list originals, each with its ``pages`` and ``copies``."""
BORN: Final = "requester_birth_date"


def list_charges(
    version: Version, answers: Answers, *, channel: ChannelKind, on: date
) -> tuple[Charge, ...]:
    """Return what a dossier with these answers costs in this way of lodging.

    :raises FeeUndecided: if the answers do not settle it, as while they are incomplete
    """
    if version.form_definition_id is None:
        return procedures.list_charges(version, Situation(channel=channel))
    form = forms.get_definition(version.form_definition_id)
    situation = read_situation(form, answers, channel=channel, on=on)
    return procedures.list_charges(version, situation)


def read_situation(form: Form, answers: Answers, *, channel: ChannelKind, on: date) -> Situation:
    """Return what fees follow from, as the answers tell it on that day."""
    kept = forms.kept(form, answers)
    return Situation(
        channel=channel,
        cases=forms.cases(form, answers, today=on),
        lots=_lots(kept),
        groups=_groups(kept.get(procedures.GROUP_QUESTION)),
        age=_age(kept.get(BORN), on),
        answers={
            name: answer
            for name, answer in kept.items()
            if answer is None or isinstance(answer, str | bool | int | float)
        },
    )


def _lots(kept: Mapping[str, Json]) -> tuple[Lot, ...]:
    listed = kept.get(PAPERS)
    if isinstance(listed, list):
        lots = tuple(
            Lot(copies=_count(item.get("copies")), pages=_count(item.get("pages")))
            for item in listed
            if isinstance(item, dict)
        )
        if lots:
            return lots
    return (Lot(copies=_count(kept.get(COPIES))),)


def _count(answer: Json) -> int:
    """Return a number of copies or pages: at least one."""
    is_number = isinstance(answer, int) and not isinstance(answer, bool)
    return max(1, answer) if is_number and isinstance(answer, int) else 1


def _groups(answer: Json) -> frozenset[str]:
    chosen = answer if isinstance(answer, list) else [answer]
    return frozenset(value for value in chosen if isinstance(value, str))


def _age(answer: Json, on: date) -> int | None:
    """Return completed years on that day (Civil Code 2015, Article 148)."""
    try:
        born = date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        return None
    if born is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


# --- In words -----------------------------------------------------------------------------------


def fee_text(charges: Iterable[Charge]) -> str:
    """Return what is to be paid as papers say it: each charge, their total, what is eased and why."""
    listed = tuple(charges)
    with translation.override("vi"):
        due = [charge for charge in listed if charge.amount]
        said = [f"{charge.fee.name}: {format_dong(charge.amount)}" for charge in due]
        if len(due) > 1:
            said.append(f"tổng cộng: {format_dong(total(due))}")
        words = "; ".join(said) or "Không thu phí, lệ phí"
        eased = " ".join(filter(None, (explain(charge) for charge in listed)))
        return f"{words}. {eased}" if eased else words


def total(charges: Iterable[Charge]) -> Dong:
    """Return the sum of the charges, in đồng."""
    return Dong(sum(charge.amount for charge in charges))


def explain(charge: Charge) -> str:
    """Return why a charge is less than usual or nothing, in the reader's language; empty if it is not."""
    line = charge.line
    if line is None or line.relief is None:
        return ""
    is_english = (get_language() or "").startswith("en")
    reason = (is_english and line.reason_en) or line.reason
    if line.relief is Relief.EXEMPT:
        text = _("Bạn không phải nộp {fee} vì {reason}, theo {basis}.")
    else:
        text = _("Bạn được giảm {fee}, còn {amount}, vì {reason}, theo {basis}.")
    name = charge.fee.name
    return text.format(
        fee=name[:1].lower() + name[1:],
        amount=format_dong(charge.amount),
        reason=reason,
        basis=line.basis,
    )
