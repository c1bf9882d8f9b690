"""Prepare a million dossiers, drive the whole product, and print ratios and CPU per request."""

import argparse
import json
import os
import sys
from pathlib import Path

STATE = Path(
    os.environ.get("MOTCUA_BENCH_STATE_DIR")
    or (
        "/var/lib/motcua/bench"
        if os.geteuid() == 0
        else Path(__file__).parents[1] / "var" / "bench"
    )
)
os.environ["MOTCUA_STATE_DIR"] = str(STATE)
os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"


def main() -> None:
    """Run every measurement and print one table."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("--dossiers", type=int, default=1_000_000, help="rows in the table")
    parser.add_argument("--requests", type=int, default=200, help="requests of each kind")
    parser.add_argument("--promises", type=int, default=100_000, help="promises to count anew")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()

    from bench import prepare

    prepare.database(options.dossiers)
    from bench import bare, limits, mass, product, report

    measured = product.measure(options.requests)
    floor = bare.measure(options.requests)
    most = limits.measure()
    print(report.table(measured, floor, most, dossiers=options.dossiers))
    done = mass.measure(promises=options.promises)
    slowness = mass.slowness(floor)
    print("\n".join(one.tell(slowness) for one in done))
    if options.json:
        options.json.write_text(
            json.dumps(report.figures(measured, floor, most), indent=1), "utf-8"
        )
    missed = report.missed(measured, floor) + [
        f"{one.name}: {one.seconds:.1f} s, the mark here is {one.mark_here(slowness):.1f}"
        for one in done
        if one.seconds > one.mark_here(slowness)
    ]
    print("\n".join(missed))
    sys.exit(bool(missed))


if __name__ == "__main__":
    main()
