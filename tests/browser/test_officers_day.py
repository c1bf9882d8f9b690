"""A desk officer's day is played with a mouse, with the keyboard alone and at letters twice as large.

Each act may ask no more of the hands than docs/explanation/officers-day.md says. ``make officers-day`` plays all
forty intakes, twenty-five supplements and thirty results and writes the table of that page.
"""

import os
from collections import defaultdict
from pathlib import Path

import pytest
from tests.browser import day
from tests.browser.hands import Effort, Keyboard, Mouse

WHOLE = os.environ.get("MOTCUA_WHOLE_DAY")
"""The file to which the table of a whole day is added; a day of one act each without it."""
INTAKES, SUPPLEMENTS, RESULTS = (40, 25, 30) if WHOLE else (1, 1, 1)
MOST = {
    "opening": {"mouse": (2, 7), "keyboard": 31},
    "intake": {"mouse": (15, 30), "keyboard": 190},
    "supplement": {"mouse": (5, 13), "keyboard": 140},
    "result": {"mouse": (5, 0), "keyboard": 60},
    "receipt": {"mouse": (6, 33), "keyboard": 110},
    "closing": {"mouse": (3, 3), "keyboard": 42},
}
"""Clicks and keys of an act with a mouse; keys with the keyboard alone, most of them Tab."""
LARGE = (
    "addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '200%')"
)


def play(product, hand):
    """Play the day; return what each kind of act asked of the hands, act by act."""
    supplements, results, receipt = day.prepare(product, supplements=SUPPLEMENTS, results=RESULTS)
    spent = defaultdict(list)

    def do(kind, act, *about, **more):
        act(hand, *about, **more)
        spent[kind].append(hand.rest())

    do("opening", day.open_shift)
    for _intake in range(INTAKES):
        do("intake", day.take_in)
    for number in supplements:
        do("supplement", day.take_supplement, number)
    for number in results:
        do("result", day.hand_over, number)
    do("receipt", day.mend_receipt, receipt)
    do("closing", day.close_shift, taken=RESULTS)
    day.take_over(product)
    return spent


@pytest.mark.parametrize("way", ["mouse", "keyboard", "large"])
def test_a_day_at_the_desk(product, officer, way):
    desk = officer("motcua.songlam")
    if way == "large":
        desk.page.add_init_script(LARGE)
    hand = (Keyboard if way == "keyboard" else Mouse)(desk.page, see=desk.look)

    spent = play(product, hand)

    for kind, efforts in spent.items():
        most = max(efforts, key=lambda one: one.clicks + one.keys)
        write_down(way, kind, efforts)
        if way == "keyboard":
            assert (most.clicks, most.keys) <= (0, MOST[kind]["keyboard"]), kind
        else:
            assert most.clicks <= MOST[kind]["mouse"][0], kind
            assert most.keys <= MOST[kind]["mouse"][1], kind
    write_down(way, "all", [one for efforts in spent.values() for one in efforts])
    assert desk.faults == []


def write_down(way, kind, efforts):
    """Add a line to the table of the whole day: how often, clicks, keys and pages in all."""
    if WHOLE:
        spent = sum(efforts, Effort())
        line = (
            f"| {way} | {kind} | {len(efforts)} | {spent.clicks} | {spent.keys} | {spent.pages} |\n"
        )
        with Path(WHOLE).open("a", encoding="utf-8") as table:
            table.write(line)
