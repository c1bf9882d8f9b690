"""`motcua impact`: write the record of the impact of processing personal data."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from motcua.composition.casework import impact
from motcua.foundation.kernel import clock


class Command(BaseCommand):
    """Print the record as JSON, or its procedures as CSV."""

    help = "Xuất hồ sơ đánh giá tác động xử lý dữ liệu cá nhân · The record of the impact of processing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the form of the answer."""
        parser.add_argument(
            "--csv", action="store_true", dest="as_csv", help="các thủ tục thành bảng tính · CSV"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer on standard output."""
        drawn = impact.draw_up_for_operation(at=clock.now())
        if options["as_csv"]:
            self.stdout.write(impact.to_csv(drawn), ending="")
            return
        self.stdout.write(json.dumps(impact.to_plain(drawn), ensure_ascii=False, indent=1))
