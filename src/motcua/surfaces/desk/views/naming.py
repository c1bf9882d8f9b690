"""Naming who handles a dossier: one step on its own page, several from the list (Article 19.1)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.composition.casework import naming
from motcua.foundation.identity.enums import Role
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import NotFound, Refusal
from motcua.surfaces.desk.errors import PersonNeeded, StepsNeeded
from motcua.surfaces.desk.presenting import naming as presenting
from motcua.surfaces.desk.presenting.work import Wish
from motcua.surfaces.desk.views.worklist import draw
from motcua.surfaces.ui.reading import key_of

MOST = 200


@never_cache
@officer_required(Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Show for whom a step is; name somebody, or give it back to the role."""
    refusal = None
    if request.method == "POST":
        try:
            dossier = naming.name(
                task_id=task_id, post_id=_read_post(request), reason=_read_reason(request),
                by=request.officer, at=clock.now(),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi người xử lý hồ sơ {name}.").format(name=dossier))
            return redirect("desk:dossier", dossier.reference)
    found = naming.look(task_id, request.officer, on=clock.today())
    context = presenting.page(found, request.POST, refusal)
    return render(request, "desk/naming.html", context, status=refusal.status if refusal else 200)


@never_cache
@officer_required(Role.LEADER)
@require_POST
def several(request: OfficerRequest) -> HttpResponse:
    """Name one person for the steps chosen in the list, and say of each what became of it."""
    wish = Wish.read(request.POST)
    chosen = [key for key in map(key_of, request.POST.getlist("viec")[:MOST]) if key]
    try:
        post_id = _read_post(request)
        if not chosen:
            raise StepsNeeded(field="steps")
    except Refusal as refusal:
        return draw(request, wish, refusal=refusal)
    answers = naming.name_each(
        task_ids=chosen, post_id=post_id, reason=_read_reason(request), by=request.officer,
        at=clock.now(),
    )  # fmt: skip
    refused = [one for one in answers if one.refusal]
    if not refused:
        words = ngettext("Đã phân công {number} việc.", "Đã phân công {number} việc.", len(answers))
        messages.success(request, words.format(number=len(answers)))
        return redirect(wish.address())
    context = {"done": len(answers) - len(refused), "refused": refused, "back": wish.address()}
    return render(request, "desk/naming_done.html", context, status=422)


def _read_post(request: OfficerRequest) -> int | None:
    """Return the post that was chosen; None for whoever holds the role.

    Raises:
        PersonNeeded: if nobody was chosen.
    """
    typed = request.POST.get("post", "")
    if typed == presenting.ROLE:
        return None
    chosen = key_of(typed)
    if not chosen:
        raise PersonNeeded(field="post")
    return chosen


def _read_reason(request: OfficerRequest) -> str:
    return request.POST.get("reason", "").strip()[: presenting.LONGEST]
