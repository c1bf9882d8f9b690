"""Who is in charge: the agency that a record's rules name for a case and the places in it.

The rules stand in the record because law makes them, sector by sector: a birth goes where a parent
lives (Law on Civil Status 2014, Article 13), a certified copy anywhere (Decree 23/2015, Article 5.5). Where an
agency stands in the tree says nothing of it. A dossier that came to the wrong agency is directed by
the desk, not refused (Decree 61/2018, Article 17.2.a), so that a name given here may be passed over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from motcua.domain.procedures.enums import AuthorityPlace, AuthorityVerdict
from motcua.domain.procedures.rules.competence import COMPETENT
from motcua.domain.procedures.rules.record import Authority
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel


@dataclass(frozen=True, kw_only=True)
class Commune:
    """A commune of the day, by code, with the code of its province."""

    code: str
    province_code: str


@dataclass(frozen=True, kw_only=True)
class Whereabouts:
    """Where something is: in one commune, or in one of several that nobody here can tell apart.

    Several stand for a commune that was divided, or a name that many communes bear.
    """

    communes: tuple[Commune, ...]

    @property
    def is_settled(self) -> bool:
        """Whether it is known in which commune."""
        return len(self.communes) == 1


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An agency that takes the procedure in on the day, with its territory.

    One without a commune serves its province, one without either the country.
    """

    id: int
    code: str
    name: str
    name_en: str
    level: AgencyLevel
    kind: AgencyKind
    province_code: str
    commune_code: str
    is_granted: bool = False
    """Whether a document gave it what the law puts into other hands (decentralised, delegated)."""

    def name_in(self, language: str) -> str:
        """Return the name in the language of the reader ("vi" or "en"), if it has one there."""
        return (language == "en" and self.name_en) or self.name

    def serves(self, commune: Commune) -> bool:
        """Say whether the commune lies in its territory."""
        if self.commune_code:
            return self.commune_code == commune.code
        return self.province_code in {"", commune.province_code}


@dataclass(frozen=True, kw_only=True)
class Named:
    """An agency with the rule that names it, and the commune by which it does."""

    provider: Provider
    rule: Authority
    commune: Commune | None = None
    """None where the rule asks for no place."""


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What the rules come to."""

    verdict: AuthorityVerdict
    named: tuple[Named, ...] = ()
    """The agencies in charge, each once; the nearer stand first where any will do."""
    missing: tuple[Authority, ...] = ()
    """The rules whose place has not been told."""
    is_unsettled: bool = False
    """Whether several are named only because a place may lie in several communes."""


Places = Mapping[str, Sequence[Whereabouts]]
"""By the code of a rule, every place that is told for it; each will do."""
NO_PLACES: Places = MappingProxyType({})


def rules_holding(rules: Iterable[Authority], cases: frozenset[str]) -> tuple[Authority, ...]:
    """Return the rules for these cases: those written for one of them, else those for none."""
    known = tuple(rules)
    particular = tuple(rule for rule in known if rule.case is not None and rule.case in cases)
    return particular or tuple(rule for rule in known if rule.case is None)


def list_asking(rules: Iterable[Authority], cases: frozenset[str]) -> tuple[Authority, ...]:
    """Return the rules for these cases that need a place."""
    return tuple(rule for rule in rules_holding(rules, cases) if asks_for_place(rule))


def asks_for_place(rule: Authority) -> bool:
    """Say whether the rule names nobody before a place is told."""
    return rule.place not in {AuthorityPlace.EVERYWHERE, AuthorityPlace.SEAT}


def decide(
    rules: Iterable[Authority],
    providers: Iterable[Provider],
    *,
    cases: frozenset[str] = frozenset(),
    places: Places = NO_PLACES,
) -> Ruling:
    """Return the agencies in charge and why; which of several, where the law lets one choose.

    Args:
        rules: the record's, as published
        providers: who takes the procedure in on the day; nobody else is ever named
        cases: the cases of the record that hold
        places: what was told of the places, by the codes of the rules
    """
    holding = rules_holding(rules, cases)
    if not holding:
        return Ruling(verdict=AuthorityVerdict.NO_RULE)
    told = _in_force(holding, places)
    missing = tuple(rule for rule in holding if asks_for_place(rule) and not places.get(rule.code))
    offered = sorted(providers, key=lambda one: one.code)
    named = _once(found for rule in told for found in _named(rule, offered, places))
    return Ruling(
        verdict=_verdict(named, told),
        named=named,
        missing=missing,
        is_unsettled=any(
            not where.is_settled for rule in told for where in places.get(rule.code, ())
        ),
    )


def _in_force(holding: Sequence[Authority], places: Places) -> tuple[Authority, ...]:
    """Return the rules whose place is told or not asked for; a fallback only if no other's is."""
    told = [rule for rule in holding if not asks_for_place(rule) or places.get(rule.code)]
    first = tuple(rule for rule in told if not rule.is_fallback)
    return first or tuple(told)


def _named(rule: Authority, offered: Sequence[Provider], places: Places) -> Iterator[Named]:
    able = [one for one in offered if one.is_granted or _is_of_the_kind(one, rule)]
    communes = [commune for where in places.get(rule.code, ()) for commune in where.communes]
    for commune in communes:
        for provider in able:
            if provider.serves(commune):
                yield Named(provider=provider, rule=rule, commune=commune)
    if not asks_for_place(rule):
        for provider in able:
            yield Named(provider=provider, rule=rule)


def _is_of_the_kind(provider: Provider, rule: Authority) -> bool:
    return COMPETENT.get(rule.agency) == (provider.level, provider.kind)


def _once(found: Iterable[Named]) -> tuple[Named, ...]:
    by_agency: dict[int, Named] = {}
    for one in found:
        by_agency.setdefault(one.provider.id, one)
    return tuple(by_agency.values())


def _verdict(named: Sequence[Named], told: Sequence[Authority]) -> AuthorityVerdict:
    if not told:
        return AuthorityVerdict.PLACE_NEEDED
    if not named:
        return AuthorityVerdict.NOBODY_HERE
    return AuthorityVerdict.NAMED if len(named) == 1 else AuthorityVerdict.CHOICE
