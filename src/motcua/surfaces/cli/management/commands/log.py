"""`motcua log`: a procedure's log out for other tools, and another system's log in for comparison."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.capabilities.mining.enums import ColumnRole, LeftOutReason
from motcua.capabilities.mining.queries.foreign import Columns, guess_columns, open_log
from motcua.capabilities.workflow import queries as workflow
from motcua.capabilities.workflow.queries import Model
from motcua.composition.hindsight import actions
from motcua.composition.hindsight import queries as hindsight
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import System
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

REFUSED = 1


class Command(BaseCommand):
    """Write the log of a procedure as OCEL 2.0 or XES; read another system's from CSV or XES."""

    help = "Xuất nhật ký quy trình, nhập nhật ký để so · The log out, another log in"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the procedure; the days and the form, or the file and its columns."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        exporting = verbs.add_parser("export", help="xuất ra OCEL 2.0 (JSON) hoặc XES")
        exporting.add_argument("procedure", help="mã thủ tục, ví dụ 1.001193")
        exporting.add_argument("--format", choices=sorted(hindsight.FORMATS), default="ocel")
        exporting.add_argument("--since", type=date.fromisoformat, required=True, help="2026-01-01")
        exporting.add_argument(
            "--until", type=date.fromisoformat, help="bỏ trống: đến hôm nay; tính cả ngày này"
        )
        exporting.add_argument("--agency", default="", help="mã cơ quan; bỏ trống: mọi cơ quan")
        exporting.add_argument("--to", type=Path, help="tệp để ghi; bỏ trống: ra màn hình")
        importing = verbs.add_parser("import", help="nhập từ CSV hoặc XES, để so")
        importing.add_argument("procedure", help="mã thủ tục, ví dụ 1.001193")
        importing.add_argument("file", type=Path, help="tệp .csv, .xes, hoặc nén .gz")
        importing.add_argument("--title", required=True, help="tên nhật ký")
        importing.add_argument("--source", required=True, help="lấy từ đâu")
        importing.add_argument("--agency", required=True, help="mã cơ quan nhập và xem nhật ký")
        importing.add_argument(
            "--column", action="append", default=[], metavar="ROLE=NAME",
            help=f"cột nói điều gì, khi đoán sai: {', '.join(ColumnRole.values)}",
        )  # fmt: skip

    def handle(self, **options: Any) -> None:
        """Do the one or the other."""
        try:
            (self._bring if options["verb"] == "import" else self._export)(options)
        except Refusal as refusal:
            self.stderr.write(refusal.text)
            sys.exit(REFUSED)

    def _bring(self, options: dict[str, Any]) -> None:
        """Keep the log, and say what was read and what was left out."""
        published = procedures.list_versions(options["procedure"])
        agency = organisations.get_agency_by_code(options["agency"], on=clock.today())
        if not published:
            raise CommandError(_("Không có thủ tục {code}.").format(code=options["procedure"]))
        content = options["file"].read_bytes()
        log = actions.keep_file(
            code=published[-1].code, agency_id=agency.pk, title=options["title"][:120],
            source=options["source"][:200], content=content,
            columns=self._columns(content, options["column"]),
            steps=hindsight.list_steps(_model(published[-1].workflow_definition_id)),
            by=System(name="command"), at=clock.now(),
        )  # fmt: skip
        self.stdout.write(
            _("Đã nhập nhật ký {number}: {rows} dòng, {cases} hồ sơ, {pieces} việc.").format(
                number=log.pk, rows=log.rows, cases=log.cases, pieces=log.pieces
            )
        )
        for reason, count in sorted(log.left_out.items()):
            lines = ", ".join(str(line) for line, why in log.left_out_lines if why == reason)
            self.stdout.write(
                _("{reason}. Số dòng: {count}. Dòng số: {lines}").format(
                    reason=LeftOutReason(reason).label, count=count, lines=lines
                )
            )

    def _columns(self, content: bytes, named: list[str]) -> Columns:
        """Return the columns as guessed, except those that are named."""
        header = open_log(content).header
        found = dict(guess_columns(header))
        for one in named:
            role, _equals, name = one.partition("=")
            if role not in ColumnRole.values or (name and name not in header):
                raise CommandError(_("Không có cột {name}.").format(name=one))
            found.pop(ColumnRole(role), None)
            if name:
                found[ColumnRole(role)] = header.index(name)
        return found

    def _export(self, options: dict[str, Any]) -> None:
        """Write it piece by piece."""
        code, today = options["procedure"], clock.today()
        published = procedures.list_versions(code)
        if not published:
            raise CommandError(_("Không có thủ tục {code}.").format(code=code))
        agencies = organisations.list_agencies(on=today)
        agency_ids = tuple(
            agency.pk for agency in agencies if options["agency"] in {"", agency.code}
        )
        if not agency_ids:
            raise CommandError(_("Không có cơ quan {code}.").format(code=options["agency"]))
        asked = hindsight.Asked(
            procedure_id=published[-1].procedure_id,
            agency_ids=agency_ids,
            since=options["since"],
            until=options["until"] or today,
        )
        pieces = hindsight.export(asked, code=code, form=options["format"], by=None)
        if options["to"] is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with options["to"].open("w", encoding="utf-8") as file:
            file.writelines(pieces)


def _model(definition_id: int | None) -> Model | None:
    return workflow.get_process_by_id(definition_id).model if definition_id else None
