"""What follows from what happened, after commit and exactly once: tell people, issue receipts, prove."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from motcua.capabilities.evidence import actions as evidence
from motcua.capabilities.notifications import actions as notifications
from motcua.capabilities.notifications.enums import Template
from motcua.capabilities.workflow import queries as workflow_queries
from motcua.composition.casework import (
    amends,
    calling,
    handling,
    paying,
    promises,
    receipting,
    representing,
    results,
)
from motcua.domain.authorisations.enums import Act as AuthorisationAct
from motcua.domain.authorisations.events import AuthorisationEntryRecorded
from motcua.domain.dossiers import events
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import Act, State
from motcua.domain.procedures.enums import ChannelKind
from motcua.domain.registers.events import RegisterClosed
from motcua.domain.satisfaction import queries as satisfaction
from motcua.foundation.identity import queries as identity
from motcua.foundation.kernel import stage
from motcua.foundation.kernel.events import Envelope, subscribe
from motcua.foundation.organisations import queries as organisations
from motcua.foundation.organisations.events import CalendarChanged, ReorganisationEntryRecorded

if TYPE_CHECKING:
    from motcua.capabilities.notifications.models import Message
    from motcua.domain.dossiers.models import Dossier


Values = dict[str, Any]


@subscribe(*events.ALL)
def sequence_entry(envelope: Envelope) -> None:
    """Give the entry its place in the installation's one order; what is rehearsed has none."""
    if stage.is_set():
        return
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    evidence.sequence(
        subject=envelope.subject,
        seq=event.seq,
        entry_hash=bytes.fromhex(event.hash),
        at=envelope.occurred_at,
    )


@subscribe(ReorganisationEntryRecorded, AuthorisationEntryRecorded)
def sequence_short_log(envelope: Envelope) -> None:
    """Give an entry of a reorganisation's or an authorisation's log its place in the installation's one order."""
    event = envelope.event
    assert isinstance(event, ReorganisationEntryRecorded | AuthorisationEntryRecorded)
    evidence.sequence(
        subject=envelope.subject,
        seq=event.seq,
        entry_hash=bytes.fromhex(event.hash),
        at=envelope.occurred_at,
    )


@subscribe(RegisterClosed)
def sequence_register(envelope: Envelope) -> None:
    """Give the seal of a closed register its place in the installation's one order."""
    event = envelope.event
    assert isinstance(event, RegisterClosed)
    evidence.sequence(
        subject=envelope.subject,
        seq=1,
        entry_hash=bytes.fromhex(event.hash),
        at=envelope.occurred_at,
    )


@subscribe(CalendarChanged)
def recount_promises(envelope: Envelope) -> None:
    """Have the promises counted anew that a changed day may move: a job, for there may be many."""
    event = envelope.event
    assert isinstance(event, CalendarChanged)
    if stage.is_set():
        return
    promises.have_recounted(agency_id=event.agency_id, changed_on=event.on)


@subscribe(events.DossierAccepted)
def issue_receipt(envelope: Envelope) -> None:
    """Issue form No. 01 (Article 17.1.c) for who has not printed it yet.

    Who is answered at the counter in the same sitting gets one on request alone (Article 17.4).
    """
    if not dossiers.is_answered_at_once(dossiers.get(envelope.subject)):
        results.issue_receipt(reference=envelope.subject.key)


@subscribe(events.SupplementRequested)
def issue_supplement_request(envelope: Envelope) -> None:
    """Issue form No. 02 for what is asked after assessment: Article 19.4 wants it in writing.

    What the desk asks of an online lodging before intake is told by message (Article 17.2.a).
    """
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    if event.act == Act.ASK:
        results.issue_supplement_request(reference=envelope.subject.key)


@subscribe(events.DossierDecided)
def deliver_result(envelope: Envelope) -> None:
    """Hand the electronic result over: it lies among the applicant's documents (Article 20.3)."""
    results.deliver_electronically(reference=envelope.subject.key, at=envelope.occurred_at)


@subscribe(events.DossierNoted)
def issue_receipt_for_fee(envelope: Envelope) -> None:
    """Typeset and seal the receipt that was given, so that its payer finds it among the papers."""
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    if event.act == Act.GIVE_RECEIPT:
        receipting.issue_given(envelope.subject.key, at=envelope.occurred_at)


@subscribe(events.DossierNoted)
def deliver_what_is_paid(envelope: Envelope) -> None:
    """Hand the electronic result over that waited for its payment (Articles 20.3 and 22.1)."""
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    if event.act == Act.PAY and event.target == State.DECIDED:
        results.deliver_electronically(reference=envelope.subject.key, at=envelope.occurred_at)


@subscribe(events.DossierSupplemented)
def charge_again(envelope: Envelope) -> None:
    """Ask for another sum if what was supplemented after acceptance makes one (Article 22.1)."""
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    if event.act == Act.SUPPLEMENT:
        paying.charge_again(reference=envelope.subject.key, at=envelope.occurred_at)


@subscribe(*events.ALL)
def tell_applicant(envelope: Envelope) -> None:
    """Tell the applicant what concerns them, in their inbox and by e-mail."""
    event = envelope.event
    assert isinstance(event, events.DossierEntryRecorded)
    told = _TOLD.get(Act(event.act))
    if told is None:
        _tell_if_asked_to_confirm(envelope, event)
        return
    template, values_of = told
    dossier = dossiers.get(envelope.subject)
    if _is_told_at_the_desk(dossier, Act(event.act)):
        return
    if event.act == Act.HAND_OVER and dossier.handling > 1 and satisfaction.is_rated(dossier):
        # One answer a dossier: who gave it for the first handling is not asked again.
        return
    _send(dossier, template, values_of(dossier, event), envelope)


def _is_told_at_the_desk(dossier: Dossier, act: Act) -> bool:
    """Say whether the applicant needs no message of it: what is answered, or paid, at the desk."""
    if act is Act.LODGE:
        return dossier.channel != ChannelKind.ONLINE
    if act is Act.CHARGE:
        is_owed = bool(paying.bill_of(dossier).balance.owed)
        return dossier.channel != ChannelKind.ONLINE or not is_owed
    return False


def _tell_if_asked_to_confirm(envelope: Envelope, event: events.DossierEntryRecorded) -> None:
    """Ask the declarant to check the draft entry, once it waits for them."""
    if event.act != Act.FINISH_STEP or event.target != State.IN_PROGRESS:
        return
    task = workflow_queries.find_open_task(envelope.subject, handling.CONFIRM_TASK)
    if task is None or task.ready_at != envelope.occurred_at:
        return
    dossier = dossiers.get(envelope.subject)
    _send(
        dossier,
        Template.CONFIRM_DRAFT,
        {**_progress(dossier, event), "due_at": dossier.due_at},
        envelope,
    )


@subscribe(AuthorisationEntryRecorded)
def note_contested(envelope: Envelope) -> None:
    """Tell who handles them that what was lodged in somebody's name is contested by that person."""
    event = envelope.event
    assert isinstance(event, AuthorisationEntryRecorded)
    if event.act == AuthorisationAct.CONTEST:
        representing.note_contested(event.authorisation_id, at=envelope.occurred_at)


def _send(dossier: Dossier, template: Template, values: Values, envelope: Envelope) -> None:
    """Tell the applicant, and who lodged it for them and may follow it; ratings are the applicant's alone."""
    message = _tell(dossier.applicant_id, dossier, template, values, envelope)
    calling.put(dossier, message, begins_at=values.get("starts_at"))
    follower = dossiers.find_follower(dossier)
    if follower is not None and template is not Template.RATING_INVITATION:
        _tell(follower, dossier, template, values, envelope)


def _tell(
    person_id: int, dossier: Dossier, template: Template, values: Values, envelope: Envelope
) -> Message:
    person = identity.get_person(person_id)
    return notifications.send(
        template=template,
        to=notifications.Recipient(person_id=person.id, email=person.email, name=person.full_name),
        subject=dossier.subject,
        values={"path": f"/ho-so/{dossier.reference}", **values},
        at=envelope.occurred_at,
    )


def _name(dossier: Dossier) -> str:
    return dossier.number or dossier.reference


def _progress(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    """Agency, person in charge and time of receipt (Article 15.1.g of Decree 224/2026)."""
    return {
        "number": _name(dossier),
        "agency": dossier.agency.name,
        "officer": _officer(event.by),
        "received_at": dossier.accepted_at or dossier.lodged_at,
    }


def _officer(key: str) -> str:
    kind, _, post_id = key.partition(":")
    if kind != "officer":
        return ""
    post = identity.get_post(int(post_id))
    return f"{post.name}, {post.title}"


def _lodged(dossier: Dossier, _event: events.DossierEntryRecorded) -> Values:
    return {
        "number": dossier.reference,
        "agency": dossier.receiving_agency.name,
        "lodged_at": dossier.lodged_at,
        "intake_due_at": dossier.intake_due_at,
    }


def _accepted(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    return {**_progress(dossier, event), "due_at": event.due_at}


def _supplement(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    return {**_progress(dossier, event), "answer_by": None}


def _directed(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    entry = dossiers.find_last(dossier, Act.DIRECT)
    assert entry is not None
    right = organisations.get_agency(entry.payload["to_agency_id"])
    return {**_progress(dossier, event), "right_agency": right.name}


def _result(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    return {
        **_progress(dossier, event),
        "due_at": event.due_at,
        "finished_at": dossier.finished_at,
        "way": results.wished_way(dossier).value,
        "is_paid": not paying.find_bill(dossier).balance.owed,
    }


def _invitation(dossier: Dossier, _event: events.DossierEntryRecorded) -> Values:
    return {
        "number": _name(dossier),
        "agency": dossier.agency.name,
        "path": f"/ho-so/{dossier.reference}/danh-gia",
    }


def _reassigned(dossier: Dossier, _event: events.DossierEntryRecorded) -> Values:
    entry = dossiers.find_last(dossier, Act.REASSIGN)
    assert entry is not None
    return {
        "number": _name(dossier),
        "agency": organisations.get_agency(entry.payload["to_agency_id"]).name,
        "former_agency": organisations.get_agency(entry.payload["from_agency_id"]).name,
        "basis": entry.payload["basis"],
    }


def _extended(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    entry = dossiers.find_last(dossier, Act.EXTEND)
    assert entry is not None
    return {
        **_progress(dossier, event),
        "was": datetime.fromisoformat(entry.payload["was"]),
        "due_at": event.due_at,
    }


def _redated(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    entry = dossiers.find_last(dossier, Act.REDATE)
    assert entry is not None
    return {
        "number": _name(dossier),
        "agency": dossier.agency.name,
        "changed_on": date.fromisoformat(entry.payload["changed_on"]),
        "was": datetime.fromisoformat(entry.payload["was"]),
        "due_at": event.due_at,
    }


def _withdrawn(dossier: Dossier, _event: events.DossierEntryRecorded) -> Values:
    return {
        "number": _name(dossier),
        "agency": dossier.agency.name,
        "received_at": dossier.accepted_at or dossier.lodged_at,
        "withdrawn_at": dossiers.timeline(dossier)[-1].at,
    }


def _visit(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    """Return when the visit is; where and with whom the applicant reads behind the door of the portal."""
    entry = next(one for one in dossiers.timeline(dossier) if one.seq == event.seq)
    starts_at = datetime.fromisoformat(entry.payload["starts_at"])
    return {**_progress(dossier, event), "starts_at": starts_at}


def _lost_result(dossier: Dossier, event: events.DossierEntryRecorded) -> Values:
    entry = next(one for one in dossiers.timeline(dossier) if one.seq == event.seq)
    return {**_progress(dossier, event), "is_sorry": amends.is_apology(entry)}


_TOLD: dict[Act, tuple[Template, Callable[[Dossier, events.DossierEntryRecorded], Values]]] = {
    Act.LODGE: (Template.LODGED, _lodged),
    Act.ACCEPT: (Template.ACCEPTED, _accepted),
    Act.ASK_AT_INTAKE: (Template.SUPPLEMENT_REQUESTED, _supplement),
    Act.ASK: (Template.SUPPLEMENT_REQUESTED, _supplement),
    Act.DIRECT: (Template.DIRECTED_ELSEWHERE, _directed),
    Act.REFUSE: (Template.REFUSED, _progress),
    Act.REJECT: (Template.REFUSED, _progress),
    Act.DECIDE: (Template.RESULT_READY, _result),
    Act.HAND_OVER: (Template.RATING_INVITATION, _invitation),
    Act.WITHDRAW: (Template.WITHDRAWN, _withdrawn),
    Act.REASSIGN: (Template.REASSIGNED, _reassigned),
    Act.EXTEND: (Template.EXTENDED, _extended),
    Act.REDATE: (Template.REDATED, _redated),
    Act.STOP: (Template.STOPPED, _progress),
    Act.MAKE_AMENDS: (Template.PAPERS_LOST, _progress),
    Act.ANSWER_FOR_RESULT: (Template.RESULT_LOST, _lost_result),
    Act.REOPEN: (Template.REOPENED, _accepted),
    Act.ARRANGE_VISIT: (Template.VISIT_ARRANGED, _visit),
    Act.CALL_OFF_VISIT: (Template.VISIT_CALLED_OFF, _visit),
    Act.CORRECT: (Template.CORRECTED, _progress),
    Act.CHARGE: (Template.FEE_DUE, _progress),
    Act.ASK_OBLIGATION: (Template.OBLIGATION_DUE, _progress),
    Act.MEET_OBLIGATION: (Template.GOING_ON, _accepted),
    Act.DROP_OBLIGATION: (Template.GOING_ON, _accepted),
}
