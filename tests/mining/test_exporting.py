"""What is written for other tools is what was handed in, in the shapes of XES and OCEL 2.0."""

import json
from datetime import datetime, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.mining.logs import BEGIN_AT

from motcua.capabilities.mining.rules.exporting import (
    ExportedCase,
    ExportedEvent,
    ExportedLog,
    ExportedPaper,
    write_ocel,
    write_xes,
)

# What XML 1.0 cannot hold at all cannot stand in a name either: control characters, surrogates.
names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=20)
events = st.builds(
    ExportedEvent,
    code=st.sampled_from(["act:lodge", "check", "sign"]),
    name=names,
    began_at=st.integers(0, 50).map(lambda seconds: BEGIN_AT + timedelta(seconds=seconds)),
    done_at=st.integers(50, 99).map(lambda seconds: BEGIN_AT + timedelta(seconds=seconds)),
    working_seconds=st.integers(0, 10**6),
    outcome=names,
    role=st.sampled_from(["", "desk"]),
    unit=st.sampled_from(["", "H/desk"]),
    is_task=st.booleans(),
)
papers = st.builds(
    ExportedPaper,
    code=st.sampled_from(["birth-notice", "receipt"]),
    name=names,
    source=st.sampled_from(["citizen_upload", "issued"]),
    added_at=st.integers(0, 50).map(lambda seconds: BEGIN_AT + timedelta(seconds=seconds)),
    is_issued=st.booleans(),
    place=st.none() | st.integers(0, 3),
)
logs = st.lists(
    st.tuples(st.lists(events, max_size=4), st.lists(papers, max_size=3)), max_size=4
).map(
    lambda many: ExportedLog(
        procedure="1.001193",
        name='Đăng ký <khai sinh> & "con"',
        agencies={"H": "Xã"},
        units={"H/desk": ("H", "Một cửa")},
        cases=[
            ExportedCase(
                key=f"p{number}",
                agency="H",
                version="1",
                state="decided",
                events=tuple(own),
                papers=tuple(handed),
            )
            for number, (own, handed) in enumerate(many)
        ],
    )
)


class Typed(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    type: str


class Kind(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    attributes: list[Typed]


class Related(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    object_id: str
    qualifier: str


class Valued(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    value: str | int


class Dated(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    time: str
    value: str


class Event(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    type: str
    time: str
    attributes: list[Valued]
    relationships: list[Related]


class Object(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    type: str
    attributes: list[Dated]
    relationships: list[Related]


class Ocel(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    """The document of OCEL 2.0's JSON format, and nothing besides."""

    object_types: list[Kind]
    event_types: list[Kind]
    objects: list[Object]
    events: list[Event]


def ocel(log):
    return msgspec.json.decode("".join(write_ocel(log)), type=Ocel)


def xes(log):
    return etree.fromstring("".join(write_xes(log)).encode())


def values(element):
    return {child.get("key"): child.get("value") for child in element if child.get("key")}


@given(logs)
def test_ocel_relates_only_what_it_holds_and_types_everything(log):
    told = ocel(log)

    ids = [one.id for one in told.objects]
    assert len(set(ids)) == len(ids)
    assert len({one.id for one in told.events}) == len(told.events)
    for one in [*told.objects, *told.events]:
        assert {related.object_id for related in one.relationships} <= set(ids)
    for ones, kinds in ((told.objects, told.object_types), (told.events, told.event_types)):
        known = {kind.name: {typed.name for typed in kind.attributes} for kind in kinds}
        assert all({value.name for value in one.attributes} <= known[one.type] for one in ones)


@given(logs)
def test_ocel_holds_every_event_with_its_dossier_and_task(log):
    told = ocel(log)

    handed_in = [one for case in log.cases for one in case.events]
    assert [one.type for one in told.events] == [one.code for one in handed_in]
    tasks = [one for one in told.objects if one.type == "task"]
    assert len(tasks) == sum(one.is_task for one in handed_in)
    assert all(one.relationships[0].qualifier == "dossier" for one in told.events)


FITS = {"string": str, "time": str, "integer": int, "float": float, "boolean": bool}


@given(logs)
def test_every_value_in_ocel_is_of_the_type_that_is_declared_and_every_moment_can_be_read(log):
    """The five types of the format; moments as RFC 3339 writes them."""
    told = ocel(log)

    for ones, kinds in ((told.objects, told.object_types), (told.events, told.event_types)):
        typed = {kind.name: {one.name: one.type for one in kind.attributes} for kind in kinds}
        for one in ones:
            for value in one.attributes:
                assert isinstance(value.value, FITS[typed[one.type][value.name]])
                if typed[one.type][value.name] == "time":
                    assert datetime.fromisoformat(value.value).tzinfo
    for moment in [one.time for one in told.events] + [
        value.time for one in told.objects for value in one.attributes
    ]:
        assert datetime.fromisoformat(moment).tzinfo


@given(logs)
def test_ocel_holds_every_paper_with_its_dossier_and_the_event_it_came_with(log):
    told = ocel(log)

    handed = [
        (f"paper:{case.key}-{number}", paper, len(case.events))
        for case in log.cases
        for number, paper in enumerate(case.papers)
    ]
    related = {
        (link.object_id, one.id, link.qualifier)
        for one in told.events
        for link in one.relationships
    }
    assert [one.id for one in told.objects if one.type == "paper"] == [
        key for key, _p, _n in handed
    ]
    for key, paper, count in handed:
        (own,) = (one for one in told.objects if one.id == key)
        assert [one.qualifier for one in own.relationships] == [
            "issued for" if paper.is_issued else "supplied for"
        ]
        found = {(event, qualifier) for of, event, qualifier in related if of == key}
        place = f"event:{key.removeprefix('paper:').rpartition('-')[0]}-{paper.place}"
        verb = "issues" if paper.is_issued else "hands in"
        is_shown = paper.place is not None and paper.place < count
        assert found == ({(place, verb)} if is_shown else set())


@given(logs)
def test_xes_holds_every_case_and_every_end_in_the_order_of_time(log):
    told = xes(log)

    assert [values(trace)["concept:name"] for trace in told.findall("trace")] == [
        case.key for case in log.cases
    ]
    for trace, case in zip(told.findall("trace"), log.cases, strict=True):
        rows = [values(event) for event in trace.findall("event")]
        ends = [row for row in rows if row["lifecycle:transition"] == "complete"]
        assert sorted(row["concept:name"] for row in ends) == sorted(
            one.name for one in case.events
        )
        assert [row["time:timestamp"] for row in rows] == sorted(
            row["time:timestamp"] for row in rows
        )
        begun = sum(one.began_at < one.done_at for one in case.events)
        assert len(rows) == len(case.events) + begun


def test_xes_names_its_standard_and_its_extensions():
    told = xes(ExportedLog(procedure="1", name="n", agencies={}, units={}, cases=[]))

    assert told.get("xes.version") == "1849.2023"
    assert [one.get("prefix") for one in told.findall("extension")] == [
        "concept",
        "time",
        "lifecycle",
        "org",
    ]
    assert [child.tag for child in told] == [
        *["extension"] * 4,
        *["global"] * 2,
        "classifier",
        *["string"] * 2,
    ]


def test_an_empty_log_is_a_whole_file_all_the_same():
    empty = ExportedLog(procedure="1", name="n", agencies={}, units={}, cases=[])

    assert json.loads("".join(write_ocel(empty)))["events"] == []
    assert xes(empty).findall("trace") == []
