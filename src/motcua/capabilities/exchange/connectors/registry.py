"""Which way leads to which address."""

from urllib.parse import urlsplit

from django.conf import settings

from motcua.capabilities.exchange import rules
from motcua.capabilities.exchange.connectors.base import Receiver
from motcua.capabilities.exchange.connectors.http.client import HttpReceiver
from motcua.capabilities.exchange.connectors.simulated.portal import SimulatedPortal


def receiver_at(address: str) -> Receiver:
    """Return what speaks to the system at this address; on the practice site nothing leaves."""
    if settings.PRACTICE or urlsplit(address).scheme == rules.SIMULATED:
        return SimulatedPortal()
    return HttpReceiver()
