"""The one box of the desk among a million dossiers: whole requests, beside the same rows in plain SQL."""

import itertools
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

LIMIT_MS = 50.0
TIMES = 60


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One way to ask: what is typed, and what PostgreSQL alone would be asked."""

    name: str
    typed: list[str]
    sql: str


NUMBER = """
    SELECT dossier.*, person.full_name FROM dossiers_dossier dossier
    JOIN identity_person person ON person.id = dossier.applicant_id
    WHERE (dossier.number_key = %(key)s OR dossier.reference_key = %(key)s)
    AND (dossier.agency_id = %(agency)s OR dossier.receiving_agency_id = %(agency)s)"""
OF_NAME = """
    SELECT dossier.*, person.full_name FROM dossiers_dossier dossier
    JOIN identity_person person ON person.id = dossier.applicant_id
    WHERE lower(translate(person.full_name, %(marked)s, %(unmarked)s)) = %(folded)s
    AND (dossier.agency_id = %(agency)s OR dossier.receiving_agency_id = %(agency)s)
    ORDER BY dossier.lodged_at DESC, dossier.id DESC LIMIT 51"""
OF_DAY = """
    SELECT dossier.*, person.full_name FROM dossiers_dossier dossier
    JOIN identity_person person ON person.id = dossier.applicant_id
    WHERE dossier.agency_id = %(agency)s AND dossier.lodged_at >= %(day)s::date
    AND dossier.lodged_at < %(day)s::date + 1 ORDER BY dossier.lodged_at DESC, dossier.id DESC LIMIT 11"""


def main() -> None:
    """Ask in each way many times; print one table."""
    from bench.__main__ import STATE

    os.environ["MOTCUA_STATE_DIR"] = str(STATE)
    from bench import prepare

    prepare.database(int(os.environ.get("MOTCUA_BENCH_DOSSIERS", "1000000")))
    from django.db import connection
    from django.urls import reverse

    from bench import product
    from motcua.foundation.kernel.vietnamese import MARKED, UNMARKED, fold

    cast = product.Cast()
    agency, here = cast.desk.agency_id, reverse("desk:search")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT dossier.number, person.full_name, dossier.lodged_at::date::text"
            " FROM dossiers_dossier dossier JOIN identity_person person ON person.id = applicant_id"
            " WHERE agency_id = %s AND number IS NOT NULL ORDER BY dossier.id LIMIT 5000",
            [agency],
        )
        rows = cursor.fetchall()
    step = max(1, len(rows) // TIMES)
    numbers, names, days = (
        list(dict.fromkeys(one))[::step][:TIMES] for one in zip(*rows, strict=True)
    )
    kinds = [
        Kind(name="number", typed=numbers, sql=NUMBER),
        Kind(name="name with marks", typed=names, sql=OF_NAME),
        Kind(name="name without marks", typed=[fold(name) for name in names], sql=OF_NAME),
        Kind(name="day", typed=days, sql=OF_DAY),
        Kind(
            name="nothing found",
            typed=[f"Nguyễn Không {one}" for one in ("Ai", "Có", "Thấy")],
            sql=OF_NAME,
        ),
    ]

    def ask(typed: str) -> object:
        answer = cast.counter.post(here, *product.sent(q=typed))
        assert answer.status_code in {200, 302, 404}, answer.status_code
        return answer

    def plain(sql: str) -> Callable[[str], object]:
        def run(typed: str) -> object:
            key = "".join(one for one in typed.upper() if one.isalnum())
            day = typed if typed[:4].isdigit() and len(typed) == len("2026-11-23") else None
            with connection.cursor() as cursor:
                cursor.execute(
                    sql,
                    {
                        "key": key,
                        "folded": fold(typed),
                        "day": day,
                        "agency": agency,
                        "marked": MARKED,
                        "unmarked": UNMARKED,
                    },
                )
                return cursor.fetchall()

        return run

    print(
        f"{'one box, whole requests, ms':28}{'p50':>8}{'p95':>8}{'CPU':>8}{'SQL p95':>9}{'times':>7}"
    )
    missed = False
    for kind in kinds:
        half, late, cpu = _measure(ask, kind.typed)
        _, bare, _ = _measure(plain(kind.sql), kind.typed)
        print(f"{kind.name:28}{half:8.1f}{late:8.1f}{cpu:8.1f}{bare:9.2f}{late / bare:7.1f}")
        missed |= late > LIMIT_MS
    sys.exit(missed)


def _measure(act: Callable[[str], object], typed: list[str]) -> tuple[float, float, float]:
    for one in itertools.islice(itertools.cycle(typed), 10):
        act(one)
    taken, cpu = [], time.process_time()
    for one in itertools.islice(itertools.cycle(typed), TIMES * 2):
        begun = time.perf_counter()
        act(one)
        taken.append((time.perf_counter() - begun) * 1000)
    cpu = (time.process_time() - cpu) / len(taken) * 1000
    taken.sort()
    return taken[len(taken) // 2], taken[len(taken) * 95 // 100], cpu


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main()
