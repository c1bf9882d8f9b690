"""How soon 200 open desks hear of a lodging, and what it costs the process that tells them."""

import os
import sys
import threading
import time
from http import HTTPStatus
from http.client import HTTPConnection

SCREENS = 200
LODGINGS = 30
PORT = 8974
LIMIT_MS = 1000.0


def main() -> None:
    """Open the screens, lodge one dossier after another, print one table."""
    from bench.__main__ import STATE

    os.environ["MOTCUA_STATE_DIR"] = str(STATE)
    from bench import prepare

    prepare.database(0)
    from django.conf import settings

    from bench import product, serving
    from motcua.composition.casework import lodging
    from motcua.foundation.kernel import clock
    from motcua.surfaces.cli.local import plan

    cast = product.Cast()
    key = cast.counter.cookies[settings.SESSION_COOKIE_NAME].value
    server = serving.start(plan.live(PORT), port=PORT)
    try:
        screens = [_Screen(key) for _ in range(SCREENS)]
        for screen in screens:
            screen.start()
        drafts = [product.draft_of(cast) for _ in range(LODGINGS)]
        time.sleep(2)
        before, delays = serving.cpu(server.pid), []
        for draft in drafts:
            lodging.lodge(draft_id=draft.pk, by=cast.citizen, at=clock.now())
            done = time.monotonic()
            time.sleep(1.5)
            delays += [at - done for screen in screens for at in screen.told if at >= done]
            assert len(delays) % SCREENS == 0, "somebody heard nothing"
        spent = serving.cpu(server.pid) - before
    finally:
        server.terminate()
    delays.sort()
    told = len(delays)
    print(f"{SCREENS} open screens, {LODGINGS} lodgings; milliseconds from commit to the screen")
    for name, place in (("p50", 50), ("p95", 95), ("p99", 99)):
        print(f"{name:>6}{delays[told * place // 100] * 1000:10.0f}")
    print(f"{'most':>6}{delays[-1] * 1000:10.0f}")
    print(f"CPU of the process: {spent / LODGINGS * 1000:.1f} ms a lodging told {SCREENS} times")
    sys.exit(delays[-1] * 1000 > LIMIT_MS)


class _Screen(threading.Thread):
    """One open stream, and when it was told of the queue."""

    def __init__(self, key: str) -> None:
        super().__init__(daemon=True)
        self.told: list[float] = []
        self._line = HTTPConnection("127.0.0.1", PORT, timeout=60)
        self._line.request("GET", "/can-bo/truc-tiep/", headers={"Cookie": f"sessionid={key}"})
        self._answer = self._line.getresponse()
        assert self._answer.status == HTTPStatus.OK, self._answer.status

    def run(self) -> None:
        while line := self._answer.fp.readline():
            if line.startswith(b"data: queue"):
                self.told.append(time.monotonic())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    main()
