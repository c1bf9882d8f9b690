"""What a vendor of signing keys must offer, be it a folder, a token or a remote service."""

from typing import Protocol

from asn1crypto import x509
from pyhanko.sign import Signer


class KeyUnavailable(Exception):
    """The vendor has no such key, or its device does not answer."""


class Vendor(Protocol):
    """A holder of keys."""

    def get_signer(self, key: str) -> Signer:
        """Return what signs with the named key; kept open, so that a second call costs nothing.

        Raises:
            KeyUnavailable: if it cannot be used now.
        """

    def list_roots(self) -> list[x509.Certificate]:
        """Return the certificates on which trust in this vendor's keys rests."""
