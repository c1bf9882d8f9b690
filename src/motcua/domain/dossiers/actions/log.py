"""Writing a dossier's log: every change of a dossier passes here, under the dossier's lock."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from motcua.domain.authorisations.enums import Scope
from motcua.domain.dossiers import events, queries, rules
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.dossiers.errors import DossierNotFound, ReasonNeeded
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierEventDetail
from motcua.domain.procedures.enums import ChannelKind
from motcua.foundation.identity.actors import Actor, Officer
from motcua.foundation.kernel import chain, outbox, rows, sealing

SALT_BYTES = 16


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is written with an entry: codes for the log, words sealed beside it."""

    payload: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, object] = field(default_factory=dict)
    occurred_at: datetime | None = None
    """When it happened, if it is written down only now."""

    @property
    def reason(self) -> str:
        """The reason given, if any."""
        return str(self.words.get("reason", "")).strip()


NOTHING = Said()


def lock(
    reference: str, by: Actor, *, purpose: str = "handling", scope: Scope | None = None
) -> Dossier:
    """Return the dossier, locked until the transaction ends, to somebody who may see it. One query.

    :param scope: what an authorisation has to let somebody do who represents the applicant

    Raises:
        DossierNotFound: if there is none, or none this actor may see.
    """
    dossier = queries.find_visible(by, reference, is_locked=True, scope=scope)
    if dossier is None:
        raise DossierNotFound
    if isinstance(by, Officer):
        queries.note_reading(dossier, by, purpose=purpose)
    return dossier


def move(
    dossier: Dossier, act: Act, *, by: Actor, at: datetime, said: Said = NOTHING,
    changed: tuple[str, ...] = (),
) -> Dossier:  # fmt: skip
    """Move the locked dossier by the act, save what changed, and write and announce the entry.

    Raises:
        ActRefused: if the state does not allow the act.
        ReasonNeeded: if the law asks for a reason and none was given.
    """
    return moves(dossier, ((act, said),), by=by, at=at, changed=changed)


def moves(
    dossier: Dossier, acts: Sequence[tuple[Act, Said]], *, by: Actor, at: datetime,
    changed: tuple[str, ...] = (),
) -> Dossier:  # fmt: skip
    """Move the locked dossier by several acts at once. Three statements for any number."""
    entries = []
    for act, said in acts:
        rule = rules.require_move(State(dossier.state), act)
        if rule.needs_reason and not said.reason:
            raise ReasonNeeded(field="reason")
        source = dossier.state
        dossier.state = rule.target
        article = rules.article_of(act, is_on_paper=dossier.channel != ChannelKind.ONLINE)
        entries.append(
            _entry(dossier, act, source=source, article=article, by=by, at=at, said=said)
        )
    _write(dossier, entries, at=at)
    rows.update(dossier, ("state", "last_seq", "last_hash", *changed))
    return dossier


def remark(dossier: Dossier, act: Act, *, by: Actor, at: datetime, said: Said = NOTHING) -> Dossier:
    """Write and announce an entry that does not move the state."""
    article = rules.NOTES[act]
    entry = _entry(dossier, act, source=dossier.state, article=article, by=by, at=at, said=said)
    _write(dossier, [entry], at=at)
    rows.update(dossier, ("last_seq", "last_hash"))
    return dossier


def remark_each(
    told: Sequence[tuple[Dossier, Said]], act: Act, *, article: str, by: Actor, at: datetime,
    changed: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write and announce one entry for each locked dossier that does not move its state.

    Three statements for any number, and one more for each dossier to which words are said.
    """
    entries = [
        _entry(dossier, act, source=dossier.state, article=article, by=by, at=at, said=said)
        for dossier, said in told
    ]
    rows.insert_each(entries)
    outbox.publish_each(
        [
            (dossier.subject, _announcement(dossier, entry))
            for (dossier, _said), entry in zip(told, entries, strict=True)
        ],
        at=at,
    )
    rows.update_each([dossier for dossier, _said in told], ("last_seq", "last_hash", *changed))


def begin(dossier: Dossier, *, by: Actor, at: datetime, said: Said = NOTHING) -> None:
    """Insert a new dossier together with the first entry of its log."""
    article = rules.MOVES[Act.LODGE].article
    entry = _entry(dossier, Act.LODGE, source="", article=article, by=by, at=at, said=said)
    _write(dossier, [entry], at=at)
    rows.insert([dossier])


def _entry(
    dossier: Dossier, act: Act, *, source: str, article: str, by: Actor, at: datetime, said: Said
) -> DossierEvent:
    """Return the next entry of the log, linked to the one before; the dossier carries the new head."""
    event = DossierEvent(
        dossier_id=dossier.pk,
        seq=dossier.last_seq + 1,
        act=act,
        source=source,
        target=dossier.state,
        by=by.key,
        agency_id=by.agency_id if isinstance(by, Officer) else None,
        occurred_at=said.occurred_at or at,
        recorded_at=at,
        article=article,
        payload=_payload(dossier, said),
        commitment=_keep_words(dossier, said) if said.words else "",
        previous_hash=bytes(dossier.last_hash),
    )
    event.hash = rules.hash_entry(bytes(dossier.last_hash), event.to_entry())
    dossier.last_seq, dossier.last_hash = event.seq, event.hash
    return event


def _payload(dossier: Dossier, said: Said) -> dict[str, object]:
    """Return what is said in codes, with the authorisation of who acts for the applicant."""
    if dossier.acting_under is None:
        return dict(said.payload)
    return {**said.payload, "authorisation": dossier.acting_under.number}


def _write(dossier: Dossier, entries: Sequence[DossierEvent], *, at: datetime) -> None:
    """Add the entries to the log and announce them. Two statements."""
    rows.insert(entries)
    outbox.publish_all(
        [_announcement(dossier, entry) for entry in entries], subject=dossier.subject, at=at
    )


def _announcement(dossier: Dossier, entry: DossierEvent) -> events.DossierEntryRecorded:
    return events.announced_by(Act(entry.act))(
        dossier_id=dossier.pk,
        seq=entry.seq,
        hash=bytes(entry.hash).hex(),
        act=str(entry.act),
        source=entry.source,
        target=entry.target,
        by=entry.by,
        agency_id=dossier.agency_id,
        procedure_id=dossier.procedure_id,
        due_at=dossier.due_at,
    )


def _keep_words(dossier: Dossier, said: Said) -> str:
    """Seal the words under the dossier's key and return the salted commitment to them."""
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    words = dict(said.words)
    salt = os.urandom(SALT_BYTES)
    seq = dossier.last_seq + 1
    DossierEventDetail.objects.create(
        dossier_id=dossier.pk,
        seq=seq,
        sealed=sealing.seal(key, {"salt": salt.hex(), "words": words}, context=f"detail:{seq}"),
    )
    return chain.commit(salt, chain.canonical(words)).hex()
