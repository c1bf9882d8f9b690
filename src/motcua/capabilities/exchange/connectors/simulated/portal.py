"""Takes words as a real portal would, and keeps the newest of each number."""

from typing import Final

from django.db import transaction

from motcua.capabilities.exchange.connectors.base import Postponed, Rejected, Word
from motcua.capabilities.exchange.models import SimulatedWord

DOWN: Final = "simulated://down"
"""Address of a portal that never answers."""


class SimulatedPortal:
    """Held to the same contract as the other side of HTTP."""

    @transaction.atomic
    def send(self, word: Word) -> None:
        """Keep the word unless a newer one is there."""
        if word.address == DOWN:
            raise Postponed("ConnectTimeout")
        number, sequence = word.content.get("number"), word.content.get("sequence")
        if not number or not isinstance(sequence, int):
            raise Rejected("HTTP 422")
        kept, is_new = SimulatedWord.objects.select_for_update(of=("self",)).get_or_create(
            system=word.system,
            number=number,
            defaults={"sequence": sequence, "content": word.content},
        )
        if not is_new and kept.sequence < sequence:
            kept.sequence, kept.content = sequence, word.content
            kept.save(update_fields=["sequence", "content"])
