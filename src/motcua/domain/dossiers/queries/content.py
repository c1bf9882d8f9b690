"""What a dossier holds: answers, requests, timeline, promise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from motcua.domain.dossiers import rules
from motcua.domain.dossiers.enums import Act, Due, Stage, State
from motcua.domain.dossiers.errors import DossierNotFound
from motcua.domain.dossiers.models import (
    Dossier,
    DossierAnswers,
    DossierEvent,
    DossierEventDetail,
    SupplementRequest,
)
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.procedures.queries import Limit
from motcua.foundation.kernel import sealing
from motcua.foundation.kernel.prepared import NUMBER, Prepared
from motcua.foundation.kernel.worktime import Due as DueDate
from motcua.foundation.kernel.worktime import due_after, put_off
from motcua.foundation.organisations import queries as organisations


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What the applicant declared, opened."""

    answers: dict[str, Any]
    localities: dict[str, Any]
    """What the addresses among the answers were understood to be, by their question."""


def read_answers(dossier: Dossier) -> dict[str, Any]:
    """Return the answers of what the applicant declared last, opened. One query."""
    return read_declaration(dossier).answers


def read_declaration(dossier: Dossier) -> Declaration:
    """Return what the applicant declared last, opened. One query."""
    row = _LAST_ANSWERS.first(dossier_id=dossier.pk)
    if row is None:
        raise DossierNotFound
    return _open_declaration(dossier, row)


def read_declarations(found: Iterable[Dossier]) -> dict[int, Declaration]:
    """Return what the applicants of these dossiers declared last, opened. One query."""
    by_key = {dossier.pk: dossier for dossier in found}
    rows = DossierAnswers.objects.filter(dossier__in=by_key).order_by("dossier_id", "-version")
    return {
        row.dossier_id: _open_declaration(by_key[row.dossier_id], row)
        for row in rows.distinct("dossier_id")
    }


def _open_declaration(dossier: Dossier, row: DossierAnswers) -> Declaration:
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    localities: dict[str, Any] = {}
    if row.sealed_localities is not None:
        localities = sealing.open_sealed(
            key, row.sealed_localities, context=f"localities:{row.version}"
        )
    return Declaration(
        answers=sealing.open_sealed(key, row.sealed, context=f"answers:{row.version}"),
        localities=localities,
    )


def intake_limit(on: date) -> str:
    """Return in words how long the one-stop desk may take to answer a lodging of that day."""
    limit = rules.limit_on(rules.INTAKE_LIMITS, on)
    return limit.unit.limit_in_words(limit.amount)


_LAST_ANSWERS: Final = Prepared(
    lambda dossier_id: DossierAnswers.objects.filter(dossier_id=dossier_id).order_by("-version")[
        :1
    ],
    dossier_id=NUMBER,
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request for supplement, opened."""

    stage: Stage
    items: list[dict[str, str]]
    asked_at: datetime
    answered_at: datetime | None


def list_supplement_requests(dossier: Dossier) -> list[Asked]:
    """Return what was asked for, oldest first."""
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    return [
        Asked(
            stage=Stage(row.stage),
            items=sealing.open_sealed(key, row.sealed, context=row.context),
            asked_at=row.asked_at,
            answered_at=row.answered_at,
        )
        for row in SupplementRequest.objects.filter(dossier=dossier).order_by("asked_at", "pk")
    ]


def list_open_requests(dossier: Dossier | None) -> list[Asked]:
    """Return what was asked for and not brought yet; nothing where a draft supplements no dossier."""
    asked = list_supplement_requests(dossier) if dossier is not None else []
    return [one for one in asked if one.answered_at is None]


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One line of a dossier's timeline."""

    seq: int
    act: Act
    source: str
    target: State
    by: str
    occurred_at: datetime
    at: datetime
    """When it was recorded; later than it occurred where paper was written down afterwards."""
    article: str
    payload: dict[str, Any]
    words: dict[str, Any]

    @property
    def label(self) -> str:
        """What happened, in words."""
        return str(self.act.label)

    def to_turn(self) -> rules.Turn:
        """Return the entry as the clock hears it."""
        return rules.turn(
            self.act, occurred_at=self.occurred_at, recorded_at=self.at, payload=self.payload
        )


def judge_handlings(happened: Iterable[Happened]) -> list[Due]:
    """Return how each handling that a timeline tells of kept its promise, oldest first."""
    return rules.judge_handlings(
        rules.Written(
            seq=entry.seq, act=entry.act, target=entry.target, occurred_at=entry.occurred_at,
            recorded_at=entry.at, payload=entry.payload,
        )
        for entry in happened
    )  # fmt: skip


def timeline(dossier: Dossier) -> list[Happened]:
    """Return all that happened, oldest first, with the words opened. Two queries."""
    words = {
        detail.seq: _open_words(dossier, detail)
        for detail in DossierEventDetail.objects.filter(dossier_id=dossier.pk)
    }
    events = DossierEvent.objects.filter(dossier=dossier).order_by("seq")
    return [_happened(event, words.get(event.seq, {})) for event in events]


def list_replaced(dossier: Dossier) -> frozenset[int]:
    """Return the ids of the results that later ones stand in for (Article 21.1). One query."""
    events = DossierEvent.objects.filter(dossier=dossier, act__in=sorted(ISSUING)).order_by("seq")
    return rules.list_replaced(event.payload for event in events)


def list_replaced_in(happened: Iterable[Happened]) -> frozenset[int]:
    """Return the same, read from a timeline."""
    return rules.list_replaced(entry.payload for entry in happened if entry.act in ISSUING)


def find_result(dossier: Dossier) -> int | None:
    """Return the document that is the dossier's result now, be it a refusal; None without one. One query.

    What ended without a result after a reopening leaves the one before in force.
    """
    events = DossierEvent.objects.filter(dossier=dossier, act__in=sorted(ISSUING))
    event = events.order_by("-seq").first()
    return event.payload["document_id"] if event else None


def find_former(dossier: Dossier) -> int | None:
    """Return the result of an earlier handling that the next one stands in for. No query in the first."""
    return None if dossier.handling == 1 else find_result(dossier)


ISSUING: Final = frozenset({Act.DECIDE, Act.REJECT, Act.CORRECT})
"""Acts with which a signed result comes into being."""
BROUGHT: Final = frozenset({Act.LODGE, Act.SUPPLEMENT, Act.SUPPLEMENT_AT_INTAKE})
"""Acts with which papers come."""


def find_last(dossier: Dossier, act: Act) -> Happened | None:
    """Return the last entry of this act with its words, if there is one. Two queries."""
    event = DossierEvent.objects.filter(dossier=dossier, act=act).order_by("-seq").first()
    if event is None:
        return None
    detail = DossierEventDetail.objects.filter(dossier_id=dossier.pk, seq=event.seq).first()
    return _happened(event, _open_words(dossier, detail) if detail else {})


def find_claimed(dossier: Dossier, came_at: datetime) -> datetime | None:
    """Return when it was written down that papers are said to have come at that moment. One query."""
    rows = DossierEvent.objects.filter(
        dossier=dossier, act__in=sorted(BROUGHT), payload__claimed_at=rules.moment(came_at)
    )
    return rows.order_by("-seq").values_list("recorded_at", flat=True).first()


def open_detail(dossier: Dossier, detail: DossierEventDetail) -> dict[str, Any]:
    """Return the words of an entry with the salt of its commitment to them."""
    key = sealing.unwrap_key(dossier.wrapped_key, dossier.subject)
    opened: dict[str, Any] = sealing.open_sealed(key, detail.sealed, context=f"detail:{detail.seq}")
    return opened


def _open_words(dossier: Dossier, detail: DossierEventDetail) -> dict[str, Any]:
    words: dict[str, Any] = open_detail(dossier, detail)["words"]
    return words


def _happened(event: DossierEvent, words: dict[str, Any]) -> Happened:
    return Happened(
        seq=event.seq,
        act=Act(event.act),
        source=event.source,
        target=State(event.target),
        by=event.by,
        occurred_at=event.occurred_at,
        at=event.recorded_at,
        article=event.article,
        payload=event.payload,
        words=words,
    )


def run_clock(dossier: Dossier, happened: Iterable[Happened]) -> rules.Clock:
    """Return what is promised to the applicant and how it came about. One query for the calendar."""
    turns = [entry.to_turn() for entry in happened if entry.act in rules.TURNS]
    return run_turns(dossier, turns)


def run_turns(dossier: Dossier, turns: Iterable[rules.Turn]) -> rules.Clock:
    """Return what the clock makes of these turns. One query for the calendar."""
    limit, calendar = _limit(dossier), organisations.get_calendar(dossier.agency_id)
    return rules.run(
        turns,
        count=lambda since: due_after(calendar, since, limit.amount, limit.unit),
        calendar=calendar,
        put_off=lambda due, wait: put_off(
            calendar, due, since=wait.since, until=wait.until, unit=limit.unit
        ),
    )


def list_flags(
    dossier: Dossier, happened: Iterable[Happened], ran: rules.Clock
) -> list[rules.Flag]:
    """Return what in the dossier's log somebody should look at. No query."""
    return rules.find_flags(
        (
            rules.Noted(act=entry.act, occurred_at=entry.occurred_at, recorded_at=entry.at)
            for entry in happened
        ),
        spans=[rules.Span(since=since, due_at=due_at) for since, due_at in ran.counts if due_at],
        intake_due_at=dossier.intake_due_at,
    )


def promise(dossier: Dossier, *, since: datetime) -> DueDate:
    """Return the promised moment with its explanation, counted from ``since`` on the agency's days."""
    limit = _limit(dossier)
    calendar = organisations.get_calendar(dossier.agency_id)
    return due_after(calendar, since, limit.amount, limit.unit)


def _limit(dossier: Dossier) -> Limit:
    """Return the limit of the procedure as the dossier was lodged under it, by its way of lodging."""
    version = procedures.get_version(dossier.procedure_version_id)
    channel = version.find_channel(ChannelKind(dossier.channel))
    if channel is None:
        raise ValueError(f"{version.code} offers no channel {dossier.channel}")
    return channel.limit


def is_early(dossier: Dossier) -> bool:
    """Say whether the result came before its promised day (Article 20.4 of Decree 61/2018)."""
    return dossier.finished_at is not None and rules.is_early(dossier.finished_at, dossier.due_at)


def list_brought(dossier: Dossier, *, since_seq: int = 0) -> list[rules.Handed]:
    """Return the papers handed in at a desk by entries behind a place of the log. One query."""
    rows = DossierEvent.objects.filter(dossier=dossier, seq__gt=since_seq).order_by("seq")
    payloads = rows.values_list("payload", flat=True)
    by_code = {paper.code: paper for payload in payloads for paper in rules.list_handed(payload)}
    return list(by_code.values())


def is_answered_at_once(dossier: Dossier) -> bool:
    """Say whether its result is given at the counter in the same sitting (Article 17.4).

    Then no receipt is written unless who brought it asks for one.
    """
    return was_answered_at_once(dossier, accepted_at=dossier.accepted_at, due_at=dossier.due_at)


def was_answered_at_once(
    dossier: Dossier, *, accepted_at: datetime | None, due_at: datetime | None
) -> bool:
    """Say the same of a handling that began and was promised then."""
    if accepted_at is None or dossier.channel != ChannelKind.COUNTER:
        return False
    return rules.is_answered_at_once(
        unit=_limit(dossier).unit, accepted_at=accepted_at, due_at=due_at
    )


def paper_transfer_due_at(dossier: Dossier) -> datetime | None:
    """Return until when the papers go to who handles them; None for what came online. One query."""
    if dossier.accepted_at is None or dossier.channel == ChannelKind.ONLINE:
        return None
    return transfer_due_at(dossier, received_at=dossier.accepted_at)


def transfer_due_at(dossier: Dossier, *, received_at: datetime) -> datetime:
    """Return until when papers received at that moment go to who handles them (Article 18.2). One query."""
    calendar = organisations.get_calendar(dossier.receiving_agency_id)
    return rules.paper_transfer_due_at(received_at, calendar)


def standing(dossier: Dossier, *, now: datetime) -> Due:
    """Return how the dossier stands against its promise."""
    return rules.standing(
        state=State(dossier.state), due_at=dossier.due_at, finished_at=dossier.finished_at, now=now
    )
