"""A procedure as search engines and messengers read it: schema.org's GovernmentService, in a data block.

A script element of type application/ld+json is data: browsers never run it, so the content security
policy has nothing to allow. ``<``, ``>`` and ``&`` are written as JSON escapes, so that no text of a
record can end the element.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from django.urls import reverse

from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Channel, Fixed, Version
from motcua.surfaces.portal.presenting.linked_data import duration_of

ESCAPES: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
CURRENCY: Final = "VND"


def structured(version: Version, *, base: str, place: str) -> str:
    """Return the procedure in schema.org's words, as text that is safe inside a script element.

    :param base: the installation's address
    :param place: where the installation serves
    """
    root = base.rstrip("/")
    address = f"{root}{reverse('portal:procedure', args=[version.code])}"
    described = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": address,
        "url": address,
        "identifier": version.code,
        "name": version.name,
        "alternateName": version.name_en,
        "description": version.summary,
        "serviceType": version.field.name,
        "inLanguage": "vi",
        "keywords": ", ".join(version.keywords),
        "areaServed": {"@type": "AdministrativeArea", "name": place},
        "provider": [
            {"@type": "GovernmentOrganization", "name": str(role.label)}
            for role in version.executing_agencies
        ],
        "audience": [
            {"@type": "Audience", "audienceType": str(subject.label)}
            for subject in version.subjects
        ],
        "serviceOutput": [{"@type": "Thing", "name": result.name} for result in version.results],
        "availableChannel": [_channel(channel, address) for channel in version.channels],
        "offers": list(_offers(version)),
    }
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def _channel(channel: Channel, address: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "ServiceChannel",
        "name": str(channel.kind.label),
        "availableLanguage": "vi",
    }
    if channel.kind is ChannelKind.ONLINE:
        told["serviceUrl"] = address
    if duration := duration_of(channel.limit):
        told["processingTime"] = duration
    return told


def _offers(version: Version) -> Iterator[dict[str, Any]]:
    """Yield what has one price; prices that follow from pages or persons are told on the page."""
    for channel in version.channels:
        for fee in channel.fees:
            if isinstance(fee.rule, Fixed):
                yield {
                    "@type": "Offer",
                    "name": f"{fee.name} ({channel.kind.label})",
                    "price": fee.rule.amount,
                    "priceCurrency": CURRENCY,
                }
