"""Merkle trees as RFC 6962 section 2.1 defines them: pure functions over leaf hashes."""

import hashlib
from collections.abc import Sequence

LEAF = b"\x00"
NODE = b"\x01"


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the Merkle tree hash of the leaves, in their order.

    Leaves and inner nodes are hashed apart, so that no inner node can pass for a leaf.
    """
    if not leaves:
        return hashlib.sha256().digest()
    level = [hashlib.sha256(LEAF + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(NODE + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        # RFC 6962 splits at the largest power of two: an odd last node rises unchanged.
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0]
