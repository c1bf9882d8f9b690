"""The limit: pgbench writing and reading the same rows with plain SQL, on the same cluster."""

import os
import re
import subprocess
from pathlib import Path

SQL = Path(__file__).parent / "sql"
SECONDS = "4"


def measure() -> dict[str, float]:
    """Return transactions a second of each script, one client, as the product was measured."""
    from django.conf import settings
    from django.db import connections

    database = settings.DATABASES["default"]
    program = _pgbench()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE TABLE IF NOT EXISTS bench_answers (id bigserial PRIMARY KEY, body bytea)"
        )
        cursor.execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{database["USER"]}"')
        cursor.execute(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "{database["USER"]}"')
    rates = {}
    for script in sorted(SQL.glob("*.sql")):
        said = subprocess.run(
            [program, "-n", "-c", "1", "-j", "1", "-T", SECONDS, "-f", str(script),
             "-h", database["HOST"], "-U", database["USER"], database["NAME"]],
            env={**os.environ, "PGPASSWORD": database["PASSWORD"]},
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        found = re.search(r"tps = ([0-9.]+)", said)
        assert found, said
        rates[script.stem] = float(found[1])
    from motcua.foundation.kernel import grants

    grants.apply(application_role=database["USER"])
    return rates


def _pgbench() -> str:
    from bench.__main__ import STATE
    from motcua.surfaces.cli.local import cluster

    return str(cluster.locate(STATE).binaries / "pgbench")
