"""The values of the pages that show one dossier."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import QueryDict

from motcua.capabilities.workflow import queries as workflow
from motcua.composition.casework import obligations
from motcua.composition.casework.examining import Examined
from motcua.domain.custody import permissions as custody
from motcua.domain.dossiers import permissions
from motcua.domain.dossiers import queries as dossiers
from motcua.domain.dossiers.enums import State
from motcua.domain.inquiries import permissions as inquiries
from motcua.domain.notes import queries as notes
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.actors import Officer
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import InvalidInput, Refusal
from motcua.foundation.organisations import queries as organisations
from motcua.surfaces.desk.presenting import clocks, viewer
from motcua.surfaces.desk.presenting import dossiers as presenting

if TYPE_CHECKING:
    from motcua.capabilities.workflow.models import Task
    from motcua.domain.dossiers.models import Dossier

_BOXES: Final = {"items": "what-1", "to_agency_id": "to_agency"}
"""Boxes that are not named after the field they answer for."""
TOP: Final = "main"


@dataclass(frozen=True, kw_only=True)
class Error:
    """A sentence with the box it is about."""

    anchor: str
    text: str


def errors(refusal: Refusal | None, *, form: str) -> list[Error]:
    """Return what is wrong with a form, each with a link to its box; else with a link to the page."""
    if refusal is None:
        return []
    if isinstance(refusal, InvalidInput):
        return [_error(problem.field, problem.text, form) for problem in refusal.problems]
    return [_error(refusal.field, refusal.text, form)]


def _error(field: str | None, text: str, form: str) -> Error:
    anchor = f"{form}-{_BOXES.get(field, field)}" if field else TOP
    return Error(anchor=anchor, text=text)


def examined(examined: Examined, *, asked: QueryDict, at: str, now: datetime) -> dict[str, Any]:
    """Return the values of a page that shows form and papers side by side.

    Args:
        examined: the dossier
        asked: which paper to show, and how; the first, if it is none of these
        at: the page's own address
        now: the present moment
    """
    dossier = examined.dossier
    calendar = organisations.get_calendar(dossier.agency_id)
    papers = [*examined.handed_in, *examined.issued]
    shown = asked.get(viewer.PAPER, "")
    chosen = next((paper for paper in papers if str(paper.pk) == shown), None)
    if chosen is None and examined.handed_in:
        chosen = examined.handed_in[0]
    look = viewer.Look.read(asked)
    key = chosen.pk if chosen else None
    state = State(dossier.state)
    return {
        "dossier": dossier,
        "procedure": presenting.name_of(examined.version),
        "version": examined.version,
        "came_from": examined.came_from,
        "representative": examined.representative,
        "state": str(state.label),
        "tone": presenting.state_tone(state),
        "sections": examined.sections,
        "warnings": examined.warnings,
        "requests": examined.requests,
        "handed_in": presenting.show_papers(examined.handed_in, shown=key),
        "issued": presenting.show_papers(examined.issued, shown=key, replaced=examined.replaced),
        "notes_count": notes.count_of(dossier),
        "paper": chosen,
        "at": at,
        "viewer": (
            viewer.show(papers, chosen, look, reference=dossier.reference, at=at)
            if chosen
            else None
        ),
        "timeline": presenting.show_timeline(examined.timeline),
        "flags": presenting.show_flags(examined.flags),
        "steps": presenting.show_steps(examined.tasks),
        "intake_clock": clocks.show_running(
            dossier.intake_due_at, soon=clocks.INTAKE_SOON, now=now, calendar=calendar
        ),
        "clock": presenting.show_promise(examined, now=now, calendar=calendar),
        "would_be": clocks.would_be(examined.promise, now=now, calendar=calendar),
    }


def accepted(
    dossier: "Dossier", following: "Dossier | None", officer: Officer, *, now: datetime
) -> dict[str, Any]:
    """Return the values of the page that follows an acceptance."""
    assert dossier.accepted_at is not None
    version = procedures.get_version(dossier.procedure_version_id)
    return {
        "dossier": dossier,
        "procedure": presenting.name_of(version),
        "clock": clocks.show(
            dossier.due_at,
            standing=dossiers.standing(dossier, now=now),
            now=now,
            calendar=organisations.get_calendar(dossier.agency_id),
            promise=dossiers.promise(dossier, since=dossier.accepted_at),
        ),
        "following": following,
        **_sitting(dossier, officer),
        "transfer_due_at": dossiers.paper_transfer_due_at(dossier),
    }


def _sitting(dossier: "Dossier", officer: Officer) -> dict[str, Any]:
    """Return what is left of a sitting at the counter, where the answer is given at once (Article 17.4).

    Who was given the power to decide takes the steps here (Article 17.5); of others it says who does.
    """
    if not dossiers.is_answered_at_once(dossier):
        return {"is_at_once": False}
    tasks = workflow.list_open_tasks(dossier.subject)
    return {
        "is_at_once": True,
        "open_tasks": [
            (task.pk, presenting.step_name(task)) for task in tasks if _may(officer, task)
        ],
        "waits_for": [
            (presenting.step_name(task), Role(task.role).label)
            for task in tasks
            if task.role in Role.values and not _may(officer, task)
        ],
        "may_hand_over": permissions.may_ask_to_hand_over(officer, dossier),
    }


def _may(officer: Officer, task: "Task") -> bool:
    return task.role in officer.roles and task.agency_id == officer.agency_id


def task_clock(task: "Task", *, now: datetime) -> clocks.Clock:
    """Return the clock of a step that waits."""
    return clocks.show_running(
        task.due_at,
        soon=clocks.TASK_SOON,
        now=now,
        calendar=organisations.get_calendar(task.agency_id),
    )


def obliging(examined: Examined, officer: Officer) -> dict[str, bool]:
    """Return whether the dossier waits for what is owed to the State, or this officer may let it wait."""
    return {
        "may_oblige": obligations.may_ask(officer, examined.dossier),
        "is_obliged": State(examined.dossier.state) is State.AWAITING_OBLIGATION,
    }


def beside(examined: Examined, officer: Officer) -> dict[str, Any]:
    """Return what an officer may do with the dossier without leaving the step undone."""
    return {
        "may_inquire": inquiries.may_inquire(officer, examined.dossier),
        "may_extend": permissions.may_ask_to_extend(officer, examined.dossier),
    }


def doors(examined: Examined, officer: Officer) -> dict[str, Any]:
    """Return where this officer can act on the dossier: at the desk, or in an open step."""
    mine = [task for task in examined.tasks if is_open(task) and _may(officer, task)]
    return {
        "may_take_in": permissions.may_take_in(officer, examined.dossier),
        "may_receive_supplement": permissions.may_receive_supplement(officer, examined.dossier),
        "may_stop": permissions.may_ask_to_stop(officer, examined.dossier),
        "may_correct": permissions.may_ask_to_correct(officer, examined.dossier),
        "may_reopen": permissions.may_ask_to_reopen(officer, examined.dossier),
        "may_hand_over": permissions.may_ask_to_hand_over(officer, examined.dossier),
        "may_report_result": custody.may_report_result(officer, examined.dossier),
        **beside(examined, officer),
        **obliging(examined, officer),
        "open_tasks": [(task.pk, presenting.step_name(task)) for task in mine],
        "nameable": [
            (task.pk, presenting.step_name(task))
            for task in examined.tasks
            if is_open(task) and Role.LEADER in officer.roles and _is_nameable(officer, task)
        ],
    }


def is_open(task: "Task") -> bool:
    """Say whether the step still waits for somebody."""
    return task.done_at is None and task.cancelled_at is None


def _is_nameable(officer: Officer, task: "Task") -> bool:
    return task.role in Role.values and task.agency_id == officer.agency_id
