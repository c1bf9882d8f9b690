"""The 7,000 in a database: the product's own, one province's as published, synthetic ones; in bulk."""

import csv
import hashlib
import textwrap
from datetime import date, datetime
from pathlib import Path

import msgspec
import yaml
from django.db import transaction
from tests.procedures.national.synthetic import Name, names

from motcua.domain.procedures import actions
from motcua.domain.procedures.enums import Level
from motcua.domain.procedures.models import Procedure, ProcedureVersion
from motcua.domain.procedures.rules import record as records
from motcua.foundation.kernel import vietnamese
from motcua.foundation.kernel.clock import VIETNAM

HERE = Path(__file__).parent
SIZE = 7000
AT = datetime(2026, 7, 1, 8, tzinfo=VIETNAM)
SINCE = date(2026, 7, 1)
LONGEST_NAME = 300
"""Characters a record takes; four real ones are longer and stand in the summary whole."""

MISSING = [Name(code="1.004194", name="Đăng ký tạm trú", field="Đăng ký, quản lý cư trú")]
"""Asked for by the judged queries, of the 25 essential services, and in neither source."""

LOCAL = {"QLKTN001": "8.000001", "QLKTN002": "8.000002", "QLKTN003": "8.000003"} | {
    "DN-049": "8.000004",
    "DNG-288122_1": "8.000005",
}
PUBLISHED_AS = {stand_in: code for code, stand_in in LOCAL.items()}
"""Codes of a province stand under national ones here: the table of procedures holds no others."""


def published() -> list[Name]:
    """Return the 174 as one province published them: name, code, field, agency."""
    with (HERE / "da-nang.tsv").open(encoding="utf-8", newline="") as lines:
        return [Name(**row) for row in csv.DictReader(lines, delimiter="\t")]


@transaction.atomic
def load(size: int = SIZE) -> int:
    """Fill an empty catalogue with so many procedures, and index them; return how many."""
    own = [_decoded(path) for path in sorted(actions.PACKAGED.glob("*.yaml"))]
    known = {record.code for record in own}
    real = [name for name in published() + MISSING if name.code not in known]
    named = {record.name for record in own} | {name.name for name in real}
    rest = names(size - len(own) - len(real), besides=named)
    template = next(record for record in own if record.code == "1.001193")
    _insert(own + [_bare(template, name) for name in real + rest])
    return actions.rebuild_search()


def _decoded(path: Path) -> records.Record:
    return records.from_plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def _bare(template: records.Record, name: Name) -> records.Record:
    """Return a record that has nothing but a name, a field and a level."""
    is_real = not name.code.startswith("9.")
    key = "-".join("".join(sign if sign.isalnum() else " " for sign in name.field).split())
    return msgspec.structs.replace(
        template,
        code=LOCAL.get(name.code, name.code),
        name=textwrap.shorten(name.name, LONGEST_NAME, placeholder="…"),
        name_en=f"Procedure {name.code}",
        summary=name.name if is_real else "Thủ tục giả định, chỉ để kiểm tra.",
        summary_en="As published by a province." if is_real else "Synthetic, for tests alone.",
        field=records.Field(
            code=vietnamese.fold(key)[:60].strip("-") or "khac",
            name=name.field or "Khác",
            name_en=name.field or "Other",
        ),
        level=_level(name),
        keywords=(),
        papers=(msgspec.structs.replace(template.papers[0], name="Đơn", name_en="Request"),),
        results=(msgspec.structs.replace(template.results[0], name="Kết quả", name_en="Result"),),
        cases=(),
        linked=(),
        members=(),
    )


def _level(name: Name) -> Level:
    agency = vietnamese.fold(name.agency)
    if any(word in agency for word in ("phuong", "cap xa", "xa,", "quan", "huyen")):
        return Level.COMMUNE
    if name.code.startswith("9.") and "của Bộ" in name.name:
        return Level.MINISTRY
    return Level.PROVINCE


def _insert(everything: list[records.Record]) -> None:
    Procedure.objects.bulk_create(
        [Procedure(code=record.code) for record in everything], batch_size=2000
    )
    ids = dict(Procedure.objects.values_list("code", "pk"))
    ProcedureVersion.objects.bulk_create(
        [
            ProcedureVersion(
                procedure_id=ids[record.code],
                number=1,
                valid_from=min(record.valid_from, SINCE),
                published_at=AT,
                record=msgspec.to_builtins(record),
                sha256=hashlib.sha256(record.code.encode()).digest(),
            )
            for record in everything
        ],
        batch_size=1000,
    )
