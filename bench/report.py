"""One table: CPU per request beside its mark and beside the floor, queries, the ratio to the limit."""

from bench.bare import REFERENCE_MS
from bench.product import Measured

LIMIT_OF = {
    "lodge": "lodge",
    "accept": "accept",
    "complete a task": "transition",
    "desk list of 25": "list",
    "status by number (API)": "status",
}
FLOOR_OF = LIMIT_OF | {"accept": "transition"}
MOST_QUERIES = 12


def table(
    measured: list[Measured], floor: dict[str, float], most: dict[str, float], *, dossiers: int
) -> str:
    """Return the figures as text."""
    about = (
        f"{dossiers:,} dossiers; one client; the whole product in process. Floor: bare Django views"
        " writing and reading the same rows; limit: pgbench doing so"
    )
    head = (
        f"{'':24}{'CPU ms':>8}{'floor':>8}{'times':>7}{'mark':>7}{'here':>7}{'queries':>9}"
        f"{'per s':>8}{'limit/s':>9}{'ratio':>7}"
    )
    lines = [about, head]
    for row in measured:
        limit = most.get(LIMIT_OF.get(row.name, ""), 0.0)
        bare = floor.get(FLOOR_OF.get(row.name, ""), 0.0)
        lines.append(
            f"{row.name:24}{row.cpu_ms:8.2f}{_or_blank(bare, 8, 2)}"
            f"{_or_blank(row.cpu_ms / bare if bare else 0, 7, 1)}{_or_blank(row.mark_ms or 0, 7, 1)}"
            f"{_or_blank(mark_here(row, floor) or 0, 7, 1)}{row.queries:9}{row.per_second:8.0f}"
            f"{_or_blank(limit, 9, 0)}{_or_blank(row.per_second / limit if limit else 0, 7, 3)}"
        )
    return "\n".join(lines)


def _or_blank(number: float, width: int, digits: int) -> str:
    return f"{number:{width}.{digits}f}" if number else " " * width


def mark_here(row: Measured, floor: dict[str, float]) -> float | None:
    """Return the mark in milliseconds of this machine at this hour, told by the floor's own cost."""
    if row.mark_ms is None:
        return None
    kind = FLOOR_OF[row.name]
    return row.mark_ms * floor[kind] / REFERENCE_MS[kind]


def figures(
    measured: list[Measured], floor: dict[str, float], most: dict[str, float]
) -> dict[str, object]:
    """Return the figures for machines."""
    return {"measured": [row.__dict__ for row in measured], "floor": floor, "limits": most}


def missed(measured: list[Measured], floor: dict[str, float]) -> list[str]:
    """Return what is above its mark, or sends more statements than allowed."""
    late = [
        f"{row.name}: {row.cpu_ms:.1f} ms of CPU, the mark here is {mark:.1f}"
        for row in measured
        if (mark := mark_here(row, floor)) is not None and row.cpu_ms > mark
    ]
    many = [
        f"{row.name}: {row.queries} queries, allowed are {MOST_QUERIES}"
        for row in measured
        if row.queries > MOST_QUERIES
    ]
    return late + many
