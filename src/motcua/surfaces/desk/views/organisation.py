"""Agencies: who there is, how they are reorganised, and what then waits for a person's decision."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.composition.casework import reorganisation
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.foundation.organisations import actions as organisations
from motcua.foundation.organisations import queries
from motcua.foundation.organisations.actions import AgencyRow, Heading
from motcua.foundation.organisations.enums import AgencyKind, AgencyLevel
from motcua.foundation.organisations.queries import Passing, Plan
from motcua.surfaces.desk.presenting import organisation as presenting
from motcua.surfaces.desk.record_form import Box
from motcua.surfaces.ui.reading import key_of, require_day

if TYPE_CHECKING:
    from motcua.foundation.organisations.models import Agency, Reorganisation

READ_OR_SENT: Final = ["GET", "HEAD", "POST"]
HEADING: Final = ("title", "on", "basis", "article")
BEGINNING: Final = (
    "code", "name", "name_en", "short_name", "level", "kind", "parent", "commune_code",
    "address", "phone", "email",
)  # fmt: skip
PASSING: Final = ("predecessor", "successor", "procedures", "keeps_archive")
LONGEST: Final = 300


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_safe
def listing(request: OfficerRequest) -> HttpResponse:
    """Show the agencies of today and the reorganisations, and how much waits for a decision."""
    root_code = reorganisation.hand_of(request.officer).root_code
    at = clock.now()
    waiting = reorganisation.list_undecided(request.officer, at=at)
    agencies = queries.list_agencies(on=clock.day_in_vietnam(at))
    return render(
        request,
        "desk/organisation.html",
        {
            "agencies": [one for one in agencies if queries.root_of(one.code) == root_code],
            "plans": [presenting.show(one) for one in queries.list_reorganisations(root_code)],
            "waiting": len(waiting.dossiers) + len(waiting.posts),
        },
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def begin(request: OfficerRequest) -> HttpResponse:
    """Ask what a reorganisation is called and what orders it, and begin its plan."""
    hand = reorganisation.hand_of(request.officer)
    typed, refusal = _typed(request, HEADING), None
    if request.method == "POST":
        try:
            one = organisations.begin_reorganisation(
                heading=_heading(typed), by=hand, at=clock.now()
            )
            return redirect("desk:reorganisation", one.pk)
        except Refusal as refused:
            refusal = refused
    return _form(
        request, _("Soạn phương án sắp xếp"), presenting.heading(typed, refusal), refusal, None
    )


def _heading(typed: Mapping[str, str]) -> Heading:
    on = require_day(typed["on"], field="on")
    return Heading(title=typed["title"], on=on, basis=typed["basis"], article=typed["article"])


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest, key: int) -> HttpResponse:
    """Show a plan with its whole effect, and do what its buttons say."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _act(request, key))
            return redirect("desk:reorganisation", key)
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    seen = reorganisation.preview(key, request.officer, at=clock.now())
    eve = queries.list_agencies(on=seen.reorganisation.on - timedelta(days=1))
    context = presenting.page(seen, queries.list_entries(key), eve) | {
        "errors": presenting.errors(refusal, ["reason"]),
        "reason": request.POST.get("reason", ""),
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/reorganisation.html", context, status=status)


def _act(request: OfficerRequest, key: int) -> str:
    hand, at = reorganisation.hand_of(request.officer), clock.now()
    reason = request.POST.get("reason", "")
    acts: dict[str, Callable[[], str]] = {
        "send": lambda: _said(
            organisations.send_plan(reorganisation_id=key, by=hand, at=at),
            _("Đã gửi người thứ hai."),
        ),
        "back": lambda: _said(
            organisations.send_plan_back(reorganisation_id=key, reason=reason, by=hand, at=at),
            _("Đã trả lại để sửa."),
        ),
        "withdraw": lambda: _said(
            organisations.withdraw_plan(reorganisation_id=key, reason=reason, by=hand, at=at),
            _("Đã bỏ phương án. Nhật ký vẫn được giữ."),
        ),
        "apply": lambda: _say_done(
            reorganisation.apply(reorganisation_id=key, by=request.officer, at=at)
        ),
        "drop": lambda: _drop(request, key),
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise NotFound
    return act()


def _said(_changed: object, words: str) -> str:
    return words


def _say_done(done: reorganisation.Done) -> str:
    return _(
        "Đã áp dụng: {agencies} cơ quan kết thúc, {dossiers} hồ sơ, {tasks} việc và {posts} vị trí "
        "chuyển sang cơ quan kế thừa."
    ).format(agencies=done.agencies, dossiers=done.dossiers, tasks=done.tasks, posts=done.posts)


def _drop(request: OfficerRequest, key: int) -> str:
    """Take one line out of the plan."""
    kind, _dot, number = request.POST.get("line", "").partition("-")
    place = key_of(number)

    def without(plan: Plan) -> Plan:
        if place is None:
            return plan
        if kind == "begins":
            begins = plan.begins[:place] + plan.begins[place + 1 :]
            return Plan(begins=begins, passings=plan.passings)
        return Plan(begins=plan.begins, passings=plan.passings[:place] + plan.passings[place + 1 :])

    _save(request, key, without)
    return _("Đã bỏ dòng.")


def _save(request: OfficerRequest, key: int, change: Callable[[Plan], Plan]) -> None:
    """Save the plan changed; whoever sends says which revision was seen."""
    hand = reorganisation.hand_of(request.officer)
    one = queries.get_reorganisation(key, root_code=hand.root_code)
    organisations.save_plan(
        reorganisation_id=key,
        plan=change(queries.plan_of(one)),
        seen_revision=key_of(request.POST.get("revision", "")) or 0,
        by=hand,
        at=clock.now(),
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def beginning(request: OfficerRequest, key: int) -> HttpResponse:
    """Ask for an agency that begins, and add it to the plan."""
    one = queries.get_reorganisation(
        key, root_code=reorganisation.hand_of(request.officer).root_code
    )
    typed, refusal = _typed(request, BEGINNING), None
    if request.method == "POST":
        try:
            row = _row(typed, one.on)
            _save(
                request, key,
                lambda plan: Plan(begins=(*plan.begins, row), passings=plan.passings),
            )  # fmt: skip
            return redirect("desk:reorganisation", key)
        except Refusal as refused:
            refusal = refused
    parents = _agencies(one)
    boxes = presenting.beginning(typed, parents, refusal)
    return _form(request, _("Thêm cơ quan bắt đầu"), boxes, refusal, presenting.show(one))


def _row(typed: Mapping[str, str], on: date) -> AgencyRow:
    needed = ("code", "name", "level", "kind")
    missing = [name for name in needed if not typed[name]]
    missing += [
        name
        for name, kind in (("level", AgencyLevel), ("kind", AgencyKind))
        if typed[name] and typed[name] not in kind.values
    ]
    if missing:
        raise presenting.empty(missing)
    return AgencyRow(
        code=typed["code"],
        name=typed["name"],
        name_en=typed["name_en"],
        short_name=typed["short_name"],
        level=AgencyLevel(typed["level"]),
        kind=AgencyKind(typed["kind"]),
        parent=typed["parent"] or None,
        commune_code=typed["commune_code"],
        address=typed["address"],
        phone=typed["phone"],
        email=typed["email"],
        valid_from=on,
    )


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def passing(request: OfficerRequest, key: int) -> HttpResponse:
    """Ask who takes over from whom, and add it to the plan."""
    one = queries.get_reorganisation(
        key, root_code=reorganisation.hand_of(request.officer).root_code
    )
    typed, refusal = _typed(request, PASSING), None
    if request.method == "POST":
        try:
            missing = [name for name in ("predecessor", "successor") if not typed[name]]
            if missing:
                raise presenting.empty(missing)
            added = Passing(
                predecessor=typed["predecessor"],
                successor=typed["successor"],
                procedures=tuple(typed["procedures"].split()),
                keeps_archive=bool(typed["keeps_archive"]),
            )
            _save(
                request, key,
                lambda plan: Plan(begins=plan.begins, passings=(*plan.passings, added)),
            )  # fmt: skip
            return redirect("desk:reorganisation", key)
        except Refusal as refused:
            refusal = refused
    elif "successor" not in request.GET:
        typed = {**typed, "keeps_archive": "on"}
    current = _agencies(one)
    begun = [(row.code, f"{row.code} {row.name}") for row in queries.plan_of(one).begins]
    taking = [*begun, *((agency.code, str(agency)) for agency in current)]
    boxes = presenting.passing(typed, current, taking, refusal)
    return _form(request, _("Thêm cơ quan kết thúc"), boxes, refusal, presenting.show(one))


def _agencies(one: "Reorganisation") -> "list[Agency]":
    agencies = queries.list_agencies(on=one.on)
    return [agency for agency in agencies if queries.root_of(agency.code) == one.root_code]


@never_cache
@officer_required(Role.PROCEDURE_CONTROL)
@require_http_methods(READ_OR_SENT)
def undecided(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers and officers of divided agencies, and give one to a successor."""
    refusal = None
    if request.method == "POST":
        try:
            messages.success(request, _place(request))
            return redirect("desk:undecided")
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
    waiting = reorganisation.list_undecided(request.officer, at=clock.now())
    context = presenting.waiting(waiting, request.officer) | {
        "errors": presenting.errors(refusal),
        "chosen": request.POST.get("reference") or request.POST.get("post", ""),
        "reason": request.POST.get("reason", ""),
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/undecided.html", context, status=status)


def _place(request: OfficerRequest) -> str:
    at, to = clock.now(), key_of(request.POST.get("to", "")) or 0
    if "post" in request.POST:
        post = reorganisation.place_post(
            post_id=key_of(request.POST["post"]) or 0,
            to_agency_id=to, by=request.officer, at=at,
        )  # fmt: skip
        return _("Đã chuyển vị trí của {name}.").format(name=post.name)
    dossier = reorganisation.place_dossier(
        reference=request.POST.get("reference", ""), to_agency_id=to,
        reason=request.POST.get("reason", ""), by=request.officer, at=at,
    )  # fmt: skip
    return _("Đã phân hồ sơ {number}.").format(number=dossier)


def _typed(request: OfficerRequest, names: tuple[str, ...]) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip()[:LONGEST] for name in names}


def _form(
    request: OfficerRequest, title: str, boxes: tuple[Box, ...], refusal: Refusal | None,
    plan: presenting.ShownPlan | None,
) -> HttpResponse:  # fmt: skip
    names = [box.name for box in boxes]
    context = {
        "title": title,
        "boxes": boxes,
        "plan": plan,
        "revision": request.POST.get("revision", plan.revision if plan else ""),
        "errors": presenting.errors(refusal, names),
    }
    status = refusal.status if refusal else 200
    return render(request, "desk/reorganisation_form.html", context, status=status)
