"""A dossier's history as its applicant takes it home: provable by a stranger, without the product."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from motcua.capabilities.documents import actions as documents
from motcua.capabilities.evidence import queries as evidence
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act
from motcua.domain.dossiers.queries import Kept
from motcua.foundation.identity.actors import Citizen
from motcua.foundation.kernel import chain

if TYPE_CHECKING:
    from motcua.domain.dossiers.models import Dossier

TOLD_WHY: Final = frozenset(
    {
        Act.ASK_AT_INTAKE, Act.ASK, Act.DIRECT, Act.EXTEND, Act.REFUSE, Act.REJECT, Act.STOP,
        Act.CORRECT, Act.CHARGE, Act.CANCEL_PAYMENT, Act.PAY_BACK,
        Act.CONTEST_ENTRY, Act.WITHDRAW,
    }
)  # fmt: skip
"""Acts whose reason is addressed to the applicant, or is the applicant's own."""
KEPT_QUIET: Final = frozenset(
    {
        Act.TRANSFER, Act.NAME_HANDLER, Act.TAKE_BACK, Act.TRY_EXTEND,
        Act.GIVE_PAPERS, Act.TAKE_PAPERS, Act.MISS_PAPERS, Act.DAMAGE_PAPERS,
    }
)  # fmt: skip
"""Entries that say nothing an applicant does not read elsewhere: hands within the agency."""
_READ_WHOLE: Final[Mapping[Act, frozenset[str]]] = {
    **dict.fromkeys(TOLD_WHY, frozenset({"reason"})),
    **dict.fromkeys((Act.ASK_AT_INTAKE, Act.ASK), frozenset({"reason", "items"})),
    Act.REOPEN: frozenset({"number", "issuer", "reason"}),
    Act.HAND_OVER: frozenset({"tracking", "receiver"}),
}
"""Words that the applicant reads on the dossier's page. A commitment is to all words of an entry at once."""
FORMAT: Final = "motcua-history/1"


def take_home(reference: str, by: Citizen, *, at: datetime) -> dict[str, Any]:
    """Return the log of the applicant's own dossier with all that proves it, signed. At most eight queries.

    An entry within the agency shows its hash alone, which the chain and the tree bind like the others.
    What came behind the newest checkpoint is bound by the chain and the signature until the next one.

    Raises:
        DossierNotFound: if there is none, or it is another person's.
        SigningUnavailable: if the key of the evidence cannot be used.
    """
    dossier = dossiers.get_for_citizen(reference, by)
    log = dossiers.read_log(dossier)
    checkpoint = evidence.find_last()
    proofs = _prove(dossier, checkpoint.size) if checkpoint else {}
    certificate = documents.get_evidence_certificate(at=at)
    history = {
        "format": FORMAT,
        "installation": settings.INSTALLATION_NAME,
        "reference": dossier.reference,
        "number": dossier.number or "",
        "dossier_id": dossier.pk,
        "taken_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "signed_by": hashlib.sha256(certificate).hexdigest(),
        "count": len(log),
        "last_hash": log[-1].hash.hex(),
        "entries": [{**_show(entry, by), **proofs.get(entry.seq, {})} for entry in log],
        "checkpoint": evidence.write_head(checkpoint) if checkpoint else None,
    }
    signed = documents.sign_statement(chain.canonical(history), at=at)
    return {
        "history": history,
        "signature": signed.signature.hex(),
        "certificate": signed.certificate.hex(),
    }


def _show(entry: Kept, by: Citizen) -> dict[str, Any]:
    shown: dict[str, Any] = {"seq": entry.seq, "hash": entry.hash.hex()}
    if entry.act in KEPT_QUIET:
        return shown
    shown |= {"what": str(entry.act.label), "content": entry.content.decode()}
    if entry.words and (entry.by == by.key or _reads_whole(entry)):
        shown |= {"words": entry.words, "salt": entry.salt}
    return shown


def _reads_whole(entry: Kept) -> bool:
    return entry.words.keys() <= _READ_WHOLE.get(entry.act, frozenset())


def _prove(dossier: Dossier, size: int) -> dict[int, dict[str, Any]]:
    """Return where each entry that the checkpoint covers stands in the tree, and what leads to the root."""
    placed = [one for one in evidence.list_of(dossier.subject) if one.position <= size]
    paths = evidence.prove_inclusion([one.position for one in placed], size)
    return {
        one.seq: {
            "position": one.position,
            "placed_at": one.sequenced_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "path": [step.hex() for step in paths[one.position]],
        }
        for one in placed
    }
