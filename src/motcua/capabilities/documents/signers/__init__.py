"""Who holds the keys: one folder per vendor, chosen by the setting ``MOTCUA_SIGNER``."""

from functools import lru_cache
from typing import Final

from django.conf import settings

from motcua.capabilities.documents import apart
from motcua.capabilities.documents.signers.base import Vendor
from motcua.capabilities.documents.signers.file import FileVendor

_VENDORS: Final[dict[str, type[Vendor]]] = {"file": FileVendor}


@lru_cache(maxsize=4)
def _vendor(name: str) -> Vendor:
    return _VENDORS[name]()


def current() -> Vendor:
    """Return the vendor this installation signs with; in a rehearsal, files made for it."""
    if apart.current() is not None:
        return _vendor("file")
    return _vendor(settings.SIGNER)
