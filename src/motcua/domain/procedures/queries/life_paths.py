"""The packaged life paths, and what a plan takes today: papers, money, time, agencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import msgspec
import yaml

from motcua.domain.procedures.enums import ChannelKind, ElectronicSource
from motcua.domain.procedures.errors import LifePathNotFound
from motcua.domain.procedures.queries.fees import FeeUndecided, decider, find_tables
from motcua.domain.procedures.queries.versions import (
    executions_by_id,
    list_few_providers,
    list_in_force_by_code,
)
from motcua.domain.procedures.rules import life_path_checks
from motcua.domain.procedures.rules.fees import Charge, Situation, charges
from motcua.domain.procedures.rules.life_paths import (
    Answers,
    LifePath,
    Planned,
    from_plain,
    is_meant,
    plan,
)
from motcua.domain.procedures.rules.record import Channel, Described, Paper
from motcua.domain.procedures.rules.version import Version

if TYPE_CHECKING:
    from motcua.domain.procedures.models import Execution
    from motcua.foundation.organisations.models import Agency

PERSONAL_STORES: Final = frozenset({ElectronicSource.REPOSITORY, ElectronicSource.VNEID})
"""Where people keep their own papers: what lies there is theirs to use, not known to the state for sure."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """A paper of a step, and what may stand in for it."""

    paper: Paper
    given_by: tuple[str, ...]
    """Keys of earlier steps of the plan whose result stands in for it."""
    registries: tuple[ElectronicSource, ...]
    """The state's own records to look in before asking for it."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A step of the plan with what it takes. Without a version the catalogue does not tell."""

    planned: Planned
    version: "Version | None" = None
    channel: Channel | None = None
    charges: tuple[Charge, ...] = ()
    is_price_open: bool = False
    """Whether something is paid that only words tell."""
    needs: tuple[Need, ...] = ()
    providers: "tuple[Agency, ...]" = ()
    """The agencies that take it in, when there are few enough to name."""
    execution: "Execution | None" = None
    """The other system of the state that takes it in online."""


def list_life_paths() -> tuple[LifePath, ...]:
    """Return the packaged paths in their order. No query."""
    return tuple(_paths().values())


def get_life_path(key: str) -> LifePath:
    """Return the path with that key. No query.

    :raises LifePathNotFound: if there is none
    """
    try:
        return _paths()[key]
    except KeyError as error:
        raise LifePathNotFound from error


def find_life_path(typed: str) -> LifePath | None:
    """Return the first path of which somebody typed one of its own phrases. No query."""
    return next((path for path in list_life_paths() if is_meant(path, typed)), None)


def list_to_do(path: LifePath, answers: Answers, *, channel: ChannelKind, on: date) -> list[Listed]:
    """Return the steps of the plan with what each takes on the day. Three queries at most.

    :param channel: how the person wants to lodge; another way is told where this one is not offered
    """
    steps = plan(path, answers).steps
    versions = list_in_force_by_code([one.step.code for one in steps if one.step.code], on)
    ids = [version.procedure_id for version in versions.values()]
    providers = list_few_providers(ids, on)
    executions = executions_by_id(ids, on)
    listed = []
    for one in steps:
        version = versions.get(one.step.code or "")
        if version is None:
            listed.append(Listed(planned=one))
            continue
        way = version.find_channel(channel) or version.channels[0]
        computed, is_open = _charges(version, way, one)
        listed.append(
            Listed(
                planned=one,
                version=version,
                channel=way,
                charges=computed,
                is_price_open=is_open,
                needs=_needs(version, way, one, listed),
                providers=tuple(providers.get(version.procedure_id, ())),
                execution=executions.get(version.procedure_id),
            )
        )
    return listed


def _charges(version: Version, way: Channel, planned: Planned) -> tuple[tuple[Charge, ...], bool]:
    """Return what can be computed, for one copy of one page, and whether anything else is asked.

    A table that asks for more than the path knows, such as an age, is left open.
    """
    tables = find_tables(version)
    cases = planned.cases
    situation = Situation(channel=way.kind, cases=cases, groups=planned.groups)
    decide = decider(tables, version, situation)
    computed: list[Charge] = []
    is_open = False
    for fee in way.fees:
        if fee.case is not None and fee.case not in cases:
            continue
        if isinstance(fee.rule, Described) and not (tables and tables.find(fee.code)):
            is_open = True
            continue
        try:
            computed += charges(
                msgspec.structs.replace(way, fees=(fee,)), cases=cases, decide=decide
            )
        except FeeUndecided:
            is_open = True
    return tuple(computed), is_open


def _needs(
    version: Version, way: Channel, planned: Planned, before: Iterable[Listed]
) -> tuple[Need, ...]:
    results = {
        one.planned.step.key: {one.version.code, *(member.code for member in one.version.members)}
        for one in before
        if one.version is not None and one.planned.stage < planned.stage
    }
    return tuple(
        Need(
            paper=paper,
            given_by=tuple(
                key for key, codes in results.items() if not codes.isdisjoint(paper.earlier_results)
            ),
            registries=tuple(
                source for source in paper.electronic_sources if source not in PERSONAL_STORES
            ),
        )
        for paper in version.list_papers(way.kind, planned.cases)
    )


@cache
def _paths() -> dict[str, LifePath]:
    """Read the packaged paths; one that leads nowhere keeps the product from starting to serve them.

    :raises ValueError: naming every fault
    """
    package = resources.files("motcua.domain.procedures")
    codes = {file.name.removesuffix(".yaml") for file in (package / "catalogue").iterdir()}
    paths = []
    for file in (package / "life_paths").iterdir():
        path = from_plain(yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
        if faults := life_path_checks.find_faults(path, codes):
            raise ValueError(f"{file.name}: {'; '.join(faults)}")
        paths.append(path)
    return {path.key: path for path in sorted(paths, key=lambda path: path.place)}
