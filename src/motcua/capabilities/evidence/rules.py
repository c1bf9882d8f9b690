"""Merkle trees as RFC 6962 section 2.1 defines them, what stands in their leaves, and batches: pure functions.

A tree of any size is made of whole subtrees, the binary digits of its size. Those of height 8 and more
are kept, so that a tree grows, and proves what is in it, without being read again.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring
from typing import Final
from uuid import UUID

LEAF: Final = b"\x00"
NODE: Final = b"\x01"
HASH_BYTES: Final = 32
KEPT_HEIGHT: Final = 8
BLOCK: Final = 2**KEPT_HEIGHT
"""Leaves under the lowest subtrees that are kept."""

Place = tuple[int, int]
"""A whole subtree: its height, and how many of that height stand before it."""
Span = tuple[int, int]
"""Leaves from the first, counted from 0, up to and without the second."""

MOST_IN_A_BATCH: Final = 5000
"""Readings: some 280 kB of what is kept of them."""
_ROW: Final = struct.Struct(">q16s32s")
"""Microseconds since 1970 at which a reading was stored, its key, its hash."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Kept = tuple[datetime, UUID, bytes]
"""A reading as a batch keeps it: when it was stored, its key, its hash."""


def pack(readings: Iterable[Kept]) -> bytes:
    """Return readings one behind the other, 56 bytes each."""
    return b"".join(
        _ROW.pack((at - _EPOCH) // _MICROSECOND, key.bytes, content)
        for at, key, content in readings
    )


def unpack(rows: bytes) -> Iterator[Kept]:
    """Yield the readings of a batch; what is left over behind the last whole one is none."""
    for start in range(0, len(rows) - _ROW.size + 1, _ROW.size):
        at, key, content = _ROW.unpack_from(rows, start)
        yield _EPOCH + timedelta(microseconds=at), UUID(bytes=key), content


def batch_hash(number: int, until: datetime, rows: bytes) -> bytes:
    """Return the hash over a batch: over its number, up to when it reaches, and what it keeps, as canonical JSON."""
    return hashlib.sha256(
        (
            f'{{"number":{number},"rows":"{hashlib.sha256(rows).hexdigest()}",'
            f'"until":"{until.astimezone(UTC).isoformat(timespec="microseconds")}"}}'
        ).encode()
    ).digest()


def leaf_hash(kind: str, key: str, seq: int, entry_hash: bytes, at: datetime) -> bytes:
    """Return the hash of a leaf: over all that the sequencer wrote about an entry, as canonical JSON."""
    return hashlib.sha256(
        LEAF
        + (
            f'{{"at":"{at.astimezone(UTC).isoformat(timespec="microseconds")}",'
            f'"hash":"{entry_hash.hex()}","key":{encode_basestring(key)},'
            f'"kind":{encode_basestring(kind)},"seq":{seq}}}'
        ).encode()
    ).digest()


def join(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node over two others; set apart from leaves, so that none passes for one."""
    return hashlib.sha256(NODE + left + right).digest()


@dataclass
class Tree:
    """A tree that grows by its right edge: the roots of its whole subtrees, the largest first."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> Iterator[tuple[Place, bytes]]:
        """Add the hash of a leaf; return what subtrees that are kept it makes whole."""
        node, index, height, peaks = leaf, self.size, 0, self.peaks
        whole: list[tuple[Place, bytes]] = []
        while index & 1:
            node = hashlib.sha256(NODE + peaks.pop() + node).digest()
            index >>= 1
            height += 1
            if height >= KEPT_HEIGHT:
                whole.append(((height, index), node))
        peaks.append(node)
        self.size += 1
        return iter(whole)

    def root(self) -> bytes:
        """Return the hash of the whole tree."""
        return fold(self.peaks)


def fold(peaks: Sequence[bytes]) -> bytes:
    """Return the hash over whole subtrees that stand side by side, the largest first."""
    if not peaks:
        return hashlib.sha256().digest()
    node = peaks[-1]
    for peak in reversed(peaks[:-1]):
        node = join(peak, node)
    return node


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the hash of the tree over these hashes of leaves."""
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf)
    return tree.root()


def list_peaks(span: Span) -> list[Place]:
    """Return the whole subtrees that make up the leaves of a span, the largest first.

    The span begins where a subtree does, as every span of a proof.
    """
    start, end = span
    places = []
    while start < end:
        height = (end - start).bit_length() - 1
        places.append((height, start >> height))
        start += 1 << height
    return places


def prove_inclusion(index: int, size: int) -> list[Span]:
    """Return over what spans the hashes stand that lead from a leaf to the root (section 2.1.1)."""
    path: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _half(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def prove_consistency(old: int, new: int) -> list[Span]:
    """Return over what spans the hashes stand that prove a tree to go on another (section 2.1.2)."""
    path: list[Span] = []
    start, end = 0, new
    while old != end:
        middle = start + _half(end - start)
        if old <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    # The root of the old tree is known to who asks, and is left out where it is a node of the new.
    if start:
        path.append((start, end))
    return path[::-1]


def _half(size: int) -> int:
    """Return the largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)
