"""What really happened, in words: counts, steps, ways, deviations, variants, holders."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.queries import BEGIN, END, Departed, Deviation, Passed, Times
from motcua.capabilities.workflow.queries.designs import Model, Picture
from motcua.composition.hindsight.queries import Hindsight, activity_of
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Lodged
from motcua.foundation.identity.actors import Officer
from motcua.foundation.organisations.enums import UnitKind
from motcua.surfaces.desk import process_form
from motcua.surfaces.desk.presenting.hindsight_pictures import (
    Design,
    Graph,
    draw_design,
    draw_graph,
)
from motcua.surfaces.desk.presenting.processes import name_of_role
from motcua.surfaces.desk.presenting.spans import say, say_count, say_share

MOST_VARIANTS: Final = 20
MOST_ROWS: Final = 100
"""How many dossiers a list shows; it says how many there are."""
NONE: Final = "–"


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A row of a table: what, how often, in how many dossiers, how long."""

    label: str
    who: str
    count: str
    cases: str
    median: str
    most: str


@dataclass(frozen=True, kw_only=True)
class ShownVariant:
    """One way dossiers went."""

    mark: str
    steps: tuple[str, ...]
    count: int
    share: str
    median: str


@dataclass(frozen=True, kw_only=True)
class ShownDeparture:
    """Dossiers that depart from the design in the same way."""

    mark: str
    reasons: tuple[str, ...]
    count: int


@dataclass(frozen=True, kw_only=True)
class ShownHolder:
    """With whom dossiers lay."""

    label: str
    cases: str
    working: str
    share: str
    median: str
    elapsed: str


@dataclass(frozen=True, kw_only=True)
class ShownRework:
    """Something that was done more than once."""

    label: str
    count: str
    cases: str


@dataclass(frozen=True, kw_only=True)
class ShownHindsight:
    """One page."""

    count: int
    standings: tuple[tuple[str, str], ...]
    whole: str
    """How long finished dossiers took, in words; empty if there are none."""
    design: Design | None
    steps: tuple[Timed, ...]
    flows: tuple[Timed, ...]
    graph: Graph
    followings: tuple[Timed, ...]
    departures: tuple[ShownDeparture, ...]
    handled: int
    fitting: int
    not_compared: int
    rework: tuple[ShownRework, ...]
    redone: int
    variants: tuple[ShownVariant, ...]
    ways: int
    """How many different ways there were."""
    holders: tuple[ShownHolder, ...]


def show(hindsight: Hindsight, picture: Picture | None) -> ShownHindsight:
    """Return everything of the page; ``picture`` is the design's drawing."""
    mined, replayed = hindsight.mined, hindsight.replayed
    names = names_of(hindsight)
    departed = replayed.departed if replayed else ()
    not_compared = replayed.not_compared if replayed else 0
    handled = len(hindsight.story.handled)
    return ShownHindsight(
        count=mined.count,
        standings=tuple((str(one.label), say_count(mined.standings[one])) for one in Standing),
        whole=_whole(mined.times),
        design=draw_design(picture, replayed) if picture and replayed else None,
        steps=_steps(hindsight.model, replayed.steps) if hindsight.model and replayed else (),
        flows=_flows(hindsight.model, replayed.flows) if hindsight.model and replayed else (),
        graph=draw_graph(mined, names),
        followings=tuple(
            _timed(_arrow(one.source, one.target, names), "", one.count, one.cases, one.times)
            for one in mined.followings
        ),
        departures=_departures(departed, names),
        handled=handled,
        fitting=handled - len(departed) - not_compared,
        not_compared=not_compared,
        rework=tuple(_rework(hindsight, names)),
        redone=len(mined.redone),
        variants=tuple(
            ShownVariant(
                mark=mark_of(one.sequence),
                steps=tuple(names.get(code, code) for code in one.sequence),
                count=one.count,
                share=say_share(one.share),
                median=say(one.times.median),
            )
            for one in mined.variants[:MOST_VARIANTS]
        ),
        ways=len(mined.variants),
        holders=_holders(hindsight),
    )


def names_of(hindsight: Hindsight) -> dict[str, str]:
    """Return what activities are called: acts, steps that were done, steps of the design."""
    is_english = get_language() == "en"
    names = {BEGIN: _("Bắt đầu"), END: _("Kết thúc")}
    names |= {activity_of(act): str(act.label) for act in Act}
    names |= {
        code: (english if is_english else name) or name
        for code, (name, english) in hindsight.story.step_names.items()
    }
    if hindsight.model is not None:
        nodes = hindsight.model.nodes.values()
        names |= {
            node.code: (node.name_en if is_english else node.name) or node.name
            for node in nodes
            if node.name
        }
    return names


def mark_of(parts: Sequence[str]) -> str:
    """Return the short name of a variant, or of a way to depart, in an address."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


def say_deviation(one: Deviation, names: Mapping[str, str]) -> str:
    """Return one place where a dossier departs from the design."""
    return _("{kind}: “{step}”").format(
        kind=one.kind.label, step=names.get(one.activity, one.activity)
    )


def mark_of_departure(one: Departed) -> str:
    """Return the short name of the way in which a dossier departs."""
    return mark_of([f"{deviation.kind}:{deviation.activity}" for deviation in one.deviations])


@dataclass(frozen=True, kw_only=True)
class ShownCases:
    """Dossiers behind a number: those the reader may open, and how many lie elsewhere."""

    total: int
    rows: tuple[tuple[Lodged, tuple[str, ...]], ...]
    """Each with the reasons why it departs from the design."""
    elsewhere: tuple[tuple[str, int], ...]
    """By the name of the agency: dossiers the reader has no right to."""


def choose(
    hindsight: Hindsight, asked: Mapping[str, str]
) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Return what is asked for in words, and its cases by key, each with its reasons.

    Asked by the mark of a variant, of a way to depart, or for everything done more than once.
    """
    names = names_of(hindsight)
    variant, departure = asked.get("bien-the", ""), asked.get("lech", "")
    departed = hindsight.replayed.departed if hindsight.replayed else ()
    if variant:
        for one in hindsight.mined.variants:
            if mark_of(one.sequence) == variant:
                words = " → ".join(names.get(code, code) for code in one.sequence)
                return _("Cùng một biến thể: {steps}").format(steps=words), dict.fromkeys(
                    one.keys, ()
                )
        return _("Cùng một biến thể"), {}
    if departure:
        return _("Lệch quy trình"), {
            one.key: tuple(say_deviation(deviation, names) for deviation in one.deviations)
            for one in departed
            if departure in {"tat-ca", mark_of_departure(one)}
        }
    return _("Có bước làm lại"), dict.fromkeys(hindsight.mined.redone, ())


def show_cases(
    hindsight: Hindsight,
    chosen: Mapping[str, tuple[str, ...]],
    *,
    officer: Officer,
    agencies: Mapping[int, str],
) -> ShownCases:
    """Return the chosen dossiers as this officer may see them."""
    own, elsewhere = [], Counter[str]()
    for key, reasons in chosen.items():
        lodged = hindsight.story.dossiers[key]
        if _may_open(officer, lodged):
            own.append((lodged, reasons))
        else:
            elsewhere[agencies.get(lodged.agency_id, str(lodged.agency_id))] += 1
    return ShownCases(
        total=len(chosen), rows=tuple(own[:MOST_ROWS]), elsewhere=tuple(elsewhere.most_common())
    )


def _may_open(officer: Officer, lodged: Lodged) -> bool:
    """Say whether the number leads to a dossier; its page checks the right again."""
    return not officer.roles.isdisjoint(dossiers.SEEING_ROLES) and officer.agency_id in {
        lodged.agency_id,
        lodged.receiving_agency_id,
    }


def _whole(times: Times) -> str:
    if not times.count:
        return ""
    return _(
        "Từ lúc nộp đến lúc xong: một nửa không quá {median}, chín phần mười không quá {most}."
    ).format(median=say(times.median), most=say(times.most))


def _timed(label: str, who: str, count: int, cases: int, times: Times) -> Timed:
    return Timed(
        label=label,
        who=who,
        count=say_count(count),
        cases=say_count(cases),
        median=say(times.median) if times.count else NONE,
        most=say(times.most) if times.count else NONE,
    )


_NOBODY: Final = Passed(count=0, cases=0, times=Times(count=0, median=0, most=0))


def _steps(model: Model, passed: Mapping[str, Passed]) -> tuple[Timed, ...]:
    rows = []
    for node in model.nodes.values():
        if not node.name or (node.code not in passed and not node.role):
            continue
        one = passed.get(node.code, _NOBODY)
        who = name_of_role(node.role) if node.role else str(node.kind.label)
        rows.append(_timed(process_form.name_of(node), who, one.count, one.cases, one.times))
    return tuple(rows)


def _flows(model: Model, passed: Mapping[str, Passed]) -> tuple[Timed, ...]:
    rows = []
    for flow in model.flows:
        one = passed.get(flow.code, _NOBODY)
        source, target = model.nodes[flow.source], model.nodes[flow.target]
        label = f"{process_form.name_of(source)} → {process_form.name_of(target)}"
        rows.append(_timed(label, flow.name, one.count, one.cases, one.times))
    return tuple(rows)


def _arrow(source: str, target: str, names: Mapping[str, str]) -> str:
    return f"{names.get(source, source)} → {names.get(target, target)}"


def _departures(
    departed: Iterable[Departed], names: Mapping[str, str]
) -> tuple[ShownDeparture, ...]:
    groups: dict[str, list[Departed]] = {}
    for one in departed:
        groups.setdefault(mark_of_departure(one), []).append(one)
    shown = (
        ShownDeparture(
            mark=mark,
            reasons=tuple(say_deviation(one, names) for one in members[0].deviations),
            count=len(members),
        )
        for mark, members in groups.items()
    )
    return tuple(sorted(shown, key=lambda one: (-one.count, one.reasons)))


def _rework(hindsight: Hindsight, names: Mapping[str, str]) -> Iterable[ShownRework]:
    counted = hindsight.story.rework
    for label, count, cases in (
        (_("Trả lại bước trước"), counted.sent_back, counted.sent_back_cases),
        (_("Yêu cầu bổ sung hồ sơ"), counted.supplements, counted.supplement_cases),
    ):
        if count:
            yield ShownRework(label=label, count=say_count(count), cases=say_count(cases))
    again = _cases_again(hindsight)
    for one in hindsight.mined.activities:
        if one.again:
            label = _("Làm lại: {step}").format(step=names.get(one.code, one.code))
            yield ShownRework(
                label=label, count=say_count(one.again), cases=say_count(again[one.code])
            )


def _cases_again(hindsight: Hindsight) -> Counter[str]:
    """Return in how many dossiers each activity was done more than once."""
    found: Counter[str] = Counter()
    for case in hindsight.story.cases:
        found.update(code for code, count in Counter(case.sequence).items() if count > 1)
    return found


def _holders(hindsight: Hindsight) -> tuple[ShownHolder, ...]:
    holders = hindsight.mined.holders
    whole = sum(one.working for one in holders)
    return tuple(
        ShownHolder(
            label=_holder(one.holder),
            cases=say_count(one.cases),
            working=say(one.working),
            share=say_share(one.working / whole) if whole else NONE,
            median=say(one.times.median),
            elapsed=say_count(round(one.elapsed / 3600)),
        )
        for one in holders
    )


def _holder(text: str) -> str:
    kind, _colon, role = text.partition(":")
    who = name_of_role(role)
    return f"{UnitKind(kind).label}: {who}" if kind in UnitKind.values else who
