"""A form of 300 questions and 40 conditions: opened, judged, drawn, built on; beside the bare validator.

``python -m bench.forms`` needs no database. The limit is jsonschema-rs judging the same answers by the
same schema in the same run; the marks are those of the reference machine.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Final

ON: Final = date(2026, 11, 23)
OPENS_MS: Final = 1000.0
JUDGES_MS: Final = 5.0
STEPS_MS: Final = 1000.0
ROUNDS: Final = 30


def main() -> None:
    """Measure, print one table, end with 1 if a mark is missed."""
    os.environ.setdefault("MOTCUA_STATE_DIR", "/nonexistent")
    for name in ("SECRET_KEY", "MASTER_KEY", "DATABASE_HOST", "DATABASE_PASSWORD"):
        os.environ.setdefault(f"MOTCUA_{name}", "none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    import django

    django.setup()
    from django.template.loader import render_to_string
    from tests.forms import large

    from motcua.capabilities.forms import queries as forms
    from motcua.capabilities.forms.queries import building
    from motcua.capabilities.forms.rules import anatomy

    document, answers = large.document(), large.answers()

    def opened() -> object:
        form = forms.compile_document(document, key="large")
        page = forms.page_view(form, form.pages[0].key, answers)
        return render_to_string("ui/forms/page.html", {"page": page})

    form = forms.compile_document(document, key="large")
    bare = anatomy.compile_schema(document["schema"])
    assert forms.validate_all(form, answers, today=ON) == []
    rows = [
        ("open: check, compile, draw a page", opened, 5, OPENS_MS),
        ("draw a page", lambda: forms.page_view(form, "trang-15", answers), ROUNDS, JUDGES_MS),
        ("judge all answers", lambda: forms.validate_all(form, answers, today=ON), ROUNDS, JUDGES_MS),
        ("one step of the builder", lambda: building.move_question(document, "q150", by=1), 5, STEPS_MS),
        ("limit: jsonschema-rs alone", lambda: list(bare.iter_errors(answers)), ROUNDS, None),
    ]  # fmt: skip
    taken = {name: _median(act, rounds) for name, act, rounds, _mark in rows}
    limit = taken["limit: jsonschema-rs alone"]
    print(f"{large.QUESTIONS} questions, {large.CONDITIONS} conditions; milliseconds, median")
    print(f"{'':36}{'took':>9}{'mark':>8}{'times the limit':>17}")
    missed = False
    for name, _act, _rounds, mark in rows:
        mark_text = f"{mark:8.0f}" if mark else " " * 8
        print(f"{name:36}{taken[name]:9.2f}{mark_text}{taken[name] / limit:17.1f}")
        missed |= mark is not None and taken[name] > mark
    sys.exit(missed)


def _median(act: Callable[[], object], rounds: int) -> float:
    act()
    taken = []
    for _round in range(rounds):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[len(taken) // 2]


if __name__ == "__main__":
    main()
