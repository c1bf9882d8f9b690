"""One table: CPU per request beside its mark, queries, and the ratio to the limit."""

from bench.product import Measured

LIMIT_OF = {
    "lodge": "lodge",
    "accept": "accept",
    "complete a task": "transition",
    "desk list of 25": "list",
    "status by number (API)": "status",
}
MOST_QUERIES = 12


def table(measured: list[Measured], most: dict[str, float], *, dossiers: int) -> str:
    """Return the figures as text."""
    lines = [
        f"{dossiers:,} dossiers; one client; the whole product in process, pgbench on the same rows",
        f"{'':24}{'CPU ms':>8}{'mark':>7}{'queries':>9}{'per s':>9}{'limit/s':>10}{'ratio':>8}",
    ]
    for row in measured:
        limit = most.get(LIMIT_OF.get(row.name, ""), 0.0)
        ratio = f"{row.per_second / limit:8.3f}" if limit else " " * 8
        mark = f"{row.mark_ms:7.1f}" if row.mark_ms else " " * 7
        lines.append(
            f"{row.name:24}{row.cpu_ms:8.2f}{mark}{row.queries:9}{row.per_second:9.0f}"
            f"{limit:10.0f}{ratio}"
        )
    return "\n".join(lines)


def figures(measured: list[Measured], most: dict[str, float]) -> dict[str, object]:
    """Return the figures for machines."""
    return {"measured": [row.__dict__ for row in measured], "limits": most}


def verdict(measured: list[Measured]) -> int:
    """Return 1 if a request sends more statements than allowed; CPU depends on the machine."""
    return int(any(row.queries > MOST_QUERIES for row in measured))
