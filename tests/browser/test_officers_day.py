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
from tests.browser.line import Line

WHOLE = os.environ.get("MOTCUA_WHOLE_DAY")
"""The file to which the table of a whole day is added; a day of one act each without it."""
BEFORE, DARK, AFTER, SUPPLEMENTS, RESULTS = (10, 4, 26, 25, 30) if WHOLE else (1, 1, 0, 1, 1)
"""Papers taken in before the line goes at ten, while it is gone, and afterwards; what else the day brings."""
MOST = {
    "ready": {"mouse": (5, 31), "keyboard": 52},
    "opening": {"mouse": (2, 7), "keyboard": 16},
    "intake": {"mouse": (15, 30), "keyboard": 76},
    "dark": {"mouse": (2, 17), "keyboard": 22},
    "slip": {"mouse": (17, 25), "keyboard": 82},
    "sent": {"mouse": (1, 0), "keyboard": 5},
    "finished": {"mouse": (1, 0), "keyboard": 8},
    "supplement": {"mouse": (5, 13), "keyboard": 24},
    "result": {"mouse": (5, 0), "keyboard": 11},
    "receipt": {"mouse": (6, 33), "keyboard": 48},
    "closing": {"mouse": (3, 3), "keyboard": 18},
}
"""Clicks and keys of an act with a mouse; keys with the keyboard alone, most of them Tab."""
STREAM = "/can-bo/truc-tiep/"
LARGE = (
    "addEventListener('DOMContentLoaded', () => document.documentElement.style.fontSize = '200%')"
)


def play(product, hand, line):
    """Play the day; return what each kind of act asked of the hands, act by act."""
    supplements, results, receipt = day.prepare(product, supplements=SUPPLEMENTS, results=RESULTS)
    spent = defaultdict(list)

    def do(kind, act, *about, **more):
        act(hand, *about, **more)
        spent[kind].append(hand.rest())

    do("ready", day.make_ready, slips=DARK)
    do("opening", day.open_shift)
    for _intake in range(BEFORE):
        do("intake", day.take_in)
    line.cut()
    do("dark", day.open_in_the_dark)
    for _slip in range(DARK):
        do("slip", day.take_in_the_dark)
    line.mend()
    do("sent", day.send_slips, slips=DARK)
    do("finished", day.finish_slips, slips=DARK)
    for _intake in range(AFTER):
        do("intake", day.take_in)
    for number in supplements:
        do("supplement", day.take_supplement, number)
    for number in results:
        do("result", day.hand_over, number)
    do("receipt", day.mend_receipt, receipt)
    do("closing", day.close_shift, taken=RESULTS)
    day.take_over(product)
    return spent


@pytest.fixture
def line(product):
    """Give the counter a line of its own, which goes at ten o'clock."""
    line = Line(port=product.port)
    yield line
    line.close()


@pytest.mark.parametrize("way", ["mouse", "keyboard", "large"])
def test_a_day_at_the_desk(product, officer, line, way):
    desk = officer("motcua.songlam", address=line.address)
    if way == "large":
        desk.page.add_init_script(LARGE)
    hand = (Keyboard if way == "keyboard" else Mouse)(desk.page, see=desk.look)

    spent = play(product, hand, line)

    for kind, efforts in spent.items():
        most = max(efforts, key=lambda one: one.clicks + one.keys)
        write_down(way, kind, efforts)
        if way == "keyboard":
            assert (most.clicks, most.keys) <= (0, MOST[kind]["keyboard"]), kind
        else:
            assert most.clicks <= MOST[kind]["mouse"][0], kind
            assert most.keys <= MOST[kind]["mouse"][1], kind
    write_down(way, "all", [one for efforts in spent.values() for one in efforts])
    assert [fault for fault in desk.faults if not is_of_the_line(fault)] == []


def is_of_the_line(fault):
    """Say whether the browser complains that the line is gone, or that news come from another address than it."""
    return fault[0] == "console" and ("net::ERR_" in fault[2] or STREAM in fault[2])


def write_down(way, kind, efforts):
    """Add a line to the table of the whole day: how often, clicks, keys and pages in all."""
    if WHOLE:
        spent = sum(efforts, Effort())
        line = (
            f"| {way} | {kind} | {len(efforts)} | {spent.clicks} | {spent.keys} | {spent.pages} |\n"
        )
        with Path(WHOLE).open("a", encoding="utf-8") as table:
            table.write(line)
