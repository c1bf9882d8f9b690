"""Versions of procedures: one by id, one by code and day, which agencies take them in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import msgspec
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, Window

from motcua.domain.procedures.errors import ProcedureNotFound, VersionNotFound
from motcua.domain.procedures.models import (
    ArrangementEvent,
    Execution,
    ProcedureVersion,
    Provision,
)
from motcua.domain.procedures.rules.version import Version
from motcua.foundation.kernel import vietnamese

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency

_PROVINCIAL_COPY: Final = re.compile(r"^([1-9]\.\d{6})(\.000\.00\.00)?(\.[A-Z]\d{2})?$")

FEW: Final = 3
"""Agencies that can be named in a line; a commune's procedure has as many as there are communes."""

_versions: dict[tuple[str, int], Version] = {}
"""Versions never change: remembered, by database and id, for as long as the process lives."""


@dataclass(frozen=True, kw_only=True)
class FieldCount:
    """A sector and how many procedures in force belong to it."""

    code: str
    name: str
    name_en: str
    count: int


def to_code(text: str) -> str:
    """Return the national code in a province's copy of it: 1.001193.000.00.00.H17 is 1.001193."""
    match = _PROVINCIAL_COPY.match(text.strip().upper())
    return match[1] if match else text.strip()


def get_version(version_id: int) -> Version:
    """Return the version. No query once the process has seen it, otherwise one.

    :raises VersionNotFound: if there is none
    """
    return get_versions([version_id])[0]


def get_versions(version_ids: Iterable[int]) -> list[Version]:
    """Return the versions in the order asked for; one query for those not seen before.

    :raises VersionNotFound: if one does not exist
    """
    wanted = list(version_ids)
    # Another database has other versions under the same ids.
    database = str(connection.settings_dict["NAME"])
    unknown = [pk for pk in wanted if (database, pk) not in _versions]
    if unknown:
        rows = ProcedureVersion.objects.filter(pk__in=unknown).order_by("pk")
        _versions.update(((database, row.pk), to_version(row)) for row in rows)
    try:
        return [_versions[database, pk] for pk in wanted]
    except KeyError as error:
        raise VersionNotFound from error


def forget(version_id: int) -> None:
    """Drop what is remembered under an id that is being given away."""
    _versions.pop((str(connection.settings_dict["NAME"]), version_id), None)


def get_by_code(code: str, on: date) -> Version:
    """Return the version in force on the day. One query when the process has seen the version.

    :raises ProcedureNotFound: if no such procedure is in force
    """
    latest = (
        ProcedureVersion.objects.filter(procedure__code=to_code(code), valid_from__lte=on)
        .order_by("-valid_from", "-number")
        .values_list("pk", "valid_to")
        .first()
    )
    if latest is None or (latest[1] is not None and latest[1] <= on):
        raise ProcedureNotFound(procedure_code=code)
    return get_version(latest[0])


def list_versions(code: str) -> list[Version]:
    """Return all versions of a procedure, the first published first."""
    rows = ProcedureVersion.objects.filter(procedure__code=to_code(code)).order_by("number")
    return get_versions(rows.values_list("pk", flat=True))


def list_in_force(on: date) -> list[Version]:
    """Return every version in force on the day, by code. Two queries at most."""
    with connection.cursor() as cursor:
        cursor.execute(IN_FORCE, {"on": on})
        ids = [row[0] for row in cursor.fetchall()]
    return sorted(get_versions(ids), key=lambda version: version.code)


def list_in_force_by_code(codes: Iterable[str], on: date) -> dict[str, Version]:
    """Return the versions in force on the day by code, of those codes that have one. Two queries at most."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE_BY_CODE, {"on": on, "codes": list(codes)})
        found = cursor.fetchall()
    versions = get_versions([pk for _code, pk in found])
    return {code: version for (code, _pk), version in zip(found, versions, strict=True)}


def list_few_providers(procedure_ids: Iterable[int], on: date) -> "dict[int, list[Agency]]":
    """Return the agencies of the procedures that so few take in that they can be named. One query."""
    rows = (
        Provision.objects.select_related("agency")
        .filter(in_force(on), procedure_id__in=list(procedure_ids))
        .annotate(number=Window(Count("pk"), partition_by="procedure_id"))
        .filter(number__lte=FEW)
        .order_by("agency__code")
    )
    providers: dict[int, list[Agency]] = {}
    for row in rows:
        providers.setdefault(row.procedure_id, []).append(row.agency)
    return providers


def executions_by_id(procedure_ids: Iterable[int], on: date) -> dict[int, Execution]:
    """Return which other system takes which of the procedures in on the day. One query."""
    rows = Execution.objects.filter(in_force(on), procedure_id__in=list(procedure_ids))
    return {row.procedure_id: row for row in rows}


def list_providers(procedure_id: int, on: date) -> "list[Agency]":
    """Return the agencies that take the procedure in on the day, by code. One query."""
    provisions = (
        Provision.objects.select_related("agency")
        .filter(in_force(on), procedure_id=procedure_id)
        .order_by("agency__code")
    )
    return [provision.agency for provision in provisions]


def list_provisions(procedure_id: int, on: date) -> list[Provision]:
    """Return by what right which agency takes the procedure in on the day, by code. One query."""
    rows = Provision.objects.select_related("agency").filter(
        in_force(on), procedure_id=procedure_id
    )
    return list(rows.order_by("agency__code"))


def list_all_provisions(procedure_id: int) -> list[Provision]:
    """Return every provision of the procedure, past and to come, the latest first. One query."""
    rows = Provision.objects.select_related("agency").filter(procedure_id=procedure_id)
    return list(rows.order_by("-valid_from", "agency__code"))


def list_executions(procedure_id: int) -> list[Execution]:
    """Return where else the procedure has run or will run, the latest first. One query."""
    return list(Execution.objects.filter(procedure_id=procedure_id).order_by("-valid_from"))


def list_arrangements(procedure_id: int) -> list[ArrangementEvent]:
    """Return what officers arranged, the last first. One query."""
    return list(ArrangementEvent.objects.filter(procedure_id=procedure_id).order_by("-pk"))


def count_provisions(agency_id: int, on: date) -> int:
    """Return how many procedures the agency takes in on the day or later. One query."""
    return Provision.objects.filter(agency_id=agency_id).exclude(valid_to__lte=on).count()


def find_execution(procedure_id: int, on: date) -> Execution | None:
    """Return the other system that takes the procedure in on the day; None if it runs here."""
    return Execution.objects.filter(in_force(on), procedure_id=procedure_id).first()


def was_ever_elsewhere(procedure: OuterRef) -> Exists:
    """Return the condition that another system has ever taken the outer row's procedure in.

    It goes into a statement that is sent anyway: few procedures need ``find_execution`` after it.
    """
    return Exists(Execution.objects.filter(procedure_id=procedure))


def is_provided(*, agency_id: int, procedure_id: int, on: date) -> bool:
    """Return whether the agency takes the procedure in on the day."""
    return Provision.objects.filter(
        in_force(on), agency_id=agency_id, procedure_id=procedure_id
    ).exists()


@dataclass(frozen=True, kw_only=True)
class Named:
    """A procedure by its national code and its latest name."""

    code: str
    name: str


def named_by_id() -> dict[int, Named]:
    """Return code and latest name of every procedure by its id, past ones too. One query."""
    rows = (
        ProcedureVersion.objects.order_by("procedure_id", "-number")
        .distinct("procedure_id")
        .values_list("procedure_id", "procedure__code", "record__name")
    )
    return {pk: Named(code=code, name=name) for pk, code, name in rows}


def names_by_id(language: str = "vi") -> dict[int, str]:
    """Return the latest name of every procedure by its id, past ones too. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"name": "name_en" if language == "en" else "name"})
        return dict(cursor.fetchall())


def list_fields(on: date) -> list[FieldCount]:
    """Return the sectors of the procedures in force, in alphabetical order. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_FIELDS, {"on": on})
        fields = [
            FieldCount(code=code, name=name, name_en=name_en, count=count)
            for code, name, name_en, count in cursor.fetchall()
        ]
    return sorted(fields, key=lambda field: vietnamese.sort_key(field.name))


def in_force(on: date) -> Q:
    """Return the condition that a row with two dates holds on the day."""
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))


def to_version(row: ProcedureVersion) -> Version:
    """Return the stored row as the value that travels."""
    return msgspec.convert(
        {
            **row.record,
            "id": row.pk,
            "procedure_id": row.procedure_id,
            "number": row.number,
            "published_at": row.published_at,
            "form_definition_id": row.form_definition_id,
            "workflow_definition_id": row.workflow_definition_id,
            "fee_definition_id": row.fee_definition_id,
            "paper_template_ids": row.paper_templates,
        },
        Version,
    )


IN_FORCE: Final = """
    SELECT latest.id FROM (
        SELECT DISTINCT ON (procedure_id) id, valid_to
        FROM procedures_procedureversion WHERE valid_from <= %(on)s
        ORDER BY procedure_id, valid_from DESC, number DESC
    ) latest WHERE latest.valid_to IS NULL OR latest.valid_to > %(on)s
"""
"""Ids of the versions that hold on the day ``on``: one at most for each procedure."""

_IN_FORCE_BY_CODE: Final = """
    SELECT latest.code, latest.id FROM (
        SELECT DISTINCT ON (version.procedure_id) procedure.code, version.id, version.valid_to
        FROM procedures_procedureversion version
        JOIN procedures_procedure procedure ON procedure.id = version.procedure_id
        WHERE procedure.code = ANY(%(codes)s) AND version.valid_from <= %(on)s
        ORDER BY version.procedure_id, version.valid_from DESC, version.number DESC
    ) latest WHERE latest.valid_to IS NULL OR latest.valid_to > %(on)s
"""

_NAMES: Final = """
    SELECT DISTINCT ON (procedure_id) procedure_id, record->>%(name)s
    FROM procedures_procedureversion ORDER BY procedure_id, number DESC
"""
_FIELDS: Final = f"""
    SELECT entry.field, min(version.record->'field'->>'name'),
           min(version.record->'field'->>'name_en'), count(*)
    FROM procedures_searchentry entry
    JOIN procedures_procedureversion version ON version.id = entry.version_id
    WHERE entry.version_id IN ({IN_FORCE})
    GROUP BY entry.field
"""  # noqa: S608 - built from constants
