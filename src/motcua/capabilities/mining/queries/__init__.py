"""Questions asked of a log: the pure functions of mining, and designs as nets. They read no table."""

from motcua.capabilities.mining.queries.designs import to_net
from motcua.capabilities.mining.rules.aligning import Deviation
from motcua.capabilities.mining.rules.exporting import (
    ExportedCase,
    ExportedEvent,
    ExportedLog,
    ExportedPaper,
    write_ocel,
    write_xes,
)
from motcua.capabilities.mining.rules.graph import (
    Activity,
    Following,
    Held,
    Mined,
    Variant,
    mine,
)
from motcua.capabilities.mining.rules.layout import Laid, LaidArrow, lay_out
from motcua.capabilities.mining.rules.log import BEGIN, END, Case, Happening, Times, measure
from motcua.capabilities.mining.rules.nets import Net
from motcua.capabilities.mining.rules.replay import Departed, Passed, Replayed, replay

__all__ = [
    "BEGIN",
    "END",
    "Activity",
    "Case",
    "Departed",
    "Deviation",
    "ExportedCase",
    "ExportedEvent",
    "ExportedLog",
    "ExportedPaper",
    "Following",
    "Happening",
    "Held",
    "Laid",
    "LaidArrow",
    "Mined",
    "Net",
    "Passed",
    "Replayed",
    "Times",
    "Variant",
    "lay_out",
    "measure",
    "mine",
    "replay",
    "to_net",
    "write_ocel",
    "write_xes",
]
