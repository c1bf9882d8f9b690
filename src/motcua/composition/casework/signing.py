"""Which key signs: one per person who signs for an agency, one seal per agency."""

from motcua.foundation.kernel import vietnamese


def label(name: str) -> str:
    """Return a signatory's part of the key's name: the name, folded (``nguyen-van-an``)."""
    return vietnamese.fold(name).replace(" ", "-")


def signatory_key(agency_code: str, name: str) -> str:
    """Return the name of the key with which the person signs for the agency."""
    return f"{agency_code}/{label(name)}"


def seal_key(agency_code: str) -> str:
    """Return the name of the agency's seal."""
    return f"{agency_code}/seal"
