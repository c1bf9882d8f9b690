"""`motcua forecast`: reckon the forecasts now, and say how often such forecasts came true."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand

from motcua.composition.steering import actions
from motcua.composition.steering import queries as steering
from motcua.composition.steering.queries import Judged
from motcua.foundation.kernel import clock

YEAR: Final = timedelta(days=365)


class Command(BaseCommand):
    """Print, for each tenth of risk, how often it would have been foretold and how often it came true.

    A dossier is foretold once at its beginning and once at each step.
    """

    help = "Tính lại dự báo và đối chiếu dự báo với những hồ sơ đã qua · Forecasts, and how true they were"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the form of the answer."""
        parser.add_argument("--json", action="store_true", dest="as_json", help="trả lời bằng JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer on standard output."""
        now = clock.now()
        reckoned = actions.refresh(at=now)
        judged = steering.judge_forecasts(since=now - YEAR, now=now)
        if options["as_json"]:
            told = {"reckoned": reckoned, "judged": [asdict(one) for one in judged]}
            self.stdout.write(json.dumps(told))
            return
        self.stdout.write(f"Hồ sơ đang mở có dự báo · Open dossiers with a forecast: {reckoned}")
        for one in judged:
            self.stdout.write(_line(one))


def _line(one: Judged) -> str:
    low = one.tenth * 10
    return (
        f"{low:3}-{low + 10}%: {one.foretold} dự báo · forecasts, trễ · late {one.late},"
        f" chờ đợi · expected {one.expected:.1f}"
    )
