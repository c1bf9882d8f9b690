"""A workshop for tables: files written in a few lines."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""09:00 in Hà Nội."""

SPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
HEAD = f'<definitions xmlns="{SPACE}" id="d" name="Thử" namespace="x">'
TAIL = "</definitions>"


def ask(name, kind="string", values=""):
    listed = f"<inputValues><text>{escape(values)}</text></inputValues>" if values else ""
    return (
        f'<input label="{name}"><inputExpression typeRef="{kind}"><text>{name}</text>'
        f"</inputExpression>{listed}</input>"
    )


def answer(name, kind="number", values=""):
    listed = f"<outputValues><text>{escape(values)}</text></outputValues>" if values else ""
    return f'<output name="{name}" typeRef="{kind}">{listed}</output>'


def row(*cells, then=("1",)):
    inputs = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in cells)
    outputs = "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in then)
    return f"<rule>{inputs}{outputs}</rule>"


def table(*parts, key="phi", policy='hitPolicy="FIRST"'):
    return (
        f'<decision id="{key}" name="Phí"><decisionTable {policy}>{"".join(parts)}'
        "</decisionTable></decision>"
    )


def dmn(*tables):
    return HEAD + "".join(tables) + TAIL
