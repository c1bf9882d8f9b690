"""Which key signs: one per post that signs, one seal per agency."""


def label(post_id: int) -> str:
    """Return a post's part of its key's name."""
    return f"post-{post_id}"


def signatory_key(agency_code: str, post_id: int) -> str:
    """Return the name of the key with which the holder of a post signs for the agency."""
    return f"{agency_code}/{label(post_id)}"


def seal_key(agency_code: str) -> str:
    """Return the name of the agency's seal."""
    return f"{agency_code}/seal"
