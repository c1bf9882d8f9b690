"""`motcua log export`: the log of a procedure's dossiers for other tools, under pseudonyms."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from motcua.composition.hindsight import queries as hindsight
from motcua.domain.procedures import queries as procedures
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import Refusal
from motcua.foundation.organisations import queries as organisations

REFUSED = 1


class Command(BaseCommand):
    """Write the log of a procedure and some days of lodging as OCEL 2.0 or XES."""

    help = "Xuất nhật ký quy trình cho công cụ khác, dưới bí danh · The log for other tools"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the procedure, the days and the form."""
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

    def handle(self, **options: Any) -> None:
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
        try:
            pieces = hindsight.export(asked, code=code, form=options["format"], by=None)
        except Refusal as refusal:
            self.stderr.write(refusal.text)
            sys.exit(REFUSED)
        if options["to"] is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        with options["to"].open("w", encoding="utf-8") as file:
            file.writelines(pieces)
