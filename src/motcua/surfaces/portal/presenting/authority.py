"""Who is in charge, in the words of its pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.composition.casework.authority import Answer
from motcua.domain.procedures.queries import Authority, NamedAgency, Version, asks_for_place


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
        reason=reason_of(named, answer, language),
        is_chosen=is_chosen,
    )


def reason_of(named: NamedAgency, answer: Answer, language: str) -> str:
    """Return why an agency is in charge: the rule, the place it was told, and the article."""
    words = {"place": named.rule.name_in(language), "basis": named.rule.basis}
    if named.commune is None or not asks_for_place(named.rule):
        return _("{place} ({basis})").format(**words)
    path = answer.path_of(named.commune)
    return _("{place}: {commune} ({basis})").format(**words, commune=path)


def show_rules(version: Version, language: str) -> tuple[ShownRule, ...]:
    """Return the rules of a procedure as its page tells them, in the order of the record."""
    return tuple(_rules(version, language))


def _rules(version: Version, language: str) -> Iterable[ShownRule]:
    cases = {case.code: case.name_en if language == "en" else case.name for case in version.cases}
    for rule in version.authorities:
        yield ShownRule(
            place=rule.name_in(language),
            agency=agency_of(rule),
            case=cases.get(rule.case or "", ""),
            basis=rule.basis,
            note=rule.note or "",
        )


def agency_of(rule: Authority) -> str:
    """Return what kind of agency the rule names."""
    return str(rule.agency.label)
