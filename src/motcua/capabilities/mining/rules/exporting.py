"""A log for other tools: XES (IEEE 1849-2023) and OCEL 2.0 in JSON, piece by piece.

Everything handed in is written out as it is: who calls has put pseudonyms in the place of names.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import quoteattr

DOSSIER: Final = "dossier"
PROCEDURE: Final = "procedure"
AGENCY: Final = "agency"
UNIT: Final = "unit"
TASK: Final = "task"
PAPER: Final = "paper"

_EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
)


@dataclass(frozen=True, kw_only=True)
class ExportedEvent:
    """One finished happening."""

    code: str
    name: str
    began_at: datetime
    done_at: datetime
    working_seconds: int
    outcome: str = ""
    role: str = ""
    unit: str = ""
    """The key of the unit that did it; empty for the applicant and for what takes no time."""
    is_task: bool = False


@dataclass(frozen=True, kw_only=True)
class ExportedPaper:
    """A paper of a case: what kind it is, never what it says."""

    code: str
    name: str
    source: str
    """Where it came from."""
    added_at: datetime
    is_issued: bool
    """Whether the agency issued it; else it was supplied."""
    place: int | None
    """The event of the case that it came with, from 0; None where the log does not show it."""


@dataclass(frozen=True, kw_only=True)
class ExportedCase:
    """One case under its pseudonym."""

    key: str
    agency: str
    version: str
    state: str
    events: tuple[ExportedEvent, ...]
    papers: tuple[ExportedPaper, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExportedLog:
    """A log and the things its cases belong to, by key with their names."""

    procedure: str
    name: str
    agencies: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    """By key: the agency's key and the unit's name."""
    cases: Iterable[ExportedCase] = field(repr=False)


def write_xes(log: ExportedLog) -> Iterator[str]:
    """Write the log as XES: each case a trace; what took time begins and completes."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849.2023" xes.features="">\n'
    for name, prefix in _EXTENSIONS:
        uri = f"http://www.xes-standard.org/{prefix}.xesext"
        yield f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    yield f'<global scope="trace">{_string("concept:name", "unknown")}</global>\n'
    yield (
        f'<global scope="event">{_string("concept:name", "unknown")}'
        f"{_date('time:timestamp', datetime(1970, 1, 1, tzinfo=UTC))}"
        f"{_string('lifecycle:transition', 'complete')}</global>\n"
    )
    yield '<classifier name="Activity" scope="event" keys="concept:name"/>\n'
    yield _string("concept:name", f"{log.procedure} {log.name}")
    yield _string("lifecycle:model", "standard") + "\n"
    for case in log.cases:
        yield f"<trace>{_string('concept:name', case.key)}{_string('motcua:agency', case.agency)}"
        yield f"{_string('motcua:version', case.version)}{_string('motcua:state', case.state)}\n"
        yield from _xes_events(case)
        yield "</trace>\n"
    yield "</log>\n"


def _xes_events(case: ExportedCase) -> Iterator[str]:
    told: list[tuple[datetime, int, int, str]] = []
    for place, one in enumerate(case.events):
        about = _about(one, f"{case.key}-{place}")
        if one.began_at < one.done_at:
            told.append((one.began_at, 1, place, _transition("start", one.began_at) + about))
        taken = _int("motcua:working-seconds", one.working_seconds)
        told.append((one.done_at, 0, place, _transition("complete", one.done_at) + about + taken))
    for _at, _order, _place, words in sorted(told):
        yield f"<event>{words}</event>\n"


def _about(one: ExportedEvent, instance: str) -> str:
    optional = (
        ("org:role", one.role),
        ("org:group", one.unit),
        ("motcua:outcome", one.outcome),
    )
    return (
        _string("concept:name", one.name)
        + _string("concept:instance", instance)
        + _string("motcua:code", one.code)
        + "".join(_string(key, value) for key, value in optional if value)
    )


def _transition(transition: str, at: datetime) -> str:
    return _date("time:timestamp", at) + _string("lifecycle:transition", transition)


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value={quoteattr(value)}/>'


def _int(key: str, value: int) -> str:
    return f'<int key="{key}" value="{value}"/>'


def _date(key: str, at: datetime) -> str:
    return f'<date key="{key}" value="{_utc(at)}"/>'


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_EVENT_ATTRIBUTES: Final = (
    ("name", "string"),
    ("began", "time"),
    ("working_seconds", "integer"),
    ("outcome", "string"),
    ("role", "string"),
)
_OBJECT_ATTRIBUTES: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    DOSSIER: (("version", "string"), ("state", "string")),
    PROCEDURE: (("code", "string"), ("name", "string")),
    AGENCY: (("code", "string"), ("name", "string")),
    UNIT: (("name", "string"),),
    TASK: (("code", "string"), ("name", "string")),
    PAPER: (("code", "string"), ("name", "string"), ("source", "string")),
}


def write_ocel(log: ExportedLog) -> Iterator[str]:
    """Write the log as OCEL 2.0: dossiers, their procedure, agencies, units, tasks, papers; events among them."""
    cases = list(log.cases)
    types = sorted({one.code for case in cases for one in case.events})
    yield '{"objectTypes":'
    yield _json([_type(name, attributes) for name, attributes in _OBJECT_ATTRIBUTES.items()])
    yield ',"eventTypes":'
    yield _json([_type(name, _EVENT_ATTRIBUTES) for name in types])
    yield ',"objects":['
    yield from _joined(_objects(log, cases))
    yield '],"events":['
    yield from _joined(_events(log, cases))
    yield "]}\n"


def _type(name: str, attributes: Iterable[tuple[str, str]]) -> dict[str, object]:
    return {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes]}


def _objects(log: ExportedLog, cases: list[ExportedCase]) -> Iterator[dict[str, object]]:
    since = min(
        (one.began_at for case in cases for one in case.events),
        default=datetime(1970, 1, 1, tzinfo=UTC),
    )
    yield _object(
        f"{PROCEDURE}:{log.procedure}", PROCEDURE, since, code=log.procedure, name=log.name
    )
    for key, name in log.agencies.items():
        yield _object(f"{AGENCY}:{key}", AGENCY, since, code=key, name=name)
    for key, (agency, name) in log.units.items():
        part_of = [(f"{AGENCY}:{agency}", "unit of")]
        yield _object(f"{UNIT}:{key}", UNIT, since, part_of, name=name)
    for case in cases:
        at = min((one.began_at for one in case.events), default=since)
        belongs = [
            (f"{PROCEDURE}:{log.procedure}", "under"),
            (f"{AGENCY}:{case.agency}", "handled by"),
        ]
        dossier = f"{DOSSIER}:{case.key}"
        yield _object(dossier, DOSSIER, at, belongs, version=case.version, state=case.state)
        for place, one in enumerate(case.events):
            if one.is_task:
                key, of = f"{TASK}:{case.key}-{place}", [(dossier, "step of")]
                yield _object(key, TASK, one.began_at, of, code=one.code, name=one.name)
        for key, paper in _papers(case):
            of = [(dossier, "issued for" if paper.is_issued else "supplied for")]
            told = {"code": paper.code, "name": paper.name, "source": paper.source}
            yield _object(key, PAPER, paper.added_at, of, **told)


def _papers(case: ExportedCase) -> Iterator[tuple[str, ExportedPaper]]:
    for number, paper in enumerate(case.papers):
        yield f"{PAPER}:{case.key}-{number}", paper


def _object(
    key: str, kind: str, at: datetime, related: Iterable[tuple[str, str]] = (), **values: str
) -> dict[str, object]:
    return {
        "id": key,
        "type": kind,
        "attributes": [
            {"name": name, "time": _utc(at), "value": value} for name, value in values.items()
        ],
        "relationships": _related(related),
    }


def _events(log: ExportedLog, cases: list[ExportedCase]) -> Iterator[dict[str, object]]:
    for case in cases:
        for place, one in enumerate(case.events):
            key = f"{case.key}-{place}"
            related = [(f"{DOSSIER}:{case.key}", "dossier")]
            related += [(f"{PROCEDURE}:{log.procedure}", "procedure")]
            related += [(f"{AGENCY}:{case.agency}", "agency")]
            related += [(f"{UNIT}:{one.unit}", "done by")] if one.unit else []
            related += [(f"{TASK}:{key}", "task")] if one.is_task else []
            related += [
                (of, "issues" if paper.is_issued else "hands in")
                for of, paper in _papers(case)
                if paper.place == place
            ]
            values = {
                "name": one.name,
                "began": _utc(one.began_at),
                "working_seconds": one.working_seconds,
                "outcome": one.outcome,
                "role": one.role,
            }
            yield {
                "id": f"event:{key}",
                "type": one.code,
                "time": _utc(one.done_at),
                "attributes": [
                    {"name": name, "value": value} for name, value in values.items() if value != ""
                ],
                "relationships": _related(related),
            }


def _related(related: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"objectId": key, "qualifier": qualifier} for key, qualifier in related]


def _joined(values: Iterable[object]) -> Iterator[str]:
    for number, value in enumerate(values):
        yield f",\n{_json(value)}" if number else _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
