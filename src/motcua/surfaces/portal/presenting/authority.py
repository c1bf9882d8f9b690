"""Who is in charge, in the words of its pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.composition.casework.authority import Answer
from motcua.domain.procedures.queries import NamedAgency, Version


@dataclass(frozen=True, kw_only=True)
class ShownRule:
    """One rule of who is in charge."""

    place: str
    agency: str
    case: str
    """The situation it is for; empty for all the others."""
    basis: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ShownNamed:
    """An agency in charge, and why."""

    code: str
    name: str
    reason: str
    is_chosen: bool


def show_named(
    named: NamedAgency, answer: Answer, language: str, *, is_chosen: bool = False
) -> ShownNamed:
    """Return an agency in charge with the sentence that says why: the place and the article."""
    return ShownNamed(
        code=named.provider.code,
        name=named.provider.name_in(language),
        reason=answer.reason_of(named, language),
        is_chosen=is_chosen,
    )


def show_in_charge(answer: Answer, language: str) -> tuple[ShownNamed, ...]:
    """Return the agencies in charge, each with its reason."""
    return tuple(show_named(one, answer, language) for one in answer.ruling.named)


def show_rules(version: Version, language: str) -> tuple[ShownRule, ...]:
    """Return the rules of a procedure as its page tells them, in the order of the record."""
    return tuple(_rules(version, language))


def _rules(version: Version, language: str) -> Iterable[ShownRule]:
    cases = {case.code: case.name_en if language == "en" else case.name for case in version.cases}
    for rule in version.authorities:
        yield ShownRule(
            place=rule.name_in(language),
            agency=str(rule.agency.label),
            case=cases.get(rule.case or "", ""),
            basis=rule.basis,
            note=rule.note or "",
        )
