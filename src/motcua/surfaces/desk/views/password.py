"""The officer's own password."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.foundation.identity import actions
from motcua.foundation.identity.errors import TooManyAttempts
from motcua.foundation.identity.permissions import OfficerRequest, officer_required
from motcua.foundation.kernel import clock
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.surfaces.desk.views.letters import READ_OR_SENT

BOXES = ("old", "new", "again")


@never_cache
@sensitive_post_parameters(*BOXES)
@officer_required()
@require_http_methods(READ_OR_SENT)
def page(request: OfficerRequest) -> HttpResponse:
    """Ask for the password in use and a new one, twice; then everybody signs in anew."""
    if request.method != "POST":
        return _draw(request, (), status=200)
    old, new, again = (request.POST.get(box, "") for box in BOXES)
    try:
        actions.change_password(request, old=old, new=new, again=again, at=clock.now())
    except InvalidInput as wrong:
        return _draw(request, wrong.problems, status=wrong.status)
    except TooManyAttempts as often:
        problem = FieldProblem(field="old", code=often.code, text=often.text)
        return _draw(request, (problem,), status=often.status)
    request.session.flush()
    messages.success(request, _("Đã đổi mật khẩu. Hãy đăng nhập lại bằng mật khẩu mới."))
    return redirect("desk:sign-in")


def _draw(
    request: OfficerRequest, problems: tuple[FieldProblem, ...], *, status: int
) -> HttpResponse:
    errors = {one.field: one.text for one in problems}
    context = {
        "boxes": [
            {"name": name, "label": label, "error": errors.get(name, ""), "complete": complete}
            for name, label, complete in (
                ("old", _("Mật khẩu đang dùng"), "current-password"),
                ("new", _("Mật khẩu mới"), "new-password"),
                ("again", _("Gõ lại mật khẩu mới"), "new-password"),
            )
        ],
        "errors": [{"anchor": one.field, "text": one.text} for one in problems],
    }
    return render(request, "desk/password.html", context, status=status)
