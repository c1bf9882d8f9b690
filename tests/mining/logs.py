"""Logs and designs in a line each."""

from datetime import UTC, datetime, timedelta

from motcua.capabilities.mining.enums import Standing
from motcua.capabilities.mining.rules.log import Case, Happening
from motcua.capabilities.mining.rules.nets import START, Net, Transition

BEGIN_AT = datetime(2026, 11, 2, 1, tzinfo=UTC)


def happening(activity, done=0, *, took=0, holder="", outcome=""):
    """Return something that ended ``done`` working seconds after the case began."""
    return Happening(
        activity=activity,
        began_at=BEGIN_AT + timedelta(seconds=done - took),
        done_at=BEGIN_AT + timedelta(seconds=done),
        began=done - took,
        done=done,
        holder=holder,
        outcome=outcome,
    )


def case(sequence, *, key="1", standing=Standing.FINISHED, pace=60):
    """Return a case with these activities, a minute apart."""
    happenings = tuple(
        happening(activity, (number + 1) * pace, took=pace)
        for number, activity in enumerate(sequence)
    )
    return Case(key=key, standing=standing, happenings=happenings)


def task(code, takes, gives, *, outcome=""):
    """Return a step of a design."""
    return Transition(
        node=code,
        takes=frozenset({takes}),
        gives=frozenset({gives}) if gives else frozenset(),
        activity=code,
        outcome=outcome,
    )


CHECKED = Net(
    transitions=(
        task("check", START, "to-supplement", outcome="lacks"),
        task("check", "again", "to-supplement", outcome="lacks"),
        task("check", START, "to-sign", outcome="good"),
        task("check", "again", "to-sign", outcome="good"),
        task("supplement", "to-supplement", "again"),
        task("sign", "to-sign", ""),
    )
)
"""Check, as often as something has to be supplied; then sign."""

SIDE_BY_SIDE = Net(
    transitions=(
        Transition(node="split", takes=frozenset({START}), gives=frozenset({"a1", "b1"})),
        task("a", "a1", "a2"),
        task("b", "b1", "b2"),
        Transition(node="join", takes=frozenset({"a2", "b2"}), gives=frozenset({"c1"})),
        task("c", "c1", ""),
    )
)
"""Two steps in any order, then a third."""
