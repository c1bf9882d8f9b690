"""Tell other systems how things stand: the last word on each subject, until they have taken it."""

import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from procrastinate.contrib.django import app

from motcua.capabilities.exchange import queries
from motcua.capabilities.exchange.actions.systems import Called, log_call
from motcua.capabilities.exchange.connectors import registry
from motcua.capabilities.exchange.connectors.base import Postponed, Rejected, Word
from motcua.capabilities.exchange.enums import Direction, ReportState
from motcua.capabilities.exchange.models import Report, System
from motcua.capabilities.exchange.rules import MAX_ATTEMPTS
from motcua.foundation.kernel import chain
from motcua.foundation.kernel.subjects import Subject

DELIVER = "exchange.deliver"
"""Name of the job; ``tasks`` holds its body."""


def owe(
    *, system_code: str, subject: Subject, seq: int, content: Mapping[str, Any], at: datetime
) -> None:
    """Note that the system is owed this word on the subject; delivered after commit, newest alone.

    A word that is not newer than the one noted changes nothing. Systems without an address, and those
    that were ended, are owed nothing. Three statements.

    Raises:
        TransactionManagementError: outside a transaction: a word belongs to the change it tells of.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a word belongs to the change it tells of")
    system = System.objects.filter(code=system_code, ended_at__isnull=True).first()
    if system is None or not system.address:
        return
    report, is_new = Report.objects.select_for_update(of=("self",)).get_or_create(
        system=system,
        subject_kind=subject.kind,
        subject_key=subject.key,
        defaults={
            "seq": seq, "content": dict(content), "state": ReportState.WAITING, "wanted_at": at,
        },
    )  # fmt: skip
    if is_new:
        _defer(report)
    elif report.seq < seq:
        has_job = report.state == ReportState.WAITING
        report.seq, report.content, report.wanted_at = seq, dict(content), at
        report.state, report.attempts = ReportState.WAITING, 0
        report.save(update_fields=["seq", "content", "wanted_at", "state", "attempts"])
        if not has_job:
            _defer(report)


def deliver(*, report_id: int, at: datetime) -> ReportState:
    """Try to hand the last word over; return how far it is now.

    Nothing is locked while the other side answers, so that no dossier waits for it. If a newer word
    came meanwhile, that one follows at once. The queue runs one job of a report at a time.
    """
    while True:
        report = Report.objects.select_related("system").get(pk=report_id)
        if report.state != ReportState.WAITING:
            return ReportState(report.state)
        state = _settle(report, _send(report, at), at)
        if state is not None:
            return state


@transaction.atomic
def resend(*, system_code: str, at: datetime) -> int:
    """Try everything again that could not be delivered to the system; return how many words there are."""
    failed = Report.objects.select_for_update(of=("self",)).filter(
        system__code=system_code, state=ReportState.FAILED
    )
    reports = list(failed.order_by("pk"))
    for report in reports:
        report.state, report.attempts, report.wanted_at = ReportState.WAITING, 0, at
        report.save(update_fields=["state", "attempts", "wanted_at"])
        _defer(report)
    return len(reports)


def _send(report: Report, at: datetime) -> Exception | None:
    """Send the report's word and log the call; return why it was not taken."""
    system, started = report.system, time.monotonic()
    word = Word(
        system=system.code,
        address=system.address,
        key=f"{report.subject_key}:{report.seq}",
        content=report.content,
        secret=queries.signing_secret(system.code),
    )
    failure: Exception | None = None
    try:
        registry.receiver_at(system.address).send(word)
    except (Postponed, Rejected) as error:
        failure = error
    log_call(
        Called(
            operation="report",
            status=0 if failure else 200,
            milliseconds=round((time.monotonic() - started) * 1000),
            content=chain.canonical(report.content),
            code=str(failure or ""),
            subject=report.subject,
        ),
        system_code=system.code,
        at=at,
        direction=Direction.OUT,
    )
    return failure


@transaction.atomic
def _settle(sent: Report, failure: Exception | None, at: datetime) -> ReportState | None:
    """Note what came of the word that was sent; None if a newer one waits to follow at once."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=sent.pk)
    is_newest = report.seq == sent.seq
    if failure is None:
        report.sent_seq, report.attempts, report.last_error = sent.seq, 0, ""
        report.delivered_at = at
        if is_newest:
            report.state = ReportState.DELIVERED
    elif is_newest:
        report.attempts += 1
        report.last_error = str(failure)[:300]
        is_last = isinstance(failure, Rejected) or report.attempts >= MAX_ATTEMPTS
        report.state = ReportState.FAILED if is_last else ReportState.WAITING
    report.save(update_fields=["sent_seq", "attempts", "last_error", "delivered_at", "state"])
    return ReportState(report.state) if is_newest else None


def _defer(report: Report) -> None:
    app.configure_task(DELIVER, lock=f"report:{report.pk}", queue="messages").defer(
        report_id=report.pk
    )
