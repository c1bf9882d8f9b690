"""Search among 7,000 procedures beside plain PostgreSQL full text, the same queries in the same run."""

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ON = date(2026, 11, 23)
LIMIT_MS = 25.0
PLAIN = """
    SELECT version_id FROM procedures_searchentry, websearch_to_tsquery('simple', %s) asked
    WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT 10
"""


def main() -> None:
    """Make the catalogue once in a cluster of its own, measure, print one table."""
    _ready()
    from django.db import connection
    from tests.procedures.judged import measures

    from motcua.domain.procedures import queries
    from motcua.domain.procedures.rules import words

    typed = [query.query for query in measures.read("open")]

    def product(text: str) -> object:
        return queries.find(text, on=ON, size=10)

    def plain(text: str) -> object:
        with connection.cursor() as cursor:
            cursor.execute(PLAIN, [" or ".join(words.syllables(text))])
            return cursor.fetchall()

    print(f"{len(typed)} queries among 7,000 procedures, one client; milliseconds")
    print(f"{'':34}{'p50':>8}{'p95':>8}")
    (ours, ours_late), (theirs, theirs_late) = _measure(product, typed), _measure(plain, typed)
    print(f"{'search of the product':34}{ours:8.1f}{ours_late:8.1f}")
    print(f"{'plain full text, any of the words':34}{theirs:8.1f}{theirs_late:8.1f}")
    print(f"{'times as long':34}{ours / theirs:8.1f}{ours_late / theirs_late:8.1f}")
    if ours_late > LIMIT_MS:
        print(f"p95 is above {LIMIT_MS:.0f} ms")


def _measure(search: Callable[[str], object], typed: list[str]) -> tuple[float, float]:
    for text in typed:
        search(text)
    taken = []
    for text in typed * 3:
        begun = time.perf_counter()
        search(text)
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100]


def _ready() -> None:
    from bench.__main__ import STATE

    state = STATE / "search"
    Path(state).mkdir(parents=True, exist_ok=True)
    os.environ["MOTCUA_STATE_DIR"] = str(state)
    from motcua.foundation.kernel import local
    from motcua.surfaces.cli.local import cluster

    cluster.ensure(state)
    if "MOTCUA_SECRET_KEY" not in local.read_local_settings():
        local.write_local_settings(
            {"MOTCUA_SECRET_KEY": "b" * 50, "MOTCUA_MASTER_KEY": "0c" * 32, "MOTCUA_DEMO": "1"}
        )
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections
    from tests.procedures.national import loading

    from motcua.domain.procedures.models import Procedure

    call_command("migrate", verbosity=0, interactive=False)
    if not Procedure.objects.exists():
        loading.load()
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE procedures_searchentry")


if __name__ == "__main__":
    main()
