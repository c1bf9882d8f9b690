"""The page before a draft is begun: what is needed, who is in charge and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.composition.casework.authority import Answer, Told
from motcua.composition.casework.errors import ForWhomNotChosen
from motcua.composition.casework.representing import FOR, ONESELF
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import AuthorityVerdict
from motcua.domain.procedures.queries import Version
from motcua.surfaces.portal.presenting.authority import ShownNamed, show_named
from motcua.surfaces.portal.presenting.boxes import Option, list_options
from motcua.surfaces.portal.presenting.drafts import name_of_agency
from motcua.surfaces.portal.presenting.places import ShownPlace, show_place, suggest_communes
from motcua.surfaces.portal.presenting.procedures import ShownProcedure, show

if TYPE_CHECKING:
    from motcua.domain.authorisations.models import Authorisation
    from motcua.foundation.kernel.errors import Refusal
    from motcua.foundation.organisations.models import Agency

PLACE: Final = "noi-{code}"
"""How the place of a rule is named among the boxes of the page."""
WAS_ASKED: Final = "hoi"
"""Says that the question for whom one lodges was sent."""
FEW: Final = 10
"""Agencies that can be shown one below the other; more go into a list to open."""


@dataclass(frozen=True, kw_only=True)
class ShownAgency:
    """An agency to choose."""

    code: str
    name: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ForWhom:
    """The question for whom one lodges, asked of who may act for others."""

    options: tuple[Option, ...]
    chosen: str
    """What was answered; empty while nothing was."""
    name: str
    """Of the person one acts for; empty for oneself."""
    under: Authorisation | None
    until: date | None
    """The last day of what lets one act."""
    error: str
    """Said where it was sent without an answer."""


def show_for_whom(
    offers: Sequence[Authorisation], asked: Mapping[str, str], refusal: Refusal | None
) -> ForWhom | None:
    """Return the question with its answer; None for who acts for nobody. No query."""
    typed = asked.get(FOR, "")
    if not offers:
        return None
    under = next((one for one in offers if str(one.pk) == typed), None)
    is_refused = refusal is not None and refusal.field == FOR
    is_unanswered = is_refused or (WAS_ASKED in asked and not typed)
    names = {ONESELF: _("Cho tôi")}
    for one in offers:
        names[str(one.pk)] = _("Thay cho {name}").format(name=one.represented)
    return ForWhom(
        options=list_options(FOR, names, typed),
        chosen=typed if typed in names else "",
        name=str(under.represented) if under else "",
        under=under,
        until=under.last_day if under else None,
        error=str(ForWhomNotChosen.message) if is_unanswered else "",
    )


@dataclass(frozen=True, kw_only=True)
class Start:
    """What to know before beginning."""

    code: str
    procedure: ShownProcedure
    agencies: tuple[ShownAgency, ...]
    """All that take the procedure in."""
    chosen: str
    has_rules: bool
    places: tuple[ShownPlace, ...]
    communes: tuple[str, ...]
    """What browsers suggest while one types: the communes of today around here."""
    named: tuple[ShownNamed, ...]
    """Those in charge; the first is the nearest, where any will do."""
    is_settled: bool
    """Whether one alone is in charge."""
    is_nobody: bool
    """Whether no agency here serves the places told."""
    is_long: bool
    """Whether those in charge are too many to stand one below the other."""

    @property
    def is_choosing_another(self) -> bool:
        """Whether an agency was chosen before that is not in charge."""
        return bool(self.chosen) and self.chosen not in {one.code for one in self.named}


def read_places(version: Version, asked: Mapping[str, str]) -> dict[str, str] | None:
    """Return what was typed for the places, by the codes of the rules; None if nothing was asked yet."""
    fields = {rule.code: PLACE.format(code=rule.code) for rule in version.authorities}
    if not any(field in asked for field in fields.values()):
        return None
    return {code: asked.get(field, "").replace("\0", "") for code, field in fields.items()}


def show_start(
    version: Version, agencies: Iterable[Agency], answer: Answer, *, chosen: str
) -> Start:
    """Return what to know before beginning; a single agency is chosen already."""
    found = list(agencies)
    language = get_language() or "vi"
    ruling = answer.ruling
    named = () if ruling.is_unsettled else ruling.named
    return Start(
        code=version.code,
        procedure=show(version, language),
        agencies=tuple(
            ShownAgency(
                code=agency.code,
                name=name_of_agency(agency),
                is_chosen=agency.code == chosen or len(found) == 1,
            )
            for agency in found
        ),
        chosen=chosen,
        has_rules=bool(version.authorities),
        places=tuple(
            _place(told, chosen, language)
            for told in answer.told
            if procedures.asks_for_place(told.rule)
        ),
        communes=suggest_communes(agency.province_code for agency in found)
        if answer.asks_for_place
        else (),
        named=tuple(
            show_named(one, answer, language, is_chosen=one.provider.code == chosen)
            for one in named
        ),
        is_settled=len(named) == 1,
        is_nobody=ruling.verdict is AuthorityVerdict.NOBODY_HERE,
        is_long=len(named) > FEW,
    )


def _place(told: Told, chosen: str, language: str) -> ShownPlace:
    field = PLACE.format(code=told.rule.code)
    return show_place(
        told.located,
        field=field,
        label=told.rule.name_in(language),
        hint=told.rule.note or "",
        way=lambda path: _address(field, path, chosen),
    )


def _address(field: str, path: str, chosen: str) -> str:
    pairs = {field: path, **({"agency": chosen} if chosen else {})}
    return f"?{urlencode(pairs, quote_via=quote)}#authority"
