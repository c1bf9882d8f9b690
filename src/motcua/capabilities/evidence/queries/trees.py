"""The tree over all positions: its right edge, and what proves a position or an older tree to be in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from motcua.capabilities.evidence import rules
from motcua.capabilities.evidence.models import Position, Subtree
from motcua.capabilities.evidence.rules import BLOCK, HASH_BYTES, KEPT_HEIGHT, Place, Span

COLUMNS = ("position", "subject_kind", "subject_key", "seq", "hash", "sequenced_at")
"""What of a position is hashed, behind the position itself."""
Row = tuple[int, str, str, int, bytes, datetime]


def hash_row(row: Row) -> bytes:
    """Return the hash of the leaf of a position read by ``COLUMNS``."""
    _position, kind, key, seq, entry_hash, at = row
    return rules.leaf_hash(kind, key, seq, bytes(entry_hash), at)


def rows_between(first: int, last: int | None = None) -> QuerySet[Position, Row]:
    """Return the positions from the first to the last, both included, by ``COLUMNS``."""
    rows = Position.objects.filter(position__gte=first)
    if last is not None:
        rows = rows.filter(position__lte=last)
    return rows.order_by("position").values_list(*COLUMNS)


def grow_to(size: int) -> tuple[rules.Tree, list[bytes]]:
    """Return the tree over the first so many positions, and the leaves of its unfinished block.

    Two queries, whatever the size.
    """
    begun = size - size % BLOCK
    leaves = [hash_row(row) for row in rows_between(begun + 1, size)]
    kept = read_subtrees(place for place in rules.list_peaks((0, begun)))
    tree = rules.Tree(size=begun, peaks=[kept[place] for place in rules.list_peaks((0, begun))])
    for leaf in leaves:
        tree.add(leaf)
    return tree, leaves


def prove_inclusion(positions: Sequence[int], size: int) -> dict[int, list[bytes]]:
    """Return for each position the hashes that lead to the root of the tree of that size.

    Three queries for any number of positions.
    """
    paths = {position: rules.prove_inclusion(position - 1, size) for position in positions}
    hashes = _hash_spans({span for path in paths.values() for span in path})
    return {position: [hashes[span] for span in path] for position, path in paths.items()}


def prove_consistency(old: int, new: int) -> list[bytes]:
    """Return the hashes that prove the tree of one size to be the beginning of the other. Three queries."""
    path = rules.prove_consistency(old, new)
    hashes = _hash_spans(set(path))
    return [hashes[span] for span in path]


def read_subtrees(places: Iterable[Place]) -> dict[Place, bytes]:
    """Return the hashes of these subtrees that are kept. One query."""
    wanted = [Q(height=height, index=index) for height, index in places]
    if not wanted:
        return {}
    rows = Subtree.objects.filter(reduce(or_, wanted)).values_list("height", "index", "hash")
    return {(height, index): bytes(node) for height, index, node in rows}


def _hash_spans(spans: set[Span]) -> dict[Span, bytes]:
    peaks = {span: rules.list_peaks(span) for span in spans}
    places = {place for found in peaks.values() for place in found}
    nodes = read_subtrees(place for place in places if place[0] >= KEPT_HEIGHT)
    low = sorted(place for place in places if place[0] < KEPT_HEIGHT)
    leaves = _read_blocks({(index << height) // BLOCK for height, index in low})
    for height, index in low:
        start = index << height
        block, within = start // BLOCK, start % BLOCK
        nodes[height, index] = rules.root_of(leaves[block][within : within + (1 << height)])
    return {span: rules.fold([nodes[place] for place in found]) for span, found in peaks.items()}


def _read_blocks(blocks: set[int]) -> Mapping[int, list[bytes]]:
    """Return the hashes of the leaves of these blocks: as kept, and those of the last block from its rows."""
    if not blocks:
        return {}
    kept = Subtree.objects.filter(height=KEPT_HEIGHT, index__in=blocks)
    found = {
        index: list(split_leaves(leaves)) for index, leaves in kept.values_list("index", "leaves")
    }
    for block in blocks - found.keys():
        rows = rows_between(block * BLOCK + 1, (block + 1) * BLOCK)
        found[block] = [hash_row(row) for row in rows]
    return found


def split_leaves(leaves: bytes | memoryview) -> Iterator[bytes]:
    """Yield the hashes that stand one behind the other."""
    held = bytes(leaves)
    for start in range(0, len(held), HASH_BYTES):
        yield held[start : start + HASH_BYTES]
