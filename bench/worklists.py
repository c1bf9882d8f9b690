"""Work lists of the desk under load: thirty pages a second, come when they come, over the real server.

Beside each page stand the milliseconds that the same rows take in plain SQL, asked alone in the same run.
"""

import os
import queue
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection
from random import Random

A_SECOND = 30
SECONDS = 40
HANDS = 16
"""Who waits for an answer meanwhile the next is asked."""
PORT = 8984
LIMIT_MS = 50.0
CPU_MS = 12.0

ROWS = """
    SELECT dossier.*, person.full_name, agency.name, desk.name FROM dossiers_dossier dossier
    JOIN identity_person person ON person.id = dossier.applicant_id
    JOIN organisations_agency agency ON agency.id = dossier.agency_id
    JOIN organisations_agency desk ON desk.id = dossier.receiving_agency_id WHERE {which} LIMIT 26"""
PAGES = {
    "queue": ("desk", "/can-bo/tiep-nhan/",
              "receiving_agency_id = %s AND state = 'lodged' ORDER BY waiting_since, dossier.id"),
    "dossiers": ("desk", "/can-bo/ho-so/", "agency_id = %s ORDER BY lodged_at DESC, dossier.id DESC"),
    "in progress": ("desk", "/can-bo/ho-so/?trang-thai=in_progress",
                    "agency_id = %s AND state = 'in_progress' ORDER BY lodged_at DESC, dossier.id DESC"),
    "late": ("desk", "/can-bo/ho-so/?tinh-trang=overdue",
             "agency_id = %s AND state IN ('accepted', 'in_progress') AND due_at < now() ORDER BY lodged_at DESC"),
    "results": ("desk", "/can-bo/tra-ket-qua/",
                "receiving_agency_id = %s AND state = 'decided' ORDER BY finished_at, dossier.id"),
    "work": ("office", "/can-bo/viec/",
             "agency_id = %s AND state IN ('accepted', 'in_progress') ORDER BY due_at, dossier.id"),
}  # fmt: skip
"""Each page, who opens it, and which rows plain SQL reads for it."""


def main() -> None:
    """Ask thirty pages a second for a while; print one table."""
    from bench.__main__ import STATE

    os.environ["MOTCUA_STATE_DIR"] = str(STATE)
    from bench import prepare

    prepare.database(int(os.environ.get("MOTCUA_BENCH_DOSSIERS", "1000000")))
    from django.conf import settings

    from bench import product, serving
    from motcua.surfaces.cli.local import plan

    cast = product.Cast()
    keys = {
        name: client.cookies[settings.SESSION_COOKIE_NAME].value
        for name, client in (("desk", cast.counter), ("office", cast.office))
    }
    plain = {name: _plain(which, cast.desk.agency_id) for name, (_, _, which) in PAGES.items()}
    server = serving.start(plan.web(PORT), port=PORT)
    try:
        asked = _Asked(keys)
        asked.run(3 * A_SECOND)
        asked.took.clear()
        before = serving.cpu(server.pid)
        asked.run(A_SECOND * SECONDS)
        spent = (serving.cpu(server.pid) - before) * 1000 / (A_SECOND * SECONDS)
    finally:
        server.terminate()
        server.wait()
    print(
        f"{A_SECOND} pages a second for {SECONDS} s: {spent:.1f} ms of CPU a page, the server's own included"
    )
    print(f"{'ms':14}{'times':>7}{'p50':>8}{'p95':>8}{'SQL p50':>9}{'ratio':>7}")
    late = 0.0
    for name, took in sorted(asked.took.items()):
        took.sort()
        half, most = took[len(took) // 2], took[len(took) * 95 // 100]
        late = max(late, most)
        print(
            f"{name:14}{len(took):7}{half:8.1f}{most:8.1f}{plain[name]:9.2f}{half / plain[name]:7.1f}"
        )
    sys.exit(late > LIMIT_MS or spent > CPU_MS)


class _Asked:
    """Pages asked for at their times, each by a hand that is free; how long each took from when it was due."""

    def __init__(self, keys: dict[str, str]) -> None:
        self.keys = keys
        self.took: dict[str, list[float]] = defaultdict(list)
        self.dice = Random(1)
        self._wrong: list[str] = []

    def run(self, many: int) -> None:
        """Ask so many pages, as many a second as are wanted, and wait for the last answer."""
        due: queue.Queue[tuple[float, str] | None] = queue.Queue()
        hands = [threading.Thread(target=self._serve, args=(due,)) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        at = time.perf_counter()
        for _page in range(many):
            at += self.dice.expovariate(A_SECOND)
            time.sleep(max(0.0, at - time.perf_counter()))
            due.put((at, self.dice.choice(list(PAGES))))
        for _hand in hands:
            due.put(None)
        for hand in hands:
            hand.join()
        if self._wrong:
            raise RuntimeError(self._wrong[0])

    def _serve(self, due: "queue.Queue[tuple[float, str] | None]") -> None:
        line = HTTPConnection("127.0.0.1", PORT, timeout=30)
        while (one := due.get()) is not None:
            at, name = one
            who, address, _which = PAGES[name]
            cookie = f"sessionid={self.keys[who]}"
            line.request("GET", address, headers={"Host": "testserver", "Cookie": cookie})
            answer = line.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                self._wrong.append(f"{address}: {answer.status}")
            self.took[name].append((time.perf_counter() - at) * 1000)
        line.close()


def _plain(which: str, agency_id: int) -> float:
    """Return the milliseconds in the middle that the rows take in plain SQL."""
    return _middle(lambda: _fetch(ROWS.format(which=which), agency_id))


def _fetch(sql: str, agency_id: int) -> list[tuple[object, ...]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, [agency_id])
        return cursor.fetchall()


def _middle(act: Callable[[], object]) -> float:
    took = []
    for _time in range(30):
        begun = time.perf_counter()
        act()
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)[len(took) // 2]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main()
