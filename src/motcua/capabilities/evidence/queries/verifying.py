"""Whether positions, tree and checkpoints hold, recomputed from the rows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from motcua.capabilities.evidence import rules
from motcua.capabilities.evidence.models import Checkpoint, Subtree
from motcua.capabilities.evidence.queries.checkpoints import Head, find_head, to_head
from motcua.capabilities.evidence.queries.trees import (
    grow_to,
    hash_row,
    rows_between,
    split_leaves,
)
from motcua.capabilities.evidence.rules import BLOCK, KEPT_HEIGHT, Place
from motcua.foundation.kernel import chain

NOTHING_UNDER: Final = "nothing stands under this subtree"


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A place where positions, tree or checkpoints do not hold."""

    where: str
    why: str


def verify(*, since: Head | None = None, kept: Collection[Head] = ()) -> Iterator[Broken]:
    """Recompute positions, tree and checkpoints; yield each broken place, of checkpoints the first.

    ``since`` is a checkpoint that was verified before: what it covers is not read again. ``kept`` are such
    as were kept elsewhere: they still have to be there, so that a tail cut off with its checkpoints shows.
    """
    for known in dict.fromkeys([*kept, since]):
        if known is not None and find_head(known.number) != known:
            yield Broken(
                where=f"checkpoint {known.number}", why="it is not the one that was kept elsewhere"
            )
    yield from _verify_chain(since)
    yield from _Walk(since).verify()


def _verify_chain(since: Head | None) -> Iterator[Broken]:
    """Verify that each checkpoint follows the one before and is signed."""
    number, previous_hash, size = (
        (since.number, since.hash, since.size) if since else (0, chain.GENESIS, 0)
    )
    for head in _iterate_heads(number):
        why = ""
        if head.number != number + 1:
            why = f"checkpoint {number + 1} is missing"
        elif head.previous_hash != previous_hash:
            why = "the link to the checkpoint before does not hold"
        elif head.size <= size:
            why = "it covers no more than the one before"
        why = why or head.find_fault()
        if why:
            yield Broken(where=f"checkpoint {head.number}", why=why)
            return
        number, previous_hash, size = head.number, head.hash, head.size


class _Walk:
    """One walk over the positions, from the first or from a checkpoint, that builds the tree anew.

    Where the hashes of a block's leaves are kept the tree is built of those, each compared with its
    position: so an altered position is named itself, and not every root above it.
    """

    def __init__(self, since: Head | None) -> None:
        self._since = since
        self._start = since.size if since else 0
        self._closed = _last_size()
        self._heads = _iterate_heads(since.number if since else 0)
        self._next = next(self._heads, None)
        self._blocks = _iterate_blocks(self._start // BLOCK)
        self._block = next(self._blocks, None)
        self._higher = _read_higher(self._start)
        self._tree = rules.Tree()
        self._held: list[bytes] = []
        self._is_root_broken = False

    def verify(self) -> Iterator[Broken]:
        """Yield what is missing, what is not what was closed, and the first root that does not hold."""
        if self._since is not None:
            try:
                self._tree, _leaves = grow_to(self._start)
            except KeyError:
                yield Broken(where="tree", why="a subtree is missing")
                return
            if self._tree.root() != self._since.root:
                yield _false_root(self._since)
                return
            yield from self._open_block()
        for row in rows_between(self._start + 1 if self._start else 0).iterator(chunk_size=5000):
            here = self._tree.size + 1
            if row[0] != here:
                yield _gap(here, row[0])
                return
            if self._tree.size % BLOCK == 0:
                yield from self._open_block()
            leaf = hash_row(row)
            if self._held and leaf != self._held[self._tree.size % BLOCK]:
                yield Broken(where=f"position {here}", why="it is not what was closed")
                leaf = self._held[self._tree.size % BLOCK]
            for place, node in self._tree.add(leaf):
                yield from self._check_subtree(place, node)
            yield from self._check_head()
        yield from self._check_end()

    def _open_block(self) -> Iterator[Broken]:
        """Take up what was kept of the leaves that come now."""
        self._held = []
        index = self._tree.size // BLOCK
        if (index + 1) * BLOCK > self._closed:
            return
        while self._block is not None and self._block.index < index:
            yield Broken(where=_name((KEPT_HEIGHT, self._block.index)), why=NOTHING_UNDER)
            self._block = next(self._blocks, None)
        if self._block is None or self._block.index != index:
            return
        held = list(split_leaves(self._block.leaves))
        if len(held) == BLOCK:
            self._held = held
        else:
            yield Broken(where=_name((KEPT_HEIGHT, index)), why="its leaves are not all there")

    def _check_subtree(self, place: Place, node: bytes) -> Iterator[Broken]:
        if self._tree.size > self._closed:
            return
        height, index = place
        if height > KEPT_HEIGHT:
            kept = self._higher.pop(place, None)
        elif self._block is not None and self._block.index == index:
            kept = bytes(self._block.hash)
            self._block = next(self._blocks, None)
        else:
            kept = None
        if kept is None:
            yield Broken(where=_name(place), why="the subtree is missing")
        elif kept != node:
            yield Broken(where=_name(place), why="it is not what its positions make")

    def _check_head(self) -> Iterator[Broken]:
        while self._next is not None and self._next.size <= self._tree.size:
            head, self._next = self._next, next(self._heads, None)
            if self._is_root_broken or head.size < self._tree.size:
                continue
            if head.root != self._tree.root():
                self._is_root_broken = True
                yield _false_root(head)

    def _check_end(self) -> Iterator[Broken]:
        if self._next is not None:
            yield Broken(
                where=f"position {self._tree.size + 1}",
                why=f"the position is missing under checkpoint {self._next.number}",
            )
            return
        beyond = [(KEPT_HEIGHT, self._block.index)] if self._block is not None else []
        for place in [*beyond, *sorted(self._higher)]:
            yield Broken(where=_name(place), why=NOTHING_UNDER)


def _false_root(head: Head) -> Broken:
    return Broken(
        where=f"checkpoint {head.number}",
        why="the positions below it are not those it was made over",
    )


def _gap(expected: int, found: int) -> Broken:
    if found < expected:
        return Broken(where=f"position {found}", why="no position stands before the first")
    return Broken(where=f"position {expected}", why="the position is missing")


def _iterate_blocks(first: int) -> Iterator[Subtree]:
    rows = Subtree.objects.filter(height=KEPT_HEIGHT, index__gte=first)
    return rows.order_by("index").iterator(chunk_size=64)


def _read_higher(start: int) -> dict[Place, bytes]:
    """Return the hashes of the other subtrees that end behind so many positions. One query."""
    rows = Subtree.objects.exclude(height=KEPT_HEIGHT).values_list("height", "index", "hash")
    return {
        (height, index): bytes(node)
        for height, index, node in rows.order_by("height", "index").iterator()
        if (index + 1) << height > start
    }


def _name(place: Place) -> str:
    height, index = place
    return f"subtree of positions {(index << height) + 1} to {(index + 1) << height}"


def _iterate_heads(after: int) -> Iterator[Head]:
    rows = Checkpoint.objects.select_related("certificate").filter(number__gt=after)
    for row in rows.order_by("number").iterator(chunk_size=500):
        yield to_head(row)


def _last_size() -> int:
    last = Checkpoint.objects.order_by("-size").values_list("size", flat=True).first()
    return last or 0
