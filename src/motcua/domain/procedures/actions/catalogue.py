"""The catalogue as a folder of files: taken in whole or not at all, and written out again.

A folder holds ``<code>.yaml`` for each procedure, and may bring forms (``forms/<key>.json``) and
processes (``processes/<key>.bpmn``) of its own; those that come with the product serve otherwise.
Fee tables stand in ``fees/<code>.dmn``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec
import yaml
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.capabilities.decisions import actions as decisions
from motcua.capabilities.decisions import queries as decision_queries
from motcua.capabilities.decisions.errors import TableRefused
from motcua.capabilities.forms import actions as forms
from motcua.capabilities.forms import queries as form_queries
from motcua.capabilities.forms.errors import DefinitionNotFound, InvalidDefinition
from motcua.capabilities.workflow import actions as workflow
from motcua.capabilities.workflow.errors import ModelRefused
from motcua.domain.procedures import queries
from motcua.domain.procedures.actions.publishing import publish
from motcua.domain.procedures.enums import OnlineLevel, Outcome
from motcua.domain.procedures.errors import CatalogueRefused, Problem
from motcua.domain.procedures.rules import checks, drafting, readiness
from motcua.domain.procedures.rules.record import Record, from_plain

PACKAGED: Final = Path(__file__).parents[1] / "catalogue"
"""The procedures that come with the product."""


@dataclass(frozen=True, kw_only=True)
class Imported:
    """One procedure of the folder and what became of it."""

    code: str
    name: str
    outcome: Outcome
    number: int
    to_verify: int


@dataclass(frozen=True, kw_only=True)
class _Definitions:
    form_id: int | None
    workflow_id: int | None
    fee_id: int | None = None


@transaction.atomic
def import_catalogue(folder: Path = PACKAGED, *, at: datetime) -> list[Imported]:
    """Publish what is new in the folder; importing the same folder again changes nothing.

    :raises CatalogueRefused: with every mistake of every file, and nothing taken in
    """
    records, problems = read_folder(folder)
    return take_in(records, problems, folder=folder, at=at)


def take_in(
    records: Mapping[str, Record], problems: list[Problem], *, folder: Path, at: datetime
) -> list[Imported]:
    """Publish records, each named by where it stands, with the forms and processes they name.

    Where the folder and the product have no such form or process, the one that the procedure's newest
    version is used with serves again.

    :raises CatalogueRefused: if there are problems, a form or process is missing or wrong, or a
        procedure promises to be online as a whole and is not ready
    """
    problems += [one for file, record in records.items() for one in _unready(record, file)]
    definitions: dict[str, _Definitions] = {}
    for file, record in records.items():
        stored, faults = _store_definitions(record, folder, file, at)
        definitions[file] = stored
        problems += faults
    if problems:
        raise CatalogueRefused(sorted(problems))
    return [_publish(record, definitions[file], at) for file, record in records.items()]


def export_catalogue(folder: Path, *, on: date) -> list[Path]:
    """Write each procedure in force on the day to ``<code>.yaml``; return these files.

    Fee tables go to ``fees/<code>.dmn`` beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for version in queries.list_in_force(on):
        path = folder / f"{version.code}.yaml"
        path.write_text(_to_yaml(version), encoding="utf-8")
        written.append(path)
        if version.fee_definition_id is not None:
            tables = folder / "fees" / f"{version.code}.dmn"
            tables.parent.mkdir(exist_ok=True)
            source = decision_queries.get_source(version.fee_definition_id)
            tables.write_text(source, encoding="utf-8")
    return written


# --- Reading ------------------------------------------------------------------------------------


def read_folder(folder: Path) -> tuple[dict[str, Record], list[Problem]]:
    """Return the records of the folder by their files, and every mistake in them."""
    records: dict[str, Record] = {}
    problems: list[Problem] = []
    files = sorted(folder.glob("*.yaml")) if folder.is_dir() else []
    if not files:
        text = _("Thư mục không có tệp thủ tục nào (<mã thủ tục>.yaml).")
        problems.append(Problem(file=str(folder), path="$", text=text))
    for path in files:
        try:
            plain = _read_file(path)
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(Problem(file=path.name, path="$", text=str(error)))
            continue
        found = checks.problems_of(plain)
        problems += [Problem(file=path.name, path=place, text=text) for place, text in found]
        if not found:
            records[path.name] = from_plain(plain)
    return records, problems + list(_across(records))


def _read_file(path: Path) -> object:
    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=_NoKeyTwice)  # noqa: S506 - a SafeLoader that refuses more


class _NoKeyTwice(yaml.CSafeLoader):
    """Refuse a mapping that names a key twice, of which the first would silently be lost."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's signature
        """Return the mapping."""
        seen = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen and key != "<<":
                raise yaml.MarkedYAMLError(
                    problem=_("Trường “{key}” xuất hiện hai lần.").format(key=key),
                    problem_mark=key_node.start_mark,
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def _across(records: Mapping[str, Record]) -> Iterator[Problem]:
    """Compare the files with their names and with one another."""
    names: dict[str, tuple[str, str]] = {}
    for file, record in records.items():
        if file != f"{record.code}.yaml":
            text = _("Tệp phải mang tên mã thủ tục, {code}.yaml.").format(code=record.code)
            yield Problem(file=file, path="$.code", text=text)
        field = record.field
        name = names.setdefault(field.code, (field.name, field.name_en))
        if name != (field.name, field.name_en):
            text = _("Lĩnh vực “{code}” mang tên khác ở tệp khác.").format(code=field.code)
            yield Problem(file=file, path="$.field", text=text)


def _unready(record: Record, file: str) -> Iterator[Problem]:
    """Name what keeps a procedure from the promise it makes (Decree 224/2026, Articles 14 and 15)."""
    if record.online_level is OnlineLevel.FULL:
        for one in readiness.lacking(record):
            text = _("Chưa đủ điều kiện toàn trình: {item} ({why}).").format(
                item=one.item.label, why=one.why
            )
            yield Problem(file=file, path="$.online_level", text=text)


# --- Definitions --------------------------------------------------------------------------------


def _store_definitions(
    record: Record, folder: Path, file: str, at: datetime
) -> tuple[_Definitions, list[Problem]]:
    form_id = workflow_id = None
    faults: list[tuple[str, str]] = []
    if record.form_key is not None:
        try:
            form_id = forms.store_definition(
                record.form_key, _read_form(folder, record.form_key), at
            )
        except DefinitionNotFound:
            form_id = _used_before(record).form_id if _keeps(record, "form_key") else None
            if form_id is None:
                faults.append(("$.form_key", _("Không có biểu mẫu mang khóa này.")))
        except (InvalidDefinition, msgspec.DecodeError) as error:
            faults.append(("$.form_key", str(error)))
    if record.workflow_key is not None:
        try:
            bpmn_text = _read_process(folder, record.workflow_key)
            workflow_id = workflow.store_definition(
                key=record.workflow_key, bpmn_text=bpmn_text, at=at
            )
        except FileNotFoundError:
            workflow_id = (
                _used_before(record).workflow_id if _keeps(record, "workflow_key") else None
            )
            if workflow_id is None:
                faults.append(("$.workflow_key", _("Không có quy trình mang khóa này.")))
        except ModelRefused as error:
            faults.append(("$.workflow_key", str(error)))
    fee_id, fee_faults = _store_fees(record, folder, form_id, at)
    faults += fee_faults
    problems = [Problem(file=file, path=path, text=text) for path, text in faults]
    return _Definitions(form_id=form_id, workflow_id=workflow_id, fee_id=fee_id), problems


def _store_fees(
    record: Record, folder: Path, form_id: int | None, at: datetime
) -> tuple[int | None, list[tuple[str, str]]]:
    """Keep the fee tables that the folder brings, else those the newest version is used with."""
    own = folder / "fees" / f"{record.code}.dmn"
    if own.is_file():
        source = own.read_text(encoding="utf-8")
    else:
        newest = queries.list_versions(record.code)[-1:]
        if not newest or newest[0].fee_definition_id is None:
            return None, []
        source = decision_queries.get_source(newest[0].fee_definition_id)
    form = form_queries.get_definition(form_id) if form_id is not None else None
    try:
        found = queries.problems_of_tables(decision_queries.read(source), record, form)
    except TableRefused as refused:
        found = list(refused.problems)
    if found:
        return None, [(f"$.channels.fees({one.field})", one.text) for one in found]
    key = drafting.own_key(record.code)
    return decisions.store_definition(key=key, dmn_text=source, at=at), []


def _keeps(record: Record, key: str) -> bool:
    """Whether the newest version names the same form or process."""
    newest = queries.list_versions(record.code)[-1:]
    return any(getattr(version, key) == getattr(record, key) for version in newest)


def _used_before(record: Record) -> _Definitions:
    newest = queries.list_versions(record.code)[-1]
    return _Definitions(
        form_id=newest.form_definition_id, workflow_id=newest.workflow_definition_id
    )


def _read_form(folder: Path, key: str) -> Mapping[str, Any]:
    own = folder / "forms" / f"{key}.json"
    if own.is_file():
        return msgspec.json.decode(own.read_bytes(), type=dict[str, Any])
    return form_queries.read_packaged(key)


def _read_process(folder: Path, key: str) -> str:
    name = f"{key}.bpmn"
    own = folder / "processes" / name
    packaged = resources.files("motcua.capabilities.workflow") / "processes" / name
    return (own if own.is_file() else packaged).read_text(encoding="utf-8")


# --- Publishing, writing ------------------------------------------------------------------------


def _publish(record: Record, definitions: _Definitions, at: datetime) -> Imported:
    version = publish(
        record=record,
        form_definition_id=definitions.form_id,
        workflow_definition_id=definitions.workflow_id,
        fee_definition_id=definitions.fee_id,
        at=at,
    )
    return Imported(
        code=record.code,
        name=record.name,
        outcome=Outcome.PUBLISHED if version else Outcome.UNCHANGED,
        number=version.number if version else queries.list_versions(record.code)[-1].number,
        to_verify=len(record.to_verify),
    )


def _to_yaml(version: queries.Version) -> str:
    """Return the record without its place in the catalogue and without what is left at its default."""
    plain = msgspec.to_builtins(version)
    record = {field.name: plain[field.name] for field in msgspec.structs.fields(Record)}
    return yaml.safe_dump(_without_nothing(record), allow_unicode=True, sort_keys=False, width=110)


def _without_nothing(plain: Any) -> Any:
    """Leave out what is empty: reading it back fills it in again."""
    if isinstance(plain, dict):
        return {
            name: _without_nothing(value)
            for name, value in plain.items()
            if value not in (None, [], ())
        }
    if isinstance(plain, list | tuple):
        return [_without_nothing(value) for value in plain]
    return plain
